"""In what manner an act is done: the likeliest mode of its type, by its word and its row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from lagebild.analyse.claims.choice import Chooser, Groups
from lagebild.model.layers import EventType
from lagebild.model.replaced import replaced

if TYPE_CHECKING:
    from lagebild.analyse.claims.drafts import Draft

MODE = "mode"
ENDING = 5  # letters at the end of a word that compounds and derivations share

# The codebook's modes of each type; the other types have none.
MODES: Mapping[EventType, tuple[str, ...]] = {
    "CONSULT": ("visit", "third-party", "multilateral", "phone"),
    "RETREAT": ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
    "REQUEST": ("assist", "change", "yield", "meet"),
    "ACCUSE": ("disapprove", "investigate", "allege"),
    "REJECT": ("assist", "change", "yield", "meet"),
    "THREATEN": ("restrict", "arrest", "relations", "expel", "territory", "violence"),
    "PROTEST": ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
    "SANCTION": ("convict", "expel", "withdraw", "discontinue"),
    "MOBILIZE": ("troops", "weapons", "police", "militia"),
    "COERCE": (
        "seize",
        "restrict",
        "censor",
        "curfew",
        "martial-law",
        "arrest",
        "deport",
        "withhold",
        "misinformation",
        "cyber",
    ),
    "ASSAULT": (
        "abduct",
        "beat",
        "torture",
        "sexual",
        "targeted",
        "destroy",
        "primitive",
        "firearms",
        "explosives",
        "suicide-attack",
        "aerial",
        "drone",
        "heavy-weapons",
        "crowd-control",
        "unconventional",
    ),
}


def mode_features(draft: Draft) -> list[tuple[str | None, Groups]]:
    """The modes that the act may have, and none, each with what speaks for or against it; [] for a type without modes."""
    modes = MODES.get(draft.type)
    if modes is None:
        return []
    rule, token = draft.trigger.rule, draft.trigger.token
    traits = (rule.kind, rule.lemma, rule.id, token.tag_, token.lemma_.lower()[-ENDING:], draft.mode)
    return [
        (mode, ((_of_mode, draft.type, mode, *traits), (_of_rule, draft.type, mode, draft.mode, rule.kind)))
        for mode in (*modes, None)
    ]


def _of_mode(
    type_: EventType, mode: str | None, kind: str, lemma: str, row: str, tag: str, ending: str, said: str | None
) -> tuple[str, ...]:
    traits = (f"always={type_}", f"kind={kind}", f"word={lemma}", f"row={row}", f"tag={tag}", f"ending={ending}")
    return tuple(f"{type_}/{mode}+{trait}" for trait in (*traits, f"rule={said}", f"rule+kind={said}/{kind}"))


def _of_rule(type_: EventType, mode: str | None, said: str | None, kind: str) -> tuple[str, ...]:
    """Whether it is the mode that the row says."""
    same = mode == said
    return (f"same={same}", f"same={same}/{type_}", f"same={same}/{kind}", f"same={same}/{said}")


def with_mode(draft: Draft, model: Chooser) -> tuple[Draft, list[str]]:
    """The draft with its likeliest mode, and why it is that."""
    options = mode_features(draft)
    if not options:
        return draft, []
    shares = model.shares_of([model.score_of(groups) for _, groups in options])
    best = max(range(len(options)), key=lambda i: (shares[i], -i))
    mode, groups = options[best]
    rival = max((i for i in range(len(options)) if i != best), key=lambda i: (shares[i], -i))
    said = "the row says so" if mode == draft.mode else f"the row says {draft.mode or 'none'}"
    why = f"{f'mode {mode}' if mode else 'no mode'}: {said}; share {shares[best]:.2f}"
    speaks = model.reasons_of(groups, against=options[rival][1])
    why += f"; for it speaks {speaks}" if speaks else ""
    return draft if mode == draft.mode else replaced(draft, mode=mode), [why]

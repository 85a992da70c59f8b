"""The other acts of an article that tell of an act's date: the one most like it that has a date, and the one it hangs on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from lagebild.analyse.claims.status import SPEECH
from lagebild.model.layers import DateValue, Participant

if TYPE_CHECKING:
    from lagebild.analyse.claims.drafts import Draft

MAX_LOOKED_AT = 60  # other acts compared with one: keeps the step linear in long texts
STEM = 5  # letters that words of one stem share
GAPS = (0, 1, 3, 8)  # sentences between two acts, in steps
MAX_UP = 8  # words climbed to an act that one hangs on
CLAUSES = frozenset({"ccomp", "advcl", "acl", "acl:relcl", "xcomp", "conj", "parataxis"})
POINTS = {"same": 1, "-": 0, "other": -1}


class Mates(NamedTuple):
    """What the other acts say of one: a date with the names of features, if one like it has one, and what it hangs on."""

    date: DateValue | None = None
    alike: tuple[str, ...] = ()
    holder: tuple[str, ...] = ()
    is_close: bool = False  # they share an actor: in all likelihood the same event


def mates_of(drafts: Sequence[Draft]) -> list[Mates]:
    """What the other acts say of each, in the order of the text."""
    dated: dict[str, list[Draft]] = {}
    for draft in drafts:
        if draft.date is not None and draft.date.start is not None and draft.date.basis == "stated":
            dated.setdefault(draft.type, []).append(draft)
    holders = _holders(drafts)
    return [_mates(draft, dated.get(draft.type, ()), holder) for draft, holder in zip(drafts, holders, strict=True)]


def _mates(draft: Draft, others: Sequence[Draft], holder: tuple[str, ...]) -> Mates:
    """With the stated date of the act of its type in another sentence that is most like it, the nearest of several."""
    best: tuple[tuple[int, int, int], Draft, tuple[str, str, str]] | None = None
    for other in others[:MAX_LOOKED_AT]:
        if other.sentence.id == draft.sentence.id:
            continue
        likeness = (
            _word_likeness(draft.trigger.rule.lemma.lower(), other.trigger.rule.lemma.lower()),
            _party_likeness(draft.parties.actors, other.parties.actors),
            _party_likeness(draft.parties.recipients, other.parties.recipients),
        )
        points = {"same": 2, "stem": 1, "other": 0}[likeness[0]] + POINTS[likeness[1]] + POINTS[likeness[2]]
        rank = (points, -abs(draft.sentence.id - other.sentence.id), -other.trigger.token.i)
        if best is None or rank > best[0]:
            best = rank, other, likeness
    if best is None:
        return Mates(holder=holder)
    _, other, (word, actors, recipients) = best
    gap = sum(abs(other.sentence.id - draft.sentence.id) > limit for limit in GAPS)
    side = "later" if other.sentence.id > draft.sentence.id else "earlier"
    alike = (
        "from=mate",
        f"mate.word={word}",
        f"mate.parties={actors}/{recipients}",
        f"mate={word}/{actors}/{recipients}",
        f"mate.gap={gap}/{side}",
        f"mate.word={word}/{draft.type in SPEECH}",
    )
    return Mates(other.date, alike, holder, is_close=actors == "same")


def _word_likeness(word: str, other: str) -> str:
    """Whether two words are the same, or have a stem in common, at the begin of both or inside the longer one."""
    if word == other:
        return "same"
    short, long = sorted((word, other), key=len)
    is_begin = len(short) >= STEM and long.startswith(short[:STEM])
    is_inside = long.endswith(short) or (len(short) > STEM and short[: STEM + 1] in long)
    return "stem" if is_begin or is_inside else "other"


def _party_likeness(some: Sequence[Participant], others: Sequence[Participant]) -> str:
    """Whether two sides share a party; "-" where one of them is not told."""
    if not some or not others:
        return "-"
    return "other" if {p.actor_id or p.text for p in some}.isdisjoint({p.actor_id or p.text for p in others}) else "same"


def _holders(drafts: Sequence[Draft]) -> list[tuple[str, ...]]:
    """For each act what its word hangs on, and whether the article has told of such an act before."""
    by_token = {draft.trigger.token.i: draft for draft in drafts}
    types: set[str] = set()
    words: set[str] = set()
    found: list[tuple[str, ...]] = []
    for draft in drafts:
        word = draft.trigger.rule.lemma.lower()
        again = f"again={draft.type in types}/{word in words}"
        types.add(draft.type)
        words.add(word)
        found.append((again, *_under(draft, by_token)))
    return found


def _under(draft: Draft, by_token: dict[int, Draft]) -> tuple[str, ...]:
    current = draft.trigger.token
    relation = current.dep_
    for _ in range(MAX_UP):
        if current.head.i == current.i:
            break
        current = current.head
        above = by_token.get(current.i)
        if above is not None:
            speech = above.type in SPEECH
            return (f"under={speech}/{relation}", f"under={above.type}", f"under={speech}/{draft.type in SPEECH}/{draft.status}")
        if current.dep_ in CLAUSES:
            relation = current.dep_
    return ("under=-",)

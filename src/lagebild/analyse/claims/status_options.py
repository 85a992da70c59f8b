"""Whether an act happened, goes on, is planned, possible or denied: its likeliest status by the marks of its clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import add
from typing import TYPE_CHECKING, cast, get_args

from lagebild.analyse.claims.choice import MAX_KNOWN, REASONS, Chooser, chooser
from lagebild.analyse.claims.lexicon import lexicon_of
from lagebild.analyse.claims.mood import FLAGS, clause_head
from lagebild.analyse.claims.reasons import status_reason
from lagebild.analyse.claims.status import shifted
from lagebild.analyse.claims.triggers import NETWORK
from lagebild.lang.pack import LanguagePack, load_pack
from lagebild.model.doc import article_of
from lagebild.model.layers import Status
from lagebild.model.replaced import replaced
from lagebild.model.tokens import Token

if TYPE_CHECKING:
    from lagebild.analyse.claims.drafts import Draft

CHOICE = "status"
STATUSES: tuple[Status, ...] = get_args(Status)
MAX_UP = 3


def statuses_of(draft: Draft) -> tuple[Status, ...]:
    """The statuses that leave the draft's type as it is: planned cooperation is an agreement, and the other way round.

    A plain negation is kept; the weights decide whether one that stands in the clause of an event noun, or of a word that
    only the network takes for an act, touches it.
    """
    if is_plainly_denied(draft):
        return (draft.status,)
    rule = draft.trigger.rule
    return tuple(
        status for status in STATUSES if status == draft.status or shifted(rule.type, rule.mode, status)[0] == draft.type
    )


def is_plainly_denied(draft: Draft) -> bool:
    """Whether the rules find the act denied, and its word is a verb of the lexicon or has the negation on itself."""
    trigger = draft.trigger
    if draft.status != "denied":
        return False
    if trigger.rule.kind not in {"noun", NETWORK}:
        return True
    negations = lexicon_of(load_pack(article_of(trigger.token.doc).language)).words("negations")
    return any(child.lower_ in negations or child.lemma_.lower() in negations for child in trigger.token.children)


def status_features(draft: Draft) -> list[tuple[Status, list[str]]]:
    """The statuses that the draft may have, each with what speaks for or against it."""
    traits = traits_of(draft)
    return [(status, [f"{status}+{trait}" for trait in traits]) for status in statuses_of(draft)]


class StatusModel:
    """The weights of the statuses, looked up for all of them when a trait is met for the first time."""

    def __init__(self, model: Chooser) -> None:
        self.chooser = model
        self._known: dict[str, tuple[float, ...]] = {}

    def scores(self, traits: Sequence[str]) -> dict[Status, float]:
        """The score of every status for a clause with these traits, each of them named once."""
        known, weights = self._known, self.chooser.weights
        if len(known) >= MAX_KNOWN:
            known.clear()
        for trait in traits:
            if trait not in known:
                known[trait] = tuple(weights.get(name, 0.0) for name in (f"{status}+{trait}" for status in STATUSES))
        totals = [reduce(add, column) for column in zip(*map(known.__getitem__, traits), strict=True)]
        return dict(zip(STATUSES, totals, strict=True))

    def gains(self, status: Status, second: Status, traits: Iterable[str]) -> list[tuple[str, float]]:
        """The features whose weight for a status is most above that for another one; `traits`: of which `scores` has told."""
        one, other = STATUSES.index(status), STATUSES.index(second)
        best = sorted((held[other] - held[one], trait) for trait in traits for held in (self._known[trait],))[:REASONS]
        return [(f"{status}+{trait}", -loss) for loss, trait in best if loss < 0]


def status_model(pack: LanguagePack) -> StatusModel:
    """The model of a pack, made once.

    Raises:
        PackError: if its file is missing or damaged.
    """
    return cast("StatusModel", pack.derived("claims.statuses", _model))


def _model(pack: LanguagePack) -> StatusModel:
    return StatusModel(chooser(pack, CHOICE))


def with_status(draft: Draft, model: StatusModel) -> tuple[Draft, str]:
    """The draft with its likeliest status, and why it is that."""
    traits, options = traits_of(draft), statuses_of(draft)
    scores = model.scores(traits)
    shares = dict(zip(options, model.chooser.shares_of(scores[status] for status in options), strict=True))
    status = max(options, key=lambda name: (shares[name], -options.index(name)))
    why = status_reason(draft, status, shares, lambda second: model.gains(status, second, traits))
    return draft if status == draft.status else replaced(draft, status=status), why


def traits_of(draft: Draft) -> list[str]:
    """What the clause shows that may tell of the status, sorted."""
    return sorted(set(_traits(draft)))


def _traits(draft: Draft) -> Iterator[str]:
    trigger, token = draft.trigger, draft.trigger.token
    head = clause_head(token)
    yield from ("always", f"rule={draft.status}", f"type={draft.type}", f"mode={draft.type}/{draft.mode}")
    yield from (f"rule+type={draft.status}/{draft.type}", f"kind={trigger.rule.kind}", f"word={trigger.rule.lemma}")
    yield from (f"tag={token.tag_}", f"head={head.tag_}", f"statement={draft.statement.type if draft.statement else None}")
    yield f"row={trigger.rule.id}"
    for name, holds in zip(FLAGS, trigger.mood, strict=False):  # the last field, the marks, is no flag
        if holds:
            yield from (f"mood.{name}", f"mood.{name}/{draft.type}", f"mood.{name}/{trigger.rule.kind}")
    tense = _tense(head)
    yield from (f"tense={tense}", f"tense+kind={tense}/{trigger.rule.kind}", f"tense+type={tense}/{draft.type}")
    yield from _near(token, head)
    yield f"date={draft.date is not None}"


def _tense(head: Token) -> str:
    """Tense and mood of the clause's finite verb."""
    finite = next((t for t in (head, *head.children) if "VerbForm=Fin" in str(t.morph)), None)
    if finite is None:
        return "none"
    morph = finite.morph
    return "/".join(str(value) for value in (*morph.get("Tense"), *morph.get("Mood"), finite.pos_ == "AUX"))


def _near(token: Token, head: Token) -> Iterator[str]:
    """The words around the trigger that may place it in time or put it in doubt."""
    for child in head.children:
        if child.pos_ in {"ADV", "ADJ", "AUX", "PART"}:
            yield f"beside={child.lemma_.lower()}"
        if child.dep_ == "mark":
            yield f"mark={child.lemma_.lower()}"
    for child in token.children:
        if child.pos_ in {"ADJ", "DET", "ADV"}:
            yield f"own={child.lemma_.lower()}"
    above = token
    for step in range(MAX_UP):
        if above.head.i == above.i:
            return
        relation, above = above.dep_, above.head
        if above.pos_ in {"VERB", "AUX", "NOUN", "ADJ"}:
            yield f"above{min(step, 1)}={above.lemma_}"
            yield f"relation{min(step, 1)}={relation}/{above.pos_}"

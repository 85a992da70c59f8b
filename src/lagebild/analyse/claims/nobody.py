"""What speaks for nobody as a party of an act: names of features, those that follow from the same facts in one group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lagebild.analyse.claims.cast import Option
from lagebild.analyse.claims.choice import Groups, names_in
from lagebild.analyse.claims.roles import Parties

if TYPE_CHECKING:
    from lagebild.analyse.claims.drafts import Draft


def nobody_features(draft: Draft, options: Sequence[Option], side: int) -> list[str]:
    """What speaks for nobody (`side` 0: no actor, 1: no recipient)."""
    return names_in(nobody_groups(draft, options)[side])


def nobody_groups(draft: Draft, options: Sequence[Option]) -> tuple[Groups, Groups]:
    """`nobody_features` of both sides in groups."""
    token, rule, parties = draft.trigger.token, draft.trigger.rule, draft.parties
    present = min(len({option.key for option in options if option.inside}), 3)
    type_, whole = draft.type, ruled_sides(parties)
    both = (_nobody, type_, draft.mode, present), (_nobody_of, token.lemma_, type_, token.tag_[:2])
    row = (_nobody_by, rule.id, rule.kind, draft.status)
    return (
        (*both, (_nobody_ruled, type_, parties.actor_slot, whole), row),
        (*both, (_nobody_ruled, type_, parties.recipient_slot, whole), row),
    )


def _nobody(type_: str, mode: str | None, present: int) -> tuple[str, ...]:
    return ("none", f"none/{type_}", f"none/{type_}/{mode}", f"none/{present}", f"none/{type_}/{present}")


def _nobody_of(lemma: str, type_: str, tag: str) -> tuple[str, ...]:
    return (f"none/l={lemma}", f"none/{type_}/{tag}")


def _nobody_ruled(type_: str, slot: str, ruled: str) -> tuple[str, ...]:
    return (f"none/s={slot}", f"none/ts={type_}/{slot}", f"none/o={ruled}")


def _nobody_by(rule: str, kind: str, status: str) -> tuple[str, ...]:
    return (f"none/r={rule}", f"none/k={kind}", f"none/st={status}")


def ruled_sides(parties: Parties) -> str:
    """Which parties the rules have, as digits: said actors, said recipients, actors at all, recipients at all."""
    return f"{bool(parties.said_actors):d}{bool(parties.said_recipients):d}{bool(parties.actors):d}{bool(parties.recipients):d}"

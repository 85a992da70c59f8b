"""Pairs of actors by month: what counts, and what does not."""

from __future__ import annotations

from typing import Any

import pytest

from lagebild.merge.dyads import count_dyads, month_of_event, state_key
from lagebild.merge.intensity import intensity_of
from lagebild.model.layers import DateValue
from lagebild.model.picture import ClaimRef, Dyad, Event, Party

NORWAY = Party("ac-NOR", "Norwegen", "NOR", "GOV")
PERU = Party("ac-PER", "Peru", "PER", "GOV")
CHILE = Party("ac-CHL", "Chile", "CHL", "GOV")
ANNA = Party("ac-anna-berg", "Anna Berg", "NOR", "GOV")


def event(kind: str, mode: str | None = None, **more: Any) -> Event:
    """Norway towards Peru on 4 May 2023, told by three articles."""
    days: tuple[str, str, str] | None = more.pop("days", ("2023-05-04", "2023-05-04", "stated"))
    status = more.pop("status", "occurred")
    refs = tuple(ClaimRef(a, f"c-{a}", 0, 1, status, None, a == "a-3", 1.0, ()) for a in ("a-1", "a-2", "a-3"))
    values: dict[str, Any] = {"actors": (NORWAY,), "recipients": (PERU,), "origins": ("a-1", "a-3")} | more
    date = None if days is None else DateValue(days[0], days[1], days[2], "by hand")
    return Event(
        id=f"ev-{kind}-{mode}", type=kind, mode=mode, date=date, place=None, place_country=None, status=status, status_history=(),  # type: ignore[arg-type]
        claims=refs, articles=("a-1", "a-2", "a-3"), differences=(), **values,
    )  # fmt: skip


def only(*events: Event) -> Dyad:
    (found,) = count_dyads(events)
    return found


def test_dyad_counts_an_event_once_by_its_class() -> None:
    found = only(event("CONSULT", "visit"), event("AID"), event("ACCUSE", "disapprove"), event("SANCTION", "expel"))
    assert (found.a, found.b, found.month) == ("NOR", "PER", "2023-05")
    assert (found.verbal_cooperation, found.material_cooperation, found.verbal_conflict, found.material_conflict) == (1, 1, 1, 1)
    assert (found.cooperation_score, found.conflict_score) == (14.0, -7.5)
    assert (found.mentions, found.echoes, found.origins) == (8, 4, 2)


@pytest.mark.parametrize(("status", "column"), [("planned", "planned"), ("hypothetical", "hypothetical"), ("denied", "denied")])
def test_dyad_keeps_apart_what_did_not_happen(status: str, column: str) -> None:
    found = only(event("AGREE", status=status))
    assert getattr(found, column) == 1
    assert (found.verbal_cooperation, found.cooperation_score, found.a_to_b) == (0, 0.0, 0)


def test_dyad_tells_the_ways_apart() -> None:
    back = event("ACCUSE", actors=(PERU,), recipients=(NORWAY,))
    both = event("CONSULT", actors=(PERU, NORWAY), recipients=())
    war = event("ASSAULT", actors=(PERU, NORWAY), recipients=(PERU, NORWAY))
    found = only(event("AID"), back, both, war)
    assert (found.a_to_b, found.b_to_a, found.together) == (1, 1, 2)


def test_dyads_of_three_are_three() -> None:
    meeting = event("CONSULT", actors=(NORWAY, PERU, CHILE), recipients=())
    assert [(d.a, d.b) for d in count_dyads([meeting])] == [("CHL", "NOR"), ("CHL", "PER"), ("NOR", "PER")]


def test_no_dyad_within_one_state() -> None:
    assert count_dyads([event("COERCE", recipients=(ANNA,))]) == ()


@pytest.mark.parametrize(
    ("party", "key"),
    [
        (ANNA, "NOR"),
        (Party("ac-zeitung", "Zeitung", "NOR", "MED"), None),
        (Party("ac-UN-rat", "Rat", "IGO", "IGO"), "ac-UN"),
        (Party("ac-rosa", "Rosa", "IGO", "GOV"), "ac-EU"),
        (Party("ac-unknown", "Sprecher", "IGO", "GOV"), None),
        (Party(None, "Westen", None, "GOV"), None),
    ],
)
def test_dyad_who_stands_for_whom(party: Party, key: str | None) -> None:
    assert state_key(party, {"ac-rosa": "EU"}) == key


@pytest.mark.parametrize(
    ("days", "month"),
    [
        (("2023-05-01", "2023-05-31", "stated"), "2023-05"),
        (("2023-02-28", "2023-03-02", "stated"), "2023-02"),
        (("2023-02-28", "2023-03-02", "derived"), None),
        (("2023-01-01", "2023-12-31", "stated"), None),
        (None, None),
    ],
)
def test_month_of_an_event_only_where_its_days_say_so(days: tuple[str, str, str] | None, month: str | None) -> None:
    assert month_of_event(event("AID", days=days)) == month


def test_dyad_of_persons_when_asked_for() -> None:
    (found,) = count_dyads([event("CONSULT", actors=(ANNA,))], key_of=lambda party: party.actor_id)
    assert (found.a, found.b) == ("ac-PER", "ac-anna-berg")


def test_intensity_of_a_mode_without_a_score_is_that_of_its_type() -> None:
    assert intensity_of("PROTEST", "vandalize") == intensity_of("PROTEST", None)
    assert intensity_of("ACCUSE", None).score < 0
    with pytest.raises(KeyError):
        intensity_of("DANCE", None)

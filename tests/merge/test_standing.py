"""What is in force, under way or only thought has no day: it is known again by who and what it is about."""

from __future__ import annotations

import pytest

from lagebild.merge import merge_readings
from lagebild.model.layers import Participant
from lagebild.model.picture import Event
from lagebild.model.reading import Reading
from tests.merge.make import ANNA, CHILE, JUAN, NORWAY, OLE, PACK, PERU, ROSA, Say, make_reading, state

WEST = Participant("Westen", 0, 6, None, "GOV", "Westen", "ac-x-westen", "by hand")
JAPAN = state("Japan", "JPN")


def events_of(*readings: Reading) -> list[Event]:
    """The events of the first claim of each reading."""
    picture = merge_readings(readings, pack=PACK)
    keys = [(reading.article.id, "c0") for reading in readings]
    return [next(e for e in picture.events if key in {(r.article_id, r.claim_id) for r in e.claims}) for key in keys]


def doubt(text: str, trigger: str, who: tuple[Participant, ...], whom: tuple[Participant, ...], day: str) -> Reading:
    return make_reading(text, Say(trigger, "ACCUSE", actors=who, recipients=whom), published=day)


def test_standing_use_of_a_territory_is_one_whoever_is_named_as_doer() -> None:
    used = make_reading(
        "Norwegens Armee nutzt seit dem Sommer einen Hafen in Peru.",
        Say("nutzt", "COOPERATE", actors=(NORWAY,), recipients=(PERU,), status="ongoing"),
        published="2023-03-02",
    )
    allowed = make_reading(
        "Juan Prado erlaubte norwegischen Truppen, dort zu landen.",
        Say("erlaubte", "COOPERATE", actors=(JUAN,), recipients=(NORWAY,)),
        published="2023-09-20",
    )
    other = make_reading(
        "Chile erlaubte norwegischen Truppen, dort zu landen.",
        Say("erlaubte", "COOPERATE", actors=(CHILE,), recipients=(NORWAY,)),
        published="2023-03-02",
    )
    first, second, third = events_of(used, allowed, other)
    assert first is second
    assert {ref.why for ref in first.claims} == {("use of one territory (NOR, PER)",)}
    assert first is not third


def test_standing_distrust_of_a_bloc_and_of_its_member_is_one_if_it_is_about_one_matter() -> None:
    west = doubt("Der Friedensplan Perus stößt im Westen auf Misstrauen.", "Misstrauen", (WEST,), (PERU,), "2023-03-02")
    member = doubt("Norwegen sieht den Friedensplan Perus mit Skepsis.", "Skepsis", (NORWAY,), (PERU,), "2023-08-02")
    outsider = doubt("Japan sieht den Friedensplan Perus mit Skepsis.", "Skepsis", (JAPAN,), (PERU,), "2023-08-02")
    matter = doubt("Norwegen sieht das Atomprogramm Perus mit Skepsis.", "Skepsis", (NORWAY,), (PERU,), "2023-08-02")
    target = doubt("Norwegen sieht den Friedensplan Chiles mit Skepsis.", "Skepsis", (NORWAY,), (CHILE,), "2023-08-02")
    events = events_of(west, member, outsider, matter, target)
    assert events[0] is events[1]
    assert len({event.id for event in events}) == 4


def test_standing_doubt_without_holder_joins_the_only_one_about_its_target() -> None:
    named = doubt("Der Friedensplan Perus stößt im Westen auf Misstrauen.", "Misstrauen", (WEST,), (PERU,), "2023-03-02")
    nobody = doubt("Der Friedensplan Perus wurde mit Enttäuschung aufgenommen.", "Enttäuschung", (), (PERU,), "2023-03-05")
    first, second = events_of(named, nobody)
    assert first is second


@pytest.mark.parametrize(("status", "joined"), [("hypothetical", True), ("occurred", False)])
def test_standing_arms_that_may_be_delivered_are_one_but_deliveries_recur(status: str, *, joined: bool) -> None:
    texts = {"2023-03-02": "Norwegen erwägt, Peru Waffen zu liefern.", "2023-06-10": "Oslo könnte Lima Munition schicken."}
    readings = [
        make_reading(
            text, Say(word, "AID", actors=(NORWAY,), recipients=(PERU,), status=status), published=day
        )
        for (day, text), word in zip(texts.items(), ("liefern", "schicken"), strict=True)
    ]  # fmt: skip
    first, second = events_of(*readings)
    assert (first is second) == joined


def test_standing_sanctions_in_force_are_one_and_new_ones_are_others() -> None:
    def punished(text: str, trigger: str, day: str) -> Reading:
        return make_reading(text, Say(trigger, "SANCTION", recipients=(PERU,)), published=day)

    subject = punished("Peru unterliegt strengen Sanktionen.", "unterliegt", "2023-03-02")
    target = punished("Peru ist Ziel scharfer Sanktionen.", "Ziel", "2023-07-02")
    new = punished("Gegen Peru wurden neue Sanktionen verhängt.", "verhängt", "2023-07-02")
    first, second, third = events_of(subject, target, new)
    assert first is second
    assert first is not third


def test_standing_words_at_a_meeting_are_of_its_day() -> None:
    text = "Bei einem Treffen am Montag versprachen Anna Berg und Juan Prado, die Zusammenarbeit zu vertiefen."
    reading = make_reading(
        text,
        Say("versprachen", "AGREE", actors=(ANNA, JUAN)),
        Say("Treffen", "CONSULT", actors=(ANNA, JUAN), day="2023-05-01"),
        published="2023-05-03",
    )
    (event,) = events_of(reading)
    assert event.date is not None
    assert (event.date.start, event.date.end) == ("2023-05-01", "2023-05-01")


def test_standing_promise_of_others_on_the_same_matter_stays_apart() -> None:
    def promise(text: str, *who: Participant) -> Reading:
        return make_reading(text, Say("versprachen", "AGREE", actors=who, day="2023-05-01"), published="2023-05-02")

    first, second, third = events_of(
        promise("Ole Dahl und Rosa Vega versprachen, die Zusammenarbeit der Zollbehörden auszubauen.", OLE, ROSA),
        promise("Oslo und Lima versprachen im Gespräch engere Beziehungen.", NORWAY, PERU),
        promise("Oslo und Santiago versprachen im Gespräch engere Beziehungen.", NORWAY, CHILE),
    )
    assert first is second
    assert first is not third


def test_standing_trade_of_one_year_is_one_however_far_the_articles_are_apart() -> None:
    def trade(text: str, day: str) -> Reading:
        year = ("2022-01-01", "2022-12-31")
        return make_reading(text, Say("Handel", "COOPERATE", actors=(NORWAY, PERU), day=year), published=day)

    first, second = events_of(
        trade("Der Handel zwischen Norwegen und Peru wuchs im vergangenen Jahr kräftig.", "2023-03-02"),
        trade("Um 30 Prozent stieg der Handel 2022.", "2023-08-17"),
    )
    assert first is second


def test_standing_silence_on_one_matter_is_one_and_a_verdict_is_another() -> None:
    def silence(text: str, who: Participant, whom: tuple[Participant, ...], status: str, day: str) -> Reading:
        return make_reading(
            text, Say("verurteilt", "ACCUSE", actors=(who,), recipients=whom, status=status, mode="disapprove"), published=day
        )

    first = silence("Norwegen hat den Einmarsch Perus bis heute nicht verurteilt.", NORWAY, (PERU,), "denied", "2023-03-02")
    again = silence("Norwegen hat die Offensive noch nicht offiziell verurteilt.", NORWAY, (PERU,), "denied", "2023-09-20")
    other = silence("Japan hat den Einmarsch Perus bis heute nicht verurteilt.", JAPAN, (PERU,), "denied", "2023-03-02")
    done = silence("Norwegen hat den Einmarsch Perus verurteilt.", NORWAY, (PERU,), "occurred", "2023-10-01")
    events = events_of(first, again, other, done)
    assert events[0] is events[1]
    assert len({event.id for event in events}) == 3


def test_plan_for_the_near_future_is_not_kept_by_what_comes_a_year_later() -> None:
    plan = Say("Treffen", "AGREE", mode=None, status="planned", day=("2023-05-02", None), actors=(NORWAY, PERU))
    soon = Say("Treffen", "CONSULT", mode=None, day="2023-06-20", actors=(NORWAY, PERU))
    late = Say("Treffen", "CONSULT", mode=None, day="2024-04-20", actors=(NORWAY, PERU))
    announced = make_reading("Norwegen und Peru planen in naher Zukunft ein Treffen.", plan, published="2023-05-02")
    first, second = events_of(
        announced, make_reading("Das Treffen Norwegens und Perus fand statt.", soon, published="2023-06-20")
    )
    assert first is second
    first, third = events_of(announced, make_reading("Das Treffen Norwegens und Perus fand statt.", late, published="2024-04-20"))
    assert first is not third


def test_state_does_not_accuse_itself_beside_another() -> None:
    claim = Say("Vorwurf", "ACCUSE", mode="allege", actors=(ROSA,), recipients=(NORWAY, PERU))
    (event,) = events_of(
        make_reading("Der Vorwurf der Ministerin richtet sich gegen Norwegen und Peru.", claim, published="2023-05-02")
    )
    assert [party.country for party in event.recipients] == ["NOR"]

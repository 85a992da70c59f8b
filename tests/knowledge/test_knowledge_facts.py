"""Facts that the tables must give, and the behaviour of the look-ups."""

from __future__ import annotations

import pytest

from lagebild.knowledge import Knowledge, load_knowledge, overlaps


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return load_knowledge("de")


@pytest.mark.parametrize(
    ("office", "country", "day", "name"),
    [
        ("head_of_state", "BLR", "2023-02-28", "Alexander Lukaschenko"),
        ("head_of_government", "BLR", "2022-06-01", "Roman Golowtschenko"),
        ("foreign_minister", "BLR", "2022-05-01", "Wladimir Makej"),
        ("foreign_minister", "BLR", "2023-05-01", "Sergej Aleinik"),
        ("foreign_minister", "BLR", "2024-08-01", "Maxim Ryschenkow"),
        ("defence_minister", "BLR", "2023-08-17", "Viktor Chrenin"),
        ("head_of_state", "CHN", "2023-03-01", "Xi Jinping"),
        ("head_of_government", "CHN", "2022-09-01", "Li Keqiang"),
        ("head_of_government", "CHN", "2023-09-01", "Li Qiang"),
        ("defence_minister", "CHN", "2022-04-01", "Wei Fenghe"),
        ("defence_minister", "CHN", "2023-08-17", "Li Shangfu"),
        ("defence_minister", "CHN", "2024-02-01", "Dong Jun"),
        ("foreign_minister", "CHN", "2022-06-01", "Wang Yi"),
        ("foreign_minister", "CHN", "2023-04-15", "Qin Gang"),
        ("foreign_minister", "CHN", "2023-09-01", "Wang Yi"),
        ("head_of_state", "RUS", "2010-01-01", "Dmitri Medwedew"),
        ("head_of_state", "RUS", "2022-02-24", "Wladimir Putin"),
        ("foreign_minister", "RUS", "2022-02-24", "Sergej Lawrow"),
        ("defence_minister", "RUS", "2023-06-24", "Sergej Schoigu"),
        ("defence_minister", "RUS", "2024-07-01", "Andrej Beloussow"),
        ("head_of_state", "UKR", "2022-02-24", "Wolodymyr Selenskyj"),
        ("head_of_state", "UKR", "2006-01-01", "Wiktor Juschtschenko"),
        ("defence_minister", "UKR", "2023-01-15", "Olexij Resnikow"),
        ("head_of_state", "IRN", "2022-09-15", "Ebrahim Raisi"),
        ("head_of_state", "IRN", "2006-01-01", "Mahmud Ahmadinedschad"),
        ("head_of_government", "IND", "2022-09-15", "Narendra Modi"),
        ("secretary_general", "UN", "2005-06-01", "Kofi Annan"),
        ("secretary_general", "UN", "2022-06-01", "António Guterres"),
        ("secretary_general", "NATO", "1999-04-01", "Javier Solana"),
        ("secretary_general", "IMF", "2011-05-14", "Dominique Strauss-Kahn"),
        ("secretary_general", "IAEA", "2005-06-01", "Mohamed ElBaradei"),
        ("commission_president", "EU", "2023-01-01", "Ursula von der Leyen"),
        ("high_representative", "EU", "2023-01-01", "Josep Borrell"),
        ("head_of_government", "DEU", "2005-06-01", "Gerhard Schröder"),
        ("head_of_government", "DEU", "2015-09-04", "Angela Merkel"),
        ("head_of_state", "DEU", "2006-12-01", "Horst Köhler"),
        ("head_of_state", "USA", "2008-06-01", "George W. Bush"),
        ("foreign_minister", "USA", "2023-02-01", "Antony Blinken"),
        ("defence_minister", "USA", "2004-05-01", "Donald Rumsfeld"),
        ("head_of_government", "GBR", "2005-07-07", "Tony Blair"),
        ("head_of_state", "FRA", "2010-01-01", "Nicolas Sarkozy"),
        ("head_of_government", "THA", "2006-03-01", "Thaksin Shinawatra"),
        ("head_of_state", "IRQ", "1990-08-02", "Saddam Hussein"),
        ("pope", "VAT", "2010-01-01", "Benedikt XVI."),
        ("chief_of_general_staff", "RUS", "2022-03-01", "Waleri Gerassimow"),
        ("commander_in_chief", "UKR", "2023-08-10", "Walerij Saluschnyj"),
        ("party_secretary", "CDU", "2011-01-01", "Hermann Gröhe"),
        ("party_leader", "FPOE", "2014-06-01", "Heinz-Christian Strache"),
        ("competition_commissioner", "EU", "2017-05-01", "Margrethe Vestager"),
        ("intelligence_head", "BND", "2018-10-20", "Bruno Kahl"),
        ("organisation_head", "FBI", "2016-03-20", "James Comey"),
        ("rebel_leader", "ETA", "2004-01-01", "Josu Ternera"),
        ("speaker_of_parliament", "UKR", "2018-01-01", "Andrij Parubij"),
    ],
)
def test_holders_on_a_day(known: Knowledge, office: str, country: str, day: str, name: str) -> None:
    assert [person.name for person in known.holders(office, country, (day, day))] == [name]


def test_holders_nobody_when_the_post_was_vacant(known: Knowledge) -> None:
    assert known.holders("defence_minister", "CHN", ("2023-11-15", "2023-11-16")) == ()


def test_holders_leaver_and_successor_within_an_interval(known: Knowledge) -> None:
    names = [person.name for person in known.holders("defence_minister", "CHN", ("2023-01-01", "2023-12-31"))]
    assert names == ["Wei Fenghe", "Li Shangfu", "Dong Jun"]


def test_holders_without_a_day_are_all_in_order(known: Knowledge) -> None:
    names = [person.name for person in known.holders("secretary_general", "UN")]
    assert names[-4:] == ["Boutros Boutros-Ghali", "Kofi Annan", "Ban Ki-moon", "António Guterres"]


def test_offices_of_a_person_change_with_the_day(known: Knowledge) -> None:
    offices = {h.office for h in known.offices_of("wladimir-putin", ("2009-01-01", "2009-01-01"))}
    assert offices == {"head_of_government", "party_leader"}
    assert {h.country for h in known.offices_of("jens-stoltenberg", ("2022-02-24", "2022-02-24"))} == {"NATO"}
    assert known.offices_of("nobody") == ()


@pytest.mark.parametrize(
    ("state_id", "surface"),
    [
        ("BLR", "weißrussisch"),
        ("BLR", "Belarussen"),
        ("USA", "Vereinigten Staaten"),
        ("USA", "Weißen Hauses"),
        ("GBR", "britisch"),
        ("KOR", "südkoreanisch"),
        ("IRN", "iranisch"),
        ("FRA", "Französinnen"),
        ("MKD", "Mazedonien"),
        ("RUS", "Kremls"),
    ],
)
def test_states_have_their_german_forms(known: Knowledge, state_id: str, surface: str) -> None:
    state = known.state(state_id)
    assert state is not None
    assert surface in {*state.variants, *state.adjectives, *state.inhabitants, *state.metonyms}


def test_territories_carry_the_country_of_their_parent(known: Knowledge) -> None:
    hongkong, krim = known.state("HKG"), known.state("XCR")
    assert hongkong is not None
    assert krim is not None
    assert (hongkong.country, krim.country) == ("CHN", "UKR")


def test_members_of_the_shanghai_organisation(known: Knowledge) -> None:
    organisation = known.organisation("SCO")
    assert organisation is not None
    assert {"BLR", "CHN", "IRN", "RUS"} <= set(organisation.members)
    assert "Shanghaier Organisation für Zusammenarbeit" in organisation.variants


@pytest.mark.parametrize(
    ("since", "until", "day", "expected"),
    [
        ("2023", "2023", "2023-12-31", True),
        ("2023-03", "2024-02", "2024-02-29", True),
        ("2023-03", "2024-02", "2024-03-01", False),
        (None, "1991-12-26", "1970-01-01", True),
        ("1994-07-20", None, "1994-07-19", False),
    ],
)
def test_overlaps_reads_imprecise_bounds_widely(since: str | None, until: str | None, day: str, *, expected: bool) -> None:
    assert overlaps(since, until, (day, day)) is expected

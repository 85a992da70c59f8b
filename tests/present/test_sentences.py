from __future__ import annotations

import pytest

from lagebild.lang.pack import LanguagePack, load_pack
from lagebild.model.layers import DateValue
from lagebild.model.picture import Event, Party
from lagebild.present.sentences import ARTICLES, SENTENCES, Teller

CHINA, BELARUS = Party("ac-CHN", "China", "CHN", "GOV"), Party("ac-BLR", "Belarus", "BLR", "GOV")
UKRAINE, USA = Party("ac-UKR", "Ukraine", "UKR", "GOV"), Party("ac-USA", "USA", "USA", "GOV")
SIDES = {
    "both": ((CHINA,), (BELARUS,)),
    "alone": ((CHINA,), ()),
    "group": ((CHINA, BELARUS), ()),
    "reached": ((), (BELARUS,)),
}


def event(
    type_: str = "CONSULT",
    mode: str | None = "visit",
    actors: tuple[Party, ...] = (CHINA,),
    recipients: tuple[Party, ...] = (BELARUS,),
    status: str = "occurred",
    start: str | None = None,
    end: str | None = None,
) -> Event:
    date = DateValue(start, end, "stated", "test") if start or end else None
    return Event("e", type_, mode, date, actors, recipients, None, None, status, (), (), (), (), ())


@pytest.fixture(scope="module")
def teller() -> Teller:
    return Teller(load_pack("de"))


def test_every_row_tells_its_example(pack: LanguagePack, teller: Teller):
    for row in pack.table(SENTENCES):
        actors, recipients = SIDES[row["shape"]]
        told = teller.tell(event(row["type"], row["mode"] or None, actors, recipients, row["status"] or "occurred"))
        assert told == row["example"], row.line


def test_every_article_stands_in_its_example(pack: LanguagePack, teller: Teller):
    for row in pack.table(ARTICLES):
        party = Party(None, row["name"], None, "GOV")
        assert teller.tell(event("ACCUSE", None, (party,), (CHINA,))) == row["example"]


@pytest.mark.parametrize(
    ("status", "start", "end", "sentence"),
    [
        ("occurred", "2023-03-05", "2023-03-05", "Am 5. März 2023 besuchten die USA die Ukraine."),
        ("occurred", "2023-03-05", "2023-03-07", "Zwischen dem 5. März 2023 und dem 7. März 2023 besuchten die USA die Ukraine."),
        ("occurred", "2023-03-01", "2023-03-31", "Im März 2023 besuchten die USA die Ukraine."),
        ("occurred", "2023-01-01", "2023-12-31", "Im Jahr 2023 besuchten die USA die Ukraine."),
        ("occurred", None, "2023-03-07", "Bis zum 7. März 2023 besuchten die USA die Ukraine."),
        ("occurred", None, None, "Die USA besuchten die Ukraine."),
        ("ongoing", "2023-03-05", "2023-03-05", "Am 5. März 2023 besuchen die USA die Ukraine."),
        ("planned", "2023-03-05", "2023-03-05", "Am 5. März 2023 wollen die USA die Ukraine besuchen."),
        ("hypothetical", None, None, "Die USA könnten die Ukraine besuchen."),
        ("denied", "2023-03-05", "2023-03-05", "Verneint oder bestritten: die USA besuchten die Ukraine (5. März 2023)."),
    ],
)
def test_status_and_day_are_told(teller: Teller, status: str, start: str | None, end: str | None, sentence: str):
    assert teller.tell(event(actors=(USA,), recipients=(UKRAINE,), status=status, start=start, end=end)) == sentence


def test_reflexive_stays_beside_the_verb(teller: Teller):
    both = event("CONSULT", None, (CHINA, BELARUS), (), "planned", "2023-03-05", "2023-03-05")
    assert teller.tell(both) == "Am 5. März 2023 wollen sich China und Belarus treffen."


def test_many_parties_are_cut_short(teller: Teller):
    others = tuple(Party(None, name, None, "GOV") for name in ("Polen", "Litauen", "Lettland", "Estland"))
    assert teller.tell(event("ACCUSE", None, others, (BELARUS,))) == "Polen, Litauen und weitere kritisierten Belarus."


def test_nobody_known_gives_no_sentence(teller: Teller):
    assert teller.tell(event(actors=(), recipients=())) is None

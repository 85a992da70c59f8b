from __future__ import annotations

import pytest

from lagebild.lang.pack import LanguagePack
from lagebild.model.layers import EventType, Status
from lagebild.present.catalogue import Catalogue


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2023-03-01", "2023-03-01", "1. März 2023"),
        ("2023-02-28", "2023-03-02", "28. Februar – 2. März 2023"),
        ("2023-08-16", "2023-08-19", "16. – 19. August 2023"),
        ("2023-02-01", "2023-02-28", "Februar 2023"),
        ("2023-01-01", "2023-05-31", "Januar – Mai 2023"),
        ("2022-01-01", "2022-12-31", "2022"),
        ("2018-01-01", "2022-12-31", "2018 – 2022"),
        ("2023-12-30", "2024-01-02", "30. Dezember 2023 – 2. Januar 2024"),
        ("2020-08-09", None, "ab 9. August 2020"),
        (None, "2020-08-09", "bis 9. August 2020"),
        (None, None, "ohne Datum"),
    ],
)
def test_catalogue_writes_days_no_more_exactly_than_they_are(pack: LanguagePack, start: str | None, end: str | None, words: str):
    assert Catalogue(pack).days(start, end) == words


def test_catalogue_has_a_label_for_every_type_and_status(pack: LanguagePack):
    catalogue = Catalogue(pack)
    for group, kinds in (("types", EventType), ("statuses", Status)):
        for key in kinds.__args__:
            assert catalogue.label(group, key) != key


@pytest.mark.parametrize(
    ("value", "words"),
    [(5e9, "5\u202fMrd."), (3_500_000, "3,5\u202fMio."), (10_000, "10\u202f000"), (33.0, "33"), (0.5, "0,5"), (None, "")],
)
def test_catalogue_writes_numbers_as_people_do(pack: LanguagePack, value: float | None, words: str):
    assert Catalogue(pack).number(value) == words

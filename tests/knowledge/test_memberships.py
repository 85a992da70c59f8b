"""Members of organisations by day and status, and the contract of their table."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import pytest

from lagebild.knowledge import Knowledge, first_day, last_day, load_knowledge


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return load_knowledge("de")


@pytest.mark.parametrize(
    ("organisation", "day", "status", "inside", "outside"),
    [
        ("EU", "1994-06-01", "member", "GBR", "AUT"),
        ("EU", "2020-02-01", "member", "HRV", "GBR"),
        ("EU", "2012-01-01", "candidate", "HRV", "SRB"),
        ("NATO", "2022-02-24", "member", "MKD", "FIN"),
        ("NATO", "2023-06-01", "candidate", "SWE", "FIN"),
        ("SCO", "2023-08-17", "member", "IRN", "BLR"),
        ("SCO", "2023-08-17", "observer", "BLR", "IRN"),
        ("BRICS", "2024-06-01", "member", "EGY", "TUR"),
        ("G8", "2010-06-25", "member", "RUS", "CHN"),
        ("ARABLEAGUE", "2015-01-01", "member", "EGY", "SYR"),
        ("COE", "2022-03-17", "member", "UKR", "RUS"),
        ("UN", "1991-06-01", "permanent", "SUN", "RUS"),
        ("UN", "2003-03-20", "permanent", "RUS", "SUN"),
        ("UN", "2001-09-11", "member", "USA", "CHE"),
        ("OPEC", "2019-06-01", "member", "SAU", "QAT"),
    ],
)
def test_members_on_a_day(known: Knowledge, organisation: str, day: str, status: str, inside: str, outside: str) -> None:
    found = known.members(organisation, (day, day), status=status)
    assert inside in found
    assert outside not in found


def test_members_of_the_union_are_counted_right(known: Knowledge) -> None:
    counts = [
        len(known.members("EU", (day, day))) for day in ("1990-01-01", "1995-01-01", "2004-05-01", "2013-07-01", "2020-02-01")
    ]
    assert counts == [12, 15, 25, 28, 27]


def test_members_of_an_unknown_organisation_are_none(known: Knowledge) -> None:
    assert known.members("NO-SUCH") == ()


def test_memberships_name_known_organisations_and_states(known: Knowledge) -> None:
    for membership in known.memberships:
        assert known.organisation(membership.organisation_id) is not None, membership
        assert known.state(membership.country) is not None, membership
        assert first_day(membership.since) <= last_day(membership.until), membership


def test_memberships_of_one_status_do_not_overlap(known: Knowledge) -> None:
    spans = defaultdict(list)
    for m in known.memberships:
        spans[m.organisation_id, m.country, m.status].append((first_day(m.since), last_day(m.until)))
    for held in spans.values():
        for one, following in pairwise(sorted(held)):
            assert one[1] < following[0], held


def test_members_of_today_agree_with_the_organisations(known: Knowledge) -> None:
    for organisation in known.organisations:
        today = known.members(organisation.id, ("2024-12-31", "2024-12-31"))
        if today and organisation.members and organisation.id != "G8":
            assert set(today) == set(organisation.members), organisation.id

"""Judgements on claims, pairs and fields: they win at every rebuild, can be undone, and are listed with what became of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from lagebild.build import build_picture, remove_article
from lagebild.errors import InputError, NotFoundError
from lagebild.judge import (
    correct_claim,
    judge_claim,
    judge_pair,
    judged_readings,
    list_judgements,
    undo_judgement,
)
from lagebild.model.layers import Claim
from lagebild.model.picture import Picture
from lagebild.model.reading import Reading
from lagebild.store import Store
from tests.merge.make import make_reading, visit

BY = {"author": "Anna", "reason": "so steht es im Original"}
FIRST = "Anna Berg besuchte am 4. Mai Lima und sprach dort mit der Führung von Peru über Fischfang und Zölle."
SECOND = "Die Norwegerin Anna Berg besuchte Peru. Ihre Gastgeber haben viel vor mit Häfen und Kupfer."


def named(reading: Reading, prefix: str) -> Reading:
    """The reading with claim ids that are its own."""
    claims = tuple(
        replace(c, id=f"c-{prefix}{i}", same_as=None if c.same_as is None else c.same_as.replace("c", f"c-{prefix}"))
        for i, c in enumerate(reading.claims)
    )
    return replace(reading, claims=claims)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Two articles on one visit: claims c-x0 and c-y0."""
    made = Store(tmp_path / "store", create=True)
    first = make_reading(FIRST, visit("besuchte", "2023-05-04"), published="2023-05-04")
    second = make_reading(SECOND, visit("besuchte", "2023-05-04"), published="2023-05-05")
    made.add_readings([named(first, "x"), named(second, "y")])
    return made


def together(picture: Picture, left: str = "c-x0", right: str = "c-y0") -> bool:
    return any({left, right} <= {ref.claim_id for ref in event.claims} for event in picture.events)


def claim(store: Store, claim_id: str) -> Claim:
    return next(c for reading in judged_readings(store) for c in reading.claims if c.id == claim_id)


def test_pair_told_apart_is_two_events_until_that_is_undone(store: Store) -> None:
    assert together(build_picture(store))
    row = judge_pair(store, "c-y0", "c-x0", decision="apart", **BY)
    assert not together(build_picture(store))
    assert not together(build_picture(store))  # survives a rebuild
    judge_pair(store, "c-x0", "c-y0", decision="same", **BY)  # the same pair, whatever the order: the latest wins
    assert together(build_picture(store))
    judge_pair(store, "c-x0", "c-y0", decision="apart", **BY)
    undo_judgement(store, row.target_id, **BY)
    assert together(build_picture(store))


def test_pair_called_the_same_joins_what_the_days_keep_apart(tmp_path: Path) -> None:
    store = Store(tmp_path / "store", create=True)
    first = make_reading(FIRST, visit("besuchte", "2023-05-04"), published="2023-05-04")
    other = make_reading(SECOND, visit("besuchte", "2023-05-24"), published="2023-05-24")
    store.add_readings([named(first, "x"), named(other, "y")])
    assert not together(build_picture(store))
    judge_pair(store, "c-x0", "c-y0", decision="same", **BY)
    assert together(build_picture(store))


@pytest.mark.parametrize(
    ("field", "value", "seen"),
    [
        ("type", "SUPPORT", lambda c: (c.type, c.mode) == ("SUPPORT", None)),
        ("mode", "third-party", lambda c: c.mode == "third-party"),
        ("mode", None, lambda c: c.mode is None),
        ("date", "2023-05", lambda c: (c.date.start, c.date.end, c.date.basis) == ("2023-05-01", "2023-05-31", "judged")),
        ("date", "2023-05-02/2023-05-04", lambda c: (c.date.start, c.date.end) == ("2023-05-02", "2023-05-04")),
        ("date", None, lambda c: c.date is None),
        ("status", "denied", lambda c: c.status == "denied"),
        ("place", "Lima, PER", lambda c: (c.location.text, c.location.country, c.location.begin) == ("Lima", "PER", 29)),
        ("actors", ["CHL", "Anna Berg"], lambda c: [p.name for p in c.actors] == ["Chile", "Anna Berg"]),
        ("recipients", None, lambda c: c.recipients == ()),
        ("reported_by", "Norwegen", lambda c: c.reported_by.actor_id == "ac-NOR"),
    ],
)
def test_field_is_corrected_with_reason_and_can_be_undone(
    store: Store, field: str, value: str | list[str] | None, seen: Callable[[Claim], bool]
) -> None:
    before = claim(store, "c-x0")
    row = correct_claim(store, "c-x0", field=field, value=value, **BY)
    after = claim(store, "c-x0")
    assert seen(after)
    assert after.why[-1] == f"{field}: judged by Anna: so steht es im Original"
    undo_judgement(store, row.target_id, **BY)
    assert claim(store, "c-x0") == before


def test_corrected_date_is_the_date_of_the_event(store: Store) -> None:
    for claim_id in ("c-x0", "c-y0"):
        correct_claim(store, claim_id, field="date", value="2023-05-02", **BY)
    (event,) = build_picture(store).events
    assert event.date is not None
    assert (event.date.start, event.date.end, event.date.basis) == ("2023-05-02", "2023-05-02", "judged")


@pytest.mark.parametrize(
    ("field", "value"),
    [("type", "MEETING"), ("type", None), ("mode", "drone"), ("date", "2023-13"), ("date", "2023-05-04/2023-05-01"),
     ("status", "done"), ("speaker", "x"), ("actors", "Niemand Bekanntes"), ("date", ["2023", "2024"]),
     ("reported_by", ["PER", "NOR"])],
)  # fmt: skip
def test_field_refuses_what_it_cannot_hold(store: Store, field: str, value: str | list[str] | None) -> None:
    with pytest.raises(InputError):
        correct_claim(store, "c-x0", field=field, value=value, **BY)
    assert store.judgements() == ()


def test_rejected_first_mention_leaves_the_others_of_the_article_together(tmp_path: Path) -> None:
    store = Store(tmp_path / "store", create=True)
    text = "Anna Berg besuchte Lima. Bei dem Besuch ging es um Fisch. Die Visite dauert drei Tage."
    mentions = (
        visit("besuchte", "2023-05-04"),
        visit("Besuch", "2023-05-04", same_as=0),
        visit("Visite", "2023-05-04", same_as=0),
    )
    store.add_readings([named(make_reading(text, *mentions, published="2023-05-04"), "z")])
    judge_claim(store, "c-z0", decision="reject", **BY)
    assert [c.same_as for reading in judged_readings(store) for c in reading.claims] == [None, "c-z1"]
    assert together(build_picture(store), "c-z1", "c-z2")


def test_list_tells_what_became_of_each(store: Store) -> None:
    judge_claim(store, "c-x0", decision="accept", **BY)
    judge_claim(store, "c-x0", decision="reject", author="Ole", reason="ein anderer Besuch")
    judge_pair(store, "c-x0", "c-y0", decision="apart", **BY)
    undo_judgement(store, "c-x0+c-y0", **BY)
    correct_claim(store, "c-y0", field="status", value="denied", **BY)
    listed = list_judgements(store)
    assert [one.state for one in listed] == ["superseded", "in force", "undone", "undo", "in force"]
    assert "by Ole" in listed[0].why
    article = next(r for r in store.readings() if r.claims[0].id == "c-y0")
    store.add_readings([replace(article, claims=())])  # a newer version reads it otherwise
    assert [one.state for one in list_judgements(store)][-1] == "stale"
    assert "c-y0" in list_judgements(store)[-1].why
    build_picture(store)  # and nothing breaks


def test_removed_article_takes_judgements_on_its_claims_along(store: Store) -> None:
    judge_pair(store, "c-x0", "c-y0", decision="apart", **BY)
    judge_claim(store, "c-y0", decision="accept", **BY)
    article_id = next(r.article.id for r in store.readings() if r.claims[0].id == "c-x0")
    build_picture(store)
    remove_article(store, article_id)
    assert [row.target_id for row in store.judgements()] == ["c-y0"]


def test_nothing_to_undo_no_such_claim_and_no_author_are_refused(store: Store) -> None:
    with pytest.raises(NotFoundError, match="c-x0"):
        judge_claim(store, "c-x0", decision="undo", **BY)
    with pytest.raises(NotFoundError, match="c-nothing"):
        judge_pair(store, "c-x0", "c-nothing", decision="same", **BY)
    with pytest.raises(InputError, match="one claim"):
        judge_pair(store, "c-x0", "c-x0", decision="same", **BY)
    with pytest.raises(InputError, match="author"):
        correct_claim(store, "c-x0", field="status", value="denied", author=" ", reason="x")

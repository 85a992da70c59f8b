from __future__ import annotations

import pytest

from lagebild.errors import InputError, NotFoundError
from lagebild.query.view import View
from tests.query.world import CALM, NASTY, make_view


@pytest.fixture(scope="module")
def view() -> View:
    return make_view()


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({}, ["ev-1", "ev-2", "ev-3"]),
        ({"order": "newest"}, ["ev-2", "ev-1", "ev-3"]),
        ({"actors": ["BLR", "anna weber"]}, ["ev-1", "ev-2"]),
        ({"between": ("Anna Weber", "Minsk")}, ["ev-1", "ev-2"]),
        ({"types": "PROTEST"}, ["ev-3"]),
        ({"modes": ["visit"]}, ["ev-1", "ev-2"]),
        ({"status": "planned"}, ["ev-2"]),
        ({"since": "2023-05-04"}, ["ev-2"]),
        ({"until": "2023-05"}, ["ev-1"]),
        ({"since": "2023-06-15", "until": "2023-06-15"}, ["ev-2"]),
        ({"place": "minsk"}, ["ev-1", "ev-2"]),
        ({"place": "BLR"}, ["ev-1", "ev-2"]),
        ({"text": "JUNI"}, ["ev-2"]),
        ({"article": "a-3"}, ["ev-1"]),
        ({"story": "st-9"}, ["ev-1", "ev-2", "ev-3"]),
        ({"min_sources": 2}, ["ev-1"]),
        ({"contradicted": True}, ["ev-1"]),
    ],
)
def test_view_events_are_filtered(view: View, asked: dict[str, object], ids: list[str]) -> None:
    assert [row.id for row in view.events(**asked)] == ids  # type: ignore[arg-type]


def test_view_pages_follow_each_other_without_gap(view: View) -> None:
    first = view.events(limit=1)
    second = view.events(limit=1, cursor=first.next_cursor)
    last = view.events(limit=1, cursor=second.next_cursor)
    assert [page[0].id for page in (first, second, last)] == ["ev-1", "ev-2", "ev-3"]
    assert (first.total, second.total, last.total) == (3, 3, 3)
    assert last.next_cursor is None


@pytest.mark.parametrize("cursor", ["x", "####", "WyJhcnRpY2xlcyIsIjEiLCJhIl0", "W10", "bnVsbA"])
def test_view_refuses_a_cursor_of_another_list(view: View, cursor: str) -> None:
    with pytest.raises(InputError, match="no cursor"):
        view.events(cursor=cursor)


@pytest.mark.parametrize(
    "asked", [{"limit": 0}, {"since": "gestern"}, {"until": "2023-1"}, {"between": ("BLR",)}, {"between": ("BLR", "Minsk")}]
)
def test_view_refuses_what_makes_no_sense(view: View, asked: dict[str, object]) -> None:
    with pytest.raises(InputError):
        view.events(**asked)  # type: ignore[arg-type]


def test_view_names_close_actors(view: View) -> None:
    with pytest.raises(NotFoundError, match=r"did you mean .*Belarus"):
        view.actor("Belarsu")
    assert view.actor("BLR").actor.id == view.actor("belarus").actor.id == view.actor("ac-BLR").actor.id == "ac-BLR"


def test_view_treats_sql_in_parameters_as_text(view: View) -> None:
    assert len(view.events(text="' or 1=1 --")) == 0
    assert len(view.articles(outlet="x'; drop table article; --")) == 0
    assert len(view.articles()) == 3


def test_view_event_has_claims_with_true_spans(view: View) -> None:
    detail = view.event("ev-1")
    first = detail.claims[0]
    assert NASTY[first.sentence_begin : first.sentence_end] == first.sentence
    assert NASTY[first.begin : first.end] == first.trigger == "traf"
    assert [party.text for party in first.actors] == ["Weber"]
    assert NASTY[first.actors[0].begin : first.actors[0].end] == "Weber"
    assert [claim.status for claim in detail.claims] == ["occurred", "denied"]
    assert [difference.compatible for difference in detail.differences] == [False]
    assert [detail.event.id for detail in view.event_details(page_size=2)] == ["ev-1", "ev-2", "ev-3"]


@pytest.mark.parametrize(
    ("method", "asked", "count"),
    [
        ("statements", {"by": "Weber", "about": "BLR"}, 1),
        ("statements", {"by": "BLR"}, 0),
        ("statements", {"text": "million"}, 1),
        ("statements", {"until": "2022"}, 0),
        ("figures", {"measures": "handel", "of": "BLR", "unit": "eur"}, 2),
        ("figures", {"unit": "USD"}, 0),
        ("ties", {"between": ("Weber", "BLR")}, 1),
        ("ties", {"kind": "membership"}, 0),
        ("actors", {"text": "web"}, 1),
        ("actors", {"kind": "state"}, 1),
        ("stories", {"min_articles": 3}, 0),
        ("stories", {"text": "weber"}, 1),
        ("promises", {"outcome": "open", "actors": "BLR"}, 1),
        ("promises", {"outcome": "kept"}, 0),
        ("articles", {"actors": ["BLR", "Weber"], "story": "st-9"}, 2),
        ("claims", {"article": "a-2"}, 2),
    ],
)
def test_view_lists_are_filtered(view: View, method: str, asked: dict[str, object], count: int) -> None:
    assert len(getattr(view, method)(**asked)) == count


def test_view_statement_and_figure_stand_where_they_say(view: View) -> None:
    (statement,) = view.statements()
    assert CALM[statement.begin : statement.end] == statement.quote
    assert statement.about == ("ac-BLR",)
    figure = view.figures()[0]
    assert CALM[figure.begin : figure.end] == figure.text
    assert CALM[figure.sentence_begin : figure.sentence_end] == figure.sentence
    (differing,) = view.figure_differences()
    assert [row.value for row in differing.figures] == [5e6, 6e6]


def test_view_dyads_count_only_what_happened(view: View) -> None:
    may, later = view.dyads(actor="BLR")
    assert (may.a, may.b, may.month, may.events, may.verbal_cooperation, may.other) == ("ac-BLR", "ac-DEU", "2023-05", 1, 1, 0)
    assert (later.month, later.events, later.other) == ("2023-06", 0, 1)
    (whole,) = view.dyads(by_month=False)
    assert (whole.events, whole.other, whole.b_name) == (1, 1, "DEU")


def test_view_search_finds_all_words_together(view: View) -> None:
    assert {(hit.kind, hit.id) for hit in view.search("weber minsk juni")} == {("article", "a-2"), ("event", "ev-2")}
    assert view.search("weber", limit=2).next_cursor is not None
    kinds = {facet.value: facet.count for facet in view.facets("weber") if facet.property == "kind"}
    assert kinds == {"article": 3, "event": 2, "statement": 1}
    with pytest.raises(InputError):
        view.search("  ")


def test_view_details_raise_for_unknown_ids(view: View) -> None:
    for ask in (view.article, view.event, view.story, view.actor):
        with pytest.raises(NotFoundError):
            ask("nothing-of-that-name")


def test_page_tables_have_the_columns_of_the_record(view: View) -> None:
    pytest.importorskip("pandas")
    pytest.importorskip("polars")
    events = view.events()
    arrow, pandas, polars = events.to_arrow(), events.to_pandas(), events.to_polars()
    assert arrow.column_names == list(pandas.columns) == polars.columns
    assert arrow.num_rows == len(pandas) == polars.height == 3
    assert pandas["sources"].tolist() == [2, 1, 1]
    assert arrow["first_day"].to_pylist() == ["2023-05-03", "2023-06-01", None]

"""The picture in tables: nothing of it is lost, readers never see half of one, and removal leaves no trace."""

from __future__ import annotations

import json
import shutil
import threading
from pathlib import Path

import pytest

from lagebild.build import build_picture, remove_article
from lagebild.errors import StoreError
from lagebild.merge import merge_readings
from lagebild.model.codec import to_dict
from lagebild.model.picture import Picture
from lagebild.model.reading import Reading
from lagebild.store import Store
from lagebild.store.rows import DERIVED_TABLES
from tests.merge.make import PACK, figure, make_reading, tie, visit

PAGE = {
    "actor": None, "other": None, "type": None, "status": None, "from_day": None, "to_day": None,
    "after_start": None, "after_id": None, "limit": 50,
}  # fmt: skip


def announced() -> Reading:
    text = "Anna Berg wird vom 4. bis zum 6. Mai in Peru zu einem Besuch erwartet. Der Handel wuchs um 30 Prozent."
    return make_reading(
        text,
        visit("Besuch", ("2023-05-04", "2023-05-06"), type="AGREE", mode=None, status="planned"),
        published="2023-05-02",
        title="Geheimnisvolle Reise",
        figures=(figure(text, "30 Prozent", 30.0),),
        ties=(tie(text, "Handel", "trade"),),
    )


def reported(day: int = 5) -> Reading:
    text = f"Anna Berg traf am Donnerstag zu Gesprächen in Lima ein, wie es am {day}. Mai hieß."
    return make_reading(text, visit("traf", "2023-05-04"), published=f"2023-05-{day:02}")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "store", create=True)
    made.add_readings([announced(), reported()])
    return made


def test_picture_comes_back_as_it_was_built(store: Store) -> None:
    built = build_picture(store)
    assert len(built.events) == 1
    assert store.picture() == built
    assert store.stories() == built.stories


def test_tables_hold_what_is_asked_for(store: Store) -> None:
    event = build_picture(store).events[0]
    assert [row["id"] for row in store.query("events_page", **PAGE | {"actor": "NOR", "other": "PER"})] == [event.id]
    assert list(store.query("events_page", **PAGE | {"actor": "CHL"})) == []
    assert list(store.query("events_page", **PAGE | {"after_start": "2023-05-04", "after_id": event.id})) == []
    assert len(list(store.query("event_claims_of", event_id=event.id))) == 2
    page = {"outlet": None, "story": None, "from_day": None, "to_day": None, "after_start": None, "after_id": None, "limit": 9}
    articles = {row["article_id"]: row for row in store.query("articles_page", **page)}
    assert articles[announced().article.id]["figures"] == 1
    assert articles[reported().article.id]["figures"] == 0
    assert [row["measures"] for row in store.select("from figures")] == ["Wachstum des Handels"]
    assert [row["title"] for row in store.query("search_articles", words=["lima"], limit=5)] == [None]


def test_a_killed_build_leaves_the_old_picture(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    old = build_picture(store)
    store.add_readings([reported(6)])
    replace, done = store._tables.replace, []

    def killed(name: str, rows: object) -> int:
        if len(done) == len(DERIVED_TABLES) // 2:
            raise KeyboardInterrupt
        done.append(name)
        return replace(name, rows)  # type: ignore[arg-type]

    monkeypatch.setattr(store._tables, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        build_picture(store)
    reader = Store(store.folder)
    assert reader.picture() == old
    assert {row["article_id"] for row in reader.select("from articles")} == {article.id for article in old.articles}
    assert {row["article_id"] for row in reader.select("from event_claims")} == {article.id for article in old.articles}
    monkeypatch.undo()
    assert len(build_picture(store).articles) == 3
    assert len(reader.picture().articles) == 3


def test_readers_beside_a_writer_see_one_picture(store: Store) -> None:
    """Pictures of one and of two articles take turns; every query must find as many articles as the event has."""
    two = [announced(), reported()]
    pictures = [(merge_readings(members, pack=PACK), members) for members in (two[:1], two)]
    store.save_picture(*pictures[0])
    seen: set[int] = set()
    wrong: list[object] = []
    stop = threading.Event()

    def read() -> None:
        sql = """select (select count(*) from articles) as a, (select len(articles) from events) as b,
            (select count(*) from event_claims) as c"""
        reader = Store(store.folder)
        while not stop.is_set():
            (row,) = reader.select(sql)
            seen.add(row["a"])
            if len(set(row.values())) != 1:
                wrong.append(row)

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for number in range(6):
        store.save_picture(*pictures[(number + 1) % 2])
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert seen == {1, 2}


def test_reader_goes_on_where_the_log_of_a_version_has_gone(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Removing an article deletes the logs of older versions, also of those that a reader has just decided to open."""
    build_picture(store)
    reader = Store(store.folder)
    files_of = reader._tables.files_of
    tidied: list[str] = []

    def late(name: str, version: int) -> list[str]:
        if not tidied:
            tidied.append(name)
            build_picture(store)
            store.forget_history()
        return files_of(name, version)

    monkeypatch.setattr(reader._asker, "_files_of", late)
    assert len(list(reader.select("from events"))) == 1
    assert tidied == ["events"]


def test_removed_article_leaves_no_trace_in_any_table(store: Store) -> None:
    build_picture(store)
    gone = announced().article.id
    remove_article(store, gone)
    assert [article.id for article in store.picture().articles] == [reported().article.id]
    for file in store.folder.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            assert gone.encode() not in data, file
            assert b"Geheimnisvolle" not in data, file


def test_as_of_changes_nothing_in_the_store(store: Store) -> None:
    built = build_picture(store)
    assert [article.id for article in build_picture(store, as_of="2023-05-03").articles] == [announced().article.id]
    assert store.picture() == built


def test_picture_of_an_older_version_is_read_and_its_missing_tables_are_made(store: Store) -> None:
    built = build_picture(store)
    for name in set(DERIVED_TABLES) - {"events", "event_claims", "stories", "actors", "ties"}:
        shutil.rmtree(store.folder / name)
    (store.folder / "picture.json").write_text(json.dumps(to_dict(built)), "utf-8")
    older = Store(store.folder)
    assert older.picture() == built
    assert list(older.select("from statements")) == []
    assert len(build_picture(older).articles) == 2
    assert len(list(older.select("from articles"))) == 2


@pytest.mark.parametrize(
    "sql", ["drop view events", "select 1; select 2", "create table t as select 1", "select", "attach 'x' as x"]
)
def test_only_one_select_is_answered(store: Store, sql: str) -> None:
    with pytest.raises(StoreError):
        list(store.select(sql))


def test_empty_picture_is_a_picture(store: Store) -> None:
    empty = Picture((), (), (), (), (), ())
    store.save_picture(empty, [])
    assert store.picture() == empty
    assert list(store.query("events_page", **PAGE)) == []

"""The same tables by SQL over a store and by Python over rows in memory."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

import lagebild
from lagebild.errors import NotFoundError
from lagebild.query import open_store
from lagebild.query.database import RECORDS, Database, RowsFiller
from lagebild.query.filling import StoreFiller
from lagebild.query.flatten import flatten
from lagebild.store import JudgementRow, Store
from lagebild.store.snapshot import Snapshot, load_snapshot
from tests.query.world import picture, readings


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("query") / "it's a store"
    store = Store(path, create=True)
    store.add_readings(readings())
    store.save_picture(picture(), readings())
    return path


def test_filling_by_sql_gives_the_rows_of_the_records(folder: Path) -> None:
    store = Store(folder)
    snapshot = load_snapshot(folder)
    assert isinstance(snapshot, Snapshot)
    rows = flatten(store.picture(), store.readings())
    for name, record in RECORDS.items():
        columns = ", ".join(f'"{field.name}"' for field in fields(record))
        found = []
        for filler in (StoreFiller(store, snapshot, ()), RowsFiller(rows)):
            connection = filler.connect()
            filler.fill(connection, name)
            found.append(connection.execute(f"select {columns} from {name} order by all").fetchall())  # noqa: S608
        assert found[0] == found[1], name


def test_open_answers_from_the_store_and_sees_judgements(folder: Path) -> None:
    before = lagebild.open(folder)
    assert [claim.id for claim in before.claims(article="a-1")] == ["c-1"]
    assert [event.id for event in before.events(actors="Weber")] == ["ev-1", "ev-2"]
    assert before.reading("../a-1").article.id == "a-1"  # by the id that the input gave it
    Store(folder).add_judgement(JudgementRow("j-1", "reject", "c-1", "tester", "not so", "2024-01-01T00:00:00Z", undone=False))
    after = lagebild.open(folder)
    assert after.version != before.version
    assert len(after.claims(article="a-1")) == 0
    assert len(after.claims()) == len(before.claims()) - 1
    assert [claim.id for claim in before.claims(article="a-1")] == ["c-1"]  # a view keeps the state that it was opened in


def test_open_keeps_the_tables_of_a_state(folder: Path) -> None:
    assert open_store(folder)._database is open_store(folder)._database


def test_open_reaches_no_other_files(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n", "utf-8")
    database: Database = open_store(folder)._database
    with pytest.raises(Exception, match="disabled"):
        database._connection.execute(f"select * from read_csv('{secret}')").fetchall()  # noqa: S608


def test_open_needs_a_store_and_a_picture(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no store"):
        lagebild.open(tmp_path)
    Store(tmp_path / "new", create=True)
    with pytest.raises(NotFoundError, match="no picture"):
        lagebild.open(tmp_path / "new")

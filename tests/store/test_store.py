from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lagebild.errors import NotFoundError, StoreError
from lagebild.model.codec import reading_from_dict, to_dict
from lagebild.model.picture import Picture
from lagebild.store import JudgementRow, Store
from lagebild.store.rows import TABLES
from lagebild.store.schema import schema_of
from tests.make import article, claim, participant, reading

TEXT = "Der Präsident von Belarus hat am Montag China besucht."


def make_reading(title: str = "Reise", published: str | None = "2023-03-01"):
    made = article(TEXT, title=title, published=published)
    return reading(made, claim(TEXT, "besucht", "CONSULT", actors=(participant(TEXT, "Belarus", "BLR"),), day="2023-02-27"))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store", create=True)


def test_store_gives_readings_back_as_they_were(store: Store):
    readings = sorted((make_reading("A"), make_reading("B")), key=lambda r: r.article.id)
    store.add_readings(readings)
    assert list(store.readings()) == readings


def test_store_reading_twice_changes_nothing(store: Store):
    store.add_readings([make_reading()])
    store.add_readings([make_reading()])
    assert len(list(store.readings())) == 1


def test_store_as_of_leaves_out_later_and_undated_articles(store: Store):
    store.add_readings([make_reading("A", "2023-03-01"), make_reading("B", "2023-09-01"), make_reading("C", None)])
    assert [r.article.title for r in store.readings(as_of="2023-06-30")] == ["A"]


def test_store_removed_article_leaves_no_trace(store: Store):
    secret = replace(make_reading("Geheimnisvolle Überschrift"), version="x")
    store.add_readings([secret, make_reading("B")])
    store.remove_article(secret.article.id)
    store.save_picture(Picture((), (), (), (), (), ()), [])
    store.forget_history()
    assert len(store.article_ids()) == 1
    for file in store.folder.rglob("*"):
        if file.is_file():
            assert b"Geheimnisvolle" not in file.read_bytes()
            assert secret.article.id.encode() not in file.read_bytes()


def test_store_latest_judgement_wins_and_can_be_undone(store: Store):
    def judged(number: int, kind: str) -> None:
        made_at = f"2024-01-0{number}T00:00:00+00:00"
        store.add_judgement(JudgementRow(f"j-{number}", kind, "c-1", "Anna", "steht so nicht da", made_at, undone=kind == "undo"))

    judged(1, "reject")
    assert [j.kind for j in store.judgements()] == ["reject"]
    judged(2, "accept")
    assert [j.kind for j in store.judgements()] == ["accept"]
    judged(3, "undo")
    assert store.judgements() == ()


def test_store_queries_cannot_reach_other_files(store: Store, tmp_path: Path):
    other = tmp_path / "other.csv"
    other.write_text("a\n1\n", "utf-8")
    store.add_readings([make_reading()])
    with pytest.raises(StoreError, match="disabled"):
        list(store.select("select * from read_csv($file), readings", {"file": str(other)}))


def test_store_needs_to_exist_unless_it_is_to_be_made(tmp_path: Path):
    with pytest.raises(NotFoundError):
        Store(tmp_path / "nothing")


def test_store_of_a_newer_format_is_refused(store: Store):
    (store.folder / "lagebild-store.json").write_text('{"format": 99}', "utf-8")
    with pytest.raises(StoreError, match="format 99"):
        Store(store.folder)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_table_has_a_schema(name: str):
    assert len(schema_of(TABLES[name])) > 0


def test_reading_survives_json():
    made = make_reading()
    assert reading_from_dict(to_dict(made)) == made

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest
from deltalake import write_deltalake

from lagebild.errors import NotFoundError, StoreError
from lagebild.knowledge.overlay import OwnActor, OwnOffice, make_overlay
from lagebild.model.codec import reading_from_dict, to_dict
from lagebild.model.picture import Picture
from lagebild.store import JudgedActor, JudgementRow, OwnActorRow, Store
from lagebild.store.rows import TABLES
from lagebild.store.schema import schema_of
from lagebild.store.tables import Tables
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


def test_store_a_removal_that_was_stopped_can_be_done_again(store: Store, monkeypatch: pytest.MonkeyPatch):
    made = make_reading()
    article_id, on = made.article.id, made.claims[0].id
    store.add_readings([made])
    at = "2024-01-01T00:00:00+00:00"
    store.add_judgement(JudgementRow("j-1", "reject", on, "Anna", "nein", at, undone=False, article_ids=(article_id,)))
    delete = Tables.delete

    def stopped(tables: Tables, name: str, condition: str) -> None:
        if name == "readings":
            raise KeyboardInterrupt
        delete(tables, name, condition)

    with monkeypatch.context() as patched:
        patched.setattr(Tables, "delete", stopped)
        with pytest.raises(KeyboardInterrupt):
            store.remove_article(article_id)
    store.remove_article(article_id)
    assert store.article_ids() == set()
    assert store.all_judgements() == ()


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


def test_store_keeps_a_judgement_on_a_link_with_its_actor(store: Store):
    actor = JudgedActor("ac-li-qiang", "Li Qiang", "person", "CHN", "GOV", known=True)
    row = JudgementRow("j-1", "link", "a-1:0-2", "Anna", "w", "2024-01-01T00:00:00+00:00", undone=False, actor=actor)
    store.add_judgement(row)
    assert store.judgements() == (row,)


def test_store_of_before_judgements_had_actors_is_read_and_written(store: Store):
    words = {"judgement_id": "j-0", "kind": "reject", "target_id": "c-1", "author": "Anna", "reason": "w", "made_at": "2024"}
    shutil.rmtree(store.folder / "judgements")
    shutil.rmtree(store.folder / "own_actors")
    write_deltalake(str(store.folder / "judgements"), pa.Table.from_pylist([words | {"undone": False}]))
    assert [j.actor for j in store.judgements()] == [None]
    assert store.own_actors() == ()
    actor = JudgedActor("ac-BLR", "Belarus", "state", "BLR", "GOV", known=True)
    store.add_judgement(JudgementRow("j-1", "link", "a-1:0-2", "Anna", "w", "2025", undone=False, actor=actor))
    assert {j.target_id: j.actor for j in store.judgements()} == {"c-1": None, "a-1:0-2": actor}


def test_store_gives_own_actors_back_as_an_overlay(store: Store):
    office = OwnOffice("envoy", "BLR", "2024-02", None)
    own = OwnActor("own-p", "person", "Petra Beispiel", None, None, "UNK", ("Peti",), (office,), (), None, "own.tsv, line 2")
    store.save_own_actors([OwnActorRow("own-p", "2024-01-01T00:00:00+00:00", own)])
    assert store.overlay() == make_overlay([own])
    assert store.own_actors()[0].actor == own


def test_store_removed_article_takes_judgements_on_its_links_along(store: Store):
    made = make_reading()
    store.add_readings([made])
    for number, target in enumerate((f"{made.article.id}:0-2", "a-other:0-2", "c-1")):
        store.add_judgement(JudgementRow(f"j-{number}", "link", target, "Anna", "w", "2024", undone=False))
    store.remove_article(made.article.id)
    assert {j.target_id for j in store.judgements()} == {"a-other:0-2", "c-1"}

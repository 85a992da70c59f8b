"""A large store changes its picture by what comes, goes and is judged; whatever happens to it, the picture is right."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from benchmarks.synthetic import readings as made_readings
from deltalake import DeltaTable

from lagebild import keeping
from lagebild.build import build_picture, remove_article
from lagebild.errors import StoreError
from lagebild.judge import judge_claim, judge_pair
from lagebild.judge.applying import apply_judgements
from lagebild.keeping import renew_picture
from lagebild.merge import picture as whole
from lagebild.merge import regions
from lagebild.merge.texts import frequency_of, terms_of, vectors_of
from lagebild.merge.words import words_of
from lagebild.model.codec import to_dict
from lagebild.model.picture import Picture, in_order
from lagebild.model.reading import Reading
from lagebild.store import Store, shelf, waiting, workbench
from lagebild.store import store as store_module
from lagebild.store.flatten import rows_of
from lagebild.store.rows import DERIVED_TABLES
from lagebild.store.tables import arrow_of
from lagebild.store.waiting import WORK_FILE
from tests.merge.make import PACK

FIRST = 14  # articles that the store begins with
BY = {"author": "Erika", "reason": "steht so nicht da"}


@cache
def articles() -> tuple[Reading, ...]:
    return tuple(made_readings(FIRST + 6))


@pytest.fixture(autouse=True)
def _large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any store counts as a large one; the picture from nothing is made in regions and with the same frequencies of words."""
    monkeypatch.setattr(keeping, "KEPT_FROM", 1)
    monkeypatch.setattr(keeping, "BATCH", 8)
    monkeypatch.setattr(regions, "SMALL", 0)
    known = frequency_of(terms_of(one, words_of(PACK)) for one in articles()[:FIRST])
    monkeypatch.setattr(whole, "vectors_of", lambda found, words, **_: vectors_of(found, words, frequency=known))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "store", create=True)
    made.add_readings(articles()[:FIRST])
    renew_picture(made)
    return made


def mark(store: Store) -> str | None:
    return store.picture_mark()


def parts(picture: Picture) -> dict[str, Any]:
    """A picture without the ids of stories, which depend on how it came about."""
    found = to_dict(picture)
    found["stories"] = sorted(story["articles"] for story in found["stories"])
    for article in found["articles"]:
        del article["story"]
    return found


def check(store: Store) -> None:
    """The picture and all rows are those of a whole build."""
    readings = apply_judgements(store.readings(), store.judgements())
    full = in_order(whole.merge_readings(readings, pack=PACK))
    assert parts(store.picture()) == parts(full)
    rows = rows_of(store.picture(), readings)
    for name in DERIVED_TABLES:
        there = list(store.select(f"from {name}"))
        wanted = arrow_of(name, rows[name]).to_pylist()
        assert sorted(map(repr, there)) == sorted(map(repr, wanted)), name


def test_a_store_that_is_begun_in_batches_has_the_whole_picture(store: Store) -> None:
    assert (store.folder / WORK_FILE).exists()
    check(store)


def test_articles_that_come_change_the_picture(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "_build", not_called)
    for reading in articles()[FIRST:]:
        before = mark(store)
        store.add_readings([reading])
        renew_picture(store)
        assert mark(store) != before
    check(store)
    before = mark(store)
    renew_picture(store)
    assert mark(store) == before  # nothing to do
    store.add_readings(articles()[2:4])  # as they were
    renew_picture(store)
    check(store)


def test_old_files_that_go_leave_a_picture_that_can_be_changed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "OLD_FILES_HOURS", 0)
    monkeypatch.setattr(keeping, "_build", not_called)
    for reading in articles()[FIRST : FIRST + 3]:
        store.add_readings([reading])
        renew_picture(store)
    check(store)


def not_called(*_: object, **__: object) -> None:
    raise AssertionError("built as a whole")


def test_a_removed_article_leaves_no_trace(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "_build", not_called)
    gone = articles()[3]
    remove_article(store, gone.article.id)
    check(store)
    words = gone.article.text.split(".")[0].encode()
    for file in store.folder.rglob("*"):
        if file.is_file():
            assert gone.article.id.encode() not in file.read_bytes(), file
            assert words not in file.read_bytes(), file
    store.add_readings(articles()[FIRST:])  # and goes on
    renew_picture(store)
    check(store)


def test_a_judgement_changes_what_it_is_about(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    claim = store.picture().events[0].claims[0]
    monkeypatch.setattr(keeping, "_build", not_called)
    judge_claim(store, claim.claim_id, decision="reject", **BY)
    renew_picture(store)
    assert all(ref.claim_id != claim.claim_id for event in store.picture().events for ref in event.claims)
    check(store)
    judge_claim(store, claim.claim_id, decision="undo", **BY)
    renew_picture(store)
    assert any(ref.claim_id == claim.claim_id for event in store.picture().events for ref in event.claims)
    check(store)


def test_a_judgement_on_a_pair_makes_the_picture_whole_again(store: Store) -> None:
    one, other = (event.claims[0].claim_id for event in store.picture().events[:2])
    judge_pair(store, one, other, decision="same", **BY)
    renew_picture(store)
    assert not (store.folder / WORK_FILE).exists()
    assert any({one, other} <= {ref.claim_id for ref in event.claims} for event in store.picture().events)
    judge_pair(store, one, other, decision="undo", **BY)
    renew_picture(store)
    assert (store.folder / WORK_FILE).exists()
    check(store)


@pytest.mark.parametrize("step", ["change_tables", "show_picture"])
def test_a_killed_change_leaves_the_old_picture(store: Store, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    before = store.picture()
    store.add_readings(articles()[FIRST:])
    with monkeypatch.context() as patched:
        patched.setattr(store, step, killed)
        with pytest.raises(KeyboardInterrupt):
            renew_picture(store)
    assert Store(store.folder).picture() == before
    renew_picture(store)
    check(store)


def killed(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_a_picture_that_is_made_during_a_commit_leaves_articles_waiting(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "_build", not_called)
    table = store.table

    def table_after_a_renewal(name: str) -> DeltaTable:
        renew_picture(Store(store.folder))
        return table(name)

    with monkeypatch.context() as patched:
        patched.setattr(store, "table", table_after_a_renewal)
        store.add_readings(articles()[FIRST:])
    renew_picture(store)
    check(store)


def test_a_workbench_that_another_process_uses_is_left_alone(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "PATIENCE_SECONDS", 0.0)
    store.add_readings(articles()[FIRST:])
    with workbench.opened(store.folder):
        for anew in (False, True):
            with pytest.raises(StoreError, match="another process"):
                renew_picture(store, anew=anew)
    monkeypatch.setattr(keeping, "_build", not_called)
    renew_picture(store)
    check(store)


DAMAGES = ["an older writer", "an older writer and a newer", "no workbench", "a broken workbench", "a damaged workbench",
           "a waiting list that says less"]  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_does_not_fit_is_built_anew(store: Store, damage: str) -> None:
    if damage == "no workbench":
        (store.folder / WORK_FILE).unlink()
    if damage == "a broken workbench":
        (store.folder / WORK_FILE).write_bytes(b"nothing of the kind" * 1000)
    if damage == "a damaged workbench":
        path = store.folder / WORK_FILE
        with path.open("r+b") as file:  # the header says that all is well
            file.seek(8192)
            file.write(b"\xff" * (path.stat().st_size - 8192))
    store.add_readings(articles()[FIRST:-1])
    if damage.startswith("an older writer"):
        (store.folder / waiting.WAITING).unlink()
    if damage == "an older writer and a newer":
        store.add_readings(articles()[-1:])
    if damage == "a waiting list that says less":
        store.table("readings").delete(f"article_id = '{articles()[0].article.id}'")
    renew_picture(store)
    check(store)


def test_another_version_of_the_package_builds_anew(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "package_version", lambda: "99")
    store.add_readings(articles()[FIRST:])
    with monkeypatch.context() as patched:
        patched.setattr(keeping, "_build", not_called)
        with pytest.raises(AssertionError, match="built as a whole"):
            renew_picture(store)
    renew_picture(store)
    check(store)


def test_stories_keep_their_ids_when_a_picture_is_begun_anew(store: Store) -> None:
    before = {story.articles: story.id for story in store.picture().stories}
    assert {story.articles: story.id for story in build_picture(store).stories} == before


def test_a_small_store_has_no_workbench(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "KEPT_FROM", 1000)
    assert build_picture(store) == in_order(build_picture(store))
    assert not (store.folder / WORK_FILE).exists()
    store.add_readings(articles()[FIRST:])
    assert not (store.folder / waiting.WAITING).exists()

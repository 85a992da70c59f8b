"""`lagebild who`, `actors` and judgements on links, by their command lines."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from lagebild.judge import judged_readings
from lagebild.store import Store
from tests.cli.command import Ran, lagebild

TEXT = (
    "Der chinesische Verteidigungsminister Li Shangfu ist am Mittwoch in Minsk eingetroffen. "
    "Li lobte den belarussischen Präsidenten Alexander Lukaschenko. "
    "Der Bund der Mitte kritisierte die Regierung in Minsk am Donnerstag scharf."
)
OWN = "name\tkind\tcountry\tsector\tsource\nBund der Mitte\torganisation\tBLR\tPTY\tVerzeichnis 2023\nx\tperson\tBLR\tGOV\n"
BY_WHOM = ("--by", "Anna Muster", "--why", "ein anderer Li")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("who")
    record = {"id": "one", "text": TEXT, "published": "2023-08-17", "language": "de"}
    (folder / "one.jsonl").write_text(json.dumps(record), "utf-8")
    assert lagebild("read", folder / "one.jsonl", "--store", folder / "store").code == 0
    return folder


def actors_of(store: Path) -> dict[str, str]:
    picture = Store(store).picture()
    return {party.actor_id or "": party.name for event in picture.events for party in (*event.actors, *event.recipients)}


def test_who_prints_office_interval_source_and_reason():
    ran = lagebild("who", "chinesischer Verteidigungsminister", "--on", "2023-08-17")
    assert ran.code == 0
    for part in (
        "Li Shangfu",
        "ac-li-shangfu",
        "defence_minister of CHN, 2023-03-12 to 2023-10-24",
        "source:",
        "why:",
        "known from:",
    ):
        assert part in ran.out


def test_who_json_is_one_object():
    (record,) = lagebild("who", "chinesischer Verteidigungsminister", "--json").records
    assert (record["on"], record["actors"][0]["known"]) == (None, False)
    assert "Li Shangfu" in {other["name"] for other in record["alternatives"]}
    assert all(other["roles"][0]["source"] for other in record["alternatives"])


def test_who_says_when_nothing_is_known():
    ran = lagebild("who", "Franz Erfunden", "--on", "2020")
    assert (ran.code, ran.out.strip()) == (1, "nothing is known of 'Franz Erfunden' on 2020")


def test_actors_add_keeps_good_rows_reads_anew_and_shows_the_source(made: Path, tmp_path: Path):
    store, file = made / "store", tmp_path / "own.tsv"
    file.write_text(OWN, "utf-8")
    ran = lagebild("actors", "add", file, "--store", store)
    assert ran.code == 1
    assert "own.tsv, line 3: a name has 2 to 150 characters" in ran.err
    assert "1 actors added, 0 known already, 1 rows left out; 1 articles read anew" in ran.out
    (reading,) = Store(store).readings()
    own = next(actor for actor in reading.actors if actor.id == "ac-own-bund-der-mitte-BLR")
    assert (own.known, own.sector, own.source) == (True, "PTY", "Verzeichnis 2023 (own.tsv, line 2)")
    assert "+actors:" in reading.version
    assert "ac-own-bund-der-mitte-BLR" in actors_of(store)
    (listed,) = lagebild("actors", "list", "--store", store, "--json").records
    assert (listed["id"], listed["source"]) == ("own-bund-der-mitte-BLR", "Verzeichnis 2023 (own.tsv, line 2)")
    asked = lagebild("who", "Bund der Mitte", "--store", store)
    assert "known from: Verzeichnis 2023 (own.tsv, line 2)" in asked.out
    again = lagebild("actors", "add", file, "--store", store)
    assert "0 actors added, 1 known already, 1 rows left out; 0 articles read anew" in again.out
    gone = lagebild("actors", "remove", "own-bund-der-mitte-BLR", "--store", store)
    assert "1 articles read anew" in gone.out
    assert "ac-own-bund-der-mitte-BLR" not in actors_of(store)
    assert lagebild("actors", "remove", "own-bund-der-mitte-BLR", "--store", store).code == 1


def test_actors_add_of_an_unreadable_file_is_one_line(tmp_path: Path):
    for name, content in (("own.xlsx", b"x"), ("own.tsv", b"name\tkind\n\xff"), ("own.tsv", b"name\n")):
        (tmp_path / name).write_bytes(content)
        ran = lagebild("actors", "add", tmp_path / name, "--store", tmp_path / "store")
        assert (ran.code, len(ran.errors)) == (1, 1)
        assert name in ran.err


def judge(store: Path, *arguments: object) -> Ran:
    return lagebild("judge", *arguments, *BY_WHOM, "--store", store)


def test_judgement_on_a_link_changes_the_picture_survives_rebuilds_and_can_be_undone(made: Path, tmp_path: Path):
    store = made / "store"
    before = actors_of(store)
    assert "ac-li-shangfu" in before
    (reading,) = Store(store).readings()
    ran = judge(store, "link", f"{reading.article.id}:ac-li-shangfu", "--actor", "Li Qiang")
    assert (ran.code, "is Li Qiang (ac-li-qiang)" in ran.out) == (0, True)
    assert lagebild("read", made / "one.jsonl", "--again", "--store", store).code == 0
    assert lagebild("merge", "--store", store).code == 0
    assert "ac-li-shangfu" not in actors_of(store)
    assert actors_of(store)["ac-li-qiang"] == "Li Qiang"
    page = tmp_path / "dossier.html"
    assert lagebild("dossier", "ac-li-qiang", "BLR", "--store", store, "-o", page).code == 0
    html = page.read_text("utf-8")
    assert 'title="Li Qiang">Li Shangfu<' in html  # the words of the article stay
    assert 'title="Li Shangfu"' not in html
    assert re.search(r'class="who">[^<]*Li Shangfu', html) is None
    rows = list(Store(store).select("select kind, author, reason, actor.id as actor from judgements"))
    assert rows == [{"kind": "link", "author": "Anna Muster", "reason": "ein anderer Li", "actor": "ac-li-qiang"}]
    assert judge(store, "undo", f"{reading.article.id}:ac-li-shangfu").code == 0
    assert actors_of(store) == before
    assert len(list(Store(store).select("select kind from judgements"))) == 2


def test_judgement_on_one_mention_and_nobody(made: Path):
    store = made / "store"
    (reading,) = Store(store).readings()
    place = f"{reading.article.id}:{TEXT.index('Li lobte')}-{TEXT.index('Li lobte') + 2}"
    assert judge(store, "link", place, "--nobody").code == 0
    (judged,) = judged_readings(Store(store))
    (li,) = [actor for actor in judged.actors if actor.id == "ac-li-shangfu"]
    assert "Li Shangfu" in {mention.span.text for mention in li.mentions}
    assert TEXT.index("Li lobte") not in {mention.span.begin for mention in li.mentions}
    lauded = [event for event in Store(store).picture().events if "ac-alexander-lukaschenko" in str(event.recipients)]
    assert lauded
    assert all(party.actor_id != "ac-li-shangfu" for event in lauded for party in event.actors)
    assert judge(store, "undo", place).code == 0
    assert judge(store, "undo", place).code == 1


@pytest.mark.parametrize(
    ("arguments", "cause"),
    [
        (("link", "one:0-1", "--actor", "CHN"), "no linked mention at 0-1"),
        (("link", "one:ac-nobody", "--nobody"), "no actor ac-nobody"),
        (("link", "one:ac-li-shangfu", "--actor", "Franz Erfunden"), "lagebild actors add"),
        (("link", "one:ac-li-shangfu"), "--nobody"),
        (("link", "one", "--nobody"), "no place of a link"),
        (("link", "two:ac-BLR", "--nobody"), "'two'"),
        (("reject", "c-1", "--nobody"), "go with link"),
    ],
)
def test_judge_link_refuses_in_one_line(made: Path, arguments: tuple[str, ...], cause: str):
    ran = judge(made / "store", *arguments)
    assert (ran.code, len(ran.errors)) == (1, 1)
    assert cause in ran.err


def test_read_json_knows_the_own_actors_of_the_store_that_is_named(tmp_path: Path):
    store, table, article = tmp_path / "store", tmp_path / "own.tsv", tmp_path / "one.jsonl"
    table.write_text(OWN, "utf-8")
    article.write_text(json.dumps({"text": TEXT, "published": "2023-08-17", "language": "de"}), "utf-8")
    lagebild("read", article, "--store", store)
    lagebild("actors", "add", table, "--store", store)

    def ids(*options: object) -> set[str]:
        (record,) = lagebild("read", article, "--json", *options).records
        return {actor["id"] for actor in record["actors"]}

    assert "own-bund-der-mitte-BLR" not in str(ids())
    assert "ac-own-bund-der-mitte-BLR" in ids("--store", store)

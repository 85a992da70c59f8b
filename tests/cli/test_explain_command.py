"""`lagebild explain`: a claim of a store, of a file, an event of the picture, and what is said of wrong ids."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lagebild.model.reading import Reading
from lagebild.store import Store
from tests.cli.command import lagebild

TEXT = (
    "Frankreich kritisierte am Dienstag die Regierung in Polen scharf. Warschau wies die Kritik aus Paris am Mittwoch zurück. "
    "Laut Staatsmedien hat Frankreich die Regierung in Polen kritisiert."
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explain")
    records = [{"id": f"paris-{n}", "text": TEXT + n * " Sie schwieg.", "published": "2024-03-14"} for n in range(2)]
    (folder / "two.jsonl").write_text("\n".join(json.dumps(record | {"language": "de"}) for record in records), "utf-8")
    assert lagebild("read", folder / "two.jsonl", "--store", folder / "store").code == 0
    return folder / "store"


@pytest.fixture(scope="module")
def stored(store: Path) -> Reading:
    return Store(store).reading("paris-0")


def test_explain_shows_words_row_parties_date_status_and_statistics(store: Path, stored: Reading):
    ran = lagebild("explain", "paris-0", "wies", "--store", store)
    assert (ran.code, ran.errors) == (0, [])
    for part in (
        "Warschau [wies] die Kritik aus Paris am Mittwoch [zurück].",
        "de.verb.zurückweisen.1 (claims/verbs.tsv, line ",
        "example: ",
        "Warschau: subject of the verb; the rules name it as actor; share ",
        "is Polen (ac-POL, POL, GOV): ",
        "'Mittwoch' is 2024-03-13 by de.time.weekday",
        "occurred: ",
        "next best: ",
        "accepted from ",
    ):
        assert part in ran.out
    claim = next(claim for claim in stored.claims if claim.trigger.text == "wies")
    for name in (claim.id, claim.id[:-3], f"e{stored.claims.index(claim) + 1}"):
        assert lagebild("explain", "paris-0", name, "--store", store).out == ran.out
    assert lagebild("explain", stored.article.id[:-2], claim.id, "--store", store).out == ran.out


def test_explain_json_says_the_same_and_its_marks_lie_on_the_text(store: Path, stored: Reading):
    (record,) = lagebild("explain", "paris-0", "--store", store, "--json").records
    assert (record["event"], len(record["claims"])) == (None, len(stored.claims))
    for one in record["claims"]:
        assert one["claim"]["why"]
        assert {reason["topic"] for reason in one["reasons"]} >= {"word", "claim", "status"}
        assert all(TEXT[mark["begin"] : mark["end"]] == mark["text"] for mark in one["marks"])
        assert one["marks"][0] == {"kind": "trigger", **one["claim"]["trigger"]}


def test_explain_shows_the_statement_around_a_claim(store: Path):
    (record,) = lagebild("explain", "paris-0", "kritisiert", "--store", store, "--json").records
    (claim,) = record["claims"]
    (statement,) = claim["statements"]
    assert (statement["speaker"], statement["cue"]["text"]) == (["Staatsmedien"], "Laut")
    assert [reason["about"] for reason in claim["reasons"] if reason["topic"] == "source"] == ["Staatsmedien"]


def test_explain_event_explains_each_of_its_claims_and_why_they_are_one(store: Path, stored: Reading):
    event = next(event for event in Store(store).picture().events if len(event.articles) > 1)
    ran = lagebild("explain", event.id, "--store", store)
    assert ran.code == 0
    assert all(place.claim_id in ran.out for place in event.claims)
    (record,) = lagebild("explain", event.id[:-2], "--store", store, "--json").records
    assert record["event"]["id"] == event.id
    assert [one["in_event"]["why"] for one in record["claims"]] == [list(place.why) for place in event.claims]
    (of_one,) = lagebild("explain", "paris-0", event.id, "--store", store, "--json").records
    assert {one["article"]["id"] for one in of_one["claims"]} == {stored.article.id}


def test_explain_reads_a_file(tmp_path: Path):
    file = tmp_path / "text.txt"
    file.write_text(TEXT, "utf-8")
    ran = lagebild("explain", "--text", file, "wies", "--published", "2024-03-14")
    assert (ran.code, ran.errors) == (0, [])
    assert "Warschau [wies] die Kritik" in ran.out
    assert "'Mittwoch' is 2024-03-13" in ran.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["parys-0"], "did you mean paris-0"),
        (["paris"], "'paris' may be article paris-0, paris-1"),
        (["paris-0", "kritisirte"], "did you mean kritisierte"),
        (["paris-0", "x"], "this article has: c-"),
        (["ev-0000"], "no event 'ev-0000' in the picture"),
        ([], "say which article"),
        (["paris-0", "--published", "2024"], "goes with --text"),
        (["paris-0", "e1", "--text", "no-such-file.txt"], "give the claim alone"),
        (["--text", "no-such-file.txt"], "no-such-file.txt"),
    ],
)
def test_explain_names_the_fault_in_one_line(store: Path, arguments: list[str], said: str):
    ran = lagebild("explain", *arguments, "--store", store)
    assert ran.code == 1
    assert len(ran.errors) == 1
    assert said in ran.errors[0]

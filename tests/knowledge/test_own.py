"""A user's own actors: tables and FollowTheMoney entities, what is refused, and what the knowledge makes of them."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest

from lagebild.errors import InputError
from lagebild.knowledge import load_knowledge
from lagebild.knowledge.ftm import read_ftm
from lagebild.knowledge.overlay import Overlay, apply_overlay, make_overlay
from lagebild.knowledge.own import OwnActors
from lagebild.knowledge.own_table import read_own_table
from lagebild.knowledge.store import TABLES_SOURCE
from lagebild.knowledge.vocabulary import pack_with, vocabulary
from tests.make import PACK

HEADER = "name\tkind\tcountry\tsector\tvariants\toffice\tof\tfrom\tto\tid\n"
KNOWN = load_knowledge("de")


def table(*rows: str) -> OwnActors:
    return read_own_table(HEADER + "\n".join(rows), file="own.tsv", knowledge=KNOWN)


def entities(*records: dict[str, Any]) -> OwnActors:
    return read_ftm("\n".join(map(json.dumps, records)), file="own.ftm.json", knowledge=KNOWN)


def entity(schema: str, **properties: list[str]) -> dict[str, Any]:
    return {"id": "x-1", "schema": schema, "properties": properties}


def test_table_row_becomes_an_actor_with_its_source() -> None:
    read = table("Petra Beispiel\tperson\tBLR\tGOV\tP. Beispiel\tdefence_minister\t\t2024-02")
    (actor,) = read.actors
    assert (read.problems, actor.id, actor.source) == ((), "own-petra-beispiel-BLR", "own.tsv, line 2")
    assert [(o.office, o.country, o.since, o.until) for o in actor.offices] == [("defence_minister", "BLR", "2024-02", None)]


def test_table_rows_of_one_actor_are_joined() -> None:
    (actor,) = table(
        "Petra Beispiel\tperson\tBLR\tGOV\t\tdefence_minister\t\t2020\t2021",
        "Petra Beispiel\tperson\tBLR\tGOV\tPetja Beispiel\tforeign_minister\t\t2022",
    ).actors
    assert [office.office for office in actor.offices] == ["defence_minister", "foreign_minister"]
    assert actor.variants == ("Petja Beispiel",)


@pytest.mark.parametrize(
    ("row", "cause"),
    [
        ("\tperson\tBLR\tGOV", "2 to 150 characters"),
        ("petra\tperson\tBLR\tGOV", "upper case"),
        ("Petra Beispiel\tship\tBLR\tGOV", "kind is not one of person"),
        ("Petra Beispiel\tperson\tXX\tGOV", "no known state"),
        ("Petra Beispiel\tperson\tBLR\tBOSS", "sector is not one of"),
        ("Petra Beispiel\tperson\tBLR\tGOV\t\tboss", "no office 'boss'"),
        ("Petra Beispiel\tperson\tBLR\tGOV\t\tdefence_minister\tXX", "no known state or organisation: XX"),
        ("Petra Beispiel\tperson\tBLR\tGOV\t\tdefence_minister\t\t1.2.2024", "no ISO day"),
        ("Petra Beispiel\tperson\tBLR\tGOV\t\tdefence_minister\t\t2024\t2023", "before it begins"),
        ("Petra Beispiel\tperson\tBLR\tGOV\t\t\t\t2024", "belong to an office"),
        ("Bund der Mitte\torganisation\tBLR\tPTY\t\tparty_leader", "only a person"),
        ("Li Shangfu\tperson\t\tGOV", "known as li-shangfu"),
        ("Mittelerde\tstate\t\tGOV", "no known state"),
        ("Petra Beispiel\tperson\tBLR\tGOV\t\t\t\t\t\ta b", "an id has letters"),
        ("Petra Beispiel\tperson\tBLR\tGOV\t\t\t\t\t\tEU", "another kind"),
        ("Petra Beispiel\tperson" + "\t" * 9, "11 cells under 10 columns"),
    ],
)
def test_table_bad_row_is_named_and_the_good_ones_are_kept(row: str, cause: str) -> None:
    read = table(row, "Bund der Mitte\torganisation\tBLR\tPTY")
    (problem,) = read.problems
    assert str(problem).startswith("own.tsv, line 2: ")
    assert cause in problem.cause
    assert [actor.name for actor in read.actors] == ["Bund der Mitte"]


@pytest.mark.parametrize("text", ["", "name\tsector\n", "name\tkind\tcolour\n", "name\tname\tkind\n"])
def test_table_without_a_usable_header_is_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"own\.tsv.*tab-separated|own\.tsv is empty"):
        read_own_table(text, file="own.tsv", knowledge=KNOWN)


def test_row_of_a_known_actor_adds_to_it() -> None:
    read = table("Lie Schangfu\tperson\t\t\t\tenvoy\tCHN\t2030\t\tli-shangfu", "EU\torganisation\tIGO\t\tBrüsseler Bund")
    assert [remark.cause for remark in read.remarks] == ["taken for EU (EU) of the tables"]
    knowledge = apply_overlay(KNOWN, make_overlay(read.actors))
    person, union = knowledge.person("li-shangfu"), knowledge.organisation("EU")
    assert person is not None
    assert union is not None
    assert (person.name, person.country) == ("Li Shangfu", "CHN")
    assert "Lie Schangfu" in person.variants
    assert "Brüsseler Bund" in union.variants
    assert [h.office for h in knowledge.offices_of("li-shangfu", ("2031-01-01", "2031-01-01"))] == ["envoy"]
    assert (KNOWN.source_of("li-shangfu"), KNOWN.source_of("nobody")) == (TABLES_SOURCE, None)
    assert "own.tsv, line 2" in str(knowledge.source_of("li-shangfu"))


def test_ftm_person_with_topics_country_and_position() -> None:
    names = {"name": ["Petra Beispiel"], "alias": ["Peti Beispiel"], "weakAlias": ["Peti"]}
    read = entities(entity("Person", **names, country=["by"], topics=["role.judge"], position=["Vorsitzende Richterin"]))
    (actor,) = read.actors
    assert (actor.id, actor.country, actor.sector, actor.variants) == ("ftm-x-1", "BLR", "JUD", ("Peti Beispiel",))
    assert (actor.positions, actor.offices) == (("Vorsitzende Richterin",), ())
    assert "x-1" in actor.source


@pytest.mark.parametrize(
    ("schema", "topics", "sector"),
    [
        ("Company", [], "BUS"),
        ("PublicBody", [], "GOV"),
        ("Organization", [], "UNK"),
        ("LegalEntity", ["crime.terror"], "REB"),
        ("Organization", ["pol.party"], "PTY"),
    ],
)
def test_ftm_body_has_the_sector_of_its_topics_or_schema(schema: str, topics: list[str], sector: str) -> None:
    (actor,) = entities(entity(schema, name=["Haus Beispiel"], topics=topics)).actors
    assert (actor.kind, actor.sector, actor.country) == ("organisation", sector, None)


def test_ftm_several_countries_give_none_and_a_remark() -> None:
    read = entities(entity("Person", name=["Petra Beispiel"], nationality=["by", "ru"]))
    assert read.actors[0].country is None
    assert "several countries (BLR, RUS)" in read.remarks[0].cause


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("{", "no JSON"),
        ("[]", "id or schema"),
        ('{"id": "a", "schema": "Person"}', "properties are missing"),
        ('{"id": "a", "schema": "Person", "properties": {}}', "no name"),
        ('{"id": "a", "schema": "Person", "properties": {"name": "Petra"}}', "no list of texts"),
    ],
)
def test_ftm_bad_line_is_named(line: str, cause: str) -> None:
    good = json.dumps(entity("Company", name=["Haus Beispiel"]))
    read = read_ftm(f"{line}\n{good}\n", file="own.json", knowledge=KNOWN)
    assert [problem.line for problem in read.problems] == [1]
    assert cause in read.problems[0].cause
    assert len(read.actors) == 1


def test_ftm_other_schemata_are_counted() -> None:
    read = entities(entity("Vessel", name=["Boot"]), entity("Vessel", name=["Kahn"]))
    assert (read.actors, [remark.cause for remark in read.remarks]) == ((), ["2 entities of schema Vessel left out"])


def test_overlay_is_told_by_its_content_and_made_once() -> None:
    actors = table("Bund der Mitte\torganisation\tBLR\tPTY", "Petra Beispiel\tperson\tBLR\tGOV").actors
    one, other = make_overlay(actors), make_overlay(reversed(actors))
    assert (one, hash(one)) == (other, hash(other))
    assert pack_with(PACK, one) is pack_with(PACK, other)
    assert pack_with(PACK, Overlay()) is PACK
    names = vocabulary(pack_with(PACK, one)).lexicon
    assert [entry.ref for entry in names.name("Bund der Mitte")] == ["own-bund-der-mitte-BLR"]
    assert vocabulary(PACK).lexicon.name("Bund der Mitte") == ()


def test_overlay_crosses_processes() -> None:
    overlay = make_overlay(table("Bund der Mitte\torganisation\tBLR\tPTY").actors)
    assert pickle.loads(pickle.dumps(overlay)) == overlay  # noqa: S301  (our own bytes)

"""JSON, XML and the other documents: loaded by the libraries that others use for them."""

from __future__ import annotations

import io
import json
import re
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from lxml import etree

from lagebild.cli.export_formats import HELP, ONLY_HAPPENED
from lagebild.present.export import FORMATS, Material, Selection
from lagebild.present.export.calendar import write_icalendar
from lagebild.present.export.feed import write_atom
from lagebild.present.export.ftm import write_ftm
from lagebild.present.export.geojson import write_geojson
from lagebild.present.export.graph import write_gexf, write_graphml
from lagebild.present.export.jsonld import write_jsonld
from lagebild.present.export.markdown import escaped, save_markdown
from lagebild.present.export.native import TABLES, json_schema, save_parquet, write_csv, write_jsonl
from lagebild.present.export.plover import FIELDS, write_plover
from lagebild.present.export.xmlfiles import save_naf, save_timex3
from lagebild.query.view import View
from tests.conftest import ROOT
from tests.query.world import NASTY

SAFE_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


def test_formats_are_those_of_the_command_line() -> None:
    assert {name: one.title for name, one in FORMATS.items()} == HELP
    assert {name for name, one in FORMATS.items() if one.only_happened} == ONLY_HAPPENED


def test_every_format_is_documented() -> None:
    text = (ROOT / "docs" / "exports.md").read_text("utf-8").replace("gdelt-*", "")
    assert [name for name in FORMATS if f"`{name}`" not in text] == []


@pytest.mark.parametrize("name", [name for name, one in FORMATS.items() if one.write is not None])
def test_text_formats_are_deterministic_utf8_and_name_their_sources(material: Material, name: str) -> None:
    write = FORMATS[name].write
    assert write is not None
    text = "".join(write(material))
    assert text == "".join(write(material))
    assert text.encode("utf-8")
    assert re.search(r"a-[12]|https://example\.org/1", text)


def test_jsonl_lines_fit_their_schema(material: Material) -> None:
    schemas = {table: json_schema(table) for table in TABLES}
    seen = set()
    for line in "".join(write_jsonl(material)).splitlines():
        row = json.loads(line)
        jsonschema.validate(row, schemas[row["record"]], cls=jsonschema.Draft202012Validator)
        seen.add(row["record"])
    assert seen == set(TABLES)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(row | {"id": 1}, schemas[row["record"]])


def test_jsonl_and_parquet_hold_the_same(material: Material, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    saved = save_parquet(material, tmp_path / "out")
    assert {path.stem for path in saved} == set(TABLES)
    for path in saved:
        lines = [json.loads(line) for line in write_jsonl(material, (path.stem,))]
        assert [{"record": path.stem, **row} for row in pq.read_table(path).to_pylist()] == lines


def test_csv_shows_no_formula(material: Material) -> None:
    text = "".join(write_csv(material, ("articles",)))
    assert "'=HYPERLINK(" in text
    assert "'@Ost;blatt" in text
    assert not re.search(r"(?:^|,)\"?[=@]", text, re.MULTILINE)


def test_without_text_nothing_is_quoted(view: View) -> None:
    bare = Material(view, Selection(with_text=False))
    for name in ("jsonl", "plover", "ftm", "atom", "geojson", "ics", "acled", "jsonld"):
        write = FORMATS[name].write
        assert write is not None
        text = "".join(write(bare))
        assert "alert(1)</script>" not in text
        assert "Millionen" not in text


def test_plover_records_have_the_manuals_fields(material: Material) -> None:
    records = [json.loads(line) for line in write_plover(material)]
    assert [record["id"] for record in records] == ["ev-1", "ev-2", "ev-3"]
    assert all(set(record) <= set(FIELDS) for record in records)
    visit, planned, protest = records
    assert (visit["date"], visit["enddate"], visit["quad_code"], visit["event_scale"]) == ("2023-05-03", "2023-05-03", 1, 4.0)
    assert planned["mode"] == ["visit", "future"]
    assert "date" not in protest
    assert visit["recipient"][0]["code"] == "BLR"
    info = visit["text_info"]
    assert visit["text"] == NASTY[info["start"] : info["end"]]


def test_ftm_entities_are_valid_and_point_to_each_other(material: Material) -> None:
    ftm = pytest.importorskip("followthemoney")
    entities = [json.loads(line) for line in write_ftm(material)]
    ids = {entity["id"] for entity in entities}
    for entity in entities:
        proxy = ftm.model.get_proxy({"id": entity["id"], "schema": entity["schema"]})
        for name, values in entity["properties"].items():
            for value in values:
                proxy.add(name, value, cleaned=False, quiet=False)
            assert len(proxy.get(name)) == len(set(values)), f"{entity['schema']}.{name}: {values}"
            if proxy.schema.get(name).type.name == "entity":
                assert set(values) <= ids
    assert {"Article", "Person", "Event", "UnknownLink"} <= {entity["schema"] for entity in entities}
    assert "ev-2" not in ids  # planned: FtM's Event has no place for that
    assert "javascript" not in json.dumps(entities)


def test_xml_documents_hold_hostile_text_as_text(material: Material) -> None:
    for write in (write_graphml, write_gexf, write_atom):
        root = etree.fromstring("".join(write(material)).encode(), SAFE_PARSER)
        assert not root.xpath("//*[local-name()='script' or local-name()='b']")
    feed = etree.fromstring("".join(write_atom(material)).encode(), SAFE_PARSER)
    atom = {"a": "http://www.w3.org/2005/Atom"}
    assert feed.xpath("count(a:entry)", namespaces=atom) == 3
    assert feed.xpath("//a:link/@href", namespaces=atom) == ["https://example.org/1?a=1&b=<2>"]
    for entry in feed.xpath("a:entry", namespaces=atom):
        assert entry.xpath("a:id and a:title and a:updated", namespaces=atom)


def test_graphs_load_with_networkx(material: Material) -> None:
    networkx = pytest.importorskip("networkx")
    graphml = networkx.read_graphml(io.BytesIO("".join(write_graphml(material)).encode()))
    gexf = networkx.read_gexf(io.BytesIO("".join(write_gexf(material)).encode()))
    assert set(graphml.nodes) == set(gexf.nodes)
    assert graphml.nodes["ac-BLR"]["label"] == gexf.nodes["ac-BLR"]["label"] == "Belarus"
    kinds = {data["what"] for _, _, data in graphml.edges(data=True)}
    assert kinds == {"tie", "events"}
    assert sum(data.get("events", 0) for _, _, data in graphml.edges(data=True)) == 2  # the planned visit does not count


def test_timex3_text_is_the_article(material: Material, tmp_path: Path) -> None:
    files = save_timex3(material, tmp_path)
    root = etree.parse(str(files[0]), SAFE_PARSER).getroot()
    (timex,) = root.findall("TEXT/TIMEX3")
    assert (timex.text, timex.get("value"), timex.get("type")) == ("3. Mai 2023", "2023-05-03", "DATE")
    assert "".join(root.find("TEXT").itertext()) == NASTY.replace("\x0b", "\ufffd")
    assert root.find("DCT/TIMEX3").get("functionInDocument") == "CREATION_TIME"


def test_naf_references_exist_and_offsets_are_true(material: Material, tmp_path: Path) -> None:
    for path in save_naf(material, tmp_path):
        root = etree.parse(str(path), SAFE_PARSER).getroot()
        ids = {node.get("id") for node in root.iter() if node.get("id") and node.tag not in {"target", "factvalue"}}
        assert {node.get("id") for node in root.iter("target", "factvalue")} <= ids
        raw = root.findtext("raw")
        for word in root.iter("wf"):
            begin = int(word.get("offset"))
            assert raw[begin : begin + int(word.get("length"))] == word.text
    first = etree.parse(str(tmp_path / "a-1.naf"), SAFE_PARSER).getroot()
    assert [child.tag for child in first][:4] == ["nafHeader", "raw", "text", "terms"]
    assert [role.get("semRole") for role in first.iter("role")] == ["A0", "A1"]
    assert first.find("factualitylayer/factvalue").get("prediction") == "CT+"


def test_jsonld_nodes_are_linked(material: Material) -> None:
    text = "".join(write_jsonld(material))
    assert "</script" not in text
    graph = json.loads(text)
    assert graph["@context"] == "https://schema.org"
    nodes = {node["@id"]: node for node in graph["@graph"]}
    assert {node["@type"] for node in nodes.values()} == {
        "NewsArticle",
        "Person",
        "Country",
        "Organization",
        "Event",
        "Quotation",
    }
    visit, planned = nodes["urn:lagebild:ev-1"], nodes["urn:lagebild:ev-2"]
    assert "eventStatus" not in visit
    assert planned["eventStatus"] == "https://schema.org/EventScheduled"
    for event in (visit, planned):
        assert all(ref["@id"] in nodes for key in ("actor", "attendee", "subjectOf") for ref in event[key])


def test_icalendar_lines_are_folded_and_events_dated(material: Material) -> None:
    text = "".join(write_icalendar(material))
    lines = text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert "\n" not in text.replace("\r\n", "")
    unfolded = text.replace("\r\n ", "")
    assert unfolded.count("BEGIN:VEVENT") == 2  # the protest has no day
    assert (
        "UID:ev-1@lagebild\r\nDTSTAMP:20230504T000000Z\r\nDTSTART;VALUE=DATE:20230503\r\nDTEND;VALUE=DATE:20230504\r\n"
        in unfolded
    )
    assert unfolded.count("STATUS:TENTATIVE") == 1
    assert "„A & B“ <script>alert(1)</script>" in unfolded
    assert date(2023, 7, 1).strftime("DTEND;VALUE=DATE:%Y%m%d") in unfolded


def test_geojson_has_points_only_where_coordinates_are_known(material: Material) -> None:
    collection = json.loads("".join(write_geojson(material)))
    places = {feature["id"]: feature["geometry"] for feature in collection["features"]}
    assert places["ev-1"] == {"type": "Point", "coordinates": [27.57, 53.9]} or places["ev-1"]["coordinates"][1] == 53.9
    assert places["ev-3"] is None
    assert {feature["properties"]["status"] for feature in collection["features"]} == {"occurred", "planned"}


def test_markdown_folder_stays_inside_and_shows_text_as_text(material: Material, tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    files = save_markdown(material, folder)
    assert all(path.resolve().is_relative_to(folder.resolve()) for path in files)
    assert {path.name for path in tmp_path.iterdir()} == {"vault"}
    notes = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in files}
    links = {link for text in notes.values() for link in re.findall(r"\[\[([^|#\]]+)", text)}
    assert {f"{link}.md" for link in links} <= set(notes)
    text = notes["events/2023.md"]
    assert "<script>" not in text
    assert r"\<script\>alert\(1\)\</script\>" in text
    assert "(planned)" in text
    assert text.count("^ev-") == 2


@pytest.mark.parametrize(
    "text", ["[[x]]", "![a](http://x)", "<b>", "# x", "`x`", "%%x%%", "$x$", "- x", "1. x", "a\nb", "https://x"]
)
def test_markdown_escapes_marks(text: str) -> None:
    assert escaped(text) != text
    assert "\n" not in escaped(text)


def test_stata_file_reads_back(material: Material, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    path = tmp_path / "events.dta"
    save = FORMATS["stata"].save
    assert save is not None
    save(material, path)
    first = path.read_bytes()
    save(material, path)
    assert path.read_bytes() == first
    frame = pandas.read_stata(path)
    assert frame["event_id"].tolist() == ["ev-1", "ev-2", "ev-3"]
    assert frame["quad_class"].tolist() == [1.0, 1.0, 4.0]
    assert frame["day"].dt.strftime("%Y-%m-%d").fillna("").tolist() == ["2023-05-03", "", ""]
    assert "„A & B“" in frame["sentences"][0]

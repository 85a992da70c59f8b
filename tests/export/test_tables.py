"""The tables of other data sets: columns by number and name, every line whole, only what happened."""

from __future__ import annotations

import csv
import io

import pytest

from lagebild.present.export import FORMATS, Material, Selection
from lagebild.present.export.codes import acled_type, type_codes
from lagebild.present.export.gdelt import EVENT_COLUMNS, MENTION_COLUMNS, write_gdelt_events, write_gdelt_mentions
from lagebild.present.export.tables import (
    ACLED_COLUMNS,
    ICEWS_COLUMNS,
    POLECAT_COLUMNS,
    write_acled,
    write_icews,
    write_polecat,
)
from lagebild.query.view import View

POLECAT_HEADER = (
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|"
    "Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|Recipient Country|"
    "Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|Wikipedia Recipient ID|"
    "Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type|Source|"
    "Publication Date|Story People|Story Organizations|Story Locations|Language|Version"
)


def _rows(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.rstrip("\n").split("\n")]


def test_columns_are_those_of_the_formats() -> None:
    assert "|".join(POLECAT_COLUMNS) == POLECAT_HEADER
    tables = (POLECAT_COLUMNS, ICEWS_COLUMNS, EVENT_COLUMNS, MENTION_COLUMNS, ACLED_COLUMNS)
    assert [len(table) for table in tables] == [40, 20, 61, 16, 31]
    places = {"SQLDATE": 1, "Actor1Code": 5, "Actor2Code": 15, "EventCode": 26, "ActionGeo_Type": 51, "SOURCEURL": 60}
    assert {name: EVENT_COLUMNS.index(name) for name in places} == places
    assert ICEWS_COLUMNS[11:14] == ("Story ID", "Sentence Number", "Publisher")


@pytest.mark.parametrize("name", ["polecat", "icews", "gdelt-events", "gdelt-mentions"])
def test_tables_leave_out_what_did_not_happen(view: View, material: Material, name: str) -> None:
    write = FORMATS[name].write
    assert write is not None
    happened = "".join(write(material))
    everything = "".join(write(Material(view, Selection(status=("occurred", "planned")))))
    assert len(everything.splitlines()) > len(happened.splitlines())
    lines = happened.rstrip("\n").split("\n")
    assert len({line.count("\t") for line in lines}) == 1


def test_polecat_row_reads_back(material: Material) -> None:
    header, visit, protest = _rows("".join(write_polecat(material)))
    row = dict(zip(header, visit, strict=True))
    assert (row["Event ID"], row["Event Date"], row["Event Type"], row["Event Mode"]) == (
        "ev-1",
        "2023-05-03",
        "CONSULT",
        "visit",
    )
    assert (row["Intensity"], row["Quad Code"]) == ("4", "VERBAL COOPERATION")
    assert (row["Actor Name"], row["Actor Country"], row["Actor COW"], row["Recipient COW"]) == (
        "Anna Weber",
        "DEU",
        "255",
        "370",
    )
    assert (row["City"], row["Latitude"], row["GeoNames ID"]) == ("Minsk", "53.9", "625144")
    assert row["Source"] == "Nordblatt [a-1]; [a-3]"
    assert dict(zip(header, protest, strict=True))["Event Date"] == "None"


def test_icews_row_reads_back(material: Material) -> None:
    header, visit, _ = _rows("".join(write_icews(material)))
    row = dict(zip(header, visit, strict=True))
    assert int(row["Event ID"]) > 0
    assert (row["CAMEO Code"], row["Intensity"], row["Event Text"]) == ("042", "1.9", "Make a visit")
    assert (row["Source Country"], row["Target Country"], row["Country"]) == ("Germany", "Belarus", "Belarus")
    assert (row["Story ID"], row["Sentence Number"], row["Publisher"]) == ("a-1", "1", "Nordblatt")


def test_gdelt_rows_belong_together(material: Material) -> None:
    events, mentions = _rows("".join(write_gdelt_events(material))), _rows("".join(write_gdelt_mentions(material)))
    row = dict(zip(EVENT_COLUMNS, events[0], strict=True))
    assert (row["SQLDATE"], row["MonthYear"], row["Year"], row["FractionDate"]) == ("20230503", "202305", "2023", "2023.4192")
    assert (row["Actor1Code"], row["Actor2CountryCode"], row["EventRootCode"], row["QuadClass"]) == ("DEUGOV", "BLR", "04", "1")
    assert (row["NumMentions"], row["NumSources"], row["NumArticles"]) == ("2", "2", "2")
    assert (row["DATEADDED"], row["SOURCEURL"]) == ("20230504000000", "https://example.org/1?a=1&b=<2>")
    first = dict(zip(MENTION_COLUMNS, mentions[0], strict=True))
    assert {line[0] for line in mentions} == {line[0] for line in events}
    assert (first["MentionType"], first["SentenceID"], first["Confidence"], first["Actor1CharOffset"]) == ("1", "1", "80", "9")
    third = dict(zip(MENTION_COLUMNS, mentions[1], strict=True))
    assert (third["MentionType"], third["MentionIdentifier"]) == ("2", "a-3")  # without an address: a citation


def test_days_of_intervals_are_written_only_when_asked(view: View) -> None:
    planned = ("planned",)
    (exact,) = _rows("".join(write_gdelt_events(Material(view, Selection(status=planned)))))
    assert exact[1:4] == ["", "202306", "2023"]
    (first,) = _rows("".join(write_gdelt_events(Material(view, Selection(status=planned, interval_start=True)))))
    assert first[1] == "20230601"


def test_acled_holds_only_what_fits_and_no_formula(material: Material) -> None:
    header, row = list(csv.reader(io.StringIO("".join(write_acled(material)))))
    found = dict(zip(header, row, strict=True))
    assert tuple(header) == ACLED_COLUMNS
    assert (found["event_type"], found["sub_event_type"], found["event_date"]) == ("Protests", "", "")
    assert (found["actor1"], found["inter1"], found["fatalities"]) == ("'+Bürger\tund =Rest", "Protesters", "")
    assert "a-2:36-94" in found["notes"] or "a-2:37-94" in found["notes"]


def test_type_codes_know_every_type_and_mode() -> None:
    assert type_codes("CONSULT", "phone").cameo == "041"
    assert type_codes("SANCTION", "a mode of the future").cameo == "160"
    assert acled_type("ASSAULT", None, ()) is None
    with pytest.raises(KeyError):
        type_codes("NOTHING", None)

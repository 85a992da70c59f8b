"""Exports: what a store knows, in formats that others read; one module a format or family.

`FORMATS` lists them. Text formats are written piece by piece, so that a large store needs no memory; the others write files
themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lagebild.present.export.calendar import write_icalendar
from lagebild.present.export.feed import write_atom
from lagebild.present.export.ftm import write_ftm
from lagebild.present.export.gdelt import write_gdelt_events, write_gdelt_mentions
from lagebild.present.export.geojson import write_geojson
from lagebild.present.export.graph import write_gexf, write_graphml
from lagebild.present.export.jsonld import write_jsonld
from lagebild.present.export.markdown import save_markdown
from lagebild.present.export.material import Material, Selection
from lagebild.present.export.native import save_parquet, write_csv, write_jsonl
from lagebild.present.export.plover import write_plover
from lagebild.present.export.stata import save_stata
from lagebild.present.export.tables import write_acled, write_icews, write_polecat
from lagebild.present.export.xmlfiles import save_naf, save_timex3

__all__ = ["FORMATS", "Format", "Material", "Selection"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format by its name on the command line.

    `write` gives the text in pieces; `save` writes a file or, where `suffix` is "/", a folder and returns the files. One of
    them is set. `only_happened`: planned, possible and denied events are left out unless asked for, because the format cannot
    mark them.
    """

    name: str
    title: str
    suffix: str
    write: Callable[..., Iterator[str]] | None = None
    save: Callable[..., list[Path]] | None = None
    only_happened: bool = False


FORMATS: dict[str, Format] = {
    one.name: one
    for one in (
        Format("jsonl", "Native JSON Lines: every table, one row a line.", ".jsonl", write_jsonl),
        Format("csv", "Native CSV of one table, safe for spreadsheets.", ".csv", write_csv),
        Format("parquet", "Native Parquet: a folder with one file a table.", "/", save=save_parquet),
        Format("plover", "PLOVER JSON Lines.", ".jsonl", write_plover),
        Format("polecat", "POLECAT, 40 columns with tabs.", ".tsv", write_polecat, only_happened=True),
        Format("icews", "ICEWS, 20 columns with tabs.", ".tsv", write_icews, only_happened=True),
        Format("gdelt-events", "GDELT 2.0 events, 61 columns, no header.", ".tsv", write_gdelt_events, only_happened=True),
        Format("gdelt-mentions", "GDELT 2.0 mentions, 16 columns, no header.", ".tsv", write_gdelt_mentions, only_happened=True),
        Format("acled", "ACLED-like CSV, 31 columns, where types fit.", ".csv", write_acled, only_happened=True),
        Format("ftm", "FollowTheMoney entities, JSON Lines.", ".ftm.json", write_ftm, only_happened=True),
        Format("timex3", "TimeML with TIMEX3: a folder, one file an article.", "/", save=save_timex3),
        Format("naf", "NAF 3: a folder, one file an article.", "/", save=save_naf),
        Format("jsonld", "schema.org JSON-LD.", ".jsonld", write_jsonld),
        Format("graphml", "GraphML: actors, ties, events between them.", ".graphml", write_graphml, only_happened=True),
        Format("gexf", "GEXF: actors, ties, events between them.", ".gexf", write_gexf, only_happened=True),
        Format("ics", "iCalendar: dated events.", ".ics", write_icalendar),
        Format("atom", "Atom feed of the events reported last.", ".atom", write_atom),
        Format("geojson", "GeoJSON: events with their places.", ".geojson", write_geojson),
        Format("markdown", "A folder of linked notes (Obsidian).", "/", save=save_markdown),
        Format("stata", "Stata file of the events (needs pandas).", ".dta", save=save_stata),
    )
}

"""Everything as Lagebild has it: JSON Lines, CSV and Parquet, one table for every kind of thing.

The columns are the fields of the records in `lagebild.query.rows`, in their order; their meaning stands there and in
docs/exports.md. JSON Lines: one object a line, `record` says which table it is of. CSV: parties and other lists in one cell,
joined by "; ". Parquet: lists and parties nested. `json_schema` is the JSON Schema (2020-12) of a line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import TypeAdapter

from lagebild.model.codec import dumps
from lagebild.model.picture import Party
from lagebild.present.export.cells import SURROGATES, csv_line
from lagebild.present.export.material import Material
from lagebild.query.rows import (
    ActorRow,
    ArticleRow,
    Citation,
    ClaimParty,
    ClaimRow,
    EventRow,
    FigureRow,
    StatementRow,
    StoryRow,
    TieRow,
)

BATCH_ROWS = 1000
TABLES: dict[str, type] = {
    "articles": ArticleRow,
    "events": EventRow,
    "claims": ClaimRow,
    "statements": StatementRow,
    "figures": FigureRow,
    "ties": TieRow,
    "actors": ActorRow,
    "stories": StoryRow,
}


def table_rows(material: Material, table: str) -> Iterator[Any]:
    """The records of one table."""
    if table == "events":
        return (detail.event for detail in material.events())
    if table == "claims":
        return (claim for detail in material.events() for claim in detail.claims)
    ask: dict[str, Callable[[], Iterator[Any]]] = {
        "articles": material.articles,
        "statements": material.statements,
        "figures": material.figures,
        "ties": material.ties,
        "actors": material.actors,
        "stories": material.stories,
    }
    return ask[table]()


def write_jsonl(material: Material, tables: Iterable[str] = tuple(TABLES)) -> Iterator[str]:
    """One JSON object a line."""
    for table in tables:
        for row in table_rows(material, table):
            yield dumps(_clean({"record": table} | asdict(row))) + "\n"


def json_schema(table: str) -> dict[str, Any]:
    """JSON Schema of the lines of one table."""
    schema = TypeAdapter(TABLES[table]).json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["properties"] = {"record": {"const": table}} | schema["properties"]
    schema["required"] = ["record", *schema["required"]]
    schema["additionalProperties"] = False
    return schema


def write_csv(material: Material, tables: Iterable[str] = ("events",)) -> Iterator[str]:
    """A header line, then one line a row, for one table."""
    for table in tables:
        names = [field.name for field in fields(TABLES[table])]
        yield csv_line(names)
        for row in table_rows(material, table):
            yield csv_line(_flat(getattr(row, name)) for name in names)


def _flat(value: Any) -> Any:
    """Nested values in one cell."""
    if isinstance(value, Party | ClaimParty):
        known = " ".join(part for part in (value.actor_id, value.sector) if part)
        return f"{value.name} [{known}]" if known else value.name
    if isinstance(value, Citation):
        return f"{value.article_id}:{value.begin}-{value.end} {value.text}".rstrip()
    if isinstance(value, tuple):
        return "; ".join(str(_flat(item)) for item in value)
    if hasattr(value, "__dataclass_fields__"):
        return " ".join(str(part) for part in asdict(value).values() if part is not None)
    return value


def save_parquet(material: Material, folder: Path, tables: Iterable[str] = tuple(TABLES)) -> list[Path]:
    """One Parquet file a table (zstd), written in batches."""
    folder.mkdir(parents=True, exist_ok=True)
    saved = []
    for table in tables:
        path = folder / f"{table}.parquet"
        schema = material.schema(TABLES[table])
        with pq.ParquetWriter(path, schema, compression="zstd") as writer:
            batch: list[dict[str, Any]] = []
            for row in table_rows(material, table):
                batch.append(_clean(asdict(row)))
                if len(batch) == BATCH_ROWS:
                    writer.write_table(pa.Table.from_pylist(batch, schema=schema))
                    batch = []
            writer.write_table(pa.Table.from_pylist(batch, schema=schema))
        saved.append(path)
    return saved


def _clean(value: Any) -> Any:
    """Lone surrogates, which UTF-8 cannot hold, become U+FFFD."""
    if isinstance(value, str):
        return SURROGATES.sub("\ufffd", value)
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_clean(item) for item in value]
    return value

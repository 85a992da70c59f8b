"""The SQL files of the query interface, with the pieces that a question needs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

# `-- if a b` … `-- end`: lines that stay only if both a and b are asked for. DuckDB plans what is written, so a condition that
# nobody asked for must not be there; all of the text is ours, values are bound.
PIECE = re.compile(r"^ *-- if ([\w ]+)\n(.*?)^ *-- end\n", re.MULTILINE | re.DOTALL)
# `-- use name`: the text of sql/shared/name.sql stands here.
USED = re.compile(r"^-- use (\w+)\n", re.MULTILINE)
FROM = re.compile(r"\b(?:from|join)\s+(\w+)")
PARAMETER = re.compile(r"\$(\w+)")


def is_asked(value: Any) -> bool:
    """Whether a parameter chooses anything: None, False and what is empty do not."""
    return value is not None and value is not False and value not in ("", [])


def sql_for(query: str, parameters: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The text of sql/<query>.sql for these parameters, and those of them that it names."""
    asked = frozenset(name for name, value in parameters.items() if is_asked(value))
    text, names = _resolved(query, asked)
    return text, {name: parameters[name] for name in names}


def tables_in(sql: str) -> set[str]:
    """The tables that a query of ours reads."""
    return set(FROM.findall(sql))


@lru_cache(maxsize=512)
def _resolved(query: str, asked: frozenset[str]) -> tuple[str, frozenset[str]]:
    text = PIECE.sub(lambda found: found[2] if asked.issuperset(found[1].split()) else "", read_sql(query))
    return text, frozenset(PARAMETER.findall(text))


@lru_cache(maxsize=64)
def read_sql(query: str) -> str:
    """The text of sql/<query>.sql with the texts that it shares with others, every piece in it."""
    folder = resources.files("lagebild.query").joinpath("sql")
    text = folder.joinpath(f"{query}.sql").read_text("utf-8")
    return USED.sub(lambda found: folder.joinpath("shared", f"{found[1]}.sql").read_text("utf-8"), text)

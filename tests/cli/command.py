"""The real command line, run inside the test process: `lagebild(...)` gives exit code and output."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from lagebild.cli import main


@dataclass(frozen=True, slots=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def errors(self) -> list[str]:
        """The lines on standard error."""
        return [line for line in self.err.splitlines() if line.strip()]

    @property
    def records(self) -> list[dict[str, Any]]:
        """What was printed as JSON Lines; other characters that Python takes for line ends may stand in an article's text."""
        return [json.loads(line) for line in self.out.split("\n") if line]


def lagebild(*arguments: object) -> Ran:
    """Run `lagebild ARGUMENTS...` on a terminal wide enough for every table."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    with (
        redirect_stdout(out),
        redirect_stderr(err),
        patch.object(sys, "argv", ["lagebild", *map(str, arguments)]),
        patch.dict("os.environ", {"COLUMNS": "400"}),
    ):
        try:
            main()
        except SystemExit as exc:
            code = exc.code if isinstance(exc.code, int) else int(exc.code is not None)
    return Ran(code, out.getvalue(), err.getvalue())


def spans_in(value: Any) -> Iterator[dict[str, Any]]:
    """Every object with text, begin and end in a record, however deep."""
    if isinstance(value, dict):
        if isinstance(value.get("text"), str) and isinstance(value.get("begin"), int):
            yield value
        for part in value.values():
            yield from spans_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from spans_in(part)

"""`lagebild times`: the time expressions of one text."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Notation(StrEnum):
    """How the expressions are printed."""

    TIMEX3 = "timex3"
    JSON = "json"


def times(
    file: Annotated[Path, typer.Argument(help="Text file in UTF-8; - reads standard input.")],
    published: Annotated[
        str | None, typer.Option(help="YYYY-MM-DD, YYYY-MM or YYYY; FIRST/LAST where only a range is known.")
    ] = None,
    notation: Annotated[Notation, typer.Option("--format", help="XML with inline TIMEX3 tags, or JSON.")] = Notation.TIMEX3,
    language: Annotated[str, typer.Option(help="Language of the text (ISO 639-1).")] = "de",
) -> None:
    """Print a text's time expressions: their type, value and days, and what they were counted from."""
    import json  # noqa: PLC0415  (`--help` stays quick)

    from lagebild.analyse.times import find_times_in_text, to_timex3  # noqa: PLC0415
    from lagebild.analyse.times.api import published_interval  # noqa: PLC0415
    from lagebild.lang.pack import load_pack  # noqa: PLC0415
    from lagebild.model.record import time_record  # noqa: PLC0415

    text = _read(file)
    days = published_interval(published)
    found = find_times_in_text(text, published=days, pack=load_pack(language))
    if notation is Notation.TIMEX3:
        sys.stdout.write(to_timex3(text, found, published=days))
    else:
        sys.stdout.write(json.dumps([time_record(time) for time in found], ensure_ascii=False, indent=1) + "\n")


def _read(file: Path) -> str:
    from lagebild.errors import InputError  # noqa: PLC0415

    try:
        if str(file) == "-":
            return sys.stdin.buffer.read().decode("utf-8-sig")
        return file.read_bytes().decode("utf-8-sig")
    except OSError as exc:
        raise InputError(f"{file} cannot be read: {exc.strerror}") from exc
    except UnicodeDecodeError as exc:
        raise InputError(f"{file} is no UTF-8: {exc.reason} at byte {exc.start}") from exc

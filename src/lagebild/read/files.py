"""Paths to raw articles: text files, JSON Lines files, folders of both."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lagebild.errors import ArticleError
from lagebild.read.decode import MAX_ARTICLE_BYTES, read_text

SUFFIXES = (".txt", ".jsonl", ".ndjson")
FIELDS = ("id", "text", "title", "published", "outlet", "url", "language")

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ].*)?")


@dataclass(frozen=True, slots=True)
class RawArticle:
    """An article as a user hands it in.

    `published`: "YYYY", "YYYY-MM" or "YYYY-MM-DD"; `source`: file (and line) for messages.
    """

    text: str
    source: str
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    given_id: str | None = None


def read_raw(paths: Iterable[Path]) -> Iterator[RawArticle | ArticleError]:
    """Every article under the paths, in a fixed order; what cannot be read comes as an error value, and the rest goes on."""
    for path in paths:
        for file in _files(path):
            if isinstance(file, ArticleError):
                yield file
            elif file.suffix.lower() in SUFFIXES[1:]:
                yield from _records(file)
            else:
                try:
                    yield RawArticle(read_text(file), str(file), given_id=file.stem)
                except ArticleError as exc:
                    yield exc


def _files(path: Path) -> Iterator[Path | ArticleError]:
    try:
        if not path.is_dir():
            yield path if path.exists() else ArticleError(path, "no such file or folder")
            return
        entries = sorted(path.iterdir())
    except OSError as exc:
        yield ArticleError(path, f"cannot be read: {exc.strerror or exc}")
        return
    for entry in entries:
        if entry.is_dir() and not entry.is_symlink():
            yield from _files(entry)
        elif entry.suffix.lower() in SUFFIXES:
            yield entry


def _records(file: Path) -> Iterator[RawArticle | ArticleError]:
    """The records of a JSON Lines file, one line at a time, so that its size does not matter."""
    try:
        with file.open("rb") as lines:
            for number, data in enumerate(lines, start=1):
                if not data.strip():
                    continue
                try:
                    yield parse_record(data, source=str(file), line=number)
                except ArticleError as exc:
                    yield exc
    except OSError as exc:
        yield ArticleError(file, f"cannot be read: {exc.strerror or exc}")


def parse_record(data: bytes, *, source: str, line: int) -> RawArticle:
    """One line of a JSON Lines file as an article.

    Raises:
        ArticleError: if the line is no JSON object, has no text, or a field has the wrong type.
    """
    if len(data) > MAX_ARTICLE_BYTES:
        raise ArticleError(source, f"too large for one article ({len(data) / 1e6:.0f} MB)", line=line)
    try:
        record: Any = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as exc:
        raise ArticleError(source, "not UTF-8", line=line) from exc
    except (json.JSONDecodeError, RecursionError) as exc:
        raise ArticleError(source, f"malformed JSON: {exc}", line=line) from exc
    if not isinstance(record, dict):
        raise ArticleError(source, "not a JSON object", line=line)
    values = {name: record.get(name) for name in FIELDS}
    if isinstance(values["id"], int):
        values["id"] = str(values["id"])
    for name, value in values.items():
        if value is not None and not isinstance(value, str):
            raise ArticleError(source, f"field {name!r} is not a string", line=line)
    text = values["text"]
    if not text or not text.strip():
        raise ArticleError(source, "no text" if text is None else "empty", line=line)
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ArticleError(source, "text holds half of a surrogate pair", line=line)
    published = values["published"] or None
    if published is not None and not _DATE.fullmatch(published.strip()):
        raise ArticleError(source, f"field 'published' is no ISO date: {published[:40]!r}", line=line)
    return RawArticle(
        text,
        f"{source}:{line}",
        title=values["title"] or None,
        published=published.strip() if published else None,
        outlet=values["outlet"] or None,
        url=values["url"] or None,
        language=values["language"] or None,
        given_id=values["id"],
    )

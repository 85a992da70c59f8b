"""What is known of an article before its sentences are analysed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lagebild.model.packing import packed
from lagebild.model.span import Interval, Span

ZoneKind = Literal[
    "headline", "subhead", "lead", "body", "caption", "credit", "byline", "dateline", "header", "teaser", "residue"
]

LABEL_CHARS = 80
TEXT_ZONES: frozenset[str] = frozenset({"lead", "body"})  # only these hold sentences that are read for facts


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of the text that plays one part on the page."""

    kind: ZoneKind
    begin: int
    end: int
    rule: str


@packed
@dataclass(frozen=True, slots=True)
class Publication:
    """The days on which the article can have been published, inclusive; both None if nothing is known.

    `basis`: "given" (the input's own field), "header" (a date line in the text), "dateline", "derived" (from expressions
    in the text) or "unknown". `precision`: "day", "month", "year", "interval" or "unknown".
    """

    start: str | None
    end: str | None
    basis: str
    precision: str
    evidence: tuple[Span, ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def day(self) -> str | None:
        """The one day, when it is known exactly."""
        return self.start if self.start is not None and self.start == self.end else None

    @property
    def interval(self) -> Interval:
        return Interval(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Source:
    """A named origin of text: an agency, outlet or person credited in the article.

    `role`: agency, cited, picture, byline or outlet.
    """

    name: str
    role: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Flag:
    """A remark on the article with its evidence, for example why it looks machine-translated."""

    kind: str
    span: Span | None
    why: str


@dataclass(frozen=True, slots=True)
class Article:
    """One text of one outlet, exactly as given; every offset of a reading refers to `text`.

    `id` is derived from the content ("a-" and 16 characters), `given_id` is the input's own id.
    """

    id: str
    text: str
    title: str | None
    language: str
    publication: Publication
    outlet: str | None = None
    url: str | None = None
    given_id: str | None = None
    source: str | None = None  # file (and line) that it was read from
    zones: tuple[Zone, ...] = ()
    credits: tuple[Source, ...] = ()  # agencies, picture agencies, byline
    dateline: Span | None = None
    flags: tuple[Flag, ...] = ()
    machine_translated: bool = False

    @property
    def label(self) -> str:
        """The title, or without one the beginning of the running text: how lists name the article."""
        if self.title is not None:
            return self.title
        begin = next((zone.begin for zone in self.zones if zone.kind in TEXT_ZONES), 0)
        return self.text[begin : begin + LABEL_CHARS].split("\n")[0] + " …"

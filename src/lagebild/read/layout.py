"""The parts of a page: which stretches of a text are headline, byline, caption, credit, teaser, and which are running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from lagebild.lang.pack import LanguagePack
from lagebild.model.article import Source, Zone, ZoneKind
from lagebild.model.span import Span

MAX_HEADLINE_CHARS = 160  # longest headlines and subheads seen in news; longer lines are running text
MAX_LEAD_CHARS = 500
MAX_CAPTION_CHARS = 400
MAX_PLACE_WORDS = 3  # "New York City"
WRAPPED_SHARE = 0.3  # from this share of lines that run on in lower case, line breaks are typography, not structure
SENTENCE_END = re.compile(r"[.!?…:;]['\"“”»«’‘)\]]*$|[.!?…,][\"“”»«]\s*$")
_LINE = re.compile(r"[^\r\n]+")
_BLANK = re.compile(r"\n[ \t\r]*\n")


@dataclass(frozen=True, slots=True)
class LineRule:
    kind: ZoneKind
    where: str
    role: str
    pattern: re.Pattern[str]
    id: str


@dataclass(frozen=True, slots=True)
class Layout:
    """Zones in order of the text, the sources credited in them, and date expressions with their zone kind."""

    zones: tuple[Zone, ...]
    credits: tuple[Source, ...]
    dates: tuple[tuple[str, Span], ...]
    dateline: Span | None


def line_rules(pack: LanguagePack) -> tuple[LineRule, ...]:
    """The compiled rows of intake/lines.tsv."""
    rules: tuple[LineRule, ...] = pack.derived("intake.lines", _compile)
    return rules


def _compile(pack: LanguagePack) -> tuple[LineRule, ...]:
    months = sorted(
        (name for names in pack.settings("intake/calendar")["months"].values() for name in names), key=len, reverse=True
    )
    month = "|".join(map(re.escape, months))
    forms = sorted((form for row in pack.table("intake/agencies") for form in row.many("forms")), key=len, reverse=True)
    replace = {
        "{AGENCY}": "(?:" + "|".join(map(re.escape, forms)) + ")",
        "{MONTH}": f"(?:{month})",
        "{DATE}": rf"(?:\d{{1,2}}\.\s?(?:{month})\s+\d{{4}}|\d{{1,2}}\.\d{{1,2}}\.\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}})",
    }
    rules = []
    for row in pack.table("intake/lines", columns=("kind", "where", "role", "pattern", "example")):
        source = row["pattern"]
        for name, pattern in replace.items():
            source = source.replace(name, pattern)
        rules.append(LineRule(row["kind"], row["where"], row["role"], re.compile(source), f"{pack.language}.intake.{row.line}"))  # type: ignore[arg-type]
    return tuple(rules)


def find_layout(text: str, *, pack: LanguagePack, title: str | None = None) -> Layout:
    """The layout of `text`. With a `title` of its own the first line is a headline only if it repeats that title."""
    return _Reader(text, pack=pack, title=title).read()


class _Reader:
    """Walks over the lines once and collects zones."""

    def __init__(self, text: str, *, pack: LanguagePack, title: str | None) -> None:
        self.text = text
        self.pack = pack
        self.title = title
        self.rules = line_rules(pack)
        self.names = {form: row["name"] for row in pack.table("intake/agencies") for form in row.many("forms")}
        self.outlets = {row["name"] for row in pack.table("intake/agencies") if row["kind"] == "outlet"}
        self.zones: list[Zone] = []
        self.credits: list[Source] = []
        self.dates: list[tuple[str, Span]] = []
        self.dateline: Span | None = None

    def read(self) -> Layout:
        units = list(self._units())
        for number, (begin, end) in enumerate(units):
            start = self._header(begin, end) if number == 0 else begin
            start = self._skip_blank(start, end)
            if start < end:
                self._unit(start, end)
        self._find_body()
        self._mark_leads()
        self._mark_dateline()
        zones = tuple(sorted(self.zones, key=lambda zone: (zone.begin, zone.end)))
        return Layout(zones, tuple(self.credits), tuple(self.dates), self.dateline)

    def _units(self) -> Iterator[tuple[int, int]]:
        """Lines, or blocks between blank lines when the text is wrapped at a fixed width."""
        lines = [(found.start(), found.end()) for found in _LINE.finditer(self.text)]
        running_on = sum(1 for (_, end), (begin, _) in pairwise(lines) if self._runs_on(end, begin))
        if len(lines) > 3 and running_on > WRAPPED_SHARE * len(lines):
            lines = []
            begin = 0
            for found in [*_BLANK.finditer(self.text), None]:
                lines.append((begin, found.start() if found else len(self.text)))
                begin = found.end() if found else begin
        for line_begin, line_end in lines:
            begin, end = self._trim(line_begin, line_end)
            if begin < end:
                yield begin, end

    def _trim(self, begin: int, end: int) -> tuple[int, int]:
        while end > begin and self.text[end - 1].isspace():
            end -= 1
        return self._skip_blank(begin, end), end

    def _runs_on(self, end: int, begin: int) -> bool:
        gap = self.text[end:begin]
        return (
            gap.count("\n") == 1
            and self.text[begin : begin + 1].islower()
            and not SENTENCE_END.search(self.text[max(0, end - 5) : end])
        )

    def _skip_blank(self, begin: int, end: int) -> int:
        while begin < end and self.text[begin].isspace():
            begin += 1
        return begin

    def _header(self, begin: int, end: int) -> int:
        for rule in self.rules:
            if rule.where == "header" and (found := rule.pattern.match(self.text, begin, end)):
                self._add(rule, found)
                return found.end()
        return begin

    def _unit(self, begin: int, end: int) -> None:
        for rule in self.rules:
            if rule.where == "line" and (found := rule.pattern.fullmatch(self.text, begin, end)):
                self._add(rule, found)
                return
        begin = self._start(begin, end)
        end, is_caption = self._end(begin, end)
        if begin < end:
            self.zones.append(
                Zone(
                    "caption" if is_caption and end - begin <= MAX_CAPTION_CHARS else self._kind(begin, end),
                    begin,
                    end,
                    "intake.line",
                )
            )

    def _start(self, begin: int, end: int) -> int:
        for rule in self.rules:
            if rule.where == "start" and (found := rule.pattern.match(self.text, begin, end)) and found.end() < end:
                self._add(rule, found)
                return self._skip_blank(found.end(), end)
        return begin

    def _end(self, begin: int, end: int) -> tuple[int, bool]:
        """The end of the running text in a line, and whether the line is a caption (it ends in a picture credit)."""
        is_caption = False
        for rule in self.rules:
            if rule.where == "end" and (found := rule.pattern.search(self.text, begin, end)):
                is_caption |= rule.kind == "caption"
                self._add(rule, found, kind="credit" if rule.kind == "caption" else rule.kind)
                end = self._trim(begin, found.start())[1]
        return end, is_caption

    def _kind(self, begin: int, end: int) -> ZoneKind:
        line = self.text[begin:end]
        seen_text = any(zone.kind in {"body", "headline", "caption"} for zone in self.zones)
        if self.title is not None and line.strip() == self.title.strip() and not seen_text:
            return "headline"
        if len(line) > MAX_HEADLINE_CHARS:
            # A machine-made headline can be long; it is one only as a first line with an empty line below and no sentence end.
            below = self.text[end : end + 40]
            is_first = not seen_text and self.title is None and below.replace(" ", "").startswith(("\n\n", "\r\n\r\n"))
            return "headline" if is_first and not SENTENCE_END.search(line) else "body"
        if (
            not seen_text
            and self.title is None
            and (not SENTENCE_END.search(line) or (line.endswith("?") and "\n" in self.text[end:]))
        ):
            return "headline"
        return "body" if SENTENCE_END.search(line) and not self._is_question_head(line) else "subhead"

    def _is_question_head(self, line: str) -> bool:
        # A short question alone on its line between paragraphs heads the next one.
        return line.endswith("?") and len(line) < 80 and not any(mark in line[:-1] for mark in ".!?")

    def _add(self, rule: LineRule, found: re.Match[str], *, kind: ZoneKind | None = None) -> None:
        begin, end = self._trim(found.start(), found.end())
        if begin >= end:
            return
        self.zones.append(Zone(kind or rule.kind, begin, end, rule.id))
        groups = found.groupdict()
        if groups.get("date"):
            self.dates.append((rule.kind, Span(found["date"], found.start("date"), found.end("date"))))
        if rule.kind == "dateline" and self.dateline is None and groups.get("place"):
            self.dateline = Span(found["place"], found.start("place"), found.end("place"))
        if groups.get("name") and rule.role:
            for name, span in self._names(found):
                role = self._role(rule.role, name)
                self.credits.append(Source(name, role, span))

    def _names(self, found: re.Match[str]) -> Iterator[tuple[str, Span]]:
        begin = found.start("name")
        for part in re.finditer(r"[^/,]+", found["name"]):
            name = part[0].strip()
            if name:
                offset = begin + part.start() + (len(part[0]) - len(part[0].lstrip()))
                yield self.names.get(name, name), Span(name, offset, offset + len(name))

    def _find_body(self) -> None:
        """A text of lines without full stops (a ticker, a list of results) is text all the same: its subheads are its body."""
        if any(zone.kind == "body" for zone in self.zones):
            return
        kinds = {zone.kind for zone in self.zones}
        kind = next((kind for kind in ("subhead", "caption", "headline") if kind in kinds), None)
        for i, zone in enumerate(self.zones):
            if zone.kind == kind:
                self.zones[i] = Zone("body", zone.begin, zone.end, "intake.only_lines")

    def _role(self, role: str, name: str) -> str:
        if role != "agency":
            return role
        if name in self.outlets:
            return "outlet"
        return "agency" if name in self.names.values() else "byline"  # "(dpa/erm)": an author's code beside the agency

    def _mark_dateline(self) -> None:
        """A place alone on the line above the agency's or outlet's name is the dateline."""
        for i, (zone, below) in enumerate(pairwise(self.zones)):
            words = self.text[zone.begin : zone.end]
            if (
                zone.kind == "subhead"
                and below.kind == "credit"
                and len(words.split()) <= MAX_PLACE_WORDS
                and self.dateline is None
            ):
                self.zones[i] = Zone("dateline", zone.begin, zone.end, "intake.place_above_credit")
                self.dateline = Span(words, zone.begin, zone.end)

    def _mark_leads(self) -> None:
        """The first paragraph is the lead when it is short and more follows."""
        bodies = [i for i, zone in enumerate(self.zones) if zone.kind == "body"]
        if len(bodies) > 1:
            first = self.zones[bodies[0]]
            if first.end - first.begin <= MAX_LEAD_CHARS:
                self.zones[bodies[0]] = Zone("lead", first.begin, first.end, "intake.lead")

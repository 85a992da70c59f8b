"""The dossier as a PDF for print: the same values as the page, set with fpdf2; no browser, no system library."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from importlib import resources
from typing import TypeVar

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from lagebild.model.picture import Picture
from lagebild.model.reading import Reading
from lagebild.present.catalogue import Catalogue
from lagebild.present.dossier import ArticleView, DifferenceView, Dossier, FigureView, StatementView, TieView, build_dossier
from lagebild.present.dossier_places import PlaceLine
from lagebild.present.render import catalogue_for
from lagebild.present.scope import Scope
from lagebild.present.timeline import TimelineEntry

FAMILY = "Source Sans Pro"
FONTS = {"": "SourceSansPro-Regular.ttf", "B": "SourceSansPro-Bold.ttf", "I": "SourceSansPro-It.ttf"}
MARGIN = 20.0  # mm
BODY, SMALL, HEADING, TITLE = 10.0, 8.5, 14.0, 22.0  # points
INK, DIM = (29, 35, 39), (95, 107, 115)
NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)  # a clock's time would make two files of one picture differ; this one is not written
MAX_SENTENCE = 320  # characters of a quoted sentence


Item = TypeVar("Item")


class _Page(FPDF):
    def __init__(self, title: str, page_word: str) -> None:
        super().__init__(format="A4")
        self._title, self._page_word = title, page_word
        folder = resources.files("font_source_sans_pro") / "files"
        for style, name in FONTS.items():
            with resources.as_file(folder / name) as path:
                self.add_font(FAMILY, style, path)
        self.set_margins(MARGIN, MARGIN, MARGIN)
        self.set_auto_page_break(auto=True, margin=MARGIN)
        self.set_creation_date(NO_DATE)
        self.set_title(title)
        self.add_page()

    def footer(self) -> None:
        self.set_y(-MARGIN * 0.75)
        self.style(SMALL, dim=True)
        self.cell(0, 5, f"Lagebild · {self._title[:80]} · {self._page_word} {self.page_no()}", align="C")

    def style(self, size: float, style: str = "", *, dim: bool = False) -> None:
        self.set_font(FAMILY, style, size)
        self.set_text_color(*(DIM if dim else INK))

    def line_of(self, text: str, size: float = BODY, style: str = "", *, dim: bool = False, indent: float = 0.0) -> None:
        """A paragraph from the left margin; characters that the font lacks are shown as boxes, never dropped."""
        self.style(size, style, dim=dim)
        self.set_x(MARGIN + indent)
        self.multi_cell(0, size * 0.5, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def heading(self, text: str) -> None:
        self.ln(4)
        self.start_section(text)
        self.line_of(text, HEADING, "B")
        self.ln(1)


def render_pdf(picture: Picture, readings: Sequence[Reading], scope: Scope) -> bytes:
    """The dossier about a scope as a PDF of A4 pages: the same bytes for the same input.

    The full texts of the articles are left out; the list of articles at the end names them with their ids.
    """
    logging.getLogger("fpdf").setLevel(logging.ERROR)  # it warns of every character that the font lacks
    catalogue, dossier = catalogue_for(readings), build_dossier(picture, readings, scope)
    title = f" {catalogue.text('and')} ".join(dossier.title)
    page = _Page(title, catalogue.text("page"))
    page.line_of(f"Lagebild · {catalogue.text('title')}", SMALL, dim=True)
    page.line_of(title, TITLE, "B")
    page.line_of(_facts(dossier, picture, catalogue), dim=True)
    _summary(page, dossier, catalogue)
    _section(page, catalogue.text("timeline"), dossier.timeline, _entry)
    _section(page, catalogue.text("places"), dossier.places.lines if dossier.places else (), _place_of(catalogue))
    _section(page, catalogue.text("ties"), dossier.ties, _tie)
    _section(page, catalogue.text("statements"), dossier.statements, _statement)
    _section(page, catalogue.text("figures"), dossier.figures, _figure)
    _open_questions(page, dossier, catalogue)
    _section(page, catalogue.text("articles"), dossier.articles, _article)
    return bytes(page.output())


def _facts(dossier: Dossier, picture: Picture, catalogue: Catalogue) -> str:
    counts = ((len(dossier.timeline), "events"), (len(dossier.articles), "articles"), (dossier.origins, "origins"))
    facts = [f"{count} {catalogue.text(key)}" for count, key in counts]
    if picture.as_of is not None:
        facts.append(f"{catalogue.text('until_day')} {catalogue.days(picture.as_of, picture.as_of)}")
    return " · ".join(facts)


def _summary(page: _Page, dossier: Dossier, catalogue: Catalogue) -> None:
    page.heading(catalogue.text("summary"))
    page.line_of(catalogue.text("summary_note"), SMALL, dim=True)
    for paragraph in dossier.summary:
        page.ln(1.5)
        page.line_of(paragraph.heading, BODY, "B")
        for told in paragraph.sentences:
            page.line_of(f"– {told.text} {_notes(told.notes)}", indent=2)


def _section(page: _Page, title: str, items: Sequence[Item], show: Callable[[_Page, Item], None]) -> None:
    if not items:
        return
    page.heading(title)
    for item in items:
        show(page, item)
        page.ln(1)


def _entry(page: _Page, entry: TimelineEntry) -> None:
    place = f" · {entry.event.place}" if entry.event.place else ""
    page.line_of(f"{entry.when} · {entry.what}: {entry.who}{place}", BODY, "B")
    news = sorted(entry.evidence, key=lambda x: (x.echo, x.number))
    page.line_of(f"{entry.status} {_notes(sorted({x.number for x in news}))}", SMALL, dim=True)
    if news:
        sentence = " ".join(news[0].sentence.split())
        page.line_of(sentence if len(sentence) <= MAX_SENTENCE else f"{sentence[:MAX_SENTENCE]} …", SMALL, "I", indent=4)


def _place_of(catalogue: Catalogue) -> Callable[[_Page, PlaceLine], None]:
    """How a place is shown: what happened there by its class, and when."""

    def show(page: _Page, line: PlaceLine) -> None:
        site = line.site
        counts = ((site.cooperation, "cooperation"), (site.conflict, "conflict"), (site.other, "not_happened"))
        told = " · ".join(f"{count} {catalogue.text(key)}" for count, key in counts if count)
        page.line_of(f"{site.title}: {told}")
        page.line_of("; ".join(f"{entry.what}, {entry.when}" for entry in line.entries), SMALL, dim=True)

    return show


def _tie(page: _Page, tie: TieView) -> None:
    details = (tie.levels, tie.status, tie.since, tie.until)
    _plain(page, f"{tie.parties}: {tie.kind}", details, [number for _, number in tie.evidence])


def _statement(page: _Page, said: StatementView) -> None:
    _plain(page, f"{said.speaker}: {said.text}", (said.kind, said.when), [said.number])


def _figure(page: _Page, figure: FigureView) -> None:
    details = (figure.measures, figure.subjects, figure.period, figure.source)
    _plain(page, figure.value or figure.text, details, [figure.number])


def _article(page: _Page, a: ArticleView) -> None:
    page.line_of(f"[{a.number}] {a.title}. {a.outlet}, {a.published} ({a.basis}), {a.origin}. {a.id}", SMALL)


def _open_questions(page: _Page, dossier: Dossier, catalogue: Catalogue) -> None:
    """Where the sources contradict each other."""
    clashes = [d for d in (*dossier.differences, *dossier.figure_differences) if not d.compatible]
    page.heading(catalogue.text("open"))
    for clash in clashes:
        _clash(page, clash)
    if not clashes:
        page.line_of(catalogue.text("none_open"))


def _plain(page: _Page, text: str, details: Iterable[str], numbers: Sequence[int]) -> None:
    page.line_of(" ".join(text.split()))
    said = " · ".join(detail for detail in details if detail)
    page.line_of(f"{said} {_notes(sorted(set(numbers)))}".strip(), SMALL, dim=True)


def _clash(page: _Page, clash: DifferenceView) -> None:
    values = " · ".join(f"{value} [{numbers}]" for numbers, value in clash.values)
    page.line_of(f"{clash.title} – {clash.slot}: {values}")
    page.line_of(clash.why, SMALL, dim=True)


def _notes(numbers: Iterable[int]) -> str:
    return "".join(f"[{number}]" for number in numbers)

"""The dossier: everything that a store knows about actors, a story or some words, as values that a template can show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lagebild.lang.pack import load_pack
from lagebild.model.layers import Figure, Statement
from lagebild.model.picture import ArticleInPicture, Difference, Event, MergedTie, Picture
from lagebild.model.reading import Reading
from lagebild.present.catalogue import Catalogue
from lagebild.present.dossier_places import COOPERATIVE, HAPPENED, DossierPlaces, build_places
from lagebild.present.marks import Stretch, cut_text, marks_of
from lagebild.present.scope import Scope
from lagebild.present.summary import Paragraph, build_summary
from lagebild.present.timeline import TimelineEntry, article_numbers, build_timeline, who

MIN_SOURCES_COMPARED = 2


@dataclass(frozen=True, slots=True)
class ArticleView:
    number: int
    id: str
    title: str
    outlet: str
    published: str
    basis: str
    reasons: tuple[str, ...]
    origin: str  # "own text" or "copy of [n]"
    machine_translated: bool
    failures: tuple[str, ...]
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class StatementView:
    anchor: str
    number: int
    speaker: str
    text: str
    kind: str
    when: str
    via: str
    addressee: str


@dataclass(frozen=True, slots=True)
class FigureView:
    anchor: str
    number: int
    measures: str
    value: str
    text: str
    subjects: str
    period: str
    source: str


@dataclass(frozen=True, slots=True)
class TieView:
    kind: str
    parties: str
    levels: str
    status: str
    since: str
    until: str
    history: tuple[str, ...]  # its stretches in words
    evidence: tuple[tuple[str, int], ...]  # (anchor, article number)
    origins: int


@dataclass(frozen=True, slots=True)
class DifferenceView:
    title: str
    anchor: str
    slot: str
    compatible: bool
    values: tuple[tuple[str, str], ...]  # (article numbers, value)
    why: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    title: str
    when: str
    anchor: str
    cells: tuple[str, ...]  # "news", "echo" or "" for every article


@dataclass(frozen=True, slots=True)
class Dossier:
    """What the page shows; every list is in the order of the page."""

    title: tuple[str, ...]
    summary: tuple[Paragraph, ...]
    timeline: tuple[TimelineEntry, ...]
    further: tuple[TimelineEntry, ...]
    places: DossierPlaces | None
    ties: tuple[TieView, ...]
    statements: tuple[StatementView, ...]
    figures: tuple[FigureView, ...]
    figure_differences: tuple[DifferenceView, ...]
    matrix: tuple[MatrixRow, ...]
    differences: tuple[DifferenceView, ...]
    planned: tuple[TimelineEntry, ...]
    articles: tuple[ArticleView, ...]
    months: tuple[tuple[str, int, int], ...]  # (month, cooperative, conflictive)
    origins: int


def build_dossier(picture: Picture, readings: Sequence[Reading], scope: Scope) -> Dossier:
    """The dossier about what `scope` holds."""
    pack = load_pack(next((r.article.language for r in readings), "de"))
    catalogue = Catalogue(pack)
    relevant = [r for r in readings if scope.holds(r)]
    numbers = article_numbers(picture)
    shared, single = _entries(picture, readings, scope)
    articles = [a for a in picture.articles if a.id in {r.article.id for r in relevant}]
    ties = _ranked_ties(picture, scope)
    return Dossier(
        title=scope.title,
        summary=build_summary(shared or single, ties, articles, numbers, pack),
        timeline=shared,
        further=single,
        places=build_places(shared or single),
        ties=tuple(_tie(tie, numbers, catalogue) for tie in ties),
        statements=tuple(v for r in relevant for v in _statements(r, numbers, catalogue)),
        figures=tuple(v for r in relevant for v in _figures(r, numbers, catalogue)),
        figure_differences=_figure_differences(picture, readings, numbers, catalogue),
        matrix=_matrix(shared, articles, numbers),
        differences=tuple(d for e in shared for d in _differences(e.event, catalogue, numbers)),
        planned=tuple(e for e in shared if e.event.status == "planned"),
        articles=_articles(picture, relevant, numbers, catalogue, shared + single),
        months=_months(shared),
        origins=len({a.origin for a in articles}),
    )


def _entries(
    picture: Picture, readings: Sequence[Reading], scope: Scope
) -> tuple[tuple[TimelineEntry, ...], tuple[TimelineEntry, ...]]:
    """The events between the actors (or of the story, or of the words), and those with one of the actors."""
    if scope.actors:
        shared = build_timeline(picture, readings, scope.actors)
        known = {entry.event.id for entry in shared}
        others = build_timeline(picture, readings, scope.actors, min_shared=1)
        return shared, tuple(entry for entry in others if entry.event.id not in known)
    every = build_timeline(picture, readings, ())
    sentences = {x.claim_id: x.sentence for entry in every for x in entry.evidence}
    return tuple(entry for entry in every if scope.holds_event(entry.event, sentences)), ()


def _ranked_ties(picture: Picture, scope: Scope) -> list[MergedTie]:
    held = [(scope.holds_tie(tie), tie) for tie in picture.ties]
    ranked = sorted(
        ((n, tie) for n, tie in held if n), key=lambda pair: (-pair[0], -len(pair[1].origins), pair[1].kind, pair[1].id)
    )
    return [tie for _, tie in ranked]


def _tie(tie: MergedTie, numbers: Mapping[str, int], catalogue: Catalogue) -> TieView:
    evidence = tuple(
        (f"{article_id}-{tie_id}", numbers[article_id]) for article_id, tie_id in tie.evidence if article_id in numbers
    )
    history = tuple(
        ", ".join(
            part for part in (x.level or "", catalogue.days(x.start, x.end), catalogue.label("tie_statuses", x.status)) if part
        )
        for x in tie.intervals
    )
    return TieView(
        kind=catalogue.label("tie_kinds", tie.kind),
        parties=" – ".join(dict.fromkeys(party.name for party in tie.parties)),
        levels=", ".join(tie.levels),
        status=catalogue.label("tie_statuses", tie.status),
        since=tie.since or "",
        until=tie.until or "",
        history=history if len(history) > 1 else (),
        evidence=evidence,
        origins=len(tie.origins),
    )


def _text(statement: Statement) -> str:
    return " […] ".join(span.text for span in statement.quote)


def _statements(reading: Reading, numbers: Mapping[str, int], catalogue: Catalogue) -> list[StatementView]:
    views = []
    for statement in reading.statements:
        spoken = statement.spoken_on
        views.append(
            StatementView(
                anchor=f"{reading.article.id}-{statement.id}",
                number=numbers[reading.article.id],
                speaker=", ".join(dict.fromkeys(p.name for p in statement.speaker))
                or (statement.speaker_span.text if statement.speaker_span else catalogue.text("nobody")),
                text=_text(statement),
                kind=catalogue.label("statement_types", statement.type),
                when=catalogue.days(spoken.start, spoken.end) if spoken else "",
                via=statement.via.name if statement.via else "",
                addressee=statement.addressee.name if statement.addressee else "",
            )
        )
    return views


def figure_value(figure: Figure, catalogue: Catalogue) -> str:
    """The figure as people write it: comparator, number or range, unit."""
    if figure.value is None:
        return ""
    number = catalogue.number(figure.value)
    if figure.value_end is not None:
        number = f"{number} – {catalogue.number(figure.value_end)}"
    unit = catalogue.label("units", figure.unit)
    gap = "" if unit == "." else " "  # an ordinal's stop stands close
    return f"{catalogue.label('comparators', figure.comparator)}{number}{gap}{unit}".strip()


def _figures(reading: Reading, numbers: Mapping[str, int], catalogue: Catalogue) -> list[FigureView]:
    return [
        FigureView(
            anchor=f"{reading.article.id}-{figure.id}",
            number=numbers[reading.article.id],
            measures=figure.measures or "",
            value=figure_value(figure, catalogue),
            text=figure.span.text,
            subjects=", ".join(dict.fromkeys(p.name for p in figure.subjects)),
            period=catalogue.days(figure.period.start, figure.period.end) if figure.period else "",
            source=figure.source.name if figure.source else "",
        )
        for figure in reading.figures
    ]


def _figure_differences(
    picture: Picture, readings: Sequence[Reading], numbers: Mapping[str, int], catalogue: Catalogue
) -> tuple[DifferenceView, ...]:
    texts = {(r.article.id, f.id): f.span.text for r in readings for f in r.figures}
    views = []
    for difference in picture.figure_differences:
        values = tuple((f"{numbers[a]}", texts[a, f]) for a, f in difference.figures if (a, f) in texts and a in numbers)
        anchor = "-".join(difference.figures[0]) if difference.figures else ""
        views.append(
            DifferenceView(
                difference.measures, anchor, catalogue.label("slots", "figure"), difference.compatible, values, difference.why
            )
        )
    return tuple(views)


def _matrix(
    entries: Sequence[TimelineEntry], articles: Sequence[ArticleInPicture], numbers: Mapping[str, int]
) -> tuple[MatrixRow, ...]:
    order = sorted((article.id for article in articles), key=lambda i: numbers[i])
    rows = []
    for entry in entries:
        if len(entry.event.articles) < MIN_SOURCES_COMPARED:
            continue
        cells = []
        for article_id in order:
            refs = [ref for ref in entry.event.claims if ref.article_id == article_id]
            cells.append("" if not refs else "echo" if all(ref.echo for ref in refs) else "news")
        rows.append(MatrixRow(f"{entry.what}: {entry.who}", entry.when, entry.event.id, tuple(cells)))
    return tuple(rows)


def _differences(event: Event, catalogue: Catalogue, numbers: Mapping[str, int]) -> list[DifferenceView]:
    title = f"{catalogue.event_label(event)}: {who(event)}"
    return [_difference(d, title, event.id, catalogue, numbers) for d in event.differences]


def _difference(
    difference: Difference, title: str, anchor: str, catalogue: Catalogue, numbers: Mapping[str, int]
) -> DifferenceView:
    by_value: dict[str, list[int]] = {}
    for article_id, value in difference.values:
        if article_id in numbers:
            by_value.setdefault(value, []).append(numbers[article_id])
    values = tuple((", ".join(map(str, sorted(set(found)))), value) for value, found in by_value.items())
    return DifferenceView(title, anchor, catalogue.label("slots", difference.slot), difference.compatible, values, difference.why)


def _articles(
    picture: Picture,
    readings: Sequence[Reading],
    numbers: Mapping[str, int],
    catalogue: Catalogue,
    entries: Sequence[TimelineEntry],
) -> tuple[ArticleView, ...]:
    known = {article.id: article for article in picture.articles}
    labels = {ref.claim_id: f"{entry.what}: {entry.who} ({entry.status})" for entry in entries for ref in entry.event.claims}
    views = []
    for reading in sorted(readings, key=lambda r: numbers[r.article.id]):
        article, placed = reading.article, known[reading.article.id]
        publication = placed.publication
        copied = catalogue.text("own")
        if placed.copy_of is not None and placed.copy_of in numbers:
            copied = f"{catalogue.text('copy_of')} [{numbers[placed.copy_of]}]"
        views.append(
            ArticleView(
                number=numbers[article.id],
                id=article.id,
                title=article.label,
                outlet=article.outlet or catalogue.text("unknown"),
                published=catalogue.days(publication.start, publication.end),
                basis=catalogue.label("bases", publication.basis),
                reasons=publication.reasons,
                origin=copied,
                machine_translated=article.machine_translated,
                failures=tuple(f"{f.stage}: {f.problem}" for f in reading.failures),
                stretches=tuple(cut_text(article.text, marks_of(reading, labels=labels))),
            )
        )
    return tuple(views)


def _months(entries: Sequence[TimelineEntry]) -> tuple[tuple[str, int, int], ...]:
    """Events a month that are dated to a month or better, cooperative and conflictive ones apart."""
    good: Counter[str] = Counter()
    bad: Counter[str] = Counter()
    for entry in entries:
        if entry.start and entry.end and entry.start[:7] == entry.end[:7] and entry.event.status in HAPPENED:
            (good if entry.event.type in COOPERATIVE else bad)[entry.start[:7]] += 1
    return tuple((month, good[month], bad[month]) for month in sorted(good | bad))

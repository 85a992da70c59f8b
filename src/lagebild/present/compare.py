"""The sources of a story side by side: who rests on whom, what each states, where they differ, what they leave out."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from lagebild.model.article import Publication
from lagebild.model.matrix import Cell
from lagebild.model.picture import ArticleInPicture, Difference, Event, FigureDifference, MergedTie, Picture
from lagebild.model.reading import Reading
from lagebild.present.comparison import (
    ComparedEvent,
    ComparedTie,
    Comparison,
    Edit,
    Naming,
    Said,
    Single,
    Source,
    SourceArticle,
)
from lagebild.present.english import event_days, event_label, shown_days
from lagebild.present.timeline import who

OMISSION = "event"  # slot of a difference that is the absence of the whole event
MIN_SOURCES = 2
NEWS_DAYS = 21  # an event that ended longer ago is no news of a story
DAYS_APART, OPEN = " to ", "open"  # as windows of days are written
LASTING = frozenset({"war", "trade"})

MatrixOf = Callable[[Event, Sequence[str]], Sequence[Cell]]
TieMatrixOf = Callable[[MergedTie], Sequence[Cell]]


def days_of(publication: Publication) -> str:
    """When an article appeared, for people."""
    if publication.start is None and publication.end is None:
        return "day unknown"
    return shown_days(publication.start, publication.end)


def _source_article(tag: str, article: ArticleInPicture, reading: Reading | None) -> SourceArticle:
    label = reading.article.label if reading is not None else article.title or article.id
    return SourceArticle(
        tag=tag,
        id=article.id,
        given_id=article.given_id,
        title=label,
        outlet=article.outlet,
        published=days_of(article.publication),
        basis=article.publication.basis,
        copied=article.copy_of is not None,
        rests_on=tuple(dict.fromkeys(one.name for one in article.rests_on if one.kind in {"credit", "cited"})),
        doubts=tuple(f"{doubt.text}: {doubt.why}" for doubt in article.date_doubts),
    )


def sources_of(picture: Picture, article_ids: Iterable[str], readings: Mapping[str, Reading]) -> tuple[Source, ...]:
    """The independent origins of some articles, in the order of their days."""
    wanted = frozenset(article_ids)
    groups: dict[str, list[ArticleInPicture]] = {}
    for article in sorted(picture.articles, key=_age):
        if article.id in wanted:
            groups.setdefault(article.origin, []).append(article)
    sources = []
    for number, (origin, articles) in enumerate(groups.items(), start=1):
        ordered = sorted(articles, key=lambda a: (a.id != a.origin, _age(a)))
        tags = [f"S{number}{_letters(i) if len(ordered) > 1 else ''}" for i in range(len(ordered))]
        texts = tuple(_source_article(tag, one, readings.get(one.id)) for tag, one in zip(tags, ordered, strict=True))
        sources.append(Source(f"S{number}", origin, texts))
    return tuple(sources)


def _letters(number: int) -> str:
    """The number as letters: a to z, then aa and so on."""
    head, last = divmod(number, 26)
    return (_letters(head - 1) if head else "") + chr(ord("a") + last)


def _age(article: ArticleInPicture) -> tuple[str, str]:
    publication = article.publication
    return publication.end or publication.start or "9999-12-31", article.id


@dataclass(frozen=True, slots=True)
class _View:
    """What every part of the comparison needs."""

    source_of: Mapping[str, str]  # article id -> name of its source
    tags: Mapping[str, str]  # article id -> what the text is called
    order: Mapping[str, int]
    matrix: MatrixOf
    since: str | None  # day on which the first text appeared

    def sources(self, articles: Iterable[str]) -> tuple[str, ...]:
        found = {self.source_of[a] for a in articles if a in self.source_of}
        return tuple(sorted(found, key=self.order.__getitem__))


def _by_source(values: Iterable[tuple[str, str]], view: _View) -> tuple[tuple[str, str], ...]:
    """Values by source; by text where the texts of a source do not agree."""
    found: dict[str, dict[str, str]] = {}
    for article_id, value in values:
        if article_id in view.source_of:
            found.setdefault(view.source_of[article_id], {})[article_id] = value
    rows: list[tuple[str, str]] = []
    for source in sorted(found, key=view.order.__getitem__):
        said = found[source]
        if len(set(said.values())) == 1:
            rows.append((source, next(iter(said.values()))))
        else:
            rows += sorted((view.tags[article_id], value) for article_id, value in said.items())
    return tuple(rows)


def _said(difference: Difference, event: str, title: str, view: _View) -> Said | None:
    """A difference as the sources at hand have it; None where these do not differ."""
    values = _by_source(difference.values, view)
    if len({value for _, value in values}) < MIN_SOURCES:
        return None
    return Said(event, title, difference.slot, difference.kind, difference.compatible, values, difference.why)


def _shown(cell: Cell) -> str:
    """The value for people: days no longer than they must be."""
    value = str(cell.value)
    if cell.slot != "date" or DAYS_APART not in value:
        return value
    start, end = value.split(DAYS_APART)
    return shown_days(None if start == OPEN else start, None if end == OPEN else end)


def _cells(cells: Sequence[Cell], view: _View) -> tuple[tuple[str, str, str, str, str], ...]:
    """One cell a slot and source; texts of one source that say different things are joined."""
    found: dict[tuple[str, str], list[Cell]] = {}
    for cell in cells:
        if cell.article_id in view.source_of:
            found.setdefault((cell.slot, view.source_of[cell.article_id]), []).append(cell)
    rows = []
    for (slot, source), members in found.items():
        told = [cell for cell in members if cell.state != "absent"]
        if not told:
            rows.append((slot, source, "absent", "", ""))
            continue
        state = min((cell.state for cell in told), key=["differs", "stated", "derived"].index)
        value = " / ".join(dict.fromkeys(_shown(cell) for cell in told))
        rows.append((slot, source, state, value, next((cell.words for cell in told if cell.words), "")))
    said = {slot for slot, _, state, *_ in rows if state != "absent"}
    return tuple(row for row in rows if row[0] in said)


def _is_old(event: Event, since: str | None) -> bool:
    """Whether the event ended a good deal before the first text appeared, or goes on whatever the story is."""
    end = event.date.end if event.date is not None else None
    if event.act in LASTING:
        return True
    return end is not None and since is not None and date.fromisoformat(end) < date.fromisoformat(since) - timedelta(NEWS_DAYS)


def _compared(event: Event, view: _View) -> ComparedEvent:
    refs = [ref for ref in event.claims if ref.article_id in view.source_of]
    news = view.sources(ref.article_id for ref in refs if not ref.echo)
    told = view.sources(ref.article_id for ref in refs)
    articles = list(dict.fromkeys(ref.article_id for ref in refs))
    cells = view.matrix(event, articles)
    differences = [_said(d, event.id, event_label(event), view) for d in event.differences if d.slot != OMISSION]
    return ComparedEvent(
        id=event.id,
        title=event_label(event),
        who=who(event),
        days=event_days(event),
        status=event.status,
        sources=told,
        news=news,
        looks_back=tuple(source for source in told if source not in news),
        background=len(news) < min(MIN_SOURCES, len(view.order)) or _is_old(event, view.since),
        cells=_cells(cells, view),
        differences=tuple(sorted((d for d in differences if d is not None), key=lambda d: d.compatible)),
        evidence=tuple(cells),
    )


def _omissions(events: Iterable[Event], view: _View) -> tuple[Said, ...]:
    found = [_said(d, event.id, event_label(event), view) for event in events for d in event.differences if d.slot == OMISSION]
    titles = {event.id: f"{event_label(event)}: {who(event)}, {event_days(event)}" for event in events}
    return tuple(replace(d, title=titles[str(d.event)]) for d in found if d is not None)


def _figures(differences: Iterable[FigureDifference], readings: Mapping[str, Reading], view: _View) -> tuple[Said, ...]:
    texts: dict[tuple[str, str], str] = {}
    for article_id in view.source_of:
        reading = readings.get(article_id)
        texts |= {(article_id, figure.id): figure.span.text for figure in (reading.figures if reading is not None else ())}
    found = []
    for difference in differences:
        values = _by_source(((a, texts[a, f]) for a, f in difference.figures if (a, f) in texts), view)
        if len({source for source, _ in values}) >= MIN_SOURCES:
            found.append(Said(None, difference.measures, "figure", "figure", difference.compatible, values, difference.why))
    return tuple(found)


def compare_sources(
    picture: Picture,
    readings: Mapping[str, Reading],
    article_ids: Sequence[str],
    *,
    subject: tuple[str, str],
    matrix: MatrixOf,
    tie_matrix: TieMatrixOf,
    only: str | None = None,
    namings: Callable[[Mapping[str, str]], Sequence[Naming]] = lambda _: (),
) -> Comparison:
    """The sources of some articles side by side.

    Args:
        picture: of the store.
        readings: by the ids of the articles.
        article_ids: those of the story or event.
        subject: id and title of what is compared.
        matrix: the cells of an event for some articles.
        tie_matrix: the cells of a tie.
        only: the id of the one event that is asked for; None: all that two of the sources share.
        namings: what the sources call whom; it is given the source of every article.
    """
    sources = sources_of(picture, article_ids, readings)
    begin, end = _published(picture, {article.id for source in sources for article in source.articles})
    view = _view_of(sources, matrix, None if only is not None else begin)
    touched, shared, within = _events_of(picture, view, only)
    return Comparison(
        *subject,
        days=shown_days(begin, end),
        sources=sources,
        events=tuple(sorted((_compared(e, view) for e in shared), key=lambda e: (-len(e.news), -len(e.sources), e.days, e.id))),
        singles=tuple(sorted((_single(e, view) for e in within), key=lambda s: (view.order[s.source], s.echo, s.days, s.id))),
        figures=_figures(picture.figure_differences, readings, view),
        omissions=_omissions(touched, view),
        namings=tuple(namings(view.source_of)),
        changed=tuple(_changed(within, view)),
        edits=tuple(_edits(picture, touched, readings, view)) if only is None else (),
        ties=tuple(_ties(picture.ties, tie_matrix, view)) if only is None else (),
    )


def _events_of(picture: Picture, view: _View, only: str | None) -> tuple[list[Event], list[Event], list[Event]]:
    """The events that the sources tell of: all, those of several sources (or the one asked for), those of one."""
    asked = (event for event in picture.events if only is None or event.id == only)
    touched = [event for event in asked if not view.source_of.keys().isdisjoint(event.articles)]
    shared = [event for event in touched if event.id == only or len(view.sources(event.articles)) >= MIN_SOURCES]
    common = {event.id for event in shared}
    return touched, shared, [event for event in touched if event.id not in common]


def _view_of(sources: Sequence[Source], matrix: MatrixOf, begin: str | None) -> _View:
    source_of = {article.id: source.name for source in sources for article in source.articles}
    tags = {article.id: article.tag for source in sources for article in source.articles}
    return _View(source_of, tags, {source.name: number for number, source in enumerate(sources)}, matrix, begin)


def _published(picture: Picture, article_ids: Container[str]) -> tuple[str | None, str | None]:
    """The first and the last day on which one of the articles can have been published."""
    spans = [article.publication for article in picture.articles if article.id in article_ids]
    starts, ends = [p.start for p in spans if p.start is not None], [p.end for p in spans if p.end is not None]
    return min(starts, default=None), max(ends, default=None)


def _changed(events: Iterable[Event], view: _View) -> Iterator[Said]:
    """What one source says otherwise in a later article."""
    for event in events:
        for difference in event.differences:
            said = _said(difference, event.id, event_label(event), view) if difference.slot != OMISSION else None
            if said is not None:
                yield said


def _ties(ties: Iterable[MergedTie], matrix: TieMatrixOf, view: _View) -> Iterator[ComparedTie]:
    """The ties that at least two of the sources state."""
    for tie in ties:
        told = view.sources(article_id for article_id, _ in tie.evidence)
        if len(told) < MIN_SOURCES:
            continue
        names = tuple(party.name for party in tie.parties)
        differences = [_said(d, tie.id, f"{tie.kind}: {' – '.join(names)}", view) for d in tie.differences]
        yield ComparedTie(
            id=tie.id,
            kind=tie.kind,
            parties=names,
            status=tie.status,
            since=tie.since,
            until=tie.until,
            sources=told,
            cells=_cells(matrix(tie), view),
            differences=tuple(d for d in differences if d is not None),
        )


def _edits(picture: Picture, events: Sequence[Event], readings: Mapping[str, Reading], view: _View) -> Iterator[Edit]:
    """Events whose words in the original no passage of the copy holds, and the other way round."""
    told: dict[str, list[Event]] = {}
    for event in events:
        for article_id in event.articles:
            told.setdefault(article_id, []).append(event)
    for copy in picture.articles:
        if copy.id not in view.tags or copy.copy_of is None or copy.copy_of not in view.tags:
            continue
        passages = [p for p in copy.passages_from if p.article_id == copy.copy_of]
        ours = [(p.begin, p.end) for p in passages]
        theirs = [(p.other_begin, p.other_end) for p in passages]
        for change, home, other, kept in (("cut", copy.copy_of, copy.id, theirs), ("added", copy.id, copy.copy_of, ours)):
            for event in told.get(home, ()) if passages else ():
                refs = [ref for ref in event.claims if ref.article_id == home]
                gone = all(not any(begin <= ref.begin < end for begin, end in kept) for ref in refs)
                if gone and other not in event.articles and home in readings:
                    words = readings[home].article.text[refs[0].begin : refs[0].end]
                    yield Edit(view.tags[copy.id], change, event.id, f"{event_label(event)}: {who(event)}", words)


def _single(event: Event, view: _View) -> Single:
    source = view.sources(event.articles)[0]
    echo = all(ref.echo for ref in event.claims if ref.article_id in view.source_of)
    return Single(event.id, source, event_label(event), who(event), event_days(event), event.status, echo)

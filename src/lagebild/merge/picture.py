"""Readings to the picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lagebild.lang.pack import LanguagePack
from lagebild.merge.clusters import Cluster, cluster_units
from lagebild.merge.copies import Lineage, find_lineages
from lagebild.merge.dating import derive_publication, resolve_claims
from lagebild.merge.days import Window, window_of
from lagebild.merge.differences import find_differences
from lagebild.merge.events import Context, build_event
from lagebild.merge.facts import facts_of
from lagebild.merge.figures import compare_figures
from lagebild.merge.happenings import dated_happenings
from lagebild.merge.known import known_dates, known_mentions
from lagebild.merge.promises import find_promises
from lagebild.merge.stories import find_stories
from lagebild.merge.texts import Vector, vectors_of
from lagebild.merge.ties import merge_ties
from lagebild.merge.units import Unit, units_of
from lagebild.merge.words import MergeWords, words_of
from lagebild.model.article import Publication
from lagebild.model.layers import DateValue
from lagebild.model.picture import ArticleInPicture, Event, Picture, Story
from lagebild.model.reading import Reading

ROUNDS = 4  # a date found for one article can date another; more rounds changed nothing on any example


@dataclass(frozen=True, slots=True)
class _State:
    """What is known after a round: the days of the articles, the dates of claims that follow, and the happenings."""

    publications: dict[str, Publication]
    resolved: dict[tuple[str, str], DateValue]
    units: dict[str, tuple[Unit, ...]]
    clusters: list[Cluster]


def _windows(publications: dict[str, Publication]) -> dict[str, Window]:
    return {article_id: window_of(publication) for article_id, publication in publications.items()}


def _round(
    readings: Sequence[Reading],
    words: MergeWords,
    publications: dict[str, Publication],
    resolved: dict[tuple[str, str], DateValue],
) -> _State:
    windows = _windows(publications)
    units = {r.article.id: units_of(facts_of(r, words, windows[r.article.id], resolved)) for r in readings}
    clusters = cluster_units((unit for members in units.values() for unit in members), windows)
    return _State(publications, resolved, units, clusters)


def _settle(readings: Sequence[Reading], words: MergeWords, vectors: dict[str, Vector]) -> _State:
    """Date articles and merge claims in turn until nothing changes; every round sees only the round before."""
    known = {key: value for r in readings for key, value in known_dates(r, known_mentions(r, words)).items()}
    state = _round(readings, words, {r.article.id: r.article.publication for r in readings}, known)
    undated = [r for r in readings if r.article.publication.day is None]
    for _ in range(ROUNDS):
        index = dated_happenings(state.clusters)
        publications = dict(state.publications)
        resolved = dict(known)
        for reading in undated:
            article_id = reading.article.id
            found = derive_publication(reading, state.units[article_id], index, vectors, words)
            publications[article_id] = found
            resolved |= resolve_claims(state.units[article_id], window_of(found))
        if publications == state.publications and resolved == state.resolved:
            break
        state = _round(readings, words, publications, resolved)
    return state


def _known_by(readings: Sequence[Reading], words: MergeWords, as_of: str | None) -> list[Reading]:
    """The articles that were out by a day for certain, by their dates as given or as they follow from articles not after it."""
    chosen = {r.article.id: r for r in sorted(readings, key=lambda r: r.version)}
    ordered = [chosen[article_id] for article_id in sorted(chosen)]
    if as_of is None:
        return ordered
    perhaps = [r for r in ordered if r.article.publication.start is None or r.article.publication.start <= as_of]
    dated = _settle(perhaps, words, vectors_of(perhaps, words)).publications
    ends = {article_id: publication.end for article_id, publication in dated.items()}
    return [r for r in perhaps if (end := ends[r.article.id]) is not None and end <= as_of]


def _events(state: _State, context: Context, words: MergeWords) -> tuple[Event, ...]:
    events = [replace(build_event(cluster, context), differences=find_differences(cluster, words)) for cluster in state.clusters]
    return tuple(sorted(events, key=lambda e: (e.date.start or "9999" if e.date is not None else "9999", e.id)))


def _articles(
    readings: Sequence[Reading], state: _State, lineages: dict[str, Lineage], stories: Sequence[Story]
) -> tuple[ArticleInPicture, ...]:
    story_of = {article_id: story.id for story in stories for article_id in story.articles}
    result = []
    for reading in readings:
        article = reading.article
        lineage = lineages[article.id]
        result.append(
            ArticleInPicture(
                article.id, article.given_id, article.title, article.outlet, state.publications[article.id], lineage.origin,
                lineage.copy_of, lineage.passages, story_of.get(article.id),
            )
        )  # fmt: skip
    return tuple(result)


def merge_readings(readings: Sequence[Reading], *, pack: LanguagePack, as_of: str | None = None) -> Picture:
    """The picture that follows from many readings; their order plays no part.

    Args:
        readings: one per article; of several readings of one article that with the greatest version counts.
        pack: the language of the articles.
        as_of: an ISO day; only articles that were out by then for certain count. None: all.

    Returns:
        Articles with their dating and lineage, stories, events, ties, compared figures and promises.
    """
    words = words_of(pack)
    known = _known_by(readings, words, as_of)
    vectors = vectors_of(known, words)
    state = _settle(known, words, vectors)
    dated = [replace(r.article, publication=state.publications[r.article.id]) for r in known]
    lineages = dict(find_lineages(dated))
    context = Context({r.article.id: r for r in known}, state.publications, lineages)
    events = _events(state, context, words)
    stories = find_stories(known, vectors, _windows(state.publications), events)
    days = [p.start for p in state.publications.values() if p.start is not None]
    newest = as_of if as_of is not None else max(days, default=None)
    return Picture(
        articles=_articles(known, state, lineages, stories),
        stories=stories,
        events=events,
        ties=merge_ties(known, context),
        figure_differences=compare_figures(known, words, {a: lineage.origin for a, lineage in lineages.items()}),
        promises=find_promises(events, newest=newest),
        as_of=as_of,
    )

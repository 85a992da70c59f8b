"""Readings to the picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from lagebild.lang.pack import LanguagePack
from lagebild.merge.clusters import Cluster
from lagebild.merge.copies import find_lineages
from lagebild.merge.dating import derive_publication, doubts_of, resolve_claims
from lagebild.merge.days import Window, window_of
from lagebild.merge.differences import find_differences
from lagebild.merge.dyads import count_dyads, offices_of, state_key
from lagebild.merge.events import Context, build_event
from lagebild.merge.facts import facts_of
from lagebild.merge.figures import compare_figures
from lagebild.merge.happenings import dated_happenings
from lagebild.merge.histories import with_outcomes
from lagebild.merge.judged import ClaimPair
from lagebild.merge.known import known_dates, known_mentions
from lagebild.merge.lineage import find_sources, name_articles
from lagebild.merge.omissions import with_omissions
from lagebild.merge.outlets import outlets_of
from lagebild.merge.promises import announcing, find_promises
from lagebild.merge.regions import cluster_regions
from lagebild.merge.stories import find_stories
from lagebild.merge.story_ids import continue_stories
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
class JudgedPairs:
    """What people have said of two claims: that they are one happening, or that they are not."""

    together: frozenset[ClaimPair] = frozenset()
    apart: frozenset[ClaimPair] = frozenset()


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
    judged: JudgedPairs,
    before: _State | None = None,
) -> _State:
    windows = _windows(publications)
    kept = {} if before is None else _unchanged(before, publications, resolved)
    units = {
        r.article.id: kept[r.article.id]
        if r.article.id in kept
        else units_of(facts_of(r, words, windows[r.article.id], resolved))
        for r in readings
    }
    everything = (unit for members in units.values() for unit in members)
    clusters = cluster_regions(everything, windows, together=judged.together, apart=judged.apart)
    return _State(publications, resolved, units, clusters)


def _unchanged(
    before: _State, publications: dict[str, Publication], resolved: dict[tuple[str, str], DateValue]
) -> dict[str, tuple[Unit, ...]]:
    """The units of the round before, of articles of which nothing else is known now."""
    news = {key[0] for key in resolved.keys() | before.resolved.keys() if resolved.get(key) != before.resolved.get(key)}
    return {
        article_id: units
        for article_id, units in before.units.items()
        if article_id not in news and publications[article_id] == before.publications[article_id]
    }


def _settle(readings: Sequence[Reading], pack: LanguagePack, vectors: dict[str, Vector], judged: JudgedPairs) -> _State:
    """Date articles and merge claims in turn until nothing changes; every round sees only the round before."""
    words = words_of(pack)
    known = {key: value for r in readings for key, value in known_dates(r, known_mentions(r, words)).items()}
    state = _round(readings, words, {r.article.id: r.article.publication for r in readings}, known, judged)
    undated = [r for r in readings if r.article.publication.day is None]
    for _ in range(ROUNDS):
        index = dated_happenings(state.clusters)
        publications = dict(state.publications)
        resolved = dict(known)
        for reading in undated:
            article_id = reading.article.id
            found = derive_publication(reading, state.units[article_id], index, vectors, pack)
            publications[article_id] = found
            resolved |= resolve_claims(state.units[article_id], window_of(found))
        if publications == state.publications and resolved == state.resolved:
            break
        state = _round(readings, words, publications, resolved, judged, state)
    return state


def _known_by(readings: Sequence[Reading], pack: LanguagePack, as_of: str | None, judged: JudgedPairs) -> list[Reading]:
    """The articles that were out by a day for certain, by their dates as given or as they follow from articles not after it."""
    chosen = {r.article.id: r for r in sorted(readings, key=lambda r: r.version)}
    ordered = [chosen[article_id] for article_id in sorted(chosen)]
    if as_of is None:
        return ordered
    perhaps = [r for r in ordered if r.article.publication.start is None or r.article.publication.start <= as_of]
    dated = _settle(perhaps, pack, vectors_of(perhaps, words_of(pack)), judged).publications
    ends = {article_id: publication.end for article_id, publication in dated.items()}
    return [r for r in perhaps if (end := ends[r.article.id]) is not None and end <= as_of]


def _events(state: _State, context: Context, words: MergeWords) -> tuple[Event, ...]:
    events = [
        replace(build_event(cluster, context), differences=find_differences(cluster, words, context))
        for cluster in state.clusters
    ]
    return tuple(sorted(events, key=lambda e: (e.date.start or "9999" if e.date is not None else "9999", e.id)))


def _articles(
    readings: Sequence[Reading],
    state: _State,
    context: Context,
    stories: Sequence[Story],
    events: Sequence[Event],
    pack: LanguagePack,
) -> tuple[ArticleInPicture, ...]:
    story_of = {article_id: story.id for story in stories for article_id in story.articles}
    rests = name_articles(context.sources, _windows(state.publications), events, story_of)
    result = []
    for reading in readings:
        article = reading.article
        lineage, outlet = context.lineages[article.id], context.sources[article.id].outlet
        result.append(
            ArticleInPicture(
                id=article.id,
                given_id=article.given_id,
                title=article.title,
                outlet=article.outlet,
                publication=state.publications[article.id],
                origin=lineage.origin,
                copy_of=lineage.copy_of,
                passages_from=lineage.passages,
                story=story_of.get(article.id),
                publisher=None if outlet is None else outlet.publisher,
                rests_on=rests[article.id],
                date_doubts=doubts_of(reading, state.units[article.id], state.publications[article.id], pack),
            )
        )
    return tuple(result)


def merge_readings(
    readings: Sequence[Reading],
    *,
    pack: LanguagePack,
    as_of: str | None = None,
    judged: JudgedPairs | None = None,
    earlier: Sequence[Story] = (),
) -> Picture:
    """The picture that follows from many readings; their order plays no part.

    Args:
        readings: one per article; of several readings of one article that with the greatest version counts.
        pack: the language of the articles.
        as_of: an ISO day; only articles that were out by then for certain count. None: all.
        judged: claims that a person has called one happening, or not; it wins over what is read off.
        earlier: the stories of the picture before, whose ids are kept.

    Returns:
        Articles with their dating and lineage, stories, events, ties, compared figures and promises.
    """
    words = words_of(pack)
    judged = judged if judged is not None else JudgedPairs()
    known = _known_by(readings, pack, as_of, judged)
    vectors = vectors_of(known, words)
    state = _settle(known, pack, vectors, judged)
    dated = [replace(r.article, publication=state.publications[r.article.id]) for r in known]
    lineages = dict(find_lineages(dated))
    sources = find_sources(known, lineages, outlets_of(pack))
    context = Context({r.article.id: r for r in known}, state.publications, lineages, sources)
    events = _events(state, context, words)
    stories = continue_stories(find_stories(known, vectors, _windows(state.publications), events), earlier)
    if as_of is not None:  # what has become of stories since is no news of that day
        stories = tuple(replace(story, merged_from=(), split_from=()) for story in stories)
    days = [p.start for p in state.publications.values() if p.start is not None]
    newest = as_of if as_of is not None else max(days, default=None)
    articles = _articles(known, state, context, stories, events, pack)
    promises = find_promises(events, newest=newest, published=state.publications, said=announcing(known, words))
    events = with_outcomes(events, promises, newest=newest)
    return Picture(
        articles=articles,
        stories=stories,
        events=with_omissions(events, stories, articles, known, words),
        ties=merge_ties(known, context, words, events),
        figure_differences=compare_figures(
            known, words, {a: lineage.origin for a, lineage in lineages.items()}, state.publications
        ),
        promises=promises,
        as_of=as_of,
        dyads=count_dyads(events, articles, key_of=partial(state_key, offices=offices_of(known))),
    )

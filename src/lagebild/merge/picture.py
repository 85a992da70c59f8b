"""Readings to the picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from lagebild.collector import paused_collector
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
from lagebild.merge.memo import MergeMemo, by_article, units_key
from lagebild.merge.occasions import with_occasions
from lagebild.merge.omissions import with_omissions
from lagebild.merge.outlets import outlets_of
from lagebild.merge.pairs import forget_scores
from lagebild.merge.promises import announcing, find_promises
from lagebild.merge.regions import Judged, cluster_regions
from lagebild.merge.stories import find_stories
from lagebild.merge.story_ids import continue_stories
from lagebild.merge.texts import Vector, anew, vectors_of
from lagebild.merge.ties import merge_ties
from lagebild.merge.units import Unit, units_of
from lagebild.merge.words import MergeWords, words_of
from lagebild.model.article import Publication
from lagebild.model.layers import DateValue
from lagebild.model.picture import ArticleInPicture, Event, Picture, Story, event_order
from lagebild.model.reading import Reading

ROUNDS = 4  # a date found for one article can date another; more rounds changed nothing on any example


ClustersOf = Callable[[Mapping[str, tuple[Unit, ...]], Mapping[str, Window]], list[Cluster]]


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
    clusters_of: ClustersOf,
    memo: MergeMemo,
) -> _State:
    windows = _windows(publications)
    told = by_article(resolved)

    def units_in(reading: Reading) -> tuple[Unit, ...]:
        article = reading.article
        days, known = windows[article.id], told.get(article.id, ())
        return memo.once(
            ("units", article.id, days, known),
            (reading,),
            lambda: units_of(with_occasions(facts_of(reading, words, days, resolved), article.text, words)),
        )

    units = {reading.article.id: units_in(reading) for reading in readings}
    return _State(publications, resolved, units, clusters_of(units, windows))


def _known_dates(readings: Sequence[Reading], words: MergeWords, memo: MergeMemo) -> dict[tuple[str, str], DateValue]:
    """The days of claims that are part of the name of a known happening."""
    found: dict[tuple[str, str], DateValue] = {}
    for one in readings:
        make = partial(_known_in, one, words)
        found |= memo.once(("known", one.article.id), (one,), make)
    return found


def _known_in(reading: Reading, words: MergeWords) -> dict[tuple[str, str], DateValue]:
    return known_dates(reading, known_mentions(reading, words))


def _settle(
    readings: Sequence[Reading],
    pack: LanguagePack,
    vectors: dict[str, Vector],
    judged: JudgedPairs,
    memo: MergeMemo | None = None,
) -> _State:
    """Date articles and merge claims in turn until nothing changes; every round sees only the round before."""
    words = words_of(pack)
    pairs = Judged(judged.together, judged.apart)
    short = MergeMemo() if memo is None else memo  # rounds share what has not changed in any case

    def clusters_of(number: int, units: Mapping[str, tuple[Unit, ...]], days: Mapping[str, Window]) -> list[Cluster]:
        if memo is not None:
            return memo.clusters(number, units, days, pairs)
        every = (unit for members in units.values() for unit in members)
        return cluster_regions(every, days, together=pairs.together, apart=pairs.apart)

    known = _known_dates(readings, words, short)
    first = {r.article.id: r.article.publication for r in readings}
    state = _round(readings, words, first, known, partial(clusters_of, 0), short)
    undated = [r for r in readings if r.article.publication.day is None]
    for number in range(1, ROUNDS + 1):
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
        state = _round(readings, words, publications, resolved, partial(clusters_of, number), short)
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


def _events(state: _State, context: Context, words: MergeWords, memo: MergeMemo) -> tuple[Event, ...]:
    def event_of(cluster: Cluster) -> Event:
        return replace(build_event(cluster, context), differences=find_differences(cluster, words, context))

    events = [
        memo.once(("event", units_key(cluster)), (tuple(cluster), _beside(cluster, context)), partial(event_of, cluster))
        for cluster in state.clusters
    ]
    return tuple(sorted(events, key=event_order))


def _beside(cluster: Cluster, context: Context) -> tuple[object, ...]:
    """What an event follows from besides its units and their readings: when and on what its articles rest."""
    found: list[object] = []
    for article_id in sorted({unit.article_id for unit in cluster}):
        sources = context.sources[article_id]
        taken = [one.article_id for one in sources.rests_on if one.kind == "passage" and one.article_id is not None]
        origins = tuple(context.sources[other].origin for other in taken)
        found += [context.readings[article_id], context.publications[article_id], context.lineages[article_id], sources, origins]
    return tuple(found)


def _articles(
    readings: Sequence[Reading],
    state: _State,
    context: Context,
    stories: Sequence[Story],
    events: Sequence[Event],
    pack: LanguagePack,
    memo: MergeMemo,
) -> tuple[ArticleInPicture, ...]:
    story_of = {article_id: story.id for story in stories for article_id in story.articles}
    rests = name_articles(context.sources, _windows(state.publications), events, story_of)
    result = []
    for reading in readings:
        article = reading.article
        lineage, outlet = context.lineages[article.id], context.sources[article.id].outlet
        units, published = state.units[article.id], state.publications[article.id]
        doubts = partial(doubts_of, reading, units, published, pack)
        result.append(
            ArticleInPicture(
                id=article.id,
                given_id=article.given_id,
                title=article.title,
                outlet=article.outlet,
                publication=published,
                origin=lineage.origin,
                copy_of=lineage.copy_of,
                passages_from=lineage.passages,
                story=story_of.get(article.id),
                publisher=None if outlet is None else outlet.publisher,
                rests_on=rests[article.id],
                date_doubts=memo.once(("doubts", article.id), (reading, units, published), doubts),
            )
        )
    return tuple(result)


@paused_collector()
def merge_readings(
    readings: Sequence[Reading],
    *,
    pack: LanguagePack,
    as_of: str | None = None,
    judged: JudgedPairs | None = None,
    earlier: Sequence[Story] = (),
    memo: MergeMemo | None = None,
) -> Picture:
    """The picture that follows from many readings; their order plays no part.

    Args:
        readings: one per article; of several readings of one article that with the greatest version counts.
        pack: the language of the articles.
        as_of: an ISO day; only articles that were out by then for certain count. None: all.
        judged: claims that a person has called one happening, or not; it wins over what is read off.
        earlier: the stories of the picture before, whose ids are kept.
        memo: what earlier pictures have worked out, in the language of the pack; the picture is the same with it as without.

    Returns:
        Articles with their dating and lineage, stories, events, ties, compared figures and promises.
    """
    if memo is not None:
        memo.begin(pack.language, len(readings))
    judged = judged if judged is not None else JudgedPairs()
    known = _known_by(readings, pack, as_of, judged)
    if memo is not None:
        known = memo.known(known)
    vectors = vectors_of(known, words_of(pack), once=anew if memo is None else memo.once)
    state = _settle(known, pack, vectors, judged, memo)
    picture = _picture(known, state, vectors, pack, as_of, earlier, MergeMemo() if memo is None else memo)
    if memo is not None:
        memo.finish()
    forget_scores()
    return picture


def _context(readings: Sequence[Reading], state: _State, pack: LanguagePack, memo: MergeMemo) -> Context:
    """Which text every article rests on, and all that building events asks."""
    dated = [replace(r.article, publication=state.publications[r.article.id]) for r in readings]
    lineages = dict(find_lineages(dated, once=memo.once))
    sources = find_sources(readings, lineages, outlets_of(pack))
    return Context({r.article.id: r for r in readings}, state.publications, lineages, sources)


def _picture(
    known: Sequence[Reading],
    state: _State,
    vectors: dict[str, Vector],
    pack: LanguagePack,
    as_of: str | None,
    earlier: Sequence[Story],
    memo: MergeMemo,
) -> Picture:
    """What follows once articles are dated and claims are merged."""
    words = words_of(pack)
    context = _context(known, state, pack, memo)
    sources = context.sources
    events = _events(state, context, words, memo)
    stories = continue_stories(find_stories(known, vectors, _windows(state.publications), events), earlier)
    if as_of is not None:  # what has become of stories since is no news of that day
        stories = tuple(replace(story, merged_from=(), split_from=()) for story in stories)
    days = [p.start for p in state.publications.values() if p.start is not None]
    newest = as_of if as_of is not None else max(days, default=None)
    articles = _articles(known, state, context, stories, events, pack, memo)
    promises = find_promises(events, newest=newest, published=state.publications, said=announcing(context.readings, words))
    events = with_outcomes(events, promises, newest=newest)
    return Picture(
        articles=articles,
        stories=stories,
        events=with_omissions(events, stories, articles, known, words),
        ties=merge_ties(known, context, words, events),
        figure_differences=compare_figures(
            known, words, {a: one.keys((), sources) for a, one in sources.items()}, state.publications
        ),
        promises=promises,
        as_of=as_of,
        dyads=count_dyads(events, articles, key_of=partial(state_key, offices=offices_of(known))),
    )

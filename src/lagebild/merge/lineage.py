"""On whom an article rests: credits, media that it cites, words that it takes over; and which articles are independent."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lagebild.merge.copies import Lineage
from lagebild.merge.days import Window
from lagebild.merge.outlets import Outlet, Outlets
from lagebild.model.layers import Participant, Statement
from lagebild.model.picture import Event, RestsOn
from lagebild.model.reading import Reading

MEDIA = "MED"
AUTHOR_CODE = re.compile(r"[a-zäöüß]{2,6}")  # "Quelle: ntv.de, ino/dpa": who put the text together, no source
CITED_DAYS = 7  # a report that is cited as news is at most a week old


@dataclass(frozen=True, slots=True)
class Sources:
    """Whose an article is, what it counts as a copy of, and on what it rests."""

    outlet: Outlet | None
    origin: str
    rests_on: tuple[RestsOn, ...]
    publishers: Mapping[str, str]  # of what it rests on, by name

    def keys(self, claims: Iterable[str], origins: Mapping[str, Sources]) -> frozenset[str]:
        """What it shares with articles that are not independent of it in these claims.

        A medium that it cites counts where it has all of these claims from others: then it has none from itself.
        """
        told = set(claims)
        keys = {f"text:{self.origin}"}
        if self.outlet is not None:
            keys.add(f"of:{self.outlet.publisher}")
        cited = [one for one in self.rests_on if one.kind == "cited" and told & set(one.claims)]
        second_hand = bool(told) and told <= {claim for one in cited for claim in one.claims}
        for one in (*(one for one in self.rests_on if one.kind == "credit"), *(cited if second_hand else ())):
            if self.publishers.get(one.name):
                keys.add(f"of:{self.publishers[one.name]}")
        for one in self.rests_on:
            if one.kind == "passage" and one.article_id is not None and told & set(one.claims):
                keys.add(f"text:{origins[one.article_id].origin}")
        return frozenset(keys)


def find_sources(readings: Sequence[Reading], lineages: Mapping[str, Lineage], outlets: Outlets) -> dict[str, Sources]:
    """For every article whose it is and on whom it rests; the articles meant by credits and citations are found later."""
    by_id = {reading.article.id: reading for reading in readings}
    return {reading.article.id: sources_of(reading, lineages, outlets, by_id) for reading in readings}


def sources_of(reading: Reading, lineages: Mapping[str, Lineage], outlets: Outlets, readings: Mapping[str, Reading]) -> Sources:
    """Whose an article is and on whom it rests. `lineages`, `readings`: its own, and those of articles that it has text from."""
    article = reading.article
    own = outlets.of_article(article)
    publishers: dict[str, str] = {}
    found: list[RestsOn] = []
    for outlet, rest in (*_credits(reading, outlets), *_cited(reading, outlets)):
        if own is not None and _is_same(own, outlet):
            continue  # an outlet that names itself
        publishers[rest.name] = outlet.publisher
        found.append(rest)
    found += _taken(reading, lineages, readings)
    return Sources(own, lineages[article.id].origin, tuple(found), publishers)


def _is_same(own: Outlet, other: Outlet) -> bool:
    return own.id == other.id if own.id is not None else own.publisher == other.publisher


def _credits(reading: Reading, outlets: Outlets) -> Iterator[tuple[Outlet, RestsOn]]:
    """Agencies and other sources that stand under the text or in its dateline."""
    seen: set[str] = set()
    for credit in reading.article.credits:
        if credit.role not in {"agency", "cited"}:
            continue
        outlet = outlets.known(credit.name)
        if outlet is None and AUTHOR_CODE.fullmatch(credit.name):
            continue
        outlet = outlet if outlet is not None else outlets.named(credit.name)
        if outlet.name in seen:
            continue
        seen.add(outlet.name)
        begin, end = (credit.span.begin, credit.span.end) if credit.span is not None else (None, None)
        yield outlet, RestsOn(outlet.name, "credit", begin, end, None, outlet.id)


def _cited(reading: Reading, outlets: Outlets) -> list[tuple[Outlet, RestsOn]]:
    """Media that statements name as speaker, reporter or where somebody spoke, also behind another ("unter Berufung auf")."""
    claims = _claims_of_statements(reading)
    found: dict[str, tuple[Outlet, RestsOn]] = {}
    for statement in reading.statements:
        for source in _media_in(statement, reading):
            outlet = outlets.of_source(source.name, source.actor_id, source.country)
            if outlet is None:
                continue
            told = claims.get(statement.id, ())
            if outlet.name in found:
                other = found[outlet.name][1]
                told = tuple(dict.fromkeys((*other.claims, *told)))
                found[outlet.name] = (outlet, replace(other, claims=told))
            else:
                rest = RestsOn(outlet.name, "cited", source.begin, source.end, None, outlet.id, tuple(told))
                found[outlet.name] = (outlet, rest)
    return list(found.values())


def _media_in(statement: Statement, reading: Reading) -> Iterator[Participant]:
    """The media of a statement, those first that it names in a part of its own."""
    parts = [*statement.speaker, *(one for one in (statement.via, statement.medium) if one is not None)]
    media = [one for one in parts if one.sector == MEDIA]
    yield from media
    if not media:
        return
    seen = {one.actor_id for one in media}
    for actor in reading.actors:
        if actor.sector != MEDIA or actor.id in seen:
            continue
        for mention in actor.mentions:
            span = mention.span
            if any(frame.begin <= span.begin and span.end <= frame.end for frame in statement.frame):
                yield Participant(
                    span.text, span.begin, span.end, actor.country, actor.sector, actor.name, actor.id, "in the frame"
                )
                break


def _claims_of_statements(reading: Reading) -> dict[str, tuple[str, ...]]:
    """The claims in every statement, those in statements inside it too."""
    parents = {statement.id: statement.nested_in for statement in reading.statements}
    result: defaultdict[str, list[str]] = defaultdict(list)
    for claim in reading.claims:
        at, passed = claim.statement, set[str]()
        while at is not None and at not in passed:
            passed.add(at)
            result[at].append(claim.id)
            at = parents.get(at)
    return {key: tuple(claims) for key, claims in result.items()}


def _taken(reading: Reading, lineages: Mapping[str, Lineage], readings: Mapping[str, Reading]) -> Iterator[RestsOn]:
    """The article that it is a copy of, and passages that stand in others; other copies of the same text are none."""
    lineage = lineages[reading.article.id]

    def name_of(article_id: str) -> str:
        article = readings[article_id].article
        return article.outlet or article.label

    if lineage.copy_of is not None:
        yield RestsOn(name_of(lineage.copy_of), "copy", None, None, lineage.copy_of)
    for passage in lineage.passages:
        if lineages[passage.article_id].origin != lineage.origin:
            inside = tuple(c.id for c in reading.claims if passage.begin <= c.trigger.begin and c.trigger.end <= passage.end)
            name = name_of(passage.article_id)
            yield RestsOn(name, "passage", passage.begin, passage.end, passage.article_id, None, inside)


def independent_origins(
    claims: Mapping[str, Iterable[str]], sources: Mapping[str, Sources], age_key: Callable[[str], tuple[str, str]]
) -> tuple[str, ...]:
    """The origins of what several articles report, of which none rests on the same text, publisher or agency as another.

    Args:
        claims: the claims of each article; none where the article as a whole counts.
        sources: whose each article is and on whom it rests.
        age_key: the order of the articles in time.

    Returns:
        Ids of the articles that stand for them. Those that rest on the fewest others are taken first, then the earliest.
    """
    keys = {article_id: sources[article_id].keys(claims[article_id], sources) for article_id in claims}
    return tuple(sorted({sources[article_id].origin for article_id in independent(keys, age_key)}))


def independent(keys: Mapping[str, frozenset[str]], age_key: Callable[[str], tuple[str, str]]) -> set[str]:
    """Articles that share nothing, of all that share something: those first that rest on the fewest others, then the earliest.

    `keys`: what each article shares with those that are not independent of it (`Sources.keys`).
    """
    used: set[str] = set()
    chosen: set[str] = set()
    for article_id in sorted(keys, key=lambda a: (len(keys[a]), age_key(a))):
        if not keys[article_id] & used:
            used |= keys[article_id]
            chosen.add(article_id)
    return chosen


def name_articles(
    sources: Mapping[str, Sources], publications: Mapping[str, Window], events: Sequence[Event], stories: Mapping[str, str]
) -> dict[str, tuple[RestsOn, ...]]:
    """What every article rests on, with the article of the store that is meant where only one comes into question.

    A credited agency's report is the one that the text was copied from; a cited medium's one that reports the same event, else
    the same story, out at most a week before.
    """
    by_outlet: defaultdict[str, list[str]] = defaultdict(list)
    for article_id in sorted(sources):
        own = sources[article_id].outlet
        if own is not None:
            by_outlet[outlet_key(own)].append(article_id)
    event_of = {(ref.article_id, ref.claim_id): event for event in events for ref in event.claims}
    known = Known(sources, publications, lambda key: by_outlet.get(key, ()), event_of, stories)
    return {article_id: named_rests(article_id, known) for article_id in sources}


def outlet_key(outlet: Outlet) -> str:
    """By what the articles of an outlet are found."""
    return outlet.id or outlet.name


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of articles when those that another rests on are looked for; `of_outlet`: articles, in the order of ids."""

    sources: Mapping[str, Sources]
    publications: Mapping[str, Window]
    of_outlet: Callable[[str], Sequence[str]]
    event_of: Mapping[tuple[str, str], Event]
    stories: Mapping[str, str]


def named_rests(article_id: str, known: Known) -> tuple[RestsOn, ...]:
    """What one article rests on, as in `name_articles`."""
    own = known.sources[article_id]
    return tuple(replace(rest, article_id=_meant(rest, article_id, own, known)) for rest in own.rests_on)


def _meant(rest: RestsOn, article_id: str, own: Sources, known: Known) -> str | None:
    if rest.kind == "credit":
        return _credited(rest, own, known.sources)
    if rest.kind != "cited":
        return rest.article_id
    near = [a for a in known.of_outlet(rest.outlet_id or rest.name) if _is_before(a, article_id, known.publications)]
    told = [event.articles for claim in rest.claims if (event := known.event_of.get((article_id, claim))) is not None]
    stories = known.stories
    return _only([a for a in near if any(a in articles for articles in told)]) or _only(
        [a for a in near if stories.get(a) is not None and stories.get(a) == stories.get(article_id)]
    )


def _credited(rest: RestsOn, own: Sources, sources: Mapping[str, Sources]) -> str | None:
    """The article that a text was copied from, or has passages of, where that credits the same agency or is its own."""
    for taken in own.rests_on:
        if taken.kind in {"copy", "passage"} and taken.article_id is not None:
            other = sources[taken.article_id]
            credited = any(one.kind == "credit" and one.name == rest.name for one in other.rests_on)
            if credited or (other.outlet is not None and other.outlet.name == rest.name):
                return taken.article_id
    return None


def _is_before(article_id: str, citing: str, publications: Mapping[str, Window]) -> bool:
    if article_id == citing:
        return False
    mine, theirs = publications[citing], publications[article_id]
    if mine.end is None or theirs.start is None or mine.start is None or theirs.end is None:
        return False
    return theirs.start <= mine.end and theirs.end >= mine.start - CITED_DAYS


def _only(found: Sequence[str]) -> str | None:
    return found[0] if len(found) == 1 else None

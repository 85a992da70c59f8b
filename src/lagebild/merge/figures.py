"""Figures of several articles on one matter, compared."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product

from lagebild.merge.days import Window, window_of
from lagebild.merge.words import WORD, MergeWords, stem
from lagebild.model.article import Publication
from lagebild.model.layers import Figure
from lagebild.model.picture import FigureDifference, difference_order
from lagebild.model.reading import Reading

ABOUT = 0.05  # "rund" leaves the value open by a twentieth either way
EPSILON = 1e-9
UNCOMPARED = frozenset(
    {"ordinal", "rank", "qualitative", "countries", "years", "months", "weeks", "days", "hours"}
)  # count no matter
MAIN_COUNTRIES = 2  # an article that does not say whose trade grew means its two main countries
NEWS_DAYS = 15  # figures without a period are compared among articles of about a fortnight
MAX_VALUES = 6  # different values of one matter that are set against each other; a live count has hundreds
MAX_COMPARED = 12  # members of a group that a figure is compared with
MIN_NOUN = 4  # letters
NO_PUBLICATIONS: Mapping[str, Publication] = {}

Place = tuple[str, ...]
Block = tuple[str, str, Place]  # kind, period and parties, which figures on one matter share
Shared = Mapping[str, frozenset[str]]  # by article


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure with what makes it comparable: whose it is, when, what it is about, and whether it tells of more or of less.

    `kind`: unit, or the thing that is counted; `periods`: keys of the time that it is about, of which one must be shared.
    """

    article_id: str
    figure: Figure
    kind: str
    countries: frozenset[str]
    likely: frozenset[str]
    periods: tuple[str, ...]
    topics: frozenset[str]
    trend: str | None

    @property
    def key(self) -> tuple[str, int, str]:
        return self.article_id, self.figure.span.begin, self.figure.id

    @property
    def text(self) -> str:
        return self.figure.span.text

    @property
    def value_key(self) -> tuple[float, float, str]:
        """What tells values apart, however they are written."""
        one = self.figure
        return one.value or 0.0, one.value_end if one.value_end is not None else one.value or 0.0, one.comparator


def bounds_of(figure: Figure) -> tuple[float, float] | None:
    """The least and greatest value that the figure allows, None if it gives no number."""
    value = figure.value
    if value is None:
        return None
    slack = abs(value) * ABOUT
    if figure.comparator == "range":
        return value, figure.value_end if figure.value_end is not None else value
    if figure.comparator == "about":
        return value - slack, value + slack
    if figure.comparator in {"more than", "at least"}:
        return value, float("inf")
    if figure.comparator in {"less than", "at most"}:
        return float("-inf"), value
    return value, value


def compatible_values(a: Figure, b: Figure) -> bool | None:
    """Whether both can be true of one quantity; None where one gives no number."""
    left, right = bounds_of(a), bounds_of(b)
    if left is None or right is None:
        return None
    low, high = max(left[0], right[0]), min(left[1], right[1])
    if abs(low - high) <= EPSILON:
        return not (_excludes(a, low) or _excludes(b, low))
    return low < high


def _excludes(figure: Figure, value: float) -> bool:
    """Whether the figure's own bound is at the value without including it."""
    return figure.comparator in {"more than", "less than"} and figure.value is not None and abs(figure.value - value) <= EPSILON


def _topics(text: str, words: MergeWords) -> frozenset[str]:
    """Stems of the nouns of a text, which German writes with a capital; without numbers and common words."""
    nouns = (stem(word) for word in WORD.findall(text) if len(word) >= MIN_NOUN and word[0].isupper())
    return frozenset(nouns) - words.stop_words


def _main_countries(reading: Reading) -> frozenset[str]:
    counts: Counter[str] = Counter()
    for actor in reading.actors:
        if actor.country is not None and actor.country != "IGO":
            counts[actor.country] += len(actor.mentions)
    ranked = sorted(counts, key=lambda country: (-counts[country], country))
    return frozenset(ranked[:MAIN_COUNTRIES])


def periods_of(figure: Figure, published: Window) -> tuple[str, ...]:
    """The stated month, quarter or year; for anything shorter or unstated the fortnights, overlapping by half, of the news."""
    period = window_of(figure.period)
    if period.length is not None and period.length > NEWS_DAYS:
        return (str(period),)
    day = period.end if period.bounded else published.end
    if day is None:
        return ()
    return f"news {day // NEWS_DAYS}", f"news {(day + NEWS_DAYS // 2) // NEWS_DAYS}½"


def measured(reading: Reading, words: MergeWords, published: Window) -> Iterator[Measured]:
    """The figures of a reading that can be compared with those of others."""
    sentences = {s.id: reading.article.text[s.begin : s.end] for s in reading.sentences}
    main = _main_countries(reading)
    names = {stem(word) for actor in reading.actors for word in WORD.findall(actor.name)}
    for figure in reading.figures:
        if figure.value is None or figure.unit in UNCOMPARED:
            continue
        text = sentences.get(figure.sentence, "")
        countries = frozenset(p.country for p in figure.subjects if p.country not in (None, "IGO"))
        own = {stem(word) for word in WORD.findall(figure.span.text)}
        matters = words.matters_in(f"{figure.measures or ''} {figure.span.text}")
        topics = (_topics(text, words) | _topics(figure.measures or "", words)) - own - names
        counted = next((m.matter for m in matters if m.alone), None)
        kind = counted if counted is not None and _counts(figure) else figure.unit
        topics |= {m.matter for m in matters if not _counts(figure) or m.alone}
        trend = next((kind for kind, pattern in words.trends if pattern.search(text)), None)
        if figure.unit == "percent":
            kind = f"percent {trend}"
        periods = periods_of(figure, published)
        yield Measured(reading.article.id, figure, kind, countries, countries | main, periods, topics, trend)


def _counts(figure: Figure) -> bool:
    """Whether the figure counts things: money is written in capitals, shares and measures have their signs."""
    return not (figure.unit == "percent" or (len(figure.unit) == 3 and figure.unit.isupper()))


def _same_countries(a: Measured, b: Measured) -> bool:
    if len(a.countries) >= MAIN_COUNTRIES and len(b.countries) >= MAIN_COUNTRIES:
        return len(a.countries & b.countries) >= MAIN_COUNTRIES
    if len(a.countries) == len(b.countries) == 1 and a.countries == b.countries:
        return True
    return len(a.likely & b.likely) >= MAIN_COUNTRIES


def _places(one: Measured) -> Iterator[Place]:
    """Under which parties the figure is looked up: pairs of countries, and the one that it names alone."""
    if len(one.countries) == 1:
        yield tuple(one.countries)
    named = one.countries if len(one.countries) >= MAIN_COUNTRIES else one.likely
    yield from combinations(sorted(named), 2)


@dataclass(slots=True)
class _Group:
    core: frozenset[str]
    members: list[Measured] = field(default_factory=list)

    def takes(self, one: Measured) -> bool:
        return all(m.article_id == one.article_id or _same_countries(one, m) for m in self.members[:MAX_COMPARED])


def blocks_of(one: Measured) -> Iterator[Block]:
    """Where the figures stand with which it can be compared."""
    for period in one.periods:
        for place in _places(one):
            yield one.kind, period, place


def _groups(block: Iterable[Measured]) -> list[_Group]:
    """Groups of the figures of a block that share parties and a topic, in a fixed order."""
    groups: list[_Group] = []
    by_topic: defaultdict[str, list[_Group]] = defaultdict(list)
    for one in sorted(block, key=lambda m: m.key):
        found = (g for topic in sorted(one.topics) for g in by_topic[topic] if topic in g.core)
        home = next((g for g in found if g.takes(one)), None)
        if home is None:
            home = _Group(one.topics)
            groups.append(home)
            for topic in one.topics:
                by_topic[topic].append(home)
        home.core &= one.topics
        home.members.append(one)
    return groups


def compare_block(block: Iterable[Measured], shared: Shared) -> Iterator[FigureDifference]:
    """The differences of the figures of one block, in a fixed order."""
    for group in _groups(block):
        yield from _compared(group.members, shared)


def _by_value(group: Sequence[Measured]) -> list[list[Measured]]:
    """The members by value, the smallest first; of very many values those that most articles give."""
    values: defaultdict[tuple[float, float, str], list[Measured]] = defaultdict(list)
    for one in group:
        values[one.value_key].append(one)
    kept = sorted(values, key=lambda v: (-len(values[v]), v))[:MAX_VALUES]
    return [values[v] for v in sorted(kept)]


def _label(members: Sequence[Measured]) -> str:
    named = [m.figure.measures for m in members if m.figure.measures]
    return min(named, key=lambda t: (len(t), t), default=members[0].figure.unit)


def _difference(members: Sequence[Measured], why: str, *, compatible: bool) -> FigureDifference:
    refs = dict.fromkeys((m.article_id, m.figure.id) for m in sorted(members, key=lambda m: m.key))
    return FigureDifference(_label(members), tuple(refs), compatible, why)


def relation(a: Measured, b: Measured) -> tuple[bool, str] | None:
    """Whether two figures on one matter can both be true, in words; None where one gives no number."""
    agree = compatible_values(a.figure, b.figure)
    if agree is None:
        return None
    return agree, f"{a.text} and {b.text} can both be true" if agree else f"{a.text} excludes {b.text}"


def _are_apart(ours: Sequence[Measured], theirs: Sequence[Measured], shared: Shared) -> bool:
    """Whether some article of the ones is independent of some of the others."""
    pairs = product(ours[:MAX_COMPARED], theirs[:MAX_COMPARED])
    return any(shared[a.article_id].isdisjoint(shared[b.article_id]) for a, b in pairs)


def _compared(group: Sequence[Measured], shared: Shared) -> Iterator[FigureDifference]:
    """One difference for every two values of independent articles; one for all where they agree to the digit."""
    values = _by_value(group)
    if len(values) == 1 and _are_apart(values[0], values[0], shared):
        yield _difference(values[0], f"all give {values[0][0].text}", compatible=True)
    for left, right in combinations(values, 2):
        said = relation(left[0], right[0])
        if said is not None and _are_apart(left, right, shared):
            yield _difference([*left, *right], said[1], compatible=said[0])


def compare_figures(
    readings: Sequence[Reading],
    words: MergeWords,
    shared: Shared,
    published: Mapping[str, Publication] = NO_PUBLICATIONS,
) -> tuple[FigureDifference, ...]:
    """Figures on one matter in articles that are independent, with whether they can both be true, value by value.

    `shared`: the text, publisher and agencies of each article; those that have one in common are not independent.
    `published`: the days of the articles where the picture knows them better than the readings.
    """
    figures = [
        one
        for reading in readings
        for one in measured(reading, words, window_of(published.get(reading.article.id, reading.article.publication)))
    ]
    blocks: defaultdict[Block, list[Measured]] = defaultdict(list)
    for one in figures:
        for block in blocks_of(one):
            blocks[block].append(one)
    found = (difference for block in sorted(blocks) for difference in compare_block(blocks[block], shared))
    return tuple(sorted(largest(found), key=difference_order))


def largest(differences: Iterable[FigureDifference]) -> Iterator[FigureDifference]:
    """Each relation once: the one over most figures where the same was found under several pairs of countries.

    Where the same was found of the same figures twice, the first counts.
    """
    found: dict[tuple[str, tuple[tuple[str, str], ...]], FigureDifference] = {}
    for difference in differences:
        found.setdefault((difference.why, difference.figures), difference)
    by_why: defaultdict[tuple[str, bool], list[FigureDifference]] = defaultdict(list)
    for difference in found.values():
        by_why[difference.why, difference.compatible].append(difference)
    for key in sorted(by_why):
        kept: list[set[tuple[str, str]]] = []
        for difference in sorted(by_why[key], key=lambda d: (-len(d.figures), d.figures)):
            refs = set(difference.figures)
            if not any(refs & other for other in kept[:MAX_COMPARED]):
                kept.append(refs)
                yield difference

"""Figures of several articles on one matter, compared."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lagebild.merge.days import Window, window_of
from lagebild.merge.words import WORD, MergeWords, stem
from lagebild.model.layers import Figure
from lagebild.model.picture import FigureDifference
from lagebild.model.reading import Reading

ABOUT = 0.05  # "rund" leaves the value open by a twentieth either way
EPSILON = 1e-9
UNCOMPARED = frozenset(
    {"ordinal", "rank", "qualitative", "countries", "years", "months", "weeks", "days", "hours"}
)  # count no matter
MAIN_COUNTRIES = 2  # an article that does not say whose trade grew means its two main countries


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure with what makes it comparable: whose it is, when, what it is about, and whether it tells of more or of less."""

    article_id: str
    figure: Figure
    countries: frozenset[str]
    likely: frozenset[str]
    period: Window
    topics: frozenset[str]
    trend: str | None

    @property
    def key(self) -> tuple[str, int, str]:
        return self.article_id, self.figure.span.begin, self.figure.id


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
    nouns = (stem(word) for word in WORD.findall(text) if len(word) > 3 and word[0].isupper())
    return frozenset(nouns) - words.stop_words


def _main_countries(reading: Reading) -> frozenset[str]:
    counts: Counter[str] = Counter()
    for actor in reading.actors:
        if actor.country is not None and actor.country != "IGO":
            counts[actor.country] += len(actor.mentions)
    ranked = sorted(counts, key=lambda country: (-counts[country], country))
    return frozenset(ranked[:MAIN_COUNTRIES])


def _measured(reading: Reading, words: MergeWords) -> Iterable[Measured]:
    sentences = {s.id: reading.article.text[s.begin : s.end] for s in reading.sentences}
    main = _main_countries(reading)
    names = {stem(word) for actor in reading.actors for word in WORD.findall(actor.name)}
    for figure in reading.figures:
        if figure.value is None or figure.unit in UNCOMPARED:
            continue
        text = sentences.get(figure.sentence, "")
        countries = frozenset(p.country for p in figure.subjects if p.country is not None)
        own = {stem(word) for word in WORD.findall(figure.span.text)}
        topics = (_topics(text, words) | _topics(figure.measures or "", words)) - own - names
        trend = next((kind for kind, pattern in words.trends if pattern.search(text)), None)
        yield Measured(reading.article.id, figure, countries, countries | main, window_of(figure.period), topics, trend)


def same_matter(a: Measured, b: Measured) -> bool:
    """Whether two figures measure the same: unit, period, whose they are, what about, and growth or decline for shares."""
    if a.article_id == b.article_id or a.figure.unit != b.figure.unit or not a.topics & b.topics:
        return False
    if a.figure.unit == "percent" and a.trend != b.trend:
        return False
    return _same_countries(a, b) and _same_period(a.period, b.period)


def _same_countries(a: Measured, b: Measured) -> bool:
    if len(a.countries) >= MAIN_COUNTRIES and len(b.countries) >= MAIN_COUNTRIES:
        return len(a.countries & b.countries) >= MAIN_COUNTRIES
    return len(a.likely & b.likely) >= MAIN_COUNTRIES


def _same_period(a: Window, b: Window) -> bool:
    """Equal periods, or one within the other; an unknown period agrees with none but an unknown one."""
    if a.bounded != b.bounded:
        return False
    inside = a.meet(b)
    return not a.bounded or inside in (a, b)


def _groups(figures: Sequence[Measured]) -> list[list[Measured]]:
    """Complete-link groups in a fixed order: a figure joins where it measures the same as every member."""
    buckets: defaultdict[str, list[Measured]] = defaultdict(list)
    for one in figures:
        buckets[one.figure.unit].append(one)
    result: list[list[Measured]] = []
    for unit in sorted(buckets):
        groups: list[list[Measured]] = []
        for one in sorted(buckets[unit], key=lambda m: m.key):
            home = next((g for g in groups if all(same_matter(one, m) or one.article_id == m.article_id for m in g)
                         and any(same_matter(one, m) for m in g)), None)  # fmt: skip
            if home is None:
                groups.append([one])
            else:
                home.append(one)
        result.extend(groups)
    return result


def _shown(figure: Figure) -> str:
    return figure.span.text


def compare_figures(readings: Sequence[Reading], words: MergeWords, origins: Mapping[str, str]) -> tuple[FigureDifference, ...]:
    """Figures on one matter in articles of different origin, with whether they can all be true."""
    figures = [one for reading in readings for one in _measured(reading, words)]
    result: list[FigureDifference] = []
    for group in _groups(figures):
        if len({origins[m.article_id] for m in group}) < 2:
            continue
        clashes = [(a, b) for i, a in enumerate(group) for b in group[i + 1 :] if compatible_values(a.figure, b.figure) is False]
        measures = min((m.figure.measures for m in group if m.figure.measures), key=lambda t: (len(t), t), default=None)
        texts = sorted({_shown(m.figure) for m in group})
        if len(texts) < 2 and not clashes:
            why = f"all give {texts[0]}"
        elif clashes:
            why = "; ".join(sorted({f"{_shown(a.figure)} excludes {_shown(b.figure)}" for a, b in clashes}))
        else:
            why = f"{' and '.join(texts)} can all be true"
        refs = tuple((m.article_id, m.figure.id) for m in group)
        result.append(FigureDifference(measures or group[0].figure.unit, refs, not clashes, why))
    return tuple(sorted(result, key=lambda d: d.figures))

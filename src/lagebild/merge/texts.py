"""Articles as bags of weighted words: how much two texts are about the same matter."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from lagebild.merge.days import Window
from lagebild.merge.words import WORD, MergeWords, stem
from lagebild.model.article import TEXT_ZONES, Article
from lagebild.model.reading import Reading

TOP_TERMS = 24  # the heaviest words of an article are what it shares with others on the same matter
PRIOR = 10  # unseen articles without the word: keeps the names of a small collection's only matter from weighing nothing
MAX_POSTING = 2000  # a word that leads in more articles than that tells them no longer apart

Vector = Mapping[str, float]
Once = Callable[[Hashable, tuple[Any, ...], Callable[[], Any]], Any]


def anew(_key: Hashable, _depends: tuple[Any, ...], make: Callable[[], Any]) -> Any:
    """What `make` gives: nothing is remembered."""
    return make()


def body_of(article: Article) -> list[tuple[int, int]]:
    """The stretches of lead and body, in order; the whole text where no zones are known."""
    spans = sorted((z.begin, z.end) for z in article.zones if z.kind in TEXT_ZONES)
    return spans or [(0, len(article.text))]


def body_words(article: Article) -> list[tuple[str, int, int]]:
    """The words of lead and body in lower case with their code points."""
    return [
        (found[0].casefold(), found.start(), found.end())
        for begin, end in body_of(article)
        for found in WORD.finditer(article.text, begin, end)
    ]


def terms_of(reading: Reading, words: MergeWords) -> Counter[str]:
    """How often each content word stands in lead and body, by its stem."""
    terms = (stem(word) for word, _, _ in body_words(reading.article) if len(word) > 2 and not word.isdigit())
    return Counter(term for term in terms if term not in words.stop_words)


@dataclass(frozen=True, slots=True)
class Frequency:
    """In how many of `total` articles each term stands; a term without a count stands in none."""

    total: int
    counts: Mapping[str, int]


def frequency_of(articles: Iterable[Mapping[str, int]]) -> Frequency:
    """The frequencies over articles, each given by the counts of its terms."""
    counts: Counter[str] = Counter()
    total = 0
    for terms in articles:
        counts.update(terms.keys())
        total += 1
    return Frequency(total, counts)


def vector_of(terms: Mapping[str, int], frequency: Frequency) -> Vector:
    """The TF-IDF weights of an article, of length one; empty for one without terms."""
    scale, known = PRIOR + frequency.total, frequency.counts
    weights = {t: (1 + math.log(n)) * math.log(scale / (0.5 + known.get(t, 0))) for t, n in terms.items()}
    length = math.sqrt(sum(w * w for w in weights.values()))
    return {t: w / length for t, w in sorted(weights.items())} if length else {}


def vectors_of(
    readings: Sequence[Reading], words: MergeWords, *, once: Once = anew, frequency: Frequency | None = None
) -> dict[str, Vector]:
    """For every article its TF-IDF weights, of length one.

    Args:
        readings: one per article.
        words: the words of their language.
        once: remembers the terms of each (`MergeMemo.once`).
        frequency: how often terms are in articles; None: in those of `readings`.
    """
    counts: dict[str, Counter[str]] = {
        reading.article.id: once(("terms", reading.article.id), (reading,), partial(terms_of, reading, words))
        for reading in readings
    }
    by = frequency_of(counts.values()) if frequency is None else frequency
    return {article_id: vector_of(count, by) for article_id, count in counts.items()}


def leading_terms(vector: Vector) -> list[str]:
    """The heaviest words of an article, the heaviest first."""
    return sorted(vector, key=lambda t: (-vector[t], t))[:TOP_TERMS]


def similarity(a: Vector, b: Vector) -> float:
    """The cosine of two vectors of length one."""
    # Shared terms come in no fixed order: the sum of `fsum` is the same in any.
    return math.fsum(a[term] * b[term] for term in a.keys() & b.keys())


def similar_pairs(
    vectors: Mapping[str, Vector], publications: Mapping[str, Window], *, max_days: int
) -> Iterator[tuple[str, str]]:
    """Pairs of articles at most `max_days` apart that share at least two of their heaviest words, in the order of ids."""
    postings: defaultdict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for article_id in sorted(vectors):
        vector, window = vectors[article_id], publications[article_id]
        first, last = window.start or 0, window.end or date.max.toordinal()
        for term in leading_terms(vector):
            postings[term].append((first, last, article_id))
    shared: Counter[tuple[str, str]] = Counter()
    for term in sorted(postings):
        members = sorted(postings[term])
        if len(members) <= MAX_POSTING:
            shared.update(_near(members, max_days))
    yield from sorted(pair for pair, number in shared.items() if number >= 2)


def _near(members: Sequence[tuple[int, int, str]], max_days: int) -> Iterator[tuple[str, str]]:
    for i, (_, last, left) in enumerate(members):
        for first, _, right in members[i + 1 :]:
            if first - last > max_days:
                break
            yield (left, right) if left < right else (right, left)

"""Articles as bags of weighted words: how much two texts are about the same matter."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
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


def _terms_of(reading: Reading, words: MergeWords) -> Counter[str]:
    terms = (stem(word) for word, _, _ in body_words(reading.article) if len(word) > 2 and not word.isdigit())
    return Counter(term for term in terms if term not in words.stop_words)


def vectors_of(readings: Sequence[Reading], words: MergeWords, *, once: Once = anew) -> dict[str, Vector]:
    """For every article its TF-IDF weights, of length one. `once` remembers the words of each (`MergeMemo.once`)."""
    counts: dict[str, Counter[str]] = {}
    frequency: Counter[str] = Counter()
    for reading in readings:
        count = once(("terms", reading.article.id), (reading,), partial(_terms_of, reading, words))
        counts[reading.article.id] = count
        frequency.update(count.keys())
    total = len(readings)
    vectors: dict[str, Vector] = {}
    for article_id, count in counts.items():
        weights = {t: (1 + math.log(n)) * math.log((PRIOR + total) / (0.5 + frequency[t])) for t, n in count.items()}
        length = math.sqrt(sum(w * w for w in weights.values()))
        vectors[article_id] = {t: w / length for t, w in sorted(weights.items())} if length else {}
    return vectors


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
        for term in sorted(vector, key=lambda t: (-vector[t], t))[:TOP_TERMS]:
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

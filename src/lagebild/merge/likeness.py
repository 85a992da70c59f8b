"""How many of their content words the sentences of two units have in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from lagebild.merge.units import Unit

MANY = 4  # sentences of a unit from which counting words is faster than comparing
TINY = 1e-9  # far less than the step between two shares, far more than floats are off


def overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """The words in both as a share of the words in any."""
    shared = len(a & b)
    return shared / (len(a) + len(b) - shared) if shared else 0.0


def common_words(a: Unit, b: Unit, *, same_article: bool, least: float) -> float:
    """The greatest share of common content words of any two sentences; two claims of one sentence share its words anyway.

    Below `least` the share does not matter and may come out as 0.
    """
    if not same_article:
        return _share_of_others(a, b, least)
    apart = ((x, y) for x in a.facts for y in b.facts if x.claim.sentence != y.claim.sentence)
    return max((overlap(x.words, y.words) for x, y in apart), default=0.0)


def _share_of_others(a: Unit, b: Unit, least: float) -> float:
    one, other = (a, b) if len(a.texts) <= len(b.texts) else (b, a)
    if len(other.texts) >= MANY:
        # As many words must be in one sentence, so at least as many in all of them.
        likely = [x for x in one.texts if least == 0.0 or len(x & other.words) + TINY >= least * len(x)]
        return max([_greatest_share(x, other) for x in likely], default=0.0)
    best = 0.0
    for x in one.texts:
        size = len(x)
        for y in other.texts:
            if size >= least * len(y) and len(y) >= least * size:  # the share is that of the sizes at most
                shared = len(x & y)
                if shared:
                    best = max(best, shared / (size + len(y) - shared))
    return best


@lru_cache(maxsize=1 << 12)  # a happening is looked at by many
def _postings(unit: Unit) -> tuple[Mapping[str, int], Sequence[tuple[int, int]]]:
    """In which of the unit's sentences each word stands, as bits, and the sentences of each number of words, the fewest first."""
    places: defaultdict[str, int] = defaultdict(int)
    sizes: defaultdict[int, int] = defaultdict(int)
    for number, words in enumerate(unit.texts):
        bit = 1 << number
        sizes[len(words)] |= bit
        for word in words:
            places[word] |= bit
    return dict(places), sorted(sizes.items())


def _greatest_share(words: frozenset[str], unit: Unit) -> float:
    """The greatest `overlap` of the words with a sentence of the unit, by counting for all at once."""
    places, sizes = _postings(unit)
    with_more: list[int] = []  # the sentences that have more than so many of the words
    for word in words:
        found = places.get(word, 0)
        for number, before in enumerate(with_more):
            if not found:
                break
            with_more[number] = before | found
            found &= before
        if found:
            with_more.append(found)
    best = 0.0
    for count, sentences in enumerate(with_more, start=1):
        size = next(size for size, among in sizes if among & sentences)
        best = max(best, count / (len(words) + size - count))
    return best

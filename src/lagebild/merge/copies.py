"""Copies and lineage: which article rests on the text of which, and what counts as an independent origin."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from datasketch import MinHash, MinHashLSH

from lagebild.merge.texts import Once, anew, body_words
from lagebild.model.article import Article
from lagebild.model.picture import Passage

SHINGLE = 5  # words; five in a row are seldom chance
PERMUTATIONS = 64
LSH_THRESHOLD = 0.3  # Jaccard from which pairs are looked at; the exact containment decides
COPY_CONTAINMENT = 0.5  # share of the shorter text's shingles found in the other
AGENCY_CONTAINMENT = 0.35  # enough where both credit the same agency
MIN_PASSAGE = 12  # words in a row
GRAM = 8  # words of a fingerprint; with windows of five, every run of 12 words leaves one (winnowing)
WINNOW = MIN_PASSAGE - GRAM + 1
KEPT_RUNS = 4096  # texts whose runs are kept at a time: those that share words are mostly of the same weeks
MAX_POSTING = 50  # a fingerprint in more articles than that is boilerplate


@dataclass(frozen=True, slots=True)
class Lineage:
    """What an article takes from others. `origin`: the id of the article that it counts as."""

    origin: str
    copy_of: str | None
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, eq=False)  # told apart by identity
class _Text:
    article: Article
    words: tuple[tuple[str, int, int], ...]
    shingles: frozenset[int]
    agencies: frozenset[str]
    minhash: MinHash
    fingerprints: frozenset[int]


def _hash(words: Sequence[str]) -> int:
    return int.from_bytes(hashlib.blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def _text_of(article: Article) -> _Text:
    words = tuple(body_words(article))
    plain = [word for word, _, _ in words]
    shingles = frozenset(_hash(plain[i : i + SHINGLE]) for i in range(len(plain) - SHINGLE + 1))
    agencies = frozenset(credit.name.casefold() for credit in article.credits if credit.role == "agency")
    minhash = MinHash(num_perm=PERMUTATIONS, seed=1, hashfunc=_low_bits)
    minhash.update_batch(sorted(shingles))
    return _Text(article, words, shingles, agencies, minhash, _fingerprints(plain))


def _low_bits(shingle: int) -> int:
    """The 32 bits that MinHash works with; a shingle is a hash already."""
    return shingle & 0xFFFFFFFF


def _near_duplicates(texts: Sequence[_Text]) -> Iterator[tuple[str, str]]:
    lsh = MinHashLSH(threshold=LSH_THRESHOLD, num_perm=PERMUTATIONS)
    known = [text for text in texts if text.shingles]
    for text in known:
        lsh.insert(text.article.id, text.minhash)
    for text in known:
        for other in lsh.query(text.minhash):
            if text.article.id < other:
                yield text.article.id, other


def _fingerprints(plain: Sequence[str]) -> frozenset[int]:
    grams = [_hash(plain[i : i + GRAM]) for i in range(len(plain) - GRAM + 1)]
    if len(grams) < WINNOW:
        return frozenset()
    return frozenset(min(grams[i : i + WINNOW]) for i in range(len(grams) - WINNOW + 1))


def _sharing_passages(texts: Sequence[_Text]) -> Iterator[tuple[str, str]]:
    postings: defaultdict[int, list[str]] = defaultdict(list)
    for text in texts:
        for fingerprint in text.fingerprints:
            postings[fingerprint].append(text.article.id)
    for members in postings.values():
        if 1 < len(members) <= MAX_POSTING:
            ordered = sorted(members)
            yield from ((a, b) for i, a in enumerate(ordered) for b in ordered[i + 1 :])


def containment(a: frozenset[int], b: frozenset[int]) -> float:
    """The share of the smaller set that is in the other."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _age_key(article: Article) -> tuple[str, int, str]:
    """Earlier articles first; of the same day the longer, as cuts are commoner than additions; then by id."""
    latest = article.publication.end or article.publication.start or "9999-12-31"
    return latest, -len(article.text), article.id


@dataclass(frozen=True, slots=True)
class _Runs:
    """The runs of 12 words of a text: by position, and where each begins first."""

    words: tuple[str, ...]
    hashes: tuple[int, ...]
    first: Mapping[int, int]


def _runs_of(text: _Text) -> _Runs:
    words = tuple(word for word, _, _ in text.words)
    # Python's own hash, which differs from process to process, is enough: it never leaves the process.
    hashes = tuple(hash(words[i : i + MIN_PASSAGE]) for i in range(len(words) - MIN_PASSAGE + 1))
    first: dict[int, int] = {}
    for i, key in enumerate(hashes):
        first.setdefault(key, i)
    return _Runs(words, hashes, first)


def _passages(later: _Text, earlier: _Text, runs_of: Callable[[_Text], _Runs]) -> Iterator[Passage]:
    """Maximal runs of at least 12 equal words, in the order of the later text, none overlapping."""
    ours, theirs = runs_of(later), runs_of(earlier)
    if theirs.first.keys().isdisjoint(ours.first):
        return
    mine, other = ours.words, theirs.words
    at = 0
    while at < len(ours.hashes):
        start = theirs.first.get(ours.hashes[at])
        if start is None or mine[at : at + MIN_PASSAGE] != other[start : start + MIN_PASSAGE]:
            at += 1
            continue
        length = MIN_PASSAGE
        while at + length < len(mine) and start + length < len(other) and mine[at + length] == other[start + length]:
            length += 1
        last, other_last = at + length - 1, start + length - 1
        yield Passage(
            earlier.article.id, later.words[at][1], later.words[last][2], earlier.words[start][1], earlier.words[other_last][2]
        )
        at += length


def _is_copy(a: _Text, b: _Text) -> bool:
    share = containment(a.shingles, b.shingles)
    return share >= COPY_CONTAINMENT or (bool(a.agencies & b.agencies) and share >= AGENCY_CONTAINMENT)


def find_lineages(articles: Sequence[Article], *, once: Once = anew) -> Mapping[str, Lineage]:
    """For every article: the origin that it counts as, the article that it copies, and passages shared with earlier ones.

    The original among copies is the earliest; of the same day the longest; a copy of a copy has the same origin. `once`
    remembers what follows from one text, or from two (`MergeMemo.once`).
    """
    texts = {a.id: once(("text", a.id), (a,), partial(_text_of, a)) for a in sorted(articles, key=lambda a: a.id)}
    ordered = list(texts.values())
    pairs = sorted({*_near_duplicates(ordered), *_sharing_passages(ordered)})
    sources: dict[str, list[str]] = defaultdict(list)
    copies: dict[str, list[str]] = defaultdict(list)
    for left, right in pairs:
        earlier, later = sorted((texts[left], texts[right]), key=lambda t: _age_key(t.article))
        sources[later.article.id].append(earlier.article.id)
        if _is_copy(earlier, later):
            copies[later.article.id].append(earlier.article.id)
    result: dict[str, Lineage] = {}

    @lru_cache(maxsize=KEPT_RUNS)
    def runs_of(article_id: str) -> _Runs:
        return _runs_of(texts[article_id])

    def passages(later: _Text, earlier: _Text) -> tuple[Passage, ...]:
        key = "passages", later.article.id, earlier.article.id
        make = partial(_passages, later, earlier, lambda text: runs_of(text.article.id))
        found: tuple[Passage, ...] = once(key, (later, earlier), lambda: tuple(make()))
        return found

    for text in sorted(ordered, key=lambda t: _age_key(t.article)):
        article_id = text.article.id
        models = copies.get(article_id, [])
        best = min(
            models, key=lambda m: (-containment(text.shingles, texts[m].shingles), _age_key(texts[m].article)), default=None
        )
        found = [p for other in sources.get(article_id, []) for p in passages(text, texts[other])]
        found.sort(key=lambda p: (p.begin, p.end, p.article_id))
        origin = article_id if best is None else result[best].origin
        result[article_id] = Lineage(origin, best, tuple(found))
    return result

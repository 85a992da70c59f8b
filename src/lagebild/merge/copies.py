"""Copies and lineage: which article rests on the text of which, and what counts as an independent origin."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import combinations

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

AgeKey = tuple[str, int, str]  # sorts the articles; the last is the id


@dataclass(frozen=True, slots=True)
class Lineage:
    """What an article takes from others. `origin`: the id of the article that it counts as."""

    origin: str
    copy_of: str | None
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, eq=False)  # told apart by identity
class Text:
    """The words of lead and body of an article, and what they are compared by."""

    article: Article
    words: tuple[tuple[str, int, int], ...]
    shingles: frozenset[int]
    agencies: frozenset[str]


@dataclass(frozen=True, slots=True)
class Keys:
    """What texts that may share something are found by, each in ascending order.

    `bands`: hashes of bands of the MinHash; near-duplicates are likely to have one in common. `prints`: fingerprints; two texts
    with a passage in common have one in common.
    """

    bands: tuple[str, ...]
    prints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """What an article has in common with an earlier one.

    `age`: that of the earlier one. `copied`: the share of the shorter text, None where it is too little for a copy.
    """

    age: AgeKey
    copied: float | None
    passages: tuple[Passage, ...]

    @property
    def earlier(self) -> str:
        """The id of the earlier article."""
        return self.age[2]


def _digest(words: Sequence[str]) -> bytes:
    return hashlib.blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=8).digest()


def _short(value: bytes) -> str:
    return urlsafe_b64encode(value).decode("ascii").rstrip("=")


def text_of(article: Article) -> Text:
    """The text of an article."""
    words = tuple(body_words(article))
    plain = tuple(word for word, _, _ in words)
    # Python's own hash is quick and differs from process to process, which does no harm: it never leaves the process.
    shingles = frozenset(hash(plain[i : i + SHINGLE]) for i in range(len(plain) - SHINGLE + 1))
    agencies = frozenset(credit.name.casefold() for credit in article.credits if credit.role == "agency")
    return Text(article, words, shingles, agencies)


def keys_of(text: Text) -> Keys:
    """What a text is found by; it follows from its words alone, and is the same on every machine."""
    plain = [word for word, _, _ in text.words]
    return Keys(_bands(plain), _fingerprints(plain))


def _low_bits(digest: bytes) -> int:
    """The 32 bits that MinHash works with, of what is a hash already."""
    return int.from_bytes(digest[4:], "big")


@lru_cache(maxsize=1)
def _band_sizes() -> tuple[int, int]:
    """How many bands, and of how many permutations each."""
    from datasketch import MinHashLSH  # noqa: PLC0415  (see `_bands`)

    lsh = MinHashLSH(threshold=LSH_THRESHOLD, num_perm=PERMUTATIONS)
    return lsh.b, lsh.r


def _bands(plain: Sequence[str]) -> tuple[str, ...]:
    """The keys under which `MinHashLSH` would file the text: the values of every band, whole."""
    shingles = {_digest(plain[i : i + SHINGLE]) for i in range(len(plain) - SHINGLE + 1)}
    if not shingles:
        return ()
    from datasketch import MinHash  # noqa: PLC0415  (loads half of SciPy, and most commands compare no texts)

    minhash = MinHash(num_perm=PERMUTATIONS, seed=1, hashfunc=_low_bits)
    minhash.update_batch(sorted(shingles))
    values = minhash.hashvalues.astype(">u4")
    number, size = _band_sizes()
    return tuple(sorted(_short(bytes([i]) + values[i * size : (i + 1) * size].tobytes()) for i in range(number)))


def _fingerprints(plain: Sequence[str]) -> tuple[str, ...]:
    grams = [_digest(plain[i : i + GRAM]) for i in range(len(plain) - GRAM + 1)]
    return tuple(sorted({_short(min(grams[i : i + WINNOW])) for i in range(len(grams) - WINNOW + 1)}))


def _pairs(keys: Mapping[str, Keys]) -> set[tuple[str, str]]:
    """Articles that may share something: those with a band or fingerprint in common, the smaller id first."""
    bands: defaultdict[str, list[str]] = defaultdict(list)
    prints: defaultdict[str, list[str]] = defaultdict(list)
    for article_id in sorted(keys):
        for band in keys[article_id].bands:
            bands[band].append(article_id)
        for fingerprint in keys[article_id].prints:
            prints[fingerprint].append(article_id)
    groups = [*bands.values(), *(members for members in prints.values() if len(members) <= MAX_POSTING)]
    return {pair for members in groups for pair in combinations(members, 2)}


def containment(a: frozenset[int], b: frozenset[int]) -> float:
    """The share of the smaller set that is in the other."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def age_key(article: Article) -> AgeKey:
    """Earlier articles first; of the same day the longer, as cuts are commoner than additions; then by id."""
    latest = article.publication.end or article.publication.start or "9999-12-31"
    return latest, -len(article.text), article.id


@dataclass(frozen=True, slots=True)
class Runs:
    """The runs of 12 words of a text: by position, and where each begins first."""

    words: tuple[str, ...]
    hashes: tuple[int, ...]
    first: Mapping[int, int]


def runs_of(text: Text) -> Runs:
    """The runs of a text."""
    words = tuple(word for word, _, _ in text.words)
    hashes = tuple(hash(words[i : i + MIN_PASSAGE]) for i in range(len(words) - MIN_PASSAGE + 1))
    first: dict[int, int] = {}
    for i, key in enumerate(hashes):
        first.setdefault(key, i)
    return Runs(words, hashes, first)


def _passages(later: Text, earlier: Text, runs_of: Callable[[Text], Runs]) -> Iterator[Passage]:
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


def shared_by(later: Text, earlier: Text, runs_of: Callable[[Text], Runs]) -> Shared:
    """What an article has in common with an earlier one; `runs_of` may remember the runs of texts."""
    share = containment(later.shingles, earlier.shingles)
    is_copy = share >= COPY_CONTAINMENT or (share >= AGENCY_CONTAINMENT and bool(later.agencies & earlier.agencies))
    return Shared(age_key(earlier.article), share if is_copy else None, tuple(_passages(later, earlier, runs_of)))


def model_among(shared: Iterable[Shared]) -> str | None:
    """The id of the article that is copied: of those that it can be the one with most in common, of such the earliest."""
    models = [(-one.copied, one.age) for one in shared if one.copied is not None]
    return min(models)[1][2] if models else None


def lineage_of(article_id: str, shared: Sequence[Shared], origin_of: Callable[[str], str]) -> Lineage:
    """What an article takes from others.

    Args:
        article_id: the article.
        shared: what it has in common with every earlier one, in any order.
        origin_of: the origin of an earlier article by its id.
    """
    model = model_among(shared)
    passages = sorted((p for one in shared for p in one.passages), key=lambda p: (p.begin, p.end, p.article_id))
    return Lineage(article_id if model is None else origin_of(model), model, tuple(passages))


def find_lineages(articles: Sequence[Article], *, once: Once = anew) -> Mapping[str, Lineage]:
    """For every article: the origin that it counts as, the article that it copies, and passages shared with earlier ones.

    The original among copies is the earliest; of the same day the longest; a copy of a copy has the same origin. `once`
    remembers what follows from one text, or from two (`MergeMemo.once`).
    """
    texts: dict[str, Text] = {a.id: once(("text", a.id), (a,), partial(text_of, a)) for a in articles}
    keys = {article_id: once(("keys", article_id), (text,), partial(keys_of, text)) for article_id, text in texts.items()}
    earlier_than: defaultdict[str, list[Text]] = defaultdict(list)
    for pair in sorted(_pairs(keys)):
        earlier, later = sorted((texts[article_id] for article_id in pair), key=lambda text: age_key(text.article))
        earlier_than[later.article.id].append(earlier)
    runs = lru_cache(maxsize=KEPT_RUNS)(runs_of)
    result: dict[str, Lineage] = {}
    for text in sorted(texts.values(), key=lambda text: age_key(text.article)):
        article_id = text.article.id
        shared = [
            once(("shared", article_id, other.article.id), (text, other), partial(shared_by, text, other, runs))
            for other in earlier_than[article_id]
        ]
        result[article_id] = lineage_of(article_id, shared, lambda model: result[model].origin)
    return result

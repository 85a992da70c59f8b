from __future__ import annotations

import hashlib
from itertools import combinations

from datasketch import MinHash, MinHashLSH

from lagebild.merge import merge_readings
from lagebild.merge.copies import LSH_THRESHOLD, PERMUTATIONS, find_lineages, keys_of, text_of
from tests.merge.make import PACK, make_reading, visit

REPORT = (
    "Anna Berg besuchte am Donnerstag die Hauptstadt Lima und sprach dort mit der Regierung über Fischfang und Zölle. "
    "Beide Seiten wollen den Handel bis zum Jahresende um ein Zehntel steigern und dafür neue Häfen öffnen. "
    "Auch Kupfer und Lithium standen auf der Tagesordnung, wie Mitarbeiter der Delegation am Rande des Treffens berichteten."
)
EXTRA = " Vor dem Palast protestierten unterdessen mehrere Hundert Fischer gegen die Pläne der beiden Länder."
OTHER = (
    "Die Ministerin Anna Berg ist zu Gast in Peru. Ihre Gastgeber haben viel vor, und die Fischer fürchten um ihr Auskommen. "
    "Was am Ende dabei herauskommt, weiß noch niemand so genau."
)


def test_copies_count_as_one_origin() -> None:
    wire = make_reading(REPORT, visit("besuchte", "2023-05-04"), published="2023-05-04", agency="dpa")
    longer = make_reading(REPORT + EXTRA, visit("besuchte", "2023-05-04"), published="2023-05-05", title="Neue Häfen")
    cut = make_reading(REPORT[:210], visit("besuchte", "2023-05-04"), published="2023-05-06")
    own = make_reading(OTHER, visit("zu Gast", "2023-05-04"), published="2023-05-05")
    picture = merge_readings([wire, longer, cut, own], pack=PACK)
    articles = {a.id: a for a in picture.articles}
    assert articles[longer.article.id].copy_of == wire.article.id
    assert articles[cut.article.id].origin == wire.article.id
    assert articles[own.article.id].copy_of is None
    (event,) = picture.events
    assert len(event.articles) == 4
    assert event.origins == tuple(sorted((wire.article.id, own.article.id)))


def test_copies_passages_have_exact_offsets_in_both_texts() -> None:
    quoted = "Beide Seiten wollen den Handel bis zum Jahresende um ein Zehntel steigern und dafür neue Häfen öffnen"
    first = make_reading(REPORT, published="2023-05-04").article
    second = make_reading(f"{OTHER} In der Meldung hieß es: {quoted}! Das glaubt kaum jemand.", published="2023-05-05").article
    lineages = find_lineages([second, first])
    (passage,) = lineages[second.id].passages
    assert second.text[passage.begin : passage.end] == quoted
    assert first.text[passage.other_begin : passage.other_end] == quoted
    assert lineages[second.id].origin == second.id
    assert lineages[first.id].passages == ()


def test_copies_eleven_common_words_are_no_passage() -> None:
    words = "Beide Seiten wollen den Handel bis zum Jahresende um ein Zehntel"
    first = make_reading(REPORT, published="2023-05-04").article
    second = make_reading(f"{OTHER} {words} verringern.", published="2023-05-05").article
    assert find_lineages([first, second])[second.id].passages == ()


def test_copies_of_one_day_the_longer_is_the_original() -> None:
    short = make_reading(REPORT, published="2023-05-04").article
    long = make_reading(REPORT + EXTRA, published="2023-05-04").article
    assert find_lineages([short, long])[short.id].copy_of == long.id


def test_copies_share_a_band_where_minhash_lsh_would_find_them() -> None:
    words = [word.strip(".,").casefold() for word in REPORT.split()]
    texts = {str(n): words[n % 7 : len(words) - n] + [f"x{n % 5}"] * (n % 4) for n in range(30)}
    lsh = MinHashLSH(threshold=LSH_THRESHOLD, num_perm=PERMUTATIONS)
    hashes = {}
    for key, text in texts.items():
        hashes[key] = MinHash(num_perm=PERMUTATIONS, seed=1, hashfunc=lambda value: value)
        fives = {" ".join(text[i : i + 5]) for i in range(len(text) - 4)}
        digests = [hashlib.blake2b(five.encode(), digest_size=8).digest() for five in sorted(fives)]
        hashes[key].update_batch([int.from_bytes(digest, "big") & 0xFFFFFFFF for digest in digests])
        lsh.insert(key, hashes[key])
    bands = {key: set(keys_of(text_of(make_reading(" ".join(text)).article)).bands) for key, text in texts.items()}
    pairs = {(a, b) for a, b in combinations(texts, 2) if bands[a] & bands[b]}
    assert pairs == {(a, b) for a, b in combinations(texts, 2) if b in lsh.query(hashes[a])}
    assert 0 < len(pairs) < len(list(combinations(texts, 2)))

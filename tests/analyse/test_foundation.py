from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from lagebild.analyse.foundation import load_foundation
from lagebild.analyse.foundation.trees import decode_heads, is_tree
from lagebild.errors import PackError

# Characters that break tokenisers: blanks of all kinds, marks that combine or hide, scripts from right to left, emoji.
HARD = st.text(
    alphabet=st.sampled_from("aÄß1.,:;!?-–„“\"'()[] \n\t\u00a0\u200b\u00ad\u0308אب😀\u200d\ufe0f\r\u2028\x00€@/&_"), max_size=60
)


def analyse(text: str) -> Doc:
    return load_foundation("de").analyse(text)


def word(doc: Doc, text: str) -> object:
    return next(token for token in doc if token.text == text)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(max_size=80), HARD))
def test_foundation_keeps_every_character(text: str) -> None:
    doc = analyse(text)
    assert doc.text == text
    assert all(text[token.idx : token.idx + len(token.text)] == token.text for token in doc)
    assert not len(doc) or doc[0].is_sent_start


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(HARD, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=4))
def test_foundation_sentences_respect_zones_and_trees_are_sound(text: str, zones: list[tuple[int, int]]) -> None:
    doc = load_foundation("de").analyse(text, zones)
    edges = {edge for zone in zones for edge in zone}
    for sentence in doc.sents:
        solid = [token for token in sentence if not token.is_space]
        assert sum(token.head.i == token.i for token in sentence) == 1
        assert not any(solid[0].idx < edge < solid[-1].idx + len(solid[-1]) for edge in edges if solid)


def test_foundation_reads_a_sentence() -> None:
    doc = analyse("Die Regierung sagte der Ukraine am 28. Februar neue Hilfe zu.")
    subject, verb, obj = (word(doc, text) for text in ("Regierung", "sagte", "Hilfe"))
    assert (subject.dep_, subject.head) == ("nsubj", verb)
    assert (obj.dep_, obj.head, obj.morph.get("Case")) == ("obj", verb, ["Acc"])
    assert (verb.lemma_, verb.tag_, verb.pos_, verb.dep_) == ("zusagen", "VVFIN", "VERB", "root")
    assert verb.morph.get("Tense") == ["Past"]


@pytest.mark.parametrize(
    ("text", "form", "lemma"),
    [
        ("Er lehnte den Vorschlag ab.", "lehnte", "ablehnen"),
        ("Sie kündigte gestern an, dass sie geht.", "kündigte", "ankündigen"),
        ("Die Häuser brannten.", "Häuser", "Haus"),
        ("Chinas Präsident kam.", "Chinas", "China"),
        ("Sie haben den Vertrag unterzeichnet.", "unterzeichnet", "unterzeichnen"),
        ("Er bat darum, abzureisen.", "abzureisen", "abreisen"),
        ("Die größeren Städte litten.", "größeren", "groß"),
        ("Der erste Tag war ruhig.", "erste", "erst"),
        ("Wegen des EU-Sanktionsbeschlusses stieg der Preis.", "EU-Sanktionsbeschlusses", "EU-Sanktionsbeschluss"),
        ("Man einigte sich auf neue Grenzschutzabkommen.", "Grenzschutzabkommen", "Grenzschutzabkommen"),
        ("Die Menschen liefen durch die Strassen.", "Strassen", "Straße"),
        ("Er reiste zum Gipfel.", "zum", "zu"),
        ("Sie gaben ihm das Geld.", "ihm", "er"),
    ],
)
def test_foundation_lemma(text: str, form: str, lemma: str) -> None:
    assert word(analyse(text), form).lemma_ == lemma


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Am 28. Februar um 20.30 Uhr", ["Am", "28.", "Februar", "um", "20.30", "Uhr"]),
        ("z. B. Dr. Weber", ["z.", "B.", "Dr.", "Weber"]),
        ("zum Treffen", ["zum", "Treffen"]),
        ("1.000 Euro (rund 5%)", ["1.000", "Euro", "(", "rund", "5", "%", ")"]),
        ("deutsch-französisches Haupt- und Nebenamt", ["deutsch-französisches", "Haupt-", "und", "Nebenamt"]),
        ("„Ja“, sagte O'Neill.", ["„", "Ja", "“", ",", "sagte", "O'Neill", "."]),
        ("siehe https://beispiel.de/a?b=c.", ["siehe", "https://beispiel.de/a?b=c", "."]),
        ("Bürger:innen und Wähler*innen", ["Bürger:innen", "und", "Wähler*innen"]),
        ("Tor\u00adwart\u200b kam", ["Tor\u00adwart\u200b", "kam"]),
        ("Er geht ...", ["Er", "geht", "..."]),
        ("👩‍🚀 fliegt", ["👩‍🚀", "fliegt"]),
    ],
)
def test_foundation_tokens(text: str, tokens: list[str]) -> None:
    assert [token.text for token in analyse(text)] == tokens


def test_foundation_blanks_become_tokens_of_the_sentence_before() -> None:
    doc = analyse("  Er kam.\n\nSie ging.")
    assert [(token.text, token.pos_) for token in doc if token.is_space] == [("  ", "SPACE"), ("\n\n", "SPACE")]
    assert [sentence.text for sentence in doc.sents] == ["  Er kam.\n\n", "Sie ging."]


def test_foundation_is_the_same_alone_and_after_others() -> None:
    texts = ["Der Rat tagt.", "Die Ministerin reist nach Genf, um zu verhandeln.", "Er lehnt den Plan ab."]
    alone = [[(t.tag_, t.dep_, t.head.i, t.lemma_) for t in analyse(text)] for text in texts]
    after = [[(t.tag_, t.dep_, t.head.i, t.lemma_) for t in doc] for doc in load_foundation("de").analyse_many(texts)]
    assert alone == after


def test_foundation_word_values_do_not_depend_on_what_was_read_before() -> None:
    network = load_foundation("de").network
    words = ["Regierung", "Gipfel", "unterzeichnete", "Abkommen", "Minsk", *(f"Wort{number}" for number in range(70))]
    values = []
    for order in (words, words[::-1], words[7:] + words[:7]):
        network._rows.clear()
        rows = network._project(order)
        values.append({word: network._cache[:, row] for word, row in zip(order, rows.tolist(), strict=True)})
        network._cache = network._cache.copy()
    assert all(np.array_equal(values[0][word], other[word]) for other in values[1:] for word in words)


@pytest.mark.parametrize(
    "text",
    [
        "wort " * 6000,
        "a" * 200_000,
        "DIE REGIERUNG TAGT HEUTE. " * 500,
        "1234567890" * 10_000,
        ". " * 3000,
        "-" * 100_000,
        "\n" * 100_000,
        "שלום עולם " * 800,
        "Regie-\nrung \u200b\u200b" * 500,
    ],
    ids=["no punctuation", "one word", "capitals", "digits", "full stops", "hyphens", "newlines", "right to left", "hyphenated"],
)
def test_foundation_survives_junk_in_linear_time(text: str) -> None:
    begin = time.process_time()
    assert analyse(text).text == text
    assert time.process_time() - begin < 20  # a hundred times what a linear reading needs on a slow machine


def test_foundation_of_an_unknown_language_is_an_error() -> None:
    with pytest.raises(PackError):
        load_foundation("xx")


def test_heads_form_one_tree_where_the_best_heads_are_a_cycle() -> None:
    # Tokens 1 and 2 want each other; token 1 loses less by hanging from the root.
    scores = np.array([[4, 0, 5, 0], [1, 6, 0, 0], [0, 0, 3, 0]], dtype=np.float32)
    assert decode_heads([scores]).tolist() == [0, 1, 2]


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 12), st.integers(0, 2**32 - 1))
def test_heads_always_form_a_tree_with_one_root(size: int, seed: int) -> None:
    scores = np.random.RandomState(seed).randn(size, size + 1).astype(np.float32)
    assert is_tree(decode_heads([scores]))

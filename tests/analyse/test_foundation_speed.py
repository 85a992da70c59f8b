"""What makes the foundation fast has to give the same as the plain way to compute it."""

from __future__ import annotations

import time
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.strings import StringStore
from spacy.vectors import Vectors

from lagebild.analyse.foundation import load_foundation
from lagebild.analyse.foundation.docs import Sentence, build_doc
from lagebild.analyse.foundation.ngrams import NgramHasher
from lagebild.analyse.foundation.tokens import Stop, Tokens
from lagebild.analyse.foundation.trees import decode_heads

SETTINGS = {"minn": 4, "maxn": 5, "hash_count": 2, "hash_seed": 2166136261, "bow": "<", "eow": ">"}


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60), min_size=1, max_size=5))
def test_ngrams_hash_as_spacy_does(forms: list[str]) -> None:
    vectors = Vectors(strings=StringStore(), data=np.zeros((10, 2), dtype=np.float32), mode="floret", **SETTINGS)
    hashes, counts = NgramHasher(**SETTINGS).hashes(forms)
    ends = np.cumsum(counts).tolist()
    for form, begin, end in zip(forms, [0, *ends], ends, strict=False):
        expected = [number for ngram in vectors._get_ngrams(form) for number in vectors._get_ngram_hashes(ngram)]
        assert sorted(hashes[begin:end].tolist()) == sorted(expected)


def _best_tree(scores: np.ndarray) -> float:
    """The score of the best tree with one root, by trying all."""
    count = len(scores)
    best = -np.inf
    for heads in product(range(count + 1), repeat=count):
        if heads.count(0) != 1 or any(head == index for index, head in enumerate(heads, start=1)):
            continue
        reached, before = {0}, -1
        while len(reached) != before:
            before = len(reached)
            reached |= {index for index, head in enumerate(heads, start=1) if head in reached}
        if len(reached) == count + 1:
            best = max(best, sum(scores[index, head] for index, head in enumerate(heads)))
    return best


@settings(max_examples=80, deadline=None)
@given(st.integers(1, 4), st.integers(0, 10**6))
def test_heads_are_the_best_tree_where_one_token_wants_the_root(size: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(size, size + 1)).astype(np.float32)
    scores[:, 0] -= 20  # one root is then the best number of roots
    heads = decode_heads([scores.copy()])
    assert sum(scores[index, head] for index, head in enumerate(heads)) == pytest.approx(_best_tree(scores), abs=1e-4)


def test_heads_of_a_long_run_of_nested_cycles_take_bounded_time() -> None:
    size = 400
    places = np.arange(size)
    scores = -np.abs(places[:, None] - np.arange(-1, size)).astype(np.float32)  # every token wants its neighbours
    scores[:, 0] = -(10.0**4)
    begun = time.process_time()
    heads = decode_heads([scores])
    assert time.process_time() - begun < 5  # 0.1 s; ten times this where each contraction copies the table
    assert np.count_nonzero(heads == 0) == 1


def test_doc_blanks_hang_from_the_token_before_them() -> None:
    text = " \nJa  nein \n"
    tokens = Tokens([2, 6], [4, 10], [Stop.NONE, Stop.NONE])
    sentence = Sentence(["ADV", "ADV"], ["ADV", "ADV"], ["", "Case=Nom"], ["ja", "nein"], [1, -1], ["advmod", "root"])
    doc = build_doc(load_foundation("de").vocab, text, tokens, [sentence])
    assert doc.text == text
    assert [(token.text, token.head.i, token.dep_) for token in doc] == [
        (" \n", 1, "dep"),
        ("Ja", 3, "advmod"),
        (" ", 1, "dep"),
        ("nein", 3, "root"),
        ("\n", 3, "dep"),
    ]
    assert [str(token.morph) for token in doc] == ["", "", "", "Case=Nom", ""]


@pytest.mark.parametrize("text", ["", " ", "\n\n"])
def test_doc_of_blanks_keeps_them(text: str) -> None:
    doc = build_doc(load_foundation("de").vocab, text, Tokens([], [], []), [])
    assert doc.text == text

"""Names: features at run time are those of training, the best labels are found, spans point into the text."""

from __future__ import annotations

import json
from pathlib import Path

import marisa_trie
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.analyse.foundation import load_foundation
from lagebild.analyse.foundation.features import SubwordVectors
from lagebild.analyse.foundation.known_names import Name, find_known_names
from lagebild.analyse.foundation.lexicon import Lexicon
from lagebild.analyse.foundation.name_features import NameList, NameWords, WordGroups, feature_names
from lagebild.analyse.foundation.names import NameFinder, Weights, decode, load_name_finder, names_of, write_names
from lagebild.knowledge.vocabulary import vocabulary
from lagebild.lang.pack import load_pack

PACK = load_pack("de")
LABELS = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]
IMPOSSIBLE = -1e4
LISTED = {"Edda": "G", "Brandis": "S", "Bad Orb": "p", "Orb": "p", "Kassel": "PSp"}
SENTENCES = [["Edda", "Brandis", "kam", "nach", "Bad", "Orb", "."], ["Paris", "schweigt"], ["Die", "EU-Kommission", "tagt", "."]]
TAGS = [["NE", "NE", "VVFIN", "APPR", "NE", "NE", "$."], ["NE", "VVFIN"], ["ART", "NN", "VVFIN", "$."]]


def moves() -> list[list[float]]:
    """No label I without a label of its type before it."""
    return [[IMPOSSIBLE if b[0] == "I" and a[1:] != b[1:] else 0.0 for b in LABELS] for a in LABELS]


@pytest.fixture
def lists(tmp_path: Path) -> NameList:
    trie = marisa_trie.BytesTrie((name + " ", letters.encode()) for name, letters in LISTED.items())
    trie.save(str(tmp_path / "names.marisa"))
    return NameList(tmp_path)


@pytest.fixture(scope="module")
def groups() -> WordGroups:
    vectors = SubwordVectors(PACK.folder / "model")
    centres = vectors.get(["Stadt", "Minister", "sagte"])
    return WordGroups(vectors, centres[:2], centres)


@pytest.fixture
def words(lists: NameList, groups: WordGroups) -> NameWords:
    return NameWords(Lexicon(PACK.folder / "model"), vocabulary(PACK), lists, groups)


def make_weights(folder: Path, weights: dict[str, list[int]], **more: float) -> Weights:
    data = {"labels": LABELS, "scale": 10, "transitions": moves(), "weights": weights, "few": [[1]], "many": [[1]], **more}
    path = folder / "names.json"
    path.write_text(json.dumps(data), "utf-8")
    return Weights(path)


def test_names_of_labels() -> None:
    assert names_of(["B-PER", "I-PER", "O", "B-LOC", "B-LOC"]) == [Name(0, 2, "PER"), Name(3, 4, "LOC"), Name(4, 5, "LOC")]
    assert names_of([]) == []


def test_names_listed_words_and_genitives(lists: NameList) -> None:
    assert lists.lists("Edda") == lists.lists("Eddas") == "G"
    assert lists.lists("Bad") == "-"
    assert lists.longest(["Bad", "Orb", "liegt"]) == (2, "p")
    assert lists.longest(["Orb", "liegt"]) is None


def test_names_spans_of_several_words(words: NameWords) -> None:
    assert words.spans(["In", "Bad", "Orb", "."]) == ["-", "Bp", "Ip", "-"]
    assert words.spans(["die", "Europäische", "Union"])[1:] == ["Borganisation", "Iorganisation"]


def test_names_without_knowledge_looks_like_unknown(lists: NameList, groups: WordGroups) -> None:
    words = NameWords(Lexicon(PACK.folder / "model"), vocabulary(PACK), lists, groups, knowledge=False)
    symbols = words.symbols("Edda")
    assert (symbols["list"], symbols["known"]) == ("-", "-")
    assert words.spans(["Bad", "Orb"]) == ["-", "-"]


def test_names_groups_of_similar_words(groups: WordGroups) -> None:
    assert groups.of("Stadt") == ("0", "0")
    assert groups.of("Minister")[0] == groups.of("Ministers")[0] == "1"
    assert groups.of("sagte")[1] == "2"


def test_names_scores_are_sums_over_the_features_of_training(tmp_path: Path, words: NameWords) -> None:
    rows = [
        feature_names([words.symbols(form) for form in sentence], tags, words.spans(sentence))
        for sentence, tags in zip(SENTENCES, TAGS, strict=True)
    ]
    features = sorted({name for sentence in rows for row in sentence for name in row})
    rng = np.random.default_rng(1)
    table = {name: rng.integers(-50, 50, len(LABELS)).tolist() for name in features}
    finder = NameFinder(make_weights(tmp_path, table), words)
    expected = [np.sum([table[name] for name in row], 0) / 10 for sentence in rows for row in sentence]
    for _ in range(2):  # the second time from memory
        np.testing.assert_allclose(finder.scores(SENTENCES, TAGS), expected, rtol=1e-4, atol=1e-3)


def test_names_same_alone_and_together(tmp_path: Path, words: NameWords) -> None:
    weights = make_weights(tmp_path, {"list@0=G": [0, 30, 0, 0, 0], "list@0=S": [0, 0, 30, 0, 0], "shape@0=Xxx": [5, 6, 6, 7, 6]})
    together = NameFinder(weights, words).find(SENTENCES, TAGS)
    alone = [NameFinder(weights, words).find([sentence], [tags])[0] for sentence, tags in zip(SENTENCES, TAGS, strict=True)]
    assert together == alone
    assert together[0][0] == Name(0, 2, "PER")


def test_names_network_decides_where_words_say_nothing(tmp_path: Path, words: NameWords) -> None:
    finder = NameFinder(make_weights(tmp_path, {}, network_weight=1.0), words)
    network = np.log(np.full((2, len(LABELS)), 0.1, np.float32))
    network[0, LABELS.index("B-LOC")] = 0
    network[1, LABELS.index("O")] = 0
    assert finder.find([["Paris", "schweigt"]], [["NE", "VVFIN"]], network) == [[Name(0, 1, "LOC")]]


@pytest.mark.parametrize(
    ("scores", "labels"),
    [
        ([[0, 0, 9, 0, 0]], ["O"]),  # no sentence begins inside a name
        ([[0, 2, 0, 0, 0], [0, 0, 3, 0, 0]], ["B-PER", "I-PER"]),
        ([[0, 2, 0, 0, 0], [1, 0, 0, 0, 3]], ["B-PER", "O"]),
    ],
)
def test_names_decode(scores: list[list[float]], labels: list[str]) -> None:
    paths = decode(np.array(scores, np.float32), [len(scores)], np.array(moves(), np.float32))
    assert [LABELS[i] for i in paths[0]] == labels


def test_names_known_without_training(lists: NameList) -> None:
    words = vocabulary(PACK)
    found = find_known_names(
        ["Edda", "Brandis", "reist", "nach", "Frankreich"], ["NE", "NE", "VVFIN", "APPR", "NE"], words, lists
    )
    assert found == [Name(0, 2, "PER"), Name(4, 5, "LOC")]


def test_names_written_with_offsets_into_the_text(tmp_path: Path, words: NameWords) -> None:
    weights = make_weights(tmp_path, {"list@0=p": [0, 0, 0, 0, 40], "form@0=Bad": [0, 0, 0, 40, 0]})
    text = "Er war  in  Bad  Orb."
    doc = load_foundation("de").analyse(text)
    write_names(doc, NameFinder(weights, words))
    assert [(ent.label_, text[ent.start_char : ent.end_char]) for ent in doc.ents] == [("LOC", "Bad  Orb")]


@pytest.fixture(scope="module")
def finder() -> NameFinder:
    return load_name_finder(PACK, Lexicon(PACK.folder / "model"))


@settings(max_examples=60, deadline=None)
@given(sentences=st.lists(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=6), min_size=1, max_size=4))
def test_names_any_words(finder: NameFinder, sentences: list[list[str]]) -> None:
    tags = [["NE"] * len(sentence) for sentence in sentences]
    for sentence, names in zip(sentences, finder.find(sentences, tags), strict=True):
        assert all(0 <= name.begin < name.end <= len(sentence) for name in names)

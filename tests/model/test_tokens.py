"""Tokens as plain values say the same as spaCy's."""

from __future__ import annotations

import gc

from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from lagebild.model.tokens import root_of, tokens_of

VOCAB = Vocab()
WORDS = ["Die", "Regierung", ",", "sagte", "\n\n", "–", "Minsk"]
MORPHS = ["", "Case=Nom|Number=Sing", "Mood=Sub|Tense=Past"]


@st.composite
def docs(draw: st.DrawFn) -> Doc:
    """Docs of one or two sentences with any tree: heads point at earlier words of the sentence, the first word is its root."""
    words: list[str] = []
    heads: list[int] = []
    for _ in range(draw(st.integers(1, 2))):
        begin, size = len(words), draw(st.integers(1, 6))
        words += [draw(st.sampled_from(WORDS)) for _ in range(size)]
        heads += [begin, *(begin + draw(st.integers(0, i - 1)) for i in range(1, size))]
    size = len(words)
    return Doc(
        VOCAB,
        words=words,
        spaces=[draw(st.booleans()) for _ in words],
        tags=["NN"] * size,
        pos=["NOUN"] * size,
        lemmas=[word.lower() for word in words],
        morphs=[draw(st.sampled_from(MORPHS)) for _ in words],
        heads=heads,
        deps=["root" if head == i else "obl:arg" for i, head in enumerate(heads)],
    )


@given(docs())
def test_tokens_are_those_of_spacy(doc: Doc) -> None:
    names = ("i", "idx", "text", "lower_", "lemma_", "tag_", "pos_", "dep_", "whitespace_", "is_punct", "is_space", "is_alpha")
    for theirs, ours in zip(doc, tokens_of(doc), strict=True):
        assert [getattr(ours, name) for name in names] == [getattr(theirs, name) for name in names]
        assert (len(ours), ours.head.i, ours.sent_begin) == (len(theirs), theirs.head.i, theirs.sent.start)
        assert [t.i for t in ours.children] == [t.i for t in theirs.children]
        assert [t.i for t in ours.subtree] == [t.i for t in theirs.subtree]
        assert [t.i for t in ours.ancestors] == [t.i for t in theirs.ancestors]
        assert str(ours.morph) == str(theirs.morph)
        assert all(ours.morph.get(name) == theirs.morph.get(name) for name in ("Case", "Tense", "Person"))


@given(docs(), st.data())
def test_root_of_a_stretch_is_that_of_spacy(doc: Doc, data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(doc) - 1))
    end = data.draw(st.integers(begin + 1, len(doc)))
    assert root_of(tokens_of(doc)[begin:end]).i == doc[begin:end].root.i


def test_tokens_are_made_once_and_do_not_hold_the_doc() -> None:
    doc = Doc(VOCAB, words=["Minsk"])
    tokens = tokens_of(doc)
    assert tokens_of(doc) is tokens
    assert tokens[0].doc is doc
    del doc
    gc.collect()
    assert tokens[0].doc is None
    assert tokens_of(Doc(VOCAB)) == ()

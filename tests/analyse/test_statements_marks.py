"""Quotation marks: paired when they can be, never an exception, never quadratic."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from lagebild.analyse.foundation import load_foundation
from lagebild.analyse.statements import draft_statements
from lagebild.analyse.statements.marks import MAX_LENGTH, find_quoted
from lagebild.lang.pack import load_pack
from lagebild.model.layers import Sentence
from lagebild.model.tokens import tokens_of

PACK = load_pack("de")


def stretches(text: str) -> list[str]:
    return [text[q.begin : q.end] for q in find_quoted(text) if q.depth == 0]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Er rief „Halt!“ und ging.", ["„Halt!“"]),
        ("Er rief »Halt!« und ging.", ["»Halt!«"]),
        ("Er rief «Halt!» und ging.", ["«Halt!»"]),
        ("Er rief “Halt!” und ging.", ["“Halt!”"]),
        ('Er rief "Halt!" und ging.', ['"Halt!"']),
        ("„Er rief ‚Halt!‘ und ging“, sagte sie.", ["„Er rief ‚Halt!‘ und ging“"]),
        ("Er rief „Halt! und ging.\n\nSie blieb.", ["„Halt! und ging."]),
        ("Er rief Halt!“ und ging.", []),
        ('Zwei Meter 5" lang', []),
    ],
)
def test_marks_pair(text: str, found: list[str]) -> None:
    assert stretches(text) == found


def test_marks_inner_stretch_is_deeper() -> None:
    assert [q.depth for q in find_quoted("„Er rief ‚Halt!‘ und ging“")] == [0, 1]


def test_marks_around_a_whole_text_quote_nothing() -> None:
    assert find_quoted("„" + "Die Schiffe laufen ein. " * (MAX_LENGTH // 10) + "“") == ()


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet='„“”"»«‚‘’›‹ab .\n', max_size=200))
def test_marks_never_fail_and_stay_in_the_text(text: str) -> None:
    for quoted in find_quoted(text):
        assert 0 <= quoted.begin < quoted.end <= len(text)


def read(text: str) -> Doc:
    doc = load_foundation("de").analyse(text)
    sents = [[t for t in sent if not t.is_space] for sent in doc.sents]
    doc._.sentences = tuple(
        Sentence(k, s[0].idx, s[-1].idx + len(s[-1]), "body", s[0].i, s[-1].i + 1) for k, s in enumerate(sents) if s
    )
    return doc


@pytest.mark.parametrize(
    "text",
    [
        "",
        "„",
        "„“",
        "„„„„““““",
        "„" * 10_000,
        '"' * 10_000,
        "sagte: „",
        "„Wir gehen jetzt alle nach Hause, sagte",
        "„Der Hafen ist offen. Die Schiffe laufen ein. Alle freuen sich.“",
        ", sagte er, dass, laut, nach Angaben, zufolge, so",
        "Laut laut laut nach Angaben zufolge demnach wonach.",
        "Er sagte er sagte er sagte, dass dass dass.",
    ],
)
def test_statements_survive_broken_text(text: str) -> None:
    for draft in draft_statements(read(text), PACK).drafts:
        assert all(b < e for b, e in draft.quote)


def seconds(doc: Doc) -> float:
    begin = time.process_time()
    draft_statements(doc, PACK)
    return time.process_time() - begin


@pytest.mark.parametrize("piece", ["„Wir bleiben“, sagte er, der Hafen sei offen. ", '„ « " ', "laut Angaben, sagte "])
def test_statements_time_grows_with_the_text_alone(piece: str) -> None:
    short, long = read(piece * 100), read(piece * 800)
    tokens_of(short), tokens_of(long)  # are made once, for all layers
    seconds(short)
    assert seconds(long) < 40 * max(seconds(short), 1e-3)  # eightfold text; a quadratic reading would take 64 times as long

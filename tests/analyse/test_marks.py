"""Long runs of marks are annotated without the network, whatever the marks are."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from lagebild.analyse.foundation import load_foundation
from lagebild.analyse.foundation.docs import Sentence
from lagebild.analyse.foundation.marks import MIN_MARKS, Marks, is_marks_only
from lagebild.build import read_text


@pytest.mark.parametrize(
    ("forms", "expected"),
    [
        (["„"] * MIN_MARKS, True),
        (["„", "»", "\u200b"] * MIN_MARKS, True),
        (["„"] * (MIN_MARKS - 1), False),  # parsed as before
        (["„"] * MIN_MARKS + ["ja"], False),
        (["5"] * MIN_MARKS, False),
        (["„a"] * MIN_MARKS, False),
    ],
)
def test_only_long_runs_without_a_letter_or_digit_are_marks(forms: list[str], expected: bool) -> None:
    assert is_marks_only(forms) is expected


def test_each_mark_is_parsed_once() -> None:
    asked: list[str] = []

    def parse(sentences: Sequence[Sequence[str]]) -> list[Sentence]:
        asked.extend(form for (form,) in sentences)
        return [Sentence(["$("], ["PUNCT"], [""], [form], [-1], ["root"]) for (form,) in sentences]

    marks = Marks(parse)
    found = marks.annotate(["„", "»", "„", "“"])
    assert marks.annotate(["»", "„"]).lemmas == ["»", "„"]
    assert asked == ["„", "»", "“"]
    assert (found.lemmas, found.heads, found.relations) == (["„", "»", "„", "“"], [-1, 0, 0, 0], ["root"] + ["punct"] * 3)


def test_marks_stand_between_sentences_that_are_parsed() -> None:
    text = "Die Regierung sprach.\n\n" + "„»" * 200 + "\n\nDer Minister ging."
    doc = load_foundation("de").analyse(text)
    assert doc.text == text
    plain = load_foundation("de").analyse("Die Regierung sprach.\n\nDer Minister ging.")
    assert [(t.text, t.tag_, t.dep_) for t in doc if t.is_alpha] == [(t.text, t.tag_, t.dep_) for t in plain if t.is_alpha]
    assert {t.tag_ for t in doc if not t.is_alpha and not t.is_space} == {"$(", "$."}


@pytest.mark.parametrize("mark", ["„", "“", "»", "«", '"', "'", "‚", "„“", "»\"'“", "“„"])
def test_ten_thousand_quotation_marks_are_read(mark: str) -> None:
    text = "Die Regierung in Minsk warnt China.\n\n" + mark * (10_000 // len(mark))
    reading = read_text(text, published="2024-03-05", language="de")
    assert not reading.failures
    assert not reading.statements

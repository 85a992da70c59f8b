from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lagebild.present.marks import Mark, cut_text

TEXT = "Der Präsident sagte: <b>Wir kommen</b> & bleiben."
MARKS = st.lists(
    st.builds(
        lambda begin, length, kind: Mark(begin, begin + length, kind, f"{kind}-{begin}", kind),
        st.integers(0, 60),
        st.integers(0, 20),
        st.sampled_from(["event", "quote", "time"]),
    ),
    max_size=12,
)


@given(MARKS)
def test_marks_stretches_join_to_the_text(marks: list[Mark]):
    assert "".join(stretch.text for stretch in cut_text(TEXT, marks)) == TEXT


@given(MARKS)
def test_marks_every_valid_mark_covers_its_characters(marks: list[Mark]):
    position, classes = 0, []
    for stretch in cut_text(TEXT, marks):
        classes += [set(stretch.classes.split())] * len(stretch.text)
        position += len(stretch.text)
    for mark in marks:
        if mark.begin < mark.end <= len(TEXT):
            assert all(mark.kind in classes[i] for i in range(mark.begin, mark.end))


def test_marks_anchor_stands_where_its_mark_begins():
    stretches = cut_text(TEXT, [Mark(4, 13, "event", "c-1", ""), Mark(4, 19, "quote", "s-1", "")])
    assert [(s.text, s.anchors) for s in stretches if s.anchors] == [("Präsident", ("s-1", "c-1"))]

"""Sentences of nothing but marks: ten thousand quotation marks in a row have no grammar that is worth parsing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lagebild.analyse.foundation.docs import ROOT, Sentence

MIN_MARKS = 16  # a shorter sentence of marks, such as a line of three asterisks, is cheap to parse
MAX_CACHED_FORMS = 2_000
MARK_RELATION = "punct"

Parse = Callable[[Sequence[Sequence[str]]], list[Sentence]]


def is_marks_only(forms: Sequence[str]) -> bool:
    """Whether a sentence is a long run of tokens without a letter or digit."""
    return len(forms) >= MIN_MARKS and not any(form.isalnum() or any(map(str.isalnum, form)) for form in forms)


class Marks:
    """Annotates sentences of marks: each different mark is parsed once, alone, and all hang from the first."""

    def __init__(self, parse: Parse) -> None:
        self._parse = parse
        self._known: dict[str, Sentence] = {}

    def annotate(self, forms: Sequence[str]) -> Sentence:
        """The annotations of a sentence of marks."""
        alone = self._alone(forms)
        rest = len(forms) - 1
        return Sentence(
            tags=[alone[form].tags[0] for form in forms],
            pos=[alone[form].pos[0] for form in forms],
            morphs=[alone[form].morphs[0] for form in forms],
            lemmas=[alone[form].lemmas[0] for form in forms],
            heads=[-1, *[0] * rest],
            relations=[ROOT, *[MARK_RELATION] * rest],
        )

    def _alone(self, forms: Sequence[str]) -> dict[str, Sentence]:
        """Every different form as a sentence of its own."""
        new = [form for form in dict.fromkeys(forms) if form not in self._known]
        if len(self._known) + len(new) > MAX_CACHED_FORMS:
            self._known.clear()
            new = list(dict.fromkeys(forms))
        self._known.update(zip(new, self._parse([[form] for form in new]) if new else (), strict=True))
        return self._known

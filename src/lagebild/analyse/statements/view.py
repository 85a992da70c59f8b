"""A Doc seen as plain lists, so that the rules of this layer read every token's features once."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc

from lagebild.analyse.statements.lexicon import Lexicon
from lagebild.analyse.statements.marks import MARKS, Quoted, find_quoted
from lagebild.model.tokens import tokens_of

FINITE = frozenset({"VVFIN", "VAFIN", "VMFIN", "VVIMP", "VAIMP"})
NOUNS = frozenset({"NN", "NE", "FM", "XY"})
PARTICIPLES = frozenset({"VVPP", "VAPP", "VMPP"})
INFINITIVES = frozenset({"VVINF", "VAINF", "VMINF", "VVIZU"})


@dataclass(slots=True)
class View:
    """Parallel lists over the tokens of a Doc that are no blanks; `places` are their indexes in the Doc.

    `subjunctive`: 2 for a present subjunctive that cannot be an indicative ("sei"), 1 for a form that may be one
    ("hätten", "würde"), 0 otherwise. `quoted`: index into `stretches` of the outermost quotation that holds the token, or -1.
    """

    doc: Doc
    text: str  # `doc.text` is joined anew at every access
    places: list[int]
    words: list[str]
    lower: list[str]
    tags: list[str]
    lemmas: list[str]
    begins: list[int]
    ends: list[int]
    stretches: tuple[Quoted, ...]
    inner: tuple[Quoted, ...]
    subjunctive: list[int] = field(default_factory=list)
    quoted: list[int] = field(default_factory=list)
    stretch_tokens: list[tuple[int, int]] = field(default_factory=list)

    def is_finite(self, i: int) -> bool:
        return self.tags[i] in FINITE

    def is_mark(self, i: int) -> bool:
        return self.words[i] in MARKS or self.words[i] in {"``", "''"}

    def case(self, i: int) -> str:
        """The tagger's case of the token, "" if it has none."""
        values = tokens_of(self.doc)[self.places[i]].morph.get("Case")
        return values[0] if values else ""


def make_view(doc: Doc, lexicon: Lexicon) -> View:
    """The view of a tagged Doc."""
    every = tokens_of(doc)
    tokens = [t for t in every if not t.is_space]
    words = [t.text for t in tokens]
    begins = [t.idx for t in tokens]
    text = "".join([t.text + t.whitespace_ for t in every])
    found = find_quoted(text)
    view = View(
        doc=doc,
        text=text,
        places=[t.i for t in tokens],
        words=words,
        lower=[w.lower() for w in words],
        tags=["XY" if t.tag_ in FINITE and t.text.endswith(".") else t.tag_ for t in tokens],  # "ver.di" taken apart
        lemmas=[t.lemma_ for t in tokens],
        begins=begins,
        ends=[b + len(w) for b, w in zip(begins, words, strict=True)],
        stretches=tuple(q for q in found if q.depth == 0),
        inner=tuple(q for q in found if q.depth > 0),
    )
    _place_stretches(view)
    view.subjunctive = [_subjunctive(view, i, lexicon) for i in range(len(words))]
    return view


def _place_stretches(view: View) -> None:
    """Fill `quoted` and `stretch_tokens`; both lists are sorted, so one pass does."""
    view.quoted = [-1] * len(view.words)
    at, n = 0, len(view.words)
    for index, stretch in enumerate(view.stretches):
        while at < n and view.ends[at] <= stretch.begin:
            at += 1
        first = at
        while at < n and view.begins[at] < stretch.end:
            view.quoted[at] = index
            at += 1
        view.stretch_tokens.append((first, at))


def _subjunctive(view: View, i: int, lexicon: Lexicon) -> int:
    tag = view.tags[i]
    lower = view.lower[i]
    if lower in lexicon.subjunctive_strong:
        return 0 if tag[:2] in {"NN", "NE"} or _has_first_person(view, i, lexicon) else 2
    if tag not in FINITE:
        return 0
    if lower in lexicon.subjunctive_weak:
        return 1
    lemma = view.lemmas[i]
    if (
        lower.endswith("e")
        and len(lower) > 3
        and (lower + "n" == lemma or _is_stem_of(lower, lemma) or _is_shortened(lower, lemma))
        and lower not in lexicon.indicative
    ):
        return 0 if _has_first_person(view, i, lexicon) else 2
    return 0


def _is_stem_of(form: str, lemma: str) -> bool:
    """Whether the form is the present stem of a separable verb whose lemma carries its particle ("teile" of "mitteilen")."""
    return lemma.endswith(form + "n") and 2 <= len(lemma) - len(form) - 1 <= 8


def _is_shortened(form: str, lemma: str) -> bool:
    """Whether the form is the present stem of a verb in -eln or -ern ("handle", "verbessere")."""
    return lemma in {form[:-1] + "n", form[:-2] + "e" + form[-2:-1] + "n"}


def _has_first_person(view: View, i: int, lexicon: Lexicon) -> bool:
    return any(view.lower[j] in lexicon.words["first_person"] for j in range(max(0, i - 6), min(len(view.words), i + 5)))

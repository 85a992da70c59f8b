"""The clause layer: who does what to whom in every clause, from tags, cases, order and the parse together."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.attrs import IDX
from spacy.tokens import Doc

from lagebild.analyse.clauses.lexicon import load_clause_lexicon
from lagebild.analyse.clauses.records import make_clauses
from lagebild.analyse.clauses.relations import relate
from lagebild.analyse.clauses.view import views
from lagebild.analyse.clauses.work import work_out
from lagebild.lang.pack import LanguagePack
from lagebild.model.clauses import Clause
from lagebild.model.doc import sentences_of
from lagebild.stages import stage

__all__ = ["find_clauses"]


@stage(reads=("sentences",), writes="clauses")
def find_clauses(doc: Doc, pack: LanguagePack) -> Iterator[Clause]:
    """The clauses of all sentences of the lead and body, in text order."""
    lexicon = load_clause_lexicon(pack)
    begins: list[int] = doc.to_array([IDX]).tolist()
    count = 0
    for view in views(doc, sentences_of(doc), lexicon.closed):
        if not view.words:
            continue
        work = work_out(view, lexicon)
        relate(work)
        spans = (
            [begins[i] for i in view.places],
            [begins[i] + len(word) for i, word in zip(view.places, view.words, strict=True)],
        )
        for clause in make_clauses(work, spans, count):
            yield clause
            count += 1

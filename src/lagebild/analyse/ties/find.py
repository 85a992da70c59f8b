"""The stage that finds ties: from nouns that name a relation, verbs that state, begin or end one, and phrases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc

from lagebild.analyse.figures.clause import by_sentence
from lagebild.analyse.ties.actors import View, key_of, view_of
from lagebild.analyse.ties.changes import changes_in, claims_by_sentence
from lagebild.analyse.ties.details import bound_of, source_of, status_of
from lagebild.analyse.ties.found import Found
from lagebild.analyse.ties.lexicon import TieWords, load_tie_words
from lagebild.analyse.ties.nouns import of_noun
from lagebild.analyse.ties.phrases import of_phrase
from lagebild.analyse.ties.verbs import of_clause
from lagebild.lang.pack import LanguagePack
from lagebild.model.clauses import Clause
from lagebild.model.doc import claims_of, clauses_of, sentences_of, statements_of, times_of
from lagebild.model.ids import make_id
from lagebild.model.layers import Claim, Sentence, Statement, Tie, TieParty, TimeExpression
from lagebild.model.span import span_of
from lagebild.stages import stage

Key = tuple[str, frozenset[str]]


@stage(reads=("sentences", "clauses", "times", "actors", "statements", "claims"), writes="ties")
def find_ties(doc: Doc, pack: LanguagePack) -> Iterator[Tie]:
    """Standing relations between actors, each kind between the same parties once, where it is stated first.

    What later sentences add to a tie (level, dates, its beginning or end) is added to it.
    """
    words = load_tie_words(pack)
    view = view_of(doc, words, pack.language)
    statements, claims = by_sentence(statements_of(doc)), claims_by_sentence(claims_of(doc))
    clauses: dict[int, list[Clause]] = {}
    for clause in clauses_of(doc):
        clauses.setdefault(clause.sentence, []).append(clause)
    times: dict[int, list[TimeExpression]] = {}
    for time in times_of(doc):
        if time.sentence is not None:
            times.setdefault(time.sentence, []).append(time)
    known: dict[Key, Tie] = {}
    for sentence in sentences_of(doc):
        found = _widest(_in_sentence(view, sentence, clauses.get(sentence.id, [])))
        for one in sorted(found, key=lambda f: (f.begin, f.rule)):
            at = statements.get(sentence.id, ()), times.get(sentence.id, []), claims.get(sentence.id, ())
            tie = _tie(view, sentence, one, *at)
            key = _key(one)
            known[key] = _with(known[key], tie, words) if key in known else tie
    yield from known.values()


def _key(found: Found) -> Key:
    return found.kind, frozenset(key_of(p) for _, p in found.parties)


def _in_sentence(view: View, sentence: Sentence, clauses: list[Clause]) -> Iterator[Found]:
    for clause in clauses:
        yield from of_clause(view, sentence, clause)
    for i in range(sentence.token_begin, sentence.token_end):
        if view.tokens[i].tag_ in {"NN", "NE"} and (found := of_noun(view, sentence, view.tokens[i])) is not None:
            yield found
    for phrase in view.words.phrases:
        if (found := of_phrase(view, sentence, phrase)) is not None:
            yield found


def _widest(found: Iterator[Found]) -> list[Found]:
    """Without those whose parties are only some of another one of the same kind in the sentence."""
    every = [(_key(one), one) for one in found]
    return [one for (kind, parties), one in every if not any(kind == other and parties < more for (other, more), _ in every)]


def _tie(
    view: View,
    sentence: Sentence,
    found: Found,
    statements: tuple[Statement, ...],
    times: list[TimeExpression],
    claims: tuple[Claim, ...],
) -> Tie:
    evidence = span_of(view.text, found.begin, found.end)
    changes = changes_in(view, sentence, found, times, claims)
    dates = {change.change: change.date for change in changes}
    return Tie(
        id=make_id("tie", found.rule, str(found.begin), evidence.text),
        kind=found.kind,
        parties=tuple(TieParty(role, p.name, p.country, p.actor_id) for role, p in found.parties),
        level=found.level,
        status=status_of(view, sentence, found, changes),
        since=bound_of(view, sentence, found, times, view.words.since) or dates.get("begin"),
        sentence=sentence.id,
        evidence=evidence,
        source=source_of(found, statements),
        rule=found.rule,
        confidence=found.confidence,
        until=bound_of(view, sentence, found, times, view.words.until) or dates.get("end"),
        changes=changes,
    )


def _with(tie: Tie, later: Tie, words: TieWords) -> Tie:
    """The tie with what a later statement of it adds; the first evidence stays."""
    level = tie.level or later.level
    if later.level is not None and words.formal_levels.search(later.level) and not words.formal_levels.search(level or ""):
        level = later.level
    seen = {change.trigger for change in tie.changes}
    changes = (*tie.changes, *(change for change in later.changes if change.trigger not in seen))
    ends = bool(later.changes) and later.changes[-1].change == "end"
    return replace(
        tie, level=level, since=tie.since or later.since, until=tie.until or later.until, changes=changes,
        status="ended" if ends else tie.status,
    )  # fmt: skip

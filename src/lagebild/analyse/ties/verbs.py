"""Ties that a verb states between its arguments: who joins, leaves, recognises, imposes, mediates."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.analyse.participants import participants_at
from lagebild.analyse.ties.actors import View, distinct, fit, key_of, named_in, organisation_before, state_of
from lagebild.analyse.ties.changes import active_role
from lagebild.analyse.ties.found import LIKELY, ORGANISATION, SURE, Found
from lagebild.analyse.ties.lexicon import TieVerb
from lagebild.model.clauses import Argument, Clause
from lagebild.model.layers import Participant, Sentence

HELD = "with"  # the argument that holds the words that a row asks for


def of_clause(view: View, sentence: Sentence, clause: Clause) -> Iterator[Found]:
    """The relations that the verb of the clause states."""
    if clause.verb is None:
        return
    for row in view.words.verbs.get(clause.verb.lemma, ()):
        if row.negated and (row.negated == "yes") != clause.verb.negated:
            continue
        if (found := _by_row(view, sentence, clause, row)) is not None:
            yield found


def _by_row(view: View, sentence: Sentence, clause: Clause, row: TieVerb) -> Found | None:
    held = _holder(view, clause, row)
    if row.held is not None and held is None:
        return None
    left = _parties(view, sentence, clause, row.left, held, direct=False)
    if row.self_role == ORGANISATION:
        left = [p for p in left if p.sector == "IGO"]
    keys = {key_of(p) for p in left}
    right = _parties(view, sentence, clause, row.right, held, direct=row.direct)
    if row.other_role == ORGANISATION:
        right = [p for p in right if p.sector == "IGO"] or _organisation_in(view, sentence, clause)
    right = [p for p in right if key_of(p) not in keys]
    parties = [(row.self_role, p) for p in left] + [(row.other_role, p) for p in right]
    if row.added is not None and row.added[0] not in {p.country for _, p in parties}:
        at = clause.begin, clause.end
        parties.append((row.added[1], state_of(view, row.added[0], at, view.text[slice(*at)])))
    if not left or len(parties) < row.needs_parties or (row.right and not right and row.needs_parties > len(left)):
        return None
    begin, end = _extent(view, clause, held)
    verb = clause.verb
    return Found(
        row.rule, row.kind, begin, end, tuple(parties), None, SURE if right else LIKELY,
        clause.tokens[0] if verb is None else verb.head, row.change,
    )  # fmt: skip


def _holder(view: View, clause: Clause, row: TieVerb) -> Argument | None:
    """The argument, not the subject, that holds the words that the row asks for."""
    if row.held is None:
        return None
    for argument in clause.arguments:
        if active_role(clause, argument) != "subject" and row.held.search(_text(view, argument)):
            return argument
    return None


def _text(view: View, argument: Argument) -> str:
    """The words of the argument, with its preposition."""
    first, last = view.tokens[argument.tokens[0]], view.tokens[argument.tokens[-1]]
    return f"{argument.preposition} {view.text[first.idx : last.idx + len(last)]}"


def _parties(
    view: View, sentence: Sentence, clause: Clause, wanted: tuple[str, ...], held: Argument | None, *, direct: bool
) -> list[Participant]:
    """The actors of the arguments that a row names, in its order."""
    found: list[Participant] = []
    for name in wanted:
        for argument in clause.arguments:
            inside = argument is held if name == HELD else active_role(clause, argument) == name
            if not inside or not argument.tokens:
                continue
            head = argument.head if argument.referent is None else argument.referent
            named = fit(participants_at(view.doc, head, why="argument of the verb", sentence=sentence.id), view.words)
            if direct:
                named = [p for p in named if p.actor_id == f"ac-{p.country}"]
            elif argument.referent is None and (not named or name == HELD):
                named = named_in(view, sentence, min(argument.tokens), max(argument.tokens) + 1)
            found += named
    return distinct(found)


def _organisation_in(view: View, sentence: Sentence, clause: Clause) -> list[Participant]:
    """The organisation that the clause names, wherever the parser hung it."""
    end = max(clause.tokens) + 1
    named = [p for p in named_in(view, sentence, min(clause.tokens), end) if p.sector == "IGO"]
    return named[:1] or organisation_before(view, sentence, min(clause.tokens), set())


def _extent(view: View, clause: Clause, held: Argument | None) -> tuple[int, int]:
    """The verb, and the words that the row asks for."""
    tokens = [] if clause.verb is None else [*clause.verb.tokens]
    if held is not None:
        tokens += held.tokens
    words = [view.tokens[i] for i in tokens]
    return min(w.idx for w in words), max(w.idx + len(w) for w in words)

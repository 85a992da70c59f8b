"""Which words of a clause begin or end a tie, and the claim that was read from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lagebild.analyse.ties.actors import View
from lagebild.analyse.ties.found import Found
from lagebild.model.clauses import Argument, Clause
from lagebild.model.layers import Claim, Sentence, TieChange, TimeExpression
from lagebild.model.span import span_of


def change_of(view: View, token: int, kind: str) -> str | None:
    """How the verb of its clause changes the relation that the noun at `token` names: "begin", "end", None if it does not."""
    clause = view.clauses.get(token)
    if clause is None or clause.verb is None:
        return None
    role = role_of(clause, token)
    text = view.text[clause.begin : clause.end]
    for row in view.words.changes.get(clause.verb.lemma, ()):
        fits = (not row.kinds or kind in row.kinds) and role in row.roles
        if fits and (row.needs is None or row.needs.search(text)):
            return row.change
    return None


def role_of(clause: Clause, token: int) -> str | None:
    """The part that the token's phrase plays in the clause, as if the clause were active: "prep:" with the preposition."""
    for argument in clause.arguments:
        if token in argument.tokens:
            return active_role(clause, argument)
    return None


def active_role(clause: Clause, argument: Argument) -> str:
    """The role of the argument, of a passive clause the one that it has in the active."""
    passive = clause.verb is not None and clause.verb.voice != "active"
    if passive and argument.role == "subject":
        return "accusative"
    if argument.role == "agent":
        return "subject"
    return f"prep:{argument.preposition}" if argument.role == "prepositional" else argument.role


def is_real(clause: Clause) -> bool:
    """Whether the clause says that something is or was so: not denied, wanted, asked for or supposed."""
    verb = clause.verb
    if verb is None or verb.negated or verb.modal or verb.mood in {"konjunktiv2", "imperative"}:
        return False
    return verb.finite is not None and verb.tense not in {"future", "future-perfect"}


def changes_in(
    view: View, sentence: Sentence, found: Found, times: Sequence[TimeExpression], claims: Sequence[Claim]
) -> tuple[TieChange, ...]:
    """The beginning or end of the tie that its clause reports; empty where it reports none or only a wish."""
    clause = view.clauses.get(found.token)
    change = found.change or change_of(view, found.token, found.kind)
    if clause is None or clause.verb is None or not change:
        return ()
    by_noun = bool(found.change) and found.token not in clause.verb.tokens
    if not by_noun and not is_real(clause):
        return ()
    word = view.tokens[found.token if by_noun else clause.verb.head]
    trigger = span_of(view.text, word.idx, word.idx + len(word))
    return (
        TieChange(
            "begin" if change == "begin" else "end", sentence.id, trigger, _date(clause, times),
            _claim(view, clause, found, claims),
        ),
    )  # fmt: skip


def _date(clause: Clause, times: Sequence[TimeExpression]) -> str | None:
    """The only date that stands in the clause."""
    inside = [t for t in times if t.type == "DATE" and t.interval is not None and clause.begin <= t.span.begin < clause.end]
    return inside[0].value if len(inside) == 1 else None


def _claim(view: View, clause: Clause, found: Found, claims: Sequence[Claim]) -> str | None:
    """The claim whose trigger is the verb of the clause, else the noun, else in the evidence."""
    verbs = () if clause.verb is None else clause.verb.tokens
    spans = [[view.tokens[i].idx for i in verbs], [view.tokens[found.token].idx]]
    for starts in spans:
        for claim in claims:
            if any(claim.trigger.begin <= start < claim.trigger.end for start in starts):
                return claim.id
    return next((c.id for c in claims if found.begin <= c.trigger.begin < found.end), None)


def claims_by_sentence(claims: Sequence[Claim]) -> Mapping[int, tuple[Claim, ...]]:
    """The claims of each sentence, in text order."""
    found: dict[int, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.sentence, []).append(claim)
    return {sentence: tuple(inside) for sentence, inside in found.items()}

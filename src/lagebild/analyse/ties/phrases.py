"""Ties from phrases that state one between the actors before and after them."""

from __future__ import annotations

from lagebild.analyse.figures.clause import clause_around
from lagebild.analyse.ties.actors import View, key_of, named_in, organisation_before, phrase_end, state_of, subjects_of
from lagebild.analyse.ties.found import LIKELY, ORGANISATION, Found
from lagebild.analyse.ties.lexicon import TiePhrase
from lagebild.model.layers import Sentence


def of_phrase(view: View, sentence: Sentence, phrase: TiePhrase) -> Found | None:
    """The relation that a phrase states in the sentence, if its parties are there."""
    tokens = view.tokens
    match = phrase.pattern.search(view.text, sentence.begin, sentence.end)
    if match is None:
        return None
    begin, end = clause_around(view.doc, sentence, *match.span())
    first = next((i for i in range(begin, end) if tokens[i].idx + len(tokens[i]) > match.start()), end)
    last = next((i for i in range(first, end) if tokens[i].idx >= match.end()), end)
    before = named_in(view, sentence, begin, first)
    verb = next(
        (tokens[i] for i in range(first, last) if tokens[i].pos_ in {"VERB", "AUX"}), tokens[first] if first < end else None
    )
    subject = [] if verb is None else subjects_of(view, sentence, verb)
    left = (subject if phrase.left_is_subject else before) or before
    if phrase.left_role == ORGANISATION:
        left = [p for p in left if p.sector == "IGO"] or (
            organisation_before(view, sentence, first, set()) if first < end else []
        )
    parties = [(phrase.left_role, p) for p in left]
    if phrase.right_role:
        inside = named_in(view, sentence, first, last)
        right = inside or named_in(view, sentence, last, phrase_end(tokens, last, end)) or before
        parties += [(phrase.right_role, p) for p in right if key_of(p) not in {key_of(one) for one in left}]
    if phrase.added is not None and phrase.added[0] not in {p.country for _, p in parties}:
        parties.append((phrase.added[1], state_of(view, phrase.added[0], match.span(), match[0])))
    if len(parties) < phrase.needs_parties or not left:
        return None
    return Found(phrase.rule, phrase.kind, *match.span(), tuple(parties), None, LIKELY, first)

"""Drafts: triggers with parties, status and date, before it is decided which of them are claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from lagebild.analyse.claims.conditions import Linked
from lagebild.analyse.claims.dates import Calendar, is_after_publication, stated_date
from lagebild.analyse.claims.implicit import Scene, complete
from lagebild.analyse.claims.lexicon import Lexicon
from lagebild.analyse.claims.places import country_counts, location_of
from lagebild.analyse.claims.roles import Parties, parties_of
from lagebild.analyse.claims.status import SPEECH, shifted, status_of
from lagebild.analyse.claims.triggers import Trigger, find_triggers, network_trigger
from lagebild.analyse.statements import reporting_source, statement_at
from lagebild.model.doc import actors_by_token, article_of, sentences_of
from lagebild.model.layers import DateValue, EventType, Location, Participant, Sentence, Statement, Status
from lagebild.model.quick import quick
from lagebild.model.replaced import replaced
from lagebild.model.tokens import Token, tokens_of

RECENT_SENTENCES = 2  # a speaker so many sentences before may still be the one who judges or demands


# Share of an article's mentions of states that one must have for unsaid parties to be taken for its own: 0.5 costs no dyads
# on the training articles against taking the most frequent one always, and guesses nothing where several states act.
MIN_MAIN_SHARE = 0.5


@quick
@dataclass(frozen=True, slots=True)
class Draft:
    """A trigger read as an act; not yet a claim."""

    sentence: Sentence
    trigger: Trigger
    type: EventType
    mode: str | None
    parties: Parties
    status: Status
    date: DateValue | None
    location: Location | None
    statement: Statement | None
    source: Participant | None


@dataclass(frozen=True, slots=True)
class View:
    """What the coder asks of an article again and again."""

    doc: Doc
    lexicon: Lexicon
    linked: Linked
    scene: Scene
    calendar: Calendar

    @classmethod
    def of(cls, doc: Doc, lexicon: Lexicon) -> View:
        linked = actors_by_token(doc)
        counts = country_counts(linked)
        main = min(counts, key=lambda c: (-counts[c], c)) if counts else None
        if main is not None and counts[main] < MIN_MAIN_SHARE * sum(counts.values()):
            main = None  # an article about several states leaves open whose act it is
        return cls(doc, lexicon, linked, Scene.of(doc, main), Calendar.of(doc))


def find_drafts(view: View) -> Iterator[Draft]:
    """Every trigger of the article with what its sentence says about it."""
    doc = view.doc
    speaking: tuple[int, tuple[Participant, ...]] = (-RECENT_SENTENCES - 1, ())
    for sentence in sentences_of(doc):
        words = tokens_of(doc)[sentence.token_begin : sentence.token_end]
        for trigger in find_triggers(
            words, view.linked, view.lexicon, in_statement=lambda token: statement_at(doc, token.i) is not None
        ):
            recent = speaking[1] if sentence.id - speaking[0] <= RECENT_SENTENCES else ()
            draft = _draft(view, sentence, trigger, recent)
            if draft.type in SPEECH and draft.parties.said_actors:
                said = tuple(
                    replaced(p, implicit=True, in_sentence=sentence.id if p.in_sentence is None else p.in_sentence)
                    for p in draft.parties.said_actors
                )
                speaking = (sentence.id, said)
            yield draft


def network_draft(view: View, sentence: Sentence, token: Token, type_: EventType) -> Draft:
    """A word that the network alone takes for an act of the type, read as a draft."""
    trigger = network_trigger(token, type_, article_of(view.doc).language, view.lexicon)
    return _draft(view, sentence, trigger, ())


def _draft(view: View, sentence: Sentence, trigger: Trigger, speaking: tuple[Participant, ...]) -> Draft:
    doc = view.doc
    parties = parties_of(doc, trigger, view.lexicon, view.linked, sentence=sentence.id)
    date = stated_date(doc, view.calendar, trigger, sentence)
    status = status_of(trigger, is_future=is_after_publication(doc, date))
    type_, mode = shifted(trigger.rule.type, trigger.rule.mode, status)
    statement = statement_at(doc, trigger.token.i)
    source = reporting_source(doc, trigger.token.i)
    location = location_of(doc, trigger.token, sentence, view.linked, view.lexicon)
    parties = complete(parties, type_, mode, source, view.scene, sentence, speaking=speaking)
    return Draft(sentence, trigger, type_, mode, parties, status, date, location, statement, source)

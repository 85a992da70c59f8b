"""Status of a claim and the shifts of type that it brings."""

from __future__ import annotations

from lagebild.analyse.claims.mood import Mood
from lagebild.analyse.claims.triggers import Trigger
from lagebild.model.layers import EventType, Status

TO_AGREE: frozenset[EventType] = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
SPEECH: frozenset[EventType] = frozenset({"ACCUSE", "REQUEST", "THREATEN", "REJECT", "SUPPORT", "AGREE", "CONCEDE"})
STANDING: frozenset[EventType] = frozenset({"SANCTION", "PROTEST", "COERCE", "MOBILIZE", "COOPERATE", "AID"})


def status_of(trigger: Trigger, *, is_future: bool) -> Status:
    """What the text says of the act's reality. `is_future`: its date lies after the publication."""
    mood, rule = trigger.mood, trigger.rule
    if rule.kind == "form" and rule.lemma != "will":
        return "occurred"  # the demand, refusal or judgement is made by being said
    is_future = is_future and (rule.type not in SPEECH or mood.future)
    asks_negation = any(condition.slot == "negated" and not condition.negative for condition in rule.when)
    if (mood.negated and not asks_negation) or mood.denied_word:
        return "denied"
    is_noun = trigger.token.pos_ == "NOUN"
    if is_noun and mood.under_denied and rule.type not in SPEECH:
        return "denied"
    if _is_doubtful(mood, is_noun=is_noun):
        return "hypothetical"
    if is_future or mood.planned_word or (mood.under_planned and (mood.infinitive or is_noun)):
        return "planned"
    if mood.wanted or mood.future:
        return "planned"
    if mood.demanded and not mood.perfect and not mood.past:
        return "planned"
    if is_noun and (mood.ongoing_word or mood.under_ongoing) and not mood.past and rule.type in STANDING:
        return "ongoing"
    return "occurred"


def _is_doubtful(mood: Mood, *, is_noun: bool) -> bool:
    """Whether the clause leaves open that it happened; a speech act said so is said all the same."""
    if mood.possible or mood.conditional or mood.hypothetical_word:
        return True
    if mood.under_hypothetical and (mood.infinitive or is_noun):
        return True
    return mood.demanded and mood.perfect


def shifted(type_: EventType, mode: str | None, status: Status) -> tuple[EventType, str | None]:
    """The type after the codebook's shifts: a future cooperative act is an agreement, a future retreat a concession."""
    if status == "planned" and type_ in TO_AGREE:
        return "AGREE", None
    if status == "planned" and type_ == "RETREAT":
        return "CONCEDE", None
    return type_, mode

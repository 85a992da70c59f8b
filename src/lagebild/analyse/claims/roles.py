"""Who did it to whom: the participants of a trigger, read from the slots that its row names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from lagebild.analyse.claims.conditions import Linked
from lagebild.analyse.claims.lexicon import Lexicon
from lagebild.analyse.claims.slots import verb_slots
from lagebild.analyse.claims.triggers import Trigger
from lagebild.analyse.participants import participant, participants_at
from lagebild.model.layers import Participant
from lagebild.model.quick import quick
from lagebild.model.tokens import Token, tokens_of

VISIT = "visit"
IMPLIED = "implied"  # the slot of a party that the clause does not name
SLOT_OF = {"gen": "g"}
SLOT_NAMES = {
    "s": "subject of the verb",
    "o": "object of the verb",
    "d": "dative object",
    "g": "genitive of the noun",
    "c": "subject of the clause that is the object",
    "adj": "adjective at the noun",
    "verb.s": "subject of the verb beside the noun",
    "verb.d": "dative object of the verb beside the noun",
}


@quick
@dataclass(frozen=True, slots=True)
class Parties:
    """The actors and recipients of an act, and how each was found."""

    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    why: tuple[str, ...] = ()
    actor_slot: str = ""
    recipient_slot: str = ""

    @property
    def said_actors(self) -> tuple[Participant, ...]:
        """The actors without those that are only implied."""
        return () if self.actor_slot == IMPLIED else self.actors

    @property
    def said_recipients(self) -> tuple[Participant, ...]:
        """The recipients without those that are only implied."""
        return () if self.recipient_slot == IMPLIED else self.recipients


def parties_of(doc: Doc, trigger: Trigger, lexicon: Lexicon, linked: Linked, *, sentence: int) -> Parties:
    """The participants in the slots of the trigger's row, in the order of the row."""
    found: dict[str, list[Participant]] = {"A": [], "R": []}
    slots_used = {"A": "", "R": ""}
    for slot, part in _parts(trigger, lexicon):
        if part == "T" or (found[part[-1]] and part != "AR" and not _adds(trigger, part)):
            continue
        for token in trigger.slots.get(slot):
            for member in _at(doc, token, slot, lexicon, linked, sentence=sentence):
                for side in part:
                    found[side].append(member)
                    slots_used[side] = slots_used[side] or slot
    if not found["A"] and trigger.rule.kind == "noun" and trigger.rule.mode == VISIT:
        for token in _subject_before(trigger.token):
            found["A"] += _at(doc, token, "s", lexicon, linked, sentence=sentence)
            slots_used["A"] = "s"
    actors = _unique(found["A"])
    recipients = _unique(found["R"])
    if not any(part == "AR" for _, part in trigger.rule.frame):
        taken = {_key(p) for p in actors}
        recipients = tuple(p for p in recipients if _key(p) not in taken)
    return Parties(actors, recipients, (), slots_used["A"], slots_used["R"])


def _subject_before(noun: Token) -> Iterator[Token]:
    """The subject to the left of a noun that the parser hung elsewhere ("X wird … auf Besuch in Y sein"), within its clause."""
    tokens = tokens_of(noun.doc)
    for i in range(noun.i - 1, noun.sent_begin - 1, -1):
        token = tokens[i]
        if token.tag_.startswith("$") or token.tag_ in {"KOUS", "PRELS"}:
            return
        if token.dep_ == "nsubj":
            yield token
            return


def _adds(trigger: Trigger, part: str) -> bool:
    """Whether several slots of the row give the same part together ("zwischen X", "mit Y")."""
    return sum(1 for _, other in trigger.rule.frame if other == part) > 1 and trigger.rule.type in {
        "CONSULT",
        "SUPPORT",
        "COOPERATE",
        "AGREE",
    }


def _parts(trigger: Trigger, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """The slots to look into, with the part that their fillers have."""
    frame = [(SLOT_OF.get(slot, slot), part) for slot, part in trigger.rule.frame]
    if trigger.rule.kind != "noun":
        yield from frame
        return
    yield from frame
    own = next((part for slot, part in frame if slot == "g"), None)
    has_actor = any("A" in part for _, part in frame)
    if has_actor or not frame:
        yield "adj", "A"
        yield "self", "A"
    verb = trigger.token.head
    support = lexicon.support.get(verb.lemma_)
    if support is not None and has_actor:
        for slot, part in (("verb.s", support.subject), ("verb.d", support.dative)):
            if part in {"A", "R"}:
                yield slot, part
    elif own is None and has_actor:
        yield "verb.s", "T"


def _at(doc: Doc, token: Token, slot: str, lexicon: Lexicon, linked: Linked, *, sentence: int) -> tuple[Participant, ...]:
    """The participants that a filler stands for: itself, whose it is, or the subject of the clause that it is."""
    why = SLOT_NAMES.get(slot, f"after {slot!r}")
    if slot == "c":
        inner = verb_slots(token, lexicon)
        subjects = inner.get("s") or inner.get("o")
        return tuple(p for s in subjects for p in participants_at(doc, s.i, why=why, sentence=sentence))
    if slot == "self":
        return tuple(
            participant(mention, actor, why="first part of the compound", sentence=sentence)
            for mention, actor in linked.get(token.i, ())
            if mention.kind == "compound" and mention.head == token.i
        )
    direct = participants_at(doc, token.i, why=why, sentence=sentence)
    if direct:
        return direct
    for noun in _inner_nouns(token):
        deeper = participants_at(doc, noun.i, why=f"{why}, of {token.text!r}", sentence=sentence)
        if deeper:
            return deeper
    return ()


def _key(participant: Participant) -> str:
    return participant.actor_id or participant.text


def _unique(participants: list[Participant]) -> tuple[Participant, ...]:
    return tuple({_key(p): p for p in reversed(participants)}.values())[::-1]


def _inner_nouns(token: Token, *, limit: int = 3) -> Iterator[Token]:
    """Nouns inside a phrase, nearest first: genitives and phrases that say whose or of what."""
    level = [token]
    for _ in range(limit):
        level = [
            child
            for parent in level
            for child in parent.children
            if child.dep_ in {"nmod", "nmod:poss", "det:poss", "appos", "amod", "flat"}
        ]
        yield from level

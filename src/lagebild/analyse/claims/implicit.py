"""Parties that the clause leaves unsaid: the speaker of a speech act, else who in the article is likeliest to be meant."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc

from lagebild.analyse.claims.roles import IMPLIED as IMPLIED_SLOT
from lagebild.analyse.claims.roles import Parties
from lagebild.analyse.claims.status import SPEECH
from lagebild.analyse.participants import participant
from lagebild.model.doc import actors_of
from lagebild.model.layers import Actor, EventType, Mention, Participant, Sentence
from lagebild.model.replaced import replaced

MAX_BACK = 100  # mentions looked at on each side of the sentence: keeps the step linear in long texts
FORCES = ("COP", "MIL", "GOV")
PEOPLE = ("CVL",)
STATE = ("GOV",)
CARRIED: frozenset[EventType] = frozenset({"ACCUSE", "REQUEST", "REJECT", "SUPPORT"})  # goes on with the last speaker
# Sectors that the unsaid actor and recipient of an act mostly have, likeliest first; None: mostly there is none.
# By type and, where they differ, by mode; read off the codebook's definitions and checked on the training articles.
IMPLIED: Mapping[str, tuple[tuple[str, ...] | None, tuple[str, ...] | None]] = {
    "AGREE": (STATE, None),
    "CONSULT": (STATE, None),
    "SUPPORT": (STATE, None),
    "CONCEDE": (STATE, None),
    "COOPERATE": (STATE, None),
    "AID": (STATE, PEOPLE),
    "RETREAT": (("GOV", "MIL"), None),
    "REQUEST": (STATE, STATE),
    "ACCUSE": (STATE, STATE),
    "ACCUSE/investigate": (("JUD", "COP"), PEOPLE),
    "ACCUSE/allege": (("JUD", "COP"), STATE),
    "REJECT": (STATE, STATE),
    "THREATEN": (STATE, STATE),
    "PROTEST": (PEOPLE, STATE),
    "PROTEST/strike": (("LAB",), ("BUS",)),
    "SANCTION": (STATE, STATE),
    "SANCTION/convict": (("JUD",), ("CRM", "CVL")),
    "MOBILIZE": (FORCES, None),
    "COERCE": (FORCES, PEOPLE),
    "COERCE/arrest": (("COP",), ("CRM", "CVL", "OPP")),
    "ASSAULT": (("REB", "MIL", "CRM", "COP"), PEOPLE),
}


@dataclass(frozen=True, slots=True)
class Scene:
    """The state that the article is about, and the mentions that may stand for an unsaid party, in the order of the text."""

    country: str | None
    mentions: tuple[tuple[Mention, Actor], ...]
    by_sentence: Mapping[int, tuple[tuple[Mention, Actor], ...]]

    @classmethod
    def of(cls, doc: Doc, country: str | None) -> Scene:
        held = [
            (m, a)
            for a in actors_of(doc)
            if a.country is not None and a.country == country
            for m in a.mentions
            if m.sentence is not None
        ]
        here: dict[int, list[tuple[Mention, Actor]]] = {}
        for actor in actors_of(doc):
            for mention in actor.mentions:
                if mention.sentence is not None and actor.country is not None and mention.kind not in {"adjective", "place"}:
                    here.setdefault(mention.sentence, []).append((mention, actor))
        ordered = tuple(sorted(held, key=lambda pair: (pair[0].span.begin, pair[1].id)))
        return cls(country, ordered, {number: tuple(pairs) for number, pairs in here.items()})


def complete(
    parties: Parties,
    type_: EventType,
    mode: str | None,
    source: Participant | None,
    scene: Scene,
    sentence: Sentence,
    *,
    speaking: tuple[Participant, ...] = (),
) -> Parties:
    """The parties with unsaid ones added: the speaker of a speech act, then the likeliest of the article."""
    if not parties.actors and source is not None and type_ in SPEECH:
        parties = _with_speaker(parties, source)
    if not parties.actors and type_ in CARRIED and speaking:
        taken = {p.actor_id for p in parties.recipients}
        why = "not said; who spoke in the sentences before"
        held = tuple(replaced(p, why=why) for p in speaking if p.actor_id not in taken)
        parties = replaced(parties, actors=held, actor_slot=IMPLIED_SLOT if held else "")
    first, second = IMPLIED.get(f"{type_}/{mode}", IMPLIED[type_])
    if not parties.actors and first is not None:
        held = _likeliest(scene, first, parties.recipients, sentence)
        parties = replaced(parties, actors=held, actor_slot=IMPLIED_SLOT if held else "")
    if not parties.recipients and second is not None:
        held = _likeliest(scene, second, parties.actors, sentence)
        parties = replaced(parties, recipients=held, recipient_slot=IMPLIED_SLOT if held else "")
    return parties


def _with_speaker(parties: Parties, source: Participant) -> Parties:
    speaker = replaced(source, why="speaker of the statement")
    recipients = tuple(p for p in parties.recipients if p.actor_id != speaker.actor_id)
    return replaced(parties, actors=(speaker,), recipients=recipients, actor_slot="speaker")


def _likeliest(
    scene: Scene, sectors: tuple[str, ...], others: Iterable[Participant], sentence: Sentence
) -> tuple[Participant, ...]:
    """The last mention so far of an actor of these sectors in the article's main state, else of that state at all."""
    taken = {p.actor_id for p in others}
    here = [(m, a) for m, a in scene.by_sentence.get(sentence.id, ()) if a.id not in taken and a.sector in sectors]
    if len(here) == 1:
        mention, actor = here[0]
        why = f"not said; the only {'/'.join(sectors)} of the sentence"
        return (
            replaced(participant(mention, actor, why=why, sentence=sentence.id), implicit=True, in_sentence=mention.sentence),
        )
    known = bisect_left(scene.mentions, sentence.end, key=lambda pair: pair[0].span.begin)
    near = scene.mentions[max(0, known - MAX_BACK) : known][::-1] + scene.mentions[known : known + MAX_BACK]
    free = [(m, a) for m, a in near if a.id not in taken]
    fitting = [pair for pair in free if pair[1].sector in sectors]
    for pool in (fitting, [pair for pair in free if pair[1].kind == "state"], free, near):
        if pool:
            mention, actor = pool[0]
            why = f"not said; {'/'.join(sectors)} of {scene.country}, the state that the article is mostly about"
            return (
                replaced(participant(mention, actor, why=why, sentence=sentence.id), implicit=True, in_sentence=mention.sentence),
            )
    return ()

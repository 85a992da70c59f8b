"""Which phrase is subject, object or predicate of a clause: what speaks for each choice of roles, weighed together."""

from __future__ import annotations

from dataclasses import dataclass, field

from lagebild.analyse.clauses.cells import ACC, CASE_BITS, DAT, GEN, NOM
from lagebild.analyse.clauses.weights import DATIVES, DISAGREES, SUBJECTS, Frame, agrees, is_person, options

MAX_CANDIDATES = 5  # bare phrases that are weighed; further ones count as adverbials
MAX_OPTIONS = 3  # roles of a phrase that are tried where several phrases compete
HAS_SUBJECT = 3.0
FIRST = 1.0  # subject before object, moved to the front of its clause
FIRST_OF_NAMES = 2.0  # neither case nor sort decides
FIRST_INSIDE = 1.5  # in the middle field
FIRST_RELATIVE = 0.0  # a phrase with a relative pronoun stands first whatever it is
NO_SECOND_OBJECT = -0.3
GIVEN = 1.2  # the dative names people, the accusative does not
EVIDENCE = {"subject": NOM, "accusative": ACC, "dative": DAT, "genitive": GEN, "predicate": NOM}
CASE_OF_ROLE = {"subject": "Nom", "accusative": "Acc", "dative": "Dat", "genitive": "Gen", "predicate": "Nom"}


@dataclass(slots=True)
class Found:
    """A phrase in its role; `phrase` is its index."""

    role: str
    phrase: int
    evidence: list[str] = field(default_factory=list)


def assign(frame: Frame, candidates: list[int]) -> list[Found]:
    """Roles of the bare phrases of a clause: the choice that fits best as a whole."""
    weighed = frame.weighed = candidates[:MAX_CANDIDATES]
    choices = [options(frame, index, order) for order, index in enumerate(weighed)]
    if len(choices) > 1:
        choices = [sorted(choice, key=_weight, reverse=True)[:MAX_OPTIONS] for choice in choices]
    roles = _best(frame, choices)
    found = [Found(role, index, _evidence(frame, role, index)) for index, role in zip(weighed, roles, strict=True)]
    return found + [Found("adverbial", index) for index in candidates[MAX_CANDIDATES:]]


def _weight(option: tuple[str, float]) -> float:
    return option[1]


def _best(frame: Frame, choices: list[list[tuple[str, float]]]) -> tuple[str, ...]:
    """The best roles; no role but that of an adverbial is given twice, and two accusatives only where the verb takes them."""
    repeatable = {"adverbial", "accusative"} if "patient-name" in frame.classes else {"adverbial"}
    partial: list[tuple[float, tuple[str, ...]]] = [(0.0, ())]
    for choice in choices:
        partial = [
            (score + weight, (*roles, role))
            for score, roles in partial
            for role, weight in choice
            if role not in roles or role in repeatable
        ]
    best_score, best_roles = float("-inf"), tuple("adverbial" for _ in choices)
    for score, roles in partial:
        total = score + _together(frame, roles) if len(roles) > 1 or roles == ("subject",) else score
        if total > best_score:
            best_score, best_roles = total, roles
    return best_roles


def _together(frame: Frame, roles: tuple[str, ...]) -> float:
    """What a choice of roles is worth as a whole: a subject there, and in front."""
    score = 0.0
    if "subject" in roles:
        at = roles.index("subject")
        score += HAS_SUBJECT
        for role in roles[at + 1 :]:
            if role in ("accusative", "dative", "predicate"):
                score += _order(frame, frame.weighed[at], role)
        phrase = frame.phrases.items[frame.weighed[at]]
        if phrase.is_pronoun and frame.verb.finite >= 0 and phrase.begin == frame.verb.finite + 1:
            score += FIRST / 2
    if "dative" in roles and "accusative" in roles:
        score += _two_objects(frame, frame.weighed[roles.index("dative")], frame.weighed[roles.index("accusative")])
    elif "dative" in roles and "ditransitive" in frame.classes and frame.verb.voice == "active":
        score += NO_SECOND_OBJECT
    return score


def _two_objects(frame: Frame, dative: int, accusative: int) -> float:
    """People are given things, and stand before them."""
    gets, given = (is_person(frame.view, frame.phrases.items[i], frame.lexicon) for i in (dative, accusative))
    return GIVEN * (gets - given) + (FIRST / 2 if dative < accusative else 0.0)


def _order(frame: Frame, subject: int, role: str) -> float:
    """How much the place of a subject before another phrase says: little where it was moved to the front of its clause."""
    phrase, draft = frame.phrases.items[subject], frame.draft
    moved = draft.kind == "main" and phrase.begin < frame.verb.finite
    relative = draft.start is not None and draft.start.kind == "relative" and phrase.begin <= draft.start.token < phrase.end
    if phrase.cells & ACC and not relative and _are_both_people(frame, subject):
        return FIRST_OF_NAMES
    weight = FIRST_RELATIVE if relative and not phrase.is_pronoun else FIRST if moved or relative else FIRST_INSIDE
    return weight / 2 if role == "dative" else weight


def _are_both_people(frame: Frame, subject: int) -> bool:
    """Whether the subject and another phrase that could be it name people."""
    other = next((frame.phrases.items[i] for i in frame.weighed if i != subject), None)
    if other is None or not other.cells & NOM or not is_person(frame.view, other, frame.lexicon):
        return False
    return is_person(frame.view, frame.phrases.items[subject], frame.lexicon)


def _evidence(frame: Frame, role: str, index: int) -> list[str]:
    """The cues that speak for the role."""
    phrase = frame.phrases.items[index]
    bits = EVIDENCE.get(role)
    cues = ["case"] if bits is not None and not phrase.cells & ~bits else []
    relation = frame.view.deps[phrase.head]
    if role == "subject":
        if relation in SUBJECTS:
            cues.append("parse")
        if frame.agreement and agrees(frame, phrase) > DISAGREES / 2:
            cues.append("agreement")
        if is_person(frame.view, phrase, frame.lexicon):
            cues.append("sort")
    elif (role == "accusative" and relation == "obj") or (role == "dative" and relation in DATIVES):
        cues.append("parse")
    return cues or ["order"]


def case_name(role: str, cells: int) -> str:
    """The case of a phrase in its role, by its name in Universal Dependencies; "" where several remain."""
    if role in CASE_OF_ROLE:
        return CASE_OF_ROLE[role]
    left = [name for name, bits in CASE_BITS.items() if cells & bits]
    return left[0] if len(left) == 1 else ""

"""Who stands in which slot of a verb or an event noun: subject, objects, prepositions, genitives, clauses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc

from lagebild.analyse.claims.lexicon import Lexicon
from lagebild.model.clauses import Argument, Clause
from lagebild.model.doc import actors_by_token, actors_of, clauses_by_token, clauses_of
from lagebild.model.tokens import Token, tokens_of

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "X", "NUM", "ADJ", "DET"})
CLAUSES = frozenset({"ccomp", "xcomp", "csubj", "acl", "parataxis", "advcl"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj"})
ACTIVE = "active"
OBJECTS = frozenset({"accusative", "dative"})
CACHE = "lagebild.slots"
MAX_CHAIN = 6  # clauses between an infinitive and the verb that lends it a subject


@dataclass(slots=True)
class Slots:
    """Fillers by slot: "s" subject, "o" object, "d" dative, "g" genitive, "c" content clause, or a preposition."""

    head: Token
    passive: bool = False
    reflexive: bool = False
    fillers: dict[str, list[Token]] = field(default_factory=dict)
    borrowed: set[str] = field(default_factory=set)  # slots whose filler stands outside the clause

    def add(self, slot: str, token: Token) -> None:
        held = self.fillers.setdefault(slot, [])
        if token not in held:
            held.append(token)

    def copy(self) -> Slots:
        """The same, to add to."""
        fillers = {slot: list(tokens) for slot, tokens in self.fillers.items()}
        return Slots(self.head, self.passive, self.reflexive, fillers, set(self.borrowed))

    def get(self, slot: str) -> list[Token]:
        return self.fillers.get(slot, [])


def case_of(token: Token) -> str | None:
    """The preposition of a phrase, None if it has none."""
    for child in token.children:
        if child.dep_ == "case" and child.tag_ != "KOKOM":
            return str(child.lemma_).lower()
    return None


def antecedent(token: Token) -> Token:
    """The noun that a relative pronoun stands for; any other token itself."""
    if token.tag_ not in {"PRELS", "PRELAT"}:
        return token
    clause = token.head
    for _ in range(MAX_CHAIN):
        if clause.dep_ in {"acl", "acl:relcl"}:
            return clause.head
        if clause.head.i == clause.i:
            break
        clause = clause.head
    return token


def verb_slots(verb: Token, lexicon: Lexicon, *, depth: int = 0) -> Slots:
    """The slots of a verb in its own clause, with the subject that its governor lends it.

    Made once for a Doc, so only to be read.
    """
    known = _known(verb.doc)
    found = known.get((verb.i, depth))
    if found is None:
        found = known[verb.i, depth] = _verb_slots(verb, lexicon, depth)
    return found


def _known(doc: Doc) -> dict[tuple[int, int], Slots]:
    """The slots known so far, by verb and depth, for the layers as they stand."""
    layers = clauses_of(doc), actors_of(doc)
    kept = doc.user_data.get(CACHE)
    if kept is None or kept[0] is not layers[0] or kept[1] is not layers[1]:
        kept = doc.user_data[CACHE] = (*layers, {})
    known: dict[tuple[int, int], Slots] = kept[2]
    return known


def _verb_slots(verb: Token, lexicon: Lexicon, depth: int) -> Slots:
    slots = Slots(verb)
    if verb.tag_ == "ADJA":
        return _attributive(verb, slots, lexicon)
    subjects: list[Token] = []
    for child in verb.children:
        _add_child(child, slots, subjects, lexicon)
    clause = _clause_of(verb)
    slots.passive = slots.passive or _is_passive(verb, lexicon)
    if clause is not None and clause.verb is not None and clause.verb.voice == ACTIVE:
        slots.passive = False  # the clause layer knows which verbs form their perfect like a passive of state
    if not slots.passive and not slots.get("o") and len(subjects) < 2:
        for token in _stranded(verb):
            slots.add("o", token)
    _place_subjects(subjects, slots, lexicon)
    has_subject = (clause is not None and _read_clause(clause, verb, slots)) or bool(subjects)
    if slots.passive:
        for preposition in lexicon.words("passive_agents"):
            for agent in slots.fillers.pop(preposition, []):
                slots.add("s", agent)
    if not has_subject and depth < MAX_CHAIN:
        _borrow_subject(verb, slots, lexicon, depth)
    return slots


def _clause_of(verb: Token) -> Clause | None:
    """The clause whose full verb it is, if the clause layer has one."""
    clause = clauses_by_token(verb.doc).get(verb.i)
    return None if clause is None or clause.verb is None or clause.verb.head != verb.i else clause


def _read_clause(clause: Clause, verb: Token, slots: Slots) -> bool:
    """Put the arguments of the clause layer into the slots: it weighs agreement, case and order, the tree is one parse.

    Returns whether the clause has a subject, said or understood.
    """
    part = "o" if slots.passive else "s"
    subject = clause.subject
    if part in slots.fillers:  # what the clause layer has as an object is not the subject, whatever the tree says
        objects = {argument.head for argument in clause.arguments if argument.role in OBJECTS}
        slots.fillers[part] = [token for token in slots.fillers[part] if token.i not in objects]
    if subject is not None and not subject.controlled:
        slots.fillers[part] = [_filler(verb, subject)]
    elif subject is not None and not slots.get(part):
        slots.add(part, _filler(verb, subject))
        slots.borrowed.add(part)
    _read_objects(verb, slots, clause)
    for argument in clause.arguments:
        if argument.role == "agent" and slots.passive:
            slots.fillers["s"] = [_filler(verb, argument)]
    return subject is not None


def _read_objects(verb: Token, slots: Slots, clause: Clause) -> None:
    """The objects of the clause; reflexive pronouns are none, and what is the subject is no object."""
    slot_of = {"dative": "d"} if slots.passive else {"dative": "d", "accusative": "o"}
    for role, slot in slot_of.items():
        found = [a for a in clause.arguments if a.role == role and "reflexive" not in a.evidence]
        if found:
            slots.fillers[slot] = [_filler(verb, found[0])]
    subjects = {token.i for token in slots.get("s")}
    if "o" in slots.fillers and not slots.passive:
        slots.fillers["o"] = [token for token in slots.fillers["o"] if token.i not in subjects]


def _filler(verb: Token, argument: Argument) -> Token:
    """The head of an argument; a relative pronoun stands for its antecedent."""
    return tokens_of(verb.doc)[argument.referent if argument.referent is not None else argument.head]


def _stranded(verb: Token) -> Iterator[Token]:
    """A name that the parser glued to the name before it, though they are two actors ("in Wien Kanzler Maier"): the object.

    Names that stand side by side without a comma and refer to different actors belong to different phrases; knowledge of who
    they are is surer here than the parse.
    """
    index = actors_by_token(verb.doc)
    for child in verb.children:
        if child.dep_ not in {"nsubj", "obl", "obl:arg", "advmod"}:
            continue
        for token in child.subtree:
            if token.dep_ not in {"flat", "appos"} or token.i <= token.head.i:
                continue
            mine, theirs = ({actor.id for _, actor in index.get(i, ())} for i in (token.i, token.head.i))
            between = tokens_of(verb.doc)[token.head.i + 1 : token.i]
            if mine and theirs and not mine & theirs and not any(t.is_punct or t.tag_ == "KON" for t in between):
                yield token
                return


def _is_passive(verb: Token, lexicon: Lexicon) -> bool:
    """Whether the verb is a passive participle, by its auxiliary or that of the verb that it is coordinated with."""
    auxiliaries = [child for child in verb.children if child.dep_ in {"aux", "aux:pass"}]
    if any(child.dep_ == "aux:pass" for child in auxiliaries):
        return True
    if verb.tag_ != "VVPP":
        return False
    if not auxiliaries and verb.dep_ == "conj" and verb.head.tag_ == "VVPP":
        return _is_passive(verb.head, lexicon)
    return any(child.lemma_ in lexicon.words("passive") for child in auxiliaries)


def _attributive(verb: Token, slots: Slots, lexicon: Lexicon) -> Slots:
    """A participle before a noun: the noun is what was acted on ("der verhaftete Mann"), or who acts ("angreifende")."""
    is_active = verb.lemma_.endswith(tuple(lexicon.words("present_participle_ending")))
    slots.passive = not is_active
    slots.add("s" if is_active else "o", verb.head)
    for child in verb.children:
        preposition = case_of(child)
        if preposition is not None:
            slots.add("s" if slots.passive and preposition in lexicon.words("passive_agents") else preposition, child)
    return slots


def _add_child(child: Token, slots: Slots, subjects: list[Token], lexicon: Lexicon) -> None:
    relation = child.dep_
    if child.lower_ in lexicon.words("reflexives") and child.tag_ in {"PRF", "PPER"}:
        slots.reflexive = slots.reflexive or child.tag_ == "PRF"
        if child.tag_ == "PRF":
            return
    if relation in {"nsubj", "nsubj:pass"}:
        if relation == "nsubj:pass":
            slots.passive = True
        subjects.append(antecedent(child))
    elif relation in {"obj", "iobj", "obl:arg", "obl", "obl:agent"}:
        preposition = case_of(child)
        if preposition is not None:
            if not _is_source(child, preposition, lexicon):
                slots.add(preposition, antecedent(child))
        elif relation == "obj":
            slots.add("d" if child.morph.get("Case") == ["Dat"] and _has_article(child) else "o", antecedent(child))
        elif relation in {"iobj", "obl:arg"}:
            slots.add("g" if child.morph.get("Case") == ["Gen"] else "d", antecedent(child))
        elif child.morph.get("Case") == ["Dat"] and child.pos_ in {"NOUN", "PROPN", "PRON"}:
            slots.add("d", antecedent(child))
    elif relation in {"ccomp", "xcomp", "csubj"} or (relation == "advmod" and child.tag_ == "PROAV"):
        slots.add("c", child)
    elif child.tag_ == "KOKOM":
        slots.add("as", child.head)
    if any(grandchild.tag_ == "KOKOM" for grandchild in child.children):
        slots.add("as", child)


def _is_source(noun: Token, preposition: str, lexicon: Lexicon) -> bool:
    """Whether the phrase says where the news comes from ("nach Angaben des Ministeriums") and not where an act leads."""
    lemma = noun.lemma_.lower()
    return preposition in lexicon.words("source_prepositions") and any(
        lemma.endswith(word.lower()) for word in lexicon.words("source_nouns")
    )


def _has_article(token: Token) -> bool:
    return any(child.tag_ in {"ART", "PPOSAT", "PDAT", "PIAT"} for child in token.children) or token.tag_ == "PPER"


def _place_subjects(subjects: list[Token], slots: Slots, lexicon: Lexicon) -> None:
    """One subject; of two, one is the object: the nominative by its article decides, else the order."""
    if not subjects:
        return
    if len(subjects) == 1:
        slots.add("o" if slots.passive else "s", subjects[0])
        return
    first, second = subjects[:2]
    clear = [token for token in (first, second) if _is_clear_nominative(token, lexicon)]
    subject = clear[0] if clear else first
    other = second if subject is first else first
    slots.add("s", subject)
    slots.add("o", other)


def _is_clear_nominative(token: Token, lexicon: Lexicon) -> bool:
    """Whether a masculine article or pronoun shows that this is the subject."""
    articles = lexicon.words("nominative_articles")
    return token.lower_ in lexicon.words("nominative_pronouns") or any(
        c.lower_ in articles and c.tag_ == "ART" for c in token.children
    )


def _borrow_subject(verb: Token, slots: Slots, lexicon: Lexicon, depth: int) -> None:
    """Give the verb the subject of the clause that it depends on: coordination, infinitives, purpose clauses."""
    governor = verb.head
    if governor.i == verb.i:
        return
    part = "o" if slots.passive else "s"
    if verb.dep_ == "conj" and governor.pos_ in {"VERB", "AUX", "ADJ"}:
        above = verb_slots(governor, lexicon, depth=depth + 1)
        for token in above.get("o" if above.passive else "s"):
            slots.add(part, token)
            slots.borrowed.add(part)
    elif verb.tag_ in {"VVINF", "VVIZU", "VAINF"} and governor.pos_ in {"VERB", "AUX"}:
        above = verb_slots(governor, lexicon, depth=depth + 1)
        is_object_control = governor.lemma_ in lexicon.words("infinitive_verbs_of_object")
        lenders = (above.get("o") or above.get("d")) if is_object_control else above.get("s")
        for token in lenders or ():
            slots.add(part, token)
            slots.borrowed.add(part)
    elif verb.dep_ == "acl" and governor.pos_ == "NOUN":
        for token in noun_slots(governor, lexicon, depth=depth + 1).get("g"):
            slots.add(part, token)
            slots.borrowed.add(part)


def noun_slots(noun: Token, lexicon: Lexicon, *, depth: int = 0) -> Slots:
    """The slots of an event noun: genitives and possessives as "g", prepositions, and what its verb lends it."""
    slots = Slots(noun)
    slots.add("self", noun)
    for child in noun.children:
        _add_nominal_child(child, slots, lexicon)
    verb = _verb_above(noun)
    if verb is not None and depth < MAX_CHAIN:
        _lend(verb, noun, slots, lexicon, depth)
    return slots


def _add_nominal_child(child: Token, slots: Slots, lexicon: Lexicon) -> None:
    preposition = case_of(child)
    if child.dep_ in {"nmod", "nmod:poss", "obl", "appos"} and preposition is not None:
        slots.add(preposition, antecedent(child))
        if preposition == next(iter(lexicon.words("genitive_preposition"))):
            slots.add("g", antecedent(child))
    elif child.dep_ in {"nmod", "nmod:poss", "det:poss"} or child.tag_ in {"PPOSAT", "PRELAT"}:
        slots.add("g", antecedent(child))
    elif child.dep_ == "amod" and child.tag_ == "ADJA":
        slots.add("adj", child)
    elif child.dep_ in {"acl", "ccomp", "xcomp"}:
        slots.add("c", child)


def _verb_above(noun: Token) -> Token | None:
    """The verb that the event noun is subject, object or phrase of."""
    head = noun.head
    if noun.dep_ == "conj" and head.pos_ == "NOUN":
        return _verb_above(head) if head.head.i != head.i else None
    return head if head.i != noun.i and head.pos_ in {"VERB", "AUX"} else None


def _lend(verb: Token, noun: Token, slots: Slots, lexicon: Lexicon, depth: int) -> None:
    """What the noun's verb adds: its subject and dative for a support verb, its phrases that follow the noun."""
    above = verb_slots(verb, lexicon, depth=depth + 1)
    is_object = any(noun.i == token.i for token in above.get("o")) or noun.dep_ not in SUBJECTS
    if is_object:
        for token in above.get("s"):
            if token.i != noun.i:
                slots.add("verb.s", token)
        for token in above.get("d"):
            slots.add("verb.d", token)
        for token in above.get("o"):
            if token.i != noun.i:
                slots.add("verb.o", token)
    for slot, tokens in above.fillers.items():
        if slot not in {"s", "o", "d", "g", "c", "as"} and slot not in slots.fillers:
            for token in tokens:
                if token.i != noun.i:
                    slots.add(slot, token)
                    slots.borrowed.add(slot)

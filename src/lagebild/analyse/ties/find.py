"""The stage that finds ties: from nouns that name a relation or a role in it, and from phrases that state one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from lagebild.analyse.figures.clause import by_sentence, clause_around
from lagebild.analyse.ties.actors import (
    NEAR,
    View,
    distinct,
    first_members,
    key_of,
    left_edge,
    name_beside,
    named_in,
    phrase_end,
    subjects_of,
    view_of,
)  # fmt: skip
from lagebild.analyse.ties.lexicon import TieNoun, TiePhrase, load_tie_words
from lagebild.knowledge.load import load_knowledge
from lagebild.lang.pack import LanguagePack
from lagebild.model.doc import sentences_of, statements_of, times_of
from lagebild.model.ids import make_id
from lagebild.model.layers import Participant, Sentence, Statement, Tie, TieParty, TimeExpression
from lagebild.model.span import span_of
from lagebild.stages import stage

SURE, LIKELY = 0.8, 0.6  # confidence: parties inside the phrase itself, or found in its clause
POINTING = frozenset({"PRELAT", "PDAT"})
ORGANISATION = "organisation"  # role of the other side in ties of membership
SENTENCE_BEFORE = 60  # tokens before the sentence in which the organisation may be named
STATUS_BREAK = re.compile(r"[,;:–„“”\"»«()]")
STATUS_REACH = 40  # code points around the evidence in which words change its status
EVIDENCE_REACH = 60  # code points after the noun in which a party still belongs to the evidence

Parties = tuple[tuple[str, Participant], ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """A relation at code points [begin, end): parties with their roles, in order."""

    rule: str
    kind: str
    begin: int
    end: int
    parties: Parties
    level: str | None
    confidence: float


@stage(reads=("sentences", "times", "actors", "statements"), writes="ties")
def find_ties(doc: Doc, pack: LanguagePack) -> Iterator[Tie]:
    """Standing relations between actors, each kind between the same parties once, where it is stated first."""
    view = view_of(doc, load_tie_words(pack))
    statements, times = by_sentence(statements_of(doc)), times_of(doc)
    known: set[tuple[str, frozenset[str]]] = set()
    for sentence in sentences_of(doc):
        for found in sorted(_in_sentence(view, sentence, pack), key=lambda f: (f.begin, f.rule)):
            key = found.kind, frozenset(key_of(p) for _, p in found.parties)
            if key not in known:
                known.add(key)
                yield _tie(view, sentence, found, statements.get(sentence.id, ()), times)


def _in_sentence(view: View, sentence: Sentence, pack: LanguagePack) -> Iterator[_Found]:
    for i in range(sentence.token_begin, sentence.token_end):
        token = view.doc[i]
        if token.tag_ not in {"NN", "NE"}:
            continue
        for noun in view.words.nouns.get(_last_part(token), ()):
            found = _of_noun(view, sentence, token, noun)
            if found is not None:
                yield found
                break  # the first row that fits says most
    for phrase in view.words.phrases:
        found = _of_phrase(view, sentence, phrase, pack)
        if found is not None:
            yield found


def _last_part(token: Token) -> str:
    """The lemma in lower case, of a compound with hyphens its last part."""
    lemma = str(token.lemma_)
    return lemma.rsplit("-", 1)[-1].casefold()


def _of_noun(view: View, sentence: Sentence, token: Token, noun: TieNoun) -> _Found | None:
    doc = view.doc
    clause = clause_around(doc, sentence, token.idx, token.idx + len(token))
    text = view.text[sentence.begin : sentence.end]
    if (noun.needs and not noun.needs.search(text)) or (noun.unless and noun.unless.search(text)):
        return None
    find = _parties_of_relation if noun.form == "relation" else _parties_of_role
    parties, confidence = find(view, sentence, token, noun, clause)
    if len(parties) < 2:
        return None
    first, last = _extent(doc, token, parties)
    return _Found(noun.rule, noun.kind, first, last, parties, _level(token), confidence)


def _parties_of_relation(
    view: View, sentence: Sentence, token: Token, noun: TieNoun, clause: tuple[int, int]
) -> tuple[Parties, float]:
    """Those that the relation is between; else whose it is, whom it is with, and the subject."""
    doc = view.doc
    for i in range(*clause):
        if doc[i].lower_ in view.words.between and (i < token.i or i - token.i <= NEAR + 1):
            between = named_in(view, sentence, i + 1, phrase_end(doc, i + 1, clause[1]))
            if len(between) >= 2:
                return _with_roles(between, noun), SURE
    if noun.kind in view.words.directed:
        return _directed(view, sentence, token, noun, clause)
    own = first_members(view, sentence, token)
    inside = named_in(view, sentence, left_edge(token, clause[0]), phrase_end(doc, token.i + 1, clause[1]), pronouns=False)
    parties = distinct([*own, *inside])
    if len(parties) >= 2:
        return _with_roles(parties, noun), SURE
    tags = {doc[i].tag_ for i in range(left_edge(token, clause[0]), token.i)} | {doc[max(0, token.i - 1)].tag_}
    if tags & POINTING:  # "whose war against …": it is not the subject's
        return (), LIKELY
    return _with_roles(distinct([*subjects_of(view, sentence, token), *parties]), noun), LIKELY


def _directed(view: View, sentence: Sentence, token: Token, noun: TieNoun, clause: tuple[int, int]) -> tuple[Parties, float]:
    """One side before the word that points to the other ("against"), and the other after it."""
    doc, end = view.doc, phrase_end(view.doc, token.i + 1, clause[1])
    turn = next((i for i in range(token.i + 1, end) if doc[i].lower_ == view.words.directed[noun.kind]), None)
    if turn is None:
        return (), LIKELY
    before = named_in(view, sentence, left_edge(token, clause[0]), turn)
    senders = distinct([*first_members(view, sentence, token), *before])
    sure = SURE if senders else LIKELY
    senders = senders or subjects_of(view, sentence, token)
    keys = {key_of(p) for p in senders}
    others = [p for p in named_in(view, sentence, turn + 1, end) if key_of(p) not in keys]
    roles = [(noun.self_role, p) for p in senders] + [(noun.other_role, p) for p in others]
    return (tuple(roles) if senders and others else ()), sure


def _parties_of_role(
    view: View, sentence: Sentence, token: Token, noun: TieNoun, clause: tuple[int, int]
) -> tuple[Parties, float]:
    """The one that has the role (the name beside the noun, else the subject), and those that it is a partner, member … of."""
    beside = name_beside(view, sentence, token)
    own = first_members(view, sentence, token)
    end = token.i if beside else phrase_end(view.doc, token.i + 1, clause[1])
    around = named_in(view, sentence, left_edge(token, clause[0]), end)
    if beside and not around and not own:
        around = subjects_of(view, sentence, token)  # "meets its ally X"
    holder = beside or _apposed(view, sentence, token) or subjects_of(view, sentence, token)
    others = own or around
    if not own and token.morph.get("Number") == ["Plur"] and (subject := subjects_of(view, sentence, token)):
        holder, others = subject, beside or around  # the plural names the other side: "its friends A and B"
    if _only_joined(view, token):
        return (), LIKELY
    keys = {key_of(p) for p in holder}
    others = [p for p in others if key_of(p) not in keys]
    if noun.other_role == ORGANISATION:
        others = [p for p in others if p.sector == "IGO"] or _organisation_before(view, sentence, token, keys)
    mutual = noun.self_role == noun.other_role and len(holder) > 1  # "A and B see themselves as partners"
    roles = [(noun.self_role, p) for p in holder] + [(noun.other_role, p) for p in others]
    return (tuple(roles) if holder and (others or mutual) else ()), SURE if beside else LIKELY


def _apposed(view: View, sentence: Sentence, token: Token) -> list[Participant]:
    """The one actor that the noun stands beside as an apposition."""
    if token.dep_ != "appos" or token.head.i < sentence.token_begin:
        return []
    return named_in(view, sentence, token.head.i, token.head.i + 1)


def _only_joined(view: View, token: Token) -> bool:
    """Whether the noun is only added to a name ("the USA and its allies"): it says nothing of the subject."""
    before = [view.doc[i] for i in range(max(0, token.i - 2), token.i)]
    return len(before) == 2 and before[1].tag_ == "PPOSAT" and before[0].lower_ in view.words.joined


def _organisation_before(view: View, sentence: Sentence, token: Token, keys: set[str]) -> list[Participant]:
    """The organisation that was named last, in this sentence or the one before."""
    begin = max(0, sentence.token_begin - SENTENCE_BEFORE)
    named = [p for p in named_in(view, sentence, begin, token.i) if p.sector == "IGO" and key_of(p) not in keys]
    return named[-1:]


def _of_phrase(view: View, sentence: Sentence, phrase: TiePhrase, pack: LanguagePack) -> _Found | None:
    doc = view.doc
    match = phrase.pattern.search(view.text, sentence.begin, sentence.end)
    if match is None:
        return None
    begin, end = clause_around(doc, sentence, *match.span())
    first = next((i for i in range(begin, end) if doc[i].idx + len(doc[i]) > match.start()), end)
    last = next((i for i in range(first, end) if doc[i].idx >= match.end()), end)
    before = named_in(view, sentence, begin, first)
    verb = next((doc[i] for i in range(first, last) if doc[i].pos_ in {"VERB", "AUX"}), doc[first] if first < end else None)
    subject = [] if verb is None else subjects_of(view, sentence, verb)
    left = (subject if phrase.left_is_subject else before) or before
    if phrase.left_role == ORGANISATION:
        left = [p for p in left if p.sector == "IGO"] or (
            _organisation_before(view, sentence, doc[first], set()) if first < end else []
        )
    parties = [(phrase.left_role, p) for p in left]
    if phrase.right_role:
        inside = named_in(view, sentence, first, last)
        right = inside or named_in(view, sentence, last, phrase_end(doc, last, end)) or before
        parties += [(phrase.right_role, p) for p in right if key_of(p) not in {key_of(one) for one in left}]
    if phrase.added is not None and phrase.added[0] not in {p.country for _, p in parties}:
        parties.append((phrase.added[1], _state(phrase.added[0], match.span(), match[0], pack)))
    if len(parties) < phrase.needs_parties or not left:
        return None
    return _Found(phrase.rule, phrase.kind, *match.span(), tuple(parties), None, LIKELY)


def _state(country: str, span: tuple[int, int], text: str, pack: LanguagePack) -> Participant:
    """A state that a phrase names by itself."""
    name = next((state.name for state in load_knowledge(pack.language).states if state.id == country), country)
    return Participant(text, *span, country, "GOV", name, f"ac-{country}", "named by the phrase itself")


def _with_roles(parties: Sequence[Participant], noun: TieNoun) -> Parties:
    return tuple((noun.self_role if at == 0 else noun.other_role, p) for at, p in enumerate(parties))


def _level(token: Token) -> str | None:
    """The adjectives directly before the noun, by lemma; None if there are none."""
    found: list[str] = []
    for i in range(token.i - 1, max(token.i - 4, -1), -1):
        if token.doc[i].tag_ != "ADJA":
            break
        found.append(token.doc[i].text if token.doc[i].morph.get("Degree") == ["Sup"] else token.doc[i].lemma_)
    return " ".join(reversed(found)) or None


def _extent(doc: Doc, token: Token, parties: Parties) -> tuple[int, int]:
    """From the adjectives of the noun to the last party that stands close after it."""
    first = token.i
    while first and doc[first - 1].tag_ == "ADJA":
        first -= 1
    end = token.idx + len(token)
    after = [p.end for _, p in parties if not p.implicit and end <= p.begin <= end + EVIDENCE_REACH]
    return doc[first].idx, max([end, *after])


def _tie(view: View, sentence: Sentence, found: _Found, statements: Sequence[Statement], times: Sequence[TimeExpression]) -> Tie:
    evidence = span_of(view.text, found.begin, found.end)
    return Tie(
        id=make_id("tie", found.rule, str(found.begin), evidence.text),
        kind=found.kind,
        parties=tuple(TieParty(role, p.name, p.country, p.actor_id) for role, p in found.parties),
        level=found.level,
        status=_status(view, sentence, found),
        since=_since(view, sentence, found, times),
        sentence=sentence.id,
        evidence=evidence,
        source=_source(found, statements),
        rule=found.rule,
        confidence=found.confidence,
    )


def _status(view: View, sentence: Sentence, found: _Found) -> str:
    """By the words of the clause outside of the evidence; phrases carry their own negation."""
    doc = view.doc
    begin, end = clause_around(doc, sentence, found.begin, found.end)
    first, last = doc[begin].idx, doc[end - 1].idx + len(doc[end - 1])
    around = (
        # A mark ends the reach: in "X, a close partner of Y, has not condemned …" the partnership is not denied.
        STATUS_BREAK.split(view.text[max(first, found.begin - STATUS_REACH) : found.begin])[-1],
        STATUS_BREAK.split(view.text[found.end : min(last, found.end + STATUS_REACH)])[0],
    )
    for status, pattern in view.words.status:
        if any(pattern.search(part) for part in around):
            return status
    return "in_force"


def _since(view: View, sentence: Sentence, found: _Found, times: Sequence[TimeExpression]) -> str | None:
    """The date after "since" in the clause, in the precision that the text gives."""
    doc = view.doc
    begin, end = clause_around(doc, sentence, found.begin, found.end)
    first, last = doc[begin].idx, doc[end - 1].idx
    for time in times:
        if time.type != "DATE" or time.interval is None or not first <= time.span.begin <= last:
            continue
        before = view.text[max(0, time.span.begin - 24) : time.span.begin].casefold().split()
        if view.words.since & set(before[-2:]):
            return time.value
    return None


def _source(found: _Found, statements: Sequence[Statement]) -> Participant | None:
    """The speaker of the narrowest statement that holds the evidence."""
    around = [s for s in statements if s.speaker and any(q.begin <= found.begin and found.end <= q.end for q in s.quote)]
    return min(around, key=lambda s: sum(q.end - q.begin for q in s.quote)).speaker[0] if around else None

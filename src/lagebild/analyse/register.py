"""Signs that a text was translated by a machine: each with its place, used to lower confidence, never to drop anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from lagebild.lang.pack import LanguagePack
from lagebild.model.article import Flag
from lagebild.model.doc import sentences_of
from lagebild.model.span import Span

THRESHOLD = 2.0  # with two findings at least: single slips happen to every writer
MIN_FINDINGS = 2
CLOSING_QUOTES = frozenset('"“”«»’‘')
SUBORDINATORS = frozenset({"KOUS", "PRELS", "PRELAT", "PWAV"})
MIN_TAIL = 3  # words after the verb of a subordinate clause that are more than an extraposed phrase's head


def find_translation_flags(doc: Doc, pack: LanguagePack) -> tuple[tuple[Flag, ...], bool]:
    """The signs found, and whether they are enough to call the text machine-translated."""
    rows = {row["check"]: row for row in pack.table("register/signs", columns=("check", "weight", "why", "example"))}
    flags: list[Flag] = []
    total = 0.0
    for name, check in CHECKS.items():
        row = rows[name]
        for token in check(doc):
            flags.append(Flag(name, _around(token), row["why"]))
            total += float(row["weight"])
    return tuple(flags), total >= THRESHOLD and len(flags) >= MIN_FINDINGS


def _around(token: Token) -> Span:
    window = token.doc[max(token.sent.start, token.i - 2) : min(token.sent.end, token.i + 3)]
    return Span(window.text, window.start_char, window.end_char)


def _bodies(doc: Doc) -> Iterator[Tokens]:
    for sentence in sentences_of(doc):
        yield doc[sentence.token_begin : sentence.token_end]


def _lower_starts(doc: Doc) -> Iterator[Token]:
    """Words in lower case right behind a full stop that stands alone (abbreviations and ordinals hold theirs)."""
    for sent in _bodies(doc):
        for stop, word in pairwise(sent):
            if stop.text == "." and word.is_lower and word.is_alpha and word.idx == stop.idx + 2:
                yield word


def _verb_thirds(doc: Doc) -> Iterator[Token]:
    """Main clauses in which a fronted phrase without a verb is closed by a comma and the subject precedes the verb."""
    for sent in _bodies(doc):
        comma = next((token for token in sent if token.text == ","), None)
        if comma is None or not sent[0].tag_.startswith("APPR"):
            continue
        front, rest = [t for t in sent if t.i < comma.i], [t for t in sent if t.i > comma.i]
        if len(front) < MIN_TAIL or any(_is_clausal(t) for t in front) or len(rest) < MIN_TAIL:
            continue
        verb = next((t for t in rest if t.tag_.endswith("FIN")), None)
        opening = [t for t in rest if verb is not None and t.i < verb.i]
        if verb is not None and 0 < len(opening) <= MIN_TAIL and all(t.tag_ in {"NE", "NN", "ART", "ADJA"} for t in opening):
            yield verb


def _is_clausal(token: Token) -> bool:
    return bool(token.tag_.startswith(("V", "KOU", "PREL", "PW", "PTKZU")))


def _missing_inversions(doc: Doc) -> Iterator[Token]:
    """Speech tags in which the speaker precedes the verb behind a closing quotation mark or a reported clause and a comma."""
    for sent in _bodies(doc):
        tokens = list(sent)
        for quote, comma in pairwise(tokens):
            if comma.text != "," or quote.text not in CLOSING_QUOTES:
                continue
            rest = tokens[comma.i + 1 - tokens[0].i :][: MIN_TAIL + 1]
            verb = next((i for i, t in enumerate(rest) if t.tag_ == "VVFIN"), 0)
            subject = rest[:verb]
            if subject and all(t.tag_ in {"NE", "NN", "ART", "PPER"} for t in subject) and subject[-1].tag_ != "ART":
                yield rest[verb]


def _early_verbs(doc: Doc) -> Iterator[Token]:
    """Subordinate clauses that go on after their finite verb with a whole noun phrase or a participle."""
    for sent in _bodies(doc):
        tokens = list(sent)
        for number, start in enumerate(tokens):
            if start.tag_ in SUBORDINATORS:
                yield from _early_verb(tokens[number + 1 :])


def _early_verb(clause: list[Token]) -> Iterator[Token]:
    length = next((i for i, t in enumerate(clause) if t.is_punct or t.tag_ in {"KOUS", "KON"}), len(clause))
    verb = next((i for i, t in enumerate(clause[:length]) if t.tag_.endswith("FIN")), None)
    if verb is None or verb == 0:
        return
    tail = clause[verb + 1 : length]
    if len(tail) < 2 or tail[-1].tag_.startswith("V"):  # a double infinitive puts the auxiliary first
        return
    if tail[0].tag_ == "ART" or (tail[0].tag_.startswith("VVPP") and len(tail) >= MIN_TAIL):
        yield clause[verb]


CHECKS: dict[str, Callable[[Doc], Iterator[Token]]] = {
    "lower_start": _lower_starts,
    "verb_third": _verb_thirds,
    "early_verb": _early_verbs,
    "no_inversion": _missing_inversions,
}

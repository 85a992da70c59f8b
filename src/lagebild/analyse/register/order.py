"""Word order that German does not have: a finite verb in the third place, a verb that is not at its clause's end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from lagebild.analyse.register.words import RegisterWords
from lagebild.model.tokens import Token

Tokens = Sequence[Token]
CLOSING_QUOTES = frozenset('"“”«»’‘')
SUBORDINATORS = frozenset({"KOUS", "PRELS", "PRELAT", "PWAV"})
NOMINAL = frozenset({"NE", "NN", "ART", "ADJA"})
SUBJECTS = frozenset({"NE", "NN", "ART", "PPER"})
MIN_TAIL = 3  # words after the verb of a subordinate clause that are more than an extraposed phrase's head
MAX_REPORT_FRAME = 4  # words of "er fügte hinzu"
MAX_TAIL = 9


def is_finite(token: Token) -> bool:
    """Whether a token is a finite verb."""
    return bool(token.tag_.endswith("FIN"))


def verb_third(sentence: Tokens, words: RegisterWords) -> Iterator[Token]:  # noqa: ARG001
    """Main clauses in which a fronted phrase without a verb is closed by a comma and the subject precedes the verb."""
    comma = next((index for index, token in enumerate(sentence) if token.text == ","), None)
    if comma is None or not sentence[0].tag_.startswith("APPR"):
        return
    front, rest = sentence[:comma], sentence[comma + 1 :]
    if len(front) < MIN_TAIL or any(_is_clausal(token) for token in front) or len(rest) < MIN_TAIL:
        return
    verb = next((index for index, token in enumerate(rest) if is_finite(token)), 0)
    if 0 < verb <= MIN_TAIL and all(token.tag_ in NOMINAL for token in rest[:verb]):
        yield rest[verb]


def _is_clausal(token: Token) -> bool:
    return bool(token.tag_.startswith(("V", "KOU", "PREL", "PW", "PTKZU")))


def time_third(sentence: Tokens, words: RegisterWords) -> Iterator[Token]:
    """A name or pronoun and then the verb behind a time at the beginning of the sentence: "Am Mittwoch Meier hielt"."""
    if len(sentence) < MIN_TAIL + 1 or not sentence[0].tag_.startswith("APPR"):
        return
    noun = next((index for index, token in enumerate(sentence[:MIN_TAIL]) if token.tag_ == "NN"), None)
    if noun is None or sentence[noun].lemma_.lower() not in words.times:
        return
    verb = noun + 1
    while verb < len(sentence) and sentence[verb].tag_ in {"NE", "NN"} and sentence[verb].lemma_.lower() not in words.times:
        verb += 1
    if verb == noun + 1 and verb < len(sentence) and sentence[verb].tag_ == "PPER":
        verb += 1
    if noun + 1 < verb < len(sentence) and is_finite(sentence[verb]):
        yield sentence[verb]


def adverb_third(sentence: Tokens, words: RegisterWords) -> Iterator[Token]:
    """A pronoun and then the verb behind an adverb that is not the pronoun's: "Außerdem er forderte"."""
    if (
        len(sentence) > MIN_TAIL
        and sentence[0].lower_ in words.inverting
        and sentence[1].tag_ == "PPER"
        and is_finite(sentence[2])
    ):
        yield sentence[2]


def adverb_comma(sentence: Tokens, words: RegisterWords) -> Iterator[Token]:
    """An adverb at the beginning that a comma cuts off from a main clause."""
    if len(sentence) > MIN_TAIL and sentence[0].lower_ in words.commaed and sentence[1].text == ",":
        rest = [token.tag_ for token in sentence[2:5]]
        if rest[0] in SUBJECTS and any(tag.endswith("FIN") for tag in rest[1:]):
            yield sentence[0]


def no_inversion(sentence: Tokens, words: RegisterWords) -> Iterator[Token]:  # noqa: ARG001
    """Speech tags in which the speaker precedes the verb behind a closing quotation mark and a comma."""
    for index, (quote, comma) in enumerate(pairwise(sentence)):
        if comma.text != "," or quote.text not in CLOSING_QUOTES:
            continue
        rest = sentence[index + 2 :][: MIN_TAIL + 1]
        verb = next((at for at, token in enumerate(rest) if token.tag_ == "VVFIN"), 0)
        subject = rest[:verb]
        if subject and all(token.tag_ in SUBJECTS for token in subject) and subject[-1].tag_ != "ART":
            yield rest[verb]


def report_order(sentence: Tokens, words: RegisterWords) -> Iterator[Token]:
    """A speaker before the verb of saying, at the end of the sentence behind a comma: "…, er fügte hinzu."."""
    end = len(sentence)
    while end and sentence[end - 1].is_punct:
        end -= 1
    comma = next((index for index in range(end - 1, -1, -1) if sentence[index].text == ","), None)
    if comma is None or end - comma - 1 > MAX_REPORT_FRAME:
        return
    frame = sentence[comma + 1 : end]
    verb = next((index for index, token in enumerate(frame) if token.tag_ == "VVFIN"), 0)
    # "der Richter sagte" is easily read as a relative clause
    subject = [token.tag_ for token in frame[:verb]]
    is_subject = all(tag in SUBJECTS or (tag == "PRELS" and index == 0 < verb - 1) for index, tag in enumerate(subject))
    is_alone = is_subject and all(token.tag_ in {"PTKVZ", "ADV"} for token in frame[verb + 1 :])
    if verb and is_alone and frame[verb].lemma_ in words.speech_verbs and any(is_finite(token) for token in sentence[:comma]):
        yield frame[verb]


def early_verb(sentence: Tokens, words: RegisterWords) -> Iterator[Token]:  # noqa: ARG001
    """Subordinate clauses that go on after their finite verb with a whole noun phrase or a participle."""
    for clause, verb in _subordinate(sentence):
        tail = clause[verb + 1 :]
        if len(tail) < 2 or tail[-1].tag_.startswith("V"):  # a double infinitive puts the auxiliary first
            continue
        is_participle = tail[0].tag_.startswith("VVPP") and len(tail) >= MIN_TAIL
        if is_participle or any(_opens_phrase(before, token) for before, token in pairwise(clause[verb:])):
            yield clause[verb]


def _opens_phrase(before: Token, token: Token) -> bool:
    """Whether an article begins a noun phrase of its own: neither behind a preposition nor a genitive behind a noun."""
    return token.tag_ == "ART" and is_finite(before)


def early_auxiliary(sentence: Tokens, words: RegisterWords) -> Iterator[Token]:  # noqa: ARG001
    """Subordinate clauses that end in auxiliary and participle, which German has the other way round."""
    for clause, verb in _subordinate(sentence):
        tail = clause[verb + 1 :]
        if len(tail) == 1 and tail[0].tag_ == "VVPP" and clause[verb].tag_ == "VAFIN":
            yield clause[verb]


def _subordinate(sentence: Tokens) -> Iterator[tuple[Tokens, int]]:
    """Subordinate clauses from behind their first word on, with the place of their finite verb, which is not the first."""
    for number, start in enumerate(sentence):
        if start.tag_ not in SUBORDINATORS:
            continue
        rest = sentence[number + 1 :]
        length = next(
            (at for at, token in enumerate(rest) if token.is_punct or token.tag_ in {"KOUS", "KON", "KOKOM"}), len(rest)
        )
        verb = next((at for at, token in enumerate(rest[:length]) if is_finite(token)), 0)
        if verb:
            yield rest[:length], verb


def late_phrase(sentence: Tokens, words: RegisterWords) -> Iterator[Token]:  # noqa: ARG001
    """Main clauses that go on with a long phrase with a preposition behind the participle that should end them."""
    verb = next((at for at, token in enumerate(sentence) if is_finite(token)), None)
    if verb is None or sentence[verb].tag_ != "VAFIN" or any(token.tag_ in SUBORDINATORS for token in sentence[:verb]):
        return
    for at in range(verb + 2, len(sentence) - MIN_TAIL):
        if sentence[at].is_punct:
            return
        if sentence[at].tag_ == "VVPP":
            rest = sentence[at + 1 :]
            length = next((end for end, token in enumerate(rest) if token.is_punct or token.tag_ in {"KON", "KOKOM"}), len(rest))
            if MIN_TAIL < length <= MAX_TAIL and rest[0].tag_.startswith("APPR"):
                yield sentence[at]
            return

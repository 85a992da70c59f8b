"""Whether a clause speaks of what was or of what is to come: from its words, and from the parse where there is one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc

from lagebild.analyse.times.context import Direction
from lagebild.lang.pack import LanguagePack
from lagebild.model.tokens import Token, root_of, tokens_of

LOOK_BACK, LOOK_AHEAD = 300, 200  # code points read around an expression
CLAUSE_BREAK = re.compile(r"[,–—]\s")
PARTICIPLE = "VVPP"  # the parse may take one with an auxiliary for an adjective
WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Cues:
    """The pack's signal words, in lower case."""

    before: dict[str, Direction]
    clause: dict[str, Direction]
    past_endings: tuple[str, ...]
    not_preterite: frozenset[str]
    sentence_end: re.Pattern[str]
    nowadays_contrast: re.Pattern[str]
    perfect: frozenset[str]


def load_cues(pack: LanguagePack) -> Cues:
    found: Cues = pack.derived("times/cues", _compile)
    return found


def _compile(pack: LanguagePack) -> Cues:
    settings = pack.settings("times/settings")
    directions: tuple[Direction, ...] = ("past", "future")
    rows = settings["direction"]
    return Cues(
        before={word: side for side in directions for word in rows[side]["before"]},
        clause={word: side for side in directions for word in rows[side]["clause"]},
        past_endings=tuple(rows["past"]["endings"]),
        not_preterite=frozenset(settings["not_preterite"]),
        sentence_end=re.compile(settings["sentence_end"]),
        nowadays_contrast=re.compile(rf"(?<!\w)(?:{'|'.join(settings['nowadays']['contrast'])})(?!\w)", re.IGNORECASE),
        perfect=frozenset(rows["past"]["perfect"]),
    )


def sentence_around(text: str, begin: int, end: int, cues: Cues) -> tuple[int, int]:
    """Code points of the sentence, as far as punctuation and line ends show it."""
    first, last = max(0, begin - LOOK_BACK), min(len(text), end + LOOK_AHEAD)
    for stop in cues.sentence_end.finditer(text, first, begin):
        if _is_end(text, stop):
            first = stop.end()
    ends = (stop.start() for stop in cues.sentence_end.finditer(text, end, last) if _is_end(text, stop))
    return first, next(ends, last)


def _is_end(text: str, stop: re.Match[str]) -> bool:
    """Whether the mark ends a sentence; a full stop after a figure makes an ordinal number."""
    return text[stop.start()] != "." or not text[max(0, stop.start() - 1)].isdigit()


def direction_in_text(text: str, begin: int, end: int, cues: Cues) -> Direction | None:
    """What the words around [begin, end) say, the nearest part of the sentence first; None if they say nothing."""
    first, last = sentence_around(text, begin, end, cues)
    words_before = WORD.findall(text, max(first, begin - 30), begin)
    for word in reversed(words_before[-1:]):
        side = cues.before.get(word.casefold())
        if side is not None:
            return side
    clause_first = max((stop.end() for stop in CLAUSE_BREAK.finditer(text, first, begin)), default=first)
    stop = CLAUSE_BREAK.search(text, end, last)
    clause_last = stop.start() if stop else last
    found = _of_words(WORD.findall(text, clause_first, clause_last), cues)
    return found or _of_words(WORD.findall(text, first, last), cues)


def _of_words(words: Iterable[str], cues: Cues) -> Direction | None:
    """Future signals beat past ones: "wird" with a participle is rarer in news than a future beside a report."""
    past = False
    for word in words:
        side = cues.clause.get(word)
        if side == "future":
            return "future"
        past = past or side == "past" or _is_preterite(word, cues)
    return "past" if past else None


def _is_preterite(word: str, cues: Cues) -> bool:
    return word.endswith(cues.past_endings) and word[0].islower() and len(word) > 4 and word not in cues.not_preterite


def direction_in_doc(doc: Doc, begin: int, end: int, cues: Cues) -> Direction | None:
    """What the finite verb above the expression says; None if it stands in the present or there is none."""
    span = doc.char_span(begin, end, alignment_mode="expand")
    if span is None or not doc.has_annotation("DEP"):
        return None
    root = root_of(tokens_of(doc)[span.start : span.end])
    for token in (root, *root.ancestors):
        if token.pos_ in {"VERB", "AUX"} or token.tag_ == PARTICIPLE:
            return _of_verb(token, cues)
    return None


def _of_verb(verb: Token, cues: Cues) -> Direction | None:
    if _is_perfect(verb, cues):
        return cues.clause.get(verb.lower_, "past")
    group = [verb, *(child for child in verb.children if child.dep_.startswith("aux"))]
    sides = {cues.clause.get(token.lower_) for token in group if "Fin" in token.morph.get("VerbForm")}
    if "future" in sides:
        return "future"
    tenses = {tense for token in group if "Fin" in token.morph.get("VerbForm") for tense in token.morph.get("Tense")}
    return "past" if "Past" in tenses or "past" in sides else None


def _is_perfect(verb: Token, cues: Cues) -> bool:
    """Whether a participle stands with an auxiliary of the perfect in the present, or in the infinitive behind a modal.

    What is said to have happened lies behind; a participle that is a signal itself ("is planned for") says so.
    """
    if verb.tag_ != PARTICIPLE:
        return False
    helpers = [child for child in verb.children if child.lemma_ in cues.perfect and child.pos_ == "AUX"]
    return any(child.tag_ == "VAINF" or child.morph.get("Tense") == ["Pres"] for child in helpers)

"""The spaCy Doc of analysed sentences: every character of the text is in it, blanks included."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, HEAD, LEMMA, MORPH, POS, TAG
from spacy.parts_of_speech import IDS as POS_IDS
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from lagebild.analyse.foundation.known_names import Name
from lagebild.analyse.foundation.tokens import Tokens
from lagebild.model.quick import quick

Ints = NDArray[np.int64]
ATTRIBUTES = (TAG, POS, MORPH, LEMMA, HEAD, DEP)
SPACE_TAG, SPACE_POS, SPACE_DEP = "_SP", "SPACE", "dep"
ROOT = "root"


@quick
@dataclass(frozen=True, slots=True)
class Sentence:
    """Annotations of one sentence, a value per token; heads count from its first token, -1 is the root."""

    tags: list[str]
    pos: list[str]
    morphs: list[str]
    lemmas: list[str]
    heads: list[int]
    relations: list[str]
    names: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class _Words:
    """What becomes a token of the Doc: the tokens, and blanks beyond the single one that the token before them carries."""

    words: list[str]
    spaces: list[bool]
    tokens: Ints  # places of the tokens in `words`
    blanks: Ints  # places of the blanks in `words`


def build_doc(vocab: Vocab, text: str, tokens: Tokens, sentences: Sequence[Sentence]) -> Doc:
    """The Doc of `text`; blanks beyond a single one become tokens that belong to the sentence before them."""
    found = _interleave(text, tokens)
    doc = Doc(vocab, words=found.words, spaces=found.spaces)
    if found.words:
        # From numbers, because a Doc made from strings looks every one of them up again: this takes a third of the time.
        doc.from_array(list(ATTRIBUTES), _attributes(vocab, found, sentences))
        doc.set_ents(list(_spans(doc, found.tokens.tolist(), sentences)))
    return doc


def _spans(doc: Doc, places: Sequence[int], sentences: Sequence[Sentence]) -> Iterator[Span]:
    """The names as spans of the Doc."""
    begin = 0
    for sentence in sentences:
        for name in sentence.names:
            yield Span(doc, places[begin + name.begin], places[begin + name.end - 1] + 1, label=name.label)
        begin += len(sentence.tags)


def _interleave(text: str, tokens: Tokens) -> _Words:
    lead = text[: tokens.begins[0]] if tokens.begins else text
    words, spaces, blanks = ([lead], [False], [0]) if lead else ([], [], [])
    for begin, end, following in zip(tokens.begins, tokens.ends, [*tokens.begins, len(text)][1:], strict=True):
        words.append(text[begin:end])
        gap = text[end:following]
        spaces.append(gap[:1] == " ")
        blank = gap[1:] if gap[:1] == " " else gap
        if blank:
            blanks.append(len(words))
            words.append(blank)
            spaces.append(False)
    places = np.array(blanks, dtype=np.int64)
    return _Words(words, spaces, np.delete(np.arange(len(words)), places), places)


def _attributes(vocab: Vocab, found: _Words, sentences: Sequence[Sentence]) -> NDArray[np.uint64]:
    """Values of all attributes per token of the Doc; heads are relative."""
    add = vocab.strings.add
    values = np.empty((len(found.words), len(ATTRIBUTES)), dtype=np.uint64)
    at = found.tokens
    values[at, 0] = _numbers(sentences, lambda sentence: sentence.tags, add)
    values[at, 1] = _numbers(sentences, lambda sentence: sentence.pos, POS_IDS.__getitem__)
    values[at, 2] = _numbers(sentences, lambda sentence: sentence.morphs, vocab.morphology.add)
    values[at, 3] = _numbers(sentences, lambda sentence: sentence.lemmas, add)
    values[at, 4] = (_heads(found.tokens, sentences) - at).view(np.uint64)
    values[at, 5] = _numbers(sentences, lambda sentence: sentence.relations, add)
    at = found.blanks
    if len(at):
        # A blank hangs from the token before it, one at the beginning of the text from the token after it.
        before = np.where(at > 0, -1, min(1, len(found.words) - 1))
        constants = (add(SPACE_TAG), POS_IDS[SPACE_POS], vocab.morphology.add(""), 0, 0, add(SPACE_DEP))
        values[at] = np.array(constants, dtype=np.uint64)
        values[at, 3] = np.array([add(found.words[place]) for place in at.tolist()], dtype=np.uint64)
        values[at, 4] = before.view(np.uint64)
    return values


def _numbers(
    sentences: Sequence[Sentence], column: Callable[[Sentence], Iterable[str]], number: Callable[[str], int]
) -> NDArray[np.uint64]:
    """A column of all sentences as numbers, each different string looked up once."""
    strings = [string for sentence in sentences for string in column(sentence)]
    numbers = {string: number(string) for string in dict.fromkeys(strings)}
    return np.array([numbers[string] for string in strings], dtype=np.uint64)


def _heads(places: Ints, sentences: Sequence[Sentence]) -> Ints:
    """Places of the tokens' heads, a root's own place."""
    heads = np.array([head for sentence in sentences for head in sentence.heads], dtype=np.int64)
    lengths = np.array([len(sentence.heads) for sentence in sentences], dtype=np.int64)
    begins = np.repeat(np.cumsum(lengths) - lengths, lengths)
    found: Ints = places[np.where(heads < 0, np.arange(len(heads)), heads + begins)]
    return found

"""The spaCy Doc of analysed sentences: every character of the text is in it, blanks included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc
from spacy.vocab import Vocab

from lagebild.analyse.foundation.tokens import Tokens

SPACE_TAG, SPACE_POS, SPACE_DEP = "_SP", "SPACE", "dep"
ROOT = "root"


@dataclass(frozen=True, slots=True)
class Sentence:
    """Annotations of one sentence, a value per token; heads count from its first token, -1 is the root."""

    tags: list[str]
    pos: list[str]
    morphs: list[str]
    lemmas: list[str]
    heads: list[int]
    relations: list[str]


class _Columns:
    """Values per token of a Doc under construction; heads are absolute."""

    __slots__ = ("begins", "deps", "heads", "lemmas", "morphs", "pos", "spaces", "tags", "words")

    def __init__(self) -> None:
        self.words: list[str] = []
        self.spaces: list[bool] = []
        self.tags: list[str] = []
        self.pos: list[str] = []
        self.morphs: list[str] = []
        self.lemmas: list[str] = []
        self.heads: list[int] = []
        self.deps: list[str] = []
        self.begins: list[bool] = []

    def add_blank(self, blank: str, head: int, *, begins: bool) -> None:
        """A token for blanks beyond the single one that the token before it carries."""
        self.words.append(blank)
        self.spaces.append(False)
        self.tags.append(SPACE_TAG)
        self.pos.append(SPACE_POS)
        self.morphs.append("")
        self.lemmas.append(blank)
        self.heads.append(head)
        self.deps.append(SPACE_DEP)
        self.begins.append(begins)


def build_doc(vocab: Vocab, text: str, tokens: Tokens, sentences: Sequence[Sentence]) -> Doc:
    """The Doc of `text`; blanks beyond a single one become tokens that belong to the sentence before them."""
    columns = _Columns()
    count = len(tokens.begins)
    lead = text[: tokens.begins[0]] if count else text
    if lead:
        columns.add_blank(lead, 1 if count else 0, begins=True)
    gaps = [text[end:begin] for end, begin in zip(tokens.ends, [*tokens.begins[1:], len(text)], strict=False)]
    index = 0
    for sentence in sentences:
        positions = _positions(len(columns.words), gaps[index : index + len(sentence.heads)])
        for inner, head in enumerate(sentence.heads):
            gap = gaps[index]
            columns.words.append(text[tokens.begins[index] : tokens.ends[index]])
            columns.spaces.append(gap[:1] == " ")
            columns.heads.append(positions[inner if head < 0 else head])
            columns.begins.append(inner == 0 and not (index == 0 and columns.begins))
            blank = gap[1:] if gap[:1] == " " else gap
            columns.tags.append(sentence.tags[inner])
            columns.pos.append(sentence.pos[inner])
            columns.morphs.append(sentence.morphs[inner])
            columns.lemmas.append(sentence.lemmas[inner])
            columns.deps.append(sentence.relations[inner])
            if blank:
                columns.add_blank(blank, positions[inner], begins=False)
            index += 1
    return Doc(
        vocab,
        words=columns.words,
        spaces=columns.spaces,
        tags=columns.tags,
        pos=columns.pos,
        morphs=columns.morphs,
        lemmas=columns.lemmas,
        heads=columns.heads or None,
        deps=columns.deps or None,
    )


def _positions(first: int, gaps: Sequence[str]) -> list[int]:
    """Indexes in the Doc of a sentence's tokens, counting the blank tokens among them."""
    positions: list[int] = []
    for gap in gaps:
        positions.append(first)
        first += 1 if gap in ("", " ") else 2
    return positions

"""What the network says of an article's words, and the drafts that come of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import cast

import numpy as np

from lagebild.analyse.claims.choice import Groups
from lagebild.analyse.claims.drafts import Draft, View, network_draft
from lagebild.analyse.claims.word_features import Word, words_of
from lagebild.analyse.claims.word_network import WordNetwork
from lagebild.model.layers import EventType, Sentence
from lagebild.model.tokens import Token

AT_ONCE = 1_000  # words judged together: bounds the memory of a long text to about 40 MB


@dataclass(frozen=True, slots=True)
class Judged:
    """A word with its likeliest type and how likely that is."""

    token: Token
    sentence: Sentence
    type: EventType
    share: float


def judge_words(
    view: View, drafts: Sequence[Draft], features: Sequence[Groups], network: WordNetwork, *, least: float
) -> tuple[dict[tuple[int, str], float], list[Judged]]:
    """How likely the network holds each draft (by token and type), and the words whose likeliest type has at least this share."""
    wanted: dict[int, set[str]] = {}
    for draft in drafts:
        wanted.setdefault(draft.trigger.token.i, set()).add(draft.type)
    column = {type_: i + 1 for i, type_ in enumerate(network.types)}
    shares: dict[tuple[int, str], float] = {}
    likely: list[Judged] = []
    for words in _batches(words_of(view.doc, drafts, features, view.linked)):
        table = network.shares(words)
        best = table[:, 1:].argmax(axis=1)
        top = np.take_along_axis(table[:, 1:], best[:, None], axis=1)[:, 0].tolist()
        for row, word in enumerate(words):
            for type_ in wanted.get(word.token.i, ()):
                shares[word.token.i, type_] = float(table[row, column[type_]])
            if top[row] >= least:
                likely.append(Judged(word.token, word.sentence, cast("EventType", network.types[int(best[row])]), top[row]))
    return shares, likely


def _batches(words: Iterable[Word]) -> Iterator[list[Word]]:
    rest = iter(words)
    while batch := list(islice(rest, AT_ONCE)):
        yield batch


def further_drafts(view: View, drafts: Sequence[Draft], likely: Iterable[Judged]) -> list[tuple[Draft, float]]:
    """Drafts of the words whose likeliest type is none that the lexicon has for them, with the network's share."""
    known = {(draft.trigger.token.i, draft.type) for draft in drafts}
    found: list[tuple[Draft, float]] = []
    for word in likely:
        if (word.token.i, word.type) not in known:
            draft = network_draft(view, word.sentence, word.token, word.type)
            if (word.token.i, draft.type) not in known:
                found.append((draft, word.share))
    return found

"""What the network says of an article's words, and the drafts that come of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from lagebild.analyse.claims.drafts import Draft, View, network_draft
from lagebild.analyse.claims.word_features import Word, words_of
from lagebild.analyse.claims.word_network import WordNetwork
from lagebild.model.layers import EventType

Shares = Mapping[int, Mapping[str, float]]


def judge_words(
    view: View, drafts: Sequence[Draft], features: Sequence[Sequence[str]], network: WordNetwork
) -> tuple[list[Word], Shares]:
    """The words that may name an act, and by token how likely each type is."""
    words = words_of(view.doc, drafts, features, view.linked)
    rows = network.shares(words)[:, 1:].tolist()
    return words, {word.token.i: dict(zip(network.types, row, strict=True)) for word, row in zip(words, rows, strict=True)}


def further_drafts(view: View, drafts: Sequence[Draft], words: Sequence[Word], shares: Shares, *, least: float) -> list[Draft]:
    """Drafts of words whose likeliest type has at least this share and is none that the lexicon has for them."""
    known = {(draft.trigger.token.i, draft.type) for draft in drafts}
    found: list[Draft] = []
    for word in words:
        held = shares[word.token.i]
        best = max(held, key=lambda type_: (held[type_], type_))
        if held[best] >= least and (word.token.i, best) not in known:
            draft = network_draft(view, word.sentence, word.token, cast("EventType", best))
            if (word.token.i, draft.type) not in known:
                found.append(draft)
    return found

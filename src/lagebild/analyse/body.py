"""The sentences that are read for facts: those of the lead and the body, in order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from spacy.tokens import Doc

from lagebild.lang.pack import LanguagePack
from lagebild.model.article import TEXT_ZONES, Zone
from lagebild.model.doc import article_of
from lagebild.model.layers import Sentence
from lagebild.model.tokens import tokens_of
from lagebild.stages import stage


@stage(writes="sentences")
def find_sentences(doc: Doc, pack: LanguagePack) -> Iterator[Sentence]:  # noqa: ARG001  (every stage has the pack)
    """Sentences inside the zones that hold running text; blank space at their ends is cut off."""
    article = article_of(doc)
    zones = [zone for zone in article.zones if zone.kind in TEXT_ZONES] or [Zone("body", 0, len(article.text), "whole text")]
    number, position = 0, 0
    for _, sent in groupby(tokens_of(doc), key=attrgetter("sent_begin")):
        tokens = [token for token in sent if not token.is_space]
        if not tokens:
            continue
        begin, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
        while position < len(zones) and zones[position].end <= begin:
            position += 1
        if position == len(zones):
            return
        zone = zones[position]
        if begin >= zone.begin and any(token.is_alpha for token in tokens):
            yield Sentence(number, begin, end, zone.kind, tokens[0].i, tokens[-1].i + 1)
            number += 1

"""Mentions: the places in a text that refer to an actor or a place inside a state.

Mentions may nest ("die Sprecherin des chinesischen Außenministeriums" holds "des chinesischen Außenministeriums").
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from lagebild.analyse.mentions.descriptions import find_descriptions
from lagebild.analyse.mentions.found import Found
from lagebild.analyse.mentions.modifiers import find_adjectives, find_compounds
from lagebild.analyse.mentions.names import find_late_surnames, find_names
from lagebild.analyse.mentions.pronouns import find_pronouns
from lagebild.analyse.mentions.view import Stretch, View, find_stretches
from lagebild.knowledge.vocabulary import vocabulary
from lagebild.lang.pack import LanguagePack
from lagebild.model.doc import article_of
from lagebild.model.layers import Mention
from lagebild.stages import stage

__all__ = ["find_mentions"]


@stage(reads=("sentences",), writes="mentions")
def find_mentions(doc: Doc, pack: LanguagePack) -> Iterator[Mention]:
    """Names, descriptions, metonyms, adjectives, compounds, pronouns and places, in the order of the text."""
    view = View.of(doc, vocabulary(pack))
    seen: set[str] = set()
    text = article_of(doc).text
    named = [(stretch, list(find_names(view, stretch, seen))) for stretch in find_stretches(doc)]
    for stretch, names in named:
        for found in sorted(_find(view, stretch, names, seen), key=lambda f: (f.begin, -f.end)):
            yield found.to_mention(view.tokens, text, stretch)


def _find(view: View, stretch: Stretch, names: list[Found], seen: set[str]) -> Iterator[Found]:
    taken = {i for name in names for i in range(name.begin, name.end)}
    late = list(find_late_surnames(view, stretch, seen, taken))
    names += late
    taken |= {found.begin for found in late}
    ends = {i: name.end for name in names for i in range(name.begin, name.end)}
    descriptions = list(find_descriptions(view, stretch, ends))
    yield from names
    yield from descriptions
    heads = {d.head for d in descriptions}
    inside = taken | {i for d in descriptions for i in range(d.begin, d.head + 1)}
    yield from find_adjectives(view, stretch, inside)
    yield from find_compounds(view, stretch, taken | heads)
    yield from find_pronouns(view, stretch, heads)

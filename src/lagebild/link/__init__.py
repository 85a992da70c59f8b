"""Linking: which actor each mention refers to, with a score and reasons."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from lagebild.knowledge.vocabulary import vocabulary
from lagebild.lang.pack import LanguagePack
from lagebild.link.actors import collect_actors
from lagebild.link.context import make_context
from lagebild.link.coreference import link_description, link_descriptions
from lagebild.link.names import link_ambiguous_names, link_plain_names
from lagebild.link.persons import link_persons
from lagebild.link.pronouns import link_pronouns
from lagebild.link.who import Answer, who
from lagebild.model.layers import Actor
from lagebild.stages import stage

__all__ = ["Answer", "link_mentions", "who"]


@stage(reads=("sentences", "mentions"), writes="actors")
def link_mentions(doc: Doc, pack: LanguagePack) -> Iterator[Actor]:
    """The actors that the article's mentions refer to.

    Names first, as they are surest; then descriptions by name, office, earlier mention or country; then pronouns.
    """
    context = make_context(doc, vocabulary(pack))
    link_plain_names(context)
    context.count_countries()
    link_ambiguous_names(context)
    context.index_places()
    first_pass = [i for i, m in enumerate(context.mentions) if m.kind == "description"]
    for index in sorted(first_pass, key=lambda i: -context.mentions[i].head):
        link_description(context, index, {})
    apposed = link_persons(context)
    link_descriptions(context, apposed)
    link_pronouns(context)
    yield from collect_actors(context)

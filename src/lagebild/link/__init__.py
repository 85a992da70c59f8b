"""Linking: which actor each mention refers to, with a score and reasons."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

from spacy.tokens import Doc

from lagebild.knowledge.vocabulary import vocabulary
from lagebild.lang.pack import LanguagePack
from lagebild.link.actors import collect_actors
from lagebild.link.context import Context, make_context
from lagebild.link.coreference import link_description, link_descriptions
from lagebild.link.names import link_ambiguous_names, link_plain_names
from lagebild.link.persons import link_persons
from lagebild.link.pronouns import link_pronouns
from lagebild.link.relations import link_colleagues_again
from lagebild.model.layers import Actor
from lagebild.stages import stage

__all__ = ["link_article", "link_mentions"]


@stage(reads=("sentences", "mentions"), writes="actors")
def link_mentions(doc: Doc, pack: LanguagePack) -> Iterator[Actor]:
    """The actors that the article's mentions refer to.

    Names first, as they are surest; then descriptions by name, office, earlier mention or country; then pronouns.
    """
    yield from collect_actors(link_article(doc, pack))


def link_article(doc: Doc, pack: LanguagePack) -> Context:
    """The article with its mentions linked: every link with its targets, score and reasons."""
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
    link_colleagues_again(context, apposed)
    return context


class _CallableModule(ModuleType):
    """`lagebild.link` is this package and, by the name that users know it under, the function that links a text."""

    def __call__(self, text: str, **options: Any) -> Any:
        # By name, as the function stands on top of all rooms and this is one of them.
        return import_module("lagebild.ask").link_text(text, **options)


sys.modules[__name__].__class__ = _CallableModule

"""Nouns that anybody may bear: "der Mann", "die Verdächtige" take up whom the text has described before."""

from __future__ import annotations

from lagebild.link.agreement import phrase_genders, phrase_numbers
from lagebild.link.context import Context, Link
from lagebild.link.descriptions import Description, people_of, read_description
from lagebild.link.earlier import before
from lagebild.link.targets import Target

BEARER_SENTENCES = 6  # 3 finds fewer on events_train, 12 the same ones
PRIVATE = frozenset({"CVL", "CRM", "REB", "MIL", "UNK"})  # of persons by name: officials are rarely "der Mann"
OFFICIAL = frozenset({"GOV", "IGO", "JUD", "LEG", "COP", "PTY", "MED"})


def same_bearer(context: Context, index: int, description: Description) -> tuple[Target, int] | None:
    """The one person named or described with a state before whom a noun for anybody takes up; None for other nouns."""
    noun = context.tokens[description.head]
    if description.owner is not None or not context.vocabulary.has("anybody", noun.text, noun.lemma_):
        return None
    if phrase_numbers(context, index) == frozenset({"pl"}):
        return None
    genders = phrase_genders(context, index)
    for other, link in before(context, index, BEARER_SENTENCES):
        if len(link.targets) != 1 or phrase_numbers(context, other) == frozenset({"pl"}):
            continue
        if _is_named(link, genders) or _is_described(context, other, link, genders):
            return link.targets[0], other
    return None


def _is_named(link: Link, genders: frozenset[str]) -> bool:
    target = link.targets[0]
    fits = target.kind == "person" and bool(target.genders & genders) and target.sector in PRIVATE
    return link.mention.kind == "name" and fits


def _is_described(context: Context, other: int, link: Link, genders: frozenset[str]) -> bool:
    """Whether a description says whose the person is, or takes up one that does."""
    target, mention = link.targets[0], link.mention
    is_person = target.kind == "person" or mention.rule == "de.mention.inhabitant"
    if mention.kind != "description" or not is_person or target.sector in OFFICIAL:
        return False
    if not phrase_genders(context, other) & genders:
        return False
    if link.antecedents != (None,):
        return True
    return read_description(context, other).owner is not None or people_of(context, other) is not None

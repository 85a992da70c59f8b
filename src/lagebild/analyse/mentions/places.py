"""Capitals and seats of governments: the place, or the government that they stand for."""

from __future__ import annotations

from lagebild.analyse.mentions.view import Stretch, View
from lagebild.model.layers import MentionKind


def government_or_place(view: View, stretch: Stretch, begin: int, end: int, *, is_seat: bool) -> tuple[MentionKind, str]:
    """Whether a capital or seat stands for its government, and why."""
    before = view.words[begin - 1] if begin > stretch.begin else ""
    if before and view.vocabulary.has("town_noun", before, view.lemmas[begin - 1]):
        return "place", "named as a town"
    if view.vocabulary.has("origin_preposition", before.lower()) and _is_heard(view, end - 1):
        return "metonym", "where words come from"
    if view.vocabulary.has("place_preposition", before.lower()) and not view.vocabulary.has("party_preposition", before.lower()):
        return "place", "after a preposition of place"
    if view.vocabulary.has("party_preposition", before.lower()):
        if _goes_on_to_place(view, stretch, end):
            return "place", "where a way begins"
        if begin - 2 >= stretch.begin and view.vocabulary.has("site_noun", view.words[begin - 2], view.lemmas[begin - 2]):
            return "place", "where a site lies"
    if is_seat:
        return "metonym", "seat of a government"
    if view.vocabulary.has("party_preposition", before.lower()):
        return "metonym", "a party, after its preposition"
    if view.tokens[end - 1].dep_.startswith("nsubj"):
        return "metonym", "subject of what governments do"
    if "Gen" in view.tokens[end - 1].morph.get("Case"):
        return "metonym", "owner, in the genitive"
    if _among_states(view, stretch, begin, end):
        return "metonym", "coordinated with a state"
    if view.tokens[end - 1].dep_ == "obj" and _is_left_or_reached(view, end - 1):
        return "place", "where somebody goes"
    if view.tokens[end - 1].dep_ in {"obj", "iobj", "conj"}:
        return "metonym", "object of what governments do"
    return "place", "nothing says that the government is meant"


def _is_heard(view: View, i: int) -> bool:
    """Whether words are said to come from there ("Aus Moskau hieß es", "Kritik aus Berlin")."""
    head = view.tokens[i].head.i
    return view.vocabulary.has("hearsay", view.words[head], view.lemmas[head])


def _is_left_or_reached(view: View, i: int) -> bool:
    """Whether a verb of motion has the name as its object ("verließ Ankara")."""
    head = view.tokens[i].head.i
    return view.vocabulary.has("motion_verb", view.lemmas[head])


def _goes_on_to_place(view: View, stretch: Stretch, end: int) -> bool:
    """Whether a way to another place follows ("von London nach Islamabad")."""
    if end + 1 >= stretch.end or not view.vocabulary.has("way_preposition", view.words[end]):
        return False
    matched = view.vocabulary.lexicon.match(view.words, end + 1, stretch.end)
    return matched is not None and any(entry.kind in {"state", "capital", "place"} for entry in matched[1])


def _among_states(view: View, stretch: Stretch, begin: int, end: int) -> bool:
    neighbours = [
        j
        for k, j in ((begin - 1, begin - 2), (end, end + 1))
        if stretch.begin <= min(j, k) and max(j, k) < stretch.end and view.tags[k] == "KON"
    ]
    return any(e.kind in {"state", "capital"} for j in neighbours for e in view.vocabulary.lexicon.name(view.words[j]))

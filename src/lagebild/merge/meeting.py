"""Keys by which a unit without a day finds the happenings whose parties agree with its own, without looking at all of them.

A happening is found (`seen_keys`) under everything that a unit may look for (`wanted_keys`): the two share a key exactly where
their parties agree side by side, both name a body that meets, or a sentence is the same word for word: what
`pairs.may_be_same` asks, but for the days and for a third state among several.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from lagebild.merge.sides import Side
from lagebild.merge.units import Unit

OPEN = "*"  # a side that names nobody agrees with any
ANYBODY = "?"  # under this a side is found by those who are open

MeetingKey = tuple[str, str]


def _parties(side: Side) -> list[str]:
    """The parties of a side, none where it is open."""
    if side.empty or side.unnamed:
        return []
    return [*side.countries, *(f"p {key}" for key in side.persons), *(f"o {key}" for key in side.others)]


def _found(side: Side) -> list[str]:
    return [*(_parties(side) or (OPEN,)), ANYBODY]


def _sought(side: Side) -> list[str]:
    parties = _parties(side)
    return [*parties, OPEN] if parties else [ANYBODY]


def _circle(side: Side, parties: Iterable[str], sign: str) -> Iterator[str]:
    """Keys of those who take part alike: of several states each two, for one must have all that the other has."""
    if len(side.countries) > 1:
        return (f"{sign}2 {one} {other}" for one, other in combinations(sorted(side.countries), 2))
    return (f"{sign}1 {party}" for party in parties)


def seen_keys(whole: Unit, acts: Iterable[str]) -> Iterator[MeetingKey]:
    """Where a happening is found. `acts`: those of its units, which people may have joined from several."""
    for act in acts:
        yield from ((act, name) for name in (*party_names(whole), *sentence_names(whole)))


def sentence_names(whole: Unit) -> Iterator[str]:
    """By which sentences a happening is found."""
    return (f'"{words}' for words in whole.verbatim)


def party_names(whole: Unit) -> list[str]:
    """By which parties a happening is found: the same for all whose cards have the same number for these."""
    found = _found(whole.everyone)
    sign = "=" if whole.symmetric else "-"
    names = [f"{sign} {party}" for party in found]
    names += _circle(whole.everyone, found, sign)
    if not whole.symmetric:
        names += [f"{actor} > {recipient}" for actor in _found(whole.actors) for recipient in _found(whole.recipients)]
    return [*names, *(f"b {body}" for body in whole.bodies)]


def wanted_keys(leaf: Unit) -> Iterator[MeetingKey]:
    """Where a unit looks for its happening."""
    yield from wanted_parties(leaf)
    yield from wanted_sentences(leaf)


def wanted_sentences(leaf: Unit) -> Iterator[MeetingKey]:
    """Where it looks for happenings that are told in its very words."""
    for name in sentence_names(leaf):
        yield leaf.act, name


def wanted_parties(leaf: Unit) -> Iterator[MeetingKey]:
    """Where it looks for happenings of its parties: the same for all units whose cards have the same number for these."""
    sought = _sought(leaf.everyone)
    several = len(leaf.everyone.countries) > 1
    for sign in "=-" if leaf.symmetric else "=":
        for party in sought:  # a happening of several states is found by two of them
            yield leaf.act, f"{sign}1 {party}" if several else f"{sign} {party}"
        if several:
            for name in _circle(leaf.everyone, (), sign):
                yield leaf.act, name
    if not leaf.symmetric:
        for actor in _sought(leaf.actors):
            for recipient in _sought(leaf.recipients):
                yield leaf.act, f"{actor} > {recipient}"
    for body in leaf.bodies:
        yield leaf.act, f"b {body}"

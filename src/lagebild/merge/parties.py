"""How well the parties of two units agree, and what in them rules out one happening."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from lagebild.merge.sides import Side
from lagebild.merge.units import Unit
from lagebild.merge.whens import Match, Shared, named
from lagebild.merge.words import stem

SIGNED_ACTS = frozenset({"signing", "admission"})
DESCRIBED = 0.5  # "Italian soldiers" and "Italian troops"
OF_BODY = 1.5  # two summits at which one organisation is named; its members differ from sentence to sentence
NOTHING_SAID = Match(0.0, None)
NONE: frozenset[str] = frozenset()


def match_sides(a: Side, b: Side, role: str) -> Match:
    """Compare the parties that play one role."""
    if a.empty or b.empty:
        return NOTHING_SAID
    if a.persons and b.persons and not a.persons.keys().isdisjoint(b.persons):
        return Match(1.0, ("same {} ({})", role, Shared(a.persons, b.persons)))
    common = a.countries & b.countries
    if a.persons and b.persons and any(country in a.persons_by and country in b.persons_by for country in common):
        return Match(0.0, None, ("different {}", role))
    if a.unnamed or b.unnamed:
        return _match_descriptions(a, b, role)
    if a.others and b.others and not a.others.keys().isdisjoint(b.others):
        return Match(1.0, ("same {} ({})", role, Shared(a.others, b.others)))
    if common:
        return Match(max(_same_country(a, b, country) for country in common), ("{} from {}", role, common))
    return Match(0.0, None, ("different {}", role))


def _match_descriptions(a: Side, b: Side, role: str) -> Match:
    """Where one side is known by words alone ("rebels"), other words need not be others; a common word says a little."""
    shared = frozenset(a.others) & frozenset(b.others)
    if shared:
        return Match(1.0, ("same {} ({})", role, shared))
    return Match(DESCRIBED, ("{} described alike", role)) if _stems_of(a) & _stems_of(b) else NOTHING_SAID


def _stems_of(side: Side) -> frozenset[str]:
    return frozenset(stem(word) for key in side.others if key.startswith("name:") for word in key[5:].split("-") if len(word) > 3)


def _same_country(a: Side, b: Side, country: str) -> float:
    """How much a common country says: much where one side names only the state, little where each names somebody else."""
    if not ((a.persons or a.others) and (b.persons or b.others)):
        return 0.8
    ours = a.persons_by.get(country, NONE) | a.others_by.get(country, NONE)
    theirs = b.persons_by.get(country, NONE) | b.others_by.get(country, NONE)
    if ours & theirs:
        return 1.0
    return 0.4 if ours and theirs else 0.8


def match_beside(a: Side, b: Side, a_around: Mapping[str, str | None], b_around: Mapping[str, str | None], role: str) -> Match:
    """Where a side is left open: whether the other's person is named beside it, or both name the same persons beside them."""
    if not a.empty and not b.empty:
        return NOTHING_SAID
    if a.empty and b.empty:
        both = frozenset(a_around) & frozenset(b_around)
        return Match(0.35, ("{} may be {}, named beside both", role, both)) if both else NOTHING_SAID
    named, around = (a, b_around) if b.empty else (b, a_around)
    common = frozenset(named.persons) & frozenset(around)
    if common:
        return Match(0.5, ("{} may be {}, named beside it", role, common))
    homes = {home for home in around.values() if home is not None}
    if len(named.countries) > 1 and not named.persons and named.countries <= homes:
        return Match(0.6, ("{} may be {}, of whom people are named beside it", role, named.countries))
    if not named.persons and named.countries & homes:
        return Match(0.4, ("{} may be somebody of the same country, named beside it", role))
    return NOTHING_SAID


def match_parties(a: Unit, b: Unit) -> Match:
    """Compare the participants of acts in which all take part alike."""
    left, right = a.everyone, b.everyone
    only_left, only_right = left.countries - right.countries, right.countries - left.countries
    if only_left and only_right and not _open_party(a, b):
        return Match(0.0, None, ("different third party ({} / {})", only_left, only_right))
    total = 0.0
    shared: list[str] = []
    for country in sorted(left.countries & right.countries):
        ours, theirs = left.persons_by.get(country), right.persons_by.get(country)
        if ours and theirs and ours.isdisjoint(theirs):
            return Match(0.0, None, ("different participants from {}", country))
        total += _same_country(left, right, country)
        shared.append(country)
    shared_others = {key for key in left.others if key in right.others and left.others[key] is None}
    total += len(shared_others)
    bodies = (a.bodies & b.bodies) - shared_others
    total += OF_BODY * len(bodies)
    beside, sure = _beside_parties(a, b)
    if not shared and not shared_others and not beside and not bodies:
        return NOTHING_SAID if left.empty or right.empty else NO_COMMON_PARTICIPANT
    score = min(total + 0.5 * len(beside), 2.0) / 2.0
    if len(shared) + len(shared_others) < 2:
        # One party is only near by: the days or the words must carry more. What is signed may be signed by one alone.
        score *= 0.8 if sure or bodies or (a.act in SIGNED_ACTS and left.keys == right.keys) else 0.5
    shared += sorted(bodies)
    return Match(score, ("{}", Parties(shared, shared_others, beside)))


NO_COMMON_PARTICIPANT = Match(0.0, None, ("no common participant",))


class Parties(NamedTuple):
    """Who takes part on both sides: a text when somebody reads it."""

    named: list[str]
    others: set[str]
    beside: frozenset[str]

    def __str__(self) -> str:
        shared = [*self.named, *sorted(self.others)]
        reason = f"same participants ({', '.join(shared)})" if shared else "participants open"
        return reason + (f"; {named(self.beside)} named beside it" if self.beside else "")


def _open_party(a: Unit, b: Unit) -> bool:
    """Whether a unit names one party of a meeting only: the other is then open, not different."""
    return any(len(unit.everyone.countries) + len(unit.everyone.others) < 2 for unit in (a, b)) and bool(_beside_parties(a, b)[0])


def _beside_parties(a: Unit, b: Unit) -> tuple[frozenset[str], bool]:
    """Persons beside a unit that leaves a party open who are a party of the other, or at least beside it (then unsure)."""
    if all(len(one.everyone.countries) + len(one.everyone.others) >= 2 for one in (a, b)):
        return NONE, False
    sure: set[str] = set()
    found: set[str] = set()
    for one, other in ((a, b), (b, a)):
        people = one.everyone
        if not one.around or len(people.countries) + len(people.others) >= 2:
            continue
        free = {key for key, home in one.around.items() if home not in people.countries}
        sure |= free & frozenset(other.everyone.persons)
        stateless = {home for home in other.everyone.countries if home not in other.everyone.persons_by}
        sure |= {key for key in free if one.around[key] in stateless}
        found |= free & frozenset(other.around)
    return frozenset(sure or found), bool(sure)


def sides_agree(a: Side, b: Side) -> bool:
    if a.empty or b.empty or a.unnamed or b.unnamed:
        return True
    return not (
        a.countries.isdisjoint(b.countries) and a.persons.keys().isdisjoint(b.persons) and a.others.keys().isdisjoint(b.others)
    )


def circles_agree(a: Side, b: Side) -> bool:
    """The same for those who take part alike: of two or more states each, one's must be among the other's."""
    ours, theirs = a.countries, b.countries
    if len(ours) > 1 and len(theirs) > 1 and not (ours <= theirs or theirs <= ours):
        return False
    return sides_agree(a, b)

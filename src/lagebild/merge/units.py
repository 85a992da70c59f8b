"""Units: what one article says of one happening, the claims that it joins itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lagebild.merge.days import ANY, Window, hull
from lagebild.merge.facts import Facts
from lagebild.merge.sides import NOBODY, Side, side_over
from lagebild.merge.whens import PRECISE_DAYS, When, gap_of, match_days
from lagebild.model.packing import packed

SYMMETRIC_ACTS = frozenset({"meeting", "phone", "signing", "exercise", "admission"})


@packed
@dataclass(frozen=True, slots=True, eq=False)  # told apart by identity, so that comparisons can be remembered
class Unit:
    """The claims of one article about one happening, with what follows from them together.

    `everyone`: the parties of both sides. `around`: persons named beside the claims, who may be meant where a party is left open.
    """

    facts: tuple[Facts, ...]
    act: str
    actors: Side
    recipients: Side
    place_countries: frozenset[str]
    places: frozenset[str]
    when: When
    words: frozenset[str]
    statuses: frozenset[str]
    everyone: Side
    around: Mapping[str, str | None]

    # What comparisons ask at every step, computed once.
    key: tuple[str, int, str] = field(init=False, compare=False, repr=False)
    article_id: str = field(init=False, compare=False, repr=False)
    hosts: frozenset[str] = field(init=False, compare=False, repr=False)  # receive a visit: named as host, else where it is
    symmetric: bool = field(init=False, compare=False, repr=False)  # all parties take part alike
    again: bool = field(init=False, compare=False, repr=False)
    looks_back: bool = field(init=False, compare=False, repr=False)
    verbatim: frozenset[str] = field(init=False, compare=False, repr=False)
    trigger_stems: frozenset[str] = field(init=False, compare=False, repr=False)
    topics: tuple[str, ...] = field(init=False, compare=False, repr=False)
    bodies: frozenset[str] = field(init=False, compare=False, repr=False)
    texts: frozenset[frozenset[str]] = field(init=False, compare=False, repr=False)  # words of its sentences, copies once
    blocks: frozenset[tuple[str, str]] = field(init=False, compare=False, repr=False)  # in which it meets others

    def __post_init__(self) -> None:
        first = self.facts[0]
        # The hosts are not those of the visitors; a visit that names no host but several countries is read as a meeting.
        hosts = self.recipients.countries or (self.place_countries - self.actors.countries)
        several = self.act == "visit" and self.recipients.empty and len(self.actors.countries) > 1
        values = {
            "key": (first.article_id, first.claim.trigger.begin, first.claim.id),
            "article_id": first.article_id,
            "hosts": hosts,
            "symmetric": self.act in SYMMETRIC_ACTS or several,
            "again": any(f.again for f in self.facts),
            "looks_back": any(f.looks_back or f.echo for f in self.facts),
            "verbatim": frozenset(f.verbatim for f in self.facts if f.verbatim is not None),
            "trigger_stems": frozenset(f.trigger_stem for f in self.facts),
            "topics": tuple(dict.fromkeys(topic for f in self.facts for topic in f.stand.topics)),
            "bodies": frozenset(body for f in self.facts for body in f.stand.bodies),
            "texts": frozenset(f.words for f in self.facts),
        }
        for name, value in values.items():
            object.__setattr__(self, name, value)
        object.__setattr__(self, "blocks", frozenset(_blocks_of(self)))


Cluster = list[Unit]


def _blocks_of(unit: Unit) -> Iterator[tuple[str, str]]:
    """Its act with each country, or with each party that has none.

    A unit without any party meets those of the countries of people beside it, and those of the same words (copies).
    """
    stateless = frozenset(key for key, home in unit.everyone.others.items() if home is None)
    parties = unit.everyone.countries | stateless | unit.bodies or frozenset(unit.everyone.others)
    if not parties:
        beside = frozenset(home for home in unit.around.values() if home is not None)
        parties = beside or frozenset({" ".join(sorted(unit.words))})
        if unit.when.precise:
            for day in unit.when.window.days():
                yield unit.act, f"day {day}"
    for party in parties:
        yield unit.act, party
    for words in unit.verbatim:
        yield unit.act, words


def joined_when(facts: Sequence[Facts]) -> When:
    """The days of several claims of one happening: the span of the precise ones, else the narrowest known."""
    precise = [f.when for f in facts if f.when.precise]
    if precise:
        span = hull(w.window for w in precise)
        if (span.length or 0) <= PRECISE_DAYS:
            return When(span, certain=True, value=precise[0].value)
        return min(precise, key=lambda w: (w.window.length or 0, w.window.start or 0))
    certain = [f.when for f in facts if f.when.certain]
    if certain:
        return min(certain, key=lambda w: (w.window.length or 10**7, w.window.start or 0))
    window: Window = ANY
    for one in facts:
        window = window.meet(one.when.window) or window
    weekdays = frozenset(day for f in facts for day in f.when.weekdays)
    months = frozenset(month for f in facts for month in f.when.months)
    return When(window, certain=False, weekdays=weekdays, months=months)


def unit_of(facts: Iterable[Facts]) -> Unit:
    """The unit of claims that belong together, in the order of the text."""
    members = tuple(sorted(facts, key=lambda f: (f.claim.trigger.begin, f.claim.id)))
    if len(members) == 1:
        actors, recipients = members[0].actors, members[0].recipients
    else:
        actors, recipients = side_over(f.actors for f in members), side_over(f.recipients for f in members)
    return Unit(
        facts=members,
        act=members[0].act,
        actors=actors,
        recipients=recipients,
        place_countries=frozenset(f.place_country for f in members if f.place_country is not None),
        places=frozenset(f.place for f in members if f.place is not None),
        when=joined_when(members),
        words=members[0].words if len(members) == 1 else frozenset().union(*(f.words for f in members)),
        statuses=frozenset(f.status for f in members),
        everyone=actors.joined(recipients),
        around={key: home for f in members for key, home in f.around.items()},
    )


def _other_time(one: Facts, other: Facts) -> bool:
    """Whether the article sets the one, told as happening again or as still to come, against the other, told as long past."""
    return (one.again or one.status == "planned") and not one.looks_back and other.looks_back


def _fits(members: Sequence[Facts], one: Facts) -> bool:
    """Whether a claim can stand for the same happening as the claims that its article joins it with."""
    if any(member.act != one.act or _other_time(member, one) or _other_time(one, member) for member in members):
        return False
    if one.stand.attitude and any(m.stand.attitude and set(m.stand.topics).isdisjoint(one.stand.topics) for m in members):
        return False  # doubts about different matters
    return all(match_days(one.when, member.when, gap=max(1, gap_of(one.act))).veto is None for member in members)


def units_of(facts: Sequence[Facts]) -> tuple[Unit, ...]:
    """The units of one article: claims joined by `same_as`, kept apart where act or stated days differ."""
    roots = {f.claim.id: f.claim.same_as for f in facts}

    def root_of(claim_id: str) -> str:
        seen = {claim_id}
        parent = roots.get(claim_id)
        while parent is not None and parent in roots and parent not in seen:
            claim_id = parent
            seen.add(claim_id)
            parent = roots.get(claim_id)
        return claim_id

    groups: dict[str, list[list[Facts]]] = {}
    for one in sorted(facts, key=lambda f: (f.claim.trigger.begin, f.claim.id)):
        parts = groups.setdefault(root_of(one.claim.id), [])
        home = next((part for part in parts if _fits(part, one)), None)
        if home is None:
            parts.append([one])
        else:
            home.append(one)
    units = sorted((unit_of(part) for parts in groups.values() for part in parts), key=lambda u: u.key)
    return tuple(sorted(_recalled(units), key=lambda u: u.key))


def _recalled(units: Sequence[Unit]) -> list[Unit]:
    """Join "on his last visit" to the one visit that the article has looked back on.

    Whom the possessive means is the reading's guess; that an article recalls two visits of the same countries without
    telling them apart is far less likely than a wrong guess.
    """
    result = list(units)
    for unit in units:
        if unit.act != "visit" or not unit.looks_back or unit.hosts or unit.when.certain or not _guessed(unit):
            continue
        others = [u for u in result if u is not unit and u.act == "visit" and u.looks_back]
        if len(others) == 1 and unit.actors.countries <= others[0].actors.countries | others[0].hosts:
            whole = unit_of((*others[0].facts, *(replace(f, actors=NOBODY) for f in unit.facts)))
            result = [u for u in result if u is not unit and u is not others[0]] + [whole]
    return result


def _guessed(unit: Unit) -> bool:
    """Whether only pronouns and possessives name the visitor."""
    named = [p for f in unit.facts for p in f.claim.actors]
    return bool(named) and all(p.text.islower() for p in named)

"""What follows for the day of an article where other articles date the happenings that it tells of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from lagebild.merge.constraints import Constraint, near_windows, span_of_symbol
from lagebild.merge.days import Window, month_of, to_iso
from lagebild.merge.facts import people_by_sentence
from lagebild.merge.happenings import DatedHappening, candidates_of
from lagebild.merge.symbols import Symbol, clause_around, direction_of, symbol_of
from lagebild.merge.texts import Vector, similarity
from lagebild.merge.units import Unit
from lagebild.merge.words import MergeWords
from lagebild.model.reading import Reading

MIN_LIKENESS = 0.1  # cosine of an article with one that reports the happening; below, another matter is likelier
HIGH_LIKENESS = 0.2  # from here the likeness itself is a sign
YEAR = 365


def event_constraints(
    units: Sequence[Unit], index: Mapping[tuple[str, str], list[DatedHappening]], vectors: Mapping[str, Vector]
) -> Iterator[Constraint]:
    """What follows where other articles date the happenings that this one tells of."""
    for unit in units:
        marks = [(f, s) for f in unit.facts for s in f.symbols]
        again = [f for f in unit.facts if f.again]
        if not marks and not again:
            continue
        candidates = candidates_of(unit, index)
        for one, symbol in marks:
            if symbol.near:
                yield from _near_event(unit, symbol, [(h, days) for h, days in candidates if h.exact], vectors)
            elif symbol.month is not None and one.status == "occurred":
                yield from _month_event(symbol, [days for _, days in candidates])


def _likeness(article_id: str, happening: DatedHappening, vectors: Mapping[str, Vector]) -> float:
    mine = vectors[article_id]
    return max((similarity(mine, vectors[other]) for other in happening.articles if other != article_id), default=0.0)


def _near_event(
    unit: Unit, symbol: Symbol, candidates: list[tuple[DatedHappening, Window]], vectors: Mapping[str, Vector]
) -> Iterator[Constraint]:
    windows: list[Window] = []
    named: list[str] = []
    signs: set[str] = {f"day {symbol.weekday or symbol.text}"}
    for happening, days in candidates:
        found = near_windows(symbol, days)
        likeness = _likeness(unit.article_id, happening, vectors)
        if not found or likeness < MIN_LIKENESS:
            continue
        windows.extend(found)
        named.append(f"{happening.units[0].act} of {days}")
        signs |= {"words"} if likeness >= HIGH_LIKENESS else set()
        signs |= {"place"} if unit.places & frozenset(place for u in happening.units for place in u.places) else set()
    if windows:
        reason = f'"{symbol.text}" for the {" or ".join(dict.fromkeys(named))} that other articles date'
        yield Constraint(tuple(windows), reason, 4, span_of_symbol(symbol), frozenset(signs))


def _month_event(symbol: Symbol, spans: list[Window]) -> Iterator[Constraint]:
    """A month without year looks back less than a year on a happening of that month."""
    inside = [[day for day in days.days() if month_of(day) == symbol.month] for days in spans]
    windows = [Window(days[0], days[-1] + YEAR - 1) for days in inside if days]
    if windows:
        listed = " or ".join(dict.fromkeys(str(to_iso(w.start)) for w in windows))
        reason = f'it looks back with "{symbol.text}" on what other articles date {listed} or later'
        signs = frozenset({f"month {symbol.month}"})
        yield Constraint(tuple(windows), reason, 3, span_of_symbol(symbol), signs)


def sentence_constraints(
    reading: Reading,
    units: Sequence[Unit],
    index: Mapping[tuple[str, str], list[DatedHappening]],
    vectors: Mapping[str, Vector],
    words: MergeWords,
) -> Iterator[Constraint]:
    """A weekday beside two people whose meeting or visit other articles date, where no claim of the sentence uses it."""
    article_id, text = reading.article.id, reading.article.text
    people = people_by_sentence(reading)
    used = {symbol.begin for unit in units for f in unit.facts for symbol in f.symbols}
    for time in reading.times:
        named = people.get(time.sentence, {}) if time.sentence is not None else {}
        countries = {country for country in named.values() if country is not None}
        if time.span.begin in used or len(countries) < 2:
            continue
        direction = direction_of("ongoing", clause_around(text, time.span), words)
        symbol = symbol_of(time, words, direction=direction)
        if symbol is None or symbol.weekday is None:
            continue
        known = {id(h): h for act in ("meeting", "visit") for c in sorted(countries) for h in index.get((act, c), ())}
        windows: list[Window] = []
        for happening in known.values():
            others = [u for u in happening.units if u.article_id != article_id]
            likeness = _likeness(article_id, happening, vectors)
            if happening.exact and any(_takes_part(named, u) for u in others) and likeness >= MIN_LIKENESS:
                windows.extend(near_windows(symbol, happening.days))
        if windows:
            reason = f'"{symbol.text}" beside people whose talks or visit other articles date'
            ordered = tuple(sorted(windows, key=lambda w: w.start or 0))
            yield Constraint(ordered, reason, 5, span_of_symbol(symbol), frozenset({f"day {symbol.weekday}"}))


def _takes_part(named: Mapping[str, str | None], unit: Unit) -> bool:
    """Whether people named together are the two sides of an act: both in talks, visitor and somebody of the host's country."""
    if unit.symmetric:
        return len(set(named) & set(unit.everyone.persons)) > 1
    visitors = set(named) & (set(unit.actors.persons) if not unit.actors.empty else set(unit.around))
    return bool(visitors) and any(home in unit.hosts for key, home in named.items() if key not in visitors)


def again_constraints(
    units: Sequence[Unit], index: Mapping[tuple[str, str], list[DatedHappening]], bound: Window
) -> Iterator[Constraint]:
    """A repetition "for the second time this year" lies in the year of the earlier one, if the article names its month."""
    years: set[int] = set()
    repeated = [unit for unit in units if any(f.again for f in unit.facts)]
    for unit in units if repeated else ():
        months = {s.month for f in unit.facts if not f.again for s in f.symbols if s.month is not None and not s.near}
        if not months or not any(unit is other or _same_parties(unit, other) for other in repeated):
            continue
        for _, days in candidates_of(unit, index):
            if months & {month_of(d) for d in days.days()} and days.overlaps(bound, gap=YEAR):
                years.add(date.fromordinal(days.start or 1).year)
    if years:
        windows = tuple(Window(date(y, 1, 1).toordinal(), date(y, 12, 31).toordinal()) for y in sorted(years))
        listed = ", ".join(str(y) for y in sorted(years))
        reason = f"it tells of a repetition within the year of the earlier one ({listed})"
        yield Constraint(windows, reason, 5, None, frozenset({"repetition"}))


def _same_parties(a: Unit, b: Unit) -> bool:
    """Whether two acts of one kind have the same people, or one of them names only their country."""
    if a.act != b.act:
        return False
    ours, theirs = frozenset(a.actors.persons), frozenset(b.actors.persons)
    return bool(ours & theirs) or (not (ours and theirs) and bool(a.actors.countries & b.actors.countries))


def follows_from(
    reading: Reading,
    units: Sequence[Unit],
    index: Mapping[tuple[str, str], list[DatedHappening]],
    vectors: Mapping[str, Vector],
    words: MergeWords,
) -> bool:
    """Whether any of these dated happenings says something of the day on which the article appeared."""
    told = any(candidates_of(unit, index) for unit in units if any(f.symbols or f.again for f in unit.facts))
    return told or next(sentence_constraints(reading, units, index, vectors, words), None) is not None

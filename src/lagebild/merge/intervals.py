"""The stretches of a tie: since when it stands at which level, until when, and what began and ended it."""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from lagebild.merge.days import Window, to_ordinal
from lagebild.merge.lineage import independent
from lagebild.merge.words import MergeWords
from lagebild.model.layers import Tie
from lagebild.model.picture import Difference, Event, TieInterval

CALENDAR = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
NOT_YET = "planned"

Member = tuple[str, Tie]  # article id and the tie as that article states it


@dataclass(frozen=True, slots=True)
class Teller:
    """What a merged tie asks of an article that states it.

    `start`, `end`: the days on which it can have appeared. `origin`: the article that it counts as. `keys`: the text, publisher
    and agencies that it shares with articles that are not independent of it in this tie.
    """

    start: str | None
    end: str | None
    origin: str
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sources:
    """What intervals ask of the rest of the picture: the event of a claim, and the articles that state the tie."""

    event_of: Mapping[tuple[str, str], Event]
    tellers: Mapping[str, Teller]

    def age_key(self, article_id: str) -> tuple[str, str]:
        """Articles in the order of the day by which they were out."""
        teller = self.tellers[article_id]
        return teller.end or teller.start or "9999-12-31", article_id

    def origins_of(self, articles: Iterable[str]) -> tuple[str, ...]:
        """The independent origins of several articles, those first that rest on the fewest others, then the earliest."""
        keys = {article_id: self.tellers[article_id].keys for article_id in articles}
        return tuple(sorted({self.tellers[article_id].origin for article_id in independent(keys, self.age_key)}))


def window_of_value(value: str) -> Window | None:
    """The days of a calendar value (YYYY, YYYY-MM, YYYY-MM-DD), None for any other TIMEX3 value."""
    match = CALENDAR.fullmatch(value)
    if match is None:
        return None
    year, month, day = (int(part) if part is not None else None for part in match.groups())
    assert year is not None  # noqa: S101  (the pattern asks for it)
    first = f"{year:04}-{month or 1:02}-{day or 1:02}"
    last_day = day if day is not None else calendar.monthrange(year, month or 12)[1]
    return Window(to_ordinal(first), to_ordinal(f"{year:04}-{month or 12:02}-{last_day:02}"))


def best_value(values: Sequence[str], *, last: bool = False) -> str | None:
    """The most exact of several calendar values that can be one day; where they exclude each other the first, or the `last`."""
    known = sorted({(w.start or 0, w.end or 0, value) for value in values if (w := window_of_value(value)) is not None})
    if not known:
        return min(values, default=None)
    start, end = max(k[0] for k in known), min(k[1] for k in known)
    if start <= end:
        return min(known, key=lambda k: (k[1] - k[0], k))[2]
    return known[-1][2] if last else known[0][2]


def level_of(tie: Tie, words: MergeWords) -> tuple[int, str | None]:
    """Rank and name of the step at which an article sees the tie; 0 and None where it names none."""
    text = f"{tie.level or ''} {tie.evidence.text}"
    for step in words.levels:
        if step.kind == tie.kind and step.pattern.search(text):
            return step.rank, step.level
    return 0, None


def _events(members: Sequence[Member], change: str, sources: Sources) -> list[Event]:
    keys = [(article, c.claim) for article, tie in members for c in tie.changes if c.change == change and c.claim is not None]
    return list({event.id: event for key in keys if (event := sources.event_of.get(key)) is not None}.values())


def _value_of_event(event: Event) -> str | None:
    """The day or month of an event that begins or ends a tie; None where it is dated worse."""
    date = event.date
    if date is None or date.start is None or date.end is None or date.basis == "publication":
        return None
    if date.start == date.end:
        return date.start
    return date.start[:7] if date.start[:7] == date.end[:7] else None


def _later(value: str, day: str | None) -> bool:
    """Whether the value begins after the day, so that it cannot be the beginning of what stood on that day."""
    window = window_of_value(value)
    return window is not None and day is not None and (window.start or 0) > (to_ordinal(day) or 0)


@dataclass(frozen=True, slots=True)
class _Bound:
    """A beginning or end with its basis, and the events that brought it."""

    value: str | None
    basis: str | None
    events: tuple[str, ...]
    renewals: tuple[str, ...] = ()


def _bound(
    members: Sequence[Member], change: str, stated: Iterable[str | None], attested: str | None, sources: Sources
) -> _Bound:
    """Beginning or end: as stated, or more exactly by the event that brought it.

    What begins after the tie has been attested renews or widens it.
    """
    named = [value for value in stated if value is not None]
    named += [c.date for _, tie in members for c in tie.changes if c.change == change and c.date is not None]
    events = [(event, _value_of_event(event)) for event in _events(members, change, sources)]
    late = {event.id for event, value in events if value is not None and change == "begin" and _later(value, attested)}
    named = [value for value in named if change == "end" or not _later(value, attested)]
    dated = [value for event, value in events if value is not None and event.id not in late]
    last = change == "end"
    by_word, by_event = best_value(named, last=last), best_value(dated, last=last)
    value = best_value([v for v in (by_word, by_event) if v is not None], last=last)
    basis = None if value is None else "stated" if value == by_word else "event"
    ids = tuple(sorted(event.id for event, _ in events if event.id not in late))
    return _Bound(value, basis, ids, tuple(sorted(late)))


def _interval(level: str | None, status: str, members: Sequence[Member], sources: Sources) -> TieInterval:
    out = [day for article, _ in members if (day := sources.tellers[article].end) is not None]
    first = min(out, default=None)
    begin = _bound(members, "begin", (tie.since for _, tie in members), first, sources)
    end = _bound(members, "end", (tie.until for _, tie in members), first, sources)
    articles = tuple(dict.fromkeys(article for article, _ in members))
    ended = status != NOT_YET and (members[-1][1].status == "ended" or end.value is not None)
    return TieInterval(
        level=level,
        status="ended" if ended else status,
        start=begin.value,
        end=end.value,
        start_basis=begin.basis,
        end_basis=end.basis,
        begun_by=begin.events,
        ended_by=end.events,
        articles=articles,
        attested_from=first,
        attested_to=max(out, default=None),
        why=f"stated by {len(articles)} article(s) of {len(sources.origins_of(articles))} origin(s)",
        renewed_by=begin.renewals,
    )


def _start_key(interval: TieInterval) -> tuple[int, str]:
    window = window_of_value(interval.start) if interval.start is not None else None
    return (window.start or 0 if window is not None else 0), interval.attested_from or "9999"


def _is_before(earlier: TieInterval, later: TieInterval) -> bool:
    """Whether nothing says that the earlier level goes on after the later one has begun."""
    start = window_of_value(later.start) if later.start is not None else None
    return start is not None and earlier.end is None and (earlier.start is None or _start_key(earlier) < _start_key(later))


def _closed(intervals: list[TieInterval], ranks: Mapping[str | None, int]) -> tuple[TieInterval, ...]:
    """The intervals in order; a plan ends with what it planned, a lower level where a higher one begins."""
    ordered = sorted(intervals, key=lambda i: (i.status != NOT_YET, ranks.get(i.level, 0), _start_key(i)))
    result = []
    for number, one in enumerate(ordered):
        later = [
            other
            for other in ordered[number + 1 :]
            if _is_before(one, other) and (one.status == NOT_YET or ranks.get(other.level, 0) > ranks.get(one.level, 0) > 0)
        ]
        if later:
            following = min(later, key=_start_key)
            what = "what was planned begins" if one.status == NOT_YET else f"the level {following.level} begins"
            one = replace(  # noqa: PLW2901
                one, end=following.start, end_basis="next", ended_by=following.begun_by, why=f"{one.why}; ends where {what}"
            )
        result.append(one)
    return tuple(sorted(result, key=lambda i: (_start_key(i), ranks.get(i.level, 0), i.status)))


def _levelled(members: Sequence[Member], words: MergeWords, sources: Sources) -> dict[tuple[str, str | None], list[Member]]:
    """The members by status and level; who names no level means the one at which the tie stands when his article is out."""
    groups: defaultdict[tuple[str, str | None], list[Member]] = defaultdict(list)
    for article, tie in members:
        status = NOT_YET if tie.status == NOT_YET else "in_force"
        groups[status, level_of(tie, words)[1]].append((article, tie))
    plain = groups.get(("in_force", None), [])
    named = [(level, found) for (status, level), found in groups.items() if status == "in_force" and level is not None]
    if not plain or not named:
        return dict(groups)
    starts = {level: _interval(level, "in_force", found, sources).start for level, found in named}
    left: list[Member] = []
    for article, tie in plain:
        day = sources.tellers[article].end
        begun = {level: w.start or 0 for level, start in starts.items() if start is not None
                 and not _later(start, day) and (w := window_of_value(start)) is not None}  # fmt: skip
        home = max(begun, key=lambda level: (begun[level], level or "")) if begun else named[0][0] if len(named) == 1 else None
        (left if home is None else groups["in_force", home]).append((article, tie))
    groups["in_force", None] = left
    return {key: found for key, found in groups.items() if found}


def intervals_of(members: Sequence[Member], words: MergeWords, sources: Sources) -> tuple[TieInterval, ...]:
    """The stretches of one tie, from the articles that state it in the order of their days; a denial is no stretch."""
    order = {member: number for number, member in enumerate(members)}
    spoken = [(article, tie) for article, tie in members if tie.status != "denied"]
    ranks = {level: rank for rank, level in (level_of(tie, words) for _, tie in spoken)}
    groups = _levelled(spoken, words, sources)
    found = [
        _interval(level, status, sorted(groups[status, level], key=lambda m: order[m]), sources)
        for status, level in sorted(groups, key=lambda k: (k[0], k[1] or ""))
    ]
    return _closed(found, ranks)


def tie_differences(members: Sequence[Member], sources: Sources) -> tuple[Difference, ...]:
    """What articles of different origin say otherwise about one tie: when it began or ended, whether it stands."""
    found = []
    for slot in ("since", "until"):
        stated = {article: value for article, tie in members if (value := getattr(tie, slot)) is not None}
        windows = [w for value in set(stated.values()) if (w := window_of_value(value)) is not None]
        if len(set(stated.values())) < 2 or _one_origin(stated, sources) or not windows:
            continue
        agree = max(w.start or 0 for w in windows) <= min(w.end or 0 for w in windows)
        why = "one is less exact" if agree else "the days exclude each other"
        found.append(Difference(slot, "date", tuple(sorted(stated.items())), agree, why))
    statuses = {article: tie.status for article, tie in members}
    if len(set(statuses.values())) > 1 and not _one_origin(statuses, sources):
        agree = not ("denied" in statuses.values() and "in_force" in statuses.values())
        why = "planned, in force and ended follow one another" if agree else "one denies what another states"
        found.append(Difference("status", "status", tuple(sorted(statuses.items())), agree, why))
    return tuple(found)


def _one_origin(articles: Iterable[str], sources: Sources) -> bool:
    return len(sources.origins_of(articles)) < 2

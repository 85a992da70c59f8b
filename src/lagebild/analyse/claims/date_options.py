"""When an act happens: the dates that it may have, each with the features by which one of them is chosen."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from spacy.tokens import Doc

from lagebild.analyse.claims.choice import Chooser, Groups, chooser, names_in
from lagebild.analyse.claims.dates import FAR, NOW, OTHER_CLAUSE, Calendar, dated, range_around
from lagebild.analyse.claims.status import SPEECH
from lagebild.lang.pack import LanguagePack
from lagebild.model.doc import article_of
from lagebild.model.layers import DateValue, EventType, TimeExpression
from lagebild.model.replaced import replaced

if TYPE_CHECKING:
    from lagebild.analyse.claims.drafts import Draft

MAX_OWN = 20  # expressions of one sentence that are looked at: more have only sentences that are none
BACK = 6  # dated sentences looked back at
GAPS = (2, 5, 10, 20)
STEPS = (1, 2, 4)
AGES = (0, 1, 3, 10, 60, 400)


CHOICE = "date"


class DateOption(NamedTuple):
    """A date (None: unknown) and what speaks for or against it: names of features in groups."""

    date: DateValue | None
    groups: Groups

    @property
    def features(self) -> tuple[str, ...]:
        """The names of its features."""
        return tuple(names_in(self.groups))


def date_claims(
    doc: Doc, drafts: Sequence[Draft], earlier: Sequence[int | None], pack: LanguagePack
) -> list[tuple[DateValue | None, str]]:
    """The date of every claim, chosen among those that the article offers, and why; None where it is likeliest unknown."""
    calendar = Calendar.of(doc)
    model = chooser(pack, CHOICE)
    return [
        choose_dated(date_options(doc, calendar, draft, other), model)
        for draft, other in zip(drafts, other_mentions(drafts, earlier), strict=True)
    ]


def other_mentions(drafts: Sequence[Draft], earlier: Sequence[int | None]) -> list[DateValue | None]:
    """For each claim the date that another mention of its event states, if one does."""
    held: list[DateValue | None] = [None] * len(drafts)
    for i, first in enumerate(earlier):
        if first is None:
            continue
        held[i] = held[i] or _inherited(drafts[first].date)
        held[first] = held[first] or _inherited(drafts[i].date)
    return held


def choose_date(options: Sequence[DateOption], model: Chooser) -> DateValue | None:
    """The date to which the options give the greatest share together; its reason names the likeliest option for it."""
    return choose_dated(options, model)[0]


def choose_dated(options: Sequence[DateOption], model: Chooser) -> tuple[DateValue | None, str]:
    """The date to which the options give the greatest share together, and why it is that one or none."""
    shares = model.shares_of([model.score_of(option.groups) for option in options])
    total: dict[tuple[str | None, str | None] | None, float] = {}
    for option, share in zip(options, shares, strict=True):
        total[_days(option.date)] = total.get(_days(option.date), 0.0) + share
    best = max(total, key=lambda days: (total[days], str(days)))
    ranked = sorted(zip(shares, options, strict=True), key=lambda pair: -pair[0])
    option = next(o for _, o in ranked if _days(o.date) == best)
    rival: Groups = next((o.groups for _, o in ranked if _days(o.date) != best), ())
    speaks = model.reasons_of(option.groups, against=rival)
    why = _shares(total, best, len(options)) + (f"; for it speaks {speaks}" if speaks else "")
    if option.date is None:
        return None, why
    return replaced(option.date, why=f"{option.date.why}; {why}"), f"{option.date.why}; {why}"


def _shares(
    total: Mapping[tuple[str | None, str | None] | None, float], best: tuple[str | None, str | None] | None, n: int
) -> str:
    """The share of the date in all readings, and the next best."""
    said = f"share {total[best]:.2f} of {n} readings"
    others = {days: share for days, share in total.items() if days != best}
    if not others:
        return said
    second = max(others, key=lambda days: (others[days], str(days)))
    return f"{said}; next best: {_named(second)} {others[second]:.2f}"


def _named(days: tuple[str | None, str | None] | None) -> str:
    if days is None:
        return "unknown"
    start, end = (day or "open" for day in days)
    return start if start == end else f"{start} to {end}"


def _days(date: DateValue | None) -> tuple[str | None, str | None] | None:
    return None if date is None else (date.start, date.end)


def _inherited(date: DateValue | None) -> DateValue | None:
    if date is None:
        return None
    return replaced(date, basis="mention", why="date of another mention of the event", text=None, text_begin=None, text_end=None)


def date_options(doc: Doc, calendar: Calendar, draft: Draft, inherited: DateValue | None) -> list[DateOption]:
    """The expressions of the sentence and of those around it, the day of publication, another mention's date, and none."""
    own = list(_own(doc, calendar, draft))
    held = [
        *own,
        *_around(doc, calendar, draft, has_own=bool(own)),
        *_of_article(doc, calendar, draft, has_own=bool(own)),
    ]
    if inherited is not None:
        held.append((inherited, _of_mention(bool(own), _age(doc, inherited))))
    held.append((None, _of_none(bool(own))))
    traits = _traits(draft)
    return [DateOption(date, (names, *_joined(names[0], traits, draft.trigger.rule.lemma))) for date, names in held]


@lru_cache(maxsize=64)
def _of_mention(own: bool, age: str) -> tuple[str, ...]:
    return ("from=mention", f"mention+own={own}", f"mention.age={age}")


@lru_cache(maxsize=2)
def _of_none(own: bool) -> tuple[str, ...]:
    return ("from=none", f"none+own={own}")


def _traits(draft: Draft) -> tuple[str, ...]:
    """What of the act itself makes one source of dates likelier than another, without its word."""
    mood = draft.trigger.mood
    tense = (
        "future"
        if mood.future
        else "pluperfect"
        if mood.pluperfect
        else "past"
        if mood.past
        else "perfect"
        if mood.perfect
        else "-"
    )
    is_reported, sentence = draft.statement is not None, min(draft.sentence.id, 2)
    return _traits_of(draft.status, draft.type, draft.trigger.rule.kind, tense, mood.past_word, is_reported, sentence)


@lru_cache(maxsize=4096)
def _traits_of(
    status: str, type_: EventType, kind: str, tense: str, past_word: bool, reported: bool, sentence: int
) -> tuple[str, ...]:
    return (
        f"status={status}",
        f"type={type_}",
        f"speech={type_ in SPEECH}",
        f"kind={kind}",
        f"tense={tense}",
        f"past_word={past_word}",
        f"reported={reported}",
        f"sentence={sentence}",
        f"speech={type_ in SPEECH}/{tense}",
        f"status={status}/{type_ in SPEECH}",
    )


def _joined(source: str, traits: tuple[str, ...], word: str) -> Groups:
    return _with_traits(source, traits), _with_word(source, word)


@lru_cache(maxsize=4096)
def _with_traits(source: str, traits: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{source}+{trait}" for trait in traits)


@lru_cache(maxsize=4096)
def _with_word(source: str, word: str) -> tuple[str, ...]:
    return (f"{source}+word={word}",)


Offered = Iterator[tuple[DateValue | None, tuple[str, ...]]]


def _own(doc: Doc, calendar: Calendar, draft: Draft) -> Offered:
    """The expressions of the draft's own sentence, nearest first."""
    times = calendar.all_by_sentence.get(draft.sentence.id, ())
    if len(times) > MAX_OWN:
        middle = bisect_left(times, draft.trigger.token.idx, key=lambda t: t.span.begin)
        times = times[max(0, middle - MAX_OWN // 2) : middle + MAX_OWN // 2]
    ranked = sorted((calendar.distance(doc, t, draft.trigger.token), t.span.begin, t) for t in times)
    for rank, (distance, _, time) in enumerate(ranked):
        if distance >= FAR:
            continue
        same = distance < OTHER_CLAUSE
        gap = sum(distance % OTHER_CLAUSE > limit for limit in GAPS)
        is_before = time.span.begin < draft.trigger.token.idx
        where = "in its clause" if same else "in its sentence, in another clause"
        date = range_around(doc, times, time, where) or dated(time, "stated", where)
        said = (draft.type in SPEECH, draft.status)
        yield date, _of_own(same, min(rank, 2), gap, _kind(doc, time), is_before, _age(doc, date), min(len(ranked), 3), said)


@lru_cache(maxsize=4096)
def _of_own(
    same: bool, rank: int, gap: int, kind: str, is_before: bool, age: str, count: int, said: tuple[bool, str]
) -> tuple[str, ...]:
    speech, status = said
    return (
        "from=own",
        f"own.same={same}",
        f"own.rank={rank}",
        f"own.same+rank={same}/{rank}",
        f"own.gap={same}/{gap}",
        f"own.kind={kind}",
        f"own.kind+same={kind}/{same}",
        f"own.kind+speech={kind}/{speech}",
        f"own.kind+status={kind}/{status}",
        f"own.before={is_before}/{same}",
        f"own.age={age}",
        f"own.age+speech={age}/{speech}",
        f"own.age+status={age}/{status}",
        f"own.count={count}",
    )


def _around(doc: Doc, calendar: Calendar, draft: Draft, *, has_own: bool) -> Offered:
    """The last expression of each of the dated sentences before."""
    seen = 0
    said = (draft.type in SPEECH, draft.status)
    for number in range(draft.sentence.id - 1, max(-1, draft.sentence.id - 1 - 2 * BACK), -1):
        times = calendar.all_by_sentence.get(number, ())
        if not times:
            continue
        back = sum(draft.sentence.id - number > step for step in STEPS)
        for place, time in enumerate((times[0],) if len(times) == 1 else (times[-1], times[0])):
            date = calendar.day_of(time, "is what the article was speaking of")
            yield date, _of_before(seen, place, back, _kind(doc, time), _age(doc, date), has_own, said)
        seen += 1
        if seen >= BACK // 2:
            return


@lru_cache(maxsize=4096)
def _of_before(seen: int, place: int, back: int, kind: str, age: str, own: bool, said: tuple[bool, str]) -> tuple[str, ...]:
    speech, status = said
    return (
        "from=before",
        f"before.seen={seen}/{place}",
        f"before.back={back}",
        f"before.kind={kind}",
        f"before.age={age}",
        f"before.age+seen={age}/{seen}",
        f"before.age+own={age}/{own}",
        f"before.age+speech={age}/{speech}",
        f"before.age+status={age}/{status}",
        f"before.kind+age={kind}/{age}",
    )


def _of_article(doc: Doc, calendar: Calendar, draft: Draft, *, has_own: bool) -> Offered:
    """The day of publication, and the recent days that the article names first, last before and next after the sentence."""
    day = article_of(doc).publication.day
    recent = calendar.named_days
    first = bisect_left(recent, draft.sentence.id, key=lambda pair: pair[0])
    after = bisect_right(recent, draft.sentence.id, key=lambda pair: pair[0])
    places = (("first", recent[:1]), ("last", recent[max(0, first - 1) : first]), ("next", recent[after : after + 1]))
    for name, times in places:
        for _, time in times:
            date = calendar.day_of(time, "is the day that the article speaks of")
            yield date, _of_day(name, _age(doc, date), min(len(recent), 3), has_own, _kind(doc, time))
    if day is not None:
        date = DateValue(day, day, "publication", "the day's news: no other date is given")
        yield date, _of_publication(has_own, min(len(recent), 2))


@lru_cache(maxsize=4096)
def _of_day(name: str, age: str, count: int, own: bool, kind: str) -> tuple[str, ...]:
    return (f"from={name}", f"{name}.age={age}", f"{name}.count={count}", f"{name}+own={own}", f"{name}.kind={kind}")


@lru_cache(maxsize=16)
def _of_publication(own: bool, days: int) -> tuple[str, ...]:
    return ("from=publication", f"publication+own={own}", f"publication+days={days}")


def _kind(doc: Doc, time: TimeExpression) -> str:
    """What sort of expression it is: its type, unit and anchor, and whether it only says "now"."""
    published = article_of(doc).publication
    is_now = time.value == NOW or (
        time.anchor == "publication"
        and time.interval is not None
        and time.interval.start == published.start
        and time.precision != "day"
    )
    return "now" if is_now else f"{time.type}/{time.precision}/{time.anchor}"


def _age(doc: Doc, date: DateValue) -> str:
    """How long before publication the date lies, in steps; "after" it, "open" without a day."""
    published = article_of(doc).publication.end
    if published is None or date.start is None:
        return "open"
    return _age_of(published, date.start, date.end or date.start)


@lru_cache(maxsize=4096)  # an article has few dates, and each is an option of many acts
def _age_of(published: str, start: str, end: str) -> str:
    try:
        days = (dt.date.fromisoformat(published) - dt.date.fromisoformat(end)).days
    except ValueError:
        return "open"
    if days < 0:
        return "after" if start > published else "around"
    return str(sum(days > limit for limit in AGES))

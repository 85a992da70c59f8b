"""When an act happens: the dates that it may have, each with the features by which one of them is chosen."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from spacy.tokens import Doc

from lagebild.analyse.claims.choice import UNITS, Chooser, Groups, chooser, names_in
from lagebild.analyse.claims.date_features import (
    age_of,
    joined,
    kind_of,
    of_attached,
    of_before,
    of_day,
    of_lead,
    of_mate,
    of_mention,
    of_none,
    of_other_week,
    of_own,
    of_publication,
)
from lagebild.analyse.claims.date_mates import Mates, mates_of
from lagebild.analyse.claims.date_traits import (
    act_traits,
    attachment,
    preposition_of,
    telling_of,
    tense_of,
    word_classes,
)
from lagebild.analyse.claims.dates import FAR, OTHER_CLAUSE, Calendar, dated, range_around
from lagebild.analyse.claims.status import SPEECH
from lagebild.lang.pack import LanguagePack, load_pack
from lagebild.model.doc import article_of
from lagebild.model.layers import DateValue, TimeExpression
from lagebild.model.replaced import replaced

if TYPE_CHECKING:
    from lagebild.analyse.claims.drafts import Draft

MAX_OWN = 20  # expressions of one sentence that are looked at: more have only sentences that are none
BACK = 6  # dated sentences looked back at
GAPS = (2, 5, 10, 20)
STEPS = (1, 2, 4)
LEAD_SENTENCES = 3  # sentences that may name the day of the news
WEEKDAY = "weekday"  # in the names of the rules of weekdays

CHOICE = "date"
WEEK = 7
RECENT = "2"  # the age, as `age_of` steps it, of a weekday in an article whose day is known: two or three days mostly
# Sources without a date because the day of publication is unknown: what is said of them, and as which source they are weighed.
UNKNOWN_DAYS = {"open": "a day of unknown date in its sentence", "unpublished": "the day's news, of unknown day"}
KNOWN_AS = {"open": "own", "unpublished": "publication"}


class DateOption(NamedTuple):
    """A date (None: unknown) and what speaks for or against it: names of features in groups."""

    date: DateValue | None
    own: Groups
    shared: Groups = ()  # with other options of the act: one object for all from the same source
    unknown: str = ""  # what has a day that is not known

    @property
    def groups(self) -> Groups:
        """All groups."""
        return (*self.own, *self.shared)

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
    others, mates = other_mentions(drafts, earlier), mates_of(drafts)
    return [
        choose_dated(date_options(doc, calendar, draft, other, mate), model)
        for draft, other, mate in zip(drafts, others, mates, strict=True)
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
    shared = {id(option.shared): option.shared for option in options}
    of_shared = {place: model.units_of(groups) for place, groups in shared.items()}
    shares = model.shares_of([(model.units_of(option.own) + of_shared[id(option.shared)]) / UNITS for option in options])
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
        return None, f"{option.unknown}; {why}" if option.unknown else why
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


def date_options(doc: Doc, calendar: Calendar, draft: Draft, inherited: DateValue | None, mates: Mates) -> list[DateOption]:
    """The dates that the act may have.

    These are the expressions of the sentence and of those around it, the day of publication, the dates of another mention and
    of an act like it, and none.
    """
    own = [*_own(doc, calendar, draft), *_open(doc, calendar, draft)]
    has_own = bool(own)
    held = [*own, *_around(doc, calendar, draft, has_own=has_own), *_of_article(doc, calendar, draft, has_own=has_own)]
    if inherited is not None:
        held.append(("mention", inherited, ((of_mention, has_own, age_of(doc, inherited)),)))
    if mates.date is not None:
        basis = "mention" if mates.is_close else "alike"
        like = replaced(mates.date, basis=basis, why="date of an act like it", text=None, text_begin=None, text_end=None)
        held.append(("mate", like, (mates.alike, (of_mate, has_own, age_of(doc, like)))))
    held.append(("none", None, ((of_none, has_own),)))
    traits = (*act_traits(draft, word_classes(load_pack(article_of(doc).language))), mates.holder)
    lead, lead_day = lead_of(doc, calendar)
    telling, word = telling_of(draft), draft.trigger.rule.lemma
    of_act: dict[str, Groups] = {}
    options = []
    for source, date, groups in held:
        is_lead = date is not None and lead_day is not None and date.start == date.end == lead_day
        unknown = UNKNOWN_DAYS.get(source, "") if date is None else ""
        weighed = KNOWN_AS.get(source, source)
        if weighed not in of_act:
            of_act[weighed] = joined(weighed, traits, word)
        options.append(DateOption(date, (*groups, (of_lead, weighed, lead, is_lead, telling, has_own)), of_act[weighed], unknown))
    return options


def lead_of(doc: Doc, calendar: Calendar) -> tuple[str, str | None]:
    """Where the article names a recent day first, and which: news that are told without a date are often of that day."""
    for number, time in calendar.named_days[:1]:
        if number < LEAD_SENTENCES and time.interval is not None:
            day = time.interval.start
            return f"{number}/{'today' if day == article_of(doc).publication.day else 'earlier'}", day
    return "none", None


Offered = Iterator[tuple[str, DateValue | None, Groups]]  # with the source, which names the features of the act


def _own(doc: Doc, calendar: Calendar, draft: Draft) -> Offered:
    """The expressions of the draft's own sentence, nearest first."""
    times, token = calendar.all_by_sentence.get(draft.sentence.id, ()), draft.trigger.token
    if len(times) > MAX_OWN:
        middle = bisect_left(times, token.idx, key=lambda t: t.span.begin)
        times = times[max(0, middle - MAX_OWN // 2) : middle + MAX_OWN // 2]
    ranked = sorted((calendar.distance(doc, t, token), t.span.begin, t) for t in times)
    count, said = min(len(ranked), 3), (draft.type in SPEECH, draft.status)
    for rank, (distance, _, time) in enumerate(ranked):
        root = calendar.root_of(doc, time)
        if distance >= FAR or root is None:
            continue
        same = distance < OTHER_CLAUSE
        gap = sum(distance % OTHER_CLAUSE > limit for limit in GAPS)
        where = "in its clause" if same else "in its sentence, in another clause"
        date = range_around(doc, times, time, where) or dated(time, "stated", where)
        kind, is_before = kind_of(doc, time), time.span.begin < token.idx
        names = (of_own, same, min(rank, 2), gap, kind, is_before, age_of(doc, date), count, said)
        yield "own", date, (names, (of_attached, attachment(root, token), preposition_of(root), kind, tense_of(draft), count))
        other = other_week(article_of(doc).publication.end, time, date)
        if other is not None:
            yield "week", other, ((of_other_week, age_of(doc, other), same, time.rule),)


def _open(doc: Doc, calendar: Calendar, draft: Draft) -> Offered:
    """Expressions of the sentence that name a day of which the text does not say the date, weighed as if it did."""
    token, said = draft.trigger.token, (draft.type in SPEECH, draft.status)
    times = calendar.open_by_sentence.get(draft.sentence.id, ())[:MAX_OWN]
    count = min(len(times) + len(calendar.all_by_sentence.get(draft.sentence.id, ())), 3)
    for rank, (distance, _, time) in enumerate(sorted((calendar.distance(doc, t, token), t.span.begin, t) for t in times)):
        root = calendar.root_of(doc, time)
        if distance >= FAR or root is None:
            continue
        same = distance < OTHER_CLAUSE
        gap = sum(distance % OTHER_CLAUSE > limit for limit in GAPS)
        kind, is_before = f"{time.type}/{time.precision}/publication", time.span.begin < token.idx
        names = (of_own, same, min(rank, 2), gap, kind, is_before, RECENT, count, said)
        yield (
            "open",
            _open_day(doc, time) if same else _published_between(doc),
            (names, (of_attached, attachment(root, token), preposition_of(root), kind, tense_of(draft), count)),
        )


def other_week(published: str | None, time: TimeExpression, date: DateValue) -> DateValue | None:
    """The same weekday on the other side of the publication: the tense may have been read wrong."""
    if time.anchor != "publication" or WEEKDAY not in time.rule or published is None or date.start is None:
        return None
    if date.start != date.end:
        return None
    try:
        other = (dt.date.fromisoformat(date.start) + dt.timedelta(weeks=-1 if date.start > published else 1)).isoformat()
    except (ValueError, OverflowError):
        return None
    return replaced(date, start=other, end=other, why=f"{date.why}, on the other side of the publication")


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
            yield "before", date, ((of_before, seen, place, back, kind_of(doc, time), age_of(doc, date), has_own, said),)
        seen += 1
        if seen >= BACK // 2:
            return


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
            yield name, date, ((of_day, name, age_of(doc, date), min(len(recent), 3), has_own, kind_of(doc, time)),)
    if day is not None:
        date = DateValue(day, day, "publication", "the day's news: no other date is given")
        yield "publication", date, ((of_publication, has_own, min(len(recent), 2)),)
    else:
        yield "unpublished", _published_between(doc), ((of_publication, has_own, min(len(recent), 2)),)


def _published_between(doc: Doc) -> DateValue | None:
    """The days between which the article was published, where both are known and its own day is not."""
    published = article_of(doc).publication
    if published.start is None or published.end is None:
        return None
    return DateValue(published.start, published.end, "publication", "the news of a day between these; no other date is given")


def _open_day(doc: Doc, time: TimeExpression) -> DateValue | None:
    """The days of which one is the named day; a weekday may lie in the week before. None where publication is not bounded."""
    between, span = _published_between(doc), time.span
    if between is None or between.start is None:
        return None
    first = dt.date.fromisoformat(between.start)
    back = min(WEEK - 1, (first - dt.date.min).days) if WEEKDAY in time.rule else 0
    why = f"{span.text!r} in its clause, in the news of a day between these"
    start = (first - dt.timedelta(days=back)).isoformat()
    return DateValue(start, between.end, "publication", why, span.text, span.begin, span.end)

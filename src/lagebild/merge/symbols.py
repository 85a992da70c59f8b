"""Time expressions that only the publication day can place, read as constraints: "am Mittwoch", "Ende Februar", "gestern"."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from lagebild.merge.words import MergeWords
from lagebild.model.layers import Claim, DateValue, TimeExpression
from lagebild.model.packing import packed
from lagebild.model.reading import Reading
from lagebild.model.span import Span

WEEKDAY = re.compile(r"^X{4}-WXX-([1-7])")
YEARLESS_DAY = re.compile(r"^X{4}-(\d\d)-(\d\d)")
YEARLESS_MONTH = re.compile(r"^X{4}-(\d\d)$")
BEFORE = 12  # characters in front of an expression in which its preposition stands
# A short form in brackets ends no clause, nor does a point before a small letter.
CLAUSE_END = re.compile(r"[,;:\n]|\((?![A-ZÄÖÜ][\w-]{1,11}\))|(?<![A-ZÄÖÜ])\)|\s[–—-]\s|(?<!\d)[.!?](?=\s+(?![a-zäöü])|$)")
AHEAD = 3  # characters after a point that tell whether it ends a sentence
MAX_CHARACTERS = 160  # between trigger and expression; farther ones belong to other acts as a rule


@packed
@dataclass(frozen=True, slots=True)
class Symbol:
    """An expression placed relative to the publication day: `first` to `last` days after it where `near`.

    `weekday`: 1 to 7. `month`, `day`: a calendar day or month without a year. `text_begin`: where it stands.
    """

    text: str
    begin: int
    end: int
    near: bool
    first: int = 0
    last: int = 0
    weekday: int | None = None
    month: int | None = None
    day: int | None = None
    part: str | None = None  # START, MID or END of the month


def direction_of(status: str, clause: str, words: MergeWords, *, trigger: str = "") -> tuple[int, int]:
    """First and last day, counted from the publication, on which a weekday can lie: behind, ahead or both.

    The status alone does not decide ("had begun on Tuesday and goes on" may be coded as planned, "meets him on Monday" as
    occurred): words of the clause or the form of the trigger must say the same.
    """
    ahead, behind = words.future.search(clause) is not None, words.past.search(clause) is not None
    if status == "planned" and ahead and not behind:
        return 0, 6
    told = behind or words.preterite.search(trigger) or words.narrated.search(clause)
    told = told or (words.perfect.search(clause) and words.participle.search(trigger))
    if status == "occurred" and not ahead and told:
        return -6, 0
    return -6, 6


def symbol_of(
    time: TimeExpression, words: MergeWords, *, direction: tuple[int, int], ongoing: bool = False, before: str = ""
) -> Symbol | None:
    """The expression as a constraint, None if it does not depend on the publication day.

    `direction`: the days around the publication on which a weekday can lie; `before`: the text in front, where "until" stands.
    """
    begin, end, text = time.span.begin, time.span.end, time.span.text
    if time.type not in {"DATE", "TIME"}:
        return None
    found = WEEKDAY.match(time.value)
    if found:
        first, last = direction
        if words.until.search(before):
            first, last = (0, 6) if ongoing else (-6, 6)  # what goes on until a day has not ended before it
        return Symbol(text, begin, end, near=True, first=first, last=last, weekday=int(found[1]))
    relative = words.relatives.get(text.casefold())
    if relative is not None:
        if words.until.search(before):
            return None  # until today is how long it lasts, not when it happens
        return Symbol(text, begin, end, near=True, first=relative.first, last=relative.last)
    found = YEARLESS_DAY.match(time.value)
    if found:
        return Symbol(text, begin, end, near=False, month=int(found[1]), day=int(found[2]))
    found = YEARLESS_MONTH.match(time.value)
    if found and 1 <= int(found[1]) <= 12:
        return Symbol(text, begin, end, near=False, month=int(found[1]), part=time.mod)
    return None


def clause_around(text: str, trigger: Span) -> str:
    """The words around a trigger up to the next comma, dash, colon or end of sentence on both sides."""
    begin = max((m.end() for m in CLAUSE_END.finditer(text, max(0, trigger.begin - MAX_CHARACTERS), trigger.begin)), default=0)
    begin = max(begin, trigger.begin - MAX_CHARACTERS, 0)
    end = CLAUSE_END.search(text, trigger.end, trigger.end + MAX_CHARACTERS)
    return text[begin : end.start() if end is not None else trigger.end + MAX_CHARACTERS]


def _is_open(time: TimeExpression) -> bool:
    """Whether the expression is not placed on a day or month by the article itself."""
    return time.interval is None or time.interval.start is None or time.interval.end is None or time.anchor == "unresolved"


def _distance(claim: Claim, time: TimeExpression) -> int:
    if time.span.end <= claim.trigger.begin:
        return claim.trigger.begin - time.span.end
    return max(0, time.span.begin - claim.trigger.end)


def _times_by_sentence(reading: Reading) -> dict[int, list[TimeExpression]]:
    times: defaultdict[int, list[TimeExpression]] = defaultdict(list)
    for time in sorted(reading.times, key=lambda t: t.span.begin):
        if time.sentence is not None:
            times[time.sentence].append(time)
    return dict(times)


def ranges_of_claims(reading: Reading, words: MergeWords) -> dict[str, DateValue]:
    """Dates of claims that were read from one end of a range ("vom 3. bis zum 5. Mai"), as the whole range."""
    times = _times_by_sentence(reading)
    text = reading.article.text
    result: dict[str, DateValue] = {}
    for claim in reading.claims:
        here = times.get(claim.sentence, [])
        own = None if claim.date is None or claim.date.text_begin is None else _at(here, claim.date.text_begin)
        if claim.date is None or own is None:
            continue
        run = _run(text, here, own, words)
        days = [t.interval for t in run if t.interval is not None and t.interval.start is not None and t.interval.end is not None]
        starts, ends = [str(d.start) for d in days], [str(d.end) for d in days]
        if len(run) < 2 or len(days) < len(run) or any(t.precision != "day" for t in run) or starts != sorted(starts):
            continue
        first, last = run[0].span.begin, run[-1].span.end
        why = f"{claim.date.why}; the range that the text names"
        result[claim.id] = replace(
            claim.date, start=starts[0], end=max(ends), why=why, text=text[first:last], text_begin=first, text_end=last
        )
    return result


def symbols_of_claims(reading: Reading, words: MergeWords) -> dict[str, tuple[Symbol, ...]]:
    """For every claim the expressions that place it relative to the publication day.

    A claim takes the expression that its own date was read from; without a date the nearest one of its sentence, and
    the days named in one breath with it ("am Sonntag und Montag").
    """
    times = _times_by_sentence(reading)
    claims_in = Counter(claim.sentence for claim in reading.claims)
    text = reading.article.text
    result: dict[str, tuple[Symbol, ...]] = {}
    for claim in reading.claims:
        here = times.get(claim.sentence, [])
        chosen = _chosen(claim, here, text, alone=claims_in[claim.sentence] == 1)
        if chosen is None:
            continue
        symbols = []
        for time in _run(text, here, chosen, words):
            clause = clause_around(text, claim.trigger)
            direction = direction_of(claim.status, clause, words, trigger=claim.trigger.text)
            before = text[max(0, time.span.begin - BEFORE) : time.span.begin]
            symbols.append(symbol_of(time, words, direction=direction, ongoing=claim.status == "ongoing", before=before))
        kept = tuple(s for s in symbols if s is not None)
        if kept:
            result[claim.id] = kept
    return result


def _chosen(claim: Claim, here: list[TimeExpression], text: str, *, alone: bool) -> TimeExpression | None:
    """The expression that places the claim: its own, else the nearest of its clause (of the sentence for its only claim)."""
    own = None if claim.date is None or claim.date.text_begin is None else _at(here, claim.date.text_begin)
    if own is not None and not _clause_between(text, claim, own):
        return own
    near = [t for t in here if _distance(claim, t) <= MAX_CHARACTERS and _is_open(t)]
    if not alone or own is not None:
        near = [t for t in near if not _clause_between(text, claim, t)]
    if claim.date is not None and claim.date.basis not in {"publication", "mention", "alike"} and own is None:
        return None
    if own is not None and not near:
        return own
    return min(near, key=lambda t: (_distance(claim, t), t.span.begin), default=None)


def _at(here: list[TimeExpression], begin: int) -> TimeExpression | None:
    return next((t for t in here if t.span.begin == begin), None)


def separated(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether a comma, dash, colon or end of sentence stands between two stretches of the text."""
    first, last = sorted((one, other))
    end = max(first[1], last[0])
    found = CLAUSE_END.search(text, first[1], end + AHEAD)
    return found is not None and found.start() < end


def _clause_between(text: str, claim: Claim, time: TimeExpression) -> bool:
    return separated(text, (claim.trigger.begin, claim.trigger.end), (time.span.begin, time.span.end))


def _run(text: str, here: list[TimeExpression], chosen: TimeExpression, words: MergeWords) -> list[TimeExpression]:
    """The chosen expression with its neighbours in one enumeration."""
    at = here.index(chosen)
    first = last = at
    while first > 0 and words.joiners.fullmatch(text[here[first - 1].span.end : here[first].span.begin]):
        first -= 1
    while last + 1 < len(here) and words.joiners.fullmatch(text[here[last].span.end : here[last + 1].span.begin]):
        last += 1
    return here[first : last + 1]

"""Reading the matches of one text in order, with what the text has said before each of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from lagebild.analyse.times.context import Context, Denotation, Direction, Published, unresolved
from lagebild.analyse.times.days import Stretch
from lagebild.analyse.times.direction import Cues, direction_in_text, load_cues, sentence_around
from lagebild.analyse.times.lexicon import Lexicon
from lagebild.analyse.times.match import Match, find_matches
from lagebild.analyse.times.readings import READINGS
from lagebild.knowledge.happenings import NamedHappening, load_happenings
from lagebild.lang.pack import LanguagePack
from lagebild.model.ids import make_id
from lagebild.model.layers import TimeExpression
from lagebild.model.span import Interval, span_of

COUNTING = frozenset({"narrative", "narrative_weekday", "later"})  # readings that a known happening can anchor
DAY_DEICTICS = frozenset({"today", "calendar", "weekday_of_week", "clock"})
DEICTICS = frozenset({"today", "weekday_of_week", "unit", "weekend", "ago", "from_day"})
LONG_TEXT = 1500  # code points from which the absence of any other day says that "today" means nowadays
LOOK_BACK = 24
NEAR = 400  # code points within which "two days later" still counts from a date
STORY_YEARS = 2  # a year named at least so long before the publication makes its paragraph a retold past
EXACT = "EXACT"  # words that belong to an amount without changing it
STORY_PRECISIONS = frozenset({"day", "month", "year", "season"})
KEPT_PRECISIONS = STORY_PRECISIONS | {"quarter", "half-year", "hour"}

DirectionAt = Callable[[int, int], Direction | None]


@dataclass(frozen=True, slots=True)
class Words:
    """The pack's small words around expressions, compiled."""

    determiner: re.Pattern[str]
    distributive: re.Pattern[str]
    nowadays_before: re.Pattern[str]
    nowadays_never: re.Pattern[str]
    nowadays_after: re.Pattern[str]
    amount: tuple[tuple[str, re.Pattern[str]], ...]
    listed: re.Pattern[str]


def load_words(pack: LanguagePack) -> Words:
    found: Words = pack.derived("times/words", _words)
    return found


def _words(pack: LanguagePack) -> Words:
    settings = pack.settings("times/settings")

    def before(words: list[str]) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})\s+$", re.IGNORECASE)

    return Words(
        determiner=before(settings["determiners"]),
        distributive=before(settings["distributive"]),
        nowadays_before=before(settings["nowadays"]["before"]),
        nowadays_never=before(settings["nowadays"]["never_before"]),
        nowadays_after=re.compile(rf"\s+(?:{'|'.join(settings['nowadays']['after'])})(?!\w)"),
        amount=tuple((mod, before(words)) for mod, words in settings["amount_modifiers"].items()),
        listed=re.compile(settings["listed"], re.IGNORECASE),
    )


@dataclass(slots=True)
class Memory:
    """The dates that later expressions count from. Positions are code points."""

    previous: Stretch | None = None
    previous_at: int = 0
    clause_day: str | None = None
    clause_end: int = 0
    story: Stretch | None = None
    story_at: int = 0
    weekday: Stretch | None = None
    weekday_end: int = 0


@dataclass(frozen=True, slots=True)
class Around:
    """What the words around a match say of it."""

    sentence_end: int
    is_distributive: bool
    means_nowadays: bool
    amount_mod: str | None


class Reader:
    """Reads the matches of one text in order and remembers the dates that later expressions count from."""

    def __init__(
        self, text: str, pack: LanguagePack, *, lexicon: Lexicon, direction_at: DirectionAt | None, switched_off: frozenset[str]
    ) -> None:
        self.text, self.direction_at, self.switched_off = text, direction_at, switched_off
        self.cues: Cues = load_cues(pack)
        self.words: Words = load_words(pack)
        self.matches = [match for match in find_matches(text, lexicon) if match.pattern.reading in READINGS]
        self.speaks_of_days = len(text) < LONG_TEXT or any(_names_a_day(match) for match in self.matches)
        self.is_narrative = not any(_is_deictic(match) for match in self.matches)
        self.directions: dict[int, Direction | None] = {}
        self.around: dict[int, Around] = {}
        self.language = pack.language
        self.happenings: tuple[NamedHappening, ...] | None = None

    def read_all(self, published: Published) -> Iterator[tuple[Match, Denotation]]:
        """The matches with what they denote for these days of publication."""
        memory = Memory()
        for match in self.matches:
            if match.begin >= memory.clause_end:
                memory.clause_day = None
                memory.clause_end = self._around(match).sentence_end
            if memory.story is not None and "\n" in self.text[memory.story_at : match.begin]:
                memory.story = None
            try:
                denotation = READINGS[match.pattern.reading](match.values, self._context(match, memory, published))
            except (OverflowError, ValueError):  # days before the year 1 or after 9999, which no date can hold
                denotation = unresolved("XXXX-XX-XX", "vague", "that lies outside the calendar")
            if denotation is not None:
                self._remember(memory, match, denotation, published)
                yield match, denotation

    def _context(self, match: Match, memory: Memory, published: Published) -> Context:
        around = self._around(match)
        previous, at = memory.previous, memory.previous_at
        if match.pattern.reading in COUNTING:
            previous, at = self._happening_before(match, memory) or (previous, at)
        if "previous" in self.switched_off:
            previous = None
        return Context(
            published=published,
            previous=previous,
            near_previous=previous if match.begin - at <= NEAR else None,
            clause_day=None if "clause-day" in self.switched_off else memory.clause_day,
            story=None if "story" in self.switched_off else memory.story,
            listed=self._listed(match, memory),
            direction=lambda: self.direction(match),
            is_narrative=self.is_narrative,
            is_distributive=around.is_distributive,
            means_nowadays=around.means_nowadays,
            amount_mod=around.amount_mod,
        )

    def _listed(self, match: Match, memory: Memory) -> Stretch | None:
        """The weekday right before the match in a list, counted from the publication; None if there is none."""
        if memory.weekday is None or memory.weekday_end > match.begin:
            return None
        is_listed = self.words.listed.fullmatch(self.text, memory.weekday_end, match.begin)
        return memory.weekday if is_listed else None

    def _happening_before(self, match: Match, memory: Memory) -> tuple[Stretch, int] | None:
        """The days of a known happening named near before the match, and where; None if another day was named since."""
        if self.happenings is None:
            self.happenings = tuple(load_happenings(self.language).find(self.text))
        for named in reversed(self.happenings):
            if named.end > match.begin or match.begin - named.end > NEAR:
                continue
            is_later = memory.previous is None or memory.previous_at <= named.begin
            if not is_later and (memory.previous is None or memory.previous.precision != "year"):
                return None
            start, end = date.fromisoformat(named.happening.start), date.fromisoformat(named.happening.end)
            return Stretch(f"{named.happening.start}/{named.happening.end}", start, end, "day"), named.end
        return None

    def _around(self, match: Match) -> Around:
        """What the words around a match say, whatever the day of publication; read once."""
        found = self.around.get(match.begin)
        if found is None:
            before = self.text[max(0, match.begin - LOOK_BACK) : match.begin]
            found = self.around[match.begin] = Around(
                sentence_end=sentence_around(self.text, match.begin, match.end, self.cues)[1],
                is_distributive="distributive" not in self.switched_off and self.words.distributive.search(before) is not None,
                means_nowadays="nowadays" not in self.switched_off and self._means_nowadays(before, match),
                amount_mod=next((mod for mod, words in self.words.amount if mod != EXACT and words.search(before)), None),
            )
        return found

    def _means_nowadays(self, before: str, match: Match) -> bool:
        if match.pattern.reading != "today" or self.words.nowadays_never.search(before):
            return False
        if self.words.nowadays_before.search(before) or self.words.nowadays_after.match(self.text, match.end):
            return True
        first, last = sentence_around(self.text, match.begin, match.end, self.cues)
        return not self.speaks_of_days or self.cues.nowadays_contrast.search(self.text, first, last) is not None

    def direction(self, match: Match) -> Direction | None:
        """What the tense says of the match; asked once."""
        if "direction" in self.switched_off:
            return None
        if match.begin not in self.directions:
            found = None if self.direction_at is None else self.direction_at(match.begin, match.end)
            self.directions[match.begin] = found or direction_in_text(self.text, match.begin, match.end, self.cues)
        return self.directions[match.begin]

    def begin_of(self, match: Match, found: Denotation) -> int:
        """Where the expression begins: with the word that changes the amount, or the article where the pattern says so."""
        first = max(0, match.begin - LOOK_BACK)
        reading = match.pattern.reading
        if reading == "ahead" and found.type == "DURATION":  # the preposition belongs to a point ahead only
            return match.begin + len(self.text[match.begin : match.end].split(maxsplit=1)[0]) + 1
        if reading == "duration" or (reading == "later" and found.type == "DURATION"):
            changed = (words.search(self.text[first : match.begin]) for _, words in self.words.amount)
            begin = next((first + change.start() for change in changed if change), None)
            if begin is not None:
                return begin
        if not match.pattern.with_determiner:
            return match.begin
        determiner = self.words.determiner.search(self.text[first : match.begin])
        return match.begin if determiner is None else first + determiner.start()

    def _remember(self, memory: Memory, match: Match, found: Denotation, published: Published) -> None:
        stretch = _stretch_of(found)
        is_weekday = found.type == "DATE" and found.anchor == "publication" and "weekday" in match.values
        memory.weekday, memory.weekday_end = (stretch if is_weekday else None), match.end
        if stretch is None:
            return
        memory.previous, memory.previous_at = stretch, match.end
        if stretch.precision == "day":
            memory.clause_day = found.interval.start if found.interval else None
        if stretch.precision in STORY_PRECISIONS and self._is_past(stretch, published):
            memory.story, memory.story_at = stretch, match.end
        elif found.anchor == "publication":
            memory.story = None

    def _is_past(self, stretch: Stretch, published: Published) -> bool:
        """Whether a date named in full is so old that its paragraph retells a past; without a publication: in pure narrative."""
        if not published.days:
            return self.is_narrative
        return stretch.end.year <= published.days[0].year - STORY_YEARS


def _stretch_of(found: Denotation) -> Stretch | None:
    """The date as something to count from; None for what is none or has an open side."""
    interval = found.interval
    if found.type not in {"DATE", "TIME"} or found.precision not in KEPT_PRECISIONS:
        return None
    if interval is None or interval.start is None or interval.end is None:
        return None
    start, end = date.fromisoformat(interval.start), date.fromisoformat(interval.end)
    if found.precision in {"day", "hour"}:
        return Stretch(interval.start, start, start, "day") if start == end else None
    return Stretch(found.value, start, end, found.precision)


def _names_a_day(match: Match) -> bool:
    values = match.values
    if match.pattern.reading == "today":
        return values.get("today", values.get("tomorrow", "0")) != "0" or "daypart" in values
    return match.pattern.reading in DAY_DEICTICS and ("weekday" in values or "hour" in values)


def _is_deictic(match: Match) -> bool:
    if match.pattern.reading in DEICTICS:
        return True
    return match.pattern.reading == "calendar" and "weekday" in match.values and "day" not in match.values


def expression_of(reader: Reader, match: Match, found: Denotation) -> TimeExpression:
    """The match as a record, without a sentence number."""
    begin = reader.begin_of(match, found)
    span = span_of(reader.text, begin, match.end)
    return TimeExpression(
        id=make_id("t", str(begin), str(match.end), span.text, found.value),
        span=span,
        sentence=None,
        type=found.type,
        value=found.value,
        interval=found.interval,
        precision=found.precision,
        anchor=found.anchor,
        rule=match.pattern.rule,
        reason=found.reason,
        mod=found.mod,
        quant=found.quant,
        freq=found.freq,
        candidates=found.candidates,
    )


def published_of(interval: Interval | None, *, most_days: int) -> Published:
    """The days of an interval, all of them if there are no more than `most_days`."""
    if interval is None or interval.start is None or interval.end is None:
        return Published()
    first, last = date.fromisoformat(interval.start), date.fromisoformat(interval.end)
    count = (last - first).days + 1
    if count > most_days:
        return Published((first, last), is_complete=False)
    return Published(tuple(date.fromordinal(first.toordinal() + n) for n in range(max(1, count))))

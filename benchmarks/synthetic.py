"""Readings of articles that nobody wrote: deterministic, with the numbers of real ones, for measuring how the picture scales.

A world of 60 states (real codes, invented people) in which every day has its stories. An article tells its story's happenings in
sentences of templates (`synthetic.tsv`) between sentences of made-up words, looks back on older stories and may be a copy of
another. Article number n is the same whatever the number of articles; every day has 27.
"""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

from lagebild.model.article import Article, Publication, Zone
from lagebild.model.ids import make_id
from lagebild.model.layers import (
    Actor,
    Claim,
    DateValue,
    Figure,
    Location,
    Mention,
    Participant,
    Sentence,
    Statement,
    Tie,
    TieParty,
    TimeExpression,
)  # fmt: skip
from lagebild.model.reading import Reading
from lagebild.model.span import Interval, Span

FIRST_DAY = date(2014, 1, 1)
ARTICLES_A_DAY = 27
STORIES_A_DAY = 9
COPIES = 0.15
UNDATED = 0.01
LOOKBACK_STORIES = (2, 4)
FILLER_SENTENCES = 14
CODES = tuple(
    """
USA CHN RUS DEU FRA GBR UKR ISR IRN IND TUR POL JPN BLR ITA SAU EGY SYR PAK KOR BRA CAN MEX AUS ESP NLD SWE
NOR FIN DNK CZE HUN AUT CHE SRB GEO ARM AZE KAZ UZB MMR THA VNM IDN PHL MYS NGA ETH ZAF KEN SDN MLI LBY DZA
MAR TUN VEN COL PER CHL
""".split()  # noqa: SIM905  (shorter to read)
)
SYLLABLES = tuple(
    """
ba be bi bo da de do fa fe ga go ha he ka ke ko la le lo ma me mi mo na ne no pa pe ra re ro sa se so ta te to
wa we
""".split()  # noqa: SIM905  (shorter to read)
)
BASES = ("stated",) * 8 + ("sentence",) * 7 + ("publication",) * 3 + ("",) * 2
WEEKDAYS = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"]
OUTLETS = tuple(f"Blatt {n}" for n in range(1, 25))


@dataclass(frozen=True, slots=True)
class Template:
    type: str
    mode: str | None
    trigger: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that stories tell of: who did what to whom on which day."""

    template: Template
    left: str
    right: str
    left_person: bool
    right_person: bool
    day: date


@dataclass(frozen=True, slots=True)
class Plot:
    """The happenings of one story, and the words that its articles share."""

    happenings: tuple[Happening, ...]
    words: tuple[str, ...]


@lru_cache(maxsize=1)
def templates() -> tuple[Template, ...]:
    with (Path(__file__).parent / "synthetic.tsv").open(encoding="utf-8") as file:
        return tuple(
            Template(row["type"], row["mode"] or None, row["trigger"], row["sentence"])
            for row in csv.DictReader(file, delimiter="\t")
        )


@lru_cache(maxsize=1)
def _weights() -> tuple[float, ...]:
    return tuple(itertools.accumulate(1 / (rank + 1) for rank in range(len(CODES))))


def _pair(rng: Random) -> tuple[str, str]:
    left, right = rng.choices(CODES, cum_weights=_weights(), k=2)
    while right == left:
        right = rng.choices(CODES, cum_weights=_weights())[0]
    return left, right


def _word(rng: Random) -> str:
    return "".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))).capitalize()


@lru_cache(maxsize=512)
def plots_of(day: int) -> tuple[Plot, ...]:
    """The stories that begin on a day, the most told first."""
    rng = Random(f"day {day}")  # noqa: S311
    today = FIRST_DAY + timedelta(days=day)
    plots = []
    for _ in range(STORIES_A_DAY):
        left, right = _pair(rng)
        words = tuple(_word(rng) for _ in range(30))
        happenings = []
        for number in range(rng.randint(4, 9)):
            a, b = (left, right) if rng.random() < 0.7 else (right, left)
            if number and rng.random() < 0.2:
                b = next(code for code in iter(lambda: _pair(rng)[0], None) if code != a)
            happenings.append(
                Happening(rng.choice(templates()), a, b, rng.random() < 0.6, rng.random() < 0.4,
                          today - timedelta(days=rng.choice((0, 0, 0, 1, 1, 2))))
            )  # fmt: skip
        plots.append(Plot(tuple(happenings), words))
    return tuple(plots)


def _actor_of(code: str, *, person: bool) -> tuple[str, str, str]:
    """Id, name and kind."""
    if not person:
        return f"ac-{code}", code.capitalize(), "state"
    rng = Random(f"person {code}")  # noqa: S311
    name = f"{_word(rng)} {_word(rng)}"
    return "ac-" + name.lower().replace(" ", "-"), name, "person"


class _Writer:
    """Puts a text together sentence by sentence and keeps what stands where."""

    def __init__(self, rng: Random, published: date, *, dated: bool) -> None:
        self.rng, self.published, self.dated = rng, published, dated
        self.parts: list[str] = []
        self.length = 0
        self.sentences: list[Sentence] = []
        self.claims: list[Claim] = []
        self.times: list[TimeExpression] = []
        self.mentions: dict[str, tuple[str, str, str, list[Mention]]] = {}
        self.figures: list[Figure] = []
        self.ties: list[Tie] = []
        self.statements: list[Statement] = []
        self.article_id = ""

    def _sentence(self, text: str) -> int:
        number = len(self.sentences)
        self.sentences.append(Sentence(number, self.length, self.length + len(text), "body", 0, 1))
        self.parts.append(text)
        self.length += len(text) + 1
        return number

    def filler(self, words: Sequence[str]) -> None:
        picked = [self.rng.choice(words) if self.rng.random() < 0.3 else _word(self.rng).lower() for _ in range(13)]
        self._sentence(" ".join(picked) + ".")

    def _participant(self, code: str, text: str, begin: int, sentence: int, *, person: bool) -> Participant:
        actor_id, name, kind = _actor_of(code, person=person)
        at = begin + text.index(name)
        mention = Mention(Span(name, at, at + len(name)), "name", sentence, 0, "made", 1.0)
        self.mentions.setdefault(actor_id, (name, kind, code, []))[3].append(mention)
        return Participant(name, at, at + len(name), code, "GOV", name, actor_id, "made")

    def claim(self, happening: Happening, plot: Plot, *, back: bool = False) -> None:
        """A sentence that tells of a happening of a plot in words of its own; `back`: of an old one."""
        rng = self.rng
        kind = happening.template.type, happening.template.mode
        one = rng.choice([template for template in templates() if (template.type, template.mode) == kind])
        basis = "stated" if back and rng.random() < 0.5 else "" if back else rng.choice(BASES)
        exact = happening.day.isoformat()
        when = (
            f"am {happening.day.day}. {happening.day.month}. {happening.day.year}"
            if back
            else "am " + WEEKDAYS[happening.day.weekday()]
        )
        if basis in {"", "publication"}:
            when = "zuletzt" if back else "nun"
        names = {
            "actor": _actor_of(happening.left, person=happening.left_person)[1],
            "recipient": _actor_of(happening.right, person=happening.right_person)[1],
            "place": happening.right.capitalize() + "stadt", "topic": " ".join(rng.choices(plot.words, k=3)), "when": when,
        }  # fmt: skip
        text = one.sentence.format(**names)
        begin = self.length
        sentence = self._sentence(text)
        at = begin + text.index(one.trigger)
        said = begin + text.index(when) if when in text else None
        date_value = self._date(basis, exact, when, said)
        if said is not None and basis in {"stated", "sentence"}:
            value, anchor = (
                (exact, "publication") if self.dated or back else (f"XXXX-WXX-{happening.day.isoweekday()}", "unresolved")
            )
            interval = Interval(exact, exact) if self.dated or back else None
            span = Span(when, said, said + len(when))
            self.times.append(
                TimeExpression(f"t{len(self.times)}", span, sentence, "DATE", value, interval, "day", anchor, "made", "")
            )
        actors = (self._participant(happening.left, text, begin, sentence, person=happening.left_person),)
        recipients: tuple[Participant, ...] = ()
        if "{recipient}" in one.sentence and rng.random() < 0.85:  # a reading misses some
            recipients = (self._participant(happening.right, text, begin, sentence, person=happening.right_person),)
        place = None
        if "{place}" in one.sentence:
            where = begin + text.index(names["place"])
            place = Location(names["place"], where, where + len(names["place"]), happening.right)
        status = "planned" if one.type == "AGREE" and one.mode else "ongoing" if one.type == "ASSAULT" else "occurred"
        if one.type == "ASSAULT":
            date_value = None
        self.claims.append(
            Claim(
                f"c{len(self.claims)}", sentence, Span(one.trigger, at, at + len(one.trigger)), one.type, one.mode,  # type: ignore[arg-type]
                actors, recipients, place, date_value, status, None, None, "made", 0.9, (),  # type: ignore[arg-type]
            )
        )  # fmt: skip

    def _date(self, basis: str, exact: str, when: str, said: int | None) -> DateValue | None:
        if basis == "publication" and self.dated:
            day = self.published.isoformat()
            return DateValue(day, day, "publication", "the day's news")
        if basis not in {"stated", "sentence"} or said is None or not (self.dated or when[3].isdigit()):
            return None
        return DateValue(exact, exact, basis, "made", when, said, said + len(when))

    def extras(self, plot: Plot) -> None:
        """Statements, figures and a tie of the story."""
        one = plot.happenings[0]
        for number in range(3):
            words = " ".join(self.rng.choices(plot.words, k=8))
            text = f"{_actor_of(one.left, person=True)[1]}: {words}."
            begin = self.length
            sentence = self._sentence(text)
            speaker = self._participant(one.left, text, begin, sentence, person=True)
            quote = Span(words, begin + text.index(words), begin + text.index(words) + len(words))
            self.statements.append(
                Statement(f"s{number}", "direct", sentence, sentence, (quote,), (quote,), None, (speaker,), None, None, None,
                          None, None, (), None, None, "made", 0.9)
            )  # fmt: skip
        parties = tuple(TieParty("party", _actor_of(c, person=False)[1], c, f"ac-{c}") for c in (one.left, one.right))
        for number in range(2):
            value = float(self.rng.randint(1, 90))
            text = f"{value:.0f} {plot.words[number]}."
            begin = self.length
            sentence = self._sentence(text)
            subjects = tuple(Participant(p.name, begin, begin + 1, p.country, "GOV", p.name, p.actor_id, "made") for p in parties)
            period = DateValue(f"{self.published.year}-01-01", f"{self.published.year}-12-31", "stated", "made")
            span = Span(f"{value:.0f}", begin, begin + len(f"{value:.0f}"))
            self.figures.append(
                Figure(
                    f"f{number}",
                    sentence,
                    span,
                    value,
                    None,
                    "percent",
                    "exact",
                    plot.words[number],
                    None,
                    subjects,
                    period,
                    None,
                    "made",
                )
            )
        kind = self.rng.choice(("alliance", "trade", "partnership", "dispute"))
        evidence = Span(self.parts[0][:5], 0, 5)
        self.ties.append(Tie("r0", kind, parties, None, "in_force", None, 0, evidence, None, "made", 0.9))

    def reading(self, number: int, title: str, outlet: str) -> Reading:
        text = " ".join(self.parts)
        day = self.published.isoformat()
        publication = Publication(day, day, "given", "day") if self.dated else Publication(None, None, "unknown", "unknown")
        article_id = make_id("a", "made", str(number))
        actors = tuple(
            Actor(actor_id, name, kind, code, "GOV", tuple(mentions))  # type: ignore[arg-type]
            for actor_id, (name, kind, code, mentions) in self.mentions.items()
        )
        article = Article(
            article_id, text, title, "de", publication, outlet=outlet, given_id=f"made-{number}",
            zones=(Zone("body", 0, len(text), "made"),),
        )  # fmt: skip
        claims = tuple(replace(c, id=make_id("c", article_id, c.id)) for c in self.claims)
        return Reading(
            article, tuple(self.sentences), tuple(self.times), actors, tuple(self.statements), claims, tuple(self.figures),
            tuple(self.ties), "made",
        )  # fmt: skip


def reading_of(number: int, *, filler: bool = True) -> Reading:
    """The reading of article `number`; without `filler` the sentences that tell of nothing are left out."""
    rng = Random(f"article {number}")  # noqa: S311
    day = number // ARTICLES_A_DAY
    if rng.random() < COPIES and number % ARTICLES_A_DAY:
        return _copy_of(number, rng, filler=filler)
    return _written(number, rng, day, filler=filler)


def _written(number: int, rng: Random, day: int, *, filler: bool) -> Reading:
    late = rng.choice((0, 0, 0, 1)) if day else 0
    plots = plots_of(day - late)
    plot = rng.choices(plots, [1 / (i + 1) for i in range(len(plots))])[0]
    writer = _Writer(rng, FIRST_DAY + timedelta(days=day), dated=rng.random() >= UNDATED)
    told = rng.sample(plot.happenings, k=rng.randint(min(3, len(plot.happenings)), len(plot.happenings)))
    writer.claim(plot.happenings[0], plot)
    for happening in told:
        writer.claim(happening, plot)
        if filler:
            writer.filler(plot.words)
    for _ in range(rng.randint(*LOOKBACK_STORIES)):
        old = rng.choice(plots_of(max(0, day - rng.choice((7, 30, 90, 365, 700)))))
        writer.claim(rng.choice(old.happenings), old, back=True)
    while len(writer.claims) < 9:
        other = rng.choice(plots)
        writer.claim(rng.choice(other.happenings), other)
    for _ in range(FILLER_SENTENCES - len(told) if filler else 0):
        writer.filler(plot.words)
    writer.extras(plot)
    return writer.reading(number, " ".join(rng.sample(plot.words, k=5)), rng.choice(OUTLETS))


def _copy_of(number: int, rng: Random, *, filler: bool) -> Reading:
    """Another article of the day under a new headline, with a sentence more at the end."""
    day = number // ARTICLES_A_DAY
    chance = Random(f"original {rng.random()}")  # noqa: S311
    original = _written(day * ARTICLES_A_DAY + rng.randrange(number % ARTICLES_A_DAY), chance, day, filler=filler)
    first = Random(f"article {day * ARTICLES_A_DAY}")  # noqa: S311
    other = _written(day * ARTICLES_A_DAY, first, day, filler=filler)
    source = original if rng.random() < 0.3 else other
    article_id = make_id("a", "made", str(number))
    text = source.article.text + " " + _word(rng) + "."
    article = replace(
        source.article, id=article_id, text=text, title=_word(rng) + " " + _word(rng), given_id=f"made-{number}",
        outlet=rng.choice(OUTLETS), zones=(Zone("body", 0, len(text), "made"),),
    )  # fmt: skip
    claims = tuple(replace(c, id=make_id("c", article_id, str(i))) for i, c in enumerate(source.claims))
    return replace(source, article=article, claims=claims)


def readings(count: int, *, start: int = 0) -> Iterator[Reading]:
    """The articles from number `start`, one after the other."""
    for number in range(start, start + count):
        yield reading_of(number)


def summary(made: Sequence[Reading]) -> dict[str, Any]:
    """Means an article, for comparison with real ones."""
    return {
        "words": sum(len(r.article.text.split()) for r in made) / len(made),
        "claims": sum(len(r.claims) for r in made) / len(made),
        "actors": sum(len(r.actors) for r in made) / len(made),
        "dated": sum(r.article.publication.day is not None for r in made) / len(made),
    }

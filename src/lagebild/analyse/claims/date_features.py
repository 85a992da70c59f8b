"""Names of the features of dates, by where the article offers them and the facts from which they follow."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from spacy.tokens import Doc

from lagebild.analyse.claims.choice import Group, Groups, names_of
from lagebild.analyse.claims.dates import NOW
from lagebild.model.doc import article_of
from lagebild.model.layers import DateValue, TimeExpression

AGES = (0, 1, 3, 10, 60, 400)  # days before publication, in steps


def kind_of(doc: Doc, time: TimeExpression) -> str:
    """What sort of expression it is: its type, unit and anchor, and whether it only says "now"."""
    published = article_of(doc).publication
    is_now = time.value == NOW or (
        time.anchor == "publication"
        and time.interval is not None
        and time.interval.start == published.start
        and time.precision != "day"
    )
    return "now" if is_now else f"{time.type}/{time.precision}/{time.anchor}"


def age_of(doc: Doc, date: DateValue) -> str:
    """How long before publication the date lies, in steps; "after" it, "open" without a day."""
    published = article_of(doc).publication.end
    if published is None or date.start is None:
        return "open"
    return _age(published, date.start, date.end or date.start)


@lru_cache(maxsize=4096)  # an article has few dates, and each is an option of many acts
def _age(published: str, start: str, end: str) -> str:
    try:
        days = (dt.date.fromisoformat(published) - dt.date.fromisoformat(end)).days
    except ValueError:
        return "open"
    if days < 0:
        return "after" if start > published else "around"
    return str(sum(days > limit for limit in AGES))


def of_own(
    same: bool, rank: int, gap: int, kind: str, is_before: bool, age: str, count: int, said: tuple[bool, str]
) -> tuple[str, ...]:
    """Of an expression of the act's sentence; `same`: of its clause; `said`: whether it is speech, and its status."""
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


def of_attached(way: str, preposition: str, kind: str, tense: str, count: int) -> tuple[str, ...]:
    """Of how an expression of the sentence is tied to the act."""
    return (
        f"own.way={way}",
        f"own.way+prep={way}/{preposition}",
        f"own.way+kind={way}/{kind}",
        f"own.way+tense={way}/{tense}",
        f"own.way+count={way}/{count}",
    )


def of_other_week(age: str, same: bool, rule: str) -> tuple[str, ...]:
    """Of the weekday on the other side of the publication."""
    return ("from=week", f"week.age={age}", f"week.same={same}", f"week.rule={rule}")


def of_before(seen: int, place: int, back: int, kind: str, age: str, own: bool, said: tuple[bool, str]) -> tuple[str, ...]:
    """Of an expression of a sentence before."""
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


def of_day(name: str, age: str, count: int, own: bool, kind: str) -> tuple[str, ...]:
    """Of a recent day that the article names."""
    return (f"from={name}", f"{name}.age={age}", f"{name}.count={count}", f"{name}+own={own}", f"{name}.kind={kind}")


def of_publication(own: bool, days: int) -> tuple[str, ...]:
    """Of the day of publication."""
    return ("from=publication", f"publication+own={own}", f"publication+days={days}")


def of_mention(own: bool, age: str) -> tuple[str, ...]:
    """Of the date of another mention of the event."""
    return ("from=mention", f"mention+own={own}", f"mention.age={age}")


def of_mate(own: bool, age: str) -> tuple[str, ...]:
    """Of the date of an act that is like it."""
    return (f"mate+own={own}", f"mate.age={age}")


def of_none(own: bool) -> tuple[str, ...]:
    """Of no date."""
    return ("from=none", f"none+own={own}")


def of_lead(source: str, lead: str, is_lead: bool, telling: str, own: bool) -> tuple[str, ...]:
    """Of how a date stands to the day that the article names first; `lead`: where it does, and whether that is today."""
    name = f"{source}.lead={lead}/{is_lead}"
    return (name, f"{name}/own={own}", f"{name}/{telling}", f"{name}/{telling}/own={own}")


def joined(source: str, traits: Groups, word: str) -> Groups:
    """What an act has, for dates from one source."""
    return (*[(_with_traits, source, held) for held in traits], (_with_word, source, word))


def _with_traits(source: str, traits: Group) -> tuple[str, ...]:
    return tuple(f"{source}+{trait}" for trait in names_of(traits))


def _with_word(source: str, word: str) -> tuple[str, ...]:
    return (f"{source}+word={word}",)

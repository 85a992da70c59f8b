"""Names of the features of an actor as a party of an act, by the facts from which they follow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any


def of_standing(
    where: str, kind: str, sector: str | None, sort: str, place: str, share: int, top: bool, times: int
) -> tuple[str, ...]:
    """What an actor is in the article."""
    return (
        f"{where}.kind={kind}",
        f"{where}.sector={sector}",
        f"{where}.sort={sort}",
        f"{where}.place={place}",
        f"{where}.share={share}",
        f"{where}.top={top}",
        f"{where}.times={times}",
    )


def of_type(inside: bool, type_: str, kind: str, sector: str | None, tag: str) -> tuple[str, ...]:
    """What an actor is for acts of a type."""
    where = "i" if inside else "x"
    return (
        f"{where}.t+kind={type_}/{kind}",
        f"{where}.t+sector={type_}/{sector}",
        f"{where}.t={type_}",
        f"{where}.tag+sector={type_}/{tag}/{sector}",
    )


def of_word(lemma: str, sector: str | None) -> tuple[str, ...]:
    """What an actor of a sector is for a word."""
    return (f"l+sector={lemma}/{sector}",)


def of_status(inside: bool, status: str, said: str | None) -> tuple[str, ...]:
    """What an actor is for an act of a status, told in a statement of a type."""
    where = "i" if inside else "x"
    return (f"{where}.st={status}", f"{where}.said={said}")


def of_inside(is_twin: bool, is_first: bool) -> tuple[str, ...]:
    """Of an actor in the sentence of the trigger: whether another one counts to the same key, whether it is the first."""
    return (f"i.twin={is_twin}", f"i.first={is_first}")


def of_outside(back: int, again: bool, others: int, lead: bool, kind: str, sector: str | None) -> tuple[str, ...]:
    """Of an actor outside the sentence: how far back, and who stands in the sentence."""
    return (f"x.back={back}", f"x.again={again}", f"x.others={others}", f"x.lead={lead}", f"x.ks={kind}/{sector}")


def of_absence(lemma: str) -> tuple[str, ...]:
    """Of an actor that the trigger's sentence does not name."""
    return (f"l+x={lemma}",)


def of_path(type_: str, path: str, steps: int) -> tuple[str, ...]:
    """The way from the trigger to the mention."""
    return (f"p={path}", f"pn={steps}", f"tp={type_}/{path}")


def of_place(type_: str, tag: str, side: str, gap: int, case: str, relation: str) -> tuple[str, ...]:
    """Where the mention stands to the trigger, and what it is there."""
    return (
        f"side={side}",
        f"dist={gap}",
        f"case={case}",
        f"tcase={type_}/{case}",
        f"dep={relation}",
        f"tdep={type_}/{relation}/{side}",
        f"gdep={tag}/{relation}/{side}",
    )


def of_words(lemma: str, above: str, relation: str) -> tuple[str, ...]:
    """The trigger's word with the relation of the mention, and the word above that."""
    return (f"l+dep={lemma}/{relation}", f"above={above}/{relation}")


def of_mark(type_: str, mark: str, whole: str) -> tuple[str, ...]:
    """What the rules make of the actor."""
    return (f"row={mark}/{whole}", f"row+t={type_}/{mark}")


def of_ruled_slots(mark: str, actor_slot: str, recipient_slot: str, keys: str) -> tuple[str, ...]:
    """The same, with the slots that the rules have found parties in, and for the actor's key."""
    return (f"row+s={mark}/{actor_slot}/{recipient_slot}", f"row.key={keys}")


def of_row(rule: str, mark: str) -> tuple[str, ...]:
    """The same, for the row of the lexicon."""
    return (f"row+r={rule}/{mark}",)


def of_source(type_: str) -> tuple[str, ...]:
    """Of the actor whose words tell of the act."""
    return ("source", f"source/{type_}")


def of_slot(type_: str, slot: str) -> tuple[str, ...]:
    """Of a mention that fills a slot of the trigger."""
    return (f"slot={slot}", f"tslot={type_}/{slot}")


def of_company(where: str, type_: str, lead: str, count: int, *facts: Any) -> tuple[str, ...]:
    """What part the actor has elsewhere.

    `lead`: its parts in the first draft of the article; `facts`: by threes, the first `count` of them for the drafts before (how
    many lie between, its parts, the type), the rest for the others of the sentence (its parts, where they stand, the type).
    """
    found: list[str] = []
    for number, parts, earlier in _by_threes(facts[:count]):
        for part in parts:
            found.append(f"p{part}{min(number, 2)}{where}")
            if number == 0:
                found.append(f"p{part}/{type_}/{earlier}/{where}")
    for part in lead:
        found += [f"l{part}{where}", f"l{part}{where}/{type_}"]
    for parts, relation, other in _by_threes(facts[count:]):
        for part in parts:
            found += [f"o{part}{relation}{where}", f"o{part}{relation}/{type_}/{other}"]
    return tuple(found)


def _by_threes(facts: Sequence[Any]) -> Iterator[tuple[Any, Any, Any]]:
    return zip(facts[::3], facts[1::3], facts[2::3], strict=True)

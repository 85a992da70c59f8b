"""When something was said: at the visit or meeting of which the same sentence, or the one before, tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lagebild.merge.facts import Facts
from lagebild.merge.words import MergeWords

SPOKEN = frozenset({"accuse", "request", "support", "reject", "agree"})
OCCASIONS = frozenset({"visit", "meeting", "phone"})
BEFORE = 40  # characters in front of the noun of a meeting in which its preposition stands


def with_occasions(facts: Sequence[Facts], text: str, words: MergeWords) -> tuple[Facts, ...]:
    """The claims of one article; what was said at a visit or meeting is of its days.

    "At their meeting on Monday both promised ..." leaves no doubt. After "The minister visited Oslo in May." the next sentence
    on what the same minister said is likely of those days, but not certainly.
    """
    here: dict[int, list[Facts]] = {}
    for one in facts:
        if one.act in OCCASIONS and one.status in {"occurred", "ongoing"}:
            here.setdefault(one.claim.sentence, []).append(one)
    return tuple(_placed(one, here, text, words) if _is_open(one) else one for one in facts)


def _is_open(one: Facts) -> bool:
    return one.act in SPOKEN and not one.when.certain and not one.symbols and not one.when.weekdays and not one.when.months


def _placed(one: Facts, here: dict[int, list[Facts]], text: str, words: MergeWords) -> Facts:
    beside = [other for other in here.get(one.claim.sentence, ()) if _is_frame(other, text, words)]
    if len(beside) == 1:
        return replace(one, when=beside[0].when, looks_back=one.looks_back or beside[0].looks_back)
    before = [other for other in here.get(one.claim.sentence - 1, ()) if one.actors.persons.keys() & other.actors.persons.keys()]
    if beside or len(before) != 1 or not (before[0].looks_back or before[0].echo or before[0].when.months):
        return one
    when = replace(before[0].when, certain=False)
    return replace(one, when=when, looks_back=one.looks_back or before[0].looks_back)


def _is_frame(other: Facts, text: str, words: MergeWords) -> bool:
    """Whether the sentence names the meeting as the occasion of something ("bei", "während", "nach")."""
    trigger = other.claim.trigger
    return words.occasion.search(text, max(0, trigger.begin - BEFORE), trigger.begin) is not None

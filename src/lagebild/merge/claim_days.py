"""The days of a claim: certain where its own clause states them, else those on which it may lie."""

from __future__ import annotations

from lagebild.merge.days import ANY, Window, hull, window_of
from lagebild.merge.symbols import Symbol
from lagebild.merge.whens import PRECISE_DAYS, When
from lagebild.model.layers import Claim, DateValue

UNSURE = frozenset({"publication", "sentence", "mention"})  # bases of dates that the claim's own clause does not state
ALIKE = "alike"  # the basis of the day of an act that is only like it: no reason to join the two
SOON_DAYS = 92  # a quarter
NEWS_LAG = 3  # days by which the day's news may trail the happening when no day is named


def when_of(
    claim: Claim, symbols: tuple[Symbol, ...], publication: Window, resolved: DateValue | None, *, own_clause: bool
) -> When:
    """The days of a claim: certain where its own clause states them, else the days on which it may lie."""
    value = resolved if resolved is not None else claim.date
    weekdays = frozenset(s.weekday for s in symbols if s.weekday is not None)
    months = frozenset(s.month for s in symbols if s.month is not None)
    if value is None or (symbols and resolved is None and _is_weaker(value, symbols)):
        return When(_possible(claim, symbols, publication), certain=False, weekdays=weekdays, months=months, value=value)
    if resolved is None and value.basis == ALIKE:
        return When(_possible(claim, symbols, publication), certain=False, weekdays=weekdays, months=months, value=value)
    if resolved is None and (value.basis in UNSURE or not own_clause):
        options = _options(value, publication)
        return When(hull(options), certain=False, value=value, options=options if len(options) > 1 else ())
    return When(_soon(window_of(value), claim), certain=True, value=value)


def _soon(window: Window, claim: Claim) -> Window:
    """The days of a plan "in the near future" with an end: what comes of it later was planned anew."""
    if claim.status != "planned" or window.start is None or window.end is not None:
        return window
    return Window(window.start, window.start + SOON_DAYS)


def _options(value: DateValue, publication: Window) -> tuple[Window, ...]:
    """The days of a date that may belong to another act: those of the news, or its own."""
    news = Window(None if publication.start is None else publication.start - NEWS_LAG, publication.end)
    return (news,) if value.basis == "publication" else (news, window_of(value))


def _is_weaker(value: DateValue, symbols: tuple[Symbol, ...]) -> bool:
    """Whether the expressions of the claim's own clause, not yet placed, say more than its value."""
    length = window_of(value).length
    wide = any(s.weekday is not None for s in symbols) and (length is None or length > PRECISE_DAYS)
    near = [s for s in symbols if s.near]
    elsewhere = value.basis in UNSURE or (value.text_begin is not None and all(s.begin != value.text_begin for s in near))
    return wide or (bool(near) and elsewhere) or value.basis == "publication"


def _possible(claim: Claim, symbols: tuple[Symbol, ...], publication: Window) -> Window:
    """The days on which a claim without a day may lie, from the publication interval, its status and its expressions."""
    if any(s.near for s in symbols):
        low = None if publication.start is None else publication.start + min(s.first for s in symbols if s.near)
        high = None if publication.end is None else publication.end + max(s.last for s in symbols if s.near)
        return Window(low, high)
    if claim.status == "planned":
        return Window(publication.start, None)
    if claim.status == "occurred":
        return Window(None, publication.end)
    return ANY

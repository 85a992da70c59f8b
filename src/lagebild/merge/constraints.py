"""What can be known of the day on which an article appeared: constraints with reasons, and the days that satisfy them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lagebild.merge.days import Window, hull, weekday_of
from lagebild.merge.symbols import Symbol
from lagebild.model.span import Span

FIRM = 2  # ranks up to this come from full dates in the article itself
MAX_DAYS = 2000  # beyond that many possible days only the bounds are kept


@dataclass(frozen=True, slots=True)
class Constraint:
    """The publication day lies in one of `windows`. Lower `rank` is applied first and so wins over a contradicting one.

    `signs`: what independently speaks for it where it rests on other articles (a weekday, a place, a month looked back on).
    """

    windows: tuple[Window, ...]
    reason: str
    rank: int
    evidence: Span | None = None
    signs: frozenset[str] = frozenset()

    def allows(self, day: int) -> bool:
        return any(window.contains(day) for window in self.windows)


def span_of_symbol(symbol: Symbol) -> Span:
    return Span(symbol.text, symbol.begin, symbol.end)


def near_windows(symbol: Symbol, days: Window) -> tuple[Window, ...]:
    """The publication days from which the expression can mean a day among `days`."""
    return tuple(
        Window(day - symbol.last, day - symbol.first)
        for day in days.days()
        if symbol.weekday is None or weekday_of(day) == symbol.weekday
    )


def solve(base: Window, constraints: Sequence[Constraint]) -> tuple[Window, list[Constraint], list[Constraint]]:
    """The days that remain, the constraints that narrowed them, and those that contradict the others."""
    window = base
    used: list[Constraint] = []
    ordered = sorted(constraints, key=lambda c: (c.rank, c.reason))
    against = _contradicting(base, ordered)
    kept: list[Constraint] = []
    for one in ordered:
        if one in against:
            continue
        narrowed = _narrow(window, [*kept, one])
        if narrowed is None:
            against.append(one)
            continue
        kept.append(one)
        if narrowed != window:
            used.append(one)
            window = narrowed
    return window, _needed(base, window, used, kept), against


def _needed(base: Window, window: Window, used: Sequence[Constraint], kept: Sequence[Constraint]) -> list[Constraint]:
    """The constraints without which the days would be others; the weakest of several that say the same is left out."""
    needed = list(kept)
    for one in [*(one for one in kept if one not in used), *reversed(used)]:
        others = [other for other in needed if other is not one]
        if _narrow(base, others) == window:
            needed = others
    return needed


def _contradicting(base: Window, constraints: Sequence[Constraint]) -> list[Constraint]:
    """Constraints that clash with a firm one, or with at least as many as they agree with: rather wide than wrong."""
    against: list[Constraint] = []
    for one in constraints:
        if one.rank <= FIRM:
            continue
        others = [other for other in constraints if other is not one]
        clashes = [other for other in others if _narrow(base, [one, other]) is None]
        if clashes and (any(c.rank <= FIRM for c in clashes) or 2 * len(clashes) >= len(others)):
            against.append(one)
    return against


def _narrow(window: Window, constraints: Sequence[Constraint]) -> Window | None:
    bounds: Window | None = window
    for one in constraints:
        bounds = None if bounds is None else bounds.meet(hull(one.windows))
    if bounds is None or (bounds.start is None and bounds.end is None):
        return bounds

    def allowed(day: int) -> bool:
        return all(one.allows(day) for one in constraints)

    if bounds.start is None or bounds.end is None or (bounds.length or 0) > MAX_DAYS:
        return _trimmed(bounds, allowed)
    days = [day for day in bounds.days() if allowed(day)]
    return Window(days[0], days[-1]) if days else None


def _trimmed(bounds: Window, allowed: Callable[[int], bool]) -> Window:
    """The bounds moved inwards to the next day that is allowed, if there is one not too far off."""
    start, end = bounds.start, bounds.end
    if start is not None:
        start = next((day for day in range(start, start + MAX_DAYS) if allowed(day)), start)
    if end is not None:
        end = next((day for day in range(end, end - MAX_DAYS, -1) if allowed(day)), end)
    return Window(start, end)

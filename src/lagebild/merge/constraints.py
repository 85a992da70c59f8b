"""What can be known of the day on which an article appeared: constraints with reasons, and the days that satisfy them."""

from __future__ import annotations

from collections.abc import Sequence
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
    return window, used, against


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
    if bounds is None or not bounds.bounded or (bounds.length or 0) > MAX_DAYS:
        return bounds
    days = [day for day in bounds.days() if all(one.allows(day) for one in constraints)]
    return Window(days[0], days[-1]) if days else None

"""What is said of the choice of a party: the next best, and what speaks against it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lagebild.analyse.claims.cast import Option


def runner_up(options: Sequence[Option], shares: Sequence[float], picked: Sequence[tuple[int, float]]) -> str:
    """Who else it might be, nobody included, as the end of a reason; "" where there is no other option."""
    taken = {options[i].key for i, _ in picked}
    rest = {} if not picked else {"nobody": shares[0]}
    for option, share in zip(options, shares[1:], strict=True):
        if option.key not in taken:
            rest[option.actor.name] = rest.get(option.actor.name, 0.0) + share
    if not rest:
        return ""
    name = min(rest, key=lambda other: (-rest[other], other))
    return f"; next best: {name} {rest[name]:.2f}"


def rival_of(shares: Sequence[float], options: Sequence[Option], picked: Sequence[tuple[int, float]]) -> int | None:
    """The likeliest option that was not chosen and is not of those chosen; `shares`: nobody's first."""
    taken = {options[i].key for i, _ in picked}
    best: int | None = None
    for i, option in enumerate(options):
        if (best is None or shares[i + 1] > shares[best + 1]) and option.key not in taken:
            best = i
    return best


def shared_words(share: float, second: str, reasons: str) -> str:
    """A share with the next best and what speaks for it, as the end of a reason."""
    return f"share {share:.2f} of the readings{second}" + (f"; for it speaks {reasons}" if reasons else "")

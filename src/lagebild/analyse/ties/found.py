"""A relation as a rule finds it, before it becomes a tie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lagebild.model.layers import Participant

SURE, LIKELY = 0.8, 0.6  # confidence: parties inside the phrase itself, or found in its clause
ORGANISATION = "organisation"  # role of the other side in ties of membership

Parties = tuple[tuple[str, Participant], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A relation at code points [begin, end): parties with their roles, in order.

    `token`: the noun or verb that names it; `change`: whether the words themselves begin or end it ("begin", "end", "").
    """

    rule: str
    kind: str
    begin: int
    end: int
    parties: Parties
    level: str | None
    confidence: float
    token: int
    change: str = ""


def with_roles(parties: Sequence[Participant], first: str, others: str) -> Parties:
    """The parties in order, the first in its own role."""
    return tuple((first if at == 0 else others, p) for at, p in enumerate(parties))

"""Who did it last time: an act whose actor goes unsaid is mostly told of the one who did the act of its sort before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lagebild.analyse.claims.cast import Option, keys_of
from lagebild.analyse.claims.roles import Parties

if TYPE_CHECKING:
    from lagebild.analyse.claims.drafts import Draft

MAX_BACK = 12  # claims looked back at; 6 to 30 choose nearly the same
AGAIN = 3.0  # how much likelier one is who did it last time; best of 1, 2, 3, 4, 6 on events_train and own texts together
# Who protests against what is told anew each time: the last marchers are not these.
ANEW = frozenset({"PROTEST"})


def told_before(draft: Draft, earlier: Sequence[Draft], found: Sequence[Parties]) -> frozenset[str]:
    """The keys of the actors of the last act of this type in the sentences before that names any; `found`: of `earlier`."""
    if draft.type in ANEW:
        return frozenset()
    for other, parties in zip(reversed(earlier), reversed(found), strict=True):
        if other.type == draft.type and other.sentence.id != draft.sentence.id and parties.said_actors:
            return keys_of(parties.said_actors)
    return frozenset()


def raised(shares: Sequence[float], options: Sequence[Option], keys: frozenset[str]) -> list[float]:
    """The shares (nobody's first) with those of these keys raised who do not stand in the sentence, summing to 1 again."""
    if not keys:
        return list(shares)
    held = [shares[0]]
    held += [
        share * AGAIN if option.key in keys and not option.inside else share
        for option, share in zip(options, shares[1:], strict=True)
    ]
    total = sum(held)
    return [share / total for share in held]

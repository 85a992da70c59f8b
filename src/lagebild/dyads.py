"""What lies between two actors of a picture, month by month, whoever they are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from lagebild.merge.dyads import count_dyads, offices_of, state_key
from lagebild.model.picture import Dyad, Party, Picture
from lagebild.model.reading import Reading


def find_dyads(picture: Picture, readings: Sequence[Reading], actor_ids: Sequence[str] = ()) -> tuple[Dyad, ...]:
    """The rows of one or two actors, or all rows; persons and bodies are counted for themselves when they are asked for.

    `actor_ids`: as `resolve_actors` gives them ("ac-CHN", "ac-EU", "ac-xi-jinping").
    """
    states = {actor.id for reading in readings for actor in reading.actors if actor.kind == "state"}
    keys = frozenset(i.removeprefix("ac-") if i in states else i for i in actor_ids)
    rows = picture.dyads
    known = {key for row in rows for key in (row.a, row.b)}
    if not keys <= known:
        by_state = partial(state_key, offices=offices_of(readings))

        def key_of(party: Party) -> str | None:
            return party.actor_id if party.actor_id in keys else by_state(party)

        rows = count_dyads(picture.events, picture.articles, key_of=key_of)
    return tuple(row for row in rows if keys <= {row.a, row.b})

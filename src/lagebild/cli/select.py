"""Names and codes on the command line to actors, with a helpful error."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from lagebild.errors import NotFoundError
from lagebild.model.picture import Picture
from lagebild.model.reading import Reading


def open_picture(store: Path, *, as_of: str | None) -> tuple[Picture, tuple[Reading, ...]]:
    """The picture of a store and the readings, as judged, that it rests on; with `as_of` as it was known on that day."""
    from lagebild.judge import judged_readings  # noqa: PLC0415
    from lagebild.store import Store  # noqa: PLC0415

    opened = Store(store)
    readings = tuple(judged_readings(opened, as_of=as_of))
    if as_of is None:
        return opened.picture(), readings
    from lagebild.keeping import build_picture  # noqa: PLC0415  (an earlier picture is built: all of merging is loaded)

    return build_picture(opened, as_of=as_of), readings


def resolve_actors(wanted: Sequence[str], readings: Sequence[Reading]) -> tuple[str, ...]:
    """Actor ids for ISO codes, actor ids or names, in the order given.

    Raises:
        NotFoundError: if the readings know no such actor; the message names the closest ones.
    """
    keys: dict[str, str] = {}
    written: dict[str, str] = {}  # keys as people write them
    for reading in readings:
        for actor in reading.actors:
            names = {actor.name, actor.id, actor.id.removeprefix("ac-")}
            if actor.kind == "state":
                names |= {mention.span.text for mention in actor.mentions if mention.kind == "name"}
            for name in sorted(names):
                keys.setdefault(name.casefold(), actor.id)
                written.setdefault(name.casefold(), name)
    found = []
    for name in wanted:
        actor_id = keys.get(name.casefold())
        if actor_id is None:
            close = get_close_matches(name.casefold(), keys, n=3, cutoff=0.6)
            hint = f"; did you mean {', '.join(written[key] for key in close)}?" if close else ""
            raise NotFoundError(f"no actor {name!r} in the store{hint}")
        found.append(actor_id)
    return tuple(dict.fromkeys(found))

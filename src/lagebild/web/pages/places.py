"""The map of places: what happened where, as far as the articles say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from fastapi import APIRouter, Request
from starlette.responses import Response

from lagebild.errors import InputError
from lagebild.model.layers import EventType
from lagebild.present.place_map import WORLD, Bounds, Map, Site, build_map, parse_bounds
from lagebild.present.texts import texts_in
from lagebild.query import View
from lagebild.web.pages.parts import PAGE_ROWS, EventLine, Period, checked_period, event_lines, typed_name
from lagebild.web.respond import language_of, respond, site_of

router = APIRouter(include_in_schema=False)
TYPES = get_args(EventType)
SHOWN = "shown"  # the region of all places
REGIONS = {
    "world": WORLD,
    "europe": Bounds(-11.0, 36.0, 42.0, 62.0),
    "middle-east": Bounds(24.0, 12.0, 64.0, 43.0),
    "asia": Bounds(60.0, -10.0, 150.0, 56.0),
    "africa": Bounds(-20.0, -36.0, 55.0, 38.0),
    "americas": Bounds(-130.0, -56.0, -32.0, 62.0),
}


@dataclass(frozen=True, slots=True)
class MapView:
    """What the page shows: the map, and the newest events of the place that was chosen."""

    map: Map
    period: Period
    actor: str | None
    type: str | None
    region: str | None
    regions: tuple[str, ...]
    chosen: Site | None
    events: tuple[EventLine, ...]


@router.get("/map")
def places(
    request: Request,
    since: str | None = None,
    until: str | None = None,
    actor: str | None = None,
    type: str | None = None,  # noqa: A002  (the word of the address)
    region: str = SHOWN,
    bbox: str | None = None,
    at: str | None = None,
    country: str | None = None,
) -> Response:
    """Places of events, by days, actor and type."""
    site = site_of(request)
    view = site.view()
    period = checked_period(since, until)
    who = typed_name(request, actor)
    kind = type if type in TYPES else None
    bounds = checked_bounds(bbox) if bbox else REGIONS.get(region)

    texts = texts_in(language_of(request))

    def make() -> Map:
        counts = view.places(actors=who, types=kind, since=period.since, until=period.until, newest=PAGE_ROWS)  # type: ignore[arg-type]  # checked above
        return build_map(counts, bounds=bounds, spoken=texts.name)

    drawn = site.once(view, f"map {texts.language} {period} {who} {kind} {bounds}", make)
    chosen = next((s for s in drawn.sites if (s.name or "", s.country or "") == (at or "", country or "")), None)
    shown = None if bbox else region if region in REGIONS else SHOWN
    found = MapView(drawn, period, who, kind, shown, (SHOWN, *REGIONS), chosen, newest_of(view, chosen))
    return respond(request, "map.html.j2", found)


def checked_bounds(text: str) -> Bounds:
    """The rectangle of an address. Raises InputError for what is none."""
    bounds = parse_bounds(text)
    if bounds is None:
        raise InputError(f"{text[:60]!r} is no rectangle (west,south,east,north in degrees)")
    return bounds


def newest_of(view: View, site: Site | None) -> tuple[EventLine, ...]:
    """The newest events of a site."""
    if site is None:
        return ()
    return event_lines(view, view.events(ids=list(site.events), order="newest", limit=PAGE_ROWS))

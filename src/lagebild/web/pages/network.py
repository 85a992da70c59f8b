"""The network of actors, and the map of places."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from fastapi import APIRouter, Request
from starlette.responses import Response

from lagebild.present.network import MAX_NODES, Link, Network, build_network
from lagebild.query import View
from lagebild.query.rows import DyadRow, TieRow
from lagebild.web.pages.parts import Period, checked_period
from lagebild.web.respond import respond, site_of

router = APIRouter(include_in_schema=False)
LINES = ("both", "events", "good", "bad", "ties")
KNOWN_ACTORS = 600  # the most mentioned ones, whose kind gives the colour of a node


@dataclass(frozen=True, slots=True)
class NetworkView:
    """What the page of the network shows."""

    network: Network
    period: Period
    show: str
    kind: str | None
    kinds: tuple[str, ...]  # of ties in the store
    most: int
    names: dict[str, str]


def links_of(dyads: tuple[DyadRow, ...], ties: tuple[TieRow, ...], *, show: str, kind: str | None) -> list[Link]:
    """What joins the actors: shared events, coloured by what prevails, and ties in force."""
    found = []
    if show != "ties" and kind is None:
        for row in dyads:
            good, bad = row.verbal_cooperation + row.material_cooperation, row.verbal_conflict + row.material_conflict
            weight = {"good": good, "bad": bad}.get(show, row.events)
            if weight:
                found.append(Link(row.a, row.b, "good" if good >= bad and show != "bad" else "bad", weight, ""))
    if show in {"both", "ties"} or kind is not None:
        for tie in ties:
            if kind is not None and tie.kind != kind:
                continue
            ids = sorted({party.actor_id for party in tie.parties if party.actor_id is not None})
            found += [Link(a, b, "tie", 1, tie.kind) for a, b in combinations(ids, 2)]
    return found


def names_of(view: View, dyads: tuple[DyadRow, ...], ties: tuple[TieRow, ...]) -> dict[str, tuple[str, str]]:
    """Name and kind by actor id."""
    kinds = {actor.id: actor.kind for actor in view.actors(limit=KNOWN_ACTORS)}
    names = {party.actor_id: party.name for tie in ties for party in tie.parties if party.actor_id is not None}
    for row in dyads:
        names |= {row.a: row.a_name, row.b: row.b_name}
    return {key: (name, kinds.get(key, "other")) for key, name in names.items()}


@router.get("/network")
def network(
    request: Request,
    since: str | None = None,
    until: str | None = None,
    show: str = "both",
    kind: str | None = None,
    most: int = 40,
) -> Response:
    """Who meets whom."""
    site = site_of(request)
    view = site.view()
    period = checked_period(since, until)
    show = show if show in LINES else "both"
    most = min(max(most, 2), MAX_NODES)
    ties = site.once(view, "ties in force", lambda: view.ties(status="in_force").items)
    kinds = tuple(sorted({tie.kind for tie in ties}))
    kind = kind if kind in kinds else None

    def make() -> NetworkView:
        dyads = view.dyads(by_month=False, since=period.since, until=period.until)
        links = links_of(dyads, ties, show=show, kind=kind)
        drawn = build_network(links, names_of(view, dyads, ties), max_nodes=most)
        return NetworkView(drawn, period, show, kind, kinds, most, {node.id: node.name for node in drawn.nodes})

    return respond(request, "network.html.j2", site.once(view, f"network {period} {show} {kind} {most}", make))

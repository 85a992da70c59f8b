"""Networks of actors: GraphML and GEXF.

Nodes are actors that take part in an event or a tie; edges are ties (with kind, status, since, until) and, for every two actors
that face each other in events, one edge a class of events with the number of events and sources. Only events that happened
count. Multigraph; every edge has an id, its kind and the ids of the articles behind it.

Sources: GraphML (graphml.graphdrawing.org/xmlns), GEXF 1.2draft (gexf.net/1.2draft). Loaded with networkx in the tests.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lagebild.model.picture import Party
from lagebild.present.export.cells import element, number_id, xml_attribute
from lagebild.present.export.codes import HAPPENED
from lagebild.present.export.ftm import party_id
from lagebild.present.export.material import Material, pairs

NODE_FIELDS = {"label": "string", "kind": "string", "country": "string", "sector": "string", "mentions": "long"}
EDGE_FIELDS = {
    "label": "string",
    "what": "string",
    "status": "string",
    "since": "string",
    "until": "string",
    "events": "long",
    "sources": "long",
    "articles": "string",
}
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


@dataclass(frozen=True, slots=True)
class Node:
    id: str
    label: str
    kind: str | None
    country: str | None
    sector: str | None
    mentions: int | None


@dataclass(slots=True)
class Edge:
    """A tie, or all events of one class between two actors."""

    id: str
    source: str
    target: str
    label: str
    what: str  # tie, events
    status: str | None = None
    since: str | None = None
    until: str | None = None
    events: int = 0
    sources: int = 0
    article_ids: dict[str, None] = field(default_factory=dict)

    @property
    def articles(self) -> str:
        """Ids of the articles that say so."""
        return " ".join(self.article_ids)


def build_graph(material: Material) -> tuple[list[Node], list[Edge]]:
    """Nodes by id and edges by their ends."""
    known = {actor.id: actor for actor in material.actors()}
    parties: dict[str, Party] = {}
    edges: dict[str, Edge] = {}
    for detail in material.events(status=HAPPENED):
        event = detail.event
        for first, second in pairs(event):
            if first is None or second is None or party_id(first) == party_id(second):
                continue
            ends = (party_id(first), party_id(second))
            edge_id = f"e{number_id('events', *ends, event.quad)}"
            edge = edges.setdefault(edge_id, Edge(edge_id, *ends, event.quad, "events"))
            edge.events += 1
            edge.sources += event.sources
            edge.article_ids.update(dict.fromkeys(event.articles))
            parties.update({party_id(first): first, party_id(second): second})
    for tie in material.ties():
        members = [Party(party.actor_id, party.name, party.country, "") for party in tie.parties]
        for first, second in ((a, b) for n, a in enumerate(members) for b in members[n + 1 :] if party_id(a) != party_id(b)):
            ends = (party_id(first), party_id(second))
            edge_id = f"e{number_id(tie.id, *ends)}"
            edges[edge_id] = Edge(
                edge_id, *ends, tie.kind, "tie", tie.status, tie.since, tie.until, 0, tie.sources, dict.fromkeys(tie.articles)
            )
            for end, party in zip(ends, (first, second), strict=True):
                parties.setdefault(end, party)
    nodes = []
    for node_id, party in sorted(parties.items()):
        actor = known.get(node_id)
        if actor is None:
            nodes.append(Node(node_id, party.name, None, party.country, party.sector or None, None))
        else:
            nodes.append(Node(node_id, actor.name, actor.kind, actor.country, actor.sector, actor.mentions))
    return nodes, sorted(edges.values(), key=lambda e: (e.source, e.target, e.what, e.label, e.id))


def write_graphml(material: Material) -> Iterator[str]:
    """A GraphML document."""
    nodes, edges = build_graph(material)
    yield DECLARATION + '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for prefix, where, names in (("n", "node", NODE_FIELDS), ("e", "edge", EDGE_FIELDS)):
        for name, kind in names.items():
            yield f'<key id="{prefix}_{name}" for="{where}" attr.name="{name}" attr.type="{kind}"/>\n'
    yield '<graph edgedefault="directed">\n'
    for node in nodes:
        yield f"<node id={xml_attribute(node.id)}>{_data('n', node, NODE_FIELDS)}</node>\n"
    for edge in edges:
        ends = f"source={xml_attribute(edge.source)} target={xml_attribute(edge.target)}"
        yield f"<edge id={xml_attribute(edge.id)} {ends}>{_data('e', edge, EDGE_FIELDS)}</edge>\n"
    yield "</graph>\n</graphml>\n"


def _data(prefix: str, row: Node | Edge, names: dict[str, str]) -> str:
    found = ((name, getattr(row, name)) for name in names)
    return "".join(element("data", value, key=f"{prefix}_{name}") for name, value in found if value is not None)


def write_gexf(material: Material) -> Iterator[str]:
    """A GEXF document."""
    nodes, edges = build_graph(material)
    yield (
        DECLARATION
        + '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n<graph defaultedgetype="directed" mode="static">\n'
    )
    for where, names in (("node", NODE_FIELDS), ("edge", EDGE_FIELDS)):
        columns = "".join(element("attribute", id=name, title=name, type=kind) for name, kind in names.items() if name != "label")
        yield f'<attributes class="{where}" mode="static">{columns}</attributes>\n'
    yield "<nodes>\n"
    for node in nodes:
        yield f"<node id={xml_attribute(node.id)} label={xml_attribute(node.label)}>{_values(node, NODE_FIELDS)}</node>\n"
    yield "</nodes>\n<edges>\n"
    for edge in edges:
        ends = f"source={xml_attribute(edge.source)} target={xml_attribute(edge.target)} label={xml_attribute(edge.label)}"
        yield f"<edge id={xml_attribute(edge.id)} {ends}>{_values(edge, EDGE_FIELDS)}</edge>\n"
    yield "</edges>\n</graph>\n</gexf>\n"


def _values(row: Node | Edge, names: dict[str, str]) -> str:
    found = ((name, getattr(row, name)) for name in names if name != "label")
    values = "".join(element("attvalue", for_=name, value=value) for name, value in found if value is not None)
    return f"<attvalues>{values}</attvalues>"

"""A network of actors laid out on a plane: the same picture for the same edges, no randomness."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

MAX_NODES = 80
ROUNDS = 110  # of moving; beyond that nothing visible changes for 80 nodes
MARGIN = 60.0

Places = Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Node:
    """An actor on the plane; `weight` is its number of events and ties with the others."""

    id: str
    name: str
    kind: str
    weight: int
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Edge:
    """What joins two actors: `kind` is good (more cooperation), bad (more conflict) or tie; `weight` the number of events."""

    a: str
    b: str
    kind: str
    weight: int
    label: str
    x1: float
    y1: float
    x2: float
    y2: float
    width: float


@dataclass(frozen=True, slots=True)
class Link:
    """An edge before it is laid out."""

    a: str
    b: str
    kind: str
    weight: int
    label: str


@dataclass(frozen=True, slots=True)
class Network:
    """The drawing: `hidden` actors did not fit."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    width: float
    height: float
    hidden: int


def build_network(
    links: Sequence[Link],
    names: dict[str, tuple[str, str]],
    *,
    max_nodes: int = MAX_NODES,
    width: float = 1000,
    height: float = 680,
) -> Network:
    """The network of the links between the actors with the most events.

    Args:
        links: what joins whom.
        names: actor id to name and kind.
        max_nodes: so many actors are drawn; the others are counted.
        width: of the drawing.
        height: of the drawing.
    """
    weights: dict[str, int] = {}
    for link in links:
        for end in (link.a, link.b):
            weights[end] = weights.get(end, 0) + link.weight
    ranked = sorted(weights, key=lambda key: (-weights[key], key))
    kept = ranked[: min(max_nodes, MAX_NODES)]
    chosen = set(kept)
    inside = [link for link in links if link.a in chosen and link.b in chosen and link.a != link.b]
    joined = {end for link in inside for end in (link.a, link.b)}
    kept = [key for key in kept if key in joined]
    places = _layout(kept, inside, width, height)
    return Network(_nodes(kept, weights, names, places), _edges(inside, places), width, height, len(ranked) - len(kept))


def _nodes(
    kept: Sequence[str], weights: Mapping[str, int], names: Mapping[str, tuple[str, str]], places: Places
) -> tuple[Node, ...]:
    heaviest = max((weights[key] for key in kept), default=1)
    return tuple(
        Node(
            id=key,
            name=names.get(key, (key, "other"))[0],
            kind=names.get(key, (key, "other"))[1],
            weight=weights[key],
            x=places[key][0],
            y=places[key][1],
            radius=round(5 + 13 * math.sqrt(weights[key] / heaviest), 1),
        )
        for key in kept
    )


def _edges(inside: Sequence[Link], places: Places) -> tuple[Edge, ...]:
    """The links, those with the most events first."""
    thickest = max((link.weight for link in inside), default=1)
    return tuple(
        Edge(
            link.a,
            link.b,
            link.kind,
            link.weight,
            link.label,
            *places[link.a],
            *places[link.b],
            round(1 + 5 * math.sqrt(link.weight / thickest), 1),
        )
        for link in sorted(inside, key=lambda x: (-x.weight, x.a, x.b, x.kind))
    )


def _layout(keys: Sequence[str], links: Sequence[Link], width: float, height: float) -> dict[str, tuple[float, float]]:
    """Places by attraction along edges and repulsion between all (Fruchterman and Reingold 1991), from a circle."""
    count = len(keys)
    if count == 0:
        return {}
    if count == 1:
        return {keys[0]: (width / 2, height / 2)}
    number = {key: i for i, key in enumerate(keys)}
    angles = np.arange(count) * 2.399963  # golden angle: neighbours in rank start apart
    places = np.stack([np.cos(angles), np.sin(angles)], axis=1) * np.sqrt(np.arange(count) + 0.5)[:, None]
    pull = np.zeros((count, count))
    for link in links:
        i, j = number[link.a], number[link.b]
        pull[i, j] += math.log1p(link.weight)
        pull[j, i] = pull[i, j]
    places = _settle(places, pull)
    return dict(zip(keys, _fit(places, width, height), strict=True))


def _settle(places: npt.NDArray[np.float64], pull: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    heat = math.sqrt(len(places)) * 0.6
    cooling = heat / (ROUNDS + 1)
    x, y = places[:, 0].copy(), places[:, 1].copy()  # apart: products of flat tables take a third of the time
    for _ in range(ROUNDS):
        over, up = x[:, None] - x, y[:, None] - y
        far = np.maximum(np.sqrt(over * over + up * up), 0.02)
        force = 2.6 / (far * far) - pull * far * 0.3
        along = np.einsum("ij,ij->i", over, force) - x * 0.2  # a little gravity keeps parts together
        across = np.einsum("ij,ij->i", up, force) - y * 0.2
        lengths = np.maximum(np.sqrt(along * along + across * across), 1e-6)
        step = np.minimum(lengths, heat) / lengths
        x, y = x + along * step, y + across * step
        heat -= cooling
    return np.stack([x, y], axis=1)


def _fit(places: npt.NDArray[np.float64], width: float, height: float) -> list[tuple[float, float]]:
    low, high = places.min(axis=0), places.max(axis=0)
    size = np.maximum(high - low, 1e-6)
    scaled = (places - low) / size
    return [
        (round(MARGIN + float(x) * (width - 2 * MARGIN), 1), round(MARGIN / 2 + float(y) * (height - MARGIN), 1))
        for x, y in scaled
    ]

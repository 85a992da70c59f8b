"""Heads from arc scores: the best head of each token, or the maximum spanning tree where those form no tree."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Heads = NDArray[np.int64]

FORBIDDEN = -1e9


def decode_heads(tables: Sequence[Floats]) -> Heads:
    """Heads of the tokens of sentences, one sentence after another.

    Tokens count from 1 in their sentence, 0 is the root, from which exactly one of them hangs.

    Args:
        tables: scores [dependent, head] of shape [n, n + 1] per sentence; those of tokens with themselves are overwritten.
    """
    lengths = [len(scores) for scores in tables]
    heads = np.empty(sum(lengths), dtype=np.int64)
    begin = 0
    for scores, length in zip(tables, lengths, strict=True):
        scores.reshape(-1)[1 :: length + 2] = FORBIDDEN
        scores.argmax(1, out=heads[begin : begin + length])
        begin += length
    begins = np.cumsum(lengths) - lengths
    for index in _broken(heads, lengths):
        heads[begins[index] : begins[index] + lengths[index]] = _best_tree(tables[index])
    return heads


def is_tree(heads: Heads) -> bool:
    """Whether every token of a sentence reaches the root and only one hangs from it."""
    return not _broken(heads, [len(heads)])


def _broken(heads: Heads, lengths: Sequence[int]) -> list[int]:
    """The sentences whose heads form no tree."""
    begins = (np.cumsum(lengths) - lengths).astype(np.int64)
    root = len(heads)
    is_root = heads == 0
    ancestors = np.append(np.where(is_root, root, heads - 1 + np.repeat(begins, lengths)), root)
    for _ in range(max(lengths).bit_length()):
        ancestors = ancestors[ancestors]
    loose = np.add.reduceat(ancestors[:-1] != root, begins, dtype=np.int64)
    roots = np.add.reduceat(is_root, begins, dtype=np.int64)
    broken: list[int] = np.flatnonzero((loose > 0) | (roots != 1)).tolist()
    return broken


def _best_tree(scores: Floats) -> Heads:
    length = len(scores)
    table = np.full((length + 1, length + 1), FORBIDDEN)
    table[1:] = scores - scores.max(1, keepdims=True)
    table[1:] -= np.log(np.exp(table[1:]).sum(1, keepdims=True))
    np.fill_diagonal(table, FORBIDDEN)
    return _single_root_tree(table)[1:]


def _single_root_tree(table: Doubles) -> Heads:
    heads = _spanning_tree(table)
    roots = np.flatnonzero(heads[1:] == 0) + 1
    if len(roots) == 1:
        return heads
    root = roots[table[roots, 0].argmax()]
    limited = table.copy()
    limited[1:, 0] = FORBIDDEN / 1000
    limited[root, 0] = table[root, 0]
    return _spanning_tree(limited)


def _spanning_tree(table: Doubles) -> Heads:
    """Chu-Liu-Edmonds over a dense table, in time quadratic in the tokens: every cycle of best heads becomes one node.

    A node is followed to its best head until the root, a finished node or the node's own path is met; in the last case
    the cycle on the path is contracted, and the search goes on from there.
    """
    graph = _Graph(table)
    finished = [True] + [False] * (len(table) - 1)
    for start in range(1, len(table)):
        path: list[int] = []
        on_path: set[int] = set()
        slot = graph.slot_of[start]
        while not finished[slot]:
            path.append(slot)
            on_path.add(slot)
            slot = graph.slot_of[graph.best[slot]]
            if slot in on_path:
                cycle = path[path.index(slot) :]
                del path[-len(cycle) :]
                on_path.difference_update(cycle)
                graph.contract(cycle)
        for done in path:
            finished[done] = True
    return graph.heads()


class _Graph:
    """Nodes that are still apart, each in the table's slot of its first member; contracted ones are kept as a forest."""

    def __init__(self, table: Doubles) -> None:
        size = len(table)
        self._scores = table.copy()
        # The arc between tokens that stands behind each value.
        self._dependents = np.repeat(np.arange(size)[:, None], size, axis=1)
        self._governors = np.repeat(np.arange(size)[None], size, axis=0)
        self.best: list[int] = table.argmax(1).tolist()  # slot of the best head, by slot; members of a cycle follow `slot_of`
        self.slot_of = list(range(size))
        self._node = list(range(size))  # by slot
        self._members = [[index] for index in range(size)]  # slots that a slot stands for
        self._parents = [-1] * size  # node that a node was contracted into
        self._arcs: dict[int, tuple[int, int]] = {}  # of nodes inside a cycle

    def contract(self, cycle: list[int]) -> None:
        """Makes one node of the slots of a cycle of best heads."""
        slots = np.array(cycle)
        best = [self.slot_of[self.best[slot]] for slot in cycle]
        node = len(self._parents)
        self._parents.append(-1)
        for slot, head in zip(cycle, best, strict=True):
            self._arcs[self._node[slot]] = self._arc(slot, head)
            self._parents[self._node[slot]] = node
        scores = self._scores
        entering = scores[slots] - scores[slots, best][:, None]
        leaving = scores[:, slots]
        enters, leaves = entering.argmax(0), leaving.argmax(1)
        everything = np.arange(len(scores))
        keep = cycle[0]
        for names in (self._dependents, self._governors):
            row, column = names[slots[enters], everything], names[everything, slots[leaves]]
            names[keep], names[:, keep] = row, column
        row, column = entering[enters, everything], leaving[everything, leaves]
        scores[slots], scores[:, slots] = -np.inf, -np.inf
        scores[keep], scores[:, keep] = row, column
        scores[keep, slots] = -np.inf
        self._node[keep] = node
        for slot in cycle[1:]:
            for member in self._members[slot]:
                self.slot_of[member] = keep
            self._members[keep] += self._members[slot]
        self.best[keep] = int(scores[keep].argmax())

    def heads(self) -> Heads:
        """The heads of the tokens once no cycle is left: a contracted cycle opens where its arc enters it."""
        for slot in {*self.slot_of[1:]}:
            self._arcs[self._node[slot]] = self._arc(slot, self.slot_of[self.best[slot]])
        heads = np.zeros(len(self.slot_of), dtype=np.int64)
        settled = [False] * len(self._parents)
        for node in range(len(self._parents) - 1, 0, -1):
            if settled[node]:
                continue
            inside, governor = self._arcs[node]
            heads[inside] = governor
            while inside != node:
                settled[inside] = True
                inside = self._parents[inside]
        return heads

    def _arc(self, slot: int, head: int) -> tuple[int, int]:
        return int(self._dependents[slot, head]), int(self._governors[slot, head])

"""Heads from arc scores: the best head of each token, or the maximum spanning tree where those form no tree."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Heads = NDArray[np.int64]

FORBIDDEN = -1e9


def decode_heads(scores: Floats) -> Heads:
    """Heads of tokens 1..n (0 is the root, from which exactly one hangs), from scores [dependent, head] of shape [n, n + 1]."""
    length = len(scores)
    tokens = np.arange(length)
    scores[tokens, tokens + 1] = FORBIDDEN
    greedy: Heads = scores.argmax(1)
    if is_tree(greedy):
        return greedy
    table = np.full((length + 1, length + 1), FORBIDDEN)
    table[1:] = scores - scores.max(1, keepdims=True)
    table[1:] -= np.log(np.exp(table[1:]).sum(1, keepdims=True))
    table[np.arange(1, length + 1), np.arange(1, length + 1)] = FORBIDDEN
    return _single_root_tree(table)[1:]


def is_tree(heads: Heads) -> bool:
    """Whether every token reaches the root and only one hangs from it."""
    if np.count_nonzero(heads == 0) != 1:
        return False
    ancestors = np.concatenate([np.zeros(1, dtype=heads.dtype), heads])
    for _ in range(len(heads).bit_length()):
        ancestors = ancestors[ancestors]
    return not ancestors.any()


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


def _find_cycle(heads: Heads) -> list[int]:
    """The tokens of one cycle, [] where there is none."""
    colour = np.zeros(len(heads), dtype=np.int64)
    for start in range(1, len(heads)):
        node = start
        while node and not colour[node]:
            colour[node] = start
            node = int(heads[node])
        if node and colour[node] == start:
            cycle = [node]
            while heads[cycle[-1]] != node:
                cycle.append(int(heads[cycle[-1]]))
            return cycle
    return []


def _spanning_tree(table: Doubles) -> Heads:
    """Chu-Liu-Edmonds: contract a cycle of best heads into one node, solve the rest, open the cycle where it is entered."""
    heads: Heads = table.argmax(1)
    heads[0] = 0
    cycle = _find_cycle(heads)
    if not cycle:
        return heads
    inside = np.array(cycle)
    outside = np.setdiff1d(np.arange(len(table)), inside)
    size = len(outside)
    smaller = np.full((size + 1, size + 1), FORBIDDEN)
    smaller[:size, :size] = table[np.ix_(outside, outside)]
    entering = table[np.ix_(inside, outside)] - table[inside, heads[inside]][:, None]
    smaller[size, :size] = entering.max(0)
    leaving = table[np.ix_(outside, inside)]
    smaller[:size, size] = leaving.max(1)
    solved = _spanning_tree(smaller)
    result = heads.copy()
    for index, node in enumerate(outside[1:], start=1):
        result[node] = inside[leaving[index].argmax()] if solved[index] == size else outside[solved[index]]
    entered = outside[solved[size]]
    result[inside[entering[:, solved[size]].argmax()]] = entered
    return result

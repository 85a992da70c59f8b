"""Reader for the Morfologik automaton (format CFSA2) in which LanguageTool publishes its German forms."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

CFSA2_VERSION = 0xC6
TARGET_NEXT, LAST_ARC, FINAL_ARC, LABEL_MASK = 0x80, 0x40, 0x20, 0x1F
NUMBERS_FLAG = 0x0100
SEPARATOR = b"_"


class Automaton:
    """A minimal acyclic automaton over bytes; `words` lists everything it accepts."""

    def __init__(self, data: bytes) -> None:
        if data[:4] != b"\\fsa" or data[4] != CFSA2_VERSION:
            raise ValueError(f"not a CFSA2 automaton: {data[:5]!r}")
        if int.from_bytes(data[5:7], "big") & NUMBERS_FLAG:
            raise ValueError("automata with perfect-hash numbers are not supported")
        label_count = data[7]
        self._labels = data[8 : 8 + label_count]
        self._arcs = data[8 + label_count :]

    def _vint(self, offset: int) -> tuple[int, int]:
        value = shift = 0
        while True:
            byte = self._arcs[offset]
            offset += 1
            value |= (byte & 0x7F) << shift
            if not byte & 0x80:
                return value, offset
            shift += 7

    def _node(self, offset: int) -> list[tuple[int, bool, int]]:
        """Arcs of the node at `offset` as (label, final, target)."""
        arcs: list[tuple[int, bool, int]] = []
        next_targets: list[int] = []
        while True:
            flag = self._arcs[offset]
            offset += 1
            if flag & LABEL_MASK:
                label = self._labels[flag & LABEL_MASK]
            else:
                label = self._arcs[offset]
                offset += 1
            target = -1
            if flag & TARGET_NEXT:
                next_targets.append(len(arcs))
            else:
                target, offset = self._vint(offset)
            arcs.append((label, bool(flag & FINAL_ARC), target))
            if flag & LAST_ARC:
                break
        for index in next_targets:
            arcs[index] = (arcs[index][0], arcs[index][1], offset)
        return arcs

    def words(self) -> Iterator[bytes]:
        """Every accepted byte string, in automaton order."""
        nodes: dict[int, list[tuple[int, bool, int]]] = {}
        root = self._node(0)[0][2]
        stack = [(root, b"")]
        while stack:
            node, prefix = stack.pop()
            if node not in nodes:
                nodes[node] = self._node(node)
            for label, final, target in nodes[node]:
                word = prefix + bytes((label,))
                if final:
                    yield word
                if target:
                    stack.append((target, word))


def read_forms(path: Path) -> Iterator[tuple[str, str, str]]:
    """(form, lemma, tag) triples of a dictionary with suffix encoding."""
    for word in Automaton(path.read_bytes()).words():
        form, encoded, tag = word.split(SEPARATOR, 2)
        cut = encoded[0] - ord("A")
        lemma = form[: len(form) - cut] + encoded[1:]
        yield form.decode(), lemma.decode(), tag.decode()

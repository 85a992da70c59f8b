"""A clause under construction."""

from __future__ import annotations

from dataclasses import dataclass, field

from lagebild.analyse.clauses.pieces import Start


@dataclass(slots=True)
class Draft:
    """A clause under construction. `kind` as in the model; `finite` is -1 while there is none."""

    kind: str
    function: str
    tokens: list[int] = field(default_factory=list)
    start: Start | None = None
    finite: int = -1
    parent: Draft | None = None
    partner: Draft | None = None  # the clause that this one is coordinated with
    shares_verb: bool = False
    pieces: int = 0
    inner: int = 0  # clauses and asides read since its last piece
    order: int = 0
    fronted: list[Draft] = field(default_factory=list)
    asides: set[int] = field(default_factory=set)  # tokens that take up or exclude something else: "sondern …", "darunter …"
    linker: int = -1  # the conjunction in front

    def add(self, tokens: list[int]) -> None:
        self.tokens.extend(tokens)
        self.pieces += 1
        self.inner = 0

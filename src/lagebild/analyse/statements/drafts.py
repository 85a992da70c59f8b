"""Statements before they are linked: runs of tokens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lagebild.model.layers import StatementType

Tokens = tuple[int, int]  # [begin, end) of a run of tokens


def nobody() -> None:
    """No subject."""


@dataclass(slots=True)
class Context:
    """What the sentences before have said: the last speaker and whether the sentence right before was reported speech."""

    speaker: Tokens | None = None
    addressee: Tokens | None = None
    is_open: bool = False
    is_closed: bool = True  # no cue stands in front of what was said last
    sentence: Tokens | None = None  # the sentence right before, in the same paragraph
    subject: Callable[[], Tokens | None] = nobody  # its subject, looked for when asked: hardly ever
    cue: list[Tokens] = field(default_factory=list)  # the cue of the quotation that it ends or begins with


@dataclass(slots=True)
class Draft:
    """A statement as runs of tokens. `source_kind`: how the speaker is named: "subject", "source" (laut …) or "context"."""

    type: StatementType
    quote: list[Tokens]
    rule: str
    confidence: float
    cue: list[Tokens] = field(default_factory=list)
    speaker: Tokens | None = None
    addressee: Tokens | None = None
    frame: list[Tokens] = field(default_factory=list)
    source_kind: str = "subject"
    may_follow: bool = False  # the speaker may be named after it: nothing before it opens reported speech
    via: Tokens | None = None  # who quotes the speaker ("Der Sender zitierte den Minister")
    linked: Tokens | None = None  # whom the speaker's words take up, where they name nobody ("demnach")

    @property
    def begin(self) -> int:
        return self.quote[0][0]

    @property
    def end(self) -> int:
        return self.quote[-1][1]

    def holds(self, token: int) -> bool:
        return any(b <= token < e for b, e in self.quote)


def runs(tokens: tuple[int, ...] | list[int]) -> list[Tokens]:
    """Token indexes as runs."""
    found: list[Tokens] = []
    for i in sorted(tokens):
        if found and found[-1][1] == i:
            found[-1] = (found[-1][0], i + 1)
        else:
            found.append((i, i + 1))
    return found

"""A mention before its characters are cut out: tokens, kind, rule and reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lagebild.analyse.mentions.view import Stretch
from lagebild.model.layers import Mention, MentionKind
from lagebild.model.quick import quick
from lagebild.model.span import span_of
from lagebild.model.tokens import Token, root_of


@quick
@dataclass(frozen=True, slots=True)
class Found:
    """Tokens [begin, end) with head token `head`; `score` is how sure it is that they name an actor or place."""

    begin: int
    end: int
    head: int
    kind: MentionKind
    rule: str
    score: float
    reason: str

    def to_mention(self, tokens: Sequence[Token], text: str, stretch: Stretch) -> Mention:
        """The mention with its characters of `text`, which is that of the Doc with these tokens."""
        first, last = tokens[self.begin], tokens[self.end - 1]
        span = span_of(text, first.idx, last.idx + len(last))
        head = self.head if self.kind == "description" else root_of(tokens[self.begin : self.end]).i
        return Mention(span, self.kind, stretch.sentence, head, self.rule, self.score, (self.reason,), stretch.zone)

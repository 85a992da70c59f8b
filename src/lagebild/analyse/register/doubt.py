"""How far a machine translation is believed: a factor for confidences, with the reason in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lagebild.analyse.register.words import load_register_words
from lagebild.lang.pack import LanguagePack
from lagebild.model.article import Flag
from lagebild.model.layers import Claim, Sentence, Statement, Tie

DIGITS = 3  # of a confidence


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a confidence is multiplied by, for the article and for the sentences with signs of their own."""

    factor: float
    sentence_factor: float
    reason: str
    signs: dict[int, str]  # sentence -> the sign in it

    def of_claim(self, claim: Claim) -> Claim:
        """The claim with less confidence; the reason stands last in `why`."""
        factor, reason = self._about(claim.sentence)
        return replace(claim, confidence=round(claim.confidence * factor, DIGITS), why=(*claim.why, reason))

    def of_statement(self, statement: Statement) -> Statement:
        """The statement with less confidence and the reason."""
        factor, reason = self._about(statement.sentence)
        return replace(statement, confidence=round(statement.confidence * factor, DIGITS), doubts=(*statement.doubts, reason))

    def of_tie(self, tie: Tie) -> Tie:
        """The tie with less confidence and the reason."""
        factor, reason = self._about(tie.sentence)
        return replace(tie, confidence=round(tie.confidence * factor, DIGITS), doubts=(*tie.doubts, reason))

    def _about(self, sentence: int) -> tuple[float, str]:
        sign = self.signs.get(sentence)
        if sign is None:
            return self.factor, self.reason
        return self.factor * self.sentence_factor, f"{self.reason}; here: {sign}"


def doubt_about(
    flags: Sequence[Flag], sentences: Sequence[Sentence], pack: LanguagePack, *, machine_translated: bool
) -> Doubt | None:
    """The doubt about an article's readings; None where it is not machine-translated: single slips are no reason."""
    if not machine_translated:
        return None
    words = load_register_words(pack)
    signs: dict[int, str] = {}
    for flag in flags:
        for sentence in sentences:
            if flag.span is not None and sentence.begin <= flag.span.begin < sentence.end:
                signs.setdefault(sentence.id, flag.why)
    reason = f"reads as machine-translated ({len(flags)} signs)"
    return Doubt(words.factor, words.sentence_factor, reason, signs)

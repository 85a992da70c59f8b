"""The German linguistic foundation: text to a spaCy Doc with tags, morphology, lemmas, dependencies and sentences.

>>> doc = load_foundation("de").analyse("Die Regierung sagte zu.")
>>> doc[2].lemma_
'zusagen'
"""

from __future__ import annotations

from lagebild.analyse.foundation.pipeline import Foundation, load_foundation

__all__ = ["Foundation", "load_foundation"]

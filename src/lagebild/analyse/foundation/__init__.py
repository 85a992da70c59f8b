"""The German linguistic foundation: text to a spaCy Doc with tags, morphology, lemmas, dependencies and sentences.

>>> doc = load_foundation("de").analyse("Die Regierung sagte zu.")
>>> doc[2].lemma_
'zusagen'

Of compounds, `token._.compound_head` and `token._.compound_modifiers` say what they are made of. In a pipeline of one's
own, `nlp.add_pipe("lagebild_de")` writes the same annotations onto a Doc of any tokeniser.
"""

from __future__ import annotations

from lagebild.analyse.foundation import component  # noqa: F401  (registers the spaCy factory and the extension attributes)
from lagebild.analyse.foundation.pipeline import Foundation, load_foundation

__all__ = ["Foundation", "load_foundation"]

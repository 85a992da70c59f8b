"""Signs that a text was translated by a machine: each with its place, used to lower confidence, never to drop anything."""

from __future__ import annotations

from lagebild.analyse.register.doubt import Doubt, doubt_about
from lagebild.analyse.register.find import find_translation_flags

__all__ = ["Doubt", "doubt_about", "find_translation_flags"]

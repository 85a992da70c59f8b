"""Readings to the picture: copies, stories, events across articles, the dating of undated articles, dissent, ties, promises."""

from lagebild.merge.memo import MergeMemo
from lagebild.merge.picture import JudgedPairs, merge_readings

__all__ = ["JudgedPairs", "MergeMemo", "merge_readings"]

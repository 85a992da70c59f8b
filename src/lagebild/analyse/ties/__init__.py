"""Ties: standing relations between actors that the text states or presupposes."""

from lagebild.analyse.ties.find import find_ties

__all__ = ["find_ties"]

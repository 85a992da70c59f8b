"""Figures: quantities with unit, what they measure, whose they are, when, and who gives them."""

from lagebild.analyse.figures.find import find_figures
from lagebild.analyse.figures.quantities import Quantity, find_quantities

__all__ = ["Quantity", "find_figures", "find_quantities"]

"""Claims as figures for reports: PNG, SVG and PDF, in the page's projection and signs, with a text alternative.

Only here is matplotlib loaded, and only when a figure is drawn.
"""

from __future__ import annotations

from geo.figures.selection import Asked, Per, Region, region_of, within
from geo.figures.sources import credits_of
from geo.figures.writing import file_of, write_figures

__all__ = ["Asked", "Per", "Region", "credits_of", "file_of", "region_of", "within", "write_figures"]

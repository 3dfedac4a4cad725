"""One brief of a period, in Markdown or HTML: what is claimed, on whose word, what is contested, what has no place.

The brief is composed once, of records, and written in either form; every word of an article is escaped for its form.
"""

from __future__ import annotations

from geo.reports.composing import compose
from geo.reports.records import Became, Brief, Differing, Happening, Picture, Revised, Since
from geo.reports.writing import figure_of, file_of, write_report

__all__ = [
    "Became",
    "Brief",
    "Differing",
    "Happening",
    "Picture",
    "Revised",
    "Since",
    "compose",
    "figure_of",
    "file_of",
    "write_report",
]

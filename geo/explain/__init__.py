"""One article, annotated: its claims with the reasons for each, and why other sentences gave none."""

from __future__ import annotations

from geo.explain.explaining import explain
from geo.explain.page import document, write_page
from geo.explain.records import Explanation

__all__ = ["Explanation", "document", "explain", "write_page"]

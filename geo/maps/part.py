"""What makes a page one of the parts that all claims together are drawn in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

INDEX = "../map.html"
"""Where the index of all parts stands, seen from a part."""

_WAY_BACK = '<a id="up" href="{}">All parts</a>'


@dataclass(frozen=True, slots=True)
class Part:
    """Which part a page is, in words, and how many claims in other parts tell of each of its events, by event_id."""

    title: str
    elsewhere: Mapping[str, int]


def way_back(part: Part | None) -> str:
    """Return the markup that leads from a part to all of them."""
    return "" if part is None else _WAY_BACK.format(escape(INDEX))

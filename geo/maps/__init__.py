"""Claims as an interactive map: one HTML file, no server, no network. The only importer of folium."""

from __future__ import annotations

from geo.maps.basemap import Basemap, around, over
from geo.maps.claim_map import ClaimMap
from geo.maps.columns import FRESH, Fresh
from geo.maps.days_index import Whole, days_of
from geo.maps.part import Part
from geo.maps.parts_index import Entry
from geo.maps.writing import write_days, write_days_index, write_map, write_parts_index, write_some_days

__all__ = [
    "FRESH",
    "Basemap",
    "ClaimMap",
    "Entry",
    "Fresh",
    "Part",
    "Whole",
    "around",
    "days_of",
    "over",
    "write_days",
    "write_days_index",
    "write_map",
    "write_parts_index",
    "write_some_days",
]

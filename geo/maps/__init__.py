"""Claims as an interactive map: one HTML file, no server, no network. The only importer of folium."""

from __future__ import annotations

from geo.maps.basemap import around
from geo.maps.claim_map import ClaimMap, write_days, write_map
from geo.maps.columns import FRESH, Fresh

__all__ = ["FRESH", "ClaimMap", "Fresh", "around", "write_days", "write_map"]

"""Claims as an interactive map: one HTML file, no server, no network. The only importer of folium."""

from __future__ import annotations

from geo.maps.claim_map import ClaimMap, write_days, write_map

__all__ = ["ClaimMap", "write_days", "write_map"]

"""What claims are written as, beside the maps: files that appear whole or not at all."""

from __future__ import annotations

from geo.exports.articles import write_articles
from geo.exports.sinks import write_claims
from geo.exports.tables import in_order, write_both, write_csv, write_geojson

__all__ = ["in_order", "write_articles", "write_both", "write_claims", "write_csv", "write_geojson"]

"""Claims as files for other programs: written whole, or brought up to date where few claims changed."""

from __future__ import annotations

from geo.exports.articles import write_articles
from geo.exports.events import ToldEvent, write_events
from geo.exports.sinks import write_claims
from geo.exports.splicing import spliced
from geo.exports.tables import Order, in_order, order_of, write_both, write_csv, write_geojson

__all__ = [
    "Order",
    "ToldEvent",
    "in_order",
    "order_of",
    "spliced",
    "write_articles",
    "write_both",
    "write_claims",
    "write_csv",
    "write_events",
    "write_geojson",
]

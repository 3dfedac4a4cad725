"""The network, for articles: what is asked for, of whom, how politely, and what of it is kept.

Only this package and geo.geocoders.transport open connections (an import contract and a ruff ban keep it so).
"""

from __future__ import annotations

from geo.fetching.archive import Archive
from geo.fetching.fetcher import Fetcher
from geo.fetching.records import Fetched, Kind, Refused
from geo.fetching.sniffing import kind_of

__all__ = ["Archive", "Fetched", "Fetcher", "Kind", "Refused", "kind_of"]

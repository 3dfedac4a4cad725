"""claimmap: what news articles about armed conflict claim, on a map.

Six names are enough for a notebook; each is loaded when first used, so `import geo` costs nothing:

    articles = geo.read("articles/")            # files, folders, "-" → Article or SetAside
    claims = geo.extract(articles)              # → tuple of Claim
    frame = geo.to_geodataframe(claims)         # → GeoDataFrame in EPSG:4326, one row a claim
    geo.map(frame)                              # → an interactive map, shown in the notebook
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.version import __version__

if TYPE_CHECKING:
    from geo import maps
    from geo.articles import read
    from geo.layers import to_geodataframe
    from geo.model import Article, Claim
    from geo.pipeline import extract_claims as extract

    map = maps.ClaimMap  # noqa: A001 - read as geo.map, which shadows nothing

__all__ = ["Article", "Claim", "__version__", "extract", "map", "read", "to_geodataframe"]

_HOMES = {
    "Article": ("geo.model", "Article"),
    "Claim": ("geo.model", "Claim"),
    "extract": ("geo.pipeline", "extract_claims"),
    "map": ("geo.maps", "ClaimMap"),
    "read": ("geo.articles", "read"),
    "to_geodataframe": ("geo.layers", "to_geodataframe"),
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module  # noqa: PLC0415 - only needed when a name is first used

    module, attribute = _HOMES[name]
    value = getattr(import_module(module), attribute)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

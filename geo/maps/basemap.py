"""The ground under the claims: land and borders of geo/data/basemap, cut and thinned to what the page needs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry import box

from geo.gazetteer.outlines import Bounds, read_outlines
from geo.ground import FOLDER, detail, disputed, dissolved, labels
from geo.maps.steps import Rings, border_steps, polygon_steps
from geo.maps.typed import packed_json
from geo.settings import Borders

if TYPE_CHECKING:
    import geopandas

_LEAST_SPAN = 3.0  # degrees: a single town is shown with its surroundings
_MARGIN = 0.05  # of the span, on each side of what is shown first
_MARGIN_OF_DETAIL = 0.6
# How much of the other span each reaches at least, from the middle: screens are wide, and telephones tall.
_WIDE, _TALL = 1.7, 0.65
_WORLD: Bounds = (-180.0, -90.0, 180.0, 90.0)


@dataclass(frozen=True, slots=True)
class Basemap:
    """What the page's ground is drawn from, packed once for a map and all its days."""

    block: str


def around(frame: geopandas.GeoDataFrame, borders: Borders = Borders.UN) -> Basemap:
    """Return the ground for the claims of a frame: fine around them, coarse over the rest of the world."""
    points = frame[["longitude", "latitude"]].to_numpy(float)
    points = points[~np.isnan(points).any(axis=1)]
    if not len(points):
        return over(None, borders)
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    return over((float(west), float(south), float(east), float(north)), borders)


def over(bounds: Bounds | None, borders: Borders = Borders.UN) -> Basemap:
    """Return the ground for claims within these bounds in degrees, None where no claim has a place."""
    return _packed(bounds, borders, FOLDER)


@lru_cache(maxsize=1)  # a map and its days are of one frame
def _packed(bounds: Bounds | None, borders: Borders, folder: Path) -> Basemap:
    return Basemap(packed_json(content(bounds, borders, folder)))


def content(bounds: Bounds | None, borders: Borders = Borders.UN, folder: Path = FOLDER) -> dict[str, Any]:
    """Return the ground for claims within `bounds` (degrees), None where no claim has a place.

    `land` is countries in the United Nations' view, `disputedLines` the borders that only Natural Earth's view of who
    holds what has; `borders` decides whose countries are named.
    """
    world = read_outlines(folder / "world")
    coarse = dissolved(world, world.countries)
    if bounds is None:
        land = Rings.of(coarse.shapes)
        return {
            "countries": [], "regionLines": [], "regions": [], "frame": None, "view": None,
            "land": polygon_steps(land),
            "disputedLines": border_steps(Rings.of(disputed(world)), land, _WORLD),
        }  # fmt: skip
    cut = _widened(bounds, _MARGIN_OF_DETAIL, _WIDE, _TALL)
    parts, regions = detail(cut, folder)
    countries = dissolved(parts, parts.countries)
    named = countries if borders is Borders.UN else dissolved(parts, parts.holders)
    inside, outside = Rings.of(countries.shapes), Rings.of(_outside(coarse.shapes, cut))
    return {
        "countries": labels(named),
        "regionLines": [] if regions is None else border_steps(Rings.of(regions.shapes), Rings.of(parts.shapes), cut),
        "regions": [] if regions is None else labels(regions),
        "frame": cut,
        "view": _widened(bounds, _MARGIN, 0, 0),
        "land": polygon_steps(inside) + polygon_steps(outside),
        "disputedLines": border_steps(Rings.of(disputed(parts)), inside, cut)
        + border_steps(Rings.of(_outside(disputed(world), cut)), outside, cut),
    }


def _widened(bounds: Bounds, margin: float, least_wide: float, least_tall: float) -> Bounds:
    west, south, east, north = bounds
    wide = max(east - west, _LEAST_SPAN)
    tall = max(north - south, _LEAST_SPAN * 0.6)
    x, y = (west + east) / 2, (south + north) / 2
    reach_x = max(wide * (0.5 + margin), tall * least_wide)
    reach_y = max(tall * (0.5 + margin), wide * least_tall)
    return (
        round(max(x - reach_x, -180), 3),
        round(max(y - reach_y, -85), 3),
        round(min(x + reach_x, 180), 3),
        round(min(y + reach_y, 85), 3),
    )


def _outside(world: Any, cut: Bounds) -> Any:  # noqa: ANN401 - arrays of geometries
    parts = shapely.get_parts(world)
    hole = box(*cut)
    touched = shapely.intersects(hole, parts)
    return np.concatenate([parts[~touched], shapely.difference(shapely.make_valid(parts[touched]), hole)])

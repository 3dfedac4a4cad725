"""The ground under the claims: land and borders of geo/data/basemap, cut and thinned to what the page needs."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import shapely
from shapely.geometry import box

from geo.gazetteer.outlines import Bounds, Outlines, read_outlines
from geo.maps.steps import border_steps, polygon_steps
from geo.maps.typed import packed_json
from geo.settings import Borders

if TYPE_CHECKING:
    import geopandas

FOLDER = Path(__file__).parent.parent / "data" / "basemap"

_STEPS_ACROSS = 2_500  # how fine the detailed area is drawn: its width over this
_COORDINATES = 60_000  # of the detailed area: what keeps the page's ground to a few hundred KB
_LEAST_SPAN = 3.0  # degrees: a single town is shown with its surroundings
_MARGIN = 0.05  # of the span, on each side of what is shown first
_MARGIN_OF_DETAIL = 0.6
# How much of the other span each reaches at least, from the middle: screens are wide, and telephones tall.
_WIDE, _TALL = 1.7, 0.65
_REGIONS_UP_TO = 60.0  # degrees: over a wider area borders of regions are only noise
_WORLD: Bounds = (-180.0, -90.0, 180.0, 90.0)
_POLYGON = 3  # GEOS' number for the type


@dataclass(frozen=True, slots=True)
class Basemap:
    """What the page's ground is drawn from, packed once for a map and all its days."""

    block: str


def around(frame: geopandas.GeoDataFrame, borders: Borders = Borders.UN) -> Basemap:
    """Return the ground for the claims of a frame: fine around them, coarse over the rest of the world."""
    points = frame[["longitude", "latitude"]].to_numpy(float)
    points = points[~np.isnan(points).any(axis=1)]
    if not len(points):
        return _packed(None, borders, FOLDER)
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    return _packed((float(west), float(south), float(east), float(north)), borders, FOLDER)


@lru_cache(maxsize=1)  # a map and its days are of one frame
def _packed(bounds: Bounds | None, borders: Borders, folder: Path) -> Basemap:
    return Basemap(packed_json(content(bounds, borders, folder)))


def content(bounds: Bounds | None, borders: Borders = Borders.UN, folder: Path = FOLDER) -> dict[str, Any]:
    """Return the ground for claims within `bounds` (degrees), None where no claim has a place.

    `land` is countries in the United Nations' view, `disputedLines` the borders that only Natural Earth's view of who
    holds what has; `borders` decides whose countries are named.
    """
    world = read_outlines(folder / "world")
    coarse = _dissolved(world, world.countries)
    if bounds is None:
        return {
            "countries": [], "regionLines": [], "regions": [], "frame": None, "view": None,
            "land": polygon_steps(coarse.shapes),
            "disputedLines": border_steps(_disputed(world), coarse.shapes, _WORLD),
        }  # fmt: skip
    cut = _widened(bounds, _MARGIN_OF_DETAIL, _WIDE, _TALL)
    parts, regions = _detail(cut, folder)
    countries = _dissolved(parts, parts.countries)
    named = countries if borders is Borders.UN else _dissolved(parts, parts.holders)
    outside = _outside(coarse.shapes, cut)
    return {
        "countries": _labels(named),
        "regionLines": [] if regions is None else border_steps(regions.shapes, parts.shapes, cut),
        "regions": [] if regions is None else _labels(regions),
        "frame": cut,
        "view": _widened(bounds, _MARGIN, 0, 0),
        "land": polygon_steps(countries.shapes) + polygon_steps(outside),
        "disputedLines": border_steps(_disputed(parts), countries.shapes, cut)
        + border_steps(_outside(_disputed(world), cut), outside, cut),
    }


def _disputed(parts: Outlines) -> Any:  # noqa: ANN401 - an array of geometries
    """Return the parts that another holds: every border that only one view has is one of theirs."""
    return parts.shapes[[one != other for one, other in zip(parts.countries, parts.holders, strict=True)]]


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


def _detail(cut: Bounds, folder: Path) -> tuple[Outlines, Outlines | None]:
    """Return the parts of countries within the cut, and the regions that they are made up of where these are drawn."""
    known = read_outlines(folder / "countries", cut)
    if cut[2] - cut[0] > _REGIONS_UP_TO:
        return _cut_out(known, cut), None
    regions = _cut_out(read_outlines(folder / "regions", cut), cut)
    names = dict(zip(zip(known.countries, known.holders, strict=True), known.names, strict=True))
    pairs = list(zip(regions.countries, regions.holders, strict=True))
    members = _members(pairs)
    return Outlines(
        tuple(names.get(pair, "") for pair in members),
        tuple(country for country, _ in members),
        tuple(holder for _, holder in members),
        _united(regions.shapes, members.values()),
    ), regions


def _cut_out(layer: Outlines, cut: Bounds) -> Outlines:
    """Return what of a layer lies within the cut, thinned together so that neighbours keep one border."""
    parts, owner = shapely.get_parts(shapely.clip_by_rect(layer.shapes, *cut), return_index=True)
    areal = (shapely.get_type_id(parts) == _POLYGON) & ~shapely.is_empty(parts)  # not where it only touches the cut
    kept, number = np.unique(owner[areal], return_inverse=True)
    shapes = shapely.multipolygons(parts[areal], indices=number)
    tolerance = (cut[2] - cut[0]) / _STEPS_ACROSS
    thin = shapely.coverage_simplify(shapes, tolerance)
    while shapely.get_num_coordinates(thin).sum() > _COORDINATES:
        tolerance *= 1.6
        thin = shapely.coverage_simplify(shapes, tolerance)
    names, countries, holders = (
        tuple(column[each] for each in kept) for column in (layer.names, layer.countries, layer.holders)
    )
    return Outlines(names, countries, holders, np.atleast_1d(thin))


def _dissolved(parts: Outlines, whose: Sequence[str]) -> Outlines:
    """Return what the parts that are one's make up: all share their borders to the last coordinate."""
    members = _members(whose)
    names = {code: parts.names[numbers[0]] for code, numbers in members.items()}
    for name, country, holder in zip(parts.names, parts.countries, parts.holders, strict=True):
        if country == holder in names:
            names[country] = name
    codes = tuple(members)
    return Outlines(tuple(names.values()), codes, codes, _united(parts.shapes, members.values()))


_Key = TypeVar("_Key", bound=Hashable)


def _members(keys: Iterable[_Key]) -> dict[_Key, list[int]]:
    members: dict[_Key, list[int]] = {}
    for number, key in enumerate(keys):
        members.setdefault(key, []).append(number)
    return members


def _united(shapes: Any, members: Iterable[list[int]]) -> Any:  # noqa: ANN401 - arrays of geometries
    # Clipping and thinning may leave a shape that crosses itself, which no union takes.
    united = [
        shapes[numbers[0]] if len(numbers) == 1 else shapely.union_all(shapely.make_valid(shapes[numbers]))
        for numbers in members
    ]
    return np.array(united, dtype=object)


def _outside(world: Any, cut: Bounds) -> Any:  # noqa: ANN401 - arrays of geometries
    parts = shapely.get_parts(world)
    hole = box(*cut)
    touched = shapely.intersects(hole, parts)
    return np.concatenate([parts[~touched], shapely.difference(shapely.make_valid(parts[touched]), hole)])


def _labels(layer: Outlines) -> list[list[Any]]:
    """Return [name, longitude, latitude, degrees wide] of the largest part of each shape, the largest shapes first."""
    parts, owner = shapely.get_parts(layer.shapes, return_index=True)
    area = shapely.area(parts)
    order = np.lexsort((-area, owner))
    largest = order[np.unique(owner[order], return_index=True)[1]]
    at = shapely.get_coordinates(shapely.point_on_surface(parts[largest])).round(3).tolist()
    west, _, east, _ = shapely.bounds(parts[largest]).T
    names = [layer.names[number] for number in owner[largest]]
    rows = zip((-area[largest]).tolist(), names, at, (east - west).round(2).tolist(), strict=True)
    return [[name, *where, wide] for _, name, where, wide in sorted(rows) if name]

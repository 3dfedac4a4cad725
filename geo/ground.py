"""The ground that claims stand on: land, regions and borders of geo/data/basemap, cut and thinned to what is shown."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import shapely

from geo.gazetteer.outlines import Bounds, Outlines, read_outlines

FOLDER = Path(__file__).parent / "data" / "basemap"

_STEPS_ACROSS = 2_500  # how fine the detailed area is drawn: its width over this
_COORDINATES = 60_000  # of the detailed area: what keeps the page's ground to a few hundred KB
_REGIONS_UP_TO = 60.0  # degrees: over a wider area borders of regions are only noise
_POLYGON = 3  # GEOS' number for the type


def detail(cut: Bounds, folder: Path) -> tuple[Outlines, Outlines | None]:
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


def dissolved(parts: Outlines, whose: Sequence[str]) -> Outlines:
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


def disputed(parts: Outlines) -> Any:  # noqa: ANN401 - an array of geometries
    """Return the parts that another holds: every border that only one view has is one of theirs."""
    return parts.shapes[[one != other for one, other in zip(parts.countries, parts.holders, strict=True)]]


def labels(layer: Outlines) -> list[list[Any]]:
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

"""Where the compiled areas lie: representative points, radii that hold them, and which towns lie in which region."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import shapely

from geo.gazetteer.entries import Entry, without_kind_words
from geo.gazetteer.names import fold
from geo.gazetteer.sources import Unit
from geo.sphere import EARTH_KM

# Longest edge, in degrees, that is measured by its ends alone.
_EDGE_DEGREES = 0.25
_HALF_TURN = 180.0
# A part with this share of the area is the mainland, and holds the point; an archipelago has none.
_MAINLAND_SHARE = 0.7
# Share of an admin-1 code's towns that must lie in one unit for the code to mean that unit.
_SHARE_OF_TOWNS = 0.8
# How far, in degrees, a town may lie outside every polygon and still belong to the nearest: coasts are generalised.
_COAST_DEGREES = 0.1
# People of a town that a region may be named after.
_SEAT = 15_000


@dataclass(frozen=True, slots=True)
class Circle:
    """A point in WGS 84 decimal degrees and the radius in km around it that holds the whole area."""

    latitude: float
    longitude: float
    radius_km: float


def enclosing_circle(geometries: Sequence[shapely.Geometry], label: tuple[float, float] | None = None) -> Circle:
    """Return a point of an area and the radius from it that holds all its polygons.

    The point is `label` (latitude, longitude) if it lies within, else the point of the polygons nearest to their
    centroid; parts across the date line do not pull it there.
    """
    parts = shapely.get_parts(list(geometries))
    point = _named_point(parts, label) or _middle(parts)
    latitude, longitude = round(point.y, 5), round(point.x, 5)
    corners = np.radians(shapely.get_coordinates(shapely.segmentize(parts, _EDGE_DEGREES)))
    one, across = math.radians(latitude), corners[:, 0] - math.radians(longitude)
    haversine = np.sin((corners[:, 1] - one) / 2) ** 2 + math.cos(one) * np.cos(corners[:, 1]) * np.sin(across / 2) ** 2
    farthest = 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, float(haversine.max()))))
    return Circle(latitude, longitude, math.ceil(farthest * 10.05) / 10)


def _named_point(parts: npt.NDArray[np.object_], label: tuple[float, float] | None) -> shapely.Point | None:
    if label is None:
        return None
    point = shapely.Point(label[1], label[0])
    return point if bool(shapely.contains(parts, point).any()) else None


def _middle(parts: npt.NDArray[np.object_]) -> shapely.Point:
    bounds = shapely.bounds(parts)
    size: npt.NDArray[np.float64] = shapely.area(parts) * np.cos(np.radians(bounds[:, [1, 3]].mean(1)))
    largest = parts[int(np.argmax(size))]
    if size.max() >= _MAINLAND_SHARE * size.sum():
        inner: shapely.Point = largest.centroid if largest.contains(largest.centroid) else largest.point_on_surface()
        return inner
    near = parts[np.abs(bounds[:, [0, 2]].mean(1) - largest.centroid.x) < _HALF_TURN]
    whole = shapely.multipolygons(near)
    centroid: shapely.Point = whole.centroid
    if whole.contains(centroid):
        return centroid
    nearest: shapely.Point = shapely.get_point(shapely.shortest_line(whole, centroid), 0)
    return nearest


def units_of_towns(towns: Sequence[Entry], units: Sequence[Unit]) -> tuple[list[int], dict[str, int]]:
    """Return for each town the index of its unit (-1 if none), and which unit each GeoNames admin-1 code means.

    GeoNames' codes and Natural Earth's units are of different years, so the towns themselves tell: a code whose towns
    nearly all lie in one unit means that unit; the towns of other codes belong to the unit whose polygon holds them.
    """
    held = _unit_by_polygon(towns, units)
    by_code: dict[str, Counter[int]] = {}
    for town, unit in zip(towns, held, strict=True):
        if town.admin1 and unit >= 0:
            by_code.setdefault(town.admin1, Counter())[unit] += 1
    meant: dict[str, int] = {}
    for code, counts in sorted(by_code.items()):
        unit, most = min(counts.items(), key=lambda item: (-item[1], item[0]))
        if most >= _SHARE_OF_TOWNS * counts.total():
            meant[code] = unit
    return [meant.get(town.admin1, unit) for town, unit in zip(towns, held, strict=True)], meant


def with_regions(towns: Sequence[Entry], units: Sequence[Unit], unit_of: Sequence[int]) -> list[Entry]:
    """Return the towns with their region's ISO 3166-2 code filled in."""
    return [
        replace(town, region=units[unit].code) if unit >= 0 else town for town, unit in zip(towns, unit_of, strict=True)
    ]


def with_names_of_regions(towns: Sequence[Entry], units: Sequence[Unit], unit_of: Sequence[int]) -> list[Entry]:
    """Return the towns, each region's seat with the names that only its region has: the city of Hodeidah.

    A seat is the largest town of its region that shares a main name with it.
    """
    mains = [{fold(name) for name, is_main in unit.names if is_main} for unit in units]
    shorter = [names | {fold(short) for name in names for short in without_kind_words(name)} for names in mains]
    seats: dict[int, int] = {}
    for number, (town, unit) in enumerate(zip(towns, unit_of, strict=True)):
        if unit < 0 or town.population < _SEAT:
            continue
        own = {fold(name) for name, is_main in town.names if is_main}
        largest = unit not in seats or town.population > towns[seats[unit]].population
        if largest and not own.isdisjoint(shorter[unit]):
            seats[unit] = number
    named = list(towns)
    for unit, number in seats.items():
        own = {fold(name) for name, _ in towns[number].names}
        further = {
            short
            for name, _ in units[unit].names
            for short in (without_kind_words(name) or {name})
            if fold(short) not in own
        }
        named[number] = replace(
            towns[number], names=(*towns[number].names, *((name, False) for name in sorted(further)))
        )
    return named


def _unit_by_polygon(towns: Sequence[Entry], units: Sequence[Unit]) -> list[int]:
    """Return the unit of the same country whose polygon holds each town, or is nearest to it off a coast, else -1."""
    points = shapely.points([(town.longitude, town.latitude) for town in towns])
    polygons = [unit.geometry for unit in units]
    held = [-1] * len(towns)
    pairs = shapely.STRtree(points).query(polygons, predicate="intersects").T.tolist()
    for unit, town in sorted(pairs, reverse=True):
        if units[unit].country == towns[town].country:
            held[town] = unit
    outside = [town for town, unit in enumerate(held) if unit < 0]
    tree = shapely.STRtree(polygons)
    near = tree.query(points[outside], predicate="dwithin", distance=_COAST_DEGREES).T.tolist()
    closest: dict[int, tuple[float, int]] = {}
    for row, unit in near:
        town = outside[row]
        if units[unit].country == towns[town].country:
            found = (float(shapely.distance(points[town], polygons[unit])), unit)
            closest[town] = min(found, closest.get(town, found))
    for town, (_, unit) in closest.items():
        held[town] = unit
    return held

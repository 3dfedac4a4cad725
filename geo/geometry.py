"""Distances and directions on the sphere, and parts of areas. Degrees in and out, kilometres between."""

from __future__ import annotations

import math
from functools import cache

from geo.gazetteer.shapes import Shapes
from geo.model import PlaceKind

_EARTH_KM = 6371.0088


def distance_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Return the great-circle distance of two points.

    >>> round(distance_km(50.45, 30.52, 47.1, 37.55))
    631
    """
    one, other = math.radians(latitude), math.radians(other_latitude)
    lift = math.sin((other - one) / 2) ** 2
    turn = math.sin(math.radians(other_longitude - longitude) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(lift + math.cos(one) * math.cos(other) * turn)))


def destination(latitude: float, longitude: float, bearing: float, distance: float) -> tuple[float, float]:
    """Return the point `distance` km away in the direction `bearing` (degrees from north)."""
    angle, turn = distance / _EARTH_KM, math.radians(bearing)
    start = math.radians(latitude)
    end = math.asin(math.sin(start) * math.cos(angle) + math.cos(start) * math.sin(angle) * math.cos(turn))
    east = math.atan2(
        math.sin(turn) * math.sin(angle) * math.cos(start), math.cos(angle) - math.sin(start) * math.sin(end)
    )
    return round(math.degrees(end), 5), round((longitude + math.degrees(east) + 540) % 360 - 180, 5)


def midpoint(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> tuple[float, float]:
    """Return the point half-way; meant for places of one country, not across the date line."""
    return round((latitude + other_latitude) / 2, 5), round((longitude + other_longitude) / 2, 5)


# The half or third of an area's box that a part's name covers: (west, south, east, north) as shares of it.
_BOXES = {
    "northern": (0.0, 0.5, 1.0, 1.0),
    "southern": (0.0, 0.0, 1.0, 0.5),
    "eastern": (0.5, 0.0, 1.0, 1.0),
    "western": (0.0, 0.0, 0.5, 1.0),
    "central": (0.25, 0.25, 0.75, 0.75),
    "northeastern": (0.5, 0.5, 1.0, 1.0),
    "northwestern": (0.0, 0.5, 0.5, 1.0),
    "southeastern": (0.5, 0.0, 1.0, 0.5),
    "southwestern": (0.0, 0.0, 0.5, 0.5),
}


@cache
def _shapes() -> Shapes:
    return Shapes.open()


@cache
def part_of(kind: PlaceKind, code: str, part: str) -> tuple[float, float, float] | None:
    """Return a point (latitude, longitude) in the named part of an area and the radius in km that holds the part.

    None where the area has no polygon or the part no meaning.
    """
    from shapely import box  # noqa: PLC0415 - most articles need no polygon

    name = part.replace("-", "").replace(" ", "")
    name = name if name.endswith("ern") or name == "central" else f"{name}ern"
    share = _BOXES.get(name)
    area = _shapes().country(code) if kind is PlaceKind.COUNTRY else _shapes().region(code)
    if share is None or area is None:
        return None
    west, south, east, north = area.bounds
    width, height = east - west, north - south
    cut = area.intersection(
        box(west + share[0] * width, south + share[1] * height, west + share[2] * width, south + share[3] * height)
    )
    if cut.is_empty:
        return None
    point = cut.representative_point()
    left, low, right, high = cut.bounds
    radius = max(distance_km(point.y, point.x, y, x) for y in (low, high) for x in (left, right))
    return round(point.y, 5), round(point.x, 5), round(radius, 1)

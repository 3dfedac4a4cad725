"""Named parts of areas ("northern Idlib"). Degrees in and out, kilometres between."""

from __future__ import annotations

from functools import cache

from geo.gazetteer.shapes import Shapes
from geo.model import PlaceKind
from geo.sphere import distance_km

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

"""Named parts of areas ("northern Idlib"), their borders and coasts. Degrees in and out, kilometres between."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from geo.gazetteer.shapes import Shapes
from geo.model import PlaceKind
from geo.sphere import EARTH_KM, distance_km

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry

_TURN = 360.0
_OVERSEAS_DEGREES = 6.0  # the two halves of Malaysia lie nearer to each other, Alaska and the Canaries farther off

_APART_DEGREES = 0.03  # how far the polygons of two neighbours, each simplified for itself, may lie apart
_STEP_DEGREES = 0.1  # between the points that a line is measured by
_MOST_PAIRS = 4_000_000  # of points of a line, that are measured to find its middle: a fractal coast has many
_MEETING_DEGREES = 0.3  # how far from a third area the border of two may end and still meet it

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


Area: TypeAlias = tuple[PlaceKind, str]
"""A country by its ISO 3166-1 code, or a region by its ISO 3166-2 code."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A line's middle (the point of it that is least far from all others), the radius that holds it, and its length."""

    latitude: float
    longitude: float
    radius_km: float
    length_km: float


@cache
def _shapes() -> Shapes:
    return Shapes.open()


@cache
def part_of(kind: PlaceKind, code: str, part: str) -> tuple[float, float, float] | None:
    """Return a point (latitude, longitude) in the named part of an area and the radius in km that holds the part.

    None where the area has no polygon or the part no meaning.
    """
    from shapely import box, get_coordinates  # noqa: PLC0415 - most articles need no polygon

    name = part.replace("-", "").replace(" ", "")
    name = name if name.endswith("ern") or name == "central" else f"{name}ern"
    share = _BOXES.get(name)
    area = _shapes().country(code) if kind is PlaceKind.COUNTRY else _shapes().region(code)
    if share is None or area is None:
        return None
    home = _home(area)
    west, south, east, north = home.bounds
    width, height = east - west, north - south
    cut = home.intersection(
        box(west + share[0] * width, south + share[1] * height, west + share[2] * width, south + share[3] * height)
    )
    if cut.is_empty:
        return None
    point = cut.representative_point()
    # No point lies farther off than the convex hull; its edges, which are no great circles, are cut into short ones.
    rim = get_coordinates(cut.convex_hull.segmentize(1.0)).tolist()
    radius = max(distance_km(point.y, point.x, latitude, longitude) for longitude, latitude in rim)
    return round(point.y, 5), round((point.x + 540) % _TURN - 180, 5), math.ceil(radius * 10) / 10


def _home(area: BaseGeometry) -> BaseGeometry:
    """Return an area without what lies far overseas, for Alaska is not meant by "the northern United States".

    Longitudes go on beyond 180 degrees where it crosses the date line.
    """
    from shapely import MultiPolygon, STRtree, get_parts  # noqa: PLC0415 - most articles need no polygon
    from shapely.affinity import translate  # noqa: PLC0415

    parts = sorted(get_parts(area).tolist(), key=lambda part: (-part.area, part.bounds))
    centre = parts[0].centroid.x
    if area.bounds[2] - area.bounds[0] > _TURN / 2:
        parts = [translate(part, _TURN * round((centre - part.centroid.x) / _TURN)) for part in parts]
    tree, reached, found = STRtree(parts), {0}, [0]
    while found:
        near = tree.query([parts[number] for number in found], predicate="dwithin", distance=_OVERSEAS_DEGREES)
        found = sorted(set(near[1].tolist()) - reached)
        reached.update(found)
    return MultiPolygon([parts[number] for number in sorted(reached)])


@cache
def border(one: Area, other: Area, within: Area | None = None) -> Stretch | None:
    """Return the border of two areas, or the stretch of it that a third one holds; None if they do not touch there."""
    first, second = sorted((one, other))
    return _stretch(_shared(first, second, within))


@cache
def meeting_point(areas: tuple[Area, Area, Area]) -> tuple[float, float] | None:
    """Return where three areas meet (latitude, longitude), None if they do not."""
    from shapely import shortest_line  # noqa: PLC0415 - most articles need no polygon

    shared, third = _shared(areas[0], areas[1], None), _polygon(areas[2])
    if shared is None or third is None or shared.is_empty or shared.distance(third) > _MEETING_DEGREES:
        return None
    longitude, latitude = shortest_line(shared, third).coords[0]
    return round(latitude, 5), round(longitude, 5)


@cache
def coast(area: Area) -> Stretch | None:
    """Return the coast of an area, without its lands overseas; None if it has none."""
    return _stretch(_shore(area))


@cache
def is_by_the_sea(country: str, latitude: float, longitude: float, radius_km: float) -> bool:
    """Tell whether a country's coast is so near to a point."""
    from shapely import Point  # noqa: PLC0415 - most articles need no polygon

    shore = _shore((PlaceKind.COUNTRY, country))
    if shore is None or shore.is_empty:
        return False
    degrees = math.degrees(radius_km / EARTH_KM) / max(0.1, math.cos(math.radians(latitude)))
    return bool(shore.dwithin(Point(longitude, latitude), degrees))


def _polygon(area: Area) -> BaseGeometry | None:
    kind, code = area
    return _shapes().country(code) if kind is PlaceKind.COUNTRY else _shapes().region(code)


@cache
def _shared(one: Area, other: Area, within: Area | None) -> BaseGeometry | None:
    first, second = _polygon(one), _polygon(other)
    if first is None or second is None or not first.dwithin(second, _APART_DEGREES):
        return None
    line = first.boundary.intersection(second.buffer(_APART_DEGREES))
    if within is None:
        return line
    third = _polygon(within)
    return None if third is None else line.intersection(third.buffer(_APART_DEGREES))


@cache
def _shore(area: Area) -> BaseGeometry | None:
    """Return what of an area's boundary is no other country's: of a region, what of it is its country's shore."""
    from shapely import union_all  # noqa: PLC0415 - most articles need no polygon

    kind, code = area
    polygon = _polygon(area)
    if polygon is None:
        return None
    if kind is not PlaceKind.COUNTRY:
        shore = _shore((PlaceKind.COUNTRY, code[:2]))
        return None if shore is None else shore.intersection(polygon.buffer(_APART_DEGREES))
    home = _home(polygon)
    neighbours = [other.buffer(_APART_DEGREES) for other in _shapes().countries_by(code, _APART_DEGREES)]
    return home.boundary.difference(union_all(neighbours))


def _stretch(line: BaseGeometry | None) -> Stretch | None:
    import numpy as np  # noqa: PLC0415 - with shapely only
    from shapely import get_coordinates, get_parts, length  # noqa: PLC0415 - most articles need no polygon

    lines = [] if line is None else [part for part in get_parts(line).tolist() if length(part)]
    if not lines:
        return None
    points = np.concatenate([get_coordinates(part.segmentize(_STEP_DEGREES)) for part in lines])
    tried = points[:: 1 + len(points) ** 2 // _MOST_PAIRS]
    reach = _distances(tried[:, None], points[None]).max(1)
    middle = int(reach.argmin())
    long = sum(float(_distances(part[:-1], part[1:]).sum()) for part in map(get_coordinates, lines))
    longitude, latitude = tried[middle].tolist()
    longitude = (longitude + 540) % _TURN - 180
    return Stretch(round(latitude, 5), round(longitude, 5), math.ceil(float(reach[middle]) * 10) / 10, long)


def _distances(one: npt.NDArray[np.float64], other: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the great-circle distances in km between points (longitude, latitude) in degrees."""
    import numpy as np  # noqa: PLC0415 - with shapely only

    one, other = np.radians(one), np.radians(other)
    lift = np.sin((other[..., 1] - one[..., 1]) / 2) ** 2
    turn = np.sin((other[..., 0] - one[..., 0]) / 2) ** 2
    haversine = lift + np.cos(one[..., 1]) * np.cos(other[..., 1]) * turn
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(1.0, haversine))))

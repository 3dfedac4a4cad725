"""Named parts of areas ("northern Idlib"). Degrees in and out, kilometres between."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

from geo.gazetteer.shapes import Shapes
from geo.model import PlaceKind
from geo.sphere import distance_km

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_TURN = 360.0
_OVERSEAS_DEGREES = 6.0  # the two halves of Malaysia lie nearer to each other, Alaska and the Canaries farther off

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

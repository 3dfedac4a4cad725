"""What "near", "around", "20 km north of" and "on the outskirts of" do to the point of a town."""

from __future__ import annotations

from dataclasses import replace

from geo.model import Place, Relation, WherePrec
from geo.sphere import destination, distance_km

_NEAR_KM, _AROUND_KM, _DIRECTION_KM = 30.0, 30.0, 40.0
_EDGE_KM = 15.0  # outskirts and suburbs spread
_LEAST_REACH_KM, _DISTANCE_SLACK = 10.0, 0.4  # how far off "30 km north of X" may be: roads wind, directions are rough
_FARTHEST_KM = 2000.0  # longer ways are no ways from a town: a range, a front's length, or made up
_LOCAL_KM = 60.0  # farther off it is not known in or near which place
_COMPASS = (
    "northern",
    "northeastern",
    "eastern",
    "southeastern",
    "southern",
    "southwestern",
    "western",
    "northwestern",
)


def offset(place: Place, relation: Relation, distance_km: float | None, bearing: float | None) -> Place:
    """Return what lies so to a town: with another point where the way is told, else with a radius that reaches it."""
    if place.latitude is None or place.longitude is None or place.radius_km is None:
        return place
    if distance_km is not None and distance_km > _FARTHEST_KM:
        return nowhere(place, f"told as over {_FARTHEST_KM:.0f} km from {place.name}, which gives no place")
    radius = place.radius_km
    if relation is Relation.AROUND:
        return widened(place, WherePrec.NEAR, radius + _AROUND_KM, f'"around" taken as within {_AROUND_KM:.0f} km')
    if relation is Relation.NEAR:
        return _near(place, radius, distance_km, bearing)
    return _towards(place, radius, distance_km, bearing) if relation is Relation.DIRECTION else place


def _towards(place: Place, radius: float, distance_km: float | None, bearing: float | None) -> Place:
    """Return what lies in a direction from a town of a radius in km, or all about it where the way is not told."""
    if distance_km is None or bearing is None:
        return widened(place, WherePrec.NEAR, radius + _DIRECTION_KM, "a direction without a distance")
    reach = max(_LEAST_REACH_KM, _DISTANCE_SLACK * distance_km)
    why = f"{distance_km:.0f} km in the direction told"
    return widened(_gone(place, bearing, distance_km), WherePrec.NEAR, reach, why)


def _near(place: Place, radius: float, distance_km: float | None, bearing: float | None) -> Place:
    """Return what lies near a town of a radius in km: at its edge on a side, so far off on any, or only near."""
    if distance_km is not None:
        reach = max(radius, distance_km + max(_LEAST_REACH_KM, _DISTANCE_SLACK * distance_km))
        prec = WherePrec.NEAR if reach <= _LOCAL_KM else WherePrec.FUZZY
        return widened(place, prec, reach, f"{distance_km:.0f} km from it, on a side that is not told")
    if bearing is not None:
        why = f"the {compass(bearing)} side of it, taken as within {_EDGE_KM:.0f} km"
        return widened(_gone(place, bearing, radius), WherePrec.NEAR, max(radius, _EDGE_KM), why)
    return widened(place, WherePrec.NEAR, max(radius, _NEAR_KM), f'"near" taken as within {_NEAR_KM:.0f} km')


def compass(bearing: float) -> str:
    """Return the name of the part that lies in a direction, in degrees from north.

    >>> compass(135)
    'southeastern'
    """
    return _COMPASS[round(bearing / 45) % 8]


def widened(place: Place, prec: WherePrec, radius: float, why: str) -> Place:
    """Return the place with a coarser precision, a radius in km and the reason added."""
    return replace(place, where_prec=prec, radius_km=round(radius, 1), reason=f"{place.reason}; {why}")


def nowhere(base: Place, reason: str) -> Place:
    """Return a place without coordinates, and why it has none."""
    blank = replace(base, latitude=None, longitude=None, where_prec=None, radius_km=None, geonameid=None)
    return replace(blank, admin1="", admin1_code="", country="", iso3="", reason=reason)


def reaches(area: Place, place: Place) -> bool:
    """Tell whether a place lies within an area's radius; what is not placed does not."""
    if area.latitude is None or area.longitude is None or place.latitude is None or place.longitude is None:
        return False
    return distance_km(area.latitude, area.longitude, place.latitude, place.longitude) <= (area.radius_km or 0.0)


def _gone(place: Place, bearing: float, km: float) -> Place:
    assert place.latitude is not None
    assert place.longitude is not None
    latitude, longitude = destination(place.latitude, place.longitude, bearing, km)
    return replace(place, latitude=latitude, longitude=longitude)

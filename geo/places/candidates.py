"""What two candidates are to each other: near, within, a region and the city it is named after."""

from __future__ import annotations

from collections.abc import Iterable

from geo.model import Candidate, PlaceKind
from geo.sphere import distance_km

CONTAINERS = frozenset({PlaceKind.COUNTRY, PlaceKind.REGION})  # whose places are known to lie in them
VERNACULAR = 1_000_000  # people for which a vernacular region counts: nobody tells how many it has
CAPITAL = 300_000  # people
_CONTAINED = frozenset({PlaceKind.TOWN, PlaceKind.REGION})
_SEAT, _SEAT_TIMES = 15_000, 40  # people of a town that a region is named after; or the region has so many times more
_CLOSE_KM = 400.0  # places of one story lie mostly this close
_CLOSE_DEGREES = _CLOSE_KM / 110.0  # of latitude, a little more


def apart(one: Candidate, other: Candidate) -> float:
    """Return how far apart the points of two candidates are, in km."""
    return distance_km(one.latitude, one.longitude, other.latitude, other.longitude)


def count_close(one: Candidate, others: Iterable[Candidate]) -> int:
    """Count what lies less than _CLOSE_KM from a place; a look at the latitudes spares most of the reckoning."""
    latitude = one.latitude
    beside = [other for other in others if -_CLOSE_DEGREES < other.latitude - latitude < _CLOSE_DEGREES]
    return sum([apart(one, other) < _CLOSE_KM for other in beside])


def within(candidate: Candidate, area: Candidate) -> bool:
    """Tell whether a town or region lies in a region or country."""
    if area.kind is PlaceKind.COUNTRY:
        return candidate.country == area.country and candidate.kind is not PlaceKind.COUNTRY
    if candidate.kind not in _CONTAINED or area.kind is not PlaceKind.REGION or candidate.country != area.country:
        return False
    if is_vernacular(area):  # known by its extent alone
        return apart(candidate, area) + candidate.radius_km <= area.radius_km
    if candidate.kind is PlaceKind.REGION:
        return False
    return candidate.region == area.region or (bool(area.admin1) and candidate.admin1 == area.admin1)


def is_vernacular(candidate: Candidate) -> bool:
    """Tell whether a candidate is a region that is no administrative unit: "Donbas"."""
    return candidate.kind is PlaceKind.REGION and not candidate.region


def seat_of(region: Candidate, candidates: tuple[Candidate, ...]) -> Candidate:
    """Return the city that a region is named after, which the bare name means ("Aleppo"), else the region."""
    towns = [c for c in candidates if c.kind is PlaceKind.TOWN and _may_be_seat(c, region)]
    return max(towns, key=lambda c: (c.population, c.geonameid or 0), default=region)


def _may_be_seat(town: Candidate, region: Candidate) -> bool:
    """Tell whether a bare name means a town of a region's name; it may lie outside it (Kyiv, Washington)."""
    if town.population >= CAPITAL and town.country == region.country:
        return town.main_name or apart(town, region) <= region.radius_km
    known = town.population >= _SEAT or (town.main_name and town.population * _SEAT_TIMES >= region.population > 0)
    return known and within(town, region)

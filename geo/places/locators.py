"""What an article tells of how far one name lies from another: "Beita, near Nablus", "Sake, 25 km west of Goma"."""

from __future__ import annotations

from dataclasses import dataclass

from geo.model import Candidate, PlaceKind, Relation, Toponym
from geo.places.candidates import apart
from geo.sphere import bearing

_NEAR_KM = 120.0  # news call "near" what is an hour's drive away
_DIRECTION_KM = 700.0  # "south of Bogota": as far apart as the first two cities of a large country
_TIMES, _SLACK_KM = 1.5, 30.0  # of a told distance: roads wind, and are reckoned from a city's edge
_SPELLED = 0.5  # of the reach: what is only spelt alike must lie closer
_ASIDE = 100.0  # degrees by which a direction may be wrong: "north of" goes for north-east and a little more
_TOO_LARGE = frozenset({PlaceKind.COUNTRY, PlaceKind.VAST, PlaceKind.WATER})


@dataclass(frozen=True, slots=True)
class Locator:
    """A toponym, by number, that tells where another lies: how many km apart their edges may be, and in which way."""

    number: int
    reach_km: float
    bearing: float | None  # degrees from north

    def holds(self, candidate: Candidate, other: Candidate) -> bool:
        """Tell whether a candidate lies as told to the locator's place, or that is too large to tell."""
        return self._lies_by(candidate, other, self.reach_km)

    def holds_spelled(self, candidate: Candidate, other: Candidate) -> bool:
        """Tell it of a candidate that is only spelt alike."""
        return self._lies_by(candidate, other, self.reach_km * _SPELLED)

    def _lies_by(self, candidate: Candidate, other: Candidate, reach_km: float) -> bool:
        if other.kind in _TOO_LARGE or candidate.kind in _TOO_LARGE:
            return True
        both = candidate.radius_km + other.radius_km
        if apart(candidate, other) > reach_km + both:
            return False
        if self.bearing is None or apart(candidate, other) <= both:
            return True
        way = bearing(other.latitude, other.longitude, candidate.latitude, candidate.longitude)
        return abs((way - self.bearing + 180.0) % 360.0 - 180.0) <= _ASIDE


def locators(toponyms: tuple[Toponym, ...]) -> dict[int, Locator]:
    """Return the first locator of each toponym that has one, by the located one's number."""
    numbers = {toponym.first: number for number, toponym in enumerate(toponyms)}
    found: dict[int, Locator] = {}
    for number, toponym in enumerate(toponyms):
        if toponym.locates in numbers and toponym.line is None:
            found.setdefault(numbers[toponym.locates], Locator(number, _reach(toponym), toponym.bearing))
    return found


def _reach(locator: Toponym) -> float:
    if locator.distance_km is not None:
        return _TIMES * locator.distance_km + _SLACK_KM
    return _DIRECTION_KM if locator.relation is Relation.DIRECTION else _NEAR_KM

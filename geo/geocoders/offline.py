"""geopy geocoders: the gazetteer as one, so that it works wherever geopy's do."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from geopy import Location, Point
from geopy.exc import GeocoderQueryError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder

from geo import gazetteer as names
from geo.errors import ClaimmapError
from geo.gazetteer.storage import KINDS
from geo.model import Candidate, PlaceKind
from geo.sphere import distance_km

# Bounds, in km, of "here", "hereabouts", "in this part of the world"; within one, importance decides.
_BANDS_KM = (100.0, 300.0, 1000.0)
_KEYS = ("city", "county", "state", "country")
_MOST_PARENTS = 4  # commas in "village, district, region, country"
REVERSE_KM = 50.0
"""How far from a point a town may be to be what `reverse` answers."""
_NEAREST = 10
_FARTHEST_LATITUDE, _FARTHEST_LONGITUDE = 90.0, 180.0


def ranked(
    name: str,
    gazetteer: names.Gazetteer,
    country: str | None = None,
    near: tuple[float, float] | None = None,
) -> list[Candidate]:
    """Return what `name` may mean, likeliest first: main names, the nearer, countries, regions, towns, population.

    `country` is an ISO 3166-1 code that all must lie in; `near` is latitude, longitude in WGS 84 decimal degrees.
    A name that is unknown as a whole may end in a comma and the country or region it lies in: "Brest, Belarus".
    Raises ClaimmapError when the country or the point does not exist.
    """
    found = list(gazetteer.candidates(name)) or _within_parent(name, gazetteer)
    if country is not None:
        alpha2 = _alpha2(country, gazetteer)
        found = [candidate for candidate in found if candidate.country == alpha2]
    if near is not None:
        _check_point(*near)

    def rank(candidate: Candidate) -> tuple[bool, int, int, int, float]:
        away = 0.0 if near is None else distance_km(*near, candidate.latitude, candidate.longitude)
        away = max(0.0, away - candidate.radius_km)
        band = bisect_right(_BANDS_KM, away)
        return not candidate.main_name, band, KINDS.index(candidate.kind), -candidate.population, away

    return sorted(found, key=rank)


class Gazetteer(Geocoder):  # type: ignore[misc] # geopy is not typed
    """The offline gazetteer behind geopy's interface, for RateLimiter and geopandas.tools.geocode. Needs no network.

    `user_agent` and `timeout` are taken, as by geopy's other geocoders, and tell nobody anything.
    """

    def __init__(
        self,
        *,
        gazetteer: names.Gazetteer | None = None,
        user_agent: str | None = None,
        timeout: object = DEFAULT_SENTINEL,
    ) -> None:
        super().__init__(timeout=timeout, user_agent=user_agent)
        self.gazetteer = gazetteer or names.Gazetteer.open()

    def geocode(
        self,
        query: str | Mapping[str, str],
        *,
        exactly_one: bool = True,
        timeout: object = DEFAULT_SENTINEL,  # noqa: ARG002 - geopy's wrappers pass it; nothing here waits
        limit: int | None = None,
        language: object = None,  # noqa: ARG002 - as geopy's; names are the gazetteer's
        country_codes: str | Sequence[str] | None = None,
        viewbox: Sequence[Any] | None = None,
        bounded: bool = False,
        near: Any = None,  # noqa: ANN401 - whatever geopy.Point takes
    ) -> Location | list[Location] | None:
        """Return the likeliest place, or all places likeliest first, or None; `raw` holds the candidate's fields.

        `query` is a name, also "name, region, country", or these under geopy's keys `city`, `county`, `state` and
        `country`. Places within `viewbox`, two opposite corners, come first; if `bounded`, no others come. Places about
        the point `near` come first. Raises GeocoderQueryError for a bad argument.
        """
        try:
            point = None if near is None else tuple(Point(near))[:2]
            box = None if viewbox is None else _box(viewbox)
            found = ranked(_asked(query), self.gazetteer, near=point)
            codes = [country_codes] if isinstance(country_codes, str) else country_codes
            countries = {_alpha2(code, self.gazetteer) for code in codes or ()}
        except (ClaimmapError, TypeError, ValueError) as error:
            raise GeocoderQueryError(str(error)) from error
        if countries:
            found = [candidate for candidate in found if candidate.country in countries]
        if box is not None:
            inside = [candidate for candidate in found if _is_inside(candidate, box)]
            found = inside if bounded else inside + [candidate for candidate in found if candidate not in inside]
        return _as_asked([self._location(candidate) for candidate in found], exactly_one=exactly_one, limit=limit)

    def reverse(
        self,
        query: Any,  # noqa: ANN401 - whatever geopy.Point takes
        *,
        exactly_one: bool = True,
        timeout: object = DEFAULT_SENTINEL,  # noqa: ARG002 - as above
        limit: int | None = None,
        language: object = None,  # noqa: ARG002 - as above
    ) -> Location | list[Location] | None:
        """Return the nearest town within REVERSE_KM, else the region of a point, or all of these; None far at sea.

        `raw` holds the candidate's fields and its `distance_km`, 0 for the region. Raises GeocoderQueryError for what
        is no point.
        """
        if query is None:
            message = "no point given"  # geopy.Point would take it for 0, 0
            raise GeocoderQueryError(message)
        try:
            latitude, longitude = tuple(Point(query))[:2]
        except (TypeError, ValueError) as error:
            raise GeocoderQueryError(str(error)) from error
        locations = []
        for town in self.gazetteer.nearest_towns(latitude, longitude, _NEAREST):
            away = distance_km(latitude, longitude, town.latitude, town.longitude)
            if away <= REVERSE_KM:
                locations.append(self._location(town, distance_km=round(away, 1)))
        region = self.gazetteer.region_at(latitude, longitude)
        if region is not None:
            own = (each for each in self.gazetteer.candidates(region.name) if each.kind is PlaceKind.REGION)
            locations += [self._location(each, distance_km=0.0) for each in own if each.region == region.code][:1]
        return _as_asked(locations, exactly_one=exactly_one, limit=limit)

    def _location(self, candidate: Candidate, **more: float) -> Location:
        region, country = self.gazetteer.region(candidate.region), self.gazetteer.country(candidate.country)
        parts = [candidate.name, *(area.name for area in (region, country) if area is not None)]
        address = ", ".join(dict.fromkeys(parts))
        return Location(address, Point(candidate.latitude, candidate.longitude), asdict(candidate) | more)


def _asked(query: str | Mapping[str, str]) -> str:
    """Return a structured query as words."""
    if isinstance(query, str):
        return query
    if not query.keys() <= set(_KEYS):
        message = f"of a structured query only {', '.join(_KEYS)} are known"
        raise ValueError(message)
    return ", ".join(query[key] for key in _KEYS if query.get(key))


def _as_asked(found: list[Location], *, exactly_one: bool, limit: int | None) -> Location | list[Location] | None:
    """Return what geopy's geocoders do: the first, or a list, or None for nothing."""
    if not found:
        return None
    return found[0] if exactly_one else found[:limit]


def _within_parent(name: str, gazetteer: names.Gazetteer) -> list[Candidate]:
    """Return what the words before the last comma may mean within the country or region that follows it."""
    own, comma, parent = name.rpartition(",")
    areas = [area for area in gazetteer.candidates(parent) if area.kind is not PlaceKind.TOWN] if comma else []
    if not areas or own.count(",") > _MOST_PARENTS:
        return []
    countries = {area.country for area in areas if area.kind is PlaceKind.COUNTRY}
    regions = {area.region for area in areas if area.kind is PlaceKind.REGION}
    return [
        candidate
        for candidate in gazetteer.candidates(own) or _within_parent(own, gazetteer)
        if candidate.country in countries or candidate.region in regions
    ]


def _alpha2(code: str, gazetteer: names.Gazetteer) -> str:
    country = gazetteer.country(code.strip().upper())
    if country is None:
        message = f"{code!r} is not an ISO 3166-1 code of a country"
        raise ClaimmapError(message)
    return country.alpha2


def _check_point(latitude: float, longitude: float) -> None:
    if not (abs(latitude) <= _FARTHEST_LATITUDE and abs(longitude) <= _FARTHEST_LONGITUDE):
        message = f"{latitude}, {longitude} is not a latitude from -90 to 90 and a longitude from -180 to 180"
        raise ClaimmapError(message)


def _box(corners: Sequence[Any]) -> tuple[float, float, float, float]:
    """Return south, west, north, east."""
    one, other = (Point(corner) for corner in corners)
    south, north = sorted((one.latitude, other.latitude))
    west, east = sorted((one.longitude, other.longitude))
    return south, west, north, east


def _is_inside(candidate: Candidate, box: tuple[float, float, float, float]) -> bool:
    south, west, north, east = box
    return south <= candidate.latitude <= north and west <= candidate.longitude <= east

"""geopy geocoders: the gazetteer as one, so that it works wherever geopy's do."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from geopy import Location, Point
from geopy.exc import GeocoderQueryError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder

from geo import gazetteer as names
from geo.errors import ClaimmapError
from geo.model import Candidate, PlaceKind
from geo.sphere import distance_km

_KINDS = (
    PlaceKind.COUNTRY,
    PlaceKind.REGION,
    PlaceKind.TOWN,
    PlaceKind.DISTRICT,
    PlaceKind.SITE,
    PlaceKind.AREA,
)
_RANK = {kind: rank for rank, kind in enumerate(_KINDS)}  # a kind that is not listed comes last
# Bounds, in km, of "here", "hereabouts", "in this part of the world"; within one, importance decides.
_BANDS_KM = (100.0, 300.0, 1000.0)
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
        return not candidate.main_name, band, _RANK.get(candidate.kind, len(_RANK)), -candidate.population, away

    return sorted(found, key=rank)


class Gazetteer(Geocoder):  # type: ignore[misc] # geopy is not typed
    """The offline gazetteer behind geopy's interface, for RateLimiter and geopandas.tools.geocode. Needs no network."""

    def __init__(self, *, gazetteer: names.Gazetteer | None = None, timeout: object = DEFAULT_SENTINEL) -> None:
        super().__init__(timeout=timeout)
        self.gazetteer = gazetteer or names.Gazetteer.open()

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        timeout: object = DEFAULT_SENTINEL,  # noqa: ARG002 - geopy's wrappers pass it; nothing here waits
        country_codes: str | Sequence[str] | None = None,
        viewbox: Sequence[Any] | None = None,
        near: Any = None,  # noqa: ANN401 - whatever geopy.Point takes
    ) -> Location | list[Location] | None:
        """Return the likeliest place, or all places likeliest first, or None; `raw` holds the candidate's fields.

        `viewbox` is two opposite corners that all must lie between. Raises GeocoderQueryError for a bad argument.
        """
        try:
            point = None if near is None else tuple(Point(near))[:2]
            corners = None if viewbox is None else [Point(corner) for corner in viewbox]
            found = ranked(query, self.gazetteer, near=point)
            codes = [country_codes] if isinstance(country_codes, str) else country_codes
            countries = None if codes is None else {_alpha2(code, self.gazetteer) for code in codes}
        except (ClaimmapError, TypeError, ValueError) as error:
            raise GeocoderQueryError(str(error)) from error
        if countries is not None:
            found = [candidate for candidate in found if candidate.country in countries]
        if corners is not None:
            found = [candidate for candidate in found if _is_between(candidate, corners)]
        if not found:
            return None
        locations = [self._location(candidate) for candidate in (found[:1] if exactly_one else found)]
        return locations[0] if exactly_one else locations

    def _location(self, candidate: Candidate) -> Location:
        region, country = self.gazetteer.region(candidate.region), self.gazetteer.country(candidate.country)
        parts = [candidate.name, *(area.name for area in (region, country) if area is not None)]
        address = ", ".join(dict.fromkeys(parts))
        return Location(address, Point(candidate.latitude, candidate.longitude), asdict(candidate))


def _within_parent(name: str, gazetteer: names.Gazetteer) -> list[Candidate]:
    """Return what the words before the last comma may mean within the country or region that follows it."""
    own, comma, parent = name.rpartition(",")
    containers = (PlaceKind.COUNTRY, PlaceKind.REGION)
    areas = [area for area in gazetteer.candidates(parent) if area.kind in containers] if comma else []
    countries = {area.country for area in areas if area.kind is PlaceKind.COUNTRY}
    regions = {area.region for area in areas if area.kind is PlaceKind.REGION}
    return [
        candidate
        for candidate in (gazetteer.candidates(own) if areas else ())
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


def _is_between(candidate: Candidate, corners: Sequence[Point]) -> bool:
    one, other = corners
    south, north = sorted((one.latitude, other.latitude))
    west, east = sorted((one.longitude, other.longitude))
    return bool(south <= candidate.latitude <= north and west <= candidate.longitude <= east)

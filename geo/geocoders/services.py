"""The online services: geopy's geocoder of each, how it is asked, how its results are read, and its licence."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from geopy.exc import ConfigurationError, GeopyError
from geopy.geocoders import GeoNames, Nominatim, Pelias, Photon

from geo.errors import ClaimmapError
from geo.gazetteer.entries import town_radius_km
from geo.geocoders import kinds
from geo.geocoders.reading import Found, MalformedError, found, number, part, point, word, words
from geo.geocoders.transport import GuardedAdapter
from geo.model import WherePrec
from geo.settings import LICENCES, OnlineService

if TYPE_CHECKING:
    from geopy.geocoders.base import Geocoder

_FEW, _MORE = 5, 10  # results: enough to see that a name is not unique


@dataclass(frozen=True, slots=True)
class Question:
    """A name, and the country (ISO 3166-1 alpha-2 and alpha-3, empty: any) within which it is looked for.

    `centre` is a point of that country, latitude and longitude, for services that only take such a hint.
    """

    query: str
    country: str = ""
    iso3: str = ""
    centre: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """A service that can be asked: `search` returns its results in its own order."""

    setting: OnlineService
    title: str
    licence: str
    search: Callable[[Question], tuple[Found, ...]]


@dataclass(frozen=True, slots=True)
class _Kind:
    """How one kind of service differs from the others."""

    title: str
    geocoder: Callable[..., Geocoder]
    filters: Callable[[Question], dict[str, Any]]  # arguments of the geocoder's `geocode`
    read: Callable[[Mapping[str, object]], Found | None]


def title_of(name: str) -> str:
    """Return how a service is called."""
    return _KINDS[name].title


def connect(setting: OnlineService, user_agent: str, timeout_s: float) -> Service:
    """Return the service behind geopy's geocoder. Raises ClaimmapError where geopy refuses the settings."""
    kind, parts = _KINDS[setting.name], urlsplit(setting.address)
    own: dict[str, str] = {"scheme": parts.scheme, "domain": f"{parts.netloc}{parts.path}"}
    if setting.name == "geonames":
        own["username"] = setting.key
    if setting.name == "pelias" and setting.key:
        own["api_key"] = setting.key
    try:
        geocoder = kind.geocoder(user_agent=user_agent, timeout=timeout_s, adapter_factory=GuardedAdapter, **own)
    except ConfigurationError as error:
        message = f"{kind.title} refuses the user agent {user_agent!r}: name your own project and how to reach you"
        raise ClaimmapError(message) from error

    def search(question: Question) -> tuple[Found, ...]:
        try:
            with warnings.catch_warnings(action="ignore"):  # geopy warns of a latitude that it then refuses
                locations = geocoder.geocode(question.query, exactly_one=False, **kind.filters(question)) or []
            read = [kind.read(location.raw) for location in locations if location is not None]
        except GeopyError:
            raise
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            # geopy's readers fail in as many ways as an answer can be garbled
            message = "the answer is not in the form that the service documents"
            raise MalformedError(message) from error
        return tuple(result for result in read if result is not None)

    return Service(setting, kind.title, LICENCES[setting.name], search)


def _nominatim_filters(question: Question) -> dict[str, Any]:
    limits = {"country_codes": question.country.lower()} if question.country else {}
    return {"limit": _FEW, "language": "en", "addressdetails": True, "namedetails": True, **limits}


def _read_nominatim(raw: Mapping[str, object]) -> Found | None:
    key, value = word(raw.get("category") or raw.get("class")), word(raw.get("type"))
    rank = raw.get("place_rank")
    address = word(raw.get("addresstype"))
    prec = kinds.of_osm(key, value, address, number(rank) if rank is not None else 0)
    if prec is None:
        return None
    details, shown = raw.get("namedetails"), raw.get("display_name")
    head = shown.partition(",")[0] if isinstance(shown, str) else None
    names = words(raw.get("name"), head, *(details.values() if isinstance(details, Mapping) else ()))
    box = raw.get("boundingbox")
    sides = None if box is None else [part(box, side) for side in (0, 2, 1, 3)]  # it is south, north, west, east
    where = point(raw.get("lat"), raw.get("lon"))
    kind = address if value == "administrative" and address else value or key
    return found(names, kind, where, prec, sides, part(raw, "address", "country_code"))


def _photon_filters(question: Question) -> dict[str, Any]:
    return {"limit": _MORE, "language": "en", "location_bias": question.centre}


def _read_photon(raw: Mapping[str, object]) -> Found | None:
    own = raw.get("properties")
    key, value, address = (word(part(own, name)) for name in ("osm_key", "osm_value", "type"))
    prec = kinds.of_osm(key, value, address, 0)
    if prec is None:
        return None
    extent = part(own, "extent")
    sides = None if extent is None else [part(extent, side) for side in (3, 0, 1, 2)]  # it is west, north, east, south
    where = point(part(raw, "geometry", "coordinates", 1), part(raw, "geometry", "coordinates", 0))
    kind = address if value == "administrative" and address else value or key
    return found(words(part(own, "name")), kind, where, prec, sides, part(own, "countrycode"))


def _geonames_filters(question: Question) -> dict[str, Any]:
    return {"country": question.country} if question.country else {}


def _read_geonames(raw: Mapping[str, object]) -> Found | None:
    prec = kinds.of_geonames(word(raw.get("fcl")).upper(), word(raw.get("fcode")).upper())
    if prec is None:
        return None
    people = raw.get("population")
    radius = town_radius_km(int(number(people))) if people and prec is WherePrec.EXACT else None
    names = words(raw.get("name"), raw.get("toponymName"), raw.get("asciiName"))
    where, kind = point(raw.get("lat"), raw.get("lng")), word(raw.get("fcodeName")) or word(raw.get("fcode"))
    return found(names, kind, where, prec, None, raw.get("countryCode"), radius)


def _pelias_filters(question: Question) -> dict[str, Any]:
    return {"language": "en", "countries": [question.country] if question.country else None}


def _read_pelias(raw: Mapping[str, object]) -> Found | None:
    own = raw.get("properties")
    layer = word(part(own, "layer"))
    prec = WherePrec.NEAR if layer == "venue" else kinds.area(layer)
    if prec is None or part(own, "match_type") == "fallback":  # what contains the place, for want of the place
        return None
    box = raw.get("bbox")
    sides = None if box is None else [part(box, side) for side in (1, 0, 3, 2)]  # it is west, south, east, north
    where = point(part(raw, "geometry", "coordinates", 1), part(raw, "geometry", "coordinates", 0))
    country = part(own, "country_code") or part(own, "country_a")
    return found(words(part(own, "name")), layer, where, prec, sides, country)


_KINDS = {
    "nominatim": _Kind("Nominatim", Nominatim, _nominatim_filters, _read_nominatim),
    "photon": _Kind("Photon", Photon, _photon_filters, _read_photon),
    "geonames": _Kind("GeoNames", GeoNames, _geonames_filters, _read_geonames),
    "pelias": _Kind("Pelias", Pelias, _pelias_filters, _read_pelias),
}

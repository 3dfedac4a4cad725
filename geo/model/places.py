"""What a name may mean and where it was put."""

from __future__ import annotations

from dataclasses import dataclass

from geo.model.kinds import PlaceKind, Relation, WherePrec


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing a name may mean. Coordinates are WGS 84 decimal degrees, the radius is in km."""

    name: str
    kind: PlaceKind
    latitude: float
    longitude: float
    radius_km: float
    population: int
    country: str  # ISO 3166-1 alpha-2
    admin1: str  # GeoNames code such as "UA.07", empty for countries
    geonameid: int | None
    main_name: bool  # the name asked for is the entry's main name, not an alternate
    region: str  # ISO 3166-2 code of the region that it is or lies in, empty if unknown


@dataclass(frozen=True, slots=True)
class Within:
    """The region (name and ISO 3166-2) and country (name and ISO 3166-1 alpha-3) of a place, empty where unknown."""

    admin1: str
    admin1_code: str
    country: str
    iso3: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a toponym is, or (latitude None) why it could not be placed."""

    name: str
    text: str
    relation: Relation
    latitude: float | None
    longitude: float | None
    where_prec: WherePrec | None
    radius_km: float | None
    geonameid: int | None
    admin1: str
    admin1_code: str  # ISO 3166-2
    country: str
    iso3: str
    reason: str
    anchored: bool = False  # unknown itself, and placed at what the article names around it


@dataclass(frozen=True, slots=True)
class Answer:
    """What an online service answered to a name; without coordinates it knows no such place, or not which is meant."""

    service: str
    address: str  # of the service, without credentials
    query: str
    country: str  # ISO 3166-1 alpha-2 within which was asked, empty: anywhere
    name: str
    latitude: float | None
    longitude: float | None
    where_prec: WherePrec | None
    radius_km: float | None
    place_country: str  # alpha-2, empty if not told
    remark: str  # what it is, or why there are no coordinates
    licence: str

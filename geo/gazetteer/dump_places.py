"""Rows of a GeoNames dump → entries of an added gazetteer, which adds to the built-in one and repeats nothing of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from geo.errors import GazetteerError
from geo.gazetteer import dumps
from geo.gazetteer.dumps import Row
from geo.gazetteer.entries import Entry, is_town_alternate, region_names, town_radius_km, without_kind_words
from geo.gazetteer.features import FEATURES, REGION_FEATURE, Feature
from geo.gazetteer.index import Gazetteer
from geo.gazetteer.names import fold
from geo.gazetteer.storage import Region
from geo.model import Candidate, PlaceKind
from geo.sphere import distance_km

_SAME_TOWN_KM = 3.0  # two towns of one name this close are one town
# A district reaches as far as nearly all of its towns: a few carry a wrong code.
_SHARE_OF_TOWNS, _FEWEST_TOWNS, _BEYOND_TOWNS_KM = 0.98, 3, 3.0
_LEAST_REACH_KM, _FARTHEST_REACH_KM = 5.0, 150.0
_AREAS = frozenset({PlaceKind.REGION, PlaceKind.AREA, PlaceKind.WATER})  # the same place if one holds the other's point
_SAME_KINDS = {PlaceKind.TOWN: frozenset({PlaceKind.TOWN}), PlaceKind.AREA: _AREAS, PlaceKind.WATER: _AREAS}
_LONGEST_ADMIN1 = 12  # characters that the index holds
_NO_ADMIN1 = "00"  # GeoNames' code for none

Names = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """What a dump gave: entries, the number of its rows, and the day of its latest change (empty if it tells none)."""

    entries: tuple[Entry, ...]
    rows: int
    dated: str


def take(path: Path, builtin: Gazetteer) -> Taken:
    """Return the entries of a dump in the order of their GeoNames numbers. Raises GazetteerError."""
    rows: dict[int, Row] = {}
    count, dated = 0, ""
    for row in dumps.read(path):
        count += 1
        dated = max(dated, row.modified)
        if row.feature in FEATURES or row.feature == REGION_FEATURE:
            if row.geonameid in rows:
                message = f"{path}: line {count}: geonameid {row.geonameid} stands there twice"
                raise GazetteerError(message)
            rows[row.geonameid] = row
    taking = _Taking(builtin, [rows[number] for number in sorted(rows)])
    return Taken(tuple(taking.entries()), count, dated)


@dataclass(slots=True)
class _Known:
    """A place of the built-in gazetteer and the names by which it is not yet found."""

    place: Candidate
    names: dict[str, bool] = field(default_factory=dict)


class _Taking:
    """One dump against the built-in gazetteer."""

    def __init__(self, builtin: Gazetteer, rows: list[Row]) -> None:
        self._builtin = builtin
        self._rows = rows
        self._by_number = builtin.numbered([row.geonameid for row in rows])
        self._town_keys: set[str] = set()
        self._towns: dict[tuple[str, ...], list[Row]] = defaultdict(list)
        for row in rows:
            if row.feature.startswith("P."):
                self._town_keys.update(map(fold, (row.name, row.asciiname, *row.alternates)))
                for code in _codes(row):
                    self._towns[code].append(row)

    def entries(self) -> Iterator[Entry]:
        known: dict[tuple[object, ...], _Known] = {}
        for row in self._rows:
            names = self._names(row)
            place = self._built_in(row)
            if place:
                same = known.setdefault((place.kind, place.geonameid, place.name), _Known(place))
                same.names.update((name, main) for name, main in names if not self._is_found(name, place))
            elif names:
                yield self._entry(row, names)
        yield from (_again(each) for each in known.values() if each.names)

    def _built_in(self, row: Row) -> Candidate | None:
        """Return the place of the built-in gazetteer that a row means."""
        if row.geonameid in self._by_number:
            return self._by_number[row.geonameid]
        if row.feature == REGION_FEATURE:
            region = self._builtin.region_of(f"{row.country}.{row.admin1}")
            return self._regions_named(region) if region else None
        kinds = _SAME_KINDS.get(_feature(row).kind, frozenset())
        for name in (row.name, row.asciiname):
            for place in self._builtin.candidates(name) if kinds else ():
                reach = _SAME_TOWN_KM if place.kind is PlaceKind.TOWN else place.radius_km
                if place.kind in kinds and place.country in {row.country, ""} and _apart_km(place, row) <= reach:
                    return place
        return None

    def _regions_named(self, region: Region) -> Candidate | None:
        found = self._builtin.candidates(region.name)
        return next((each for each in found if (each.kind, each.region) == (PlaceKind.REGION, region.code)), None)

    def _is_found(self, name: str, place: Candidate) -> bool:
        """Tell whether a name, or for an area what is left of it without "Province", finds the place already."""
        shorter = sorted(without_kind_words(name)) if place.kind is PlaceKind.REGION else []
        found = (each for known in (name, *shorter) for each in self._builtin.candidates(known))
        return any(replace(each, main_name=place.main_name) == place for each in found)

    def _names(self, row: Row) -> Names:
        mains = [name for name in (row.name, row.asciiname) if name]
        others = [name for name in row.alternates if is_town_alternate(name)]
        feature = _feature(row)
        if feature.kind is PlaceKind.DISTRICT:
            return region_names(mains, others)
        if feature.kind is not PlaceKind.TOWN:
            mains = list(self._told_apart(mains, feature.word, row.country))
            others = list(self._told_apart(others, feature.word, row.country))
        found = dict.fromkeys(others, False) | {name: not self._is_overshadowed(name, row) for name in mains}
        return tuple(sorted(found.items(), key=lambda item: (not item[1], item[0])))

    def _is_overshadowed(self, name: str, row: Row) -> bool:
        """Tell whether a hamlet has the name of a built-in place, of any country, which is then more likely meant."""
        return not row.population and bool(self._builtin.candidates(name))

    def _told_apart(self, names: Iterable[str], word: str, country: str) -> Iterator[str]:
        """Yield a site's or an area's names; one that a town has too only with the word for what it is, if any."""
        for name in names:
            towns = (c for c in self._builtin.candidates(name) if (c.kind, c.country) == (PlaceKind.TOWN, country))
            if fold(name) not in self._town_keys and not any(towns):
                yield name
            elif word:
                yield f"{name} {word}"

    def _entry(self, row: Row, names: Names) -> Entry:
        feature, region = _feature(row), self._region(row)
        own = {name for name, _ in names} & {row.name, row.asciiname}
        code = "" if row.admin1 in {"", _NO_ADMIN1} else f"{row.country}.{row.admin1}"
        return Entry(
            name=row.name if row.name in own else min(own, default=names[0][0]),
            names=names,
            kind=feature.kind,
            latitude=row.latitude,
            longitude=row.longitude,
            radius_km=self._radius_km(row),
            population=row.population,
            country=row.country,
            admin1=code if len(code) <= _LONGEST_ADMIN1 else "",
            geonameid=row.geonameid,
            region=region.code if region else "",
        )

    def _region(self, row: Row) -> Region | None:
        region = self._builtin.region_of(f"{row.country}.{row.admin1}")
        if region is None:
            region = self._builtin.region_at(row.latitude, row.longitude)
        return region if region and region.country == row.country else None

    def _radius_km(self, row: Row) -> float:
        feature = _feature(row)
        if feature.kind is PlaceKind.TOWN:
            return town_radius_km(row.population)
        if feature.kind is not PlaceKind.DISTRICT:
            return feature.radius_km
        level = {"A.ADM2": 1, "A.ADM3": 2}.get(row.feature, 0)
        codes = _codes(row)
        towns = self._towns[codes[level]] if level < len(codes) else []
        if len(towns) < _FEWEST_TOWNS:
            return feature.radius_km
        away = sorted(distance_km(row.latitude, row.longitude, town.latitude, town.longitude) for town in towns)
        reach = away[int(_SHARE_OF_TOWNS * (len(away) - 1))] + _BEYOND_TOWNS_KM
        return round(min(max(reach, _LEAST_REACH_KM), _FARTHEST_REACH_KM), 1)


def _feature(row: Row) -> Feature:
    """Return a row's feature; an admin-1 unit that the built-in gazetteer lacks is a district."""
    return FEATURES["A.ADM2"] if row.feature == REGION_FEATURE else FEATURES[row.feature]


def _codes(row: Row) -> list[tuple[str, ...]]:
    """Return the codes of the row's admin-1 unit, and of its admin-2 and admin-3 units where it tells them."""
    codes: list[tuple[str, ...]] = []
    for code in (row.admin1, row.admin2, row.admin3):
        if not code:
            break
        codes.append((*(codes[-1] if codes else (row.country,)), code))
    return codes


def _again(known: _Known) -> Entry:
    """Return the entry that adds names to a built-in place: a copy of it, so that the two are seen to be one."""
    place = known.place
    return Entry(
        name=place.name,
        names=tuple(sorted(known.names.items())),
        kind=place.kind,
        latitude=place.latitude,
        longitude=place.longitude,
        radius_km=place.radius_km,
        population=place.population,
        country=place.country,
        admin1=place.admin1,
        geonameid=place.geonameid,
        region=place.region,
    )


def _apart_km(place: Candidate, row: Row) -> float:
    return distance_km(place.latitude, place.longitude, row.latitude, row.longitude)

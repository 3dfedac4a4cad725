"""The compiled gazetteer's files: written when building, memory-mapped when reading."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import marisa_trie
import numpy as np
import numpy.typing as npt

from geo.gazetteer.entries import Entry
from geo.gazetteer.spelling import skeletons
from geo.model import PlaceKind

# Countries before regions before towns before the rest: a posting's order and an entry's stored number.
KINDS = (
    PlaceKind.COUNTRY,
    PlaceKind.REGION,
    PlaceKind.TOWN,
    PlaceKind.DISTRICT,
    PlaceKind.SITE,
    PlaceKind.AREA,
    PlaceKind.WATER,
    PlaceKind.VAST,
)
NO_ID = -1
ENTRY = np.dtype(
    [
        ("name_start", "<u4"),
        ("name_end", "<u4"),
        ("kind", "u1"),
        ("latitude", "<f8"),
        ("longitude", "<f8"),
        ("radius_km", "<f4"),
        ("population", "<u4"),
        ("country", "S2"),
        ("admin1", "S12"),
        ("geonameid", "<i4"),
        ("region", "S8"),
    ]
)
TRIE, STARTS, POSTINGS, ENTRIES, NAMES = "keys.mmap", "starts.npy", "postings.npy", "entries.npy", "names.npy"
SPELLINGS, SPELLING_STARTS, SPELLED = "spellings.mmap", "spelling_starts.npy", "spelled.npy"
ARRAYS = (STARTS, POSTINGS, ENTRIES, NAMES, SPELLING_STARTS, SPELLED)
ORDINARY = "ordinary.txt"
VERSIONS = "versions.json"  # beside the folders of data: package → version
COUNTRIES, REGIONS, ADMIN1 = "countries.json", "regions.json", "admin1.json"
SHAPES, SHAPES_INDEX = "shapes.wkb", "shapes.json"


@dataclass(frozen=True, slots=True)
class Country:
    """A country: ISO codes, English name, a point in it (WGS 84) and the radius in km that holds it from there."""

    alpha2: str
    iso3: str
    name: str
    latitude: float
    longitude: float
    radius_km: float


@dataclass(frozen=True, slots=True)
class Region:
    """An admin-1 region: ISO 3166-2 code (with "~" where ISO has none), a point in it and the radius that holds it.

    `admin1` is its GeoNames code such as "UA.07", empty if GeoNames has none.
    """

    code: str
    name: str
    type: str
    country: str
    admin1: str
    geonameid: int | None
    latitude: float
    longitude: float
    radius_km: float


def write_ordinary(keys: Sequence[str], folder: Path) -> None:
    """Write the names that are ordinary words as well, one a line."""
    (folder / ORDINARY).write_text("\n".join(keys), encoding="ascii")


def read_ordinary(folder: Path) -> frozenset[str]:
    """Read the names that are ordinary words as well."""
    return frozenset((folder / ORDINARY).read_text(encoding="ascii").split("\n"))


def write_index(entries: Sequence[Entry], folder: Path) -> None:
    """Write the name index; the postings of a key stand in the order in which its candidates are returned."""
    by_key: dict[str, list[tuple[bool, int, int, int]]] = {}
    for number, entry in enumerate(entries):
        for key, is_main in entry.folded_names():
            posting = (not is_main, KINDS.index(entry.kind), -entry.population, number)
            by_key.setdefault(key, []).append(posting)
    trie = marisa_trie.Trie(sorted(by_key))
    trie.save(str(folder / TRIE))
    keys = sorted(by_key, key=trie.__getitem__)
    starts = np.zeros(len(keys) + 1, dtype="<u4")
    starts[1:] = np.cumsum([len(by_key[key]) for key in keys])
    postings = [number << 1 | (not not_main) for key in keys for not_main, _, _, number in sorted(by_key[key])]
    _save(folder / STARTS, starts)
    _save(folder / POSTINGS, np.array(postings, dtype="<u4"))
    countries = [frozenset(entries[number].country for *_, number in by_key[key]) - {""} for key in keys]
    _write_spellings(keys, countries, folder)
    names = [entry.name.encode() for entry in entries]
    ends = np.cumsum([len(name) for name in names]).tolist()
    rows = [
        (
            end - len(name),
            end,
            KINDS.index(entry.kind),
            entry.latitude,
            entry.longitude,
            entry.radius_km,
            entry.population,
            entry.country.encode(),
            entry.admin1.encode(),
            NO_ID if entry.geonameid is None else entry.geonameid,
            entry.region.encode(),
        )
        for entry, name, end in zip(entries, names, ends, strict=True)
    ]
    _save(folder / ENTRIES, np.array(rows, dtype=ENTRY))
    _save(folder / NAMES, np.frombuffer(b"".join(names), dtype="u1"))


def _write_spellings(keys: Sequence[str], countries: Sequence[frozenset[str]], folder: Path) -> None:
    """Write which keys (by their numbers in the trie of names) share a spelling skeleton in a country."""
    by_skeleton: dict[str, list[int]] = {}
    for number, (key, lie_in) in enumerate(zip(keys, countries, strict=True)):
        for country, bones in skeletons(key, lie_in).items():
            by_skeleton.setdefault(country + bones, []).append(number)
    trie = marisa_trie.Trie(sorted(by_skeleton))
    trie.save(str(folder / SPELLINGS))
    order = sorted(by_skeleton, key=trie.__getitem__)
    starts = np.zeros(len(order) + 1, dtype="<u4")
    starts[1:] = np.cumsum([len(by_skeleton[bones]) for bones in order])
    _save(folder / SPELLING_STARTS, starts)
    _save(folder / SPELLED, np.array([number for bones in order for number in by_skeleton[bones]], dtype="<u4"))


def write_records(records: Sequence[Country] | Sequence[Region], path: Path) -> None:
    """Write countries or regions as JSON rows in the order of their fields."""
    write_json([list(asdict(record).values()) for record in records], path)


def read_countries(folder: Path) -> tuple[Country, ...]:
    """Read the countries, ordered by alpha-2 code."""
    return tuple(Country(*row) for row in json.loads((folder / COUNTRIES).read_text(encoding="utf-8")))


def read_regions(folder: Path) -> tuple[Region, ...]:
    """Read the regions, ordered by country, code and name."""
    return tuple(Region(*row) for row in json.loads((folder / REGIONS).read_text(encoding="utf-8")))


def write_json(value: Any, path: Path) -> None:  # noqa: ANN401 - whatever JSON can hold
    """Write compact JSON that is the same for the same value."""
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def _save(path: Path, array: npt.NDArray[Any]) -> None:
    np.save(path, array, allow_pickle=False)

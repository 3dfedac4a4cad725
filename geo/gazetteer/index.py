"""Look up what a place name may mean, in files that are memory-mapped."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import marisa_trie
import numpy as np
import numpy.typing as npt

from geo.errors import DataMissingError
from geo.gazetteer import added, storage
from geo.gazetteer.names import fold
from geo.gazetteer.spelled import LEAST_ALIKE, SpelledLike
from geo.gazetteer.spelling import likeness, spelling
from geo.gazetteer.storage import Country, Region
from geo.model import Candidate, PlaceKind, Within

if TYPE_CHECKING:
    from geo.gazetteer.shapes import Shapes

_MOST_KEPT = 1 << 15  # names whose candidates stay at hand; an article's names come again and again
_LONGEST_KEPT = 40  # characters: no hostile name fills the memory
DATA = Path(__file__).resolve().parent.parent / "data" / "gazetteer"


class _Arrays(NamedTuple):
    """Behind the trie: postings[starts[k]:starts[k+1]] are key k's entries, each shifted left over its main flag."""

    starts: npt.NDArray[np.uint32]
    postings: npt.NDArray[np.uint32]
    entries: npt.NDArray[np.void]
    names: npt.NDArray[np.uint8]
    spelling_starts: npt.NDArray[np.uint32]
    spelled: npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class _Index:
    """One compiled folder: the built-in gazetteer's, or that of one that was added."""

    trie: marisa_trie.Trie
    spellings: marisa_trie.Trie
    arrays: _Arrays

    @classmethod
    def open(cls, folder: Path, remedy: str) -> _Index:
        try:
            trie = marisa_trie.Trie().mmap(str(folder / storage.TRIE))
            spellings = marisa_trie.Trie().mmap(str(folder / storage.SPELLINGS))
            arrays = _Arrays(*(_mapped(folder / name) for name in storage.ARRAYS))
        except (OSError, RuntimeError, ValueError, EOFError) as error:
            message = f"the gazetteer in {folder} is missing or damaged ({error}); {remedy}"
            raise DataMissingError(message) from error
        if len(arrays.starts) != len(trie) + 1 or arrays.entries.dtype != storage.ENTRY:
            message = f"the gazetteer in {folder} was compiled by another version; {remedy}"
            raise DataMissingError(message)
        return cls(trie, spellings, arrays)

    def candidates(self, key: str) -> tuple[Candidate, ...]:
        if key not in self.trie:
            return ()
        number, arrays = self.trie[key], self.arrays
        postings = arrays.postings[arrays.starts[number] : arrays.starts[number + 1]].tolist()
        return tuple(self.candidate(posting >> 1, main_name=bool(posting & 1)) for posting in postings)

    def spelled_like(self, bones: str, country: str) -> list[str]:
        """Return the keys of a country's places that have this spelling skeleton."""
        if country + bones not in self.spellings:
            return []
        number, arrays = self.spellings[country + bones], self.arrays
        numbers = arrays.spelled[arrays.spelling_starts[number] : arrays.spelling_starts[number + 1]].tolist()
        return [self.trie.restore_key(number) for number in numbers]

    def nearest_towns(self, latitude: float, longitude: float, count: int) -> list[tuple[float, int]]:
        """Return (half the squared chord on the unit sphere, number) of the towns nearest to a point, nearest first."""
        entries = self.arrays.entries
        numbers = np.flatnonzero(entries["kind"] == storage.KINDS.index(PlaceKind.TOWN))
        latitudes, longitudes = np.radians(entries["latitude"][numbers]), np.radians(entries["longitude"][numbers])
        here, along = np.radians(latitude), np.radians(longitude)
        lift, turn = np.sin((latitudes - here) / 2) ** 2, np.sin((longitudes - along) / 2) ** 2
        apart = lift + np.cos(here) * np.cos(latitudes) * turn
        order = np.argsort(apart, kind="stable")[:count]
        return list(zip(apart[order].tolist(), numbers[order].tolist(), strict=True))

    def candidate(self, number: int, *, main_name: bool) -> Candidate:
        row: tuple[Any, ...] = self.arrays.entries[number].item()
        start, end, kind, latitude, longitude, radius_km, population, country, admin1, geonameid, region = row
        return Candidate(
            name=self.arrays.names[start:end].tobytes().decode(),
            kind=storage.KINDS[kind],
            latitude=latitude,
            longitude=longitude,
            radius_km=round(radius_km, 1),
            population=population,
            country=country.decode(),
            admin1=admin1.decode(),
            geonameid=None if geonameid == storage.NO_ID else geonameid,
            main_name=main_name,
            region=region.decode(),
        )


def _mapped(path: Path) -> npt.NDArray[Any]:
    """Map an array's file as a plain array: numpy's own class for it makes each look-up several times as slow."""
    return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))


class Gazetteer:
    """Places by name. Sources: GeoNames (towns, countries), Natural Earth (regions), and what the user has added."""

    def __init__(self, folder: Path, indexes: Sequence[_Index]) -> None:
        self._folder = folder
        self._indexes = tuple(indexes)
        self._tries = tuple([index.trie for index in indexes])
        self._kept = lru_cache(maxsize=_MOST_KEPT)(self._look_up)
        self._spelled_kept = lru_cache(maxsize=_MOST_KEPT)(self._spelled)
        self._opening_kept = lru_cache(maxsize=_MOST_KEPT)(self._opening)

    @classmethod
    def open(cls, folder: Path | None = None) -> Gazetteer:
        """Open the gazetteer compiled in `folder`; by default the one that ships with claimmap and all added ones.

        Raises DataMissingError when a file is missing or damaged.
        """
        indexes = [_Index.open(folder or DATA, "reinstall claimmap to compile it")]
        if folder is None:
            remedy = "run `claimmap gazetteer remove {}` and add it again"
            indexes += [_Index.open(path, remedy.format(path.name)) for path in added.folders()]
        return cls(folder or DATA, indexes)

    @classmethod
    def built_in(cls) -> Gazetteer:
        """Open the gazetteer that ships with claimmap, without what was added. Raises DataMissingError."""
        return cls.open(DATA)

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        """Return all that `name` may mean: main names first, countries, regions, towns, others, then population."""
        key = fold(name)
        return self._kept(key) if key and self.knows(key) else ()

    def _look_up(self, key: str) -> tuple[Candidate, ...]:
        found = [each for index in self._indexes if (each := index.candidates(key))]
        return _merged(found) if len(found) > 1 else found[0]

    def spelled_like(self, name: str, countries: Collection[str]) -> tuple[SpelledLike, ...]:
        """Return places of these countries (alpha-2) whose names are other spellings of `name`, the likeliest first."""
        key, best = fold(name), dict[tuple[object, ...], SpelledLike]()
        for found in (each for country in sorted(countries) for each in self._spelled_like(key, country)):
            identity = _identity(found.candidate)
            if identity not in best or best[identity].likeness < found.likeness:
                best[identity] = found
        return tuple(sorted(best.values(), key=lambda each: (-each.worth, each.known, each.candidate.geonameid or 0)))

    def _spelled_like(self, key: str, country: str) -> tuple[SpelledLike, ...]:
        return self._spelled_kept(key, country) if len(key) <= _LONGEST_KEPT else self._spelled(key, country)

    def _spelled(self, key: str, country: str) -> tuple[SpelledLike, ...]:
        return tuple(self._other_spellings(key, country))

    def _other_spellings(self, key: str, country: str) -> Iterator[SpelledLike]:
        asked = spelling(key, country)
        if not asked.skeleton:
            return
        for index in self._indexes:
            for known in index.spelled_like(asked.skeleton, country):
                alike = likeness(asked, spelling(known, country))
                if known != key and alike >= LEAST_ALIKE:
                    for candidate in index.candidates(known):
                        if candidate.country == country:
                            yield SpelledLike(alike, known, candidate)

    def knows(self, key: str) -> bool:
        """Tell whether `key`, already folded, is a name."""
        built_in, *added_ones = self._tries
        return key in built_in or any([key in trie for trie in added_ones])  # noqa: C419 - most often there are none

    def opening(self, words: str) -> tuple[str, ...]:
        """Return the names that `words`, already folded, begin with, up to the end of a word, the longest first."""
        return self._opening_kept(words) if len(words) <= _LONGEST_KEPT else self._opening(words)

    def _opening(self, words: str) -> tuple[str, ...]:
        found = self._indexes[0].trie.prefixes(words)
        if len(self._indexes) > 1:
            found = sorted({name for index in self._indexes for name in index.trie.prefixes(words)}, key=len)
        ends = f"{words} "
        return tuple([name for name in reversed(found) if ends[len(name)] == " "])

    def sizes(self) -> tuple[int, int]:
        """Return how many places and how many folded names there are; a name in several indexes counts for each."""
        return sum(len(each.arrays.entries) for each in self._indexes), sum(len(each.trie) for each in self._indexes)

    def numbered(self, geonameids: Collection[int]) -> dict[int, Candidate]:
        """Return the places that have these GeoNames numbers, by number, each as found by a main name."""
        found: dict[int, Candidate] = {}
        for index in self._indexes:
            rows = np.flatnonzero(np.isin(index.arrays.entries["geonameid"], list(geonameids)))
            for candidate in (index.candidate(row, main_name=True) for row in rows.tolist()):
                assert candidate.geonameid is not None
                found.setdefault(candidate.geonameid, candidate)
        return found

    def nearest_towns(self, latitude: float, longitude: float, count: int) -> tuple[Candidate, ...]:
        """Return the `count` towns nearest to a point (WGS 84, decimal degrees), nearest first, each once."""
        found = [
            (apart, index.candidate(number, main_name=True))
            for index in self._indexes
            for apart, number in index.nearest_towns(latitude, longitude, count)
        ]
        nearest = {_identity(candidate): candidate for _, candidate in sorted(found, key=lambda each: each[0])[::-1]}
        return tuple(nearest.values())[::-1][:count]

    def is_ordinary(self, key: str) -> bool:
        """Tell whether a name is an ordinary English word as well: "reading", "hope", "split"."""
        return key in self._ordinary

    def country(self, code: str) -> Country | None:
        """Return a country by its ISO 3166-1 alpha-2 or alpha-3 code."""
        return self._country_by_code.get(code)

    def region(self, iso_3166_2: str) -> Region | None:
        """Return a region by its ISO 3166-2 code; where Natural Earth cuts that unit into several, the largest."""
        return self._region_by_code.get(iso_3166_2)

    def within(self, candidate: Candidate) -> Within:
        """Return the region, but of a country, and the country that a candidate is or lies in."""
        region = self.region(candidate.region) if candidate.kind is not PlaceKind.COUNTRY else None
        country = self.country(candidate.country)
        return Within(
            admin1=region.name if region else "",
            admin1_code=candidate.region if region else "",
            country=country.name if country else candidate.country,
            iso3=country.iso3 if country else "",
        )

    def region_of(self, admin1: str) -> Region | None:
        """Return the region that a GeoNames admin-1 code such as "UA.07" means, None if it means no single one."""
        number = self._region_by_admin1.get(admin1)
        return None if number is None else self._regions[number]

    def region_at(self, latitude: float, longitude: float) -> Region | None:
        """Return the region whose polygon holds a point (WGS 84, decimal degrees), None at sea."""
        code = self._shapes.region_at(latitude, longitude)
        return None if code is None else self.region(code)

    def countries(self) -> tuple[Country, ...]:
        """Return all countries, ordered by alpha-2 code."""
        return self._countries

    def regions(self) -> tuple[Region, ...]:
        """Return all regions, ordered by country, code and name."""
        return self._regions

    @cached_property
    def _ordinary(self) -> frozenset[str]:
        return storage.read_ordinary(self._folder)

    @cached_property
    def _countries(self) -> tuple[Country, ...]:
        return storage.read_countries(self._folder)

    @cached_property
    def _country_by_code(self) -> dict[str, Country]:
        by_iso3 = {country.iso3: country for country in self._countries}
        return by_iso3 | {country.alpha2: country for country in self._countries}

    @cached_property
    def _regions(self) -> tuple[Region, ...]:
        return storage.read_regions(self._folder)

    @cached_property
    def _region_by_code(self) -> dict[str, Region]:
        by_code: dict[str, Region] = {}
        for region in self._regions:
            if region.code not in by_code or region.radius_km > by_code[region.code].radius_km:
                by_code[region.code] = region
        return by_code

    @cached_property
    def _region_by_admin1(self) -> dict[str, int]:
        numbers: dict[str, int] = json.loads((self._folder / storage.ADMIN1).read_text(encoding="utf-8"))
        return numbers

    @cached_property
    def _shapes(self) -> Shapes:
        from geo.gazetteer.shapes import Shapes  # noqa: PLC0415 - reading needs no shapely until a polygon is asked for

        return Shapes.open(self._folder)


def _merged(found: Sequence[Sequence[Candidate]]) -> tuple[Candidate, ...]:
    """Join what several indexes know under one name; a place that an earlier one has too stands as there."""
    whole: list[Candidate] = []
    for candidates in found:
        places = {_identity(candidate): number for number, candidate in enumerate(whole)}
        for candidate in candidates:
            number = places.get(_identity(candidate))
            if number is None:
                whole.append(candidate)
            elif candidate.main_name:
                whole[number] = replace(whole[number], main_name=True)
    return tuple(sorted(whole, key=lambda each: (not each.main_name, storage.KINDS.index(each.kind), -each.population)))


def _identity(candidate: Candidate) -> tuple[object, ...]:
    if candidate.geonameid is not None:
        return candidate.kind, candidate.geonameid
    return candidate.kind, candidate.name, candidate.latitude, candidate.longitude

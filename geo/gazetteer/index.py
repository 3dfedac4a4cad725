"""Look up what a place name may mean, in files that are memory-mapped."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import marisa_trie
import numpy as np
import numpy.typing as npt

from geo.errors import DataMissingError
from geo.gazetteer import storage
from geo.gazetteer.names import fold
from geo.gazetteer.storage import Country, Region
from geo.model import Candidate

if TYPE_CHECKING:
    from geo.gazetteer.shapes import Shapes

DATA = Path(__file__).resolve().parent.parent / "data" / "gazetteer"


class _Arrays(NamedTuple):
    """Behind the trie: postings[starts[k]:starts[k+1]] are key k's entries, each shifted left over its main flag."""

    starts: npt.NDArray[np.uint32]
    postings: npt.NDArray[np.uint32]
    entries: npt.NDArray[np.void]
    names: npt.NDArray[np.uint8]


class Gazetteer:
    """Towns, regions and countries by name. Sources: GeoNames (towns, countries) and Natural Earth (regions)."""

    def __init__(self, folder: Path, trie: marisa_trie.Trie, arrays: _Arrays) -> None:
        self._folder = folder
        self._trie = trie
        self._arrays = arrays

    @classmethod
    def open(cls, folder: Path | None = None) -> Gazetteer:
        """Open the compiled gazetteer in `folder` (default: the one that ships with claimmap).

        Raises DataMissingError when a file is missing or damaged.
        """
        folder = folder or DATA
        try:
            trie = marisa_trie.Trie().mmap(str(folder / storage.TRIE))
            files = (storage.STARTS, storage.POSTINGS, storage.ENTRIES, storage.NAMES)
            arrays = _Arrays(*(np.load(folder / name, mmap_mode="r", allow_pickle=False) for name in files))
        except (OSError, RuntimeError, ValueError, EOFError) as error:
            message = f"the gazetteer in {folder} is missing or damaged ({error}); reinstall claimmap to compile it"
            raise DataMissingError(message) from error
        if len(arrays.starts) != len(trie) + 1 or arrays.entries.dtype != storage.ENTRY:
            message = f"the gazetteer in {folder} was compiled by another version; reinstall claimmap to compile it"
            raise DataMissingError(message)
        return cls(folder, trie, arrays)

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        """Return all that `name` may mean: main names first, then countries, regions, towns, then by population."""
        key = fold(name)
        if not key or key not in self._trie:
            return ()
        number, arrays = self._trie[key], self._arrays
        postings = arrays.postings[arrays.starts[number] : arrays.starts[number + 1]].tolist()
        return tuple(self._candidate(posting >> 1, main_name=bool(posting & 1)) for posting in postings)

    def knows(self, key: str) -> bool:
        """Tell whether `key`, already folded, is a name."""
        return key in self._trie

    def starts(self, key: str) -> bool:
        """Tell whether some folded name is `key` or begins with `key` and a space."""
        return key in self._trie or next(self._trie.iterkeys(key + " "), None) is not None

    def country(self, code: str) -> Country | None:
        """Return a country by its ISO 3166-1 alpha-2 or alpha-3 code."""
        return self._country_by_code.get(code)

    def region(self, iso_3166_2: str) -> Region | None:
        """Return a region by its ISO 3166-2 code; where Natural Earth cuts that unit into several, the largest."""
        return self._region_by_code.get(iso_3166_2)

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

    def _candidate(self, number: int, *, main_name: bool) -> Candidate:
        row: tuple[Any, ...] = self._arrays.entries[number].item()
        start, end, kind, latitude, longitude, radius_km, population, country, admin1, geonameid, region = row
        return Candidate(
            name=self._arrays.names[start:end].tobytes().decode(),
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

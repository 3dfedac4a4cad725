"""Polygons of regions and countries, read one by one when asked for. The gazetteer's only reader of shapely."""

from __future__ import annotations

import json
import mmap
from functools import cached_property
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import DataMissingError
from geo.gazetteer import storage
from geo.settings import Borders

DATA = Path(__file__).resolve().parent.parent / "data" / "gazetteer"
# Polygons are simplified to about this many degrees; a point this near to one still counts as within.
_TOLERANCE_DEGREES = 0.02
_ALPHA_2 = 2  # letters: countries are kept under these codes, and under those of three


class Shapes:
    """Simplified polygons (0.02°, WGS 84) by code. Source: Natural Earth.

    Which country a region is of never depends on `borders`, only how far a country's own polygon reaches.
    """

    def __init__(self, blob: mmap.mmap, index: dict[str, dict[str, list[int]]], borders: Borders) -> None:
        self._blob = blob
        self._index = index
        self._held = index["held"] if borders is Borders.DE_FACTO else {}

    @classmethod
    def open(cls, folder: Path | None = None, borders: Borders = Borders.UN) -> Shapes:
        """Open the compiled polygons in `folder` (default: those that ship with claimmap).

        Raises DataMissingError when a file is missing or damaged.
        """
        folder = folder or DATA
        try:
            index = json.loads((folder / storage.SHAPES_INDEX).read_text(encoding="utf-8"))
            with (folder / storage.SHAPES).open("rb") as file:
                blob = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            message = f"the polygons in {folder} are missing or damaged ({error}); reinstall claimmap to compile them"
            raise DataMissingError(message) from error
        return cls(blob, index, borders)

    def region(self, code: str) -> BaseGeometry | None:
        """Return the polygon of a region by its ISO 3166-2 code."""
        return self._read("regions", code)

    def country(self, code: str) -> BaseGeometry | None:
        """Return the polygon of a country by its ISO 3166-1 alpha-2 or alpha-3 code."""
        held = self._held.get(code)
        return self._read("countries", code) if held is None else self._geometry(held)

    def region_at(self, latitude: float, longitude: float) -> str | None:
        """Return the code of the region that holds a point, or that it is within 0.02° of, None at sea."""
        codes, tree = self._tree
        near = tree.query_nearest(shapely.Point(longitude, latitude), max_distance=_TOLERANCE_DEGREES)
        return min((codes[number] for number in near.tolist()), default=None)

    def countries_by(self, code: str, degrees: float) -> list[BaseGeometry]:
        """Return the polygons of the other countries that lie so near to a country, by its alpha-2 code."""
        codes, tree = self._country_tree
        own = codes.index(code)
        near = tree.query(tree.geometries[own], predicate="dwithin", distance=degrees)
        found = (tree.geometries[number] for number in sorted(near.tolist()) if number != own)
        return [geometry for geometry in found if isinstance(geometry, BaseGeometry)]

    def _read(self, kind: str, code: str) -> BaseGeometry | None:
        place = self._index[kind].get(code)
        return None if place is None else self._geometry(place)

    def _geometry(self, place: list[int]) -> BaseGeometry:
        geometry = shapely.from_wkb(self._blob[place[0] : place[1]])
        assert isinstance(geometry, BaseGeometry)
        return geometry

    @cached_property
    def _country_tree(self) -> tuple[list[str], shapely.STRtree]:
        places = {code: place for code, place in self._index["countries"].items() if len(code) == _ALPHA_2}
        return list(places), shapely.STRtree([self._geometry(place) for place in places.values()])

    @cached_property
    def _tree(self) -> tuple[list[str], shapely.STRtree]:
        places = self._index["regions"]
        return list(places), shapely.STRtree([self._geometry(place) for place in places.values()])

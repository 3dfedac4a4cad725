"""Areas that news names and no list of provinces holds (areas.toml): read and checked when the data is compiled."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely

from geo.gazetteer import areas
from geo.gazetteer.entries import Entry
from geo.gazetteer.sources import Unit
from geo.model import PlaceKind

_KINDS = {"region": PlaceKind.REGION, "water": PlaceKind.WATER, "vast": PlaceKind.VAST}
_BOX_CORNERS = 4


@dataclass(frozen=True, slots=True)
class Area:
    """A vernacular region, a water or a world region: its names and its outline."""

    name: str
    names: tuple[str, ...]
    kind: PlaceKind
    country: str
    geometry: shapely.Geometry


def read_areas(units: Sequence[Unit]) -> list[Area]:
    """Return the areas of areas.toml in their order; raises ValueError naming a malformed one."""
    table = tomllib.loads(Path(__file__).with_name("areas.toml").read_text(encoding="utf-8"))
    by_code: dict[str, list[shapely.Geometry]] = {}
    for unit in units:
        by_code.setdefault(unit.code, []).append(unit.geometry)
    return [_area(record, by_code) for record in table["area"]]


def entries_of(found: Sequence[Area]) -> list[Entry]:
    """Return the gazetteer entries of the areas; their point and radius hold the whole outline."""
    entries = []
    for area in found:
        circle = areas.enclosing_circle([area.geometry])
        entries.append(
            Entry(
                name=area.name,
                names=((area.name, True), *((name, True) for name in area.names)),
                kind=area.kind,
                latitude=circle.latitude,
                longitude=circle.longitude,
                radius_km=circle.radius_km,
                population=0,
                country=area.country,
                admin1="",
                geonameid=None,
                region="",
            )
        )
    return entries


def _area(record: Mapping[str, Any], by_code: Mapping[str, Sequence[shapely.Geometry]]) -> Area:
    name, kind = record["name"], record.get("kind", "region")
    if kind not in _KINDS or (kind == "region" and len(record.get("country", "")) != len("UA")):
        message = f"areas.toml: {name}: a region needs its country, and the kind is one of {', '.join(_KINDS)}"
        raise ValueError(message)
    return Area(
        name, tuple(record.get("names", ())), _KINDS[kind], record.get("country", ""), _outline(record, by_code)
    )


def _outline(record: Mapping[str, Any], by_code: Mapping[str, Sequence[shapely.Geometry]]) -> shapely.Geometry:
    units, box = record.get("units", ()), record.get("box", ())
    unknown = [code for code in units if code not in by_code]
    if unknown or bool(units) == bool(box):
        message = (
            f"areas.toml: {record['name']}: needs either known units or a box; unknown: {', '.join(unknown) or '-'}"
        )
        raise ValueError(message)
    if units:
        return shapely.union_all([geometry for code in units for geometry in by_code[code]])
    west, south, east, north = box if len(box) == _BOX_CORNERS else (0, 0, 0, 0)
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):  # noqa: PLR2004 - degrees of the globe
        message = f"areas.toml: {record['name']}: the box is [west, south, east, north] in degrees"
        raise ValueError(message)
    return shapely.box(west, south, east, north)

"""Reads the user's own places: CSV with the columns name, lat, lon and optionally kind, radius, names, country, admin1.

RFC 4180, UTF-8, header first. `names` are other names with | between them, `radius` is in km, `country` an ISO 3166-1
alpha-2 code and `admin1` an ISO 3166-2 or GeoNames code; where these are left out, the polygons tell them.
"""

from __future__ import annotations

import csv
import math
from pathlib import Path

from geo.errors import GazetteerError
from geo.gazetteer.dumps import RowError, degrees, shown
from geo.gazetteer.entries import Entry
from geo.gazetteer.index import Gazetteer
from geo.gazetteer.storage import Region
from geo.model import PlaceKind

_NEEDED = ("name", "lat", "lon")
_OPTIONAL = ("kind", "radius", "names", "country", "admin1")
# Kinds that a point and a radius can stand for, with the radius in km where none is given.
_RADII = {PlaceKind.TOWN: 2.0, PlaceKind.DISTRICT: 40.0, PlaceKind.SITE: 3.0, PlaceKind.AREA: 30.0}
_LARGEST_RADIUS = 5000.0
_LARGEST_FILE = 256 << 20  # bytes


def read(path: Path, builtin: Gazetteer) -> list[Entry]:
    """Return the places of a table in their order. Raises GazetteerError naming file, line and reason."""
    line = 1
    try:
        _check_size(path)
        with path.open(encoding="utf-8-sig", newline="") as stream:
            entries = []
            rows = csv.reader(stream, strict=True)
            columns = _columns(next(rows, []))
            for cells in rows:
                line = rows.line_num
                entries.append(_entry(columns, cells, builtin))
    except RowError as error:
        message = f"{path}:{line}: {error}"
        raise GazetteerError(message) from error
    except (csv.Error, UnicodeDecodeError) as error:
        reason = "not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)
        message = f"{path}: after line {line}: {reason}"
        raise GazetteerError(message) from error
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror or error}"
        raise GazetteerError(message) from error
    return entries


def _check_size(path: Path) -> None:
    if path.stat().st_size > _LARGEST_FILE:
        message = f"the table is larger than {_LARGEST_FILE >> 20} MiB"
        raise RowError(message)


def _columns(header: list[str]) -> list[str]:
    columns = [name.strip().lower() for name in header]
    known = (*_NEEDED, *_OPTIONAL)
    missing = [name for name in _NEEDED if name not in columns]
    wrong = [name for name in columns if name not in known or columns.count(name) > 1]
    if missing or wrong:
        told = f"no column {missing[0]}" if missing else f"column {shown(wrong[0])} is unknown or stands there twice"
        message = f"{told}; the columns are {', '.join(_NEEDED)} and if you like {', '.join(_OPTIONAL)}"
        raise RowError(message)
    return columns


def _entry(columns: list[str], cells: list[str], builtin: Gazetteer) -> Entry:
    if len(cells) != len(columns):
        message = f"{len(cells)} cells where the header has {len(columns)}"
        raise RowError(message)
    row = dict.fromkeys(_OPTIONAL, "") | {column: cell.strip() for column, cell in zip(columns, cells, strict=True)}
    if not row["name"]:
        message = "the name is empty"
        raise RowError(message)
    latitude, longitude = degrees(row["lat"], "lat", 90.0), degrees(row["lon"], "lon", 180.0)
    kind = _kind(row["kind"])
    region = _region(row["admin1"], builtin) if row["admin1"] else builtin.region_at(latitude, longitude)
    country = _country(row["country"], builtin) if row["country"] else region.country if region else ""
    if region and region.country != country:
        if row["admin1"]:
            message = f"admin1 {shown(row['admin1'])} is not in country {shown(row['country'])}"
            raise RowError(message)
        region = None  # a border's polygon is simplified: what the table says holds
    others = {name.strip() for name in row["names"].split("|")} - {"", row["name"]}
    return Entry(
        name=row["name"],
        names=((row["name"], True), *((name, False) for name in sorted(others))),
        kind=kind,
        latitude=latitude,
        longitude=longitude,
        radius_km=_radius(row["radius"]) if row["radius"] else _RADII[kind],
        population=0,
        country=country,
        admin1=region.admin1 if region else "",
        geonameid=None,
        region=region.code if region else "",
    )


def _kind(written: str) -> PlaceKind:
    for kind in _RADII:
        if (written.lower() or PlaceKind.TOWN) == kind:
            return kind
    message = f"kind {shown(written)} is none of {', '.join(_RADII)}"
    raise RowError(message)


def _radius(written: str) -> float:
    try:
        radius = float(written)
    except ValueError:
        radius = math.nan
    if not 0 < radius <= _LARGEST_RADIUS:
        message = f"radius {shown(written)} is not a number of km above 0 and up to {_LARGEST_RADIUS:.0f}"
        raise RowError(message)
    return radius


def _country(written: str, builtin: Gazetteer) -> str:
    found = builtin.country(written.upper())
    if found is None:
        message = f"country {shown(written)} is no ISO 3166-1 code"
        raise RowError(message)
    return found.alpha2


def _region(written: str, builtin: Gazetteer) -> Region:
    found = builtin.region(written.upper()) or builtin.region_of(written.upper())
    if found is None:
        message = f"admin1 {shown(written)} is no ISO 3166-2 or GeoNames code of a region"
        raise RowError(message)
    return found

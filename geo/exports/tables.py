"""Claims → CSV and GeoJSON. Files appear whole or not at all, and equal claims in equal order give equal bytes."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import date
from enum import Enum
from itertools import chain, repeat
from operator import attrgetter
from pathlib import Path
from typing import Any, get_type_hints

from geo.model import Claim
from geo.whole import text_file

_NAMES = tuple(field.name for field in fields(Claim))
_VALUES = attrgetter(*_NAMES)
_DECIMALS = {"latitude": 5, "longitude": 5, "radius_km": 1}  # 5 decimals of a degree are about a metre
# What spreadsheets take for the beginning of a formula, also behind blanks and in full width.
_FORMULA = re.compile("[\t\r]|[\\s\ufeff\u200b]*[=+\\-@\uff1d\uff0b\uff0d\uff20]")


def in_order(claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims by day (undated last), article and position in it: the order of every export."""
    return sorted(claims, key=_order)


def write_csv(claims: Iterable[Claim], path: Path) -> None:
    """Write one row a claim, in the order given, with the fields of Claim as columns.

    RFC 4180, UTF-8 without byte order mark, header first. Truth values are `true` and `false`, days ISO 8601, degrees
    have up to 5 decimals, km up to one, and what is not told is empty. A text cell that a spreadsheet would take for a
    formula begins with an apostrophe. Raises OutputError.
    """
    with text_file(path) as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(_NAMES)
        columns = _columns(_cell, _text)
        for claim in claims:
            writer.writerow([write(value) for write, value in zip(columns, _VALUES(claim), strict=True)])


def write_geojson(claims: Iterable[Claim], path: Path) -> None:
    """Write a FeatureCollection (RFC 7946), one Point a claim in the order given, geometry null where it has no place.

    Properties are the other fields of Claim under their names; what is not told is null or "". Raises OutputError.
    """
    with _geojson(path) as add:
        for claim in claims:
            add(claim)


def write_both(claims: Iterable[Claim], table: Path, points: Path) -> None:
    """Do what `write_csv` and `write_geojson` do, but go through the claims only once."""

    def passed_on() -> Iterator[Claim]:
        for claim in claims:
            add(claim)
            yield claim

    with _geojson(points) as add:
        write_csv(passed_on(), table)


@contextmanager
def _geojson(path: Path) -> Iterator[Callable[[Claim], None]]:
    """Yield what writes one claim more."""
    columns = _columns(_json_value, _same)
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    separators = chain(["\n"], repeat(",\n"))
    with text_file(path) as stream:
        stream.write('{"type":"FeatureCollection","features":[')

        def add(claim: Claim) -> None:
            stream.write(next(separators) + encode(_feature(claim, columns)))

        yield add
        stream.write("\n]}\n")


def _order(claim: Claim) -> tuple[bool, date, str, int, str]:
    day = claim.event_date
    return (day is None, day or date.max, claim.article_id, claim.quote_start, claim.claim_id)


class _Memo(dict[Any, Any]):
    """What each value of a column is written as. Days, kinds, places and numbers are few, and told again and again."""

    def __init__(self, name: str, written: Callable[[str, Any], object]) -> None:
        super().__init__()
        self._name, self._written = name, written

    def __missing__(self, value: object) -> object:
        made = self[value] = self._written(self._name, value)
        return made


def _text(value: str) -> str:
    """Return the cell of a text."""
    return f"'{value}" if value and not value[0].isalnum() and _FORMULA.match(value) else value


def _same(value: str) -> str:
    return value


def _columns(written: Callable[[str, Any], object], text: Callable[[str], str]) -> list[Callable[[Any], object]]:
    """Return what writes the values of each field of a claim."""
    hints = get_type_hints(Claim)
    return [text if hints[name] is str else _Memo(name, written).__getitem__ for name in _NAMES]


def _cell(name: str, value: object) -> str:
    if isinstance(value, float):
        return _decimal(name, value)
    plain = _json_value(name, value)
    if isinstance(plain, bool):
        return "true" if plain else "false"
    return "" if plain is None else str(plain)


def _decimal(name: str, value: float) -> str:
    written = f"{value:.{_DECIMALS[name]}f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def _feature(claim: Claim, columns: list[Callable[[Any], object]]) -> dict[str, object]:
    properties = {name: write(value) for name, write, value in zip(_NAMES, columns, _VALUES(claim), strict=True)}
    point = [properties.pop("longitude"), properties.pop("latitude")]
    geometry = None if None in point else {"type": "Point", "coordinates": point}
    return {"type": "Feature", "id": claim.claim_id, "geometry": geometry, "properties": properties}


def _json_value(name: str, value: object) -> object:
    if isinstance(value, float):
        return float(_decimal(name, value))
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value

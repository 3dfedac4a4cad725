"""Claims → CSV and GeoJSON. Files appear whole or not at all, and equal claims in equal order give equal bytes."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import date
from enum import Enum
from itertools import chain, repeat
from operator import attrgetter
from pathlib import Path
from typing import Any, TextIO, TypeAlias, get_type_hints

from geo.exports.cells import defused
from geo.model import Claim
from geo.whole import text_file

_NAMES = tuple(field.name for field in fields(Claim))
_VALUES = attrgetter(*_NAMES)
_DECIMALS = {"latitude": 5, "longitude": 5, "radius_km": 1}  # 5 decimals of a degree are about a metre
Order: TypeAlias = tuple[bool, date, str, int, str]
ROW_END = "\r\n"
HEADER = ",".join(_NAMES) + ROW_END
HEAD, FIRST, NEXT, TAIL = '{"type":"FeatureCollection","features":[', "\n", ",\n", "\n]}\n"
"""What stands in claims.geojson round the features, before the first and between them: each is on a line of its own."""


def in_order(claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims by day (undated last), article and position in it: the order of every export."""
    return sorted(claims, key=order_of)


def write_csv(claims: Iterable[Claim], path: Path) -> None:
    """Write one row a claim, in the order given, with the fields of Claim as columns.

    RFC 4180, UTF-8 without byte order mark, header first. Truth values are `true` and `false`, days ISO 8601, degrees
    have up to 5 decimals, km up to one, and what is not told is empty. A text cell that a spreadsheet would take for a
    formula begins with an apostrophe. Raises OutputError.
    """
    with text_file(path) as stream:
        stream.write(HEADER)
        write_rows(claims, stream)


def write_rows(claims: Iterable[Claim], stream: TextIO) -> None:
    """Write the rows of claims without a header."""
    columns = _columns(_cell, defused)
    row = csv.writer(stream, lineterminator=ROW_END).writerow
    for claim in claims:
        row([write(value) for write, value in zip(columns, _VALUES(claim), strict=True)])


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
    feature = feature_writer()
    separators = chain([FIRST], repeat(NEXT))
    with text_file(path) as stream:
        stream.write(HEAD)

        def add(claim: Claim) -> None:
            stream.write(next(separators) + feature(claim))

        yield add
        stream.write(TAIL)


def feature_writer() -> Callable[[Claim], str]:
    """Return what gives a claim's feature as JSON on one line."""
    columns = _columns(_json_value, _same)
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    return lambda claim: encode(_feature(claim, columns))


def order_of(claim: Claim) -> Order:
    """Return what orders a claim among others."""
    return order(claim.event_date, claim.article_id, claim.quote_start, claim.claim_id)


def order(day: date | None, article_id: str, quote_start: int, claim_id: str) -> Order:
    """Return what orders a claim of which these are known."""
    return (day is None, day or date.max, article_id, quote_start, claim_id)


class _Memo(dict[Any, Any]):
    """What each value of a column is written as. Days, kinds, places and numbers are few, and told again and again."""

    def __init__(self, name: str, written: Callable[[str, Any], object]) -> None:
        super().__init__()
        self._name, self._written = name, written

    def __missing__(self, value: object) -> object:
        made = self[value] = self._written(self._name, value)
        return made


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

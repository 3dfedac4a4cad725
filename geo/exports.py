"""Claims → CSV and GeoJSON. Files appear whole or not at all, and equal claims in equal order give equal bytes."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import date
from enum import Enum
from operator import attrgetter
from pathlib import Path
from typing import TextIO

from geo.model import Claim
from geo.whole import whole_file

_NAMES = tuple(field.name for field in fields(Claim))
_VALUES = attrgetter(*_NAMES)
_IN_GEOMETRY = ("latitude", "longitude")
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
    with _text_file(path) as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(_NAMES)
        for claim in claims:
            writer.writerow([_cell(name, value) for name, value in _pairs(claim)])


def write_geojson(claims: Iterable[Claim], path: Path) -> None:
    """Write a FeatureCollection (RFC 7946), one Point a claim in the order given, geometry null where it has no place.

    Properties are the other fields of Claim under their names; what is not told is null or "". Raises OutputError.
    """
    with _text_file(path) as stream:
        stream.write('{"type":"FeatureCollection","features":[')
        separator = "\n"
        for claim in claims:
            stream.write(separator + json.dumps(_feature(claim), ensure_ascii=False, separators=(",", ":")))
            separator = ",\n"
        stream.write("\n]}\n")


def _order(claim: Claim) -> tuple[bool, date, str, int, str]:
    day = claim.event_date
    return (day is None, day or date.max, claim.article_id, claim.quote_start, claim.claim_id)


def _pairs(claim: Claim) -> Iterator[tuple[str, object]]:
    return zip(_NAMES, _VALUES(claim), strict=True)


def _cell(name: str, value: object) -> str:
    if isinstance(value, str) and not isinstance(value, Enum):
        return f"'{value}" if _FORMULA.match(value) else value
    if isinstance(value, float):
        return _decimal(name, value)
    plain = _json_value(name, value)
    if isinstance(plain, bool):
        return "true" if plain else "false"
    return "" if plain is None else str(plain)


def _decimal(name: str, value: float) -> str:
    written = f"{value:.{_DECIMALS[name]}f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def _feature(claim: Claim) -> dict[str, object]:
    geometry = None
    if claim.latitude is not None and claim.longitude is not None:
        point = [_rounded("longitude", claim.longitude), _rounded("latitude", claim.latitude)]
        geometry = {"type": "Point", "coordinates": point}
    properties = {name: _json_value(name, value) for name, value in _pairs(claim) if name not in _IN_GEOMETRY}
    return {"type": "Feature", "id": claim.claim_id, "geometry": geometry, "properties": properties}


def _json_value(name: str, value: object) -> object:
    if isinstance(value, float):
        return _rounded(name, value)
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def _rounded(name: str, value: float) -> float:
    return float(_decimal(name, value))


@contextmanager
def _text_file(path: Path) -> Iterator[TextIO]:
    with whole_file(path) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
        yield text
        text.flush()
        text.detach()

"""One result of an online service → what is believed of it. Nothing in it is trusted to be what it should be."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from geo.model import WherePrec
from geo.sphere import distance_km

_LONGEST_NAME, _MOST_NAMES, _LONGEST_NUMBER = 100, 60, 40
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_LEAST_KM = 2.0
_SLACK_DEGREES = 0.01  # by which a point may lie outside its own box: services round
# By kind: the radius in km where the service gives no box, and the largest that is still believed.
_RADII_KM = {
    WherePrec.EXACT: (5.0, 100.0),
    WherePrec.NEAR: (2.0, 100.0),
    WherePrec.ADM2: (35.0, 300.0),
    WherePrec.ADM1: (150.0, 2000.0),
    WherePrec.FUZZY: (100.0, 3000.0),
    WherePrec.COUNTRY: (600.0, 10_000.0),
    WherePrec.SEA_OR_AIR: (300.0, 10_000.0),
}
_COUNTRY_CODE = re.compile(r"[A-Za-z]{2,3}")


class MalformedError(Exception):
    """An answer that is not what the service says it gives: the reason."""


@dataclass(frozen=True, slots=True)
class Found:
    """One place that a service found. Names are clean and short, the country is an ISO 3166-1 code or empty."""

    names: tuple[str, ...]  # the one to show first
    kind: str
    latitude: float
    longitude: float
    where_prec: WherePrec
    radius_km: float
    country: str


def tidy(text: str, longest: int = _LONGEST_NAME) -> str:
    r"""Return the text on one line, without characters that steer a terminal or a page, shortened.

    >>> tidy("Ro\x1b[2Jbo\u202etyne\n  village"), tidy("ab" * 99, 5)
    ('Ro[2Jbotyne village', 'ababa')
    """
    seen = "".join(" " if c in "\n\t" else c for c in text[: 4 * longest])
    seen = "".join(c for c in seen if unicodedata.category(c) not in _UNSEEN)
    return " ".join(seen.split())[:longest].strip()


def part(record: object, *path: str | int) -> object:
    """Return what stands at a path of keys and positions, None where there is no such thing."""
    for step in path:
        if isinstance(step, str) and isinstance(record, Mapping):
            record = record.get(step)
        elif isinstance(step, int) and isinstance(record, list) and step < len(record):
            record = record[step]
        else:
            return None
    return record


def words(*values: object) -> tuple[str, ...]:
    """Return those of the values that are text, tidy, each once."""
    return tuple(dict.fromkeys(filter(None, (tidy(value) for value in values[:_MOST_NAMES] if isinstance(value, str)))))


def word(value: object) -> str:
    """Return the value if it is text, tidy and in lower case, else nothing."""
    return tidy(value).lower() if isinstance(value, str) else ""


def number(value: object) -> float:
    """Return a number, also one written as text. Raises MalformedError unless it is finite."""
    if isinstance(value, str) and len(value) <= _LONGEST_NUMBER:
        try:
            value = float(value)
        except ValueError:
            value = None
    if isinstance(value, bool) or not isinstance(value, int | float):
        message = "a coordinate or extent that is no number"
        raise MalformedError(message)
    try:
        found = float(value)
    except OverflowError:
        found = math.inf
    if not math.isfinite(found):
        message = "a coordinate or extent that is not finite"
        raise MalformedError(message)
    return found


def point(latitude: object, longitude: object) -> tuple[float, float]:
    """Return WGS 84 degrees. Raises MalformedError if out of range, or 0, 0: so services say nothing."""
    lat, lon = number(latitude), number(longitude)
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):  # noqa: PLR2004 - the ranges of degrees
        message = "coordinates that are out of range"
        raise MalformedError(message)
    if lat == 0 and lon == 0:
        message = "the coordinates 0, 0, which stand for none"
        raise MalformedError(message)
    return round(lat, 5), round(lon, 5)


def found(  # noqa: PLR0917 - a record is built from many values
    names: tuple[str, ...],
    kind: str,
    where: tuple[float, float],
    prec: WherePrec,
    box: Iterable[object] | None,
    country: object,
    radius_km: float | None = None,
) -> Found | None:
    """Return the place; None if it has no name or an extent that does not fit its kind.

    `box` is south, west, north, east in degrees, or None; then `radius_km` or the kind tells the radius.
    """
    usual, largest = _RADII_KM[prec]
    radius = (radius_km or usual) if box is None else _reach(where, [number(side) for side in box])
    if not names or radius > largest:
        return None
    code = country.upper() if isinstance(country, str) and _COUNTRY_CODE.fullmatch(country) else ""
    return Found(names, kind, *where, prec, max(_LEAST_KM, math.ceil(10 * radius) / 10), code)


def _reach(where: tuple[float, float], box: list[float]) -> float:
    """Return the distance in km to the farthest corner: half the diagonal where the point is in the middle."""
    south, west, north, east = box
    lat, lon = where
    inside = south - _SLACK_DEGREES <= lat <= north + _SLACK_DEGREES
    if west <= east:
        inside = inside and west - _SLACK_DEGREES <= lon <= east + _SLACK_DEGREES
    if not inside or max(map(abs, box)) > 180:  # noqa: PLR2004 - degrees
        message = "an extent that does not hold its place"
        raise MalformedError(message)
    return max(distance_km(lat, lon, y, x) for y in (south, north) for x in (west, east))

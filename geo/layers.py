"""Claims as a GeoDataFrame: the one table schema that exports, maps and figures share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from enum import StrEnum
from itertools import islice
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any, Protocol

import geopandas
import numpy as np
import pandas as pd
from shapely import affinity
from shapely.geometry import MultiPolygon, Point, Polygon, box

from geo.gazetteer.shapes import Shapes
from geo.model import Claim, WherePrec
from geo.sphere import EARTH_KM

if TYPE_CHECKING:
    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry

COLUMNS: tuple[str, ...] = tuple(field.name for field in fields(Claim))
"""The columns of every table, in the order of claims.csv."""

_DATES = ("event_date", "event_date_end", "published")
_INTEGERS = (
    "date_prec", "where_prec", "geonameid", "deaths_min", "deaths_max",
    "injured_min", "injured_max", "quote_start", "quote_end",
)  # fmt: skip
_NAMED = ("event_type", "date_basis", "relation", "claim_status")  # enums, written as their values
_FLOATS = ("latitude", "longitude", "radius_km")
_DTYPES = (
    dict.fromkeys(_DATES, "datetime64[ms]")
    | dict.fromkeys(_INTEGERS, "Int64")
    | dict.fromkeys(_FLOATS, "float64")
    | {"unverified": "bool"}
)  # what is not named here is text
_UNIQUE = ("claim_id", "event_text", "actor", "target", "quote")  # hardly ever told twice, or empty
_LAST = ("claim_id", "event_type", "location", "quote")  # what orders the claims of one sentence and day
DRAWN_BY = ("latitude", "longitude", "where_prec", "radius_km", "admin1_code", "iso3")
"""What the geometry of a claim hangs on."""
_VALUES: dict[str, Callable[[Claim], Any]] = {name: attrgetter(name) for name in COLUMNS}
_BATCH = 2_000  # claims that are held as such at a time

_DISC_CORNERS = 64


class Outlines(Protocol):
    """What gives the outline of a region (ISO 3166-2) or a country (ISO 3166-1), or None."""

    def region(self, code: str) -> BaseGeometry | None:
        """Return the region's outline in WGS 84."""

    def country(self, code: str) -> BaseGeometry | None:
        """Return the country's outline in WGS 84."""


def to_geodataframe(claims: Iterable[Claim], shapes: Outlines | None = None) -> geopandas.GeoDataFrame:
    """Return the claims with COLUMNS and a geometry in EPSG:4326, in an order that is their own.

    The geometry is the point of an exact place, the outline of a region or country, a geodesic disc of `radius_km`
    round any other imprecise place, and None for what could not be placed. Days are datetime64[ms], whole numbers
    Int64, statuses and kinds plain text. Without `shapes` the outlines are the built-in ones.

    >>> import geo
    >>> frame = geo.to_geodataframe([])
    >>> frame.crs.to_string(), frame["event_date"].dtype.name, frame["deaths_min"].dtype.name
    ('EPSG:4326', 'datetime64[ms]', 'Int64')
    """
    return from_columns(_told(claims), shapes)


def from_columns(
    batches: Iterable[Mapping[str, Sequence[Any]]], shapes: Outlines | None = None
) -> geopandas.GeoDataFrame:
    """Return what `to_geodataframe` does from columns of some claims at a time, by the fields of Claim.

    Days are dates, members of enums themselves or their values.
    """
    columns, geometry = _columns(batches, Geometries(Shapes.open() if shapes is None else shapes))
    order = _order(columns)
    # One column after the other, and none kept in both orders: a table of a million claims is large.
    table = {name: pd.Series(columns.pop(name).take(order), dtype=_DTYPES.get(name, "object")) for name in COLUMNS}
    return geopandas.GeoDataFrame(pd.DataFrame(table, copy=False), geometry=geometry[order], crs="EPSG:4326")


def days(frame: geopandas.GeoDataFrame) -> tuple[date, ...]:
    """Return the days on which a claim of the frame begins or ends, in order."""
    present = pd.concat([frame["event_date"], frame["event_date_end"]]).dropna().unique()
    return tuple(sorted(pd.Timestamp(day).date() for day in present))


def by_day(frame: geopandas.GeoDataFrame) -> Iterator[tuple[date, npt.NDArray[np.bool_]]]:
    """Yield each of `days` with which rows have a span of days that holds it; undated claims are in none."""
    start = _day_numbers(frame["event_date"])
    end = _day_numbers(frame["event_date_end"].fillna(frame["event_date"]))
    for day in days(frame):
        number = np.datetime64(day, "D").astype(np.int64)
        yield day, (start <= number) & (end >= number)


def _day_numbers(column: pd.Series[Any]) -> npt.NDArray[np.int64]:
    numbers = column.to_numpy().astype("datetime64[D]").astype(np.int64)
    numbers[column.isna()] = np.iinfo(np.int64).max  # begins after every day
    return numbers


def _told(claims: Iterable[Claim]) -> Iterator[dict[str, list[Any]]]:
    left = iter(claims)
    while batch := list(islice(left, _BATCH)):
        yield {name: list(map(value, batch)) for name, value in _VALUES.items()}


def _columns(
    batches: Iterable[Mapping[str, Sequence[Any]]], drawn: Geometries
) -> tuple[dict[str, Any], npt.NDArray[Any]]:
    """Return an array a column and the geometries, in the order of the claims; no batch is kept."""
    arrays = {name: _converter(name) for name in COLUMNS}
    parts: dict[str, list[Any]] = {name: [array([])] for name, array in arrays.items()}
    geometries: list[Any] = []
    for values in batches:
        geometries += map(drawn.of, zip(*(values[name] for name in DRAWN_BY), strict=True))
        for name, array in arrays.items():
            parts[name].append(array(values[name]))
    geometry = np.empty(len(geometries), dtype=object)
    geometry[:] = geometries
    return {name: _joined(parts.pop(name)) for name in COLUMNS}, geometry


def _converter(name: str) -> Callable[[Sequence[Any]], Any]:
    """Return what makes values of a column an array in the type of the table; equal texts become one object."""
    if name in _DATES:
        days = _Days()
        return lambda values: np.array([days[day] for day in values], dtype=np.int64).view("datetime64[ms]")
    if name in _INTEGERS:
        return lambda values: pd.array([None if value is None else int(value) for value in values], dtype="Int64")
    if name in _FLOATS or name == "unverified":
        return lambda values: np.array(values, dtype=_DTYPES[name])
    if name in _UNIQUE:
        return lambda values: np.array(values, dtype=object)
    one: dict[str, str] = {}
    if name in _NAMED:
        return lambda values: np.array([one.setdefault(text, text) for text in map(_text, values)], dtype=object)
    return lambda values: np.array(list(map(one.setdefault, values, values)), dtype=object)


def _text(member: StrEnum | None) -> str:
    return "" if member is None else str(member)


class _Days(dict["date | None", int]):
    """Days as milliseconds since 1970: there are far fewer of them than claims."""

    def __missing__(self, day: date | None) -> int:
        self[day] = number = int(np.datetime64(day, "ms").astype(np.int64))
        return number


def _joined(parts: list[Any]) -> Any:  # noqa: ANN401 - numpy's or pandas'
    if isinstance(parts[0], np.ndarray):
        return np.concatenate(parts)
    return pd.concat([pd.Series(part) for part in parts]).array


def _order(columns: dict[str, Any]) -> npt.NDArray[np.int64]:
    """Return the claims' own order: by the days, article and place in it, and what these leave equal by its texts."""
    article = pd.factorize(columns["article_id"], sort=True)[0]
    first = [columns["event_date"], columns["event_date_end"], article]
    keys = [*first, *(columns[name].to_numpy(np.int64) for name in ("quote_start", "quote_end"))]
    order = np.lexsort(keys[::-1])  # a missing day sorts last
    same = np.ones(max(len(order) - 1, 0), dtype=bool)
    for key in keys:
        at = key[order].view(np.int64) if key.dtype.kind == "M" else key[order]  # no missing day equals another
        same &= at[1:] == at[:-1]
    run = np.cumsum(np.append(True, ~same))[: len(order)]
    tied = np.flatnonzero(np.append(False, same)[: len(order)] | np.append(same, False)[: len(order)])
    texts = zip(run[tied].tolist(), *(columns[name][order[tied]] for name in _LAST), strict=True)
    ranked = sorted(zip(texts, order[tied].tolist(), strict=True), key=itemgetter(0))
    order[tied] = [number for _, number in ranked]
    return order


class Geometries:
    """Draws each distinct place once: many claims share one, and an outline is dear to make."""

    def __init__(self, shapes: Outlines) -> None:
        self._shapes = shapes
        self._drawn: dict[tuple[Any, ...], BaseGeometry | None] = {}
        self._outlines: dict[str, BaseGeometry | None] = {}  # by ISO 3166-2 or ISO 3166-1 code

    def of(self, told: tuple[Any, ...]) -> BaseGeometry | None:
        """Return the geometry of a claim with these values of DRAWN_BY."""
        if told not in self._drawn:
            self._drawn[told] = self._draw(told)
        return self._drawn[told]

    def _draw(self, told: tuple[Any, ...]) -> BaseGeometry | None:
        latitude, longitude, where_prec, radius_km, admin1_code, iso3 = told
        if latitude is None or longitude is None:
            return None
        outline = None
        if where_prec == WherePrec.ADM1:
            outline = self._outline(self._shapes.region, admin1_code)
        elif where_prec == WherePrec.COUNTRY:
            outline = self._outline(self._shapes.country, iso3)
        if outline is not None:
            return outline
        if radius_km and where_prec not in (None, WherePrec.EXACT):
            return disc(latitude, longitude, radius_km)
        return Point(longitude, latitude)

    def _outline(self, look_up: Callable[[str], BaseGeometry | None], code: str) -> BaseGeometry | None:
        if code not in self._outlines:
            self._outlines[code] = look_up(code) if code else None
        return self._outlines[code]


def disc(latitude: float, longitude: float, radius_km: float) -> BaseGeometry:
    """Return the area within `radius_km` of a point on the sphere, cut at the antimeridian and at the poles.

    >>> from geo.layers import disc
    >>> disc(49.0, 32.0, 10.0).bounds[1] < 48.92
    True
    """
    angle = radius_km / EARTH_KM
    reach = np.degrees(angle)
    if abs(latitude) + reach >= 90:  # noqa: PLR2004 - the pole's latitude
        return box(-180, max(latitude - reach, -90), 180, min(latitude + reach, 90))
    bearing = np.linspace(0, 2 * np.pi, _DISC_CORNERS, endpoint=False)
    phi = np.radians(latitude)
    phi2 = np.arcsin(np.sin(phi) * np.cos(angle) + np.cos(phi) * np.sin(angle) * np.cos(bearing))
    east = np.arctan2(
        np.sin(bearing) * np.sin(angle) * np.cos(phi), np.cos(angle) - np.sin(phi) * np.sin(phi2)
    )  # fmt: skip
    ring = Polygon(np.column_stack([longitude + np.degrees(east), np.degrees(phi2)]).round(6))
    west, _, far_east, _ = ring.bounds
    if west >= -180 and far_east <= 180:  # noqa: PLR2004 - the antimeridian
        return ring
    return _cut_at_antimeridian(ring)


def _cut_at_antimeridian(ring: Polygon) -> MultiPolygon:
    turns = [affinity.translate(ring, xoff=turn) for turn in (-360, 0, 360)]
    parts = [turned.intersection(box(-180, -90, 180, 90)) for turned in turns]
    return MultiPolygon([part for part in parts if isinstance(part, Polygon) and not part.is_empty])

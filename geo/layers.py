"""Claims as a GeoDataFrame: the one table schema that exports, maps and figures share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date
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
_ORDER = [
    "event_date", "event_date_end", "article_id", "quote_start", "quote_end",
    "claim_id", "event_type", "location", "quote",
]  # fmt: skip

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
    """
    rows = list(claims)
    table = pd.DataFrame({name: _column(name, rows) for name in COLUMNS}, columns=list(COLUMNS))
    drawn = _Geometries(Shapes.open() if shapes is None else shapes)
    frame = geopandas.GeoDataFrame(table, geometry=[drawn.of(claim) for claim in rows], crs="EPSG:4326")
    return frame.sort_values(_ORDER, kind="stable", na_position="last", ignore_index=True)


def days(frame: geopandas.GeoDataFrame) -> tuple[date, ...]:
    """Return the days on which a claim of the frame begins or ends, in order."""
    present = pd.concat([frame["event_date"], frame["event_date_end"]]).dropna().unique()
    return tuple(sorted(pd.Timestamp(day).date() for day in present))


def by_day(frame: geopandas.GeoDataFrame) -> Iterator[tuple[date, geopandas.GeoDataFrame]]:
    """Yield each of `days` with the claims whose span of days holds it; undated claims are in none."""
    start = frame["event_date"]
    end = frame["event_date_end"].fillna(start)
    for day in days(frame):
        stamp = pd.Timestamp(day)
        yield day, frame[(start <= stamp) & (end >= stamp)]


def _column(name: str, rows: list[Claim]) -> pd.Series[Any]:
    values = [getattr(claim, name) for claim in rows]
    if name in _DATES:
        return pd.Series(np.array(values, dtype="datetime64[D]").astype("datetime64[ms]"))
    if name in _INTEGERS:
        return pd.Series([None if value is None else int(value) for value in values], dtype="Int64")
    if name in _FLOATS:
        return pd.Series(values, dtype="float64")
    if name == "unverified":
        return pd.Series(values, dtype="bool")
    if name in _NAMED:
        return pd.Series(["" if value is None else value.value for value in values], dtype="object")
    return pd.Series(values, dtype="object")


class _Geometries:
    """Draws each distinct place once: many claims share one, and an outline is dear to make."""

    def __init__(self, shapes: Outlines) -> None:
        self._shapes = shapes
        self._outlines: dict[tuple[WherePrec, str], BaseGeometry | None] = {}
        self._points: dict[tuple[float, float], BaseGeometry] = {}
        self._discs: dict[tuple[float, float, float], BaseGeometry] = {}

    def of(self, claim: Claim) -> BaseGeometry | None:
        if claim.latitude is None or claim.longitude is None:
            return None
        outline = self._outline(claim)
        if outline is not None:
            return outline
        if claim.radius_km and claim.where_prec not in (None, WherePrec.EXACT):
            key = (claim.latitude, claim.longitude, claim.radius_km)
            if key not in self._discs:
                self._discs[key] = disc(*key)
            return self._discs[key]
        at = (claim.longitude, claim.latitude)
        if at not in self._points:
            self._points[at] = Point(at)
        return self._points[at]

    def _outline(self, claim: Claim) -> BaseGeometry | None:
        if claim.where_prec is WherePrec.ADM1:
            code, look_up = claim.admin1_code, self._shapes.region
        elif claim.where_prec is WherePrec.COUNTRY:
            code, look_up = claim.iso3, self._shapes.country
        else:
            return None
        key = (claim.where_prec, code)
        if key not in self._outlines:
            self._outlines[key] = look_up(code) if code else None
        return self._outlines[key]


def disc(latitude: float, longitude: float, radius_km: float) -> BaseGeometry:
    """Return the area within `radius_km` of a point on the sphere, cut at the antimeridian and at the poles.

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

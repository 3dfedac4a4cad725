"""Which claims a figure shows: those of a period and a region."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

import pandas as pd

from geo.errors import ClaimmapError
from geo.gazetteer import Gazetteer
from geo.model import DatePrec

if TYPE_CHECKING:
    import geopandas

MOST_PANELS = 12
_CORNERS = 4
_WEEK = 7


class Per(StrEnum):
    """What one of several small maps shows."""

    DAY = "day"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a figure is to show: days (None: from the first, to the last), a region (see `region_of`), and its title."""

    first: date | None = None
    last: date | None = None
    region: str = ""
    per: Per | None = None
    title: str = ""

    @classmethod
    def parse(cls, first: str, last: str, region: str, per: str, title: str) -> Asked:
        """Read what stands on a command line; empty means nothing asked. Raises ClaimmapError."""
        if per and per not in set(Per):
            message = f"{per!r}: small maps are drawn per day or per week"
            raise ClaimmapError(message)
        return cls(_day(first), _day(last), region, Per(per) if per else None, title)

    def __post_init__(self) -> None:
        """Refuse a period that ends before it begins."""
        if self.first and self.last and self.last < self.first:
            message = f"the period ends on {self.last}, before it begins on {self.first}"
            raise ClaimmapError(message)


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError as error:
        message = f"{written!r} is no day such as 2022-03-04"
        raise ClaimmapError(message) from error


@dataclass(frozen=True, slots=True)
class Region:
    """Where claims must lie: in a country or region, or within west, south, east, north; and its name."""

    name: str
    column: str = ""
    code: str = ""
    box: tuple[float, ...] = ()

    def holds(self, frame: pd.DataFrame) -> pd.Series[bool]:
        """Tell which claims lie in it."""
        if self.column:
            return frame[self.column] == self.code
        west, south, east, north = self.box
        return frame["longitude"].between(west, east) & frame["latitude"].between(south, north)


@dataclass(frozen=True, slots=True)
class Panel:
    """Claims that one map shows, all with a place, and the days that it is of; None where it is of all."""

    claims: geopandas.GeoDataFrame
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Selected:
    """The claims of a figure, with a place or none, in the panels that show them, and how many these leave out."""

    claims: geopandas.GeoDataFrame
    panels: tuple[Panel, ...]
    unplaced: int
    undated: int  # with a place, but told without a day or week and so shown in no panel


def region_of(written: str) -> Region | None:
    """Read `W,S,E,N` in degrees, a country's code (UA or UKR) or a region's (UA-63). Raises ClaimmapError."""
    if not written:
        return None
    if "," in written:
        return _box(written)
    code = written.strip().upper()
    gazetteer = Gazetteer.built_in()
    if country := gazetteer.country(code):
        return Region(country.name, "iso3", country.iso3)
    if region := gazetteer.region(code):
        return Region(region.name, "admin1_code", code)
    message = f"{written!r} is no region: name a country (UA), a region (UA-63) or W,S,E,N in degrees (22,44,40,52)"
    raise ClaimmapError(message)


def _box(written: str) -> Region:
    try:
        box = tuple(float(part) for part in written.split(","))
    except ValueError:
        box = ()
    if len(box) != _CORNERS or not (-180 <= box[0] < box[2] <= 180 and -90 <= box[1] < box[3] <= 90):  # noqa: PLR2004 - degrees
        message = f"{written!r} is not W,S,E,N in degrees, such as 22,44,40,52"
        raise ClaimmapError(message)
    return Region(f"{box[1]:g}° to {box[3]:g}° N, {box[0]:g}° to {box[2]:g}° E", box=box)


def select(frame: geopandas.GeoDataFrame, asked: Asked, region: Region | None) -> Selected:
    """Return the claims of a frame that were asked for. Raises ClaimmapError where none is, or too many panels are."""
    chosen = within(frame, asked, region)
    placed = chosen[chosen["latitude"].notna()]
    if placed.empty:
        message = "no claim with a place is in this period and region"
        raise ClaimmapError(message)
    if asked.per is None:
        return Selected(chosen, (Panel(placed, None, None),), len(chosen) - len(placed), 0)
    panels = _panels(placed, asked)
    if len(panels) > MOST_PANELS:
        message = f"{len(panels)} {asked.per}s have claims, and a figure has room for {MOST_PANELS}: choose fewer"
        raise ClaimmapError(message)
    if not panels:
        message = "no claim with a place and a day is in this period and region"
        raise ClaimmapError(message)
    return Selected(chosen, panels, len(chosen) - len(placed), int((~_told_closely(placed)).sum()))


def within(frame: geopandas.GeoDataFrame, asked: Asked, region: Region | None) -> geopandas.GeoDataFrame:
    """Return the claims that begin or go on within the period; without a period, those without a day as well.

    With a region only those that lie in it: none that has no place.
    """
    chosen = frame[_in_period(frame, asked)]
    return chosen[region.holds(chosen)] if region else chosen


def _in_period(frame: geopandas.GeoDataFrame, asked: Asked) -> pd.Series[bool]:
    start, end = frame["event_date"], frame["event_date_end"].fillna(frame["event_date"])
    inside = pd.Series(True, index=frame.index)  # noqa: FBT003 - the value of each row
    if asked.first:
        inside &= end >= pd.Timestamp(asked.first)
    if asked.last:
        inside &= start <= pd.Timestamp(asked.last)
    return inside


def _told_closely(claims: pd.DataFrame) -> pd.Series[bool]:
    """Tell which claims have a day, told at least to the week: what happened "in 2016" is on no day's map."""
    return claims["event_date"].notna() & (claims["date_prec"].fillna(DatePrec.DAY) <= DatePrec.WEEK)


def _panels(placed: geopandas.GeoDataFrame, asked: Asked) -> tuple[Panel, ...]:
    """Return a panel for each day or week on which a claim begins or goes on; those without any are left out."""
    placed = placed[_told_closely(placed)]
    start = placed["event_date"]
    end = placed["event_date_end"].fillna(start)
    if placed.empty:
        return ()
    first, last = asked.first or start.min().date(), asked.last or end.max().date()
    step = 1 if asked.per is Per.DAY else _WEEK
    begin = first - timedelta(days=first.weekday() if asked.per is Per.WEEK else 0)
    panels = []
    for number in range((last - begin).days // step + 1):
        day = begin + timedelta(days=number * step)
        until = day + timedelta(days=step - 1)
        claims = placed[(start <= pd.Timestamp(until)) & (end >= pd.Timestamp(day))]
        if not claims.empty:
            panels.append(Panel(claims, max(day, first), min(until, last)))
    return tuple(panels)

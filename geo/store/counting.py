"""How many claims there are when and where, counted by the database: no claim comes out of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa

from geo.model import EVERYWHERE, Days, Scope
from geo.store.tables import CLAIMS

_NUMBER = sa.func.count().label("number")


def meant(scope: Scope) -> list[sa.ColumnElement[bool]]:
    """Return the conditions that claims of a scope meet."""
    claims, conditions = CLAIMS.c, list[sa.ColumnElement[bool]]()
    if scope.days is not None:
        conditions.append(_begin_on(scope.days))
    if scope.placed is not None:
        conditions.append(claims.latitude.is_not(None) if scope.placed else claims.latitude.is_(None))
    if scope.iso3 is not None:
        conditions.append(claims.iso3 == scope.iso3)
    if scope.admin1_code is not None:
        conditions.append(claims.admin1_code == scope.admin1_code)
    return conditions


def _begin_on(days: Days) -> sa.ColumnElement[bool]:
    day = CLAIMS.c.event_date
    return day.is_(None) if days.first is None else day.between(days.first, days.last)


def touching(first: date, last: date) -> list[sa.ColumnElement[bool]]:
    """Return the conditions that claims meet which hold any of the days from the first to the last."""
    claims = CLAIMS.c
    ends = sa.or_(claims.event_date_end >= first, sa.and_(claims.event_date_end.is_(None), claims.event_date >= first))
    return [claims.event_date <= last, ends]


def by_days(scope: Scope = EVERYWHERE) -> sa.Select[tuple[Any, ...]]:
    """Return the query for the fields of DaysCount."""
    by = (CLAIMS.c.event_date, CLAIMS.c.event_date_end, CLAIMS.c.event_type)
    return sa.select(*by, _NUMBER).where(*meant(scope)).group_by(*by)


def by_places(scope: Scope = EVERYWHERE) -> sa.Select[tuple[Any, ...]]:
    """Return the query for the fields of PlaceCount."""
    claims = CLAIMS.c
    placed = claims.latitude.is_not(None)
    by = (placed, claims.iso3, claims.country, claims.admin1_code, claims.admin1, claims.event_type)
    return sa.select(*by, _NUMBER).where(*meant(scope)).group_by(*by)


def bounds() -> sa.Select[tuple[Any, ...]]:
    """Return the query for west, south, east and north of all claims that have a place."""
    longitude, latitude = CLAIMS.c.longitude, CLAIMS.c.latitude
    least, most = sa.func.min, sa.func.max
    return sa.select(least(longitude), least(latitude), most(longitude), most(latitude))


def spots() -> sa.Select[tuple[Any, ...]]:
    """Return the query for the event of each claim and the fields of Spot, for events of several claims."""
    claims = CLAIMS.c
    several = sa.select(claims.event_id).where(claims.event_id != "").group_by(claims.event_id).having(_NUMBER > 1)
    told = (claims.event_date, claims.latitude.is_not(None), claims.iso3, claims.admin1_code)
    return sa.select(claims.event_id, *told).where(claims.event_id.in_(several)).order_by(claims.event_id)

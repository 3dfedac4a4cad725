"""What extraction told and what is shown of it: two states of each claim, kept as one where they agree."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields
from itertools import islice
from typing import Any, TypeVar

import sqlalchemy as sa

from geo.model import Claim
from geo.store.tables import CLAIM, CLAIMS, EXTRACTED

_AT_ONCE = 500  # ids in one statement
_OF_EVENT = ("event_id", "grade", "grade_reason")  # grouping gives them, extraction never does
_NAMES = tuple(field.name for field in fields(Claim))
_MADE = ("first_run", "engine")
_Item = TypeVar("_Item")


def extracted(column: str, values: Collection[str] | None, *more: str) -> sa.Select[Any]:
    """Return the query for claims as extraction left them, by their ids: those with one of the values, or with none."""

    def chosen(table: sa.Table) -> sa.ColumnElement[bool]:
        return table.c[column].is_(None) if values is None else table.c[column].in_(list(values))

    told = [EXTRACTED.c[name] for name in (*_NAMES, *more)]
    same = [sa.literal("").label(name) if name in _OF_EVENT else CLAIMS.c[name] for name in (*_NAMES, *more)]
    other = sa.exists().where(EXTRACTED.c.claim_id == CLAIMS.c.claim_id)
    arms = sa.select(*told).where(chosen(EXTRACTED)), sa.select(*same).where(chosen(CLAIMS), ~other)
    rows = sa.union_all(*arms).subquery()
    return sa.select(*rows.c).order_by(rows.c.claim_id)


def altered() -> sa.Select[Any]:
    """Return the query for the claims that are shown otherwise than extraction left them, as it left them."""
    return sa.select(*(EXTRACTED.c[name] for name in _NAMES)).order_by(EXTRACTED.c.claim_id)


def shown(claim_ids: Iterable[str]) -> sa.Select[Any]:
    """Return the query for claims as they are shown."""
    return sa.select(*CLAIM).where(CLAIMS.c.claim_id.in_(list(claim_ids)))


def in_batches(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    """Yield the items in lists of as many as one statement takes."""
    waiting = iter(items)
    while batch := list(islice(waiting, _AT_ONCE)):
        yield batch


def show(connection: sa.Connection, claims: Mapping[str, Claim | None]) -> None:
    """Show these claims, by claim_id, so and no longer otherwise; None is not shown. What extraction told stays."""
    for claim_ids in in_batches(claims):
        query = extracted("claim_id", claim_ids, *_MADE)
        told = [dict(row._mapping) for row in connection.execute(query)]  # noqa: SLF001 - public, named so not to clash with columns
        for table in (CLAIMS, EXTRACTED):
            connection.execute(table.delete().where(table.c.claim_id.in_(claim_ids)))
        insert(connection, told, claims)


def insert(connection: sa.Connection, told: Iterable[dict[str, Any]], claims: Mapping[str, Claim | None]) -> None:
    """Put claims into the tables: rows of what extraction told, and what is shown of those for which that is not it."""
    here, kept = [], []
    for row in told:
        if row["claim_id"] not in claims:
            here.append(row)
            continue
        claim = claims[row["claim_id"]]
        made = None if claim is None else row_of(claim) | {name: row[name] for name in _MADE}
        if made is not None:
            here.append(made)
        if made is None or made | dict.fromkeys(_OF_EVENT, "") != row:
            kept.append(row)
    for table, rows in ((CLAIMS, here), (EXTRACTED, kept)):
        if rows:
            connection.execute(table.insert(), rows)


def row_of(claim: Claim) -> dict[str, Any]:
    """Return a claim as a row, without what is known of its making."""
    return {name: getattr(claim, name) for name in _NAMES}

"""What extraction told and what is shown of it: two states of each claim, kept as one where they agree."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields
from functools import cache
from heapq import merge
from itertools import islice
from operator import itemgetter
from typing import Any, TypeVar

import sqlalchemy as sa

from geo.model import OF_EVENT, Claim
from geo.store.tables import CLAIM, CLAIMS, EXTRACTED

_AT_ONCE = 500  # ids in one statement
_ROWS_AT_ONCE = 1000
_NAMES = tuple(field.name for field in fields(Claim))
_MADE = ("first_run", "engine")
_Item = TypeVar("_Item")


def extracted(connection: sa.Connection, column: str, values: Collection[str] | None, *more: str) -> Iterator[Any]:
    """Yield claims as extraction left them, by their ids: those with one of the values, or with none.

    A row has the fields of Claim, then `more` of what is known of its making.
    """
    few, rest = _queries(column, more, values is None)
    told = {} if values is None else {"values": list(values)}
    apart = connection.execute(few, told).all()
    # One after the other: together in one query they took six times as long, and an article is asked for at each turn.
    together = connection.execute(rest.execution_options(yield_per=_ROWS_AT_ONCE), told)
    yield from merge(apart, together, key=itemgetter(0))


@cache
def _queries(column: str, more: tuple[str, ...], is_empty: bool) -> tuple[sa.Select[Any], sa.Select[Any]]:  # noqa: FBT001 - of a query, made once
    """Return the queries for what is shown otherwise, and for what is shown as extraction left it."""

    def chosen(table: sa.Table) -> sa.ColumnElement[bool]:
        return table.c[column].is_(None) if is_empty else table.c[column].in_(sa.bindparam("values", expanding=True))

    told = [EXTRACTED.c[name] for name in (*_NAMES, *more)]
    same = [sa.literal("").label(name) if name in OF_EVENT else CLAIMS.c[name] for name in (*_NAMES, *more)]
    other = sa.exists().where(EXTRACTED.c.claim_id == CLAIMS.c.claim_id)
    return (
        sa.select(*told).where(chosen(EXTRACTED)).order_by(EXTRACTED.c.claim_id),
        sa.select(*same).where(chosen(CLAIMS), ~other).order_by(CLAIMS.c.claim_id),
    )


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
        rows = extracted(connection, "claim_id", claim_ids, *_MADE)
        told = [dict(row._mapping) for row in rows]  # noqa: SLF001 - public, named so not to clash with columns
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
        if made is None or made | dict.fromkeys(OF_EVENT, "") != row:
            kept.append(row)
    for table, rows in ((CLAIMS, here), (EXTRACTED, kept)):
        if rows:
            connection.execute(table.insert(), rows)


def row_of(claim: Claim) -> dict[str, Any]:
    """Return a claim as a row, without what is known of its making."""
    return {name: getattr(claim, name) for name in _NAMES}

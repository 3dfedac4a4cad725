"""Runs: their beginning and end, which articles they met, and what they changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import asdict, fields
from datetime import UTC, datetime
from itertools import islice

import sqlalchemy as sa

from geo.model import LoggedChange
from geo.store.records import Counts, Run, Seen
from geo.store.tables import ARTICLES, CHANGES, CLAIMS, RUNS

_ROWS_AT_ONCE = 1000
_COUNTS = [RUNS.c[field.name] for field in fields(Counts)]


def now() -> datetime:
    """Return the time of day in UTC, without zone, as the tables keep it."""
    return datetime.now(UTC).replace(tzinfo=None)


def begin(connection: sa.Connection, engine: str) -> int:
    """Note that a run begins and return its number, higher than that of every run before it."""
    result = connection.execute(RUNS.insert(), {"started": now(), "engine": engine})
    assert result.inserted_primary_key is not None
    return int(result.inserted_primary_key[0])


def finish(connection: sa.Connection, run_id: int, counts: Counts) -> None:
    """Note that a run has come to its end and what it did."""
    row = {"finished": now()} | asdict(counts)
    connection.execute(RUNS.update().where(RUNS.c.run_id == run_id), row)


def all_runs(connection: sa.Connection) -> list[Run]:
    """Return all runs, oldest first."""
    query = sa.select(RUNS.c.run_id, RUNS.c.started, RUNS.c.finished, RUNS.c.engine, *_COUNTS).order_by(RUNS.c.run_id)
    return [
        Run(run_id, started, finished, engine, None if finished is None else Counts(*counts))
        for run_id, started, finished, engine, *counts in connection.execute(query)
    ]


def touch(connection: sa.Connection, run_id: int, article_ids: Collection[str]) -> None:
    """Note that a run has met these articles in its sources.

    Articles that were last met by one run stand together. Where it met all of those, that is one number to write; where
    some are missing, the ones that it met are moved to stand with it.
    """
    met = set(article_ids)
    together: Counter[int | None] = Counter()
    here: dict[int | None, list[str]] = {}
    for article_id, with_run in connection.execute(sa.select(ARTICLES.c.article_id, ARTICLES.c.met_with)):
        together[with_run] += 1
        if article_id in met:
            here.setdefault(with_run, []).append(article_id)
    whole = [each for each, ids in here.items() if each is not None and len(ids) == together[each]]
    again = RUNS.update().where(RUNS.c.run_id == sa.bindparam("together")).values(met_again=run_id)
    moved = ARTICLES.update().where(ARTICLES.c.article_id == sa.bindparam("moved")).values(met_with=run_id)
    if whole:
        connection.execute(again, [{"together": each} for each in whole])
    moving = [{"moved": article_id} for each in here.keys() - set(whole) for article_id in here[each]]
    if moving:
        connection.execute(moved, moving)


def log(connection: sa.Connection, changes: Iterable[LoggedChange]) -> None:
    """Keep changes behind those that their runs have logged before."""
    ordinals: dict[int, int] = {}
    waiting = iter(changes)
    while batch := list(islice(waiting, _ROWS_AT_ONCE)):
        rows = []
        for change in batch:
            if change.run_id not in ordinals:
                last = sa.select(sa.func.max(CHANGES.c.ordinal)).where(CHANGES.c.run_id == change.run_id)
                ordinals[change.run_id] = connection.execute(last).scalar() or 0
            ordinals[change.run_id] += 1
            rows.append(asdict(change) | {"ordinal": ordinals[change.run_id]})
        connection.execute(CHANGES.insert(), rows)


def seen(connection: sa.Connection, claim_id: str) -> Seen | None:
    """Return when a claim was first and last known, None if it is not."""
    last = sa.func.coalesce(RUNS.c.met_again, ARTICLES.c.met_with)
    query = (
        sa.select(CLAIMS.c.first_run, last, CLAIMS.c.engine)
        .select_from(CLAIMS.join(ARTICLES).outerjoin(RUNS, RUNS.c.run_id == ARTICLES.c.met_with))
        .where(CLAIMS.c.claim_id == claim_id)
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else Seen(*row)

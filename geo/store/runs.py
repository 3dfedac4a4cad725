"""Runs: their beginning and end, which articles they met, and what they changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict, fields
from datetime import UTC, datetime
from itertools import islice

import sqlalchemy as sa

from geo.model import LoggedChange
from geo.store.records import Counts, Reach, Run, Seen
from geo.store.tables import ARTICLES, CHANGES, CLAIMS, MEETINGS, RUNS

_ROWS_AT_ONCE = 1000
_COUNTS = [RUNS.c[field.name] for field in fields(Counts)]


def now() -> datetime:
    """Return the time of day in UTC, without zone, as the tables keep it."""
    return datetime.now(UTC).replace(tzinfo=None)


def begin(connection: sa.Connection, engine: str) -> int:
    """Note that a run begins and return its number, higher than that of every run before it."""
    made = connection.execute(RUNS.insert(), {"started": now(), "engine": engine}).inserted_primary_key
    assert made is not None
    run_id = int(made[0])
    _begun(connection, run_id)
    return run_id


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


def state(connection: sa.Connection) -> str:
    """Return when the first run began, what was changed last, and how much there is: together they stand for all."""
    columns = CHANGES.c
    queries = (
        sa.select(RUNS.c.started).order_by(RUNS.c.run_id).limit(1),
        sa.select(columns.run_id, columns.ordinal).order_by(columns.run_id.desc(), columns.ordinal.desc()).limit(1),
        sa.select(sa.func.count()).select_from(CHANGES),
        sa.select(sa.func.count()).select_from(CLAIMS),
    )
    return " ".join(str(tuple(row)) for query in queries for row in connection.execute(query))


def reach(connection: sa.Connection) -> Reach:
    """Return how far the knowledge of claims goes."""
    logged = sa.select(sa.func.coalesce(sa.func.max(CHANGES.c.run_id), 0), sa.func.count()).select_from(CHANGES)
    last, changes = connection.execute(logged).one()
    claims = connection.execute(sa.select(sa.func.count()).select_from(CLAIMS)).scalar_one()
    return Reach(int(last), int(changes), int(claims))


def meeting(run_id: int | None) -> sa.ScalarSelect[int]:
    """Return the query for a meeting of what this run has met; any of those that there are does."""
    return sa.select(sa.func.min(MEETINGS.c.meeting_id)).where(MEETINGS.c.last_run == run_id).scalar_subquery()


def touch(connection: sa.Connection, run_id: int, article_ids: Collection[str]) -> None:
    """Note that a run has met these articles in its sources.

    A meeting of which it met all is now one of this run. Of a meeting of which it met some, the smaller part is moved.
    """
    met = set(article_ids)
    here: dict[int | None, list[str]] = {}
    gone: dict[int | None, list[str]] = {}
    for article_id, of in connection.execute(sa.select(ARTICLES.c.article_id, ARTICLES.c.meeting_id)):
        (here if article_id in met else gone).setdefault(of, []).append(article_id)
    mine = connection.execute(sa.select(meeting(run_id))).scalar_one()
    again = []
    for of, those in here.items():
        others = gone.get(of, [])
        if of is None or len(those) < len(others):
            _move(connection, those, mine)
            continue
        if others:
            before = sa.select(MEETINGS.c.last_run).where(MEETINGS.c.meeting_id == of)
            _move(connection, others, _begun(connection, before.scalar_subquery()))
        again.append({"again": of})
    if again:
        statement = MEETINGS.update().where(MEETINGS.c.meeting_id == sa.bindparam("again"))
        connection.execute(statement.values(last_run=run_id), again)


def _begun(connection: sa.Connection, last_run: int | sa.ScalarSelect[int]) -> int:
    """Begin a meeting and return its number."""
    made = connection.execute(MEETINGS.insert().values(last_run=last_run)).inserted_primary_key
    assert made is not None
    return int(made[0])


def _move(connection: sa.Connection, article_ids: Iterable[str], to: int) -> None:
    statement = ARTICLES.update().where(ARTICLES.c.article_id == sa.bindparam("moved")).values(meeting_id=to)
    connection.execute(statement, [{"moved": article_id} for article_id in article_ids])


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
    query = (
        sa.select(CLAIMS.c.first_run, MEETINGS.c.last_run, CLAIMS.c.engine)
        .select_from(CLAIMS.join(ARTICLES).outerjoin(MEETINGS))
        .where(CLAIMS.c.claim_id == claim_id)
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else Seen(*row)

"""Runs that share a server's database, one after another: a file's folder is locked by who opens it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from geo.errors import LockedError

_RUN = 4_267_002  # the key of the lock that a run holds; any number but that of `opening`
_ASKED_AGAIN_S = 0.5
_HOLDER = sa.text(
    "SELECT a.pid, coalesce(host(a.client_addr), 'this machine') FROM pg_locks l JOIN pg_stat_activity a USING (pid) "
    "WHERE l.locktype = 'advisory' AND l.objid = :key AND l.granted AND l.database = "
    "(SELECT oid FROM pg_database WHERE datname = current_database())"
)


@contextmanager
def taken(engine: sa.Engine, target: str, wait_s: float, tell: Callable[[str], None]) -> Iterator[None]:
    """Hold the database's turn, which ends with the connection, also where its process is killed.

    Where another run has it, `tell` is told who, once, and this one waits up to `wait_s` seconds; then LockedError.
    """
    if engine.dialect.name != "postgresql":
        yield
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        _take(connection, target, wait_s, tell)
        try:
            yield
        finally:
            connection.execute(sa.text("SELECT pg_advisory_unlock(:key)"), {"key": _RUN})


def _take(connection: sa.Connection, target: str, wait_s: float, tell: Callable[[str], None]) -> None:
    ends = time.monotonic() + wait_s
    told = False
    while not connection.execute(sa.text("SELECT pg_try_advisory_lock(:key)"), {"key": _RUN}).scalar_one():
        holder = connection.execute(_HOLDER, {"key": _RUN}).first()
        who = f"server process {holder[0]} for {holder[1]}" if holder else "its process is not known"
        if time.monotonic() >= ends:
            message = f"another run ({who}) is writing to {target}; try again when it has ended"
            raise LockedError(message)
        if not told:
            tell(f"another run ({who}) is writing to {target}; waiting for it up to {wait_s:.0f} s")
            told = True
        time.sleep(_ASKED_AGAIN_S)

"""Faults of the database → StoreError: one line that says what happened and what to do."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from geo.errors import StoreError

# What SQLite says, by a part of its words, and what its user can do. Its error codes tell no more than the words do.
_ADVICE = (
    ("database is locked", "another run has been writing to it for too long; let that end and run again"),
    ("disk is full", "free some space and run again: what was saved before is kept"),
    ("disk I/O error", "its disk fails or takes no larger file; see to that and run again: what was saved is kept"),
    ("readonly database", "give the right to write the file and its folder, or name another store"),
    ("unable to open database file", "its folder must exist and may be written; else name another store"),
    ("not a database", "name another store, or remove the file if it was one and build again from the articles"),
    ("malformed", "the file is damaged: restore a copy of it, or remove it and build again from the articles"),
)
_POSTGIS = {"psycopg", "geoalchemy2"}


@contextmanager
def guarded(target: str) -> Iterator[None]:
    """Turn what a database, its driver or damaged data raises into StoreError."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, ModuleNotFoundError, zlib.error, UnicodeDecodeError) as error:
        message = f"the store {target} cannot be used: {_told(error)}"
        raise StoreError(message) from error


def _told(error: Exception) -> str:
    if isinstance(error, ModuleNotFoundError) and error.name in _POSTGIS:
        return f"{error}; install it with: pip install 'claimmap[postgis]'"
    if isinstance(error, (zlib.error, UnicodeDecodeError)):
        return "a text in it is damaged: restore a copy of it, or remove it and build again from the articles"
    reason = str(getattr(error, "orig", None) or error).splitlines()[0]
    advice = next((advice for words, advice in _ADVICE if words in reason), "")
    return f"{reason}; {advice}" if advice else reason

"""What was fetched, kept: each body in a file named by its SHA-256, and an index of what stood where and when.

The folder lies beside the store. A page keeps every version that was seen, as evidence; of a feed, which changes all
day, only the newest is kept. Body first, index second: one that is killed leaves at most a body that nothing names.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from geo.errors import OutputError
from geo.fetching.records import Fetched, Kind
from geo.whole import sweep, whole_file

_INDEX = "index.sqlite"
_BODY = re.compile(r"[0-9a-f]{64}")
_TABLE = """
CREATE TABLE IF NOT EXISTS fetched (
    url TEXT NOT NULL, address TEXT NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, kind TEXT NOT NULL,
    content_type TEXT NOT NULL, charset TEXT NOT NULL, etag TEXT NOT NULL, last_modified TEXT NOT NULL,
    first_at TEXT NOT NULL, last_at TEXT NOT NULL,
    PRIMARY KEY (url, sha256)
)
"""
_COLUMNS = "url, address, sha256, kind, content_type, charset, etag, last_modified, first_at, last_at"


class Archive:
    """What was fetched so far, in one folder; only for who has the folder to themselves. Raises OutputError."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with self._writing():
            folder.mkdir(parents=True, exist_ok=True)
            sweep(folder)
            self._index = sqlite3.connect(folder / _INDEX, isolation_level=None)
            self._index.execute("PRAGMA secure_delete = ON")  # what is forgotten is gone from the file, too
            self._index.execute(_TABLE)

    def newest(self, url: str) -> Fetched | None:
        """Return what was last fetched from an address, None if nothing was or its body is not as it was kept."""
        query = f"SELECT {_COLUMNS} FROM fetched WHERE url = ? ORDER BY last_at DESC, first_at DESC LIMIT 1"  # noqa: S608 - our own words
        with self._writing():
            row = self._index.execute(query, (url,)).fetchone()
        return None if row is None else self._with_body(row)

    def add(self, fetched: Fetched) -> Fetched:
        """Keep what was fetched, and return it with the time at which this very body was first had."""
        with self._writing():
            path = self._folder / fetched.sha256
            if not path.is_file():
                with whole_file(path) as stream:
                    stream.write(fetched.body)
            self._index.execute("BEGIN IMMEDIATE")
            query = "SELECT first_at FROM fetched WHERE url = ? AND sha256 = ?"
            row = self._index.execute(query, (fetched.url, fetched.sha256)).fetchone()
            kept = replace(fetched, first_at=row[0]) if row else fetched
            values = (
                *(kept.url, kept.address, kept.sha256, len(kept.body), kept.kind.value, kept.content_type),
                *(kept.charset, kept.etag, kept.last_modified, kept.first_at, kept.last_at),
            )
            self._index.execute(f"INSERT OR REPLACE INTO fetched VALUES ({', '.join('?' * len(values))})", values)  # noqa: S608 - question marks
            if kept.kind is Kind.FEED:
                self._index.execute("DELETE FROM fetched WHERE url = ? AND sha256 <> ?", (kept.url, kept.sha256))
            self._index.execute("COMMIT")
            if kept.kind is Kind.FEED:
                self._clear()
        return kept

    def forget(self, is_meant: Callable[[Fetched], bool]) -> int:
        """Remove all that is meant, index and bodies; return how many. A body that is not as it was kept goes, too."""
        with self._writing():
            rows = self._index.execute(f"SELECT {_COLUMNS} FROM fetched ORDER BY url, sha256").fetchall()  # noqa: S608 - our own words
            gone = []
            for row in rows:
                fetched = self._with_body(row)
                if fetched is None or is_meant(fetched):
                    gone.append((row[0], row[2]))
            self._index.execute("BEGIN IMMEDIATE")
            self._index.executemany("DELETE FROM fetched WHERE url = ? AND sha256 = ?", gone)
            self._index.execute("COMMIT")
            self._clear()
        return len(gone)

    def close(self) -> None:
        """Close the index."""
        self._index.close()

    def _with_body(self, row: tuple[str, ...]) -> Fetched | None:
        url, address, sha256, kind, content_type, charset, etag, last_modified, first_at, last_at = row
        try:
            body = (self._folder / sha256).read_bytes()
        except OSError:
            return None
        if hashlib.sha256(body).hexdigest() != sha256:
            return None
        return Fetched(
            *(url, address, body, sha256, Kind(kind), content_type, charset, etag, last_modified, first_at, last_at)
        )

    def _clear(self) -> None:
        """Remove bodies that the index does not name."""
        named = {row[0] for row in self._index.execute("SELECT DISTINCT sha256 FROM fetched")}
        for path in self._folder.iterdir():
            if _BODY.fullmatch(path.name) and path.name not in named:
                with suppress(FileNotFoundError):
                    path.unlink()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            message = f"what was fetched cannot be kept in {self._folder}: {error}"
            raise OutputError(message) from error

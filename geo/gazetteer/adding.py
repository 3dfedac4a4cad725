"""Add a GeoNames country dump or a table of one's own places to the gazetteer: read, compile, put in place."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from geo.errors import GazetteerError
from geo.gazetteer import added, dump_places, place_tables, storage
from geo.gazetteer.added import Meta
from geo.gazetteer.dump_places import Taken
from geo.gazetteer.entries import Entry
from geo.gazetteer.index import Gazetteer

OFFICIAL = "https://download.geonames.org/export/dump"
"""Where GeoNames publishes its dumps, one CC.zip a country."""
LICENCE = "CC BY 4.0, GeoNames"

_CODE = re.compile(r"[A-Za-z]{2}")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_DUMPS, _TABLE = (".txt", ".zip"), ".csv"

Progress = Callable[[str, int, int], None]
"""Told the stage, how much of it is done, and how much there is (0: not known)."""


def add(source: str, mirror: str = OFFICIAL, progress: Progress = lambda _stage, _done, _all: None) -> Meta:
    """Add the dump of a country, by its ISO 3166-1 alpha-2 code, or of a file; a former one of that name is replaced.

    A .txt or .zip is a GeoNames dump, a .csv a table of places (see `place_tables`). `mirror` is the address of the
    folder that holds CC.zip. Raises GazetteerError, with file, line and reason where a file is malformed; nothing is
    changed then.
    """
    builtin = Gazetteer.built_in()
    if _CODE.fullmatch(source):
        return _add_country(source.upper(), builtin, mirror, progress)
    path = Path(source)
    if not path.is_file():
        message = f"{source!r} is neither a country's code such as UA nor a file"
        raise GazetteerError(message)
    return _add_file(path, source, builtin, progress)


def _add_country(code: str, builtin: Gazetteer, mirror: str, progress: Progress) -> Meta:
    from geo.gazetteer.downloading import download  # noqa: PLC0415 - files need no network

    if builtin.country(code) is None:
        message = f"{code} is no ISO 3166-1 code of a country; a file of that name is ./{code}"
        raise GazetteerError(message)
    address = f"{mirror.rstrip('/')}/{code}.zip"
    path = download(address, added.downloads(), progress)
    try:
        return _add_file(path, address, builtin, progress)
    finally:
        path.unlink(missing_ok=True)


def _add_file(path: Path, source: str, builtin: Gazetteer, progress: Progress) -> Meta:
    if path.suffix.lower() not in {*_DUMPS, _TABLE} or not _NAME.fullmatch(path.stem):
        message = f"{path}: a gazetteer is a .zip, .txt or .csv file whose name is made of letters, digits, - and _"
        raise GazetteerError(message)
    progress("reading", 0, 0)
    sha256 = _sha256(path)
    if path.suffix.lower() == _TABLE:
        entries = place_tables.read(path, builtin)
        taken, licence = Taken(tuple(entries), len(entries), ""), ""
    else:
        taken, licence = dump_places.take(path, builtin), LICENCE
    if not taken.entries:
        message = f"{path} holds no place that the gazetteer lacks"
        raise GazetteerError(message)
    progress("compiling", 0, 0)
    folder = added.workshop()
    try:
        storage.write_index(taken.entries, folder)
        meta = Meta(
            name=path.stem,
            source=source,
            licence=licence,
            sha256=sha256,
            index_sha256=_sha256_of_all(sorted(folder.iterdir())),
            rows=taken.rows,
            places=len(taken.entries),
            names=_names(taken.entries),
            dated=taken.dated,
            added=datetime.now(UTC).date().isoformat(),  # told by `list` alone: no output depends on it
        )
        added.install(folder, meta)
    except OSError as error:
        message = f"the gazetteer cannot be written: {error.strerror or error}"
        raise GazetteerError(message) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return meta


def _names(entries: Sequence[Entry]) -> int:
    return len({key for entry in entries for key, _ in entry.folded_names()})


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror or error}"
        raise GazetteerError(message) from error


def _sha256_of_all(paths: Sequence[Path]) -> str:
    digests = [[path.name, _sha256(path)] for path in paths]
    return hashlib.sha256(repr(digests).encode()).hexdigest()

"""Reads GeoNames country dumps: 19 columns between tabs, no quoting, as .txt or in a .zip as downloaded.

The format is described at https://download.geonames.org/export/dump/readme.txt. A file is taken whole or refused with
the line and the reason.
"""

from __future__ import annotations

import math
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NoReturn

from geo.errors import GazetteerError

COLUMNS = 19
LARGEST_TABLE = 2 << 30  # bytes, unpacked: all countries together are 1.7 GB
LONGEST_LINE = 1 << 20  # bytes; alternate names take up to 20,000
_LARGEST_ID, _LARGEST_POPULATION = 2**31 - 1, 2**32 - 1
_LATITUDES, _LONGITUDES = 90.0, 180.0
_COUNTRY = re.compile(r"[A-Z]{2}|")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBER = re.compile(r"\d{1,18}")
# What reading files and archives fails with: damaged, cut off, encrypted, packed in a way that Python cannot read.
_UNREADABLE = (OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error)
_DEGREES = re.compile(r"-?\d{1,3}(?:\.\d{1,30})?")


@dataclass(frozen=True, slots=True)
class Row:
    """One feature. Coordinates are WGS 84 decimal degrees; `feature` is class and code such as "P.PPL"."""

    geonameid: int
    name: str
    asciiname: str
    alternates: tuple[str, ...]
    latitude: float
    longitude: float
    feature: str
    country: str
    admin1: str
    admin2: str
    admin3: str
    population: int
    modified: str  # ISO day, empty if the row tells none


class RowError(ValueError):
    """Why a row cannot be read; whoever knows the file and line adds them."""


def read(path: Path) -> Iterator[Row]:
    """Yield the rows of a dump, a .txt or a .zip that holds one. Raises GazetteerError naming file, line and reason."""
    with _table(path) as (stream, told):
        yield from _rows(stream, told)


def _rows(stream: IO[bytes], told: str) -> Iterator[Row]:
    number = size = 0
    while True:
        number += 1
        try:
            line = stream.readline(LONGEST_LINE + 1)
            size += len(line)
            if not line:
                return
            if len(line) > LONGEST_LINE or size > LARGEST_TABLE:
                _refuse("the line is" if len(line) > LONGEST_LINE else "the table is", "longer than any dump's")
            yield _row(line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n").split("\t"))
        except UnicodeDecodeError as error:
            message = f"{told}:{number}: not UTF-8 (byte {error.start + 1} of the line)"
            raise GazetteerError(message) from error
        except RowError as error:
            message = f"{told}:{number}: {error}"
            raise GazetteerError(message) from error
        except _UNREADABLE as error:
            message = f"{told}:{number}: cannot be read: {error}"
            raise GazetteerError(message) from error


def _row(cells: list[str]) -> Row:
    if len(cells) != COLUMNS:
        _refuse(f"{len(cells)} columns where a GeoNames dump has", str(COLUMNS))
    if not cells[1].strip():
        _refuse("the name is", "empty")
    if not _COUNTRY.fullmatch(cells[8]):
        _refuse(f"country {shown(cells[8])} is", "no code of two capital letters")
    return Row(
        geonameid=_whole(cells[0], "geonameid", _LARGEST_ID),
        name=cells[1].strip(),
        asciiname=cells[2].strip(),
        alternates=tuple(name.strip() for name in cells[3].split(",") if name.strip()),
        latitude=degrees(cells[4], "latitude", _LATITUDES),
        longitude=degrees(cells[5], "longitude", _LONGITUDES),
        feature=f"{cells[6]}.{cells[7]}",
        country=cells[8],
        admin1=cells[10],
        admin2=cells[11],
        admin3=cells[12],
        population=_whole(cells[14] or "0", "population", _LARGEST_POPULATION),
        modified=cells[18] if _DAY.fullmatch(cells[18]) else "",
    )


def degrees(written: str, what: str, farthest: float) -> float:
    """Read a coordinate in decimal degrees; raise RowError for what is no number or out of range."""
    if not _DEGREES.fullmatch(written.strip()):
        _refuse(f"{what} {shown(written)} is", "not a number of degrees")
    value = float(written)
    if not math.isfinite(value) or abs(value) > farthest:
        _refuse(f"{what} {shown(written)} is", f"not between -{farthest:.0f} and {farthest:.0f}")
    return value


def shown(cell: str) -> str:
    """Return a cell as a message can show it."""
    longest = 40
    return repr(cell if len(cell) <= longest else cell[:longest] + "…")


def _whole(written: str, what: str, largest: int) -> int:
    if not (_NUMBER.fullmatch(written) and written.isascii()) or int(written) > largest:
        _refuse(f"{what} {shown(written)} is", f"not a whole number up to {largest}")
    return int(written)


def _refuse(what: str, why: str) -> NoReturn:
    message = f"{what} {why}"
    raise RowError(message)


@contextmanager
def _table(path: Path) -> Iterator[tuple[IO[bytes], str]]:
    """Open the table, and tell how messages call it."""
    try:
        if path.suffix.lower() != ".zip":
            with path.open("rb") as stream:
                yield stream, str(path)
            return
        with zipfile.ZipFile(path) as packed:
            member = _member(packed, path)
            with packed.open(member) as stream:
                yield stream, f"{path}:{member.filename}"
    except _UNREADABLE as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        message = f"{path} cannot be read: {reason}"
        raise GazetteerError(message) from error


def _member(packed: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    """Return the only table of an archive: its .txt that is no readme."""
    tables = [
        member
        for member in packed.infolist()
        if member.filename.lower().endswith(".txt") and not member.filename.lower().endswith("readme.txt")
    ]
    if len(tables) != 1:
        held = f"{len(tables)} tables" if tables else "no table"
        message = f"{path} holds {held}; a GeoNames dump holds one, such as UA.txt"
        raise GazetteerError(message)
    if tables[0].file_size > LARGEST_TABLE:
        message = f"{path} unpacks to {tables[0].file_size:,} bytes, more than any dump"
        raise GazetteerError(message)
    return tables[0]

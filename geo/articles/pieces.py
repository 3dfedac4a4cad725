"""Sources cut into pieces that readers elsewhere can read, each on its own: together they give what `read` gives.

A piece is some small files, a stretch of a large `.jsonl` file, some row groups of a Parquet table, or one large file
of another kind. Feeds, addresses and standard input are no pieces: they are read where the network and the user are.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from geo.articles.decoding import HEAD, is_plain
from geo.articles.plain_files import json_lines_within
from geo.articles.reading import Reading
from geo.articles.sources import Named, Records, files, is_file, read_file
from geo.model import SetAside

_BYTES = 4 * 2**20  # of a piece: some thousand articles
_FILES = 200  # of a piece
_FEEDS = {".rss", ".atom", ".xml"}
_BLANK = b"\xef\xbb\xbf \t\r\n"


@dataclass(frozen=True, slots=True)
class Whole:
    """Files, each read from its beginning to its end."""

    files: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of a `.jsonl` file: bytes [start, end), and the number of the first line."""

    file: Named
    start: int
    end: int
    first: int


@dataclass(frozen=True, slots=True)
class Rows:
    """Row groups [start, end) of a Parquet table, and how many rows stand before them."""

    file: Named
    start: int
    end: int
    before: int


Piece = Whole | Lines | Rows


def pieces_of(sources: Sequence[str | Path]) -> Iterator[Piece | str | Path | SetAside]:
    """Yield the pieces of sources in the order of their records; between them what is to be read here, or cannot be.

    Files of pieces are told by absolute paths, for readers that stand elsewhere.
    """
    for source in sources:
        if not is_file(source):
            yield source
            continue
        for small, found in groupby(files(Path(source)), _is_small):
            if small:
                yield from _together(each for each in found if isinstance(each, Named))
            else:
                for each in found:
                    yield from _alone(each)


def files_of(piece: Piece) -> tuple[Named, ...]:
    """Return the files that a piece is of."""
    return piece.files if isinstance(piece, Whole) else (piece.file,)


def apart(piece: Piece) -> list[Piece]:
    """Return the pieces that a piece can be cut into: each of its files, or none where it is of one."""
    return [Whole((file,)) for file in piece.files] if isinstance(piece, Whole) and len(piece.files) > 1 else []


def read_piece(piece: Piece, reading: Reading) -> Records:
    """Yield the records of a piece as `read` yields them of its files."""
    if isinstance(piece, Whole):
        for file in piece.files:
            yield from read_file(file, reading)
        return
    try:
        with piece.file.path.open("rb") as stream:
            if isinstance(piece, Lines):
                yield from json_lines_within(stream, piece.file.origin, piece.start, piece.end, piece.first)
            else:
                from geo.articles.parquet_files import parquet_articles  # noqa: PLC0415 - only where there is such a file

                groups = range(piece.start, piece.end)
                yield from parquet_articles(stream, piece.file.origin, reading, groups, piece.before)
    except OSError as error:
        yield SetAside(piece.file.origin, f"cannot be read: {error.strerror or error}")


def _is_small(found: Named | SetAside) -> bool:
    if isinstance(found, SetAside) or found.path.suffix.lower() in _FEEDS:
        return False
    try:
        return found.path.stat().st_size <= _BYTES
    except OSError:
        return True  # who reads it tells why it cannot be read


def _together(found: Iterator[Named]) -> Iterator[Whole]:
    batch: list[Named] = []
    held = 0
    for file in found:
        batch.append(_absolute(file))
        held += _size(file)
        if held >= _BYTES or len(batch) == _FILES:
            yield Whole(tuple(batch))
            batch, held = [], 0
    if batch:
        yield Whole(tuple(batch))


def _size(file: Named) -> int:
    try:
        return file.path.stat().st_size
    except OSError:
        return 0


def _alone(found: Named | SetAside) -> Iterator[Piece | Path | SetAside]:
    """Yield the pieces of a large file, or what is no piece."""
    if isinstance(found, SetAside):
        yield found
        return
    suffix = found.path.suffix.lower()
    if suffix in _FEEDS:
        yield found.path
        return
    file = _absolute(found)
    cut: list[Piece] = []
    if suffix == ".jsonl":
        cut = list(_lines(file))
    elif suffix == ".parquet":
        cut = list(_rows(file))
    yield from cut or [Whole((file,))]


def _lines(file: Named) -> Iterator[Lines]:
    """Yield the stretches of a file of lines; none of one that is not told by lines, is empty, or cannot be read."""
    try:
        with file.path.open("rb") as stream:
            if not is_plain(stream.peek(HEAD)[:HEAD]):
                return
            found, told = _stretches(file, stream)
    except OSError:
        return
    if told:
        yield from found


def _stretches(file: Named, stream: io.BufferedReader) -> tuple[list[Lines], bool]:
    found: list[Lines] = []
    told = False  # that anything stands in it
    start, number = 0, 1
    while chunk := stream.read(_BYTES):
        told = told or bool(chunk.strip(_BLANK))
        ends, last = _line_ends(chunk), chunk[-1:]
        while chunk and last != b"\n":
            chunk = stream.readline(_BYTES)
            told = told or bool(chunk.strip(_BLANK))
            ends += _line_ends(chunk) - (last == b"\r" and chunk.startswith(b"\n"))
            last = chunk[-1:]
        found.append(Lines(file, start, stream.tell(), number))
        start, number = stream.tell(), number + ends
    return found, told


def _line_ends(chunk: bytes) -> int:
    return chunk.count(b"\n") + chunk.count(b"\r") - chunk.count(b"\r\n")


def _rows(file: Named) -> Iterator[Rows]:
    """Yield the row groups of a table, small ones together; none of one that cannot be read."""
    import pyarrow as pa  # noqa: PLC0415 - only where there is such a file
    from pyarrow import parquet  # noqa: PLC0415 - as above

    try:
        with parquet.ParquetFile(file.path) as table:
            groups = [table.metadata.row_group(number) for number in range(table.num_row_groups)]
            sizes = [(group.total_byte_size, group.num_rows) for group in groups]
    except (pa.ArrowException, OSError, ValueError):
        return
    start = before = rows = held = 0
    for number, (size, count) in enumerate(sizes, start=1):
        held, rows = held + size, rows + count
        if held >= _BYTES or number == len(sizes):
            yield Rows(file, start, number, before)
            start, before, held, rows = number, before + rows, 0, 0


def _absolute(file: Named) -> Named:
    return replace(file, path=file.path.absolute())

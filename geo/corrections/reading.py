"""corrections.csv → what is asked for, line by line; what cannot be read is set aside, and the rest goes on."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from geo.corrections.asking import Asked, asked
from geo.errors import CorrectionError
from geo.model import SetAside

COLUMNS = ("claim_id", "what", "value", "who", "when", "why")
OPTIONAL = ("everywhere",)
_MOST_LINES = 50  # of one record: a quotation mark that is never closed must not swallow the file
_LONGEST_LINE = 100_000  # characters


def read_corrections(path: Path, defaults: Mapping[str, str]) -> Iterator[tuple[str, Asked] | SetAside]:
    """Yield what each line asks for, with where it stands, or why it is set aside.

    RFC 4180 in UTF-8, with or without byte order mark; the header names COLUMNS, and OPTIONAL ones if there are any, in
    any order. An empty cell is as `defaults` has it. Raises CorrectionError where there is no such file or header.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig", errors="surrogateescape")
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror or error}"
        raise CorrectionError(message) from error
    records = _records(text.splitlines(keepends=True))
    header = next(records, None)
    names = _header(path, header[1] if header else [])
    for number, cells in records:
        origin = f"{path}:{number}"
        if isinstance(cells, str):
            yield SetAside(origin, cells)
        elif any(cell.strip() for cell in cells):
            yield _asked(origin, names, cells, defaults)


def _asked(
    origin: str, names: list[str], cells: list[str], defaults: Mapping[str, str]
) -> tuple[str, Asked] | SetAside:
    if len(cells) != len(names):
        return SetAside(origin, f"has {len(cells)} cells, the header {len(names)}")
    told = {name: cell if cell.strip() else defaults.get(name, "") for name, cell in zip(names, cells, strict=True)}
    try:
        return origin, asked(told)
    except CorrectionError as error:
        return SetAside(origin, str(error))


def _header(path: Path, cells: list[str] | str) -> list[str]:
    names = [] if isinstance(cells, str) else [cell.strip() for cell in cells]
    missing = sorted(set(COLUMNS) - set(names))
    unknown = sorted(set(names) - {*COLUMNS, *OPTIONAL})
    if missing or unknown or len(set(names)) < len(names):
        what = f"lacks {', '.join(missing)}" if missing else f"has {', '.join(map(repr, unknown)) or 'a column twice'}"
        message = f"{path}: its header {what}; it must name {', '.join(COLUMNS)} and may name {', '.join(OPTIONAL)}"
        raise CorrectionError(message)
    return names


def _records(lines: list[str]) -> Iterator[tuple[int, list[str] | str]]:
    """Yield the cells of each record, or why it has none, with the number of its first line."""
    at = 0
    while at < len(lines):
        number = at + 1
        cells, taken = _record(lines, at)
        at += taken
        yield number, cells


def _record(lines: list[str], at: int) -> tuple[list[str] | str, int]:
    """Return the record that begins at a line, or why there is none, and how many lines it takes."""
    written = ""
    for taken, line in enumerate(lines[at : at + _MOST_LINES], start=1):
        written += line
        if len(written) > _LONGEST_LINE:
            return f"is longer than {_LONGEST_LINE:,} characters", 1
        if written.count('"') % 2 == 0:
            try:
                rows = list(csv.reader(written.splitlines(keepends=True), strict=True))
            except csv.Error as error:
                return f"is no CSV: {error}", 1
            return rows[0] if rows else [], taken
    return "is no CSV: a quotation mark that is not closed", 1

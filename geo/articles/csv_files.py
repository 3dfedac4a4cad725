"""CSV → articles, a row each, streamed. The delimiter is that of the header: comma, semicolon or tab."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import chain

from geo.articles import records
from geo.articles.columns import columns_of
from geo.articles.decoding import LONGEST, UnreadableError, decoded, repaired
from geo.articles.reading import Reading
from geo.model import Article, SetAside

_DELIMITERS = ",;\t"
_LONGEST_HEADER = 1_000_000  # characters
_LONGEST_LINE = 2 * LONGEST  # of which each is of a record that is too long


def csv_articles(stream: io.BufferedReader, origin: str, reading: Reading) -> Iterator[Article | SetAside]:
    """Yield the article of each row, named by the line that it begins on."""
    before = csv.field_size_limit(LONGEST)  # the module's own is a hundredth of that, and one for all
    try:
        with decoded(stream, newline="") as text:
            yield from _rows(text, origin, reading)
    except UnreadableError as error:
        yield SetAside(origin, str(error))
    finally:
        csv.field_size_limit(before)


def _rows(text: io.TextIOWrapper, origin: str, reading: Reading) -> Iterator[Article | SetAside]:
    first = text.readline(_LONGEST_HEADER)
    if not first.strip():
        message = "the file is empty"
        raise UnreadableError(message)
    delimiter = max(_DELIMITERS, key=first.count)
    lines = chain([first], iter(lambda: text.readline(_LONGEST_LINE), ""))  # memory must not grow with a line
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        header = next(rows)
    except csv.Error as error:
        message = f"the header is no CSV: {error}"
        raise UnreadableError(message) from error
    places = columns_of([repaired(name)[0] for name in header], reading.columns)
    while True:
        line = rows.line_num + 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield SetAside(f"{origin}:{line}", f"not valid CSV: {error}")
            continue
        if row is None:
            return
        if row:
            yield _article(row, len(header), places, f"{origin}:{line}")


def _article(row: list[str], width: int, places: dict[str, int], origin: str) -> Article | SetAside:
    if len(row) != width:
        return SetAside(origin, f"the row has {len(row)} cells, the header has {width}")
    told: dict[str, None] = {}
    fields: dict[str, object] = {}
    try:
        for field, place in places.items():
            fields[field], warnings = repaired(row[place])
            told |= dict.fromkeys(warnings)
    except UnreadableError as error:
        return SetAside(origin, str(error))
    return records.from_fields({name: value or None for name, value in fields.items()}, origin, tuple(told))

"""Parquet → articles, a row each, in batches, and only the columns that are needed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime

from geo.articles import records
from geo.articles.columns import columns_of
from geo.articles.decoding import LONGEST, UnreadableError
from geo.articles.reading import Reading
from geo.model import Article, SetAside

BROKEN = "no valid Parquet"
"""How the reason begins for which the rest of a table is not read."""

_BATCH = 64  # rows in memory


def parquet_articles(
    stream: io.BufferedReader, origin: str, reading: Reading, groups: range | None = None, before: int = 0
) -> Iterator[Article | SetAside]:
    """Yield the article of each row, named by its number, from 1.

    With `groups` only those of these row groups, before which so many rows stand.
    """
    import pyarrow as pa  # noqa: PLC0415 - only where a Parquet file is read
    from pyarrow import parquet  # noqa: PLC0415 - as above

    number = before
    try:
        schema = parquet.read_schema(stream)
        places = columns_of(schema.names, reading.columns)
        wanted = {field: schema.names[place] for field, place in places.items()}
        # A text that many rows share, a few bytes in the file, must not stand in memory for each of them.
        shared = [name for name in wanted.values() if pa.types.is_string(schema.field(name).type)]
        stream.seek(0)
        with parquet.ParquetFile(stream, read_dictionary=shared) as table:
            batches = table.iter_batches(
                batch_size=_BATCH, row_groups=groups, columns=list(wanted.values()), use_threads=False
            )
            for batch in batches:
                for row in range(batch.num_rows):
                    number += 1
                    fields = {field: _value(batch.column(name)[row].as_py()) for field, name in wanted.items()}
                    yield _article(fields, f"{origin}:{number}")
    except UnreadableError as error:
        yield SetAside(origin, str(error))
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        where = f"{origin}:{number + 1}" if number else origin
        yield SetAside(where, f"{BROKEN} from here on: {_line(error)}" if number else f"{BROKEN}: {_line(error)}")


def _article(fields: dict[str, object], origin: str) -> Article | SetAside:
    text = fields.get("text")
    if isinstance(text, str) and len(text) > LONGEST:
        return SetAside(origin, f"the text is longer than {LONGEST} characters")
    return records.from_fields(fields, origin)


def _value(value: object) -> object:
    """Return a cell as JSON would have it; of a time its day as written."""
    if isinstance(value, datetime | date):
        return value.isoformat()[: len("2022-03-04")]
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value if isinstance(value, str | int | float | bool | list | dict | None) else str(value)


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__

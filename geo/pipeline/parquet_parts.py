"""Parts: what a piece of the sources held, and what its articles gave, as Parquet files that are read bit by bit.

A part of articles has a row a record, in order: an article with the keys that it is known by, or what was set aside. A
part of claims has a row a claim, in the columns of the record; a part of outcomes a row an article that was extracted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from enum import Enum
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_type_hints

import pyarrow as pa
from pyarrow import parquet

from geo.articles import Keys, keys_of
from geo.exports.arrow_fields import FIELDS
from geo.model import Article, Claim, SetAside, Sifted
from geo.pipeline.extraction import Extracted
from geo.whole import whole_file

_ROWS = 256  # of a group, which is read at once
_CHARACTERS = 4 * 2**20  # of the texts of a group, unless one alone is longer
_NUMBER = "row"
_Told = Article | SetAside | Sifted

_SIFTED = (pa.int64(), pa.int64(), pa.list_(pa.string()))
_ARTICLES = pa.schema(
    [
        ("origin", pa.string()),
        ("set_aside", pa.string()),  # why; of an article null
        ("article_id", pa.string()),
        ("title", pa.string()),
        ("text", pa.string()),
        ("published", pa.date32()),
        ("url", pa.string()),
        ("source", pa.string()),
        ("warnings", pa.list_(pa.string())),
        ("url_key", pa.string()),
        ("text_key", pa.string()),
        ("content", pa.string()),
        # Of the pages of an archive, behind its articles; all else is empty in such a row.
        ("sifted", pa.struct([(field.name, kind) for field, kind in zip(fields(Sifted), _SIFTED, strict=True)])),
    ]
)
_KEYS = ["sifted", "origin", "set_aside", "article_id", "published", "warnings", "url_key", "text_key", "content"]
_OUTCOMES = pa.schema(
    [(_NUMBER, pa.int64()), ("language", pa.string()), ("failed", pa.string()), ("claims", pa.int64())]
)
_CLAIMS = pa.schema(FIELDS)


def _kind(hint: object) -> type:
    """Return the type of a field, without None."""
    return next((each for each in get_args(hint) if each is not NoneType), hint)  # type: ignore[return-value]


_ENUMS = {name: kind for name, hint in get_type_hints(Claim).items() if issubclass(kind := _kind(hint), Enum)}


@dataclass(frozen=True, slots=True)
class Record:
    """What a part tells of one record without its text: an article's keys and warnings, or what stands for none."""

    row: int
    told: Keys | SetAside | Sifted
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one article of a part gave, or why it could not be extracted."""

    row: int
    extracted: Extracted | None
    failed: str


def write_records(path: Path, records: Iterable[_Told]) -> None:
    """Write a part of articles, whole or not at all. Raises OutputError."""
    with whole_file(path) as stream, parquet.ParquetWriter(stream, _ARTICLES, compression="zstd") as writer:
        for batch in _batches(records):
            writer.write_table(pa.Table.from_pylist([_row(record) for record in batch], schema=_ARTICLES))


def records_of(path: Path) -> Iterator[Record]:
    """Yield what a part of articles holds, without the texts."""
    with parquet.ParquetFile(path) as part:
        row = 0
        for batch in part.iter_batches(batch_size=_ROWS, columns=_KEYS, use_threads=False):
            for told in batch.to_pylist():
                yield _record(row, told)
                row += 1


def articles_of(path: Path, rows: Sequence[int]) -> Iterator[Article]:
    """Yield the articles of some rows of a part, in the order of the rows, which must be ascending."""
    waiting = iter(rows)
    wanted = next(waiting, None)
    with parquet.ParquetFile(path) as part:
        before = 0
        for group in range(part.num_row_groups):
            count = part.metadata.row_group(group).num_rows
            if wanted is not None and wanted < before + count:
                table = part.read_row_group(group, use_threads=False)
                while wanted is not None and wanted < before + count:
                    [told] = table.slice(wanted - before, 1).to_pylist()
                    yield _article(told)
                    wanted = next(waiting, None)
            before += count


@contextmanager
def outcomes_into(folder: Path, name: str) -> Iterator[OutcomeWriter]:
    """Yield what writes outcomes and claims; both files stand when all is written, or the outcomes do not."""
    with (
        whole_file(outcomes_at(folder, name)) as stream,
        parquet.ParquetWriter(stream, _OUTCOMES, compression="zstd") as outcomes,
        whole_file(_claims_at(folder, name)) as claims_stream,
        parquet.ParquetWriter(claims_stream, _CLAIMS, compression="zstd") as claims,
    ):
        writer = OutcomeWriter(outcomes, claims)
        yield writer
        writer.flush()


def outcomes_at(folder: Path, name: str) -> Path:
    """Return where the outcomes of a name stand, when they do."""
    return folder / f"{name}.outcomes.parquet"


class OutcomeWriter:
    """Writes what articles gave, some hundred at a time."""

    def __init__(self, outcomes: parquet.ParquetWriter, claims: parquet.ParquetWriter) -> None:
        self._outcomes = outcomes
        self._claims = claims
        self._waiting: list[Outcome] = []

    def add(self, outcome: Outcome) -> None:
        """Write what one article gave."""
        self._waiting.append(outcome)
        if len(self._waiting) == _ROWS:
            self.flush()

    def flush(self) -> None:
        """Write what waits. A group of outcomes goes with the group of their claims."""
        if not self._waiting:
            return
        rows = [
            {
                _NUMBER: each.row,
                "language": each.extracted.language if each.extracted else None,
                "failed": each.failed,
                "claims": len(each.extracted.claims) if each.extracted else 0,
            }
            for each in self._waiting
        ]
        claims = [claim for each in self._waiting if each.extracted for claim in each.extracted.claims]
        columns = {name: [getattr(claim, name) for claim in claims] for name in _CLAIMS.names}
        self._outcomes.write_table(pa.Table.from_pylist(rows, schema=_OUTCOMES))
        self._claims.write_table(pa.table(columns, schema=_CLAIMS))
        self._waiting = []


def outcomes_of(folder: Path, name: str) -> Iterator[Outcome]:
    """Yield what articles gave, in the order of their rows, without holding more than some hundred."""
    with (
        parquet.ParquetFile(outcomes_at(folder, name)) as outcomes,
        parquet.ParquetFile(_claims_at(folder, name)) as claims,
    ):
        for group in range(outcomes.num_row_groups):
            made = _claims(claims.read_row_group(group, use_threads=False))
            for told in outcomes.read_row_group(group, use_threads=False).to_pylist():
                mine = tuple(next(made) for _ in range(told["claims"]))
                extracted = None if told["language"] is None else Extracted(told["language"], mine)
                yield Outcome(told[_NUMBER], extracted, told["failed"])


def _claims_at(folder: Path, name: str) -> Path:
    return folder / f"{name}.claims.parquet"


def _claims(table: pa.Table) -> Iterator[Claim]:
    columns = []
    for name in _CLAIMS.names:
        values = table.column(name).to_pylist()
        kind = _ENUMS.get(name)
        columns.append(values if kind is None else [None if each is None else kind(each) for each in values])
    return (Claim(*row) for row in zip(*columns, strict=True))


def _batches(records: Iterable[_Told]) -> Iterator[list[_Told]]:
    batch: list[_Told] = []
    held = 0
    for record in records:
        size = len(record.text) if isinstance(record, Article) else 0
        if batch and (len(batch) == _ROWS or held + size > _CHARACTERS):
            yield batch
            batch, held = [], 0
        batch.append(record)
        held += size
    if batch:
        yield batch


def _row(record: _Told) -> dict[str, Any]:
    if isinstance(record, Sifted):
        return {"sifted": asdict(record)}
    if isinstance(record, SetAside):
        return {"origin": record.origin, "set_aside": record.reason}
    keys = keys_of(record)
    told = {field.name: getattr(record, field.name) for field in fields(Article)}
    return told | {"url_key": keys.url, "text_key": keys.text, "content": keys.content}


def _record(row: int, told: dict[str, Any]) -> Record:
    if told["sifted"] is not None:
        pages, of_conflict, article_ids = told["sifted"].values()
        return Record(row, Sifted(pages, of_conflict, tuple(article_ids)))
    if told["set_aside"] is not None:
        return Record(row, SetAside(told["origin"], told["set_aside"]))
    keys = Keys(
        told["article_id"], told["url_key"], told["text_key"], told["content"], told["published"], told["origin"]
    )
    return Record(row, keys, tuple(told["warnings"]))


def _article(told: dict[str, Any]) -> Article:
    return Article(
        told["article_id"],
        told["title"],
        told["text"],
        told["published"],
        told["url"],
        told["source"],
        told["origin"],
        tuple(told["warnings"]),
    )

"""Tables whose columns and codes are those of a known dataset: each column with how a claim fills it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from geo.exports.cells import cell
from geo.exports.columns import CLAIMS, Column
from geo.model import Claim
from geo.whole import text_file

Sink = Callable[[Sequence[Claim]], None]
"""What takes the claims of an export, some at a time and in order."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A column and what a claim puts into it; None where it stays empty."""

    column: Column
    of: Callable[[Claim], object]


def blank(name: str, kind: str, meaning: str) -> Filled:
    """Return a column that claims tell nothing for."""
    return Filled(Column(name, kind, f"{meaning}; empty: an article's claim does not tell it"), lambda _claim: None)


_OF_THE_CLAIM = (
    "claim_id", "claim_status", "unverified", "claimant", "claimant_side", "event_type", "date_basis", "relation",
    "radius_km", "quote", "url",
)  # fmt: skip


def of_the_claim() -> tuple[Filled, ...]:
    """Return the columns that stand behind a dataset's own: what makes a claim of what would be an event there."""
    columns = {column.name: column for column in CLAIMS.columns}
    return tuple(_of_the_claim(columns[name]) for name in _OF_THE_CLAIM)


def _of_the_claim(column: Column) -> Filled:
    name = f"claim_{column.name.removeprefix('claim_')}"  # some are columns of the dataset, too, and mean another thing
    meaning = f"`{column.name}` of claims.csv: {column.meaning}"
    return Filled(Column(name, column.kind, meaning, column.codes), lambda claim: getattr(claim, column.name))


@contextmanager
def coded(filled: Sequence[Filled], path: Path) -> Iterator[Sink]:
    """Yield what writes a row a claim into a CSV file, RFC 4180, UTF-8, cells as in claims.csv. Raises OutputError."""
    with text_file(path) as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow([each.column.name for each in filled])

        def add(claims: Sequence[Claim]) -> None:
            writer.writerows([[cell(each.of(claim)) for each in filled] for claim in claims])

        yield add

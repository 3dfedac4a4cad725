"""claims.csv and claims.geojson brought up to date: what changed is put in its place, the rest copied as it stands."""

from __future__ import annotations

import io
import json
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from geo.exports.tables import (
    FIRST,
    HEAD,
    HEADER,
    NEXT,
    TAIL,
    Order,
    feature_writer,
    order,
    order_of,
    write_rows,
)
from geo.model import Claim
from geo.whole import whole_file

_AT_ONCE = 1 << 22  # bytes
_LINE_END, _QUOTE = 10, 34


def spliced(table: Path, points: Path, gone: Collection[Order], come: Iterable[Claim]) -> bool:
    """Take the claims at these orders out of both files and put others in; both then are as if written anew.

    The files must be of claims in order. Returns False, and leaves both as they are, where they do not hold what is to
    be taken out. Raises OutputError, OSError.
    """
    with table.open("rb") as rows, points.open("rb") as features:
        try:
            old = _Both(_ends_of_rows(rows), _ends_of_lines(features), rows, features)
            edits = old.edits(gone, come)
        except _OtherFilesError:
            return False
        with whole_file(table) as new_rows, whole_file(points) as new_features:
            old.write_rows(edits, new_rows)
            old.write_features(edits, new_features)
    return True


class _OtherFilesError(Exception):
    """The files are not what they were taken for."""


@dataclass(frozen=True, slots=True)
class _Edit:
    """From one number to another, claims make way for others (either may be none)."""

    first: int
    last: int
    come: tuple[Claim, ...]


class _Both(Sequence[Order]):
    """Both files, looked at as the orders of their claims; each is read when it is asked for."""

    def __init__(
        self, row_ends: npt.NDArray[np.int64], line_ends: npt.NDArray[np.int64], rows: BinaryIO, features: BinaryIO
    ) -> None:
        self._row_ends, self._line_ends, self._rows, self._features = row_ends, line_ends, rows, features
        framed = self._bytes(rows, 0, len(HEADER.encode())) == HEADER.encode() and self._frame() == HEAD + TAIL
        if not framed or len(row_ends) - 1 != len(self):
            raise _OtherFilesError

    def __len__(self) -> int:
        return max(len(self._line_ends) - 2, 0)  # the first line is HEAD, the last TAIL's

    def __getitem__(self, number: int) -> Order:  # type: ignore[override] # nobody takes a slice
        try:
            told = json.loads(self._bytes(self._features, *self._feature(number, number + 1)))["properties"]
            day = told["event_date"]
            where = (told["article_id"], told["quote_start"], told["claim_id"])
            return order(date.fromisoformat(day) if day else None, *where)
        except (ValueError, KeyError, TypeError) as error:
            raise _OtherFilesError from error

    def edits(self, gone: Collection[Order], come: Iterable[Claim]) -> list[_Edit]:
        """Return what is to be done, from the first claim to the last."""
        taken = {self._number(each) for each in gone}
        put: dict[int, list[Claim]] = {}
        for claim in sorted(come, key=order_of):
            put.setdefault(bisect_left(self, order_of(claim)), []).append(claim)
        return [_Edit(at, at + (at in taken), tuple(put.get(at, ()))) for at in sorted(taken | put.keys())]

    def write_rows(self, edits: Sequence[_Edit], stream: BinaryIO) -> None:
        """Write claims.csv."""
        stream.write(HEADER.encode())
        for first, last, come in self._parts(edits):
            self._copy(self._rows, stream, self._row_ends[first], self._row_ends[last])
            text = io.StringIO()
            write_rows(come, text)
            stream.write(text.getvalue().encode())

    def write_features(self, edits: Sequence[_Edit], stream: BinaryIO) -> None:
        """Write claims.geojson."""
        feature = feature_writer()
        stream.write(HEAD.encode())
        separator = FIRST
        for first, last, come in self._parts(edits):
            if first < last:
                stream.write(separator.encode())
                self._copy(self._features, stream, *self._feature(first, last))
                separator = NEXT
            for claim in come:
                stream.write((separator + feature(claim)).encode())
                separator = NEXT
        stream.write(TAIL.encode())

    def _parts(self, edits: Sequence[_Edit]) -> Iterator[tuple[int, int, tuple[Claim, ...]]]:
        """Yield the claims that stay up to each edit, and what comes behind them."""
        whole = [_Edit(0, 0, ()), *edits, _Edit(len(self), len(self), ())]
        return ((before.last, after.first, after.come) for before, after in pairwise(whole))

    def _number(self, wanted: Order) -> int:
        number = bisect_left(self, wanted)
        if number == len(self) or self[number] != wanted:
            raise _OtherFilesError
        return number

    def _feature(self, first: int, last: int) -> tuple[int, int]:
        """Return where these features begin and end, without what separates them from others."""
        end = int(self._line_ends[last]) - (len(FIRST) if last == len(self) else len(NEXT))
        return int(self._line_ends[first]), end

    def _frame(self) -> str:
        """Return what stands before and behind the features."""
        if len(self._line_ends) < 2:  # noqa: PLR2004 - the head's line and the tail's
            return ""
        head = self._bytes(self._features, 0, int(self._line_ends[0]) - len(FIRST))
        tail = self._bytes(self._features, int(self._line_ends[-2]) - 1, int(self._line_ends[-1]))
        return (head + tail).decode(errors="replace")

    @staticmethod
    def _bytes(stream: BinaryIO, start: int, end: int) -> bytes:
        stream.seek(start)
        return stream.read(end - start)

    @staticmethod
    def _copy(stream: BinaryIO, to: BinaryIO, start: int, end: int) -> None:
        stream.seek(start)
        left = end - start
        while left and (part := stream.read(min(left, _AT_ONCE))):
            to.write(part)
            left -= len(part)


def _ends_of_lines(stream: BinaryIO) -> npt.NDArray[np.int64]:
    """Return where each line of a file ends, behind its line end."""
    found = [np.empty(0, dtype=np.int64)]
    for at, codes in _codes(stream):
        found.append(at + 1 + np.flatnonzero(codes == _LINE_END))
    return np.concatenate(found)


def _ends_of_rows(stream: BinaryIO) -> npt.NDArray[np.int64]:
    """Return where each row of a CSV file ends: at line ends that stand in no quoted cell."""
    found = [np.empty(0, dtype=np.int64)]
    quotes = 0
    for at, codes in _codes(stream):
        marks = np.flatnonzero(codes == _QUOTE)
        ends = np.flatnonzero(codes == _LINE_END)
        outside = (quotes + np.searchsorted(marks, ends)) % 2 == 0
        found.append(at + 1 + ends[outside])
        quotes += len(marks)
    return np.concatenate(found)


def _codes(stream: BinaryIO) -> Iterator[tuple[int, npt.NDArray[np.uint8]]]:
    at = 0
    stream.seek(0)
    while part := stream.read(_AT_ONCE):
        yield at, np.frombuffer(part, dtype=np.uint8)
        at += len(part)

"""The texts of a few thousand claims or articles as one block: what repeats once, the rest coded by its form.

A block is the length of its JSON (4 bytes, little-endian), the JSON, and bytes that the JSON points into. The JSON has
the form of each column: ["same", value], ["list", values], ["coded", values, type, at] with the number of each value,
["whole", type, at] for whole numbers, ["hex", width, at], ["after", column, words, others] where most values are these
words with that column's value behind them (`others` has the rest by number), or ["prose", at, by] (see prose.py; `by`
names the column whose words may stand for a value's). `at` counts from the JSON's end. The page's pieces.js reads it
back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from geo.maps.prose import Prose
from geo.maps.typed import as_json, typed
from geo.model import EVENT_MARK

PROSE = {"quote": "", "event_text": "quote", "actor": "quote", "target": "quote", "title": "", "url": "title"}
"""The columns that are coded as prose, and the column that each may borrow words from."""

_AFTER = {"event_id": ("claim_id", EVENT_MARK)}
_IDS = ("claim_id", "article_id")
_HEX = re.compile("[0-9a-f]*")
_LENGTH_BYTES = 4


def piece(columns: Mapping[str, Sequence[Any]], prose: Prose) -> bytes:
    """Return the block of a piece, not yet packed. Columns are as long as each other, of text, numbers and None."""
    head: dict[str, list[Any]] = {}
    parts: list[bytes] = []
    at = 0
    for name in columns:
        form, part = _form(name, columns, prose)
        head[name] = [*form, at, PROSE[name]] if form[0] == "prose" else [*form, at] if part else form
        parts.append(part)
        at += len(part)
    told = as_json(head)
    return b"".join([len(told).to_bytes(_LENGTH_BYTES, "little"), told, *parts])


def _form(name: str, columns: Mapping[str, Sequence[Any]], prose: Prose) -> tuple[list[Any], bytes]:
    values = columns[name]
    if values.count(values[0]) == len(values):
        return ["same", values[0]], b""
    if name in PROSE:
        return ["prose"], _prose(values, PROSE[name], columns, prose)
    if name in _IDS and (width := _hex_width(values)):
        return ["hex", width // 2], bytes.fromhex("".join(values))
    if name in _AFTER:
        return _after(values, *_AFTER[name], columns), b""
    return _repeated(values)


def _after(values: Sequence[str], by: str, words: str, columns: Mapping[str, Sequence[str]]) -> list[Any]:
    pairs = enumerate(zip(values, columns[by], strict=True))
    return ["after", by, words, {at: value for at, (value, other) in pairs if value != words + other}]


def _repeated(values: Sequence[Any]) -> tuple[list[Any], bytes]:
    distinct = dict.fromkeys(values)
    if len(distinct) * 2 <= len(values):
        numbers = dict(zip(distinct, range(len(distinct)), strict=True))
        kind, raw = typed(np.fromiter(map(numbers.__getitem__, values), np.int64, len(values)))
        return ["coded", list(distinct), kind], raw
    if all(type(value) is int for value in values):
        kind, raw = typed(np.array(values, dtype=np.int64))
        return ["whole", kind], raw
    return ["list", list(values)], b""


def _prose(values: Sequence[str], by: str, columns: Mapping[str, Sequence[str]], prose: Prose) -> bytes:
    if by == "quote":
        return prose.from_quotes(values, columns[by])
    if by == "title":
        return prose.from_titles(values, columns[by])
    return prose.joined(values)


def _hex_width(values: Sequence[str]) -> int:
    """Return how many hexadecimal digits all values have, 0 where that is not all they are or no whole bytes."""
    width = len(values[0])
    if width % 2 or set(map(len, values)) != {width} or not _HEX.fullmatch("".join(values)):
        return 0
    return width

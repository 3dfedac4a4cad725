"""How data stands in a page: base64 of gzip, of typed columns one after another or of JSON."""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

_LEVEL = 6  # 9 takes twice as long for a hundredth less
_ALIGNED = 8  # bytes: the page looks at the columns where they lie, and each type wants to begin at its own multiple
_UNSIGNED = ("u1", "u2", "u4")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Columns:
    """Typed columns in one block: where each begins and ends in it, and the block itself.

    `layout` is [type, first byte, number of values] by name; types are u1, u2, u4 and i4, little-endian.
    """

    layout: dict[str, tuple[str, int, int]]
    block: str


def packed(content: bytes) -> str:
    """Return bytes as base64 of gzip: letters, digits, `+`, `/` and `=` only, the same each time."""
    return base64.b64encode(gzip.compress(content, _LEVEL, mtime=0)).decode("ascii")


def as_json(value: object) -> bytes:
    """Return compact JSON in UTF-8; lone surrogates, which it cannot hold, become U+FFFD."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _LONE_SURROGATE.sub("\ufffd", text).encode()


def packed_json(value: object) -> str:
    """Return `value` as base64 of gzipped JSON."""
    return packed(as_json(value))


def typed(values: npt.NDArray[np.integer]) -> tuple[str, bytes]:
    """Return whole numbers in the smallest type that holds them: u1, u2, u4 or i4, and little-endian bytes."""
    kind = _smallest(values)
    return kind, values.astype(f"<{kind}").tobytes()


def packed_columns(columns: Mapping[str, npt.NDArray[np.integer]]) -> Columns:
    """Pack whole numbers, each column in the smallest type that holds its values."""
    layout: dict[str, tuple[str, int, int]] = {}
    parts: list[bytes] = []
    at = 0
    for name, values in columns.items():
        kind, raw = typed(values)
        raw += bytes(-len(raw) % _ALIGNED)
        layout[name] = (kind, at, len(values))
        parts.append(raw)
        at += len(raw)
    return Columns(layout, packed(b"".join(parts)))


def _smallest(values: npt.NDArray[np.integer]) -> str:
    if not len(values):
        return "u1"
    if values.min() < 0:
        return "i4"
    return next(kind for kind in _UNSIGNED if values.max() <= np.iinfo(kind).max)

"""The columns of claims as Arrow types: all that whoever writes claims as they are has to load."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from geo.exports.columns import CLAIMS

_TYPES = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}

FIELDS: list[pa.Field[Any]] = [pa.field(column.name, _TYPES[column.kind]) for column in CLAIMS.columns]
"""The fields of claims.csv, without a geometry."""

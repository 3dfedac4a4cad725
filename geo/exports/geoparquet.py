"""Claims as GeoParquet 1.1: typed columns, the geometry in which they are drawn, and its bounds to search by."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from geo.exports.arrow import GEOMETRY, Shape, Shaper, table
from geo.exports.arrow_fields import FIELDS
from geo.exports.coded import Sink
from geo.gazetteer.shapes import Shapes
from geo.layers import Outlines
from geo.model import Claim
from geo.whole import whole_file

_ROWS = 20_000  # of a group: what a reader that looks for few of them must take at least
_SIDES = ("xmin", "ymin", "xmax", "ymax")
_GEOMETRY = pa.field(GEOMETRY, pa.binary())
_BOX = pa.field("bbox", pa.struct([pa.field(side, pa.float64()) for side in _SIDES]))


@contextmanager
def geoparquet(path: Path, outlines: Outlines | None = None) -> Iterator[Sink]:
    """Yield what writes claims into a Parquet file in the order given. Raises OutputError.

    The geometry is that of `to_geodataframe`: a point only for what is told exactly, else the area that it lies in.
    """
    shaper = Shaper(Shapes.open() if outlines is None else outlines, multi=False)
    kinds: set[str] = set()
    reach: list[tuple[float, float, float, float]] = []
    waiting: list[Claim] = []
    schema = pa.schema([*FIELDS, _GEOMETRY, _BOX])
    with whole_file(path) as stream, pq.ParquetWriter(stream, schema, compression="zstd") as writer:

        def flush() -> None:
            shapes = [shaper.of(claim) for claim in waiting]
            kinds.update(shape.kind for shape in shapes if shape.kind)
            bounds = [shape.bounds for shape in shapes if shape.bounds]
            if bounds:
                reach[:] = [_around([*reach, *bounds])]
            writer.write_table(table(waiting, [(_GEOMETRY, [shape.wkb for shape in shapes]), (_BOX, _boxes(shapes))]))
            waiting.clear()

        def add(claims: Sequence[Claim]) -> None:
            waiting.extend(claims)
            if len(waiting) >= _ROWS:
                flush()

        yield add
        if waiting:
            flush()
        writer.add_key_value_metadata({"geo": json.dumps(_metadata(sorted(kinds), reach), separators=(",", ":"))})


def _boxes(shapes: Sequence[Shape]) -> list[dict[str, float] | None]:
    return [dict(zip(_SIDES, shape.bounds, strict=True)) if shape.bounds else None for shape in shapes]


def _around(bounds: Sequence[tuple[float, float, float, float]]) -> tuple[float, float, float, float]:
    west, south, east, north = zip(*bounds, strict=True)
    return min(west), min(south), max(east), max(north)


def _metadata(kinds: list[str], reach: list[tuple[float, float, float, float]]) -> dict[str, Any]:
    """Return what GeoParquet wants to be told; without a crs it is longitude and latitude of WGS 84."""
    covering = {"bbox": {side: [_BOX.name, side] for side in _SIDES}}
    column = {"encoding": "WKB", "geometry_types": kinds, "covering": covering}
    told = column | ({"bbox": list(reach[0])} if reach else {})
    return {"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: told}}

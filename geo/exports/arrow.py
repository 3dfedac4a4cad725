"""Claims as Arrow tables, the columns typed and with the geometry in which they are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import shapely

from geo.exports.arrow_fields import FIELDS
from geo.exports.cells import encodable
from geo.exports.columns import CLAIMS
from geo.layers import DRAWN_BY, Geometries

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo.layers import Outlines
    from geo.model import Claim

GEOMETRY = "geometry"
"""The column of the geometry, Well-Known Binary."""

_IS_TEXT = {column.name: column.kind == "string" for column in CLAIMS.columns}
_PLACE = attrgetter(*DRAWN_BY)


@dataclass(frozen=True, slots=True)
class Shape:
    """The geometry of claims: its type's name, Well-Known Binary, and bounds; of no place, all are None."""

    kind: str | None
    wkb: bytes | None
    bounds: tuple[float, float, float, float] | None


_NOWHERE = Shape(None, None, None)


class Shaper:
    """Draws claims as `to_geodataframe` does, each distinct place once. With `multi`, areas are all MultiPolygons."""

    def __init__(self, outlines: Outlines, *, multi: bool) -> None:
        self._geometries = Geometries(outlines)
        self._multi = multi
        self._made: dict[tuple[Any, ...], Shape] = {}

    def of(self, claim: Claim) -> Shape:
        """Return the shape of a claim."""
        told = _PLACE(claim)
        if told not in self._made:
            self._made[told] = self._shape(self._geometries.of(told))
        return self._made[told]

    def _shape(self, geometry: BaseGeometry | None) -> Shape:
        if geometry is None:
            return _NOWHERE
        if self._multi and isinstance(geometry, shapely.Polygon):
            geometry = shapely.MultiPolygon([geometry])
        west, south, east, north = geometry.bounds
        return Shape(geometry.geom_type, shapely.to_wkb(geometry, byte_order=1), (west, south, east, north))


def table(claims: Sequence[Claim], further: Sequence[tuple[pa.Field[Any], list[Any]]] = ()) -> pa.Table:
    """Return the claims as a table of FIELDS and further columns. Text that is not told is empty, all else null."""
    arrays = [pa.array(_values(claims, field.name), type=field.type) for field in FIELDS]
    arrays += [pa.array(values, type=field.type) for field, values in further]
    return pa.Table.from_arrays(arrays, schema=pa.schema([*FIELDS, *(field for field, _ in further)]))


def _values(claims: Sequence[Claim], name: str) -> list[Any]:
    values = map(attrgetter(name), claims)
    return [encodable(value or "") for value in values] if _IS_TEXT[name] else list(values)

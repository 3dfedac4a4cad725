"""Claims as a GeoPackage whose layers QGIS shows in the page's colours and signs at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyogrio

from geo.errors import OutputError
from geo.exports.arrow import GEOMETRY, Shape, Shaper, table
from geo.exports.coded import Sink
from geo.exports.qml import area_style, point_style
from geo.gazetteer.shapes import Shapes
from geo.layers import Outlines
from geo.model import Claim
from geo.whole import whole_path

_STAMP = "1970-01-01T00:00:00.000Z"  # the file says nothing of when it was made
_FORM = {"VERSION": "1.2"}  # what older readers know without a warning; no later version has what is needed here
_COLUMN = "geom"  # as QGIS and OGR name it; a style is found by this name, too
_GEOMETRY = pa.field(GEOMETRY, pa.binary(), metadata={"ARROW:extension:name": "geoarrow.wkb"})


@dataclass(frozen=True, slots=True)
class _Layer:
    name: str
    kind: str | None  # as OGR names it; None: a table without geometries
    about: str
    style: Callable[[], str] | None

    def holds(self, shape: Shape) -> bool:
        return shape.kind == self.kind


_LAYERS = (
    _Layer("areas", "MultiPolygon", "Claims of which only the area is told that they lie in", area_style),
    _Layer("points", "Point", "Claims at an exact place", point_style),
    _Layer("unplaced", None, "Claims that could not be placed; place_reason says why", None),
)
# As QGIS makes it; a layer without such a table is shown in a colour by chance.
_STYLES = """
CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256),
  f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
  useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
  update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now'))
)"""


@contextmanager
def geopackage(path: Path, outlines: Outlines | None = None) -> Iterator[Sink]:
    """Yield what writes claims into a GeoPackage: exact ones to `points`, others to `areas`, the rest to `unplaced`.

    Areas are drawn as in `to_geodataframe`. The layers have their styles with them. Raises OutputError.
    """
    shaper = Shaper(Shapes.open() if outlines is None else outlines, multi=True)
    with whole_path(path) as beside, _told(path):
        for layer in _LAYERS:
            _write(layer, [], [], beside)

        def add(claims: Sequence[Claim]) -> None:
            shapes = [(claim, shaper.of(claim)) for claim in claims]
            for layer in _LAYERS:
                mine = [(claim, shape) for claim, shape in shapes if layer.holds(shape)]
                if mine:
                    _write(layer, [claim for claim, _ in mine], [shape for _, shape in mine], beside)

        yield add
        _finish(beside)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what keeps a database from being written into OutputError."""
    try:
        yield
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, sqlite3.Error) as error:
        message = f"{path} cannot be written: {error}"
        raise OutputError(message) from error


def _write(layer: _Layer, claims: Sequence[Claim], shapes: Sequence[Shape], path: Path) -> None:
    """Add claims to a layer; none make the layer."""
    options: dict[str, Any] = {"append": bool(claims)}
    if not claims:
        about = {"IDENTIFIER": layer.name, "DESCRIPTION": layer.about}
        named = {"GEOMETRY_NAME": _COLUMN} if layer.kind else {}
        options |= {"layer_options": about | named, "dataset_options": _FORM}
    if layer.kind is None:
        pyogrio.write_arrow(table(claims), path, layer=layer.name, driver="GPKG", **options)
        return
    rows = table(claims, [(_GEOMETRY, [shape.wkb for shape in shapes])])
    placed = {"geometry_name": GEOMETRY, "geometry_type": layer.kind, "crs": "EPSG:4326"}
    pyogrio.write_arrow(rows, path, layer=layer.name, driver="GPKG", **placed, **options)


def _finish(path: Path) -> None:
    """Add the styles, take the times out, and lay the pages of the file in one order."""
    with closing(sqlite3.connect(path)) as database:
        with database:
            database.execute(_STYLES)
            database.executemany(
                "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, "
                "styleName, styleQML, styleSLD, useAsDefault, description, owner, update_time) "
                "VALUES ('', '', ?, ?, 'claimmap', ?, '', 1, ?, '', ?)",
                [(each.name, _COLUMN, each.style(), each.about, _STAMP) for each in _LAYERS if each.style],
            )
            database.execute(
                "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id) "
                "VALUES ('layer_styles', 'attributes', 'layer_styles', '', ?, 0)",
                (_STAMP,),
            )
            database.execute("UPDATE gpkg_contents SET last_change = ?", (_STAMP,))
        database.execute("VACUUM")

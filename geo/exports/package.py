"""What the files of an export are and what their columns mean, for programs: a Frictionless data package."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from geo.exports import acled, ucdp
from geo.exports.columns import CLAIMS, Column, Table
from geo.settings import FILES, Format
from geo.whole import text_file

NAME: Final = "datapackage.json"
TABLES: Final = (CLAIMS, acled.TABLE, ucdp.TABLE)
"""The tables of the data dictionary, in its order."""

_TABULAR = {Format.CSV: CLAIMS, Format.ACLED: acled.TABLE, Format.UCDP: ucdp.TABLE}
_OTHERS = {
    Format.GEOJSON: ("Claims with their points, RFC 7946", "application/geo+json"),
    Format.GPKG: ("Claims as layers of points and areas, with styles for QGIS", "application/geopackage+sqlite3"),
    Format.PARQUET: ("Claims as GeoParquet 1.1", "application/vnd.apache.parquet"),
    Format.KML: ("Claims as KML 2.2", "application/vnd.google-earth.kml+xml"),
    Format.JSONL: ("Articles with their texts and claims, an object a line", "application/jsonl"),
    Format.EVENTS: ("Events with all that tell them, an object a line", "application/jsonl"),
}
_CHUNK = 1 << 20


def write_package(formats: Sequence[Format], folder: Path) -> Path:
    """Describe the files of these formats in a folder. Those of figures are no data. Raises OutputError, OSError."""
    resources = [_resource(each, folder / FILES[each]) for each in formats if each in _TABULAR or each in _OTHERS]
    package = {
        "$schema": "https://datapackage.org/profiles/1.0/datapackage.json",
        "profile": "data-package",
        "name": "claims",
        "title": "Claims",
        "description": "What news articles claim about armed conflict, not what is known to have happened.",
        "resources": resources,
    }
    path = folder / NAME
    with text_file(path) as stream:
        stream.write(json.dumps(package, ensure_ascii=False, indent=1) + "\n")
    return path


def _resource(told: Format, path: Path) -> dict[str, Any]:
    file = {"path": path.name, "bytes": path.stat().st_size, "hash": f"sha256:{_sha256(path)}"}
    table = _TABULAR.get(told)
    if table is None:
        title, mediatype = _OTHERS[told]
        return {"name": told.value, "type": "file", "title": title, "mediatype": mediatype, "format": told.value} | file
    return {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "description": table.about,
        "profile": "tabular-data-resource",
        "mediatype": "text/csv",
        "format": "csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": True},
        "schema": schema(table),
    } | file


def schema(table: Table) -> dict[str, Any]:
    """Return the Table Schema of a table."""
    return {
        "fields": [_field(column, key=column.name == table.key) for column in table.columns],
        "primaryKey": [table.key],
        "missingValues": [""],
    }


def _field(column: Column, *, key: bool) -> dict[str, Any]:
    rules: dict[str, Any] = {"required": True, "unique": True} if key else {}
    if column.codes:
        rules["enum"] = [int(code) for code in column.codes] if column.kind == "integer" else list(column.codes)
    told: dict[str, Any] = {"name": column.name, "type": column.kind, "description": column.meaning}
    if column.kind == "boolean":
        told |= {"trueValues": ["true"], "falseValues": ["false"]}
    return told | ({"constraints": rules} if rules else {})


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()

"""Every export is read back by another library and says what claims.csv says; equal claims give equal bytes."""

from __future__ import annotations

import csv
import json
import math
import os
import subprocess
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import frictionless
import geopandas
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import pytest
from frictionless.resources import TableResource

from geo.errors import OutputError
from geo.exports import in_order, write_claims, write_csv
from geo.exports.columns import Table
from geo.exports.package import TABLES, schema, write_package
from geo.layers import COLUMNS, to_geodataframe
from geo.model import Claim, ClaimStatus, DatePrec, EventType, WherePrec
from geo.settings import FILES, Format
from geo.signs import SIGNS
from tests.factories import claim

HARD = 'He said: "a, b;\nc"\r\n\t– naïve 城 \u2028 <b>&amp;</b> ]]> end'
NOWHERE: dict[str, Any] = {
    "latitude": None,
    "longitude": None,
    "radius_km": None,
    "where_prec": None,
    "geonameid": None,
}
CLAIMS = in_order(
    [
        claim(claim_id="exact", quote=HARD, deaths_min=0, unverified=True, location="<script>alert(1)</script>"),
        claim(claim_id="disc", where_prec=WherePrec.NEAR, radius_km=12.5, claim_status=ClaimStatus.CLAIMED),
        claim(claim_id="region", where_prec=WherePrec.ADM1, radius_km=120.0, event_type=EventType.TALKS),
        claim(claim_id="country", where_prec=WherePrec.COUNTRY, radius_km=600.0, claim_status=ClaimStatus.PLANNED),
        claim(claim_id="nowhere", **NOWHERE),
        claim(
            claim_id="undated", event_date=None, event_date_end=None, date_prec=None, date_basis=None, published=None
        ),
        claim(claim_id="span", event_date_end=date(2031, 5, 8), date_prec=DatePrec.DAYS, deaths_min=24, deaths_max=99),
        claim(claim_id="denied", claim_status=ClaimStatus.DENIED, claimant="=cmd|' /C calc'!A0", latitude=-33.5),
        claim(claim_id="fiji", latitude=-17.0, longitude=179.9, where_prec=WherePrec.FUZZY, radius_km=80.0),
    ]
)
PLACED = [each.claim_id for each in CLAIMS if each.latitude is not None]
FORMATS = (Format.GPKG, Format.PARQUET, Format.KML, Format.ACLED, Format.UCDP)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exports")
    write_csv(CLAIMS, folder / FILES[Format.CSV])
    assert list(write_claims(CLAIMS, {each: folder / FILES[each] for each in FORMATS})) == [len(CLAIMS)]
    return folder


@pytest.fixture(scope="module")
def expected(folder: Path) -> dict[str, dict[str, str]]:
    """Return claims.csv by claim_id, without the apostrophes that only CSV has."""
    with (folder / FILES[Format.CSV]).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, strict=True))
    return {row["claim_id"]: {name: cell.removeprefix("'") for name, cell in row.items()} for row in rows}


def written(value: object, name: str) -> str:
    """Return a value that a library read as the cell of claims.csv."""
    if value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (pd.Timestamp, date)):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float):
        decimals = {"latitude": 5, "longitude": 5, "radius_km": 1}.get(name, 0)
        return f"{value:.{decimals}f}".rstrip("0").rstrip(".") if decimals else f"{value:.0f}"
    return str(value)


def told(frame: pd.DataFrame) -> dict[str, dict[str, str]]:
    records = frame[list(COLUMNS)].astype(object).to_dict("records")
    return {row["claim_id"]: {str(name): written(value, str(name)) for name, value in row.items()} for row in records}


# ---------------------------------------------------------------- GeoPackage


def layers(path: Path) -> dict[str, pd.DataFrame]:
    names = [name for name, _ in pyogrio.list_layers(path)]
    return {name: geopandas.read_file(path, layer=name) for name in names if name != "layer_styles"}


def test_geopackage_holds_the_claims(folder: Path, expected: dict[str, dict[str, str]]) -> None:
    found = layers(folder / "claims.gpkg")
    assert {name: sorted(frame["claim_id"]) for name, frame in found.items()} == {
        "areas": ["country", "disc", "fiji", "region"],
        "points": ["denied", "exact", "span", "undated"],
        "unplaced": ["nowhere"],
    }
    assert {key: row for frame in found.values() for key, row in told(frame).items()} == expected


def test_geopackage_draws_claims_as_the_map_does(folder: Path) -> None:
    found = layers(folder / "claims.gpkg")
    drawn = to_geodataframe(CLAIMS).set_index("claim_id").geometry
    for name in ("areas", "points"):
        frame = geopandas.GeoDataFrame(found[name]).set_index("claim_id")
        assert frame.crs == "EPSG:4326"
        assert frame.geometry.geom_equals(drawn.loc[frame.index]).all()


def test_geopackage_says_nothing_of_when_it_was_made(folder: Path, tmp_path: Path) -> None:
    time.sleep(1.1)  # its times have whole seconds
    path = tmp_path / "claims.gpkg"
    list(write_claims(CLAIMS, {Format.GPKG: path}))
    assert path.read_bytes() == (folder / "claims.gpkg").read_bytes()


def test_geopackage_of_nothing_has_all_layers(tmp_path: Path) -> None:
    path = tmp_path / "claims.gpkg"
    assert list(write_claims([], {Format.GPKG: path})) == []
    assert {name: len(frame) for name, frame in layers(path).items()} == {"areas": 0, "points": 0, "unplaced": 0}


@pytest.mark.parametrize(("layer", "kinds", "symbols"), [("points", ["marker"], 52), ("areas", ["fill", "line"], 39)])
def test_styles_are_well_formed(folder: Path, layer: str, kinds: list[str], symbols: int) -> None:
    styles = pyogrio.read_dataframe(folder / "claims.gpkg", layer="layer_styles", read_geometry=False)
    (row,) = styles[styles["f_table_name"] == layer].to_dict("records")
    assert (row["f_geometry_column"], row["useAsDefault"]) == ("geom", True)
    assert pyogrio.read_info(folder / "claims.gpkg", layer=layer)["geometry_name"] == "geom"
    root = ET.fromstring(row["styleQML"])  # noqa: S314 - our own
    renderer = root.find("renderer-v2")
    assert renderer is not None
    assert renderer.get("type") == "RuleRenderer"
    named = {each.get("name") for each in renderer.findall("symbols/symbol")}
    leaves = [rule for rule in renderer.iter("rule") if rule.get("symbol")]
    assert len(leaves) == symbols
    assert {rule.get("symbol") for rule in leaves} == named
    keys = [rule.get("key") for rule in renderer.iter("rule")]
    assert len(set(keys)) == len(keys)
    assert sorted({str(each.get("type")) for each in renderer.iter("symbol")}) == kinds
    colours = {str(each.get("value")) for each in renderer.iter("Option")}
    for sign in SIGNS.values():
        rgb = ",".join(str(int(sign.colour[at : at + 2], 16)) for at in (1, 3, 5))
        assert any(colour.startswith(f"{rgb},") for colour in colours), sign


@pytest.fixture(scope="module")
def qgis() -> str:
    """Return the Python that has QGIS: CLAIMMAP_TEST_QGIS names it, as .ci/run does."""
    python = os.environ.get("CLAIMMAP_TEST_QGIS", "")
    if not python:
        if os.environ.get("CI"):
            pytest.fail("CLAIMMAP_TEST_QGIS names no Python with QGIS")
        pytest.skip("CLAIMMAP_TEST_QGIS names no Python with QGIS (Debian: python3-qgis)")
    return python


def test_qgis_shows_the_styles_at_once(folder: Path, qgis: str) -> None:
    env = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PROJ", "GDAL", "VIRTUAL"))
    }
    script = Path(__file__).with_name("qgis_shows.py")
    done = subprocess.run(
        [qgis, script, folder / "claims.gpkg"],
        env=env | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    shown = json.loads(done.stdout.splitlines()[-1])
    for name, symbol, legend in (("points", ["SimpleMarker", "SvgMarker"], 56), ("areas", ["SimpleFill"], 52)):
        layer = shown[name]
        assert (layer["valid"], layer["features"], layer["renderer"], layer["errors"]) == (True, 4, "RuleRenderer", [])
        assert len(layer["legend"]) == legend
        assert symbol in layer["symbols"]
    # Marks stand on the picture in the colours of their kinds, glyphs and all.
    assert shown["points"]["colours"].get(SIGNS[EventType.SHELLING].colour, 0) > 50
    assert shown["points"]["colours"].get("#ffffff", 0) > 5
    assert len(shown["areas"]["colours"]) > 10


# ---------------------------------------------------------------- GeoParquet


def test_geoparquet_holds_the_claims(folder: Path, expected: dict[str, dict[str, str]]) -> None:
    frame = geopandas.read_parquet(folder / "claims.parquet")
    assert list(frame["claim_id"]) == [each.claim_id for each in CLAIMS]
    assert told(frame) == expected
    drawn = to_geodataframe(CLAIMS).set_index("claim_id").geometry
    mine = frame.set_index("claim_id").geometry
    assert mine.crs == "OGC:CRS84"
    assert [key for key, shape in mine.items() if shape is None] == ["nowhere"]
    for key in PLACED:
        assert mine[key].equals(drawn[key])


def test_geoparquet_tells_what_the_standard_wants(folder: Path) -> None:
    file = pq.ParquetFile(folder / "claims.parquet")
    geo = json.loads(file.metadata.metadata[b"geo"])
    assert (geo["version"], geo["primary_column"]) == ("1.1.0", "geometry")
    column = geo["columns"]["geometry"]
    assert column["encoding"] == "WKB"
    assert column["geometry_types"] == ["MultiPolygon", "Point", "Polygon"]
    assert column["covering"] == {"bbox": {side: ["bbox", side] for side in ("xmin", "ymin", "xmax", "ymax")}}
    assert column["bbox"] == pytest.approx(to_geodataframe(CLAIMS).total_bounds.tolist())
    assert set(file.metadata.metadata) == {b"geo", b"ARROW:schema"}
    assert str(file.schema_arrow.field("event_date").type) == "date32[day]"


def test_geoparquet_can_be_searched_by_its_boxes(folder: Path) -> None:
    found = geopandas.read_parquet(folder / "claims.parquet", bbox=(36.0, -34.0, 37.0, -33.0))
    assert list(found["claim_id"]) == ["denied"]


# ---------------------------------------------------------------- KML


def placemarks(path: Path) -> Iterator[pd.DataFrame]:
    for name, _ in pyogrio.list_layers(path):
        yield geopandas.read_file(path, layer=name)


def test_kml_holds_the_claims(folder: Path, expected: dict[str, dict[str, str]]) -> None:
    frames = list(placemarks(folder / "claims.kml"))
    rows = {row["claim_id"]: row for frame in frames for row in frame.to_dict("records")}
    assert set(rows) == set(expected)
    for key, row in expected.items():
        for name, cell in row.items():
            value = rows[key][name]
            got = written(value, name) if not isinstance(value, str) else value
            assert got.strip() == cell.strip().replace("\r\n", (got.count("\r") and "\r\n") or "\n"), (key, name)


def test_kml_has_a_folder_a_day_and_spans(folder: Path) -> None:
    names = {"kml": "http://www.opengis.net/kml/2.2"}
    root = ET.parse(folder / "claims.kml").getroot()  # noqa: S314 - our own
    folders = [each.findtext("kml:name", "", names) for each in root.iterfind(".//kml:Folder", names)]
    assert folders == ["2031-05-06", "No day known"]
    spans = {
        str(mark.get("id")): (mark.findtext(".//kml:begin", "", names), mark.findtext(".//kml:end", "", names))
        for mark in root.iterfind(".//kml:Placemark", names)
    }
    assert spans["c-span"] == ("2031-05-06", "2031-05-08")
    assert spans["c-undated"] == ("", "")
    styles = {f"#{each.get('id')}" for each in root.iterfind(".//kml:Style", names)}
    assert {each.text for each in root.iterfind(".//kml:styleUrl", names)} <= styles
    described = {
        str(mark.get("id")): mark.findtext("kml:description", "", names)
        for mark in root.iterfind(".//kml:Placemark", names)
    }
    assert "&lt;b&gt;" in described["c-exact"]  # HTML within XML: nothing of an article is markup in either
    assert "<b>" not in described["c-exact"]


@pytest.mark.parametrize(
    "text", ["\x00\x01\x1f", "\x0b\x0c", "\ufffe\uffff", "]]>", "<!--", "&#0;", "\ud800", "\x85\u2028"]
)
def test_hostile_text_is_safe_in_every_format(tmp_path: Path, text: str) -> None:
    hostile = claim(quote=text, location=text, title=text, source=text, claimant=text)
    paths = {each: tmp_path / FILES[each] for each in FORMATS}
    list(write_claims([hostile], paths))
    ET.parse(paths[Format.KML])  # noqa: S314 - our own
    assert len(geopandas.read_file(paths[Format.GPKG], layer="points")) == 1
    assert len(geopandas.read_parquet(paths[Format.PARQUET])) == 1
    for each in (Format.ACLED, Format.UCDP):
        with paths[each].open(encoding="utf-8", newline="") as stream:
            assert len(list(csv.DictReader(stream))) == 1


# ---------------------------------------------------------------- tables of others, and the data package


@pytest.mark.parametrize(("told_in", "key"), [(Format.ACLED, "event_id_cnty"), (Format.UCDP, "id")])
def test_pandas_reads_the_coded_tables(folder: Path, told_in: Format, key: str, expected: dict[str, Any]) -> None:
    frame = pd.read_csv(folder / FILES[told_in], dtype=str, keep_default_na=False)
    assert list(frame[key]) == [each.claim_id for each in CLAIMS]
    for row in frame.to_dict("records"):
        mine = expected[row[key]]
        assert (row["latitude"], row["longitude"]) == (mine["latitude"], mine["longitude"])
        assert row["claim_status"] == mine["claim_status"]
        assert row["claim_quote"].removeprefix("'") == mine["quote"]
        assert row["country"] == mine["country"]


def test_frictionless_finds_the_package_and_its_tables_valid(folder: Path) -> None:
    path = write_package([Format.CSV, *FORMATS], folder)
    report = frictionless.validate(path)
    assert report.valid, report.flatten(["title", "message"])
    package = json.loads(path.read_text("utf-8"))
    assert [each["path"] for each in package["resources"]] == ["claims.csv", *(FILES[each] for each in FORMATS)]
    assert all(len(each["hash"]) == len("sha256:") + 64 for each in package["resources"])
    tables = [each for each in frictionless.Package(path).resources if isinstance(each, TableResource)]
    assert [len(table.read_rows()) for table in tables] == [len(CLAIMS)] * 3


def test_frictionless_finds_what_is_wrong(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "claims.csv").write_bytes((folder / "claims.csv").read_bytes())
    path = write_package([Format.CSV], tmp_path)
    (tmp_path / "claims.csv").write_bytes((folder / "claims.csv").read_bytes().replace(b",denied,", b",doubted,"))
    assert not frictionless.validate(path).valid


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_schemas_are_valid(table: Table) -> None:
    told_schema = frictionless.Schema.from_descriptor(schema(table))
    assert told_schema.field_names == [column.name for column in table.columns]
    assert all(column.meaning for column in table.columns)


# ---------------------------------------------------------------- all of them


def test_the_same_claims_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    list(write_claims(iter(CLAIMS), {each: tmp_path / FILES[each] for each in FORMATS}))
    for each in FORMATS:
        assert (tmp_path / FILES[each]).read_bytes() == (folder / FILES[each]).read_bytes(), each


def test_all_appear_whole_or_none_does(tmp_path: Path) -> None:
    paths = {each: tmp_path / FILES[each] for each in FORMATS}
    for path in paths.values():
        path.write_text("what was there")

    def interrupted() -> Iterator[Claim]:
        yield from CLAIMS * 300
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(write_claims(interrupted(), paths))
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in paths.values()}
    assert all(path.read_text() == "what was there" for path in paths.values())


@pytest.mark.parametrize("told_in", FORMATS)
def test_unwritable_places_are_named(tmp_path: Path, told_in: Format) -> None:
    with pytest.raises(OutputError, match="nowhere"):
        list(write_claims(CLAIMS, {told_in: tmp_path / "nowhere" / FILES[told_in]}))

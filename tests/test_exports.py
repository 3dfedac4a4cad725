"""CSV and GeoJSON give back the claims, byte for byte the same, and never a formula."""

from __future__ import annotations

import csv
import json
import string
from dataclasses import fields
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import OutputError
from geo.exports import in_order, write_csv, write_geojson
from geo.layers import COLUMNS
from geo.model import Claim, ClaimStatus
from tests.factories import claim

HARD = 'He said: "a, b;\nc"\r\n\t– naïve 城 \u2028 end'
CLAIMS = [
    claim(claim_id="1", quote=HARD, latitude=-33.5, longitude=-0.000001, radius_km=2.04, deaths_min=0, unverified=True),
    claim(claim_id="2", latitude=None, longitude=None, radius_km=None, where_prec=None, geonameid=None),
    claim(claim_id="3", event_date=None, event_date_end=None, date_prec=None, date_basis=None, published=None),
    claim(claim_id="4", claim_status=ClaimStatus.DENIED, claimant="=cmd|' /C calc'!A0", longitude=-101.123456789),
]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


def test_csv_is_rfc_4180(tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    write_csv([claim()], path)
    raw = path.read_bytes()
    assert raw.startswith(b"claim_id,event_id,grade,grade_reason,article_id,event_type,event_text,")
    assert raw.count(b"\r\n") == 2
    assert raw.endswith(b"\r\n")
    assert raw.decode().splitlines()[0].split(",") == list(COLUMNS)


EXPECTED = [
    ("1", "quote", HARD),
    ("1", "latitude", "-33.5"),
    ("1", "longitude", "0"),
    ("1", "radius_km", "2"),
    ("1", "deaths_min", "0"),
    ("1", "deaths_max", ""),
    ("1", "unverified", "true"),
    ("1", "event_type", "shelling"),
    ("1", "where_prec", "1"),
    ("1", "event_date", "2031-05-06"),
    ("2", "latitude", ""),
    ("2", "where_prec", ""),
    ("2", "unverified", "false"),
    ("3", "event_date", ""),
    ("3", "published", ""),
    ("4", "longitude", "-101.12346"),
    ("4", "claim_status", "denied"),
    ("4", "claimant", "'=cmd|' /C calc'!A0"),
]


@pytest.mark.parametrize(("claim_id", "column", "cell"), EXPECTED)
def test_csv_cells(tmp_path: Path, claim_id: str, column: str, cell: str) -> None:
    path = tmp_path / "claims.csv"
    write_csv(CLAIMS, path)
    assert {row["claim_id"]: row for row in rows(path)}[claim_id][column] == cell


def test_pandas_reads_the_claims(tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    write_csv(CLAIMS, path)
    text = {"claim_id": str, **dict.fromkeys(("event_date", "claimant", "quote"), str)}
    frame = pd.read_csv(path, dtype=text, keep_default_na=False, na_values={"latitude": [""], "longitude": [""]})
    assert list(frame.columns) == list(COLUMNS)
    for each, row in zip(CLAIMS, frame.to_dict("records"), strict=True):
        assert row["claim_id"] == each.claim_id
        assert row["quote"] == each.quote
        assert row["unverified"] == each.unverified
        assert row["event_date"] == (each.event_date.isoformat() if each.event_date else "")
        assert row["latitude"] == pytest.approx(each.latitude, abs=1e-5) or each.latitude is None


DEFUSED = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1+1",
    "\u00a0=1",
    "\u200b=1",
    "\ufeff=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "- a dash",
    "-33.5",
]
UNTOUCHED = ["a=1", "'=1", "1+1", "–5", "", " ", "Kyiv", "5 - 3", "(-1)", "#N/A"]


@pytest.mark.parametrize("text", DEFUSED)
def test_formulas_are_defused_in_text(tmp_path: Path, text: str) -> None:
    path = tmp_path / "claims.csv"
    write_csv([claim(title=text, article_id=text, location=text)], path)
    (row,) = rows(path)
    assert {row["title"], row["article_id"], row["location"]} == {f"'{text}"}


@pytest.mark.parametrize("text", UNTOUCHED)
def test_other_text_is_left_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / "claims.csv"
    write_csv([claim(title=text)], path)
    assert rows(path)[0]["title"] == text


def test_numbers_are_never_defused(tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    write_csv([claim(latitude=-12.0, longitude=-5.25, quote_start=-1)], path)
    (row,) = rows(path)
    assert (row["latitude"], row["longitude"], row["quote_start"]) == ("-12", "-5.25", "-1")


@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from('=+-@\t\r\n,"')))
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("csv") / "claims.csv"
    write_csv([claim(quote=text)], path)
    cell = rows(path)[0]["quote"]
    assert cell in {text, f"'{text}"}
    assert cell.strip(string.whitespace)[:1] not in set("=+-@")


def test_geojson_is_rfc_7946(tmp_path: Path) -> None:
    path = tmp_path / "claims.geojson"
    write_geojson(CLAIMS, path)
    collection = json.loads(path.read_bytes().decode())
    assert collection["type"] == "FeatureCollection"
    first, unplaced, _, last = collection["features"]
    assert first["geometry"] == {"type": "Point", "coordinates": [0.0, -33.5]}
    assert unplaced["geometry"] is None
    assert last["properties"]["claimant"] == "=cmd|' /C calc'!A0"
    assert last["geometry"]["coordinates"] == [-101.12346, 49.98081]
    for each, feature in zip(CLAIMS, collection["features"], strict=True):
        names = [field.name for field in fields(Claim) if field.name not in {"latitude", "longitude"}]
        assert list(feature["properties"]) == names
        assert feature["id"] == each.claim_id
        assert feature["properties"]["quote"] == each.quote
        assert feature["properties"]["unverified"] is each.unverified


@pytest.mark.parametrize("write", [write_csv, write_geojson])
def test_no_claims_still_make_a_file(tmp_path: Path, write: object) -> None:
    assert callable(write)
    path = tmp_path / "out"
    write([], path)
    if write is write_geojson:
        assert json.loads(path.read_text()) == {"type": "FeatureCollection", "features": []}
    else:
        assert rows(path) == []


@pytest.mark.parametrize("write", [write_csv, write_geojson])
def test_a_file_appears_whole_or_not_at_all(tmp_path: Path, write: object) -> None:
    assert callable(write)
    path = tmp_path / "out"
    path.write_text("what was there")

    def interrupted() -> object:
        yield claim()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(interrupted(), path)
    assert path.read_text() == "what was there"
    assert [each.name for each in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("write", [write_csv, write_geojson])
def test_unwritable_places_are_named(tmp_path: Path, write: object) -> None:
    assert callable(write)
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        write([claim()], tmp_path / "file" / "claims.csv")
    with pytest.raises(OutputError, match="nowhere"):
        write([claim()], tmp_path / "nowhere" / "claims.csv")


def test_order() -> None:
    claims = [
        claim(claim_id="a", event_date=None),
        claim(claim_id="b", event_date=date(2022, 3, 4), quote_start=9),
        claim(claim_id="c", event_date=date(2022, 3, 4), quote_start=10),
        claim(claim_id="d", event_date=date(2022, 3, 3), quote_start=99),
        claim(claim_id="e", event_date=date(2022, 3, 4), article_id="a0", quote_start=99),
    ]
    assert [each.claim_id for each in in_order(claims[::-1])] == list("debca")

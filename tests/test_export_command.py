"""`--formats` and `claimmap export`: what was asked for once is kept up to date, and nothing forgotten stays in it."""

from __future__ import annotations

import json
from pathlib import Path

import frictionless
import geopandas
import pytest

from geo import pipeline
from geo.errors import ClaimmapError
from geo.settings import FILES, Format, Settings
from tests.test_cli import claimmap

DATA = (Format.GPKG, Format.PARQUET, Format.KML, Format.ACLED, Format.UCDP, Format.JSONL)
FIRST = "Shells hit Kharkiv\n20220304\nhttps://example.org/a\nRussian artillery shelled Kharkiv on Thursday.\n"
SECOND = "Lviv\n20220305\nhttps://example.org/b\nA missile hit a depot in Lviv on Friday, killing 3, police said.\n"


def article(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.txt"
    path.write_text(text)
    return path


def ids(out: Path) -> dict[str, set[str]]:
    """Return the claims that files of an output folder hold."""
    found = {"parquet": set(geopandas.read_parquet(out / "claims.parquet")["claim_id"])}
    points = geopandas.read_file(out / "claims.gpkg", layer="points")["claim_id"]
    areas = geopandas.read_file(out / "claims.gpkg", layer="areas")["claim_id"]
    lines = (out / "articles.jsonl").read_text("utf-8").splitlines()
    claims = {claim["claim_id"] for line in lines for claim in json.loads(line)["claims"]}
    return found | {"gpkg": {*points, *areas}, "jsonl": claims}


def test_exports_stand_beside_the_map_and_are_kept_up_to_date(tmp_path: Path) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    article(source, "a", FIRST)
    report = pipeline.build([source], Settings(out, formats=DATA))
    assert {out / FILES[each] for each in DATA} | {out / "datapackage.json"} <= set(report.outputs)
    before = ids(out)
    article(source, "b", SECOND)
    report = pipeline.build([source], Settings(out))  # not asked for again
    assert {out / FILES[each] for each in DATA} <= set(report.outputs)
    after = ids(out)
    assert all(before[name] < after[name] for name in before)
    assert frictionless.validate(out / "datapackage.json").valid
    times = {each: (out / FILES[each]).stat().st_mtime_ns for each in DATA}
    pipeline.build([source], Settings(out))
    assert times == {each: (out / FILES[each]).stat().st_mtime_ns for each in DATA}  # nothing was new
    (out / "claims.kml").write_text("")
    pipeline.build([source], Settings(out))
    assert (out / "claims.kml").stat().st_size > 0
    pipeline.forget(["b"], Settings(out))
    assert ids(out) == before
    assert "Lviv" not in (out / "claims.kml").read_text("utf-8") + (out / "articles.jsonl").read_text("utf-8")


def test_export_reads_the_store_alone(tmp_path: Path) -> None:
    source, out, other = tmp_path / "in", tmp_path / "out", tmp_path / "tables"
    article(source, "a", FIRST)
    pipeline.build([source], Settings(out))
    assert not (out / "datapackage.json").exists()
    done = claimmap("export", "--formats", "csv,geojson,acled", "--store", out / "claimmap.sqlite", "--out", other)
    assert done.returncode == 0, done.stderr
    assert "exporting 1 of 1" in done.stderr
    assert sorted(path.name for path in other.iterdir() if not path.name.startswith(".")) == [
        "claims-acled.csv", "claims.csv", "claims.geojson", "datapackage.json",
    ]  # fmt: skip
    assert (other / "claims.csv").read_bytes() == (out / "claims.csv").read_bytes()
    assert (other / "claims.geojson").read_bytes() == (out / "claims.geojson").read_bytes()
    assert frictionless.validate(other / "datapackage.json").valid


def test_two_exports_into_one_folder_are_told_of_in_one_package(tmp_path: Path) -> None:
    article(tmp_path / "in", "a", FIRST)
    pipeline.build([tmp_path / "in"], Settings(tmp_path))
    pipeline.export(Settings(tmp_path, formats=(Format.UCDP,)))
    written = pipeline.export(Settings(tmp_path, formats=(Format.ACLED,)))
    assert [path.name for path in written] == ["claims-acled.csv", "claims-ucdp.csv", "datapackage.json"]
    resources = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))["resources"]
    assert [each["name"] for each in resources] == ["claims-acled", "claims-ucdp"]


def test_articles_are_a_source_again_and_give_the_same_claims(tmp_path: Path) -> None:
    source = tmp_path / "in"
    article(source, "a", FIRST)
    article(source, "b", SECOND)
    pipeline.build([source], Settings(tmp_path / "one", formats=(Format.JSONL,)))
    articles = tmp_path / "one" / "articles.jsonl"
    for line in articles.read_text("utf-8").splitlines():
        told = json.loads(line)
        assert all(told["text"][each["quote_start"] : each["quote_end"]] == each["quote"] for each in told["claims"])
    pipeline.build([articles], Settings(tmp_path / "two", formats=(Format.JSONL,)))
    assert (tmp_path / "two" / "claims.csv").read_bytes() == (tmp_path / "one" / "claims.csv").read_bytes()
    assert (tmp_path / "two" / "articles.jsonl").read_bytes() == articles.read_bytes()


def test_what_is_wrong_is_one_line(tmp_path: Path) -> None:
    done = claimmap("export", "--formats", "shapefile", "--out", tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.startswith("claimmap: 'shapefile' is no format; there are csv, geojson, gpkg,")
    done = claimmap("export", "--formats", "gpkg", "--out", tmp_path / "nowhere")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "there is no store at" in done.stderr
    assert claimmap("export", "--formats", " , ", "--out", tmp_path).returncode == 2


@pytest.mark.parametrize(
    ("written", "formats"),
    [("gpkg", (Format.GPKG,)), (" UCDP, gpkg ,ucdp", (Format.GPKG, Format.UCDP)), ("", ())],
)
def test_formats_are_read_in_any_order(written: str, formats: tuple[Format, ...]) -> None:
    assert Format.parse(written) == formats


def test_unknown_formats_are_named() -> None:
    with pytest.raises(ClaimmapError, match="'xls' is no format"):
        Format.parse("gpkg,xls")

"""What the build makes: pinned sources, the same bytes for the same input, one sentence when a download fails."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import hatch_build
from geo.gazetteer import Gazetteer, storage
from geo.gazetteer.entries import Entry
from geo.model import PlaceKind

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "geo" / "data"


def _entries() -> list[Entry]:
    def entry(name: str, kind: PlaceKind, population: int, *others: str) -> Entry:
        names = ((name, True), *((other, False) for other in others))
        return Entry(name, names, kind, 1.5, 2.5, 3.0, population, "XX", "XX.01", None, "XX-A")

    return [
        entry("Alba", PlaceKind.REGION, 10, "Old Alba"),
        entry("Alba", PlaceKind.TOWN, 20),
        entry("Alba", PlaceKind.TOWN, 30, "Álba"),
        entry("Berta", PlaceKind.TOWN, 5, "Alba", ""),
    ]


def test_the_index_returns_what_was_written(tmp_path: Path) -> None:
    storage.write_index(_entries(), tmp_path)
    gazetteer = Gazetteer.open(tmp_path)
    found = gazetteer.candidates("ALBA")
    assert [(each.kind, each.population, each.main_name) for each in found] == [
        (PlaceKind.REGION, 10, True),
        (PlaceKind.TOWN, 30, True),
        (PlaceKind.TOWN, 20, True),
        (PlaceKind.TOWN, 5, False),
    ]
    assert gazetteer.starts("old")
    assert not gazetteer.knows("")


def test_the_same_entries_give_the_same_bytes(tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "other"]
    for folder in folders:
        folder.mkdir()
        storage.write_index(_entries(), folder)
    one, other = ({path.name: path.read_bytes() for path in folder.iterdir()} for folder in folders)
    assert one == other


def test_the_sources_are_pinned_and_name_no_registry() -> None:
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"]
    locked = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert all(locked[f"node_modules/{name}"]["version"] == version for name, version in wanted.items())
    for name, package in locked.items():
        assert not name or package["integrity"].startswith("sha512-")
        assert "resolved" not in package or package["resolved"].startswith("https://registry.npmjs.org/")


def test_data_made_of_the_same_inputs_is_reused(tmp_path: Path) -> None:
    _copy_inputs(tmp_path)
    made = tmp_path / "geo" / "data"
    made.mkdir()
    (made / "stamp.txt").write_text(hatch_build._stamp(tmp_path), encoding="ascii")  # noqa: SLF001 - what a build leaves
    hatch_build.make_data(tmp_path)
    assert [path.name for path in made.iterdir()] == ["stamp.txt"]


@pytest.mark.skipif(shutil.which("npm") is None, reason="needs npm")
def test_a_failed_download_is_one_sentence_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _copy_inputs(tmp_path)
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9/")
    monkeypatch.setenv("npm_config_fetch_retries", "0")
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "cache"))
    with pytest.raises(hatch_build.DataError, match="could not be fetched with npm") as raised:
        hatch_build.make_data(tmp_path)
    assert "\n" not in str(raised.value)
    assert "127.0.0.1" in str(raised.value)
    assert not (tmp_path / "geo" / "data").exists()


@pytest.mark.parametrize(
    ("output", "told"),
    [
        (
            "npm error code E404\nnpm error 404 not there\nnpm error 404 advice\nnpm error A complete log",
            "404 not there",
        ),
        ("npm ERR! network down\n", "network down"),
        ("warning", "it gave no reason"),
        ("", "it gave no reason"),
    ],
)
def test_npms_reason_is_told(output: str, told: str) -> None:
    assert hatch_build._reason(output) == told  # noqa: SLF001 - npm's outputs are many, its failures few


@pytest.mark.parametrize(
    ("name", "properties", "largest"),
    [("countries", {"name", "iso2"}, 700_000), ("regions", {"code", "name", "country"}, 5_000_000)],
)
def test_basemap(name: str, properties: set[str], largest: int) -> None:
    text = (DATA / "basemap" / f"{name}.geojson").read_text(encoding="utf-8")
    features = json.loads(text)["features"]
    assert len(text.encode()) <= largest
    assert all(set(feature["properties"]) == properties for feature in features)
    assert all(feature["geometry"]["coordinates"] for feature in features if name == "countries")


@pytest.mark.parametrize("name", ["leaflet.js", "leaflet.css", "LICENSE"])
def test_leaflet_comes_with_its_licence(name: str) -> None:
    assert (DATA / "leaflet" / name).stat().st_size > 1000


def _copy_inputs(root: Path) -> None:
    (root / "geo").mkdir()
    shutil.copytree(ROOT / "geo" / "gazetteer", root / "geo" / "gazetteer")
    for name in ("hatch_build.py", "package.json", "package-lock.json"):
        shutil.copyfile(ROOT / name, root / name)

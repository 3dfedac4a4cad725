"""What the build makes: pinned sources, the same bytes for the same input, one sentence when a download fails."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import numpy as np
import pytest
import shapely

import hatch_build
from geo.errors import DataMissingError
from geo.gazetteer import Gazetteer, storage
from geo.gazetteer.entries import Entry
from geo.gazetteer.outlines import Outlines, read_outlines, write_outlines
from geo.model import PlaceKind

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "geo" / "data"


@pytest.fixture
def no_registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave npm a registry that nobody keeps and an empty cache."""
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9/")
    monkeypatch.setenv("npm_config_fetch_retries", "0")
    monkeypatch.setenv("npm_config_update_notifier", "false")
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "cache"))


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
    assert gazetteer.opening("old") == ()
    assert not gazetteer.knows("")


def test_the_same_entries_give_the_same_bytes(tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "other"]
    for folder in folders:
        folder.mkdir()
        storage.write_index(_entries(), folder)
    one, other = ({path.name: path.read_bytes() for path in folder.iterdir()} for folder in folders)
    assert one == other


def test_the_sources_are_pinned_and_name_no_registry() -> None:
    asked = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    wanted = asked["dependencies"] | asked["devDependencies"]
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


@pytest.mark.parametrize(("part", "same"), [("devDependencies", True), ("dependencies", False)])
def test_another_version_of_a_tool_compiles_nothing_anew(tmp_path: Path, part: str, *, same: bool) -> None:
    _copy_inputs(tmp_path)
    before = hatch_build._stamp(tmp_path)  # noqa: SLF001 - what a build compares
    path = tmp_path / "package-lock.json"
    lock = json.loads(path.read_text(encoding="utf-8"))
    for name in lock["packages"][""][part]:
        lock["packages"][f"node_modules/{name}"]["version"] += "1"
    path.write_text(json.dumps(lock), encoding="utf-8")
    assert (hatch_build._stamp(tmp_path) == before) is same  # noqa: SLF001 - what a build compares


@pytest.mark.usefixtures("no_registry")
def test_a_build_installs_no_tools_and_leaves_those_installed(tmp_path: Path) -> None:
    _write_local_packages(tmp_path)
    source, tool = (tmp_path / "node_modules" / name / "package.json" for name in ("source", "tool"))
    hatch_build._node_modules(tmp_path)  # noqa: SLF001 - the part of a build that installs
    assert (source.is_file(), tool.is_file()) == (True, False)
    hatch_build.install_tools(tmp_path)
    assert (source.is_file(), tool.is_file()) == (True, True)
    hatch_build._node_modules(tmp_path)  # noqa: SLF001 - the part of a build that installs
    assert (source.is_file(), tool.is_file()) == (True, True)


@pytest.mark.usefixtures("no_registry")
def test_a_failed_download_is_one_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    _copy_inputs(tmp_path)
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
    ("name", "least", "largest"), [("countries", 230, 700_000), ("regions", 4500, 4_500_000), ("world", 230, 450_000)]
)
def test_basemap(name: str, least: int, largest: int) -> None:
    layer = read_outlines(DATA / "basemap" / name)
    assert len(layer.shapes) >= least
    assert (DATA / "basemap" / f"{name}.wkb").stat().st_size <= largest
    assert all(re.fullmatch("[A-Z]{2}", country) for country in layer.countries)
    # What whoever draws relies on: polygons that are there, on a grid of thousandths, within the world.
    assert set(shapely.get_type_id(layer.shapes).tolist()) == {6}
    assert not shapely.is_empty(layer.shapes).any()
    corners = shapely.get_coordinates(layer.shapes)
    assert np.abs(corners * 1000 - np.rint(corners * 1000)).max() < 1e-6
    assert (np.abs(corners) <= (180, 90)).all()


def test_neighbouring_regions_of_the_basemap_share_their_border_to_the_last_coordinate() -> None:
    regions = read_outlines(DATA / "basemap" / "regions", (30.0, 48.0, 33.0, 51.0))
    ukraine = regions.shapes[[country == "UA" for country in regions.countries]]
    assert len(ukraine) > 8
    assert shapely.coverage_is_valid(ukraine)
    assert shapely.is_valid(ukraine).all()


def test_outlines_return_what_was_written_and_only_what_lies_there(tmp_path: Path) -> None:
    shapes = np.array([shapely.MultiPolygon([shapely.box(x, 0, x + 1, 1)]) for x in (0, 1, 5)])
    write_outlines(
        Outlines(("Álba", "Berta", "Corva"), ("XA", "XB", "XC"), ("XA", "XB", "XYZ"), shapes), tmp_path / "layer"
    )
    whole = read_outlines(tmp_path / "layer")
    assert (whole.names, whole.countries) == (("Álba", "Berta", "Corva"), ("XA", "XB", "XC"))
    assert whole.holders == ("XA", "XB", "XYZ")
    assert shapely.equals(whole.shapes, shapes).all()
    assert read_outlines(tmp_path / "layer", (0.5, 0.5, 1.0, 0.6)).names == ("Álba", "Berta")
    assert read_outlines(tmp_path / "layer", (20.0, 20.0, 21.0, 21.0)).names == ()


@pytest.mark.parametrize(
    ("suffix", "content"),
    [
        ("json", b"[["),
        ("json", b'[[0,9,[0,0,1,1],"A","XA","XA"]]'),
        ("json", b'[["A","XA",0,9,[0,0,1,1]]]'),
        ("wkb", b"\1"),
        ("wkb", b""),
    ],
)
def test_damaged_outlines_are_one_sentence(tmp_path: Path, suffix: str, content: bytes) -> None:
    write_outlines(Outlines(("A",), ("XA",), ("XA",), np.array([shapely.box(0, 0, 1, 1)])), tmp_path / "layer")
    (tmp_path / f"layer.{suffix}").write_bytes(content)
    with pytest.raises(DataMissingError, match="is missing or damaged") as raised:
        read_outlines(tmp_path / "layer")
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("name", ["leaflet.js", "leaflet.css", "LICENSE"])
def test_leaflet_comes_with_its_licence(name: str) -> None:
    assert (DATA / "leaflet" / name).stat().st_size > 1000


def _write_local_packages(root: Path) -> None:
    """Write a package and its lock file that want one source and one tool, both of this folder: npm fetches nothing."""
    wanted = {"dependencies": {"source": "file:source"}, "devDependencies": {"tool": "file:tool"}}
    locked: dict[str, object] = {"": wanted}
    for name, extra in (("source", {}), ("tool", {"dev": True})):
        (root / name).mkdir()
        (root / name / "package.json").write_text(json.dumps({"name": name, "version": "1.0.0"}), encoding="utf-8")
        locked |= {name: {"version": "1.0.0"} | extra, f"node_modules/{name}": {"resolved": name, "link": True} | extra}
    (root / "package.json").write_text(json.dumps(wanted), encoding="utf-8")
    lock = {"lockfileVersion": 3, "requires": True, "packages": locked}
    (root / "package-lock.json").write_text(json.dumps(lock), encoding="utf-8")


def _copy_inputs(root: Path) -> None:
    (root / "geo").mkdir()
    shutil.copytree(ROOT / "geo" / "gazetteer", root / "geo" / "gazetteer")
    for name in ("hatch_build.py", "package.json", "package-lock.json"):
        shutil.copyfile(ROOT / name, root / name)

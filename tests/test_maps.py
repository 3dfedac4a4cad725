from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
from datetime import date
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import folium
import numpy as np
import pytest

from geo.errors import DataMissingError, OutputError
from geo.layers import to_geodataframe
from geo.maps import ClaimMap, write_days, write_map
from geo.maps import basemap as ground
from geo.maps.columns import PIECE, claim_blocks
from geo.maps.typed import packed_columns, packed_json
from geo.model import Claim, ClaimStatus, EventType, WherePrec
from tests.factories import Boxes, claim

HOSTILE = "{{ 7*7 }}{% of </script><img src=x onerror=alert(1)> ${alert(2)} \\x `a` @folium@ \x00 \ud800 \u202e\u2066"


def several() -> list[Claim]:
    return [
        claim(claim_id="c1", quote_start=1),
        claim(claim_id="c2", quote_start=2, event_type=EventType.TALKS, claim_status=ClaimStatus.CLAIMED),
        claim(claim_id="c3", location="Sumy", latitude=50.92, longitude=34.8, event_date=date(2031, 5, 4)),
        claim(claim_id="c4", location="Kharkiv Oblast", latitude=49.6, longitude=36.4, where_prec=WherePrec.ADM1),
        claim(claim_id="c5", latitude=None, longitude=None, where_prec=None, radius_km=None, location=""),
        claim(claim_id="c6", event_date=None, event_date_end=None, date_prec=None, date_basis=None),
    ]


def rendered(claims: list[Claim]) -> str:
    return str(ClaimMap(to_geodataframe(claims, Boxes())).get_root().render())


def unpacked(block: str) -> Any:  # noqa: ANN401 - JSON
    return json.loads(gzip.decompress(base64.b64decode(block)))


def test_same_claims_same_bytes_in_any_order() -> None:
    first = rendered(several())
    assert rendered(several()) == first
    assert rendered(several()[::-1]) == first
    shown = ClaimMap(to_geodataframe(several(), Boxes()))
    assert shown.get_root().render() == shown.get_root().render() == first


def test_same_bytes_in_another_process() -> None:
    code = (
        "import hashlib; from tests.test_maps import *; print(hashlib.sha256(rendered(several()).encode()).hexdigest())"
    )
    here = hashlib.sha256(rendered(several()).encode()).hexdigest()
    root = Path(__file__).parent.parent
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    there = subprocess.run(
        [sys.executable, "-c", code], cwd=root, env=environment, capture_output=True, text=True, check=True
    )
    assert there.stdout.strip() == here


def test_nothing_of_an_article_stands_in_the_page_as_text() -> None:
    html = rendered(
        [claim(title="Zebra title", quote="Zebra quote", claimant="Zebra man", url="https://zebra.example/")]
    )
    assert "ebra" not in html


@pytest.mark.parametrize("field", ["title", "quote", "location", "claimant", "place_reason", "actor", "url", "admin1"])
def test_hostile_text_changes_only_the_data(field: str) -> None:
    def without_data(html: str) -> str:
        return re.sub(r'(<script type="text/plain"[^>]*>)[A-Za-z0-9+/=]*(</script>)', r"\1\2", html)

    assert without_data(rendered([claim(**{field: HOSTILE})])) == without_data(rendered([claim(**{field: "Plain"})]))


def test_the_policy_allows_exactly_the_scripts_in_the_page() -> None:
    html = rendered(several())
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy is not None
    allowed = re.search(r"script-src ([^;]+)", policy[1])
    assert allowed is not None
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    hashes = {f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in scripts}
    assert set(allowed[1].split()) == hashes
    assert policy[1].startswith("default-src 'none'; ")
    assert "img-src data:;" in policy[1]
    assert all(script.isascii() for script in scripts)
    assert not re.search(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=", html)


@pytest.mark.parametrize(
    ("wanted", "present"),
    [('<html lang="en">', True), ("<title>Claims on the map</title>", True), ("user-scalable", False), ("cdn", False)],
)
def test_the_document_mends_what_folium_leaves(wanted: str, present: bool) -> None:  # noqa: FBT001 - a table's column
    assert (wanted in rendered(several())) is present


def columns_of(blocks: dict[str, str]) -> dict[str, list[int]]:
    """Return the columns as the page reads them: by the layout, little-endian, each at a multiple of its size."""
    content = gzip.decompress(base64.b64decode(blocks["claimmap-columns"]))
    layout = unpacked(blocks["claimmap-head"])["layout"]
    assert all(first % np.dtype(kind).itemsize == 0 for kind, first, _ in layout.values())
    return {
        name: np.frombuffer(content, f"<{kind}", count, first).tolist() for name, (kind, first, count) in layout.items()
    }


def test_columns_put_claims_by_place_and_the_unplaced_last() -> None:
    blocks = claim_blocks(to_geodataframe(several(), Boxes())).blocks
    head, columns = unpacked(blocks["claimmap-head"]), columns_of(blocks)
    assert head["places"]["name"] == ["Sumy", "Kharkiv", "Kharkiv Oblast"]
    assert columns["place.first"] == [0, 1, 4, 5]
    assert columns["place.reach"] == [0, 0, 2]
    assert columns["place.shape"] == [0, 0, 1]
    assert columns["place.lat"] == [5092000, 4998081, 4960000]
    assert (head["total"], head["placed"], head["articles"]) == (6, 5, 1)
    assert head["epoch"] == "2031-05-03"
    assert columns["event_date"] == [1, 3, 3, 0, 3, 3]
    assert columns["event_date_end"] == [3, 3, 3, 0, 3, 3]
    assert columns["published"] == [4]
    statuses = head["dictionaries"]["claim_status"]
    assert [statuses[code] for code in columns["claim_status"]] == ["fact", "fact", "claimed", "fact", "fact", "fact"]


def test_exact_and_loose_claims_of_one_point_are_two_places() -> None:
    loose = {"where_prec": WherePrec.ADM1, "location": "Kharkiv Oblast"}
    blocks = claim_blocks(to_geodataframe([claim(claim_id="a"), claim(claim_id="b", **loose)], Boxes())).blocks
    assert unpacked(blocks["claimmap-head"])["places"]["name"] == ["Kharkiv", "Kharkiv Oblast"]
    assert columns_of(blocks)["place.reach"] == [0, 2]


def test_a_place_has_the_name_that_most_claims_give_it() -> None:
    names = ["Kharkiv", "Kharkov", "Kharkiv", "Charkow"]
    claims = [claim(claim_id=f"c{n}", location=name) for n, name in enumerate(names)]
    head = unpacked(claim_blocks(to_geodataframe(claims, Boxes())).blocks["claimmap-head"])
    assert head["places"]["name"] == ["Kharkiv"]


def test_texts_stand_in_pieces() -> None:
    frame = to_geodataframe([claim(claim_id=f"c{n}", quote_start=n) for n in range(PIECE + 1)], Boxes())
    blocks = claim_blocks(frame).blocks
    assert {"claimmap-texts-0", "claimmap-texts-1", "claimmap-articles-0"} < blocks.keys()
    assert "claimmap-texts-2" not in blocks


@pytest.mark.parametrize(
    ("values", "kind"),
    [([], "u1"), ([0, 255], "u1"), ([256], "u2"), ([65_536], "u4"), ([-1, 5], "i4"), ([2**32 - 1], "u4")],
)
def test_a_column_has_the_smallest_type_that_holds_it(values: list[int], kind: str) -> None:
    columns = packed_columns({"before": np.array([1, 2, 3]), "it": np.array(values, dtype=np.int64)})
    assert columns.layout["it"][0] == kind
    content = gzip.decompress(base64.b64decode(columns.block))
    first, count = columns.layout["it"][1:]
    assert np.frombuffer(content, f"<{kind}", count, first).tolist() == values


def test_lone_surrogates_are_replaced_and_other_text_is_kept() -> None:
    kept = unpacked(packed_json(["a\ud800b", "\u202e\x00", "\U0001f5fa"]))
    assert kept == ["a\ufffdb", "\u202e\x00", "\U0001f5fa"]


def test_days_have_a_page_each_and_stale_ones_go(tmp_path: Path) -> None:
    frame = to_geodataframe(several(), Boxes())
    (tmp_path / "2030-01-01.html").write_text("old", encoding="utf-8")
    (tmp_path / "notes.html").write_text("mine", encoding="utf-8")
    write_days(frame, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "2031-05-04.html", "2031-05-06.html", "index.html", "notes.html",
    ]  # fmt: skip
    assert "<title>Claims on the map, 2031-05-04</title>" in (tmp_path / "2031-05-04.html").read_text(encoding="utf-8")


def test_a_map_of_no_claims_can_be_written(tmp_path: Path) -> None:
    write_map(to_geodataframe([], Boxes()), tmp_path / "deep" / "map.html")
    assert (tmp_path / "deep" / "map.html").stat().st_size > 100_000


def test_a_file_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match=r"map\.html cannot be written"):
        write_map(to_geodataframe([], Boxes()), tmp_path / "file" / "map.html")


def test_without_the_basemap_one_sentence_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ground, "FOLDER", tmp_path)
    with pytest.raises(DataMissingError, match=r"the basemap in .* is missing"):
        ground.around(to_geodataframe([], Boxes()))


def test_a_layer_that_loads_from_elsewhere_is_refused() -> None:
    from folium.plugins import HeatMap  # noqa: PLC0415 - slow to load, and only needed here

    shown = ClaimMap(to_geodataframe(several(), Boxes()))
    shown.add_child(HeatMap([[50, 36]]))  # type: ignore[no-untyped-call] # folium leaves it untyped
    with pytest.raises(OutputError, match="loads nothing from elsewhere"):
        shown.get_root().render()


def test_other_maps_keep_their_links() -> None:
    rendered(several())
    assert len(folium.Map.default_js) > 1


def test_a_notebook_shows_the_map_in_a_frame() -> None:
    html = ClaimMap(to_geodataframe(several(), Boxes()))._repr_html_()
    assert html.startswith("<iframe srcdoc=")
    assert "claimmap-columns" in html


def test_a_map_of_ones_own_stays_within_the_zooms_that_make_sense() -> None:
    assert '"minZoom": 2,\n  "maxZoom": 16' in rendered(several())
    shown = ClaimMap(to_geodataframe(several(), Boxes()), max_zoom=9)
    assert '"maxZoom": 9' in str(shown.get_root().render())


def test_a_wide_spread_keeps_the_ground_small() -> None:
    far = [
        claim(claim_id=f"c{n}", latitude=lat, longitude=lon) for n, (lat, lon) in enumerate([(-55, -179), (70, 179)])
    ]
    block = ground.around(to_geodataframe(far, Boxes())).block
    assert len(block) < 400_000
    assert unpacked(block)["regionLines"] == []


@pytest.mark.parametrize("bounds", [(36.0, 49.0, 37.0, 50.0), (22.0, 44.0, 40.0, 52.0), (-179.0, 60.0, 179.0, 70.0)])
def test_the_ground_holds_closed_rings_and_each_border_once(bounds: tuple[float, float, float, float]) -> None:
    content = ground.content(bounds)
    for ring in (ring for polygon in content["land"] for ring in polygon):
        corners = _corners(ring)
        assert len(corners) >= 4
        assert corners[0] == corners[-1]
    coasts_and_countries = {step for polygon in content["land"] for ring in polygon for step in _steps(ring)}
    within = [step for line in content["regionLines"] for step in _steps(line)]
    assert len(within) == len(set(within))
    assert not coasts_and_countries & set(within)
    assert all(name and west < 180 and wide >= 0 for name, west, _, wide in content["countries"] + content["regions"])


def test_a_pages_ground_is_packed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    frame = to_geodataframe(several(), Boxes())
    first = ground.around(frame)
    monkeypatch.setattr(ground, "content", None)
    assert ground.around(to_geodataframe(several()[::-1], Boxes())) is first


def _corners(steps: list[int]) -> list[tuple[int, int]]:
    return list(zip(accumulate(steps[::2]), accumulate(steps[1::2]), strict=True))


def _steps(steps: list[int]) -> list[frozenset[tuple[int, int]]]:
    return [frozenset(pair) for pair in pairwise(_corners(steps))]

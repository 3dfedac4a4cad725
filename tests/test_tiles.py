"""Online tiles: only by name, only over https, only without a key, and the page may ask nobody else."""

from __future__ import annotations

import re
from typing import Any

import pytest
import xyzservices

from geo.errors import ClaimmapError
from geo.layers import to_geodataframe
from geo.maps import ClaimMap
from geo.maps.tiles import Tiles, find_tiles, tiles_of
from tests.factories import Boxes, claim

PLAIN = {"name": "Example.Plain", "url": "https://{s}.tile.example/{z}/{x}/{y}.png", "attribution": "(C) Example"}


def page(**options: Any) -> str:  # noqa: ANN401 - of ClaimMap
    return str(ClaimMap(to_geodataframe([claim()], Boxes()), **options).get_root().render())


def pictures(html: str) -> list[str]:
    found = re.search(r"img-src ([^;]+);", html)
    assert found is not None
    return found[1].split()


@pytest.mark.parametrize("written", ["OpenStreetMap.Mapnik", "openstreetmap.mapnik", "OpenStreetMap Mapnik"])
def test_a_name_is_found_in_any_case(written: str) -> None:
    assert find_tiles(written).name == "OpenStreetMap.Mapnik"


def test_subdomains_become_origins_of_their_own() -> None:
    assert tiles_of(PLAIN) == Tiles(
        "Example.Plain",
        "https://{s}.tile.example/{z}/{x}/{y}.png",
        ("https://a.tile.example", "https://b.tile.example", "https://c.tile.example"),
        "© Example",
        18,
        ("a", "b", "c"),
    )
    assert tiles_of(PLAIN | {"subdomains": ["t1", "t2"]}).origins == (
        "https://t1.tile.example",
        "https://t2.tile.example",
    )
    assert tiles_of(PLAIN | {"url": "https://tile.example/{z}/{x}/{y}{r}.png"}).origins == ("https://tile.example",)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"url": "https://tile.example/{z}/{x}/{y}?key={apikey}", "apikey": "<insert your key here>"}, r"key .*apikey"),
        ({"url": "https://tile.example/{z}/{x}/{y}?key={token}"}, r"key of your own \(token\)"),
        ({"url": "http://tile.example/{z}/{x}/{y}.png"}, "https"),
        ({"url": "//tile.example/{z}/{x}/{y}.png"}, "https"),
        ({"url": "https://tile.example;script-src/{z}/{x}/{y}.png"}, "https"),
        ({"url": "https://tile.example */{z}/{x}/{y}.png"}, "https"),
        ({"url": "https://{host}/{z}/{x}/{y}.png", "host": "*"}, "https"),
        ({"url": "https://me@tile.example/{z}/{x}/{y}.png"}, "https"),
        ({"subdomains": ["a", "b' 'unsafe-inline"]}, "https"),
        ({"status": "broken"}, "broken"),
        ({"crs": "EPSG:3031"}, "projection"),
        ({"tms": True}, "projection"),
        ({"url": "https://tile.example/{q}.png", "q": "0"}, "projection"),
    ],
)
def test_what_a_page_cannot_show_is_refused_in_one_line(changes: dict[str, Any], told: str) -> None:
    with pytest.raises(ClaimmapError, match=told) as raised:
        tiles_of(PLAIN | changes)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("written", "offered"),
    [("OpenStretMap.Mapnick", "OpenStreetMap.Mapnik"), ("topo", "OpenTopoMap"), ("", "OpenStreetMap.Mapnik")],
)
def test_an_unknown_name_is_answered_with_those_like_it(written: str, offered: str) -> None:
    with pytest.raises(ClaimmapError) as raised:
        find_tiles(written)
    assert f"no map tiles are called {written!r}; try " in str(raised.value)
    assert offered in str(raised.value)
    assert "\n" not in str(raised.value)


def test_what_is_offered_can_be_shown() -> None:
    with pytest.raises(ClaimmapError) as raised:
        find_tiles("Thunderforest")
    names = str(raised.value).split("; try ")[1].removesuffix(" or another name of xyzservices").split(", ")
    assert all(find_tiles(name).name == name for name in names)


@pytest.mark.parametrize(
    ("attribution", "shown"),
    [
        ("(C) A <a href='https://b.example'>B &amp; C</a>", "© A B & C"),
        ("x<script>alert(1)</script>", "xalert(1)"),
        ("&lt;img src=x onerror=alert(1)&gt;", "img src=x onerror=alert(1)"),
    ],
)
def test_the_attribution_is_plain_text(attribution: str, shown: str) -> None:
    assert tiles_of(PLAIN | {"attribution": attribution}).attribution == shown


def test_all_that_xyzservices_knows_is_shown_or_refused() -> None:
    shown = 0
    for provider in xyzservices.providers.flatten().values():
        try:
            tiles = tiles_of(provider)
        except ClaimmapError:
            continue
        shown += 1
        assert set(re.findall(r"\{(.*?)\}", tiles.url)) <= {"s", "x", "y", "z", "r"}
        assert re.fullmatch(r"[!-~]+", tiles.url)
        assert all(re.fullmatch(r"https://[a-z0-9.-]+", origin) for origin in tiles.origins)
        assert tiles.attribution
        assert not set(tiles.attribution) & set("<>")
        assert 0 < tiles.max_zoom < 30
    assert shown > 100


def test_the_policy_allows_pictures_of_exactly_those_origins() -> None:
    assert pictures(page()) == ["data:"]
    assert pictures(page(tiles="OpenTopoMap")) == ["data:", *find_tiles("OpenTopoMap").origins]
    plain, tiled = (
        re.sub(r"img-src [^;]+;|<script type=.*?</script>", "", each) for each in (page(), page(tiles="OpenTopoMap"))
    )
    assert plain == tiled


def test_an_unknown_name_ends_a_map_of_ones_own_too() -> None:
    with pytest.raises(ClaimmapError, match="no map tiles"):
        page(tiles="nowhere")

"""The page in other pages: embedded, in notebooks, with a user's own layers, about itself, and with online tiles."""

from __future__ import annotations

import re
import struct
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import folium
import pytest

from geo.maps.embed import Frame, View, by_address, inline, read_page
from geo.maps.tiles import find_tiles
from geo.version import __version__
from tests.pages import KHARKIV, REGION, SUMY, Opened, Opener, drawn, story

if TYPE_CHECKING:
    from playwright.sync_api import Route

pytestmark = pytest.mark.browser

FRAME_POINT = """([name, at]) => {
  const p = window[name].latLngToContainerPoint(at);
  return [p.x, p.y];
}"""


def test_an_embedded_map_has_no_panels_but_a_legend_and_a_way_out(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map, "embed", viewport={"width": 700, "height": 450})
    page = opened.page
    for selector in ("#top", "#filters", "#panel", "#chips"):
        assert page.is_hidden(selector), selector
    assert page.is_visible("#axis")
    assert opened.alpha("marks", KHARKIV) > 100
    page.get_by_role("button", name="Legend").click()
    assert page.is_visible("#filters")
    page.click("#filters-close")
    assert page.is_hidden("#filters")
    link = page.get_by_role("link", name="Open the whole map")
    assert link.get_attribute("href") == story_map.as_uri()
    assert link.get_attribute("target") == "_blank"
    opened.click(KHARKIV)
    assert len(opened.cards()) == 3
    assert page.evaluate("document.documentElement.scrollWidth <= 700")


def test_a_closed_legend_leaves_the_focus_on_its_button(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map, "embed")
    button = opened.page.get_by_role("button", name="Legend")
    button.focus()
    opened.page.keyboard.press("Enter")
    opened.page.keyboard.press("Tab")
    opened.page.keyboard.press("Enter")  # the button that closes it
    assert opened.page.is_hidden("#filters")
    assert opened.page.evaluate("document.activeElement.textContent") == "Legend"


@pytest.mark.parametrize("way", ["address", "inline"])
@pytest.mark.parametrize("view", [View(), View("2031-05-06", "2031-05-08"), View(claim="c1")])
def test_a_report_without_a_charset_shows_the_map_in_a_sandbox(
    opener: Opener, story_map: Path, tmp_path: Path, way: str, view: View
) -> None:
    html = read_page(story_map)
    snippet = by_address(html, story_map.as_uri(), view, Frame()) if way == "address" else inline(html, view, Frame())
    report = tmp_path / "report.html"
    report.write_bytes(f"<!DOCTYPE html><title>Report</title><p>\xe9t\xe9</p>{snippet}".encode("latin-1"))
    opened = opener.tab({report.as_uri(), story_map.as_uri()})
    opened.page.goto(report.as_uri())
    frame = opened.page.frames[1]
    frame.wait_for_selector("#app[data-ready]")
    assert frame.evaluate("document.characterSet") == "UTF-8"
    assert frame.is_hidden("#top")
    if view.claim:
        frame.wait_for_selector(".claim.looked-at")
        assert "Shells fell on Kharkiv" in frame.inner_text(".claim.looked-at")
    elif view.start:
        assert frame.inner_text("#when") == "6 May – 8 May 2031 · 3 days"
    else:
        assert frame.inner_text("#when") == "4 May – 10 May 2031"
    assert frame.get_by_role("link", name="Open the whole map").count() == (1 if way == "address" else 0)


def test_an_inlined_map_is_used_without_an_address(opener: Opener, story_map: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    report.write_text(inline(read_page(story_map), View(), Frame()), encoding="ascii")
    opened = opener.tab({report.as_uri()})
    opened.page.goto(report.as_uri())
    frame = opened.page.frames[1]
    frame.wait_for_selector("#app[data-ready]")
    box = opened.page.locator("iframe").bounding_box()
    assert box
    x, y = frame.evaluate(FRAME_POINT, [frame.get_attribute("#app", "data-map"), KHARKIV])
    ground = frame.evaluate("document.getElementById('ground').getBoundingClientRect().toJSON()")
    opened.page.mouse.click(box["x"] + ground["x"] + x, box["y"] + ground["y"] + y)
    frame.wait_for_selector("#panel .claim")
    tools = frame.locator("#panel .claim >> nth=0 >> .tools button").all_inner_texts()
    assert tools == ["Copy citation", "Copy BibTeX", "Copy claim id"]  # no link: it has no address
    frame.click("#panel-close")
    assert frame.is_hidden("#panel")
    frame.click("#day-on")
    assert frame.inner_text("#when") == "Sun 4 May 2031"


def test_a_notebook_frame_works(opener: Opener, tmp_path: Path) -> None:
    notebook = tmp_path / "notebook.html"
    notebook.write_text(f"<!DOCTYPE html><body>{drawn(story())._repr_html_()}</body>", encoding="utf-8")
    opened = opener.tab({notebook.as_uri()})
    opened.page.goto(notebook.as_uri())
    frame = opened.page.frames[1]
    frame.wait_for_selector("#app[data-ready]")
    frame.click("#open-list")
    frame.wait_for_selector(".listing-item")
    frame.click(".listing-item >> nth=0")
    frame.wait_for_selector("#panel .claim")


def test_a_users_own_folium_layers_work(opener: Opener) -> None:
    shown = drawn(story())
    folium.Marker([49.0, 35.0], popup="<b>my</b> note").add_to(shown)
    folium.CircleMarker([50.4, 33.6], radius=9, tooltip="mine").add_to(shown)
    folium.GeoJson({"type": "LineString", "coordinates": [[34.0, 49.0], [37.0, 50.5]]}).add_to(shown)
    folium.LayerControl().add_to(shown)
    opened = opener.open(shown)
    page = opened.page
    assert page.locator(".leaflet-overlay-pane path").count() == 2
    page.click(".leaflet-marker-icon")
    assert page.locator(".leaflet-popup-content b").inner_text() == "my"
    opened.click(SUMY)
    assert "Guns were heard near Sumy." in opened.cards()[0]


def test_a_view_of_ones_own_is_kept(opener: Opener) -> None:
    opened = opener.open(drawn(story(), location=(10.0, 10.0), zoom_start=6))
    centre = opened.page.evaluate("(name) => window[name].getCenter()", opened.map)
    assert (round(centre["lat"]), round(centre["lng"])) == (10, 10)


# ---------------------------------------------------------------- about


def test_about_tells_what_the_map_is_and_of_what_it_is_made(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)
    opened.page.click("#open-about")
    opened.titled("About this map")
    told = opened.page.inner_text("#panel-body")
    for words in (
        "A map of what news articles claim",
        "Not a map of facts.",
        "Not for targeting or navigation",
        "9 claims, 8 of them placed",
        "4 articles from 2 outlets",
        "Published 7 May – 9 May 2031",
        "Events 4 May – 10 May 2031",
        f"claimmap {__version__}",
        "Borders follow the United Nations’ view",
        "GeoNames",
        "Natural Earth",
        "Leaflet",
    ):
        assert words in told, words
    assert "Online map pictures" not in told
    links = opened.page.locator("#panel-body a")
    assert links.count() >= 6
    assert all((link.get_attribute("href") or "").startswith("https://") for link in links.all())
    assert {link.get_attribute("rel") for link in links.all()} == {"noopener noreferrer"}


# ---------------------------------------------------------------- tiles


def picture(red: int) -> bytes:
    """Return a PNG of 256 by 256 pixels of one colour."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = (b"\0" + bytes([red, 200, 120]) * 256) * 256
    head = struct.pack(">IIBBBBB", 256, 256, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def answer(opened: Opened) -> list[str]:
    """Answer whatever is asked of the web with a picture, and return the list of what is."""
    asked: list[str] = []

    def fulfil(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body=picture(10), content_type="image/png")

    opened.context.route(re.compile("^https?://"), fulfil)
    return asked


def test_online_tiles_are_asked_of_their_service_only_and_credited(opener: Opener) -> None:
    tiles = find_tiles("OpenTopoMap")
    path = opener.write(drawn(story(), tiles="OpenTopoMap"), "tiled.html")
    opened = opener.tab({path.as_uri()}, offline=False)
    page = opened.page
    asked = answer(opened)
    page.goto(path.as_uri())
    page.wait_for_selector("#app[data-ready]")
    page.locator(".leaflet-tile-loaded").first.wait_for()
    assert len(asked) > 4
    assert all(url.startswith(tuple(f"{origin}/" for origin in tiles.origins)) for url in asked)
    assert all(re.search(r"/\d+/\d+/\d+\.png$", url) for url in asked)
    credit = page.inner_text(".leaflet-control-attribution")
    assert tiles.attribution in credit
    assert "that service sees your address" in credit
    assert opened.alpha("marks", KHARKIV) > 100
    assert any(ink[3] for ink in opened.inks("areas", REGION, [(x, 9) for x in range(20)]))
    page.click("#open-about")
    opened.titled("About this map")
    assert "loaded from OpenTopoMap" in page.inner_text("#panel-body")
    requests = [complaint for complaint in opened.complaints if complaint.startswith("request: https://")]
    assert len(requests) == len(asked)
    opened.complaints = [complaint for complaint in opened.complaints if complaint not in requests]


def test_with_tiles_the_policy_still_refuses_all_else(opener: Opener) -> None:
    path = opener.write(drawn(story(), tiles="OpenTopoMap"), "tiled.html")
    opened = opener.tab({path.as_uri()}, offline=False)
    asked = answer(opened)
    opened.page.goto(path.as_uri())
    opened.page.wait_for_selector("#app[data-ready]")
    refused = opened.page.evaluate(
        "() => new Promise((done) => { const img = new Image(); img.onload = () => done('loaded');"
        " img.onerror = () => done('refused'); img.src = 'https://elsewhere.example/pixel.png'; })"
    )
    assert refused == "refused"
    assert any("elsewhere.example" in each and "Content Security Policy" in each for each in opened.complaints)
    assert not any("elsewhere.example" in url for url in asked)
    opened.complaints.clear()

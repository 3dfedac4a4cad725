from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import folium
import pytest

from geo.layers import to_geodataframe
from geo.maps import ClaimMap
from geo.model import Claim, ClaimStatus, EventType, Relation, WherePrec
from tests.factories import Boxes, claim

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

pytestmark = pytest.mark.browser

HOSTILE = "{{ 7*7 }}{% of </script><img src=x onerror=alert(1)> ${alert(2)} \\x41 \u202etfel\u202c end"


@dataclass
class Opened:
    """A page in a browser without network, and all that went wrong in it."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def click_place(self, latitude: float, longitude: float) -> None:
        name = self.page.get_attribute("#app", "data-map")
        point = self.page.evaluate(
            "([name, at]) => { const m = window[name]; const p = m.latLngToContainerPoint(at);"
            " const r = m.getContainer().getBoundingClientRect(); return [p.x + r.left, p.y + r.top]; }",
            [name, [latitude, longitude]],
        )
        self.page.mouse.click(*point)

    def ink(self, pane: str, latitude: float, longitude: float) -> int:
        """Return how opaque a pane's canvas is at a place, 0 to 255, once what was asked for is drawn."""
        found: int = self.page.evaluate(
            "async ([name, pane, at]) => { const m = window[name];"
            " await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));"
            " const canvas = m.getPane(pane).querySelector('canvas'); const ratio = window.devicePixelRatio;"
            " const p = m.latLngToLayerPoint(at).subtract(L.DomUtil.getPosition(canvas)).multiplyBy(ratio);"
            " const pixel = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });"
            " pixel.drawImage(canvas, -Math.round(p.x), -Math.round(p.y));"
            " return pixel.getImageData(0, 0, 1, 1).data[3]; }",
            [self.page.get_attribute("#app", "data-map"), pane, [latitude, longitude]],
        )
        return found

    def cards(self) -> list[str]:
        self.page.wait_for_selector("#panel .claim")
        return self.page.locator("#panel .claim").all_inner_texts()


class Opener:
    """Opens maps from a file, with every request but for that file refused and written down."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self.context = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True)
        self.folder = folder
        self.opened: list[Opened] = []

    def open(self, shown: ClaimMap) -> Opened:
        path = self.folder / f"map{len(self.opened)}.html"
        shown.save(str(path))
        opened = Opened(self.context.new_page())
        self.opened.append(opened)
        page = opened.page
        page.on("console", lambda message: opened.complaints.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: opened.complaints.append(f"error: {error}"))
        page.on("dialog", lambda dialog: self._refuse(opened, dialog))
        page.on("request", lambda request: self._note(opened, request.url, path))
        page.goto(path.as_uri())
        page.wait_for_selector("#app[data-ready]")
        return opened

    @staticmethod
    def _refuse(opened: Opened, dialog: Dialog) -> None:
        opened.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    @staticmethod
    def _note(opened: Opened, url: str, path: Path) -> None:
        if url != path.as_uri() and not url.startswith("data:"):
            opened.complaints.append(f"request: {url}")


@pytest.fixture
def opener(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    made = Opener(browser, tmp_path)
    yield made
    made.context.close()
    for opened in made.opened:
        assert opened.complaints == []


def claims() -> list[Claim]:
    return [
        claim(
            claim_id="c1",
            claim_status=ClaimStatus.CLAIMED,
            claimant="the regional governor",
            unverified=True,
            deaths_min=3,
            actor="The battery",
            target="a school",
        ),
        claim(
            claim_id="c2",
            quote="Delegates sat down in Kharkiv.",
            event_type=EventType.TALKS,
            event_date=date(2031, 5, 8),
            event_date_end=date(2031, 5, 8),
            url="javascript:alert(3)",
        ),
        claim(
            claim_id="c3", location="Sumy", latitude=50.92, longitude=34.8, where_prec=WherePrec.NEAR,
            relation=Relation.NEAR, radius_km=20.0, quote="Guns were heard near Sumy.",
        ),
        claim(
            claim_id="c4", location="Kharkiv Oblast", latitude=49.3, longitude=36.9, where_prec=WherePrec.ADM1,
            radius_km=110.0, quote="Fighting went on across the region.", event_date=None, event_date_end=None,
            date_prec=None, date_basis=None, date_reason="the text tells no day",
        ),
        claim(
            claim_id="c5", location="", latitude=None, longitude=None, where_prec=None, radius_km=None, country="",
            admin1="", place_text="Novyi Khutir", place_reason="no such place is known", quote="Novyi Khutir burned.",
        ),
    ]  # fmt: skip


def drawn(some: list[Claim]) -> ClaimMap:
    return ClaimMap(to_geodataframe(some, Boxes()))


def test_a_click_on_a_circle_opens_its_claims(opener: Opener) -> None:
    opened = opener.open(drawn(claims()))
    assert opened.page.inner_text("#summary") == "5 claims \u00b7 1 article \u00b7 6 May \u2013 8 May 2031"
    opened.click_place(49.98081, 36.25272)
    first, second = opened.cards()
    assert opened.page.inner_text("#panel-title") == "Kharkiv"
    for words in (
        "Shelling",
        "Shells fell on Kharkiv before dawn.",
        "Claimed by the regional governor, not verified; the article says that it could not be verified.",
        "6 May 2031 (stated in the text)",
        "the article says 6 May",
        "the only Kharkiv in Ukraine",
        "The battery \u2192 a school",
        "at least 3 killed",
        "Example News, published 7 May 2031",
    ):
        assert words in first
    link = opened.page.locator("#panel .claim a")
    assert link.count() == 1  # the second claim's address is no web address
    assert link.get_attribute("href") == "https://news.example/one"
    assert link.get_attribute("rel") == "noopener noreferrer"
    assert "Told as fact, in the article\u2019s own voice." in second
    opened.page.keyboard.press("Escape")
    assert opened.page.is_hidden("#panel")


def test_the_slider_and_the_keys_choose_a_day(opener: Opener) -> None:
    opened = opener.open(drawn(claims()))
    page = opened.page
    opened.click_place(49.98081, 36.25272)
    assert len(opened.cards()) == 2
    page.focus("#slider")
    page.keyboard.press("ArrowRight")
    assert page.inner_text("#when") == "Thu 8 May 2031"
    page.wait_for_function("document.querySelectorAll('#panel .claim').length === 1")
    assert "Delegates sat down" in opened.cards()[0]
    page.click("#day-back")
    assert page.inner_text("#when") == "Tue 6 May 2031"
    page.keyboard.press("ArrowRight")
    assert page.inner_text("#when") == "Thu 8 May 2031"
    page.click("#all-dates")
    page.wait_for_function("document.querySelectorAll('#panel .claim').length === 2")


def test_marks_stand_where_their_places_are_on_their_days(opener: Opener) -> None:
    opened = opener.open(drawn(claims()))
    kharkiv, sumy = (49.98081, 36.25272), (50.92, 34.8)
    assert opened.ink("claimmap-marks", *kharkiv) > 100
    assert opened.ink("claimmap-marks", *sumy) > 100
    assert opened.ink("claimmap-marks", 50.4, 35.5) == 0
    opened.page.click("#day-on")
    opened.page.click("#day-on")
    assert opened.page.inner_text("#when") == "Thu 8 May 2031"
    assert opened.ink("claimmap-marks", *kharkiv) > 100
    assert opened.ink("claimmap-marks", *sumy) == 0
    opened.page.click("#all-dates")
    opened.page.click(".leaflet-control-zoom-in")
    opened.page.wait_for_timeout(500)  # Leaflet's zooming is animated
    assert opened.ink("claimmap-marks", *sumy) > 100
    opened.page.get_by_role("button", name="Shelling").click()
    assert opened.ink("claimmap-marks", *sumy) == 0


def test_how_far_off_a_place_may_be_is_drawn_lightly_and_a_country_only_while_chosen(opener: Opener) -> None:
    country = claim(
        claim_id="c6", location="Ukraine", latitude=49.0, longitude=32.0, where_prec=WherePrec.COUNTRY, radius_km=700.0
    )
    opened = opener.open(drawn([*claims(), country]))
    within_disc, within_region, within_country = (50.92, 34.95), (49.0, 37.9), (49.6, 33.0)
    assert 0 < opened.ink("claimmap-areas", *within_disc) < 50
    assert 0 < opened.ink("claimmap-areas", *within_region) < 50
    assert opened.ink("claimmap-areas", *within_country) == 0
    assert opened.ink("claimmap-marks", 49.0, 32.0) > 100
    opened.page.click(".leaflet-control-zoom-out")
    opened.page.wait_for_timeout(500)
    on_its_border = (52.0, 33.0)
    assert opened.ink("claimmap-areas", *on_its_border) == 0
    opened.click_place(49.0, 32.0)
    opened.page.wait_for_selector("#panel .claim")
    assert opened.ink("claimmap-areas", *within_country) == 0
    assert opened.ink("claimmap-areas", *on_its_border) > 50


def test_claims_without_a_day_and_without_a_place_can_be_reached(opener: Opener) -> None:
    opened = opener.open(drawn(claims()))
    page = opened.page
    page.click("#no-day")
    opened.click_place(49.3, 36.9)
    assert "Somewhere in this region, within 110 km" in opened.cards()[0]
    assert "the text tells no day" in opened.cards()[0]
    page.click("#all-dates")
    assert page.inner_text("#open-unplaced .count") == "1"
    page.click("#open-unplaced")
    page.wait_for_function("document.querySelector('#panel-title').textContent === 'Not placed'")
    assert "\u201cNovyi Khutir\u201d, not placed" in opened.cards()[0]
    assert "no such place is known" in opened.cards()[0]


def test_places_are_reached_by_keyboard_and_kinds_switched_off(opener: Opener) -> None:
    opened = opener.open(drawn(claims()))
    page = opened.page
    page.focus("#open-places")
    page.keyboard.press("Enter")
    assert page.locator(".places .name").count() == 3
    page.get_by_label("Find a place").fill("sum")
    assert page.locator(".places .name").count() == 1
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert "In or near this place, within 20 km" in opened.cards()[0]
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "open-places"
    page.get_by_role("button", name="Talks").click()
    page.click("#open-places")
    page.locator(".places button", has_text="Kharkiv").first.click()
    assert len(opened.cards()) == 1


def test_hostile_text_shows_as_these_characters_and_runs_nowhere(opener: Opener) -> None:
    texts = dict.fromkeys(
        ["quote", "title", "location", "claimant", "place_reason", "date_reason", "actor", "source", "admin1"], HOSTILE
    )
    opened = opener.open(drawn([claim(**texts, url="javascript:alert(4)", claim_status=ClaimStatus.CLAIMED)]))
    opened.click_place(49.98081, 36.25272)
    assert opened.page.locator("#panel-title").text_content() == HOSTILE
    assert opened.page.locator("#panel blockquote").text_content() == HOSTILE
    card = opened.page.locator("#panel .claim").text_content() or ""
    assert card.count(HOSTILE) == 7
    assert opened.page.locator("#panel .claim a, img, #panel script").count() == 0


def test_a_day_page_shows_its_day(opener: Opener) -> None:
    frame = to_geodataframe(claims()[:1], Boxes())
    opened = opener.open(ClaimMap(frame, day=date(2031, 5, 6)))
    assert opened.page.inner_text("#when") == "Tue 6 May 2031"
    assert opened.page.is_hidden("#axis")


def test_a_map_of_no_claims_opens(opener: Opener) -> None:
    assert opener.open(drawn([])).page.inner_text("#when") == "No dated claims"


def test_a_users_own_folium_layers_work(opener: Opener) -> None:
    shown = drawn(claims())
    folium.Marker([49.0, 35.0], popup="<b>my</b> note").add_to(shown)
    folium.CircleMarker([50.4, 35.6], radius=9, tooltip="mine").add_to(shown)
    folium.GeoJson({"type": "LineString", "coordinates": [[34.0, 49.0], [37.0, 50.5]]}).add_to(shown)
    folium.LayerControl().add_to(shown)
    opened = opener.open(shown)
    page = opened.page
    assert page.locator(".leaflet-overlay-pane path").count() == 2
    page.click(".leaflet-marker-icon")
    assert page.locator(".leaflet-popup-content b").inner_text() == "my"
    opened.click_place(50.92, 34.8)
    assert "Guns were heard near Sumy." in opened.cards()[0]


def test_a_notebook_frame_works(opener: Opener, tmp_path: Path) -> None:
    framed = drawn(claims())._repr_html_()
    (tmp_path / "notebook.html").write_text(f"<!DOCTYPE html><body>{framed}</body>", encoding="utf-8")
    page = opener.context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text))
    page.goto((tmp_path / "notebook.html").as_uri())
    page.frame_locator("iframe").locator("#app[data-ready]").wait_for()
    assert errors == []

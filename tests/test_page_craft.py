"""Phones, keyboards, screen readers, paper, the dark: the page works in each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.pages import KHARKIV, POLTAVA, Opened, Opener

pytestmark = pytest.mark.browser

WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
FOCUSED = "document.activeElement.id || document.activeElement.className"


def focused(opened: Opened) -> str:
    return str(opened.page.evaluate(FOCUSED))


def tab_to(opened: Opened, condition: str) -> None:
    for _ in range(80):
        opened.page.keyboard.press("Tab")
        if opened.page.evaluate(f"(() => {{ const at = document.activeElement; return Boolean({condition}); }})()"):
            return
    pytest.fail(f"the key Tab never leads to {condition}")


def test_the_document_says_what_it_is(opener: Opener, story_map: Path) -> None:
    page = opener.open(story_map).page
    assert page.get_attribute("html", "lang") == "en"
    assert page.title() == page.inner_text("h1") == "Claims on the map"
    viewport = page.get_attribute("meta[name=viewport]", "content") or ""
    assert "width=device-width" in viewport
    assert "scalable" not in viewport
    assert "maximum-scale" not in viewport
    for tag in ("main", "footer", "header"):
        assert page.locator(f"#app {tag}").count() == 1
    assert all(nav.get_attribute("aria-label") for nav in page.locator("nav").all())


def test_what_is_shown_is_told_to_who_does_not_see_it(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)
    page = opened.page
    assert page.inner_text("#summary") == "9 claims · 4 articles · 4 May – 10 May 2031"
    assert page.get_attribute("#summary", "role") == "status"
    page.get_by_role("checkbox", name="Shelling").check()
    assert page.inner_text("#summary").startswith("2 of 9 claims · ")
    assert page.get_attribute("#when", "aria-live") == "polite"
    assert "hold the same without a map" in (page.get_attribute(".leaflet-container", "aria-label") or "")
    assert page.locator("canvas:not([aria-hidden]):not(.leaflet-container canvas)").count() == 0


# ---------------------------------------------------------------- phone


def test_a_tap_on_a_mark_opens_a_sheet_over_the_map(opener: Opener, story_map: Path) -> None:
    opened = opener.phone(story_map)
    page = opened.page
    assert page.is_hidden("#filters")
    assert not page.evaluate(WIDER)
    page.touchscreen.tap(*opened.point(KHARKIV))
    opened.cards()
    opened.settle()
    sheet = page.locator("#panel").bounding_box()
    assert sheet
    assert (sheet["x"], sheet["width"]) == (0, 390)
    assert abs(sheet["y"] + sheet["height"] - 844) < 1
    assert opened.point(KHARKIV)[1] < sheet["y"]  # the place is not below it
    assert not page.evaluate(WIDER)
    page.touchscreen.tap(*centre(opened, "#panel-close"))
    assert page.is_hidden("#panel")


def centre(opened: Opened, selector: str) -> tuple[float, float]:
    box = opened.page.locator(selector).bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.mark.parametrize("state", ["", "open=list", "open=places", "open=unplaced", "open=about", "claim=c1"])
@pytest.mark.parametrize("width", [320, 390, 768])
def test_no_view_scrolls_sideways(opener: Opener, example_map: Path, state: str, width: int) -> None:
    opened = opener.phone(example_map, state, viewport={"width": width, "height": 700})
    opened.settle()
    assert not opened.page.evaluate(WIDER)
    for body in ("#panel-body", "#filters-body"):
        assert opened.page.evaluate(f"(() => {{ const e = document.querySelector('{body}');"
                                    " return e.scrollWidth <= e.clientWidth + 1; })()")  # fmt: skip


def test_each_button_of_the_menu_is_reached_by_hand(opener: Opener, story_map: Path) -> None:
    opened = opener.phone(story_map)
    page = opened.page
    titles = {"list": "List", "places": "Places", "unplaced": "Not placed", "about": "About this map"}
    for button, title in titles.items():
        page.locator(f"#open-{button}").scroll_into_view_if_needed()
        page.tap(f"#open-{button}")
        opened.titled(title)
        page.tap("#panel-close")
        assert page.is_hidden("#panel")
    page.tap("#open-filters")
    page.get_by_text("Talks").tap()
    opened.shows(1)
    page.tap("#filters-close")
    assert page.is_hidden("#filters")
    page.locator("#download summary").tap()
    with page.expect_download():
        page.tap("#download-csv")


def test_targets_are_large_enough_for_a_finger(opener: Opener, story_map: Path) -> None:
    opened = opener.phone(story_map)
    opened.page.tap("#open-filters")
    small = opened.page.evaluate(
        "() => [...document.querySelectorAll('button, select, summary, .choice, #words')]"
        ".filter((each) => each.checkVisibility()).map((each) => [each.id || each.textContent,"
        " each.getBoundingClientRect().width, each.getBoundingClientRect().height])"
        ".filter(([, width, height]) => width < 24 || height < 24)"
    )
    assert small == []


# ---------------------------------------------------------------- keyboard


def test_from_loading_to_a_card_and_back_by_keys_alone(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)
    page = opened.page
    tab_to(opened, "at.id === 'open-places'")
    page.keyboard.press("Enter")
    opened.titled("Places")
    assert focused(opened) == "panel-title"
    tab_to(opened, "at.closest('.places')")
    page.keyboard.press("Enter")
    opened.titled("Kharkiv")
    opened.cards()
    assert focused(opened) == "panel-title"
    tab_to(opened, "at.textContent === 'Copy citation'")
    page.keyboard.press("Escape")
    assert page.is_hidden("#panel")
    assert focused(opened) == "open-places"


@pytest.mark.parametrize("view", ["list", "places", "unplaced", "about"])
def test_the_focus_comes_back_to_what_opened_a_panel(opener: Opener, story_map: Path, view: str) -> None:
    opened = opener.open(story_map)
    opened.page.focus(f"#open-{view}")
    opened.page.keyboard.press("Enter")
    opened.until("document.activeElement.id === 'panel-title'")
    opened.page.keyboard.press("Tab")
    assert opened.page.evaluate("document.getElementById('panel').contains(document.activeElement)")
    opened.page.keyboard.press("Escape")
    opened.until(f"document.activeElement.id === 'open-{view}'")


def test_the_order_of_the_focus_is_that_of_the_page(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)
    order: list[str] = []
    for _ in range(60):
        opened.page.keyboard.press("Tab")
        part = opened.page.evaluate(
            "(document.activeElement.closest('#top, #filters, #stage, #panel, #timeline') || {}).id || ''"
        )
        if part and (not order or order[-1] != part):
            order.append(part)
    assert order[:4] == ["top", "filters", "stage", "timeline"]


def test_the_focus_is_seen(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)
    for _ in range(12):
        opened.page.keyboard.press("Tab")
        width = opened.page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
        style = opened.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert (style, float(width.removesuffix("px")) >= 1) in {("solid", True), ("auto", True)}, focused(opened)


def test_the_menu_of_downloads_closes_by_escape(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)
    opened.page.focus("#download summary")
    opened.page.keyboard.press("Enter")
    assert opened.page.is_visible("#download-csv")
    opened.page.keyboard.press("Tab")
    opened.page.keyboard.press("Escape")
    assert opened.page.is_hidden("#download-csv")
    assert opened.page.evaluate("document.activeElement.tagName") == "SUMMARY"


# ---------------------------------------------------------------- light, motion, writing, paper


def test_the_page_is_painted_anew_when_the_lights_go_out(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)

    def colours() -> list[Any]:
        opened.settle()
        ground = opened.page.evaluate("getComputedStyle(document.body).backgroundColor")
        rim = opened.inks("marks", KHARKIV, [(0, 7.5)])[0][:3]
        bars = opened.page.evaluate(
            "() => { const b = document.getElementById('bars'); const copy = new OffscreenCanvas(b.width, b.height)"
            ".getContext('2d'); copy.drawImage(b, 0, 0);"
            " return [...copy.getImageData(0, 0, b.width, b.height).data].reduce((a, c) => a + c, 0); }"
        )
        return [ground, rim, bars]

    light = colours()
    opened.page.emulate_media(color_scheme="dark")
    dark = colours()
    assert all(one != other for one, other in zip(light, dark, strict=True))
    opened.page.emulate_media(color_scheme="light")
    assert colours() == light


def test_nothing_moves_where_no_motion_is_wanted(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map, reduced_motion="reduce")
    moving = opened.page.evaluate(
        "() => [...document.querySelectorAll('*')].filter((each) => { const s = getComputedStyle(each);"
        " return s.transitionDuration !== '0s' || s.animationName !== 'none'; }).map((each) => each.className)"
    )
    assert moving == []
    before = opened.point(KHARKIV)
    opened.page.click(".leaflet-control-zoom-in")
    opened.page.evaluate("new Promise((done) => requestAnimationFrame(done))")
    assert opened.point(KHARKIV) != before


def test_writing_from_the_right_stands_on_its_own(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)
    opened.click(POLTAVA)
    opened.cards()
    quotes = opened.page.locator("#panel blockquote")
    assert [quote.get_attribute("dir") for quote in quotes.all()] == ["auto", "auto"]
    directions = [quote.evaluate("(each) => getComputedStyle(each).direction") for quote in quotes.all()]
    assert sorted(directions) == ["ltr", "rtl"]
    assert quotes.nth(0).evaluate("(each) => getComputedStyle(each).unicodeBidi") in {"isolate", "plaintext"}
    opened.page.click("#open-list")
    opened.page.locator(".listing-quote[dir=auto]").first.wait_for()


def test_on_paper_the_map_has_its_legend_and_nothing_to_press(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map, "claim=c1")
    opened.cards()
    opened.page.emulate_media(media="print")
    opened.settle()
    pressed = opened.page.evaluate(
        "() => [...document.querySelectorAll('button:not(.short), select, input')]"
        ".filter((each) => each.checkVisibility())"
        ".map((each) => each.id || each.className || each.textContent)"
    )
    assert pressed == []
    for selector in ("#ground", "#filters", "#panel .claim", "#axis", "#when", ".leaflet-control-attribution"):
        assert opened.page.locator(selector).first.is_visible(), selector


def test_it_prints_with_the_map(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map, "claim=c1")
    opened.cards()
    paper = opened.page.pdf(prefer_css_page_size=True)
    assert paper.startswith(b"%PDF-")
    assert b"/Subtype /Image" in paper  # the canvases
    assert len(paper) > 40_000
    assert paper.count(b"/Type /Page\n") in range(1, 5)
    opened.settle()
    assert opened.page.is_visible("#menu")


def test_old_browsers_and_broken_pages_are_told(opener: Opener, story_map: Path) -> None:
    html = story_map.read_text("utf-8")
    start = html.index('id="claimmap-columns">') + len('id="claimmap-columns">')
    broken = story_map.with_name("broken.html")
    broken.write_text(html[:start] + "AAAA" + html[start + 4 :], encoding="utf-8")
    opened = opener.tab({broken.as_uri()})
    opened.page.goto(broken.as_uri())
    opened.page.get_by_text("The claims in this page cannot be read: ").wait_for()
    assert opened.complaints
    opened.complaints.clear()


def test_without_scripts_the_page_says_where_the_claims_are(opener: Opener, story_map: Path) -> None:
    opened = opener.tab({story_map.as_uri()}, java_script_enabled=False)
    opened.page.goto(story_map.as_uri())
    assert "claims.csv beside it holds the same claims" in opened.page.inner_text("noscript")

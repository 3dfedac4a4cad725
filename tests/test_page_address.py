"""The state in the address: a reload, a shared link and the back button bring it again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from geo.maps.embed import View
from tests.pages import KHARKIV, POLTAVA, REGION, Opened, Opener

pytestmark = pytest.mark.browser

GONE = "The claim that this address names is not in this map."
Act = Callable[[Opened], object]
Told = Callable[[Opened], object]


def choose(label: str) -> Act:
    return lambda opened: opened.page.get_by_role("checkbox", name=label).check()


def press(selector: str) -> Act:
    return lambda opened: opened.page.click(selector)


def text(selector: str) -> Told:
    return lambda opened: opened.page.inner_text(selector)


def pressed(selector: str) -> Told:
    return lambda opened: opened.page.get_attribute(selector, "aria-pressed")


STATES: dict[str, tuple[Act, str, Told, str]] = {
    "a window": (lambda o: o.drag(o.day(date(2031, 5, 6)), o.day(date(2031, 5, 8))), "days=2031-05-06..2031-05-08",
     text("#when"), "6 May – 8 May 2031 · 3 days"),
    "a day": (press("#one-day"), "days=2031-05-04", text("#when"), "Sun 4 May 2031"),
    "no day": (press("#no-day"), "days=none", text("#when"), "No day known"),
    "the axis": (lambda o: o.page.select_option("#axis-kind", "published"), "axis=published", text("#when"),
     "7 May – 9 May 2031"),
    "a filter": (choose("Talks"), "kind=talks", text("#chips"), "What: Talks"),
    "words": (lambda o: o.page.fill("#words", "kharkiv governor"), "q=kharkiv+governor", text("#chips"), "“kharkiv go"),
    "the list": (press("#open-list"), "open=list", text("#panel-title"), "List"),
    "the places": (press("#open-places"), "open=places", text("#panel-title"), "Places"),
    "not placed": (press("#open-unplaced"), "open=unplaced", text("#panel-title"), "Not placed"),
    "about": (press("#open-about"), "open=about", text("#panel-title"), "About this map"),
    "the table": (press("#open-table"), "view=table", pressed("#open-table"), "true"),
    "a place": (lambda o: o.click(KHARKIV), "at=49.98081,36.25272", text("#panel-title"), "Kharkiv"),
    "a region": (lambda o: o.click(REGION), "at=49.3,36.9", text("#panel-title"), "Kharkiv Oblast"),
}  # fmt: skip


@pytest.mark.parametrize("what", STATES)
def test_a_reload_brings_it_again(opener: Opener, story_map: Path, what: str) -> None:
    act, part, told, expected = STATES[what]
    opened = opener.open(story_map)
    act(opened)
    opened.hash(part)
    summary = opened.summary()
    opened.reload()
    assert str(told(opened)).startswith(expected)
    opened.settle()
    assert opened.summary() == summary
    assert part in opened.hash()


def test_a_reload_brings_the_view_again(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)
    x, y = opened.point(REGION)
    opened.drag((x, y + 60), (x - 120, y + 20))
    opened.page.click(".leaflet-control-zoom-in")
    opened.page.wait_for_timeout(900)
    before = opened.point(POLTAVA)
    opened.reload()
    after = opened.point(POLTAVA)
    assert abs(after[0] - before[0]) < 2
    assert abs(after[1] - before[1]) < 2


def test_all_at_once_survives(opener: Opener, story_map: Path) -> None:
    state = "days=2031-05-05..2031-05-09&kind=shelling&kind=talks&source=Example+News&q=kharkiv&open=list&view=table"
    opened = opener.open(story_map, state)
    opened.shows(2)
    chips = opened.page.locator("#chips .chip span").all_inner_texts()
    assert chips == ["What: Shelling, Talks", "Outlet: Example News", "“kharkiv”"]
    opened.reload()
    opened.shows(2)
    assert opened.page.is_visible("#table")
    assert opened.page.inner_text("#panel-title") == "List"


def test_a_shared_link_opens_its_claim_on_its_place(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map, "claim=c3")
    opened.cards()
    assert opened.page.inner_text("#panel-title") == "Kharkiv"
    looked = opened.page.locator(".claim.looked-at")
    assert "Two houses burned" in looked.inner_text()
    assert opened.page.evaluate("document.querySelector('.claim').classList.contains('looked-at')")
    link = opened.page.evaluate(
        "() => { navigator.clipboard.writeText = async (text) => { window.copied = text; };"
        " document.querySelector('.looked-at .tools button:last-child').click(); return window.copied; }"
    )
    again = opener.open(story_map, link.split("#")[1])
    again.cards()
    assert "Two houses burned" in again.page.inner_text(".claim.looked-at")


def test_a_shared_claim_is_shown_whatever_the_filters(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map, "kind=talks&claim=c1")
    assert "Shells fell on Kharkiv" in opened.cards()[0]


def test_a_shared_claim_without_a_place_opens_too(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map, "claim=c6")
    (card,) = opened.cards()
    assert "Not placed: “Novyi Khutir”" in card
    assert "no such place is known" in card
    assert opened.page.inner_text("#panel-title") == "Not placed"


@pytest.mark.parametrize("state", ["claim=c99", "claim=%3Cscript%3E&n=4"])
def test_a_claim_that_is_gone_is_told(opener: Opener, story_map: Path, state: str) -> None:
    opened = opener.open(story_map, state)
    assert opened.page.inner_text("#notice") == GONE
    assert opened.page.get_attribute("#notice", "role") == "status"
    assert opened.page.is_hidden("#panel")
    opened.shows(9)


@pytest.mark.parametrize(
    "state",
    [
        "map=a,b,c", "map=95,0,4", "map=1,2", "map=,,", "map=50,1e300,5",
        "days=yesterday", "days=2031-13-45", "days=2031-02-30..2031-02-31", "days=2031-05-09..2031-05-01",
        "days=..", "from=x&to=y", "axis=sideways", "kind=nonsense", "kind=constructor&__proto__=x", "status=",
        "open=evil", "open=place", "open=constructor", "at=1,2", "at=1,2,3", "at=NaN,NaN,NaN", "view=%3Cb%3E",
        "n=-5", "%", "%E0%A4%A", "&&&===", "claim=", "q=", "#", "embedding=no",
    ],
)  # fmt: skip
def test_nonsense_is_ignored(opener: Opener, story_map: Path, state: str) -> None:
    opened = opener.open(story_map, state)
    assert opened.summary() == "9 claims"
    assert opened.page.is_hidden("#panel")
    assert opened.page.is_hidden("#chips")
    assert opened.page.is_visible("#filters")
    assert opened.page.inner_text("#when") == "4 May – 10 May 2031"


@pytest.mark.parametrize("zoom", ["-3", "99", "1e9"])
def test_the_map_is_never_nearer_or_farther_than_it_makes_sense(opener: Opener, story_map: Path, zoom: str) -> None:
    opened = opener.open(story_map, f"map=50,36,{zoom}")
    found = opened.page.evaluate("(name) => window[name].getZoom()", opened.map)
    assert found == (2 if zoom == "-3" else 16)


def test_back_closes_what_was_opened_and_forward_opens_it(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)
    page = opened.page
    opened.click(KHARKIV)
    opened.cards()
    page.click("#open-table")
    page.go_back()
    opened.until("document.getElementById('table').hidden")
    assert page.inner_text("#panel-title") == "Kharkiv"
    page.go_back()
    opened.until("document.getElementById('panel').hidden")
    page.go_forward()
    opened.cards()
    assert page.inner_text("#panel-title") == "Kharkiv"


def test_a_hash_written_by_hand_is_followed(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)
    opened.page.evaluate("location.hash = 'kind=talks&open=list'")
    opened.shows(1)
    opened.titled("List")
    opened.page.evaluate("location.hash = ''")
    opened.shows(9)
    opened.until("document.getElementById('panel').hidden")


@pytest.mark.parametrize(
    ("view", "shown", "when"),
    [
        (View("2031-05-06", "2031-05-08"), 4, "6 May – 8 May 2031 · 3 days"),
        (View("2031-05-09", "2031-05-09"), 1, "Fri 9 May 2031"),
    ],
)
def test_the_state_of_an_embedded_map_is_understood(
    opener: Opener, story_map: Path, view: View, shown: int, when: str
) -> None:
    opened = opener.open(story_map, view.state)
    assert opened.page.is_hidden("#top")
    assert opened.page.inner_text("#when") == when
    opened.shows(shown)


@pytest.mark.parametrize(("state", "shown"), [("from=2031-05-09", 3), ("to=2031-05-06", 3)])
def test_a_window_open_at_one_end_goes_to_the_end(opener: Opener, story_map: Path, state: str, shown: int) -> None:
    opened = opener.open(story_map, state)
    opened.shows(shown)


def test_an_embedded_map_opens_its_claim(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map, View(claim="c1").state)
    assert "Shells fell on Kharkiv" in opened.cards()[0]

"""The timeline of a whole page: whatever chooses days there, the map and the words follow."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from geo.layers import to_geodataframe
from geo.maps import ClaimMap
from tests.factories import Boxes
from tests.pages import CHISINAU, FIRST_DAY, KHARKIV, LAST_DAY, POLTAVA, REGION, SUMY, Opened, Opener, drawn, story

pytestmark = pytest.mark.browser


def may(day: int) -> date:
    return date(2031, 5, day)


def told(opened: Opened) -> str:
    return opened.page.inner_text("#when")


def middle(opened: Opened, selector: str) -> tuple[float, float]:
    box = opened.page.locator(selector).bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def marked(opened: Opened) -> set[str]:
    """Return the names of the places that the map shows by ink."""
    exact = {"Kharkiv": KHARKIV, "Poltava": POLTAVA, "Chișinău": CHISINAU}
    shown = {name for name, place in exact.items() if opened.alpha("marks", place) > 100}
    if opened.alpha("areas", SUMY):
        shown.add("Sumy")
    if any(ink[3] for ink in opened.inks("areas", REGION, [(x, 9) for x in range(20)])):
        shown.add("Kharkiv Oblast")
    return shown


def test_a_drag_over_days_makes_a_window_that_the_map_follows(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)
    assert told(opened) == "4 May – 10 May 2031"
    assert marked(opened) == {"Kharkiv", "Poltava", "Chișinău", "Sumy", "Kharkiv Oblast"}
    opened.drag(opened.day(may(6)), opened.day(may(8)))
    assert told(opened) == "6 May – 8 May 2031 · 3 days"
    opened.shows(4)
    assert marked(opened) == {"Kharkiv"}


def test_the_window_is_resized_by_its_handles_and_moved_by_its_middle(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)
    opened.drag(opened.day(may(6)), opened.day(may(7)))
    opened.shows(3)
    x, y = middle(opened, "#window-to")
    opened.drag((x, y), (x + opened.day(may(9))[0] - opened.day(may(7))[0], y))
    assert told(opened) == "6 May – 9 May 2031 · 4 days"
    opened.shows(5)
    x, y = middle(opened, "#window-from")
    opened.drag((x, y), (x + opened.day(may(8))[0] - opened.day(may(6))[0], y))
    assert told(opened) == "8 May – 9 May 2031 · 2 days"
    opened.drag(opened.day(may(8), 0.8), opened.day(may(9), 0.8))
    assert told(opened) == "9 May – 10 May 2031 · 2 days"
    opened.shows(3)
    assert marked(opened) == {"Poltava", "Chișinău"}


def test_a_click_chooses_a_day_and_a_double_click_all(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)
    opened.page.mouse.click(*opened.day(may(10)))
    assert told(opened) == "Sat 10 May 2031"
    opened.shows(2)
    opened.page.mouse.dblclick(*opened.day(may(6)))
    opened.shows(9)


def test_arrows_step_by_day_from_anywhere(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)
    page = opened.page
    page.keyboard.press("ArrowRight")
    assert told(opened) == "Sun 4 May 2031"
    assert marked(opened) == {"Sumy"}
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    assert told(opened) == "Tue 6 May 2031"
    opened.shows(2)
    page.keyboard.press("ArrowLeft")
    assert told(opened) == "Mon 5 May 2031"
    opened.shows(0)
    page.click("#day-on")
    assert told(opened) == "Tue 6 May 2031"


def test_the_handles_are_sliders_for_the_keyboard(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)
    page = opened.page
    page.focus("#window-from")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.focus("#window-to")
    page.keyboard.press("ArrowLeft")
    assert told(opened) == "6 May – 9 May 2031 · 4 days"
    opened.shows(5)
    assert page.get_attribute("#window-to", "role") == "slider"
    assert page.get_attribute("#window-to", "aria-valuetext") == "Fri 9 May 2031"
    page.focus("#window-span")
    page.keyboard.press("End")
    assert told(opened) == "7 May – 10 May 2031 · 4 days"


def test_arrows_move_the_map_where_it_has_the_focus(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)
    opened.page.focus(".leaflet-container")
    before = opened.point(KHARKIV)
    opened.page.keyboard.press("ArrowRight")
    opened.page.wait_for_timeout(500)
    assert opened.point(KHARKIV)[0] < before[0] - 20
    assert told(opened) == "4 May – 10 May 2031"


def test_one_day_all_and_no_day(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)
    page = opened.page
    page.click("#one-day")
    assert told(opened) == "Sun 4 May 2031"
    page.click("#all-dates")
    opened.shows(9)
    opened.settle()
    assert page.inner_text("#no-day .count") == "1"
    page.click("#no-day")
    assert told(opened) == "No day known"
    opened.shows(1)
    assert marked(opened) == {"Kharkiv Oblast"}
    opened.click(REGION)
    assert "the text tells no day" in opened.cards()[0]
    page.click("#no-day")
    opened.shows(9)


def test_days_of_publication_are_an_axis_of_their_own(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)
    page = opened.page
    page.get_by_label("Days of the timeline").select_option(label="Publication day")
    assert told(opened) == "7 May – 9 May 2031"
    page.click("#one-day")
    assert told(opened) == "Wed 7 May 2031"
    opened.shows(5)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert told(opened) == "Fri 9 May 2031"
    opened.shows(3)
    assert marked(opened) == {"Kharkiv", "Poltava", "Chișinău"}
    page.click("#no-day")
    opened.shows(1)
    assert marked(opened) == {"Poltava"}


def test_play_goes_through_the_days_and_the_map_follows(opener: Opener, story_map: Path) -> None:
    opened = opener.tab({story_map.as_uri()})
    page = opened.page
    page.clock.install(time=0)
    page.goto(story_map.as_uri())
    page.wait_for_selector("#app[data-ready]")
    page.clock.pause_at(60_000)
    page.get_by_role("button", name="Play").click()
    seen = [told(opened)]
    page.get_by_label("Speed").select_option("2")
    for _ in range((LAST_DAY - FIRST_DAY).days):
        page.clock.run_for(350)
        seen.append(told(opened))
    assert seen == [
        "Sun 4 May 2031", "Mon 5 May 2031", "Tue 6 May 2031", "Wed 7 May 2031", "Thu 8 May 2031", "Fri 9 May 2031",
        "Sat 10 May 2031",
    ]  # fmt: skip
    assert opened.summary() == "2 of 9 claims"
    page.get_by_role("button", name="Play").wait_for()  # it has stopped by itself


def test_play_can_be_paused(opener: Opener, story_map: Path) -> None:
    opened = opener.tab({story_map.as_uri()})
    page = opened.page
    page.clock.install(time=0)
    page.goto(story_map.as_uri())
    page.wait_for_selector("#app[data-ready]")
    page.clock.pause_at(60_000)
    page.get_by_role("button", name="Play").click()
    page.clock.run_for(700)
    page.get_by_role("button", name="Pause").click()
    page.clock.run_for(5_000)
    assert told(opened) == "Mon 5 May 2031"


def test_the_bars_follow_the_filters(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)

    def bar(day: int) -> int:
        opened.settle()
        x, _ = opened.day(may(day))
        found: int = opened.page.evaluate(
            "(x) => { const bars = document.getElementById('bars'); const ratio = bars.width / bars.clientWidth;"
            " const copy = new OffscreenCanvas(bars.width, bars.height).getContext('2d'); copy.drawImage(bars, 0, 0);"
            " return copy.getImageData((x - bars.getBoundingClientRect().left) * ratio,"
            " bars.height - 6 * ratio, 1, 1).data[3]; }",
            x,
        )
        return found

    assert bar(6) > 200
    assert bar(8) > 200
    assert bar(5) == 0
    opened.page.get_by_label("Talks").check()
    assert bar(6) == 0
    assert bar(8) > 200


def test_an_open_place_follows_the_days(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)
    opened.click(KHARKIV)
    assert len(opened.cards()) == 3
    opened.page.mouse.click(*opened.day(may(8)))
    opened.until("document.querySelectorAll('#panel .claim').length === 1")
    assert "Delegates sat down" in opened.cards()[0]
    opened.page.mouse.click(*opened.day(may(9)))
    opened.page.get_by_text("No claim here is among the days and filters chosen.").wait_for()


def test_a_days_page_shows_its_day_without_an_axis(opener: Opener) -> None:
    frame = to_geodataframe(story()[:1], Boxes())
    opened = opener.open(ClaimMap(frame, day=may(6)))
    assert told(opened) == "Tue 6 May 2031"
    assert opened.page.is_hidden("#axis")
    assert opened.page.title() == "Claims on the map, 2031-05-06"


def test_claims_of_one_day_need_no_axis(opener: Opener) -> None:
    opened = opener.open(drawn(story()[:1]))
    assert told(opened) == "Tue 6 May 2031"
    assert opened.page.is_hidden("#axis")

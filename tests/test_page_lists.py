"""Lists, table and downloads of a whole page: the same claims as on the map, in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from geo.exports import in_order, write_csv, write_geojson
from geo.model import Claim
from tests.pages import Opened, Opener, drawn, story

pytestmark = pytest.mark.browser

WRITERS: dict[str, Callable[[list[Claim], Path], None]] = {"csv": write_csv, "geojson": write_geojson}


def cells(opened: Opened, column: str) -> list[str]:
    opened.settle()
    return opened.page.locator(f"#table tbody .column-{column}").all_inner_texts()


def test_the_list_has_the_claims_by_day_and_opens_each(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)
    page = opened.page
    page.click("#open-list")
    page.get_by_text("9 claims, newest first").wait_for()
    assert page.locator(".listing-item").count() == 9
    page.locator(".listing-item", has_text="Delegates").click()
    opened.titled("Kharkiv")
    opened.cards()
    assert "Delegates" in page.inner_text(".claim.looked-at")
    page.go_back()
    opened.titled("List")


def test_the_list_follows_days_and_filters(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map, "open=list")
    page = opened.page
    page.get_by_text("9 claims, newest first").wait_for()
    page.mouse.click(*opened.day(date(2031, 5, 10)))
    page.get_by_text("2 claims, newest first").wait_for()
    page.get_by_role("checkbox", name="Evacuation").check()
    page.get_by_text("1 claim, newest first").wait_for()


def test_places_are_listed_found_and_opened(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)
    page = opened.page
    assert page.inner_text("#open-places .count") == "5"
    page.click("#open-places")
    names = [text.split("\n")[0] for text in page.locator(".places .name").all_inner_texts()]
    assert sorted(names) == ["Chișinău", "Kharkiv", "Kharkiv Oblast", "Poltava", "around Sumy"]
    assert names[0] == "Kharkiv"  # of three claims
    page.get_by_label("Find a place").fill("SUM")
    assert page.locator(".places .name").count() == 1
    page.get_by_label("Find a place").press("Tab")
    page.keyboard.press("Enter")
    opened.titled("around Sumy")
    assert len(opened.cards()) == 1


def test_a_place_is_found_without_its_accents(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map, "open=places")
    opened.page.get_by_label("Find a place").fill("chisinau")
    assert opened.page.locator(".places .name").count() == 1


def test_what_was_not_placed_stands_with_its_reason(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)
    page = opened.page
    assert page.inner_text("#open-unplaced .count") == "1"
    page.click("#open-unplaced")
    page.get_by_text("1 claim not placed, by reason").wait_for()
    assert page.locator(".listing-group h4").inner_text().startswith("no such place is known")
    page.locator(".listing-item").click()
    assert "Not placed: “Novyi Khutir”" in opened.cards()[0]


def test_the_table_takes_the_maps_room_and_sorts(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)
    page = opened.page
    page.click("#open-table")
    assert page.is_visible("#table")
    assert page.is_hidden("#ground")
    assert cells(opened, "day")[0] == "10 May 2031"
    assert cells(opened, "day")[-1] == "No day told"
    page.get_by_role("button", name="What", exact=True).click()
    assert cells(opened, "what") == [
        "Air strike", "Armed clash", "Destruction", "Destruction", "Evacuation", "Explosion", "Shelling", "Shelling",
        "Talks",
    ]  # fmt: skip
    page.locator("#table thead").get_by_role("button", name="What").click()
    assert cells(opened, "what")[0] == "Talks"
    assert page.get_attribute("#table thead .column-what", "aria-sort") == "descending"
    assert "not placed: no such place is known" in cells(opened, "place")


def test_the_table_follows_the_filters_and_opens_a_claim_beside_it(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map, "view=table")
    page = opened.page
    page.get_by_role("checkbox", name="Air strike").check()
    page.get_by_text("rows 1–1 of 1").wait_for()
    page.locator(".table-open").click()
    opened.titled("Poltava")
    assert page.is_visible("#table")
    page.click("#open-table")
    assert page.is_hidden("#table")
    assert opened.alpha("marks", (49.58925, 34.55367)) > 100


def download(opened: Opened, kind: str, path: Path) -> str:
    """Save what the page downloads and return the name that it gives."""
    opened.page.locator("#download summary").click()
    with opened.page.expect_download() as told:
        opened.page.click(f"#download-{kind}")
    told.value.save_as(path)
    opened.until("!document.getElementById('download').open")
    return told.value.suggested_filename


@pytest.mark.parametrize(
    ("state", "name", "chosen"),
    [
        ("", "claims", {f"c{n}" for n in range(1, 10)}),
        ("days=2031-05-06..2031-05-08&side=Ukraine", "claims-2031-05-06--2031-05-08", {"c1", "c3"}),
        ("days=none", "claims", {"c5"}),
        ("q=zebra", "claims", set()),
    ],
)
def test_a_download_is_the_export_of_what_is_shown(
    opener: Opener, tmp_path: Path, state: str, name: str, chosen: set[str]
) -> None:
    opened = opener.open(drawn(story()), state)
    opened.shows(len(chosen))
    for kind, write in WRITERS.items():
        assert download(opened, kind, tmp_path / "downloaded") == f"{name}.{kind}"
        write(in_order(each for each in story() if each.claim_id in chosen), tmp_path / "exported")
        assert (tmp_path / "downloaded").read_bytes() == (tmp_path / "exported").read_bytes()


def test_the_map_of_the_examples_holds_what_the_exports_beside_it_hold(
    opener: Opener, example_map: Path, tmp_path: Path
) -> None:
    opened = opener.open(example_map)
    for kind in WRITERS:
        download(opened, kind, tmp_path / kind)
        assert (tmp_path / kind).read_bytes() == example_map.with_name(f"claims.{kind}").read_bytes()

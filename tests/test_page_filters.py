"""Filters and search: each choice shows as many claims as stand beside it, and all can be undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pages import CHISINAU, KHARKIV, Opened, Opener

pytestmark = pytest.mark.browser

FACETS = ["kind", "grade", "status", "verified", "claimant", "side", "source", "country", "region", "precision"]
TOLD = """() => Object.fromEntries([...document.querySelectorAll("#filters details[data-facet]")].map((group) => [
  group.dataset.facet,
  [...group.querySelectorAll("li[data-code]")].map((li) =>
    [li.querySelector(".value").textContent, Number(li.querySelector(".count").textContent)]),
]))"""


def unfold(opened: Opened) -> None:
    opened.page.evaluate("document.querySelectorAll('#filters details').forEach((each) => { each.open = true; })")


def told(opened: Opened) -> dict[str, list[tuple[str, int]]]:
    opened.settle()
    found: dict[str, list[list[str | int]]] = opened.page.evaluate(TOLD)
    return {facet: [(str(name), int(count)) for name, count in choices] for facet, choices in found.items()}


def press(opened: Opened, facet: str, name: str) -> None:
    group = opened.page.locator(f"#filters details[data-facet={facet}]")
    group.get_by_role("checkbox", name=name).first.click()


def chips(opened: Opened) -> list[str]:
    return opened.page.locator("#chips .chip span").all_inner_texts()


def test_each_facet_is_offered_with_its_choices_in_words(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)
    assert list(told(opened)) == FACETS
    choices = told(opened)
    assert choices["status"] == [
        ("Told as fact", 5), ("Claimed", 1), ("Reported", 1), ("Denied", 1), ("Planned", 1),
    ]  # fmt: skip
    assert choices["grade"] == [
        ("One source", 6), ("Two independent sources", 1), ("Denied", 1), ("Only planned", 1),
    ]  # fmt: skip
    assert choices["verified"] == [("No caveat in the article", 8), ("Article could not verify it", 1)]
    assert choices["claimant"][0] == ("The article itself, or nobody named", 6)
    assert ("Outlet not known", 1) in choices["source"]
    assert choices["country"] == [("Ukraine", 7), ("No country", 1), ("Moldova", 1)]
    assert dict(choices["precision"]) == {"Not placed": 1, "Exact place": 6, "In or near a place": 1, "Region": 1}


@pytest.mark.parametrize("facet", FACETS)
def test_choosing_shows_as_many_claims_as_stand_beside_it(opener: Opener, story_map: Path, facet: str) -> None:
    opened = opener.open(story_map)
    unfold(opened)
    for name, count in told(opened)[facet]:
        press(opened, facet, name)
        opened.shows(count)
        press(opened, facet, name)
        opened.shows(9)


def test_counts_are_those_with_all_other_filters_as_they_are(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map, "days=2031-05-06..2031-05-10&side=Ukraine&side=Russia")
    unfold(opened)
    opened.shows(3)
    now = told(opened)
    assert dict(now["side"]) == {"No side told": 4, "Ukraine": 2, "Russia": 1}
    assert sum(count for _, count in now["kind"]) == 3
    for name, count in now["status"]:
        if count:
            press(opened, "status", name)
            opened.shows(count)
            press(opened, "status", name)
    # What would show nothing more is still there, with its 0.
    assert ("Planned", 0) in told(opened)["status"]


def test_choices_of_one_facet_add_up_and_of_two_narrow(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)
    unfold(opened)
    press(opened, "kind", "Shelling")
    press(opened, "kind", "Talks")
    opened.shows(3)
    press(opened, "status", "Told as fact")
    opened.shows(2)


def test_chips_tell_what_is_active_and_remove_it(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)
    page = opened.page
    unfold(opened)
    assert page.is_hidden("#chips")
    press(opened, "kind", "Shelling")
    press(opened, "kind", "Talks")
    press(opened, "status", "Told as fact")
    page.get_by_label("Search quotes and places").fill("kharkiv")
    opened.shows(1)
    assert chips(opened) == ["What: Shelling, Talks", "How told: Told as fact", "“kharkiv”"]
    page.get_by_role("button", name="Remove: What: Shelling, Talks").click()
    opened.shows(2)
    opened.settle()
    assert not page.get_by_role("checkbox", name="Shelling").is_checked()
    page.get_by_role("button", name="Remove: “kharkiv”").click()
    opened.shows(5)
    assert page.input_value("#words") == ""
    page.get_by_role("button", name="Remove: How told: Told as fact").click()
    opened.shows(9)
    assert page.is_hidden("#chips")


def test_reset_takes_all_back(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map, "days=2031-05-06..2031-05-08&kind=shelling&q=shells")
    opened.shows(1)
    opened.page.get_by_role("button", name="Reset").click()
    opened.shows(9)
    assert opened.page.is_hidden("#chips")
    assert opened.page.input_value("#words") == ""
    assert opened.page.get_attribute("#all-dates", "aria-pressed") == "true"


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("chisinau", 1), ("CHIȘINĂU", 1), ("kharkiv", 4), ("houses kharkiv", 1), ("novyi", 1), ("battery", 1),
        ("انفجار", 1), ("  kharkiv  ", 4), ("burned", 2), ("no such words", 0), (".*", 0), ("<b>", 0),
    ],
)  # fmt: skip
def test_words_are_looked_for_in_quotes_and_places(opener: Opener, story_map: Path, words: str, count: int) -> None:
    opened = opener.open(story_map)
    opened.page.get_by_label("Search quotes and places").fill(words)
    opened.shows(count)
    opened.page.get_by_label("Search quotes and places").fill("")
    opened.shows(9)


def test_nothing_found_is_told_everywhere(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map, "q=zebra&open=list")
    opened.shows(0)
    page = opened.page
    assert opened.alpha("marks", KHARKIV) == opened.alpha("marks", CHISINAU) == 0
    page.get_by_text("No claim is left. Choose more days, or fewer filters.").wait_for()
    page.click("#open-places")
    assert page.locator(".places").inner_text() == "None fits."
    page.click("#open-table")
    page.locator(".table-where").get_by_text("No claim is left.").wait_for()


def test_the_map_shows_what_is_chosen(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)
    press(opened, "kind", "Evacuation")
    assert opened.alpha("marks", KHARKIV) == 0
    assert opened.alpha("marks", CHISINAU) > 100


def test_an_open_place_follows_the_filters(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)
    opened.click(KHARKIV)
    assert len(opened.cards()) == 3
    press(opened, "kind", "Talks")
    opened.until("document.querySelectorAll('#panel .claim').length === 1")
    assert opened.page.inner_text("#panel-note").endswith("1 of 3 claims")
    press(opened, "kind", "Talks")
    press(opened, "kind", "Evacuation")
    opened.page.get_by_text("No claim here is among the days and filters chosen.").wait_for()


def test_the_panel_of_filters_opens_and_closes(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)
    page = opened.page
    page.click("#filters-close")
    assert page.is_hidden("#filters")
    assert page.evaluate("document.activeElement.id") == "open-filters"
    page.click("#open-filters")
    assert page.is_visible("#filters")
    assert page.evaluate("document.activeElement.id") == "filters-title"


def test_many_choices_are_folded_and_found_by_name(opener: Opener, example_map: Path) -> None:
    opened = opener.open(example_map)
    group = opened.page.locator("#filters details[data-facet=region]")
    group.locator("summary").click()
    assert group.locator("li").count() == 8
    group.get_by_role("button", name="more").click()
    assert group.locator("li").count() > 8
    group.get_by_label("Find: Region").fill("kachin")
    fits = group.locator(".value").all_inner_texts()
    assert all("kachin" in name.lower() for name in fits)

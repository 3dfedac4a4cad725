"""The lists, the table and the downloads of the page, in a real browser, over blocks as a map has them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from geo import maps
from geo.exports import in_order, write_csv, write_geojson
from geo.layers import to_geodataframe
from geo.maps.columns import PIECE, claim_blocks
from geo.model import Claim, ClaimStatus, EventType, WherePrec
from tests.factories import Boxes, claim

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Route
    from playwright.sync_api import Page as BrowserPage

pytestmark = pytest.mark.browser

PAGE = Path(maps.__file__).parent / "page"
HOSTILE = "{{ 7*7 }}{% of </script><img src=x onerror=alert(1)> ${alert(2)} \\x41 \u202etfel\u202c end"
NOWHERE: dict[str, Any] = {
    "latitude": None, "longitude": None, "where_prec": None, "radius_km": None, "geonameid": None, "location": "",
    "admin1": "", "admin1_code": "", "country": "", "iso3": "",
}  # fmt: skip
UNDATED: dict[str, Any] = {"event_date": None, "event_date_end": None, "date_prec": None, "date_basis": None}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src-elem 'self'; style-src-attr 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
BOOT = """
import { readData } from "./data.js";
import { makeChoice } from "./choice.js";
import { makeListing, makeUnplaced } from "./listing.js";
import { makeTable } from "./table.js";
import { makeDownloads } from "./downloads.js";
import { compareCodePoints, sortedBy } from "./sorting.js";
const data = await readData();
const choice = makeChoice(data);
const opened = [];
const open = (n) => opened.push(n);
const list = document.getElementById("list");
const under = {
  data, choice, opened, compareCodePoints, sortedBy,
  listing: makeListing(list, data, choice, open),
  unplaced: makeUnplaced(list, data, choice, open),
  table: makeTable(document.getElementById("table"), data, choice, open),
  downloads: makeDownloads(data, choice),
};
window.under = under;
document.body.dataset.ready = "yes";
"""


@dataclass
class Shown:
    """The modules under test over some claims, and all that went wrong in the page."""

    page: BrowserPage
    complaints: list[str] = field(default_factory=list)

    def run(self, script: str) -> Any:  # noqa: ANN401 - JSON
        """Run what stands after `under.` and return its result."""
        return self.page.evaluate(f"async () => {{ const u = window.under; return await u.{script}; }}")

    def opened_ids(self) -> list[str]:
        rows: list[str] = self.run("data.rows(u.opened).then((rows) => rows.map((row) => row.claim_id))")
        return rows

    def groups(self) -> list[tuple[str, int]]:
        """Return the groups of the list with the number of their items that are shown."""
        sections = self.page.locator(".listing-group").all()
        return [(each.locator("h4").inner_text(), each.locator("li").count()) for each in sections]

    def items(self) -> list[str]:
        return self.page.locator(".listing-item").all_inner_texts()

    def ids(self, selector: str) -> list[str]:
        """Return the claim_id of each claim that has a button here, in order."""
        numbers = self.page.locator(selector).evaluate_all("(all) => all.map((each) => Number(each.dataset.claim))")
        rows: list[str] = self.run(f"data.rows({numbers}).then((rows) => rows.map((row) => row.claim_id))")
        return rows

    def sort(self, column: str) -> list[str]:
        """Click on a column's header and return the rows' ids."""
        self.page.get_by_role("columnheader", name=re.compile(f"^{column}")).get_by_role("button").click()
        self.settle()
        return self.ids(".table-open")

    def height(self, selector: str) -> float:
        box = self.page.locator(selector).bounding_box()
        assert box is not None
        return box["height"]

    def settle(self) -> None:
        self.page.wait_for_selector("tbody:not([aria-busy])", state="attached")

    def column(self, name: str) -> list[str]:
        return self.page.locator(f"tbody .column-{name}").all_inner_texts()


class Show(Protocol):
    """Shows claims; `changed` replaces passages of the modules, such as how many claims are read together."""

    def __call__(self, claims: list[Claim], changed: Mapping[str, str] = ...) -> Shown:
        """Return the page once it is ready."""


def document(claims: list[Claim]) -> str:
    blocks = claim_blocks(to_geodataframe(claims, Boxes())).blocks
    data = "\n".join(f'<script type="text/plain" id="{key}">{block}</script>' for key, block in blocks.items())
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><title>Claims</title>'
        '<link rel="stylesheet" href="/base.css"><link rel="stylesheet" href="/listing.css"></head>'
        f'<body><main><div id="list"></div><div id="table"></div></main>{data}'
        '<script type="module" src="/boot.js"></script></body></html>'
    )


def changed_text(path: Path, changed: Mapping[str, str]) -> str:
    text = path.read_text(encoding="utf-8")
    for passage, other in changed.items():
        text = text.replace(passage, other)
    return text


@pytest.fixture
def show(browser: Browser) -> Iterator[Show]:
    """Show claims; in the end nothing may have gone wrong in any page."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    made: list[Shown] = []

    def shown(claims: list[Claim], changed: Mapping[str, str] = MappingProxyType({})) -> Shown:
        html = document(claims)

        def answer(route: Route) -> None:
            name = route.request.url.removeprefix("http://page.test/")
            if not name:
                route.fulfill(body=html, content_type="text/html; charset=utf-8")
            elif name == "boot.js":
                route.fulfill(body=BOOT, content_type="text/javascript")
            elif name == "favicon.ico":
                route.fulfill(status=204)
            else:
                kind = "text/css" if name.endswith(".css") else "text/javascript"
                route.fulfill(body=changed_text(PAGE / name, changed), content_type=kind)

        page = context.new_page()
        page.route("**/*", answer)
        made.append(Shown(page))
        page.on(
            "console", lambda message: made[-1].complaints.append(message.text) if message.type == "error" else None
        )
        page.on("pageerror", lambda error: made[-1].complaints.append(str(error)))
        page.on("dialog", lambda dialog: made[-1].complaints.append(dialog.message))
        page.goto("http://page.test/")
        page.wait_for_selector("body[data-ready]")
        return made[-1]

    yield shown
    context.close()
    assert [each for opened in made for each in opened.complaints] == []


def some() -> list[Claim]:
    return [
        claim(claim_id="old", event_date=date(2031, 5, 4), event_date_end=date(2031, 5, 4), location="Sumy",
              latitude=50.92, longitude=34.8, admin1="Sumy Oblast", claimant="Colonel Ash", claimant_side="Blue",
              claim_status=ClaimStatus.CLAIMED, unverified=True),
        claim(claim_id="plain", article_id="a2", source="Aurora Post", published=date(2031, 5, 9)),
        claim(claim_id="span", event_date=date(2031, 5, 5), event_date_end=date(2031, 5, 8), quote_start=40,
              event_type=EventType.TALKS, claim_status=ClaimStatus.PLANNED, where_prec=WherePrec.NEAR),
        claim(claim_id="undated", **UNDATED, event_type=EventType.AIR_STRIKE, quote_start=80, claimant="the Zephyr"),
        claim(claim_id="lost", **NOWHERE, place_text="Little Ford", place_reason="not in the gazetteer",
              quote_start=120, event_date=date(2031, 5, 7), event_date_end=date(2031, 5, 7)),
        claim(claim_id="silent", **NOWHERE, **UNDATED, place_text="", place_reason="no place is told",
              article_id="a3", source="", published=None, title="", url=""),
    ]  # fmt: skip


def test_the_list_goes_by_day_newest_first_and_undated_last(show: Show) -> None:
    shown = show(some())
    shown.run("listing.show()")
    days = [title for title, _ in shown.groups()]
    assert days == ["Wed 7 May 2031 1", "Tue 6 May 2031 1", "Mon 5 May 2031 1", "Sun 4 May 2031 1", "No day told 2"]
    assert shown.ids(".listing-item") == ["lost", "plain", "span", "old", "undated", "silent"]
    assert shown.page.locator(".listing-count").inner_text() == "6 claims, newest first"
    assert shown.page.locator(".listing-count").get_attribute("aria-live") == "polite"
    assert shown.page.locator(".listing-more").is_hidden()


WORDS = [
    ["Shelling · “Little Ford”, not placed", "Told as fact · the article itself · Example News"],
    ["Shelling · Kharkiv", "Shells fell on Kharkiv before dawn.", "the article itself · Aurora Post"],
    ["Talks · Kharkiv · 5 May – 8 May 2031", "Planned · The article itself, or nobody named"],
    ["Shelling · Sumy", "Claimed, not verified · Colonel Ash (Blue) · Example News"],
    ["Air strike · Kharkiv", "Told as fact · the Zephyr"],
    ["Shelling · Not placed", "Outlet not known"],
]


def test_an_item_tells_what_where_who_and_how_surely(show: Show) -> None:
    shown = show(some())
    shown.run("listing.show()")
    for item, words in zip(shown.items(), WORDS, strict=True):
        assert [each for each in words if each not in item] == []


def test_an_item_is_one_button_that_opens_its_claim(show: Show) -> None:
    shown = show(some())
    shown.run("listing.show()")
    shown.page.get_by_role("button", name=re.compile("Sumy")).click()
    shown.page.locator(".listing-item").first.focus()
    shown.page.keyboard.press("Enter")
    assert shown.opened_ids() == ["old", "lost"]
    assert shown.page.locator(".listing-item .sign").count() == 6


def test_the_list_follows_window_axis_and_filters(show: Show) -> None:
    shown = show(some())
    shown.run("listing.show()")
    shown.run("choice.setWindow(u.data.dayOf('2031-05-06'), u.data.dayOf('2031-05-07'))")
    shown.run("listing.refresh()")
    assert shown.ids(".listing-item") == ["lost", "plain", "span"]
    shown.run("choice.showUndated()")
    shown.run("listing.refresh()")
    assert shown.ids(".listing-item") == ["undated", "silent"]
    shown.run("choice.showAll()")
    shown.run("choice.pick('status', u.data.statuses.indexOf('claimed'), true)")
    shown.run("listing.refresh()")
    assert shown.ids(".listing-item") == ["old"]
    assert shown.page.locator(".listing-count").inner_text() == "1 claim, newest first"
    shown.run("choice.pick('kind', u.data.kinds.indexOf('siege'), true)")
    shown.run("listing.refresh()")
    assert shown.items() == []
    assert shown.page.locator(".listing-count").inner_text().startswith("No claim is left")
    shown.run("choice.reset()")
    shown.run("choice.setAxis('published')")
    shown.run("listing.refresh()")
    assert [title for title, _ in shown.groups()] == ["Fri 9 May 2031 1", "Wed 7 May 2031 4", "No day told 1"]
    assert "Shelling · Kharkiv · 6 May 2031" in shown.items()[0]


def many(count: int) -> list[Claim]:
    return [
        claim(claim_id=f"c{n:04}", quote_start=n, latitude=40 + n % 7, location=f"Place {n % 7}",
              event_date=date(2031, 5, 1 + n % 3), event_date_end=date(2031, 5, 1 + n % 3), quote=f"Quote {n}.")
        for n in range(count)
    ]  # fmt: skip


def test_the_list_shows_fifty_at_a_time_and_the_focus_goes_to_the_first_new_one(show: Show) -> None:
    shown = show(many(120))
    shown.run("listing.show()")
    assert shown.groups() == [("Sat 3 May 2031 40", 40), ("Fri 2 May 2031 40", 10)]
    more = shown.page.locator(".listing-more")
    assert more.inner_text() == "Show 50 more of 70"
    more.focus()
    shown.page.keyboard.press("Enter")
    shown.page.wait_for_function("document.querySelectorAll('.listing-item').length === 100")
    assert shown.groups() == [("Sat 3 May 2031 40", 40), ("Fri 2 May 2031 40", 40), ("Thu 1 May 2031 40", 20)]
    at = "[...document.querySelectorAll('.listing-item')].indexOf(document.activeElement)"
    assert shown.page.evaluate(at) == 50
    assert more.inner_text() == "Show 20 more of 20"
    more.click()
    shown.page.wait_for_function("document.querySelectorAll('.listing-item').length === 120")
    assert more.is_hidden()
    assert len(set(shown.ids(".listing-item"))) == 120


def test_a_refresh_keeps_the_focus_on_its_claim_or_brings_it_to_the_heading(show: Show) -> None:
    shown = show(some())
    shown.run("listing.show()")
    shown.page.locator(".listing-item", has_text="Sumy").focus()
    shown.run("choice.pick('region', u.data.dictionaries.admin1.indexOf('Sumy Oblast'), true)")
    shown.run("listing.refresh()")
    assert shown.page.evaluate("document.activeElement.textContent").startswith("Shelling")
    shown.run("choice.clear('region')")
    shown.run("choice.pick('status', u.data.statuses.indexOf('planned'), true)")
    shown.run("listing.refresh()")
    assert shown.page.evaluate("document.activeElement.className") == "listing-count"


def test_a_refresh_that_changes_nothing_leaves_the_reader_where_they_are(show: Show) -> None:
    shown = show(many(120))
    shown.run("listing.show()")
    shown.run("table.refresh()")
    shown.page.locator(".listing-more").click()
    shown.page.wait_for_function("document.querySelectorAll('.listing-item').length === 100")
    shown.page.locator(".table-pager").get_by_role("button", name="Next").click()
    shown.settle()
    shown.page.locator(".table-open").nth(3).focus()
    shown.run("listing.refresh()")
    shown.run("table.refresh()")
    assert len(shown.items()) == 100
    assert shown.page.locator(".table-where").inner_text() == "rows 51–100 of 120"
    assert shown.page.locator(":focus").get_attribute("class") == "table-open"
    shown.run("choice.setAxis('published')")
    shown.run("listing.refresh()")
    assert shown.groups() == [("Wed 7 May 2031 120", 50)]


def test_an_overtaken_refresh_is_dropped(show: Show) -> None:
    shown = show(some())
    shown.run("listing.show()")
    # The first of two answers is held back until the second has come.
    held_back = """data && (async () => {
      const rows = u.data.rows;
      let free;
      u.data.rows = async (numbers) => { await new Promise((go) => { free = go; }); return rows(numbers); };
      u.choice.showUndated();
      const first = u.listing.refresh();
      await new Promise((go) => setTimeout(go));
      u.data.rows = rows;
      u.choice.showAll();
      u.choice.pick('status', u.data.statuses.indexOf('claimed'), true);
      await u.listing.refresh();
      free();
      await first;
    })()"""
    shown.run(held_back)
    assert shown.ids(".listing-item") == ["old"]


def test_a_list_that_nobody_sees_does_not_follow(show: Show) -> None:
    shown = show(some())
    shown.run("listing.refresh()")
    assert shown.items() == []
    shown.run("listing.show()")
    shown.run("unplaced.show()")
    shown.run("listing.refresh()")
    assert shown.ids(".listing-item") == ["silent", "lost"]


def test_broken_texts_are_told(show: Show) -> None:
    shown = show(some())
    shown.page.evaluate("document.getElementById('claimmap-texts-0').textContent = 'AAAA'")
    shown.run("listing.show()")
    assert shown.page.locator(".listing-count").inner_text().startswith("The texts of these claims could not be read")
    shown.run("table.refresh()")
    assert shown.page.locator(".table-where").inner_text().startswith("The texts of these claims could not be read")
    assert len(shown.complaints) == 2
    shown.complaints.clear()


def test_claims_without_a_place_stand_by_reason_the_commonest_first(show: Show) -> None:
    lost = [
        claim(claim_id=f"u{n:02}", **NOWHERE, place_text=f"Ford {n}", quote_start=n,
              place_reason=("seven namesakes", "not in the gazetteer", "not in the gazetteer", "")[n % 4])
        for n in range(60)
    ]  # fmt: skip
    shown = show([claim(), *lost])
    shown.run("unplaced.show()")
    assert shown.groups() == [("not in the gazetteer 30", 30), ("No reason given 15", 15), ("seven namesakes 15", 5)]
    assert "“Ford 1”" in shown.items()[0]
    assert "Shells fell" in shown.items()[0]
    assert shown.page.locator(".listing-count").inner_text() == "60 claims not placed, by reason"
    shown.page.locator(".listing-more").click()
    shown.page.wait_for_function("document.querySelectorAll('.listing-item').length === 60")
    assert shown.groups()[2] == ("seven namesakes 15", 15)
    assert sorted(shown.ids(".listing-item")) == [f"u{n:02}" for n in range(60)]


def test_claims_without_a_place_follow_the_filters(show: Show) -> None:
    shown = show(some())
    shown.run("unplaced.show()")
    assert [title for title, _ in shown.groups()] == ["no place is told 1", "not in the gazetteer 1"]
    shown.run("choice.showUndated()")
    shown.run("unplaced.refresh()")
    assert shown.ids(".listing-item") == ["silent"]
    shown.run("choice.showAll()")
    shown.run("choice.pick('status', u.data.statuses.indexOf('claimed'), true)")
    shown.run("unplaced.refresh()")
    assert shown.page.locator(".listing-count").inner_text() == "Every chosen claim has a place."


def test_reasons_of_more_than_one_piece_are_read(show: Show) -> None:
    lost = [
        claim(claim_id=f"u{n}", **NOWHERE, quote_start=n, place_reason="first" if n < PIECE else "second")
        for n in range(PIECE + 3)
    ]
    shown = show([claim(claim_id="p", quote_start=0), *lost])
    shown.run("unplaced.show()")
    shown.run("choice.pick('kind', u.data.kinds.indexOf('shelling'), true)")
    assert shown.groups() == [("first 2,000", 50)]
    titles = shown.run("unplaced.refresh().then(() => document.querySelector('.listing-count').textContent)")
    assert titles == "2,003 claims not placed, by reason"


# By place, and there what is exact first.
PAGE_ORDER = ["old", "plain", "undated", "span", "lost", "silent"]


def sorted_ids(key: Callable[[Claim], Any], *, descending: bool) -> list[str]:
    """Return the ids as the table must sort them: what is empty last, equals in the page's order."""
    claims = sorted(some(), key=lambda each: PAGE_ORDER.index(each.claim_id))
    told = sorted((each for each in claims if key(each)), key=key, reverse=descending)
    return [each.claim_id for each in told] + [each.claim_id for each in claims if not key(each)]


STATUS_ORDER = list(ClaimStatus)
COLUMNS: list[tuple[str, Callable[[Claim], Any]]] = [
    ("Region", lambda each: each.admin1),
    ("Day", lambda each: each.event_date),
    ("What", lambda each: each.event_type.value),  # in this sample the words sort as the codes do
    ("Place", lambda each: each.location),
    ("Country", lambda each: each.country),
    ("Who says so", lambda each: each.claimant.removeprefix("the ")),
    ("How told", lambda each: STATUS_ORDER.index(each.claim_status) + 1),
    ("Precision", lambda each: each.where_prec),
    ("Outlet", lambda each: each.source),
    ("Published", lambda each: each.published),
]


def test_each_column_sorts_both_ways_with_empty_cells_last(show: Show) -> None:
    shown = show(some())
    shown.run("table.refresh()")
    for column, key in COLUMNS:
        header = shown.page.get_by_role("columnheader", name=re.compile(f"^{column}"))
        for direction in ("ascending", "descending"):
            assert shown.sort(column) == sorted_ids(key, descending=direction == "descending"), (column, direction)
            assert header.get_attribute("aria-sort") == direction
            assert shown.page.locator("[aria-sort]").count() == 1
            caption = f"The chosen claims, sorted by “{column}”, {direction}"
            assert shown.page.locator("caption").inner_text() == caption


def test_the_table_is_one_and_tells_all(show: Show) -> None:
    shown = show(some())
    shown.run("table.refresh()")
    assert shown.page.locator("caption").inner_text() == "The chosen claims, sorted by “Day”, descending"
    assert shown.page.locator("thead th[scope=col]").count() == 12
    assert shown.page.locator("tbody th[scope=row]").count() == 6
    assert shown.page.locator("th.column-quote button").count() == 0
    assert shown.column("day")[:3] == ["7 May 2031", "6 May 2031", "5 May – 8 May 2031"]
    assert shown.column("place") == [
        "not placed: not in the gazetteer", "Kharkiv", "Kharkiv", "Sumy", "Kharkiv", "not placed: no place is told",
    ]  # fmt: skip
    assert shown.column("status")[3] == "Claimed, not verified"
    assert shown.column("precision")[2] == "In or near a place"
    assert shown.column("precision")[5] == "Not placed"
    assert shown.column("claimant")[3] == "Colonel Ash (Blue)"
    assert shown.column("published") == ["7 May 2031", "9 May 2031", "7 May 2031", "7 May 2031", "7 May 2031", ""]
    assert set(shown.column("quote")) == {"Shells fell on Kharkiv before dawn."}


def test_names_sort_as_readers_do(show: Show) -> None:
    names = ["Zeta", "émile", "Echo", "eight", "Fox 10", "Fox 9", ""]
    shown = show([claim(claim_id=name or "-", claimant=name, quote_start=n) for n, name in enumerate(names)])
    shown.run("table.refresh()")
    assert shown.sort("Who says so") == ["Echo", "eight", "émile", "Fox 9", "Fox 10", "Zeta", "-"]


def test_the_table_is_used_by_keyboard_alone(show: Show) -> None:
    shown = show(many(120))
    shown.run("table.refresh()")
    page = shown.page
    page.keyboard.press("Tab")
    region = page.locator(":focus")
    assert (region.get_attribute("role"), region.get_attribute("aria-label")) == (
        "region",
        "Table of the chosen claims",
    )
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text().startswith("Day")
    for _ in range(11):
        page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("aria-label") == "3 May 2031, Shelling, Place 0: open"
    page.keyboard.press("Enter")
    assert shown.opened_ids() == [shown.ids(".table-open")[0]]


def test_the_table_turns_its_pages(show: Show) -> None:
    shown = show(many(120))
    shown.run("table.refresh()")
    where = shown.page.locator(".table-where")
    button = shown.page.locator(".table-pager").get_by_role

    def states() -> list[str | None]:
        names = ("First", "Previous", "Next", "Last")
        return [button("button", name=name).get_attribute("aria-disabled") for name in names]

    assert where.inner_text() == "rows 1\u201350 of 120"
    assert states() == ["true", "true", "false", "false"]
    seen = shown.ids(".table-open")
    for told, name in (("rows 51–100 of 120", "Next"), ("rows 101–120 of 120", "Next")):
        button("button", name=name).click()
        shown.settle()
        assert where.inner_text() == told
        seen += shown.ids(".table-open")
    assert len(set(seen)) == 120
    assert states() == ["false", "false", "true", "true"]
    # A button that leads nowhere keeps the focus and does nothing.
    button("button", name="Next").press("Enter")
    assert where.inner_text() == "rows 101–120 of 120"
    assert shown.page.locator(":focus").inner_text() == "Next"
    button("button", name="First").click()
    shown.settle()
    assert where.inner_text() == "rows 1–50 of 120"
    button("button", name="Last").click()
    shown.settle()
    button("button", name="Previous").click()
    shown.settle()
    assert where.inner_text() == "rows 51–100 of 120"
    shown.sort("Place")
    assert where.inner_text() == "rows 1–50 of 120"


def test_the_table_follows_the_filters(show: Show) -> None:
    shown = show(some())
    shown.run("table.refresh()")
    shown.run("choice.showUndated()")
    shown.run("table.refresh()")
    assert shown.ids(".table-open") == ["undated", "silent"]
    shown.run("choice.showAll()")
    shown.run("choice.pick('kind', u.data.kinds.indexOf('siege'), true)")
    shown.run("table.refresh()")
    assert shown.column("day") == []
    assert shown.page.locator(".table-where").inner_text().startswith("No claim is left")


def test_on_a_phone_only_the_table_scrolls_sideways_and_all_targets_can_be_hit(show: Show) -> None:
    shown = show([*some(), *many(120)])
    shown.page.set_viewport_size({"width": 390, "height": 844})
    shown.run("listing.show()")
    shown.run("table.refresh()")
    width = shown.page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
    assert shown.page.evaluate("(e => e.scrollWidth > e.clientWidth)(document.querySelector('.table-scroll'))")
    shown.page.evaluate("document.querySelector('.table-scroll').scrollTop = 300")
    tops = shown.page.evaluate(
        "['.table-scroll', 'thead th'].map((each) => document.querySelector(each).getBoundingClientRect().top)"
    )
    assert abs(tops[0] - tops[1]) <= 2  # the header stays
    small = shown.page.evaluate(
        "[...document.querySelectorAll('main button')].map((each) => each.getBoundingClientRect())"
        ".filter((box) => box.width && (box.width < 24 || box.height < 24)).length"
    )
    assert small == 0


def test_quotes_are_clamped_to_two_lines_in_the_list_and_whole_in_the_table(show: Show) -> None:
    shown = show([claim(quote="A long sentence about shells that fell. " * 20)])
    shown.page.set_viewport_size({"width": 390, "height": 844})
    shown.run("listing.show()")
    shown.run("table.refresh()")
    assert shown.height(".listing-quote") < 45
    assert shown.height("td.column-quote") > 200


def test_text_from_right_to_left_stands_on_its_own_side(show: Show) -> None:
    quote = "سقطت قذائف على المدينة قبل الفجر."
    shown = show([claim(quote=quote, claimant="متحدث عسكري (الشمال)", location="المدينة")])
    shown.run("listing.show()")
    shown.run("table.refresh()")
    for selector in (".listing-quote", "td.column-quote"):
        style = shown.page.locator(selector).evaluate(
            "(e) => [getComputedStyle(e).direction, getComputedStyle(e).unicodeBidi]"
        )
        assert style == ["rtl", "isolate"]
    assert shown.page.locator(".listing-told bdi").first.inner_text().strip("\u2068\u2069") == "متحدث عسكري (الشمال)"


BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


def test_hostile_text_is_shown_as_characters(show: Show) -> None:
    placed = ("quote", "location", "claimant", "claimant_side", "source", "admin1", "country")
    texts: dict[str, Any] = {name: f"{HOSTILE} {name}" for name in (*placed, "place_text", "place_reason", "title")}
    claims = [claim(claim_id="p", **texts), claim(claim_id="u", **{**texts, **NOWHERE})]
    shown = show(claims)
    shown.run("table.refresh()")
    shown.run("unplaced.show()")
    told = shown.page.locator("main").text_content() or ""
    for name in ("quote", "location", "admin1", "country", "place_reason"):
        assert texts[name] in told, name
    # Where an article's words stand among the page's own, what would turn these round is left out.
    for name in ("claimant", "claimant_side", "source", "place_text"):
        assert BIDI.sub("", texts[name]) in BIDI.sub("", told), name
    shown.run("listing.show()")
    assert texts["location"] in (shown.page.locator("#list").text_content() or "")
    assert texts["location"] in (shown.page.locator(".table-open").first.get_attribute("aria-label") or "")
    assert shown.page.locator("main").locator("img, script").count() == 0


TEXTS = [
    HOSTILE, '"quoted", with a comma', "=1+1", "\tminus", "line\nbreak", "\U0001f5fa map", "\uff1dwide", "", "plain",
    "  spaced ", "naïve 城 \u2028 end",
]  # fmt: skip


def mixed(count: int) -> list[Claim]:
    """Return claims of many places, days and articles; some without either, with texts that are hard to write."""
    return [
        claim(
            claim_id=f"c{n * 7919 % count:05}",
            article_id=("\U0001f5fa", "\uff5e", "m", "b/2", "B")[n % 5] + str(n % 11),
            **(
                UNDATED if n % 13 == 0 else {"event_date": date(2031, 5, 1 + n % 9), "event_date_end": date(2031, 5, 9)}
            ),
            **(NOWHERE if n % 17 == 0 else {"latitude": -33.5 + n % 19, "longitude": 0.00001 * (n % 23) - 0.0001}),
            quote=TEXTS[n % len(TEXTS)],
            quote_start=n % 6,
            quote_end=n % 6 + len(TEXTS[n % len(TEXTS)]),
            actor=TEXTS[(n + 3) % len(TEXTS)],
            deaths_min=n % 4 or None,
            title=TEXTS[n % 11 % 5],
            published=date(2031, 5, 1 + n % 11),
            source=TEXTS[n % 11 % 7],
            url=f"https://news.example/{n % 11}",
        )
        for n in range(count)
    ]


WRITERS = [("csv", write_csv), ("geojson", write_geojson)]
Write = Callable[[list[Claim], Path], None]


def downloaded(shown: Shown, call: str, path: Path) -> str:
    """Save the file of a call and return the name that it was given."""
    with shown.page.expect_download() as download:
        shown.run(f"downloads.{call}")
    download.value.save_as(path)
    return download.value.suggested_filename


@pytest.mark.parametrize(("kind", "write"), WRITERS)
def test_a_download_has_the_bytes_of_the_export(show: Show, tmp_path: Path, kind: str, write: Write) -> None:
    claims = [*some(), *mixed(150)]
    shown = show(claims)
    assert downloaded(shown, f"{kind}()", tmp_path / "made") == f"claims.{kind}"
    write(in_order(claims), tmp_path / "expected")
    assert (tmp_path / "made").read_bytes() == (tmp_path / "expected").read_bytes()


@pytest.mark.parametrize(("kind", "write"), WRITERS)
def test_a_download_is_put_together_of_parts(show: Show, tmp_path: Path, kind: str, write: Write) -> None:
    claims = mixed(150)
    shown = show(claims, {"READ_TOGETHER = 100000": "READ_TOGETHER = 40", "READ_AT_ONCE = 2000": "READ_AT_ONCE = 7"})
    shown.page.evaluate("window.told = []")
    downloaded(shown, f"{kind}((done, total) => window.told.push([done, total]))", tmp_path / "made")
    write(in_order(claims), tmp_path / "expected")
    assert (tmp_path / "made").read_bytes() == (tmp_path / "expected").read_bytes()
    told = shown.page.evaluate("window.told")
    assert told == sorted(told)
    assert told[-1] == [150, 150]
    assert len(told) > 150 // 7


@pytest.mark.parametrize(("kind", "write"), WRITERS)
def test_a_download_holds_what_is_chosen_and_is_named_by_its_days(
    show: Show, tmp_path: Path, kind: str, write: Write
) -> None:
    shown = show(some())
    shown.run("choice.setWindow(u.data.dayOf('2031-05-06'), u.data.dayOf('2031-05-08'))")
    name = downloaded(shown, f"{kind}()", tmp_path / "made")
    assert name == f"claims-2031-05-06--2031-05-08.{kind}"
    write(in_order(each for each in some() if each.claim_id in {"plain", "span", "lost"}), tmp_path / "expected")
    assert (tmp_path / "made").read_bytes() == (tmp_path / "expected").read_bytes()
    shown.run("choice.pick('kind', u.data.kinds.indexOf('siege'), true)")
    downloaded(shown, f"{kind}()", tmp_path / "made")
    write([], tmp_path / "expected")
    assert (tmp_path / "made").read_bytes() == (tmp_path / "expected").read_bytes()


def test_texts_compare_by_code_points_as_the_exports_sort_them(show: Show) -> None:
    texts = ["", "a", "ab", "\ue000", "\U0001f5fa", "\uffff", "\U0001f5fb", "\U0001f5fa\uffff", "b", "\ud7ff"]
    shown = show([claim()])
    made = shown.page.evaluate("(texts) => texts.sort(window.under.compareCodePoints)", texts)
    assert made == sorted(texts)

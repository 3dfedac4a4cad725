"""The index of a map in parts and a part: how they lead to each other, and what a card tells of other parts."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geo.layers import to_geodataframe
from geo.maps import Entry, Part, write_map, write_parts_index
from geo.maps.parts_index import parts_page
from geo.model import EventType, Grade
from geo.settings import Split
from tests.factories import Boxes, claim
from tests.pages import KHARKIV, Opener, drawn
from tests.test_page_axe import violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HOSTILE = '<script>alert(1)</script>"{{ 7*7 }}'
MANY = Counter({EventType.SHELLING: 200_000, EventType.TALKS: 50_000})
ENTRIES = [
    Entry("2030", "2030", "2030", Counter({EventType.SIEGE: 40}), 1_100_000),
    Entry("2031-05", "May 2031", "2031", MANY, 23_000_000),
    Entry("2031-06", "June 2031", "2031", Counter({EventType.SHELLING: 125_000}), 12_000_000),
    Entry("no-day", "No day", "", Counter({EventType.TALKS: 2}), 1_050_000),
]


def test_the_index_tells_why_and_what_each_part_weighs() -> None:
    page = parts_page(ENTRIES, 70, Split.PERIOD)
    text = re.sub(r"<[^>]+>", " ", page)
    assert "375,042 claims. One page of all of them would be a file of about 34 MB" in text
    assert "split into 4 parts, by the first day of what is claimed" in text
    rows = re.findall(r'href="parts/([\w-]+)\.html"><bdi>(.*?)</bdi>.*?((?:<td class="number">[^<]+</td>)+)', page)
    assert [(name, title, re.findall(r">([^<]+)<", cells)) for name, title, cells in rows] == [
        ("2030", "2030", ["40", "1.1 MB", "0.6 s"]),
        ("2031-05", "May 2031", ["250,000", "23 MB", "4 s"]),
        ("2031-06", "June 2031", ["125,000", "12 MB", "2 s"]),
        ("no-day", "No day", ["2", "1.1 MB", "0.6 s"]),
    ]
    assert re.findall(r'scope="rowgroup" colspan="5">(\w+)<', page) == ["2031"], "a year of one part needs no heading"
    assert re.findall(r'viewBox="0 0 (\d+) 1" preserve[^>]*aria-label="([^"]*)"', page)[1] == (
        "250000", "shelling 200,000, talks 50,000",
    )  # fmt: skip
    assert "--split region" in text
    assert "--split period" not in text
    assert 'href="days/index.html">A map for each of 70 days<' in page
    assert "days/index.html" not in parts_page(ENTRIES[-1:], 0, Split.REGION)


def test_regions_stand_under_their_country() -> None:
    names = ("Sumy Oblast, Ukraine", "Ukraine, no region", "Moldova")
    entries = [Entry(f"n{at}", name, name.split(", ")[-1], MANY, 1) for at, name in enumerate(names)]
    page = parts_page([entries[0], replace(entries[1], group="Ukraine"), entries[2]], 1, Split.REGION)
    assert re.findall(r'rowgroup" colspan="5">([^<]*)<|<bdi>([^<]*)<', page) == [
        ("Ukraine", ""), ("", "Sumy Oblast"), ("", "Ukraine, no region"), ("", "Moldova"),
    ]  # fmt: skip


def test_the_index_runs_nothing_and_takes_titles_for_text() -> None:
    page = parts_page([Entry("x1", HOSTILE, HOSTILE, MANY, 1), Entry("x2", "B", HOSTILE, MANY, 1)], 1, Split.REGION)
    assert not re.search(r"<script|<link|<img|<iframe|\sstyle=|\son\w+=|javascript:|https?:", page)
    assert "content=\"default-src 'none'; style-src-elem 'sha256-" in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;&quot;{{ 7*7 }}") == 2


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index and one of its parts, whose event is told in others, too."""
    out = tmp_path_factory.mktemp("parts")
    event = {"event_id": "e1", "grade": Grade.CONTESTED, "grade_reason": "asserted by the governor"}
    claims = [
        claim(claim_id="c1", quote="Shells fell, report 1.", **event),
        claim(claim_id="c2", quote="Shells fell, report 2.", article_id="a2", **event),
        claim(claim_id="c3", quote="Talks went on.", event_id="e2", grade=Grade.SINGLE, article_id="a3"),
        claim(claim_id="c4", quote="A lone report.", event_id="e4", grade=Grade.SINGLE, article_id="a4"),
    ]
    told = Part("May 2031", {"e1": 1200, "e2": 1})
    write_map(to_geodataframe(claims, Boxes()), out / "parts" / "2031-05.html", part=told)
    write_parts_index(ENTRIES, 0, Split.PERIOD, out / "map.html")
    return out


@pytest.mark.browser
@pytest.mark.parametrize("javascript", [True, False])
def test_the_index_opens_a_part_and_the_part_leads_back(browser: Browser, parts: Path, javascript: bool) -> None:  # noqa: FBT001 - a case
    context = browser.new_context(offline=True, java_script_enabled=javascript)
    tab = context.new_page()
    complaints: list[str] = []
    tab.on("console", lambda message: complaints.append(message.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.goto((parts / "map.html").as_uri())
    tab.get_by_role("link", name="May 2031").click()
    tab.wait_for_url("**/parts/2031-05.html")
    if javascript:
        tab.wait_for_selector("#app[data-ready]")
        assert tab.get_by_role("heading", level=1).inner_text() == "Claims on the map, May 2031"
    tab.get_by_role("link", name="All parts").click()
    tab.wait_for_url("**/map.html")
    assert complaints == []
    context.close()


@pytest.mark.browser
def test_a_card_tells_how_many_claims_of_its_event_are_in_other_parts(opener: Opener, parts: Path) -> None:
    opened = opener.open(parts / "parts" / "2031-05.html")
    opened.click(KHARKIV)
    opened.cards()

    def words(report: str, selector: str) -> list[str]:
        return opened.page.locator("#panel .claim", has_text=report).locator(selector).all_inner_texts()

    several = "2 claims in this page tell this event, 1,200 more in other parts"
    assert words("report 1", ".event-claims summary") == [several]
    assert words("Talks went on", ".event-elsewhere") == ["1 more claim in other parts tells this event"]
    assert words("A lone report", ".event-elsewhere, .event-claims") == []


@pytest.mark.browser
def test_a_page_that_is_no_part_has_no_way_back(opener: Opener) -> None:
    opened = opener.open(drawn([claim()]))
    assert opened.page.locator("#up").count() == 0


@pytest.mark.browser
@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, {"viewport": {"width": 390, "height": 844}}])
def test_axe_finds_nothing_and_nothing_runs_over(opener: Opener, parts: Path, options: dict[str, object]) -> None:
    part = opener.open(parts / "parts" / "2031-05.html", "claim=c3", **options)
    assert violations(part) == []
    index = opener.tab({(parts / "map.html").as_uri()}, **options)
    index.page.goto((parts / "map.html").as_uri())
    assert violations(index) == []
    for each in (part, index):
        assert each.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

"""The index of days: every day with its claims, without a script, and nothing of an article in it."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geo.layers import to_geodataframe
from geo.maps import write_days
from geo.maps.days_index import counts_of, index_page
from geo.model import Claim, EventType
from tests.factories import Boxes, claim

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAGE = Path(__file__).parents[1] / "geo" / "maps" / "page"


def dated(number: int, start: date | None, end: date | None = None, kind: EventType = EventType.SHELLING) -> Claim:
    return claim(claim_id=f"c{number}", event_date=start, event_date_end=end or start, event_type=kind)


CLAIMS = [
    dated(1, date(2031, 5, 6)),
    dated(2, date(2031, 5, 6), kind=EventType.TALKS),
    dated(3, date(2031, 5, 6), date(2031, 6, 1), kind=EventType.SIEGE),
    dated(4, date(2030, 12, 31)),
    dated(5, None),
]


def page(claims: list[Claim]) -> str:
    return index_page(counts_of(to_geodataframe(claims, Boxes())))


def rows(html: str) -> list[tuple[str, ...]]:
    return re.findall(
        r'href="([0-9-]+\.html)"><time datetime="([0-9-]+)">.*?<td>(\w+)</td><td class="number">(\d+)<', html
    )


def test_every_day_has_its_weekday_its_claims_and_its_page() -> None:
    assert rows(page(CLAIMS)) == [
        ("2030-12-31.html", "2030-12-31", "Tuesday", "1"),
        ("2031-05-06.html", "2031-05-06", "Tuesday", "3"),
        ("2031-06-01.html", "2031-06-01", "Sunday", "1"),
    ]


def test_days_are_grouped_by_month_and_year() -> None:
    html = page(CLAIMS)
    assert re.findall(r"<caption>(.*?)</caption>", html) == ["December 2030", "May 2031", "June 2031"]
    assert re.findall(r'<h2 id="y\d+">(\d+)</h2>', html) == ["2030", "2031"]
    assert re.findall(r'href="#(y\d+)"', html) == ["y2030", "y2031"]
    assert "<nav" not in page(CLAIMS[:3])


def test_bars_are_stacked_by_kind_and_as_wide_as_the_claims() -> None:
    html = page(CLAIMS)
    bars = re.findall(r'<svg viewBox="0 0 (\d+) 1" [^>]*aria-label="([^"]*)">(.*?)</svg>', html)
    assert [(most, told) for most, told, _ in bars] == [
        ("3", "shelling 1"),
        ("3", "siege 1, shelling 1, talks 1"),
        ("3", "siege 1"),
    ]
    rects = [re.findall(r'class="([\w-]+)" x="(\d+)" width="(\d+)"', inner) for _, _, inner in bars]
    assert rects[1] == [("siege", "0", "1"), ("shelling", "1", "1"), ("talks", "2", "1")]


@pytest.mark.parametrize(
    ("claims", "told"),
    [
        (CLAIMS, "4 claims on 3 days from 2030-12-31 to 2031-06-01. "),
        (CLAIMS[:1], "1 claim on 2031-05-06. "),
        (CLAIMS, '1 claim has no day: <a href="../map.html">on the map</a>'),
        ([*CLAIMS, dated(6, None)], "2 claims have no day: "),
        (CLAIMS[:4], None),
    ],
)
def test_claims_without_a_day_are_counted_and_lead_to_the_map(claims: list[Claim], told: str | None) -> None:
    html = page(claims)
    assert (told in html) if told else ("no day" not in html)
    assert 'href="../map.html"' in html


def test_no_script_no_style_attribute_and_a_policy_that_allows_neither() -> None:
    html = page(CLAIMS)
    assert not re.search(r"<script|<link|<img|<iframe|\sstyle=|\son\w+=|javascript:|https?:", html)
    assert "content=\"default-src 'none'; style-src-elem 'sha256-" in html
    assert html.startswith('<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">')
    assert "<title>Claims by day</title>" in html


def test_nothing_of_an_article_is_in_it() -> None:
    hostile = "<script>alert(1)</script>{{ 7*7 }}"
    told = claim(title=hostile, quote=hostile, location=hostile, actor=hostile, source=hostile, claimant=hostile)
    assert page([told]) == page([claim()])


class Balanced(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs)
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("claims", [CLAIMS, CLAIMS[:1]])
def test_the_markup_is_balanced(claims: list[Claim]) -> None:
    parser = Balanced()
    parser.feed(page(claims))
    assert parser.open == []


def test_the_kinds_have_the_colours_of_the_map() -> None:
    def colours(name: str) -> list[str]:
        return re.findall(r"--kind-[\w-]+:\s*#\w+", " ".join((PAGE / name).read_text("utf-8").split()))

    assert sorted(colours("days.css")) == sorted(colours("base.css"))
    style = (PAGE / "days.css").read_text("utf-8")
    for kind in EventType:
        name = kind.value.replace("_", "-")
        assert f".{name} {{ fill: var(--kind-{name}); }}" in style


def test_the_index_goes_with_the_last_day_and_the_same_claims_give_the_same_bytes(tmp_path: Path) -> None:
    write_days(to_geodataframe(CLAIMS, Boxes()), tmp_path)
    assert (tmp_path / "index.html").read_text("utf-8") == page(CLAIMS) == page(CLAIMS[::-1])
    write_days(to_geodataframe([dated(1, None)], Boxes()), tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.browser
def test_in_a_browser_the_bars_are_coloured_and_a_day_opens(browser: Browser, tmp_path: Path) -> None:
    write_days(to_geodataframe(CLAIMS, Boxes()), tmp_path)
    for javascript in (False, True):
        context = browser.new_context(offline=True, java_script_enabled=javascript)
        tab = context.new_page()
        complaints = listen(tab)
        tab.goto((tmp_path / "index.html").as_uri())
        if javascript:
            bar = tab.locator("tr", has_text="2031-05-06").locator("rect")
            assert bar.nth(1).evaluate("each => getComputedStyle(each).fill") == "rgb(184, 84, 16)"
            widths = [box["width"] for box in (bar.nth(at).bounding_box() for at in range(3)) if box]
            assert max(widths) - min(widths) < 1
        tab.get_by_role("link", name="2031-05-06").click()
        tab.wait_for_url("**/2031-05-06.html")
        if javascript:
            tab.wait_for_selector("#app[data-ready]")
        assert complaints == []
        context.close()


def listen(tab: Page) -> list[str]:
    complaints: list[str] = []
    tab.on("console", lambda message: complaints.append(message.text))
    return complaints

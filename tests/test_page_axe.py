"""axe-core finds no violation of WCAG 2.2 AA, however the page is shown."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.pages import KHARKIV, REGION, Opened, Opener

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """async (tags) => {
  const found = await axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
  return found.violations.flatMap((each) => each.nodes.map((node) =>
    `${each.id}: ${node.target.join(" ")}: ${node.failureSummary}`));
}"""


@cache
def axe() -> str:
    if not AXE.is_file():
        reason = f"accessibility is NOT tested: {AXE} is missing, `npm ci` installs it"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return AXE.read_text(encoding="utf-8")


def violations(opened: Opened) -> list[str]:
    # Evaluated by the driver: the page's policy lets no script tag in, and stays.
    opened.page.evaluate(axe())
    opened.settle()
    found: list[str] = opened.page.evaluate(RUN, TAGS)
    return found


def nothing(_: Opened) -> None:
    pass


def card(opened: Opened) -> None:
    opened.click(KHARKIV)
    opened.cards()


def region(opened: Opened) -> None:
    opened.click(REGION)
    opened.cards()


def unfolded(opened: Opened) -> None:
    if opened.page.is_hidden("#filters"):
        opened.page.click("#open-filters")
    opened.page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    opened.page.get_by_role("checkbox", name="Shelling").check()
    opened.shows(2)


def press(selector: str) -> Callable[[Opened], None]:
    return lambda opened: opened.page.click(selector)


VIEWS: dict[str, tuple[str, Callable[[Opened], None]]] = {
    "map": ("", nothing),
    "card": ("", card),
    "region": ("", region),
    "filters": ("", unfolded),
    "nothing left": ("q=zebra&open=list", nothing),
    "one day": ("days=2031-05-06", nothing),
    "no day": ("days=none", nothing),
    "embedded": ("embed", nothing),
    "embedded legend": ("embed", press(".corner button")),
    "embedded card": ("embed&claim=c1", nothing),
    "gone": ("claim=nowhere", nothing),
    "download": ("", press("#download summary")),
    **{name: (f"open={name}", nothing) for name in ("list", "places", "unplaced", "about")},
    "table": ("view=table", nothing),
    "table and list": ("view=table&open=list", nothing),
}


def test_it_would_be_found(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)
    opened.page.evaluate("document.getElementById('panel-close').removeAttribute('aria-label')")
    opened.page.evaluate("document.getElementById('words').removeAttribute('aria-label')")
    opened.page.evaluate("document.getElementById('words').placeholder = ''")
    opened.page.evaluate("document.getElementById('summary').style.color = '#bbb'")
    found = violations(opened)
    assert any(each.startswith("label: #words") for each in found)
    assert any(each.startswith("color-contrast: #summary") for each in found)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_wide_screen(opener: Opener, story_map: Path, view: str, scheme: str) -> None:
    state, act = VIEWS[view]
    opened = opener.open(story_map, state, color_scheme=scheme)
    act(opened)
    assert violations(opened) == []


@pytest.mark.parametrize("view", VIEWS)
def test_on_a_phone(opener: Opener, story_map: Path, view: str) -> None:
    state, act = VIEWS[view]
    opened = opener.phone(story_map, state)
    act(opened)
    assert violations(opened) == []


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, {"viewport": {"width": 390, "height": 844}}])
@pytest.mark.parametrize("state", ["", "open=list", "view=table", "open=about"])
def test_over_the_examples(opener: Opener, example_map: Path, options: dict[str, Any], state: str) -> None:
    assert violations(opener.open(example_map, state, **options)) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_index_of_days(opener: Opener, example_map: Path, scheme: str) -> None:
    index = example_map.parent / "days" / "index.html"
    opened = opener.tab({index.as_uri()}, color_scheme=scheme)
    opened.page.goto(index.as_uri())
    assert violations(opened) == []

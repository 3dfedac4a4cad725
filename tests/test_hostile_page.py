"""The page over hostile articles in a real browser: nothing runs, nothing leaks, nothing breaks out of its line."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geo.layers import to_geodataframe
from geo.maps import ClaimMap
from geo.pipeline import build
from geo.settings import Settings
from tests import hostile
from tests.factories import Boxes, claim

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

pytestmark = pytest.mark.browser

SEEN = "#top, #chips, #filters, #stage, #panel, #timeline"
# What the page makes itself; everything else would have come out of a text.
MADE = {
    "A", "ARTICLE", "B", "BDI", "BLOCKQUOTE", "BUTTON", "CANVAS", "CAPTION", "CIRCLE", "DD", "DETAILS", "DIV", "DL",
    "DT", "G", "H1", "H2", "H3", "H4", "INPUT", "LABEL", "LI", "LINE", "MARK", "NAV", "OPTION", "P", "PATH", "PROGRESS",
    "RECT", "SECTION", "SELECT", "SMALL", "SPAN", "SUMMARY", "SVG", "TABLE", "TBODY", "TD", "TEXT", "TEXTAREA", "TH",
    "THEAD", "TR", "UL", "OUTPUT", "ASIDE", "HEADER", "FOOTER", "MAIN", "FIELDSET", "LEGEND", "DATALIST", "TITLE", "OL",
}  # fmt: skip
WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.effectiveDirective));
"""
# All that must hold of what is on the page at any moment, as a list of what does not.
AUDIT = """
([seen, made]) => {
  const wrong = [];
  if ("pwned" in window) wrong.push("a script ran");
  if (Object.keys(Object.prototype).length) wrong.push("a prototype was changed");
  const steers = /[\\u0590-\\u08ff\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufb1d-\\ufdff\\ufe70-\\ufefc]/;
  const isolates = (element) => element.dir === "auto" || element.tagName === "BDI"
    || ["isolate", "plaintext"].includes(getComputedStyle(element).unicodeBidi);
  for (const root of document.querySelectorAll(seen)) {
    for (const element of root.querySelectorAll("*")) {
      if (!made.includes(element.tagName.toUpperCase())) wrong.push("element " + element.tagName);
      for (const { name, value } of element.attributes) {
        if (/^on|^srcdoc$|^style$/.test(name) && /pwned|evil/.test(value)) wrong.push("attribute " + name);
        if (/^on|^(src|srcdoc|action|formaction|srcset|background)$/.test(name)) wrong.push("attribute " + name);
      }
      const href = element.getAttribute("href");
      if (href !== null && !(href === "#" || /^https?:\\/\\//.test(href) || element.closest(".leaflet-control")
        || /^blob:/.test(href) || href === location.href.split("#")[0])) wrong.push("link " + href.slice(0, 80));
      if (element.target === "_blank" && !/noopener/.test(element.rel)) wrong.push("no noopener " + href);
    }
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.parentElement.checkVisibility()) continue;
      if (steers.test(node.data)) {
        let element = node.parentElement;
        while (element !== root && !isolates(element)) element = element.parentElement;
        if (element === root) wrong.push("not isolated in " + node.parentElement.outerHTML.slice(0, 200));
      }
      // Our own words run from left to right whatever stands before them in the line; a quote is its article's.
      if (node.parentElement.closest("blockquote, .listing-quote, .column-quote")) continue;
      for (const found of node.data.matchAll(steers.test(node.data)
        ? /not verified|could not be verified|in a direction from|within|published|Claimed by/g : /[A-Za-z]{4,}/g)) {
        if (found.index > 2000) break;
        const boxOf = (at) => {
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + 1);
          return range.getBoundingClientRect();
        };
        const [one, other] = [boxOf(found.index), boxOf(found.index + 1)];
        if (one.width && other.width && one.top === other.top && other.left < one.left) {
          wrong.push("turned round: " + found[0] + " in " + node.parentElement.outerHTML.slice(0, 200));
        }
      }
    }
  }
  const panel = document.getElementById("panel-body");
  if (panel.scrollWidth > panel.clientWidth + 1) wrong.push("wider than the panel: " + panel.scrollWidth);
  const filters = document.getElementById("filters-body");
  if (filters.scrollWidth > filters.clientWidth + 1) wrong.push("wider than the filters: " + filters.scrollWidth);
  if (document.documentElement.scrollWidth > window.innerWidth) wrong.push("wider than the window");
  return [...new Set(wrong)];
}
"""


@dataclass
class Watched:
    """A page from a file without any network, and all that went wrong in it."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)

    def audit(self) -> None:
        assert self.page.evaluate(AUDIT, [SEEN, sorted(MADE)]) == []

    def go(self, hash_: str) -> None:
        """Open the page anew with a hash."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.address}#{hash_}")
        self.page.wait_for_selector("#app[data-ready]")

    def press(self, selector: str) -> None:
        """Click by script."""
        self.page.locator(selector).evaluate("(button) => button.click()")

    def settle(self) -> None:
        filled = ".claim, .listing-item, .listing-count, .about-part, .empty, .places"
        self.page.wait_for_selector(f"#panel-body :is({filled})")
        self.page.wait_for_timeout(30)


class Watcher:
    def __init__(self, browser: Browser) -> None:
        self.context = browser.new_context(
            viewport={"width": 1280, "height": 800}, offline=True, permissions=["clipboard-read", "clipboard-write"]
        )
        self.context.add_init_script(WATCH)
        self.watched: list[Watched] = []

    def open(self, path: Path, hash_: str = "") -> Watched:
        watched = Watched(self.context.new_page(), path.as_uri())
        self.watched.append(watched)
        page, told = watched.page, watched.complaints
        page.on("console", lambda message: told.append(f"console: {message.text[:300]}"))
        page.on("pageerror", lambda error: told.append(f"error: {str(error)[:300]}"))
        page.on("dialog", lambda dialog: self._refuse(watched, dialog))
        page.on("request", lambda request: self._note(watched, request.url))
        page.on("popup", lambda _: told.append("a window was opened"))
        page.goto(f"{watched.address}#{hash_}")
        page.wait_for_selector("#app[data-ready]")
        return watched

    @staticmethod
    def _refuse(watched: Watched, dialog: Dialog) -> None:
        watched.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    @staticmethod
    def _note(watched: Watched, url: str) -> None:
        if url.split("#", maxsplit=1)[0] != watched.address and not url.startswith(("data:", "blob:", "about:")):
            watched.complaints.append(f"request: {url[:300]}")


@pytest.fixture
def watcher(browser: Browser) -> Iterator[Watcher]:
    made = Watcher(browser)
    yield made
    violations = [watched.page.evaluate("window.violations") for watched in made.watched]
    made.context.close()
    for watched, violated in zip(made.watched, violations, strict=True):
        assert (watched.complaints, violated) == ([], [])


@pytest.fixture(scope="module")
def battery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The outputs of a build of the battery."""
    source = tmp_path_factory.mktemp("battery") / "battery.jsonl"
    source.write_text("\n".join([*hostile.lines(), ""]), encoding="utf-8")
    build([source], Settings(source.parent / "out"))
    return source.parent / "out"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A map of claims with each payload in every field."""
    path = tmp_path_factory.mktemp("made") / "map.html"
    ClaimMap(to_geodataframe(hostile.claims(), Boxes())).save(str(path))
    return path


@pytest.fixture(params=["battery", "made"])
def page_of(request: pytest.FixtureRequest) -> Path:
    found: Path = request.getfixturevalue(request.param)
    return found / "map.html" if found.is_dir() else found


def test_every_place_opens_and_shows_its_texts_as_text(watcher: Watcher, made: Path) -> None:
    watched = watcher.open(made)
    page = watched.page
    quotes = {each.quote for each in hostile.claims()}
    titles = {each.title or each.url for each in hostile.claims()}
    page.click("#open-places")
    watched.settle()
    count = page.locator(".places button").count()
    assert count == len(hostile.PAYLOADS | hostile.URLS)
    watched.audit()
    shown = set()
    for number in range(count):
        if number:
            page.click("#open-places")
        page.locator(".places button").nth(number).click()
        page.wait_for_selector("#panel .claim")
        page.wait_for_timeout(20)
        shown |= set(page.locator("#panel blockquote").evaluate_all("(all) => all.map((each) => each.textContent)"))
        links = page.locator("#panel dd > :is(a, span):not(.x)").evaluate_all("(all) => all.map((e) => e.textContent)")
        assert set(links) <= titles
        watched.audit()
    assert shown == {each.quote for each in hostile.claims() if each.latitude is not None}
    assert shown <= quotes


def test_every_place_of_the_build_opens(watcher: Watcher, battery: Path) -> None:
    watched = watcher.open(battery / "map.html")
    page = watched.page
    page.click("#open-places")
    watched.settle()
    for number in range(page.locator(".places button").count()):
        if number:
            page.click("#open-places")
        page.locator(".places button").nth(number).click()
        page.wait_for_selector("#panel .claim")
        while page.locator("#panel-body > .more").count():
            page.locator("#panel-body > .more").click()
            page.wait_for_timeout(50)
        watched.audit()


def test_lists_and_the_table_show_all_and_sort_by_every_column(watcher: Watcher, page_of: Path) -> None:
    watched = watcher.open(page_of)
    page = watched.page
    for view in ("list", "unplaced"):
        page.click(f"#open-{view}")
        watched.settle()
        while page.locator(".listing-more").count() and page.locator(".listing-more").is_visible():
            before = page.locator(".listing-item").count()
            page.locator(".listing-more").click()
            page.wait_for_timeout(100)
            assert page.locator(".listing-item").count() > before
        watched.audit()
    page.click("#open-about")
    watched.settle()
    watched.audit()
    page.keyboard.press("Escape")
    page.click("#open-table")
    page.wait_for_selector("#table tbody:not([aria-busy]) tr")
    for number in range(page.locator(".table-sort").count()):
        for _ in range(2):
            page.locator(".table-sort").nth(number).click()
            page.wait_for_selector("#table tbody:not([aria-busy]) tr")
        watched.audit()
    while page.locator(".table-turn").nth(2).get_attribute("aria-disabled") == "false":
        page.locator(".table-turn").nth(2).click()
        page.wait_for_timeout(60)
        watched.audit()
    page.locator(".table-open").first.click()
    page.wait_for_selector("#panel .claim")
    watched.audit()


def test_filters_chips_and_search_take_hostile_words_for_words(watcher: Watcher, page_of: Path) -> None:
    watched = watcher.open(page_of)
    page = watched.page
    for number in range(page.locator("#filters details:not([open]) > summary").count()):
        page.locator("#filters details:not([open]) > summary").first.click()
        assert number >= 0
    for more in page.locator("#filters .more:visible").all():
        more.click()
    watched.audit()
    for group in page.locator("#filters details[data-facet]").all():
        boxes = group.locator("input[type=checkbox]")
        for number in range(min(boxes.count(), 5)):
            boxes.nth(number).check()
        watched.audit()
        page.locator("#chips .reset").click()
    searched = ("jinja", "script", "img", "isolate-ended", "combining", "nul", "astral", "proto", "dollar", "percent")
    for words in (*map(hostile.PAYLOADS.get, searched), "x" * 200, "(((", "\\", "[a-"):
        assert words
        page.fill("#words", words.replace("\0", " ")[:200])
        page.wait_for_timeout(300)
        if words.strip():
            watched.audit()
    page.fill("#words", "")


def test_downloads_have_the_bytes_of_the_build(watcher: Watcher, battery: Path) -> None:
    watched = watcher.open(battery / "map.html")
    for kind in ("csv", "geojson"):
        watched.page.click("#download > summary")
        with watched.page.expect_download() as download:
            watched.page.click(f"#download-{kind}")
        assert Path(download.value.path()).read_bytes() == (battery / f"claims.{kind}").read_bytes()


def test_citations_are_one_line_of_words_and_one_entry(watcher: Watcher, made: Path) -> None:
    watched = watcher.open(made)
    page = watched.page
    control = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
    page.click("#open-places")
    watched.settle()
    for number in range(page.locator(".places button").count()):
        if number:
            page.click("#open-places")
        page.locator(".places button").nth(number).click()
        page.wait_for_selector("#panel .claim")
        copied = {}
        for name in ("Copy citation", "Copy BibTeX", "Copy claim id", "Copy link"):
            page.locator("#panel .claim .copy", has_text=name).first.evaluate("(button) => button.click()")
            page.wait_for_timeout(5)
            text: str = page.evaluate("navigator.clipboard.readText()")
            copied[name] = text.replace("\r", "")
        assert copied["Copy citation"].count("\n") <= 1
        assert re.fullmatch(r"@misc\{[a-z0-9-]+,\n(  [a-z]+ = .*,\n)+\}\n?", copied["Copy BibTeX"])
        assert not control.search(copied["Copy citation"] + copied["Copy BibTeX"])
        assert copied["Copy claim id"]
        assert copied["Copy link"].startswith(f"{watched.address}#")


ADDRESSES = [
    "kind=__proto__&claimant=__proto__&__proto__=x&constructor=y&source=toString&precision=__proto__",
    "claim=<img src=x onerror=window.pwned=1>", "claim=__proto__&n=1e999", "claim=c0&n=-5&at=1e999,NaN",
    "map=NaN,1e999,5", "map=1e9,1e9,1e9", "map=50,1e300,5", "map=90,181,-1e9", "map=50,30,1e-9", "map=,,",
    "map=0,0,0", "days=9999-99-99", "days=0000-00-00..9999-12-31", "days=9999-12-31", "days=0001-01-01",
    "days=2031-02-31", "from=javascript:window.pwned=1&to=x", "days=2031-04-30", "q=%ff%00%E0%A4%A&q=%",
    "q=%3Cscript%3E&open=list", "open=__proto__", "open=constructor&view=table&view=__proto__",
    "at=40,30&open=<svg onload=window.pwned=1>", "axis=__proto__", "embed=<script>&open=about", "%", "&&&===",
    "\u202e", "#####", "q=" + "z" * 1_000_000, "claim=" + "z" * 1_000_000, "a" * 1_000_000,
    "&".join(f"claimant={n}" for n in range(50_000)),
]  # fmt: skip


def test_hostile_addresses_open_the_map_all_the_same(watcher: Watcher, made: Path) -> None:
    watched = watcher.open(made)
    for address in ADDRESSES:
        began = time.monotonic()
        watched.go(address)
        assert time.monotonic() - began < 10
        watched.audit()
        assert re.search(r"\d+ claim", watched.page.text_content("#summary") or "")
        latitude, longitude, zoom = watched.page.evaluate(
            "() => { const m = window[document.getElementById('app').dataset.map]; const c = m.getCenter();"
            " return [c.lat, c.lng, m.getZoom()]; }"
        )
        assert abs(latitude) <= 90
        assert abs(longitude) <= 540
        assert 0 <= zoom < 30
    watched.go("")
    watched.page.wait_for_timeout(350)
    watched.press("#open-list")
    watched.settle()
    watched.audit()


def test_the_tip_over_a_mark_is_text(watcher: Watcher, made: Path) -> None:
    watched = watcher.open(made)
    page = watched.page
    name = page.get_attribute("#app", "data-map")
    tips = set()
    for number in range(len(hostile.PAYLOADS | hostile.URLS)):
        page.evaluate(
            "([name, at]) => window[name].setView(at, 14, { animate: false })",
            [name, [40 + number * 0.1, 30 + number * 0.1]],
        )
        box = page.locator("#ground").bounding_box()
        assert box
        page.mouse.move(box["x"] + box["width"] / 2 + 60, box["y"] + box["height"] / 2 + 60)
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        tips.add(page.locator(".claimmap-tip").text_content())
        watched.audit()
    assert len(tips) > len(hostile.PAYLOADS)


def test_a_word_of_a_megabyte_opens_and_scrolls(watcher: Watcher, tmp_path: Path) -> None:
    word = "W" * 1_000_000
    path = tmp_path / "map.html"
    long = claim(
        claim_id="long", quote=f"Shells fell on {word}.", title=word, source=word, claimant=word, claimant_side=word,
        actor=word, target=word, place_text=word, location=word, place_reason=word, date_reason=word, admin1=word,
        country=word, url=f"https://news.example/{word}", event_text=word,
    )  # fmt: skip
    other = claim(claim_id="other", latitude=48.0, longitude=37.0, location="Sumy", source="", claimant="x")
    ClaimMap(to_geodataframe([long, other], Boxes())).save(str(path))
    began = time.monotonic()
    watched = watcher.open(path)
    watched.page.click("#open-places")
    watched.page.locator(".places button").first.click()
    watched.page.wait_for_selector("#panel .claim")
    watched.audit()
    watched.page.click("#open-list")
    watched.settle()
    watched.audit()
    for summary in watched.page.locator("#filters details:not([open]) > summary").all()[::-1]:
        summary.click()
    watched.audit()
    watched.page.evaluate("() => { document.getElementById('panel-body').scrollTop = 1e9; }")
    assert time.monotonic() - began < 60


PUT = (
    "const put = (tag, set) => { const made = Object.assign(document.createElement(tag), set);"
    " document.body.append(made); return made; };"
)
PROBES: dict[str, tuple[str, str]] = {
    "script-src-elem": ("script", "put('script', { text: 'window.pwned=1' });"),
    "script-src-attr": ("handler", "const b = put('b', {}); b.setAttribute('onclick', 'window.pwned=1'); b.click();"),
    "script-src": ("eval", "setTimeout('window.pwned=1');"),
    "connect-src": ("fetch", "await fetch('https://evil.example/').catch(() => 0);"),
    "img-src": ("image", "put('img', { src: 'https://evil.example/i.png' });"),
    "frame-src": ("frame", "put('iframe', { src: 'https://evil.example/' });"),
    "style-src-elem": ("style", "put('style', { textContent: 'body{display:none}' });"),
    "base-uri": ("base", "document.head.append(put('base', { href: 'https://evil.example/' }));"),
    "form-action": ("form", "put('form', { action: 'https://evil.example/' }).submit();"),
    "font-src": ("font", "await new FontFace('f', 'url(https://evil.example/f.woff)').load().catch(() => 0);"),
    "worker-src": ("worker", "try { new Worker(URL.createObjectURL(new Blob(['1']))); } catch { }"),
    "media-src": ("media", "put('video', { src: 'https://evil.example/v' });"),
    "object-src": ("object", "put('object', { data: 'https://evil.example/o' });"),
}


@pytest.mark.parametrize("directive", PROBES, ids=[name for name, _ in PROBES.values()])
def test_the_policy_blocks_what_would_get_past_all_else(browser: Browser, made: Path, directive: str) -> None:
    watcher = Watcher(browser)
    watched = watcher.open(made)
    page = watched.page
    failures: list[str | None] = []
    page.on("requestfailed", lambda request: failures.append(request.failure))
    # Run by the page, not by the debugger, whose own code no policy binds.
    page.evaluate(f"async () => {{ {PUT} {PROBES[directive][1]} }}")
    page.wait_for_timeout(200)
    assert directive in page.evaluate("window.violations")
    assert page.evaluate("'pwned' in window") is False
    assert set(failures) <= {"csp"}  # refused by the page, before the network that there is none of
    assert not [each for each in watched.complaints if each.startswith(("dialog", "error"))]
    page.evaluate("document.querySelectorAll('body > :is(iframe, img, video, object)').forEach((e) => e.remove())")
    if directive != "form-action":  # a form that was sent nowhere keeps Playwright waiting
        page.click("#open-list")
        watched.settle()
    watcher.context.close()


def test_the_policy_names_hashes_and_nothing_wider(battery: Path) -> None:
    for path in (battery / "map.html", *battery.glob("days/2*.html")):
        policies = re.findall(
            r'http-equiv="Content-Security-Policy" content="([^"]+)"', path.read_text(encoding="utf-8")
        )
        assert len(policies) == 1
        rules = dict(rule.split(" ", 1) for rule in policies[0].split("; "))
        assert rules.pop("style-src-attr") == "'unsafe-inline'"
        assert rules.pop("default-src") == rules.pop("base-uri") == rules.pop("form-action") == "'none'"
        assert rules.pop("img-src") == "data:"
        for name in ("script-src", "style-src-elem"):
            assert all(re.fullmatch(r"'sha256-[A-Za-z0-9+/]{43}='", source) for source in rules.pop(name).split())
        assert not rules

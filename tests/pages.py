"""The page in a real browser: opened from a file, every request but for that file refused and written down."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.layers import to_geodataframe
from geo.maps import ClaimMap
from geo.model import Claim, ClaimStatus, EventType, Grade, Relation, WherePrec
from tests.factories import Boxes, claim

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Dialog, Page

KHARKIV = (49.98081, 36.25272)
SUMY = (50.92, 34.8)
POLTAVA = (49.58925, 34.55367)
CHISINAU = (47.00556, 28.8575)
REGION = (49.3, 36.9)
FIRST_DAY, LAST_DAY = date(2031, 5, 4), date(2031, 5, 10)
NOWHERE: dict[str, Any] = {
    "location": "", "latitude": None, "longitude": None, "where_prec": None, "radius_km": None, "geonameid": None,
    "country": "", "iso3": "", "admin1": "", "admin1_code": "",
}  # fmt: skip
UNDATED: dict[str, Any] = {"event_date": None, "event_date_end": None, "date_prec": None, "date_basis": None}

_POINT = """([name, at]) => {
  const map = window[name];
  const point = map.latLngToContainerPoint(at);
  const frame = map.getContainer().getBoundingClientRect();
  return [point.x + frame.left, point.y + frame.top];
}"""
_INKS = """async ([name, pane, at, offsets]) => {
  const map = window[name];
  await new Promise((drawn) => requestAnimationFrame(() => setTimeout(() => setTimeout(drawn))));
  const canvas = map.getPane(pane).querySelector("canvas");
  const ratio = window.devicePixelRatio;
  const point = map.latLngToLayerPoint(at).subtract(L.DomUtil.getPosition(canvas));
  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
  copy.drawImage(canvas, 0, 0);
  return offsets.map(([x, y]) =>
    [...copy.getImageData(Math.round((point.x + x) * ratio), Math.round((point.y + y) * ratio), 1, 1).data]);
}"""
_SETTLED = "new Promise((done) => requestAnimationFrame(() => setTimeout(() => setTimeout(done, 90))))"


def on(day: int) -> dict[str, Any]:
    """Return the fields of an event on a day of May 2031."""
    return {"event_date": date(2031, 5, day), "event_date_end": date(2031, 5, day)}


def story() -> list[Claim]:
    """Return nine claims that differ in all that a page tells apart: five at exact places, one each in other forms."""
    other: dict[str, Any] = {
        "article_id": "a2", "source": "Other Post", "title": "Talks", "published": date(2031, 5, 9),
        "url": "https://post.example/two",
    }  # fmt: skip
    moldova = {"country": "Moldova", "iso3": "MDA", "admin1": "Chișinău", "admin1_code": "MD-CU"}
    told = [
        claim(
            claim_id="c1", claim_status=ClaimStatus.CLAIMED, claimant="the regional governor", claimant_side="Ukraine",
            unverified=True, deaths_min=3, injured_min=4, injured_max=6, actor="The battery", target="a school",
            quote="Shells fell on Kharkiv before dawn, the regional governor said.", quote_end=63,
        ),
        claim(
            claim_id="c2", event_type=EventType.TALKS, quote="Delegates sat down in Kharkiv.", quote_end=30,
            url="javascript:alert(3)", event_text="sat down", article_id="a0", **on(8),
        ),
        claim(
            claim_id="c3", claim_status=ClaimStatus.REPORTED, claimant="residents", claimant_side="Ukraine",
            event_type=EventType.DESTRUCTION, event_text="burned", quote_start=70, quote_end=115,
            quote="Two houses burned in Kharkiv, residents said.", **other,
        ),
        claim(
            claim_id="c4", location="Sumy", place_text="Sumy", latitude=SUMY[0], longitude=SUMY[1], radius_km=20.0,
            where_prec=WherePrec.NEAR, relation=Relation.NEAR, admin1="Sumy Oblast", admin1_code="UA-59",
            quote="Guns were heard near Sumy.", quote_end=26, event_text="Guns", quote_start=40, **on(4),
        ),
        claim(
            claim_id="c5", location="Kharkiv Oblast", place_text="the region", latitude=REGION[0], longitude=REGION[1],
            where_prec=WherePrec.ADM1, radius_km=110.0, event_type=EventType.ARMED_CLASH, event_text="Fighting",
            quote="Fighting went on across the region.", quote_end=35, date_reason="the text tells no day", **UNDATED,
        ),
        claim(
            claim_id="c6", place_text="Novyi Khutir", place_reason="no such place is known", event_text="burned",
            quote="Novyi Khutir burned.", quote_end=20, event_type=EventType.DESTRUCTION, **NOWHERE, **on(7),
        ),
        claim(
            claim_id="c7", location="Poltava", place_text="Poltava", latitude=POLTAVA[0], longitude=POLTAVA[1],
            event_type=EventType.AIR_STRIKE, claim_status=ClaimStatus.DENIED, claimant="a ministry spokesman",
            claimant_side="Russia", event_text="struck", admin1="Poltava Oblast", admin1_code="UA-53",
            quote="No rocket struck Poltava, a ministry spokesman said.", quote_end=52, **on(9), **other,
        ),
        claim(
            claim_id="c8", location="Chișinău", place_text="Chișinău", latitude=CHISINAU[0], longitude=CHISINAU[1],
            event_type=EventType.EVACUATION, claim_status=ClaimStatus.PLANNED, event_text="leave", quote_start=9,
            quote="Families are to leave Chișinău.", quote_end=31, **on(10), **moldova, **other,
        ),
        claim(
            claim_id="c9", location="Poltava", place_text="Poltava", latitude=POLTAVA[0], longitude=POLTAVA[1],
            event_type=EventType.EXPLOSION, event_text="\u0627\u0646\u0641\u062c\u0627\u0631",
            quote="\u0648\u0642\u0639 \u0627\u0646\u0641\u062c\u0627\u0631 \u0641\u064a Poltava.", quote_end=21,
            admin1="Poltava Oblast", admin1_code="UA-53", article_id="a3", source="", title="", published=None, url="",
            **on(10),
        ),
    ]  # fmt: skip
    grades = {"c2": Grade.TWO_SOURCES, "c7": Grade.DENIED, "c8": Grade.PLANNED}
    return [replace(each, event_id=f"e{each.claim_id}", grade=grades.get(each.claim_id, Grade.SINGLE)) for each in told]


def drawn(claims: list[Claim], **options: Any) -> ClaimMap:  # noqa: ANN401 - of ClaimMap
    """Return a map of the claims."""
    return ClaimMap(to_geodataframe(claims, Boxes()), **options)


@dataclass
class Opened:
    """A page in a browser without network, and all that went wrong in it."""

    page: Page
    context: BrowserContext
    complaints: list[str] = field(default_factory=list)

    @property
    def map(self) -> str:
        return self.page.get_attribute("#app", "data-map") or ""

    def point(self, place: tuple[float, float]) -> tuple[float, float]:
        """Return where a place stands on the screen."""
        x, y = self.page.evaluate(_POINT, [self.map, place])
        return x, y

    def click(self, place: tuple[float, float]) -> None:
        self.page.mouse.click(*self.point(place))

    def hover(self, place: tuple[float, float]) -> None:
        x, y = self.point(place)
        self.page.mouse.move(x - 40, y - 40)
        self.page.mouse.move(x, y)

    def inks(
        self, pane: str, place: tuple[float, float], offsets: Sequence[tuple[float, float]] = ((0, 0),)
    ) -> list[list[int]]:
        """Return the RGBA of a pane's canvas beside a place, once all that was asked for is drawn."""
        found: list[list[int]] = self.page.evaluate(_INKS, [self.map, f"claimmap-{pane}", place, list(offsets)])
        return found

    def alpha(self, pane: str, place: tuple[float, float]) -> int:
        return self.inks(pane, place)[0][3]

    def colour(self, name: str) -> list[int]:
        """Return a colour of the page's style sheet as RGB."""
        written: str = self.page.evaluate(
            "(name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim()", name
        )
        return [int(written[at : at + 2], 16) for at in (1, 3, 5)]

    def cards(self) -> list[str]:
        self.page.wait_for_selector("#panel .claim")
        self.settle()
        return self.page.locator("#panel .claim").all_inner_texts()

    def settle(self) -> None:
        """Wait until what was asked for is drawn and counted."""
        self.page.evaluate(_SETTLED)

    def summary(self) -> str:
        return self.page.inner_text("#summary").split(" · ")[0]

    def shows(self, count: int, total: int = 9) -> None:
        """Wait until so many claims are told to be shown."""
        words = f"{total} claims" if count == total else f"{count} of {total} claims"
        self.until(f"document.getElementById('summary').textContent.startsWith({json.dumps(words + ' ')})")

    def until(self, condition: str) -> None:
        """Wait until an expression is true; the page's policy forbids to wait in the page, which needs eval."""
        for _ in range(100):
            if self.page.evaluate(condition):
                return
            self.page.wait_for_timeout(50)
        message = f"never true: {condition}"
        raise AssertionError(message)

    def titled(self, words: str) -> None:
        """Wait until the panel has this title."""
        self.until(f"document.getElementById('panel-title').textContent === {json.dumps(words)}")

    def hash(self, part: str = "") -> str:
        """Return the address's state, once it holds a part."""
        self.until(f"location.hash.includes({json.dumps(part)})")
        return str(self.page.evaluate("location.hash"))

    def day(self, day: date, part: float = 0.5) -> tuple[float, float]:
        """Return where a day of `story()` stands on the timeline, with part 0 at its left side."""
        box = self.page.locator("#bars").bounding_box()
        assert box
        wide = (box["width"] - 48) / ((LAST_DAY - FIRST_DAY).days + 1)
        return box["x"] + 24 + ((day - FIRST_DAY) / timedelta(days=1) + part) * wide, box["y"] + 0.3 * box["height"]

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        mouse = self.page.mouse
        mouse.move(*start)
        mouse.down()
        mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
        mouse.move(*end)
        self.page.wait_for_timeout(120)  # held still, so that the map does not glide on
        mouse.up()

    def reload(self) -> None:
        self.page.reload()
        self.page.wait_for_selector("#app[data-ready]")


class Opener:
    """Opens maps from files; `close` tells what went wrong in any of them."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self.browser = browser
        self.folder = folder
        self.opened: list[Opened] = []

    def write(self, shown: ClaimMap, name: str = "") -> Path:
        path = self.folder / (name or f"map{len(self.opened)}.html")
        shown.save(str(path))
        return path

    def open(self, shown: ClaimMap | Path, state: str = "", **options: Any) -> Opened:  # noqa: ANN401 - of the browser
        """Open a map, with a state behind the # of its address, in a browser with options of its own."""
        path = self.write(shown) if isinstance(shown, ClaimMap) else shown
        opened = self.tab({path.as_uri()}, **options)
        opened.page.goto(path.as_uri() + (f"#{state}" if state else ""))
        opened.page.wait_for_selector("#app[data-ready]")
        return opened

    def tab(self, allowed: set[str], **options: Any) -> Opened:  # noqa: ANN401 - of the browser
        """Return an empty page that may ask for these addresses only."""
        settings: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}, "offline": True}
        context = self.browser.new_context(**(settings | options))
        opened = Opened(context.new_page(), context)
        self.opened.append(opened)
        self._listen(opened, opened.page, allowed)
        return opened

    def phone(self, shown: ClaimMap | Path, state: str = "", **options: Any) -> Opened:  # noqa: ANN401 - as open
        hand: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
        return self.open(shown, state, **(hand | {"device_scale_factor": 2} | options))

    @staticmethod
    def _listen(opened: Opened, page: Page, allowed: set[str]) -> None:
        tell: Callable[[str], None] = opened.complaints.append
        page.on("console", lambda message: tell(f"console: {message.text}"))
        page.on("pageerror", lambda error: tell(f"error: {error}"))
        page.on("dialog", lambda dialog: _refuse(opened, dialog))
        page.on(
            "request", lambda request: None if _is_within(request.url, allowed) else tell(f"request: {request.url}")
        )

    def close(self) -> list[str]:
        """Close all and return what went wrong."""
        for opened in self.opened:
            opened.context.close()
        return [complaint for opened in self.opened for complaint in opened.complaints]


def _is_within(url: str, allowed: set[str]) -> bool:
    return url.split("#", maxsplit=1)[0] in allowed or url.startswith(("data:", "blob:", "about:srcdoc"))


def _refuse(opened: Opened, dialog: Dialog) -> None:
    opened.complaints.append(f"dialog: {dialog.message}")
    dialog.dismiss()

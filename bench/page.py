"""How long a page of many claims takes to make, how large it is, and how fast it answers in a real Chromium."""

from __future__ import annotations

import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bench.figures import Figure, show
from geo.gazetteer import Gazetteer
from geo.gazetteer.shapes import Shapes
from geo.layers import to_geodataframe
from geo.maps import write_map
from geo.model import Claim, ClaimStatus, EventType, WherePrec
from tests.factories import claim

if TYPE_CHECKING:
    from playwright.sync_api import Page

_COUNTRIES = ("UA", "SY")
_PLACES, _DAYS, _STEPS, _CLAIMS_OF_AN_ARTICLE = 3_000, 120, 15, 5
_FIRST_DAY = date(2031, 1, 1)
_PROSE = (
    "the shells fell on houses near a bridge while troops held their ground and officials said that three people were "
    "hurt in an attack before dawn which nobody could confirm as rescue crews searched for survivors under rubble"
)
_NOTE_WHEN_READY = """new MutationObserver((seen, observer) => {
  if (!document.querySelector("#app[data-ready]")) return;
  window.readyAt = performance.now();
  observer.disconnect();
}).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-ready"] })"""
# From a change of the slider until what it changed is on the screen, and from a click until the claim can be read.
_STEP = """async (day) => {
  const slider = document.getElementById("slider");
  const begin = performance.now();
  slider.value = day;
  slider.dispatchEvent(new Event("input"));
  await new Promise((painted) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = painted;
    channel.port2.postMessage(0);
  }));
  return performance.now() - begin;
}"""
_CARD = """async () => {
  const begin = performance.now();
  document.querySelector(".places button").click();
  while (!document.querySelector("#panel .claim")) await new Promise((next) => setTimeout(next, 1));
  return performance.now() - begin;
}"""


def main() -> None:
    """Print the figures for ten thousand and for a hundred thousand claims."""
    for count in (10_000, 100_000):
        show(f"page of {count:,} claims at {_PLACES:,} places on {_DAYS} days", list(_figures(count)))


def _figures(count: int) -> Iterator[Figure]:
    claims = _claims(count)
    large = count > 50_000  # noqa: PLR2004 - the targets are those of a hundred thousand claims
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "map.html"
        begin = time.perf_counter()
        frame = to_geodataframe(claims, Shapes.open())
        framed = time.perf_counter()
        write_map(frame, path)
        written = time.perf_counter()
        yield Figure("frame", framed - begin, "s")
        yield Figure("write", written - framed, "s", 4 if large else None)
        yield Figure("size", path.stat().st_size / 1e6, "MB", 15 if large else None)
        yield from _in_browser(path)


def _in_browser(path: Path) -> Iterator[Figure]:
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        return
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where a browser is

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True).new_page()
        page.add_init_script(_NOTE_WHEN_READY)
        page.goto(path.as_uri(), wait_until="commit")
        page.wait_for_selector("#app[data-ready]")
        yield Figure("ready", page.evaluate("window.readyAt") / 1e3, "s", 1)
        steps = _steps(page)
        yield Figure("slider step to paint, median", statistics.median(steps), "ms", 40)
        yield Figure("slider step to paint, slowest", max(steps), "ms")
        page.click("#all-dates")
        page.click("#open-places")
        yield Figure("first card", page.evaluate(_CARD), "ms", 60)
        browser.close()


def _steps(page: Page) -> list[float]:
    return [float(page.evaluate(_STEP, day)) for day in range(0, _DAYS, _DAYS // _STEPS)]


def _claims(count: int) -> list[Claim]:
    """Return claims at towns and regions of a few countries, the same ones each time."""
    chance = random.Random(count)  # noqa: S311 - nothing is kept secret
    places = _places(chance)
    words = _PROSE.split()
    kinds, statuses = list(EventType), list(ClaimStatus)
    claims = []
    for number in range(count):
        day = _FIRST_DAY + timedelta(days=chance.randrange(_DAYS))
        article = number // _CLAIMS_OF_AN_ARTICLE
        quote = " ".join(chance.choices(words, k=24)).capitalize() + "."
        claims.append(
            claim(
                claim_id=f"c{number:06}",
                article_id=f"a{article:05}",
                title=f"Report {article} of the night",
                url=f"https://news.example/{article}",
                event_date=day,
                event_date_end=day,
                quote=quote,
                quote_start=number,
                quote_end=number + len(quote),
                event_type=chance.choice(kinds),
                claim_status=chance.choice(statuses),
                claimant=" ".join(chance.choices(words, k=3)),
                **places[int(chance.paretovariate(0.4)) % len(places)],
            )
        )
    return claims


def _places(chance: random.Random) -> list[dict[str, object]]:
    regions = [region for region in Gazetteer.open().regions() if region.country in _COUNTRIES]
    places: list[dict[str, object]] = [
        {
            "location": region.name, "place_text": region.name, "latitude": region.latitude,
            "longitude": region.longitude, "radius_km": region.radius_km, "where_prec": WherePrec.ADM1,
            "admin1": region.name, "admin1_code": region.code,
        }
        for region in regions
    ]  # fmt: skip
    while len(places) < _PLACES:
        region = chance.choice(regions)
        near = chance.random() < 0.3  # noqa: PLR2004 - the share of places that are told only roughly
        name = f"Village {len(places)}"
        places.append(
            {
                "location": name,
                "place_text": name,
                "admin1": region.name,
                "admin1_code": region.code,
                "latitude": round(region.latitude + chance.gauss(0, 0.5), 5),
                "longitude": round(region.longitude + chance.gauss(0, 0.7), 5),
                "where_prec": WherePrec.NEAR if near else WherePrec.EXACT,
                "radius_km": 20.0 if near else 4.0,
            }
        )
    return places


if __name__ == "__main__":
    main()

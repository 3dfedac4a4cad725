"""How long a page of many claims takes to make, how large it is, and how fast it answers in a real Chromium.

Beside it stand folium's Timeline and FastMarkerCluster of the same claims (bench.corpus), made and opened in the same
run. Each page is built in a process of its own and opened several times; figures are medians. Wall times hold only on a
machine that does nothing else.
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bench.figures import Figure, show
from bench.folium_pages import fetch_packages, serve_packages

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# What the page is driven by.
_READY = "#app[data-ready]"
_ONE_DAY = "#one-day"
_WINDOW = "#window-span"
_PLACES, _PLACE = "#open-places", ".places button"
_CARD = "#panel .claim"
_CLOSE = "#panel-close"
_SLIDER = "input.time-slider"  # folium's

_RUNS, _STEPS = 3, 15
_DAY_MS = 86_400_000
_LARGE = 1_000_000
_PATIENCE_MS = 300_000
_ARGUMENTS = ["--no-sandbox", "--disable-gpu"]

_NOTE_WHEN_READY = f"""new MutationObserver((seen, observer) => {{
  if (!document.querySelector("{_READY}")) return;
  window.readyAt = performance.now();
  observer.disconnect();
}}).observe(document, {{ subtree: true, childList: true, attributes: true, attributeFilter: ["data-ready"] }});
window.untilPainted = () => new Promise((painted) => requestAnimationFrame(() => {{
  const channel = new MessageChannel();
  channel.port1.onmessage = painted;
  channel.port2.postMessage(0);
}}));"""
_NOTE_WHEN_LOADED = f"""{_NOTE_WHEN_READY}
window.addEventListener("load", async () => {{
  if (!document.querySelector(".leaflet-container")) return; // its scripts failed
  await window.untilPainted();
  window.readyAt = performance.now();
}});"""
_READY_AT = f"""async () => {{
  while (!window.readyAt) {{
    await new Promise((next) => setTimeout(next, 20));
    if (performance.now() > {_PATIENCE_MS}) throw new Error("the page never gets ready");
  }}
  return window.readyAt;
}}"""
# From a key on the window until what it changed is on the screen, and from a click until a claim can be read.
_STEP = f"""async () => {{
  const handle = document.querySelector("{_WINDOW}");
  const begin = performance.now();
  handle.dispatchEvent(new KeyboardEvent("keydown", {{ key: "ArrowRight", bubbles: true, cancelable: true }}));
  await window.untilPainted();
  return performance.now() - begin;
}}"""
_FIRST_CARD = f"""async () => {{
  const begin = performance.now();
  document.querySelector("{_PLACE}").click();
  while (!document.querySelector("{_CARD}")) {{
    await new Promise((next) => setTimeout(next, 1));
    if (performance.now() - begin > {_PATIENCE_MS}) throw new Error("no card opens");
  }}
  return performance.now() - begin;
}}"""
_SLIDER_STEP = f"""async (number) => {{
  const slider = document.querySelector("{_SLIDER}");
  const begin = performance.now();
  slider.value = Number(slider.min) + number * {_DAY_MS};
  slider.dispatchEvent(new Event("input", {{ bubbles: true }}));
  await window.untilPainted();
  return performance.now() - begin;
}}"""


@dataclass(frozen=True, slots=True)
class _Targets:
    """What a page of so many claims is to stay within: MB, seconds and milliseconds; None if it need not."""

    size: float
    ready: float
    step: float
    card: float
    built: float | None = None
    memory: float | None = None


_TARGETS = {
    100_000: _Targets(size=11, ready=0.6, step=20, card=60),
    _LARGE: _Targets(size=110, ready=1.2, step=33, card=60, built=20, memory=2048),
}


@dataclass(frozen=True, slots=True)
class _Built:
    """What a page cost to make: seconds, MiB and MB."""

    wall: float
    cpu: float
    memory: float
    size: float


@dataclass(frozen=True, slots=True)
class _Opened:
    """How a page answers: seconds until it is ready, ms of a step and until the first card; None if it has none."""

    ready: float
    step: float | None
    card: float | None


def main() -> None:
    """Print the figures for a hundred thousand and for a million claims."""
    with tempfile.TemporaryDirectory() as folder:
        trouble = fetch_packages(Path(folder))
        if trouble:
            show(f"folium's pages are not opened: {trouble}", [])
        for count in _TARGETS:
            _compare(count, Path(folder), opens_folium=not trouble)


def _compare(count: int, folder: Path, *, opens_folium: bool) -> None:
    # A million claims leave Timeline's page blank.
    others = ("FastMarkerCluster",) if count >= _LARGE else ("FastMarkerCluster", "Timeline")
    built = {way: _build(way, count, folder) for way in ("claimmap", *others)}
    with _chromium() as browser:
        if browser is None:
            show("no Chromium is here: pages are built and not opened", [])
            opened = {}
        else:
            opened = {way: _open(browser, way, folder) for way in built if way == "claimmap" or opens_folium}
    targets = _TARGETS[count]
    show(
        f"page of {count:,} claims, median of {_RUNS}", list(_ours(built["claimmap"], opened.get("claimmap"), targets))
    )
    for way in others:
        show(f"folium's {way} of the same", list(_theirs(built[way], opened.get(way))))
    ratios = list(_ratios(built, opened))
    show("the best of folium's over ours: how many times as much", ratios)


def _build(way: str, count: int, folder: Path) -> _Built:
    path = folder / f"{way}.html"
    runs = 1 if count >= _LARGE else _RUNS  # a million takes long enough to be alike each time
    told = []
    for _ in range(runs):
        command = [sys.executable, "-m", "bench.building", way, str(count), str(path)]
        told.append(json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout))  # noqa: S603 - this interpreter
    wall, cpu, memory = (statistics.median(run[name] for run in told) for name in ("wall", "cpu", "memory"))
    return _Built(wall, cpu, memory, path.stat().st_size / 1e6)


def _open(browser: Browser, way: str, folder: Path) -> _Opened:
    measure = _measure_ours if way == "claimmap" else _measure_timeline if way == "Timeline" else _measure_loaded
    runs = []
    for _ in range(_RUNS):
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        context.set_default_timeout(_PATIENCE_MS)
        if way != "claimmap":
            serve_packages(context, folder)
        page = context.new_page()
        page.add_init_script(_NOTE_WHEN_READY if way == "claimmap" else _NOTE_WHEN_LOADED)
        page.goto((folder / f"{way}.html").as_uri(), wait_until="commit")
        runs.append(measure(page, page.evaluate(_READY_AT) / 1e3))
        context.close()
    return _Opened(
        statistics.median(run.ready for run in runs),
        _median([run.step for run in runs]),
        _median([run.card for run in runs]),
    )


def _median(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return statistics.median(known) if known else None


def _measure_ours(page: Page, ready: float) -> _Opened:
    page.click(_PLACES)
    card = float(page.evaluate(_FIRST_CARD))  # the first text of the page that is opened
    page.click(_CLOSE)
    page.click(_ONE_DAY)
    page.focus(_WINDOW)
    page.evaluate("window.untilPainted()")
    steps = [float(page.evaluate(_STEP)) for _ in range(_STEPS)]
    return _Opened(ready, statistics.median(steps), card)


def _measure_timeline(page: Page, ready: float) -> _Opened:
    steps = [float(page.evaluate(_SLIDER_STEP, 20 + number)) for number in range(_STEPS)]
    return _Opened(ready, statistics.median(steps), None)


def _measure_loaded(page: Page, ready: float) -> _Opened:  # noqa: ARG001 - measured as the others are
    return _Opened(ready, None, None)


def _ours(built: _Built, opened: _Opened | None, targets: _Targets) -> Iterator[Figure]:
    yield Figure("built", built.wall, "s", targets.built)
    yield Figure("built, CPU time", built.cpu, "s")
    yield Figure("most memory held", built.memory, "MiB", targets.memory)
    yield Figure("size", built.size, "MB", targets.size)
    if opened is not None:
        yield Figure("ready", opened.ready, "s", targets.ready)
        yield Figure("slider step to paint", opened.step or 0, "ms", targets.step)
        yield Figure("first card", opened.card or 0, "ms", targets.card)


def _theirs(built: _Built, opened: _Opened | None) -> Iterator[Figure]:
    yield Figure("built", built.wall, "s")
    yield Figure("most memory held", built.memory, "MiB")
    yield Figure("size", built.size, "MB")
    if opened is not None:
        yield Figure("ready", opened.ready, "s")
        if opened.step is not None:
            yield Figure("slider step to paint", opened.step, "ms")


def _ratios(built: dict[str, _Built], opened: dict[str, _Opened]) -> Iterator[Figure]:
    yield from _ratio("built", {way: each.wall for way, each in built.items()})
    yield from _ratio("most memory held", {way: each.memory for way, each in built.items()})
    yield from _ratio("size", {way: each.size for way, each in built.items()})
    yield from _ratio("ready", {way: each.ready for way, each in opened.items()})
    yield from _ratio("slider step to paint", {way: each.step for way, each in opened.items() if each.step is not None})


def _ratio(name: str, values: dict[str, float]) -> Iterator[Figure]:
    others = [value for way, value in values.items() if way != "claimmap"]
    if others and "claimmap" in values:
        yield Figure(name, min(others) / values["claimmap"], "times")


@contextmanager
def _chromium() -> Iterator[Browser | None]:
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        yield None
        return
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where a browser is

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
        yield browser
        browser.close()


if __name__ == "__main__":
    main()

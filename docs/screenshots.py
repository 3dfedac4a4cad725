"""Photographs output/map.html for README.md, with the network cut: `make map`, then `python -m docs.screenshots`.

docs/map.png is the map on a wide screen; docs/views.png shows it in the dark with a card, on a telephone, embedded and
as it prints.
"""

from __future__ import annotations

import base64
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[1]
MAP = ROOT / "output" / "map.html"
SETTLED_MS = 600  # after it is ready: counting the days, drawing names
PLACE = "Mosul"
CONTEXT: Mapping[str, Any] = {"offline": True, "device_scale_factor": 1}


@dataclass(frozen=True, slots=True)
class View:
    """One picture: its name, its size in CSS pixels, the page's hash, and how it is looked at."""

    name: str
    size: tuple[int, int]
    hash: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)
    place: str = ""
    media: str = "screen"


MAIN = View("map", (1280, 800))
VIEWS = (
    View("dark", (1280, 800), context={"color_scheme": "dark"}, place=PLACE),
    View("phone", (390, 844), context={"has_touch": True, "is_mobile": True}),
    View("embed", (700, 450), "embed"),
    View("print", (1000, 707), media="print"),
)


def main() -> None:
    """Take the pictures."""
    # Chromium's sandbox does not start for root, which is who CI is.
    arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        (ROOT / "docs" / "map.png").write_bytes(photograph(browser, MAIN))
        pictures = {view.name: photograph(browser, view) for view in VIEWS}
        (ROOT / "docs" / "views.png").write_bytes(together(browser, pictures))
        browser.close()


def photograph(browser: Browser, view: View) -> bytes:
    """Return a PNG of the map in one view."""
    width, height = view.size
    context = browser.new_context(viewport={"width": width, "height": height}, **CONTEXT, **view.context)
    page = context.new_page()
    page.goto(f"{MAP.as_uri()}#{view.hash}")
    page.wait_for_selector("#app[data-ready]")
    if view.place:
        open_place(page, view.place)
    if view.media == "print":
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
    page.wait_for_timeout(SETTLED_MS)
    picture = page.screenshot()
    context.close()
    return picture


def open_place(page: Page, name: str) -> None:
    """Open the claims of a place from the list of places."""
    page.click("#open-places")
    page.locator(".places button", has_text=name).first.click()
    page.wait_for_selector("#panel .claim")


def together(browser: Browser, pictures: Mapping[str, bytes]) -> bytes:
    """Return one PNG with the pictures beside and below each other, each in a thin frame."""
    images = {name: base64.b64encode(picture).decode("ascii") for name, picture in pictures.items()}
    shown = "".join(f'<img class="{name}" alt="" src="data:image/png;base64,{data}">' for name, data in images.items())
    page = browser.new_page(viewport={"width": 1280, "height": 1010}, device_scale_factor=1)
    page.set_content(
        "<style>body{margin:0;background:#fff}img{position:absolute;border:1px solid #818c99;border-radius:6px}"
        ".dark{left:10px;top:10px;width:900px}.phone{left:930px;top:10px;height:563px}"
        ".embed{left:10px;top:600px;width:580px}.print{left:620px;top:600px;width:560px}</style>" + shown
    )
    picture = page.screenshot()
    page.close()
    return picture


if __name__ == "__main__":
    main()

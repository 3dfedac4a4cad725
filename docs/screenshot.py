"""Photographs output/map.html as docs/map.png, with the network cut: `make map`, then `python -m docs.screenshot`."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
SIZE = (1280, 760)
SETTLED_MS = 1500  # after loading: decoding the blocks, fitting the view, drawing


def main() -> None:
    """Take the picture."""
    # Chromium's sandbox does not start for root, which is who CI is.
    arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        context = browser.new_context(viewport={"width": SIZE[0], "height": SIZE[1]}, offline=True)
        page = context.new_page()
        page.goto((ROOT / "output" / "map.html").as_uri())
        page.wait_for_timeout(SETTLED_MS)
        page.screenshot(path=ROOT / "docs" / "map.png")
        browser.close()


if __name__ == "__main__":
    main()

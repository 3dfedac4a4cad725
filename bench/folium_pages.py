"""The same claims by folium's own plugins, for comparison, and what their pages load, served from npm packages.

folium's pages load scripts from CDNs. They are fetched once from npm at the versions that folium names and served to
the browser in place of the CDNs; what a map of markers needs not (jQuery, Bootstrap, fonts) is served empty, which only
makes these pages faster.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import folium
from folium.plugins import FastMarkerCluster, Timeline, TimelineSlider
from folium.utilities import JsCode

from geo.model import Claim

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Route

_PACKAGES = ("leaflet@1.9.3", "leaflet.markercluster@1.1.0", "leaflet.timeline@1.6.0", "moment@2.18.1")
_FILES = {
    "leaflet.js": "leaflet/dist/leaflet.js",
    "leaflet.css": "leaflet/dist/leaflet.css",
    "leaflet.markercluster.js": "leaflet.markercluster/dist/leaflet.markercluster.js",
    "MarkerCluster.css": "leaflet.markercluster/dist/MarkerCluster.css",
    "MarkerCluster.Default.css": "leaflet.markercluster/dist/MarkerCluster.Default.css",
    "leaflet.timeline.min.js": "leaflet.timeline/dist/leaflet.timeline.js",
    "moment.min.js": "moment/min/moment.min.js",
}
_MARKER = """function (row) {
  return L.circleMarker([row[0], row[1]], {radius: 5}).bindPopup(row[2]);
}"""
_POINT = "function (feature, at) { return L.circleMarker(at, {radius: 5}); }"
_POPUP = "function (feature, layer) { layer.bindPopup(feature.properties.popup); }"


def write_cluster(claims: Iterable[Claim], path: Path) -> None:
    """Write a page of FastMarkerCluster, each claim a marker with its card as popup."""
    rows = [[claim.latitude, claim.longitude, _card(claim)] for claim in claims if claim.latitude is not None]
    shown = _map()
    FastMarkerCluster(rows, callback=_MARKER).add_to(shown)  # type: ignore[no-untyped-call] # folium leaves it untyped
    shown.save(str(path))


def write_timeline(claims: Iterable[Claim], path: Path) -> None:
    """Write a page of Timeline and its slider, each claim a circle on the days of its event."""
    features = [feature for claim in claims if (feature := _feature(claim)) is not None]
    shown = _map()
    timeline = Timeline(
        {"type": "FeatureCollection", "features": features},
        point_to_layer=JsCode(_POINT),
        on_each_feature=JsCode(_POPUP),
    ).add_to(shown)
    slider = TimelineSlider(auto_play=False, enable_keyboard_controls=True, show_ticks=False)
    slider.add_timelines(timeline).add_to(shown)  # type: ignore[no-untyped-call] # as above
    shown.save(str(path))


def _map() -> folium.Map:
    return folium.Map(location=(35, 50), zoom_start=3, tiles=None, prefer_canvas=True, max_zoom=18)


def _feature(claim: Claim) -> dict[str, Any] | None:
    if claim.latitude is None or claim.event_date is None or claim.event_date_end is None:
        return None
    first, last = (
        int(datetime.combine(day, time(), UTC).timestamp() * 1000)
        for day in (claim.event_date, claim.event_date_end + timedelta(days=1))
    )
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [claim.longitude, claim.latitude]},
        "properties": {"start": first, "end": last, "popup": _card(claim)},
    }


def _card(claim: Claim) -> str:
    """Return what a reader needs least of a claim: far less than the cards that it is compared with."""
    lines = (claim.location, claim.event_type, claim.claim_status, str(claim.event_date or ""), claim.quote)
    link = f'<a href="{escape(claim.url)}">{escape(claim.title)}</a>'
    return "<br>".join([*map(escape, lines), escape(claim.claimant), link, escape(claim.source)])


def fetch_packages(folder: Path) -> str:
    """Install what folium's pages load into a folder; return what went wrong, in a word, or nothing."""
    npm = shutil.which("npm")
    if npm is None:
        return "npm is not here"
    command = [npm, "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(folder), *_PACKAGES]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)  # noqa: S603 - fixed packages
    return "" if done.returncode == 0 else (done.stderr.strip().splitlines() or ["npm failed"])[0]


def serve_packages(context: BrowserContext, folder: Path) -> None:
    """Answer what a page asks of CDNs from the folder that `fetch_packages` filled."""

    def answer(route: Route) -> None:
        name = route.request.url.rpartition("/")[2]
        kind = "text/css" if name.endswith(".css") else "text/javascript"
        file = _FILES.get(name)
        body = (folder / "node_modules" / file).read_bytes() if file else b""
        route.fulfill(body=body, content_type=kind)

    context.route(re.compile("https://"), answer)

"""The page in the place of a map that would be too large: what its parts hold and weigh; plain HTML, no script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from operator import attrgetter

from geo.maps.plain import bar, document, legend, number_of
from geo.model import EventType
from geo.settings import Split
from geo.weight import megabytes, seconds, weight

TITLE = "Claims on the map, in parts"
FOLDER = "parts"
"""The folder beside the index that the parts are in."""

_SPLIT = {
    Split.PERIOD: "by the first day of what is claimed",
    Split.REGION: "by the country and region that claims are placed in",
}

_HEAD = (
    '<thead><tr><th scope="col">Part</th><th scope="col" class="number">Claims</th>'
    '<th scope="col" class="number">File</th><th scope="col" class="number">Loads in</th>'
    '<th scope="col" class="bar">Kinds</th></tr></thead>'
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A part: its file's name without suffix, title, what it has in common with others, claims by kind, and bytes."""

    name: str
    title: str
    group: str
    kinds: Counter[EventType]
    size: int


def parts_page(entries: Sequence[Entry], days: int, split: Split) -> str:
    """Return the page for these parts, in their order, of claims that have a page for each of so many days."""
    most = max((each.kinds.total() for each in entries), default=1)
    return document(
        TITLE,
        [
            *_heading(entries, days, split),
            *legend(kind for each in entries for kind in each.kinds),
            "<main>",
            f'<table class="parts">\n<caption>{number_of(len(entries), "part")}</caption>',
            _HEAD,
            *(line for group, each in groupby(entries, attrgetter("group")) for line in _group(group, [*each], most)),
            "</table>",
            *_otherwise(entries, split),
            "</main>",
        ],
    )


def _heading(entries: Sequence[Entry], days: int, split: Split) -> list[str]:
    claims = _claims(entries)
    why = (
        f"{number_of(claims, 'claim')}. One page of all of them would be a file of {weight(claims).in_words()}: it is "
        f"split into {number_of(len(entries), 'part')}, {_SPLIT[split]}. Each part is a map of its own with its days, "
        "filters and search."
    )
    links = [f'<a href="days/index.html">A map for each of {number_of(days, "day")}</a>'] if days else []
    links += ['<a href="claims.csv">All claims as a table</a>', '<a href="claims.geojson">as GeoJSON</a>']
    return ["<header>", f"<h1>{TITLE}</h1>", f"<p>{why}</p>", f"<p>{' · '.join(links)}</p>", "</header>"]


def _group(group: str, entries: Sequence[Entry], most: int) -> list[str]:
    """Return the rows of parts that have something in common, under it where there are several."""
    head = f'<tr><th class="group" scope="rowgroup" colspan="5">{escape(group)}</th></tr>'
    if not group or len(entries) == 1:
        return ["<tbody>", *(_row(each, each.title, most) for each in entries), "</tbody>"]
    return ["<tbody>", head, *(_row(each, each.title.removesuffix(f", {group}"), most) for each in entries), "</tbody>"]


def _row(each: Entry, title: str, most: int) -> str:
    claims = each.kinds.total()
    return (
        f'<tr><th scope="row"><a href="{FOLDER}/{escape(each.name)}.html"><bdi>{escape(title)}</bdi></a></th>'
        f'<td class="number">{claims:,}</td><td class="number">{megabytes(each.size)}</td>'
        f'<td class="number">{seconds(weight(claims, each.size).load_s)}</td>'
        f'<td class="bar">{bar(each.kinds, most)}</td></tr>'
    )


def _otherwise(entries: Sequence[Entry], split: Split) -> list[str]:
    whole = weight(_claims(entries)).in_words()
    ways = {
        Split.PERIOD: "a page a year, a month or a day, as many claims as there are",
        Split.REGION: "a page a country, and a region where a country has too many claims",
        Split.NONE: f"all on one page, {whole}",
    }
    items = [
        f"<li><code>claimmap build … --split {way}</code> {escape(told)}</li>"
        for way, told in ways.items()
        if way != split
    ]
    sizes = (
        "File sizes are those on the disk; times are what a part is expected to take over a line of 50 Mbit/s. From a "
        f"disk, each is open within {_opened(entries)}."
    )
    return [
        '<section aria-labelledby="otherwise">',
        '<h2 id="otherwise">To have it otherwise</h2>',
        *("<ul>", *items, "</ul>"),
        f"<p>{sizes}</p>",
        "</section>",
    ]


def _opened(entries: Sequence[Entry]) -> str:
    slowest = max((weight(each.kinds.total()).open_s for each in entries), default=0.0)
    return "a second" if slowest <= 1 else seconds(slowest)


def _claims(entries: Sequence[Entry]) -> int:
    return sum(each.kinds.total() for each in entries)

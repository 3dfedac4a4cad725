"""The page that leads to the pages of single days: plain HTML without any script."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.layers import by_day
from geo.model import EventType

if TYPE_CHECKING:
    import geopandas
    import numpy.typing as npt

TITLE = "Claims by day"

_STYLE = Path(__file__).parent / "page" / "days.css"
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_HEAD = (
    '<thead><tr><th scope="col">Day</th><th scope="col">Weekday</th>'
    '<th scope="col" class="number">Claims</th><th scope="col" class="bar">Kinds</th></tr></thead>\n<tbody>'
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day, and how many claims of each kind it has; a claim of several days counts for each of them."""

    day: date
    kinds: tuple[tuple[EventType, int], ...]

    @property
    def claims(self) -> int:
        """Return how many there are of all kinds."""
        return sum(number for _, number in self.kinds)


def index_of(frame: geopandas.GeoDataFrame) -> str:
    """Return the page for the days of a frame of `to_geodataframe`, in the order of time."""
    codes = pd.Index([kind.value for kind in EventType]).get_indexer(pd.Index(frame["event_type"]))
    days = [Day(day, _counted(codes[rows])) for day, rows in by_day(frame)]
    return index_page(days, len(frame), int(frame["event_date"].isna().sum()))


def _counted(codes: npt.NDArray[np.integer]) -> tuple[tuple[EventType, int], ...]:
    counts = np.bincount(codes, minlength=len(EventType)).tolist()
    return tuple((kind, count) for kind, count in zip(EventType, counts, strict=True) if count)


def index_page(days: Sequence[Day], claims: int, undated: int) -> str:
    """Return the page, for days in the order of time, with how many claims there are in all and without a day."""
    style = f"\n{_style()}"
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src-elem 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    years = [(year, list(group)) for year, group in groupby(days, key=lambda each: each.day.year)]
    most = max((each.claims for each in days), default=1)
    return "\n".join(
        [
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{escape(TITLE)}</title>",
            f"<style>{style}</style>",
            "</head>\n<body>",
            *_heading(days, claims, undated),
            *_years_nav([year for year, _ in years]),
            *_kinds(days),
            "<main>",
            *(line for year, each in years for line in _year(year, each, most)),
            "</main>\n</body>\n</html>\n",
        ]
    )


def _heading(days: Sequence[Day], claims: int, undated: int) -> list[str]:
    lines = ["<header>", f"<h1>{escape(TITLE)}</h1>"]
    if days:
        first, last = days[0].day.isoformat(), days[-1].day.isoformat()
        span = f"from {first} to {last}" if first != last else f"on {first}"
        told = f"{_number(claims - undated, 'claim')} on {_number(len(days), 'day')} {span}. "
        lines.append(f"<p>{told if first != last else told.replace('on 1 day ', '')}"
                     "A claim of several days stands under each on which a claim begins or ends.</p>")  # fmt: skip
    lines.append('<p><a href="../map.html">All claims on one map</a></p>')
    if undated:
        has = "has" if undated == 1 else "have"
        lines.append(
            f'<p>{_number(undated, "claim")} {has} no day: <a href="../map.html">on the map</a> under “No day”.</p>'
        )
    return [*lines, "</header>"]


def _years_nav(years: Sequence[int]) -> list[str]:
    if len(years) < 2:  # noqa: PLR2004 - a single year needs no way to it
        return []
    items = [f'<li><a href="#y{year}">{year}</a></li>' for year in years]
    return ['<nav aria-label="Years"><ul>', *items, "</ul></nav>"]


def _kinds(days: Sequence[Day]) -> list[str]:
    present = {kind for each in days for kind, _ in each.kinds}
    swatch = '<svg viewBox="0 0 1 1" aria-hidden="true"><rect class="{}" width="1" height="1"/></svg>'
    items = [f"<li>{swatch.format(_class(kind))}{_name(kind)}</li>" for kind in EventType if kind in present]
    return ['<ul id="kinds" aria-label="Kinds of event">', *items, "</ul>"] if items else []


def _year(year: int, days: Sequence[Day], most: int) -> list[str]:
    lines = [f'<section aria-labelledby="y{year}">', f'<h2 id="y{year}">{year}</h2>']
    for month, group in groupby(days, key=lambda each: each.day.month):
        lines += [
            f"<table>\n<caption>{_MONTHS[month - 1]} {year}</caption>",
            _HEAD,
            *(_row(each, most) for each in group),
            "</tbody>\n</table>",
        ]
    return [*lines, "</section>"]


def _row(each: Day, most: int) -> str:
    iso = each.day.isoformat()
    return (
        f'<tr><th scope="row"><a href="{iso}.html"><time datetime="{iso}">{iso}</time></a></th>'
        f"<td>{_WEEKDAYS[each.day.weekday()]}</td>"
        f'<td class="number">{each.claims}</td><td class="bar">{_bar(each, most)}</td></tr>'
    )


def _bar(each: Day, most: int) -> str:
    """Return the kinds of a day one behind the other; as wide as the page for the day with the most claims."""
    told = ", ".join(f"{_name(kind)} {number}" for kind, number in each.kinds)
    rects, at = [], 0
    for kind, number in each.kinds:
        title = f"<title>{_name(kind)} {number}</title>"
        rects.append(f'<rect class="{_class(kind)}" x="{at}" width="{number}" height="1">{title}</rect>')
        at += number
    head = f'<svg viewBox="0 0 {most} 1" preserveAspectRatio="none" role="img" aria-label="{escape(told)}">'
    return f"{head}{''.join(rects)}</svg>"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun if count == 1 else noun + 's'}"


def _class(kind: EventType) -> str:
    return kind.value.replace("_", "-")


def _name(kind: EventType) -> str:
    return escape(kind.value.replace("_", " "))


@cache
def _style() -> str:
    return _STYLE.read_text(encoding="utf-8").replace("\r\n", "\n")

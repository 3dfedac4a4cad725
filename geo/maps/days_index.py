"""The page that leads to the pages of single days: plain HTML without any script."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import groupby
from typing import TYPE_CHECKING, Any

from geo.maps.plain import bar, document, legend, number_of
from geo.model import DaysCount, EventType

if TYPE_CHECKING:
    import geopandas
    import pandas as pd

TITLE = "Claims by day"

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_HEAD = (
    '<thead><tr><th scope="col">Day</th><th scope="col">Weekday</th>'
    '<th scope="col" class="number">Claims</th><th scope="col" class="bar">Kinds</th></tr></thead>\n<tbody>'
)


class Whole(Enum):
    """What map.html is, seen from a page of days: how a link to it is called, and where it has claims without a day."""

    PAGE = ("All claims on one map", "on the map", " under “No day”")
    INDEX = ("All claims, part by part", "in parts", "")


@dataclass(frozen=True, slots=True)
class Day:
    """A day, and how many claims of each kind it has; a claim of several days counts for each of them."""

    day: date
    kinds: Counter[EventType]


def days_of(counts: Iterable[DaysCount]) -> list[Day]:
    """Return the days on which a claim begins or ends, in the order of time."""
    spans = [(each.first, each.last or each.first, each) for each in counts if each.first is not None]
    days: dict[date, Counter[EventType]] = {day: Counter() for first, last, _ in spans for day in (first, last) if day}
    ordered = sorted(days)
    number = {day: at for at, day in enumerate(ordered)}
    # What comes and goes with each day: a claim may hold any number of days.
    moves: defaultdict[int, Counter[EventType]] = defaultdict(Counter)
    for first, last, each in spans:
        if first <= last:
            moves[number[first]][each.event_type] += each.claims
            moves[number[last] + 1][each.event_type] -= each.claims
    held: Counter[EventType] = Counter()
    for at, day in enumerate(ordered):
        held.update(moves[at])
        days[day].update(+held)
    return [Day(day, days[day]) for day in ordered]


def counts_of(frame: geopandas.GeoDataFrame) -> list[DaysCount]:
    """Count the claims of a frame of `to_geodataframe` by their days and kinds."""
    columns = [*(_days(frame[name]) for name in ("event_date", "event_date_end")), map(EventType, frame["event_type"])]
    told = Counter(zip(*columns, strict=True))
    return [DaysCount(first, last, kind, claims) for (first, last, kind), claims in told.items()]


def _days(column: pd.Series[Any]) -> list[date | None]:
    days: list[date | None] = column.to_numpy().astype("datetime64[D]").tolist()
    return days  # numpy has None for NaT


def index_page(counts: Sequence[DaysCount], whole: Whole = Whole.PAGE) -> str:
    """Return the page for the days of some claims."""
    days = days_of(counts)
    years = [(year, list(group)) for year, group in groupby(days, key=lambda each: each.day.year)]
    most = max((each.kinds.total() for each in days), default=1)
    return document(
        TITLE,
        [
            *_heading(days, counts, whole),
            *_years_nav([year for year, _ in years]),
            *legend(kind for each in days for kind in each.kinds),
            "<main>",
            *(line for year, each in years for line in _year(year, each, most)),
            "</main>",
        ],
    )


def _heading(days: Sequence[Day], counts: Sequence[DaysCount], whole: Whole) -> list[str]:
    all_claims, where, under = whole.value
    dated = sum(each.claims for each in counts if each.first)
    without = sum(each.claims for each in counts) - dated
    lines = ["<header>", f"<h1>{TITLE}</h1>"]
    if days:
        first, last = days[0].day.isoformat(), days[-1].day.isoformat()
        on = f"on {number_of(len(days), 'day')} from {first} to {last}" if first != last else f"on {first}"
        lines.append(f"<p>{number_of(dated, 'claim')} {on}. "
                     "A claim of several days stands under each on which a claim begins or ends.</p>")  # fmt: skip
    lines.append(f'<p><a href="../map.html">{all_claims}</a></p>')
    if without:
        have = "has" if without == 1 else "have"
        lines.append(f'<p>{number_of(without, "claim")} {have} no day: <a href="../map.html">{where}</a>{under}.</p>')
    return [*lines, "</header>"]


def _years_nav(years: Sequence[int]) -> list[str]:
    if len(years) < 2:  # noqa: PLR2004 - a single year needs no way to it
        return []
    items = [f'<li><a href="#y{year}">{year}</a></li>' for year in years]
    return ['<nav aria-label="Years"><ul>', *items, "</ul></nav>"]


def _year(year: int, days: Sequence[Day], most: int) -> list[str]:
    lines = [f'<section aria-labelledby="y{year}">', f'<h2 id="y{year}">{year}</h2>']
    for month, group in groupby(days, key=lambda each: each.day.month):
        lines += [
            f"<table>\n<caption>{MONTHS[month - 1]} {year}</caption>",
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
        f'<td class="number">{each.kinds.total():,}</td><td class="bar">{bar(each.kinds, most)}</td></tr>'
    )

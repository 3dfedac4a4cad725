"""The timeline under a figure: how many claims begin on each day, week or month, stacked by kind."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

from matplotlib.ticker import MaxNLocator

from geo.figures.paper import LINE_COLOUR, SOFT
from geo.model import DatePrec
from geo.signs import SIGNS
from geo.wording import day_in_words

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_MOST_DAYS, _MOST_WEEKS = 100, 160
_WEEK, _YEAR = 7, 12
_BAR, _FEW = 0.86, 14  # how wide a bar is; fewer than so many are thinner


def draw_strip(axes: Axes, claims: pd.DataFrame, first: date | None, last: date | None) -> tuple[str, int]:
    """Draw the bars of claims that have a day; return what one stands for ("day", "" for none), and of how many.

    What is told to no closer than a month is in none but bars of months, what happened in some year in none at all.
    """
    dated = claims[claims["event_date"].notna() & (claims["date_prec"].fillna(DatePrec.DAY) <= DatePrec.MONTH)]
    axes.set_axis_on()
    axes.set_facecolor("none")
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(LINE_COLOUR)
    unit = "" if dated.empty else _unit(*_reach(dated, first, last))
    if unit != "month":
        dated = dated[dated["date_prec"].fillna(DatePrec.DAY) < DatePrec.MONTH]
    if dated.empty:
        axes.set_axis_off()
        return "", 0
    days = [max(stamp.date(), first) if first else stamp.date() for stamp in dated["event_date"]]
    begin, end = _reach(dated, first, last)
    bins = _bins(begin, end, unit)
    number = {start: index for index, start in enumerate(bins)}
    counts = Counter((number[_start(day, unit)], kind) for day, kind in zip(days, dated["event_type"], strict=True))
    height = [0] * len(bins)
    for kind in SIGNS:
        bars = [counts[index, kind.value] for index in range(len(bins))]
        if any(bars):
            drawn = axes.bar(range(len(bins)), bars, width=_BAR * min(1.0, len(bins) / _FEW), bottom=height)
            for bar in drawn:
                bar.set(facecolor=SIGNS[kind].colour, edgecolor="white", linewidth=0.4 if len(bins) < _MOST_DAYS else 0)
            height = [low + more for low, more in zip(height, bars, strict=True)]
    _scales(axes, bins, unit, max(height))
    return unit, len(days)


def _reach(dated: pd.DataFrame, first: date | None, last: date | None) -> tuple[date, date]:
    """Return the days from which and until which there are bars: what was asked for, and what is told beyond."""
    days = [stamp.date() for stamp in dated["event_date"]]
    days += [day for day in (first, last) if day]
    return first or min(days), max(days)


def _unit(begin: date, end: date) -> str:
    span = (end - begin).days + 1
    return "day" if span <= _MOST_DAYS else "week" if span <= _MOST_WEEKS * _WEEK else "month"


def _start(day: date, unit: str) -> date:
    if unit == "day":
        return day
    return day - timedelta(days=day.weekday()) if unit == "week" else day.replace(day=1)


def _bins(begin: date, end: date, unit: str) -> list[date]:
    day, bins = _start(begin, unit), []
    while day <= end:
        bins.append(day)
        if unit == "month":
            day = date(day.year + day.month // _YEAR, day.month % _YEAR + 1, 1)
        else:
            day += timedelta(days=1 if unit == "day" else _WEEK)
    return bins


def _scales(axes: Axes, bins: list[date], unit: str, most: int) -> None:
    axes.set_xlim(-0.7, len(bins) - 0.3)
    axes.set_ylim(0, 1.15 * most)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=3, integer=True, min_n_ticks=1))
    axes.grid(axis="y", color=LINE_COLOUR, alpha=0.35, linewidth=0.5)
    axes.set_axisbelow(True)
    step = max(1, -(-len(bins) // 6))
    ticks = list(range(0, len(bins), step))
    axes.set_xticks(ticks)
    axes.set_xticklabels([_tick(bins[tick], unit) for tick in ticks])
    axes.tick_params(labelsize=7, colors=SOFT, length=2, width=0.5)


def _tick(day: date, unit: str) -> str:
    words = day_in_words(day)
    return words.split(" ", 1)[1] if unit == "month" else words

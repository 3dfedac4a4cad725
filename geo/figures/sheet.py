"""A figure as a whole: title, maps, legend, timeline and sources, laid out in points on one sheet."""

from __future__ import annotations

import textwrap
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from geo.corroboration import corroborated
from geo.figures.alt import MapInWords, alt_text
from geo.figures.labels import Box, Sheet
from geo.figures.legend import Shown, draw_legend, legend_height, reaches_of
from geo.figures.marks import draw_areas, draw_marks, lay_out
from geo.figures.outlines import Ground, draw_ground, ground_of
from geo.figures.paper import INK, LINE, SEA, SOFT
from geo.figures.places import Place, forms_of, places_of
from geo.figures.plane import View, scale_bar, view_of
from geo.figures.selection import Asked, Panel, Region, Selected
from geo.figures.sources import credits_of, outlets
from geo.figures.strip import draw_strip
from geo.figures.wording import counted, day_in_words, days_in_words, plain
from geo.model import EventType, WherePrec
from geo.settings import Borders

if TYPE_CHECKING:
    import geopandas
    import numpy.typing as npt
    from matplotlib.axes import Axes

# Points.
_WIDTH, _MARGIN, _GAP = 720.0, 18.0, 10.0
_LEGEND, _TITLE, _STRIP, _STRIP_HEAD, _LABELS = 162.0, 48.0, 44.0, 16.0, 16.0
_PANEL_TITLE = 14.0
_LINE = 9.5
_LETTERS_A_LINE = 168
_TITLE_LETTERS = 74
_WIDE, _WIDE_PANEL = 1.25, 1.2  # how many times as wide as tall a map is
_SCALE_SHARE = 0.28
_COLUMNS = ((1, 1), (4, 2), (9, 3), (12, 4))  # up to so many panels stand in so many columns
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A figure that is drawn, not yet written, and its text alternative."""

    figure: Figure
    alt: str


@dataclass(frozen=True, slots=True)
class _Map:
    """One map: its heading, its places, its frame on the sheet (left, bottom, width, height), the size of its signs."""

    heading: str
    places: list[Place]
    frame: tuple[float, float, float, float]
    size: float


def draw_sheet(selected: Selected, asked: Asked, region: Region | None, borders: Borders) -> Drawn:
    """Draw the claims that were selected. Must run within `paper.settings`. Raises DataMissingError."""
    forms = forms_of(selected.claims, corroborated(selected.claims))
    claims = selected.claims.assign(form=forms)
    panels = [Panel(claims.loc[panel.claims.index], panel.first, panel.last) for panel in selected.panels]
    seen = claims.loc[sorted({index for panel in panels for index in panel.claims.index})]
    places = [places_of(panel.claims) for panel in panels]
    shown = _shown(seen, [place for each in places for place in each], moved=True)
    foot = _foot(seen, borders)
    lines = [line for told in foot for line in textwrap.wrap(told, _LETTERS_A_LINE, break_on_hyphens=False)]
    columns = next(columns for most, columns in _COLUMNS if len(panels) <= most)
    rows = -(-len(panels) // columns)
    wide = (_WIDTH - 2 * _MARGIN - _LEGEND - _GAP - (columns - 1) * _GAP) / columns
    tall = wide / (_WIDE if len(panels) == 1 else _WIDE_PANEL)
    head = _PANEL_TITLE if len(panels) > 1 else 0.0
    block = max(rows * (tall + head) + (rows - 1) * _GAP, legend_height(shown))
    below = _MARGIN + len(lines) * _LINE + _LABELS + _STRIP + _STRIP_HEAD + _GAP
    height = below + block + _TITLE + _MARGIN
    figure = Figure(figsize=(_WIDTH / 72, height / 72), dpi=72, facecolor="white")
    canvas = FigureCanvasAgg(figure)
    top = below + block
    maps = [
        _Map(
            _heading(panel) if len(panels) > 1 else "",
            places[number],
            (
                _MARGIN + number % columns * (wide + _GAP),
                top - (number // columns + 1) * (tall + head) - number // columns * _GAP,
                wide,
                tall,
            ),
            1.0 if columns == 1 else 0.8 if columns == 2 else 0.68,  # noqa: PLR2004 - columns
        )
        for number, panel in enumerate(panels)
    ]
    view = view_of(_bounds([place for each in places for place in each]), wide / tall)
    ground = ground_of(view, borders)
    told, moved = [], False
    for number, each in enumerate(maps):
        nameless, shifted = _draw_map(figure, canvas, each, view, ground, scale=number == 0)
        told.append(MapInWords(each.heading or "On the map", each.places, nameless))
        moved = moved or shifted
    shown = _shown(seen, [place for each in places for place in each], moved=moved)
    legend = _axes(figure, (_WIDTH - _MARGIN - _LEGEND, below, _LEGEND, block), plain_points=True)
    draw_legend(legend, shown)
    words = _words(selected, seen, asked, region)
    _write_head(figure, words, height)
    unit = _draw_timeline(figure, seen, asked, below)
    if nameless := sum(each.nameless for each in told):
        _write_right(figure, (_WIDTH - _MARGIN - _LEGEND - _GAP, below - _GAP - 9), _without_name(nameless))
    for number, line in enumerate(lines[::-1]):
        _write(figure, (_MARGIN, _MARGIN + number * _LINE), line, _Letters(7, SOFT))
    strip = [f"Below the map stands how many claims begin on each {unit}."] if unit else []
    alt = alt_text(words, shown.kinds, Counter(seen["form"]), told, [*strip, *foot])
    return Drawn(figure, alt)


def _shown(claims: geopandas.GeoDataFrame, places: list[Place], *, moved: bool) -> Shown:
    kinds = {EventType(kind): count for kind, count in Counter(claims["event_type"]).items()}
    forms = frozenset(place.form for place in places)
    by_two = bool(((claims["form"] == max(forms)) & (claims["claim_status"] != "fact")).any())
    return Shown(kinds, forms, reaches_of(places), by_two, moved)


def _bounds(places: list[Place]) -> npt.NDArray[np.float64]:
    """Return what must be in view: points, and areas but those of countries, unless there is nothing else."""
    near = [place for place in places if place.reach is not WherePrec.COUNTRY] or places
    boxes = [
        (place.x, place.y, place.x, place.y) if place.area is None else shapely.bounds(place.area) for place in near
    ]
    return np.array(boxes, dtype=float)


def _heading(panel: Panel) -> str:
    assert panel.first is not None
    assert panel.last is not None
    if panel.first == panel.last:
        return f"{_WEEKDAYS[panel.first.weekday()]} {day_in_words(panel.first)} · {counted(len(panel.claims), 'claim')}"
    return f"{days_in_words(panel.first, panel.last)} · {counted(len(panel.claims), 'claim')}"


def _draw_map(
    figure: Figure, canvas: FigureCanvasAgg, drawn: _Map, view: View, ground: Ground, *, scale: bool
) -> tuple[int, bool]:
    """Draw one map; return how many marks had no room for a name, and whether any mark was moved for room."""
    axes = _axes(figure, drawn.frame, plain_points=False)
    axes.set(xlim=(view.west, view.east), ylim=(view.south, view.north), facecolor=SEA)
    for spine in axes.spines.values():
        spine.set(color=LINE, linewidth=0.7, zorder=9)
    points = drawn.frame[2] / view.wide
    draw_ground(axes, ground)
    marks = lay_out(drawn.places, view, points, drawn.size)
    draw_areas(axes, marks, points)
    draw_marks(axes, marks, view, points)
    renderer = canvas.get_renderer()  # type: ignore[no-untyped-call] # matplotlib leaves it untyped
    sheet = Sheet(axes, view, points, renderer)
    if scale:
        sheet.take([_draw_scale(axes, view, points)])
    size = 8.0 if drawn.size == 1 else 6.6
    nameless = sheet.write_places(marks, size)
    sheet.write_ground(ground.names, size - 0.8)
    if drawn.heading:
        left, bottom, _, tall = drawn.frame
        _write(figure, (left, bottom + tall + 3.5), drawn.heading, _Letters(8, INK, "bold"))
    return len(nameless), any(mark.moved for mark in marks)


def _draw_scale(axes: Axes, view: View, points: float) -> Box:
    km, long, latitude = scale_bar(view, _SCALE_SHARE)
    left, bottom = view.west + 8 / points, view.south + 8 / points
    axes.plot([left, left, left + long, left + long], [bottom + 4 / points, bottom, bottom, bottom + 4 / points],
              color=INK, linewidth=1.0, zorder=8, solid_capstyle="butt")  # fmt: skip
    words = f"{km:,} km at {abs(latitude):.0f}° {'N' if latitude >= 0 else 'S'}"
    axes.text(left, bottom + 6 / points, words, fontsize=7, color=INK, zorder=8)
    return Box(4, 4, 14 + max(long * points, 4.3 * len(words)), 25)


def _draw_timeline(figure: Figure, claims: geopandas.GeoDataFrame, asked: Asked, below: float) -> str:
    frame = (_MARGIN + 14, below - _GAP - _STRIP_HEAD - _STRIP, _WIDTH - 2 * _MARGIN - 14, _STRIP)
    axes = _axes(figure, frame, plain_points=False)
    unit, shown = draw_strip(axes, claims, asked.first, asked.last)
    if unit:
        undated = len(claims) - shown
        rest = f"; {counted(undated, 'claim')} without a day" if undated else ""
        _write(
            figure,
            (_MARGIN, below - _GAP - 9),
            f"Claims by {unit} of their first day{rest}" if unit != "day" else f"Claims by their first day{rest}",
            _Letters(8, INK, "bold"),
        )
    return unit


def _without_name(number: int) -> str:
    return f"{counted(number, 'mark')} without a name, for want of room"


def _words(selected: Selected, seen: geopandas.GeoDataFrame, asked: Asked, region: Region | None) -> list[str]:
    """Return the title and the line under it."""
    default = f"What news articles claim: {region.name}" if region else "What news articles claim"
    title = plain(asked.title or default, _TITLE_LETTERS)
    days = seen["event_date"].dropna()
    first = asked.first or (days.min().date() if len(days) else None)
    ends = seen["event_date_end"].fillna(seen["event_date"]).dropna()
    last = asked.last or (ends.max().date() if len(days) else None)
    period = days_in_words(first, last) if first and last else "no day known"
    parts = [period, f"{counted(len(seen), 'claim')} of {counted(seen['article_id'].nunique(), 'article')}"]
    if selected.unplaced:
        parts.append(f"{selected.unplaced:,} more could not be placed")
    if selected.undated:
        parts.append(f"{selected.undated:,} without a day or week not shown")
    return [title, " · ".join(parts)]


def _foot(claims: geopandas.GeoDataFrame, borders: Borders) -> list[str]:
    """Return whom the figure rests on and what it credits."""
    return [f"Claims, not facts. Sources: {outlets(claims)}.", credits_of(claims, borders)]


def _write_head(figure: Figure, words: list[str], height: float) -> None:
    _write(figure, (_MARGIN, height - _MARGIN - 14), words[0], _Letters(15, INK, "bold"))
    _write(figure, (_MARGIN, height - _MARGIN - 30), words[1], _Letters(9, SOFT))


@dataclass(frozen=True, slots=True)
class _Letters:
    size: float
    colour: str
    weight: str = "normal"


def _write(figure: Figure, at: tuple[float, float], text: str, how: _Letters) -> None:
    wide, tall = figure.get_size_inches() * 72
    figure.text(
        at[0] / wide, at[1] / tall, text,
        fontsize=how.size, color=how.colour, fontweight=how.weight, va="baseline",
    )  # fmt: skip


def _write_right(figure: Figure, at: tuple[float, float], text: str) -> None:
    wide, tall = figure.get_size_inches() * 72
    figure.text(at[0] / wide, at[1] / tall, text, fontsize=7, color=SOFT, ha="right", va="baseline")


def _axes(figure: Figure, frame: tuple[float, float, float, float], *, plain_points: bool) -> Axes:
    """Return axes in a frame in points of the sheet; with `plain_points` these are their own units, too."""
    wide, tall = figure.get_size_inches() * 72
    left, bottom, width, height = frame
    axes = figure.add_axes((left / wide, bottom / tall, width / wide, height / tall))
    if plain_points:
        axes.set(xlim=(0, width), ylim=(0, height))
        axes.set_axis_off()
    else:
        axes.set(xticks=[], yticks=[])
    return axes

"""A figure as a whole: title, maps, legend, timeline and sources on one sheet."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from matplotlib.figure import Figure

from geo.figures.alt import MapInWords, alt_text
from geo.figures.labels import Sheet
from geo.figures.layout import GAP, INNER, LEGEND, LINE, MARGIN, PANEL_HEAD, WIDTH, Frame, lay, map_size
from geo.figures.legend import draw_legend, legend_height, shown_of
from geo.figures.lettering import Letters, fitted, shrunk, wrapped, write
from geo.figures.marks import draw_areas, draw_marks, lay_out
from geo.figures.outlines import Ground, draw_ground, ground_of
from geo.figures.paper import LINE_COLOUR, SEA, SOFT
from geo.figures.places import Place, forms_of, places_of
from geo.figures.plane import View, scale_bar, view_of
from geo.figures.selection import Asked, Panel, Region, Selected
from geo.figures.sources import credits_of, outlets
from geo.figures.strip import draw_strip
from geo.figures.wording import plain
from geo.model import WherePrec
from geo.settings import Borders
from geo.wording import abridged, counted, day_in_words, days_in_words

if TYPE_CHECKING:
    import geopandas
    import numpy.typing as npt
    from matplotlib.axes import Axes

_TITLE, _UNDER, _HEAD, _FOOT = Letters(15, "bold"), Letters(9, colour=SOFT), Letters(8, "bold"), Letters(7, colour=SOFT)
_TITLE_LETTERS = 200
_SMALL = 0.8  # how large signs are on a small map
_LONGEST_BAR = 110.0  # points
_SCALE_SHARE = 0.35  # of the map's width
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A figure that is drawn, not yet written, and its text alternative."""

    figure: Figure
    alt: str


@dataclass(frozen=True, slots=True)
class _Map:
    """One map: its heading ("" for all days), its places, its frame, and how large its signs are."""

    heading: str
    places: list[Place]
    frame: Frame
    size: float


@dataclass(frozen=True, slots=True)
class _Written:
    """What became of the marks of a map: how many had no room for a name, and whether any was moved for room."""

    nameless: int
    moved: bool


def draw_sheet(selected: Selected, asked: Asked, region: Region | None, borders: Borders) -> Drawn:
    """Draw the claims that were selected. Must run within `paper.settings`. Raises DataMissingError."""
    claims = selected.claims.assign(form=forms_of(selected.claims))
    panels = [Panel(claims.loc[panel.claims.index], panel.first, panel.last) for panel in selected.panels]
    seen = claims.loc[sorted({index for panel in panels for index in panel.claims.index})]
    places = [places_of(panel.claims) for panel in panels]
    everywhere = [place for each in places for place in each]
    wide, tall = map_size(len(panels))
    view = view_of(_bounds(everywhere), wide / tall)
    bar = scale_bar(view, min(_SCALE_SHARE, _LONGEST_BAR / wide), wide)
    shown = shown_of(seen, everywhere, bar)
    foot = [f"Claims, not facts. Sources: {outlets(seen)}.", credits_of(seen, borders)]
    lines = [line for told in foot for line in wrapped(told, _FOOT, INNER)]
    layout = lay(len(panels), PANEL_HEAD if asked.per else 0.0, legend_height(shown), len(lines))
    figure = Figure(figsize=(WIDTH / 72, layout.height / 72), dpi=72, facecolor="white")
    size = 1.0 if len(panels) == 1 else _SMALL
    headings = [_heading(panel) if asked.per else "" for panel in panels]
    maps = [_Map(*each, size) for each in zip(headings, places, layout.maps, strict=True)]
    ground = ground_of(view, borders)
    written = [_draw_map(figure, each, view, ground) for each in maps]
    moved = any(each.moved for each in written)
    draw_legend(_axes(figure, layout.legend), shown, moved=moved)
    head = _head(selected, seen, asked, region)
    _write_head(figure, head, layout.height)
    unit = _draw_timeline(figure, seen, asked, layout.strip, layout.below)
    _write_foot(figure, lines, sum(each.nameless for each in written), layout.below)
    told = [
        MapInWords(drawn.heading or "On the map", drawn.places, each.nameless)
        for drawn, each in zip(maps, written, strict=True)
    ]
    strip = [f"Below the map stands how many claims begin on each {unit}."] if unit else []
    return Drawn(figure, alt_text(head, shown.kinds, Counter(seen["form"]), told, [*strip, *foot]))


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
    days = abridged(days_in_words(panel.first, panel.last))
    weekday = f"{_WEEKDAYS[panel.first.weekday()]} " if panel.first == panel.last else ""
    return f"{weekday}{days} · {counted(len(panel.claims), 'claim')}"


def _draw_map(figure: Figure, drawn: _Map, view: View, ground: Ground) -> _Written:
    axes = _axes(figure, drawn.frame)
    axes.set_axis_on()
    axes.set(xlim=(view.west, view.east), ylim=(view.south, view.north), facecolor=SEA, xticks=[], yticks=[])
    for spine in axes.spines.values():
        spine.set(color=LINE_COLOUR, linewidth=0.7, zorder=9)
    left, bottom, wide, tall = drawn.frame
    points = wide / view.wide
    draw_ground(axes, ground)
    marks = lay_out(drawn.places, view, points, drawn.size)
    draw_areas(axes, marks, points)
    draw_marks(axes, marks, view, points)
    sheet = Sheet(axes, view, points)
    size = 8.0 if drawn.size == 1 else 6.6
    nameless = sheet.write_places(marks, size)
    sheet.write_ground(ground.names, size - 0.8)
    if drawn.heading:
        write(figure, (left, bottom + tall + 3.5), drawn.heading, shrunk(drawn.heading, _HEAD, wide))
    return _Written(len(nameless), any(mark.moved for mark in marks))


def _draw_timeline(figure: Figure, claims: geopandas.GeoDataFrame, asked: Asked, frame: Frame, below: float) -> str:
    unit, shown = draw_strip(_axes(figure, frame), claims, asked.first, asked.last)
    if unit:
        by = "their first day" if unit == "day" else f"the {unit} of their first day"
        rest = f"; {counted(len(claims) - shown, 'claim')} told less closely" if shown < len(claims) else ""
        write(figure, (MARGIN, below - GAP - 9), f"Claims by {by}{rest}", _HEAD)
    return unit


def _head(selected: Selected, seen: geopandas.GeoDataFrame, asked: Asked, region: Region | None) -> list[str]:
    """Return the title and the line under it."""
    default = f"What news articles claim: {region.name}" if region else "What news articles claim"
    title = fitted(plain(asked.title, _TITLE_LETTERS) or default, _TITLE, INNER)
    first, last = asked.first, asked.last
    days = seen["event_date"].dropna()
    if len(days):
        first = first or days.min().date()
        last = last or seen["event_date_end"].fillna(seen["event_date"]).dropna().max().date()
    if first and last:
        period = days_in_words(first, last)
    else:
        period = f"from {day_in_words(first)}" if first else f"until {day_in_words(last)}" if last else "no day known"
    parts = [period, f"{counted(len(seen), 'claim')} of {counted(seen['article_id'].nunique(), 'article')}"]
    if selected.unplaced:
        parts.append(f"{selected.unplaced:,} more could not be placed")
    if selected.undated:
        parts.append(f"{selected.undated:,} told less closely than to the week not shown")
    return [title, " · ".join(parts)]


def _write_head(figure: Figure, head: list[str], height: float) -> None:
    write(figure, (MARGIN, height - MARGIN - 14), head[0], _TITLE)
    write(figure, (MARGIN, height - MARGIN - 30), head[1], shrunk(head[1], _UNDER, INNER))


def _write_foot(figure: Figure, lines: list[str], nameless: int, below: float) -> None:
    if nameless:
        words = f"{counted(nameless, 'mark')} without a name, for want of room"
        write(figure, (WIDTH - MARGIN - LEGEND - GAP, below - GAP - 9), words, _FOOT, "right")
    for number, line in enumerate(lines[::-1]):
        write(figure, (MARGIN, MARGIN + number * LINE), line, _FOOT)


def _axes(figure: Figure, frame: Frame) -> Axes:
    """Return axes in a frame of the sheet; their units are points until they get others, and nothing is seen."""
    wide, tall = figure.get_size_inches() * 72
    left, bottom, width, height = frame
    axes = figure.add_axes((left / wide, bottom / tall, width / wide, height / tall))
    axes.set(xlim=(0, width), ylim=(0, height))
    axes.set_axis_off()
    return axes

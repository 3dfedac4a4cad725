"""The marks of a map and the areas of what is not exact, in the page's forms; no mark touches another."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.patches import Circle, Patch, PathPatch, Wedge
from matplotlib.path import Path

from geo.figures.glyphs import glyph
from geo.figures.outlines import path_of
from geo.figures.paper import INK, POINT, inches_at
from geo.figures.places import Place
from geo.figures.plane import View
from geo.model import WherePrec
from geo.signs import GLYPH_BOX, ON_KIND, SIGNS, Form

if TYPE_CHECKING:
    import numpy.typing as npt
    from matplotlib.axes import Axes
    from matplotlib.transforms import Transform

    from geo.model import EventType

LEAST, LARGEST = 3.5 * POINT, 26 * POINT
_LEAST_DISC, _LARGEST_SOFT = 9 * POINT, 56 * POINT
_LEAST_FOR_GLYPH = 6.5 * POINT
_RING = 2.2 * POINT
_GLYPH_STROKE = 1.9 / GLYPH_BOX
_APART = 1.0  # points between marks
_ROUNDS = 300
_MOVED = 2.0  # points from its place from which on a mark is tied to it by a line
_MOST_MOVED = 200  # marks: beyond, they are drawn small, and over each other
_AREA, _TIE, _MARK = 4, 5, 6


@dataclass(frozen=True, slots=True)
class Mark:
    """A place's mark on paper: its middle and radius in points from the lower left corner of the map."""

    place: Place
    x: float
    y: float
    radius: float
    moved: bool = False


def lay_out(places: Sequence[Place], view: View, scale: float, size: float) -> list[Mark]:
    """Return the marks of places, the largest first, so that none touches another where there are not too many.

    `scale` is points for each metre of the plane, `size` shrinks all of them. An area's mark is its own middle, of no
    radius.
    """
    exact = [place for place in places if place.area is None]
    crowding = size * min(1.0, max(0.3, math.sqrt(250 / max(1, len(exact)))))
    marks = [
        Mark(place, (place.x - view.west) * scale, (place.y - view.south) * scale, _radius(place, crowding))
        for place in places
    ]
    pins = [mark for mark in marks if mark.place.area is None]
    if len(pins) <= _MOST_MOVED:
        pins = _apart(pins, view.wide * scale, view.tall * scale)
    return pins + [mark for mark in marks if mark.place.area is not None]


def _radius(place: Place, crowding: float) -> float:
    if place.area is not None:
        return 0.0
    return max(LEAST, min(LARGEST, (6 + 2.2 * math.sqrt(place.count)) * POINT * crowding))


def _apart(marks: list[Mark], wide: float, tall: float) -> list[Mark]:
    """Push marks that touch away from each other, little by little, until none does; none leaves the map."""
    if len(marks) < 2:  # noqa: PLR2004 - it takes two to touch
        return marks
    at = np.array([[mark.x, mark.y] for mark in marks])
    radius = np.array([mark.radius for mark in marks])
    wanted = radius[:, None] + radius[None, :] + _APART
    for _ in range(_ROUNDS):
        step, far = _push(at, wanted)
        if not far:
            break
        at = np.clip(at + step, radius[:, None] + _APART, np.array([wide, tall]) - radius[:, None] - _APART)
    return [
        replace(mark, x=float(x), y=float(y), moved=math.hypot(x - mark.x, y - mark.y) > _MOVED)
        for mark, (x, y) in zip(marks, at, strict=True)
    ]


def _push(at: npt.NDArray[np.float64], wanted: npt.NDArray[np.float64]) -> tuple[npt.NDArray[np.float64], bool]:
    between = at[:, None, :] - at[None, :, :]
    distance = np.hypot(between[..., 0], between[..., 1])
    short = np.where(np.eye(len(at), dtype=bool), 0, np.maximum(wanted - distance, 0))
    # What lies at one point is pushed into the directions of a golden spiral, the same ones each time.
    angle = np.arange(len(at)) * 2.399963
    spread = np.column_stack([np.cos(angle), np.sin(angle)])
    apart = np.where((distance < 1e-6)[..., None], spread[:, None, :] - spread[None, :, :], between)  # noqa: PLR2004
    length = np.maximum(np.hypot(apart[..., 0], apart[..., 1]), 1e-9)
    step = (apart / length[..., None] * (short / 2)[..., None]).sum(axis=1)
    return step, bool((short > 0.05).any())  # noqa: PLR2004 - points, which nobody sees


def draw_areas(axes: Axes, marks: Sequence[Mark], scale: float) -> None:
    """Draw where the claims of loose places may have been, the widest first, so that the narrower lie on them."""
    areas = [mark for mark in marks if mark.place.area is not None]
    for mark in sorted(areas, key=lambda mark: (-_extent(mark.place), mark.place.x, mark.place.y)):
        _draw_area(axes, mark, scale)


def _extent(place: Place) -> float:
    return 0.0 if place.area is None else float(place.area.area)


def _draw_area(axes: Axes, mark: Mark, scale: float) -> None:
    place = mark.place
    across = math.sqrt(_extent(place) / math.pi) * scale
    if across < _LEAST_DISC:
        disc = Circle((0, 0), _LEAST_DISC / 72, transform=inches_at(axes, place.x, place.y))
        _draw_soft(axes, disc, place, _LEAST_DISC)
        return
    shape = PathPatch(path_of(place.area))
    if place.reach is None:
        _draw_soft(axes, shape, place, across)
        return
    country = place.reach is WherePrec.COUNTRY
    shape.set(facecolor="none", edgecolor=SIGNS[place.kind].colour, linewidth=0.9, zorder=_AREA)
    shape.set(hatch="//" if country else "/////", linestyle=_dashes(place.form))
    shape.set_alpha(0.45 if country else 0.9 if place.form is Form.FILLED else 0.7)
    axes.add_patch(shape)


def _draw_soft(axes: Axes, patch: Patch, place: Place, across: float) -> None:
    colour = SIGNS[place.kind].colour
    inside = (0.5 if place.form is Form.FILLED else 0.3) * max(0.4, min(1.0, 15 / across))
    if across > _LARGEST_SOFT:
        inside = 0.07  # it would drown all that lies in it
    patch.set(facecolor=(colour, inside), edgecolor=(colour, 0.8), linewidth=0.8, zorder=_AREA)
    patch.set_linestyle(_dashes(place.form))
    axes.add_patch(patch)


def _dashes(form: Form) -> Any:  # noqa: ANN401 - as matplotlib takes them
    return (0, (4, 3)) if form is Form.DASHED else "solid"


def draw_marks(axes: Axes, marks: Sequence[Mark], view: View, scale: float) -> None:
    """Draw the marks of exact places, the largest first, and tie those that were moved to their places."""
    pins = [mark for mark in marks if mark.place.area is None]
    for mark in pins:
        if mark.moved:
            x, y = view.west + mark.x / scale, view.south + mark.y / scale
            axes.plot([mark.place.x, x], [mark.place.y, y], color=INK, linewidth=0.6, zorder=_TIE)
            axes.plot(mark.place.x, mark.place.y, marker="o", markersize=2.0, color=INK, zorder=_TIE)
    for mark in pins:
        inches = inches_at(axes, view.west + mark.x / scale, view.south + mark.y / scale)
        draw_mark(axes, mark.place.kind, mark.place.form, mark.radius, inches)


def draw_mark(axes: Axes, kind: EventType, form: Form, radius: float, inches: Transform) -> None:
    """Draw a mark of a radius in points round the origin of `inches`."""
    colour, filled = SIGNS[kind].colour, form is Form.FILLED
    edge = Circle((0, 0), (radius + 0.4) / 72, facecolor="white", edgecolor="none", transform=inches, zorder=_MARK)
    disc = Circle((0, 0), radius / 72, facecolor=colour, edgecolor="none", transform=inches, zorder=_MARK)
    axes.add_patch(edge)
    if filled:
        axes.add_patch(disc)
    else:
        each = 2 * math.pi * (radius - _RING / 2) / 12 / _RING  # six dashes all round, however large the ring
        dashes = (0, (each, each)) if form is Form.DASHED else "solid"
        ring = Circle((0, 0), (radius - _RING / 2) / 72, facecolor="none", edgecolor=colour, transform=inches)
        ring.set(linewidth=_RING, linestyle=dashes, zorder=_MARK, capstyle="butt")
        axes.add_patch(ring)
    size = min(18 * POINT, radius * 1.25)
    if radius >= _LEAST_FOR_GLYPH:
        draw_glyph(axes, kind, ON_KIND if filled else colour, size, inches)
    if form is Form.SPLIT:
        half = left_half(radius, colour, inches)
        axes.add_patch(half)
        if radius >= _LEAST_FOR_GLYPH:
            draw_glyph(axes, kind, ON_KIND, size, inches).set_clip_path(half)


def left_half(radius: float, colour: str, inches: Transform) -> Wedge:
    """Return the left half of a disc of a radius in points round the origin of `inches`."""
    return Wedge((0, 0), radius / 72, 90, 270, facecolor=colour, edgecolor="none", transform=inches, zorder=_MARK)


def draw_glyph(axes: Axes, kind: EventType, colour: str, size: float, inches: Transform) -> PathPatch:
    """Draw the glyph of a kind in a box of `size` points round the origin of `inches`, and return it."""
    path = glyph(kind)
    scaled = Path(np.asarray(path.vertices) * size / 72, path.codes)
    strokes = PathPatch(scaled, facecolor="none", edgecolor=colour, transform=inches, zorder=_MARK)
    strokes.set(linewidth=_GLYPH_STROKE * size, capstyle="round", joinstyle="round")
    axes.add_patch(strokes)
    return strokes

"""Names on a map, never one over another nor over a mark: those of the claims' places first, then the ground's."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import shapely
from matplotlib import patheffects

from geo.figures.lettering import Letters, width_of
from geo.figures.marks import Mark, draw_glyph
from geo.figures.outlines import Name
from geo.figures.paper import FAINT, HALO, inches_at
from geo.figures.plane import View
from geo.figures.wording import plain
from geo.signs import SIGNS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MOST_LETTERS = 32
_EDGE, _GAP = 2.0, 2.5  # points from the edge of the map, and between a name and its mark
_RINGS = (0.0, 9.0, 18.0, 28.0, 40.0)  # points further out that are tried
_SHARES = (0.25, 0.5, 0.75)  # of an area: where in it its name may stand
_LONGEST_TIE = 34.0
_TOUCHING = 4.0  # points: what is so near to its mark needs no line to it
_AROUND = ((1, 0), (-1, 0), (0, 1), (0, -1), (0.8, 0.7), (-0.8, 0.7), (0.8, -0.7), (-0.8, -0.7))
_TIED, _TEXT = 5, 8
_MOST_GROUND = 1.15  # a name of the ground must be so many times narrower than what it names


Line: TypeAlias = tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on paper, in points from the lower left corner of the map."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: Box) -> bool:
        """Tell whether both share any part."""
        beside = self.left >= other.right or other.left >= self.right
        return not (beside or self.bottom >= other.top or other.bottom >= self.top)

    def crossed(self, line: Line) -> bool:
        """Tell whether a line goes through it."""
        (x1, y1), (x2, y2) = line
        enters, leaves = 0.0, 1.0
        for start, step, low, high in ((x1, x2 - x1, self.left, self.right), (y1, y2 - y1, self.bottom, self.top)):
            if step == 0:
                if not low < start < high:
                    return False
                continue
            one, other = sorted(((low - start) / step, (high - start) / step))
            enters, leaves = max(enters, one), min(leaves, other)
        return enters < leaves


class Sheet:
    """A map on paper that names are put on: what is taken already, and how large it is, in points."""

    def __init__(self, axes: Axes, view: View, scale: float) -> None:
        self._axes, self._view, self._scale = axes, view, scale
        self._whole = Box(_EDGE, _EDGE, view.wide * scale - _EDGE, view.tall * scale - _EDGE)
        self._taken: list[Box] = []
        self._ties: list[Line] = []
        self._written: set[str] = set()

    def take(self, boxes: Iterable[Box]) -> None:
        """Let no name stand in these."""
        self._taken.extend(boxes)

    def write_places(self, marks: Sequence[Mark], size: float) -> list[str]:
        """Name the marks, those of most claims first; return the names that found no room.

        A name that stands apart from its mark or area is tied to it by a line, which crosses no name and no mark.
        """
        self.take(_square(mark) for mark in marks if mark.place.area is None)
        order = sorted(marks, key=lambda mark: (-mark.place.count, mark.place.area is not None, mark.x, mark.y))
        return [mark.place.name for mark in order if not self._name(mark, size)]

    def _name(self, mark: Mark, size: float) -> bool:
        if not self._holds(mark.x, mark.y):
            return True  # an area whose middle is not shown
        name = plain(mark.place.name, _MOST_LETTERS)
        if mark.place.area is None:
            return self._write(name, Letters(size, weight="bold"), mark, _beside(mark))
        spots = _within(self._half(mark))
        return self._write(f"{name} · {mark.place.count}", Letters(size, slant="italic"), mark, spots)

    def _write(self, text: str, how: Letters, mark: Mark, spots: Iterator[tuple[float, float]]) -> bool:
        sign = how.size * 1.25 if mark.place.area is not None else 0.0  # in grey an area's kind is told by its glyph
        width, height = _measured(text, how)
        for x, y in spots:
            box = _set_at(mark, x, y, width + sign, height)
            if not self._free(box):
                continue
            tie = self._tie_of(mark, box)
            if tie and not self._may_tie(tie, mark):
                continue
            self.take([box])
            self._written.add(mark.place.name)
            if tie:
                self._draw_tie(tie)
            self._set(text, how, box.left + sign, box)
            if sign:
                self._sign(mark, how, box, sign)
            return True
        return False

    def write_ground(self, names: Iterable[Name], size: float) -> None:
        """Name countries, and regions that are wide enough, where there is room."""
        for name in names:
            text = plain(name.text.upper() if name.country else name.text, _MOST_LETTERS)
            how = Letters(size, weight="bold" if name.country else "normal", colour=FAINT)
            width, height = _measured(text, how)
            if name.text in self._written or name.wide * self._scale < width * _MOST_GROUND:
                continue
            x, y = (name.x - self._view.west) * self._scale, (name.y - self._view.south) * self._scale
            for shift in (0.0, -12.0, 12.0):
                box = Box(x - width / 2, y + shift - height / 2, x + width / 2, y + shift + height / 2)
                if self._free(box):
                    self.take([box])
                    self._set(text, how, box.left, box)
                    self._written.add(name.text)
                    break

    def _holds(self, x: float, y: float) -> bool:
        return self._whole.left <= x <= self._whole.right and self._whole.bottom <= y <= self._whole.top

    def _free(self, box: Box) -> bool:
        whole = self._whole
        if box.left < whole.left or box.right > whole.right or box.bottom < whole.bottom or box.top > whole.top:
            return False
        return not any(box.meets(other) for other in self._taken) and not any(box.crossed(tie) for tie in self._ties)

    def _at(self, x: float, y: float) -> tuple[float, float]:
        return self._view.west + x / self._scale, self._view.south + y / self._scale

    def _set(self, text: str, how: Letters, left: float, box: Box) -> None:
        x, y = self._at(left, box.bottom + how.size * 0.34)
        halo = [patheffects.withStroke(linewidth=2.4, foreground=HALO)]
        self._axes.text(
            x, y, text, fontproperties=how.font, color=how.colour, va="baseline", path_effects=halo, zorder=_TEXT
        )

    def _sign(self, mark: Mark, how: Letters, box: Box, width: float) -> None:
        x, y = self._at(box.left + width * 0.42, (box.bottom + box.top) / 2)
        draw_glyph(
            self._axes, mark.place.kind, SIGNS[mark.place.kind].colour, how.size * 1.15, inches_at(self._axes, x, y)
        )

    def _half(self, mark: Mark) -> float:
        """Return how far an area reaches from its middle, about, in points."""
        west, south, east, north = shapely.bounds(mark.place.area).tolist()
        return float(max(min(east - west, north - south) * self._scale / 2, 4.0))

    def _tie_of(self, mark: Mark, box: Box) -> Line | None:
        """Return the line that ties a name to what it names, None where both touch."""
        if mark.place.area is None:
            at, reach = (mark.x, mark.y), mark.radius + _TOUCHING
        else:
            at, reach = self._nearest(mark, box), _TOUCHING
        near = (min(max(at[0], box.left), box.right), min(max(at[1], box.bottom), box.top))
        return None if math.dist(at, near) <= reach else (at, near)

    def _may_tie(self, tie: Line, mark: Mark) -> bool:
        if math.dist(*tie) > _LONGEST_TIE:
            return False
        return not any(other.crossed(tie) for other in self._taken if not _is_of(other, mark))

    def _nearest(self, mark: Mark, box: Box) -> tuple[float, float]:
        """Return the point of an area on paper that is nearest to a name."""
        (west, south), (east, north) = self._at(box.left, box.bottom), self._at(box.right, box.top)
        line = shapely.shortest_line(mark.place.area, shapely.box(west, south, east, north))
        point = shapely.get_coordinates(line)[0]
        x, y = (float(each) for each in point)
        return (x - self._view.west) * self._scale, (y - self._view.south) * self._scale

    def _draw_tie(self, tie: Line) -> None:
        self._ties.append(tie)
        (x1, y1), (x2, y2) = (self._at(*end) for end in tie)
        self._axes.plot([x1, x2], [y1, y2], color=FAINT, linewidth=0.5, zorder=_TIED)


def _measured(text: str, how: Letters) -> tuple[float, float]:
    return width_of(text, how), how.size * 1.25


def _is_of(box: Box, mark: Mark) -> bool:
    return mark.place.area is None and box == _square(mark)


def _square(mark: Mark) -> Box:
    reach = mark.radius + 0.5
    return Box(mark.x - reach, mark.y - reach, mark.x + reach, mark.y + reach)


def _set_at(mark: Mark, x: float, y: float, width: float, height: float) -> Box:
    """Return the box of a name whose nearest point to the mark is shifted by (x, y) from its middle."""
    left = mark.x + x - width * (0.5 if abs(x) < 1 else 0.0 if x > 0 else 1.0)
    bottom = mark.y + y - height * (0.5 if abs(y) < 1 else 0.0 if y > 0 else 1.0)
    return Box(left, bottom, left + width, bottom + height)


def _beside(mark: Mark) -> Iterator[tuple[float, float]]:
    for out in _RINGS:
        for x, y in _AROUND:
            reach = mark.radius + _GAP + out
            yield x * reach, y * (reach if x == 0 else mark.radius * 0.6 + 1 + out)


def _within(half: float) -> Iterator[tuple[float, float]]:
    """Yield spots within an area that reaches `half` from its middle, then such at its edge, then further out."""
    yield 0.0, 0.0
    for out in (*(share * half for share in _SHARES), *(half + ring for ring in _RINGS)):
        for x, y in _AROUND:
            yield x * out, y * out

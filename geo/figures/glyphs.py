"""The page's glyphs, which are SVG paths, as paths of matplotlib."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from matplotlib.path import Path

from geo.model import EventType
from geo.signs import GLYPH_BOX, SIGNS

if TYPE_CHECKING:
    import numpy as np

_TOKEN = re.compile(r"([MLHVCSAZ])|(-?\d+(?:\.\d+)?)")
_NUMBERS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "A": 7, "Z": 0}
_Point = tuple[float, float]


@cache
def glyph(kind: EventType) -> Path:
    """Return the glyph of a kind in a box of one by one round (0, 0), y upwards."""
    vertices: list[_Point] = []
    codes: list[np.uint8] = []
    for code, points in _pieces(SIGNS[kind].glyph):
        for x, y in points:
            vertices.append((x / GLYPH_BOX - 0.5, 0.5 - y / GLYPH_BOX))
            codes.append(code)
    return Path(vertices, codes)


def _pieces(written: str) -> Iterator[tuple[np.uint8, list[_Point]]]:
    """Yield the pieces of an absolute SVG path as matplotlib has them: its code, and the points that belong to it."""
    at = first = control = (0.0, 0.0)
    for command, numbers in _commands(written):
        if command == "M":
            at = first = control = (numbers[0], numbers[1])
            yield Path.MOVETO, [at]
        elif command == "Z":
            at = control = first
            yield Path.CLOSEPOLY, [first]
        elif command == "A":
            end = (numbers[5], numbers[6])
            for points in _arc(at, end, numbers[0], large=bool(numbers[3]), sweep=bool(numbers[4])):
                yield Path.CURVE4, points
            at = control = end
        elif command in "CS":
            mirrored = (2 * at[0] - control[0], 2 * at[1] - control[1])
            points = [mirrored] if command == "S" else [(numbers[0], numbers[1])]
            points += [(numbers[-4], numbers[-3]), (numbers[-2], numbers[-1])]
            yield Path.CURVE4, points
            control, at = points[1], points[2]
        else:
            at = control = _straight(command, numbers, at)
            yield Path.LINETO, [at]


def _straight(command: str, numbers: list[float], at: _Point) -> _Point:
    if command == "H":
        return (numbers[0], at[1])
    return (at[0], numbers[0]) if command == "V" else (numbers[0], numbers[1])


def _commands(written: str) -> Iterator[tuple[str, list[float]]]:
    command = ""
    numbers: list[float] = []
    for letter, number in _TOKEN.findall(written):
        if letter:
            command, numbers = letter, []
        else:
            numbers.append(float(number))
        if command and len(numbers) == _NUMBERS[command]:
            yield command, numbers
            command, numbers = "L" if command == "M" else command, []


def _arc(start: _Point, end: _Point, radius: float, *, large: bool, sweep: bool) -> Iterator[list[_Point]]:
    """Yield an arc of a circle as Bézier curves of a quarter at most."""
    (x1, y1), (x2, y2) = start, end
    across = math.hypot(x2 - x1, y2 - y1)
    radius = max(radius, across / 2)
    height = math.sqrt(radius**2 - (across / 2) ** 2) * (1 if large != sweep else -1)
    cx = (x1 + x2) / 2 - height * (y2 - y1) / across
    cy = (y1 + y2) / 2 + height * (x2 - x1) / across
    angle, last = math.atan2(y1 - cy, x1 - cx), math.atan2(y2 - cy, x2 - cx)
    turn = (last - angle) % (2 * math.pi) if sweep else -((angle - last) % (2 * math.pi))
    count = math.ceil(abs(turn) / (math.pi / 2))
    step = turn / count
    reach = 4 / 3 * math.tan(step / 4) * radius
    for _ in range(count):
        here, there = (math.cos(angle), math.sin(angle)), (math.cos(angle + step), math.sin(angle + step))
        yield [
            (cx + radius * here[0] - reach * here[1], cy + radius * here[1] + reach * here[0]),
            (cx + radius * there[0] + reach * there[1], cy + radius * there[1] - reach * there[0]),
            (cx + radius * there[0], cy + radius * there[1]),
        ]
        angle += step

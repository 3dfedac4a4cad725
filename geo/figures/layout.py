"""Where the parts of a figure stand on its sheet, in points from the lower left corner."""

from __future__ import annotations

from dataclasses import dataclass

Frame = tuple[float, float, float, float]
"""Left, bottom, width and height."""

WIDTH, MARGIN, GAP, LEGEND = 720.0, 18.0, 10.0, 162.0
INNER = WIDTH - 2 * MARGIN
LINE = 9.5  # of the foot
_TITLE, _STRIP, _STRIP_HEAD, _DAYS = 48.0, 44.0, 16.0, 16.0
PANEL_HEAD = 14.0  # room for the heading of a small map
_AXIS = 14.0  # of the timeline: where its numbers stand
_WIDE, _WIDE_PANEL = 1.25, 1.2  # how many times as wide as tall a map is
_COLUMNS = ((1, 1), (4, 2), (9, 3), (12, 4))  # up to so many panels stand in so many columns


@dataclass(frozen=True, slots=True)
class Layout:
    """The height of the sheet and the frames of its parts; `below` is the lower edge of maps and legend."""

    height: float
    below: float
    maps: tuple[Frame, ...]
    legend: Frame
    strip: Frame


def map_size(panels: int) -> tuple[float, float]:
    """Return width and height of each map."""
    columns = _columns(panels)
    wide = (INNER - LEGEND - GAP - (columns - 1) * GAP) / columns
    return wide, wide / (_WIDE if panels == 1 else _WIDE_PANEL)


def lay(panels: int, head: float, legend: float, lines: int) -> Layout:
    """Lay out a sheet of maps with a head and a legend of so many points, and a foot of so many lines."""
    columns = _columns(panels)
    wide, tall = map_size(panels)
    rows = -(-panels // columns)
    block = max(rows * (tall + head) + (rows - 1) * GAP, legend)
    below = MARGIN + lines * LINE + _DAYS + _STRIP + _STRIP_HEAD + GAP
    top = below + block
    maps = tuple(
        (
            MARGIN + number % columns * (wide + GAP),
            top - (number // columns + 1) * (tall + head) - number // columns * GAP,
            wide,
            tall,
        )
        for number in range(panels)
    )
    return Layout(
        height=top + _TITLE + MARGIN,
        below=below,
        maps=maps,
        legend=(WIDTH - MARGIN - LEGEND, below, LEGEND, block),
        strip=(MARGIN + _AXIS, below - GAP - _STRIP_HEAD - _STRIP, INNER - _AXIS, _STRIP),
    )


def _columns(panels: int) -> int:
    return next(columns for most, columns in _COLUMNS if panels <= most)

"""Outlines as the page reads them: whole thousandths of a degree, each number the step from the corner before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geo.gazetteer.outlines import Bounds

if TYPE_CHECKING:
    import numpy.typing as npt

_UNITS = 1_000  # a degree
_CORNERS = 4  # of the smallest closed ring
_POLYGON = 3  # GEOS' number for the type


@dataclass(frozen=True, slots=True)
class Rings:
    """Closed rings of polygons: corners (n, 2) without repeats, the ring of each, and the polygon of each ring."""

    corners: npt.NDArray[np.int64]
    ring: npt.NDArray[np.int64]
    polygon: npt.NDArray[np.int64]

    @classmethod
    def of(cls, shapes: Any) -> Rings:  # noqa: ANN401 - a shape or an array of them; shapely types neither
        """Take the rings of all polygons in the shapes, the outer ring of a polygon before its holes."""
        polygons = shapely.get_parts(shapes)
        kinds = shapely.get_type_id(polygons)
        if (kinds > _POLYGON).any():  # a collection that holds another
            polygons = shapely.get_parts(polygons)
            kinds = shapely.get_type_id(polygons)
        polygons = polygons[kinds == _POLYGON]
        if not len(polygons):
            return cls(np.empty((0, 2), dtype=np.int64), np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))
        _, corners, (ring_starts, polygon_starts) = shapely.to_ragged_array(polygons)
        ring = np.repeat(np.arange(len(ring_starts) - 1), np.diff(ring_starts))
        polygon = np.repeat(np.arange(len(polygons)), np.diff(polygon_starts))
        whole = np.rint(corners * _UNITS).astype(np.int64)
        moved = np.ones(len(whole), dtype=bool)
        moved[1:] = (ring[1:] != ring[:-1]) | (whole[1:] != whole[:-1]).any(axis=1)
        return cls(whole[moved], ring[moved], polygon)

    def segments(self) -> npt.NDArray[np.int64]:
        """Return both ends (n - 1, 4) of each step to the next corner, the same whichever way it is taken."""
        one, other = self.corners[:-1], self.corners[1:]
        turned = (one[:, 0] > other[:, 0]) | ((one[:, 0] == other[:, 0]) & (one[:, 1] > other[:, 1]))
        return np.where(turned[:, None], np.hstack([other, one]), np.hstack([one, other]))


def polygon_steps(rings: Rings) -> list[list[list[int]]]:
    """Return the polygons of the rings, each as the steps of its rings; what shrinks to a line is left out."""
    steps = _steps(rings.corners).ravel().tolist()
    ends = np.cumsum(np.bincount(rings.ring, minlength=len(rings.polygon))).tolist()
    polygons: dict[int, list[list[int]]] = {}
    outer, start = -1, 0
    for polygon, end in zip(rings.polygon.tolist(), ends, strict=True):
        closed = end - start >= _CORNERS
        if polygon != outer and closed:
            polygons[polygon] = []
        if polygon in polygons and closed:
            polygons[polygon].append([*rings.corners[start].tolist(), *steps[2 * start + 2 : 2 * end]])
        outer, start = polygon, end
    return list(polygons.values())


def border_steps(rings: Rings, outer: Rings, cut: Bounds) -> list[list[int]]:
    """Return the borders between shapes as lines, each once: without those of `outer`, and without the cut's edges."""
    segments = rings.segments()
    outlines = outer.segments()
    before, codes = np.split(_codes(np.vstack([outlines, segments])), [len(outlines)])
    once = np.zeros(len(codes), dtype=bool)
    once[np.unique(codes, return_index=True)[1]] = True
    drawn = once & ~np.isin(codes, before) & (rings.ring[1:] == rings.ring[:-1]) & ~_on_edge(segments, cut)
    turns = np.flatnonzero(np.diff(drawn.astype(np.int8), prepend=0, append=0))
    steps = _steps(rings.corners).ravel().tolist()
    return [
        [*rings.corners[first].tolist(), *steps[2 * first + 2 : 2 * last + 2]]
        for first, last in zip(turns[::2].tolist(), turns[1::2].tolist(), strict=True)
    ]


def _steps(corners: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    return np.diff(corners, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))


def _codes(rows: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return one number for each row, the same for equal rows only."""
    span = 2 * 180 * _UNITS + 1  # more than any coordinate differs by
    ends = [(pair[:, 0] + 180 * _UNITS) * span + pair[:, 1] + 90 * _UNITS for pair in (rows[:, :2], rows[:, 2:])]
    ranks = np.unique(np.concatenate(ends), return_inverse=True)[1].astype(np.int64)
    one, other = np.split(ranks, 2)
    return one * (len(ranks) + 1) + other


def _on_edge(segments: npt.NDArray[np.int64], cut: Bounds) -> npt.NDArray[np.bool_]:
    edges = enumerate(np.rint(np.array(cut) * _UNITS).astype(np.int64).tolist())
    on = np.zeros(len(segments), dtype=bool)
    for side, edge in edges:
        on |= (segments[:, side % 2] == edge) & (segments[:, 2 + side % 2] == edge)
    return on

"""The plane that figures are drawn on: Web Mercator, as the page's map, in metres at the equator."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

if TYPE_CHECKING:
    import numpy.typing as npt

_RADIUS_M = 6_378_137.0
_MOST_LATITUDE = 85.0
_LEAST_SPAN_M = 60_000.0  # a single town is shown with its surroundings
_MARGIN = 0.09  # of the span, on each side
_NICE = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class View:
    """What is shown: a box on the plane."""

    west: float
    south: float
    east: float
    north: float

    @property
    def wide(self) -> float:
        """Return the width on the plane."""
        return self.east - self.west

    @property
    def tall(self) -> float:
        """Return the height on the plane."""
        return self.north - self.south

    def degrees(self, margin: float) -> tuple[float, float, float, float]:
        """Return west, south, east and north in degrees, with a margin of the span, within the world."""
        x, y = margin * self.wide, margin * self.tall
        corners = [[self.west - x, self.south - y], [self.east + x, self.north + y]]
        (west, south), (east, north) = unprojected(np.array(corners)).tolist()
        return max(west, -180.0), max(south, -_MOST_LATITUDE), min(east, 180.0), min(north, _MOST_LATITUDE)


def projected(corners: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return points (n, 2) of longitude and latitude on the plane."""
    latitude = np.radians(np.clip(corners[:, 1], -_MOST_LATITUDE, _MOST_LATITUDE))
    y = np.log(np.tan(np.pi / 4 + latitude / 2))
    return np.column_stack([np.radians(corners[:, 0]), y]) * _RADIUS_M


def unprojected(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return points (n, 2) of the plane in degrees of longitude and latitude."""
    latitude = np.degrees(2 * np.arctan(np.exp(points[:, 1] / _RADIUS_M)) - np.pi / 2)
    return np.column_stack([np.degrees(points[:, 0] / _RADIUS_M), latitude])


def on_plane(shape: Any) -> Any:  # noqa: ANN401 - a shape or an array of them; shapely types neither
    """Return shapes on the plane."""
    return shapely.transform(shape, projected)


def view_of(bounds: npt.NDArray[np.float64], aspect: float) -> View:
    """Return what shows all boxes (n, 4) of the plane, with a margin, `aspect` times as wide as tall."""
    if len(bounds):
        west, south = bounds[:, :2].min(axis=0).tolist()
        east, north = bounds[:, 2:].max(axis=0).tolist()
    else:
        west = south = -(reach := math.pi * _RADIUS_M)
        east = north = reach
    x, y = (west + east) / 2, (south + north) / 2
    wide = max(east - west, _LEAST_SPAN_M) * (1 + 2 * _MARGIN)
    tall = max(north - south, _LEAST_SPAN_M) * (1 + 2 * _MARGIN)
    half_wide, half_tall = max(wide, tall * aspect) / 2, max(tall, wide / aspect) / 2
    return View(x - half_wide, y - half_tall, x + half_wide, y + half_tall)


@dataclass(frozen=True, slots=True)
class ScaleBar:
    """A round number of km, how many points of paper that is at the middle of the view, and the latitude there."""

    km: int
    points: float
    latitude: float


def scale_bar(view: View, share: float, wide: float) -> ScaleBar:
    """Return a bar of at most a `share` of a map that is `wide` points wide."""
    middle = np.array([[(view.west + view.east) / 2, (view.south + view.north) / 2]])
    latitude = float(unprojected(middle)[0, 1])
    stretched = 1 / math.cos(math.radians(latitude))  # Mercator draws all the larger, the farther from the equator
    most = view.wide * share / stretched / 1000
    power = 10 ** math.floor(math.log10(most))
    km = max(1, round(max((step * power for step in _NICE if step * power <= most), default=power)))
    return ScaleBar(km, km * 1000 * stretched * wide / view.wide, latitude)

"""Shapes on the plane as paths, and the ground: land, borders and the names of countries and regions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from matplotlib.collections import LineCollection
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from geo.figures.paper import COUNTRY_LINE, LAND, REGION_LINE
from geo.figures.plane import View, on_plane, projected
from geo.ground import FOLDER, detail, disputed, dissolved, labels
from geo.settings import Borders

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_BEYOND = 0.05  # of the view: the edge of what is cut out must not be seen
_REGIONS, _COUNTRIES = 2, 3


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a country or region: where its largest part lies, and how wide that is, on the plane."""

    text: str
    x: float
    y: float
    wide: float
    country: bool


@dataclass(frozen=True, slots=True)
class Ground:
    """What a map stands on, on the plane. `disputed` are lines on which the views of borders differ."""

    land: tuple[Path, ...]
    countries: tuple[Any, ...]
    regions: tuple[Any, ...]
    disputed: tuple[Any, ...]
    names: tuple[Name, ...]


def ground_of(view: View, borders: Borders) -> Ground:
    """Return the ground within a view. Raises DataMissingError."""
    parts, regions = detail(view.degrees(_BEYOND), FOLDER)
    countries = dissolved(parts, parts.countries)
    named = countries if borders is Borders.UN else dissolved(parts, parts.holders)
    outer = shapely.union_all(shapely.boundary(countries.shapes))
    inner = [] if regions is None else _apart(shapely.boundary(regions.shapes), outer)
    only_held = disputed(parts)
    dashed = _apart(shapely.boundary(only_held), outer) if len(only_held) else []
    shapes = on_plane(countries.shapes)
    names = [*_names(labels(named), country=True), *(() if regions is None else _names(labels(regions), country=False))]
    return Ground(
        land=tuple(path_of(shape) for shape in shapes),
        countries=tuple(_lines(shapely.boundary(shapes))),
        regions=tuple(_lines(on_plane(np.array(inner, dtype=object)))),
        disputed=tuple(_lines(on_plane(np.array(dashed, dtype=object)))),
        names=tuple(names),
    )


def draw_ground(axes: Axes, ground: Ground) -> None:
    """Draw land and borders; disputed ones are dashed."""
    for path in ground.land:
        axes.add_patch(PathPatch(path, facecolor=LAND, edgecolor="none", zorder=1))
    for lines, colour, width, style, level in (
        (ground.regions, REGION_LINE, 0.5, "solid", _REGIONS),
        (ground.countries, COUNTRY_LINE, 0.8, "solid", _COUNTRIES),
        (ground.disputed, COUNTRY_LINE, 0.8, (0, (3, 2)), _COUNTRIES),
    ):
        axes.add_collection(
            LineCollection(list(lines), colors=colour, linewidths=width, linestyles=[style], zorder=level),
            autolim=False,
        )


def path_of(shape: Any) -> Path:  # noqa: ANN401 - shapely types no shapes
    """Return the rings of a polygon, or of several, as one path."""
    rings = [ring for polygon in shapely.get_parts(shape) for ring in _rings(polygon)]
    corners = [shapely.get_coordinates(ring) for ring in rings]
    codes = [
        np.r_[Path.MOVETO, np.full(len(each) - 2, Path.LINETO), Path.CLOSEPOLY].astype(np.uint8) for each in corners
    ]
    if not corners:
        return Path(np.empty((0, 2)))
    return Path(np.concatenate(corners), np.concatenate(codes))


def _rings(polygon: Any) -> list[Any]:  # noqa: ANN401 - as above
    return [polygon.exterior, *polygon.interiors] if isinstance(polygon, shapely.Polygon) else []


def _apart(lines: Any, others: Any) -> list[Any]:  # noqa: ANN401 - as above
    """Return what of lines is on none of the others; both share their corners to the last digit."""
    return list(shapely.get_parts(shapely.difference(shapely.union_all(lines), others)))


def _lines(shapes: Any) -> Iterator[Any]:  # noqa: ANN401 - as above
    for part in shapely.get_parts(shapely.get_parts(shapes)):
        yield shapely.get_coordinates(part)


def _names(told: list[list[Any]], *, country: bool) -> Iterator[Name]:
    for text, longitude, latitude, degrees in told:
        (x, y), (end, _) = projected(np.array([[longitude, latitude], [longitude + degrees, latitude]])).tolist()
        yield Name(text, x, y, end - x, country)

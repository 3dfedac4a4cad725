"""The ground under the claims: land and borders of geo/data/basemap, cut and thinned to what the page needs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, box

from geo.errors import DataMissingError
from geo.maps.columns import polygon_steps, unit_steps

if TYPE_CHECKING:
    import geopandas
    from shapely.geometry.base import BaseGeometry

Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees."""

FOLDER = Path(__file__).parent.parent / "data" / "basemap"

_WORLD_TOLERANCE = 0.12  # degrees, outside the detailed area
_WORLD_SPECK = 0.05  # square degrees: islands that are left out there
_STEPS_ACROSS = 2_500  # how fine the detailed area is drawn: its width over this
_COORDINATES = 60_000  # of the detailed area: what keeps the page's ground to a few hundred KB
_LEAST_SPAN = 3.0  # degrees: a single town is shown with its surroundings
_MARGIN = 0.6  # of the span, on each side
_REGIONS_UP_TO = 50.0  # degrees: over a wider area borders of regions are only noise


@dataclass(frozen=True, slots=True)
class Basemap:
    """What the page's ground is drawn from, ready to pack."""

    content: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Layer:
    heads: tuple[dict[str, str], ...]
    shapes: Any  # array of geometries


def around(frame: geopandas.GeoDataFrame) -> Basemap:
    """Return the ground for the claims of a frame: fine around them, coarse over the rest of the world."""
    longitude, latitude = frame["longitude"].to_numpy(float), frame["latitude"].to_numpy(float)
    known = ~np.isnan(longitude)
    countries = _countries()
    if not known.any():
        return Basemap(_content(countries, None, None, None))
    bounds = (longitude[known].min(), latitude[known].min(), longitude[known].max(), latitude[known].max())
    view = _widened(bounds, _LEAST_SPAN, 0.05)
    cut = _widened(bounds, _LEAST_SPAN, _MARGIN)
    regions = _regions(_near(countries, cut)) if cut[2] - cut[0] <= _REGIONS_UP_TO else None
    return Basemap(_content(countries, regions, cut, view))


def _widened(bounds: Bounds, least: float, margin: float) -> Bounds:
    west, south, east, north = (float(bound) for bound in bounds)
    wide = max(east - west, least)
    tall = max(north - south, least * 0.6)
    x, y = (west + east) / 2, (south + north) / 2
    reach_x, reach_y = wide * (0.5 + margin), tall * (0.5 + margin)
    return (
        round(max(x - reach_x, -180), 3),
        round(max(y - reach_y, -85), 3),
        round(min(x + reach_x, 180), 3),
        round(min(y + reach_y, 85), 3),
    )


def _near(countries: _Layer, cut: Bounds) -> set[str]:
    touched = shapely.intersects(countries.shapes, box(*cut))
    return {head["iso2"] for head, near in zip(countries.heads, touched, strict=True) if near}


def _content(countries: _Layer, regions: _Layer | None, cut: Bounds | None, view: Bounds | None) -> dict[str, Any]:
    parts = shapely.get_parts(countries.shapes)
    world = shapely.simplify(parts[shapely.area(parts) > _WORLD_SPECK], _WORLD_TOLERANCE)
    content: dict[str, Any] = {"countries": [], "regionLines": [], "regions": [], "frame": cut, "view": view}
    land: list[Any] = []
    if cut is not None:
        fine = _cut_out(countries if regions is None else regions, cut)
        if regions is not None:
            content["regionLines"] = _inner_lines(fine.shapes, cut)
            content["regions"] = _labels(fine)
            fine = _dissolved(fine, {head["iso2"]: head["name"] for head in countries.heads})
        content["countries"] = _labels(fine)
        land = _polygons(fine.shapes)
        world = shapely.difference(shapely.make_valid(world), box(*cut))
    return content | {"land": land + _polygons(world)}


def _polygons(shapes: Any) -> list[Any]:  # noqa: ANN401 - array of geometries
    return [polygon for shape in shapes for polygon in polygon_steps(shape)]


def _cut_out(layer: _Layer, cut: Bounds) -> _Layer:
    """Return what of a layer lies within the cut, thinned."""
    near = np.flatnonzero(shapely.intersects(layer.shapes, box(*cut)))
    clipped = shapely.clip_by_rect(layer.shapes[near], *cut)
    return _Layer(tuple(layer.heads[number] for number in near), _thinned(clipped, (cut[2] - cut[0]) / _STEPS_ACROSS))


def _dissolved(regions: _Layer, names: dict[str, str]) -> _Layer:
    """Return the countries that regions make up, so that both share their borders to the last coordinate."""
    members: dict[str, list[BaseGeometry]] = {}
    for head, shape in zip(regions.heads, regions.shapes, strict=True):
        members.setdefault(head["country"], []).append(shape)
    heads = tuple({"name": names.get(country, "")} for country in members)
    # Clipping and thinning may leave a shape that crosses itself, which no union takes.
    united = [_polygons_of(shapely.union_all(shapely.make_valid(shapes))) for shapes in members.values()]
    return _Layer(heads, np.array(united, dtype=object))


def _thinned(shapes: Any, tolerance: float) -> Any:  # noqa: ANN401 - arrays of geometries
    """Simplify shapes together, so that neighbours keep one border, until few enough coordinates are left."""
    shapes = np.array([_polygons_of(shape) for shape in shapes], dtype=object)
    thin = shapely.coverage_simplify(shapes, tolerance)
    while shapely.get_num_coordinates(thin).sum() > _COORDINATES:
        tolerance *= 1.6
        thin = shapely.coverage_simplify(shapes, tolerance)
    return thin


def _polygons_of(shape: BaseGeometry) -> MultiPolygon:
    """Drop the points and lines in which a shape only touches the cut."""
    return MultiPolygon(
        [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon" and not part.is_empty]
    )


def _inner_lines(shapes: Any, cut: Bounds) -> list[list[int]]:  # noqa: ANN401 - arrays
    """Return the borders of regions, each once, without the cut's own edges."""
    inside = box(*cut).buffer(-1e-6)
    edges = shapely.intersection(shapely.union_all(shapely.boundary(shapes)), inside)
    merged = shapely.line_merge(edges)
    return [unit_steps(shapely.get_coordinates(line)) for line in shapely.get_parts(merged)]


def _labels(layer: _Layer) -> list[list[Any]]:
    """Return [name, longitude, latitude, degrees wide] of the largest part of each shape, the largest shapes first."""
    labels: list[tuple[float, str, list[float]]] = []
    for head, shape in zip(layer.heads, layer.shapes, strict=True):
        parts = [part for part in shapely.get_parts(shape) if part.area > 0]
        if parts and head["name"]:
            largest = max(parts, key=lambda part: part.area)
            at = shapely.get_coordinates(shapely.point_on_surface(largest))[0].round(3).tolist()
            west, _, east, _ = largest.bounds
            labels.append((-largest.area, head["name"], [*at, round(east - west, 2)]))
    return [[name, *at] for _, name, at in sorted(labels)]


def _countries() -> _Layer:
    return _read(FOLDER / "countries.geojson", None)


def _regions(countries: set[str]) -> _Layer:
    return _read(FOLDER / "regions.geojson", countries)


def _read(path: Path, countries: set[str] | None) -> _Layer:
    """Read a GeoJSON file as the build writes it, compact and properties first; only some countries if named.

    Reading the properties alone, and only the wanted geometries, is ten times faster than parsing it whole.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        message = f"the basemap {path.name} is not in {path.parent}: run the project's build once"
        raise DataMissingError(message) from error
    heads, bodies = [], []
    for feature in text.split('{"type":"Feature","properties":')[1:]:
        properties, _, body = feature.partition(',"geometry":')
        head = json.loads(properties)
        if countries is None or head["country"] in countries:
            heads.append(head)
            bodies.append(body.rstrip().removesuffix("]}").rstrip(",").removesuffix("}"))
    return _Layer(tuple(heads), np.atleast_1d(shapely.from_geojson(np.array(bodies, dtype=object))))

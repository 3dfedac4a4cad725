"""The places of a page: claims at the same point and of the same reach share one, so that none looks surer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

from geo.maps.steps import Rings, polygon_steps
from geo.model import WherePrec

if TYPE_CHECKING:
    import geopandas
    import numpy.typing as npt

POINT, DISC, AREA, COUNTRY = 0, 1, 2, 3  # as in page/marks.js: how a place is drawn
_OUTLINE_TOLERANCE = 0.01  # degrees: what a region's outline may be off on the page
_E5 = 100_000  # coordinates are written in hundred-thousandths of a degree, about a metre


@dataclass(frozen=True, slots=True)
class Places:
    """Places in the order of a page, the claims in that order, and the outlines that some places point to.

    `order` numbers the frame's rows by place, those without one last; `columns` has whole numbers by name, one a
    place (`first` one more): `lat` and `lon` in hundred-thousandths of a degree, `radius` in tenths of a km, `shape`
    the number of the outline plus one, `first` the place's first claim. `texts` has name, region and country.
    """

    order: npt.NDArray[np.int64]
    placed: int
    columns: dict[str, npt.NDArray[np.int64]]
    texts: dict[str, list[str]]
    outlines: list[Any]


def places_of(frame: geopandas.GeoDataFrame) -> Places:
    """Return the places of a frame of `to_geodataframe`, from west to east."""
    prec = frame["where_prec"].fillna(0).to_numpy(int)
    reach = np.select(
        [prec == WherePrec.COUNTRY, prec >= WherePrec.ADM2, prec == WherePrec.NEAR], [COUNTRY, AREA, DISC]
    )
    lon, lat = (frame[name].to_numpy(float) for name in ("longitude", "latitude"))
    order = np.lexsort((reach, lat, lon))  # what has no place sorts last
    placed = int((~np.isnan(lon)).sum())
    at = order[:placed]
    keys = np.column_stack([lon[at], lat[at], reach[at]])
    begins = np.ones(placed, dtype=bool)
    begins[1:] = (keys[1:] != keys[:-1]).any(axis=1)
    first = np.flatnonzero(begins)
    number = np.cumsum(begins) - 1
    lead = at[first]
    shape, outlines = _outlines(frame.geometry.to_numpy()[lead], prec[lead])
    columns = {
        "lat": np.rint(lat[lead] * _E5).astype(int),
        "lon": np.rint(lon[lead] * _E5).astype(int),
        "reach": reach[lead].astype(int),
        "radius": _radii(frame["radius_km"].to_numpy(float)[at], reach[at], first),
        "shape": shape,
        "first": np.append(first, placed),
    }
    texts = {
        shown: _commonest(number, frame[column].to_numpy()[at])
        for shown, column in (("name", "location"), ("admin", "admin1"), ("country", "country"))
    }
    return Places(order, placed, columns, texts, outlines)


def _commonest(number: npt.NDArray[np.int64], values: npt.NDArray[Any]) -> list[str]:
    """Return what most claims of each place say; between equals the first in the alphabet."""
    codes, names = pd.factorize(values, sort=True)
    pairs, counts = np.unique(number * len(names) + codes, return_counts=True)
    place, code = np.divmod(pairs, max(len(names), 1))
    best = np.lexsort((code, -counts, place))
    first = best[np.unique(place[best], return_index=True)[1]]
    return list(names[code[first]])


def _largest(values: npt.NDArray[Any], first: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    return np.maximum.reduceat(values, first).astype(int) if len(first) else np.empty(0, dtype=int)


def _radii(
    radius: npt.NDArray[np.float64], reach: npt.NDArray[Any], first: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Return how far off each place's least precise claim may be, in tenths of a km; 0 where all are exact."""
    loose = np.where((reach == POINT) | np.isnan(radius), 0, radius)
    return _largest(np.rint(loose * 10), first)


def _outlines(geometries: npt.NDArray[Any], prec: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], list[Any]]:
    numbers: dict[bytes, int] = {}
    outlines: list[Any] = []
    shape: list[int] = []
    for geometry, each in zip(geometries, prec.tolist(), strict=True):
        if each not in (WherePrec.ADM1, WherePrec.COUNTRY) or "Polygon" not in geometry.geom_type:
            shape.append(0)
            continue
        key = shapely.to_wkb(geometry)
        if key not in numbers:
            outlines.append(polygon_steps(Rings.of(shapely.simplify(geometry, _OUTLINE_TOLERANCE))))
            numbers[key] = len(outlines)
        shape.append(numbers[key])
    return np.array(shape, dtype=int), outlines

"""A GeoDataFrame of claims as the page's inert data blocks: gzip + base64, columns once, texts in pieces."""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

from geo.layers import days as days_of
from geo.maps.steps import polygon_steps
from geo.model import ClaimStatus, EventType, WherePrec

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    import geopandas

PIECE = 2_000
"""Claims whose texts share one block: inflated in a blink, and still well compressed."""

_TEXTS = (
    "place_text", "relation", "place_reason", "date_reason", "date_basis", "actor", "target",
    "claimant", "claimant_side", "quote",
)  # fmt: skip
_NUMBERS = ("where_prec", "radius_km", "date_prec", "deaths_min", "deaths_max", "injured_min", "injured_max")
_ARTICLE = ["title", "url", "source", "published"]
_ORDER = [
    "event_date", "event_date_end", "article_id", "quote_start", "quote_end", "claim_id", "event_type", "location",
]  # fmt: skip

_POINT, _DISC, _AREA, _COUNTRY = 0, 1, 2, 3  # as in page/marks.js
_OUTLINE_TOLERANCE = 0.01  # degrees: what a region's outline may be off on the page
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Blocks:
    """The data of a page by block id, each as base64 of gzipped JSON."""

    blocks: dict[str, str]


def pack(value: object) -> str:
    """Return `value` as base64 of gzipped JSON: letters, digits, `+`, `/` and `=` only, the same each time."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    try:
        raw = text.encode()
    except UnicodeEncodeError:
        raw = _LONE_SURROGATE.sub("\ufffd", text).encode()
    return base64.b64encode(gzip.compress(raw, 6, mtime=0)).decode("ascii")


def claim_blocks(frame: geopandas.GeoDataFrame, day: date | None = None) -> Blocks:
    """Return the blocks of a frame of `to_geodataframe`, for all its days or for the one day of a day's page.

    Claims stand ordered by place, the ones without a place last, so that a card's texts lie in one or two pieces.
    """
    table = _ordered(frame)
    place = table["_place"].to_numpy()
    placed = int((place >= 0).sum())
    stops = (day,) if day else days_of(frame)
    places, outlines = _places(table.iloc[:placed])
    claims = {
        "kind": _codes(table["event_type"], [kind.value for kind in EventType]),
        "status": _codes(table["claim_status"], [status.value for status in ClaimStatus]),
        **_spans(table, stops),
    }
    head = {
        "places": places,
        "claims": claims,
        "days": [stop.isoformat() for stop in stops],
        "day": day.isoformat() if day else "",
        "kinds": [kind.value for kind in EventType],
        "statuses": [status.value for status in ClaimStatus],
        "placed": placed,
        "articles": int(table["article_id"].nunique()),
        "piece": PIECE,
    }
    blocks = {"claimmap-claims": pack(head), "claimmap-outlines": pack(outlines)}
    for number, texts in enumerate(_texts(table)):
        blocks[f"claimmap-texts-{number}"] = pack(texts)
    return Blocks(blocks)


def _ordered(frame: geopandas.GeoDataFrame) -> pd.DataFrame:
    """Give each place a number (`_place`, -1 for none) and put its claims together."""
    table = pd.DataFrame(frame).assign(geometry=frame.geometry.to_numpy())
    prec = table["where_prec"].fillna(0).astype(int)
    table["_area"] = np.select(
        [prec == WherePrec.COUNTRY, prec >= WherePrec.ADM2, prec == WherePrec.NEAR], [_COUNTRY, _AREA, _DISC], _POINT
    )
    table["_whole"] = table["_area"] >= _AREA
    table = table.sort_values(["longitude", "latitude", "_whole", *_ORDER], kind="stable", na_position="last")
    table["_place"] = table.groupby(["longitude", "latitude", "_whole"], sort=True, dropna=True).ngroup()
    table["_place"] = table["_place"].fillna(-1).astype(int)
    return table


def _places(table: pd.DataFrame) -> tuple[dict[str, list[Any]], list[Any]]:
    """Return the places' columns, and the outlines that some of them point to."""
    numbers = table["_place"].to_numpy()
    starts = np.flatnonzero(np.diff(numbers, prepend=-1))
    first = table.iloc[starts]
    groups = table.groupby("_place", sort=True)
    shape, outlines = _outlines(first)
    columns = {
        "lat": first["latitude"].round(5).tolist(),
        "lon": first["longitude"].round(5).tolist(),
        "name": _commonest(table, "location"),
        "admin": _commonest(table, "admin1"),
        "country": _commonest(table, "country"),
        "area": [int(area) for area in groups["_area"].max()],
        "radius": [None if np.isnan(radius) else round(float(radius), 1) for radius in _radii(table)],
        "shape": shape,
        "first": [*starts.tolist(), len(table)],
    }
    return columns, outlines


def _commonest(table: pd.DataFrame, column: str) -> list[str]:
    """Return what most claims of each place say; between equals the first in the alphabet."""
    best: dict[int, tuple[int, str]] = {}
    for (place, name), count in Counter(zip(table["_place"].tolist(), table[column].tolist(), strict=True)).items():
        best[place] = min((-count, name), best.get(place, (0, "")))
    return [best[place][1] for place in sorted(best)]


def _radii(table: pd.DataFrame) -> pd.Series[float]:
    """Return how far off each place's least precise claim may be; NaN where all are exact."""
    loose = table["radius_km"].where(table["_area"] != _POINT)
    return loose.groupby(table["_place"], sort=True).max()


def _outlines(first: pd.DataFrame) -> tuple[list[int], list[Any]]:
    numbers: dict[bytes, int] = {}
    outlines: list[Any] = []
    shape: list[int] = []
    for geometry, prec in zip(first["geometry"], first["where_prec"], strict=True):
        if prec not in (WherePrec.ADM1, WherePrec.COUNTRY) or "Polygon" not in geometry.geom_type:
            shape.append(-1)
            continue
        key = shapely.to_wkb(geometry)
        if key not in numbers:
            numbers[key] = len(outlines)
            outlines.append(polygon_steps(shapely.simplify(geometry, _OUTLINE_TOLERANCE)))
        shape.append(numbers[key])
    return shape, outlines


def _codes(column: pd.Series[Any], names: Sequence[str]) -> list[int]:
    numbers = {name: number for number, name in enumerate(names)}
    return [numbers[name] for name in column]


def _spans(table: pd.DataFrame, stops: Sequence[date]) -> dict[str, list[int]]:
    """Return the first and last stop of each claim's days; -1 where no day is known."""
    axis = np.array(stops, dtype="datetime64[D]")
    start = table["event_date"].to_numpy().astype("datetime64[D]")
    end = table["event_date_end"].fillna(table["event_date"]).to_numpy().astype("datetime64[D]")
    dated = ~np.isnat(start)
    first = np.where(dated, np.searchsorted(axis, start, side="left"), -1)
    last = np.where(dated, np.searchsorted(axis, end, side="right") - 1, -1)
    return {"from": first.tolist(), "to": last.tolist()}


def _texts(table: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield the texts of each piece as columns; the articles of a piece stand once."""
    texts: dict[str, list[Any]] = {name: table[name].tolist() for name in _TEXTS}
    for name in _NUMBERS:
        column = table[name].astype(object)
        texts[name] = column.where(table[name].notna(), None).tolist()
    texts["unverified"] = table["unverified"].tolist()
    for name in ("event_date", "event_date_end"):
        texts[name] = _iso(table[name])
    told = list(zip(*(table[name] for name in _ARTICLE[:3]), _iso(table["published"]), strict=True))
    for start in range(0, len(table), PIECE):
        piece = slice(start, start + PIECE)
        numbers: dict[tuple[str, ...], int] = {}
        article = [numbers.setdefault(each, len(numbers)) for each in told[piece]]
        yield {
            "texts": {name: column[piece] for name, column in texts.items()} | {"article": article},
            "articles": [dict(zip(_ARTICLE, each, strict=True)) for each in numbers],
        }


def _iso(column: pd.Series[Any]) -> list[str]:
    return ["" if day == "NaT" else day for day in np.datetime_as_string(column.to_numpy().astype("datetime64[D]"))]

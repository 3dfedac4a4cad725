"""A GeoDataFrame of claims as the page's inert data blocks: typed columns once, texts in pieces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pandas as pd

from geo.maps.part import Part
from geo.maps.pieces import piece
from geo.maps.places import places_of
from geo.maps.prose import Prose, vocabulary
from geo.maps.typed import packed, packed_columns, packed_json
from geo.model import ClaimStatus, EventType, Grade

if TYPE_CHECKING:
    from datetime import date

    import geopandas
    import numpy.typing as npt

PIECE = 2_000
"""Claims, or articles, whose texts share one block: inflated in a blink, and still well compressed."""

_ENUMS = {
    "event_type": [kind.value for kind in EventType],
    "claim_status": [status.value for status in ClaimStatus],
    "grade": ["", *(grade.value for grade in Grade)],  # empty where claims were not grouped
}
_NAMED = ("claimant", "claimant_side", "source", "country", "admin1")  # told apart by the page's filters
# What a card and a table need beside the columns. Most repeat from claim to claim of a place.
_TEXTS = (
    "claim_id", "event_id", "grade_reason", "event_text", "date_prec", "date_basis", "location", "place_text",
    "relation", "radius_km", "geonameid", "admin1_code", "iso3", "place_reason", "date_reason", "actor", "target",
    "deaths_min", "deaths_max", "injured_min", "injured_max", "correction", "quote", "quote_start",
)  # fmt: skip
_ARTICLE = ("article_id", "title", "url")
_PUBLISHED = "\x06"  # what stands in a piece for the day of publication in the words of how a day was found
_SAMPLED = 40_000  # quotes, and titles, that the vocabulary is made of
_THREADS = 2  # pack while others are laid out; more would only wait for these
_DAYS = ("event_date", "event_date_end", "published")
Rows: TypeAlias = "npt.NDArray[np.int64]"
Days: TypeAlias = "npt.NDArray[np.datetime64]"

_NO_DATE = "NaT"  # as numpy writes it
_NO_DAY = 0  # days are counted from the day before the first one that is known


FRESH = ("new", "changed", "placed")
"""What a claim may have become; as in page/strings.js."""


@dataclass(frozen=True, slots=True)
class Fresh:
    """What became of claims since a run, by claim_id: one of FRESH."""

    since: int
    what: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Blocks:
    """The data of a page by block id, each as base64 of gzip."""

    blocks: dict[str, str]


def claim_blocks(
    frame: geopandas.GeoDataFrame, day: date | None = None, fresh: Fresh | None = None, part: Part | None = None
) -> Blocks:
    """Return the blocks of a frame of `to_geodataframe`, for all its days or for the one day of a day's page.

    Claims stand ordered by place, the ones without a place last, so that a card's texts lie in one or two pieces;
    between equals they keep the frame's order. Articles stand as they are first met in that order. What is `fresh`
    is marked. A page that is a `part` tells how many claims of an event are in others.
    """
    places = places_of(frame)
    order = places.order
    article, leads = _articles(_at(frame, "article_id", order))
    leads = order[leads]
    dictionaries, codes = _dictionaries(frame, order, leads)
    begin, end, published = (frame[name].to_numpy().astype("datetime64[D]") for name in _DAYS)
    epoch = _epoch(begin, end, published)
    columns = (
        codes
        | {
            "event_date": _days(begin, epoch)[order],
            "event_date_end": _days(np.where(np.isnat(end), begin, end), epoch)[order],
            "where_prec": frame["where_prec"].fillna(0).to_numpy(int)[order],
            "unverified": frame["unverified"].to_numpy(int)[order],
            "event": _events(_at(frame, "event_id", order)),
            "article": article,
            "published": _days(published, epoch)[leads],
        }
        | {f"place.{name}": values for name, values in places.columns.items()}
        | ({"fresh": _fresh(_at(frame, "claim_id", order), fresh)} if fresh else {})
        | ({"elsewhere": _elsewhere(_at(frame, "event_id", order), part)} if part else {})
    )
    words = vocabulary(_sample(_at(frame, "quote", order)) + _sample(_at(frame, "title", leads)))
    prose = Prose(words)
    claims, told = _arrays(frame, (*_TEXTS, "quote_end")), _arrays(frame, _ARTICLE)
    with ThreadPoolExecutor(_THREADS) as pool:
        packing = pool.submit(packed_columns, columns)
        texts = pool.map(packed, (piece(_claim_texts(claims, published, rows), prose) for rows in _pieces(order)))
        articles = pool.map(packed, (piece(_plain(told, rows), prose) for rows in _pieces(leads)))
        layout, block = astuple(packing.result())
        head = {
            "layout": layout,
            "places": places.texts,
            "dictionaries": dictionaries,
            "epoch": str(epoch),
            "day": day.isoformat() if day else "",
            "total": len(order),
            "placed": places.placed,
            "articles": len(leads),
            "piece": PIECE,
            "since": fresh.since if fresh else None,
            "part": part is not None,
        }
        blocks = {
            "claimmap-head": packed_json(head),
            "claimmap-columns": block,
            "claimmap-outlines": packed_json(places.outlines),
            "claimmap-words": packed_json(words),
        }
        blocks |= {f"claimmap-texts-{n}": each for n, each in enumerate(texts)}
        blocks |= {f"claimmap-articles-{n}": each for n, each in enumerate(articles)}
    return Blocks(blocks)


def _fresh(claim_ids: npt.NDArray[Any], fresh: Fresh) -> Rows:
    codes = {what: code for code, what in enumerate(FRESH, start=1)}
    return np.array([codes.get(fresh.what.get(claim_id, ""), 0) for claim_id in claim_ids], dtype=np.int64)


def _elsewhere(event_ids: npt.NDArray[Any], part: Part) -> Rows:
    return np.array([part.elsewhere.get(event_id, 0) for event_id in event_ids], dtype=np.int64)


def _arrays(frame: geopandas.GeoDataFrame, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: frame[name].array for name in names}


def _at(frame: geopandas.GeoDataFrame, name: str, rows: Rows) -> npt.NDArray[Any]:
    values: npt.NDArray[Any] = frame[name].to_numpy()
    return values[rows]


def _articles(ids: npt.NDArray[Any]) -> tuple[Rows, Rows]:
    """Return the number of each claim's article, counted as they are met, and a claim of each article."""
    numbers = pd.factorize(ids)[0].astype(np.int64)
    return numbers, np.unique(numbers, return_index=True)[1]


def _events(ids: npt.NDArray[Any]) -> Rows:
    """Return the number of each claim's event, counted from 1 as they are met, 0 where it has no other claim here."""
    codes, names = pd.factorize(ids)
    shared = (np.bincount(codes, minlength=len(names)) > 1) & (np.asarray(names, dtype=object) != "")
    return np.where(shared, np.cumsum(shared), 0)[codes].astype(np.int64)


def _dictionaries(
    frame: geopandas.GeoDataFrame, order: Rows, leads: Rows
) -> tuple[dict[str, list[str]], dict[str, Rows]]:
    """Return the values of the columns that the page filters by, and the number of each claim's or article's value."""
    dictionaries: dict[str, list[str]] = {}
    codes: dict[str, Rows] = {}
    for name, values in _ENUMS.items():
        dictionaries[name] = list(values)
        codes[name] = pd.Index(dictionaries[name]).get_indexer(pd.Index(_at(frame, name, order))).astype(np.int64)
    for name in _NAMED:
        numbers, distinct = pd.factorize(_at(frame, name, leads if name == "source" else order), sort=True)
        dictionaries[name] = distinct.tolist()
        codes[name] = numbers.astype(np.int64)
    return dictionaries, codes


def _epoch(*columns: Days) -> np.datetime64:
    """Return the day before the first one that a claim begins or ends on or an article was published on."""
    days = np.concatenate(columns)
    known = days[~np.isnat(days)]
    return (known.min() if len(known) else np.datetime64("1970-01-02")) - 1


def _days(column: Days, epoch: np.datetime64) -> Rows:
    return np.where(np.isnat(column), _NO_DAY, (column - epoch).astype(np.int64))


def _pieces(rows: Rows) -> Iterator[Rows]:
    return (rows[start : start + PIECE] for start in range(0, len(rows), PIECE))


def _sample(texts: npt.NDArray[Any]) -> list[str]:
    return texts[:: len(texts) // _SAMPLED + 1].tolist()  # type: ignore[no-any-return] # texts of an object array


def _plain(columns: dict[str, Any], rows: Rows) -> dict[str, list[Any]]:
    """Return columns at some rows as lists of text, numbers and None."""
    return {name: _values(column.take(rows)) for name, column in columns.items()}


def _values(column: Any) -> list[Any]:  # noqa: ANN401 - an array of pandas
    plain: Any = column if column.dtype == object else np.where(column.isna(), None, column.astype(object))
    return list(plain.tolist())


def _claim_texts(columns: dict[str, Any], published: Days, rows: Rows) -> dict[str, list[Any]]:
    texts = _plain(columns, rows)
    spanned = zip(texts["quote"], texts["quote_start"], texts.pop("quote_end"), strict=True)
    # By how much the offsets span more than the quote's own characters: nothing, unless someone changed it.
    texts["quote_over"] = [end - start - len(quote) for quote, start, end in spanned]
    days = np.datetime_as_string(published[rows]).tolist()
    texts["date_reason"], marked = _without_day(texts["date_reason"], days)
    return texts | {"published_marked": [marked] * len(rows)}


def _without_day(reasons: list[str], published: list[str]) -> tuple[list[str], bool]:
    """Put a mark for the day of publication, which makes few reasons of many; not where a text has the mark."""
    if any(_PUBLISHED in reason for reason in reasons):
        return reasons, False
    pairs = zip(reasons, published, strict=True)
    return [reason if day == _NO_DATE else reason.replace(day, _PUBLISHED) for reason, day in pairs], True

"""Which claims are told by two independent sources, and which stand on the word of one."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.model import ClaimStatus, WherePrec

_Ints: TypeAlias = npt.NDArray[np.int64]

_ASSERTED = [ClaimStatus.FACT.value, ClaimStatus.CLAIMED.value, ClaimStatus.REPORTED.value]
_LOCAL = [WherePrec.EXACT.value, WherePrec.NEAR.value, WherePrec.ADM2.value]  # two events in one region may be two
_SHARED, _WHOLE = 4, 5  # Jaccard of two quotes' words: a sentence that a desk only trimmed shares four fifths of them
# What bounds the work where very many tell of one event. Beyond it a claim stays uncorroborated, never the other way.
_NEAR = 16  # neighbours on each side that a telling is compared with: among up to 17 of them all are
_MOST_COPIES = 8  # partners with its own words after which a telling is given up as a wire text
_SHORT = 3  # letters of the words that tell no claimants apart: "the", "of", "for"
_WORD = re.compile(r"[^\W_]+")
_NO_WORD = {code: " " for code in range(128) if not chr(code).isalnum()}


def corroborated(frame: pd.DataFrame) -> pd.Series[bool]:
    """Tell for each claim of a frame of `to_geodataframe`, under its index, whether a second source tells it too.

    Two claims corroborate each other when both assert an event of one kind at one point, placed at least as exactly as
    a district, on days that overlap, in articles of two named outlets, neither on the word of one claimant nor of the
    other's outlet, nor in the same words (four fifths of them). Claimants of one side, or of none that differ and with
    a longer word in common, may be one: "a ministry spokesman", "the same spokesman". The order of the rows does not
    matter. Where more than 17 tell differently of one event, not all pairs are compared: a claim may then stay False,
    but is never True without ground.
    """
    told = np.zeros(len(frame), dtype=bool)
    rows = np.flatnonzero(_can_be(frame))
    if len(rows):
        tellings, number = _tellings(frame.iloc[rows])
        told[rows] = np.append(_by_two(tellings), False)[number]
    return pd.Series(told, index=frame.index, dtype="bool")


def _can_be(frame: pd.DataFrame) -> pd.Series[bool]:
    placed = frame["latitude"].notna() & frame["longitude"].notna() & frame["where_prec"].isin(_LOCAL)
    blank = [name for name in frame["source"].unique() if not name.strip()]
    return placed & ~frame["source"].isin(blank) & frame["event_date"].notna() & frame["claim_status"].isin(_ASSERTED)


@dataclass(frozen=True, slots=True)
class _Tellings:
    """What differs in any column here, one entry each, ordered by content: by event, first day, source, claimant.

    `event` numbers the kinds, points and unbroken stretches of days. Names are numbers, -1 where none is told; `words`
    are those of the names by number.
    """

    event: _Ints
    start: _Ints
    end: _Ints
    source: _Ints
    claimant: _Ints
    side: _Ints
    article: _Ints
    quotes: list[str]
    words: list[frozenset[str]]


def _tellings(frame: pd.DataFrame) -> tuple[_Tellings, _Ints]:
    """Return the tellings of events that several outlets tell, and the number of each row's, -1 for the others."""
    start = _days(frame["event_date"])
    end = np.maximum(_days(frame["event_date_end"].fillna(frame["event_date"])), start)
    event = _events(frame, start, end)
    source, claimant, side, names = _names(frame)
    rows = np.flatnonzero(_is_shared(event, source))
    number = np.full(len(frame), -1)
    quotes = frame["quote"].to_numpy()[rows]
    checksums = (zlib.crc32(quote.encode("utf-8", "surrogatepass")) for quote in quotes)
    keys = np.array([
        event[rows],
        start[rows],
        source[rows],
        claimant[rows],
        side[rows],
        -end[rows],  # the first of a run of one source and claimant reaches farthest
        pd.factorize(frame["article_id"].to_numpy()[rows], sort=True)[0],
        np.fromiter(checksums, dtype=np.int64, count=len(rows)),
    ])  # fmt: skip
    order = np.lexsort(keys[::-1])
    keys = keys[:, order]
    first = _changes(keys)
    number[rows[order]] = np.cumsum(first) - 1
    event, start, source, claimant, side, back, article, _ = keys[:, first]
    words = [_telling_words(name) for name in names]
    told = quotes[order[first]].tolist()
    return _Tellings(event, start, -back, source, claimant, side, article, told, words), number


def _days(column: pd.Series[Any]) -> _Ints:
    return column.to_numpy().astype("datetime64[D]").astype(np.int64)


def _names(frame: pd.DataFrame) -> tuple[_Ints, _Ints, _Ints, list[str]]:
    """Return numbers of outlets, claimants and sides, -1 for none, and the names, whatever their case and spacing."""
    columns = [frame[name] for name in ("source", "claimant", "claimant_side")]
    codes, written = pd.factorize(pd.concat(columns).to_numpy())
    folded, names = pd.factorize(np.array([" ".join(name.casefold().split()) for name in written], object), sort=True)
    numbers = folded[codes].astype(np.int64)
    numbers[names[numbers] == ""] = -1
    source, claimant, side = numbers.reshape(len(columns), -1)
    return source, claimant, side, names.tolist()


def _telling_words(name: str) -> frozenset[str]:
    words = _words(name)
    return frozenset(word for word in words if len(word) > _SHORT) or frozenset(words)


def _events(frame: pd.DataFrame, start: _Ints, end: _Ints) -> _Ints:
    """Return a number for each kind and point, and there for each stretch of days that claims cover without a gap."""
    spot = frame.groupby(["event_type", "latitude", "longitude"]).ngroup().to_numpy()
    origin = start.min()
    axis = spot * (end.max() - origin + 1)  # all days of one kind and point after all of the one before
    begin, reach = axis + start - origin, axis + end - origin
    order = np.argsort(begin, kind="stable")
    covered = np.maximum.accumulate(reach[order])
    event = np.empty(len(frame), dtype=np.int64)
    event[order] = np.cumsum(np.append(False, begin[order][1:] > covered[:-1]))
    return event


def _is_shared(event: _Ints, source: _Ints) -> npt.NDArray[np.bool_]:
    """Tell for each claim whether several outlets tell of its event."""
    order = np.argsort(event, kind="stable")
    starts = np.flatnonzero(np.diff(event[order], prepend=-1))
    low, high = (reduce.reduceat(source[order], starts) for reduce in (np.minimum, np.maximum))
    return np.asarray(low != high)[event]


def _changes(keys: _Ints) -> npt.NDArray[np.bool_]:
    """Tell for each column of keys whether it differs from the one before."""
    return np.append(True, (keys[:, 1:] != keys[:, :-1]).any(axis=0))[: keys.shape[1]]


def _by_two(tellings: _Tellings) -> npt.NDArray[np.bool_]:
    """Let each telling look at its partners in turn until one corroborates it, which is then corroborated too."""
    count, quotes = len(tellings.quotes), tellings.quotes
    marks, copies = bytearray(count), bytearray(count)
    told, copied = np.frombuffer(marks, dtype=bool), np.frombuffer(copies, dtype=np.uint8)
    others = np.bincount(tellings.event)[tellings.event] - 1
    for partner, least in _partners(tellings):
        looking = np.flatnonzero(~told & (copied < _MOST_COPIES) & (others >= least))
        one, other = _apart(tellings, looking, partner[looking])
        for a, b in zip(one.tolist(), other.tolist(), strict=True):
            if marks[a]:
                continue
            if _same_words(quotes[a], quotes[b]):
                copies[a] += 1
            else:
                marks[a] = marks[b] = True
    return told


def _partners(tellings: _Tellings) -> Iterator[tuple[_Ints, int]]:
    """Yield for each telling the number of a partner that it may have, out of bounds where there is none.

    With it comes how many others at least tell of an event where it is worth a look. First come its neighbours, then,
    where there are more, one telling of each claimant of the sources next to its own.
    """
    itself = np.arange(len(tellings.quotes))
    for step in range(1, _NEAR + 1):
        yield itself + step, step
        yield itself - step, step
    event, start, source, claimant = tellings.event, tellings.start, tellings.source, tellings.claimant
    is_claimant = _changes(np.array([event, start, source, claimant]))
    is_source = _changes(np.array([event, start, source]))
    claimants = np.append(np.flatnonzero(is_claimant), -1)
    sources = np.append((np.cumsum(is_claimant) - 1)[is_source], len(claimants) - 1)
    at = np.cumsum(is_source) - 1
    for step in range(_NEAR):
        yield claimants[np.minimum(sources[at + 1] + step, len(claimants) - 1)], _NEAR + 1
        yield claimants[np.maximum(sources[at] - 1 - step, -1)], _NEAR + 1


def _apart(tellings: _Tellings, one: _Ints, other: _Ints) -> tuple[_Ints, _Ints]:
    """Return the pairs that are of one event and, but for their words, independent."""
    there = (other >= 0) & (other < len(tellings.quotes))
    one, other = one[there], other[there]
    near = tellings.event[one] == tellings.event[other]
    one, other = one[near], other[near]
    source, claimant, side = tellings.source, tellings.claimant, tellings.side
    apart = (
        (tellings.start[one] <= tellings.end[other])
        & (tellings.start[other] <= tellings.end[one])
        & (source[one] != source[other])
        & (tellings.article[one] != tellings.article[other])
        & ((claimant[one] != claimant[other]) | (claimant[one] < 0))
        & (claimant[one] != source[other])
        & (claimant[other] != source[one])
        & ((side[one] != side[other]) | (side[one] < 0))
    )
    one, other = one[apart], other[apart]
    alike = (claimant[one] >= 0) & (claimant[other] >= 0) & ((side[one] < 0) | (side[other] < 0))
    alike[alike] = _share_words(tellings.words, claimant[one[alike]], claimant[other[alike]])
    return one[~alike], other[~alike]


def _share_words(words: list[frozenset[str]], one: _Ints, other: _Ints) -> npt.NDArray[np.bool_]:
    """Tell of pairs of names whether they share a word, looking once at each different pair."""
    pairs, number = np.unique(one * len(words) + other, return_inverse=True)
    found = (not words[pair // len(words)].isdisjoint(words[pair % len(words)]) for pair in pairs.tolist())
    return np.fromiter(found, dtype=bool, count=len(pairs))[number]


def _same_words(one: str, other: str) -> bool:
    """Tell whether four fifths of all words of two quotes are shared; most others show it by the words of one."""
    mine, text = _words(one), other.casefold()
    missed, share = 0, len(mine) // _WHOLE
    for word in mine:
        if word not in text:
            missed += 1
            if missed > share:
                return False
    theirs = _words(other)
    shared = len(mine & theirs)
    return shared * _WHOLE >= (len(mine) + len(theirs) - shared) * _SHARED


def _words(quote: str) -> set[str]:
    folded = quote.casefold()
    return set(folded.translate(_NO_WORD).split() if folded.isascii() else _WORD.findall(folded))

"""Maps as files: the page of all claims, or its parts with their index, and the pages of days with theirs."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import OutputError
from geo.layers import by_day, days
from geo.maps import basemap as ground
from geo.maps.claim_map import ClaimMap
from geo.maps.columns import Fresh
from geo.maps.days_index import Whole, counts_of, days_of, index_page
from geo.maps.part import Part
from geo.maps.parts_index import Entry, parts_page
from geo.model import DaysCount
from geo.settings import Borders, Split
from geo.whole import whole_file

if TYPE_CHECKING:
    from datetime import date

    import geopandas

    from geo.maps.basemap import Basemap

_INDEX = "index.html"
_DAY_PAGES = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9].html"


def write_map(
    frame: geopandas.GeoDataFrame,
    path: str | os.PathLike[str],
    *,
    part: Part | None = None,
    tiles: str = "",
    borders: Borders | str = Borders.UN,
    fresh: Fresh | None = None,
    basemap: Basemap | None = None,
) -> None:
    """Write the claims of a frame as one self-contained HTML page; the settings as in ClaimMap.

    Raises OutputError where it cannot be written.
    """
    _write(ClaimMap(frame, part=part, tiles=tiles, borders=borders, fresh=fresh, basemap=basemap), Path(path))


def write_days(
    frame: geopandas.GeoDataFrame,
    folder: str | os.PathLike[str],
    *,
    tiles: str = "",
    borders: Borders | str = Borders.UN,
    fresh: Fresh | None = None,
    basemap: Basemap | None = None,
) -> None:
    """Write one page a day, `YYYY-MM-DD.html`, all on the same ground, and `index.html` that leads to them.

    Pages of days that are no more are removed; without any day there is no index. The other settings as in ClaimMap.
    Raises OutputError where a page cannot be written.
    """
    under = ground.around(frame, Borders(borders)) if basemap is None else basemap
    write_some_days(frame, folder, days(frame), tiles=tiles, borders=borders, fresh=fresh, basemap=under)
    write_days_index(counts_of(frame), folder)


def write_some_days(
    frame: geopandas.GeoDataFrame,
    folder: str | os.PathLike[str],
    only: Collection[date],
    *,
    tiles: str = "",
    borders: Borders | str = Borders.UN,
    fresh: Fresh | None = None,
    basemap: Basemap,
) -> None:
    """Write the pages of these days, all of whose claims are in the frame, and no other; the settings as above."""
    for day, rows in by_day(frame):
        if day in only:
            shown = ClaimMap(frame[rows], day=day, tiles=tiles, borders=borders, fresh=fresh, basemap=basemap)
            _write(shown, Path(folder) / f"{day.isoformat()}.html")


def write_days_index(counts: Sequence[DaysCount], folder: str | os.PathLike[str], whole: Whole = Whole.PAGE) -> None:
    """Write the page that leads to the pages of days, and remove those of days that are none of these counts'.

    `whole` tells what map.html is. Raises OutputError where it cannot be written.
    """
    pages = Path(folder)
    shown = {pages / f"{each.day.isoformat()}.html" for each in days_of(counts)}
    index = pages / _INDEX
    if shown:
        _write_pieces([index_page(counts, whole)], index)
        shown.add(index)
    for stale in {*pages.glob(_DAY_PAGES), *pages.glob(_INDEX)} - shown:
        stale.unlink()


def write_parts_index(entries: Sequence[Entry], days: int, split: Split, path: Path) -> None:
    """Write the page that leads to the parts of a map, and to the pages of so many days.

    Raises OutputError where it cannot be written.
    """
    _write_pieces([parts_page(entries, days, split)], path)


def _write(shown: ClaimMap, path: Path) -> None:
    pieces = shown.page.parts()
    first = next(pieces)  # where a layer is refused, it is before anything is written
    _write_pieces(chain([first], pieces), path)


def _write_pieces(pieces: Iterable[str], path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror or error}"
        raise OutputError(message) from error
    with whole_file(path) as stream:
        stream.writelines(piece.encode() for piece in pieces)

"""Named outlines in two files: written when building, read by a map as far as they lie where it looks."""

from __future__ import annotations

import json
import mmap
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import shapely

from geo.errors import DataMissingError
from geo.gazetteer import storage

Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees."""


@dataclass(frozen=True, slots=True)
class Outlines:
    """Outlines in WGS 84, each with its English name, its country's alpha-2 code, and who holds it.

    A country is the United Nations' view; a holder is Natural Earth's, and its own code (such as CYN) for what is no
    country to others. An outline of which both are the same is not disputed.
    """

    names: tuple[str, ...]
    countries: tuple[str, ...]
    holders: tuple[str, ...]
    shapes: npt.NDArray[np.object_]


def write_outlines(outlines: Outlines, path: Path) -> None:
    """Write `path`.wkb with the shapes, and `path`.json with their names, countries, bounds and places in it."""
    chunks = [shapely.to_wkb(shape, byte_order=1) for shape in outlines.shapes]
    ends = np.cumsum([len(chunk) for chunk in chunks]).tolist()
    starts = [0, *ends[:-1]]
    told = (outlines.names, outlines.countries, outlines.holders)
    rows = zip(starts, ends, shapely.bounds(outlines.shapes).tolist(), *told, strict=True)
    path.with_suffix(".wkb").write_bytes(b"".join(chunks))
    storage.write_json(list(rows), path.with_suffix(".json"))


def read_outlines(path: Path, within: Bounds | None = None) -> Outlines:
    """Read the outlines whose bounds touch `within`, or all. Raises DataMissingError where a file is not as written."""
    try:
        rows = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        chosen = [row for row in rows if within is None or _touch(row[2], within)]
        with (
            path.with_suffix(".wkb").open("rb") as file,
            mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as blob,
        ):
            chunks = [blob[row[0] : row[1]] for row in chosen]
        shapes = shapely.from_wkb(np.array(chunks, dtype=object))
    except (OSError, ValueError, TypeError, IndexError, shapely.errors.GEOSException) as error:
        message = f"the basemap in {path.parent} is missing or damaged ({error}); reinstall claimmap to compile it"
        raise DataMissingError(message) from error
    names, countries, holders = (tuple(row[column] for row in chosen) for column in (3, 4, 5))
    return Outlines(names, countries, holders, shapes)


def _touch(one: Bounds, other: Bounds) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]

"""What writes each format of claims; all may be fed at once, so that claims are read once for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack
from itertools import islice
from pathlib import Path

from geo.exports.acled import ACLED
from geo.exports.coded import Sink, coded
from geo.exports.ucdp import GED
from geo.model import Claim
from geo.settings import Format

_BATCH = 2_000  # claims that are held as such at a time


def write_claims(claims: Iterable[Claim], paths: Mapping[Format, Path]) -> Iterator[int]:
    """Write the claims, in the order given, in each of the formats to its path; yield how many are written so far.

    The files take their places when all is written, and none if anything fails. Formats are those of claims but CSV
    and GeoJSON, which `write_both` writes. Raises OutputError.
    """
    done = 0
    left = iter(claims)
    with ExitStack() as stack:
        sinks = [stack.enter_context(_opened(told, path)) for told, path in paths.items()]
        while batch := list(islice(left, _BATCH)):
            for add in sinks:
                add(batch)
            done += len(batch)
            yield done


def _opened(told: Format, path: Path) -> AbstractContextManager[Sink]:
    if told is Format.ACLED:
        return coded(ACLED, path)
    if told is Format.UCDP:
        return coded(GED, path)
    return _geographic(told)(path)


def _geographic(told: Format) -> Callable[[Path], AbstractContextManager[Sink]]:
    """Return what opens a format with geometries; pyarrow and geopandas are only loaded where one is asked for."""
    if told is Format.GPKG:
        from geo.exports.geopackage import geopackage  # noqa: PLC0415 - as the docstring says

        return geopackage
    if told is Format.PARQUET:
        from geo.exports.geoparquet import geoparquet  # noqa: PLC0415 - as above

        return geoparquet
    from geo.exports.kml import kml  # noqa: PLC0415 - as above

    return kml

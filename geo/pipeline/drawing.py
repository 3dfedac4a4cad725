"""Store → outputs. Drawing is the dear part, and left out where it would only repeat what stands there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import OutputError
from geo.exports import write_csv, write_geojson
from geo.pipeline.versions import drawing_version
from geo.settings import Settings

if TYPE_CHECKING:
    from geo.store import Store

Progress = Callable[[str, int, int], None]
"""Told the stage, how much of it is done, and how much there is (0: not known yet)."""

_STAGE, _STEPS = "writing", 4
_STAMP = ".drawn"  # which claims the pages show, by which code and settings, and how large each is


def draw(store: Store, settings: Settings, progress: Progress) -> tuple[Path, ...]:
    """Write every output from the store; pages that show the same claims in the same way already stay."""
    out = settings.out
    page, table, points, days, stamp = (
        out / name for name in ("map.html", "claims.csv", "claims.geojson", "days", _STAMP)
    )
    progress(_STAGE, 0, _STEPS)
    write_csv(store.claims(), table)
    write_geojson(store.claims(), points)
    progress(_STAGE, 2, _STEPS)
    shown = f"{_digest(table)} {drawing_version()} {settings.borders} {_tiles(settings)}"
    try:
        if settings.rebuild or not _is_current(stamp, shown):
            stamp.unlink(missing_ok=True)
            _draw_pages(store, page, days, settings, progress)
            pages = [page, *sorted(days.glob("*.html"))]
            listed = [f"{path.relative_to(out).as_posix()}\t{path.stat().st_size}" for path in pages]
            stamp.write_text("\n".join([shown, *listed, ""]), encoding="utf-8")
    except OSError as error:
        message = f"{error.filename or out} cannot be written: {error.strerror or error}"
        raise OutputError(message) from error
    progress(_STAGE, _STEPS, _STEPS)
    return tuple(path for path in (page, table, points, days) if path.exists())  # no claim has a day: no days


def _draw_pages(store: Store, page: Path, days: Path, settings: Settings, progress: Progress) -> None:
    from geo import layers, maps  # noqa: PLC0415 - a second of imports that only drawing needs
    from geo.gazetteer.shapes import Shapes  # noqa: PLC0415 - as above

    frame = layers.to_geodataframe(store.claims(), Shapes.open(borders=settings.borders))
    maps.write_map(frame, page, tiles=settings.tiles, borders=settings.borders)
    progress(_STAGE, 3, _STEPS)
    maps.write_days(frame, days, tiles=settings.tiles, borders=settings.borders)


def _tiles(settings: Settings) -> str:
    """Return all that the pages are told of the tiles: a newer xyzservices may give another address for a name."""
    if not settings.tiles:
        return ""
    from geo.maps.tiles import find_tiles  # noqa: PLC0415 - as above

    return json.dumps(asdict(find_tiles(settings.tiles)))


def _is_current(stamp: Path, shown: str) -> bool:
    """Tell whether the pages were drawn from these claims by this code, and all still stand there as written."""
    try:
        drawn, *listed = stamp.read_text(encoding="utf-8").splitlines()
        sizes = [line.rsplit("\t", 1) for line in listed]
        return drawn == shown and all((stamp.parent / name).stat().st_size == int(size) for name, size in sizes)
    except (OSError, ValueError):
        return False


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()

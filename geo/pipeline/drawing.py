"""Store → outputs. Writing is the dear part, and left out where it would only repeat what stands there."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import OutputError
from geo.exports import write_both
from geo.pipeline.exporting import Progress, refresh
from geo.pipeline.versions import drawing_version
from geo.settings import Settings

if TYPE_CHECKING:
    from geo.maps import Fresh
    from geo.pipeline.stamp import Stamp
    from geo.store import Store

_STAGE, _STEPS = "writing", 4


def draw(store: Store, settings: Settings, progress: Progress) -> tuple[Path, ...]:
    """Write every output from the store; where all show the same claims in the same way already, they stay.

    Raises ClaimmapError where the run that the settings name is none of the store's, OutputError.
    """
    from geo.pipeline.stamp import NAME, Stamp  # noqa: PLC0415 - SQLAlchemy is only loaded where there is a store

    out = settings.out
    page, table, points, days = (out / name for name in ("map.html", "claims.csv", "claims.geojson", "days"))
    progress(_STAGE, 0, _STEPS)
    fresh = _fresh(store, settings)
    state, look = store.state(), f"{drawing_version()} {settings.borders} {_tiles(settings)} {_digest(fresh)}"
    stamp = None if settings.rebuild else Stamp.read(out)
    try:
        if stamp is None or (stamp.state, stamp.look) != (state, look):
            (out / NAME).unlink(missing_ok=True)
            write_both(store.claims(), table, points)
            progress(_STAGE, 2, _STEPS)
            like = stamp if stamp is not None and stamp.look == look else None
            ground = _draw_pages(store, settings, fresh, like)
            written = [page, table, points, *sorted(days.glob("*.html"))]
            sizes = {path.relative_to(out).as_posix(): path.stat().st_size for path in written}
            Stamp(state, store.reach(), look, ground, sizes).write(out)
    except OSError as error:
        message = f"{error.filename or out} cannot be written: {error.strerror or error}"
        raise OutputError(message) from error
    progress(_STAGE, _STEPS, _STEPS)
    drawn = [path for path in (page, table, points, days) if path.exists()]  # no claim has a day: no days
    return (*drawn, *refresh(store, settings, progress))


def _fresh(store: Store, settings: Settings) -> Fresh | None:
    """Return what to mark on the pages: what became of claims since the run that the settings name."""
    if settings.since is None:
        return None
    from geo.maps import FRESH, Fresh  # noqa: PLC0415 - as below
    from geo.pipeline import remembering  # noqa: PLC0415 - as below

    remembering.require_run(store, settings.since)
    changes = remembering.changes_between(store, settings.since, store.reach().run_id)
    what = {change.claim_id: change.what.value for change in changes if change.what.value in FRESH}
    return Fresh(settings.since, what)


def _digest(fresh: Fresh | None) -> str:
    if fresh is None:
        return ""
    return hashlib.sha256(repr((fresh.since, sorted(fresh.what.items()))).encode()).hexdigest()


def _draw_pages(store: Store, settings: Settings, fresh: Fresh | None, stamp: Stamp | None) -> str:
    """Write the pages, but for those of days that are as the stamp has them; return what stands for their ground."""
    from geo import layers, maps  # noqa: PLC0415 - a second of imports that only drawing needs
    from geo.gazetteer.shapes import Shapes  # noqa: PLC0415 - as above
    from geo.pipeline.stamp import stale_days  # noqa: PLC0415 - as above

    borders = settings.borders
    frame = layers.to_geodataframe(store.claims(), Shapes.open(borders=borders))
    under = maps.around(frame, borders)
    ground = hashlib.sha256(under.block.encode()).hexdigest()
    only = stale_days(stamp, store, frame) if stamp is not None and stamp.ground == ground else None
    out, tiles = settings.out, settings.tiles
    maps.write_map(frame, out / "map.html", tiles=tiles, borders=borders, fresh=fresh, basemap=under)
    maps.write_days(frame, out / "days", tiles=tiles, borders=borders, fresh=fresh, basemap=under, only=only)
    return ground


def _tiles(settings: Settings) -> str:
    """Return all that the pages are told of the tiles: a newer xyzservices may give another address for a name."""
    if not settings.tiles:
        return ""
    from geo.maps.tiles import find_tiles  # noqa: PLC0415 - as above

    return json.dumps(asdict(find_tiles(settings.tiles)))

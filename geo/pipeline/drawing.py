"""Store → outputs. Writing is the dear part, and left out where it would only repeat what stands there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from geo.changes import What, earlier
from geo.cycles import uncollected
from geo.errors import OutputError
from geo.exports import order_of, spliced, write_both
from geo.model import Claim
from geo.pipeline.exporting import Progress, refresh
from geo.pipeline.versions import drawing_version
from geo.settings import Settings

if TYPE_CHECKING:
    from geo.changes import Change
    from geo.exports import Order
    from geo.maps import Fresh
    from geo.pipeline.stamp import Stamp
    from geo.store import Store

_STAGE, _STEPS = "writing", 4
_FEW = 2_000  # changes: putting one in its place takes a millisecond, writing 100,000 claims anew three seconds


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
            before = _before(stamp, look, store)
            (out / NAME).unlink(missing_ok=True)
            with _writing_files(before, store, table, points):
                progress(_STAGE, 2, _STEPS)
                ground = _draw_pages(store, settings, fresh, before)
            written = [page, table, points, *sorted(days.glob("*.html"))]
            sizes = {path.relative_to(out).as_posix(): path.stat().st_size for path in written}
            Stamp(state, store.reach(), look, ground, sizes).write(out)
    except OSError as error:
        message = f"{error.filename or out} cannot be written: {error.strerror or error}"
        raise OutputError(message) from error
    progress(_STAGE, _STEPS, _STEPS)
    drawn = [path for path in (page, table, points, days) if path.exists()]  # no claim has a day: no days
    return (*drawn, *refresh(store, settings, progress))


@dataclass(frozen=True, slots=True)
class _Before:
    """What outputs that stand show, in the way that they are to be drawn now, and what became of claims since."""

    ground: str
    changes: list[Change]


def _before(stamp: Stamp | None, look: str, store: Store) -> _Before | None:
    from geo.pipeline.stamp import changes_since  # noqa: PLC0415 - as above

    if stamp is None or stamp.look != look:
        return None
    changes = changes_since(stamp, store)
    return None if changes is None else _Before(stamp.ground, changes)


@contextmanager
def _writing_files(before: _Before | None, store: Store, table: Path, points: Path) -> Iterator[None]:
    """Write claims.csv and claims.geojson: anew, or beside the block where little more than copying is to be done."""
    if before is None or len(before.changes) > _FEW:
        write_both(store.claims(), table, points)
        yield
        return
    gone, come = _moved(before.changes, store)
    with ThreadPoolExecutor(1) as beside:
        copied = beside.submit(spliced, table, points, gone, come)
        yield
        if not copied.result():
            write_both(store.claims(), table, points)


def _moved(changes: Sequence[Change], store: Store) -> tuple[list[Order], list[Claim]]:
    """Return the orders of claims that are to be taken out of the files, and the claims that are to be put in."""
    gone = [order_of(change.claim) for change in changes if change.what is What.WITHDRAWN and change.claim is not None]
    here = {change.claim_id: change for change in changes if change.what is not What.WITHDRAWN}
    come = list(store.shown(sorted(here)).values())
    for claim in come:
        change = here[claim.claim_id]
        if change.what is not What.NEW:
            gone.append(order_of(earlier(claim, change.differences)))
    return gone, come


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


def _draw_pages(store: Store, settings: Settings, fresh: Fresh | None, before: _Before | None) -> str:
    """Write the pages, but for those of days that stand as they would be drawn; return what stands for their ground."""
    from geo import layers, maps  # noqa: PLC0415 - a second of imports that only drawing needs
    from geo.gazetteer.shapes import Shapes  # noqa: PLC0415 - as above
    from geo.pipeline.stamp import stale_days  # noqa: PLC0415 - as above

    borders = settings.borders
    with uncollected():
        frame = layers.from_columns(store.columns(), Shapes.open(borders=borders))
    under = maps.around(frame, borders)
    ground = hashlib.sha256(under.block.encode()).hexdigest()
    only = stale_days(before.changes, frame) if before is not None and before.ground == ground else None
    out, tiles = settings.out, settings.tiles
    with uncollected():
        maps.write_map(frame, out / "map.html", tiles=tiles, borders=borders, fresh=fresh, basemap=under)
    maps.write_days(frame, out / "days", tiles=tiles, borders=borders, fresh=fresh, basemap=under, only=only)
    return ground


def _tiles(settings: Settings) -> str:
    """Return all that the pages are told of the tiles: a newer xyzservices may give another address for a name."""
    if not settings.tiles:
        return ""
    from geo.maps.tiles import find_tiles  # noqa: PLC0415 - as above

    return json.dumps(asdict(find_tiles(settings.tiles)))

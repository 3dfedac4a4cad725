"""Store → outputs. Writing is the dear part, and left out where it would only repeat what stands there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from geo.changes import What, earlier
from geo.errors import OutputError
from geo.exports import order_of, spliced, write_both
from geo.model import Claim
from geo.pipeline.exporting import Progress, refresh
from geo.pipeline.parts import FOLDER as PARTS
from geo.pipeline.parts import parts_of
from geo.pipeline.versions import drawing_version
from geo.settings import Settings, Split
from geo.weight import Weight, weight

if TYPE_CHECKING:
    from geo.changes import Change
    from geo.exports import Order
    from geo.maps import Fresh
    from geo.pipeline.pages import Drawer
    from geo.pipeline.stamp import Since, Stamp
    from geo.store import Store

_STAGE, _STEPS = "writing", 4
_FEW = 2_000  # changes: putting one in its place takes a millisecond, writing 100,000 claims anew three seconds


@dataclass(frozen=True, slots=True)
class Expected:
    """What one page of all claims weighs, and how it is `split` into so many `parts` instead (0: it is one page)."""

    claims: int
    page: Weight
    split: Split
    parts: int

    def in_words(self) -> str:
        """Return what a reader is to expect of map.html, and how to have it otherwise."""
        told = f"map.html: {self.claims:,} claims on one page"
        if self.split is Split.NONE:
            return f"{told}, {self.page.in_words()}; --split period or region draws parts"
        words = f"split by {self.split} into {self.parts:,} parts; --split none draws one page"
        return f"{told} would be {self.page.in_words()}: {words}"


@dataclass(frozen=True, slots=True)
class Drawn:
    """The outputs that were written, or left as they stood, and what was to be expected of the map."""

    outputs: tuple[Path, ...]
    expected: Expected


def draw(
    store: Store, settings: Settings, progress: Progress, tell: Callable[[str], None] = lambda _line: None
) -> Drawn:
    """Write every output from the store; where all show the same claims in the same way already, they stay.

    What a map of more claims than a page should hold will weigh is told before it is written. Raises ClaimmapError
    where the run that the settings name is none of the store's, OutputError.
    """
    from geo.pipeline.stamp import NAME, Stamp  # noqa: PLC0415 - SQLAlchemy is only loaded where there is a store

    out = settings.out
    page, table, points, days, folder = (
        out / name for name in ("map.html", "claims.csv", "claims.geojson", "days", PARTS)
    )
    progress(_STAGE, 0, _STEPS)
    fresh = _fresh(store, settings)
    reach, state = store.reach(), store.state()
    split = settings.split if reach.claims > settings.most_claims else Split.NONE
    look = f"{drawing_version()} {settings.borders} {_tiles(settings)} {_digest(fresh)}"
    shape = "" if split is Split.NONE else f"{split} {settings.most_claims}"
    stamp = None if settings.rebuild else Stamp.read(out)
    stands = stamp is not None and (stamp.state, stamp.look, stamp.split) == (state, look, shape)
    parts = [] if stands or split is Split.NONE else parts_of(store, split, settings.most_claims)
    number = len(stamp.parts) if stands and stamp is not None else len(parts)
    expected = Expected(reach.claims, weight(reach.claims), split, number)
    try:
        if not stands:
            if reach.claims > settings.most_claims:
                tell(expected.in_words())
            before = _before(stamp, look, store)
            (out / NAME).unlink(missing_ok=True)
            with _writing_files(before, store, table, points):
                progress(_STAGE, 2, _STEPS)
                drawer = _drawer(store, settings, fresh, before, progress)
                pages = drawer.draw_parts(parts) if parts else drawer.draw_whole()
            written = [page, table, points, *sorted(days.glob("*.html")), *sorted(folder.glob("*.html"))]
            sizes = {path.relative_to(out).as_posix(): path.stat().st_size for path in written}
            Stamp(state, reach, look, shape, pages.ground, pages.parts, sizes).write(out)
    except OSError as error:
        message = f"{error.filename or out} cannot be written: {error.strerror or error}"
        raise OutputError(message) from error
    progress(_STAGE, _STEPS, _STEPS)
    drawn = [path for path in (page, folder, table, points, days) if path.exists()]  # one page has no parts
    return Drawn((*drawn, *refresh(store, settings, progress)), expected)


@dataclass(frozen=True, slots=True)
class _Before:
    """What outputs that stand in the way that they are to be drawn now showed, and what became of claims since."""

    stamp: Stamp
    since: Since


def _before(stamp: Stamp | None, look: str, store: Store) -> _Before | None:
    from geo.pipeline.stamp import since  # noqa: PLC0415 - as above

    if stamp is None or stamp.look != look:
        return None
    became = since(stamp, store, _FEW)
    return None if became is None else _Before(stamp, became)


@contextmanager
def _writing_files(before: _Before | None, store: Store, table: Path, points: Path) -> Iterator[None]:
    """Write claims.csv and claims.geojson: anew, or beside the block where little more than copying is to be done."""
    if before is None or before.since.changes is None:
        write_both(store.claims(), table, points)
        yield
        return
    gone, come = _moved(before.since.changes, store)
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


def _drawer(
    store: Store, settings: Settings, fresh: Fresh | None, before: _Before | None, progress: Progress
) -> Drawer:
    from geo.pipeline.pages import Drawer, Standing  # noqa: PLC0415 - a second of imports that only drawing needs

    if before is None:
        return Drawer(store, settings, fresh, None, progress)
    stamp, since = before.stamp, before.since
    return Drawer(store, settings, fresh, Standing(stamp.ground, stamp.parts, since.days, since.spots), progress)


def _tiles(settings: Settings) -> str:
    """Return all that the pages are told of the tiles: a newer xyzservices may give another address for a name."""
    if not settings.tiles:
        return ""
    from geo.maps.tiles import find_tiles  # noqa: PLC0415 - as above

    return json.dumps(asdict(find_tiles(settings.tiles)))

"""What the outputs of a folder show, and by that what of them is to be drawn again."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Self

from geo.changes import Change, What, folded, from_record
from geo.errors import ChangesError
from geo.store import Reach
from geo.whole import text_file

if TYPE_CHECKING:
    import geopandas

    from geo.store import Store

NAME = ".drawn"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What outputs were drawn from: the store's `state` and `reach`, the `look` that code and settings give them.

    `ground` stands for the ground that all pages share, `sizes` has the bytes of each file by its name.
    """

    state: str
    reach: Reach
    look: str
    ground: str
    sizes: dict[str, int]

    @classmethod
    def read(cls, out: Path) -> Self | None:
        """Return what the outputs of a folder show, None unless all still stand there as they were written."""
        try:
            told = json.loads((out / NAME).read_text(encoding="utf-8"))
            stamp = cls(**{field.name: told[field.name] for field in fields(cls)} | {"reach": Reach(**told["reach"])})
            as_written = all((out / name).stat().st_size == size for name, size in stamp.sizes.items())
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        return stamp if as_written else None

    def write(self, out: Path) -> None:
        """Keep what the outputs of a folder show. Raises OutputError."""
        with text_file(out / NAME) as stream:
            stream.write(json.dumps(asdict(self)) + "\n")


def changes_since(stamp: Stamp, store: Store) -> list[Change] | None:
    """Return what became of claims since the outputs were drawn, None where that is not known.

    It is not where something was forgotten since: what was kept of its claims went with it.
    """
    logged = list(store.changes(stamp.reach.run_id, store.reach().run_id))
    try:
        changes = list(folded(from_record(json.loads(each.record)) for each in logged))
    except (ChangesError, ValueError):
        return None
    counts = Counter(change.what for change in changes)
    claims = stamp.reach.claims + counts[What.NEW] - counts[What.WITHDRAWN]
    now = store.reach()
    if (stamp.reach.changes + len(logged), claims) != (now.changes, now.claims):
        return None
    return changes


def stale_days(changes: Sequence[Change], frame: geopandas.GeoDataFrame) -> set[date]:
    """Return the days on which any claim is another than before these changes."""
    shown = _shown(frame, {change.claim_id for change in changes})
    return {day for change in changes for first, last in _spans(change, shown) for day in _days(first, last)}


def _shown(frame: geopandas.GeoDataFrame, claim_ids: set[str]) -> dict[str, tuple[date | None, date | None]]:
    """Return the first and last day of these claims as they are now."""
    rows = frame.loc[frame["claim_id"].isin(claim_ids), ["claim_id", "event_date", "event_date_end"]]
    days = [[None if value != value else value.date() for value in rows[name]] for name in rows.columns[1:]]  # noqa: PLR0124 - NaT
    return dict(zip(rows["claim_id"], zip(*days, strict=True), strict=True))


def _spans(
    change: Change, shown: dict[str, tuple[date | None, date | None]]
) -> Iterator[tuple[date | None, date | None]]:
    """Yield the first and last day of a claim before and after what became of it, as far as it was there."""
    if change.claim is not None:
        yield change.claim.event_date, change.claim.event_date_end
        return
    first, last = shown[change.claim_id]
    yield first, last
    before = {each.name: each.before for each in change.differences}
    yield before.get("event_date", first), before.get("event_date_end", last)  # type: ignore[misc] # of days


def _days(first: date | None, last: date | None) -> Iterator[date]:
    if first is not None:
        for number in range(((last or first) - first).days + 1):
            yield first + timedelta(days=number)

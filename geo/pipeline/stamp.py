"""What the outputs of a folder show, and by that what of them is to be drawn again."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Self

from geo.changes import Change, What, earlier, folded, from_record
from geo.errors import ChangesError
from geo.model import Claim, LoggedChange, Spot
from geo.store import Reach
from geo.whole import text_file

if TYPE_CHECKING:
    from geo.store import Store

NAME = ".drawn"
_AT_ONCE = 500  # changes whose claims are looked up together


@dataclass(frozen=True, slots=True)
class Stamp:
    """What outputs were drawn from: the store's `state` and `reach`, the `look` that code and settings give them.

    `split` says how the map is split into parts (empty: it is one page), and `parts` has by their names what stands for
    all that they show beside their claims. `ground` stands for the ground that pages share, `sizes` has the bytes of
    each file by its name.
    """

    state: str
    reach: Reach
    look: str
    split: str
    ground: str
    parts: dict[str, str]
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


@dataclass(frozen=True, slots=True)
class Since:
    """What became of claims since outputs were drawn: which days changed claims hold or held, where they lie or lay.

    `changes` has all that became of them, None where it is much.
    """

    changes: list[Change] | None
    days: frozenset[date]
    spots: frozenset[Spot]


def since(stamp: Stamp, store: Store, few: int) -> Since | None:
    """Return what became of claims since the outputs were drawn, None where that is not known.

    It is not where something was forgotten since: what was kept of its claims went with it. Of many changes, those
    after a `few` are counted and not held.
    """
    told = _Told(store, few)
    try:
        told.add(folded(from_record(json.loads(each.record)) for each in told.counted(_logged(stamp, store))))
    except (ChangesError, ValueError):
        return None
    claims = stamp.reach.claims + told.counts[What.NEW] - told.counts[What.WITHDRAWN]
    now = store.reach()
    if (stamp.reach.changes + told.logged, claims) != (now.changes, now.claims):
        return None
    changes = told.changes if len(told.changes) <= few else None
    return Since(changes, frozenset(told.days), frozenset(told.spots))


def _logged(stamp: Stamp, store: Store) -> Iterator[LoggedChange]:
    return store.changes(stamp.reach.run_id, store.reach().run_id)


class _Told:
    """Takes in changes one after another, and keeps of them what is asked for."""

    def __init__(self, store: Store, few: int) -> None:
        self._store, self._few = store, few
        self.logged = 0
        self.counts: Counter[What] = Counter()
        self.changes: list[Change] = []  # one more than a few, and there are too many
        self.days: set[date] = set()
        self.spots: set[Spot] = set()

    def counted(self, logged: Iterable[LoggedChange]) -> Iterator[LoggedChange]:
        """Pass on what the store has logged."""
        for each in logged:
            self.logged += 1
            yield each

    def add(self, changes: Iterator[Change]) -> None:
        """Take in what became of claims."""
        while batch := list(islice(changes, _AT_ONCE)):
            self.counts.update(change.what for change in batch)
            self.changes += batch[: max(0, self._few + 1 - len(self.changes))]
            for claim in self._claims(batch):
                self.days.update(_days(claim.event_date, claim.event_date_end))
                self.spots.add(spot_of(claim))

    def _claims(self, batch: Sequence[Change]) -> Iterator[Claim]:
        """Yield claims as they are and as they were, as far as they are or were there."""
        shown = self._store.shown(change.claim_id for change in batch if change.claim is None)
        for change in batch:
            if change.claim is not None:
                yield change.claim
            else:
                yield shown[change.claim_id]
                yield earlier(shown[change.claim_id], change.differences)


def spot_of(claim: Claim) -> Spot:
    """Return where a claim is."""
    return Spot(claim.event_date, claim.latitude is not None, claim.iso3, claim.admin1_code)


def _days(first: date | None, last: date | None) -> Iterator[date]:
    if first is not None:
        for number in range(((last or first) - first).days + 1):
            yield first + timedelta(days=number)

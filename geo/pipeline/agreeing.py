"""Which event each claim tells and how well that is supported: made anew where claims or rules changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from geo.agreement import SAID_THEN, Event, Reach, group, regroup, signature
from geo.changes import Change, What, difference, earlier, folded
from geo.model import OF_EVENT, Claim, Corrects, Grouped
from geo.pipeline.remembering import logged, recorded
from geo.store import Around

if TYPE_CHECKING:
    from geo.store import Store

_MANY = 1000  # changes: following one takes some milliseconds, grouping 100,000 claims anew ten seconds
_AT_ONCE = 500


def agree(store: Store, engine: str, run: Callable[[], int]) -> list[Change]:
    """Group the claims by their events, and keep and return what that changes of those that were grouped before.

    Only what changes since the last grouping may touch is looked at, unless that was by another `engine`. The number
    of the `run` is asked for only if anything changes.
    """
    since = store.last_grouped()
    news = _News.of(folded(recorded(store, since.run_id)))
    signatures = _Signatures(store)
    together, apart = store.together(), store.apart()
    if since.engine != engine or len(news.changes) > _MANY:
        events: Iterable[Event] = group(store.claims(), signatures, together, apart)
        signatures.renewed()
    else:
        touched = [
            *_before(store, news.changes),
            *store.shown(_joined_by_hand(store)).values(),
            *(claim for article_id in signatures.renewed() for claim in store.shown_of(article_id)),
        ]
        events = regroup(touched, _Neighbours(store), signatures, together, apart) if touched else ()
    told = {claim_id: event.told for event in events for claim_id in event.claim_ids}
    new = {claim_id: told[claim_id] for claim_id in sorted(news.new & told.keys())}
    changes = list(_changed(store, {claim_id: told[claim_id] for claim_id in sorted(told.keys() - news.new)}))
    store.agree(
        new,
        {change.claim_id: told[change.claim_id] for change in changes},
        engine=engine,
        after_run=since.run_id,
        changes=logged(run(), changes) if changes else (),
        signatures=signatures.made,
    )
    return changes


@dataclass(frozen=True, slots=True)
class _News:
    """What became of claims since they were last grouped: the ids of the new ones, and all changes unless many."""

    new: frozenset[str]
    changes: tuple[Change, ...]

    @classmethod
    def of(cls, changes: Iterable[Change]) -> _News:
        new, some = set(), list[Change]()
        for change in changes:
            names = {each.name for each in change.differences}
            if names and names <= set(OF_EVENT):
                continue
            if change.what is What.NEW:
                new.add(change.claim_id)
            if len(some) <= _MANY:
                some.append(change)
        return cls(frozenset(new), tuple(some))


def _before(store: Store, changes: Iterable[Change]) -> Iterator[Claim]:
    """Yield the claims that came as they are, and those that went or were changed as they were."""
    changed = {change.claim_id: change for change in changes if change.claim is None}
    for change in changes:
        if change.claim is not None:
            yield change.claim
    for claim_id, claim in store.shown(sorted(changed)).items():
        yield earlier(claim, changed[claim_id].differences)


def _joined_by_hand(store: Store) -> list[str]:
    """Return the claims that analysts ever merged or split, also where that was undone."""
    made = [each for each in store.corrections() if each.what in {Corrects.MERGE, Corrects.SPLIT}]
    return sorted({claim_id for each in made for claim_id in (each.claim_id, *each.others)})


def _changed(store: Store, told: Mapping[str, Grouped]) -> Iterator[Change]:
    """Yield what becomes of claims that are told to be of other events, or of these with another grade or reason."""
    waiting = iter(told)
    while claim_ids := list(islice(waiting, _AT_ONCE)):
        shown = store.shown(claim_ids)
        for claim_id in claim_ids:
            change = difference(shown[claim_id], told[claim_id].put(shown[claim_id]))
            if change is not None:
                yield change


class _Neighbours:
    """The claims of a store, for who asks what lies around one."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def around(self, reach: Reach) -> Iterable[Claim]:
        box = reach.box
        bounds = None if box is None else (box.south, box.west, box.north, box.east)
        days = reach.first, reach.last, reach.until, SAID_THEN
        return self._store.around(Around(reach.kinds, *days, bounds, reach.wide_km, reach.iso3))

    def of(self, claim_ids: Collection[str]) -> Iterable[Claim]:
        return self._store.shown(claim_ids).values()


class _Signatures(Mapping[str, bytes]):
    """The signatures of articles by id, each made when it is first asked for: few articles tell what others tell."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, bytes] = {}
        self.made: dict[str, bytes] = {}

    def __getitem__(self, article_id: str) -> bytes:
        if article_id not in self._known:
            self._known |= self._store.signatures([article_id])
        if article_id not in self._known:
            self.made[article_id] = self._known[article_id] = signature(self._store.article(article_id).text)
        return self._known[article_id]

    def renewed(self) -> list[str]:
        """Make those of texts that may be others than when they were signed, and return their articles."""
        found = self._store.signed_before()
        for article_id in found:
            self[article_id]
        return found

    def __iter__(self) -> Iterator[str]:
        return (each.article_id for each in self._store.known())

    def __len__(self) -> int:
        return len(self._store.known())

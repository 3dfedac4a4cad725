"""What is shown of claims: what extraction told, over it what services answered, over that what analysts corrected.

It is always made anew from these three, so that it depends on nothing else: not on their order, nor on earlier runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from geo.changes import compared, folded
from geo.corrections import Corrections, context_of
from geo.gazetteer import fold
from geo.model import Claim, Correction, Grouped
from geo.pipeline.agreeing import agree
from geo.pipeline.remembering import logged
from geo.pipeline.versions import engine_version

if TYPE_CHECKING:
    from geo.changes import Change
    from geo.gazetteer import Gazetteer
    from geo.store import Store


def refresh(store: Store, answered: Mapping[str, Claim], run: Callable[[], int]) -> list[Change]:
    """Show every claim as it is to be shown, keep what that changes, and return it.

    `answered` has by claim_id the claims that services placed, or said why not. The number of the `run` is asked for
    only if anything changes.
    """
    made = Corrections(store.corrections())
    told = {claim.claim_id: claim for claim in _concerned(store, made)} | store.extracted(answered)
    before = store.shown(told)
    contexts = _Contexts(store, made)
    after: dict[str, Claim | None] = {}
    for claim_id, claim in told.items():
        shown = made.shown(answered.get(claim_id, claim), contexts.of(claim))
        after[claim_id] = _of_its_event(shown, before.get(claim_id))
    changes = list(compared(_in_order(before.values()), _in_order(after.values())))
    if changes:
        run_id = run()
        changed = {each.claim_id: after[each.claim_id] for each in changes}
        store.show(changed, logged(run_id, changes))
    return changes


def show_anew(store: Store, gazetteer: Gazetteer) -> tuple[int, list[Change]]:
    """Do `refresh` and group claims by it, in a run of its own; return its number and what it changed.

    Where it changes nothing there is no run, and the number is 0.
    """
    from geo.pipeline.asking import answered  # noqa: PLC0415 - geopy is only loaded where there are answers
    from geo.store import Counts  # noqa: PLC0415 - SQLAlchemy is only loaded where there is a store

    begun: list[int] = []

    def run() -> int:
        if not begun:
            begun.append(store.begin_run(engine_version()))
        return begun[0]

    shown = refresh(store, answered(store, gazetteer) if store.answers() else {}, run)
    changes = list(folded(shown, agree(store, engine_version(), run)))
    if not begun:
        return 0, changes
    store.finish_run(begun[0], Counts(0, 0, 0, 0, store.tally().claims))
    return begun[0], changes


def waiting(store: Store) -> list[Correction]:
    """Return the corrections that wait for a claim that no article makes now."""
    made = [each for each in store.corrections() if not each.undone]
    named = {claim_id for each in made for claim_id in (each.claim_id, *each.others) if claim_id}
    missing = named - store.extracted(sorted(named)).keys()
    return [each for each in made if not missing.isdisjoint((each.claim_id, *each.others))]


def _concerned(store: Store, made: Corrections) -> Iterator[Claim]:
    """Yield the claims that are, or may have to be, shown otherwise than extraction told them, as it told them."""
    yield from store.altered()
    yield from store.extracted(made.claim_ids).values()
    if made.names:
        yield from store.named([each for each in store.place_texts() if fold(each) in made.names])


def _of_its_event(claim: Claim | None, before: Claim | None) -> Claim | None:
    """Leave a claim in the event that it was grouped into: that is told by others than these."""
    if claim is None or before is None:
        return claim
    return Grouped.of(before).put(claim)


def _in_order(claims: Iterable[Claim | None]) -> list[Claim]:
    return sorted((each for each in claims if each is not None), key=lambda each: each.claim_id)


class _Contexts:
    """The country that the articles of claims are about, for those whose places rules name."""

    def __init__(self, store: Store, made: Corrections) -> None:
        self._store = store
        self._names = made.names
        self._known: dict[tuple[str, str], str] = {}

    def of(self, claim: Claim) -> str:
        name = fold(claim.place_text)
        if name not in self._names:
            return ""
        key = claim.article_id, name
        if key not in self._known:
            self._known[key] = context_of(self._store.claims_of(claim.article_id), name)
        return self._known[key]

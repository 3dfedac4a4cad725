"""What a run changes, kept beside what it saves: nothing becomes of a claim that cannot be told afterwards."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from geo.changes import Change, compared, folded, from_record, in_order, reattached, record, write_changes
from geo.errors import ClaimmapError
from geo.model import Article, Claim, LoggedChange
from geo.whole import text_file

if TYPE_CHECKING:
    from geo.store import Known, Store

NAME = "changes.json"


def remember(store: Store, article: Article, known: Known, claims: Iterable[Claim], run_id: int) -> None:
    """Save an article's claims in the place of those it had, under the ids that these had, with what that changes.

    A claim of which extraction tells the same as before is shown as before; the others as extraction tells them, until
    `showing.refresh` puts over them what services and analysts know.
    """
    told: dict[str, Claim] = {}
    before: dict[str, Claim] = {}
    if store.holds(article.article_id):
        told = {claim.claim_id: claim for claim in store.claims_of(article.article_id)}
        before = {claim.claim_id: claim for claim in store.shown_of(article.article_id)}
    kept = reattached((*told.values(), *_awaited(store, article.article_id, told)), tuple(claims))
    shown = {each.claim_id: before.get(each.claim_id) for each in kept if told.get(each.claim_id) == each}
    after = (shown.get(each.claim_id, each) for each in kept)
    changes = compared(_by_id(before.values()), _by_id(each for each in after if each is not None))
    store.save(article, known, kept, run_id, logged(run_id, changes), shown=shown)


def _awaited(store: Store, article_id: str, known: Collection[str]) -> Iterator[Claim]:
    """Yield the article's claims that it no longer makes and that corrections wait for, as they were last shown.

    Should it make them again, in other words, they get their ids back and the corrections hold again.
    """
    for change in store.last_withdrawn(sorted(store.corrected_in(article_id) - set(known))):
        claim = from_record(json.loads(change.record)).claim
        if claim is not None:
            yield claim


def withdraw(store: Store, article_ids: Iterable[str], run_id: int) -> None:
    """Remove articles with their claims, and keep that these are withdrawn."""
    for article_id in article_ids:
        changes = compared(store.shown_of(article_id), ())
        store.forget([article_id], logged(run_id, changes))


def recorded(store: Store, after_run: int) -> Iterator[Change]:
    """Yield what became of claims after a run, as it was kept: by claim_id, then run."""
    for each in store.changes(after_run, store.reach().run_id):
        yield from_record(json.loads(each.record))


def changes_between(store: Store, after_run: int, until_run: int) -> list[Change]:
    """Return what became of claims after one run until and with another, in all, in the order to tell it."""
    told = (from_record(json.loads(each.record)) for each in store.changes(after_run, until_run))
    return in_order(folded(told))


def write(changes: list[Change], out: Path, run_id: int, since: int) -> Path:
    """Write changes.json: what a run changed since the one that finished before it. Raises OutputError."""
    path = out / NAME
    with text_file(path) as stream:
        write_changes(lambda: changes, stream, run_id, since)
    return path


def write_again(store: Store, out: Path) -> None:
    """Write changes.json of the last run that came to its end as the store tells it now; without any there is none.

    Raises OutputError, as `write`.
    """
    until = max((run.run_id for run in store.runs() if run.finished is not None), default=0)
    if until:
        since = last_finished(store, until)
        write(changes_between(store, since, until), out, until, since)
    else:
        (out / NAME).unlink(missing_ok=True)


def require_run(store: Store, number: int) -> None:
    """Raise ClaimmapError unless the store has a run of this number; 0 is before the first one."""
    if number and number not in {run.run_id for run in store.runs()}:
        message = f"there is no run {number} in {store.target}; `claimmap runs` lists them"
        raise ClaimmapError(message)


def last_finished(store: Store, before: int) -> int:
    """Return the number of the last run before another that came to its end, 0 if none did."""
    return max((run.run_id for run in store.runs() if run.finished is not None and run.run_id < before), default=0)


def _by_id(claims: Iterable[Claim]) -> list[Claim]:
    return sorted(claims, key=lambda claim: claim.claim_id)


def logged(run_id: int, changes: Iterable[Change]) -> Iterator[LoggedChange]:
    """Yield changes as the store keeps them."""
    for change in changes:
        told = json.dumps(record(change), ensure_ascii=False, separators=(",", ":"))
        yield LoggedChange(run_id, change.claim_id, change.article_id, change.what.value, told)

"""What a run changes, kept beside what it saves: nothing becomes of a claim that cannot be told afterwards."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
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
    """Save an article's claims in the place of those it had, under the ids that these had, with what that changes."""
    shown = store.shown_of(article.article_id)
    kept = reattached(shown, tuple(claims))
    store.save(article, known, kept, run_id, _logged(run_id, compared(shown, _by_id(kept))))


def withdraw(store: Store, article_ids: Iterable[str], run_id: int) -> None:
    """Remove articles with their claims, and keep that these are withdrawn."""
    for article_id in article_ids:
        changes = compared(store.shown_of(article_id), ())
        store.forget([article_id], _logged(run_id, changes))


def place(store: Store, placed: dict[str, Claim], run_id: int) -> None:
    """Show these claims' places, by claim_id, for those that extraction did not find, and no others any more."""
    shown = {claim.claim_id: claim for claim in store.placed()}
    named = shown.keys() | placed.keys()
    found = {claim.claim_id: claim for claim in store.unplaced() if claim.claim_id in named}
    before = _by_id(shown.get(claim_id, found[claim_id]) for claim_id in named)
    after = _by_id(placed.get(claim_id, found[claim_id]) for claim_id in named)
    store.place(placed.values(), _logged(run_id, compared(before, after)))


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


def _logged(run_id: int, changes: Iterable[Change]) -> Iterator[LoggedChange]:
    for change in changes:
        told = json.dumps(record(change), ensure_ascii=False, separators=(",", ":"))
        yield LoggedChange(run_id, change.claim_id, change.article_id, change.what.value, told)

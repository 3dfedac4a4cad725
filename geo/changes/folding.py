"""What the changes of several runs come to in the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from heapq import merge
from itertools import groupby
from operator import attrgetter

from geo.changes.comparing import COMPARED, Change, Difference, What, appeared, difference, what_of, withdrawn
from geo.errors import ChangesError
from geo.model import Claim

_CLAIM_ID = attrgetter("claim_id")


def folded(*runs: Iterable[Change]) -> Iterator[Change]:
    """Yield what became of each claim over all the runs, oldest first: as if the last state were compared to the first.

    New and then changed is new, as it became; new and then withdrawn is nothing; withdrawn and then new is changed, or
    nothing if it came back as it was; changed there and back is nothing. Each run must be ordered by claim_id, as
    `compared` yields it, and so is what comes out; the runs are read side by side. Changes of all runs in one iterable,
    ordered by claim_id and then by run, do as well. Raises ChangesError where the order is another, or where one change
    cannot follow another: a claim is withdrawn twice, new twice, or differs from what it was left as.
    """
    merged = merge(*(_ascending(run) for run in runs), key=_CLAIM_ID)
    for _, changes in groupby(merged, _CLAIM_ID):
        change = _net(changes)
        if change is not None:
            yield change


def _net(changes: Iterator[Change]) -> Change | None:
    """Return what the changes of one claim, at least one and oldest first, come to; None for nothing."""
    net: Change | None = next(changes)
    last = net
    for change in changes:
        assert last is not None
        gone = last.what is What.WITHDRAWN
        if gone != (change.what is What.NEW):
            message = f"claim {change.claim_id!r} cannot be {change.what.value} after it was {last.what.value}"
            raise ChangesError(message)
        net = change if net is None else _joined(net, change)
        last = change
    return net


def _ascending(changes: Iterable[Change]) -> Iterator[Change]:
    last: str | None = None
    for change in changes:
        if last is not None and change.claim_id < last:
            message = f"changes to fold are not in the order of their ids: {change.claim_id!r} after {last!r}"
            raise ChangesError(message)
        last = change.claim_id
        yield change


def earlier(claim: Claim, differences: Iterable[Difference]) -> Claim:
    """Return a claim as it was before it came to differ so."""
    return _changed(claim, {each.name: each.before for each in differences})


def _joined(first: Change, then: Change) -> Change | None:
    """Return what two changes that follow each other come to, None for nothing."""
    match first.what, then.what:
        case What.NEW, What.WITHDRAWN:
            return None
        case What.WITHDRAWN, What.NEW:
            return difference(_whole(first), _whole(then))
        case What.NEW, _:
            return appeared(_with(_whole(first), then.differences))
        case _, What.WITHDRAWN:
            return withdrawn(_without(_whole(then), first.differences))
        case _:
            return _both(first, then)


def _whole(change: Change) -> Claim:
    assert change.claim is not None  # it is new or withdrawn
    return change.claim


def _with(claim: Claim, differences: Iterable[Difference]) -> Claim:
    _check(claim.claim_id, ((each.name, each.before, getattr(claim, each.name)) for each in differences))
    return _changed(claim, {each.name: each.after for each in differences})


def _without(claim: Claim, differences: Iterable[Difference]) -> Claim:
    _check(claim.claim_id, ((each.name, each.after, getattr(claim, each.name)) for each in differences))
    return earlier(claim, differences)


def _changed(claim: Claim, values: dict[str, object]) -> Claim:
    changed: Claim = replace(claim, **values)  # type: ignore[arg-type]  # each is a value of its field
    return changed


def _check(claim_id: str, values: Iterable[tuple[str, object, object]]) -> None:
    for name, told, found in values:
        if told != found:
            message = f"claim {claim_id!r} changes its {name} from {told!r}, where it was left as {found!r}"
            raise ChangesError(message)


def _both(first: Change, then: Change) -> Change | None:
    """Return the differences of two changes of a claim that stays, without those that were taken back."""
    met = {each.name: each.after for each in first.differences}
    shared = (each for each in then.differences if each.name in met)
    _check(then.claim_id, ((each.name, each.before, met[each.name]) for each in shared))
    befores = {each.name: each.before for each in (*then.differences, *first.differences)}
    afters = {each.name: each.after for each in (*first.differences, *then.differences)}
    differences = tuple(
        Difference(name, befores[name], afters[name])
        for name in COMPARED
        if name in befores and befores[name] != afters[name]
    )
    return replace(then, what=what_of(differences), differences=differences) if differences else None

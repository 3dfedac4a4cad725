"""What is new, changed, withdrawn or newly placed between two states of what is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from enum import StrEnum
from operator import attrgetter

from geo.errors import ChangesError
from geo.model import Claim

_MOVED = frozenset({"quote_start", "quote_end"})
COMPARED = tuple(field.name for field in fields(Claim) if field.name != "claim_id")
_VALUES = attrgetter(*COMPARED)


class What(StrEnum):
    """What became of a claim."""

    NEW = "new"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    PLACED = "placed"  # it had no place and has one now, whatever else changed with it
    MOVED = "moved"  # only the offsets of its quote: kept, so that changes add up, but not told


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of a claim with its value before and after; both are as the claim has them."""

    name: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one claim.

    `title`, `quote` and `quote_start` are those that the claim has now, or had when it was withdrawn. `claim` is the
    whole claim where it is new (as it is) or withdrawn (as it was), None otherwise; `differences`, in the order of the
    claim's fields, is empty where it is not.
    """

    what: What
    claim_id: str
    article_id: str
    title: str
    quote: str
    quote_start: int
    claim: Claim | None
    differences: tuple[Difference, ...]


def compared(before: Iterable[Claim], after: Iterable[Claim]) -> Iterator[Change]:
    """Yield what became of each claim, by claim_id; claims that are equal in all fields give nothing.

    Both must be ordered by claim_id (by code point, each id once), and are read side by side: no more than one claim of
    each is held. Raises ChangesError where the order is another.
    """
    olds, news = _ascending(before), _ascending(after)
    old, new = next(olds, None), next(news, None)
    while old is not None or new is not None:
        if new is None or (old is not None and old.claim_id < new.claim_id):
            assert old is not None
            yield withdrawn(old)
            old = next(olds, None)
        elif old is None or new.claim_id < old.claim_id:
            yield appeared(new)
            new = next(news, None)
        else:
            change = difference(old, new)
            if change is not None:
                yield change
            old, new = next(olds, None), next(news, None)


def _ascending(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Yield the claims as long as their ids ascend. Raises ChangesError."""
    last: str | None = None
    for claim in claims:
        if last is not None and claim.claim_id <= last:
            message = f"claims to compare are not in the order of their ids: {claim.claim_id!r} after {last!r}"
            raise ChangesError(message)
        last = claim.claim_id
        yield claim


def appeared(claim: Claim) -> Change:
    """Return that a claim is new."""
    return _change(What.NEW, claim, claim, ())


def withdrawn(claim: Claim) -> Change:
    """Return that a claim is withdrawn."""
    return _change(What.WITHDRAWN, claim, claim, ())


def difference(before: Claim, after: Claim) -> Change | None:
    """Return how a claim changed, None if it did not."""
    if before == after:
        return None
    pairs = zip(COMPARED, _VALUES(before), _VALUES(after), strict=True)
    differences = tuple(Difference(name, old, new) for name, old, new in pairs if old != new)
    return _change(what_of(differences), after, None, differences)


def what_of(differences: Iterable[Difference]) -> What:
    """Return what became of a claim that is neither new nor withdrawn and differs in these fields, at least one."""
    names = {each.name: each for each in differences}
    if names.keys() <= _MOVED:
        return What.MOVED
    place = names.get("latitude")
    return What.PLACED if place is not None and place.before is None else What.CHANGED


def _change(what: What, claim: Claim, whole: Claim | None, differences: tuple[Difference, ...]) -> Change:
    return Change(
        what=what,
        claim_id=claim.claim_id,
        article_id=claim.article_id,
        title=claim.title,
        quote=claim.quote,
        quote_start=claim.quote_start,
        claim=whole,
        differences=differences,
    )

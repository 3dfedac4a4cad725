"""All claims to events: grouped, corrected by analysts, graded and named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from geo.agreement.grading import graded
from geo.agreement.partition import partition
from geo.agreement.records import Event
from geo.cycles import uncollected
from geo.model import EVENT_MARK, Claim


def group(
    claims: Iterable[Claim],
    signatures: Mapping[str, bytes],
    together: Collection[frozenset[str]] = (),
    apart: Collection[frozenset[str]] = (),
) -> tuple[Event, ...]:
    """Return the events that claims tell, each claim in one of them, by event id; rules in docs/agreement.md.

    `signatures` are those of the articles by article id, as far as known. `together` and `apart` are pairs of claim ids
    that analysts merged or split. The order of the claims does not matter; ids that are not among them are passed over.
    """
    with uncollected():
        parts = corrected(partition(claims), together, apart)
        return tuple(sorted((event(part, signatures) for part in parts), key=lambda made: made.event_id))


def event(claims: Iterable[Claim], signatures: Mapping[str, bytes]) -> Event:
    """Return the event that these claims tell. Its id is of the claim published first, so it stays as others join."""
    told = in_order(claims)
    found = graded(told, signatures)
    ids = tuple(claim.claim_id for claim in told)
    return Event(f"{EVENT_MARK}{ids[0]}", ids, found.grade, found.reason, found.rule)


def in_order(claims: Iterable[Claim]) -> list[Claim]:
    """Return claims in order of publication; those of no day come last."""
    return sorted(
        claims, key=lambda each: (each.published or date.max, each.article_id, each.quote_start, each.claim_id)
    )


def corrected(
    parts: Iterable[Sequence[Claim]], together: Collection[frozenset[str]], apart: Collection[frozenset[str]]
) -> list[tuple[Claim, ...]]:
    """Unite the events of claims that belong together, then take out of each what must stand apart."""
    united = _united([tuple(part) for part in parts], together)
    if not apart:
        return united
    rivals: dict[str, set[str]] = defaultdict(set)
    for pair in apart:
        for claim_id in pair:
            rivals[claim_id] |= pair - {claim_id}
    return [piece for part in united for piece in _split(part, rivals)]


def _united(parts: list[tuple[Claim, ...]], together: Collection[frozenset[str]]) -> list[tuple[Claim, ...]]:
    if not together:
        return parts
    home = {claim.claim_id: number for number, part in enumerate(parts) for claim in part}
    merged = {number: {number} for number in range(len(parts))}
    for pair in together:
        numbers = {home[claim_id] for claim_id in pair if claim_id in home}
        whole = set[int]().union(*(merged[number] for number in numbers))
        for number in whole:
            merged[number] = whole
    firsts = {min(whole): whole for whole in merged.values()}
    return [tuple(claim for number in sorted(whole) for claim in parts[number]) for whole in firsts.values()]


def _split(part: tuple[Claim, ...], rivals: Mapping[str, set[str]]) -> list[tuple[Claim, ...]]:
    """Take out, one at a time, the claim with the most rivals in its event, among equals the one published last."""
    left = in_order(part)
    out: list[tuple[Claim, ...]] = []
    while True:
        here = {claim.claim_id for claim in left}
        counts = [len(rivals.get(claim.claim_id, set()) & here) for claim in left]
        if not any(counts):
            return [tuple(left), *out]
        last = max(range(len(left)), key=lambda at: (counts[at], at))
        out.append((left.pop(last),))

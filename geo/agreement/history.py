"""How the account of an event was revised, article by article, and on what its claims differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from geo.agreement.events import in_order
from geo.agreement.parties import parties
from geo.agreement.records import Contradiction, Revision
from geo.agreement.tellings import telling
from geo.model import Claim

_NO_END = "or more"


def history(claims: Iterable[Claim]) -> tuple[Revision, ...]:
    """Return how deaths, injured, day, actor and status of an event were revised, in order of publication.

    What a claim does not tell, or assumes, revises nothing; the first value told is no revision.
    """
    last: dict[str, str] = {}
    found = []
    for claim in in_order(claims):
        for field, read in _FIELDS.items():
            value = read(claim)
            old = last.get(field)
            if value and old is not None and not _same(field, old, value):
                found.append(Revision(field, old, value, claim.claim_id, claim.article_id, claim.published))
            if value and (old is None or not _same(field, old, value)):
                last[field] = value
    return tuple(found)


def contradictions(claims: Iterable[Claim]) -> tuple[Contradiction, ...]:
    """Return the fields of which an event's claims tell different things, each value with its claims, side by side."""
    told: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for claim in in_order(claims):
        for field, read in _FIELDS.items():
            value = read(claim)
            if not value:
                continue
            like = next((known for known in told[field] if _same(field, known, value)), value)
            told[field][like].append(claim.claim_id)
    return tuple(
        Contradiction(field, tuple((value, tuple(ids)) for value, ids in values.items()))
        for field, values in told.items()
        if len(values) > 1
    )


def _same(field: str, one: str, other: str) -> bool:
    """Tell whether two values tell the same; two names of one party do."""
    if field != "actor":
        return one == other
    mine, theirs = parties(one), parties(other)
    return one.casefold() == other.casefold() or not mine.isdisjoint(theirs)


def _count(least: int | None, most: int | None) -> str:
    if least is None and most is None:
        return ""
    if least == most:
        return str(least)
    return f"{least} {_NO_END}" if most is None else f"{least or 0} to {most}"


def _day(claim: Claim) -> str:
    told = telling(claim)
    if claim.event_date is None or told.assumed:
        return ""
    last = claim.event_date_end or claim.event_date
    return claim.event_date.isoformat() if last == claim.event_date else f"{claim.event_date} to {last}"


_FIELDS: Mapping[str, Callable[[Claim], str]] = MappingProxyType(
    {
        "deaths": lambda claim: _count(claim.deaths_min, claim.deaths_max),
        "injured": lambda claim: _count(claim.injured_min, claim.injured_max),
        "day": _day,
        "actor": lambda claim: claim.actor,
        "status": lambda claim: claim.claim_status.value,
    }
)

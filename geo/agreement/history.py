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
_VAGUE = 2.4  # "scores", the least wide of the words for many, are 40 to 99


def history(claims: Iterable[Claim]) -> tuple[Revision, ...]:
    """Return how deaths, injured, day, actor and status of an event were revised, in order of publication.

    What a claim does not tell, assumes or only tells more vaguely revises nothing; the first value told is no revision.
    """
    last: dict[str, str] = {}
    counted: dict[str, int] = {}
    found = []
    for claim in in_order(claims):
        for field, read in _FIELDS.items():
            value = read(claim)
            old = last.get(field)
            least, most = _COUNTS[field](claim) if field in _COUNTS else (None, None)
            if _is_vague(least, most) and (least or 0) <= counted.get(field, -1):
                continue
            if most is not None:
                counted[field] = most
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


def _is_vague(least: int | None, most: int | None) -> bool:
    """Tell whether a count is that of a word: "several", "dozens"."""
    return least is not None and most is not None and most > least * _VAGUE


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


_COUNTS: Mapping[str, Callable[[Claim], tuple[int | None, int | None]]] = MappingProxyType(
    {
        "deaths": lambda claim: (claim.deaths_min, claim.deaths_max),
        "injured": lambda claim: (claim.injured_min, claim.injured_max),
    }
)
_FIELDS: Mapping[str, Callable[[Claim], str]] = MappingProxyType(
    {
        "deaths": lambda claim: _count(claim.deaths_min, claim.deaths_max),
        "injured": lambda claim: _count(claim.injured_min, claim.injured_max),
        "day": _day,
        "actor": lambda claim: claim.actor,
        "status": lambda claim: claim.claim_status.value,
    }
)

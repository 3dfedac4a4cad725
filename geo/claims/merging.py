"""One event told again in the same article is one claim."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from geo.claims.case import Case
from geo.model import Claim, ClaimStatus, DateBasis, Grounds

_FURTHER_REACH = 3  # words from "another" to the event


@dataclass(frozen=True, slots=True)
class Grounded:
    """A claim and what it rests on."""

    claim: Claim
    grounds: Grounds


def merge(claims: list[Grounded], further: Collection[int]) -> list[Grounded]:
    """Join the claims of one article that tell the same event: same place, kind and day.

    The first that tells its day itself lends the quote; what it does not tell is filled in from the others.
    `further` are the first tokens of events that a later sentence tells as others: "another missile struck".
    """
    kept: list[Grounded] = []
    for claim in claims:
        for number, other in enumerate(kept):
            if _same(other.claim, claim.claim) and not _is_another(other, claim, further):
                kept[number] = _joined(other, claim)
                break
        else:
            kept.append(claim)
    return kept


def told_as_others(case: Case) -> frozenset[int]:
    """Return the first tokens of events that are told as others than the one before: "another missile struck"."""
    tokens, ordinals = case.findings.tokens, case.lexicon.parties.further
    return frozenset(
        event.first
        for event in case.findings.events
        for at in range(max(event.first - _FURTHER_REACH, case.findings.sentences[event.sentence].first), event.first)
        if tokens[at].lower == "another" or (tokens[at].lower in ordinals and tokens[at - 1].lower == "a")
    )


def _is_another(one: Grounded, other: Grounded, further: Collection[int]) -> bool:
    return other.grounds.event.first in further and other.claim.quote_start > one.claim.quote_start


def _same(one: Claim, other: Claim) -> bool:
    return (
        one.event_type == other.event_type
        and _same_place(one, other)
        and _same_day(one, other)
        and _same_plan(one, other)
    )


def _same_plan(one: Claim, other: Claim) -> bool:
    planned = {one.claim_status is ClaimStatus.PLANNED, other.claim_status is ClaimStatus.PLANNED}
    return len(planned) == 1


def _same_place(one: Claim, other: Claim) -> bool:
    if one.relation != other.relation or one.iso3 != other.iso3:
        return False
    if one.geonameid is not None and other.geonameid is not None:
        return one.geonameid == other.geonameid
    return one.location.casefold() == other.location.casefold()


def _same_day(one: Claim, other: Claim) -> bool:
    """Days agree when they overlap, or when one of them is only carried over or assumed."""
    if one.event_date is None or other.event_date is None:
        return True
    if DateBasis.PUBLISHED in {one.date_basis, other.date_basis}:
        return True
    assert one.event_date_end is not None
    assert other.event_date_end is not None
    return one.event_date <= other.event_date_end and other.event_date <= one.event_date_end


def _is_denied(claim: Claim) -> bool:
    return claim.claim_status is ClaimStatus.DENIED


def _joined(one: Grounded, other: Grounded) -> Grounded:
    if _is_denied(one.claim) and not _is_denied(other.claim):  # a claim and its denial are one claim
        one, other = other, one
    return Grounded(_joined_claim(one.claim, other.claim), _joined_grounds(one, other))


def _lends_day(one: Claim, other: Claim) -> bool:
    return one.date_basis is DateBasis.PUBLISHED and other.date_basis not in {None, DateBasis.PUBLISHED}


def _joined_grounds(one: Grounded, other: Grounded) -> Grounds:
    mine, theirs = one.grounds, other.grounds
    days = theirs if _lends_day(one.claim, other.claim) else mine
    unverified = mine.unverified if mine.unverified is not None else theirs.unverified
    again = (*mine.again, replace(theirs, again=()), *theirs.again)
    return replace(mine, day_rule=days.day_rule, day=days.day, unverified=unverified, again=again)


def _joined_claim(one: Claim, other: Claim) -> Claim:
    better = one
    if _lends_day(one, other):
        better = replace(
            one,
            event_date=other.event_date,
            event_date_end=other.event_date_end,
            date_prec=other.date_prec,
            date_basis=other.date_basis,
            date_reason=other.date_reason,
        )
    told = other if better.deaths_min is None and better.deaths_max is None else better
    hurt = other if better.injured_min is None and better.injured_max is None else better
    return replace(
        better,
        actor=better.actor or other.actor,
        target=better.target or other.target,
        deaths_min=told.deaths_min,
        deaths_max=told.deaths_max,
        injured_min=hurt.injured_min,
        injured_max=hurt.injured_max,
        unverified=better.unverified or other.unverified,
    )

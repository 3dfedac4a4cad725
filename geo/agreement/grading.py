"""The grade of an event: the first rule of docs/agreement.md that holds, and its reason in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from geo.agreement.parties import country_of, differ, oppose, parties, state
from geo.agreement.records import GradeRule
from geo.agreement.sources import Source, independent, source_of, takes_back
from geo.model import Claim, ClaimStatus, EventType, Grade

_MOST_COMPARED = 24  # assertions of different sources that are held beside each other: among so many two are found
_TWO_ACT = frozenset({EventType.ARMED_CLASH, EventType.TALKS, EventType.TROOP_MOVEMENT})


class Graded(NamedTuple):
    """A grade with the rule that gave it, in words a reader understands."""

    grade: Grade
    rule: GradeRule
    reason: str


def graded(claims: Sequence[Claim], signatures: Mapping[str, bytes]) -> Graded:
    """Return the grade of an event by its claims in order of publication."""
    if all(claim.claim_status is ClaimStatus.PLANNED for claim in claims):
        return Graded(Grade.PLANNED, GradeRule.ALL_PLANNED, f"only announced, threatened or proposed: {_names(claims)}")
    denied = [claim for claim in claims if claim.claim_status is ClaimStatus.DENIED]
    told = [claim for claim in claims if claim.claim_status not in {ClaimStatus.DENIED, ClaimStatus.PLANNED}]
    asserted = [claim for claim in told if not _is_withdrawn(claim, claims, denied)]
    if denied and not asserted:
        if told:
            reason = f"withdrawn by who asserted it: {_names(denied)}"
            return Graded(Grade.DENIED, GradeRule.WITHDRAWN, reason)
        return Graded(Grade.DENIED, GradeRule.ONLY_DENIED, f"only denied: {_names(denied)}")
    if denied:
        reason = f"asserted by {_names(asserted)}; denied by {_names(denied)}"
        return Graded(Grade.CONTESTED, GradeRule.DENIED_BY_ANOTHER, reason)
    if len(asserted) == 1:
        return _by_sources(asserted, signatures)
    return _by_actors(asserted) or _by_sides(asserted) or _by_sources(asserted, signatures)


def _is_withdrawn(claim: Claim, claims: Sequence[Claim], denied: Iterable[Claim]) -> bool:
    """Tell whether who asserted it denies it in a later article."""
    at = claims.index(claim)
    return any(
        claims.index(denial) > at and denial.article_id != claim.article_id and takes_back(denial, claim)
        for denial in denied
    )


def _by_actors(asserted: Sequence[Claim]) -> Graded | None:
    accusing = [claim for claim in asserted if claim.event_type not in _TWO_ACT and parties(claim.actor)]
    named = {claim.actor: claim for claim in reversed(accusing)}
    for one, other in combinations(list(named.values())[::-1], 2):
        if differ(parties(one.actor), parties(other.actor)):
            reason = f"{_name(one)} names {one.actor}; {_name(other)} names {other.actor}"
            return Graded(Grade.CONTESTED, GradeRule.OTHER_ACTOR, reason)
    return None


def _by_sides(asserted: Sequence[Claim]) -> Graded | None:
    acting = frozenset[str]().union(*(parties(claim.actor) for claim in asserted))
    suffering = frozenset[str]().union(*(parties(claim.target) | state(country_of(claim.iso3)) for claim in asserted))
    speaking = [claim for claim in _of_each_source(asserted) if source_of(claim).party]
    for one, other in combinations(speaking[:_MOST_COMPARED], 2):
        mine, theirs = source_of(one).party, source_of(other).party
        if mine.isdisjoint(theirs) and (_are_sides(mine, theirs, acting, suffering) or oppose(mine, theirs)):
            return Graded(
                Grade.BOTH_SIDES, GradeRule.OPPOSED_AGREE, f"both sides assert it: {_name(one)}; {_name(other)}"
            )
    return None


def _are_sides(one: frozenset[str], other: frozenset[str], acting: frozenset[str], suffering: frozenset[str]) -> bool:
    """Tell whether one is of those who act and the other of those who suffer or whose land it is, and of no other."""
    for mine, theirs in ((one, other), (other, one)):
        if mine & acting and not theirs & acting and theirs & suffering:
            return True
    return False


def _by_sources(asserted: Sequence[Claim], signatures: Mapping[str, bytes]) -> Graded:
    for one, other in combinations(_of_each_source(asserted)[:_MOST_COMPARED], 2):
        if independent(one, other, signatures) and not _may_have_it_from(one, other, asserted):
            reason = f"two independent sources: {_name(one)}; {_name(other)}"
            return Graded(Grade.TWO_SOURCES, GradeRule.INDEPENDENT, reason)
    count = len({claim.article_id for claim in asserted})
    how = "one claim" if count == 1 else f"{count} articles that may rest on one source"
    return Graded(Grade.SINGLE, GradeRule.ONE_SOURCE, f"{how}: {_names(asserted)}")


def _may_have_it_from(one: Claim, other: Claim, asserted: Iterable[Claim]) -> bool:
    """Tell whether one is an outlet's own word which elsewhere quotes the other's source for the same event."""
    for own, quoted in ((one, other), (other, one)):
        outlet, source = source_of(own), source_of(quoted)
        if outlet.is_outlet and not source.is_outlet:
            for known in map(source_of, asserted):
                if not (known.outlets.isdisjoint(outlet.outlets) or known.words.isdisjoint(source.words)):
                    return True
    return False


def _of_each_source(claims: Iterable[Claim]) -> list[Claim]:
    """Return the first claim of each source as written in each outlet, in order of publication."""
    first: dict[tuple[str, str], Claim] = {}
    for claim in claims:
        if claim.claim_status is not ClaimStatus.REPORTED:
            first.setdefault((claim.source, claim.claimant), claim)
    return list(first.values())


def _names(claims: Iterable[Claim]) -> str:
    """Return the sources by name, the first few of many."""
    names = list(dict.fromkeys(map(_name, claims)))
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


_MOST_NAMED = 4


def _name(claim: Claim) -> str:
    source: Source = source_of(claim)
    return source.name or "an unnamed outlet"

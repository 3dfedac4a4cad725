"""Scores how claims of many articles are grouped into events, against the stories of tests/stories.

A claim tells of a member of an event if it is of the member's article, of one of its kinds, stands within the member's
tolerance and shares a day with it. A claim that only has its article's day is not held to the day; a member without
days must be told in its own words. If the claim's quote overlaps those of members, only their events are considered.
What then fits none, or several, is misread where it has their words or place, and else unknown: neither is asked for,
but grouped with a claim of an event that it does not tell of, each makes a false pair.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Protocol

from geo.model import Claim, DateBasis
from geo.sphere import distance_km
from tests.told import Member, Told, Verdict


class Grouped(Protocol):
    """What grouping returns for an event."""

    @property
    def event_id(self) -> str: ...

    @property
    def claim_ids(self) -> Collection[str]: ...

    @property
    def grade(self) -> str: ...

    @property
    def grade_reason(self) -> str: ...


@dataclass(frozen=True)
class Assigned:
    """Which event each claim tells of, by claim_id; the claims that were misread, those unknown, and members not found.

    `own` are the events that a misread claim may be grouped with.
    """

    told: Mapping[str, Told]
    own: Mapping[str, frozenset[str]]
    unknown: tuple[Claim, ...]
    missed: tuple[tuple[Told, Member], ...]


@dataclass(frozen=True)
class Pairs:
    """Pairs of claims that stand together in both, only in the grouping, only in the stories."""

    right: tuple[tuple[str, str], ...]
    false: tuple[tuple[str, str], ...]
    missing: tuple[tuple[str, str], ...]

    @property
    def precision(self) -> float:
        return _share(len(self.right), len(self.right) + len(self.false))

    @property
    def recall(self) -> float:
        return _share(len(self.right), len(self.right) + len(self.missing))

    @property
    def f1(self) -> float:
        return _share(2 * len(self.right), 2 * len(self.right) + len(self.false) + len(self.missing))


def assign(events: Sequence[Told], claims: Iterable[Claim]) -> Assigned:
    """Find out which event each claim tells of."""
    told: dict[str, Told] = {}
    own: dict[str, frozenset[str]] = {}
    unknown: list[Claim] = []
    found: set[tuple[str, str]] = set()
    of_article: dict[str, list[tuple[Told, Member]]] = defaultdict(list)
    for event in events:
        for member in event.members:
            of_article[member.article_id].append((event, member))
    for claim in claims:
        fitting = [(event, member) for event, member in of_article[claim.article_id] if fits(member, claim)]
        near = {event.name for event, member in of_article[claim.article_id] if _overlap(member, claim)}
        fitting = [(event, member) for event, member in fitting if not near or event.name in near]
        names = {event.name for event, member in fitting if member.days or near}
        if len(names) == 1:
            told[claim.claim_id] = next(event for event, _ in fitting if event.name in names)
            found.add((told[claim.claim_id].name, claim.article_id))
        elif fitting or near:
            own[claim.claim_id] = frozenset(event.name for event, _ in fitting) | near
        else:
            unknown.append(claim)
    missed = [
        (event, member) for event in events for member in event.members if (event.name, member.article_id) not in found
    ]
    return Assigned(told, own, tuple(unknown), tuple(missed))


def fits(member: Member, claim: Claim) -> bool:
    """Tell whether a claim can be that member: same article, one of its kinds, at its place, on a day of its days."""
    if claim.article_id != member.article_id or claim.event_type not in member.kinds:
        return False
    if claim.latitude is None or claim.longitude is None:
        return False
    if distance_km(claim.latitude, claim.longitude, member.latitude, member.longitude) > member.tolerance_km:
        return False
    return _same_days(member, claim)


def compare(assigned: Assigned, groups: Iterable[Grouped]) -> Pairs:
    """Compare a grouping with the stories, pair by pair of claims."""
    group_of = {claim_id: group.event_id for group in groups for claim_id in group.claim_ids}
    of_event: dict[str, list[str]] = defaultdict(list)
    for claim_id, event in assigned.told.items():
        if not event.loose and not event.is_open:
            of_event[event.name].append(claim_id)
    asked = {pair for ids in of_event.values() for pair in combinations(sorted(ids), 2)}
    together: dict[str, list[str]] = defaultdict(list)
    known = [*assigned.told, *assigned.own, *(claim.claim_id for claim in assigned.unknown)]
    for claim_id in known:
        if claim_id in group_of:
            together[group_of[claim_id]].append(claim_id)
    given = {pair for ids in together.values() for pair in combinations(sorted(ids), 2)}
    false = {pair for pair in given - asked if _is_false(assigned, *pair)}
    return Pairs(tuple(sorted(given & asked)), tuple(sorted(false)), tuple(sorted(asked - given)))


def of_story(pairs: Pairs, assigned: Assigned, story: str) -> Pairs:
    """Return the pairs with at least one claim that tells of an event of the story."""

    def within(some: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        return tuple(
            pair for pair in some if any(story == assigned.told[each].story for each in pair if each in assigned.told)
        )

    return Pairs(within(pairs.right), within(pairs.false), within(pairs.missing))


def event_of(assigned: Assigned, event: Told, groups: Sequence[Grouped]) -> Grouped | None:
    """Return the group that holds most of the event's claims, the first by its id among equals; None without claims."""
    count = {
        group.event_id: sum(
            claim_id in assigned.told and assigned.told[claim_id].name == event.name for claim_id in group.claim_ids
        )
        for group in groups
    }
    return min(
        (group for group in groups if count[group.event_id]),
        key=lambda g: (-count[g.event_id], g.event_id),
        default=None,
    )


def judge_grades(events: Iterable[Told], assigned: Assigned, groups: Sequence[Grouped]) -> tuple[Verdict, ...]:
    """Judge the grade of each event that at least one claim tells of."""
    return tuple(
        Verdict(
            event.name, " or ".join(event.grades), f"{group.grade} ({group.grade_reason})", group.grade in event.grades
        )
        for event in events
        if not event.is_open and (group := event_of(assigned, event, groups)) is not None
    )


def explain(assigned: Assigned, pairs: Pairs, claims: Iterable[Claim]) -> str:
    """Return what went wrong for people: each wrong pair with its two sentences."""
    by_id = {claim.claim_id: claim for claim in claims}
    lines: list[str] = []
    for title, wrong in (
        ("together, but should not be", pairs.false),
        ("apart, but should be together", pairs.missing),
    ):
        for one, other in wrong:
            lines += [f"{title}:", _line(assigned, by_id[one]), _line(assigned, by_id[other])]
    return "\n".join(lines)


def explain_extraction(assigned: Assigned, claims: Iterable[Claim]) -> str:
    """Return what extraction did not find, misread, or found beyond the stories, for people."""
    by_id = {claim.claim_id: claim for claim in claims}
    lines = [f"not found: {event.name} in {member.article_id}: {member.quote}" for event, member in assigned.missed]
    for claim_id, names in assigned.own.items():
        lines += [f"misread ({', '.join(sorted(names))}):", _line(assigned, by_id[claim_id])]
    for claim in assigned.unknown:
        lines += ["unknown:", _line(assigned, claim)]
    return "\n".join(lines)


def _same_days(member: Member, claim: Claim) -> bool:
    if member.days is None or claim.event_date is None or claim.date_basis is DateBasis.PUBLISHED:
        return True
    return member.days[0] <= (claim.event_date_end or claim.event_date) and claim.event_date <= member.days[1]


def _overlap(member: Member, claim: Claim) -> bool:
    return member.article_id == claim.article_id and (member.quote in claim.quote or claim.quote in member.quote)


def _is_false(assigned: Assigned, one: str, other: str) -> bool:
    events = [assigned.told.get(claim_id) for claim_id in (one, other)]
    if any(event is not None and event.is_open for event in events) or events == [None, None]:
        return False
    if None in events:
        event = next(event for event in events if event is not None)
        return event.name not in assigned.own.get(one if events[0] is None else other, ())
    return events[0] != events[1]


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _line(assigned: Assigned, claim: Claim) -> str:
    event = assigned.told.get(claim.claim_id)
    misread = ", ".join(sorted(assigned.own.get(claim.claim_id, ())))
    name = event.name if event else f"misread: {misread}" if misread else "no event of the stories"
    day = (
        f"{claim.event_date}..{claim.event_date_end}" if claim.event_date != claim.event_date_end else claim.event_date
    )
    return (
        f"  {claim.article_id} [{name}] {claim.event_type} at {claim.location or claim.place_text} on {day}, "
        f"{claim.claim_status}, actor {claim.actor!r}, by {claim.claimant!r}: {claim.quote}"
    )

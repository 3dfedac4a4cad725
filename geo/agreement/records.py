"""What grouping gives, and what it asks of whoever keeps the claims."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from geo.model import Claim, EventType, Grade, Grouped


class GradeRule(StrEnum):
    """The rules of docs/agreement.md that give an event its grade, in their order."""

    ALL_PLANNED = "all planned"
    WITHDRAWN = "withdrawn"
    ONLY_DENIED = "only denied"
    DENIED_BY_ANOTHER = "asserted and denied"
    OTHER_ACTOR = "another actor named"
    OPPOSED_AGREE = "both sides assert"
    INDEPENDENT = "two independent sources"
    ONE_SOURCE = "one source"


@dataclass(frozen=True, slots=True)
class Event:
    """One event with all claims that tell it, in order of publication; the reason is for readers."""

    event_id: str
    claim_ids: tuple[str, ...]
    grade: Grade
    grade_reason: str
    rule: GradeRule

    @property
    def told(self) -> Grouped:
        """Return what its claims have of it."""
        return Grouped(self.event_id, self.grade.value, self.grade_reason)


@dataclass(frozen=True, slots=True)
class Box:
    """Bounds in WGS 84 degrees; `west` is greater than `east` where the date line is crossed."""

    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True, slots=True)
class Reach:
    """Where the claims are that may touch a claim.

    Of these kinds, and: with a day (or days) within [first, last], or with an assumed day (see `is_assumed`) within
    [first, until]; and: with a point within the box, or with a radius above `wide_km` in the same country or in none.
    Without a box: those that have no point.
    """

    kinds: frozenset[EventType]
    first: date
    last: date
    until: date
    box: Box | None
    wide_km: float
    iso3: str


class Neighbours(Protocol):
    """Whoever keeps the claims, as they are now: a store, or a list in memory. It may give more than it is asked."""

    def around(self, reach: Reach) -> Iterable[Claim]:
        """Return all claims within a reach."""
        ...

    def of(self, claim_ids: Collection[str]) -> Iterable[Claim]:
        """Return the claims of these ids; ids that are unknown are passed over."""
        ...


@dataclass(frozen=True, slots=True)
class Revision:
    """One field of an event told otherwise than before, by a later claim. Values are as in claims.csv."""

    field: str
    old: str
    new: str
    claim_id: str
    article_id: str
    published: date | None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A field of which an event's claims tell different things: each value with the claims that tell it."""

    field: str
    values: tuple[tuple[str, tuple[str, ...]], ...]

"""The claim, what it was read from, and what gave none."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date

from geo.model.findings import Attribution, DateMention, EventMention
from geo.model.kinds import ClaimStatus, DateBasis, DatePrec, EventType, Relation, WherePrec
from geo.model.texts import Span
from geo.rules import DayRule, PlaceRule, StatusRule

EVENT_MARK = "e"
"""What stands before the id of the claim that names an event."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim: the record, field for column, in the order of claims.csv.

    Text fields are empty and numbers None where the article does not tell; coordinates are WGS 84 decimal degrees,
    the radius is in km, offsets count characters of the article's text.
    """

    claim_id: str
    event_id: str
    grade: str
    grade_reason: str  # the rule that gave the grade
    article_id: str
    event_type: EventType
    event_text: str  # the words that tell the event, a part of the quote
    event_date: date | None
    event_date_end: date | None
    date_prec: DatePrec | None
    date_basis: DateBasis | None
    location: str
    place_text: str
    relation: Relation
    latitude: float | None
    longitude: float | None
    where_prec: WherePrec | None
    radius_km: float | None
    geonameid: int | None
    admin1: str
    admin1_code: str
    country: str
    iso3: str
    place_reason: str
    date_reason: str
    actor: str
    target: str
    deaths_min: int | None
    deaths_max: int | None
    injured_min: int | None
    injured_max: int | None
    claimant: str
    claimant_side: str
    claim_status: ClaimStatus
    unverified: bool
    correction: str  # what an analyst changed, who, when and why, for the reader
    quote: str
    quote_start: int
    quote_end: int
    title: str
    published: date | None
    url: str
    source: str


@dataclass(frozen=True, slots=True)
class Grouped:
    """The event that a claim tells, and how well that is supported: these fields of a claim are not of its article."""

    event_id: str
    grade: str
    grade_reason: str

    @classmethod
    def of(cls, claim: Claim) -> Grouped:
        """Return what a claim has of its event."""
        return cls(claim.event_id, claim.grade, claim.grade_reason)

    def put(self, claim: Claim) -> Claim:
        """Return a claim in this event."""
        return replace(claim, event_id=self.event_id, grade=self.grade, grade_reason=self.grade_reason)


OF_EVENT = tuple(field.name for field in fields(Grouped))
"""The fields of a claim that its event gives it."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence or mention that gave no claim, and why."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Grounds:
    """What one claim was read from, and by which rules. Where its day is lent by a later mention, `day` stands there.

    `toponym` and `beside` are numbers of toponyms of the article's findings, `unverified` is that of a sentence.
    """

    event: EventMention
    toponym: int
    place_rule: PlaceRule
    beside: int | None  # the place that this one is listed with or, as an anaphor, lies in
    day_rule: DayRule
    day: DateMention | None
    attribution: Attribution | None
    status_rule: StatusRule
    unverified: int | None  # the sentence that says that it could not be verified
    again: tuple[Grounds, ...] = ()  # where the same event is told again


@dataclass(frozen=True, slots=True)
class Assembly:
    """What one article gave: its claims with the grounds of each, in the same order, and what gave none."""

    claims: tuple[Claim, ...]
    grounds: tuple[Grounds, ...]
    dropped: tuple[Dropped, ...]

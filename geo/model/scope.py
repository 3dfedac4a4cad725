"""Which of all claims are meant, by when and where they are, and how many of them there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from geo.model.kinds import EventType


@dataclass(frozen=True, slots=True)
class Spot:
    """When and where a claim is: its first day, and the ISO codes of country and region, empty where there is none."""

    day: date | None
    placed: bool
    iso3: str
    admin1_code: str


@dataclass(frozen=True, slots=True)
class Days:
    """All days from the first to the last, both included; both are None for what has no day."""

    first: date | None
    last: date | None

    def __contains__(self, day: object) -> bool:
        """Tell whether a day, or none, is one of them."""
        if self.first is None or self.last is None:
            return day is None
        return isinstance(day, date) and self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Scope:
    """Claims that begin on some days and are placed or not, in a country and a region. None: whichever."""

    days: Days | None = None
    placed: bool | None = None
    iso3: str | None = None
    admin1_code: str | None = None

    def __contains__(self, spot: object) -> bool:
        """Tell whether a claim that is there is meant."""
        if not isinstance(spot, Spot):
            return False
        told = ((self.placed, spot.placed), (self.iso3, spot.iso3), (self.admin1_code, spot.admin1_code))
        return (self.days is None or spot.day in self.days) and all(asked in (None, has) for asked, has in told)


EVERYWHERE = Scope()
"""All claims."""


@dataclass(frozen=True, slots=True)
class DaysCount:
    """How many claims of a kind begin and end on these days; None where they have none."""

    first: date | None
    last: date | None
    event_type: EventType
    claims: int


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """How many claims of a kind are in a country and region, by name and ISO code, or in none that is known."""

    placed: bool
    iso3: str
    country: str
    admin1_code: str
    admin1: str
    event_type: EventType
    claims: int

"""What an analyst says of a claim, as it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from geo.model.kinds import WherePrec


class Corrects(StrEnum):
    """What a correction changes."""

    PLACE = "place"
    DATE = "date"
    KIND = "kind"
    STATUS = "status"
    DROP = "drop"  # no claim of an event: not shown
    MERGE = "merge"  # of one event with others
    SPLIT = "split"  # not of one event with others


@dataclass(frozen=True, slots=True)
class GivenPlace:
    """A place as it was found when it was given, so that no newer gazetteer moves it. WGS 84, the radius in km.

    `location` is empty where only a point was given.
    """

    location: str
    latitude: float
    longitude: float
    where_prec: WherePrec
    radius_km: float
    geonameid: int | None
    admin1: str
    admin1_code: str  # ISO 3166-2
    country: str
    iso3: str


@dataclass(frozen=True, slots=True)
class NameRule:
    """Of which claims beside its own a place holds: all that name it so in articles about that country.

    `place_text` is folded as names of the gazetteer are; `context` is ISO 3166-1 alpha-3, empty for articles whose
    other claims tell no country.
    """

    place_text: str
    context: str


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction. `value` is as given; `place` is what it gives where it places a claim, None where it takes it.

    `others` are the claims that it merges its own with or splits it from. Its number is 0 until it is kept. Of a rule
    whose article was forgotten, `claim_id` and `article_id` are empty.
    """

    number: int
    claim_id: str
    article_id: str
    what: Corrects
    value: str
    who: str
    day: date
    why: str
    place: GivenPlace | None = None
    others: tuple[str, ...] = ()
    rule: NameRule | None = None
    undone: bool = False

"""The fixed kinds that records are made of: of events, places, roles, relations and precisions."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class EventType(StrEnum):
    """The thirteen kinds of conflict event."""

    ARMED_CLASH = "armed_clash"
    TERRITORY_CAPTURE = "territory_capture"
    SIEGE = "siege"
    TROOP_MOVEMENT = "troop_movement"
    SHELLING = "shelling"
    AIR_STRIKE = "air_strike"
    EXPLOSION = "explosion"
    CHEMICAL_ATTACK = "chemical_attack"
    ATTACK_ON_CIVILIANS = "attack_on_civilians"
    ABDUCTION = "abduction"
    EVACUATION = "evacuation"
    TALKS = "talks"
    DESTRUCTION = "destruction"


class ClaimStatus(StrEnum):
    """How surely the article tells it."""

    FACT = "fact"
    CLAIMED = "claimed"
    REPORTED = "reported"
    DENIED = "denied"
    PLANNED = "planned"


class Grade(StrEnum):
    """How well an event is supported by all that tell it."""

    SINGLE = "single"
    TWO_SOURCES = "two_sources"
    BOTH_SIDES = "both_sides"
    CONTESTED = "contested"
    DENIED = "denied"
    PLANNED = "planned"


class Relation(StrEnum):
    """How the event's place relates to the named place."""

    AT = "at"
    NEAR = "near"
    AROUND = "around"
    DIRECTION = "direction"
    BETWEEN = "between"


class WherePrec(IntEnum):
    """UCDP's where_prec: how precisely the place is known."""

    EXACT = 1
    NEAR = 2
    ADM2 = 3
    ADM1 = 4
    FUZZY = 5
    COUNTRY = 6
    SEA_OR_AIR = 7


class DatePrec(IntEnum):
    """UCDP's date_prec: how precisely the day is known."""

    DAY = 1
    DAYS = 2
    WEEK = 3
    MONTH = 4
    YEAR = 5


class DateBasis(StrEnum):
    """What the day of a claim rests on."""

    STATED = "stated"
    RELATIVE = "relative"
    PUBLISHED = "published"


class PlaceKind(StrEnum):
    """What a gazetteer entry is."""

    TOWN = "town"
    REGION = "region"
    COUNTRY = "country"
    DISTRICT = "district"  # an administrative unit below the region
    SITE = "site"  # an airport, bridge, dam, border crossing, …
    AREA = "area"  # without a sharp border: an island, mountain, landscape
    WATER = "water"  # a sea, gulf, lake or river
    VAST = "vast"  # a continent or world region: too large to be the place of anything


PLACE_PREC = {
    PlaceKind.TOWN: WherePrec.EXACT,
    PlaceKind.REGION: WherePrec.ADM1,
    PlaceKind.COUNTRY: WherePrec.COUNTRY,
    PlaceKind.DISTRICT: WherePrec.ADM2,
    PlaceKind.SITE: WherePrec.EXACT,
    PlaceKind.AREA: WherePrec.FUZZY,
    PlaceKind.WATER: WherePrec.SEA_OR_AIR,
    PlaceKind.VAST: WherePrec.COUNTRY,
}
"""How precisely the place of an event is known that is told to be at an entry of this kind."""


class Role(StrEnum):
    """What a toponym does in its sentence."""

    PLACE = "place"
    METONYM = "metonym"
    DEMONYM = "demonym"
    ORGANISATION = "organisation"
    SPEAKER = "speaker"
    DATELINE = "dateline"
    ORIGIN = "origin"
    CONTEXT = "context"


class LineKind(StrEnum):
    """What a line between or along named places is."""

    BORDER = "border"  # of two areas, of three where they meet, or of one with a neighbour
    ROUTE = "route"  # what leads from one place to another: a road, a railway, a front line
    COAST = "coast"
    SEA = "sea"  # the water off a coast
    RIVER = "river"  # a name that may be a river's: "the Dnipro"
    BANK = "bank"  # a name that must be a river's: "the left bank of the Dnipro"

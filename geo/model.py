"""The nouns: frozen records that travel between the stages. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from geo.rules import CueKind, DayRule, PlaceRule, SpeakerRule, StatusRule, Untold
from geo.tokens import Token


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


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open character offsets into an article's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words the span covers.

        >>> Span(0, 4).of("Kyiv fell silent")
        'Kyiv'
        """
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Tell whether `other` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read. `published` is None where the record has no whole, possible day."""

    article_id: str
    title: str
    text: str
    published: date | None
    url: str
    source: str
    origin: str  # file, or file:line, that a message can name
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SetAside:
    """A record that could not be read: where it stands and why."""

    origin: str
    reason: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing a name may mean. Coordinates are WGS 84 decimal degrees, the radius is in km."""

    name: str
    kind: PlaceKind
    latitude: float
    longitude: float
    radius_km: float
    population: int
    country: str  # ISO 3166-1 alpha-2
    admin1: str  # GeoNames code such as "UA.07", empty for countries
    geonameid: int | None
    main_name: bool  # the name asked for is the entry's main name, not an alternate
    region: str  # ISO 3166-2 code of the region that it is or lies in, empty if unknown


@dataclass(frozen=True, slots=True)
class When:
    """The days of an event, both ends included; None where nothing tells them."""

    start: date | None
    end: date | None
    prec: DatePrec | None
    basis: DateBasis | None
    reason: str


@dataclass(frozen=True, slots=True)
class Item:
    """A part of an article that speaks for itself: an item of a round-up or a live page, a section, an entry of a list.

    What is told in one item goes for no other. Number 0 is the account of the article itself.
    """

    number: int
    within: int  # the number of the item that it stands in, -1 if none
    lead: Span | None  # the slug or heading that names its place
    listed: bool  # an entry of a list, which goes on from the words above the list


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its span, its tokens [first, last) of the article's, its paragraph's number and its item."""

    span: Span
    first: int
    last: int
    paragraph: int
    item: Item = Item(0, -1, None, listed=False)
    boilerplate: str = ""  # why it is no part of the article's account, empty if it is


@dataclass(frozen=True, slots=True)
class Cue:
    """Words from which the truth or the kind of an event was read."""

    kind: CueKind
    span: Span


@dataclass(frozen=True, slots=True)
class EventMention:
    """Words that tell a conflict event, tokens [first, last), and what their clause says of its truth."""

    span: Span
    first: int
    last: int
    sentence: int
    event_type: EventType
    verb: bool  # the place may be its object
    object_only: bool  # only a place that is its object counts
    weak: bool  # counts only where its clause holds no other event
    negated: bool
    planned: bool
    reported: bool
    cues: tuple[Cue, ...]  # what that was read from


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Words that are a trigger elsewhere and tell no event here, and why; `telling` are the words that show it."""

    span: Span
    sentence: int
    event_type: EventType | None  # None: the phrase itself tells that there is no event
    why: Untold
    telling: Span | None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who a sentence's words are laid upon: the claimant as written, and the stance of the verb."""

    sentence: int
    claimant: Span | None  # None: carried by a pronoun, or a verb without a telling subject
    stance: str  # say, deny, propose or responsibility
    carried: bool  # goes on from a sentence before
    verb_first: int  # token of the verb, -1 where carried
    verb_last: int
    rule: SpeakerRule
    origin: int  # the sentence whose attribution is carried here, else `sentence` itself
    first: int = -1  # token that it begins with: the speaker's first, or the verb's; -1 where carried
    closes: bool = False  # stands behind what is said: "…, the army said"


@dataclass(frozen=True, slots=True)
class DateMention:
    """Words that tell a day, tokens [first, last), and the day they tell."""

    span: Span
    first: int
    last: int
    when: When
    shift: int | None  # days from the day in focus ("the previous day": -1); `when` is then unknown
    deadline: bool = False  # "by Saturday"
    aside: bool = False  # of an event that only sets the scene: "after Tuesday's attack"
    ties: bool = False  # told against what stands behind it: "two days after …"


@dataclass(frozen=True, slots=True)
class Line:
    """A line that names tell together ("the border of Chad and Sudan"): its words and the numbers of their toponyms."""

    kind: LineKind
    text: str
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name in the text, what it does there, and what it may mean (no candidates: unknown to the gazetteer)."""

    span: Span  # of the name itself
    first: int  # tokens [first, last) of the article's
    last: int
    sentence: int
    text: str
    role: Role
    candidates: tuple[Candidate, ...]
    cue: str  # the feature word beside the name ("city", "province", "camp"), empty if none
    cue_behind: bool  # that word follows the name, or the last of its list: "the Escalon and San Benito neighborhoods"
    relation: Relation
    distance_km: float | None  # of "30 km north of X"
    bearing: float | None  # degrees from north, of the same
    part: str  # "northern", "south-east": which part of the named area is meant, empty if the whole
    preposition: str  # the word that governs the name ("in", "of", "near"), empty if none
    locates: int | None  # first token of the toponym that this one only helps to find ("Tal Samin, north of Raqqa")
    joined: str  # the word ("," or "and") that joins it to the place before, which is governed with it; empty if none
    line: Line | None = None  # the line that stands in this toponym's place, on the first of the names that tell it


@dataclass(frozen=True, slots=True)
class Beside:
    """Words that put an event beside the place in focus ("20 km east of the city"); `first` is their first token."""

    first: int
    sentence: int
    relation: Relation
    distance_km: float | None
    bearing: float | None  # degrees from north


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything the finders saw in one article. Spans and tokens are those of the article's text."""

    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    toponyms: tuple[Toponym, ...]
    events: tuple[EventMention, ...]
    attributions: tuple[Attribution | None, ...]  # one per sentence
    dates: tuple[DateMention, ...]
    unverified: tuple[int, ...]  # sentences that say that something could not be verified
    beside: tuple[Beside, ...] = ()
    # Sentences that only tell the day of the one before: "That was on Saturday."
    days_before: frozenset[int] = frozenset()
    published: date | None = None  # the article's day: that of its date line, else the record's
    date_line: Span | None = None
    further: tuple[Attribution, ...] = ()  # what else a sentence is laid upon: "…, X said, and Y said that …"

    def saying(self, attribution: Attribution) -> Attribution:
        """Return the attribution whose verb lays the words upon the speaker: itself, or the one it is carried from."""
        return attribution if attribution.verb_first >= 0 else self.attributions[attribution.origin] or attribution


@dataclass(frozen=True, slots=True)
class Place:
    """Where a toponym is, or (latitude None) why it could not be placed."""

    name: str
    text: str
    relation: Relation
    latitude: float | None
    longitude: float | None
    where_prec: WherePrec | None
    radius_km: float | None
    geonameid: int | None
    admin1: str
    admin1_code: str  # ISO 3166-2
    country: str
    iso3: str
    reason: str
    anchored: bool = False  # unknown itself, and placed at what the article names around it


@dataclass(frozen=True, slots=True)
class Answer:
    """What an online service answered to a name; without coordinates it knows no such place, or not which is meant."""

    service: str
    address: str  # of the service, without credentials
    query: str
    country: str  # ISO 3166-1 alpha-2 within which was asked, empty: anywhere
    name: str
    latitude: float | None
    longitude: float | None
    where_prec: WherePrec | None
    radius_km: float | None
    place_country: str  # alpha-2, empty if not told
    remark: str  # what it is, or why there are no coordinates
    licence: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim: the record, field for column, in the order of claims.csv.

    Text fields are empty and numbers None where the article does not tell; coordinates are WGS 84 decimal degrees,
    the radius is in km, offsets count characters of the article's text.
    """

    claim_id: str
    event_id: str
    grade: str
    article_id: str
    event_type: EventType
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
    quote: str
    quote_start: int
    quote_end: int
    title: str
    published: date | None
    url: str
    source: str


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

"""What the finders see in one article's text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from geo.model.kinds import DateBasis, DatePrec, EventType, LineKind, Relation, Role
from geo.model.places import Candidate
from geo.model.texts import Sentence, Span
from geo.rules import CueKind, SpeakerRule, Untold
from geo.tokens import Token


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
class When:
    """The days of an event, both ends included; None where nothing tells them."""

    start: date | None
    end: date | None
    prec: DatePrec | None
    basis: DateBasis | None
    reason: str


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

"""The nouns: frozen records that travel between the stages. Standard library only."""

from geo.model.changes import LoggedChange
from geo.model.claims import Assembly, Claim, Dropped, Grounds
from geo.model.corrections import Correction, Corrects, GivenPlace, NameRule
from geo.model.findings import (
    Attribution,
    Beside,
    Cue,
    DateMention,
    EventMention,
    Findings,
    Line,
    PassedOver,
    Toponym,
    When,
)
from geo.model.kinds import (
    PLACE_PREC,
    ClaimStatus,
    DateBasis,
    DatePrec,
    EventType,
    Grade,
    LineKind,
    PlaceKind,
    Relation,
    Role,
    WherePrec,
)
from geo.model.places import Answer, Candidate, Place
from geo.model.texts import Article, Item, Sentence, SetAside, Span

__all__ = [
    "PLACE_PREC",
    "Answer",
    "Article",
    "Assembly",
    "Attribution",
    "Beside",
    "Candidate",
    "Claim",
    "ClaimStatus",
    "Correction",
    "Corrects",
    "Cue",
    "DateBasis",
    "DateMention",
    "DatePrec",
    "Dropped",
    "EventMention",
    "EventType",
    "Findings",
    "GivenPlace",
    "Grade",
    "Grounds",
    "Item",
    "Line",
    "LineKind",
    "LoggedChange",
    "NameRule",
    "PassedOver",
    "Place",
    "PlaceKind",
    "Relation",
    "Role",
    "Sentence",
    "SetAside",
    "Span",
    "Toponym",
    "When",
    "WherePrec",
]

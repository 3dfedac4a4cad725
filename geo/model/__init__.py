"""The nouns: frozen records that travel between the stages. Standard library only."""

from geo.model.changes import LoggedChange
from geo.model.claims import Assembly, Claim, Dropped, Grounds
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
from geo.model.kinds import ClaimStatus, DateBasis, DatePrec, EventType, LineKind, PlaceKind, Relation, Role, WherePrec
from geo.model.places import Answer, Candidate, Place
from geo.model.texts import Article, Item, Sentence, SetAside, Span

__all__ = [
    "Answer",
    "Article",
    "Assembly",
    "Attribution",
    "Beside",
    "Candidate",
    "Claim",
    "ClaimStatus",
    "Cue",
    "DateBasis",
    "DateMention",
    "DatePrec",
    "Dropped",
    "EventMention",
    "EventType",
    "Findings",
    "Grounds",
    "Item",
    "Line",
    "LineKind",
    "LoggedChange",
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

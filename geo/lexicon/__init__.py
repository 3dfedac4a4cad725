"""Language data: loads and checks lexicon/*.toml into a frozen Lexicon."""

from __future__ import annotations

from geo.lexicon.agreeing import AgreementWords
from geo.lexicon.loading import parse, read
from geo.lexicon.records import (
    Casualties,
    Certainty,
    DateWords,
    Frame,
    Grammar,
    Lexicon,
    PartyWords,
    PlaceWords,
    Roles,
    Trigger,
)

__all__ = [
    "AgreementWords",
    "Casualties",
    "Certainty",
    "DateWords",
    "Frame",
    "Grammar",
    "Lexicon",
    "PartyWords",
    "PlaceWords",
    "Roles",
    "Trigger",
    "parse",
    "read",
]

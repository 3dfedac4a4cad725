"""geopy geocoders: the gazetteer as one, and online services behind limits, patience and a cache."""

from __future__ import annotations

from geo.geocoders.chain import AnswerCache, Chain, ServiceReport
from geo.geocoders.offline import Gazetteer, ranked
from geo.geocoders.patience import Clock
from geo.geocoders.reading import tidy
from geo.geocoders.services import Question, connect, title_of

__all__ = [
    "AnswerCache",
    "Chain",
    "Clock",
    "Gazetteer",
    "Question",
    "ServiceReport",
    "connect",
    "ranked",
    "tidy",
    "title_of",
]

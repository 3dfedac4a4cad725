"""One article with all that was found in it, sorted by its sentences."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from operator import attrgetter

from geo.claims.relatives import Relative, relatives
from geo.lexicon import Lexicon
from geo.model import Article, EventMention, Findings, Place

_FIRST = attrgetter("first")


@dataclass(frozen=True, slots=True)
class Case:
    """One article with all that was found in it; `places` holds one Place for each toponym of `findings`."""

    article: Article
    findings: Findings
    places: tuple[Place, ...]
    lexicon: Lexicon
    events_of: tuple[tuple[EventMention, ...], ...]  # by sentence: its events, in order
    words_of: tuple[frozenset[str], ...]  # by sentence: its words
    relatives_of: tuple[tuple[Relative, ...], ...]  # by sentence: its relative clauses, in order


def case_of(article: Article, findings: Findings, places: tuple[Place, ...], lexicon: Lexicon) -> Case:
    """Sort an article's events, words and relative clauses by their sentences."""
    events: list[list[EventMention]] = [[] for _ in findings.sentences]
    for event in findings.events:
        events[event.sentence].append(event)
    words = tuple(
        frozenset([token.lower for token in findings.tokens[sentence.first : sentence.last]])
        for sentence in findings.sentences
    )
    clauses = tuple(relatives(findings, sentence, lexicon) for sentence in findings.sentences)
    return Case(article, findings, places, lexicon, tuple(map(tuple, events)), words, clauses)


def events_between(case: Case, sentence: int, first: int, last: int) -> int:
    """Count the sentence's events that begin at tokens [first, last)."""
    events = case.events_of[sentence]
    return bisect_left(events, last, key=_FIRST) - bisect_left(events, first, key=_FIRST)

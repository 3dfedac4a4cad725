"""Sentences that put something at a name which is no known place, so that no place told before is meant."""

from __future__ import annotations

from bisect import bisect_left

from geo.lexicon import Lexicon
from geo.lexicon.joining import joined
from geo.model import Findings, Toponym


def names_unknown(findings: Findings, number: int, lexicon: Lexicon) -> bool:
    """Tell whether a sentence puts something at a name that is not known as a place: "fled to Xyz because"."""
    sentence, tokens = findings.sentences[number], findings.tokens
    places, leading = lexicon.places, joined(lexicon.places.strong, "to", "from")
    toponyms = findings.toponyms
    first, last = (bisect_left(toponyms, at, key=_first) for at in (sentence.first, sentence.last))
    known = {index for toponym in toponyms[first:last] for index in range(toponym.first, toponym.last)}
    dates = lexicon.dates
    for before in range(sentence.first, sentence.last - 1):
        if tokens[before].lower not in leading:
            continue
        at = before + 1
        at += tokens[at].lower in lexicon.grammar.connectors and at + 1 < sentence.last
        word, end = tokens[at].lower, at + 1
        if not tokens[at].is_capital or at in known or word in places.not_places or word in places.person_before:
            continue
        while end < sentence.last and tokens[end].is_capital:
            end += 1
        behind = tokens[end] if end < sentence.last else None
        ends = behind is None or not behind.is_word or behind.lower in joined(places.locative, "and")
        if ends and word not in dates.weekdays and word not in dates.months and word not in places.demonyms:
            return True
    return False


def _first(toponym: Toponym) -> int:
    return toponym.first

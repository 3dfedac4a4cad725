"""Sentences that put something at a name which is no known place, so that no place told before is meant."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter

from geo.claims.case import Case
from geo.claims.passives import is_passive, verbs_between
from geo.lexicon import Lexicon
from geo.lexicon.joining import joined
from geo.model import EventMention, EventType, Findings

_FIRST = attrgetter("first")
_LOCATING = frozenset({"in", "at", "near", "outside"})
_LOSING = frozenset({"fell", "fallen", "falls", "has", "in", "under"})  # "fell to", "in rebel hands", "under siege"
_OF_TOWNS = frozenset({EventType.SIEGE, EventType.TERRITORY_CAPTURE})


def befalls_unknown(case: Case, event: EventMention) -> bool:
    """Tell whether an event befell what is called by a name that is no known place: "Pama, under siege since May"."""
    if event.event_type not in _OF_TOWNS:
        return False
    findings, lexicon = case.findings, case.lexicon
    tokens, sentence = findings.tokens, findings.sentences[event.sentence]
    if tokens[event.first].lower not in _LOSING and not is_passive(case, event):
        return False
    at, verbs = event.first - 1, verbs_between(case)
    while at > sentence.first and (tokens[at].lower in verbs or tokens[at].text == ","):
        at -= 1
    word = tokens[at]
    if at < sentence.first or not word.is_capital or word.lower in lexicon.function_words:
        return False
    number = bisect_left(findings.toponyms, at + 1, key=_FIRST) - 1
    return number < 0 or findings.toponyms[number].last <= at


def names_unknown(findings: Findings, number: int, lexicon: Lexicon) -> bool:
    """Tell whether a sentence puts something at a name that is not known as a place: "fled to Xyz because"."""
    sentence, tokens = findings.sentences[number], findings.tokens
    places, leading = lexicon.places, joined(lexicon.places.strong, "to", "from")
    toponyms = findings.toponyms
    first, last = (bisect_left(toponyms, at, key=_FIRST) for at in (sentence.first, sentence.last))
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


def names_unknown_behind(case: Case, event: EventMention) -> bool:
    """Tell whether right behind an event a name that is no known place says where: "pushed the army out of Xyz"."""
    tokens, places, dates = case.findings.tokens, case.lexicon.places, case.lexicon.dates
    last = case.findings.sentences[event.sentence].last
    at = event.last
    if at < last and tokens[at].lower in _LOCATING:
        at += 1
    lead = [token.lower for token in tokens[max(at - 2, 0) : at]]
    if lead != ["out", "of"] and lead[-1] not in _LOCATING:
        return False
    if at >= last or not tokens[at].is_capital or tokens[at].text.isupper():
        return False
    toponyms = case.findings.toponyms
    number = bisect_left(toponyms, at, key=_FIRST)
    if number < len(toponyms) and toponyms[number].first == at:
        return False
    word = tokens[at].lower
    named = word in places.not_places or word in places.person_before or word in places.demonyms
    return not (named or word in dates.weekdays or word in dates.months)

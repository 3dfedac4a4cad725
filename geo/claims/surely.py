"""On whose word an event stands, and how surely it is told: its status."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter

from geo.lexicon import Lexicon
from geo.model import Attribution, ClaimStatus, EventMention, Findings
from geo.rules import StatusRule

_SENTENCE = attrgetter("sentence")
_QUOTES = frozenset("\"”»'’)")
_LEADING = frozenset({"and", "but", "so", "then", "q", "well"})
_PARTING = frozenset({";", "while", "but", "although", "whereas"})


def attribution_of(event: EventMention, findings: Findings) -> Attribution | None:
    """Return on whose word an event stands: in "A, X said, and Y said that B" the one on X's, the other on Y's.

    What is told within the words for a speaker is the article's own: "the troops who entered Goma said".
    """
    main = findings.attributions[event.sentence]
    if main is None or main.first < 0:
        return main
    if main.stance == "responsibility":
        return None if _is_told_apart(findings, event, main) else main
    heard = sorted((main, *_further(findings, event.sentence)), key=lambda one: one.first)
    if any(one.first <= event.first and event.last <= one.verb_first for one in heard):
        return None
    if len(heard) == 1:
        return main
    before = next((one for one in reversed(heard) if one.verb_last <= event.first), None)
    behind = next((one for one in heard if one.first >= event.last), None)
    if (
        behind is not None
        and behind.closes
        and (before is None or before.closes or _is_parted(findings, before, event))
    ):
        return behind
    return before or behind or main


def _is_told_apart(findings: Findings, event: EventMention, main: Attribution) -> bool:
    """Tell whether the article tells the event itself: "The blast, for which the group claimed responsibility, …"."""
    return any(token.lower == "which" for token in findings.tokens[event.last : main.verb_first])


def _further(findings: Findings, sentence: int) -> tuple[Attribution, ...]:
    first = bisect_left(findings.further, sentence, key=_SENTENCE)
    last = bisect_left(findings.further, sentence + 1, key=_SENTENCE)
    return findings.further[first:last]


def _is_parted(findings: Findings, before: Attribution, event: EventMention) -> bool:
    """Tell whether a clause of its own begins between a speaker and an event: "…, while", "; "."""
    between = findings.tokens[before.verb_last : event.first]
    return any(token.lower in _PARTING for token in between)


def is_asked(event: EventMention, findings: Findings, lexicon: Lexicon) -> bool:
    """Tell whether a sentence only asks whether an event happened; "Who shelled the market?" takes it for granted."""
    sentence = findings.sentences[event.sentence]
    last = sentence.last - 1
    while last > sentence.first and findings.tokens[last].text in _QUOTES:
        last -= 1
    if findings.tokens[last].text != "?":
        return False
    opening = (token.lower for token in findings.tokens[sentence.first : event.first] if token.is_word)
    first = next((word for word in opening if word not in _LEADING), "")
    return first in lexicon.grammar.auxiliaries or first in lexicon.speech.asking


STATUSES = {
    StatusRule.NEGATED: ClaimStatus.DENIED,
    StatusRule.SOURCE_DENIES: ClaimStatus.DENIED,
    StatusRule.PUT_OFF: ClaimStatus.PLANNED,
    StatusRule.SOURCE_PROPOSES: ClaimStatus.PLANNED,
    StatusRule.DAY_TO_COME: ClaimStatus.PLANNED,
    StatusRule.ATTRIBUTED: ClaimStatus.CLAIMED,
    StatusRule.HEDGED: ClaimStatus.REPORTED,
    StatusRule.OWN_VOICE: ClaimStatus.FACT,
}


def status_rule(event: EventMention, attribution: Attribution | None) -> StatusRule:
    """Return the rule that gives the status: denial before plan, plan before source, source before hedge."""
    if event.negated:
        return StatusRule.NEGATED
    if attribution is not None and attribution.stance == "deny":
        return StatusRule.SOURCE_DENIES
    if event.planned:
        return StatusRule.PUT_OFF
    if attribution is not None and attribution.stance == "propose":
        return StatusRule.SOURCE_PROPOSES
    if attribution is not None:
        return StatusRule.ATTRIBUTED
    return StatusRule.HEDGED if event.reported else StatusRule.OWN_VOICE

"""How surely a claim is told: its status, and whether the article says that it could not be verified."""

from __future__ import annotations

from bisect import bisect_left

from geo.model import Attribution, ClaimStatus, EventMention, Findings

_PARTING = frozenset({";", "while", "but", "although", "whereas"})
_UNVERIFIED_REACH = 3  # sentences back that "these claims could not be verified" covers


def attribution_of(event: EventMention, findings: Findings) -> Attribution | None:
    """Return on whose word an event stands: in "A, X said, and Y said that B" the one on X's, the other on Y's.

    What is told within the words for a speaker is the article's own: "the troops who entered Goma said".
    """
    main = findings.attributions[event.sentence]
    if main is None or main.first < 0 or main.stance == "responsibility":
        return main
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


def _further(findings: Findings, sentence: int) -> tuple[Attribution, ...]:
    first = bisect_left(findings.further, sentence, key=lambda one: one.sentence)
    last = bisect_left(findings.further, sentence + 1, key=lambda one: one.sentence)
    return findings.further[first:last]


def _is_parted(findings: Findings, before: Attribution, event: EventMention) -> bool:
    """Tell whether a clause of its own begins between a speaker and an event: "…, while", "; "."""
    between = findings.tokens[before.verb_last : event.first]
    return any(token.lower in _PARTING for token in between)


def status_of(event: EventMention, attribution: Attribution | None) -> ClaimStatus:
    """Return the status: denial before plan, plan before source, source before hedge."""
    if event.negated or (attribution is not None and attribution.stance == "deny"):
        return ClaimStatus.DENIED
    if event.planned or (attribution is not None and attribution.stance == "propose"):
        return ClaimStatus.PLANNED
    if attribution is not None:
        return ClaimStatus.CLAIMED
    return ClaimStatus.REPORTED if event.reported else ClaimStatus.FACT


def unverified_sentences(findings: Findings) -> frozenset[int]:
    """Return the sentences whose claims the article could not verify: those that say so and the speech before them."""
    covered: set[int] = set()
    for number in findings.unverified:
        covered.add(number)
        paragraph = findings.sentences[number].paragraph
        for back in range(number - 1, max(-1, number - 1 - _UNVERIFIED_REACH), -1):
            if findings.attributions[back] is None and back != number - 1:
                break
            if findings.sentences[back].paragraph < paragraph - 1:
                break
            covered.add(back)
    return frozenset(covered)

"""How surely a claim is told: its status, and whether the article says that it could not be verified."""

from __future__ import annotations

from collections.abc import Mapping

from geo.model import Attribution, ClaimStatus, EventMention, Findings
from geo.rules import StatusRule

_UNVERIFIED_REACH = 3  # sentences back that "these claims could not be verified" covers


STATUSES = {
    StatusRule.NEGATED: ClaimStatus.DENIED,
    StatusRule.SOURCE_DENIES: ClaimStatus.DENIED,
    StatusRule.PUT_OFF: ClaimStatus.PLANNED,
    StatusRule.SOURCE_PROPOSES: ClaimStatus.PLANNED,
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


def unverified_sentences(findings: Findings) -> Mapping[int, int]:
    """Return the sentences whose claims the article could not verify, each with the sentence that says so.

    That covers the sentence itself and the speech before it.
    """
    covered: dict[int, int] = {}
    for number in findings.unverified:
        covered[number] = number
        paragraph = findings.sentences[number].paragraph
        for back in range(number - 1, max(-1, number - 1 - _UNVERIFIED_REACH), -1):
            if findings.attributions[back] is None and back != number - 1:
                break
            if findings.sentences[back].paragraph < paragraph - 1:
                break
            if findings.sentences[back].item != findings.sentences[number].item:
                break
            covered.setdefault(back, number)
    return covered

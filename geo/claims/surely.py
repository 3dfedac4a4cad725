"""How surely a claim is told: its status, and whether the article says that it could not be verified."""

from __future__ import annotations

from geo.model import Attribution, ClaimStatus, EventMention, Findings

_UNVERIFIED_REACH = 3  # sentences back that "these claims could not be verified" covers


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
            if findings.sentences[back].item != findings.sentences[number].item:
                break
            covered.add(back)
    return frozenset(covered)

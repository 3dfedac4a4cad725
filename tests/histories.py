"""Judges the history of an event, how its deaths, actor and status were told, against a story of tests/stories."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice, pairwise
from typing import Protocol

from geo.model import Claim, ClaimStatus
from tests.told import Step, Told, Verdict

ASSERTED = "asserted"
"""One word in a history of statuses for fact, claimed and reported: which of them is a matter of an outlet's style."""


class Revised(Protocol):
    """What a history gives for each change; deaths read "16", "16 or more" or "24 to 99"."""

    @property
    def field(self) -> str: ...

    @property
    def new(self) -> str: ...

    @property
    def article_id(self) -> str: ...


_FIELDS = ("deaths", "actor", "status")


def steps_of(claims: Iterable[Claim], revisions: Iterable[Revised]) -> tuple[Step, ...]:
    """Return a history as steps: for each field what its claims tell first, then each revision."""
    ordered = sorted(claims, key=lambda one: (one.published or date.max, one.article_id, one.quote_start))
    first = [
        Step(one.article_id, field, value)
        for field in _FIELDS
        for one, value in islice(((one, _value(one, field)) for one in ordered if _value(one, field)), 1)
    ]
    return (*first, *(_step(revision) for revision in revisions if revision.field in _FIELDS))


def judge_history(event: Told, claims: Sequence[Claim], revisions: Iterable[Step]) -> tuple[Verdict, ...]:
    """Judge the history of one event, field by field, by the claims that tell of it.

    A step that extraction did not find in its article is asked for where a later article has it, else not at all.
    Deaths and status must be the same values of the same articles in the same order; of actors, which every outlet
    words differently, those asked for must come in order, and others may stand between them.
    """
    given = tuple(revisions)
    verdicts = []
    for field in sorted({step.field for step in event.history}):
        asked = _changes(step for each in event.history if each.field == field for step in _reached(each, claims))
        got = _changes(step for step in given if step.field == field)
        right = _in_order(asked, got) if field == "actor" else asked == got
        verdicts.append(Verdict(f"{event.name} {field}", _shown(asked), _shown(got), right))
    return tuple(verdicts)


def unreached(event: Told, claims: Sequence[Claim]) -> tuple[Step, ...]:
    """Return the steps of the event's history that no claim carries, as extraction has not found them."""
    return tuple(step for step in event.history if not any(_carries(step, one) for one in claims))


def status_of(claim: Claim) -> str:
    """Return the claim's status as histories write it."""
    return claim.claim_status.value if claim.claim_status in {ClaimStatus.DENIED, ClaimStatus.PLANNED} else ASSERTED


def _value(claim: Claim, field: str) -> str:
    return {"deaths": deaths_of(claim), "actor": claim.actor, "status": status_of(claim)}[field]


def _step(revision: Revised) -> Step:
    value = revision.new
    if revision.field == "deaths":  # "at least" is no other number
        value = value.removesuffix(" or more").replace(" to ", "-")
    if revision.field == "status" and value not in {ClaimStatus.DENIED, ClaimStatus.PLANNED}:
        value = ASSERTED
    return Step(revision.article_id, revision.field, value)


def _reached(step: Step, claims: Sequence[Claim]) -> Iterator[Step]:
    """Yield the step, of its article or the first later one whose claims carry it."""
    if any(_carries(step, one) for one in claims):
        yield step
        return
    later = sorted({one.article_id for one in claims if one.article_id > step.article_id})
    steps = (replace(step, article_id=article_id) for article_id in later)
    yield from islice((each for each in steps if any(_carries(each, one) for one in claims)), 1)


def _carries(step: Step, claim: Claim) -> bool:
    if claim.article_id != step.article_id:
        return False
    if step.field == "deaths":
        return step.value == deaths_of(claim)
    if step.field == "actor":
        return step.value.casefold() in claim.actor.casefold()
    return step.value == status_of(claim)


def deaths_of(claim: Claim) -> str:
    """Return the deaths that a claim tells as histories write them: "16", "24-99", or nothing."""
    low, high = claim.deaths_min, claim.deaths_max
    if low is None:
        return "" if high is None else str(high)
    return str(low) if high in {None, low} else f"{low}-{high}"


def _changes(steps: Iterable[Step]) -> list[Step]:
    """Return the steps without those that only repeat the value before."""
    kept = list(steps)
    return kept[:1] + [after for before, after in pairwise(kept) if before.value != after.value]


def _in_order(asked: Sequence[Step], given: Sequence[Step]) -> bool:
    rest: Iterator[Step] = iter(given)
    return all(
        any(step.article_id == one.article_id and step.value.casefold() in one.value.casefold() for one in rest)
        for step in asked
    )


def _shown(steps: Iterable[Step]) -> str:
    return ", ".join(f"{step.value} ({step.article_id})" for step in steps)

"""The stories come out as the events, grades and histories that they tell: floors in accuracy.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import geo
from geo.model import Article, Claim
from tests.grouping import (
    Assigned,
    Grouped,
    Pairs,
    assign,
    compare,
    event_of,
    explain,
    explain_extraction,
    judge_grades,
    of_story,
)
from tests.histories import judge_history, steps_of, unreached
from tests.told import Verdict, read_stories

# Its types are not known where the grouping is not built yet.
agreement: Any = pytest.importorskip("geo.agreement")

TESTS = Path(__file__).parent
EVENTS = read_stories(TESTS / "stories")
FLOORS: dict[str, float] = tomllib.loads((TESTS / "accuracy.toml").read_text("utf-8"))["stories"]


@cache
def articles() -> tuple[Article, ...]:
    return tuple(record for record in geo.read([TESTS / "stories"]) if isinstance(record, Article))


@cache
def claims() -> tuple[Claim, ...]:
    return geo.extract(articles())


@cache
def assigned() -> Assigned:
    return assign(EVENTS, claims())


@cache
def groups() -> tuple[Grouped, ...]:
    """Return the groups of all stories' claims, which are grouped together as a collection would be."""
    signatures = {article.article_id: agreement.signature(article.text) for article in articles()}
    return tuple(agreement.group(claims(), signatures))


@cache
def pairs() -> Pairs:
    return compare(assigned(), groups())


@cache
def by_story() -> dict[str, Pairs]:
    return {story: of_story(pairs(), assigned(), story) for story in sorted({event.story for event in EVENTS})}


@cache
def grades() -> tuple[Verdict, ...]:
    return judge_grades(EVENTS, assigned(), groups())


@cache
def histories() -> tuple[Verdict, ...]:
    by_id = {claim.claim_id: claim for claim in claims()}
    verdicts: list[Verdict] = []
    for event in EVENTS:
        group = event_of(assigned(), event, groups())
        if event.history and group is not None:
            telling = [by_id[claim_id] for claim_id, told in assigned().told.items() if told == event]
            grouped = tuple(by_id[claim_id] for claim_id in sorted(group.claim_ids))
            verdicts += judge_history(event, telling, steps_of(grouped, agreement.history(grouped)))
    return tuple(verdicts)


def reached() -> dict[str, float]:
    """Return what accuracy.toml sets floors for."""
    return {
        "precision": pairs().precision,
        "f1": pairs().f1,
        "mean_f1": sum(each.f1 for each in by_story().values()) / len(by_story()),
        "grades": share(grades()),
        "histories": share(histories()),
        "found": share_found(),
    }


def share(verdicts: tuple[Verdict, ...]) -> float:
    return sum(verdict.right for verdict in verdicts) / len(verdicts)


def share_found() -> float:
    """Return the share of the events' tellings that extraction found; each article tells an event once."""
    asked = {(event.name, member.article_id) for event in EVENTS for member in event.members}
    missed = {(event.name, member.article_id) for event, member in assigned().missed}
    return 1 - len(missed) / len(asked)


@pytest.mark.parametrize("measure", FLOORS)
def test_stories(measure: str) -> None:
    assert reached()[measure] >= FLOORS[measure], report()


def test_every_claim_is_in_one_group() -> None:
    ids = sorted(claim_id for group in groups() for claim_id in group.claim_ids)
    assert ids == sorted(claim.claim_id for claim in claims())


def report() -> str:
    """Return all figures and all that is wrong, with the sentences."""
    steps = [
        f"not extracted: {event.name}: {step.field} {step.value} in {step.article_id}"
        for event in EVENTS
        for step in unreached(event, [claim for claim in claims() if assigned().told.get(claim.claim_id) == event])
    ]
    wrong = [
        f"{verdict.name}: {verdict.given or 'nothing'}, should be {verdict.asked}"
        for verdict in (*grades(), *histories())
        if not verdict.right
    ]
    counts = "\n".join(
        f"{name}: {len(some.right)} pairs right, {len(some.false)} false, {len(some.missing)} missing, F1 {some.f1:.2f}"
        for name, some in (("all", pairs()), *by_story().items())
    )
    figures = ", ".join(f"{name} {value:.3f}" for name, value in reached().items())
    return "\n".join(
        [
            figures,
            counts,
            explain(assigned(), pairs(), claims()),
            *wrong,
            *steps,
            explain_extraction(assigned(), claims()),
        ]
    )

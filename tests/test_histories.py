"""A history is judged by its steps, and what extraction has not found is not asked of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from geo.model import Claim, ClaimStatus
from tests.factories import claim
from tests.histories import deaths_of, judge_history, steps_of, unreached
from tests.told import Step, Told


@dataclass(frozen=True)
class Revision:
    field: str
    new: str
    article_id: str


def told(*history: Step) -> Told:
    return Told("e", "", ("single",), history, (), loose=False, is_open=False)


DEATHS = (Step("a1", "deaths", "16"), Step("a2", "deaths", "30"), Step("a4", "deaths", "33"))


def story(*tolls: int | None) -> tuple[Told, list[Claim]]:
    event = told(*DEATHS)
    found = [
        claim(claim_id=f"c{number}", article_id=f"a{number}", deaths_min=toll, deaths_max=toll)
        for number, toll in enumerate(tolls, 1)
    ]
    return event, found


def test_a_history_is_right_when_it_has_the_same_steps() -> None:
    event, found = story(16, 30, 30, 33)
    (verdict,) = judge_history(event, found, DEATHS)
    assert verdict.right
    assert verdict.asked == "16 (a1), 30 (a2), 33 (a4)"
    (verdict,) = judge_history(event, found, DEATHS[:2])
    assert not verdict.right
    (verdict,) = judge_history(event, found, [*DEATHS, Step("a5", "deaths", "40")])
    assert not verdict.right


def test_what_extraction_has_not_found_is_not_asked_of_a_history() -> None:
    event, found = story(16, None, None, 33)
    assert unreached(event, found) == (DEATHS[1],)
    (verdict,) = judge_history(event, found, [DEATHS[0], DEATHS[2]])
    assert verdict.right


def test_a_step_that_a_later_article_has_is_asked_of_that() -> None:
    event, found = story(16, None, 30, 33)
    (verdict,) = judge_history(event, found, [DEATHS[0], Step("a3", "deaths", "30"), DEATHS[2]])
    assert verdict.right


def test_a_repeated_value_is_no_new_step() -> None:
    event, found = story(16, 30, 30, 33)
    (verdict,) = judge_history(event, found, [*DEATHS[:2], Step("a3", "deaths", "30"), DEATHS[2]])
    assert verdict.right


def test_actors_must_come_in_order_and_others_may_stand_between() -> None:
    event = told(Step("a1", "actor", "rebels"), Step("a3", "actor", "army"))
    found = [claim(article_id="a1", actor="The Rebels"), claim(article_id="a3", actor="the army")]
    given = [Step("a1", "actor", "The Rebels"), Step("a2", "actor", "gunmen"), Step("a3", "actor", "the army")]
    assert [verdict.right for verdict in judge_history(event, found, given)] == [True]
    assert [verdict.right for verdict in judge_history(event, found, given[::-1])] == [False]


def test_statuses_of_style_are_one() -> None:
    event = told(Step("a1", "status", "asserted"), Step("a2", "status", "denied"))
    found = [claim(article_id="a1"), claim(article_id="a2", claim_status=ClaimStatus.DENIED)]
    assert [verdict.right for verdict in judge_history(event, found, event.history)] == [True]


@pytest.mark.parametrize(
    ("low", "high", "expected"), [(None, None, ""), (3, 3, "3"), (3, None, "3"), (None, 9, "9"), (24, 99, "24-99")]
)
def test_deaths_as_written(low: int | None, high: int | None, expected: str) -> None:
    assert deaths_of(claim(deaths_min=low, deaths_max=high)) == expected


def test_the_steps_of_a_history_begin_with_what_was_told_first() -> None:
    later, first = (
        claim(claim_id="c2", article_id="a2", published=date(2031, 5, 8), deaths_min=30, deaths_max=30, actor="rebels"),
        claim(claim_id="c1", article_id="a1", published=date(2031, 5, 7), deaths_min=16, deaths_max=16),
    )
    revisions = [
        Revision("deaths", "30 or more", "a2"),
        Revision("day", "2031-05-05", "a2"),
        Revision("status", "claimed", "a2"),
        Revision("status", "denied", "a3"),
        Revision("deaths", "24 to 99", "a3"),
    ]
    assert steps_of([later, first], revisions) == (
        Step("a1", "deaths", "16"),
        Step("a2", "actor", "rebels"),
        Step("a1", "status", "asserted"),
        Step("a2", "deaths", "30"),
        Step("a2", "status", "asserted"),
        Step("a3", "status", "denied"),
        Step("a3", "deaths", "24-99"),
    )

"""The scorer of groupings counts what it says: pairs, noise, grades and histories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from geo.model import Claim, ClaimStatus, DateBasis, EventType
from tests.factories import claim
from tests.grouping import (
    Assigned,
    Pairs,
    assign,
    compare,
    deaths_of,
    event_of,
    explain,
    explain_extraction,
    fits,
    judge_grades,
    judge_history,
    of_story,
    unreached,
)
from tests.told import Member, Step, Told

DAY = date(2031, 5, 6)
MEMBER = Member("a1", "Kharkiv", 49.98, 36.25, 10.0, frozenset({"shelling"}), (DAY, DAY), "Shells fell on Kharkiv")


@dataclass(frozen=True)
class Group:
    event_id: str
    claim_ids: tuple[str, ...]
    grade: str = "single"
    grade_reason: str = "one source"


def told(name: str, *members: Member, **changes: Any) -> Told:  # noqa: ANN401 - any field
    return replace(Told(name, "", ("single",), (), members, loose=False, is_open=False), **changes)


def member(article_id: str, **changes: Any) -> Member:  # noqa: ANN401 - any field
    return replace(MEMBER, article_id=article_id, **changes)


def claims_of(*article_ids: str, **changes: Any) -> list[Claim]:  # noqa: ANN401 - any field
    return [claim(claim_id=f"c-{article_id}", article_id=article_id, **changes) for article_id in article_ids]


def counts(pairs: Pairs) -> tuple[int, int, int]:
    return len(pairs.right), len(pairs.false), len(pairs.missing)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, True),
        ({"article_id": "a2"}, False),
        ({"event_type": EventType.AIR_STRIKE}, False),
        ({"latitude": 50.3}, False),
        ({"latitude": None, "longitude": None}, False),
        ({"event_date": date(2031, 5, 7), "event_date_end": date(2031, 5, 7)}, False),
        ({"event_date": date(2031, 5, 5), "event_date_end": date(2031, 5, 7)}, True),
        ({"event_date": date(2031, 5, 7), "date_basis": DateBasis.PUBLISHED}, True),
        ({"event_date": None, "event_date_end": None}, True),
    ],
)
def test_a_claim_fits_a_member(changes: dict[str, Any], expected: bool) -> None:  # noqa: FBT001 - a table's value
    assert fits(MEMBER, claim(**changes)) is expected


def test_a_member_without_days_takes_any_day_but_only_its_own_words() -> None:
    event = told("e", member("a1", days=None, quote="Shells will fall"))
    threat = claim(
        claim_id="c1", event_date=date(2030, 1, 1), event_date_end=date(2030, 1, 1), quote="Shells will fall."
    )
    assigned = assign([event], [threat, replace(threat, claim_id="c2", quote="Shells fell.")])
    assert list(assigned.told) == ["c1"]
    assert assigned.own == {"c2": frozenset({"e"})}


def test_the_quote_decides_between_two_events_of_one_place_and_day() -> None:
    dawn, dusk = told("dawn", member("a1", quote="At dawn")), told("dusk", member("a1", quote="At dusk"))
    claims = [claim(claim_id="c1", quote="At dawn shells fell."), claim(claim_id="c2", quote="At dusk more fell.")]
    assert {key: event.name for key, event in assign([dawn, dusk], claims).told.items()} == {"c1": "dawn", "c2": "dusk"}


def test_a_claim_that_may_be_of_either_event_is_of_none() -> None:
    dawn, dusk = told("dawn", member("a1", quote="At dawn")), told("dusk", member("a1", quote="At dusk"))
    assigned = assign([dawn, dusk], [claim(quote="Shells fell twice.")])
    assert not assigned.told
    assert assigned.own == {"c0001": frozenset({"dawn", "dusk"})}


def test_a_claim_with_the_words_of_one_event_is_not_taken_for_another() -> None:
    here = told("here", member("a1", quote="Shells fell on Kharkiv"))
    there = told("there", member("a1", latitude=10.0, quote="and on another town"))
    assigned = assign([here, there], [claim(quote="and on another town.")])
    assert assigned.own == {"c0001": frozenset({"there"})}


def test_what_is_not_found_is_told_once_an_article() -> None:
    event = told("e", member("a1"), member("a1", quote="told again"), member("a2"))
    assigned = assign([event], claims_of("a1"))
    assert [one.article_id for _, one in assigned.missed] == ["a2"]
    assert "not found: e in a2" in explain_extraction(assigned, claims_of("a1"))


def two_events() -> tuple[Sequence[Told], list[Claim], Assigned]:
    events = [told("one", member("a1"), member("a2"), member("a3")), told("two", member("b1"), member("b2"))]
    claims = claims_of("a1", "a2", "a3", "b1", "b2")
    return events, claims, assign(events, claims)


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ([("c-a1", "c-a2", "c-a3"), ("c-b1", "c-b2")], (4, 0, 0)),
        ([("c-a1", "c-a2"), ("c-a3",), ("c-b1", "c-b2")], (2, 0, 2)),
        ([("c-a1", "c-a2", "c-a3", "c-b1", "c-b2")], (4, 6, 0)),
        ([], (0, 0, 4)),
    ],
)
def test_pairs(groups: list[tuple[str, ...]], expected: tuple[int, int, int]) -> None:
    _, _, assigned = two_events()
    assert counts(compare(assigned, [Group(ids[0], ids) for ids in groups])) == expected


def test_rates() -> None:
    pairs = Pairs(right=(("a", "b"), ("a", "c"), ("b", "c")), false=(("a", "x"),), missing=(("d", "e"), ("d", "f")))
    assert (pairs.precision, pairs.recall) == (0.75, 0.6)
    assert pairs.f1 == pytest.approx(2 * 0.75 * 0.6 / (0.75 + 0.6))
    assert Pairs((), (), ()).f1 == 1.0


def test_pairs_of_one_story() -> None:
    events = [told("01/one", member("a1"), member("a2")), told("02/two", member("b1"), member("b2"))]
    assigned = assign(events, claims_of("a1", "a2", "b1", "b2"))
    pairs = compare(assigned, [Group("g", ("c-a1", "c-a2", "c-b1"))])
    assert counts(of_story(pairs, assigned, "01")) == (1, 2, 0)
    assert counts(of_story(pairs, assigned, "02")) == (0, 2, 1)


def test_an_unknown_claim_costs_only_where_it_is_grouped_with_a_known_one() -> None:
    events = [told("one", member("a1"), member("a2"))]
    claims = [*claims_of("a1", "a2"), *claims_of("x1", "x2")]
    assigned = assign(events, claims)
    assert [one.claim_id for one in assigned.unknown] == ["c-x1", "c-x2"]
    assert counts(compare(assigned, [Group("g", ("c-a1", "c-a2")), Group("h", ("c-x1", "c-x2"))])) == (1, 0, 0)
    assert counts(compare(assigned, [Group("g", ("c-a1", "c-a2", "c-x1", "c-x2"))])) == (1, 4, 0)


def test_a_misread_claim_may_stand_with_its_own_event_only() -> None:
    events = [told("one", member("a1"), member("a2")), told("two", member("b1"))]
    claims = [*claims_of("a1", "b1"), *claims_of("a2", event_type=EventType.SIEGE)]
    assigned = assign(events, claims)
    assert assigned.own == {"c-a2": frozenset({"one"})}
    assert counts(compare(assigned, [Group("g", ("c-a1", "c-a2")), Group("h", ("c-b1",))])) == (0, 0, 0)
    assert counts(compare(assigned, [Group("g", ("c-a1",)), Group("h", ("c-a2", "c-b1"))])) == (0, 1, 0)


def test_a_loose_event_may_fall_apart_but_not_take_others_in() -> None:
    events = [told("vague", member("a1"), member("a2"), loose=True), told("precise", member("b1"))]
    assigned = assign(events, claims_of("a1", "a2", "b1"))
    assert counts(compare(assigned, [Group("g", ("c-a1",)), Group("h", ("c-a2",)), Group("i", ("c-b1",))])) == (0, 0, 0)
    assert counts(compare(assigned, [Group("g", ("c-a1", "c-a2")), Group("i", ("c-b1",))])) == (0, 0, 0)
    assert counts(compare(assigned, [Group("g", ("c-a1", "c-b1"))])) == (0, 1, 0)


def test_of_an_open_event_nothing_is_asked() -> None:
    events = [told("open", member("a1"), is_open=True), told("other", member("b1"))]
    assigned = assign(events, claims_of("a1", "b1"))
    assert counts(compare(assigned, [Group("g", ("c-a1", "c-b1"))])) == (0, 0, 0)


def test_a_group_stands_for_the_event_of_which_it_holds_most() -> None:
    events, _, assigned = two_events()
    groups = [Group("g", ("c-a1",)), Group("h", ("c-a2", "c-a3", "c-b1", "c-b2"))]
    assert event_of(assigned, events[0], groups) == groups[1]
    assert event_of(assigned, told("nothing", member("z")), groups) is None


def test_grades() -> None:
    events, _, assigned = two_events()
    groups = [Group("g", ("c-a1", "c-a2", "c-a3"), "two_sources", "two outlets"), Group("h", ("c-b1", "c-b2"))]
    assert [(each.name, each.right) for each in judge_grades(events, assigned, groups)] == [
        ("one", False),
        ("two", True),
    ]
    assert "two_sources (two outlets)" in judge_grades(events, assigned, groups)[0].given


DEATHS = (Step("a1", "deaths", "16"), Step("a2", "deaths", "30"), Step("a4", "deaths", "33"))


def story(*tolls: int | None) -> tuple[Told, list[Claim]]:
    event = told("e", *(member(f"a{number}") for number in range(1, 6)), history=DEATHS)
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
    event = told("e", history=(Step("a1", "actor", "rebels"), Step("a3", "actor", "army")))
    found = [claim(article_id="a1", actor="The Rebels"), claim(article_id="a3", actor="the army")]
    given = [Step("a1", "actor", "The Rebels"), Step("a2", "actor", "gunmen"), Step("a3", "actor", "the army")]
    assert [verdict.right for verdict in judge_history(event, found, given)] == [True]
    assert [verdict.right for verdict in judge_history(event, found, given[::-1])] == [False]


def test_statuses_of_style_are_one() -> None:
    event = told("e", history=(Step("a1", "status", "asserted"), Step("a2", "status", "denied")))
    found = [claim(article_id="a1"), claim(article_id="a2", claim_status=ClaimStatus.DENIED)]
    assert [verdict.right for verdict in judge_history(event, found, event.history)] == [True]


@pytest.mark.parametrize(
    ("low", "high", "expected"), [(None, None, ""), (3, 3, "3"), (3, None, "3"), (None, 9, "9"), (24, 99, "24-99")]
)
def test_deaths_as_written(low: int | None, high: int | None, expected: str) -> None:
    assert deaths_of(claim(deaths_min=low, deaths_max=high)) == expected


def test_wrong_pairs_are_told_with_their_sentences() -> None:
    events, claims, assigned = two_events()
    text = explain(assigned, compare(assigned, [Group("g", ("c-a1", "c-b1"))]), claims)
    assert "together, but should not be:" in text
    assert "apart, but should be together:" in text
    assert "a1 [one] shelling at Kharkiv on 2031-05-06" in text
    assert [event.name for event in events] == ["one", "two"]

"""The scorer of groupings counts what it says: pairs, noise, grades and histories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from geo.model import Claim, DateBasis, EventType
from tests.factories import claim
from tests.grouping import (
    Assigned,
    Pairs,
    assign,
    compare,
    event_of,
    explain,
    explain_extraction,
    fits,
    judge_grades,
    of_story,
)
from tests.told import Member, Told

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


def test_wrong_pairs_are_told_with_their_sentences() -> None:
    events, claims, assigned = two_events()
    text = explain(assigned, compare(assigned, [Group("g", ("c-a1", "c-b1"))]), claims)
    assert "together, but should not be:" in text
    assert "apart, but should be together:" in text
    assert "a1 [one] shelling at Kharkiv on 2031-05-06" in text
    assert [event.name for event in events] == ["one", "two"]

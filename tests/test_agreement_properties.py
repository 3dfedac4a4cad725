"""Grouping is a partition, depends on no order and no batch, and keeps the ids of events."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from geo.agreement import Event, Reach, group, regroup
from geo.agreement.tellings import is_assumed
from geo.model import Claim, ClaimStatus, DateBasis, DatePrec, EventType, WherePrec
from tests.factories import claim

DAY = date(2031, 6, 10)
POINTS: tuple[dict[str, Any], ...] = (
    {"location": "Izyum", "latitude": 49.21, "longitude": 37.26, "geonameid": 1, "radius_km": 4.0},
    {"location": "Station", "latitude": 49.21, "longitude": 37.26, "geonameid": None, "radius_km": 12.0,
     "where_prec": WherePrec.NEAR},
    {"location": "Balakliia", "latitude": 49.45, "longitude": 36.85, "geonameid": 2, "radius_km": 4.0},
    {"location": "Izyum", "latitude": 49.21, "longitude": 37.26, "geonameid": 1, "radius_km": 30.0,
     "where_prec": WherePrec.NEAR},
    {"location": "Kharkiv Oblast", "latitude": 49.5, "longitude": 36.5, "geonameid": 3, "radius_km": 135.0,
     "where_prec": WherePrec.ADM1},
    {"location": "Izyum", "latitude": None, "longitude": None, "geonameid": None, "radius_km": None, "iso3": "",
     "where_prec": None},
)  # fmt: skip
KINDS = (
    EventType.SHELLING, EventType.AIR_STRIKE, EventType.ARMED_CLASH, EventType.ATTACK_ON_CIVILIANS,
    EventType.TERRITORY_CAPTURE, EventType.SIEGE,
)  # fmt: skip
STATUSES = (ClaimStatus.FACT, ClaimStatus.FACT, ClaimStatus.DENIED, ClaimStatus.PLANNED)


@st.composite
def told(draw: st.DrawFn, number: int) -> Claim:
    first = DAY + timedelta(days=draw(st.sampled_from((0, 0, 0, 1, 2, 8))))
    span = draw(st.sampled_from((0, 0, 0, 1, 6, 30)))
    deaths = draw(st.sampled_from((None, None, 3, 16, 30, 200)))
    made = claim(
        claim_id=f"c{number:03}",
        article_id=f"a{draw(st.integers(0, 7))}",
        event_type=draw(st.sampled_from(KINDS)),
        event_text=draw(st.sampled_from(("shelling", "attack", "clashes"))),
        event_date=first,
        event_date_end=first + timedelta(days=span),
        date_prec=DatePrec.DAY,
        date_basis=draw(st.sampled_from((DateBasis.STATED, DateBasis.STATED, DateBasis.PUBLISHED))),
        actor=draw(st.sampled_from(("", "Russian forces", "rebels"))),
        target=draw(st.sampled_from(("", "", "a hospital", "the railway station", "a tram"))),
        deaths_min=deaths,
        deaths_max=deaths,
        claimant=draw(st.sampled_from(("", "the governor", "witnesses", "the army"))),
        claim_status=draw(st.sampled_from(STATUSES)),
        quote=draw(
            st.sampled_from(("At dawn shells fell.", "In the evening it burnt.", "Shells fell.", "It was hit."))
        ),
        quote_start=number,
        published=first + timedelta(days=draw(st.integers(0, 3))),
        source=draw(st.sampled_from(("One", "Two"))),
    )
    return replace(made, **draw(st.sampled_from(POINTS)))


@st.composite
def many(draw: st.DrawFn) -> list[Claim]:
    return [draw(told(number)) for number in range(draw(st.integers(1, 14)))]


class Kept:
    """Claims in memory, found by exactly what is asked for."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self.claims = {each.claim_id: each for each in claims}

    def around(self, reach: Reach) -> list[Claim]:
        return [each for each in self.claims.values() if _within(each, reach)]

    def of(self, claim_ids: Collection[str]) -> list[Claim]:
        return [self.claims[each] for each in claim_ids if each in self.claims]


def _within(one: Claim, reach: Reach) -> bool:
    first, last = one.event_date, one.event_date_end
    if first is None or last is None or one.event_type not in reach.kinds:
        return False
    until = reach.until if is_assumed(one) else reach.last
    if last < reach.first or first > until:
        return False
    if reach.box is None or one.latitude is None or one.longitude is None:
        return reach.box is None and one.latitude is None
    box = reach.box
    if box.south <= one.latitude <= box.north and box.west <= one.longitude <= box.east:
        return True
    return (one.radius_km or 0.0) > reach.wide_km and reach.iso3 in {one.iso3, ""}


def by_claim(events: Iterable[Event]) -> dict[str, Event]:
    return {claim_id: event for event in events for claim_id in event.claim_ids}


@settings(deadline=None)
@given(many())
def test_grouping_is_a_partition(claims: list[Claim]) -> None:
    told_of = [claim_id for event in group(claims, {}) for claim_id in event.claim_ids]
    assert sorted(told_of) == sorted(each.claim_id for each in claims)


@settings(deadline=None)
@given(many(), st.randoms(use_true_random=False))
def test_the_order_does_not_matter(claims: list[Claim], chance: Any) -> None:  # noqa: ANN401 - random.Random
    shuffled = list(claims)
    chance.shuffle(shuffled)
    assert group(claims, {}) == group(shuffled, {})


@settings(max_examples=300, deadline=None)
@given(many(), st.data())
def test_grouping_again_after_each_batch_gives_what_grouping_all_gives(
    claims: list[Claim], data: st.DataObject
) -> None:
    pairs = (
        data.draw(st.lists(st.sets(st.sampled_from(claims), min_size=2, max_size=2), max_size=2))
        if (len(claims) > 1)
        else []
    )
    merges = [frozenset(each.claim_id for each in pair) for pair in pairs[:1]]
    splits = [frozenset(each.claim_id for each in pair) for pair in pairs[1:]]
    kept, known = Kept(()), dict[str, Event]()
    order = data.draw(st.permutations(claims))
    size = data.draw(st.integers(1, 4))
    steps: list[tuple[list[Claim], list[Claim]]] = [([], order[at : at + size]) for at in range(0, len(order), size)]
    gone = data.draw(st.lists(st.sampled_from(claims), max_size=3, unique=True))
    steps.append((gone, []))
    moved = [each for each in claims if each not in gone][:3]
    steps.append((moved, [replace(data.draw(told(0)), claim_id=each.claim_id) for each in moved]))
    for before, after in steps:
        for each in before:
            del kept.claims[each.claim_id]
            known.pop(each.claim_id, None)
        kept.claims |= {each.claim_id: each for each in after}
        known |= by_claim(regroup([*before, *after], kept, {}, merges, splits))
        assert known == by_claim(group(kept.claims.values(), {}, merges, splits))


@settings(deadline=None)
@given(many(), st.data())
def test_an_event_keeps_its_id_when_later_articles_join(claims: list[Claim], data: st.DataObject) -> None:
    before = group(claims, {})
    later = [
        replace(data.draw(told(900 + number)), article_id=f"z{number}", published=date(2031, 12, 1))
        for number in range(2)
    ]
    after = by_claim(group([*claims, *later], {}))
    for event in before:
        now = after[event.claim_ids[0]]
        if now.claim_ids[: len(event.claim_ids)] == event.claim_ids:
            assert now.event_id == event.event_id


@settings(deadline=None)
@given(many())
def test_what_analysts_join_stands_together_and_what_they_split_apart(claims: list[Claim]) -> None:
    ids = frozenset(each.claim_id for each in (claims[0], claims[-1]))
    if len(ids) == 1:
        return
    joined = by_claim(group(claims, {}, together=[ids]))
    assert joined[claims[0].claim_id] == joined[claims[-1].claim_id]
    split = by_claim(group(claims, {}, apart=[ids]))
    assert split[claims[0].claim_id] != split[claims[-1].claim_id]

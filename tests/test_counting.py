"""The store counts claims by days and places, and gives back those of a scope."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from geo.model import EVERYWHERE, Claim, Days, EventType, Scope, Spot
from geo.store import Store
from tests.factories import claim
from tests.pages import NOWHERE, UNDATED
from tests.test_store import ARTICLE, save

FIRST, SECOND, THIRD = (date(2031, 5, day) for day in (6, 7, 8))
CLAIMS = [
    claim(claim_id="c1", article_id="a", event_id="e0"),
    claim(claim_id="c2", article_id="a", event_date_end=THIRD, event_type=EventType.SIEGE, event_id="e1"),
    claim(
        claim_id="c3", article_id="a", event_date=THIRD, event_date_end=None, admin1="", admin1_code="", event_id="e1"
    ),
    claim(
        claim_id="c4", article_id="a", iso3="", country="", admin1="", admin1_code="", latitude=-3.0, longitude=190.0
    ),
    claim(**{"claim_id": "c5", "article_id": "a"} | NOWHERE),
    claim(**{"claim_id": "c6", "article_id": "a"} | NOWHERE | UNDATED),
]


@pytest.fixture
def store(store_target: str) -> Iterator[Store]:
    with Store(store_target) as opened:
        save(opened, ARTICLE, CLAIMS)
        yield opened


def ids(batches: Iterable[dict[str, Any]]) -> list[str]:
    return sorted(claim_id for batch in batches for claim_id in batch["claim_id"])


def spot(of: Claim) -> Spot:
    return Spot(of.event_date, of.latitude is not None, of.iso3, of.admin1_code)


@pytest.mark.parametrize(
    ("scope", "found"),
    [
        (EVERYWHERE, "c1 c2 c3 c4 c5 c6"),
        (Scope(Days(FIRST, FIRST)), "c1 c2 c4 c5"),
        (Scope(Days(SECOND, THIRD)), "c3"),
        (Scope(Days(None, None)), "c6"),
        (Scope(placed=False), "c5 c6"),
        (Scope(placed=True, iso3=""), "c4"),
        (Scope(placed=True, iso3="UKR"), "c1 c2 c3"),
        (Scope(placed=True, iso3="UKR", admin1_code=""), "c3"),
        (Scope(Days(FIRST, SECOND), placed=True, iso3="UKR", admin1_code="UA-63"), "c1 c2"),
        (Scope(Days(FIRST, FIRST), placed=False), "c5"),
    ],
)
def test_a_scope_means_the_same_to_the_store_and_to_a_claim(store: Store, scope: Scope, found: str) -> None:
    assert ids(store.columns(scope)) == found.split()
    assert [each.claim_id for each in CLAIMS if spot(each) in scope] == found.split()
    assert sum(each.claims for each in store.days(scope)) == sum(each.claims for each in store.places(scope))
    assert sum(each.claims for each in store.places(scope)) == len(found.split())


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (FIRST, FIRST, "c1 c2 c4 c5"),
        (SECOND, SECOND, "c2"),
        (SECOND, THIRD, "c2 c3"),
        (THIRD, date(2032, 1, 1), "c2 c3"),
    ],
)
def test_claims_of_several_days_are_of_each_of_them(store: Store, first: date, last: date, found: str) -> None:
    assert ids(store.columns_of_days(first, last)) == found.split()


def test_claims_are_counted_by_their_days_and_kinds(store: Store) -> None:
    told = {(each.first, each.last, each.event_type): each.claims for each in store.days()}
    assert told == Counter((each.event_date, each.event_date_end, each.event_type) for each in CLAIMS)


def test_claims_are_counted_by_their_places_and_kinds(store: Store) -> None:
    told = {(each.placed, each.iso3, each.admin1_code, each.event_type): each.claims for each in store.places()}
    assert told == Counter((each.latitude is not None, each.iso3, each.admin1_code, each.event_type) for each in CLAIMS)
    assert {(each.country, each.admin1) for each in store.places(Scope(iso3="UKR"))} == {
        ("Ukraine", "Kharkiv Oblast"),
        ("Ukraine", ""),
    }


def test_bounds_hold_all_places(store_target: str) -> None:
    with Store(store_target) as store:
        assert store.bounds() is None
        save(store, ARTICLE, [replace(each, article_id="a") for each in CLAIMS])
        assert store.bounds() == (36.25272, -3.0, 190.0, 49.98081)


def test_claims_of_one_event_are_where_they_are(store: Store) -> None:
    assert sorted(store.spots(), key=repr) == sorted((("e1", spot(each)) for each in CLAIMS[1:3]), key=repr)

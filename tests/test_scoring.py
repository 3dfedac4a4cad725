"""The measure itself: what is right, what is wrong, what is neither."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from geo.model import Claim, ClaimStatus, EventType, WherePrec
from tests.factories import claim as a_claim
from tests.scoring import Annotation, Rate, pair, score

ASKED = Annotation(
    place="Gao",
    latitude=16.27,
    longitude=-0.04,
    tolerance_km=10,
    region=False,
    kinds=frozenset({"shelling"}),
    day="2022-09-06",
    day_end="2022-09-06",
    statuses=frozenset({"claimed"}),
    unverified=False,
    optional=False,
    quote="Shells fell on Gao.",
)
GIVEN = a_claim(
    article_id="a",
    event_type=EventType.SHELLING,
    event_date=date(2022, 9, 6),
    latitude=16.3,
    longitude=0.0,
    where_prec=WherePrec.EXACT,
    radius_km=5.0,
    claim_status=ClaimStatus.CLAIMED,
    unverified=False,
)
FAR = replace(GIVEN, latitude=20.0)


@pytest.mark.parametrize(
    ("asked", "given", "places", "claims", "dated"),
    [
        pytest.param([ASKED], [GIVEN], (1, 1, 1), (1, 1, 1), (1, 1, 1), id="right"),
        pytest.param([ASKED], [], (0, 0, 1), (0, 0, 1), (0, 0, 1), id="missed"),
        pytest.param([ASKED], [FAR], (0, 1, 1), (0, 1, 1), (0, 1, 1), id="wrong place"),
        pytest.param(
            [ASKED], [replace(GIVEN, event_type=EventType.TALKS)], (1, 1, 1), (0, 1, 1), (0, 1, 1), id="wrong kind"
        ),
        pytest.param(
            [ASKED], [replace(GIVEN, event_date=date(2022, 9, 5))], (1, 1, 1), (1, 1, 1), (0, 1, 1), id="wrong day"
        ),
        pytest.param(
            [replace(ASKED, day="")], [replace(GIVEN, event_date=None)], (1, 1, 1), (1, 1, 1), (1, 1, 1), id="no day"
        ),
        pytest.param([ASKED], [GIVEN, GIVEN], (1, 1, 1), (1, 2, 1), (1, 2, 1), id="told twice"),
        pytest.param([replace(ASKED, optional=True)], [GIVEN], (0, 0, 0), (0, 0, 0), (0, 0, 0), id="optional"),
        pytest.param([replace(ASKED, region=True)], [GIVEN], (0, 1, 1), (0, 1, 1), (0, 1, 1), id="pin for a region"),
        pytest.param(
            [ASKED],
            [replace(FAR, where_prec=WherePrec.ADM1, radius_km=500.0)],
            (0, 0, 1),
            (0, 0, 1),
            (0, 0, 1),
            id="region that holds the place",
        ),
        pytest.param(
            [ASKED], [replace(GIVEN, where_prec=WherePrec.COUNTRY)], (0, 0, 1), (0, 0, 1), (0, 0, 1), id="country"
        ),
    ],
)
def test_rates(
    asked: list[Annotation],
    given: list[Claim],
    places: tuple[int, int, int],
    claims: tuple[int, int, int],
    dated: tuple[int, int, int],
) -> None:
    scored = score({"a": asked}, given)
    assert (scored.places, scored.claims, scored.dated) == (Rate(*places), Rate(*claims), Rate(*dated))


def test_the_claim_with_the_right_day_is_paired_first() -> None:
    yesterday = replace(GIVEN, event_date=date(2022, 9, 5), claim_status=ClaimStatus.FACT)
    scored = score({"a": [ASKED]}, [yesterday, GIVEN])
    assert scored.status == Rate(1, 1, 1)


def test_pairs_are_as_many_as_possible() -> None:
    assert len(pair([1, 2], [1, 2], lambda asked, given: asked == 1 or given == 1)) == 2


@pytest.mark.parametrize(("rate", "f1"), [(Rate(1, 2, 1), 2 / 3), (Rate(0, 0, 0), 1.0), (Rate(0, 3, 0), 0.0)])
def test_f1(rate: Rate, f1: float) -> None:
    assert rate.f1 == pytest.approx(f1)

"""Two sources that do not lean on each other make a claim surer, and nothing else does."""

from __future__ import annotations

import re
import time
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.corroboration import corroborated
from geo.layers import to_geodataframe
from geo.model import Claim, ClaimStatus, EventType, WherePrec
from tests.factories import Boxes, claim

DAY = date(2031, 5, 6)
SENTENCE = "Shells fell on the northern quarters of Kharkiv before dawn on Tuesday."
FIRST = claim(claim_id="first", article_id="a", source="Morning Post", quote=SENTENCE)
SECOND = claim(
    claim_id="second", article_id="b", source="Evening Star", quote="Guns were heard in the city, and houses burned."
)

SIDES: tuple[dict[str, Any], dict[str, Any]] = (
    {"claimant": "the Northern army", "claimant_side": "Northern"},
    {"claimant": "the Southern army", "claimant_side": "Southern"},
)

TWO = [
    ("two outlets", {}, {}, True),
    ("fact and hearsay", {"claim_status": ClaimStatus.REPORTED}, {"claim_status": ClaimStatus.CLAIMED}, True),
    ("a denial", {}, {"claim_status": ClaimStatus.DENIED}, False),
    ("a plan", {"claim_status": ClaimStatus.PLANNED}, {}, False),
    ("another kind", {}, {"event_type": EventType.AIR_STRIKE}, False),
    ("another place", {}, {"latitude": 49.98082}, False),
    ("the other half of the world", {"longitude": -36.25272}, {}, False),
    ("no place", {"latitude": None, "longitude": None}, {"latitude": None, "longitude": None}, False),
    ("near it", {"where_prec": WherePrec.NEAR}, {"where_prec": WherePrec.NEAR}, True),
    ("a district and a point", {"where_prec": WherePrec.ADM2}, {}, True),
    ("a region", {"where_prec": WherePrec.ADM1}, {"where_prec": WherePrec.ADM1}, False),
    ("a region and a point", {"where_prec": WherePrec.ADM1}, {}, False),
    ("a front", {"where_prec": WherePrec.FUZZY}, {"where_prec": WherePrec.FUZZY}, False),
    ("a country", {"where_prec": WherePrec.COUNTRY}, {"where_prec": WherePrec.COUNTRY}, False),
    ("the sea", {"where_prec": WherePrec.SEA_OR_AIR}, {"where_prec": WherePrec.SEA_OR_AIR}, False),
    ("precision unknown", {"where_prec": None}, {"where_prec": None}, False),
    ("the day after", {}, {"event_date": date(2031, 5, 7), "event_date_end": date(2031, 5, 7)}, False),
    ("the last day of a week", {"event_date": date(2031, 4, 30)}, {}, True),
    ("a week before", {"event_date": date(2031, 4, 28), "event_date_end": date(2031, 5, 5)}, {}, False),
    ("an open end", {"event_date_end": None}, {}, True),
    ("undated", {"event_date": None, "event_date_end": None}, {"event_date": None, "event_date_end": None}, False),
    ("one undated", {}, {"event_date": None, "event_date_end": None}, False),
    ("one article", {"article_id": "b"}, {}, False),
    ("one outlet", {"source": "Evening Star"}, {}, False),
    ("one outlet in another case", {"source": " EVENING  star"}, {}, False),
    ("no outlet named", {"source": ""}, {}, False),
    ("a blank outlet", {"source": " \t"}, {"source": ""}, False),
    ("one claimant", {"claimant": "the governor"}, {"claimant": "The Governor"}, False),
    ("two claimants", {"claimant": "the governor"}, {"claimant": "the mayor"}, True),
    ("one claimant in other words", {"claimant": "a ministry spokesman"}, {"claimant": "the same spokesman"}, False),
    ("a claimant's name and office", {"claimant": "Anna Lis"}, {"claimant": "Mayor Anna Lis"}, False),
    ("claimants with little words in common", {"claimant": "the head of X"}, {"claimant": "the mayor of Y"}, True),
    ("claimants named in short", {"claimant": "UN"}, {"claimant": "the UN"}, False),
    ("the armies of two sides", *SIDES, True),
    ("two officials of one side", SIDES[0], {"claimant": "Northern doctors", "claimant_side": "northern"}, False),
    ("one of them of a side", SIDES[0], {"claimant": "the army"}, False),
    ("one of them names a claimant", {"claimant": "the governor"}, {}, True),
    ("told on the word of the other", {}, {"claimant": "morning POST"}, False),
    ("a wire text", {}, {"quote": SENTENCE}, False),
    ("a wire text in capitals", {}, {"quote": SENTENCE.upper().replace(" ", " - ")}, False),
    ("a wire text with a word changed", {}, {"quote": SENTENCE.replace("quarters", "suburbs")}, False),
    ("a wire text cut by two words", {}, {"quote": SENTENCE.replace(" on Tuesday", "")}, False),
    ("a wire text with typographic quotes", {}, {"quote": f"\u201c{SENTENCE}\u201d \u2014 \u2026"}, False),
    ("its words and as many others", {}, {"quote": f"{SENTENCE} {SECOND.quote}"}, True),
    ("words that only hold the other's", {}, {"quote": re.sub(r"(\w+)", r"x\1x", SENTENCE)}, True),
    ("no words in either", {"quote": "..."}, {"quote": "\u2026!"}, False),
    ("lone surrogates", {"quote": "\ud800 fell"}, {"quote": "\udfff burned down"}, True),
]


def told(*claims: Claim) -> dict[str, bool]:
    frame = to_geodataframe(claims, Boxes())
    found = corroborated(frame)
    assert found.dtype == bool
    assert found.index.equals(frame.index)
    return dict(zip(frame["claim_id"], found, strict=True))


@pytest.mark.parametrize(("one", "other", "expected"), [row[1:] for row in TWO], ids=[row[0] for row in TWO])
def test_two_claims(one: dict[str, Any], other: dict[str, Any], expected: bool) -> None:  # noqa: FBT001 - a value
    first, second = (replaced(base, changes) for base, changes in ((FIRST, one), (SECOND, other)))
    assert told(first, second) == {"first": expected, "second": expected}


def replaced(base: Claim, changes: dict[str, Any]) -> Claim:
    own = {name: getattr(base, name) for name in ("claim_id", "article_id", "source", "quote")}
    return claim(**(own | changes))


def test_one_claim_and_none_stand_alone() -> None:
    assert told(FIRST) == {"first": False}
    assert told() == {}


def test_a_third_that_leans_on_one_of_two_has_the_other() -> None:
    copy = replaced(FIRST, {"claim_id": "copy", "article_id": "c", "source": "Weekly"})
    assert told(FIRST, copy) == {"first": False, "copy": False}
    assert told(FIRST, copy, SECOND) == {"first": True, "copy": True, "second": True}


def test_days_that_a_third_spans_do_not_meet() -> None:
    before = replaced(FIRST, {"event_date": date(2031, 5, 1), "event_date_end": date(2031, 5, 1)})
    month = replaced(FIRST, {"claim_id": "month", "event_date": date(2031, 5, 1), "event_date_end": date(2031, 5, 31)})
    assert told(before, month, SECOND) == {"first": False, "month": True, "second": True}


def test_the_index_is_the_frames_own() -> None:
    frame = to_geodataframe([FIRST, SECOND, replaced(FIRST, {"claim_id": "x", "source": ""})], Boxes())
    frame = frame.set_index(pd.Index([7, 7, "x"]))
    assert corroborated(frame).tolist() == (frame["claim_id"] != "x").tolist()


_QUOTES = [SENTENCE, SENTENCE.upper(), SECOND.quote, "Rockets, ten of them.", ""]
_CLAIMS = st.builds(
    claim,
    article_id=st.sampled_from("abc"),
    source=st.sampled_from(["Post", "post", "Star", "Wire", ""]),
    claimant=st.sampled_from(["", "", "mayor", "Mayor", "the governor", "governor of X", "wire", "the UN", "..."]),
    claimant_side=st.sampled_from(["", "", "Army", "army", "rebels"]),
    quote=st.sampled_from(_QUOTES),
    event_type=st.sampled_from([EventType.SHELLING, EventType.EXPLOSION]),
    latitude=st.sampled_from([49.98081, None]) | st.just(49.98081),
    where_prec=st.sampled_from([WherePrec.EXACT, WherePrec.ADM2, WherePrec.ADM1]),
    claim_status=st.sampled_from([ClaimStatus.FACT, ClaimStatus.CLAIMED, ClaimStatus.DENIED]),
    event_date=st.none() | st.integers(-3, 0).map(lambda days: DAY + timedelta(days)),
    event_date_end=st.none() | st.integers(0, 2).map(lambda days: DAY + timedelta(days)),
)


def agree(one: Claim, other: Claim) -> bool:
    """Tell by the rule, word for word, whether two claims corroborate each other."""
    for each in (one, other):
        asserted = each.claim_status in {ClaimStatus.FACT, ClaimStatus.CLAIMED, ClaimStatus.REPORTED}
        local = each.where_prec in {WherePrec.EXACT, WherePrec.NEAR, WherePrec.ADM2} and each.latitude is not None
        if not (asserted and local and each.event_date and each.source):
            return False
    assert one.event_date
    assert other.event_date
    speakers = [each.claimant.casefold() for each in (one, other)]
    sides = [each.claimant_side.casefold() for each in (one, other)]
    outlets = [each.source.casefold() for each in (one, other)]
    mine, theirs = (set(re.findall(r"\w+", each.quote.casefold())) for each in (one, other))
    return (
        (one.event_type, one.latitude, one.longitude) == (other.event_type, other.latitude, other.longitude)
        and one.event_date <= (other.event_date_end or other.event_date)
        and other.event_date <= (one.event_date_end or one.event_date)
        and one.article_id != other.article_id
        and outlets[0] != outlets[1]
        and (speakers[0] != speakers[1] or not speakers[0])
        and (sides[0] != sides[1] or not sides[0])
        and (all(sides) or not all(speakers) or not named_by(speakers[0]) & named_by(speakers[1]))
        and speakers[0] != outlets[1]
        and speakers[1] != outlets[0]
        and bool(mine | theirs)
        and len(mine & theirs) / len(mine | theirs) < 0.8
    )


def named_by(speaker: str) -> set[str]:
    words = re.findall(r"\w+", speaker)
    return {word for word in words if len(word) > 3} or set(words)


@given(st.lists(_CLAIMS, max_size=9))
def test_it_is_the_rule(claims: list[Claim]) -> None:
    claims = [replaced_id(each, number) for number, each in enumerate(claims)]
    expected = {one.claim_id: any(agree(one, other) for other in claims) for one in claims}
    assert told(*claims) == expected


def replaced_id(base: Claim, number: int) -> Claim:
    return claim(**{name: getattr(base, name) for name in base.__slots__} | {"claim_id": f"{number:03}"})


@settings(max_examples=60, deadline=None)
@given(st.lists(_CLAIMS, max_size=80), st.randoms(use_true_random=False))
def test_rows_may_stand_in_any_order_and_none_is_surer_than_told(claims: list[Claim], chance: Any) -> None:  # noqa: ANN401 - a Random
    claims = [replaced_id(each, number) for number, each in enumerate(claims)]
    frame = pd.DataFrame(to_geodataframe(claims, Boxes()))
    found = corroborated(frame)
    order = chance.sample(range(len(frame)), len(frame))
    assert corroborated(frame.iloc[order]).sort_index().equals(found)
    rule = {one.claim_id: any(agree(one, other) for other in claims) for one in claims}
    assert all(rule[name] for name in frame["claim_id"][found])


def crowd(count: int, **columns: list[Any]) -> pd.DataFrame:
    """Return claims of one kind, place and day by one outlet, all in other words, with some columns changed."""
    row = pd.DataFrame(to_geodataframe([FIRST], Boxes()))
    frame = row.loc[row.index.repeat(count)].reset_index(drop=True)
    frame["article_id"] = [f"a{number}" for number in range(count)]
    frame["quote"] = [" ".join(f"w{number}x{word}" for word in range(9)) for number in range(count)]
    return frame.assign(**columns)


def test_in_a_crowd_one_other_outlet_is_found() -> None:
    outlets = ["Evening Star", *["Morning Post"] * 1_999]
    assert corroborated(crowd(2_000, source=outlets)).all()
    assert corroborated(crowd(2_000, source=outlets, claimant=[f"witness{number}" for number in range(2_000)])).all()
    assert not corroborated(crowd(2_000)).any()


def test_in_a_crowd_one_speaker_is_one_source() -> None:
    outlets = [f"Outlet {number % 50}" for number in range(2_000)]
    assert not corroborated(crowd(2_000, source=outlets, claimant=["the army"] * 2_000)).any()


def test_copies_of_a_wire_text_take_linear_time() -> None:
    count = 10_000
    outlets = [f"Outlet {number % 500}" for number in range(count)]
    copies = [f"{SENTENCE} {number}" for number in range(count)]
    begun = time.process_time()
    assert not corroborated(crowd(count, source=outlets, quote=copies)).any()
    assert time.process_time() - begun < 20  # all pairs would take minutes

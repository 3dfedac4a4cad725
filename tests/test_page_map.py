"""Marks and areas on the map: each form by its ink, and what a click on it or the pointer over it tells."""

from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from geo.model import Claim, ClaimStatus, EventType, Grade, WherePrec
from tests.factories import claim
from tests.pages import CHISINAU, KHARKIV, POLTAVA, REGION, SUMY, Opened, Opener, drawn

pytestmark = pytest.mark.browser

CLAIMED: dict[str, Any] = {"claim_status": ClaimStatus.CLAIMED}


def ring_of(radius: float, steps: int = 72) -> list[tuple[float, float]]:
    return [
        (radius * math.cos(2 * math.pi * step / steps), radius * math.sin(2 * math.pi * step / steps))
        for step in range(steps)
    ]


def is_like(ink: list[int], colour: list[int]) -> bool:
    return ink[3] > 150 and all(abs(a - b) < 60 for a, b in zip(ink[:3], colour, strict=True))


def reach_of(opened: Opened, place: tuple[float, float]) -> float:
    """Return the radius of a place's mark in pixels: how far from its middle there is ink."""
    steps = [step / 4 for step in range(4 * 40)]
    inked = [ink[3] > 100 for ink in opened.inks("marks", place, [(step, 0) for step in steps])]
    return steps[inked.index(False)]


def form_of(opened: Opened, place: tuple[float, float], kind: str = "shelling") -> str:
    """Tell a mark's form by its ink: how much of its rim, and of its inside, has the colour of its kind."""
    colour = opened.colour(f"--kind-{kind}")
    radius = reach_of(opened, place)
    rims = [opened.inks("marks", place, ring_of(radius - inwards)) for inwards in (1.5, 2, 2.5, 3)]
    rim = sum(any(is_like(ink, colour) for ink in angle) for angle in zip(*rims, strict=True)) / 72
    within = [offset for inwards in (4, 5, 6, 7) for offset in ring_of(radius - inwards)]
    inside = sum(is_like(ink, colour) for ink in opened.inks("marks", place, within)) / len(within)
    if rim > 0.9:
        halves = [opened.inks("marks", place, half) for half in _halves(radius)]
        left, right = (sum(is_like(ink, colour) for ink in half) for half in halves)
        if left > 1.5 * right:
            return "split"
        return "filled" if inside > 0.5 else "ring"
    return "dashed" if 0.3 < rim < 0.75 else f"rim {rim}"


def _halves(radius: float) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    """Return what lies within a mark's ring to the left and to the right of its middle."""
    within = [offset for inwards in (4, 5, 6, 7) for offset in ring_of(radius - inwards)]
    return [offset for offset in within if offset[0] < -2], [offset for offset in within if offset[0] > 2]


@pytest.mark.parametrize(
    ("grade", "form"),
    [
        (Grade.SINGLE, "ring"),
        (Grade.TWO_SOURCES, "filled"),
        (Grade.BOTH_SIDES, "filled"),
        (Grade.CONTESTED, "split"),
        (Grade.DENIED, "dashed"),
        (Grade.PLANNED, "dashed"),
    ],
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_form_of_a_mark_tells_how_well_its_event_is_supported(
    opener: Opener, grade: Grade, form: str, scheme: str
) -> None:
    opened = opener.open(drawn([claim(grade=grade)]), color_scheme=scheme, device_scale_factor=2)
    assert form_of(opened, KHARKIV) == form


@pytest.mark.parametrize(("status", "form"), [(ClaimStatus.FACT, "ring"), (ClaimStatus.DENIED, "dashed")])
def test_a_claim_that_was_not_compared_with_others_looks_no_surer_than_one(
    opener: Opener, status: ClaimStatus, form: str
) -> None:
    opened = opener.open(drawn([claim(claim_status=status)]), device_scale_factor=2)
    assert form_of(opened, KHARKIV) == form


def test_kind_and_form_are_those_of_most_claims_of_what_is_chosen(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map, device_scale_factor=2)
    assert form_of(opened, KHARKIV) == "ring"
    opened.page.get_by_label("Talks").check()
    assert form_of(opened, KHARKIV, "talks") == "filled"


def test_the_more_claims_the_larger_the_mark(opener: Opener) -> None:
    many = [claim(claim_id=f"c{n}", quote_start=n) for n in range(25)]
    opened = opener.open(drawn([*many, claim(claim_id="far", latitude=51.0, location="Far")]))
    assert reach_of(opened, KHARKIV) > 1.5 * reach_of(opened, (51.0, KHARKIV[1]))


def test_each_kind_has_a_glyph_of_its_own_that_needs_no_colour(opener: Opener) -> None:
    places = {kind: (48.0 + 0.5 * number, 36.0) for number, kind in enumerate(EventType)}
    claims = [
        claim(claim_id=kind, event_type=kind, latitude=lat, longitude=lon, location=kind, **CLAIMED)
        for kind, (lat, lon) in places.items()
    ]
    opened = opener.open(drawn(claims), device_scale_factor=2)
    grid = [(x / 2, y / 2) for x in range(-9, 10) for y in range(-9, 10)]
    glyphs = {}
    for kind, place in places.items():
        colour = opened.colour(f"--kind-{kind.replace('_', '-')}")
        glyphs[kind] = tuple(is_like(ink, colour) for ink in opened.inks("marks", place, grid))
    assert len(set(glyphs.values())) == len(EventType)
    assert all(0.05 < sum(glyph) / len(glyph) < 0.7 for glyph in glyphs.values())


def test_what_is_near_a_place_is_a_soft_disc_without_a_pin(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)
    inside, faded = opened.inks("areas", SUMY, [(0, 0), (15, 0)])
    assert 0 < faded[3] < inside[3] < 180
    assert opened.alpha("marks", SUMY) == 0


def run_of(opened: Opened, place: tuple[float, float], pixels: int) -> list[bool]:
    return [ink[3] > 40 for ink in opened.inks("areas", place, [(x, 9) for x in range(pixels)])]


def strokes(run: list[bool]) -> int:
    return sum(now and not before for before, now in pairwise(run))


def test_a_region_is_hatched_and_a_country_with_wider_lines(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)
    region = run_of(opened, REGION, 70)
    assert 8 <= strokes(region) <= 12
    assert not all(region)
    assert opened.alpha("marks", REGION) == 0
    country = claim(location="Ukraine", latitude=49.0, longitude=32.0, where_prec=WherePrec.COUNTRY, radius_km=700.0)
    opened = opener.open(drawn([country]))
    assert 4 <= strokes([ink[3] > 20 for ink in opened.inks("areas", (49, 32), [(x, 9) for x in range(70)])]) <= 6
    assert opened.alpha("marks", (49.0, 32.0)) == 0


def test_what_is_denied_of_a_region_has_a_dashed_border(opener: Opener) -> None:
    def gaps(opened: Opened) -> int:
        opened.settle()
        edge = [opened.inks("areas", (48.5, 36.5), [(x, y) for y in (-1, 0, 1)]) for x in range(60)]
        return sum(max(ink[3] for ink in column) < 90 for column in edge)

    region: dict[str, Any] = {"latitude": REGION[0], "longitude": REGION[1], "where_prec": WherePrec.ADM1}
    assert gaps(opener.open(drawn([claim(**region)]))) == 0
    assert gaps(opener.open(drawn([claim(**region, claim_status=ClaimStatus.DENIED)]))) > 10


def test_the_chosen_area_stands_out(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)
    before = sum(ink[3] for ink in opened.inks("areas", REGION, [(x, 9) for x in range(40)]))
    opened.click(REGION)
    opened.cards()
    assert sum(ink[3] for ink in opened.inks("areas", REGION, [(x, 9) for x in range(40)])) > 1.3 * before


def test_a_click_opens_the_claims_of_the_mark_or_of_the_area_around(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)
    title = opened.page.locator("#panel-title")
    opened.click(KHARKIV)
    assert len(opened.cards()) == 3
    assert title.inner_text() == "Kharkiv"
    opened.click((49.3, 35.6))
    opened.titled("Kharkiv Oblast")
    assert "Somewhere in this region, within 110 km" in opened.cards()[0]
    opened.click(SUMY)
    opened.titled("around Sumy")
    assert "In or near this place, within 20 km: near “Sumy”" in opened.cards()[0]
    opened.click((51.8, 33.0))
    opened.settle()
    assert title.inner_text() == "around Sumy"


def test_the_pointer_over_a_mark_or_area_names_it(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)
    tip = opened.page.locator(".claimmap-tip")
    opened.hover(KHARKIV)
    assert tip.inner_text() == "Kharkiv: 3 claims"
    opened.hover((49.0, 37.5))
    assert tip.inner_text() == "Kharkiv Oblast: 1 claim"
    opened.page.get_by_label("Talks").check()
    opened.page.wait_for_timeout(200)  # the row of chips has taken its room from the map
    opened.hover(KHARKIV)
    assert tip.inner_text() == "Kharkiv: 1 of 3 claims"
    opened.page.mouse.move(*opened.point((51.8, 33.0)))
    opened.until("!document.querySelector('.claimmap-tip')")


def test_marks_stay_at_their_places_when_the_map_moves(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)
    page = opened.page
    x, y = opened.point(POLTAVA)
    opened.drag((x - 60, y + 120), (x - 160, y + 150))
    moved = opened.point(POLTAVA)
    assert (round(moved[0] - x), round(moved[1] - y)) == (-100, 30)
    page.click(".leaflet-control-zoom-in")
    page.wait_for_timeout(500)  # zooming is animated
    assert opened.alpha("marks", POLTAVA) > 150
    assert opened.alpha("marks", (POLTAVA[0] - 0.3, POLTAVA[1])) == 0
    opened.click(POLTAVA)
    assert len(opened.cards()) == 2


def test_all_claims_are_in_view_at_first(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)
    box = opened.page.locator("#ground").bounding_box()
    assert box
    for place in (KHARKIV, SUMY, POLTAVA, CHISINAU, (48.5, 34.9), (50.4, 38.1)):
        x, y = opened.point(place)
        assert box["x"] < x < box["x"] + box["width"]
        assert box["y"] < y < box["y"] + box["height"]


def test_an_exact_and_a_loose_claim_of_one_point_are_two_places(opener: Opener) -> None:
    claims: list[Claim] = [
        claim(claim_id="c1"),
        claim(claim_id="c2", where_prec=WherePrec.ADM1, location="Kharkiv Oblast", radius_km=110.0),
    ]
    opened = opener.open(drawn(claims))
    opened.click(KHARKIV)
    assert len(opened.cards()) == 1
    assert opened.page.inner_text("#panel-title") == "Kharkiv"
    opened.click((49.3, 35.6))
    opened.titled("Kharkiv Oblast")
    opened.reload()
    assert opened.page.inner_text("#panel-title") == "Kharkiv Oblast"


def test_a_map_of_no_claims_opens(opener: Opener) -> None:
    opened = opener.open(drawn([]))
    assert opened.page.inner_text("#when") == "No dated claims"
    assert opened.summary() == "0 claims"

from __future__ import annotations

import math
from datetime import date
from typing import Any

import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.layers import COLUMNS, by_day, days, disc, to_geodataframe
from geo.model import WherePrec
from tests.factories import Boxes, claim


@pytest.mark.parametrize(
    ("changes", "kind", "bounds"),
    [
        ({"where_prec": WherePrec.EXACT}, "Point", (36.25272, 49.98081, 36.25272, 49.98081)),
        ({"where_prec": WherePrec.ADM1, "radius_km": 100.0}, "Polygon", (34.9, 48.5, 38.1, 50.4)),
        ({"where_prec": WherePrec.COUNTRY, "radius_km": 600.0}, "Polygon", (22.0, 44.0, 40.0, 52.0)),
        ({"where_prec": WherePrec.NEAR, "radius_km": 20.0}, "Polygon", None),
        ({"where_prec": WherePrec.ADM1, "admin1_code": "", "radius_km": 90.0}, "Polygon", None),
        ({"where_prec": WherePrec.NEAR, "radius_km": None}, "Point", None),
        ({"latitude": None, "longitude": None, "where_prec": None, "radius_km": None}, None, None),
    ],
)
def test_geometry_is_as_precise_as_the_place(changes: dict[str, Any], kind: str | None, bounds: object) -> None:
    geometry = to_geodataframe([claim(**changes)], Boxes()).geometry.iloc[0]
    assert (geometry.geom_type if geometry is not None else None) == kind
    if bounds is not None:
        assert geometry.bounds == bounds


def test_columns_are_the_claims_own_in_order() -> None:
    frame = to_geodataframe([claim()], Boxes())
    assert tuple(frame.columns) == (*COLUMNS, "geometry")
    assert frame.crs.to_epsg() == 4326
    assert frame["event_type"].tolist() == ["shelling"]
    assert frame["event_date"].dtype == "datetime64[ms]"
    assert frame["deaths_min"].dtype == "Int64"


def test_no_claims_give_an_empty_table_of_the_same_form() -> None:
    empty = to_geodataframe([], Boxes())
    assert (empty.dtypes == to_geodataframe([claim()], Boxes()).dtypes).all()
    assert len(empty) == 0
    assert days(empty) == ()


def test_order_is_the_claims_own() -> None:
    claims = [
        claim(claim_id=f"c{n}", article_id=f"a{n % 3}", quote_start=n, event_date=day, event_date_end=day)
        for n, day in enumerate([date(2031, 5, 6), None, date(2031, 5, 4)] * 4)
    ]
    first = to_geodataframe(claims, Boxes())
    claims = claims[7:] + claims[:7][::-1]
    pd.testing.assert_frame_equal(pd.DataFrame(first), pd.DataFrame(to_geodataframe(claims, Boxes())))
    assert first["event_date"].isna().tolist() == [False] * 8 + [True] * 4


def test_a_claim_stands_on_every_day_of_its_span() -> None:
    frame = to_geodataframe(
        [
            claim(claim_id="one"),
            claim(claim_id="span", event_date=date(2031, 5, 4), event_date_end=date(2031, 5, 7)),
            claim(claim_id="open", event_date=date(2031, 5, 7), event_date_end=None),
            claim(claim_id="none", event_date=None, event_date_end=None, date_prec=None, date_basis=None),
        ],
        Boxes(),
    )
    assert {day.day: sorted(frame.loc[rows, "claim_id"]) for day, rows in by_day(frame)} == {
        4: ["span"],
        6: ["one", "span"],
        7: ["open", "span"],
    }


@given(st.floats(-89, 89), st.floats(-180, 180), st.floats(0.1, 1500))
def test_a_disc_holds_its_centre_and_stays_on_the_map(latitude: float, longitude: float, radius: float) -> None:
    area = disc(latitude, longitude, radius)
    west, south, east, north = area.bounds
    assert area.is_valid
    assert -180 <= west <= east <= 180
    assert -90 <= south <= north <= 90
    assert area.buffer(1e-6).contains(shapely.Point(longitude, latitude))


@given(st.floats(-60, 60), st.floats(-150, 150), st.floats(1, 500))
def test_a_discs_corners_are_its_radius_away(latitude: float, longitude: float, radius: float) -> None:
    for x, y in shapely.get_coordinates(disc(latitude, longitude, radius))[:5].tolist():
        a, b, east = math.radians(latitude), math.radians(y), math.radians(x - longitude)
        half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(east / 2) ** 2
        assert 2 * 6371.0088 * math.asin(math.sqrt(half)) == pytest.approx(radius, rel=0.01, abs=0.001)

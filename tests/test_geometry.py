"""Distances, directions and named parts of areas, against known values."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point

from geo.gazetteer.shapes import Shapes
from geo.geometry import border, coast, is_by_the_sea, meeting_point, part_of
from geo.model import PlaceKind
from geo.sphere import EARTH_KM, destination, distance_km, midpoint

COUNTRY, REGION, TOWN = PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.TOWN
PARTS = ["northern", "southern", "eastern", "western", "central", "northeastern", "northwestern", "southeastern"]
PARTS += ["southwestern"]
KYIV, MARIUPOL = (50.45, 30.52), (47.1, 37.55)

latitudes = st.floats(-90, 90)
longitudes = st.floats(-180, 180)


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        (KYIV, KYIV, 0),
        (KYIV, MARIUPOL, 635),
        ((36.2, 37.16), (33.51, 36.29), 310),  # Aleppo, Damascus
        ((51.5, -0.12), (48.86, 2.35), 343),  # London, Paris
        ((0, 0), (0, 180), 20015),
        ((90, 0), (-90, 77), 20015),
        ((0, 179.5), (0, -179.5), 111),
        ((10, 20), (10, 380), 0),
    ],
)
def test_distances_are_those_of_the_sphere(one: tuple[float, float], other: tuple[float, float], km: float) -> None:
    assert distance_km(*one, *other) == pytest.approx(km, abs=1)
    assert distance_km(*other, *one) == pytest.approx(distance_km(*one, *other))


@pytest.mark.parametrize(
    ("start", "bearing", "km", "end"),
    [
        ((0, 0), 0, 111.195, (1, 0)),
        ((0, 0), 90, 111.195, (0, 1)),
        ((0, 0), 180, 111.195, (-1, 0)),
        ((0, 0), 270, 111.195, (0, -1)),
        ((50.45, 30.52), 45, 100, (51.08, 31.53)),
        ((0, 179.5), 90, 111.195, (0, -179.5)),
        ((0, -179.5), 270, 111.195, (0, 179.5)),
        (KYIV, 135, 0, KYIV),
    ],
)
def test_bearings_lead_where_they_should(
    start: tuple[float, float], bearing: float, km: float, end: tuple[float, float]
) -> None:
    assert destination(*start, bearing, km) == pytest.approx(end, abs=0.01)


@given(st.floats(-85, 85), longitudes, st.floats(0, 360), st.floats(0, 2000))
def test_a_destination_is_as_far_off_as_asked(latitude: float, longitude: float, bearing: float, km: float) -> None:
    there = destination(latitude, longitude, bearing, km)
    assert distance_km(latitude, longitude, *there) == pytest.approx(km, abs=0.01)


@given(latitudes, longitudes, st.floats(-720, 720), st.floats(0, 30_000))
def test_a_destination_is_on_the_map(latitude: float, longitude: float, bearing: float, km: float) -> None:
    there = destination(latitude, longitude, bearing, km)
    assert -90 <= there[0] <= 90
    assert -180 <= there[1] <= 180


@pytest.mark.parametrize("hundredths", range(8000, 9001, 10))
def test_the_pole_can_be_reached(hundredths: int) -> None:
    latitude = hundredths / 100
    assert destination(latitude, 0, 0, EARTH_KM * math.radians(90 - latitude))[0] == pytest.approx(90)


def test_the_midpoint_is_as_far_from_both() -> None:
    middle = midpoint(*KYIV, *MARIUPOL)
    assert distance_km(*KYIV, *middle) == pytest.approx(distance_km(*MARIUPOL, *middle), rel=0.05)


# ---------------------------------------------------------------- parts of areas


@pytest.mark.parametrize(
    ("kind", "code", "part", "holds", "excludes"),
    [
        (COUNTRY, "SY", "northern", (36.2, 37.16), (33.51, 36.29)),
        (COUNTRY, "UA", "eastern", (48.0, 37.8), (49.84, 24.03)),
        (COUNTRY, "UA", "south-eastern", (47.1, 37.55), (50.45, 30.52)),
        (COUNTRY, "BY", "western", (52.1, 23.7), (55.19, 30.2)),
        (COUNTRY, "AF", "south", (31.6, 65.7), (36.7, 67.1)),
        (COUNTRY, "US", "eastern", (40.71, -74.0), (61.2, -149.9)),
        (COUNTRY, "US", "northern", (44.98, -93.26), (61.2, -149.9)),
        (COUNTRY, "RU", "eastern", (62.03, 129.73), (55.75, 37.62)),
        (COUNTRY, "FR", "southwestern", (44.84, -0.58), (4.92, -52.3)),
        (COUNTRY, "ES", "south western", (37.39, -5.99), (28.1, -15.4)),
        (COUNTRY, "MY", "eastern", (5.98, 116.07), (3.14, 101.69)),
        (COUNTRY, "FJ", "central", (-18.14, 178.44), (-12.5, 177.07)),
        (REGION, "SY-ID", "southern", (35.45, 36.6), (36.2, 37.16)),
    ],
)
def test_a_part_holds_its_towns_and_not_the_others(
    kind: PlaceKind, code: str, part: str, holds: tuple[float, float], excludes: tuple[float, float]
) -> None:
    found = part_of(kind, code, part)
    assert found is not None
    latitude, longitude, radius = found
    assert distance_km(latitude, longitude, *holds) <= radius
    nearer, farther = distance_km(latitude, longitude, *holds), distance_km(latitude, longitude, *excludes)
    assert nearer < farther


@pytest.mark.parametrize("code", ["SY", "UA", "BY", "RU", "US", "FR", "NO", "NZ", "FJ", "ID", "ML", "CO", "KI", "AQ"])
@pytest.mark.parametrize("part", PARTS)
def test_a_part_is_a_point_on_the_map_within_its_country_s_reach(code: str, part: str) -> None:
    found = part_of(COUNTRY, code, part)
    if found is None:  # the country is hollow there
        return
    latitude, longitude, radius = found
    area = Shapes.open().country(code)
    assert area is not None
    assert -180 <= longitude < 180
    assert 0 < radius < math.pi * EARTH_KM
    assert area.distance(Point(longitude, latitude)) < 0.001


@pytest.mark.parametrize("code", ["SY", "UA", "BY", "AF", "ML"])
def test_halves_hold_the_whole_country_together(code: str) -> None:
    area = Shapes.open().country(code)
    assert area is not None
    for pair in (("northern", "southern"), ("eastern", "western")):
        found = [part_of(COUNTRY, code, part) for part in pair]
        west, south, east, north = area.bounds
        for latitude in (south, (south + north) / 2, north):
            for longitude in (west, (west + east) / 2, east):
                if area.contains(Point(longitude, latitude)):
                    assert any(part and distance_km(latitude, longitude, *part[:2]) <= part[2] for part in found)


@pytest.mark.parametrize(
    ("one", "other"), [("northern", "north"), ("south-east", "southeastern"), ("north western", "northwest")]
)
def test_a_part_is_known_by_each_of_its_names(one: str, other: str) -> None:
    assert part_of(COUNTRY, "SY", one) == part_of(COUNTRY, "SY", other) is not None


@pytest.mark.parametrize(
    ("kind", "code", "part"),
    [
        (COUNTRY, "XX", "northern"),
        (REGION, "XX-1", "northern"),
        (COUNTRY, "", ""),
        (COUNTRY, "SY", "inner"),
        (COUNTRY, "SY", ""),
        (REGION, "SY", "northern"),
        (TOWN, "SY", "northern"),
    ],
)
def test_the_unknown_has_no_parts(kind: PlaceKind, code: str, part: str) -> None:
    assert part_of(kind, code, part) is None


@given(st.sampled_from(list(PlaceKind)), st.text(max_size=6), st.sampled_from(PARTS) | st.text(max_size=12))
def test_no_code_or_part_raises(kind: PlaceKind, code: str, part: str) -> None:
    part_of(kind, code, part)


# ---------------------------------------------------------------- borders, meeting points and coasts


@pytest.mark.parametrize(
    ("one", "other", "least_km", "most_km"),
    [
        ((COUNTRY, "TD"), (COUNTRY, "SD"), 1100, 1450),
        ((COUNTRY, "SY"), (COUNTRY, "TR"), 700, 950),
        ((COUNTRY, "LB"), (COUNTRY, "IL"), 80, 130),
        ((COUNTRY, "US"), (COUNTRY, "CA"), 7000, 9000),
        ((COUNTRY, "RU"), (COUNTRY, "KZ"), 6000, 7700),
        ((REGION, "SY-ID"), (REGION, "SY-LA"), 15, 90),
        ((REGION, "PS-GZZ"), (COUNTRY, "IL"), 45, 80),
    ],
)
def test_a_border_lies_on_both_and_its_radius_holds_it(
    one: tuple[PlaceKind, str], other: tuple[PlaceKind, str], least_km: float, most_km: float
) -> None:
    found = border(one, other)
    assert found is not None
    assert least_km <= found.length_km <= most_km
    middle = Point(found.longitude, found.latitude)
    for kind, code in (one, other):
        area = Shapes.open().country(code) if kind is COUNTRY else Shapes.open().region(code)
        assert area is not None
        assert area.distance(middle) < 0.05
    assert border(other, one) == found


def test_the_radius_of_a_border_reaches_its_ends() -> None:
    found = border((COUNTRY, "SY"), (COUNTRY, "TR"))
    assert found is not None
    for end in ((35.92, 35.92), (37.11, 42.36)):  # at the sea, and where Iraq begins
        assert distance_km(found.latitude, found.longitude, *end) <= found.radius_km + 5


def test_the_stretch_of_a_border_in_a_region() -> None:
    whole = border((COUNTRY, "SY"), (COUNTRY, "TR"))
    part = border((COUNTRY, "SY"), (COUNTRY, "TR"), (REGION, "SY-HA"))
    assert whole is not None
    assert part is not None
    assert part.radius_km < whole.radius_km
    assert part.longitude > whole.longitude
    assert border((COUNTRY, "SY"), (COUNTRY, "TR"), (REGION, "SY-SU")) is None


def test_three_areas_meet_in_a_point() -> None:
    found = meeting_point(((COUNTRY, "BF"), (COUNTRY, "ML"), (COUNTRY, "NE")))
    assert found is not None
    assert distance_km(*found, 15.0, 0.2) < 30
    assert meeting_point(((COUNTRY, "NE"), (COUNTRY, "SY"), (COUNTRY, "TR"))) is None
    assert meeting_point(((COUNTRY, "SY"), (COUNTRY, "TR"), (COUNTRY, "XX"))) is None


@pytest.mark.parametrize(
    ("area", "holds"),
    [
        ((COUNTRY, "YE"), [(12.78, 45.03), (14.8, 42.95), (16.2, 52.2)]),
        ((COUNTRY, "LB"), [(33.27, 35.19), (34.44, 35.82)]),
        ((COUNTRY, "SO"), [(11.8, 51.2), (-1.6, 41.6)]),
        ((REGION, "UA-43"), [(44.5, 34.17), (45.2, 33.37)]),
    ],
)
def test_a_coast_lies_by_the_sea_and_its_radius_holds_its_towns(
    area: tuple[PlaceKind, str], holds: list[tuple[float, float]]
) -> None:
    found = coast(area)
    assert found is not None
    assert is_by_the_sea(area[1][:2], found.latitude, found.longitude, 5)
    for town in holds:
        assert distance_km(found.latitude, found.longitude, *town) <= found.radius_km + 5


@pytest.mark.parametrize(
    "area", [(COUNTRY, "ML"), (COUNTRY, "AF"), (COUNTRY, "XX"), (REGION, "SY-SU"), (REGION, "XX-1")]
)
def test_what_has_no_coast(area: tuple[PlaceKind, str]) -> None:
    assert coast(area) is None


def test_which_towns_are_by_the_sea() -> None:
    assert is_by_the_sea("YE", 14.8, 42.95, 30)
    assert not is_by_the_sea("UA", 48.59, 38.0, 30)
    assert not is_by_the_sea("ML", 12.65, -8.0, 30)
    assert not is_by_the_sea("XX", 0.0, 0.0, 30)


@pytest.mark.parametrize("code", ["CA", "NO", "RU", "FJ", "AQ", "KI", "GB", "US"])
def test_long_and_scattered_coasts(code: str) -> None:
    found = coast((COUNTRY, code))
    assert found is not None
    assert -180 <= found.longitude < 180
    assert 0 < found.radius_km < math.pi * EARTH_KM

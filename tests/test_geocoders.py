"""The gazetteer behind geopy's interface, with geopy's and geopandas' own tools around it."""

from __future__ import annotations

from functools import partial
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
from geopy import Location, Point
from geopy.distance import distance
from geopy.exc import GeocoderQueryError
from geopy.extra.rate_limiter import RateLimiter
from hypothesis import given
from hypothesis import strategies as st

from geo import geocoders
from geo.errors import ClaimmapError
from geo.gazetteer import Gazetteer
from geo.geocoders import ranked

NAMES = Gazetteer.open()
GEOCODER = geocoders.Gazetteer(gazetteer=NAMES)


@pytest.mark.parametrize(
    ("query", "country", "near", "expected"),
    [
        ("Donetsk", None, None, ("region", "UA")),
        ("Donetsk", "RU", None, ("town", "RU")),
        ("Donetsk", "rus", None, ("town", "RU")),
        ("Brest", None, None, ("region", "BY")),
        ("Brest", None, (48.1, -3.0), ("town", "FR")),
        ("Brest, France", None, None, ("town", "FR")),
        ("Brest, Belarus", None, None, ("region", "BY")),
        ("Pokrovsk", None, None, ("town", "UA")),
        ("Pokrovsk", None, (61.0, 129.0), ("town", "RU")),
        ("Georgia", None, None, ("country", "GE")),
        ("Georgia", "US", None, ("region", "US")),
        ("Rafah", "EG", None, ("town", "EG")),
    ],
)
def test_the_likeliest_comes_first(
    query: str, country: str | None, near: tuple[float, float] | None, expected: tuple[str, str]
) -> None:
    first = ranked(query, NAMES, country, near)[0]
    assert (first.kind, first.country) == expected


def _one(query: str, **arguments: Any) -> Location:  # noqa: ANN401 - whatever geocode takes
    location = GEOCODER.geocode(query, **arguments)
    assert isinstance(location, Location)
    return location


def _all(query: str, **arguments: Any) -> list[Location]:  # noqa: ANN401 - whatever geocode takes
    locations = GEOCODER.geocode(query, exactly_one=False, **arguments)
    assert isinstance(locations, list)
    return locations


def test_unknown_names_give_nothing() -> None:
    assert ranked("Nowhereskoye", NAMES) == []
    assert GEOCODER.geocode("Nowhereskoye") is None
    assert GEOCODER.geocode("Nowhereskoye", exactly_one=False) is None


@pytest.mark.parametrize("country", ["XX", "", "Ukraine"])
def test_an_unknown_country_is_said(country: str) -> None:
    with pytest.raises(ClaimmapError, match="not an ISO 3166-1 code"):
        ranked("Kyiv", NAMES, country)
    with pytest.raises(GeocoderQueryError, match="not an ISO 3166-1 code"):
        GEOCODER.geocode("Kyiv", country_codes=country)


@pytest.mark.parametrize("near", [(91.0, 0.0), (0.0, 181.0), (float("nan"), 0.0), (0.0, float("inf"))])
def test_an_impossible_point_is_said(near: tuple[float, float]) -> None:
    with pytest.raises(ClaimmapError, match="is not a latitude"):
        ranked("Kyiv", NAMES, near=near)


@given(st.text(), st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180)))
def test_any_text_can_be_asked_for(query: str, near: tuple[float, float] | None) -> None:
    found = ranked(query, NAMES, near=near)
    assert sorted(map(repr, found)) == sorted(map(repr, set(found)))


def test_location_carries_the_candidate() -> None:
    location = _one("Mariupol")
    assert location.address == "Mariupol, Donetsk, Ukraine"
    assert location.raw["geonameid"] == 701822
    assert (location.latitude, location.longitude) == (location.raw["latitude"], location.raw["longitude"])


def test_filters() -> None:
    texas = [(28, -100), (31, -97)]
    every = _all("San Antonio")
    american = _all("San Antonio", country_codes=["US"])
    boxed = _all("San Antonio", viewbox=texas, bounded=True)
    assert len(every) > len(american) > len(boxed) >= 1
    assert {location.raw["country"] for location in american} == {"US"}
    assert _one("San Antonio", near="29.4, -98.5").raw["country"] == "US"
    assert _all("San Antonio", limit=2) == every[:2]
    first = _all("San Antonio", viewbox=texas)
    assert first[: len(boxed)] == boxed
    assert sorted(map(str, first)) == sorted(map(str, every))


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ({"city": "Brest", "country": "France"}, "Brest, Finistère, France"),
        ({"city": "Mariupol", "state": "Donetsk", "country": "Ukraine"}, "Mariupol, Donetsk, Ukraine"),
        ("Mariupol, Donetsk, Ukraine", "Mariupol, Donetsk, Ukraine"),
        ("Mariupol, Donetsk, Syria", None),
        (", , ,", None),
    ],
)
def test_parents_narrow(query: str | dict[str, str], address: str | None) -> None:
    location = GEOCODER.geocode(query)
    assert (location.address if isinstance(location, Location) else None) == address


def test_a_structured_query_must_be_one_that_can_be_answered() -> None:
    with pytest.raises(GeocoderQueryError, match="only city, county, state, country are known"):
        GEOCODER.geocode({"street": "175 5th Avenue"})


@pytest.mark.parametrize(
    ("point", "address"),
    [
        ((47.09, 37.54), "Mariupol, Donetsk, Ukraine"),
        ("47.09, 37.54", "Mariupol, Donetsk, Ukraine"),
        (Point(47.09, 37.54), "Mariupol, Donetsk, Ukraine"),
        ((75.0, -40.0), "Northeast Greenland National Park, Greenland"),
        ((0.0, -30.0), None),
        ((90.0, 0.0), None),
    ],
)
def test_reverse(point: object, address: str | None) -> None:
    location = GEOCODER.reverse(point)
    assert (location.address if isinstance(location, Location) else None) == address


def test_reverse_lists_towns_by_distance_and_then_the_region() -> None:
    found = GEOCODER.reverse((47.09, 37.54), exactly_one=False)
    assert isinstance(found, list)
    away = [location.raw["distance_km"] for location in found]
    assert away[:-1] == sorted(away[:-1])
    assert found[-1].address == "Donetsk, Ukraine"
    assert len({str(location.raw) for location in found}) == len(found)
    assert GEOCODER.reverse((47.09, 37.54), exactly_one=False, limit=2) == found[:2]


@pytest.mark.parametrize("point", ["here", (91, 0), None, "", ("a", "b")])
@pytest.mark.filterwarnings("ignore:Latitude normalization")
def test_what_is_no_point_is_said(point: object) -> None:
    with pytest.raises(GeocoderQueryError):
        GEOCODER.reverse(point)


def test_a_malformed_viewbox_is_said() -> None:
    with pytest.raises(GeocoderQueryError):
        GEOCODER.geocode("Kyiv", viewbox=["north"])


def test_works_with_geopys_rate_limiter() -> None:
    limited = RateLimiter(GEOCODER.geocode, min_delay_seconds=0)
    assert [limited(name).raw["country"] for name in ("Kyiv", "Rafah")] == ["UA", "PS"]


def test_works_with_geopandas() -> None:
    frame = gpd.tools.geocode(["Mariupol", "Rafah", "Nowhereskoye"], provider=geocoders.Gazetteer, gazetteer=NAMES)
    assert list(frame.address.str.split(", ").str[-1].dropna()) == ["Ukraine", "Palestine"]
    assert frame.crs == "EPSG:4326"
    back = gpd.tools.reverse_geocode(frame.geometry[:2], provider=geocoders.Gazetteer, gazetteer=NAMES)
    assert list(back.address) == list(frame.address[:2])


def test_geopys_usage_examples_work() -> None:
    with geocoders.Gazetteer(user_agent="specify_your_app_name_here", timeout=10, gazetteer=NAMES) as geolocator:
        location = geolocator.geocode("Mariupol")
        assert location.address == "Mariupol, Donetsk, Ukraine"
        assert (round(location.latitude, 2), round(location.longitude, 2)) == (47.10, 37.54)
        assert location.raw["geonameid"] == 701822
        assert geolocator.reverse("47.09, 37.54").address == location.address
        assert [place.raw["country"] for place in geolocator.geocode("Rafah", exactly_one=False)][:2] == ["PS", "EG"]
    frame = pd.DataFrame({"name": ["paris", "berlin", "nowhereskoye"]})
    geocode = RateLimiter(partial(geolocator.geocode, language="es"), min_delay_seconds=0)
    frame["location"] = frame["name"].apply(geocode)
    frame["point"] = frame["location"].apply(lambda found: tuple(found.point) if found else None)
    assert [point and round(point[0]) for point in frame["point"]] == [49, 53, None]
    assert round(distance(*frame["point"][:2]).km) == 881

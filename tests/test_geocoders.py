"""The gazetteer behind geopy's interface, with geopy's and geopandas' own tools around it."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import pytest
from geopy import Location
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
    every = _all("San Antonio")
    american = _all("San Antonio", country_codes=["US"])
    boxed = _all("San Antonio", viewbox=[(28, -100), (31, -97)])
    assert len(every) > len(american) > len(boxed) >= 1
    assert {location.raw["country"] for location in american} == {"US"}
    assert _one("San Antonio", near="29.4, -98.5").raw["country"] == "US"


def test_a_malformed_viewbox_is_said() -> None:
    with pytest.raises(GeocoderQueryError):
        GEOCODER.geocode("Kyiv", viewbox=["north"])


def test_works_with_geopys_rate_limiter() -> None:
    limited = RateLimiter(GEOCODER.geocode, min_delay_seconds=0)
    assert [limited(name).raw["country"] for name in ("Kyiv", "Rafah")] == ["UA", "PS"]


def test_works_with_geopandas() -> None:
    frame = gpd.tools.geocode(["Mariupol", "Rafah"], provider=geocoders.Gazetteer, gazetteer=NAMES)
    assert list(frame.address.str.split(", ").str[-1]) == ["Ukraine", "Palestine"]
    assert frame.crs == "EPSG:4326"

"""The compiled gazetteer: known places are found where they are, and no string breaks it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import DataMissingError
from geo.gazetteer import Gazetteer, fold
from geo.gazetteer.shapes import Shapes
from geo.model import PlaceKind
from geo.sphere import distance_km

TOWN, REGION, COUNTRY = PlaceKind.TOWN, PlaceKind.REGION, PlaceKind.COUNTRY


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.fixture(scope="module")
def shapes() -> Shapes:
    return Shapes.open()


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Kyiv", "kyiv"),
        ("KYIV", "kyiv"),
        ("Deir ez-Zor", "deir ez zor"),
        ("Deir\u2013ez\u2014Zor", "deir ez zor"),
        ("Sa'dah", "sadah"),
        ("Sa\u02bfdah", "sadah"),
        ("Sa\u2019dah", "sadah"),
        ("Łódź", "lodz"),
        ("Tromsø", "tromso"),
        ("Straße", "strasse"),
        ("İzmir", "izmir"),
        ("Diyarbakır", "diyarbakir"),
        ("U.S.", "us"),
        ("  New\u00a0\n York ", "new york"),
        ("Kyi\u200bv", "kyiv"),
        ("Київ", fold("київ")),
        ("دمشق", "دمشق"),
        ("북한", "북한"),
        ("", ""),
        ("'.-", ""),
    ],
)
def test_fold(name: str, key: str) -> None:
    assert fold(name) == key


def test_what_is_too_long_for_a_name_is_folded_in_linear_time() -> None:
    assert fold("K" + "\u0316\u0301" * 200_000 + "-Yiv") == "k yiv"  # a minute, where each accent is moved past all


@given(st.text())
def test_folding_a_key_gives_the_key(name: str) -> None:
    key = fold(name)
    assert fold(key) == key


@given(st.text())
def test_any_string_can_be_asked_for(name: str) -> None:
    gazetteer = Gazetteer.open()
    found = gazetteer.candidates(name)
    assert bool(found) == gazetteer.knows(fold(name))
    assert not found or gazetteer.opening(fold(name))[0] == fold(name)


@pytest.mark.parametrize(
    ("name", "kind", "country", "region", "point"),
    [
        ("Brest", REGION, "BY", "BY-BR", (52.4, 25.5)),
        ("Brest", TOWN, "BY", "BY-BR", (52.10, 23.72)),
        ("Brest", TOWN, "FR", "FR-29", (48.39, -4.49)),
        ("Kiev", TOWN, "UA", "UA-30", (50.45, 30.52)),
        ("Kyiv", TOWN, "UA", "UA-30", (50.45, 30.52)),
        ("Mariupol", TOWN, "UA", "UA-14", (47.10, 37.54)),
        ("Balakleya", TOWN, "UA", "UA-63", (49.46, 36.84)),
        ("Borodyanka", TOWN, "UA", "UA-32", (50.64, 29.92)),
        ("Donetsk", TOWN, "UA", "UA-14", (48.02, 37.80)),
        ("Donetsk", TOWN, "RU", "RU-ROS", (48.34, 39.95)),
        ("Rafah", TOWN, "PS", "PS-GZZ", (31.30, 34.24)),
        ("Rafah", TOWN, "EG", "EG-SIN", (31.28, 34.24)),
        ("Kharkiv", TOWN, "UA", "UA-63", (49.98, 36.25)),
        ("Kharkiv", REGION, "UA", "UA-63", (49.61, 36.49)),
        ("Kharkivs'ka Oblast'", REGION, "UA", "UA-63", (49.61, 36.49)),
        ("Харків", TOWN, "UA", "UA-63", (49.98, 36.25)),
        ("Anbar", REGION, "IQ", "IQ-AN", (33.0, 41.6)),
        ("Middle Shabelle", REGION, "SO", "SO-SD", (3.0, 46.0)),
        ("Hiran", REGION, "SO", "SO-HI", (4.2, 45.5)),
        ("Hiiraan", REGION, "SO", "SO-HI", (4.2, 45.5)),
        ("Balochistan", REGION, "PK", "PK-BA", (28.3, 65.9)),
        ("Crimea", REGION, "UA", "UA-43", (45.3, 34.4)),
        ("Sevastopol", TOWN, "UA", "UA-40", (44.59, 33.52)),
        ("Britain", COUNTRY, "GB", "", (53.9, -2.5)),
        ("U.S.", COUNTRY, "US", "", (39.5, -99.1)),
        ("Burma", COUNTRY, "MM", "", (21.2, 96.5)),
        ("DRC", COUNTRY, "CD", "", (-2.9, 23.6)),
        ("Congo", COUNTRY, "CG", "", (-0.8, 15.2)),
        ("Congo", COUNTRY, "CD", "", (-2.9, 23.6)),
        ("Ivory Coast", COUNTRY, "CI", "", (7.6, -5.6)),
        ("Palestine", COUNTRY, "PS", "", (31.9, 35.3)),
        ("North Korea", COUNTRY, "KP", "", (40.1, 127.2)),
        ("UAE", COUNTRY, "AE", "", (23.9, 54.3)),
        ("Czech Republic", COUNTRY, "CZ", "", (49.7, 15.3)),
    ],
)
def test_known_places(
    gazetteer: Gazetteer, name: str, kind: PlaceKind, country: str, *, region: str, point: tuple[float, float]
) -> None:
    near = [
        candidate
        for candidate in gazetteer.candidates(name)
        if (candidate.kind, candidate.country, candidate.region) == (kind, country, region)
        and distance_km(candidate.latitude, candidate.longitude, *point) <= (5 if kind is TOWN else 120)
    ]
    assert near


@pytest.mark.parametrize("name", ["KBP", "UAIEV", "ji fu", "https://example.org", "7", ""])
def test_what_is_no_name_is_not_known(gazetteer: Gazetteer, name: str) -> None:
    assert not [candidate for candidate in gazetteer.candidates(name) if not candidate.main_name]


def test_main_names_come_first_then_countries_regions_and_the_larger_towns(gazetteer: Gazetteer) -> None:
    found = gazetteer.candidates("San Antonio")
    kinds = [COUNTRY, REGION, TOWN]
    ranks = [(not each.main_name, kinds.index(each.kind), -each.population) for each in found]
    assert len(found) > 50
    assert ranks == sorted(ranks)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("kyiv fell silent", ["kyiv"]),
        ("deir ez zor airport", ["deir ez zor"]),
        ("new york city", ["new york city", "new york"]),
        ("deir ez", []),
        ("kyivans", []),
        ("mariupo", []),
        ("zzzz", []),
        ("", []),
    ],
)
def test_the_names_that_words_begin_with(gazetteer: Gazetteer, words: str, names: list[str]) -> None:
    assert list(gazetteer.opening(words)) == names


@pytest.mark.parametrize(
    ("latitude", "longitude", "code"),
    [(50.0, 36.25, "UA-63"), (45.0, 34.3, "UA-43"), (31.5, 34.45, "PS-GZZ"), (30.0, -40.0, None)],
)
def test_region_at(gazetteer: Gazetteer, latitude: float, longitude: float, code: str | None) -> None:
    region = gazetteer.region_at(latitude, longitude)
    assert (region.code if region else None) == code


def test_codes_agree(gazetteer: Gazetteer) -> None:
    kharkiv = gazetteer.region("UA-63")
    assert kharkiv
    assert kharkiv == gazetteer.region_of("UA.07")
    assert (kharkiv.country, kharkiv.admin1, kharkiv.geonameid) == ("UA", "UA.07", 706482)
    assert gazetteer.country("UA") == gazetteer.country("UKR")
    assert (gazetteer.region("XX-00"), gazetteer.region_of("XX.00"), gazetteer.country("XX")) == (None, None, None)
    assert {region.country for region in gazetteer.regions()} <= {country.alpha2 for country in gazetteer.countries()}


def test_radii_hold_the_whole_polygon(gazetteer: Gazetteer, shapes: Shapes) -> None:
    for code in ("UA-63", "IQ-AN", "SO-SD", "RU-CHU", "BY-BR"):
        region, shape = gazetteer.region(code), shapes.region(code)
        assert region
        assert shape is not None
        corners = shapely.get_coordinates(shape)
        farthest = max(distance_km(region.latitude, region.longitude, corner[1], corner[0]) for corner in corners)
        assert farthest <= region.radius_km + 2.5  # a polygon is simplified by up to 0.02 degrees


def test_crimea_is_drawn_as_ukraines(shapes: Shapes) -> None:
    simferopol = shapely.Point(34.1, 44.95)
    ukraine, russia = shapes.country("UA"), shapes.country("RUS")
    assert ukraine is not None
    assert russia is not None
    assert shapely.contains(ukraine, simferopol)
    assert not shapely.contains(russia, simferopol)


def test_every_polygon_is_valid_and_every_country_has_one(gazetteer: Gazetteer, shapes: Shapes) -> None:
    for country in gazetteer.countries():
        shape = shapes.country(country.alpha2)
        assert shape is not None
        assert shapely.is_valid(shape)
    for region in gazetteer.regions():
        shape = shapes.region(region.code)
        assert shape is not None
        assert shapely.is_valid(shape)
    assert shapes.region("XX-00") is None


def test_missing_data_is_one_clear_sentence(tmp_path: Path) -> None:
    for opened in (Gazetteer.open, Shapes.open):
        with pytest.raises(DataMissingError, match="missing or damaged") as raised:
            opened(tmp_path)
        assert "\n" not in str(raised.value)


def test_damaged_data_is_one_clear_sentence(tmp_path: Path) -> None:
    for name in ("keys.mmap", "starts.npy", "postings.npy", "entries.npy", "names.npy"):
        (tmp_path / name).write_bytes(b"damaged")
    with pytest.raises(DataMissingError, match="missing or damaged"):
        Gazetteer.open(tmp_path)


def test_looking_up_names_loads_no_geometry_library() -> None:
    code = (
        "import sys; from geo.gazetteer import Gazetteer; Gazetteer.open().candidates('Kyiv');"
        "sys.exit(bool({'shapely', 'geopandas', 'folium', 'geopy', 'sqlalchemy', 'pandas'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

"""Other spellings of one name: skeletons, likeness, and the look-up in the gazetteer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.gazetteer import Gazetteer
from geo.gazetteer.spelling import likeness, plain, skeleton
from geo.model import PlaceKind

SAME = [
    ("Kharkov", "Kharkiv"),
    ("Lugansk", "Luhansk"),
    ("Chernigov", "Chernihiv"),
    ("Zaporozhye", "Zaporizhzhia"),
    ("Borodyanka", "Borodianka"),
    ("Jabla", "Jableh"),
    ("Deir ez-Zor", "Dayr az Zawr"),
    ("Tel Tamer", "Tall Tamr"),
    ("Ain Issa", "Ayn Isa"),
    ("Ash Shaddadah", "Shaddadeh"),
    ("Qamishli", "Kamishly"),
    ("Jisr al-Shughour", "Jisr ash Shughur"),
    ("Hudaydah", "Hodeida"),
    ("Taiz", "Ta'izz"),
    ("Kandahar", "Qandahar"),
    ("Al Fashir", "El Fasher"),
    ("Maungdaw", "Mongdaw"),
    ("Mekele", "Mekelle"),
    ("Khan Sheikhoun", "Khan Shaykhun"),
    ("Bashiqa", "Bashiqah"),
]
OTHER = [
    ("Mosul", "Masila"),
    ("Goma", "Gemena"),
    ("Kherson", "Karasun"),
    ("Aleppo", "Alapaha"),
    ("Sumy", "Osama"),
    ("Bucha", "Bakhcha"),
]
ELSEWHERE = [
    ("Jabla", "SY", 35.36, 35.93),
    ("Mariopol", "UA", 47.10, 37.55),
    ("Mikolaiv", "UA", 46.97, 31.99),
    ("Kamishli", "SY", 37.05, 41.23),
    ("Kirkook", "IQ", 35.47, 44.39),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_romanisations_of_one_name_share_a_skeleton_and_are_alike(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other) != ""
    assert likeness(one, other) >= 0.78


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_two_names_are_not_alike(one: str, other: str) -> None:
    assert likeness(one, other) < 0.86


@pytest.mark.parametrize("name", ["", "Of", "Ur", "Київ", "حلب", "12", "-"])
def test_what_has_no_spelling_to_vary_has_no_skeleton(name: str) -> None:
    assert skeleton(name) == ""


@pytest.mark.parametrize(("name", "country", "latitude", "longitude"), ELSEWHERE)
def test_the_gazetteer_finds_a_place_by_another_spelling(
    name: str, country: str, latitude: float, longitude: float
) -> None:
    found = Gazetteer.built_in().spelled_like(name, {country})
    town = next(each.candidate for each in found if each.candidate.kind is PlaceKind.TOWN)
    assert town.latitude == pytest.approx(latitude, abs=0.1)
    assert town.longitude == pytest.approx(longitude, abs=0.1)


def test_only_the_countries_asked_for_are_searched_and_the_likeliest_stands_first() -> None:
    gazetteer = Gazetteer.built_in()
    assert not gazetteer.spelled_like("Jabla", {"UA"}) or all(
        found.candidate.country == "UA" for found in gazetteer.spelled_like("Jabla", {"UA"})
    )
    worth = [found.worth for found in gazetteer.spelled_like("Kharkof", {"UA", "RU"})]
    assert worth == sorted(worth, reverse=True)


@given(st.text(max_size=40))
def test_any_text_has_a_skeleton_and_is_wholly_like_itself(text: str) -> None:
    assert isinstance(skeleton(text), str)
    if plain(text):
        assert likeness(text, text) == 1.0

"""Other spellings of one name: skeletons, likeness, the look-up in the gazetteer, and what it is worth in articles.

tests/tables/spellings.csv holds spellings as news write them, each with the country an article is about and either the
place that is meant (`found`, by its GeoNames number) or a place of a similar name that it must not be taken for
(`unknown`: the gazetteer lacks the place that is meant, or it lies in another country).
"""

from __future__ import annotations

import csv
import os
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.gazetteer import Gazetteer, added, adding, fold, surely_meant
from geo.gazetteer.scripts import is_own_script, latin
from geo.gazetteer.spelled import LEAST_ALIKE
from geo.gazetteer.spelling import Spelling, likeness, skeletons, spelling
from geo.model import Place, PlaceKind, WherePrec
from geo.sphere import distance_km
from tests import leave_one_out
from tests.reading import opened, places

TESTS = Path(__file__).parent
SHARED = os.environ.get("CLAIMMAP_SHARED", "")
FLOORS: dict[str, float] = tomllib.loads((TESTS / "accuracy.toml").read_text("utf-8"))["spellings"]
ROWS = list(csv.DictReader((TESTS / "tables" / "spellings.csv").read_text("utf-8").splitlines()))

SAME = [
    ("UA", "Kharkov", "Kharkiv"),
    ("UA", "Lugansk", "Luhansk"),
    ("UA", "Chernigov", "Chernihiv"),
    ("UA", "Zaporozhye", "Zaporizhzhia"),
    ("UA", "Borodyanka", "Borodianka"),
    ("UA", "Lwow", "Lviv"),
    ("UA", "Kyjiw", "Kyiv"),
    ("UA", "Яблунівка", "Yablunivka"),
    ("RU", "Белгород", "Belgorod"),
    ("SY", "Jabla", "Jableh"),
    ("SY", "Deir ez-Zor", "Dayr az Zawr"),
    ("SY", "Tel Tamer", "Tall Tamr"),
    ("SY", "Ain Issa", "Ayn Isa"),
    ("SY", "Ash Shaddadah", "Shaddadeh"),
    ("SY", "Qamishli", "Kamishly"),
    ("SY", "Jisr al-Shughour", "Jisr ash Shughur"),
    ("SY", "Khan Sheikhoun", "Khan Shaykhun"),
    ("SY", "خربة غزالة", "Khirbat Ghazalah"),
    ("IQ", "Bashiqa", "Bashiqah"),
    ("IQ", "Qaryat al Khaliliyah", "Khaliliya"),
    ("YE", "Hudaydah", "Hodeida"),
    ("YE", "Taiz", "Ta'izz"),
    ("AF", "Kandahar", "Qandahar"),
    ("AF", "Puli Khumri", "Pol-e Khomri"),
    ("SD", "Al Fashir", "El Fasher"),
    ("MM", "Maungdaw", "Mongdaw"),
    ("ET", "Mekele", "Mekelle"),
    ("IL", "חיפה", "Haifa"),
]
OTHER = [
    ("IQ", "Mosul", "Masila"),
    ("CD", "Goma", "Gemena"),
    ("UA", "Kherson", "Karasun"),
    ("UA", "Kherson", "Kharkiv"),
    ("SY", "Homs", "Hama"),
    ("IQ", "Baqubah", "Baiji"),
    ("UA", "Sumy", "Osama"),
    ("UA", "Bucha", "Bakhcha"),
]
ELSEWHERE = [
    ("Jabla", "SY", 35.36, 35.93),
    ("Mariopol", "UA", 47.10, 37.55),
    ("Mykolaïv", "UA", 46.97, 31.99),
    ("Kamishli", "SY", 37.05, 41.23),
    ("Kirkook", "IQ", 35.47, 44.39),
    ("ديرالزور", "SY", 35.33, 40.14),
]


def spelt(name: str, country: str) -> Spelling:
    return spelling(fold(name), country)


@pytest.mark.parametrize(("country", "one", "other"), SAME)
def test_romanisations_of_one_name_share_a_skeleton_and_are_alike(country: str, one: str, other: str) -> None:
    assert spelt(one, country).skeleton == spelt(other, country).skeleton != ""
    assert likeness(spelt(one, country), spelt(other, country)) >= LEAST_ALIKE


@pytest.mark.parametrize(("country", "one", "other"), OTHER)
def test_two_names_are_not_alike(country: str, one: str, other: str) -> None:
    assert likeness(spelt(one, country), spelt(other, country)) < 0.86


@pytest.mark.parametrize("name", ["", "Of", "Ur", "基輔", "Κίεβο", "12", "-", "Hama 哈馬"])
def test_what_has_no_spelling_to_vary_has_no_skeleton(name: str) -> None:
    assert spelt(name, "SY").skeleton == ""


@pytest.mark.parametrize(
    ("key", "romanised"),
    [("харків", "kharkiv"), ("الرقة", "rqah"), ("کندهار", "kndhar"), ("חיפה", "hyph"), ("ab", "ab")],
)
def test_own_scripts_are_read_as_latin_letters(key: str, romanised: str) -> None:
    assert latin(key) == romanised


def test_a_name_in_a_script_of_other_countries_is_no_spelling_of_a_countrys_place() -> None:
    assert is_own_script("харків", "UA")
    assert not is_own_script("харків", "FR")
    assert not is_own_script("باريس", "FR")
    assert set(skeletons("حلب", frozenset({"SY", "TR"}))) == {"SY"}


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
    assert {found.candidate.country for found in gazetteer.spelled_like("Jabla", {"SY"})} == {"SY"}
    assert not any(found.candidate.country == "SY" for found in gazetteer.spelled_like("Jabla", {"UA"}))
    worth = [found.worth for found in gazetteer.spelled_like("Kharkof", {"UA", "RU"})]
    assert len(worth) > 1
    assert worth == sorted(worth, reverse=True)


def test_a_spelling_of_several_towns_means_none_of_them_surely() -> None:
    """Ukraine has many a Mykolaivka, Oleksandrivka and Ivanivka, none a city."""
    assert surely_meant(Gazetteer.built_in().spelled_like("Aleksandrivka", {"UA"})) is None
    assert surely_meant(()) is None


def test_a_town_known_elsewhere_is_another_one_only_if_it_is_spelt_nearly_alike() -> None:
    hama = places("Fighting went on in Syria. Syrian troops left Hamma, residents said.")["Hamma"]
    assert (hama.country, hama.where_prec) == ("Syria", WherePrec.EXACT)
    brent = places("Canadian troops held a drill in Canada. They moved to Brent, residents said.")["Brent"]
    assert brent.latitude is None


def test_the_town_of_a_region_is_its_city_though_that_is_spelt_otherwise() -> None:
    sentence = "Syrian troops entered the {} of Hassakeh in Syria."
    assert places(sentence.format("city"))["Hassakeh"].where_prec is WherePrec.EXACT
    assert places(sentence.format("province"))["Hassakeh"].where_prec is WherePrec.ADM1


@given(st.text(max_size=40))
def test_any_text_has_a_spelling_and_is_wholly_like_itself(text: str) -> None:
    one = spelt(text, "UA")
    assert isinstance(one.skeleton, str)
    if one.letters:
        assert likeness(one, one) == pytest.approx(1.0)


def test_a_name_is_never_found_by_its_own_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that asking for a name is as good as asking a gazetteer from which it was taken."""
    found = []
    for names in ("", "Zubrowa Testowa"):
        monkeypatch.setenv(added.HOME, str(tmp_path / f"with-{names}"))
        table = tmp_path / "mine.csv"
        table.write_text(f"name,lat,lon,country,names\nZubrova Testova,49.9,36.9,UA,{names}\n", "utf-8")
        adding.add(str(table))
        found.append(Gazetteer.open().spelled_like("Zubrowa Testowa", {"UA"}))
    assert found[0] == found[1]
    assert found[0][0].candidate.name == "Zubrova Testova"


def test_spellings_as_news_write_them_lead_to_the_right_places() -> None:
    countries = {row["country"] for row in ROWS}
    assert len(ROWS) >= 150
    assert len(countries) >= 12
    misread = [row for row in ROWS if not is_right(row)]
    assert 1 - len(misread) / len(ROWS) >= FLOORS["news"], [(row["spelling"], row["country"]) for row in misread]


def is_right(row: dict[str, str]) -> bool:
    """Whether an article about the country reads the spelling right; unknown places get no pin at all."""
    place = read(row["spelling"], row["country"])
    if row["expected"] == "unknown":
        return place is None or place.latitude is None
    meant = opened()[1].numbered([int(row["geonameid"])])[int(row["geonameid"])]
    if place is None or place.latitude is None or place.longitude is None or place.where_prec not in EXACTLY:
        return False
    return distance_km(place.latitude, place.longitude, meant.latitude, meant.longitude) <= 15


EXACTLY = {WherePrec.EXACT, WherePrec.NEAR}


def read(name: str, country: str) -> Place | None:
    told = opened()[1].country(country)
    assert told is not None
    found = places(f"Fighting went on in {told.name} on Monday. Shells hit the town of {name}, residents said.")
    return next((place for text, place in found.items() if text in name), None)


@pytest.mark.skipif(not SHARED, reason="the shared corpora (CLAIMMAP_SHARED) are not here")
def test_alternate_names_taken_out_one_by_one_lead_to_their_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(added.HOME, str(tmp_path))
    figures = leave_one_out.run(Path(SHARED) / "gazetteers")["all"]
    assert figures.drawn == 2000
    assert figures.found >= FLOORS["found"], figures.line()
    assert 1 - figures.wrong >= FLOORS["not_wrong"], figures.line()

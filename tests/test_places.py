"""Where the names are: which of several places of a name is meant, how precisely, and why, or why it cannot be told."""

from __future__ import annotations

import pytest

from geo.model import WherePrec
from geo.sphere import distance_km
from tests.reading import labels, places

# text, name, latitude and longitude, at most so many km off, precision
MEANT: list[tuple[str, str, tuple[float, float], float, WherePrec]] = [
    ("A drone was shot down over Brest in Belarus.", "Brest", (52.1, 23.69), 15, WherePrec.EXACT),
    (
        "Belarusian troops drilled near the border. A depot burned in Brest.",
        "Brest",
        (52.1, 23.69),
        15,
        WherePrec.EXACT,
    ),
    (
        "The French navy held a drill. A submarine left Brest in the morning.",
        "Brest",
        (48.39, -4.49),
        15,
        WherePrec.EXACT,
    ),
    ("Ukrainian shells hit a market in Donetsk.", "Donetsk", (48.02, 37.8), 25, WherePrec.EXACT),
    ("A drone fell on Donetsk in the Rostov region of Russia.", "Donetsk", (48.33, 39.94), 25, WherePrec.EXACT),
    ("Israeli tanks entered Rafah, Palestinian medics said.", "Rafah", (31.29, 34.25), 15, WherePrec.EXACT),
    ("Egyptian soldiers were killed in Rafah in North Sinai.", "Rafah", (31.28, 34.24), 15, WherePrec.EXACT),
    ("Libyan militias clashed in Tripoli.", "Tripoli", (32.88, 13.19), 15, WherePrec.EXACT),
    ("Lebanese soldiers were ambushed in Tripoli.", "Tripoli", (34.44, 35.83), 15, WherePrec.EXACT),
    ("Chilean police fought rioters in Santiago.", "Santiago", (-33.46, -70.65), 25, WherePrec.EXACT),
    ("Philippine troops ambushed rebels in Santiago.", "Santiago", (16.69, 121.55), 25, WherePrec.EXACT),
    ("Russian missiles hit Pokrovsk in Ukraine.", "Pokrovsk", (48.28, 37.18), 15, WherePrec.EXACT),
    ("Syrian troops retook Palmyra.", "Palmyra", (34.55, 38.27), 15, WherePrec.EXACT),
    ("Russian troops entered Georgia. Georgian villages burned.", "Georgia", (42.0, 43.5), 150, WherePrec.COUNTRY),
    ("Shells hit a bakery in Kharkiv.", "Kharkiv", (49.98, 36.25), 15, WherePrec.EXACT),
    ("Villages in the Kharkiv region were shelled.", "Kharkiv", (49.5, 36.5), 80, WherePrec.ADM1),
    ("Fighting went on in Latakia in Syria.", "Latakia", (35.53, 35.79), 20, WherePrec.EXACT),
    ("Fighting went on in Latakia province in Syria.", "Latakia", (35.6, 36.0), 60, WherePrec.ADM1),
    ("A bomb exploded in Hyderabad, Pakistan.", "Hyderabad", (25.39, 68.37), 20, WherePrec.EXACT),
    ("A bomb exploded in Hyderabad, India.", "Hyderabad", (17.38, 78.46), 25, WherePrec.EXACT),
    ("Sudanese soldiers left Kassala.", "Kassala", (15.45, 36.4), 15, WherePrec.EXACT),
    ("Colombian guerrillas attacked a post in Florencia.", "Florencia", (1.61, -75.61), 20, WherePrec.EXACT),
    ("Mexican marines fought gunmen in Culiacán.", "Culiacán", (24.79, -107.39), 20, WherePrec.EXACT),
    ("Ethiopian planes bombed Mekelle.", "Mekelle", (13.5, 39.47), 15, WherePrec.EXACT),
    ("Congolese troops shelled Sake.", "Sake", (-1.57, 29.04), 15, WherePrec.EXACT),
    ("Malian troops withdrew from Kidal.", "Kidal", (18.44, 1.41), 20, WherePrec.EXACT),
    ("Burmese jets bombed Lashio.", "Lashio", (22.94, 97.75), 15, WherePrec.EXACT),
    ("Philippine troops fought militants in Jolo.", "Jolo", (6.05, 121.0), 15, WherePrec.EXACT),
    ("Iraqi forces entered Mosul.", "Mosul", (36.34, 43.13), 20, WherePrec.EXACT),
    ("A car bomb went off in Cordoba in Colombia.", "Cordoba", (8.4, -75.9), 150, WherePrec.ADM1),
    ("Fighting spread in Tigray.", "Tigray", (13.8, 38.9), 100, WherePrec.ADM1),
    ("Gunmen raided villages across Ituri province.", "Ituri", (1.6, 29.5), 100, WherePrec.ADM1),
    ("Clashes went on in Shan state in Myanmar.", "Shan", (21.8, 97.9), 120, WherePrec.ADM1),
    ("Clashes went on in Idlib province.", "Idlib", (35.9, 36.7), 50, WherePrec.ADM1),
    ("Missiles hit targets across Ukraine.", "Ukraine", (48.9, 31.4), 150, WherePrec.COUNTRY),
    ("Clashes went on in Somalia.", "Somalia", (5.2, 45.9), 300, WherePrec.COUNTRY),
    ("Shells hit the fields near Kharkiv.", "Kharkiv", (49.98, 36.25), 15, WherePrec.NEAR),
    ("Fighting raged around El Fasher in Sudan.", "El Fasher", (13.63, 25.35), 15, WherePrec.NEAR),
    ("Syrian shells fell 30 km north of Raqqa.", "Raqqa", (36.22, 39.01), 12, WherePrec.NEAR),
    ("Syrian shells fell 20 km from Raqqa.", "Raqqa", (35.95, 39.01), 40, WherePrec.NEAR),
    ("Syrian shells fell 90 km from Raqqa.", "Raqqa", (35.95, 39.01), 140, WherePrec.FUZZY),
    ("Libyan jets struck a convoy 50 kilometres east of Sirte.", "Sirte", (31.21, 17.11), 15, WherePrec.NEAR),
    ("Congolese rebels ambushed a patrol 10 miles west of Goma.", "Goma", (-1.67, 29.08), 12, WherePrec.NEAR),
    ("Shells fell just south of Avdiivka in Ukraine.", "Avdiivka", (48.14, 37.75), 15, WherePrec.NEAR),
    ("Jets struck camps in northern Syria.", "Syria", (36.2, 38.2), 130, WherePrec.FUZZY),
    ("Clashes went on in eastern Ukraine.", "Ukraine", (48.8, 37.0), 220, WherePrec.FUZZY),
    ("Clashes went on in eastern Congo.", "Congo", (-3.0, 27.8), 500, WherePrec.FUZZY),
]

# text, name, latitude and longitude of a point that the words allow
HELD: list[tuple[str, str, float, float]] = [
    ("Shells hit a hamlet near Kharkiv.", "Kharkiv", 50.15, 36.4),
    ("Fighting raged around El Fasher in Sudan.", "El Fasher", 13.8, 25.5),
    ("Shells fell north of Raqqa in Syria.", "Raqqa", 36.25, 39.02),
    ("Syrian shells fell 30 km north of Raqqa.", "Raqqa", 36.25, 39.1),
    ("Jets struck camps in northern Syria.", "Syria", 36.59, 37.05),
    ("Jets struck camps in northern Syria.", "Syria", 36.5, 40.74),
    ("Clashes went on in eastern Ukraine.", "Ukraine", 48.29, 38.03),
    ("Clashes went on in the Kharkiv region.", "Kharkiv", 49.71, 37.61),
    ("Clashes went on in Tigray.", "Tigray", 14.13, 38.72),
    ("Missiles hit targets across Ukraine.", "Ukraine", 49.84, 24.03),
    ("Clashes went on in Shan state in Myanmar.", "Shan", 20.44, 99.88),
    ("A bus was attacked between Gao and Kidal in Mali.", "Gao", 17.3, 0.7),
    ("Clashes went on in southern Yemen.", "Yemen", 12.79, 45.03),
    ("Clashes went on in central Mali.", "Mali", 14.49, -4.2),
    ("Clashes went on in northern Nigeria.", "Nigeria", 12.0, 8.52),
    ("Clashes went on in eastern Congo.", "Congo", -1.67, 29.22),
    ("Clashes went on in Puntland.", "Puntland", 8.4, 48.48),
]

# text, name that no gazetteer knows, latitude and longitude of what the text names around it
ANCHORED: list[tuple[str, str, float, float]] = [
    ("Gunmen raided the village of Zzyzxa in Kidal, Mali.", "Zzyzxa", 18.44, 1.41),
    ("Gunmen raided the village of Qarabolo near Gao in Mali.", "Qarabolo", 16.27, -0.04),
    ("Shells hit the village of Verkhnokamka in the Kharkiv region of Ukraine.", "Verkhnokamka", 49.5, 36.5),
    ("Shells hit Al Zahrawi hospital in Idlib, Syria.", "Al Zahrawi hospital", 35.93, 36.63),
]

# text, name, words of the reason why it is not placed
UNPLACED: list[tuple[str, str, str]] = [
    ("Gunmen raided the village of Zzyzxa.", "Zzyzxa", "not in the gazetteer"),
    ("Gunmen raided the village of Qarabolo.", "Qarabolo", "not in the gazetteer"),
    ("Fighting broke out in the village of Palma in Ukraine.", "Palma", "Ukraine"),
    ("A missile hit a village 2,500 km north of Lviv.", "Lviv", "over 2000 km from Lviv"),
    ("A missile hit a village " + "9" * 400 + " km north of Lviv.", "Lviv", "over 2000 km from Lviv"),
]

TEXTS = sorted({row[0] for table in (MEANT, HELD, ANCHORED, UNPLACED) for row in table})


@pytest.mark.parametrize(("text", "name", "point", "km", "prec"), MEANT, ids=labels(MEANT))
def test_the_place_that_is_meant(text: str, name: str, point: tuple[float, float], km: float, prec: WherePrec) -> None:
    place = places(text)[name]
    assert place.latitude is not None
    assert place.longitude is not None
    assert distance_km(*point, place.latitude, place.longitude) <= km
    assert place.where_prec is prec


@pytest.mark.parametrize(("text", "name", "latitude", "longitude"), HELD, ids=labels(HELD))
def test_the_radius_holds_what_the_words_allow(text: str, name: str, latitude: float, longitude: float) -> None:
    place = places(text)[name]
    assert place.latitude is not None
    assert place.longitude is not None
    assert place.radius_km is not None
    assert distance_km(latitude, longitude, place.latitude, place.longitude) <= place.radius_km


@pytest.mark.parametrize(("text", "name", "latitude", "longitude"), ANCHORED, ids=labels(ANCHORED))
def test_an_unknown_place_stands_where_the_text_puts_it(
    text: str, name: str, latitude: float, longitude: float
) -> None:
    place = places(text)[name]
    assert place.latitude is not None
    assert place.longitude is not None
    assert place.radius_km is not None
    assert distance_km(latitude, longitude, place.latitude, place.longitude) <= place.radius_km
    assert place.geonameid is None
    assert "placed at" in place.reason


@pytest.mark.parametrize(("text", "name", "reason"), UNPLACED, ids=labels(UNPLACED))
def test_what_cannot_be_told_is_not_placed(text: str, name: str, reason: str) -> None:
    place = places(text)[name]
    assert (place.latitude, place.longitude, place.radius_km, place.where_prec) == (None, None, None, None)
    assert reason in place.reason


@pytest.mark.parametrize("text", TEXTS)
def test_every_place_has_a_reason_and_never_half_a_position(text: str) -> None:
    for place in places(text).values():
        assert place.reason
        placed = {value is not None for value in (place.latitude, place.longitude, place.radius_km, place.where_prec)}
        assert len(placed) == 1
        assert (place.latitude, place.longitude) != (0.0, 0.0)

"""Which namesake an article means when it tells: what contains it, what it is listed with, what country it is about."""

from __future__ import annotations

import pytest

from geo.sphere import distance_km
from tests.reading import findings, labels, places, toponyms

# text, name, latitude and longitude, at most so many km off
MEANT: list[tuple[str, str, tuple[float, float], float]] = [
    # what is told to contain a name beats what is better known, also for the name's other mentions
    ("LONDON, Ky. (ABC) - Two men were shot. Police in London said so.", "LONDON", (37.13, -84.08), 15),
    ("Shots rang out in Paris. Later a body was found in Paris, Texas, police said.", "Paris", (33.66, -95.55), 15),
    ("Rebels held Tripoli. The clashes in Tripoli, Lebanon, went on.", "Tripoli", (34.44, 35.83), 15),
    ("A mine killed three in Santa Fe, New Mexico.", "Santa Fe", (35.69, -105.94), 15),
    ("Gunmen fled to Valencia in Venezuela.", "Valencia", (10.16, -68.0), 20),
    # a country that opens a sentence holds the towns in it that it has, and no others
    ("In Lebanon, a bomb killed two near a bakery in Tripoli.", "Tripoli", (34.44, 35.83), 15),
    ("Meanwhile in northern Lebanon, clashes went on in Tripoli.", "Tripoli", (34.44, 35.83), 15),
    ("In Venezuela, police said, a judge was shot in Valencia. He was rich.", "Valencia", (10.16, -68.0), 20),
    ("In Lebanon, Libyan envoys heard of fighting in Tripoli. In Libya, all is tense.", "Tripoli", (32.89, 13.19), 20),
    ("In Lebanon, an envoy of Libya spoke of the fighting in Tripoli.", "Tripoli", (32.89, 13.19), 20),
    ("In Canada, protesters denounced the attack in Paris. France is in shock.", "Paris", (48.85, 2.35), 20),
    ("In the United States, envoys spoke of the shelling in Aleppo. Syria is at war.", "Aleppo", (36.2, 37.16), 20),
    # another spelling of a town's main name goes before what another town was once called
    ("Shells hit Sloviansk, Ukraine said.", "Sloviansk", (48.87, 37.62), 15),
    ("Shells fell on Slavyansk, Ukraine said.", "Slavyansk", (48.87, 37.62), 15),
    ("Rebels seized Artemivsk in Ukraine.", "Artemivsk", (48.59, 38.0), 15),
    # the region behind a town, not the city of its name
    ("A girl from Buffalo, New York, was shot.", "New York", (43.2, -75.3), 60),
    ("Shells hit a farm near Saraqib, Idlib.", "Idlib", (35.9, 36.7), 50),
    # a list is no container
    ("Shells hit Nikopol, Kharkiv and Kherson in Ukraine.", "Nikopol", (47.57, 34.39), 15),
    ("Shells hit Nikopol, Kharkiv and Kherson in Ukraine.", "Kharkiv", (49.98, 36.25), 15),
    ("The guard was sent to Utah, Virginia, Washington and Wyoming.", "Washington", (47.4, -120.4), 150),
    ("The guard was sent to Florida, Georgia, Kansas and Ohio.", "Georgia", (32.8, -83.4), 150),
    ("Reporters in New York City and Florida saw it.", "New York City", (40.71, -74.0), 20),
    ("Fighting broke out in Kampala, Uganda, and Goma in the DRC.", "Goma", (-1.67, 29.23), 15),
    ("Rockets fell on Kunduz, Baghlan and Balkh in Afghanistan.", "Kunduz", (36.73, 68.86), 30),
    # what only stands beside a name does not contain it
    ("Obama told Russia to stop and the United States imposed sanctions.", "Russia", (61.0, 97.0), 1500),
    ("Syrian forces fought in Palmyra.", "Palmyra", (34.55, 38.27), 15),
    # a capital that a region far off is named like
    ("Protesters marched in Washington on Monday.", "Washington", (38.9, -77.04), 20),
    # a country of a name that a larger region elsewhere bears
    ("Russian troops entered Georgia and bombed Gori.", "Georgia", (42.2, 43.5), 200),
    ("Police in Atlanta and Savannah were on alert across Georgia.", "Georgia", (32.8, -83.4), 150),
    ("Nigerian troops crossed into Niger.", "Niger", (17.4, 9.4), 400),
    # an islet's other name
    ("Officials met in Geneva. Cases rose in Beira and Dondo.", "Geneva", (46.2, 6.15), 20),
    ("Armed police searched farms in Norfolk, England.", "Norfolk", (52.66, 0.95), 60),
    # nations within a state, whose people nobody counts
    ("Police raided homes in Wales and in England.", "England", (52.8, -1.9), 200),
    ("Bombs were found in Fife, Scotland.", "Fife", (56.2, -3.1), 60),
    # names with a possessive or a short article inside
    ("The army of the People's Republic of China held a drill.", "People's Republic of China", (36.6, 103.8), 500),
    ("Rebels in Côte d'Ivoire laid down arms.", "Côte d'Ivoire", (7.6, -5.6), 200),
    ("Rebels in Cote d’Ivoire laid down arms.", "Cote d’Ivoire", (7.6, -5.6), 200),
    ("North Korea's army fired shells.", "North Korea", (40.2, 127.2), 200),
    ("Syrian shells fell on al-Mayadin.", "al-Mayadin", (35.02, 40.45), 15),
    ("Clashes in as-Suwayda in Syria killed six.", "as-Suwayda", (32.71, 36.57), 15),
    ("Syrian rebels entered Al-Bukamal.", "Al-Bukamal", (34.45, 40.92), 15),
    # a region's seat goes by the names of its region
    ("Yemeni shells hit a market in Hodeidah.", "Hodeidah", (14.8, 42.95), 15),
    # across a border that the article does not name
    ("Shells fell near Kukes in Albania on Monday. Villages burned in Prizren.", "Prizren", (42.21, 20.74), 15),
    ("Rebels left Managua in Nicaragua. They attacked a post in Danli.", "Danli", (14.03, -86.58), 15),
    # a name that is told to lie near another, or on a side of it
    ("Bombs hit San Luis, 20 km north of Tuxpan in Veracruz. Mexico was calm.", "San Luis", (21.1, -97.4), 60),
    ("Troops took Kamenica, near Kukes in Albania.", "Kamenica", (42.58, 21.58), 20),
    # a facility's city, told at the start of its name
    ("A bomb went off at Istanbul Gul International Airport.", "Istanbul Gul International Airport", (41.0, 28.95), 30),
    # short forms
    ("Troops from New South Wales (NSW) left. The NSW police said so.", "NSW", (-32.5, 146.8), 150),
    ("Fighting in the Democratic Republic of Congo (DRC) went on. DRC troops fled.", "DRC", (-2.9, 23.6), 300),
    ("Snow fell in B.C., Canada, on Monday.", "B.C.", (54.7, -124.7), 200),
]  # fmt: skip

# text, a name that must not be placed more surely than the text allows, a part of the reason
DOUBTED: list[tuple[str, str, str]] = [
    ("The mayor left Medellin in Colombia. A bomb went off in Santa Fe.", "Santa Fe", "known only outside"),
    (
        "Guerrillas attacked Usulutan and Chalatenango in El Salvador. A bomb went off in the Escalon neighborhood.",
        "Escalon",
        "",
    ),
    ("Insurgents burned Nanduli, the army said. The gas firm is listed in Sydney.", "Nanduli", ""),
    ("PEMBA - Troops rushed in. Gunmen burned houses near Nangade.", "Nangade", ""),
    ("The army retook Sirte. Shells fell near Ain Zara, a medic said.", "Ain Zara", ""),
    # two large cities share a name, and nothing tells of the one's country or of the other's
    ("The bomb that went off in Tripoli on Tuesday was heavy.", "Tripoli", "may be Tripoli (LY) or Tripoli (LB)"),
    ("Gunmen shot dead a judge in Hyderabad.", "Hyderabad", "may be Hyderabad"),
    ("A bomb exploded in Valencia.", "Valencia", "may be Valencia"),
    (
        "Tripoli was bombed. In Lebanon, a car blew up in Tripoli. In Libya, a bus blew up in Tripoli.",
        "Tripoli",
        'two places called "Tripoli"',
    ),
]  # fmt: skip

# text, an unknown name, the place at which it may stand
ANCHORED: list[tuple[str, str, str]] = [
    ("Bombs went off in Santa Fe, Antioquia Department, Colombia.", "Santa Fe", "Antioquia"),
    ("Gunmen attacked Killeen, near Newry in Northern Ireland.", "Killeen", "Newry"),
    ("Soldiers entered Beita, near Nablus in the West Bank.", "Beita", "Nablus"),
    ("Fighting broke out in Santa Cruz, south of Bogota, Colombia.", "Santa Cruz", "Bogotá"),
    ("Gunmen killed a pilot in San Salvador. They fled to the Las Brisas neighborhood.", "Las Brisas", "San Salvador"),
    ("Fighters were seen in the villages of Kafr Xanta and Qaryat Zuma in Idlib province.", "Qaryat Zuma", "Idlib"),
]  # fmt: skip

# text, names found, in order
FOUND: list[tuple[str, list[str]]] = [
    ("A bomb went off by a Mormon church in Goma.", ["Goma"]),
    ("Zamba Ltd rose. They burned a camp at Zamba Dora.", ["Zamba Dora"]),
    ("Rebels burned the villages of Zangara, Mokolo Deux and Tuvale.", ["Zangara", "Mokolo Deux", "Tuvale"]),
    ("It hit four villages: Zangara, Mokolo Deux and Tuvale.", ["Zangara", "Mokolo Deux", "Tuvale"]),
    ("The Department of Motor Vehicles was closed.", []),
    ("Grad rockets fell and Shahed drones circled.", []),
    ("A Ministry of Agriculture official was shot.", []),
    ("SHORTLY AFTER, BANKS NEAR THE POLICE STATION IN JOLO WERE SHUT DOWN.", ["JOLO"]),
    ("MILITANTS ATTACKED 12 KM NORTH OF MAIDUGURI ON FRIDAY.", ["MAIDUGURI"]),
    ("MILITANTS SEIZED THE TOWN OF BAMA ON MONDAY AFTER HOURS OF FIGHTING.", ["BAMA"]),
    ("The Escalon and San Benito neighborhoods of San Salvador were hit.", ["Escalon", "San Benito", "San Salvador"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "point", "km"), MEANT, ids=labels(MEANT))
def test_the_namesake_that_is_told(text: str, name: str, point: tuple[float, float], km: float) -> None:
    place = places(text)[name]
    assert place.latitude is not None, place.reason
    assert place.longitude is not None
    assert distance_km(*point, place.latitude, place.longitude) <= km, place.reason


@pytest.mark.parametrize(("text", "name", "reason"), DOUBTED, ids=labels(DOUBTED))
def test_a_guess_is_no_place(text: str, name: str, reason: str) -> None:
    place = places(text).get(name)
    assert place is None or (place.latitude is None and reason in place.reason)


@pytest.mark.parametrize(("text", "name", "anchor"), ANCHORED, ids=labels(ANCHORED))
def test_an_unknown_name_stands_where_it_may_lie(text: str, name: str, anchor: str) -> None:
    place = places(text)[name]
    assert place.anchored
    assert f"placed at {anchor}" in place.reason


@pytest.mark.parametrize(("text", "names"), FOUND, ids=labels(FOUND))
def test_what_is_a_name(text: str, names: list[str]) -> None:
    assert list(toponyms(text)) == names


def test_a_quarter_takes_its_feature_word_from_its_list() -> None:
    found = toponyms("The Escalon and San Benito neighborhoods of San Salvador were hit.")
    assert [(name, found[name].cue, found[name].cue_behind) for name in ("Escalon", "San Benito")] == [
        ("Escalon", "neighborhood", True),
        ("San Benito", "neighborhood", True),
    ]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Rebels took Sake and Zamba Dora. They burned a camp at Zamba Dora.", 2),
        ("Zamba Dora rose. They burned a camp at Zamba Dora.", 1),
        ("Shells fell near Zamba Dora. A medic left Zamba Dora, they said.", 2),
    ],
)
def test_an_unknown_name_is_known_again_where_a_place_stands(text: str, times: int) -> None:
    assert [toponym.text for toponym in findings(text).toponyms].count("Zamba Dora") == times

"""Lines that names tell together: borders, roads, coasts, river banks, fronts; and what has no place between."""

from __future__ import annotations

import pytest

from geo.model import Relation, WherePrec
from geo.sphere import distance_km
from tests.reading import assembly, claims, labels, places, toponyms

EXACT, NEAR, ADM1, FUZZY, SEA = (
    WherePrec.EXACT,
    WherePrec.NEAR,
    WherePrec.ADM1,
    WherePrec.FUZZY,
    WherePrec.SEA_OR_AIR,
)

# Each row: the text, the one place that its claims stand at, its precision, and the country that its side lies in.
BORDERS = [
    ("Clashes broke out on the border between Chad and Sudan.", "border of Chad and Sudan", ""),
    ("Fighting erupted along the border of Sudan and South Sudan.", "border of South Sudan and Sudan", ""),
    ("Fighting erupted along the Syrian-Turkish border.", "border of Syria and Turkey", ""),
    ("Six soldiers died in clashes on the Kyrgyz\u2013Tajik border.", "border of Kyrgyzstan and Tajikistan", ""),
    ("Militants attacked an army post near the Kenya-Ethiopia border.", "border of Ethiopia and Kenya", ""),
    ("Shelling was heard on the Lebanese-Israeli frontier.", "border of Israel and Lebanon", ""),
    ("A mine killed three soldiers near Armenia's border with Azerbaijan.", "border of Armenia and Azerbaijan", ""),
    ("Shells hit a market near the Ukrainian border with Russia.", "border of Russia and Ukraine", ""),
    ("An air strike hit a border crossing between Syria and Iraq.", "border of Iraq and Syria", ""),
    ("Clashes erupted in the buffer zone between Israel and Syria.", "border of Israel and Syria", ""),
    ("Shelling hit villages along the volatile border between India and Pakistan.", "border of India and Pakistan", ""),
    ("Fighting erupted on the Sudanese side of the border with Chad.", "border of Chad and Sudan", ""),
    # one country named: the other is the one that the article tells of
    (
        "Two shells landed in Syria. Clashes were reported along the border with Lebanon.",
        "border of Lebanon and Syria",
        "",
    ),
    ("Militants killed ten soldiers in Syria near the Iraqi border.", "border of Iraq and Syria", "Syria"),
    ("Militants attacked a post in Pakistan near the Afghan border.", "border of Afghanistan and Pakistan", "Pakistan"),
    ("Kenyan soldiers killed four militants near the Somali border.", "border of Kenya and Somalia", ""),
    ("Russian troops massed along the Ukrainian border.", "border of Russia and Ukraine", ""),
    ("Israel shelled villages along the Lebanese border.", "border of Israel and Lebanon", ""),
    ("Shells fell near the Gaza border, the Israeli army said.", "border of Gaza and Israel", ""),
    ("Armenia and Azerbaijan shelled villages along their shared border.", "border of Armenia and Azerbaijan", ""),
    # regions, and the stretch that a region beside holds
    ("Troops were deployed at the border between Idlib and Latakia provinces.", "border of Idlib and Latakia", "Syria"),
    (
        "A shell hit the border between Russia's Belgorod region and Ukraine's Kharkiv region.",
        "border of Belgorod and Kharkiv",
        "",
    ),
    (
        "Six people were killed in an attack close to Niger's border with Nigeria, in Diffa region.",
        "border of Niger and Nigeria in Diffa",
        "Niger",
    ),
    (
        "Rebels attacked a patrol in Arauca department, along the border with Venezuela, Colombia's army said.",
        "border of Colombia and Venezuela in Arauca",
        "Colombia",
    ),
    # three
    (
        "Jihadists killed 30 villagers in the tri-border area of Mali, Niger and Burkina Faso.",
        "where Burkina Faso, Mali, Niger meet",
        "",
    ),
    (
        "Fighters ambushed soldiers in the three-border area between Mali, Burkina Faso and Niger.",
        "where Burkina Faso, Mali, Niger meet",
        "",
    ),
    (
        "Planes bombed trucks in the border triangle between Egypt, Libya and Sudan.",
        "where Egypt, Libya, Sudan meet",
        "",
    ),
    (
        "Militants ambushed soldiers in the region where the borders of Mali, Niger and Burkina Faso meet.",
        "where Burkina Faso, Mali, Niger meet",
        "",
    ),
]


@pytest.mark.parametrize(("text", "location", "country"), BORDERS, ids=labels(BORDERS))
def test_borders(text: str, location: str, country: str) -> None:
    told = [claim for claim in claims(text) if claim.where_prec is FUZZY]
    assert {(claim.location, claim.country) for claim in told} == {(location, country)}


TOWNS_ON_LINES = [
    ("Gunmen killed three men near the town of Adre on the Chadian border.", "Adré"),
    ("Fighting erupted near Gaziantep, close to the Syrian border.", "Gaziantep"),
    ("Militants attacked a post in Chaman near the Afghan border.", "Chaman"),
    ("An air strike hit a convoy on the Iraqi-Syrian border near Albu Kamal.", "Ālbū Kamāl"),
    ("Fighting was reported in Beledweyne, a town near Somalia's border with Ethiopia.", "Beledweyne"),
    ("Russian strikes hit Kherson on the right bank of the Dnipro.", "Kherson"),
    ("Israeli strikes killed 14 people in the border town of Nabatieh.", "Nabatîyé et Tahta"),
]


@pytest.mark.parametrize(("text", "town"), TOWNS_ON_LINES, ids=labels(TOWNS_ON_LINES))
def test_a_town_named_on_a_line_is_the_place(text: str, town: str) -> None:
    assert {claim.location for claim in claims(text)} == {town}


NO_BORDERS = [
    "Ukrainian border guards said that shells killed two people in Kharkiv.",
    "The Syrian border police arrested three men in Damascus.",
    "Border guards killed two men.",
    "Cross-border fire killed three people in Lebanon.",
    "Doctors Without Borders said that its hospital in Kunduz was bombed.",
    "A border dispute between Thailand and Cambodia led to clashes in Sisaket.",
    "Militants crossed the border from Pakistan and attacked a post in Khost in Afghanistan.",
    "Hundreds fled across the border into Chad after the attack on El Geneina in Sudan.",
    "The Turkish border commander was killed in Hatay.",
    "Iran closed its airspace after border clashes, and a bomb exploded in Baghdad.",
    "Poland's border control was attacked by hackers; two men were arrested in Warsaw.",
    "The president said within the borders of Ukraine no attack would be forgiven.",
    "Drones attacked the border regions of Belgorod and Kursk in Russia.",
    "Ukrainian drones attacked Russia's Kursk border region.",
]


@pytest.mark.parametrize("text", NO_BORDERS, ids=labels([(text,) for text in NO_BORDERS]))
def test_what_only_speaks_of_borders_is_no_line(text: str) -> None:
    assert not [toponym for toponym in toponyms(text).values() if toponym.line]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("A drone crashed near the Polish border.", "the article does not tell which border of Poland is meant"),
        ("Shelling hit the border between Syria and Niger.", "Niger and Syria are not known to have a border"),
        (
            "The army shelled the tri-border area of Syria, Turkey and Niger.",
            "Niger, Syria, Turkey are not known to meet",
        ),
        (
            "Shells fell on the left bank of the Springfield.",
            '"Springfield" is told as a river, and the gazetteer knows none',
        ),
    ],
)
def test_a_line_that_cannot_be_drawn_is_not_placed(text: str, reason: str) -> None:
    reasons = [place.reason for place in places(text).values() if place.latitude is None]
    assert reasons == [reason]


ROUTES = [
    ("Gunmen ambushed a convoy on the road from Goma to Sake.", "Goma", "Sake"),
    ("A roadside bomb exploded on the Kabul-Kandahar highway.", "Kabul", "Kandahār"),
    ("Militants attacked a bus on the highway linking Aleppo and Damascus.", "Aleppo", "Damascus"),
    ("Fighting continued on the road between Bakhmut and Kostiantynivka.", "Bakhmut", "Kostyantynivka"),
    ("Russian drones hit a train on the Kharkiv\u2013Kyiv railway.", "Kharkiv", "Kyiv"),
    ("Gunmen attacked a train on the Abuja-Kaduna railway line in Nigeria.", "Abuja", "Kaduna"),
    ("Five people were killed when a mine exploded on the Homs-Palmyra desert road.", "Homs", "Tadmur"),
    ("A bomb exploded on the Tikrit to Mosul road.", "Mosul", "Tikrīt"),
    ("Heavy clashes took place on the Svatove-Kreminna line, Ukraine's army said.", "Kreminna", "Svatove"),
    ("The main highway between Khartoum and Port Sudan was shelled.", "Khartoum", "Port Sudan"),
    ("Rebels attacked trucks along the road that runs from Idlib to Latakia.", "Idlib", "Latakia"),
    ("Gunmen killed six people on the Quetta-Karachi National Highway in Pakistan.", "Karachi", "Quetta"),
    ("Fighting continued on the Bakhmut-Soledar front line in Ukraine.", "Bakhmut", "Soledar"),
]


@pytest.mark.parametrize(("text", "first", "second"), ROUTES, ids=labels(ROUTES))
def test_roads_lie_between_their_ends(text: str, first: str, second: str) -> None:
    (claim,) = claims(text)
    assert (claim.location, claim.where_prec) == (f"between {first} and {second}", FUZZY)
    assert claim.relation is Relation.BETWEEN


NO_ROUTES = [
    "Talks on the road to peace in Syria were held in Geneva.",
    "The road map for Libya was agreed in Tunis after the attack.",
    "A Silk Road festival in Kashgar was bombed.",
    "Migrants on the route from Libya to Italy were attacked.",
    "The body was found on the Mason-Dixon line after the shooting in Ohio.",
    "The coast road to Tripoli was shelled.",
    "The London-Washington axis was shaken by the attack in Basra.",
    "Fighting flared between Monday and Tuesday in Goma.",
    "The road in Aleppo and Damascus province was shelled.",
    "Roads were blocked in Goma and Sake was attacked.",
]


@pytest.mark.parametrize("text", NO_ROUTES, ids=labels([(text,) for text in NO_ROUTES]))
def test_what_only_speaks_of_roads_is_no_line(text: str) -> None:
    assert not [toponym for toponym in toponyms(text).values() if toponym.line]


@pytest.mark.parametrize(
    "text",
    [
        "Talks between Russia and Ukraine took place.",
        "The war between Ethiopia and Eritrea killed thousands.",
        "Clashes between Thailand and Cambodia killed 12 people.",
        "The attack raised tension between Moscow and Kyiv.",
        "Talks between Baghdad and Erbil continued.",
        "A ceasefire between India and Pakistan was agreed.",
        "An exchange of fire between Israel and Iran began.",
        "A prisoner swap between Moscow and Kyiv was agreed.",
        "Fighting between Rwanda and Congo went on.",
        "The peace deal between Addis Ababa and Mekelle ended a siege.",
        "An exchange of prisoners between Baghdad and Erbil was agreed.",
    ],
)
def test_what_governments_have_between_them_is_no_place(text: str) -> None:
    assert not [claim for claim in claims(text) if claim.latitude is not None]


def test_talks_of_governments_are_where_they_meet() -> None:
    found = claims("Talks in Geneva between Moscow and Kyiv ended the siege.")
    assert {claim.location for claim in found if claim.latitude is not None} == {"Geneva"}


def test_what_happens_between_towns_in_a_ceasefire_is_a_place() -> None:
    assert {claim.location for claim in claims("Despite the ceasefire, fighting between Goma and Sake went on.")} == {
        "between Goma and Sake"
    }


COASTS = [
    ("A missile hit a tanker off the coast of Yemen.", "off the coast of Yemen", SEA),
    ("Pirates attacked a ship in waters off Somalia.", "off the coast of Somalia", SEA),
    ("An explosion damaged a tanker in Iranian waters.", "off the coast of Iran", SEA),
    ("A missile hit a ship 60 nautical miles off Aden.", "off the coast of Aden", SEA),
    ("A ship was attacked off Yemen's Red Sea coast.", "off the coast of Yemen", SEA),
    ("Israeli gunboats shelled targets off the coast of Gaza City.", "off the coast of Gaza", SEA),
    ("A boat was attacked off the Libyan coast.", "off the coast of Libya", SEA),
    ("Fighting was reported along Syria's Mediterranean coast.", "coast of Syria", FUZZY),
    ("Shelling was reported along the southern coast of Lebanon.", "coast of Lebanon", FUZZY),
]


@pytest.mark.parametrize(("text", "location", "prec"), COASTS, ids=labels(COASTS))
def test_coasts_and_the_sea_off_them(text: str, location: str, prec: WherePrec) -> None:
    assert {(claim.location, claim.where_prec) for claim in claims(text)} == {(location, prec)}


@pytest.mark.parametrize(
    "text",
    [
        "The US coast guard said a boat was attacked in the Gulf of Aden.",
        "A bomb went off in Baghdad.",
        "Police sealed off Aleppo after the explosion.",
        "Government troops cut off Bakhmut.",
        "Uber cars were taken off San Francisco's streets after the explosion.",
        "Fighting was reported along the Red Sea coast.",
        "Soldiers raided a bank of Damascus.",
        "Israeli settlers attacked a village in the West Bank.",
    ],
)
def test_what_is_no_coast_and_no_bank(text: str) -> None:
    assert not [place for place in places(text).values() if "coast of" in place.name or "bank" in place.name]


RIVERS = [
    ("Russian forces shelled positions on the east bank of the Dnipro.", "Dnieper", FUZZY),
    ("Russian forces shelled villages on the left bank of the Dnipro in Kherson region.", "Dnieper in Kherson", FUZZY),
    ("Fighters attacked villages along the Euphrates in Deir ez-Zor province.", "Euphrates in Deir ez-Zor", FUZZY),
    ("Villages on the banks of the Nile near Omdurman were shelled.", "Nile near Omdurman", NEAR),
    ("Fighting continues on both banks of the Euphrates.", "Euphrates", FUZZY),
    ("The army shelled militants hiding along the river Euphrates.", "Euphrates", FUZZY),
    ("Ukrainian troops withdrew from the east bank of the Oskil river.", "Oskil River", FUZZY),
    ("A missile hit a bus in Dnipro in Ukraine.", "Dnipro", EXACT),
    ("Shells hit the Dnipro district of Kherson in Ukraine.", "Dnipro", WherePrec.ADM2),
]


@pytest.mark.parametrize(("text", "location", "prec"), RIVERS, ids=labels(RIVERS))
def test_rivers_and_their_banks(text: str, location: str, prec: WherePrec) -> None:
    assert {(claim.location, claim.where_prec) for claim in claims(text)} == {(location, prec)}


FRONTS = [
    ("Ukrainian forces repelled attacks in the Bakhmut direction.", {"Bakhmut"}),
    ("Russian forces attacked in the direction of Kupiansk in Ukraine.", {"Kupyansk"}),
    ("Ukrainian troops fought 20 clashes along the Lyman axis.", {"Lyman"}),
    ("Fighting continued on the Kherson front in Ukraine.", {"Kherson"}),
    (
        "Ukrainian troops repelled 14 attacks in the Kupiansk, Lyman and Siversk directions.",
        {"Kupyansk", "Lyman", "Siversk"},
    ),
    ("Fighting raged in the Avdiivka sector in Ukraine.", {"Avdiyivka"}),
]


@pytest.mark.parametrize(("text", "towns"), FRONTS, ids=labels(FRONTS))
def test_parts_of_a_front_lie_near_the_town_that_they_lead_to(text: str, towns: set[str]) -> None:
    told = claims(text)
    assert {claim.location for claim in told} == towns
    assert {(claim.where_prec, claim.relation) for claim in told} == {(NEAR, Relation.DIRECTION)}


@pytest.mark.parametrize(
    ("text", "name", "prec"),
    [
        ("The health sector in Gaza came under attack.", "Gaza", EXACT),
        ("A bomb exploded at the front of the hotel in Kandahar.", "Kandahar", EXACT),
        ("Kharkiv's banking sector was attacked.", "Kharkiv", EXACT),
    ],
)
def test_what_is_no_part_of_a_front(text: str, name: str, prec: WherePrec) -> None:
    assert toponyms(text)[name].relation is Relation.AT
    assert places(text)[name].where_prec is prec


# What lies at a town's edge: its side where one is told, and a radius that reaches.
EDGES = [
    ("Rebels attacked the southern outskirts of Aleppo.", 36.07, 37.16),
    ("Explosions were heard in the eastern suburbs of Damascus.", 33.51, 36.43),
    ("Gunmen killed three policemen on the western edge of Mosul.", 36.33, 42.97),
    ("A car bomb exploded in a southern suburb of Beirut.", 33.77, 35.50),
    ("Two civilians were killed on the outskirts of the city of Homs.", 34.72, 36.73),
    ("Shelling killed four in the suburbs of Damascus.", 33.51, 36.29),
]


@pytest.mark.parametrize(("text", "latitude", "longitude"), EDGES, ids=labels(EDGES))
def test_the_edge_of_a_town(text: str, latitude: float, longitude: float) -> None:
    (claim,) = claims(text)
    assert (claim.where_prec, claim.relation) == (NEAR, Relation.NEAR)
    assert claim.latitude is not None
    assert claim.longitude is not None
    assert distance_km(claim.latitude, claim.longitude, latitude, longitude) < 1
    assert claim.radius_km is not None
    assert claim.radius_km >= 15


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Shells fell on the Damascus suburbs of Douma and Harasta.", {"Dūmā", "Ḩarastā"}),
        ("Rebels took the suburb of Douma in Syria.", {"Dūmā"}),
        ("Shells fell on the Kyiv suburb of Bucha.", {"Bucha"}),
    ],
)
def test_a_named_suburb_is_itself_the_place(text: str, names: set[str]) -> None:
    assert {(claim.location, claim.where_prec) for claim in claims(text)} == {(name, EXACT) for name in names}


FOCUS = [
    (
        "Shelling hit Kharkiv on Monday. Troops shelled villages 20 km east of the city on Tuesday.",
        Relation.DIRECTION,
        49.98,
        36.53,
    ),
    (
        "Rebels attacked Goma on Monday. Fighting also broke out on the outskirts of the city on Tuesday.",
        Relation.NEAR,
        -1.67,
        29.23,
    ),
    (
        "Rebels attacked Goma on Monday. Fighting also broke out north of the city on Tuesday.",
        Relation.DIRECTION,
        -1.67,
        29.23,
    ),
    ("Rebels attacked Goma on Monday. Fighting also broke out near the town on Tuesday.", Relation.NEAR, -1.67, 29.23),
]


@pytest.mark.parametrize(("text", "relation", "latitude", "longitude"), FOCUS, ids=labels(FOCUS))
def test_what_lies_beside_the_city_in_focus(text: str, relation: Relation, latitude: float, longitude: float) -> None:
    _, claim = claims(text)
    assert (claim.relation, claim.where_prec) == (relation, NEAR)
    assert claim.latitude is not None
    assert claim.longitude is not None
    assert distance_km(claim.latitude, claim.longitude, latitude, longitude) < 1


@pytest.mark.parametrize(
    "text",
    [
        "Shelling hit Kharkiv on Monday. Fighting went on in the city on Tuesday.",
        "Shelling hit Kharkiv on Monday. A missile struck the north of the city centre on Tuesday.",
        "Shelling hit Kharkiv on Monday. Rockets hit a plant in the city on Tuesday.",
    ],
)
def test_in_the_city_is_no_offset(text: str) -> None:
    assert {claim.relation for claim in claims(text)} == {Relation.AT}


def test_an_unknown_place_on_a_line_is_placed_along_it() -> None:
    text = "Gunmen killed the mayor in Qala Bundok village on the Kabul-Kandahar highway in Afghanistan."
    (claim,) = claims(text)
    assert claim.where_prec is FUZZY
    assert claim.radius_km is not None
    assert claim.radius_km > 200
    assert "the middle of what leads from Kabul to Kandahār" in claim.place_reason


def test_a_border_is_told_with_its_length() -> None:
    (claim,) = claims("Clashes broke out on the border between Chad and Sudan.")
    assert claim.place_reason == "the border of Chad and Sudan: the middle of a line of 1,300 km"
    assert claim.place_text == "border between Chad and Sudan"
    assert claim.radius_km is not None
    assert 400 < claim.radius_km < 600


def test_one_event_on_a_line_is_one_claim() -> None:
    found = assembly("Clashes on the border between Chad and Sudan killed 12 people and wounded 30.").claims
    assert [(claim.deaths_min, claim.injured_min) for claim in found] == [(12, 30)]


def test_names_alone_stay_names() -> None:
    from geo.find import find_toponyms  # noqa: PLC0415 - what geoparse asks
    from tests.reading import article, opened  # noqa: PLC0415

    lexicon, gazetteer = opened()
    text = "Clashes broke out on the border between Chad and Sudan and off Hodeidah."
    found = find_toponyms(article(text), lexicon, gazetteer).toponyms
    assert [toponym.text for toponym in found] == ["Chad", "Sudan", "Hodeidah"]
    assert not any(toponym.line for toponym in found)

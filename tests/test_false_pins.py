"""Pins that would be false, each kind of error with sentences like it that tell a place or an event all the same."""

from __future__ import annotations

from datetime import date

import pytest

from tests.reading import claims, labels

Row = tuple[str, str]

PERSONS: list[tuple[str, list[Row]]] = [
    (
        "Army Staff Sergeant Ann Dayton, 31, died on Monday. Dayton was mortally wounded near Manbij in Syria.",
        [("Manbij", "attack_on_civilians")],
    ),
    (
        "Chief Petty Officer Paul Austin, 40, was there. Austin was shot dead in Gao in Mali.",
        [("Gao", "attack_on_civilians")],
    ),
    ("Kharkiv Governor Oleh Bondar said that shells had hit Kharkiv.", [("Kharkiv", "shelling")]),
    ("Goma Mayor Jean Mubi fled. Rebels attacked Goma on Monday.", [("Goma", "armed_clash")]),
    ("Kandahar Police Chief Karim Gul said a bomb had exploded in Kandahar.", [("Kandahar", "explosion")]),
    ("Navy Captain Lee spoke. A mine exploded in Odesa in Ukraine.", [("Odesa", "explosion")]),
    ("Donetsk Governor Ivan Bilyk said that Donetsk had come under fire.", [("Donetsk", "armed_clash")]),
    ("The Mosul Police Chief was shot dead in Mosul on Monday.", [("Mosul", "attack_on_civilians")]),
    ("Idlib General Hospital is closed. Shells hit Idlib on Monday.", [("Idlib", "shelling")]),
    ("Taiz was shelled on Monday, Deputy Governor Saleh Nasser said.", [("Taiz", "shelling")]),
    ("Herat Province Deputy Governor Amin Shah said rebels had attacked Herat.", [("Herat", "armed_clash")]),
]

DATELINES: list[tuple[str, list[Row]]] = [
    (
        "SANTIAGO, 3 May (EL DIARIO) -- [Text] Temuco -- A bomb exploded in this city on Monday.",
        [("Temuco", "explosion")],
    ),
    ("SANTIAGO (EL DIARIO) -- Temuco -- A bomb exploded in this city on Monday.", [("Temuco", "explosion")]),
    (
        "SANTIAGO (EL DIARIO) -- [Report] [Excerpts] Temuco, Chile -- A bomb exploded in this city.",
        [("Temuco", "explosion")],
    ),
    ("SANTIAGO (EL DIARIO) -- [Text] A bomb exploded in this city on Monday.", [("SANTIAGO", "explosion")]),
    ("SANTIAGO, Chile (AP) -- A bomb exploded in this city on Monday.", [("SANTIAGO", "explosion")]),
    ("KHARTOUM - Gunfire was heard in this dusty town on Monday.", [("KHARTOUM", "armed_clash")]),
    ("BEIRUT (AP) -- Lebanon -- short of bread -- is tense. Shells fell on Tripoli.", [("Tripoli", "shelling")]),
    ("KYIV (AP) -- Shells hit Sumy on Monday -- again.", [("Sumy", "shelling")]),
    ("LIMA (EFE) -- [Text] Huancayo -- Gunmen shot dead a judge in Cusco.", [("Cusco", "attack_on_civilians")]),
    ("KYIV (AP) -- This is a war. Shells hit a city hall.", []),
    ("MANAGUA (AP) -- At this hour rebels offer talks to the city council.", []),
]

NEWS: list[tuple[str, list[Row]]] = [
    ("The murder of two nurses on Monday, which was learned about only today in Lima, shook many.", []),
    ("This information was released in Lima today. A bomb exploded in Cusco.", [("Cusco", "explosion")]),
    ("It was announced in Kinshasa on Monday that rebels had attacked Goma.", [("Goma", "armed_clash")]),
    ("It was officially disclosed on Monday in Bogota that rebels had attacked Neiva.", [("Neiva", "armed_clash")]),
    ("The ceasefire, which was announced in Geneva on Monday, is holding.", [("Geneva", "talks")]),
    ("A ceasefire was announced in Geneva on Monday.", [("Geneva", "talks")]),
    ("Clashes were reported in Goma on Monday.", [("Goma", "armed_clash")]),
    ("Shelling was first reported in Goma on Monday.", [("Goma", "shelling")]),
    ("The hostages were released in Gao on Monday.", [("Gao", "abduction")]),
    ("It was shelled in Idlib on Monday, a clinic that had been spared.", [("Idlib", "shelling")]),
    ("Explosions were heard in Kherson in Ukraine on Monday.", [("Kherson", "explosion")]),
    ("Mass graves were discovered in Bucha in Ukraine.", [("Bucha", "attack_on_civilians")]),
]

BEFORE_AND_AFTER: list[tuple[str, list[Row]]] = [
    ("The attack killed nine policemen and four clerks who had been in Neiva on Sunday to vote.", []),
    ("A guard is recovering in a clinic in Lima from an attack by gunmen.", []),
    ("An officer was recovering in Goma from an attack on his post near Sake.", [("Sake", "armed_clash")]),
    ("A girl who was shot on Monday is being treated at a hospital in Goma.", []),
    ("Soldiers who had been in Goma for a week attacked Sake on Monday.", [("Sake", "armed_clash")]),
    ("A bomb exploded at a hospital in Goma on Monday.", [("Goma", "explosion")]),
    ("Gunmen attacked a clinic in Goma on Monday.", [("Goma", "armed_clash")]),
    (
        "Civilians, who had fled Goma on Monday, were killed in Sake.",
        [("Goma", "evacuation"), ("Sake", "attack_on_civilians")],
    ),
    ("There had been fighting in Goma on Monday.", [("Goma", "armed_clash")]),
    ("Fighting had been heavy in Goma on Monday.", [("Goma", "armed_clash")]),
    ("Shells hit a hospital in Taiz in Yemen on Monday.", [("Taiz", "shelling")]),
    ("The town is recovering. Rebels attacked Goma on Monday.", [("Goma", "armed_clash")]),
]

TOWARDS: list[tuple[str, list[Row]]] = [
    ("In Cusco, a bus heading towards Puno went out of control in an act of sabotage.", [("Cusco", "destruction")]),
    ("A convoy heading towards Gao was ambushed near Ansongo in Mali.", [("Ansongo", "armed_clash")]),
    ("Rebels advanced towards Goma on Monday.", [("Goma", "troop_movement")]),
    ("Thousands of people fled towards Bukavu on Monday.", [("Bukavu", "evacuation")]),
    ("Rockets were fired towards Sderot on Monday.", [("Sderot", "shelling")]),
    ("Three missiles were shot down on their way towards Kherson.", [("Kherson", "shelling")]),
    ("A drone flying towards Kherson was shot down on Monday.", [("Kherson", "armed_clash")]),
    ("On the road towards Jenin clashes broke out in Beita near Nablus.", [("Beita", "armed_clash")]),
    ("The front moved towards Bakhmut as fighting went on near Soledar.", [("Soledar", "armed_clash")]),
    ("Tanks rolled toward Khartoum on Monday.", [("Khartoum", "troop_movement")]),
]

CLAUSES: list[tuple[str, list[Row]]] = [
    ("Diaz, who took part in the attack on the president, is under arrest in the Temuco prison.", []),
    ('He asked for mediation after an attack by 300 "contras" who, he said, are at Jinotega.', []),
    ("The envoy will hold talks in Muscat with the rebels, who are based near Taiz.", [("Muscat", "talks")]),
    ("The mayor, who was abducted in Zamboanga on Monday, was freed near Jolo.", [("Zamboanga", "abduction")]),
    ("Rebels, who had been quiet, attacked Goma on Monday.", [("Goma", "armed_clash")]),
    ("Rebels, who attacked Goma on Monday, have left.", [("Goma", "armed_clash")]),
    ("Gunmen, who came on motorcycles, killed nine people in Bama.", [("Bama", "attack_on_civilians")]),
    ("In Gao, soldiers, who were ambushed on Monday, lost two trucks.", [("Gao", "armed_clash")]),
    ("Jets bombed Idlib, where rebels, who hold the town, have left.", [("Idlib", "air_strike")]),
    (
        'Two "volunteers" who fought near Sumy were shot dead in Kherson.',
        [("Sumy", "armed_clash"), ("Kherson", "attack_on_civilians")],
    ),
    ("A truce was signed in Juba by the rebels, who also hold Malakal.", [("Juba", "talks")]),
]

EARLIER: list[tuple[str, list[Row]]] = [
    ("Speaking nearly 12 months after the fall of Mosul, the envoy praised the army.", []),
    ("Two years since Mosul was taken by militants, its people wait.", []),
    ("A year after the siege of Homs, shells fell on Idlib in Syria.", [("Idlib", "shelling")]),
    (
        "Three weeks after the fall of Goma, rebels attacked Sake.",
        [("Goma", "territory_capture"), ("Sake", "armed_clash")],
    ),
    ("Two days after rebels attacked Goma, shells fell on Sake.", [("Sake", "shelling")]),
    ("Hours after the attack on Goma, shells fell on Sake.", [("Sake", "shelling")]),
    ("Two years ago they lived in peace. They fled Goma.", []),
    ("Two years ago rebels took Goma. Shells fell on Sake on Monday.", [("Sake", "shelling")]),
    ("Two years ago rebels took Goma.\n\nShells fell on Sake.", [("Sake", "shelling")]),
    ("It had been quiet for two years. Shells fell on Sake.", [("Sake", "shelling")]),
    ("Shells fell on Goma on Monday. Rebels have shelled camps previously.", [("Goma", "shelling")]),
    ("Shells fell on Goma on Monday. Rebels have shot nurses in the past.", [("Goma", "shelling")]),
    (
        "Shells fell on Goma on Monday. Gunmen kidnapped nine people in the past week.",
        [("Goma", "shelling"), ("Goma", "abduction")],
    ),
]

KINDS: list[tuple[str, list[Row]]] = [
    ("A bomb exploded in Jolo on Monday. The terrorist attack in Jolo killed nine.", [("Jolo", "explosion")]),
    ("A terrorist attack shook Lima on Monday.", [("Lima", "attack_on_civilians")]),
    ("A terrorist attack on an army post near Bama killed six soldiers.", [("Bama", "armed_clash")]),
    ("A terrorist attack with a car bomb killed nine in Quetta.", [("Quetta", "explosion")]),
    ("Six rebels were killed in Arauca in Colombia.", [("Arauca", "armed_clash")]),
    ("Six rebels were killed in an air strike near Arauca in Colombia.", [("Arauca", "air_strike")]),
    ("Six villagers were killed in Bama on Monday.", [("Bama", "attack_on_civilians")]),
    ("Rebels killed six villagers in Bama on Monday.", [("Bama", "attack_on_civilians")]),
    ("In Jolo children are recruited as soldiers and suicide bombers.", []),
    ("Three suicide bombers killed ten people in Jolo on Monday.", [("Jolo", "explosion")]),
    ("A suicide bomber struck a mosque in Jolo on Monday.", [("Jolo", "explosion")]),
    ("A bomb badly damaged a car and destroyed houses in Jolo on Monday.", [("Jolo", "explosion")]),
    ("Rebels destroyed houses in Jolo on Monday.", [("Jolo", "destruction")]),
]

LIVES: list[tuple[str, list[Row]]] = [
    ("He was involved in the capture of Palmyra before he was sent to Syria.", []),
    ("He was a member of its council and was involved in the retaking of Palmyra in Syria.", []),
    ("She took part in the battle for Aleppo in Syria.", []),
    ("He was wounded in clashes in Goma on Monday.", [("Goma", "armed_clash")]),
    ("Nine jets took part in the air raid on Idlib.", [("Idlib", "air_strike")]),
    ("He said rebels had taken part in the attack on Goma.", [("Goma", "armed_clash")]),
    ("Two battalions are fighting in Soledar.", [("Soledar", "armed_clash")]),
    ("He was killed in the shelling of Kherson.", [("Kherson", "shelling")]),
    ("She was shot dead in Jos.", [("Jos", "attack_on_civilians")]),
    ("He bombed a market in Quetta.", [("Quetta", "explosion")]),
    ("She fled clashes in Homs in Syria.", [("Homs", "evacuation")]),
    ("Rebels fought in Gao on Monday.", [("Gao", "armed_clash")]),
]

BOMBED: list[tuple[str, list[Row]]] = [
    ("A wave of violence shook Huaraz, where four inns were bombed last night.", [("Huaraz", "explosion")]),
    ("Jets bombed Idlib on Monday. He asks for an end to the bombing campaign.", [("Idlib", "air_strike")]),
    ("A bombing campaign went on in Idlib on Monday.", [("Idlib", "air_strike")]),
    ("A bombing killed nine people in Quetta.", [("Quetta", "explosion")]),
    ("The bombings in Quetta went on.", [("Quetta", "explosion")]),
    ("Nine people were killed in an attack in Quetta.", [("Quetta", "attack_on_civilians")]),
    (
        "Violence shook Huaraz, capital of the Ancash Department, where inns were bombed on Monday.",
        [("Huaraz", "explosion")],
    ),
    ("Gunmen attacked a school in Bama.", [("Bama", "attack_on_civilians")]),
    ("An attack on an army post in Bama killed nine.", [("Bama", "armed_clash")]),
    ("A bomb attack on a market in Baghdad killed nine.", [("Baghdad", "explosion")]),
    ("A drone attack on a school in Kherson killed nine.", [("Kherson", "air_strike")]),
]

PAIRS: list[tuple[str, list[Row]]] = [
    (
        "He condemns both the attack on a market in Baghdad, and the car bombs in Diyala Province on Monday.",
        [("Baghdad", "armed_clash"), ("Diyala", "explosion")],
    ),
    (
        "Rebels took Sake and attacked army posts in North Kivu on Monday.",
        [("Sake", "territory_capture"), ("North Kivu", "armed_clash")],
    ),
    (
        "In Sake in North Kivu rebels attacked a post and shelled a camp.",
        [("Sake", "armed_clash"), ("Sake", "shelling")],
    ),
    ("Clashes and shelling shook Sake in North Kivu.", [("Sake", "armed_clash"), ("Sake", "shelling")]),
    (
        "They broke the siege of Gao, took Ansongo and pushed rebels out of Xykamba.",
        [("Gao", "siege"), ("Ansongo", "territory_capture")],
    ),
    (
        "Rebels took Goma and pushed the army out of Sake.",
        [("Goma", "territory_capture"), ("Sake", "territory_capture")],
    ),
    ("Rebels near Goma drove the army out of the town on Monday.", [("Goma", "territory_capture")]),
    ("In Goma, fighting in Monday's rain killed two.", [("Goma", "armed_clash")]),
    ("In Goma, clashes at UN House killed two.", [("Goma", "armed_clash")]),
    ("In Goma, fighting near Lake Kivu went on.", [("Goma", "armed_clash")]),
]

WHO_AND_WHERE: list[tuple[str, list[Row]]] = [
    ("The school in Kramatorsk is a shelter for people who had fled from Bakhmut.", []),
    ("A girl who had just fled Goma spoke of hunger.", []),
    ("Two men who had fled Goma on Monday spoke of hunger.", [("Goma", "evacuation")]),
    ("People who fled Goma on Monday spoke of hunger.", [("Goma", "evacuation")]),
    ("A policeman was shot dead outside a bank in Zahedan.", [("Zahedan", "attack_on_civilians")]),
    ("A bomb exploded near the US embassy in Kabul.", [("Kabul", "explosion")]),
    ("Gunmen shot at the old embassy in Kabul.", [("Kabul", "attack_on_civilians")]),
    ("The US embassy in Bamako said that rebels had attacked Gao.", [("Gao", "armed_clash")]),
    ("The central bank in Khartoum is closed. Shells hit El Fasher.", [("El Fasher", "shelling")]),
    ("In Iranshahr security forces detained nine men.", [("Iranshahr", "abduction")]),
    ("In Goma rebel fighters have detained nine men.", [("Goma", "abduction")]),
    ("In Nikopol Army Command staff detained nine men.", []),
    ("Rebels plan an assault on government-held Taiz in Yemen.", [("Taiz", "armed_clash")]),
    ("A mine exploded in Russian-occupied Melitopol.", [("Melitopol", "explosion")]),
    ("Families fled from Russian-occupied Melitopol.", [("Melitopol", "evacuation")]),
    ("Rebels occupied Goma in Congo.", [("Goma", "territory_capture")]),
    ("Clashes broke out near rebel-controlled Rutshuru in Congo.", [("Rutshuru", "armed_clash")]),
    ("Lorries take the long way through Uganda. Rebels hold a border post.", []),
    ("Rebels took Sake on their way to Goma.", [("Sake", "territory_capture")]),
    ("Rebels beat back the assault near Rutshuru in Congo and captured a tank.", [("Rutshuru", "armed_clash")]),
    ("A clash with a sabotage group near Sumy killed two.", [("Sumy", "armed_clash")]),
    ("A girl was shot dead, said Jean Mubi, the head of police in North Kivu.", []),
    ("Shells hit Sumy on Monday, said Oleh Bondar, a police officer in Kharkiv.", [("Sumy", "shelling")]),
    (
        "Shells hit Sumy, said Oleh Bondar, and rockets hit a police station in Kharkiv.",
        [("Sumy", "shelling"), ("Kharkiv", "shelling")],
    ),
    ("Sabotage at a power plant near Sumy left homes dark.", [("Sumy", "destruction")]),
]

ALL = [
    pytest.param(*row, id=name)
    for table in (
        PERSONS,
        DATELINES,
        NEWS,
        BEFORE_AND_AFTER,
        TOWARDS,
        CLAUSES,
        EARLIER,
        KINDS,
        LIVES,
        BOMBED,
        PAIRS,
        WHO_AND_WHERE,
    )
    for row, name in zip(table, labels(table), strict=True)
]


@pytest.mark.parametrize(("text", "told"), ALL)
def test_a_text_gives_these_pins_and_no_others(text: str, told: list[Row]) -> None:
    assert sorted((claim.place_text, claim.event_type.value) for claim in claims(text)) == sorted(told)


def test_what_is_long_ago_is_history_though_no_day_of_publication_is_known() -> None:
    text = (
        "A year ago, crews brought bread to Sinjar. Thousands had fled Mosul in Iraq. Shells fell on Kirkuk on Monday."
    )
    assert [claim.place_text for claim in claims(text, None)] == ["Kirkuk"]
    assert [claim.place_text for claim in claims("A week ago, shells fell on Kirkuk in Iraq.", None)] == ["Kirkuk"]
    assert [claim.place_text for claim in claims(text, date(2023, 5, 18))] == ["Kirkuk"]


@pytest.mark.parametrize(
    ("text", "named", "radius"),
    [
        (
            "Six men died in a clash near the locality of Xykamba, 41 km from the city of Ayacucho in Peru.",
            "Xykamba",
            57.4,
        ),
        ("Rebels attacked an army post 40 km from Goma on Monday.", "Goma", 56.0),
        ("Fighting raged about 30 miles from Mosul in Iraq on Monday.", "Mosul", 67.6),
        ("A mine exploded 20 km from the town of Sake on Monday.", "Sake", 30.0),
        ("A convoy was ambushed some 60 kilometres from Gao in Mali.", "Gao", 84.0),
        ("Rebels attacked a post 15 km north of Goma on Monday.", "Goma", 10.0),
        ("A mine exploded near Goma on Monday.", "Goma", 30.0),
    ],
)
def test_what_lies_so_far_from_a_town_is_within_that_reach_of_it(text: str, named: str, radius: float) -> None:
    (claim,) = claims(text)
    assert (claim.place_text, claim.radius_km) == (named, radius)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Shells fell on Sake, 25 km from Goma, on Monday.", [("Sake", "shelling")]),
        ("A drone hit a refinery 1,200 km from Kyiv on Monday.", []),
        ("Thousands fled from Goma on Monday.", [("Goma", "evacuation")]),
        ("Rebels withdrew from Goma on Monday.", [("Goma", "troop_movement")]),
    ],
)
def test_what_only_sounds_like_a_distance_stays(text: str, told: list[Row]) -> None:
    assert sorted((claim.place_text, claim.event_type.value) for claim in claims(text)) == sorted(told)


@pytest.mark.parametrize(
    ("text", "named", "country"),
    [
        ("Thirty people were murdered in Sousse on Monday. Jets bombed Raqqa in Syria.", "Sousse", {"", "TUN"}),
        ("Shells fell in Samara on Monday. Jets bombed Mosul in Iraq.", "Samara", {"IRQ"}),
        ("Shells fell on Kobane on Monday. Jets bombed Raqqa in Syria.", "Kobane", {"SYR"}),
        ("A bomb exploded in Paris on Monday. Jets bombed Raqqa in Syria.", "Paris", {"FRA"}),
        ("A bomb exploded in Hilla on Monday. Jets bombed Mosul in Iraq.", "Hilla", {"IRQ"}),
    ],
)
def test_a_city_is_no_other_spelling_of_a_village(text: str, named: str, country: set[str]) -> None:
    (found,) = [claim for claim in claims(text) if claim.place_text == named]
    assert found.iso3 in country

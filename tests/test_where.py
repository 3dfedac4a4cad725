"""Where an event is, and which sentences tell one event: texts with all their claims' places and kinds."""

from __future__ import annotations

import pytest

from geo.model import Claim, Relation, WherePrec
from tests.reading import claims, labels

Row = tuple[str, str]

# ---------------------------------------------------------------- relative clauses

RELATIVES: list[tuple[str, list[Row]]] = [
    (
        "In Lashio, where fighting went on all Tuesday, jets bombed a school.",
        [("Lashio", "armed_clash"), ("Lashio", "air_strike")],
    ),
    (
        "In Kutkai, which the rebels entered on Monday, soldiers had burned houses.",
        [("Kutkai", "troop_movement"), ("Kutkai", "destruction")],
    ),
    (
        "At Bambari, which was retaken a week ago, soldiers have looted shops.",
        [("Bambari", "territory_capture"), ("Bambari", "destruction")],
    ),
    (
        "In Kherson Oblast, where 14 villages came under fire, a drone hit a car in Beryslav on Monday.",
        [("Kherson Oblast", "armed_clash"), ("Beryslav", "air_strike")],
    ),
    (
        "Shells fell on Nikopol, where, residents said, jets bombed a depot on Monday.",
        [("Nikopol", "shelling"), ("Nikopol", "air_strike")],
    ),
    ("The general, who was born near Gao, said that the army had retaken Kidal.", [("Kidal", "territory_capture")]),
    ("The envoy, who flew to Geneva from Doha on Monday, will hold talks in Muscat.", [("Muscat", "talks")]),
    ("Rebels shelled Sake, which lies 25 km west of Goma, on Monday.", [("Sake", "shelling")]),
    ("The column, which had left Gao on Sunday, was ambushed near Ansongo.", [("Ansongo", "armed_clash")]),
    ("Sinjar, from where the militants shelled Mosul on Monday, is quiet.", [("Mosul", "shelling")]),
    (
        "Jets struck Sake in North Kivu, where rebels took eleven hostages on Monday.",
        [("Sake", "air_strike"), ("Sake", "abduction")],
    ),
    ("The mayor of Jolo, who was abducted in Zamboanga on Monday, is free.", [("Zamboanga", "abduction")]),
]

# ---------------------------------------------------------------- lists, explanations, containers

LISTS: list[tuple[str, list[Row]]] = [
    (
        "Rockets hit Sderot and the outskirts of Ashkelon on Monday.",
        [("Sderot", "shelling"), ("Ashkelon", "shelling")],
    ),
    (
        "Air strikes hit Idlib, Saraqib and the town of Binnish in Syria on Monday.",
        [("Idlib", "air_strike"), ("Saraqib", "air_strike"), ("Binnish", "air_strike")],
    ),
    (
        "Thousands fled to camps in Bunia, an hour to the south, and in Goma on Monday.",
        [("Bunia", "evacuation"), ("Goma", "evacuation")],
    ),
    (
        "Gunmen attacked posts in Gao and in the village of Bourem in Mali on Monday.",
        [("Gao", "armed_clash"), ("Bourem", "armed_clash")],
    ),
    (
        "Bombs exploded in Jolo and at the port of Zamboanga on Monday.",
        [("Jolo", "explosion"), ("Zamboanga", "explosion")],
    ),
    ("Shells landed in Nyala; in El Fasher, the market stayed closed on Monday.", [("Nyala", "shelling")]),
    (
        "Shells hit Nikopol, and in Kherson jets bombed a depot on Monday.",
        [("Nikopol", "shelling"), ("Kherson", "air_strike")],
    ),
    (
        "A bomb went off in Nikopol, the town of Marhanets and Kherson on Monday.",
        [("Nikopol", "explosion"), ("Marhanets", "explosion"), ("Kherson", "explosion")],
    ),
    ("Gunmen killed 30 people in Ardamata, a suburb of El Geneina in Sudan.", [("Ardamata", "attack_on_civilians")]),
    ("Gunmen kidnapped a nurse in Kafanchan, a town south of Kaduna in Nigeria.", [("Kafanchan", "abduction")]),
    ("A drone hit a depot in Engels, a city on the Volga near Saratov in Russia.", [("Engels", "air_strike")]),
    ("Shells hit Kramatorsk, the largest city in the Donetsk region, on Monday.", [("Kramatorsk", "shelling")]),
    ("Rebels in Congo took Sake, a market town on the road to Goma, on Monday.", [("Sake", "territory_capture")]),
    ("In Ituri, clashes between rival militias left eight dead around Mongbwalu.", [("Mongbwalu", "armed_clash")]),
    ("In Borno, gunmen killed nine farmers near Bama on Monday.", [("Bama", "attack_on_civilians")]),
    ("In Donetsk Oblast, fighting went on around Bakhmut on Monday.", [("Bakhmut", "armed_clash")]),
    ("Across North Kivu, rebels attacked army posts near Sake on Monday.", [("Sake", "armed_clash")]),
    (
        "In Helmand, clashes killed two soldiers, and an air strike hit a house in Sangin on Monday.",
        [("Helmand", "armed_clash"), ("Sangin", "air_strike")],
    ),
    ("In the Kharkiv direction troops attacked positions near Vovchansk.", [("Vovchansk", "armed_clash")]),
    ("In the Bakhmut sector the army repelled attacks near Klishchiivka.", [("Klishchiivka", "armed_clash")]),
]

INSETS: list[tuple[str, list[Row]]] = [
    (
        "Rebels killed 45 people in Goma, 12 in Bukavu and seven in Bunia.",
        [("Goma", "attack_on_civilians"), ("Bukavu", "attack_on_civilians"), ("Bunia", "attack_on_civilians")],
    ),
    (
        "Soldiers entered Beita, near Nablus, and Aqraba in the West Bank.",
        [("Beita", "troop_movement"), ("Aqraba", "troop_movement")],
    ),
    (
        "Shells fell on Sloviansk, north of Kramatorsk, and Bakhmut on Monday.",
        [("Sloviansk", "shelling"), ("Bakhmut", "shelling")],
    ),
    (
        "Jets bombed Binnish, east of Idlib, and Saraqib in Syria.",
        [("Binnish", "air_strike"), ("Saraqib", "air_strike")],
    ),
    ("Rebels attacked Sderot, near Gaza, on Monday.", [("Sderot", "armed_clash")]),
    ("Rebels attacked a post in Sake, 20 km from Goma.", [("Sake", "armed_clash")]),
    ("Rebel fighters held Bunia until Monday, when soldiers came back.", [("Bunia", "territory_capture")]),
    ("Shells fell near Sumy and Kharkiv on Monday.", [("Sumy", "shelling"), ("Kharkiv", "shelling")]),
    ("Shells fell near Tbilisi and the port of Poti.", [("Tbilisi", "shelling"), ("Poti", "shelling")]),
    (
        "Five soldiers were killed in Goma and five in Bukavu.",
        [("Goma", "attack_on_civilians"), ("Bukavu", "attack_on_civilians")],
    ),
]

# ---------------------------------------------------------------- the subject of a passive, and the holder of an office

PASSIVES: list[tuple[str, list[Row]]] = [
    (
        "The town of Balakleya, south-east of Kharkiv, had been taken, rebels said.",
        [("Balakleya", "territory_capture")],
    ),
    ("Popasna was lost on Sunday, soldiers said.", [("Popasna", "territory_capture")]),
    ("Soldiers said that Lysychansk had been abandoned on Sunday.", [("Lysychansk", "territory_capture")]),
    ("The village of Sake was reclaimed by the army.", [("Sake", "territory_capture")]),
    ("Mosul has been cleared of militants, the army said.", [("Mosul", "territory_capture")]),
    ("Kunduz was never taken by the rebels.", [("Kunduz", "territory_capture")]),
    ("The wounded in Goma were taken to hospital, rebels said.", []),
    ("Photos of rebels were taken in Goma.", []),
    ("Paris was taken to hospital, soldiers said.", []),
    ("The seat in Goma was taken, and the rebels left.", []),
    ("A Goma, Congo, man was arrested for fraud, soldiers said.", []),
    ("The road to Goma was abandoned, rebels said.", []),
    ("A finger was cut off at the Regional Hospital, where he was taken urgently, soldiers said.", []),
]
OFFICES: list[tuple[str, list[Row]]] = [
    ("The mayor of Melitopol, who was abducted by soldiers on Friday, is free.", [("Melitopol", "abduction")]),
    ("The mayor of Melitopol was abducted by soldiers.", [("Melitopol", "abduction")]),
    ("Gunmen murdered the mayor of Jucuaran in El Salvador.", [("Jucuaran", "attack_on_civilians")]),
    ("Rebels abducted the deputy mayor of Jolo on Monday.", [("Jolo", "abduction")]),
    ("Gunmen shot dead a councillor of Culiacan.", [("Culiacan", "attack_on_civilians")]),
    ("The mayor of Goma was killed in Bukavu on Monday.", [("Bukavu", "attack_on_civilians")]),
    ("The mayor of Jolo said that rebels had abducted two men.", []),
    ("Gunmen abducted two men from the office of the mayor of Jolo.", []),
    ("The archbishop of Bukavu was abducted by rebels.", []),
    ("The mayor of Jolo, who fled the rebels, has abducted nobody.", []),
]

# ---------------------------------------------------------------- what opens a sentence, and what is reported from

OPENINGS: list[tuple[str, list[Row]]] = [
    ("In Sumy, artillery in Belgorod killed two people.", [("Sumy", "shelling")]),
    ("In Kharkiv, howitzers at Belgorod shelled a market on Monday.", [("Kharkiv", "shelling")]),
    ("In Syria, rebels in Idlib attacked a post.", [("Idlib", "armed_clash")]),
    ("In Goma, fighting in Sake was heard on Monday.", [("Sake", "armed_clash")]),
    ("In Goma, and in Sake, rebels looted shops.", [("Goma", "destruction"), ("Sake", "destruction")]),
    ("In Goma, rebels shelled a camp near Sake.", [("Sake", "shelling")]),
    ("From Nyala come reports that shops were looted on Monday.", [("Nyala", "destruction")]),
    ("Reports from Nyala say that shops were looted on Monday.", [("Nyala", "destruction")]),
    ("There are reports from Nyala of looting.", [("Nyala", "destruction")]),
    ("A spokesman from Nyala said that shops were looted on Monday.", []),
    ("Reporters from Nyala say that shops were looted on Monday.", []),
]

# ---------------------------------------------------------------- names that are no known place

UNKNOWN: list[tuple[str, list[Row]]] = [
    ("Rebels shelled Goma. Xyzan, under siege since May, has no food.", [("Goma", "shelling")]),
    ("Rebels shelled Goma. Xyzan has been surrounded.", [("Goma", "shelling")]),
    ("Rebels shelled Goma. Xyzan has fallen.", [("Goma", "shelling")]),
    ("Rebels shelled Goma. It was surrounded by soldiers.", [("Goma", "shelling"), ("Goma", "siege")]),
    ("Rebels shelled Goma. M23 captured the town.", [("Goma", "shelling"), ("Goma", "territory_capture")]),
    (
        "Shells fell on Jenin. Soldiers fired at men at the Nabulsi roundabout.",
        [("Jenin", "shelling"), ("Nabulsi roundabout", "attack_on_civilians")],
    ),
    ("Goma, a town on Lake Kivu, has fallen.", [("Goma", "territory_capture")]),
    (
        "Rebel soldiers have left Goma and are taking up positions around Sake in Congo.",
        [("Goma", "troop_movement"), ("Sake", "troop_movement")],
    ),
    (
        "Fighting went on in Goma and Xyz al-Abyan in Congo.",
        [("Goma", "armed_clash"), ("Xyz al-Abyan", "armed_clash")],
    ),
    ("Fighting went on near Sake and Xyzan on Monday.", [("Sake", "armed_clash"), ("Xyzan", "armed_clash")]),
    ("Fighting went on in Goma and Reuters journalists saw smoke.", [("Goma", "armed_clash")]),
    ("Fighting went on in Goma and Mr. Xyzan fled.", [("Goma", "armed_clash")]),
    ("Fighting went on in Goma and Xyzan fled.", [("Goma", "armed_clash")]),
    ("Shells fell in Goma. Rockets hit the airfield, Xyzan.", [("Goma", "shelling"), ("Xyzan", "shelling")]),
    ("Shells fell in Goma. Rockets hit the airfield, Xyzan said.", [("Goma", "shelling")]),
    ("Every rebel convoy that leaves Goma is searched by soldiers.", []),
]

# ---------------------------------------------------------------- who is at a place, and who is called by it

PEOPLE: list[tuple[str, list[Row]]] = [
    (
        "Soldiers said that rebels had ordered the people of Baalbek and Tyre to leave.",
        [("Baalbek", "evacuation"), ("Tyre", "evacuation")],
    ),
    ("In Grozny soldiers shot two men.", [("Grozny", "attack_on_civilians")]),
    ("At Bambari rebels killed two men.", [("Bambari", "attack_on_civilians")]),
    ("A corridor from Borodyanka in Ukraine was offered, the army said.", [("Borodyanka", "evacuation")]),
    ("A corridor out of Mariupol was agreed, the army said.", [("Mariupol", "evacuation")]),
    ("Soldiers said that the people of Ukraine wanted a ceasefire.", []),
]

# ---------------------------------------------------------------- places beside the event

BESIDE: list[tuple[str, list[Row]]] = [
    ("According to a monitoring group in London, jets bombed a market in Idlib.", [("Idlib", "air_strike")]),
    ("Jets bombed Idlib on Monday, said a rights group in London.", [("Idlib", "air_strike")]),
    ("Shelling went on all Monday, according to a radio station in Ayacucho.", []),
    ("A commander who spoke from Nouakchott said that rebels had shelled a camp.", []),
    ("Shells fell all night, a rights group in Coventry said.", []),
    ("A bomb killed two men, according to an agency in Tehran.", []),
    ("Residents of Goma said that shells had fallen on Monday.", [("Goma", "shelling")]),
    ("Villagers in Bama said that gunmen had abducted two nurses.", [("Bama", "abduction")]),
    ("Rebels holding out in Kidal said that they had repelled an attack.", [("Kidal", "armed_clash")]),
    ("Doctors in Taiz reported heavy shelling on Monday.", [("Taiz", "shelling")]),
    ("The talks between Ankara and Damascus will take place in Baghdad.", [("Baghdad", "talks")]),
    ("A round of talks between Khartoum and the rebels was held in Juba.", [("Juba", "talks")]),
    ("A truce between Tripoli and Benghazi was signed in Geneva on Monday.", [("Geneva", "talks")]),
    ("Peace talks between Kabul and Islamabad collapsed on Monday.", []),
]

LONG: list[tuple[str, list[Row]]] = [
    (
        (
            "In Jos, two men who had come on a motorcycle and whom nobody in the quarter had ever seen before, as the"
            " neighbours later told the reporters of the city, waited until dusk and set off a car bomb."
        ),
        [("Jos", "explosion")],
    ),
    (
        (
            "Rebels attacked Goma on Monday. In Sake, where the market is held once a week and traders come from all"
            " the villages around with beans and with maize and with goats, there was a loud and long explosion."
        ),
        [("Goma", "armed_clash"), ("Sake", "explosion")],
    ),
]

# ---------------------------------------------------------------- the place in focus

FOCUS: list[tuple[str, list[Row]]] = [
    ("Rebels attacked Goma on Monday. Shells hit its hospital.", [("Goma", "armed_clash"), ("Goma", "shelling")]),
    (
        "Rebels attacked Goma on Monday. The police arrested twelve men there, one of whom came from Bukavu.",
        [("Goma", "armed_clash"), ("Goma", "abduction")],
    ),
    (
        "A bomb exploded in Quetta on Monday. Rebels killed two teachers in the city.",
        [("Quetta", "explosion"), ("Quetta", "attack_on_civilians")],
    ),
    ("Rebels attacked Goma on Monday. From there they shelled Sake.", [("Goma", "armed_clash"), ("Sake", "shelling")]),
    (
        "Jets bombed Kobani on Monday and shelled Manbij. Four houses were destroyed in the town.",
        [("Kobani", "air_strike"), ("Manbij", "shelling"), ("Manbij", "destruction")],
    ),
    (
        "Khartoum, the capital, was quiet. Rebels attacked El Obeid on Monday. Jets bombed the capital on Tuesday.",
        [("El Obeid", "armed_clash"), ("Khartoum", "air_strike")],
    ),
    ("KHARTOUM - Gunfire was heard in this city on Monday.", [("KHARTOUM", "armed_clash")]),
    (
        "Rebels attacked Goma on Monday. Gunmen shot dead a priest at Kalimbongo.",  # not placed, and not at Goma
        [("Goma", "armed_clash"), ("Kalimbongo", "attack_on_civilians")],
    ),
    (
        "Rebels attacked Goma on Monday.\n\nThe governor spoke in Bukavu on Tuesday. Shelling went on in the town.",
        [("Goma", "armed_clash")],
    ),
    (
        "Rebels attacked Goma.\n\nIt was a long night. Shells fell on the port.",
        [("Goma", "armed_clash"), ("Goma", "shelling")],
    ),
]

# A sentence without an event sets the scene for the next of its paragraph; what is planned or denied must point back.
SCENES: list[tuple[str, list[Row]]] = [
    (
        "Thousands marched in Khartoum on Sunday. Guards fired at the crowd, killing seven protesters.",
        [("Khartoum", "attack_on_civilians")],
    ),
    ("The market in Goma was full. Shells fell on it.", [("Goma", "shelling")]),
    ("The market in Goma was full.\n\nShells fell on it.", []),
    ("A spokesman said in Goma that he was glad. Shells fell on the market.", []),
    ("The market in Goma was full, as was that in Bukavu. Shells fell on it.", []),
    ("The market in Goma was full. It was noon. Shells fell on it.", []),
    ("The market in Congo was full. Shells fell on it.", []),
    ("Refugees waited in Darfur. Families in the east of Chad fled from their homes.", [("Chad", "evacuation")]),
    ("Refugees waited in Darfur. The government of Chad was fighting rebels.", []),
    (
        "Rebels shelled Goma. The army denied that it had withdrawn from the town.",
        [("Goma", "shelling"), ("Goma", "troop_movement")],
    ),
    ("Rebels shelled Goma. The army will storm the city.", [("Goma", "shelling"), ("Goma", "armed_clash")]),
    ("Rebels shelled Goma. The city will be encircled.", [("Goma", "shelling"), ("Goma", "siege")]),
    (
        "Rebels shelled the Azovstal plant in Mariupol. A corridor from the plant will be opened.",
        [("Azovstal plant", "shelling"), ("Azovstal plant", "evacuation")],
    ),
    ("Rebels shelled Goma. The army will withdraw from a bridge.", [("Goma", "shelling")]),
    ("Rebels shelled Goma. They threatened to behead a hostage.", [("Goma", "shelling")]),
]

# ---------------------------------------------------------------- one event, one claim

ONE: list[tuple[str, list[Row]]] = [
    ("Jets bombed Goma on Monday. Four civilians died in Goma.", [("Goma", "air_strike")]),
    ("Shells fell on Kramatorsk on Monday. Three people died in the city.", [("Kramatorsk", "shelling")]),
    ("A bomb exploded in Quetta. Two men died, a radio station in Karachi said.", [("Quetta", "explosion")]),
    ("Clashes broke out in Goma on Monday. Five people were killed in Goma.", [("Goma", "armed_clash")]),
    ("Jets bombed Goma on Monday. Nine people were killed in North Kivu.", [("Goma", "air_strike")]),
    (
        "Gunmen attacked a post near Bama on Monday. Five soldiers were killed in Maiduguri on Tuesday.",
        [("Bama", "armed_clash"), ("Maiduguri", "attack_on_civilians")],
    ),
    (
        "A bomb exploded in Quetta on Monday. Gunmen killed two teachers in Quetta on Tuesday.",
        [("Quetta", "explosion"), ("Quetta", "attack_on_civilians")],
    ),
    (
        "Shells hit Sderot on Monday. Two people were killed in Sderot on Tuesday.",
        [("Sderot", "shelling"), ("Sderot", "attack_on_civilians")],
    ),
    ("Soldiers entered Beita near Nablus on Monday and arrested two men.", [("Beita", "abduction")]),
    (
        "Rebels entered Bambari on Monday and the army shelled the town.",
        [("Bambari", "troop_movement"), ("Bambari", "shelling")],
    ),
    ("Warplanes carried out six raids on Douma in Syria on Monday.", [("Douma", "air_strike")]),
    ("Soldiers detained ten men in dawn raids in Jenin on Monday.", [("Jenin", "abduction")]),
    ("Rebels raided Jenin and abducted two men.", [("Jenin", "armed_clash"), ("Jenin", "abduction")]),
    ("The two sides traded fire as militants launched rockets at Sderot.", [("Sderot", "shelling")]),
    ("The two sides traded fire in Sderot on Monday.", [("Sderot", "armed_clash")]),
    ("Rebel troops crossed the river and retook Lyman in Ukraine.", [("Lyman", "territory_capture")]),
    (
        "Troops entered Lyman in Ukraine and captured its station.",
        [("Lyman", "troop_movement"), ("Lyman", "territory_capture")],
    ),
    (
        "Clashes and air strikes shook Douma in Syria on Monday.",
        [("Douma", "armed_clash"), ("Douma", "air_strike")],
    ),
    ("Helicopters dropped barrels of chlorine gas on Douma in Syria.", [("Douma", "chemical_attack")]),
    ("Drones dropped canisters of poison gas near Namhkam in Myanmar.", [("Namhkam", "chemical_attack")]),
]

# ---------------------------------------------------------------- by what was taken, who fled, what killed

KINDS: list[tuple[str, list[Row]]] = [
    ("Three teachers seized on Jolo on Friday are still held.", [("Jolo", "abduction")]),
    ("Travellers were seized at Rijana in Nigeria on Sunday.", [("Rijana", "abduction")]),
    ("Our driver was taken at Croix-des-Bouquets in Haiti on Sunday.", [("Croix-des-Bouquets", "abduction")]),
    ("Gunmen seized two buses near Gao on Sunday.", [("Gao", "abduction")]),
    ("Armed men captured a ferry near Jolo on Sunday.", [("Jolo", "abduction")]),
    ("The army captured twelve rebels near Goma on Monday.", [("Goma", "abduction")]),
    ("Police seized weapons in Kano on Sunday.", []),
    ("Rifles seized in Bukavu on Sunday were shown to reporters.", []),
    ("The army cleared mines in Mosul on Sunday.", []),
    ("Mines have been cleared in Mosul.", []),
    ("The army cleared Mosul of militants on Sunday.", [("Mosul", "territory_capture")]),
    ("Rebels seized Bambari on Sunday, killing two people.", [("Bambari", "territory_capture")]),
    ("Rebels captured the town of Sake on Monday.", [("Sake", "territory_capture")]),
    ("Soldiers captured the children's hospital in Nyala.", [("Nyala", "territory_capture")]),
    ("Gold mines were captured near Masisi on Monday.", [("Masisi", "territory_capture")]),
    ("A bomb in a parked motorcycle killed two guards in Rueso.", [("Rueso", "explosion")]),
    ("Mortars killed three children in Taiz on Monday.", [("Taiz", "shelling")]),
    ("A drone killed two people in Beryslav on Monday.", [("Beryslav", "air_strike")]),
    ("A landmine killed a shepherd near Hajjah on Monday.", [("Hajjah", "explosion")]),
    ("Gunmen killed two guards with a bomb in Pattani.", [("Pattani", "attack_on_civilians")]),
    ("One strike killed four rebel soldiers in Kharkiv.", [("Kharkiv", "air_strike")]),
    ("Three people died in a Russian strike in Kharkiv.", [("Kharkiv", "air_strike")]),
    ("Three rebel soldiers were killed by strikes on Kharkiv.", [("Kharkiv", "air_strike")]),
    ("Soldiers said that two women were killed by fragments of a rebel missile in Kharkiv.", [("Kharkiv", "shelling")]),
    ("Two rebel soldiers were killed by a sniper in Kharkiv.", [("Kharkiv", "attack_on_civilians")]),
    ("Rebels said that three workers died during a strike at Marikana.", [("Marikana", "attack_on_civilians")]),
    ("Near Mosul, two strikes destroyed a fighting position.", [("Mosul", "air_strike")]),
    (
        "Gunmen shot a teacher in Pattani on Monday. They fled on a motorcycle towards Yala.",
        [("Pattani", "attack_on_civilians")],
    ),
    ("Gunmen killed two villagers in Jos and fled to Bauchi.", [("Jos", "attack_on_civilians")]),
    ("The attackers fled towards Bauchi on Monday.", []),
    (
        "Rebels attacked Goma on Monday. Families fled to Bukavu.",
        [("Goma", "armed_clash"), ("Bukavu", "evacuation")],
    ),
    ("Residents fled to Bukavu on Monday.", [("Bukavu", "evacuation")]),
    ("The families said that they had fled to Bukavu.", [("Bukavu", "evacuation")]),
]

# text and the dead of its first claim
TOLLS: list[tuple[str, int | None]] = [
    ("Jets bombed Taiz on Monday. At least nine civilians were killed, doctors said.", 9),
    ("Shells fell on Kramatorsk on Monday. Three people died in the city.", 3),
    ("A bomb exploded in Quetta on Monday. The market was full. Eleven shoppers died.", 11),
    ("A bomb exploded in Quetta. It was noon. The market was full. Eleven shoppers died.", None),
    ("A bomb killed four people in Quetta on Monday. Three of the dead died in hospital.", 4),
    ("Clashes broke out in Goma on Monday. No one died.", None),
    ("Clashes broke out in Goma on Monday. The war has killed 6,000 people.", None),
    ("Clashes broke out in Goma and Bukavu on Monday. Five people died.", None),
    ("Rockets hit Sderot on Monday. Two people were killed in Ashkelon.", None),
    ("Jets may bomb Taiz. Nine civilians were killed.", None),
]


def _rows(found: tuple[Claim, ...]) -> list[Row]:
    return [(claim.place_text, str(claim.event_type)) for claim in found]


@pytest.mark.parametrize(
    ("text", "rows"),
    cases := [
        *RELATIVES,
        *LISTS,
        *INSETS,
        *PASSIVES,
        *OFFICES,
        *OPENINGS,
        *UNKNOWN,
        *PEOPLE,
        *BESIDE,
        *LONG,
        *FOCUS,
        *SCENES,
        *ONE,
        *KINDS,
    ],
    ids=labels(cases),
)
def test_events_are_where_their_clause_tells(text: str, rows: list[Row]) -> None:
    assert sorted(_rows(claims(text))) == sorted(rows)


@pytest.mark.parametrize(("text", "dead"), TOLLS, ids=labels(TOLLS))
def test_dead_told_behind_an_attack_are_its_own(text: str, dead: int | None) -> None:
    assert claims(text)[0].deaths_min == dead if claims(text) else dead is None


@pytest.mark.parametrize(
    ("words", "radius"),
    [("20 km from", 30.0), ("eight kilometres from", 18.0), ("40 km away from", 56.0), ("at the gates of", 30.0)],
)
def test_what_lies_some_way_from_a_town_on_an_untold_side_is_within_its_radius(words: str, radius: float) -> None:
    (claim,) = claims(f"Rebels ambushed a patrol {words} Goma on Monday.")
    assert claim.relation is Relation.NEAR
    assert claim.where_prec is WherePrec.NEAR
    assert claim.radius_km == radius


def test_what_lies_far_from_a_town_is_not_told_by_it() -> None:
    assert claims("Rebels ambushed a patrol 300 km from Goma on Monday.") == ()


def test_a_sector_of_the_front_is_not_the_town_it_is_named_after() -> None:
    (claim,) = claims("Fighting continued in the Pokrovsk direction in Ukraine on Monday.")
    assert claim.relation is Relation.DIRECTION
    assert claim.where_prec is WherePrec.NEAR
    assert claim.radius_km is not None
    assert claim.radius_km > 40  # km, as far as a direction without a distance reaches


def test_a_speaker_named_before_takes_no_seat_along() -> None:
    text = "Oleh Petrenko said that people were hiding in Khartoum. Homes are besieged, Petrenko said."
    assert claims(text) == ()

"""Place names: which words are one, what it does in its sentence, and what the words around it tell."""

from __future__ import annotations

import pytest

from geo.model import Role
from tests.reading import findings, labels, toponyms

# text, name, what it does there; None where it names no place at all
ROLES: list[tuple[str, str, Role | None]] = [
    ("A car bomb went off in Mogadishu.", "Mogadishu", Role.PLACE),
    ("Shells hit the village of Krasnohorivka.", "Krasnohorivka", Role.PLACE),
    ("Troops entered Goma from the north.", "Goma", Role.PLACE),
    ("Rebels attacked Goma.", "Goma", Role.PLACE),
    ("Mortar rounds landed in Daraa.", "Daraa", Role.PLACE),
    ("Fighting went on in and around El Fasher.", "El Fasher", Role.PLACE),
    ("Gunmen raided the Zamzam camp.", "Zamzam camp", Role.PLACE),
    ("Gunmen raided Zamzam camp.", "Zamzam camp", Role.PLACE),
    ("The army left Kidal in the night.", "Kidal", Role.PLACE),
    ("A mine exploded near Puerto Asís.", "Puerto Asís", Role.PLACE),
    ("Gangs set fire to a market in Port-au-Prince.", "Port-au-Prince", Role.PLACE),
    ("Fighters seized Ras al-Ayn.", "Ras al-Ayn", Role.PLACE),
    ("The army shelled Deir ez-Zor.", "Deir ez-Zor", Role.PLACE),
    ("Airstrikes hit Sana'a.", "Sana'a", Role.PLACE),
    ("Militants stormed Mocímboa da Praia.", "Mocímboa da Praia", Role.PLACE),
    ("Shells fell on Stepanakert.", "Stepanakert", Role.PLACE),
    ("A raid was carried out in the Nuba Mountains.", "Nuba Mountains", Role.PLACE),
    ("Villages across Ituri province were burned.", "Ituri", Role.PLACE),
    ("Missiles hit targets across Ukraine.", "Ukraine", Role.PLACE),
    ("Clashes broke out in Marawi City.", "Marawi City", Role.PLACE),
    ("Snipers held the roofs of Saraqib.", "Saraqib", Role.PLACE),
    ("A drone struck the airport of Erbil.", "Erbil", Role.PLACE),
    ("Two soldiers died in Baghdad's Sadr City.", "Baghdad", Role.PLACE),
    ("The Kharkiv shelling went on until noon.", "Kharkiv", Role.PLACE),
    ("Moscow said its troops had taken Soledar.", "Moscow", Role.METONYM),
    ("Washington condemned the attack on Odesa.", "Washington", Role.METONYM),
    ("Ankara denied that it had shelled Tal Rifaat.", "Ankara", Role.METONYM),
    ("Kinshasa accused Kigali of arming the rebels.", "Kinshasa", Role.METONYM),
    ("Ethiopia rejected the report.", "Ethiopia", Role.METONYM),
    ("The Kremlin announced a truce.", "Kremlin", Role.METONYM),
    ("The Pentagon said that the strike had hit a camp.", "Pentagon", Role.METONYM),
    ("Tehran has repeatedly denied sending drones.", "Tehran", Role.METONYM),
    ("Riyadh and Abu Dhabi blamed the Houthis.", "Abu Dhabi", Role.METONYM),
    ("Rwanda sent troops to Goma.", "Rwanda", Role.METONYM),
    ("Syrian jets bombed Idlib.", "Syrian", Role.DEMONYM),
    ("The Colombian army found a grave in Tumaco.", "Colombian", Role.DEMONYM),
    ("Filipino soldiers retook Marawi.", "Filipino", Role.DEMONYM),
    ("Two Burkinabe officers died near Djibo.", "Burkinabe", Role.DEMONYM),
    ("Congolese troops fled Bunagana.", "Congolese", Role.DEMONYM),
    ("Students at the University of Mosul were detained.", "Mosul", Role.ORGANISATION),
    ("The Aleppo Media Centre published photographs.", "Aleppo", Role.ORGANISATION),
    ("The Bank of Sudan closed its doors.", "Sudan", Role.ORGANISATION),
    ("The Arakan Army captured Paletwa.", "Arakan", Role.ORGANISATION),
    ("The Ukraine Foreign Ministry protested.", "Ukraine", Role.ORGANISATION),
    ("Ukraine's Defence Ministry reported a strike.", "Ukraine", Role.ORGANISATION),
    ("Ukraines Foreign Ministry reported a strike.", "Ukraines", Role.ORGANISATION),
    ("The Sinaloa Cartel claimed the killing.", "Sinaloa", Role.ORGANISATION),
    ("A patrol of the Lebanon Armed Forces was attacked.", "Lebanon", Role.ORGANISATION),
    ("The governor of Kherson spoke on the radio.", "Kherson", Role.ORGANISATION),
    ("The Damascus governor resigned.", "Damascus", Role.ORGANISATION),
    ("The US embassy in Bamako warned its citizens.", "Bamako", Role.ORGANISATION),
    ("The Paris Agreement was not discussed.", "Paris", Role.ORGANISATION),
    ("The Minsk agreements are dead.", "Minsk", Role.ORGANISATION),
    ("The Jerusalem Post reported a raid.", "Jerusalem", Role.ORGANISATION),
    ("A spokesman in Moscow said a village had been taken.", "Moscow", Role.SPEAKER),
    ("He told reporters in Damascus that the road was open.", "Damascus", Role.SPEAKER),
    ("A doctor in Taiz said six people were wounded.", "Taiz", Role.SPEAKER),
    ("Speaking in Geneva, the envoy called for a truce.", "Geneva", Role.SPEAKER),
    ("The general told a news conference in Manila that the siege was over.", "Manila", Role.SPEAKER),
    ("BEIRUT — Jets bombed Idlib.", "BEIRUT", Role.DATELINE),
    ("BEIRUT — Jets bombed Idlib.", "Idlib", Role.PLACE),
    ("The suspect, born in Grozny, was arrested.", "Grozny", Role.ORIGIN),
    ("The Syrian Observatory, based in Coventry, counted 12 dead.", "Coventry", Role.ORIGIN),
    ("The London-based monitor counted 12 dead.", "London", Role.ORIGIN),
    ("The Tripoli-based government denied it.", "Tripoli", Role.ORIGIN),
    ("A native of Zamboanga, he joined the rebels.", "Zamboanga", Role.ORIGIN),
    ("He studied in Cairo before the war.", "Cairo", Role.ORIGIN),
    ("Iran-backed militias shelled Marib.", "Iran", Role.METONYM),
    ("Gunmen raided Kalogi, a village near Kadugli.", "Kadugli", Role.CONTEXT),
    ("Juba, the capital of South Sudan, was calm.", "South Sudan", Role.CONTEXT),
    ("Jordan Chadwick said the convoy was safe.", "Jordan", None),
    ("Gen. Paris Davis visited the troops.", "Paris", None),
    ("Chad Smith said he had seen the blast.", "Chad", None),
    ("Israel Katz said the raid would go on.", "Israel", None),
    ("President Kenyatta met the rebels.", "Kenyatta", None),
    ("Colonel Sirte Hassan led the patrol.", "Sirte", None),
    ("Georgia Meloni's speech was short.", "Georgia", None),
    ("Sydney Moyo, a teacher, told the story.", "Sydney", None),
    ("Mr. London told the court that he was there.", "London", None),
    ("On Sunday the army left.", "Sunday", None),
    ("May was quiet in the hills.", "May", None),
    ("The rebels asked for Hope and bread.", "Hope", None),
    ("Mobile phones did not work.", "Mobile", None),
    ("Both sides blamed each other.", "Both", None),
    ("Nice weather helped the pilots.", "Nice", None),
    ("Of the wounded, three died.", "Of", None),
    ("Police said a bomb had been found.", "Police", None),
    ("Most of the shells missed.", "Most", None),
    ("The Wagner Group left the base.", "Wagner", None),
    ("Islamic State fighters hid in the hills.", "Islamic State", None),
    ("He read the Guardian at breakfast.", "Guardian", None),
    ("Boko Haram burned the school.", "Boko", None),
    ("Hamas fired a rocket.", "Hamas", None),
    ("Al Jazeera showed the pictures.", "Al Jazeera", None),
    ("The M23 took up arms again.", "M23", None),
    ("FIGHTING GOES ON IN KHARTOUM AS TRUCE FAILS.", "KHARTOUM", Role.PLACE),
    ("REBELS HAVE CAPTURED THE TOWN OF BUNAGANA AND BURNED ITS MARKET.", "BUNAGANA", Role.PLACE),
    ("MORTAR ROUNDS LANDED IN SAN SALVADOR ON FRIDAY.", "SAN SALVADOR", Role.PLACE),
    ("Взрывы прогремели в Харькове.", "Харькове", None),
]

# text, name, field of the toponym, its words
AROUND: list[tuple[str, str, str, str]] = [
    ("A mine exploded near Puerto Asís.", "Puerto Asís", "relation", "near"),
    ("A mine exploded outside Gao.", "Gao", "relation", "near"),
    ("A mine exploded close to Kidal.", "Kidal", "relation", "near"),
    ("Fighting raged around El Fasher.", "El Fasher", "relation", "around"),
    ("Soldiers burned villages surrounding Djibo.", "Djibo", "relation", "around"),
    ("A bus was attacked between Gao and Ansongo.", "Gao", "relation", "between"),
    ("A bus was attacked between Gao and Ansongo.", "Ansongo", "relation", "between"),
    ("Shells fell 30 km north of Raqqa.", "Raqqa", "relation", "direction"),
    ("Shells fell just south of Avdiivka.", "Avdiivka", "relation", "direction"),
    ("Fighting went on in northern Syria.", "Syria", "part", "northern"),
    ("Fighting went on in southeastern Myanmar.", "Myanmar", "part", "southeastern"),
    ("Fighting went on in eastern Ukraine.", "Ukraine", "part", "eastern"),
    ("Fighting went on in the city of Taiz.", "Taiz", "cue", "city"),
    ("Fighting went on in the northern city of Kidal.", "Kidal", "cue", "city"),
    ("Fighting went on in Kharkiv region.", "Kharkiv", "cue", "region"),
    ("Fighting went on in the Kharkiv region.", "Kharkiv", "cue", "region"),
    ("Fighting went on in Shan state.", "Shan", "cue", "state"),
    ("Fighting went on in Idlib province.", "Idlib", "cue", "province"),
    ("Fighting went on in the province of Idlib.", "Idlib", "cue", "province"),
    ("Fighting went on at the airport of Sirte.", "Sirte", "cue", "airport"),
    ("Fighting went on in Goma.", "Goma", "preposition", "in"),
    ("Rebels captured Goma.", "Goma", "preposition", "captured"),
    ("Fighting went on in Gao, Kidal and Ménaka.", "Ménaka", "preposition", "in"),
    ("Fighting went on in Gao, Kidal and Ménaka.", "Kidal", "preposition", "in"),
    ("Villages near Gao and Kidal were burned.", "Kidal", "relation", "near"),
    ("Fighting went on in the cities of Gao and Kidal.", "Kidal", "cue", "cities"),
]

# text, name, field of the toponym, km or degrees from north
MEASURED: list[tuple[str, str, str, float]] = [
    ("Shells fell 30 km north of Raqqa.", "Raqqa", "distance_km", 30.0),
    ("Shells fell 30 km north of Raqqa.", "Raqqa", "bearing", 0),
    ("Shells fell 12 kilometres south-east of Taiz.", "Taiz", "bearing", 135),
    ("Shells fell 12 kilometres south-east of Taiz.", "Taiz", "distance_km", 12.0),
    ("Shells fell some 10 miles west of Goma.", "Goma", "distance_km", 16.09),
    ("Shells fell about 1.5 km southwest of Bama.", "Bama", "distance_km", 1.5),
    ("Shells fell to the northwest of Marib.", "Marib", "bearing", 315),
]

# text, its names in order
NAMES: list[tuple[str, list[str]]] = [
    ("The rebels hold Saada, Amran and parts of Hajjah.", ["Saada", "Amran", "Hajjah"]),
    ("In the night, drones flew over Odesa.", ["Odesa"]),
    ("The truce was quiet.", []),
    ("She said nothing of it.", []),
    ("", []),
    ("Jets bombed Sanaa airport and the port of Hodeidah.", ["Sanaa", "Hodeidah"]),
    ("Fighting went on in Nagorno-Karabakh.", ["Nagorno-Karabakh"]),
    ("Fighting went on in the Donbas.", ["Donbas"]),
    ("Fighting went on in Darfur.", ["Darfur"]),
    ("Fighting went on in the Sahel.", ["Sahel"]),
    ("Fighting went on in the Gaza Strip and the West Bank.", ["Gaza Strip", "West Bank"]),
    ("Fighting went on in Kashmir.", ["Kashmir"]),
    ("Fighting went on in Puntland.", ["Puntland"]),
    ("Fighting went on in Mindanao.", ["Mindanao"]),
    ("Fighting went on in South Kordofan and the Blue Nile state.", ["South Kordofan", "Blue Nile"]),
    ("Fighting went on in North Kivu and Ituri.", ["North Kivu", "Ituri"]),
    ("Fighting went on in Cabo Delgado.", ["Cabo Delgado"]),
    ("Fighting went on in the Golan Heights.", ["Golan Heights"]),
    ("Fighting went on in South Ossetia.", ["South Ossetia"]),
    ("Fighting went on in Transnistria.", ["Transnistria"]),
    ("Fighting went on in Rojava.", ["Rojava"]),
    ("Fighting went on in the Sinai.", ["Sinai"]),
    ("Fighting went on in the Aegean Sea.", ["Aegean Sea"]),
    ("Fighting went on in Crimea.", ["Crimea"]),
    ("Fighting went on in Oromia and Amhara.", ["Oromia", "Amhara"]),
]


@pytest.mark.parametrize(("text", "name", "role"), ROLES, ids=labels(ROLES))
def test_a_name_has_its_role(text: str, name: str, role: Role | None) -> None:
    found = toponyms(text).get(name)
    assert (found and found.role) == role


@pytest.mark.parametrize(("text", "name", "field", "words"), AROUND, ids=labels(AROUND))
def test_the_words_around_a_name_are_read(text: str, name: str, field: str, words: str) -> None:
    assert getattr(toponyms(text)[name], field) == words


@pytest.mark.parametrize(("text", "name", "field", "number"), MEASURED, ids=labels(MEASURED))
def test_distances_and_directions_are_measured(text: str, name: str, field: str, number: float) -> None:
    assert getattr(toponyms(text)[name], field) == pytest.approx(number)


@pytest.mark.parametrize(("text", "names"), NAMES, ids=labels(NAMES))
def test_all_names_are_found_in_order(text: str, names: list[str]) -> None:
    assert [toponym.text for toponym in findings(text).toponyms] == names


@pytest.mark.parametrize("text", sorted({row[0] for row in ROLES}))
def test_names_never_overlap_and_lie_in_their_sentence(text: str) -> None:
    found = findings(text)
    ends = [0]
    for toponym in found.toponyms:
        assert toponym.span.start >= ends[-1]
        assert found.sentences[toponym.sentence].span.holds(toponym.span)
        assert toponym.span.of(text) == toponym.text
        ends.append(toponym.span.end)

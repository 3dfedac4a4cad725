"""The thirteen kinds of event: what tells them, what only looks like them, and how surely they are told."""

from __future__ import annotations

import pytest

from geo.model import EventType
from tests.reading import findings, labels

TELLING: dict[EventType, str] = {
    EventType.ARMED_CLASH: """
        Rebels and soldiers exchanged fire for two hours in Kidal.
        Heavy fighting broke out in El Geneina at dawn.
        Gunmen ambushed a police convoy near Puerto Asís.
        Clashes between rival militias shook Tripoli on Friday.
        Fighters stormed a military base in Ménaka.
        Government troops repelled an assault on Marawi.
        The army launched a counteroffensive near Goma.
        A gun battle raged in Culiacán until nightfall.
        Militants attacked an army outpost in Inates.
        Karen fighters skirmished with the army near Myawaddy.
        Soldiers came under fire as they crossed the bridge in Khartoum.
        The insurgents raided the village of Ankoro before daybreak.
        Street battles went on in Omdurman.
        Police traded fire with gang members in Port-au-Prince.
        A football team's bus was attacked in Cabinda.
        Militants attacked a cancer hospital in Aden.
        A company of soldiers stormed the barracks in Bria.
        A band of rebels raided Ndele.
        A UN team came under fire in Beni.
        Fighters attacked a music festival near Reim.
        Police clashed with fans in Cairo.
        Soldiers attacked a film crew in Yangon.
        The army is fighting rebels in Goma.
        The troops did not enter Goma, but rebels attacked Sake.
        Police jailed 30 protesters after clashes in Minsk.
        An army helicopter was shot down near Homs.
    """,
    EventType.TERRITORY_CAPTURE: """
        M23 rebels captured the town of Bunagana.
        The junta lost control of Lashio in July.
        Kobane was retaken by Kurdish fighters.
        The army said it had liberated three villages near Lyman.
        Separatists seized Ilovaisk after a week.
        Government forces regained control of Mocímboa da Praia.
        The rebels were driven out of Sirte.
        Azerbaijani troops took the village of Sugovushan.
        Fighters hoisted their flag over the courthouse in Saada.
        Ramadi was overrun by militants in May.
        The militia occupied the governor's office in Ibb.
        Wad Madani fell to the paramilitaries on Monday.
        Zabadani is now under the control of the army.
        Prices doubled after rebels seized Bukavu.
        The minister said rebels had seized Bukavu.
        Militants took control of the parliament in Tripoli.
        Goma has fallen to the rebels after days of fighting.
        Gangs seized a police station in Cabaret.
        Forces supported by Turkish drones have captured Tarhuna.
    """,
    EventType.SIEGE: """
        Troops have encircled Avdiivka.
        The rebels laid siege to El Fasher.
        Government soldiers surrounded the village of Bentiu.
        Insurgents blockaded the town of Djibo.
        The siege of Mariupol entered its third week.
        Madaya has been besieged since July.
        The army tightened the noose around Fallujah.
        Paramilitaries cut off the supply road to Dilling.
        The town of Foua is under siege.
        Forces backed by US air strikes have surrounded Manbij.
    """,
    EventType.TROOP_MOVEMENT: """
        The column advanced towards Kherson.
        Ethiopia deployed troops along the border near Metema.
        Russian forces withdrew from Bucha.
        The army sent reinforcements to Bukavu.
        Tanks rolled into Grozny.
        Rebel fighters retreated from Bambari.
        Moscow massed troops near Belgorod.
        The peacekeepers pulled out of Kidal.
        Soldiers launched an operation in Sambisa.
        Kenyan police officers were deployed in Port-au-Prince.
        The convoy crossed the border into Rwanda.
        Rebels withdrew from the market in Sake.
        Troops entered Douma without fighting.
    """,
    EventType.SHELLING: """
        Artillery fire hit a school in Nikopol.
        Troops shelled the outskirts of Kharkiv.
        Rockets fell on Ashkelon.
        Mortar rounds landed in Daraa.
        The army bombarded Taiz for a third day.
        A ballistic missile struck Marib.
        Gunners fired dozens of rockets at Stepanakert.
        Three missiles slammed into Lviv.
        Shells rained down on Omdurman.
        Grad rockets landed near Donetsk.
        The navy launched cruise missiles at Hodeidah.
        The hospital in Khan Younis was hit by a tank shell.
        A missile has hit a block of flats in Kyiv.
        Rockets also fell on Sderot.
        Two missiles have reportedly landed near Odesa.
        Rockets had again rained on Sderot.
        A shell later exploded in Avdiivka.
        Troops continued to shell Bakhmut.
        Shoppers fled the market as shells fell on Donetsk.
        The oil company's headquarters in Basra was hit by a rocket.
        Visitors to the museum fled when a shell hit Kharkiv.
    """,
    EventType.AIR_STRIKE: """
        Warplanes bombed Sanaa.
        An airstrike destroyed a market in Idlib.
        Helicopters dropped barrel bombs on Aleppo.
        A drone strike killed a commander in Kismayo.
        Jets pounded the hills around Gaza City.
        The village of Pazigyi was bombed from the air.
        A drone hit an oil depot in Feodosia.
        Air raids hit Mekelle on Tuesday.
        Army helicopters strafed the village of Let Yet Kone.
        Kamikaze drones were fired at Odesa.
        Planes carried out raids on Derna.
        The air force carried out strikes on the camp in Jenin.
        A drone reportedly struck Marib.
        Drones had hit Stepanakert.
        Drones were still hitting Nikopol.
        The army conducted strikes on Derna.
        The junta bombed Pazigyi.
        Russia bombed Kharkiv.
        Kharkiv was bombed by the Russian army.
        The Israeli army bombed Rafah.
        A drone was shot down over Sevastopol.
        Air defences shot down three drones over Belgorod.
    """,
    EventType.EXPLOSION: """
        A car bomb went off in Mogadishu.
        A suicide bomber blew himself up in Kabul.
        A roadside bomb killed two soldiers in Gao.
        An explosion rocked Beirut.
        A landmine exploded under a bus near Douentza.
        Two blasts were heard in Quetta.
        An improvised explosive device detonated in Maiduguri.
        Guerrillas planted a bomb in Cúcuta.
        A grenade attack wounded five in Bujumbura.
        A truck bombing damaged the ministry in Baghdad.
        His vehicle hit a mine near Hajjah.
        A bomb exploded at the market in Jolo.
        Chechen rebels bombed a police post in Nazran.
        Syrian insurgents bombed a checkpoint outside Hama.
        A market in Baghdad was bombed.
        A bomb exploded at a football match in Kampala.
    """,
    EventType.CHEMICAL_ATTACK: """
        A chlorine attack killed a family in Saraqib.
        Sarin was used in Khan Sheikhoun.
        Helicopters dropped chlorine cylinders on Douma.
        Poison gas was released in Ghouta.
        A chemical attack was carried out in Halabja.
        Mustard gas shells landed in Marea.
        Residents of Zamalka suffocated in a gas attack.
        The army used chemical weapons in Kafr Zita.
        The regime used chlorine gas in Douma.
        Chemical weapons were used in Kafr Zita.
    """,
    EventType.ATTACK_ON_CIVILIANS: """
        Gunmen killed 20 villagers in Solhan.
        Soldiers executed prisoners in Bucha.
        Militiamen massacred dozens of people in Beni.
        A journalist was shot dead in Acapulco.
        Fighters opened fire on worshippers in Zamfara.
        Two farmers were beaten to death in Jos.
        A teacher was murdered in Tumaco.
        An activist was assassinated in Basra.
        Four aid workers were gunned down in Herat.
        Gang members killed at least 70 residents in Pont-Sondé.
        A mass grave was found in Tarhuna.
        Troops fired on protesters in Yangon.
        A singer was shot dead in Culiacán.
        Gunmen killed a film director in Karachi.
        Police fired on demonstrators in Conakry.
        Soldiers fired into a crowd in Kinshasa.
        Gunmen opened fire inside a mosque in Quebec.
        Gunmen opened fire on a church in Jos, killing six worshippers.
        Militants beheaded two hostages in Jolo.
        Rebels captured Bunagana while gunmen killed five villagers near Beni.
        Gunmen kidnapped a priest in Jos, and bandits killed six farmers in Bokkos.
    """,
    EventType.ABDUCTION: """
        Gunmen kidnapped 200 pupils from a school in Kaduna.
        Two priests were abducted in Burkina Faso.
        Rebels took twelve hostages in Basilan.
        Police arrested 30 protesters in Minsk.
        Security forces detained activists in Hebron.
        Seventeen missionaries were held hostage in Croix-des-Bouquets.
        The mayor of Melitopol was abducted by soldiers.
        Tribesmen kidnapped an engineer in Marib.
        Dozens of men were rounded up in Hama.
        The abduction of schoolgirls in Chibok caused an outcry.
        Students were abducted from a university in Taiz.
        Rebels shot down a plane near Idlib and captured the pilot.
    """,
    EventType.EVACUATION: """
        Civilians were evacuated from Sievierodonetsk.
        Thousands of people fled Bakhmut.
        A humanitarian corridor was opened from Mariupol.
        Families fled from Goma to Sake.
        The evacuation of Homs began on Friday.
        More than 10,000 people have been displaced from Tigray.
        Buses carried evacuees to Zaporizhzhia.
        The fighting forced villagers to flee their homes in Ituri.
        Residents of Rafah were told to leave.
        People in Khan Younis were ordered to evacuate.
    """,
    EventType.TALKS: """
        Negotiators met in Doha.
        A ceasefire was agreed in Stepanakert.
        Peace talks resumed in Jeddah.
        The two sides signed an agreement in Pretoria.
        A truce took hold in Hodeidah.
        The delegations will hold talks in Geneva.
        The guerrillas and the government opened a new round of talks in Havana.
        Mediators brokered a cease-fire in Gaza.
        Prisoners were exchanged near Taiz under a deal brokered by tribal elders.
        The two sides exchanged 200 prisoners near Taiz.
        Captives were swapped in Hodeidah.
        Envoys of the Rapid Support Forces arrived in Jeddah for talks.
    """,
    EventType.DESTRUCTION: """
        Gunmen burned down houses in Kalogi.
        Looting was reported in Khartoum.
        Soldiers torched the village of Bin.
        The bridge at Irpin was destroyed.
        Militants set fire to a church in Palma.
        A power plant in Aden was sabotaged.
        Air raid sirens sounded in Kyiv.
        Mobs ransacked the UN office in Goma.
        Rebels blew up a pipeline near Arauca.
        A mosque in Timbuktu was razed to the ground.
        The bank in Goma was looted.
    """,
}

# The same words where nothing of war is told; under the kind that they look like.
LOOK_ALIKES: dict[EventType, str] = {
    EventType.ARMED_CLASH: """
        The teams met in a penalty shoot-out in Abidjan.
        He suffered a heart attack in Warsaw.
        The governor of Lagos came under fire for his remarks.
        The party won the battle for votes in Ohio.
        The young striker is fighting for a place in the squad in Turin.
        She lost her long battle with cancer in Lagos.
        The two ministers clashed over the budget in Nairobi.
        The singer was attacked by critics in Milan.
        The bank in Zurich is fighting inflation.
        The marketing offensive in Berlin paid off.
        A clash of cultures is the subject of the play in Amman.
        Doctors in Goma are fighting malaria.
        Scientists are fighting dengue in Managua.
        The government is fighting corruption in Abuja.
    """,
    EventType.TERRITORY_CAPTURE: """
        The photographer captured the mood in Havana.
        Ramadan falls in the hot season in Khartoum.
        Rain fell in Kampala.
        The meeting took place in Oslo.
        Autumn leaves fell in Sarajevo.
        The film captures life in Beirut.
        The fall of the rouble alarmed shoppers in Omsk.
        The team seized its chance in Doha.
        Customs officers seized two tonnes of cocaine in Rotterdam.
        The company took over a rival in Dubai.
        The liberal party won control of the council in Leeds.
        Prices have fallen in Caracas.
        The museum in Warsaw occupies a former factory.
        The club lost its title in Cairo.
        The party lost control of parliament in Warsaw.
        The army seized cocaine in Tumaco.
    """,
    EventType.SIEGE: """
        The lake near Ohrid is surrounded by hills.
        The ring road around Accra was opened.
        The mayor of Seville is surrounded by good advisers.
        Reporters besieged the star in Cannes.
        The exhibition about the siege of Vienna opened in Graz.
        The actress was surrounded by fans in Cannes.
        A film about the siege of Sarajevo won a prize in Cannes.
    """,
    EventType.TROOP_MOVEMENT: """
        Technology is advancing fast in Nairobi.
        The team advanced to the semi-final in Rabat.
        The singer withdrew from the festival in Tunis.
        Tourists entered the museum in Luxor.
        Negotiations on a trade pact moved forward in Lima.
        The bank withdrew the notes from circulation in Abuja.
        The bank withdrew from the market in Lagos.
        The general's envoys entered Juba on Monday.
    """,
    EventType.SHELLING: """
        Children collected shells on the beach in Mombasa.
        The oil company Shell opened an office in Port Harcourt.
        A rocket carried a satellite into orbit from Kourou.
        The parties bombarded voters with leaflets in Accra.
        Prices rocketed in Harare.
        The company's shares rocketed in Seoul.
    """,
    EventType.AIR_STRIKE: """
        Railway workers went on strike in Mumbai.
        A hunger strike began in a prison in Ramla.
        Pilots at the airport in Frankfurt went on strike.
        Lightning struck a church in Kigali.
        The general strike paralysed Athens.
        The aircraft landed safely in Nairobi.
        The company delivers parcels by drone in Kigali.
    """,
    EventType.EXPLOSION: """
        Food prices exploded in Khartoum.
        The population explosion worries planners in Lagos.
        There was an explosion of joy in Casablanca.
        The film bombed in Paris.
        The new album is a blast, said a fan in Kingston.
        Miners dug for gold in a mine near Kakamega.
        A play about the bombing of Guernica opened in Madrid.
        He was jailed for the bombing in Jolo.
    """,
    EventType.CHEMICAL_ATTACK: """
        The chemical plant in Basra hired 200 workers.
        Natural gas prices rose in Sofia.
        The government of Cairo raised the price of petrol and gas.
        Students of chemistry met in Lyon.
        Gas exports from Baku rose last month.
    """,
    EventType.ATTACK_ON_CIVILIANS: """
        A cyclist was killed in a road accident in Bogotá.
        Twelve people died in a bus crash near Potosí.
        The minister executed the budget in Lusaka.
        The director shot the film in Ouarzazate.
        The shooting of the film began in Petra.
        A heatwave killed 40 people in Karachi.
        Three children died of cholera in Aden.
        The striker shot wide in Manila.
        A book about the massacre in Srebrenica was published in Sarajevo.
        The player shot the ball over the bar in Doha.
        The hunter shot two wolves near Oulu.
        A court in Koblenz sentenced a Syrian officer for torture on Monday.
        A judge in Paris convicted three men of the murder of a teacher.
        A rebel leader was indicted over the massacre in Beni.
    """,
    EventType.ABDUCTION: """
        The landscape near Cusco is arresting.
        The child's imagination was held captive by a story, a teacher in Oslo said.
        Fans were arrested by the beauty of the stadium in Doha.
        The documentary about the kidnapping is shown in Rome.
        Doctors arrested the bleeding in a clinic in Pune.
    """,
    EventType.EVACUATION: """
        Residents fled the flood in Dhaka.
        Hundreds were evacuated because of the hurricane in Havana.
        The volcano near Goma forced thousands to flee.
        Families left Manila for the holidays.
        The airport in Denver was evacuated after a snowstorm.
    """,
    EventType.TALKS: """
        Talks about a merger of the two banks began in Zurich.
        The ministers met in Brussels to discuss milk prices.
        The player's contract talks stalled in Madrid.
        Wage negotiations broke down in Johannesburg.
        The two companies signed an agreement in Seoul.
        Coalition negotiations are held in Berlin.
    """,
    EventType.DESTRUCTION: """
        An earthquake destroyed houses in Amatrice.
        The storm destroyed the harvest near Beira.
        A wildfire burned homes in Evia.
        The tailor burned the midnight oil in Fez.
        The visitors destroyed the home side in Cape Town.
        Termites damaged the old library in Bamako.
    """,
}

# text, kind, negated, planned, reported
SURENESS: list[tuple[str, EventType, bool, bool, bool]] = [
    ("Rebels captured Bunagana.", EventType.TERRITORY_CAPTURE, False, False, False),
    ("Rebels have not captured Bunagana.", EventType.TERRITORY_CAPTURE, True, False, False),
    ("There was no shelling in Nikopol.", EventType.SHELLING, True, False, False),
    ("No air strikes were carried out on Derna.", EventType.AIR_STRIKE, True, False, False),
    ("The army never besieged Djibo.", EventType.SIEGE, True, False, False),
    ("The army will retake Lashio.", EventType.TERRITORY_CAPTURE, False, True, False),
    ("The general threatened to bombard Taiz.", EventType.SHELLING, False, True, False),
    ("The rebels plan to blockade Djibo.", EventType.SIEGE, False, True, False),
    ("He warned of an attack on the base in Gao.", EventType.ARMED_CLASH, False, True, False),
    ("An alleged drone strike hit Kismayo.", EventType.AIR_STRIKE, False, False, True),
    ("There were reports of looting in Khartoum.", EventType.DESTRUCTION, False, False, True),
    ("Unconfirmed reports of clashes came from Kadugli.", EventType.ARMED_CLASH, False, False, True),
    ("Suspected chlorine attacks hit Saraqib.", EventType.CHEMICAL_ATTACK, False, False, True),
    ("Gunmen apparently kidnapped a priest in Jos.", EventType.ABDUCTION, False, False, True),
    ("A car bomb exploded in Mogadishu, and the mayor will speak today.", EventType.EXPLOSION, False, False, False),
    ("Although nobody was hurt, a rocket hit Ashkelon.", EventType.SHELLING, False, False, False),
    ("The army managed to retake Lashio.", EventType.TERRITORY_CAPTURE, False, False, False),
    ("Police foiled a bomb attack in Davao.", EventType.EXPLOSION, True, False, False),
    ("Warplanes had not bombed Sanaa for a month.", EventType.AIR_STRIKE, True, False, False),
    ("The commander ordered his men to evacuate Kherson.", EventType.EVACUATION, False, True, False),
    ("Not only was Bunagana captured, Sake was shelled.", EventType.SHELLING, False, False, False),
    ("The troops didn't enter Goma, but rebels attacked Sake.", EventType.ARMED_CLASH, False, False, False),
    ("A ceasefire could be signed in Doha.", EventType.TALKS, False, True, False),
    ("Troops are preparing to storm the prison in Hasakah.", EventType.ARMED_CLASH, False, True, False),
    ("A missile reportedly struck Marib.", EventType.SHELLING, False, False, True),
    ("The army tried to capture Lashio but failed.", EventType.ARMED_CLASH, False, False, False),
    ("Fighters attempted to seize the airport in Tripoli.", EventType.ARMED_CLASH, False, False, False),
    ("Soldiers began to shell Nikopol.", EventType.SHELLING, False, False, False),
    ("If the truce fails, jets will bomb Gaza City.", EventType.AIR_STRIKE, False, True, False),
    ("A convoy without escort was ambushed near Bama.", EventType.ARMED_CLASH, False, False, False),
    ("Rockets were not fired at Sderot.", EventType.SHELLING, True, False, False),
    ("Missiles did not hit Kyiv.", EventType.SHELLING, True, False, False),
    ("Jets have not bombed Sanaa.", EventType.AIR_STRIKE, True, False, False),
    ("The day passed without fighting in Tripoli.", EventType.ARMED_CLASH, True, False, False),
    ("Peacekeepers without helmets were attacked in Beni.", EventType.ARMED_CLASH, False, False, False),
    ("Soldiers attempted to storm the prison in Hasakah.", EventType.ARMED_CLASH, False, False, False),
    ("Bandits tried to kidnap a priest in Jos.", EventType.ABDUCTION, True, True, False),
    ("The rebels sought to capture Goma.", EventType.TERRITORY_CAPTURE, False, True, False),
    ("Militants threatened to raid Kobane.", EventType.ARMED_CLASH, False, True, False),
    ("Talks are to resume in Geneva.", EventType.TALKS, False, True, False),
    ("The talks in Geneva will resume on Monday.", EventType.TALKS, False, True, False),
    ("The ceasefire was to begin in Hodeidah on Friday.", EventType.TALKS, False, True, False),
    ("The evacuation of Homs will start on Friday.", EventType.EVACUATION, False, True, False),
    ("The fighting in Goma could be heard in Gisenyi.", EventType.ARMED_CLASH, False, False, False),
    ("Shelling could be heard in Gisenyi.", EventType.SHELLING, False, False, False),
    ("Shelling was also reported near Sumy.", EventType.SHELLING, False, False, True),
    ("Air strikes have been reported in Derna.", EventType.AIR_STRIKE, False, False, True),
    ("Missile strikes were reported across Ukraine.", EventType.SHELLING, False, False, True),
    ("A drone strike reportedly killed four men in Kismayo.", EventType.AIR_STRIKE, False, False, True),
    ("An explosion was reportedly heard in Isfahan.", EventType.EXPLOSION, False, False, True),
]


def _rows(blocks: dict[EventType, str]) -> list[tuple[str, EventType]]:
    return [(line.strip(), kind) for kind, block in blocks.items() for line in block.strip().splitlines()]


def _kinds(text: str) -> list[EventType]:
    return [event.event_type for event in findings(text).events]


@pytest.mark.parametrize(("text", "kind"), _rows(TELLING), ids=labels(_rows(TELLING)))
def test_a_sentence_tells_its_kind(text: str, kind: EventType) -> None:
    assert kind in _kinds(text)


@pytest.mark.parametrize(("text", "kind"), _rows(LOOK_ALIKES), ids=labels(_rows(LOOK_ALIKES)))
def test_look_alikes_are_no_event_of_any_kind(text: str, kind: EventType) -> None:
    assert _kinds(text) == [], f"looks like {kind}"


def test_every_kind_has_its_sentences_and_its_look_alikes() -> None:
    assert set(TELLING) == set(LOOK_ALIKES) == set(EventType)


@pytest.mark.parametrize(("text", "kind", "negated", "planned", "reported"), SURENESS, ids=labels(SURENESS))
def test_the_clause_tells_how_surely(text: str, kind: EventType, negated: bool, planned: bool, reported: bool) -> None:  # noqa: FBT001 - columns of a table
    found = [(event.event_type, event.negated, event.planned, event.reported) for event in findings(text).events]
    assert (kind, negated, planned, reported) in found


@pytest.mark.parametrize(("text", "kind"), _rows(TELLING), ids=labels(_rows(TELLING)))
def test_spans_and_tokens_agree(text: str, kind: EventType) -> None:
    found = findings(text)
    for event in found.events:
        assert event.span.start == found.tokens[event.first].start, kind
        assert event.span.end == found.tokens[event.last - 1].end
        assert found.sentences[event.sentence].span.holds(event.span)

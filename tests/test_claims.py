"""Little articles and all that they claim: place, kind, day, status and claimant of every claim, and no other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from geo.claims import assemble
from geo.find import find
from geo.model import ClaimStatus, EventType
from geo.places import locate
from tests.reading import THURSDAY, article, assembly, claims, labels, opened

Row = tuple[str, str, str, str, str]

# text published on Thursday, 18 May 2023: place as written, kind, first day, status, claimant
ARTICLES: dict[str, tuple[str, list[Row]]] = {
    "merged-when-told-twice": (
        "A car bomb exploded in Mogadishu on Tuesday. The explosion in Mogadishu killed nine people.",
        [("Mogadishu", "explosion", "2023-05-16", "fact", "")],
    ),
    "three-towns": (
        "Shells hit Nikopol, Kharkiv and Kherson on Wednesday, the Ukrainian military said.",
        [
            ("Nikopol", "shelling", "2023-05-17", "claimed", "the Ukrainian military"),
            ("Kharkiv", "shelling", "2023-05-17", "claimed", "the Ukrainian military"),
            ("Kherson", "shelling", "2023-05-17", "claimed", "the Ukrainian military"),
        ],
    ),
    "container": (
        "Syrian jets bombed Saraqib in Idlib province on Monday.",
        [("Saraqib", "air_strike", "2023-05-15", "fact", "")],
    ),
    "comma-parent": (
        "On Wednesday gunmen kidnapped a priest in Jos, Nigeria.",
        [("Jos", "abduction", "2023-05-17", "fact", "")],
    ),
    "metonym": (
        "Moscow said on Wednesday that its troops had captured Soledar in Ukraine.",
        [("Soledar", "territory_capture", "2023-05-17", "claimed", "Moscow")],
    ),
    "history": (
        "In 2014 rebels captured Donetsk in Ukraine. On Wednesday shells fell on Kramatorsk.",
        [("Kramatorsk", "shelling", "2023-05-17", "fact", "")],
    ),
    "history-months": (
        "The army retook Lashio in Myanmar on 3 January. Fighting went on in Lashio on Wednesday.",
        [("Lashio", "armed_clash", "2023-05-17", "fact", "")],
    ),
    "origin": (
        "The man, who was born in Grozny, set off a bomb in Kabul on Monday.",
        [("Kabul", "explosion", "2023-05-15", "fact", "")],
    ),
    "no-place": ("The army shelled the rebels. Both sides blamed each other.", []),
    "asked": ("Amina Bah spoke to us. Did the army shell Goma? Have rebels captured Sake?", []),
    "asked-who": (
        "Who shelled the market in Goma on Wednesday?",
        [("Goma", "shelling", "2023-05-17", "fact", "")],
    ),
    "no-event": ("The market in Goma was busy on Wednesday. Traders sold beans in Bukavu.", []),
    "dateline": (
        "KHARTOUM, Sudan — Fighting broke out in Nyala on Tuesday.",
        [("Nyala", "armed_clash", "2023-05-16", "fact", "")],
    ),
    "denial-verb": (
        "Ethiopia denied on Wednesday that its planes had bombed Mekelle.",
        [("Mekelle", "air_strike", "2023-05-18", "denied", "Ethiopia")],
    ),
    "denial-own": (
        "There was no fighting in Kidal on Wednesday, residents said.",
        [("Kidal", "armed_clash", "2023-05-17", "denied", "residents")],
    ),
    "claim-then-denial": (
        ("The rebels said that they had captured Bambari on Tuesday. The army denied that Bambari had been captured."),
        [("Bambari", "territory_capture", "2023-05-16", "claimed", "The rebels")],
    ),
    "plan": (
        "The envoy said talks would be held in Geneva on Friday.",
        [("Geneva", "talks", "2023-05-19", "planned", "The envoy")],
    ),
    "threat": (
        "The general threatened to bombard Taiz.",
        [("Taiz", "shelling", "2023-05-18", "planned", "The general")],
    ),
    "day-behind": (
        "Shells hit the market in Goma. That was on Saturday.",
        [("Goma", "shelling", "2023-05-13", "fact", "")],
    ),
    "day-behind-named": (
        "A drone hit a bus in Goma. The strike came early on Tuesday.",
        [("Goma", "air_strike", "2023-05-16", "fact", "")],
    ),
    "day-behind-of-another": (
        "A drone hit a bus in Goma. The mayor came on Tuesday.",
        [("Goma", "air_strike", "2023-05-18", "fact", "")],
    ),
    "deadline-of-another": (
        "Rebels have encircled Djibo and told the people to get ready by Saturday.",
        [("Djibo", "siege", "2023-05-18", "fact", "")],
    ),
    "evening-before": (
        "The rebels said on Tuesday that they had captured Bambari the evening before.",
        [("Bambari", "territory_capture", "2023-05-15", "claimed", "The rebels")],
    ),
    "following-day": (
        "Rebels captured Bambari on Monday, and shells hit Bria the following day.",
        [("Bambari", "territory_capture", "2023-05-15", "fact", ""), ("Bria", "shelling", "2023-05-16", "fact", "")],
    ),
    "two-days-after-a-told-day": (
        "Shells hit Bria two days after rebels captured Bambari on Monday.",
        [("Bria", "shelling", "2023-05-17", "fact", ""), ("Bambari", "territory_capture", "2023-05-15", "fact", "")],
    ),
    "two-days-after-the-day-in-focus": (
        "Shells hit Bria on Wednesday. It was two days after rebels captured Bambari.",
        [("Bria", "shelling", "2023-05-17", "fact", ""), ("Bambari", "territory_capture", "2023-05-15", "fact", "")],
    ),
    "tomorrow-does-not-leak": (
        "Talks open in Geneva tomorrow. Shells hit Bria.",
        [("Geneva", "talks", "2023-05-19", "planned", ""), ("Bria", "shelling", "2023-05-18", "fact", "")],
    ),
    "last-month-does-not-leak": (
        "Rebels captured Bambari last month.\n\nShells hit Bria.",
        [("Bambari", "territory_capture", "2023-04-01", "fact", ""), ("Bria", "shelling", "2023-05-18", "fact", "")],
    ),
    "last-week-holds-for-its-paragraph": (
        "Rebels captured Bambari last week. They shelled Bria.",
        [("Bambari", "territory_capture", "2023-05-08", "fact", ""), ("Bria", "shelling", "2023-05-08", "fact", "")],
    ),
    "after-a-day's-attack": (
        "Jets bombed Bria after Tuesday's protest.",
        [("Bria", "air_strike", "2023-05-18", "fact", "")],
    ),
    "after-what-was-of-a-month": (
        "Jets bombed Bria on Monday after the truce of last November broke down.",
        [("Bria", "air_strike", "2023-05-15", "fact", "")],
    ),
    "after-what-was-of-a-day": (
        "Since the vote of 3 May jets have bombed Bria.",
        [("Bria", "air_strike", "2023-05-18", "fact", "")],
    ),
    "an-attack-of-a-day": (
        "The rebel attack of 3 May on Bria was the first.",
        [("Bria", "armed_clash", "2023-05-03", "fact", "")],
    ),
    "during-the-fighting-of-a-month": (
        "Soldiers stayed during the fighting of last April in Bria.",
        [("Bria", "armed_clash", "2023-04-01", "fact", "")],
    ),
    "a-day's-attack": (
        "Jets bombed Bria in Tuesday's raid.",
        [("Bria", "air_strike", "2023-05-16", "fact", "")],
    ),
    "a-day-to-come-is-planned": (
        "Elders are due to gather on Friday to discuss a truce in Bria.",
        [("Bria", "talks", "2023-05-19", "planned", "")],
    ),
    "dateline-day": (
        "BANGUI, May 18 (News) - Shells hit Bria on Monday, police said.",
        [("Bria", "shelling", "2023-05-15", "claimed", "police")],
    ),
    "dateline-in-capitals": (
        "BANGUI, MAY 18 (NEWS) - SHELLS HIT BRIA ON MONDAY, POLICE SAID.",
        [("BRIA", "shelling", "2023-05-15", "claimed", "POLICE")],
    ),
    "date-line-wins": (
        "Wednesday, 3 May 2023\n\nShells hit Bria on Monday.",
        [("Bria", "shelling", "2023-05-01", "fact", "")],
    ),
    "diary-has-no-date-line": (
        "Monday, 1 May 2023\n\nShells hit Bria on Wednesday.\n\nTuesday, 2 May 2023\n\nIt rained.",
        [("Bria", "shelling", "2023-05-17", "fact", "")],
    ),
    "focus-city": (
        "Rebels attacked Goma on Tuesday. Mortar rounds also landed in the city.",
        [("Goma", "armed_clash", "2023-05-16", "fact", ""), ("Goma", "shelling", "2023-05-16", "fact", "")],
    ),
    "focus-there": (
        ("Government troops entered Kidal on Monday. Three soldiers were killed there by a roadside bomb on Tuesday."),
        [("Kidal", "troop_movement", "2023-05-15", "fact", ""), ("Kidal", "explosion", "2023-05-16", "fact", "")],
    ),
    "two-days": (
        "Shells hit Nikopol on Monday. Shells hit Nikopol again on Wednesday.",
        [("Nikopol", "shelling", "2023-05-15", "fact", ""), ("Nikopol", "shelling", "2023-05-17", "fact", "")],
    ),
    "two-kinds": (
        "Rebels captured Bambari on Tuesday. On Wednesday they looted the hospital in Bambari.",
        [
            ("Bambari", "territory_capture", "2023-05-16", "fact", ""),
            ("Bambari", "destruction", "2023-05-17", "fact", ""),
        ],
    ),
    "effects": (
        "An airstrike on Sanaa destroyed a house and caused a huge explosion on Wednesday.",
        [("Sanaa", "air_strike", "2023-05-17", "fact", "")],
    ),
    "between": (
        "Gunmen attacked a bus between Gao and Kidal in Mali on Tuesday.",
        [("Gao", "attack_on_civilians", "2023-05-16", "fact", "")],
    ),
    "direct-speech": (
        '"They shelled us on Tuesday night. Then they burned the market in Omdurman," a trader said.',
        [("Omdurman", "destruction", "2023-05-16", "claimed", "a trader")],
    ),
    "own-voice-again": (
        "Rebels seized Bambari on Monday, the governor said.\n\nJets bombed Sanaa on Tuesday.",
        [
            ("Bambari", "territory_capture", "2023-05-15", "claimed", "the governor"),
            ("Sanaa", "air_strike", "2023-05-16", "fact", ""),
        ],
    ),
    "responsibility": (
        ("A suicide bomber killed nine people in Quetta on Monday. The Taliban claimed responsibility for the attack."),
        [("Quetta", "explosion", "2023-05-15", "fact", "")],
    ),
    "according": (
        "According to the UN, 400 people fled Goma on Tuesday.",
        [("Goma", "evacuation", "2023-05-16", "claimed", "the UN")],
    ),
    "yesterday": (
        "Guerrillas blew up a bridge in Arauca yesterday.",
        [("Arauca", "destruction", "2023-05-17", "fact", "")],
    ),
    "overnight": (
        "Rockets fell on Ashkelon overnight, the Israeli army said.",
        [("Ashkelon", "shelling", "2023-05-17", "claimed", "the Israeli army")],
    ),
    "stated-day": (
        "Gunmen killed 12 villagers in Jos on 14 May.",
        [("Jos", "attack_on_civilians", "2023-05-14", "fact", "")],
    ),
    "no-day": (
        "Gangs burned down houses in Carrefour in Haiti.",
        [("Carrefour", "destruction", "2023-05-18", "fact", "")],
    ),
    "organisation": (
        ("The University of Mosul was closed. On Tuesday police arrested six students in Erbil in Iraq."),
        [("Erbil", "abduction", "2023-05-16", "fact", "")],
    ),
    "demonym": ("Turkish artillery shelled Kobane on Sunday.", [("Kobane", "shelling", "2023-05-14", "fact", "")]),
    "round-up": (
        ("SUDAN: Clashes in Nyala left five dead on Tuesday.\n\nYEMEN: Shells hit a market in Taiz on Monday."),
        [("Nyala", "armed_clash", "2023-05-16", "fact", ""), ("Taiz", "shelling", "2023-05-15", "fact", "")],
    ),
    "capitals": (
        "GUNMEN AMBUSHED A POLICE PATROL IN SAN VICENTE, EL SALVADOR, ON TUESDAY.",
        [("SAN VICENTE", "armed_clash", "2023-05-16", "fact", "")],
    ),
    "siege-lifted": (
        "The army has besieged Djibo in Burkina Faso since Monday, residents said.",
        [("Djibo", "siege", "2023-05-15", "claimed", "residents")],
    ),
    "chemical": (
        "Activists said chlorine cylinders were dropped on Douma in Syria on Sunday.",
        [("Douma", "chemical_attack", "2023-05-14", "claimed", "Activists")],
    ),
    "hostages": (
        "Rebels took eleven hostages in Jolo on Saturday, according to the governor.",
        [("Jolo", "abduction", "2023-05-13", "claimed", "the governor")],
    ),
    "live-blog": (
        ("10:15 Missile strikes Odesa port.\n\n11:40 The mayor of Odesa says two people were wounded in the strike."),
        [("Odesa", "shelling", "2023-05-18", "fact", "")],
    ),
    "direction": (
        "Rebels ambushed an army convoy 30 km north of Goma on Tuesday.",
        [("Goma", "armed_clash", "2023-05-16", "fact", "")],
    ),
    "two-events-one-sentence": (
        "Jets bombed Sanaa on Monday while rebels shelled Marib city in Yemen.",
        [("Sanaa", "air_strike", "2023-05-15", "fact", ""), ("Marib", "shelling", "2023-05-15", "fact", "")],
    ),
    "far-end": (
        "The column left Khartoum on Tuesday and attacked El Obeid.",
        [("El Obeid", "armed_clash", "2023-05-16", "fact", "")],
    ),
    "mexico": (
        "Armed men kidnapped four Americans in Matamoros, Mexico, on Monday, the FBI said.",
        [("Matamoros", "abduction", "2023-05-15", "claimed", "the FBI")],
    ),
    "philippines": (
        ("Philippine troops killed five militants in a clash in Marawi City on Saturday, a military spokesman said."),
        [("Marawi City", "armed_clash", "2023-05-13", "claimed", "a military spokesman")],
    ),
    "labour-strike": (
        ("Dockers went on strike in Aden on Tuesday. A landmine killed a shepherd near Hajjah on Wednesday."),
        [("Hajjah", "explosion", "2023-05-17", "fact", "")],
    ),
    "retook": ("Troops retook Bambari on Monday.", [("Bambari", "territory_capture", "2023-05-15", "fact", "")]),
    "have-retaken": (
        "Troops have retaken Bambari, the army said.",
        [("Bambari", "territory_capture", "2023-05-18", "claimed", "the army")],
    ),
    "surrounded-name": ("Kurdish fighters have surrounded Manbij.", [("Manbij", "siege", "2023-05-18", "fact", "")]),
    "night-from-to": (
        "Gunmen attacked Dori in the night from Saturday to Sunday, officials said on Monday.",
        [("Dori", "armed_clash", "2023-05-13", "claimed", "officials")],
    ),
    "vernacular-karabakh": (
        "A ceasefire came into force in Nagorno-Karabakh on Monday.",
        [("Nagorno-Karabakh", "talks", "2023-05-15", "fact", "")],
    ),
    "vernacular-donbas": (
        "Shelling continued across the Donbas on Monday.",
        [("Donbas", "shelling", "2023-05-15", "fact", "")],
    ),
    "vernacular-gaza": (
        "Israeli jets struck the Gaza Strip on Monday.",
        [("Gaza Strip", "air_strike", "2023-05-15", "fact", "")],
    ),
    "vernacular-westbank": (
        "Israeli troops raided villages in the West Bank on Monday.",
        [("West Bank", "armed_clash", "2023-05-15", "fact", "")],
    ),
    "khan-younis": (
        "Israeli tanks shelled Khan Younis on Monday.",
        [("Khan Younis", "shelling", "2023-05-15", "fact", "")],
    ),
    "foreign-people-only": (
        "Russian mercenaries attacked a village near Kidal on Monday.",
        [("Kidal", "armed_clash", "2023-05-15", "fact", "")],
    ),
    "turkish-in-syria": ("Turkish jets bombed Manbij on Monday.", [("Manbij", "air_strike", "2023-05-15", "fact", "")]),
    "american-in-iraq": (
        "American soldiers raided a house in Fallujah on Monday.",
        [("Fallujah", "armed_clash", "2023-05-15", "fact", "")],
    ),
    "french-in-mali": (
        "French troops killed three militants in a clash near Gao on Monday.",
        [("Gao", "armed_clash", "2023-05-15", "fact", "")],
    ),
    "saudi-in-yemen": ("Saudi warplanes bombed Taiz on Monday.", [("Taiz", "air_strike", "2023-05-15", "fact", "")]),
    "rwandan-in-congo": ("Rwandan soldiers shelled Goma on Monday.", [("Goma", "shelling", "2023-05-15", "fact", "")]),
    "engaged": (
        "Near Shaddadi in Syria, two strikes engaged a tactical unit.",
        [("Shaddadi", "air_strike", "2023-05-18", "fact", "")],
    ),
    "nationwide-arrests": (
        "Police arrested 40 people in Cairo and Alexandria on Monday.",
        [("Cairo", "abduction", "2023-05-15", "fact", ""), ("Alexandria", "abduction", "2023-05-15", "fact", "")],
    ),
    "from-to": ("Thousands fled from Sake to Goma on Monday.", [("Sake", "evacuation", "2023-05-15", "fact", "")]),
    "of-the-dead": (
        ("Four soldiers were killed near Bama on Monday, the army said; three of them came from Maiduguri."),
        [("Bama", "attack_on_civilians", "2023-05-15", "claimed", "the army")],
    ),
    "last-week": ("The town of Sirte was shelled last week.", [("Sirte", "shelling", "2023-05-08", "fact", "")]),
    "two-days-ago": ("Two days ago a bomb exploded in Jolo.", [("Jolo", "explosion", "2023-05-16", "fact", "")]),
    "since-monday": (
        "Fighting has gone on in Nyala since Sunday, residents said.",
        [("Nyala", "armed_clash", "2023-05-14", "claimed", "residents")],
    ),
    "early-on": (
        "Early on Wednesday a truck bomb exploded in Baidoa.",
        [("Baidoa", "explosion", "2023-05-17", "fact", "")],
    ),
    "possessive-capture": (
        "The army's capture of Lashio on Monday was a blow to the rebels.",
        [("Lashio", "territory_capture", "2023-05-15", "fact", "")],
    ),
    "noun-compound": (
        "The Beirut blast on Monday killed 12 people.",
        [("Beirut", "explosion", "2023-05-15", "fact", "")],
    ),
    "there-was": ("There was a loud explosion in Odesa on Monday.", [("Odesa", "explosion", "2023-05-15", "fact", "")]),
    "rumour-denied": (
        "The governor denied reports that rebels had entered Goma.",
        [("Goma", "troop_movement", "2023-05-18", "denied", "The governor")],
    ),
    "not-yet": (
        "The army has not yet retaken Lashio, a spokesman said.",
        [("Lashio", "territory_capture", "2023-05-18", "denied", "a spokesman")],
    ),
    "only-said-to-meet": (
        "The presidents will meet in Astana on 25 May for peace talks.",
        [("Astana", "talks", "2023-05-25", "planned", "")],
    ),
    "exchange": (
        "Both sides exchanged 50 prisoners near Taiz on Monday.",
        [("Taiz", "talks", "2023-05-15", "fact", "")],
    ),
    "sanctions": ("Washington imposed sanctions on a general from Naypyidaw on Monday.", []),
    "anniversary": ("Residents of Halabja marked the anniversary of the gas attack of 1988 on Monday.", []),
    "obituary": ("General Adam Osman, who was born in Nyala and fought in Chad in 1983, died on Monday.", []),
    "economy": ("The central bank in Khartoum is battling inflation.", []),
    "weather": ("Storms killed 12 people in Goma on Monday.", []),
    "strike-labour": ("Teachers in Sanaa went on strike on Monday.", []),
    "accident": ("A bus crash killed 20 people near Gao on Monday.", []),
}

# text: for each place whether the article says that it could not be verified
UNVERIFIED: dict[str, tuple[str, dict[str, bool]]] = {
    "backwards": (
        ("The rebels said they had captured Bambari on Tuesday. The claim could not be independently verified."),
        {"Bambari": True},
    ),
    "same-sentence": (
        "The army said it had retaken Lashio on Monday, which could not be independently verified.",
        {"Lashio": True},
    ),
    "responsibility-between": (
        (
            "Rebels said they had taken Sake. They claimed responsibility for it. They said they had shelled Goma. "
            "The account could not be verified."
        ),
        {"Sake": True, "Goma": True},
    ),
    "not-forwards": (
        "The claim could not be verified.\n\nRebels said they had seized Bambari on Tuesday.",
        {"Bambari": False},
    ),
    "not-fact": (
        "A car bomb exploded in Mogadishu on Monday. Its target could not be confirmed.",
        {"Mogadishu": False},
    ),
    "none": ("Rebels said they had seized Bambari on Tuesday.", {"Bambari": False}),
    "his-account": (
        "Rebels seized Bambari, the army said. Shells hit Bria, a trader said. His account could not be confirmed.",
        {"Bambari": False, "Bria": True},
    ),
    "these-claims": (
        "Rebels seized Bambari, the army said. Shells hit Bria, a trader said. These claims could not be confirmed.",
        {"Bambari": True, "Bria": True},
    ),
    "neither": (
        (
            "Shells hit Zemio, police said. Rebels seized Bambari, the army said. Jets bombed Bria, a trader said. "
            "Neither report could be verified."
        ),
        {"Zemio": False, "Bambari": True, "Bria": True},
    ),
    "none-of-these": (
        (
            "Shells hit Zemio, police said.\n\nRebels seized Bambari, the army said.\n\nShells hit Bria, "
            "a trader said.\n\nIt rained.\n\nNone of these accounts could be verified."
        ),
        {"Zemio": True, "Bambari": True, "Bria": True},
    ),
    "named": (
        (
            "Rebels seized Bambari, the army said.\n\nShells hit Bria, a trader said.\n\nGunmen raided Zemio, police "
            "said.\n\nThe trader's account could not be checked."
        ),
        {"Bambari": False, "Bria": True, "Zemio": False},
    ),
    "the-claim-not-its-denial": (
        "The rebels said they had seized Bambari. The army denied it. The claim could not be verified.",
        {"Bambari": True},
    ),
    "who-cannot-confirm": (
        (
            "The coalition said jets bombed Bria.\n\nMortar rounds landed in Zemio, a doctor said. The coalition could "
            "not confirm this."
        ),
        {"Bria": False, "Zemio": True},
    ),
    "unconfirmed-of-itself": (
        "Rebels seized Bambari, the army said. There were unconfirmed reports of shelling in Bria.",
        {"Bambari": False, "Bria": True},
    ),
    "statement-with-a-note": (
        (
            "Communiqué No. 4 of the Northern Front\n\nOur fighters seized Bambari.\n\nWe shelled Bria.\n\n"
            "Editor's note: The contents of the communiqué could not be confirmed."
        ),
        {"Bambari": True, "Bria": True},
    ),
    "no-way": (
        "Gunmen raided Zemio, a trader said. There was no way to confirm her story.",
        {"Zemio": True},
    ),
    "ministry-confirmed": (
        "Gunmen raided Zemio, a trader said. The ministry confirmed his account.",
        {"Zemio": False},
    ),
}


def _rows(text: str, published: date | None = THURSDAY) -> list[Row]:
    return [
        (
            claim.place_text,
            str(claim.event_type),
            claim.event_date.isoformat() if claim.event_date else "",
            str(claim.claim_status),
            claim.claimant,
        )
        for claim in claims(text, published)
    ]


@pytest.mark.parametrize(("text", "rows"), ARTICLES.values(), ids=ARTICLES)
def test_an_article_claims_this_and_nothing_else(text: str, rows: list[Row]) -> None:
    assert sorted(_rows(text)) == sorted(rows)


@pytest.mark.parametrize(("text", "unverified"), UNVERIFIED.values(), ids=UNVERIFIED)
def test_unverified_covers_what_stands_before_it(text: str, unverified: dict[str, bool]) -> None:
    assert {claim.place_text: claim.unverified for claim in claims(text)} == unverified


EVENT_TEXTS = [
    ("Soldiers dropped two barrel bombs on Saraqib on Monday.", ["dropped two barrel bombs"]),
    ("Shells  hit Nikopol, Kharkiv and Kherson on Wednesday.", ["Shells  hit"] * 3),
    ("The army shelled Sake. Rebels abducted a priest in Goma.", ["shelled", "abducted"]),
    ("The army shelled Sake on Monday. The shelling of Sake killed two people.", ["shelled"]),
    ("Fighting went on in Lashio, and talks were held in Geneva.", ["Fighting", "talks were held"]),
    ("The army denied that it had shelled Goma.", ["shelled"]),
]


@pytest.mark.parametrize(("text", "told"), EVENT_TEXTS, ids=labels(EVENT_TEXTS))
def test_the_words_that_tell_the_event_are_kept(text: str, told: list[str]) -> None:
    assert [claim.event_text for claim in claims(text)] == told


@pytest.mark.parametrize("text", [text for text, _ in ARTICLES.values()], ids=list(ARTICLES))
def test_quotes_are_verbatim_and_everything_has_its_reason(text: str) -> None:
    found = assembly(text)
    for claim in found.claims:
        assert claim.quote == text[claim.quote_start : claim.quote_end]
        assert claim.place_reason
        assert claim.date_reason
    for dropped in found.dropped:
        assert dropped.reason
        assert dropped.span.of(text)


@pytest.mark.parametrize(
    "text", [text for text, rows in ARTICLES.values() if rows], ids=[n for n, (_, rows) in ARTICLES.items() if rows]
)
def test_ids_outlive_a_moved_offset(text: str) -> None:
    moved = "Rain fell all day.\n\n" + text
    assert [claim.claim_id for claim in claims(moved)] == [claim.claim_id for claim in claims(text)]


def test_ids_outlive_a_better_date_rule() -> None:
    text = "Gunmen kidnapped a priest in Jos on Monday."
    (earlier,), (later,) = claims(text, date(2023, 5, 18)), claims(text, date(2023, 5, 25))
    assert earlier.event_date != later.event_date
    assert earlier.claim_id == later.claim_id


def test_ids_differ_by_article_kind_place_and_ordinal() -> None:
    text = "Gunmen kidnapped a priest in Jos on Monday."
    lexicon, gazetteer = opened()
    record = article(text)
    found = find(record, lexicon, gazetteer)
    located = locate(found, gazetteer, lexicon)
    other_kind = replace(found, events=tuple(replace(e, event_type=EventType.ARMED_CLASH) for e in found.events))
    other_place = tuple(replace(place, text="Bauchi") for place in located)
    assemblies = [
        assemble(record, found, located, lexicon),
        assemble(record, other_kind, located, lexicon),
        assemble(record, found, other_place, lexicon),
        assembly(text, article_id="a2"),
    ]
    ids = [claim.claim_id for made in assemblies for claim in made.claims]
    assert len(set(ids)) == len(ids) == len(assemblies)


def test_a_record_that_its_date_line_contradicts_is_told() -> None:
    text = "BANGUI, 3 May 2023 (News) - Shells hit Bria on Monday."
    reasons = [dropped.reason for dropped in assembly(text).dropped if dropped.span.of(text) == "3 May 2023"]
    assert reasons == ['"3 May 2023" is the date line: its day 2023-05-03 stands, not the record\'s 2023-05-18']
    assert not [d for d in assembly(text, date(2023, 5, 3)).dropped if "date line" in d.reason]


def test_a_date_line_dates_an_article_without_a_record() -> None:
    (claim,) = claims("BANGUI, 3 May 2023 (News) - Shells hit Bria on Monday.", None)
    assert claim.event_date == date(2023, 5, 1)


def test_without_any_day_a_claim_is_undated_and_says_why() -> None:
    (claim,) = claims("Gunmen kidnapped a priest in Jos.", None)
    assert (claim.event_date, claim.event_date_end, claim.date_prec, claim.date_basis) == (None, None, None, None)
    assert "tells" in claim.date_reason


@pytest.mark.parametrize(
    ("text", "day", "basis"),
    [
        # a denial comes on another day than what it denies
        ("The army on Wednesday denied that it had shelled Goma on Monday.", "2023-05-15", "relative"),
        ("The army denied on Wednesday that it had shelled Goma on Monday.", "2023-05-15", "relative"),
        ("The army denied shelling Goma on Monday.", "2023-05-15", "relative"),
        ("On Wednesday the army denied that Goma had fallen.", "2023-05-18", "published"),
        ("The army denied on Wednesday that Goma had fallen.", "2023-05-18", "published"),
        ("The army denied that it shelled Goma, where ten died on Tuesday.", "2023-05-16", "relative"),
        ("The army said on Wednesday that it had shelled Goma.", "2023-05-17", "relative"),
    ],
)
def test_a_denial_lends_no_day(text: str, day: str, basis: str) -> None:
    (claim,) = claims(text)
    assert (str(claim.event_date), claim.date_basis) == (day, basis)


@pytest.mark.parametrize(
    ("text", "deaths"),
    [
        ("Rebels shelled Goma on Monday, killing two. Another rocket attack on Goma killed six.", [2, 6]),
        ("A bomb exploded in Goma on Monday, killing two. A second bomb exploded there later, killing six.", [2, 6]),
        ("A bomb exploded in Goma on Monday, killing two. The second bomb exploded in Goma later, killing six.", [2]),
        ("Another bomb exploded in Goma on Monday. The bomb that exploded in Goma killed six.", [6]),
        # all that died so far, whenever they died
        ("Shells hit Goma on Monday, killing two. Two men died on Tuesday, raising the death toll to four.", [4]),
        ("Shells hit Goma on Monday, killing two. Two men died on Tuesday. Goma is in mourning.", [2]),
        ("Shells hit Goma on Monday, killing two and bringing the death toll to nine.", [9]),
        ("Shells hit Goma on Monday, killing two. This brings the number of people killed this year to 400.", [2]),
        ("Shells hit Goma on Monday, killing nine. The death toll had earlier been put at two.", [9]),
    ],
)
def test_what_is_another_event_and_what_counts_all(text: str, deaths: list[int]) -> None:
    assert [claim.deaths_min for claim in claims(text)] == deaths


@pytest.mark.parametrize(
    ("text", "claimant", "party"),
    [
        ("Sotk was shelled, the Defence Ministry of Armenia said.", "the Defence Ministry of Armenia", "Armenia"),
        (
            "Azerbaijan's Defence Ministry said that Sotk had been shelled.",
            "Azerbaijan's Defence Ministry",
            "Azerbaijan",
        ),
        ("Azerbaijans Defence Ministry said that Sotk had been shelled.", "Azerbaijans Defence Ministry", "Azerbaijan"),
        ("Ukraine said that Sumy had been shelled.", "Ukraine", "Ukraine"),
        ("A Myanmar news site said that rebels had seized Tamu.", "A Myanmar news site", ""),
        ("The president of Iraq said that Mosul had been shelled.", "The president of Iraq", "Iraq"),
        ("A doctor in Syria said that Idlib had been shelled.", "A doctor in Syria", ""),
        ("A UN envoy to Syria said that Idlib had been shelled.", "A UN envoy to Syria", ""),
        ("The junta spoke. It denied that Tamu had fallen, as some media had claimed.", "", ""),
        ("Rebels took Goma, as the army said on Monday.", "the army", "army"),
    ],
)
def test_whose_word_it_is(text: str, claimant: str, party: str) -> None:
    (claim,) = claims(text)
    assert (claim.claimant, claim.claimant_side) == (claimant, party)


def test_what_was_long_announced_is_said_by_nobody() -> None:
    (claim,) = claims("The army launched its long-announced offensive on Rutshuru.")
    assert (claim.claimant, claim.claim_status) == ("", ClaimStatus.FACT)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Two men were killed there in a similar attack on Tuesday.", [("Caloto", "armed_clash", "2023-05-16")]),
        ("There was an attack on Tuesday.", []),
        ("There, in the hills, an attack was feared.", []),
    ],
)
def test_there_is_the_place_told_before(text: str, told: list[tuple[str, str, str]]) -> None:
    _, *found = claims(f"Rebels shelled Caloto in Colombia on Monday. {text}")
    assert [(claim.place_text, claim.event_type, str(claim.event_date)) for claim in found] == told

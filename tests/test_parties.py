"""Who did it and to whom, as the sentence tells it; who takes responsibility, and whose side a claimant is on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.claims.claimants import side
from geo.claims.parties import parties
from tests.reading import claims, findings, labels, opened

# text, actor, target
PARTIES: list[tuple[str, str, str]] = [
    ("Turkish artillery shelled Kobane.", "Turkish artillery", ""),
    ("Gunmen kidnapped two priests in Jos.", "Gunmen", "two priests"),
    ("Two priests were kidnapped by gunmen in Jos.", "gunmen", "Two priests"),
    ("Soldiers executed prisoners in Bucha.", "Soldiers", "prisoners"),
    ("The army said that militants had ambushed a convoy near Bama.", "militants", "a convoy"),
    ("A car bomb exploded in Mogadishu.", "", ""),
    ("In Jos, gunmen kidnapped a priest.", "gunmen", "a priest"),
    # a place is where, not to whom; what stands there is
    ("Fighters of the Arakan Army seized Kyauktaw.", "Fighters of the Arakan Army", ""),
    ("M23 rebels captured the town of Rutshuru.", "M23 rebels", ""),
    ("The rebels captured four villages near Rutshuru.", "The rebels", "four villages"),
    ("The rebels took control of the airport in Goma.", "The rebels", "the airport"),
    ("An explosion rocked Beirut.", "", ""),
    ("Rebels burned down houses in Nyala.", "Rebels", "houses"),
    ("Unknown men blew up a bridge in Saravena.", "Unknown men", "a bridge"),
    ("Fighters set fire to oil wells near Qayyarah.", "Fighters", "oil wells"),
    ("Azerbaijan said Ganja had been shelled.", "", ""),
    ("Shusha had been captured by Azerbaijani forces.", "Azerbaijani forces", ""),
    # nouns are no verbs
    ("Fighting was reported in Gao.", "", ""),
    ("Heavy fighting broke out in Nyala.", "", ""),
    ("There was shelling of a market in Nikopol.", "", "a market"),
    ("The army reported an attack on its camp at Ansongo.", "", "its camp"),
    ("A drone strike on a convoy near Bama was reported.", "", "a convoy"),
    ("An attack by gunmen on a bus near Bama was reported.", "gunmen", "a bus"),
    ("Israeli airstrikes hit two houses in Rafah.", "Israeli", "two houses"),
    ("An air strike hit a factory in Mekelle.", "", "a factory"),
    ("Russian shelling continued in Nikopol.", "Russian", ""),
    ("A rebel attack on a prison in Nyala failed.", "rebel", "a prison"),
    ("Aircraft of the coalition carried out an air strike near Tal Afar.", "Aircraft of the coalition", ""),
    # the whole noun phrase
    ("Israeli jets bombed a depot in Tarhuna.", "Israeli jets", "a depot"),
    ("Coalition-backed forces entered Tell Tamer.", "Coalition-backed forces", ""),
    ("Ethiopian and Eritrean soldiers attacked a church in Axum.", "Ethiopian and Eritrean soldiers", "a church"),
    ("Army helicopters dropped barrel bombs on a school in Aleppo.", "Army helicopters", "a school"),
    ("Gunmen on motorcycles abducted 20 women near Gwoza.", "Gunmen on motorcycles", "20 women"),
    ("Forces loyal to the government recaptured Gharyan.", "Forces loyal to the government", ""),
    ("Militants linked with the group attacked a train near Sibi.", "Militants linked with the group", "a train"),
    ("Armed men kidnapped a doctor in Gao.", "Armed men", "a doctor"),
    (
        "Russian forces and separatist fighters attacked a base in Popasna.",
        "Russian forces and separatist fighters",
        "a base",
    ),
    ("Rebels attacked a base in Nyala and soldiers fled the town of Kabum.", "Rebels", "a base"),
    # the time and place before them are no part of them
    ("On Monday rebels attacked an army base in Nyala.", "rebels", "an army base"),
    ("On 3 May gunmen attacked a cattle camp near Bor.", "gunmen", "a cattle camp"),
    ("In Jos gunmen kidnapped a priest.", "gunmen", "a priest"),
    ("After the talks the army shelled a market in Nyala.", "the army", "a market"),
    (
        "Rebel fighters reportedly attacked an army checkpoint near Khan Shaykhun.",
        "Rebel fighters",
        "an army checkpoint",
    ),
    ("The rebels attacked a prison in Nyala the same night.", "The rebels", "a prison"),
    ("The army attacked a camp of the militants south of Bama.", "The army", "a camp of the militants"),
    # verbs that lead to others, and subjects shared with others
    ("The rebels managed to capture a bridge near Nyala.", "The rebels", "a bridge"),
    ("The rebels tried to seize a hospital in Mosul.", "The rebels", "a hospital"),
    ("The president ordered troops to attack a base in Nyala.", "troops", "a base"),
    ("Gunmen entered the house and kidnapped a priest in Jos.", "Gunmen", "a priest"),
    ("Gunmen stopped a bus near Jos, kidnapping 12 passengers.", "Gunmen", "12 passengers"),
    ("The rebels said that they had attacked a base in Kobo.", "The rebels", "a base"),
    ("They attacked a base in Kobo, the rebels said.", "", "a base"),
    ("The Syrian Army, which is led by the president, attacked a base in Tell Tamer.", "The Syrian Army", "a base"),
    # what suffers does not act
    ("Rockets that hit a market in Idlib were launched by government forces.", "government forces", "a market"),
    ("The rockets that hit a market in Idlib had been fired by the army, he said.", "the army", "a market"),
    ("Rockets hit a market in Idlib and were filmed by a boy.", "", "a market"),
    ("Rebels blamed the army for an attack on a prison in Nyala.", "the army", "a prison"),
    ("Iraq blamed Hezbollah fighters for the attack on a base in Nyala.", "Hezbollah fighters", "a base"),
    ("He accused the army of attacks on a prison in Nyala.", "the army", "a prison"),
    ("He blamed neglect for a bomb attack on a prison in Nyala.", "", "a prison"),
    ("The army was blamed for an attack on a prison in Nyala.", "", "a prison"),
    ("The minister said rebels were behind the attack on a prison in Nyala.", "rebels", "a prison"),
    ("A convoy hit a mine near Djibo.", "", "A convoy"),
    ("A bus that was carrying traders struck a landmine near Djibo.", "", "A bus"),
    ("A military convoy came under attack from militants near Bama.", "militants", "A military convoy"),
    ("The hospital came under fire in Nyala.", "", "The hospital"),
    ("A bus was hit by a rocket in Nikopol.", "", "A bus"),
    ("Rockets were fired at a base in Gao.", "", "a base"),
    ("A bomb exploded outside a mosque in Quetta.", "", "a mosque"),
    ("About 200 families were evacuated from Homs.", "", "About 200 families"),
    ("Up to 20,000 people fled from Gao.", "", "Up to 20,000 people"),
    ("Nigerian troops were deployed to Damboa.", "Nigerian troops", ""),
    ("Gunmen killed at least 20 people in Gao.", "Gunmen", "at least 20 people"),
    ("Gunmen killed 12 in Gao.", "Gunmen", ""),
    ("Dozens were kidnapped in Gao.", "", ""),
    ("At least 20 women were kidnapped in Gao.", "", "At least 20 women"),
    ("A missile hit an apartment building in Kharkiv.", "", "an apartment building"),
    # countries and movements by name
    ("Turkey bombed a depot near Kobane.", "Turkey", "a depot"),
    ("Hezbollah fired rockets at a base in Nahariya.", "Hezbollah", "a base"),
    ("Boko Haram militants, riding motorcycles, kidnapped a chief in Bama.", "Boko Haram militants", "a chief"),
    ("Sudan's RSF attacked a hospital in El Fasher.", "Sudan's RSF", "a hospital"),
    ("Talks between Kenya and Somalia were held in Geneva.", "", ""),
]

# text, actor of the first claim
CLAIMED: list[tuple[str, str]] = [
    ("The Taliban claimed responsibility for a blast in Quetta.", "The Taliban"),
    ("A bomb exploded in Quetta. The Taliban claimed responsibility.", "The Taliban"),
    ("A bomb exploded in Quetta. The Taliban claimed responsibility for the attack.", "The Taliban"),
    ("Gunmen attacked a church in Quetta. The Taliban claimed responsibility.", "Gunmen"),
    ("A bomb exploded in Quetta. No group has claimed responsibility.", ""),
    ("A bomb exploded in Quetta. The Taliban have not claimed responsibility.", ""),
    ("No group claimed responsibility for a blast in Quetta.", ""),
]

# claimant, its side
SIDES: list[tuple[str, str]] = [
    ("the Russian army", "Russian"),
    ("a Ukrainian official", "Ukrainian"),
    ("a South Korean general", "South Korean"),
    ("a Taliban spokesman", "Taliban"),
    ("the rebels", "rebels"),
    ("a rebel commander", "rebel"),
    ("a United Nations spokeswoman", ""),
    ("residents", ""),
    ("", ""),
]


@pytest.mark.parametrize(("text", "actor", "target"), PARTIES, ids=labels(PARTIES))
def test_who_did_it_to_whom(text: str, actor: str, target: str) -> None:
    found = claims(text)
    assert [(claim.actor, claim.target) for claim in found[:1]] == [(actor, target)]


@pytest.mark.parametrize(("text", "actor"), CLAIMED, ids=labels(CLAIMED))
def test_who_takes_responsibility_is_the_actor(text: str, actor: str) -> None:
    assert claims(text)[0].actor == actor


@pytest.mark.parametrize(("claimant", "expected"), SIDES, ids=labels(SIDES))
def test_the_side_of_a_claimant(claimant: str, expected: str) -> None:
    assert side(claimant, opened()[0]) == expected


WORDS = (
    "attacked shelling were was by and , ( - the a rebels Gao town of on at said that they which killed to managed had "
    "bombs hit fled claimed responsibility forces backed Coalition Monday army's IS base mine"
)


def read(text: str) -> None:
    found = findings(text)
    for event in found.events:
        told = parties(event, found, text, opened()[0])
        assert told.actor in " ".join(text.split())
        assert told.target in " ".join(text.split())


@given(st.lists(st.sampled_from(WORDS.split()), max_size=40))
def test_parties_are_words_of_the_text(words: list[str]) -> None:
    read(" ".join(words))


@pytest.mark.parametrize(
    "piece", ["rebels and ", "attacked ", "attacked, ", "the army ", "of the ", "which was ", "in Gao "]
)
def test_a_long_sentence_is_read_in_linear_time(piece: str) -> None:
    text = "Rebels " + piece * 10_000 + "attacked a base."
    found = findings(text)
    for event in found.events:
        parties(event, found, text, opened()[0])

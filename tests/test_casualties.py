"""How many were killed and hurt: as told, of the place where it was told, and nothing where it is not sure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.claims.casualties import Figure, figures
from geo.claims.harmed import Harm
from geo.model import Findings
from tests.reading import article, claims, findings, labels, opened

Bounds = tuple[int | None, int | None]
NONE: Bounds = (None, None)


def read(text: str, found: Findings) -> list[Figure]:
    numbers = range(len(found.sentences))
    return [figure for n in numbers for figure in figures(article(text), found, n, opened()[0])]


def counted(text: str) -> dict[Harm, Bounds]:
    """Return the first figure of each kind in a text."""
    first: dict[Harm, Bounds] = {}
    for figure in read(text, findings(text)):
        first.setdefault(figure.harm, (figure.count.low, figure.count.high))
    return first


def exactly(number: int) -> Bounds:
    return number, number


# text, deaths, injured
TOLD: list[tuple[str, Bounds, Bounds]] = [
    # active and passive, with and without a noun
    ("A car bomb killed nine and wounded 25.", exactly(9), exactly(25)),
    ("Nine people were killed and 25 others wounded when the bus hit a mine.", exactly(9), exactly(25)),
    ("The strike killed 14 people and injured more than 30.", exactly(14), (30, None)),
    ("Four policemen were killed and seven were wounded.", exactly(4), exactly(7)),
    ("The blast left 17 dead and hundreds injured.", exactly(17), (200, 999)),
    ("The blast left at least a dozen soldiers dead.", (12, None), NONE),
    ("It left three people dead and five wounded.", exactly(3), exactly(5)),
    ("Shells hit the market, killing nine people and wounding dozens.", exactly(9), (24, 99)),
    ("Twelve people died and 30 were hurt.", exactly(12), exactly(30)),
    ("Two killed, five injured in the ambush.", exactly(2), exactly(5)),
    ("Two killed in the ambush, police said.", exactly(2), NONE),
    ("Blast kills 12, injures 30.", exactly(12), exactly(30)),
    ("The attack claimed 12 lives.", exactly(12), NONE),
    ("The attack claimed the lives of 12 people.", exactly(12), NONE),
    ("Eleven miners lost their lives.", exactly(11), NONE),
    ("The army reported 12 deaths.", exactly(12), NONE),
    ("The raid led to the deaths of three villagers.", exactly(3), NONE),
    ("The killing of three men set off protests.", exactly(3), NONE),
    ("The attack resulted in injuries to eight security personnel.", NONE, exactly(8)),
    ("Militants executed 20 villagers.", exactly(20), NONE),
    ("Gunmen shot dead three men.", exactly(3), NONE),
    ("Three men were shot dead.", exactly(3), NONE),
    ("Three men were shot and killed.", exactly(3), NONE),
    ("Five soldiers were found dead.", exactly(5), NONE),
    ("Five soldiers were ambushed and killed.", exactly(5), NONE),
    ("Gunmen attacked and killed six herders.", exactly(6), NONE),
    ("The army has killed 40 militants.", exactly(40), NONE),
    ("Forty militants have been killed.", exactly(40), NONE),
    ("Two gunmen killed three soldiers.", exactly(3), NONE),
    ("In all, 12 people were wounded.", NONE, exactly(12)),
    ("A total of 12 people were wounded.", NONE, exactly(12)),
    # numbers in words
    ("Twenty-one soldiers were killed.", exactly(21), NONE),
    ("Two hundred and five people were killed.", exactly(205), NONE),
    ("One thousand two hundred people were killed.", exactly(1200), NONE),
    ("A hundred people were killed.", exactly(100), NONE),
    ("Half a dozen people were killed.", exactly(6), NONE),
    ("Two dozen people were killed.", exactly(24), NONE),
    ("The raid killed 1,200 people.", exactly(1200), NONE),
    # bounds
    ("No fewer than 12 people were killed.", (12, None), NONE),
    ("More than a dozen people were killed.", (12, None), NONE),
    ("The raid killed up to 20 people.", (None, 20), NONE),
    ("As many as 20 people were killed.", (None, 20), NONE),
    ("Between 10 and 15 people were killed.", (10, 15), NONE),
    ("Shelling killed 10 to 15 people.", (10, 15), NONE),
    ("Shelling killed 10-15 people.", (10, 15), NONE),
    ("Two or three people were killed.", (2, 3), NONE),
    ("12 or more people were killed.", (12, None), NONE),
    ("Dozens were killed.", (24, 99), NONE),
    ("Dozens of people were killed.", (24, 99), NONE),
    ("Scores of civilians were killed.", (40, 99), NONE),
    ("Hundreds of people died.", (200, 999), NONE),
    ("At least dozens were killed.", (24, None), NONE),
    ("Several soldiers were killed.", (3, 9), NONE),
    ("Several dozen people were wounded.", NONE, (24, 99)),
    ("Several hundred people were wounded.", NONE, (200, 999)),
    ("Some 40 people were wounded.", NONE, exactly(40)),
    ("A few soldiers were wounded.", NONE, (2, 6)),
    # lists, parts, asides
    ("The ambush killed three soldiers and two civilians.", exactly(5), NONE),
    ("The ambush killed three soldiers, a guard and two civilians.", exactly(6), NONE),
    ("Three soldiers, a guard and two civilians were killed.", exactly(6), NONE),
    ("The rocket killed a woman and two children.", exactly(3), NONE),
    ("A woman and her two children were killed.", exactly(3), NONE),
    ("Eight people, three of them children, were killed.", exactly(8), NONE),
    ("Eight people, including three children, were killed.", exactly(8), NONE),
    ("Eight people, including three children were killed.", exactly(8), NONE),
    ("Eight people (three of them children) were killed.", exactly(8), NONE),
    ("The rocket killed eight people, three of them children.", exactly(8), NONE),
    ("The rocket killed eight people, including a woman and two children.", exactly(8), NONE),
    ("Fifteen of the 40 hostages were killed.", exactly(15), NONE),
    ("Of the 40 hostages, 15 were killed.", exactly(15), NONE),
    ("All 40 passengers were killed.", exactly(40), NONE),
    ("One of the two soldiers was killed.", exactly(1), NONE),
    ("Three of them were killed.", exactly(3), NONE),
    ("Both soldiers were killed.", exactly(2), NONE),
    ("Twelve people in a queue for bread were killed.", exactly(12), NONE),
    ("Twelve people who were waiting for bread were killed.", exactly(12), NONE),
    ("Nine people killed on Monday were buried.", exactly(9), NONE),
    ("Three soldiers were killed and two civilians were wounded.", exactly(3), exactly(2)),
    ("The bomb killed three soldiers and two civilians were wounded.", exactly(3), exactly(2)),
    ("The bomb killed 12 people and a doctor said more were coming.", exactly(12), NONE),
    ("The bomb killed 12 people, a police officer said.", exactly(12), NONE),
    ("Police said three soldiers and two civilians were killed.", exactly(5), NONE),
    # one person
    ("The drone killed a teacher.", exactly(1), NONE),
    ("A 12-year-old boy was killed.", exactly(1), NONE),
    ("Two 12-year-old boys were killed.", exactly(2), NONE),
    ("The sniper wounded a 70-year-old.", NONE, exactly(1)),
    ("The governor was wounded.", NONE, exactly(1)),
    ("The wife of the governor was killed.", exactly(1), NONE),
    ("A soldier's wife was killed.", exactly(1), NONE),
    ("The commander of 200 fighters was killed.", exactly(1), NONE),
    ("A police officer was killed.", exactly(1), NONE),
    ("A man, 56, and a woman, 61, were killed.", exactly(2), NONE),
    ("The rocket killed a man, 56, and a woman, 61.", exactly(2), NONE),
    ("A man carrying two children was killed.", exactly(1), NONE),
    ("Another soldier was wounded.", NONE, exactly(1)),
    ("Five Israelis were wounded.", NONE, exactly(5)),
    ("Three Palestinian Islamic Jihad militants were killed.", exactly(3), NONE),
    # tolls
    ("The death toll from the blast in Beirut rose to 200.", exactly(200), NONE),
    ("The death toll passed 200.", (200, None), NONE),
    ("The death toll has risen to at least 35.", (35, None), NONE),
    ("Officials put the death toll at 12.", exactly(12), NONE),
    ("It was the deadliest attack since the war began and killed 60 people.", exactly(60), NONE),
    ("The strike killed 60 people, the deadliest attack since the war began.", exactly(60), NONE),
]

UNTOLD = [
    # nobody, or not surely
    "No one was killed.",
    "The blast left no one dead.",
    "No soldiers were killed.",
    "None of the 40 passengers were killed.",
    "Neither of the two soldiers was hurt.",
    "There were no casualties.",
    "Shells hit the market, and nobody was hurt.",
    "The 12 people were not killed.",
    "The army did not kill 12 people.",
    "The bomb could have killed 12 people.",
    "Twelve people may have died.",
    "Twelve people are feared dead.",
    "The rebels threatened to kill 12 hostages.",
    "Some of the soldiers were killed.",
    "Most of the 40 passengers were killed.",
    # joint figures
    "More than 60 people were killed and injured.",
    "The blasts killed and wounded more than 60.",
    "The blasts killed or wounded 60 people.",
    "There were 60 dead and wounded.",
    "There were 60 casualties.",
    "The army killed or captured 12 militants.",
    "The army captured or killed 12 militants.",
    # numbers of other things
    "On 12 May killed and wounded lay in the streets.",
    "The strike killed him 12 km from the front.",
    "He was killed two days later.",
    "He was killed in 2014.",
    "The man was aged 45 when it killed cattle.",
    "Colonel Idris, 45, was killed.",
    "Shelling killed livestock worth $300.",
    "The raid killed 12 cows.",
    "The strike destroyed 12 vehicles and killed cattle.",
    "The attack killed 12 percent of the herd.",
    "A blast at 3 pm killed cattle.",
    "12-year-old Ahmed was killed.",
    "Killed were several of the leaders of 12 groups.",
    "Two police vehicles were hit.",
    "Two rebel positions were hit and their wounded fled.",
    "A police station was hit, and the dead were not counted.",
    "The 3rd Brigade was hit, its dead were many.",
    "M23 killed civilians.",
    "A strike by an F-16 killed civilians.",
    "Gunmen of the 12 brigade killed civilians.",
    "Two gunmen killed civilians.",
    "Two gunmen in Gao left many dead.",
    "Two officials from the ministry said Ahmed was killed.",
    "Two children were among the dead.",
    "Twelve of the dead were children.",
    "A 40-member crew was killed.",
    # a war, a year, a day long ago
    "Over 500,000 have died in the conflict.",
    "More than 12,000 people have been killed since the war began.",
    "Since the war began, more than 12,000 people have been killed.",
    "More than 300 people have been killed this year.",
    "The fighting killed 2,000 people in the past two years.",
    "Tens of thousands of people have been killed.",
    "In 2014, a bomb there killed 12 people.",
    "The market, where a bomb killed 12 people in 2014, was hit.",
    "More than 300 have been killed and 900 wounded since January.",
]


@pytest.mark.parametrize(("text", "dead", "hurt"), TOLD, ids=labels(TOLD))
def test_figures_are_taken_as_told(text: str, dead: Bounds, hurt: Bounds) -> None:
    found = counted(text)
    assert (found.get(Harm.DEATHS, NONE), found.get(Harm.INJURED, NONE)) == (dead, hurt)


@pytest.mark.parametrize("text", UNTOLD, ids=labels([(text,) for text in UNTOLD]))
def test_what_is_not_surely_told_gives_no_figure(text: str) -> None:
    assert counted(text) == {}


# text, (place, deaths, injured) of each claim
PLACED: list[tuple[str, list[tuple[str, Bounds, Bounds]]]] = [
    ("Gunmen killed five people in Gao and three in Kidal.", [("Gao", exactly(5), NONE), ("Kidal", exactly(3), NONE)]),
    (
        "Five people were killed in clashes in Gao and three in Kidal.",
        [("Gao", exactly(5), NONE), ("Kidal", exactly(3), NONE)],
    ),
    (
        "Clashes killed five soldiers in Gao, two in Menaka and three in a village.",
        [("Gao", exactly(5), NONE), ("Menaka", exactly(2), NONE)],
    ),
    (
        "Shelling killed five people in Nikopol and wounded three in Kherson.",
        [("Nikopol", exactly(5), NONE), ("Kherson", NONE, exactly(3))],
    ),
    (
        "Rockets hit Ashkelon, and shells killed four people in Sderot.",
        [("Ashkelon", NONE, NONE), ("Sderot", exactly(4), NONE)],
    ),
    (
        "In Gao, gunmen kidnapped a priest, while a car bomb killed nine people in Mopti.",
        [("Gao", NONE, NONE), ("Mopti", exactly(9), NONE)],
    ),
    ("Gunmen killed two soldiers between Gao and Kidal.", [("Gao", exactly(2), NONE)]),
    # one figure for several places: none of them had more
    (
        "Shells hit houses in Gao, Mopti and Kidal, killing five people.",
        [("Gao", (None, 5), NONE), ("Mopti", (None, 5), NONE), ("Kidal", (None, 5), NONE)],
    ),
    ("Clashes killed at least five people in Gao and Kidal.", [("Gao", NONE, NONE), ("Kidal", NONE, NONE)]),
    # others beside those told before
    ("Clashes in Nyala killed nine people, and two others died in hospital.", [("Nyala", exactly(11), NONE)]),
    ("Clashes in Nyala killed nine people, and three children were among the dead.", [("Nyala", exactly(9), NONE)]),
    # what cannot harm, or has not happened
    ("Talks were held in Geneva after a blast that killed five people.", [("Geneva", NONE, NONE)]),
    ("The army threatened to bomb Nyala, where five people were killed.", [("Nyala", NONE, NONE)]),
    ("The fighting in Nyala has killed 3,000 people since the war began.", [("Nyala", NONE, NONE)]),
]


@pytest.mark.parametrize(("text", "expected"), PLACED, ids=labels(PLACED))
def test_figures_belong_to_the_event_at_their_place(text: str, expected: list[tuple[str, Bounds, Bounds]]) -> None:
    found = [
        (claim.place_text, (claim.deaths_min, claim.deaths_max), (claim.injured_min, claim.injured_max))
        for claim in claims(text)
    ]
    assert found == expected


WORDS = (
    "killed wounded dead died were was and , ( ) of the a at least more than 12 1,200 two hundred twenty one soldiers "
    "people who in Gao Kidal no one death toll rose to since war began said year old - — ; ' $ injured or others"
)


@given(st.lists(st.sampled_from(WORDS.split()), max_size=40))
def test_any_words_give_bounds_in_order(pieces: list[str]) -> None:
    text = " ".join(pieces)
    found = findings(text)
    for figure in read(text, found):
        low, high = figure.count.low, figure.count.high
        assert low is None or low > 0
        assert low is None or high is None or low <= high
        assert 0 <= figure.first < figure.last <= len(found.tokens)


@pytest.mark.parametrize("piece", ["two soldiers, ", "killed ", "were killed and ", "(of the ", "a ", "12 ", "died, "])
def test_a_long_sentence_is_read_in_linear_time(piece: str) -> None:
    text = "Gunmen killed " + piece * 20_000 + "were killed."
    found = findings(text)
    assert all(figure.last <= len(found.tokens) for figure in read(text, found))


def test_many_shares_take_linear_time() -> None:
    text = "Rebels " + "attacked Gao and killed five soldiers, " * 3_000 + "they said."
    assert {claim.location for claim in claims(text)} == {"Gao"}

"""Who did it, to whom, and how many were killed and hurt, as the sentence tells it."""

from __future__ import annotations

import pytest

from tests.reading import claims, labels

# text, deaths at least, at most, injured at least, at most
CASUALTIES: list[tuple[str, int | None, int | None, int | None, int | None]] = [
    ("A car bomb killed 12 people in Mogadishu.", 12, 12, None, None),
    ("A car bomb killed at least 12 people in Mogadishu.", 12, None, None, None),
    ("A car bomb killed up to 12 people in Mogadishu.", None, 12, None, None),
    ("A car bomb killed dozens of people in Mogadishu.", 24, 99, None, None),
    ("Shells hit a market in Taiz, injuring seven children.", None, None, 7, 7),
    ("Shells hit a market in Taiz, and nobody was hurt.", None, None, None, None),
    ("More than 1,200 people died in the fighting in El Geneina.", 1200, None, None, None),
    ("The blast in Quetta on 14 May left 17 dead and hundreds injured.", 17, 17, 200, 999),
    ("Shelling killed three people in Nikopol, the governor said.", 3, 3, None, None),
    ("Two rockets hit Ashkelon.", None, None, None, None),
    ("At least 14 people died and some 30 were injured in the blast in Davao.", 14, None, 30, 30),
    ("Four policemen were killed and seven were wounded in the ambush near Gao.", 4, 4, 7, 7),
    ("One person was killed in shelling in Nikopol.", 1, 1, None, None),
    ("Dozens were wounded by shelling in Nikopol.", None, None, 24, 99),
    ("Clashes in Nyala left 16 people dead and 24 wounded.", 16, 16, 24, 24),
    ("In Jos, 3 Brigade soldiers killed two gunmen.", 2, 2, None, None),
]

# text, actor, target
PARTIES: list[tuple[str, str, str]] = [
    ("Turkish artillery shelled Kobane.", "Turkish artillery", "Kobane"),
    ("Gunmen kidnapped two priests in Jos.", "Gunmen", "two priests"),
    ("Two priests were kidnapped by gunmen in Jos.", "gunmen", "Two priests"),
    ("M23 rebels captured the town of Rutshuru.", "M23 rebels", "the town of Rutshuru"),
    ("Soldiers executed prisoners in Bucha.", "Soldiers", "prisoners"),
    ("An explosion rocked Beirut.", "", ""),
    ("The army said that militants had ambushed a convoy near Bama.", "militants", "a convoy"),
    ("A car bomb exploded in Mogadishu.", "", ""),
    ("Fighters of the Arakan Army seized Kyauktaw.", "Fighters of the Arakan Army", "Kyauktaw"),
    ("In Jos, gunmen kidnapped a priest.", "gunmen", "a priest"),
]


@pytest.mark.parametrize(("text", "dead", "dead_most", "hurt", "hurt_most"), CASUALTIES, ids=labels(CASUALTIES))
def test_the_dead_and_the_injured_are_counted_as_told(
    text: str, dead: int | None, dead_most: int | None, hurt: int | None, hurt_most: int | None
) -> None:
    first = claims(text)[0]
    assert (first.deaths_min, first.deaths_max) == (dead, dead_most)
    assert (first.injured_min, first.injured_max) == (hurt, hurt_most)


@pytest.mark.parametrize(("text", "actor", "target"), PARTIES, ids=labels(PARTIES))
def test_who_did_it_to_whom(text: str, actor: str, target: str) -> None:
    assert [(claim.actor, claim.target) for claim in claims(text)] == [(actor, target)]

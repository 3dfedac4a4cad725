"""On whose word each sentence stands: the claimant's words, the stance of the verb, and how far a speech goes on."""

from __future__ import annotations

import pytest

from tests.reading import findings, labels

# text, for each sentence the claimant's words, None where the article speaks in its own voice
CLAIMANTS: list[tuple[str, list[str | None]]] = [
    ("Rebels captured Bunagana on Friday.", [None]),
    ("The army said that rebels had captured Bunagana.", ["The army"]),
    ("Rebels captured Bunagana, the army said.", ["the army"]),
    ("Rebels captured Bunagana, the army said on Friday.", ["the army"]),
    ("Rebels have captured Bunagana, according to residents.", ["residents"]),
    ("According to the Yemeni Landmine Monitor, a mine exploded near Hajjah.", ["the Yemeni Landmine Monitor"]),
    ("According to local officials, gunmen kidnapped a priest in Jos.", ["local officials"]),
    ("A resident told reporters that shells had fallen on Nikopol.", ["A resident"]),
    ("Shells fell on Nikopol, Governor Serhiy Lysak said.", ["Governor Serhiy Lysak"]),
    (
        "Military spokesman Col. Medhat Orabi said that gunmen had attacked a post near Rafah.",
        ["Military spokesman Col. Medhat Orabi"],
    ),
    ("The Defence Ministry in Moscow claimed that its troops had taken Soledar.", ["The Defence Ministry in Moscow"]),
    ("Kyiv claimed that a missile had hit Marib.", ["Kyiv"]),
    ("Witnesses reported gunfire in Port-au-Prince.", ["Witnesses"]),
    ("Doctors Without Borders confirmed that its hospital in Khan Younis had been hit.", ["Doctors Without Borders"]),
    ("The mayor of Kharkiv wrote on Telegram that rockets had hit a school.", ["The mayor of Kharkiv"]),
    ("Ethiopia denied that its planes had bombed Mekelle.", ["Ethiopia"]),
    ("The Colombian army rejected reports that it had bombed the camp.", ["The Colombian army"]),
    ("The coalition dismissed claims that it had hit a hospital in Saada.", ["The coalition"]),
    ('"They shelled us all night," said Olena Kravets, a teacher in Nikopol.', ["Olena Kravets"]),
    ("“They shelled us all night,” said Olena Kravets, a teacher in Nikopol.", ["Olena Kravets"]),
    ('"The town has fallen," a rebel commander told reporters.', ["a rebel commander"]),
    ("“We have taken the airport,” General Haftar’s spokesman said.", ["General Haftar’s spokesman"]),
    ('"Our patrol was ambushed near Gao," the French army said in a statement.', ["the French army"]),
    ('"The camp is empty," added the official.', ["the official"]),
    (
        "Abdul Malik, a shopkeeper in Quetta, said that two blasts had shaken the market.",
        ["Abdul Malik, a shopkeeper in Quetta"],
    ),
    ("Igor Petrov, the ministry's spokesman, said troops had entered Goma.", ["Igor Petrov, the ministry's spokesman"]),
    ("Two blasts shook the market, Abdul Malik, a shopkeeper, said.", ["Abdul Malik, a shopkeeper"]),
    (
        "Gunmen raided Solhan, the governor said. He added that 20 villagers were dead.",
        ["the governor", "the governor"],
    ),
    (
        ("Colonel Amadou Sanogo said that rebels had attacked Ménaka. They also burned down the market."),
        ["Colonel Amadou Sanogo", "Colonel Amadou Sanogo"],
    ),
    ("The army said it had retaken Lashio. The statement said 12 rebels were killed.", ["The army", "The statement"]),
    (
        '"They came at night. They burned our houses. Nobody helped us," a villager in Kalogi said.',
        ["a villager in Kalogi", "a villager in Kalogi", "a villager in Kalogi"],
    ),
    (
        ("“They came at night. They burned our houses,” said Mary Lado. The village lies near the border."),
        ["Mary Lado", "Mary Lado", None],
    ),
    ('Mary Lado said: "They came at night. They burned our houses."', ["Mary Lado", "Mary Lado"]),
    (
        ("Rebels captured Bunagana. Residents said the army had fled. Goma is the largest city of the region."),
        [None, "Residents", None],
    ),
    ("The spokesman said jets had bombed Sanaa.\n\nA car bomb exploded in Aden.", ["The spokesman", None]),
    ("Al-Shabaab claimed responsibility for the bombing in Mogadishu.", ["Al-Shabaab"]),
    ("The group has claimed responsibility for the attack in Jolo.", ["The group"]),
    ("The Islamic State took responsibility for the blast in Quetta.", ["The Islamic State"]),
    ("The truce was announced in Doha.", [None]),
    ("The army was accused of shelling Taiz.", [None]),
    ("The town, said to be empty, was shelled.", [None]),
    ("The note was read by the guards at the gate.", [None]),
    ("The blast claimed 12 lives in Beirut.", [None]),
    ("The fighting has claimed hundreds of lives in El Geneina.", [None]),
    ("It took two days to report the blast.", [None]),
    ("Later on Friday, the rebels said they had left Bunagana.", ["the rebels"]),
    ("State television reported that saboteurs had blown up a bridge near Melitopol.", ["State television"]),
    ("In a statement, the Arakan Army said it had captured Paletwa.", ["the Arakan Army"]),
    ("After the attack, police said they had found two bodies in Jos.", ["police"]),
    ("Rebels and residents said the army had shelled Let Yet Kone.", ["Rebels and residents"]),
    ("But the Ukrainian military said that the attack near Lyman had been repelled.", ["the Ukrainian military"]),
    ("Meanwhile, activists said that planes had struck Douma.", ["activists"]),
    (
        ("The Syrian Observatory for Human Rights, a monitor based in Britain, said jets had bombed Idlib."),
        ["The Syrian Observatory for Human Rights, a monitor based in Britain"],
    ),
    ("A missile hit a warehouse in Odesa, Ukraine's Southern Command said.", ["Ukraine's Southern Command"]),
    ("A missile hit a warehouse in Odesa, Ukraines Southern Command said.", ["Ukraines Southern Command"]),
    ("Hundreds of families have left Rafah, aid agencies say.", ["aid agencies"]),
    ("Guerrillas blew up a pipeline near Arauca, Caracol Radio reported.", ["Caracol Radio"]),
    ("The town was calm, said Father Jean Bosco.", ["Father Jean Bosco"]),
    ("Gunmen attacked Kalogi, AFP reported, citing local officials.", ["AFP"]),
    ("Drones hit Port Sudan, the army said, without giving details.", ["the army"]),
    ("The junta announced that it had retaken Lashio.", ["The junta"]),
    (
        "Two police officers, who asked not to be named, said gunmen had taken hostages in Basilan.",
        ["Two police officers"],
    ),
    ("The governor said that shells had hit Nikopol. The army left Goma in March.", ["The governor", None]),
    ("No group has claimed responsibility for the bombing in Davao.", [None]),
    ("Nobody claimed responsibility for the blast in Gao.", [None]),
    ("The rebels said nothing.", [None]),
    ("On Friday the United Nations said that 3,000 people had fled Sake.", ["the United Nations"]),
    (
        "A senior official who declined to be named said troops had withdrawn from Kidal.",
        ["A senior official who declined to be named"],
    ),
    (
        "The commander and two of his deputies said the base in Bama had been overrun.",
        ["The commander and two of his deputies"],
    ),
    ("The ministry, which runs the hospital in Taiz, said shells had hit it.", ["The ministry"]),
    ("The mayor, whose house was burned, said the rebels had left Sake.", ["The mayor"]),
    ("A resident who fled Goma said the rebels were killing people.", ["A resident who fled Goma"]),
    ("Rebels attacked the army and the police said ten were dead in Goma.", ["the police"]),
    ("The army and the police said rebels had attacked Goma.", ["The army and the police"]),
    ("Soldiers fled the base and two witnesses said shells hit Sake.", ["two witnesses"]),
    ("On 5 May the army said it had taken Lashio.", ["the army"]),
    ("Late on Friday officials said a bomb had exploded in Kabul.", ["officials"]),
    ("Early Monday the governor said drones hit Belgorod.", ["the governor"]),
    ("The Sunday Times reported a blast in Aden.", ["The Sunday Times"]),
    ("Friday's statement said the town was calm.", ["Friday's statement"]),
    ("Nobody said where the shells fell in Nikopol.", [None]),
    ("Neither side claimed responsibility for the blast in Gao.", [None]),
    ("No one has taken responsibility for the bombing in Davao.", [None]),
    ("The army declined to comment on the raid in Sake.", [None]),
    ("The army did not confirm the attack in Goma.", [None]),
    ("The army said rebels had attacked Ménaka. The army also shelled Kidal.", ["The army", "The army"]),
    ("Residents said jets bombed Sanaa. The group attacked Marib.", ["Residents", None]),
    ("Igor Petrov said shells hit Goma. The official was speaking in Bukavu.", ["Igor Petrov", "Igor Petrov"]),
    ("The army said it took Lashio. These attacks killed ten.", ["The army", None]),
    ("The army said it took Lashio. This was the third attack in Goma.", ["The army", None]),
    ("The army said it took Lashio. These claims could not be verified.", ["The army", "The army"]),
    ("The cartel said it had not attacked Culiacán.", ["The cartel"]),
    ("Gang members told reporters they had burned Cabaret.", ["Gang members"]),
    ("Paramilitaries claimed they had taken Nyala.", ["Paramilitaries"]),
]

STANCES: list[tuple[str, str]] = [
    ("The army said that rebels had captured Bunagana.", "say"),
    ("Ethiopia denied that its planes had bombed Mekelle.", "deny"),
    ("The Colombian army rejected reports that it had bombed the camp.", "deny"),
    ("The ministry dismissed the report of a massacre in Solhan.", "deny"),
    ("The envoy called for a ceasefire in Hodeidah.", "propose"),
    ("The general threatened to bombard Taiz.", "propose"),
    ("The rebels offered to leave Kidal.", "propose"),
    ("Al-Shabaab claimed responsibility for the bombing in Mogadishu.", "responsibility"),
    ("The militia took credit for the raid on Bama.", "responsibility"),
    ("The army denied the report, and residents said the town was calm.", "deny"),
    ("The governor did not deny that the town had fallen.", "say"),
    ("Moscow has not denied that its jets hit Idlib.", "say"),
    ("The army never denied it had shelled Taiz.", "say"),
    ("The army denied that it had shelled Taiz.", "deny"),
]

# text, the sentences that say that something could not be verified
UNVERIFIED: list[tuple[str, list[int]]] = [
    ("The army said it had taken Lashio. The claim could not be independently verified.", [1]),
    ("The claims could not be independently confirmed.", [0]),
    ("Reuters was unable to verify the report.", [0]),
    ("The videos have not been verified.", [0]),
    ("AFP could not immediately verify the video.", [0]),
    ("There was no independent confirmation of the attack.", [0]),
    ("The report has yet to be verified.", [0]),
    ("There has been no independent verification of the claims.", [0]),
    ("The ministry verified the names of the dead.", []),
    ("The ceasefire will be verified by monitors.", []),
    ("Observers confirmed that the town had fallen.", []),
    ("It was not possible to verify the figures.", [0]),
    ("It was not possible to independently verify the claim.", [0]),
]


@pytest.mark.parametrize(("text", "claimants"), CLAIMANTS, ids=labels(CLAIMANTS))
def test_the_claimant_is_told_in_the_words_of_the_article(text: str, claimants: list[str | None]) -> None:
    found = findings(text).attributions
    assert [given and given.claimant and given.claimant.of(text) for given in found] == claimants


@pytest.mark.parametrize(("text", "stance"), STANCES, ids=labels(STANCES))
def test_the_verb_tells_the_stance(text: str, stance: str) -> None:
    assert [given and given.stance for given in findings(text).attributions] == [stance]


@pytest.mark.parametrize(("text", "numbers"), UNVERIFIED, ids=labels(UNVERIFIED))
def test_what_could_not_be_verified_is_seen(text: str, numbers: list[int]) -> None:
    assert list(findings(text).unverified) == numbers


@pytest.mark.parametrize(("text", "claimants"), CLAIMANTS, ids=labels(CLAIMANTS))
def test_only_a_speech_that_goes_on_has_no_verb_of_its_own(text: str, claimants: list[str | None]) -> None:
    found = findings(text)
    assert len(found.attributions) == len(found.sentences) == len(claimants)
    for number, given in enumerate(found.attributions):
        if given is not None:
            assert given.sentence == number
            assert given.carried or given.verb_first >= 0

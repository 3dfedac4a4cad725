"""Whose word a text is: statements of a party, speeches behind a colon, interviews; and events of one sentence."""

from __future__ import annotations

import pytest

from tests.reading import claims, findings

# text, whom each sentence is laid upon; None where the article speaks in its own voice
VOICES: dict[str, tuple[str, list[str | None]]] = {
    "communique": (
        "Communiqué No. 7 of the Northern Front\n\nOur fighters entered Bambari at dawn. The enemy fled.",
        ["the Northern Front"] * 3,
    ),
    "header": (
        "Ministry of Defence, Bamako\n\nThe army retook Ménaka on Monday. We mourn two soldiers.",
        ["Ministry of Defence"] * 3,
    ),
    "statement-by": (
        "Statement by the Council of the Shan Resistance\n\nWe have taken Lashio. The junta fled.",
        ["the Council of the Shan Resistance"] * 3,
    ),
    "editors-note": (
        "Communiqué No. 7 of the Northern Front\n\nWe hold Bambari.\n\nEditor's note: Shells fell on Bria.",
        ["the Northern Front", "the Northern Front", None],
    ),
    "our-forces": (
        (
            "The General Command of the Armed Forces has the honour to report to the people.\n\n"
            "Rebels attacked Kidal. Our brave forces threw them back."
        ),
        ["The General Command of the Armed Forces"] * 3,
    ),
    "our-troops-twice": (
        "Glory to the fallen. Our troops stormed Kupiansk. Our artillery shelled Izium.",
        [""] * 3,
    ),
    "names-another": (
        "Communiqué No. 7 of the Northern Front\n\nWe hold Bambari. The governor said that shells fell on Bria.",
        ["the Northern Front", "the Northern Front", "The governor"],
    ),
    "quoted-we": (
        'Shells fell on Goma. "We hid with our forces," said Mary Lado. Rebels fled.',
        [None, "Mary Lado", None],
    ),
    "reporters-we": ("Shells fell on Goma. We drove past the burned market. Rebels fled to Sake.", [None] * 3),
    "reporters-driver": ("The army shelled Goma. Our driver turned back. Our fixer fled to Sake.", [None] * 3),
    "ministry-in-news": ("The Defence Ministry was hit by shells in Khartoum. Nobody was hurt.", [None] * 2),
    "letter-to-media": (
        "To the media in Bangui and abroad.\n\nThe Command of the Lord's Front has taken Bria.\n\nWe hold nobody.",
        ["The Command of the Lord's Front"] * 3,
    ),
    "colon": (
        "The foreign minister said:\n\nWe condemn the shelling of Goma. Many died.\n\nGoma lies on a lake.",
        ["The foreign minister"] * 3 + [None],
    ),
    "colon-without-we": ("The foreign minister said:\n\nShells fell on Goma.", ["The foreign minister", None]),
    "interview": (
        (
            "Amina Bah is a nurse in Goma.\n\nWhat do you hear?\n\nShells fell on Sake.\n\nWho fires them?\n\n"
            "The rebels do. They shot my uncle in Kibumba.\n\nAnd are you afraid?\n\nYes."
        ),
        [None, None, "Amina Bah", None, "Amina Bah", "Amina Bah", None, "Amina Bah"],
    ),
    "interview-prompt": (
        (
            "Amina Bah is a nurse in Goma.\n\nWhat do you hear?\n\nShells.\n\nPeople speak of gas.\n\nSo they say.\n\n"
            "Who fires?\n\nThe rebels do.\n\nIs Sake lost?\n\nYes.\n\nNothing that Dr Bah told us could be checked."
        ),
        [None, None, "Amina Bah", None, "Amina Bah", None, "Amina Bah", None, "Amina Bah", "Amina Bah"],
    ),
    "interview-labels": (
        (
            "Colonel Issa Diallo spoke to us.\n\nQ: Who holds Gao?\n\nA: We took it on Friday.\n\nQ: And Kidal?\n\n"
            "A: Jets bombed it."
        ),
        [None, None, "Colonel Issa Diallo", None, "Colonel Issa Diallo"],
    ),
    "interview-names": (
        "Herald: Who holds Gao?\n\nDiallo: We took it on Friday.\n\nHerald: And Kidal?\n\nDiallo: Jets bombed it.",
        [None, "Diallo", None, "Diallo"],
    ),
    "round-up-labels": (
        "BORNO: Gunmen raided Bama.\n\nPLATEAU: Gunmen raided Jos.\n\nKADUNA: Gunmen raided Zaria.",
        [None] * 6,
    ),
    "two-questions-in-news": (
        "Rebels took Goma.\n\nWhat next?\n\nThe army may strike back.\n\nWho will pay?\n\nShells fell on Sake.",
        [None] * 5,
    ),
    "second-mention": (
        "Igor Konashenkov said that Soledar had been taken. Lyman was shelled, Konashenkov said.",
        ["Igor Konashenkov", "Igor Konashenkov"],
    ),
    "second-mention-of-body": (
        "The Syrian Observatory for Human Rights said jets hit Idlib. The Syrian Observatory said 12 died.",
        ["The Syrian Observatory for Human Rights"] * 2,
    ),
    "other-of-that-name": (
        "President Ali Bah said that Goma was calm. Musa Bah said that it was not.",
        ["President Ali Bah", "Musa Bah"],
    ),
}

# text, place → status and claimant, where a sentence is laid upon several
TOLD: dict[str, tuple[str, dict[str, tuple[str, str]]]] = {
    "two-speakers": (
        "Shells hit Goma, residents said, and the army said that it had captured Sake.",
        {"Goma": ("claimed", "residents"), "Sake": ("claimed", "the army")},
    ),
    "while": (
        "Gunmen raided Jos, police said, while in Zaria a bomb exploded, according to a local radio station.",
        {"Jos": ("claimed", "police"), "Zaria": ("claimed", "a local radio station")},
    ),
    "semicolon": (
        "The army said that shells fell on Goma; rebels burned Sake, villagers said.",
        {"Goma": ("claimed", "The army"), "Sake": ("claimed", "villagers")},
    ),
    "denial-beside": (
        "The army denied that it had shelled Goma, and residents said that gunmen had raided Sake.",
        {"Goma": ("denied", "The army"), "Sake": ("claimed", "residents")},
    ),
    "within-the-speaker": (
        "Troops who captured Goma on Monday said that they had shelled Sake.",
        {"Goma": ("fact", ""), "Sake": ("claimed", "Troops who captured Goma")},
    ),
    "taken-responsibility-for": (
        "A blast, for which rebels claimed responsibility, killed nine people in Goma.",
        {"Goma": ("fact", "")},
    ),
    "posted": (
        "Shells hit Goma, a spokesman said in a statement posted on Monday.",
        {"Goma": ("claimed", "a spokesman")},
    ),
    "we-who-publish": ("We condemn the shelling of Goma and call for an end to it.", {"Goma": ("fact", "")}),
    "one-speaker": (
        "Shells hit Goma, residents said, and gunmen raided Sake.",
        {"Goma": ("claimed", "residents"), "Sake": ("claimed", "residents")},
    ),
    "present": (
        "Rebels announce that they have captured Goma.",
        {"Goma": ("claimed", "Rebels")},
    ),
    "closing-report": (
        "Jets bombed Douma this morning, the White Helmets report.",
        {"Douma": ("claimed", "the White Helmets")},
    ),
    "no-closing-report": ("Jets bombed Douma this morning.", {"Douma": ("fact", "")}),
    "told-us": ("Gunmen raided Bama on Sunday, a vigilante told us.", {"Bama": ("claimed", "a vigilante")}),
    "tells-us": (
        "Gunmen raided Bama on Sunday, one of the drivers tells us by phone.",
        {"Bama": ("claimed", "one of the drivers")},
    ),
    "women": ("Gunmen raided Bama on Sunday, according to two women who survived.", {"Bama": ("claimed", "two women")}),
    "plan-says-nothing": ("The army shelled Goma on Sunday, according to plan.", {"Goma": ("fact", "")}),
    "plural-possessive": (
        "The rebels' operations room announces that its fighters have captured Suran.",
        {"Suran": ("claimed", "The rebels' operations room")},
    ),
    "believed-to": (
        "Mortar rounds believed to hold gas landed in Goma, according to a doctor.",
        {"Goma": ("claimed", "a doctor")},
    ),
    "reports-is-a-noun": ("The army denied reports that it had shelled Goma.", {"Goma": ("denied", "The army")}),
    "reports-is-a-verb": ("The agency reports that shells hit Goma.", {"Goma": ("claimed", "The agency")}),
    "witnesses-report-that": ("Witnesses report that shells hit Goma.", {"Goma": ("claimed", "Witnesses")}),
    "reported-killed": ("Twelve people were reported killed when shells hit Goma.", {"Goma": ("fact", "")}),
    "seat": (
        "Shells hit Goma, according to a rights group in London.",
        {"Goma": ("claimed", "a rights group in London")},
    ),
}


@pytest.mark.parametrize(("text", "claimants"), VOICES.values(), ids=VOICES)
def test_a_text_is_laid_on_its_author(text: str, claimants: list[str | None]) -> None:
    found = findings(text).attributions
    assert [said and (said.claimant.of(text) if said.claimant else "") for said in found] == claimants


@pytest.mark.parametrize(("text", "told"), TOLD.values(), ids=TOLD)
def test_each_event_stands_on_the_word_of_its_own_speaker(text: str, told: dict[str, tuple[str, str]]) -> None:
    assert {claim.place_text: (str(claim.claim_status), claim.claimant) for claim in claims(text)} == told

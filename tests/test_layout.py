"""Items of round-ups and live pages, what leads them, and what in a text is no part of its account."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.find.sentences import sentences
from geo.model import Role, Sentence
from geo.tokens import tokenize
from tests.reading import assembly, claims, findings, labels, opened

LEXICON, GAZETTEER = opened()
ACCOUNT = "The army shelled Kharkiv on Monday, residents said."


def split(text: str) -> tuple[Sentence, ...]:
    return sentences(text, tokenize(text), LEXICON, GAZETTEER)


# ---------------------------------------------------------------- boilerplate

BOILERPLATE = [
    ("Read more: Rebels storm Goma",),
    ("READ MORE: Rebels storm Goma",),
    ("Read more | Rebels storm Goma",),
    ("Read more – Rebels storm Goma",),
    ("Read more about the battle of Goma here.",),
    ("Read our report on the fall of Goma.",),
    ("Read also: Rebels storm Goma",),
    ("Related: Rebels storm Goma",),
    ("RELATED: Rebels storm Goma",),
    ("Related articles: Rebels storm Goma",),
    ("See also: Rebels storm Goma",),
    ("More on this story: Rebels storm Goma",),
    ("Most read: Rebels storm Goma",),
    ("Also in this section: Rebels storm Goma",),
    ("Analysis | How rebels took Goma",),
    ("Explainer: Why rebels attacked Goma",),
    ("Timeline: the battle for Goma, 2012",),
    ("Watch: Rebels storm Goma",),
    ("Listen: Fighting in Goma",),
    ("Listen to the full interview on the fighting in Goma.",),
    ("In pictures: fighting in Goma",),
    ("Tomorrow: the battle for Goma",),
    ("Yesterday's summary: Clashes in Goma",),
    ("Yesterday’s summary: Clashes in Goma",),
    ("Photo: Soldiers after an attack in Goma",),
    ("(Photo: Soldiers after an attack in Goma.)",),
    ("[Photo: Soldiers after an attack in Goma]",),
    ("FILE PHOTO: Soldiers after an attack in Goma",),
    ("FILE - Soldiers stand near a house after an attack in Goma.",),
    ("Image credit: Fighting in Goma, by Anna Lis",),
    ("Follow us on Telegram for the fighting in Goma.",),
    ("Follow the Lake Herald on Facebook for the battle of Goma.",),
    ("Sign up for our newsletter on the battle of Goma.",),
    ("Subscribe to our channel on the battle of Goma.",),
    ("Click here for the battle of Goma.",),
    ("Reporting by Anna Lis in Goma; editing by Jan Orlov",),
    ("(Reporting by Anna Lis in Goma and Jan Orlov in Bunia; Editing by Eva Kim)",),
    ("Additional reporting by Anna Lis in Goma.",),
    ("COMPILED BY THE GOMA NEWSROOM",),
    ("© 2031 The Goma Herald. All rights reserved.",),
    ("This article was first published after the attack in Goma.",),
    (ACCOUNT,),  # the same sentence again
]


@pytest.mark.parametrize(("line",), BOILERPLATE, ids=labels(BOILERPLATE))  # noqa: PT006 - labels() reads rows
def test_boilerplate_is_marked_and_gives_no_claim(line: str) -> None:
    made = assembly(f"{ACCOUNT}\n\n{line}")
    assert {claim.place_text for claim in made.claims} == {"Kharkiv"}
    found = split(f"{ACCOUNT}\n\n{line}")
    assert not found[0].boilerplate
    assert all(sentence.boilerplate for sentence in found[1:])


CONTENT = [
    ("Rebels read more: they had learned of it in Goma.",),
    ("People in Goma read more than before.",),
    ("Read more slowly, a teacher in Goma told his pupils.",),
    ("Related attacks were reported in Goma.",),
    ("Update: Rebels shelled Goma.",),
    ("Update 3: Rebels shelled Goma.",),
    ("Latest: Rebels shelled Goma.",),
    ("Breaking: Rebels shelled Goma.",),
    ("Photos from Goma show burned houses.",),
    ("A photo: that was all that was left in Goma.",),
    ("Watch towers near Goma were shelled.",),
    ("Watching from a hill, soldiers saw the shelling of Goma.",),
    ("Listening posts near Goma were shelled.",),
    ("Follow-up strikes hit Goma.",),
    ("Following the attack, rebels shelled Goma.",),
    ("Tomorrow the army will attack Goma.",),
    ("Tomorrow's talks in Goma were called off.",),
    ("Analysis of the craters showed that Goma was shelled from the east.",),
    ("Timelines differ on when Goma was shelled.",),
    ("Timeline:",),
    ("Timeline: 14 May – Rebels shelled Goma.",),
    ("Reporting by the mission shows that rebels shelled Goma.",),
    ("Editing by hand, clerks in Goma counted the dead.",),
    ("Sign up for the militia or leave, rebels told men in Goma.",),
    ("Subscribe or not, the tax is due in Goma.",),
    ("Comment came late: rebels had shelled Goma.",),
    ("Share of the blame: rebels and army both shelled Goma.",),
    ("Inside Goma: three days under fire.",),
    ("Video shows rebels in Goma.",),
    ("This article of the truce was broken in Goma.",),
    ("Goma: rebels shelled the port.",),
    ("The photo editor of the Herald was killed in Goma.",),
    ("File a complaint in Goma, the army told them.",),
    ("Editor's note: the account from Goma could not be verified.",),
    ("Note: rebels shelled Goma.",),
    ("They fled.",),
]


@pytest.mark.parametrize(("line",), CONTENT, ids=labels(CONTENT))  # noqa: PT006 - labels() reads rows
def test_what_only_looks_like_boilerplate_stays(line: str) -> None:
    assert not any(sentence.boilerplate for sentence in split(f"{ACCOUNT}\n\n{line}\n\nThey left."))


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Related articles\n- Five killed in Goma\n- Why Bunia burns\n\nThey left.", [True, True, True, False]),
        ("Related articles:\n\n- Five killed in Goma\n- Why Bunia burns\n\nThey left.", [True, True, True, False]),
        ("Most read\nFive killed in Goma\nWhy Bunia burns\n\nThey left.", [True, True, False]),
        ("Most read\n\nRebels shelled Goma on Monday.", [True, False]),
        ("File photo\nA house after the attack in Goma\n\nThey left Goma.", [True, True, False]),
        ("File photo\n\nThe army left a house in Goma.", [True, False]),
        ("Timeline\n- 14 May: Rebels shelled Goma\n- 15 May: They left", [False] * 5),
        ("Rebels left Goma. Follow us on Telegram. Read more: Why Goma fell", [False, True, True]),
        ("Rebels left Goma. Photo: Anna Lis", [False, True]),
        ("Two died in the raid on Goma. Two died in the raid on Goma.", [False, True]),
        ("Nobody was hurt. Nobody was hurt.", [False, False]),
        ("Read more: " + "Rebels shelled Goma on Monday, the army said. " * 20, [True, False, *[True] * 18]),
    ],
)
def test_a_label_reaches_as_far_as_its_list(text: str, marked: list[bool]) -> None:
    assert [bool(sentence.boilerplate) for sentence in split(text)] == marked


def test_the_reason_is_told() -> None:
    made = assembly(f"{ACCOUNT}\n\nRead more: Rebels attacked Goma")
    reasons = [dropped.reason for dropped in made.dropped]
    assert '"attacked" stands behind "read more", which is no part of the account' in reasons
    assert any(reason.startswith('"Goma" stands behind "read more"') for reason in reasons)


# ---------------------------------------------------------------- items

FIRST = "A bridge near Kherson was closed on Monday."

LED = [
    ("17:05 Rebels came.", "17:05", None),
    ("17:05 GMT Rebels came.", "17:05 GMT", None),
    ("17:05 GMT - Rebels came.", "17:05 GMT -", None),
    ("[17:05] Rebels came.", "[17:05]", None),
    ("09.15 - Rebels came.", "09.15 -", None),
    ("7.15 pm: Rebels came.", "7.15 pm:", None),
    ("7 pm: Rebels came.", "7 pm:", None),
    ("1705 GMT: Rebels came.", "1705 GMT:", None),
    ("17h05 – Rebels came.", "17h05 –", None),
    ("17:05 Goma: rebels came.", "17:05 Goma:", "17:05 Goma:"),
    ("17:05 Witnesses: rebels came.", "17:05", None),
    ("Update 3: Rebels came.", "Update 3:", None),
    ("Monday, 15 May: Rebels came.", "Monday, 15 May:", None),
    ("15 May – Rebels came.", "15 May –", None),
    ("RAKHINE STATE. Rebels came.", "RAKHINE STATE.", "RAKHINE STATE."),
]


@pytest.mark.parametrize(("line", "cut", "lead"), LED, ids=labels(LED))
def test_a_time_a_day_or_a_slug_is_cut_off_and_begins_an_item(line: str, cut: str, lead: str | None) -> None:
    text = f"{FIRST}\n\n{line}"
    before, opening, sentence = split(text)
    assert opening.span.of(text) == cut
    assert before.item.number != opening.item.number == sentence.item.number
    assert (sentence.item.lead.of(text).strip() if sentence.item.lead else None) == lead


NOT_LED = [
    ("12.5 million people fled.",),
    ("3.50 dollars is the price of bread.",),
    ("17:05 was the time when rebels came.",),
    ("25:10 Rebels came.",),
    ("At 17:05 rebels came.",),
    ("Goma: rebels came.",),  # one such label may be anything
    ("PRESENTER: Rebels came.",),
    ("Colonel Orlov: Rebels came.",),
    ("President Lis – Rebels came.",),
    ("First: Rebels came.",),
    ("The army – backed by tanks – came.",),
    ("The army - Rebels call it a gang - came.",),
    ("NO. Rebels came.",),
    ("Rebels in Goma. They came.",),
    ("Goma – which lies on the lake – fell.",),
]


@pytest.mark.parametrize(("line",), NOT_LED, ids=labels(NOT_LED))  # noqa: PT006 - labels() reads rows
def test_what_only_looks_like_the_head_of_an_item_begins_none(line: str) -> None:
    assert {sentence.item.number for sentence in split(f"{FIRST}\n\n{line}")} == {0}


def test_a_dateline_is_no_slug_but_three_slugs_are_a_round_up() -> None:
    single = "KHERSON – Rebels came.\n\nThey left."
    assert [sentence.item.number for sentence in split(single)] == [0, 0]
    several = "Kherson – Rebels came.\n\nSumy – They left.\n\nNikopol – Nobody came."
    assert len({sentence.item.number for sentence in split(several)}) == 3
    agency = "KYIV (AP) – Here is what came.\n\nKherson – Rebels.\n\nSumy – They left.\n\nNikopol – Nobody came."
    assert [sentence.item.lead is None for sentence in split(agency)] == [True, *[False] * 6]


def test_labels_that_come_again_are_speakers() -> None:
    text = "GOMA: What happened?\n\nHOMS: Rebels came.\n\nGOMA: And then?\n\nHOMS: They left."
    assert {sentence.item.number for sentence in split(text)} == {0}


def test_headings_lead_sections_and_lists_stand_in_them() -> None:
    text = (
        "Here is the day.\n\nALEPPO\nFighting broke out.\n\n"
        "Three hit:\n- a school\n- a clinic\n\nThey left.\n\nHOMS\nIt rained."
    )
    found = split(text)
    numbers = [sentence.item.number for sentence in found]
    assert numbers[0] == 0
    assert numbers[1] == numbers[2] == numbers[3] == numbers[6]
    assert len({numbers[1], numbers[4], numbers[5], numbers[7]}) == 4
    assert found[4].item.within == numbers[1]
    assert found[4].item.listed
    assert found[7].item.lead is not None
    assert found[7].item.lead.of(text).strip() == "HOMS"


def test_the_title_is_no_heading_of_a_section() -> None:
    text = "Ministry of Defence, Kyiv\n\nRebels came.\n\nThey left."
    assert {sentence.item.number for sentence in split(text)} == {0}


# ---------------------------------------------------------------- what an item does to its claims


def placed(text: str) -> list[tuple[str, str]]:
    return [(claim.place_text, claim.event_type.value) for claim in claims(text)]


def test_events_happen_at_the_place_of_their_slug() -> None:
    text = (
        "MOSUL - A car bomb killed three people in a market, police said.\n\n"
        "*RAMADI - Gunmen shelled a checkpoint.\n\n"
        "NEAR BAIJI - Soldiers clashed with militants on Tuesday."
    )
    assert placed(text) == [("MOSUL", "explosion"), ("RAMADI", "shelling"), ("BAIJI", "armed_clash")]


def test_a_region_at_the_head_holds_what_no_gazetteer_knows() -> None:
    text = (
        "SHAN STATE. Rebels came.\n\nRAKHINE STATE. Shells fell. "
        "Soldiers attacked the village of Zzyzxan on Monday.\n\nKAYAH STATE. It rained."
    )
    (claim,) = [claim for claim in claims(text) if claim.place_text == "Zzyzxan"]
    assert "Rakhine" in claim.place_reason
    assert claim.latitude is not None


def test_no_place_is_taken_from_the_item_before() -> None:
    text = "18:00 Rebels attacked Goma on Monday.\n\n17:00 A car bomb killed two soldiers."
    assert placed(text) == [("Goma", "armed_clash")]
    joined = "Rebels attacked Goma on Monday. A car bomb killed two soldiers."
    assert ("Goma", "explosion") in placed(joined)


def test_no_day_and_no_speaker_is_taken_from_the_item_before() -> None:
    text = (
        "Here is the day.\n\n18:00 The army said that rebels attacked Goma on Monday.\n\n"
        '17:00 "Rebels shelled Bunia." They left.'
    )
    goma, bunia = claims(text)
    assert (goma.claimant, bunia.claimant) == ("The army", "")
    assert goma.event_date != bunia.event_date


def test_the_day_of_the_account_holds_for_its_items() -> None:
    text = "This is what happened on Monday.\n\n- Rebels attacked Goma.\n- The army shelled Bunia."
    assert len({claim.event_date for claim in claims(text)}) == 1
    assert {claim.date_reason.split(":")[0] for claim in claims(text)} == {"the day told before"}


def test_a_day_at_the_head_of_an_entry_is_its_day() -> None:
    text = "Timeline:\n\n13 May: Rebels attacked Goma.\n\n15 May: The army shelled Bunia."
    assert [claim.event_date and claim.event_date.day for claim in claims(text)] == [13, 15]


def test_times_belong_to_no_name_and_no_speaker() -> None:
    text = "18:00 Army officers said that rebels shelled Beni.\n\n17:05 Goma residents said that rebels attacked Bunia."
    assert [claim.claimant for claim in claims(text)] == ["Army officers", "Goma residents"]
    assert all(not claim.quote[0].isdigit() for claim in claims(text))


def test_a_name_that_is_not_known_keeps_the_event_from_the_region_at_the_head() -> None:
    text = (
        "Here is the day.\n\nALEPPO\nA car bomb went off in Zzyzxan, police said.\n\n"
        "HOMS\nA car bomb went off in a market."
    )
    told = [(claim.place_text, claim.latitude is None) for claim in claims(text)]
    assert told == [("Zzyzxan", True), ("HOMS", False)]  # listed as not placed, and never at the head


def test_the_head_leads_its_item_to_the_end() -> None:
    text = (
        "Here is the day.\n\nALEPPO\nShells fell on a market. Gunmen attacked at dawn. "
        "A car bomb went off in Zzyzxan, police said.\n\nHOMS\nIt rained."
    )
    assert placed(text) == [("ALEPPO", "shelling"), ("ALEPPO", "armed_clash"), ("Zzyzxan", "explosion")]
    assert claims(text)[2].latitude is None


def test_a_dateline_below_the_title_is_one() -> None:
    text = "Rebels gain in the east\n\nKYIV, Ukraine (AP) - Shells hit Sumy on Monday.\n\nThey left."
    roles = {toponym.text: toponym.role for toponym in findings(text).toponyms}
    assert roles == {"KYIV": Role.DATELINE, "Ukraine": Role.DATELINE, "Sumy": Role.PLACE}


# ---------------------------------------------------------------- any text

_PIECES = st.sampled_from(
    ["MOSUL - ", "17:05 ", "Hama: ", "RAKHINE STATE. ", "Read more: ", "Photo:", "- ", "• ", "ALEPPO\n", "\n", "\n\n",
     "Rebels came. ", "Monday: ", "Update 3: ", "Related articles", "17", ":", "–", "(", ". "]
)  # fmt: skip


@given(st.lists(_PIECES).map("".join))
def test_items_are_whole(text: str) -> None:
    tokens = tokenize(text)
    found = split(text)
    assert [n for sentence in found for n in range(sentence.first, sentence.last)] == list(range(len(tokens)))
    for sentence in found:
        assert sentence.item.within < max(1, abs(sentence.item.number))
        assert not sentence.item.listed or sentence.item.within >= 0
        lead = sentence.item.lead
        assert lead is None or 0 <= lead.start < lead.end <= len(text)


@pytest.mark.parametrize(
    "part",
    [
        "A - ",
        "A: ",
        "17:05 ",
        "17:05\n",
        "ALEPPO\n\n",
        "Photo:\n",
        "- a\n",
        "Read more: A\n",
        "A A A A: ",
        "MOSUL - A.\n",
    ],
)
def test_hostile_layouts_take_linear_time(part: str) -> None:
    text = part * (400_000 // len(part))
    tokens = tokenize(text)
    found = sentences(text, tokens, LEXICON, GAZETTEER)
    assert sum(sentence.last - sentence.first for sentence in found) == len(tokens)

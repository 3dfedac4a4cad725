"""What a claim's card tells, and what can be taken from it."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from geo.model import ClaimStatus
from tests.factories import claim
from tests.pages import KHARKIV, POLTAVA, Opened, Opener, drawn

pytestmark = pytest.mark.browser

CLIPBOARD = ["clipboard-read", "clipboard-write"]
CITATION = (
    "Example News. (2031, May 7). A night of shelling. https://news.example/one\n"
    "“Shells fell on Kharkiv before dawn, the regional governor said.” (Example News, 2031)"
)


def card_of(opened: Opened, words: str) -> Any:  # noqa: ANN401 - playwright's Locator
    return opened.page.locator("#panel .claim", has_text=words)


def rows_of(opened: Opened, words: str) -> dict[str, str]:
    card = card_of(opened, words)
    terms, told = card.locator("dt").all_inner_texts(), card.locator("dd").all_inner_texts()
    return {term: " | ".join(text.split("\n")) for term, text in zip(terms, told, strict=True)}


def test_the_quote_has_its_place_event_and_speaker_marked(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)
    opened.click(KHARKIV)
    opened.cards()
    quote = card_of(opened, "Shells fell").locator("blockquote")
    assert quote.text_content() == "Shells fell on Kharkiv before dawn, the regional governor said."
    marks = {mark.get_attribute("class"): mark.text_content() for mark in quote.locator("mark").all()}
    assert marks == {"event": "Shells fell", "place": "Kharkiv", "speaker": "the regional governor"}
    grounds = [
        mark.evaluate("(each) => getComputedStyle(each).backgroundColor") for mark in quote.locator("mark").all()
    ]
    assert len(set(grounds)) == 3


def test_a_card_has_all_that_is_told(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)
    opened.click(KHARKIV)
    opened.cards()
    assert rows_of(opened, "Shells fell") == {
        "Day": "6 May 2031 (stated in the text) | the article says 6 May",
        "Published": "Wed 7 May 2031, 1 day after",
        "Place": "Exact place, to within 8 km: “Kharkiv” | the only Kharkiv in Ukraine",
        "Who": "The battery → a school",
        "Toll": "at least 3 killed, 4 to 6 injured",
        "Article": "A night of shelling | Example News",
    }
    assert rows_of(opened, "Delegates")["Published"] == "Wed 7 May 2031, before the event"
    head = card_of(opened, "Shells fell").locator(".claim-head").inner_text()
    assert head.split("\n") == ["Shelling", "Claimed"]


def test_what_is_not_told_has_words_and_no_empty_row(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)
    opened.click(POLTAVA)
    opened.cards()
    rows = rows_of(opened, "\u0627\u0646\u0641\u062c\u0627\u0631")
    assert rows["Published"] == "Day of publication not known"
    assert rows["Article"].startswith("Untitled article")
    assert "Who" not in rows
    assert "Toll" not in rows


def test_what_was_corrected_is_told(opener: Opener) -> None:
    words = "kind: siege, before shelling; A. Reader, 2031-05-09: the \u200fsecond sentence <b>says</b> so."
    opened = opener.open(drawn([claim(correction=words), claim(claim_id="c2", article_id="a2", quote="Guns.")]))
    opened.click(KHARKIV)
    opened.cards()
    assert rows_of(opened, "Shells fell")["Corrected"] == words
    assert "Corrected" not in rows_of(opened, "Guns.")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Told as fact, in the article’s own voice."),
        ({"claimant": "the mayor"}, "Told as fact, after the mayor."),
        ({"claim_status": ClaimStatus.CLAIMED, "claimant": "the army"}, "Claimed by the army, not verified."),
        (
            {"claim_status": ClaimStatus.CLAIMED, "claimant": "Kyiv", "claimant_side": "Ukraine", "unverified": True},
            "Claimed by Kyiv (Ukraine), not verified; the article says that it could not be verified.",
        ),
        ({"claim_status": ClaimStatus.REPORTED}, "Reported, no source named, not verified."),
        ({"claim_status": ClaimStatus.DENIED, "claimant": "Moscow"}, "Denied, told by Moscow."),
        ({"claim_status": ClaimStatus.PLANNED}, "Planned, threatened or expected."),
    ],
)
def test_the_standing_of_a_claim_is_one_sentence(opener: Opener, changes: dict[str, Any], words: str) -> None:
    opened = opener.open(drawn([claim(**changes)]))
    opened.click(KHARKIV)
    opened.cards()
    assert opened.page.inner_text("#panel .standing") == words


def test_claims_of_one_place_and_day_stand_side_by_side(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)
    opened.click(KHARKIV)
    opened.cards()
    days = opened.page.locator("#panel section.day")
    assert days.locator("h3").all_inner_texts() == ["6 May 2031", "8 May 2031"]
    beside = days.nth(0).locator(".beside")
    assert beside.get_attribute("aria-label") == "Told of this place on the same day"
    shorts = [" | ".join(text.split("\n")) for text in beside.locator("button").all_inner_texts()]
    assert shorts == [
        "Shelling | the regional governor | Claimed, at least 3 killed, 4 to 6 injured | 7 May 2031",
        "Destruction | residents | Reported | 9 May 2031",
    ]
    assert days.nth(1).locator(".beside").count() == 0
    beside.locator("button", has_text="residents").click()
    opened.until("document.querySelector('.claim.looked-at')?.textContent.includes('Two houses')")
    assert "claim=c3" in opened.hash("claim=")


def test_the_link_leads_to_the_sentence_and_only_over_the_web(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map)
    opened.click(KHARKIV)
    opened.cards()
    link = card_of(opened, "Shells fell").locator("a")
    assert unquote(link.get_attribute("href")) == (
        "https://news.example/one#:~:text=Shells fell on Kharkiv before dawn, the regional governor said."
    )
    assert (link.get_attribute("rel"), link.get_attribute("target")) == ("noopener noreferrer", "_blank")
    assert card_of(opened, "Delegates").locator("a").count() == 0


@pytest.mark.parametrize(
    ("button", "copied"),
    [
        ("Copy citation", CITATION),
        ("Copy BibTeX", "@misc{"),
        ("Copy claim id", "c1"),
        ("Copy link", "claim=c1"),
    ],
)
def test_it_can_be_cited(opener: Opener, story_map: Path, button: str, copied: str) -> None:
    opened = opener.open(story_map, "claim=c1", permissions=CLIPBOARD)
    opened.cards()
    tool = card_of(opened, "Shells fell").get_by_role("button", name=button)
    tool.click()
    opened.until("[...document.querySelectorAll('.copy')].some((each) => each.textContent === 'Copied')")
    text = opened.page.evaluate("navigator.clipboard.readText()")
    assert text.replace("\r\n", "\n") == copied if button in {"Copy citation", "Copy claim id"} else copied in text
    opened.until("[...document.querySelectorAll('.copy')].every((each) => each.textContent !== 'Copied')")


def test_where_the_browser_refuses_the_text_is_shown_to_be_copied_by_hand(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map, "claim=c1")
    opened.cards()
    # What a browser does whose owner lets no page write to the clipboard.
    opened.page.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused'));"
        " document.execCommand = () => false; }"
    )
    card_of(opened, "Shells fell").get_by_role("button", name="Copy claim id").click()
    field = opened.page.get_by_label("Not copied: the browser refused. Select and copy it here:")
    assert field.input_value() == "c1"
    assert opened.page.evaluate("document.activeElement.tagName") == "TEXTAREA"


def test_the_old_way_of_copying_works_where_the_new_one_is_refused(opener: Opener, story_map: Path) -> None:
    opened = opener.open(story_map, "claim=c1", permissions=CLIPBOARD)
    opened.cards()
    opened.page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')); }")
    tool = card_of(opened, "Shells fell").get_by_role("button", name="Copy claim id")
    tool.click()
    opened.until("[...document.querySelectorAll('.copy')].some((each) => each.textContent === 'Copied')")
    assert opened.page.evaluate("navigator.clipboard.readText()") == "c1"
    opened.page.wait_for_timeout(1700)
    assert opened.page.evaluate("document.activeElement.textContent") == "Copy claim id"


def test_a_place_of_many_claims_shows_more_when_asked(opener: Opener) -> None:
    opened = opener.open(drawn([claim(claim_id=f"c{n:02}", quote_start=n) for n in range(60)]))
    opened.click(KHARKIV)
    opened.until("document.querySelectorAll('#panel .claim').length === 43")
    more = opened.page.get_by_role("button", name="17 claims: more")
    more.click()
    opened.until("document.querySelectorAll('#panel .claim').length === 60")
    assert more.count() == 0

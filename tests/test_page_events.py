"""What a card tells of its event: how well it is supported, and how all that tell it told it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from geo.model import Claim, ClaimStatus, Grade
from tests.factories import claim
from tests.pages import KHARKIV, Opened, Opener, drawn

pytestmark = pytest.mark.browser


def told(number: int, deaths: int | None, **changes: Any) -> Claim:  # noqa: ANN401 - any field of Claim
    """Return one of several tellings of an event, published a day after the one before."""
    return claim(
        **{
            "claim_id": f"c{number}", "article_id": f"a{number}", "event_id": "ec1", "grade": Grade.CONTESTED,
            "grade_reason": "asserted by the governor; denied by the army", "deaths_min": deaths, "deaths_max": deaths,
            "published": date(2031, 5, 6 + number), "source": f"Outlet {number}",
            "quote": f"Shells fell, report {number}.",
        }
        | changes
    )  # fmt: skip


def story() -> list[Claim]:
    """Return four tellings of one event and one of another."""
    return [
        told(1, 16, claimant="the governor", claim_status=ClaimStatus.CLAIMED, actor="the army"),
        told(3, 30, claimant="<b>the mayor</b>", claim_status=ClaimStatus.CLAIMED),
        told(2, 16),
        told(4, None, claim_status=ClaimStatus.DENIED, claimant="the army", latitude=51.0, location="Far"),
        claim(claim_id="c9", event_id="ec9", grade=Grade.SINGLE, article_id="a9", quote_start=500),
    ]


def card(opened: Opened, words: str) -> Any:  # noqa: ANN401 - playwright's Locator
    return opened.page.locator("#panel .claim", has_text=words)


def test_the_grade_stands_on_the_card_with_its_reason(opener: Opener) -> None:
    opened = opener.open(drawn(story()))
    opened.click(KHARKIV)
    opened.cards()
    line = card(opened, "report 1").locator(".support")
    assert line.inner_text() == "Contested: asserted by the governor; denied by the army"
    assert "split" in (line.locator("svg").first.get_attribute("class") or "")
    assert card(opened, "Shells fell on Kharkiv").locator(".support").inner_text() == "One source"


def test_an_event_opens_with_all_its_claims_in_order_and_what_was_revised_is_marked(opener: Opener) -> None:
    opened = opener.open(drawn(story()))
    opened.click(KHARKIV)
    opened.cards()
    box = card(opened, "report 1").locator(".event-claims")
    assert box.locator("summary").inner_text() == "4 claims in this page tell this event"
    box.locator("summary").click()
    box.locator("li").nth(3).wait_for()
    assert [text.split("\n")[0] for text in box.locator("li").all_inner_texts()] == [
        "7 May 2031 · Outlet 1 · the governor",
        "8 May 2031 · Outlet 2 · the article itself",
        "9 May 2031 · Outlet 3 · <b>the mayor</b>",
        "10 May 2031 · Outlet 4 · the army",
    ]
    marked = [item.locator("mark.revised").all_inner_texts() for item in box.locator("li").all()]
    assert marked == [[], ["Told as fact"], ["Claimed", "30 killed"], ["Denied"]]
    assert box.locator("[aria-current=true]").count() == 1
    assert not opened.complaints


def test_a_claim_of_the_event_opens_from_there_wherever_it_stands(opener: Opener) -> None:
    opened = opener.open(drawn(story()))
    opened.click(KHARKIV)
    opened.cards()
    box = card(opened, "report 1").locator(".event-claims")
    box.locator("summary").click()
    box.locator("li button").nth(3).click()
    opened.until("document.querySelector('.claim.looked-at')?.textContent.includes('report 4')")
    assert "claim=c4" in opened.hash("claim=")


def test_a_claim_alone_has_no_list_of_tellings(opener: Opener) -> None:
    opened = opener.open(drawn(story()))
    opened.click(KHARKIV)
    opened.cards()
    assert card(opened, "Shells fell on Kharkiv").locator(".event-claims").count() == 0


def test_claims_are_filtered_by_the_grade_of_their_event(opener: Opener) -> None:
    opened = opener.open(drawn(story()))
    opened.page.get_by_role("checkbox", name="Contested").click()
    opened.shows(4, 5)
    assert "grade=contested" in opened.hash("grade=")

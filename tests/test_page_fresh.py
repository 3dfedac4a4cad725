"""What is new since a run, marked on the page: dots, a filter, words on the card; nothing unless asked for."""

from __future__ import annotations

import pytest

from geo.maps import Fresh
from tests.factories import claim
from tests.pages import KHARKIV, SUMY, Opened, Opener, drawn

pytestmark = pytest.mark.browser

CLAIMS = [
    claim(claim_id="old", quote_start=1),
    claim(claim_id="new", quote_start=2),
    claim(claim_id="edited", location="Sumy", latitude=SUMY[0], longitude=SUMY[1]),
    claim(claim_id="still", location="Poltava", latitude=49.58925, longitude=34.55367),
]
FRESH = Fresh(3, {"new": "new", "edited": "changed"})
POLTAVA = (49.58925, 34.55367)
SHOULDER = 0.75 * 8.2  # pixels: where the dot of a mark of one claim stands


def has_dot(opened: Opened, place: tuple[float, float]) -> bool:
    ink = opened.inks("marks", place, [(SHOULDER, -SHOULDER)])[0]
    wanted = opened.colour("--fresh")
    return all(abs(one - other) < 60 for one, other in zip(ink[:3], wanted, strict=True))


def test_marks_with_something_new_have_a_dot(opener: Opener) -> None:
    opened = opener.open(drawn(CLAIMS, fresh=FRESH))
    assert has_dot(opened, SUMY)
    assert not has_dot(opened, POLTAVA)
    assert opened.page.get_by_text("New or changed since the earlier run").is_visible()


def test_what_is_new_can_be_chosen_and_is_named_on_its_card(opener: Opener) -> None:
    opened = opener.open(drawn(CLAIMS, fresh=FRESH))
    opened.page.locator('[data-facet="fresh"]').get_by_label("New").check()
    opened.settle()
    assert opened.summary().startswith("1 of 4 claims")
    opened.click(KHARKIV)
    (card,) = opened.cards()
    assert "New since run 3" in card
    assert "fresh=new" in opened.hash()


def test_a_page_that_was_not_asked_tells_nothing_of_runs(opener: Opener) -> None:
    opened = opener.open(drawn(CLAIMS))
    assert opened.page.locator('[data-facet="fresh"]').count() == 0
    assert not has_dot(opened, SUMY)
    opened.click(SUMY)
    assert "since run" not in opened.cards()[0]

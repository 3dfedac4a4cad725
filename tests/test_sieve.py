"""The look at a page's words before it is read: whatever tells an event passes, most of what tells none does not."""

from __future__ import annotations

import html
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.articles import read
from geo.articles.pages import read_page
from geo.articles.visible import visible_text
from geo.find import may_tell_event
from geo.inflection import Light
from geo.lexicon import Trigger
from geo.model import Article
from geo.phrases import Phrase
from geo.pipeline import extract
from geo.pipeline.archives import of_conflict
from tests.reading import findings, opened

SHARED = os.environ.get("CLAIMMAP_SHARED", "")

TELLING = (
    "Shells fell on Kharkiv.",
    "TEN PEOPLE WERE KILLED IN SAN SALVADOR",
    "Two people were killed in Goma.",
    "The town of Izium was taken on Friday.",
    "The army took Izium.",
    "Four teachers were seized.",
    "Gunmen seized a bus with pilgrims.",
    "Rebels moved towards Sake, an army officer said; soldiers fled.",
    "Talks between the sides are to begin in Geneva.",
    "Thousands fled the town of Rafah.",
    "She was stabbed in Leeds.",
    "An explosion was heard.",
)
ORDINARY = (
    "She took the lead after three laps and never lost it.",
    "The bank raised its forecast, and shares rose by two per cent.",
    "Leave the dough to rest for an hour; then take it out and roll it thin.",
    "The band left the stage at ten.",
    "Rain will reach the coast by noon and clear in the evening.",
    "The company's attack on costs has only begun.",
    "His film hit cinemas this week.",
    "Burn the sugar until it is dark.",
    "They entered a market that nobody wanted.",
    "The keeper held on to win the tie.",
    "La banque a relevé ses prévisions pour cette année.",
)


@pytest.mark.parametrize("text", TELLING)
def test_what_may_tell_an_event_passes(text: str) -> None:
    assert of_conflict(text)


@pytest.mark.parametrize("text", ORDINARY)
def test_what_tells_none_does_not(text: str) -> None:
    assert not of_conflict(text)
    assert not findings(text).events


def test_what_is_too_long_to_be_looked_at_passes() -> None:
    assert of_conflict("quiet " * 200_000)


def _surface(phrase: Phrase[Trigger]) -> str:
    """Return words that a trigger matches."""
    elements = (min(sorted(each), key=len) for each in phrase.elements if each and not isinstance(each, Light))
    return " ".join("7" if word == "#" else word for word in elements)


_TRIGGERS = sorted({_surface(phrase) for phrase in opened()[0].triggers})
_SMALL = "the a in near of on by was were had been to and from with he they which who not will 12 Dr. : — , . \n\n"
_OTHERS = "people soldiers gunmen rebels army town village Goma Kharkiv Friday film court goal car storm hospital"
_AROUND = [*_SMALL.split(" "), *_OTHERS.split()]
_TEXTS = st.lists(st.sampled_from(_TRIGGERS) | st.sampled_from(_AROUND), max_size=40).map(" ".join)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=_TEXTS)
def test_no_event_is_found_in_what_does_not_pass(text: str) -> None:
    if not may_tell_event(text, opened()[0]):
        assert not findings(text).events


@pytest.mark.parametrize("trigger", _TRIGGERS)
def test_each_trigger_that_tells_an_event_passes(trigger: str) -> None:
    text = f"The army and rebels fought. On Friday the soldiers {trigger} Goma."
    assert of_conflict(text) or not findings(text).events
    alone = f"{trigger} Goma"
    assert of_conflict(alone) or not findings(alone).events


def _articles() -> Iterator[Article]:
    folders = [Path(__file__).with_name("articles")]
    folders += [Path(SHARED) / name for name in ("gold", "reading")] if SHARED else []
    yield from (record for record in read(folders) if isinstance(record, Article))


def test_no_article_with_claims_is_passed_over() -> None:
    seen = 0
    for article in _articles():
        paragraphs = "".join(f"<p>{html.escape(each)}</p>" for each in article.text.split("\n") if each.strip())
        page = f"<html><body><main><article><h1>{html.escape(article.title)}</h1>{paragraphs}</article></main></body>"
        found = read_page(page.encode(), article.origin)
        assert isinstance(found, Article)
        if extract(found, *opened()).claims:
            seen += 1
            assert of_conflict(visible_text(page)), article.origin
    assert seen

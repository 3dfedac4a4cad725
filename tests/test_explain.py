"""An explanation holds every claim and everything that was dropped, beside the sentence it comes from."""

from __future__ import annotations

from itertools import pairwise

import pytest

from geo.explain import explain
from geo.model import Article, Assembly, Dropped, EventMention, EventType, Findings, Sentence, Span
from tests.factories import claim

TEXT = "Shells fell on Kharkiv. Talks went on. It rained. Troops moved."
ARTICLE = Article("a", "Title", TEXT, None, "", "", "a.txt")
STARTS = (0, 24, 39, 50, len(TEXT) + 1)
SPANS = [Span(start, end - 1) for start, end in pairwise(STARTS)]


def event(sentence: int) -> EventMention:
    span = SPANS[sentence]
    return EventMention(
        span, 0, 1, sentence, EventType.SHELLING, verb=True, weak=False, negated=False, planned=False, reported=False
    )


FINDINGS = Findings(
    tokens=(),
    sentences=tuple(Sentence(span, 0, 0, 0) for span in SPANS),
    toponyms=(),
    events=(event(0), event(3)),
    attributions=(None,) * 4,
    dates=(),
    unverified=(),
)
ASSEMBLY = Assembly(
    claims=(claim(claim_id="b", quote_start=0), claim(claim_id="a", quote_start=0)),
    dropped=(
        Dropped(SPANS[1], "no place"),
        Dropped(SPANS[1], "no place"),
        Dropped(Span(15, 22), "named only to locate"),
        Dropped(Span(len(TEXT) + 9, len(TEXT) + 12), "beyond the text"),
    ),
)


@pytest.mark.parametrize(
    ("number", "claims", "reasons"),
    [
        (0, ["a", "b"], ["named only to locate"]),
        (1, [], ["no place"]),
        (2, [], ["tells no event of armed conflict"]),
        (3, [], ["beyond the text"]),
    ],
)
def test_each_sentence_has_its_claims_and_reasons(number: int, claims: list[str], reasons: list[str]) -> None:
    sentence = explain(ARTICLE, FINDINGS, ASSEMBLY).sentences[number]
    assert sentence.text == SPANS[number].of(TEXT)
    assert [each.claim_id for each in sentence.claims] == claims
    assert list(sentence.reasons) == reasons


def test_a_sentence_with_an_event_and_no_place_says_so() -> None:
    explanation = explain(ARTICLE, FINDINGS, Assembly((), ()))
    assert explanation.sentences[3].reasons == ("an event, but no place it could be tied to",)
    assert explanation.claims == ()


def test_a_text_without_sentences_still_shows_everything() -> None:
    nothing = Findings((), (), (), (), (), (), ())
    explanation = explain(ARTICLE, nothing, ASSEMBLY)
    assert len(explanation.sentences) == 1
    assert len(explanation.claims) == 2

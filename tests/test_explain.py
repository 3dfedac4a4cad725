"""An explanation holds every claim and everything that was dropped, beside the sentence it comes from."""

from __future__ import annotations

import pytest

from geo.explain import explain
from geo.find import find
from geo.model import Article, Assembly, Dropped, Findings, Span
from geo.pipeline import opened
from tests.factories import claim

TEXT = "Shells fell on Kharkiv. Tanks stood. It rained. Prices rose."
ARTICLE = Article("a", "Title", TEXT, None, "", "", "a.txt")
FINDINGS = find(ARTICLE, *opened())
SPANS = [sentence.span for sentence in FINDINGS.sentences]
ASSEMBLY = Assembly(
    grounds=(),
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
    assert sentence.text == TEXT.split(". ")[number].rstrip(".") + "."
    assert [each.claim_id for each in sentence.claims] == claims
    assert list(sentence.reasons) == reasons


def test_a_sentence_with_an_event_and_no_place_says_so() -> None:
    explanation = explain(ARTICLE, FINDINGS, Assembly((), (), ()))
    told = {event.sentence for event in FINDINGS.events}
    assert 0 in told
    for number, sentence in enumerate(explanation.sentences):
        silent = "an event, but no place it could be tied to" if number in told else "tells no event of armed conflict"
        assert sentence.reasons == (silent,)
    assert explanation.claims == ()


def test_a_text_without_sentences_still_shows_everything() -> None:
    nothing = Findings((), (), (), (), (), (), ())
    explanation = explain(ARTICLE, nothing, ASSEMBLY)
    assert len(explanation.sentences) == 1
    assert len(explanation.claims) == 2

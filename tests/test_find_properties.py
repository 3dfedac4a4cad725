"""What holds for any text whatever: nothing breaks, quotes are verbatim, ids are unique, positions are whole."""

from __future__ import annotations

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.model import Assembly, DateMention, EventMention, Place, Span, Toponym
from geo.places import locate
from geo.rules import DayRule
from tests.reading import THURSDAY, assembly, findings, opened

_VOCABULARY = (
    "Gunmen gunmen killed 12 people in near north of Goma Kidal Kharkiv Ukraine Syrian jets bombed Sanaa on Tuesday "
    "14 May 2023 the army said denied that rebels had captured will would if no not village Zzyzxa region between and "
    "30 km south-east dozens wounded at least could be verified claimed responsibility for attack there city he they "
    "Moscow Mr. Gen. U.S. Jordan northern Rafah talks ceasefire shelling KHARTOUM Deir ez-Zor overnight yesterday "
    "31 February 2023-02-30 1999 99999999999999999999 two ago next last"
)
_WORDS = st.sampled_from(_VOCABULARY.split())
_MARKS = st.sampled_from(
    [" ", " ", " ", " ", ", ", ". ", ".", "\n", "\n\n", " — ", ": ", "; ", '"', "“", "”", "'s ", "(", ") "]
)
_NEWS = st.lists(st.tuples(_WORDS, _MARKS), max_size=60).map(lambda parts: "".join(word + mark for word, mark in parts))
_ANY = st.text(st.characters(), max_size=200)  # with controls, combining marks, lone surrogates
_TEXTS = _NEWS | _ANY | st.tuples(_NEWS, _ANY, _NEWS).map("".join)
_DAYS = st.none() | st.just(THURSDAY) | st.dates(date(1, 1, 1), date(9999, 12, 31))
_CHECKED = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@_CHECKED
@given(text=_TEXTS, published=_DAYS)
def test_no_text_breaks_reading_and_a_second_run_says_the_same(text: str, published: date | None) -> None:
    assert assembly(text, published) == assembly(text, published)


@_CHECKED
@given(text=_TEXTS, published=_DAYS)
def test_claims_are_whole(text: str, published: date | None) -> None:
    made = assembly(text, published)
    _check_quotes(text, made)
    found = findings(text, published)
    for claim, grounds in zip(made.claims, made.grounds, strict=True):
        assert found.sentences[grounds.event.sentence].span == Span(claim.quote_start, claim.quote_end)
        assert grounds.event.event_type is claim.event_type
        assert grounds.event.span.of(text) == claim.event_text
        assert found.toponyms[grounds.toponym].text == claim.place_text
        assert (grounds.day is None) == (grounds.day_rule in {DayRule.PUBLISHED, DayRule.NONE})
    for claim in made.claims:
        assert claim.place_reason
        assert claim.date_reason
        assert (claim.event_date is None) == (claim.event_date_end is None) == (claim.date_prec is None)
        if claim.event_date is not None:
            assert claim.event_date_end is not None
            assert claim.event_date <= claim.event_date_end
        for low, high in ((claim.deaths_min, claim.deaths_max), (claim.injured_min, claim.injured_max)):
            assert low is None or high is None or 0 <= low <= high


def _check_quotes(text: str, made: Assembly) -> None:
    ids = [claim.claim_id for claim in made.claims]
    assert len(set(ids)) == len(ids)
    for claim in made.claims:
        assert claim.quote == text[claim.quote_start : claim.quote_end]
        assert claim.quote
        assert claim.event_text
        assert claim.event_text in claim.quote
    for dropped in made.dropped:
        assert dropped.reason
        assert 0 <= dropped.span.start < dropped.span.end <= len(text)


@_CHECKED
@given(text=_TEXTS)
def test_places_are_whole_or_not_there(text: str) -> None:
    lexicon, gazetteer = opened()
    found = findings(text)
    places = locate(found, gazetteer, lexicon)
    assert len(places) == len(found.toponyms)
    for place in places:
        _check_place(place)


def _check_place(place: Place) -> None:
    assert place.reason
    assert (place.latitude is None) == (place.longitude is None) == (place.radius_km is None)
    if place.latitude is not None:
        assert place.longitude is not None
        assert place.radius_km is not None
        assert -90 <= place.latitude <= 90
        assert -180 <= place.longitude <= 180
        assert (place.latitude, place.longitude) != (0.0, 0.0)
        assert place.radius_km > 0


@_CHECKED
@given(text=_TEXTS, published=_DAYS)
def test_sentences_hold_every_token_in_order(text: str, published: date | None) -> None:
    found = findings(text, published)
    assert len(found.attributions) == len(found.sentences)
    assert [n for s in found.sentences for n in range(s.first, s.last)] == list(range(len(found.tokens)))
    mentions: list[Toponym | EventMention | DateMention] = [*found.toponyms, *found.events, *found.dates]
    for mention in mentions:
        assert mention.span.start == found.tokens[mention.first].start
        assert mention.span.end == found.tokens[mention.last - 1].end


@_CHECKED
@given(text=_NEWS)
def test_what_stands_far_before_an_article_moves_no_id(text: str) -> None:
    plain = {claim.claim_id for claim in assembly(text).claims}
    moved = {claim.claim_id for claim in assembly("\n\n\n" + text).claims}
    assert plain == moved

"""Ids stay with the claims they were given to, and changes of several runs add up to what a comparison finds."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise, permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.changes import (
    Change,
    What,
    compared,
    folded,
    from_record,
    in_order,
    reattached,
    record,
    told,
    write_changes,
)
from geo.claims.assembling import with_ids
from geo.errors import ChangesError
from geo.model import Article, Claim, EventType
from geo.pipeline.extraction import extract, opened
from tests.factories import claim
from tests.tabled import Case, cases

_OTHERWISE: dict[str, dict[str, Any]] = {
    "on another day": {"event_date": date(2031, 5, 9), "event_date_end": date(2031, 5, 9)},
    "as another kind": {"event_type": EventType.EXPLOSION},
    "at another place": {"place_text": "Tabarre", "location": "Tabarre", "geonameid": 1},
}


def article(*claims: dict[str, Any]) -> tuple[Claim, ...]:
    """Return the claims of an article whose sentences follow each other, with the ids that assembling gives them."""
    at, made = 0, []
    for number, fields in enumerate(claims):
        quote = fields.get("quote", f"Sentence {number}.")
        made.append(claim(**({"quote": quote, "quote_start": at, "quote_end": at + len(quote)} | fields)))
        at = made[-1].quote_end + 1
    return with_ids(made)


def kept(before: Sequence[Claim], after: Sequence[Claim]) -> list[int | None]:
    """Return for each claim after which of those before it is, None for a new one."""
    ids = [each.claim_id for each in before]
    return [ids.index(each.claim_id) if each.claim_id in ids else None for each in reattached(before, after)]


@pytest.mark.parametrize("case", cases("reattached"), ids=str)
def test_a_sentence_is_known_again(case: Case) -> None:
    old, new = case.text.split(" → ")
    verb, *otherwise = case.outcome.split(" ", 1)
    fields = {"quote": new}
    for words, changed in _OTHERWISE.items():
        if otherwise and words in otherwise[0]:
            fields |= changed
    found = kept(article({"quote": old}), article(fields))
    assert found == ([0] if verb == "kept" else [None])


A, B = "Shells fell on Kharkiv in the morning, killing {}.", "Shells fell on Kharkiv in the evening, killing {}."


def quotes(*told_by: str) -> tuple[Claim, ...]:
    return article(*({"quote": quote} for quote in told_by))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param([A.format(3), B.format(5)], [A.format(5), B.format(3)], [0, 1], id="numbers do not swap"),
        pytest.param([A.format(3), A.format(5)], [A.format(15), A.format(13)], [0, 1], id="nor do like sentences"),
        pytest.param([A.format(3), B.format(5)], [B.format(6), A.format(4)], [1, 0], id="what moved is found"),
        pytest.param([A.format(3), B.format(5)], [B.format(5), A.format(3)], [1, 0], id="an id that comes again"),
        pytest.param([A.format(3)], [A.format(3), A.format(4)], [0, None], id="none is given that is taken"),
        pytest.param([A.format(3)], [A.format(4), A.format(3)], [None, 0], id="nor to one before it"),
        pytest.param([A.format(3)], [A.format(4), A.format(5)], [0, None], id="one of two"),
        pytest.param([A.format(3), B.format(4)], [A.format(3)], [0], id="one is withdrawn"),
        pytest.param([A.format(3)], ["Envoys met in Juba.", A.format(4)], [None, 0], id="a sentence goes before"),
        pytest.param(
            [A.format(3), B.format(5)],
            [A.format(9), A.format(4), B.format(6)],
            [0, None, 1],
            id="a like one goes before",
        ),
        pytest.param([A.format(3)] * 2, [A.format(3)] * 4, [0, 1, None, None], id="listed twice as often"),
        pytest.param([A.format(3)] * 4, [A.format(3)] * 2, [0, 1], id="listed half as often"),
        pytest.param([A.format(3)] * 2, [A.format(4)] * 2, [0, 1], id="twice, and updated"),
        pytest.param([], [A.format(3)], [None], id="none before"),
        pytest.param([A.format(3)], [], [], id="none after"),
    ],
)
def test_sentences_of_an_article(before: list[str], after: list[str], expected: list[int | None]) -> None:
    assert kept(quotes(*before), quotes(*after)) == expected


def test_a_sentence_split_in_two_keeps_both_its_claims() -> None:
    whole = "Shells fell on Kharkiv and planes bombed Sumy on Monday."
    sumy = {"place_text": "Sumy", "geonameid": 692194, "event_type": EventType.AIR_STRIKE}
    before = article({"quote": whole}, {"quote": whole, **sumy})
    after = article({"quote": "Shells fell on Kharkiv."}, {"quote": "Planes bombed Sumy on Monday.", **sumy})
    assert kept(before, after) == [0, 1]
    assert kept(after, before) == [0, 1]


def test_claims_of_an_edited_list_keep_their_places() -> None:
    def listed(words: str, *places: str) -> tuple[Claim, ...]:
        fields = {"quote": words, "quote_start": 0, "quote_end": len(words), "geonameid": None}
        return article(*(fields | {"place_text": place} for place in places))

    before = listed("Shells fell on Sumy, Okhtyrka and Trostianets.", "Sumy", "Okhtyrka", "Trostianets")
    after = listed("Shells fell on Trostianets, Lebedyn and Sumy.", "Trostianets", "Lebedyn", "Sumy")
    assert kept(before, after) == [2, None, 0]


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ({"place_text": "Kiev", "geonameid": 703448}, {"place_text": "Kyiv", "geonameid": 703448}, True),
        ({"place_text": "Kharkov", "geonameid": None}, {"place_text": "Kharkiv", "geonameid": None}, True),
        ({"place_text": "the city", "geonameid": None}, {"place_text": "the city of Gao", "geonameid": None}, True),
        ({"place_text": "Gao", "geonameid": None}, {"place_text": "Gao", "geonameid": 2457161}, True),
        ({"place_text": "North Darfur", "geonameid": 1}, {"place_text": "South Darfur", "geonameid": 2}, False),
        ({"place_text": "", "geonameid": None}, {"place_text": "Gao", "geonameid": None}, False),
        ({"place_text": "Kharkiv", "geonameid": None}, {"place_text": "Kherson", "geonameid": None}, False),
    ],
)
def test_one_place_in_other_words(old: dict[str, Any], new: dict[str, Any], same: bool) -> None:  # noqa: FBT001 - a value
    before, after = article(old | {"quote": A.format(3)}), article(new | {"quote": A.format(3) + " It was dark."})
    assert kept(before, after) == ([0] if same else [None])


def test_a_reattached_id_survives_the_next_reading_and_goes_back_with_the_text() -> None:
    first, edited = quotes(A.format(3), B.format(5)), quotes(A.format(4), B.format(6))
    once = reattached(first, edited)
    assert reattached(once, edited) == once
    assert reattached(once, first) == first


_TEXT = """Shells fell on Kharkiv on Monday, killing {killed} people, the governor said.

{more}Planes bombed a bridge in Sumy the same night. Two hours later rebels {took} the airport of Goma, witnesses said.
"""


def claims_of(killed: str, more: str, took: str) -> tuple[Claim, ...]:
    text = _TEXT.format(killed=killed, more=more, took=took)
    read = Article("a", "A night of war", text, date(2031, 5, 7), "https://news.example/a", "News", "a.txt")
    return extract(read, *opened()).claims


def test_an_edited_article_keeps_the_ids_of_its_claims() -> None:
    first = claims_of("16", "", "captured")
    again = reattached(first, claims_of("30", "Rain is forecast. ", "have captured"))
    assert [each.location for each in first] == ["Kharkiv", "Sumy", "Goma"]
    assert [each.claim_id for each in again] == [each.claim_id for each in first]
    states = (sorted(claims, key=lambda each: each.claim_id) for claims in (first, again))
    assert told(in_order(compared(*states)), most=1) == [
        "2 changed (quote in 2, deaths_max in 1, deaths_min in 1, 1 more)",
        f"  changed: deaths_min 16 → 30, deaths_max 16 → 30, target 16 people → 30 people, 1 more: “{again[0].quote}”",
        "  and 1 more",
    ]


def test_ids_that_come_twice_and_claims_of_two_articles_are_refused() -> None:
    with pytest.raises(ValueError, match="two claims have the id 'c0001'"):
        reattached([claim(), claim()], [])
    with pytest.raises(ValueError, match="several articles"):
        reattached([claim()], [claim(article_id="other")])


_WORDS = st.sampled_from(
    ["shells", "fell", "on", "the", "old", "market", "in", "Kharkiv", "Sumy", "before", "dawn", "killing", "3", "16"]
)
_READ = st.lists(
    st.fixed_dictionaries(
        {
            "quote": st.lists(_WORDS, min_size=1, max_size=9).map(" ".join),
            "event_type": st.sampled_from([EventType.SHELLING, EventType.AIR_STRIKE]),
            "place_text": st.sampled_from(["Kharkiv", "Sumy"]),
            "geonameid": st.none(),
            "deaths_min": st.sampled_from([None, 3]),
        }
    ),
    max_size=7,
).map(lambda told_by: article(*told_by))


@settings(deadline=None)
@given(_READ, _READ)
def test_ids_are_unique_and_reading_again_moves_none(before: tuple[Claim, ...], after: tuple[Claim, ...]) -> None:
    once = reattached(before, after)
    own, old = [each.claim_id for each in after], {each.claim_id for each in before}
    ids = [each.claim_id for each in once]
    assert len(set(ids)) == len(ids)
    assert [replace(each, claim_id="") for each in once] == [replace(each, claim_id="") for each in after]
    assert all(
        given == mine or (mine not in old and given in old - set(own)) for given, mine in zip(ids, own, strict=True)
    )
    assert reattached(once, after) == once
    assert reattached((), after) == after


@settings(deadline=None)
@given(_READ, _READ, st.randoms(use_true_random=False))
def test_the_order_of_the_arguments_does_not_matter(
    before: tuple[Claim, ...],
    after: tuple[Claim, ...],
    chance: Any,  # noqa: ANN401 - a Random
) -> None:
    shuffled, others = list(before), list(after)
    chance.shuffle(shuffled)
    chance.shuffle(others)
    again = reattached(shuffled, others)
    assert sorted(again, key=repr) == sorted(reattached(before, after), key=repr)


def test_of_more_claims_than_any_article_has_the_first_are_known_again() -> None:
    many = [{"quote": f"Place number {'x' * (number % 20)} {number} was shelled."} for number in range(400)]
    before, after = article(*many), article(*(each | {"quote": each["quote"] + " It burnt."} for each in many))
    found = kept(before, after)
    assert found[:300] == list(range(300))
    assert set(found[300:]) == {None}


# What became of claims


def changes(before: Sequence[Claim], after: Sequence[Claim]) -> list[Change]:
    return list(compared(before, after))


PLACED = {"latitude": 49.98081, "longitude": 36.25272, "where_prec": claim().where_prec, "radius_km": 8.0}
UNPLACED = dict.fromkeys(PLACED) | {"location": "", "place_reason": "no such place is known"}


@pytest.mark.parametrize(
    ("before", "after", "what", "names"),
    [
        ({}, {"deaths_min": 16}, What.CHANGED, ["deaths_min"]),
        (
            {},
            {"deaths_min": 16, "quote_start": 5, "quote_end": 40},
            What.CHANGED,
            ["deaths_min", "quote_start", "quote_end"],
        ),
        ({}, {"quote_start": 5, "quote_end": 40}, What.MOVED, ["quote_start", "quote_end"]),
        ({"latitude": None, "longitude": None}, {}, What.PLACED, ["latitude", "longitude"]),
        ({"latitude": None, "deaths_min": 3}, {}, What.PLACED, ["latitude", "deaths_min"]),
        ({}, {"latitude": None}, What.CHANGED, ["latitude"]),
        ({}, {"latitude": 1.0}, What.CHANGED, ["latitude"]),
    ],
)
def test_what_became_of_a_claim(before: dict[str, Any], after: dict[str, Any], what: What, names: list[str]) -> None:
    (change,) = changes([claim(**before)], [claim(**after)])
    assert (change.what, [each.name for each in change.differences], change.claim) == (what, names, None)


def test_claims_come_and_go() -> None:
    one, two, three = (claim(claim_id=name) for name in "abc")
    found = changes([one, two], [two, three])
    assert [(each.what, each.claim) for each in found] == [(What.WITHDRAWN, one), (What.NEW, three)]
    assert changes([one, two], [one, two]) == []


def test_comparing_holds_one_claim_of_each() -> None:
    held = 0

    def many(title: str) -> Iterator[Claim]:
        nonlocal held
        for number in range(100):
            held += 1
            yield claim(claim_id=f"{number:04}", title=title)

    for change in compared(many("One"), many("Two")):
        assert change.what is What.CHANGED
        assert held <= 2
        held -= 2


@pytest.mark.parametrize("ids", ["ba", "aa"])
def test_claims_in_another_order_are_refused(ids: str) -> None:
    with pytest.raises(ChangesError, match=f"'{ids[1]}' after '{ids[0]}'"):
        changes([], [claim(claim_id=name) for name in ids])


# States of what is known, close enough to each other that claims come, change, move, go and come back.
_STATE = st.dictionaries(
    st.sampled_from("abcd"),
    st.fixed_dictionaries(
        {
            "deaths_min": st.sampled_from([None, 16, 30]),
            "latitude": st.sampled_from([None, 49.98081, 50.0]),
            "quote_start": st.sampled_from([0, 7]),
            "title": st.sampled_from(["One", "Two"]),
        }
    ),
).map(lambda state: [claim(claim_id=name, **fields) for name, fields in sorted(state.items())])


@settings(deadline=None)
@given(st.lists(_STATE, min_size=1, max_size=5))
def test_changes_of_runs_add_up_to_the_comparison_of_first_and_last(states: list[list[Claim]]) -> None:
    runs = [changes(before, after) for before, after in pairwise(states)]
    expected = changes(states[0], states[-1])
    assert list(folded(*runs)) == expected
    in_one = [change for run in runs for change in run]
    assert list(folded(sorted(in_one, key=lambda change: change.claim_id))) == expected
    if len(runs) > 2:  # folding what was folded
        assert list(folded(folded(*runs[:2]), *runs[2:])) == list(folded(runs[0], folded(*runs[1:]))) == expected


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([None, {}, {"deaths_min": 3}], What.NEW),
        ([None, {}, None], None),
        ([None, {}, None, {"deaths_min": 3}], What.NEW),
        ([{}, None, {}], None),
        ([{}, None, {"deaths_min": 3}], What.CHANGED),
        ([{"latitude": None}, None, {}], What.PLACED),
        ([{}, {"deaths_min": 3}, {}], None),
        ([{}, {"deaths_min": 3}, None], What.WITHDRAWN),
        ([{"latitude": None}, {"deaths_min": 3}, {}], What.PLACED),
        ([{}, {"latitude": None}, {"latitude": 1.0}], What.CHANGED),
        ([{}, {"quote_start": 3, "deaths_min": 3}, {"quote_start": 3}], What.MOVED),
    ],
)
def test_net_effects(states: list[dict[str, Any] | None], expected: What | None) -> None:
    known = [[] if state is None else [claim(**state)] for state in states]
    net = list(folded(*(changes(before, after) for before, after in pairwise(known))))
    assert [change.what for change in net] == ([] if expected is None else [expected])


def test_changes_that_cannot_follow_each_other_are_refused() -> None:
    new, gone = changes([], [claim()]), changes([claim()], [])
    edited = changes([claim(deaths_min=1)], [claim(deaths_min=2)])
    for runs, message in [
        ((new, new), "cannot be new after it was new"),
        ((gone, gone), "cannot be withdrawn after it was withdrawn"),
        ((gone, edited), "cannot be changed after it was withdrawn"),
        ((new, edited), "changes its deaths_min from 1, where it was left as None"),
        ((edited, edited), "changes its deaths_min from 1, where it was left as 2"),
        ((edited, gone), "deaths_min"),
    ]:
        with pytest.raises(ChangesError, match=message):
            list(folded(*runs))
    with pytest.raises(ChangesError, match="not in the order of their ids"):
        list(folded([*changes([], [claim(claim_id="b")]), *changes([], [claim(claim_id="a")])]))


_FLOATS = st.none() | st.floats(allow_nan=False, allow_infinity=False)
_CLAIMS = st.builds(Claim, latitude=_FLOATS, longitude=_FLOATS, radius_km=_FLOATS)


@settings(deadline=None)
@given(_CLAIMS, _CLAIMS)
def test_a_record_comes_back_equal(one: Claim, other: Claim) -> None:
    other = replace(other, claim_id=one.claim_id)
    for change in [*changes([], [one]), *changes([one], []), *changes([one], [other])]:
        assert from_record(json.loads(json.dumps(record(change), allow_nan=False))) == change


def test_the_record_of_a_change_holds_what_changed() -> None:
    (change,) = changes([claim()], [claim(event_date=None, event_type=EventType.SIEGE, deaths_min=30)])
    assert record(change) == {
        "what": "changed",
        "claim_id": "c0001",
        "article_id": "a1",
        "title": "A night of shelling",
        "quote": "Shells fell on Kharkiv before dawn.",
        "quote_start": 0,
        "fields": {"event_type": ["shelling", "siege"], "event_date": ["2031-05-06", None], "deaths_min": [None, 30]},
    }


def _changed(**fields: object) -> dict[str, object]:
    (change,) = changes([claim()], [claim(deaths_min=30)])
    return record(change) | fields


def _new(**fields: object) -> dict[str, object]:
    (change,) = changes([], [claim()])
    told_by = record(change)
    assert isinstance(told_by["claim"], dict)
    return told_by | {"claim": told_by["claim"] | fields}


@pytest.mark.parametrize(
    ("malformed", "message"),
    [
        (None, "a change: None is no object"),
        ({}, "what: None is no What"),
        ({"what": "lost"}, "what: 'lost' is no What"),
        ({"what": []}, r"what: \[\] is no What"),
        ({"what": "new"}, "a change: lacks claim"),
        ({"what": "new", "claim": 1}, "claim: 1 is no object"),
        ({"what": "new", "claim": {}}, "claim: lacks actor"),
        (_new(grades=""), "claim: has an unknown 'grades'"),
        (_new(event_type="party"), "event_type: 'party' is no EventType"),
        (_new(where_prec=True), "where_prec: True is no WherePrec"),
        (_new(where_prec=9), "where_prec: 9 is no WherePrec"),
        (_new(event_date="2031-02-30"), "event_date: '2031-02-30' is no day"),
        (_new(event_date="20310203"), "event_date: '20310203' is no day"),
        (_new(event_date=5), "event_date: 5 is no day"),
        (_new(latitude="49"), "latitude: '49' is no float"),
        (_new(latitude=float("nan")), "latitude: nan is no float"),
        (_new(deaths_min=1.5), "deaths_min: 1.5 is no int"),
        (_new(quote_start=None), "quote_start: None is no int"),
        (_new(unverified=0), "unverified: 0 is no bool"),
        (_new(quote=3), "quote: 3 is no str"),
        (_new(quote_start="x" * 90), "quote_start: 'x{59}… is no int"),
        (_changed(what="placed"), "what: 'placed' does not go with its fields deaths_min"),
        (_changed(title=None), "title: None is no str"),
        (_changed(more=1), "a change: has an unknown 'more'"),
        (_changed(fields={}), "fields: none"),
        (_changed(fields={"claim_id": ["a", "b"]}), "fields: 'claim_id' is no field"),
        (_changed(fields={"deaths_min": [3]}), r"deaths_min: \[3\] is not \[before, after\]"),
        (_changed(fields={"deaths_min": [3, 3]}), "deaths_min: does not differ, it is 3"),
        (_changed(fields={"deaths_min": [3, "4"]}), "deaths_min: '4' is no int"),
    ],
)
def test_a_malformed_record_is_refused_by_its_field(malformed: object, message: str) -> None:
    with pytest.raises(ChangesError, match=message):
        from_record(malformed)


def _mixed() -> list[Change]:
    before = [claim(claim_id="a"), claim(claim_id="b", **UNPLACED), claim(claim_id="c"), claim(claim_id="e")]
    after = [
        claim(claim_id="a", deaths_min=30, quote_start=4),
        claim(claim_id="b"),
        claim(claim_id="d", article_id="a0", quote="Снаряди\u2028впали\n на Харків."),
        claim(claim_id="e", quote_start=9),
    ]
    return in_order(compared(before, after))


def test_changes_json() -> None:
    stream = io.StringIO()
    write_changes(_mixed, stream, run=4, since=2)
    written = json.loads(stream.getvalue())
    assert list(written) == ["run", "since", "counts", "new", "changed", "withdrawn", "placed"]
    assert (written["run"], written["since"]) == (4, 2)
    assert written["counts"] == {"new": 1, "changed": 1, "withdrawn": 1, "placed": 1}
    assert [each["claim_id"] for each in written["new"]] == ["d"]
    assert written["changed"][0]["fields"] == {"deaths_min": [None, 30], "quote_start": [0, 4]}
    assert written["withdrawn"][0]["quote"] == claim().quote
    assert written["placed"][0]["fields"]["latitude"] == [None, 49.98081]
    assert "Снаряди" in stream.getvalue()


def test_changes_json_of_nothing() -> None:
    stream = io.StringIO()
    write_changes(lambda: (), stream, run=None, since=0)
    counts = {"new": 0, "changed": 0, "withdrawn": 0, "placed": 0}
    nothing: dict[str, object] = {"new": [], "changed": [], "withdrawn": [], "placed": []}
    assert json.loads(stream.getvalue()) == {"run": None, "since": 0, "counts": counts} | nothing


def test_the_order_is_that_of_the_articles() -> None:
    expected = _mixed()
    assert [each.claim_id for each in expected] == ["d", "b", "c", "a", "e"]
    assert all(in_order(order) == expected for order in permutations(expected))


def test_words_for_the_terminal() -> None:
    assert told(_mixed(), most=3) == [
        "1 new, 1 changed (deaths_min none → 30), 1 withdrawn, 1 newly placed",
        "  new: shelling, Kharkiv, 2031-05-06: “Снаряди впали на Харків.”",
        "  newly placed: Kharkiv at 49.98081, 36.25272: “Shells fell on Kharkiv before dawn.”",
        "  withdrawn: shelling, Kharkiv, 2031-05-06: “Shells fell on Kharkiv before dawn.”",
        "  and 1 more",
    ]
    assert told(_mixed(), most=0) == ["1 new, 1 changed (deaths_min none → 30), 1 withdrawn, 1 newly placed"]
    assert told(iter(()), most=3) == ["Nothing new, changed or withdrawn."]
    assert told([each for each in _mixed() if each.what is What.MOVED], most=3) == [
        "Nothing new, changed or withdrawn."
    ]


def test_words_for_many_and_for_long_texts() -> None:
    before = [claim(claim_id=f"{number:04}") for number in range(1200)]
    after = [replace(each, deaths_min=1, unverified=True, quote="x " * 100) for each in before]
    after[0] = replace(after[0], injured_min=2, injured_max=3)
    assert told(compared(before, after), most=1) == [
        "1,200 changed (deaths_min in 1,200, quote in 1,200, unverified in 1,200, 2 more)",
        f"  changed: deaths_min none → 1, injured_min none → 2, injured_max none → 3, 2 more: “{'x ' * 35}x…”",
        "  and 1,199 more",
    ]
    unplaced = claim(latitude=None, location="", place_text="Nowhere", event_date=None)
    assert told(compared([], [unplaced]), most=1)[1].startswith("  new: shelling, Nowhere (not placed), none: ")
    assert told(compared([claim()], [claim(quote="Other words that are too long to be shown.")]), most=0) == [
        "1 changed (quote reworded)"
    ]

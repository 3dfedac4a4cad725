"""What analysts correct: read from hostile tables, checked, placed without guessing, and applied the same each time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.corrections import Asked, Corrections, asked, context_of, given_place, read_corrections
from geo.errors import CorrectionError
from geo.gazetteer import Gazetteer
from geo.model import (
    Claim,
    ClaimStatus,
    Correction,
    Corrects,
    DateBasis,
    DatePrec,
    EventType,
    GivenPlace,
    NameRule,
    Relation,
    SetAside,
    WherePrec,
)
from geo.store.corrected import apart, together
from tests.factories import claim

NAMES = Gazetteer.open()
DAY = date(2031, 5, 9)
CELLS = {"claim_id": "c0001", "what": "kind", "value": "siege", "who": "A. Reader", "when": "2031-05-09", "why": "So."}
FORD = GivenPlace("Lower Ford", 49.1, 36.2, WherePrec.EXACT, 2.0, 7, "Kharkiv", "UA-63", "Ukraine", "UKR")


def made(number: int, what: str, value: str = "", **changes: Any) -> Correction:  # noqa: ANN401 - any field
    plain = Correction(number, "c0001", "a1", Corrects(what), value, "A. Reader", DAY, "So it is.")
    return replace(plain, **changes)


# ---------------------------------------------------------------- what may be asked for

VALUES = [
    ("kind", " air_strike ", "air_strike"),
    ("status", "denied", "denied"),
    ("date", "2031-05-06", "2031-05-06"),
    ("date", "2031-05-06/2031-05-06", "2031-05-06"),
    ("date", "2031-05-06 / 2031-05-09", "2031-05-06/2031-05-09"),
    ("date", "none", "none"),
    ("place", "none", "none"),
    ("place", "Brest,\n BY", "Brest, BY"),
    ("drop", "", ""),
    ("merge", "b, a  b", "a b"),
    ("split", "", ""),
    ("split", "b", "b"),
]


@pytest.mark.parametrize(("what", "value", "kept"), VALUES)
def test_what_may_be_asked_for(what: str, value: str, kept: str) -> None:
    found = asked(CELLS | {"what": what, "value": value})
    assert found == Asked("c0001", Corrects(what), kept, "A. Reader", DAY, "So.", everywhere=False)
    assert asked(CELLS | {"what": what, "value": found.value}) == found, "what is kept is kept as it is"


REFUSED = [
    ({"claim_id": " "}, "claim_id is empty"),
    ({"who": ""}, "who is empty: say who corrects it"),
    ({"why": "\t"}, "why is empty: say why"),
    ({"when": ""}, "when is empty: give the day"),
    ({"when": "09.05.2031"}, "'09.05.2031' is no day as YYYY-MM-DD"),
    ({"when": "2031-02-30"}, "is no day"),
    ({"when": "0001-01-01"}, "from 1800 to 2200"),
    ({"what": "Kind"}, "'Kind' is no what: it must be one of place, date, kind, status, drop, merge, split"),
    ({"value": "bombing"}, "'bombing' is no kind: it must be one of armed_clash,"),
    ({"value": ""}, "value is empty: kind needs one"),
    ({"what": "status", "value": "true"}, "'true' is no status: it must be one of fact,"),
    ({"what": "drop"}, "drop takes no value, not 'siege'"),
    ({"what": "merge", "value": ""}, "value is empty: merge needs one"),
    ({"what": "merge", "value": "a c0001"}, "not itself"),
    ({"what": "date", "value": "2031-05"}, "'2031-05' is no day"),
    ({"what": "date", "value": "2031-05-06/2031-05-05"}, "ends before it begins"),
    ({"what": "date", "value": "2030-05-06/2031-05-07"}, "longer than a year"),
    ({"what": "date", "value": "2031-05-06/"}, "'' is no day"),
    ({"what": "date", "value": "\u0662\u0660\u0663\u0661-05-06"}, "is no day"),
    ({"everywhere": "true"}, "only a place can be corrected everywhere, not kind"),
    ({"what": "place", "value": "none", "everywhere": "yes"}, "not everywhere"),
    ({"everywhere": "perhaps"}, "everywhere is 'perhaps', not true or false"),
    ({"why": "a\x00b"}, "why holds control characters"),
    ({"who": "\x1b[2J"}, "who holds control characters"),
    ({"why": "x" * 1001}, "why has 1,001 characters, more than 1,000"),
    ({"value": "x" * 300}, "…"),
]


@pytest.mark.parametrize(("changes", "message"), REFUSED)
def test_what_cannot_be_asked_for(changes: dict[str, str], message: str) -> None:
    with pytest.raises(CorrectionError) as caught:
        asked(CELLS | changes)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400


# ---------------------------------------------------------------- the table

HEADER = b"claim_id,what,value,who,when,why\r\n"
GOOD = b"c1,drop,,A. Reader,2031-05-09,No event\r\n"


def read(path: Path, content: bytes, **defaults: str) -> list[str]:
    path.write_bytes(content)
    return [
        f"{each.origin.rpartition(':')[2]}: {each.reason}" if isinstance(each, SetAside) else f"{each[1].claim_id}"
        for each in read_corrections(path, defaults)
    ]


LINES = [
    (GOOD, ["c1"]),
    (b"\r\n  ,,,,,\r\n" + GOOD, ["c1"]),
    (b'c0,drop,,A,2031-05-09,"a, ""b""\nc"\n' + GOOD, ["c0", "c1"]),
    (b'c0,drop,,A,2031-05-09,"open\n' + GOOD, ["2: is no CSV: a quotation mark that is not closed", "c1"]),
    (b'"c0"x,drop,,A,2031-05-09,b\n' + GOOD, ["2: is no CSV: ',' expected after '\"'", "c1"]),
    (b"c0,drop\n" + GOOD, ["2: has 2 cells, the header 6", "c1"]),
    (b"c0,drop,,A,2031-05-09,b,c\n" + GOOD, ["2: has 7 cells, the header 6", "c1"]),
    (b"c0,drop,,\xff,2031-05-09,b\n" + GOOD, ["2: who holds control characters or bytes that are not UTF-8", "c1"]),
    (b"c0,drop,,A,tomorrow,b\n" + GOOD, ["2: 'tomorrow' is no day as YYYY-MM-DD from 1800 to 2200", "c1"]),
    (b"c0,drop,," + b"x" * 200_000 + b",2031-05-09,b\n" + GOOD, ["2: is longer than 100,000 characters", "c1"]),
    (b"=1+1,drop,,A,2031-05-09,=HYPERLINK(1)\n", ["=1+1"]),
    (b"c0,drop,,,,\n" + GOOD, ["2: who is empty: say who corrects it", "c1"]),
]


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize(("lines", "expected"), LINES)
def test_a_bad_line_costs_no_other(tmp_path: Path, lines: bytes, expected: list[str], bom: bytes) -> None:
    assert read(tmp_path / "c.csv", bom + HEADER + lines) == expected


def test_empty_cells_are_as_the_command_has_them(tmp_path: Path) -> None:
    told = read(tmp_path / "c.csv", HEADER + b"c0,drop,,,,\n", who="B", when="2031-05-10", why="c")
    assert told == ["c0"]


@pytest.mark.parametrize(
    ("header", "message"),
    [
        (b"", "its header lacks claim_id, value, what, when, who, why"),
        (b"claim_id;what;value;who;when;why\n", "lacks claim_id"),
        (b"claim_id,what,value,who,when,why,wen\n", "has 'wen'"),
        (b"claim_id,what,value,who,when,why,why\n", "has a column twice"),
        (b'"claim_id\n' * 9, "lacks"),
        (b"\x00\x00", "lacks"),
    ],
)
def test_a_table_without_its_header_is_refused(tmp_path: Path, header: bytes, message: str) -> None:
    with pytest.raises(CorrectionError, match="it must name claim_id, what, value, who, when, why") as caught:
        read(tmp_path / "c.csv", header)
    assert message in str(caught.value)


def test_a_table_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CorrectionError, match="No such file"):
        list(read_corrections(tmp_path / "never.csv", {}))


@settings(deadline=None, max_examples=200)
@given(st.lists(st.binary(max_size=40), max_size=12))
def test_no_bytes_stop_the_rest(tmp_path_factory: pytest.TempPathFactory, noise: list[bytes]) -> None:
    path = tmp_path_factory.getbasetemp() / "noise.csv"
    told = read(path, HEADER + b"".join(each.replace(b'"', b"'") + b"\n" for each in noise) + GOOD)
    assert told[-1] == "c1"


# ---------------------------------------------------------------- places

PLACES = [
    ("Brest, BY", ("Brest", "BLR", 1)),
    ("brest, belarus", ("Brest", "BLR", 1)),
    ("Donetsk, UKR", ("Donetsk", "UKR", 1)),
    ("Springfield, Illinois", ("Springfield", "USA", 1)),
    ("UA-63", ("Kharkiv", "UKR", 4)),
    ("Ukraine", ("Ukraine", "UKR", 6)),
    ("48.51234,37.91", ("", "UKR", 1)),
    (" -33.92 , 18.42 ", ("", "ZAF", 1)),
    ("48.5,37.9", ("", "UKR", 2)),
    ("49,37", ("", "UKR", 5)),
    ("0.00000,-30.00000", ("", "", 1)),
]


@pytest.mark.parametrize(("value", "expected"), PLACES)
def test_a_place_that_is_given(value: str, expected: tuple[str, str, int]) -> None:
    place = given_place(value, NAMES)
    assert (place.location, place.iso3, place.where_prec) == expected


def test_a_point_is_as_exact_as_it_is_written() -> None:
    assert [
        given_place(each, NAMES).radius_km for each in ("49,37", "49.0,37", "49.0,37.0", "49.00,37.00", "49.000,37.000")
    ] == [
        78.7,
        78.7,
        7.9,
        0.8,
        0.5,
    ]


UNCLEAR = [
    ("Brest", "'Brest' may mean Brest (town in Brest, Belarus, 52.1089,23.7175); Brest (town in Finistère, France"),
    ("Springfield, US", "name the country or region as well, or give LAT,LON"),
    ("Nowhere At All", "the gazetteer knows no 'Nowhere At All'"),
    ("Brest, Atlantis", "the gazetteer knows no"),
    ("Europe", "the gazetteer knows no"),
    ("91,0", "is not LAT,LON in degrees"),
    ("0,181", "is not LAT,LON in degrees"),
    ("x" * 500, "a name of 500 characters is none"),
    ("", "the gazetteer knows no"),
    (",", "the gazetteer knows no"),
]


@pytest.mark.parametrize(("value", "message"), UNCLEAR)
def test_a_place_that_is_not_clear_is_none(value: str, message: str) -> None:
    with pytest.raises(CorrectionError) as caught:
        given_place(value, NAMES)
    assert message in str(caught.value)


# ---------------------------------------------------------------- claims as they are shown

WORDS = "; A. Reader, 2031-05-09: So it is."


def shown(told: Claim, *corrections: Correction, context: str = "") -> Claim:
    found = Corrections(corrections).shown(told, context)
    assert found is not None
    return found


def differing(one: Claim, other: Claim) -> dict[str, object]:
    names = (name for name in Claim.__slots__ if getattr(one, name) != getattr(other, name))
    return {name: getattr(other, name) for name in names}


FIELDS = [
    (
        made(1, "kind", "siege"),
        {"event_type": EventType.SIEGE, "correction": f"kind: siege, before shelling{WORDS}"},
    ),
    (
        made(1, "status", "denied"),
        {"claim_status": ClaimStatus.DENIED, "correction": f"status: denied, before fact{WORDS}"},
    ),
    (
        made(1, "date", "2031-05-03/2031-05-09"),
        {
            "event_date": date(2031, 5, 3),
            "event_date_end": date(2031, 5, 9),
            "date_prec": DatePrec.WEEK,
            "date_basis": None,
            "date_reason": "given by A. Reader on 2031-05-09: So it is.",
            "correction": f"day: 2031-05-03/2031-05-09, before 2031-05-06{WORDS}",
        },
    ),
    (
        made(1, "date", "none"),
        {
            "event_date": None,
            "event_date_end": None,
            "date_prec": None,
            "date_basis": None,
            "date_reason": "taken away by A. Reader on 2031-05-09: So it is.",
            "correction": f"day: none, before 2031-05-06{WORDS}",
        },
    ),
    (
        made(1, "place", "Lower Ford, UA", place=FORD),
        {
            "location": "Lower Ford",
            "latitude": 49.1,
            "longitude": 36.2,
            "radius_km": 2.0,
            "geonameid": 7,
            "admin1": "Kharkiv",
            "place_reason": "given by A. Reader on 2031-05-09: So it is.",
            "correction": f"place: Lower Ford (49.10000, 36.20000), before Kharkiv (49.98081, 36.25272){WORDS}",
        },
    ),
    (
        made(1, "place", "none"),
        {
            "latitude": None,
            "longitude": None,
            "where_prec": None,
            "radius_km": None,
            "geonameid": None,
            "admin1": "",
            "admin1_code": "",
            "country": "",
            "iso3": "",
            "place_reason": "taken from the map by A. Reader on 2031-05-09: So it is.",
            "correction": f"place: not placed, before Kharkiv (49.98081, 36.25272){WORDS}",
        },
    ),
    (made(1, "merge", "c0002", others=("c0002",)), {"correction": f"one event with c0002{WORDS}"}),
    (made(1, "split", "c0002", others=("c0002",)), {"correction": f"not of one event with c0002{WORDS}"}),
    (
        made(1, "merge", claim_id="c0000", others=("c0001", "c0002", "c0003", "c0004")),
        {"correction": f"one event with c0000, c0002, c0003 and 1 more{WORDS}"},
    ),
    (
        made(1, "split", claim_id="c0000", others=("c0001", "c0002")),
        {"correction": f"not of one event with c0000{WORDS}"},
    ),
    (made(1, "kind", "siege", undone=True), {}),
    (made(1, "kind", "siege", claim_id="another"), {}),
]


@pytest.mark.parametrize(("correction", "expected"), FIELDS)
def test_what_a_correction_changes(correction: Correction, expected: dict[str, object]) -> None:
    assert differing(claim(), shown(claim(), correction)) == expected


def test_a_dropped_claim_is_shown_nowhere() -> None:
    found = Corrections([made(1, "drop"), made(2, "kind", "siege")])
    assert found.shown(claim(), "") is None
    assert found.dropped("c0001") == f"dropped, shown nowhere{WORDS}"
    assert found.dropped("c0002") == ""


def test_the_last_correction_of_a_field_counts_and_undoing_brings_the_one_before_back() -> None:
    first, second = made(1, "kind", "siege"), made(2, "kind", "talks")
    assert shown(claim(), second, first).event_type == EventType.TALKS
    assert [Corrections([first, second]).holds(each) for each in (first, second)] == [False, True]
    assert shown(claim(), first, replace(second, undone=True)).event_type == EventType.SIEGE


RELATED = [
    (Relation.AT, FORD, (1, 2.0)),
    (Relation.NEAR, FORD, (2, 30.0)),
    (Relation.AROUND, FORD, (2, 32.0)),
    (Relation.NEAR, replace(FORD, where_prec=WherePrec.ADM1, radius_km=100.0), (5, 130.0)),
    (Relation.NEAR, replace(FORD, location=""), (1, 2.0)),
    (Relation.DIRECTION, replace(FORD, location=""), (1, 2.0)),
]


@pytest.mark.parametrize(("relation", "place", "expected"), RELATED)
def test_near_a_place_is_not_at_it(relation: Relation, place: GivenPlace, expected: tuple[int, float]) -> None:
    """A name is that of the place that the article names; a point is that of the event."""
    found = shown(claim(relation=relation), made(1, "place", "x", place=place))
    assert (found.where_prec, found.radius_km, found.relation) == (*expected, relation)


@pytest.mark.parametrize("relation", [Relation.DIRECTION, Relation.BETWEEN])
def test_a_name_does_not_tell_where_north_of_it_is(relation: Relation) -> None:
    told = claim(relation=relation)
    assert shown(told, made(1, "place", "Lower Ford, UA", place=FORD)) == told


RULE = made(7, "place", "Lower Ford, UA", place=FORD, rule=NameRule("khar kiv", "UKR"), claim_id="another")


@pytest.mark.parametrize(
    ("told", "context", "location"),
    [
        (claim(place_text="Khar-Kiv"), "UKR", "Lower Ford"),
        (claim(place_text="KHAR  kiv\u2019"), "UKR", "Lower Ford"),
        (claim(place_text="Khar kiv"), "RUS", "Kharkiv"),
        (claim(place_text="Khar kiv"), "", "Kharkiv"),
        (claim(place_text="Khar kiv Oblast"), "UKR", "Kharkiv"),
        (claim(place_text="Khar kiv", relation=Relation.DIRECTION), "UKR", "Kharkiv"),
    ],
)
def test_a_rule_holds_for_a_name_in_articles_about_a_country(told: Claim, context: str, location: str) -> None:
    found = shown(told, RULE, context=context)
    assert found.location == location
    assert ("wherever articles about UKR name" in found.correction) == (location == "Lower Ford")


def test_its_own_correction_stands_over_a_rule() -> None:
    own = made(1, "place", "none")
    assert shown(claim(place_text="Khar kiv"), own, RULE, context="UKR").latitude is None


def test_a_rule_that_gives_a_point_gives_that_of_the_name() -> None:
    point = replace(FORD, location="")
    rule = replace(RULE, place=point, claim_id="c0001")
    assert shown(claim(place_text="Khar kiv", relation=Relation.NEAR), rule, context="UKR").radius_km == 30.0
    assert shown(claim(place_text="Khar kiv"), rule, context="UKR").location == "Khar kiv"


CONTEXTS = [
    ([], ""),
    (["UKR"], "UKR"),
    (["UKR", "UKR", "RUS"], "UKR"),
    (["UKR", "RUS"], ""),
    (["", ""], ""),
]


@pytest.mark.parametrize(("others", "expected"), CONTEXTS)
def test_what_an_article_is_about_is_told_by_its_other_places(others: list[str], expected: str) -> None:
    in_question = [claim(place_text="Kharkiv", iso3="FRA")] * 3
    unplaced = claim(place_text="Nowhere", iso3="DEU", latitude=None)
    claims = [*in_question, unplaced, *(claim(place_text=f"Place {n}", iso3=iso3) for n, iso3 in enumerate(others))]
    assert context_of(claims, "KHARKIV") == expected


# ---------------------------------------------------------------- one event or two


def link(number: int, what: str, claim_id: str, *others: str, undone: bool = False) -> Correction:
    return made(number, what, " ".join(others), claim_id=claim_id, others=others, undone=undone)


LINKS = [
    ([], [], []),
    ([link(1, "merge", "a", "b", "c")], ["abc"], []),
    ([link(1, "merge", "a", "b"), link(2, "merge", "c", "d"), link(3, "merge", "b", "c")], ["abcd"], []),
    ([link(1, "merge", "a", "b"), link(2, "merge", "d", "c")], ["ab", "cd"], []),
    ([link(1, "split", "a", "b", "c")], [], ["ab", "ac"]),
    ([link(1, "merge", "a", "b", "c"), link(2, "split", "a", "b")], ["bc"], ["ab"]),
    ([link(1, "merge", "a", "b"), link(2, "split", "a", "b")], [], ["ab"]),
    ([link(1, "split", "a", "b"), link(2, "merge", "b", "a")], ["ab"], []),
    ([link(1, "split", "a", "b"), link(2, "merge", "a", "x"), link(3, "merge", "x", "b")], ["abx"], []),
    ([link(1, "merge", "a", "b"), link(2, "split", "a", "b", undone=True)], ["ab"], []),
]


@pytest.mark.parametrize(("corrections", "sets", "pairs"), LINKS)
def test_one_event_or_two_the_later_word_counts(
    corrections: list[Correction], sets: list[str], pairs: list[str]
) -> None:
    assert together(corrections) == [frozenset(each) for each in sets]
    assert apart(corrections) == [frozenset(each) for each in pairs]


_IDS = st.sampled_from("abcdef")


@given(st.lists(st.tuples(st.sampled_from(["merge", "split"]), _IDS, st.sets(_IDS, min_size=1)), max_size=12))
def test_what_is_together_is_never_apart(told: list[tuple[str, str, set[str]]]) -> None:
    corrections = [
        link(number, what, claim_id, *sorted(others - {claim_id}))
        for number, (what, claim_id, others) in enumerate(told, start=1)
        if others - {claim_id}
    ]
    sets, pairs = together(corrections), apart(corrections)
    assert sum(map(len, sets)) == len(frozenset().union(*sets)), "no claim is in two of them"
    assert not any(pair <= held for pair in pairs for held in sets)
    assert all(len(pair) == 2 for pair in pairs)
    assert all(len(held) > 1 for held in sets)


def test_dates_keep_no_basis() -> None:
    told = claim(date_basis=DateBasis.PUBLISHED)
    assert shown(told, made(1, "date", "2031-05-01")).date_basis is None

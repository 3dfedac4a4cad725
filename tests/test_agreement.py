"""The rules of docs/agreement.md, by its own tables, and what its tables do not show."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from geo.agreement import GradeRule, alike, contradictions, event, group, history, side, signature, source_of
from geo.agreement.parties import parties
from geo.lexicon import Lexicon
from geo.model import Claim, ClaimStatus, DateBasis, DatePrec, EventType, Grade, WherePrec
from tests.factories import claim

DOCUMENT = Path(__file__).parents[1] / "docs" / "agreement.md"
IZYUM: dict[str, Any] = {
    "location": "Izyum", "place_text": "Izyum", "latitude": 49.212, "longitude": 37.257, "geonameid": 707292,
    "radius_km": 3.8, "where_prec": WherePrec.EXACT, "iso3": "UKR",
}  # fmt: skip
SITE = IZYUM | {"geonameid": None, "radius_km": 12.0, "where_prec": WherePrec.NEAR}
PLACES: dict[str, dict[str, Any]] = {
    "Izyum": IZYUM,
    "near Izyum": IZYUM | {"radius_km": 30.0, "where_prec": WherePrec.NEAR},
    "market of Izyum": SITE | {"location": "Central Market", "place_text": "Central Market"},
    "school of Izyum": SITE | {"location": "Lyceum", "place_text": "Lyceum school"},
    "Balakliia": IZYUM | {"location": "Balakliia", "latitude": 49.458, "longitude": 36.859, "geonameid": 712926},
    "Brookfield US": IZYUM | {"location": "Brookfield", "latitude": 43.06, "longitude": -88.1, "iso3": "USA"},
    "Brookfield UA": IZYUM | {"location": "Brookfield", "latitude": 48.06, "longitude": 30.1, "geonameid": 7},
    "Kharkiv region": IZYUM
    | {"location": "Kharkiv", "latitude": 49.5, "longitude": 36.5, "geonameid": 706482, "radius_km": 135.4,
       "where_prec": WherePrec.ADM1},
    "Ukraine": IZYUM
    | {"location": "Ukraine", "latitude": 49.0, "longitude": 32.0, "geonameid": 690791, "radius_km": 685.3,
       "where_prec": WherePrec.COUNTRY},
    "nowhere": IZYUM | {"latitude": None, "longitude": None, "radius_km": None, "geonameid": None, "iso3": "",
                        "where_prec": None},
}  # fmt: skip


SENTENCES = (
    "Nobody had expected what came then.",
    "Shells fell on the town.",
    "It was hit without any warning.",
    "Windows broke in many streets there.",
    "Again the guns could be heard.",
    "A reporter saw smoke rise.",
    "Fires were put out by neighbours.",
)


def _day(text: str) -> dict[str, Any]:
    if not text:
        return {"event_date": None, "event_date_end": None, "date_prec": None, "date_basis": None}
    first, _, last = text.partition("-")
    days = {"event_date": date(2031, 6, int(first)), "event_date_end": date(2031, 6, int(last or first))}
    return days | {"date_prec": DatePrec.DAYS if last else DatePrec.DAY, "date_basis": DateBasis.STATED}


def _dead(text: str) -> dict[str, Any]:
    return {"deaths_min": int(text.rstrip("+")), "deaths_max": None if text.endswith("+") else int(text)}


FIELDS: dict[str, Callable[[str], dict[str, Any]]] = {
    "kind": lambda text: {"event_type": EventType(text)},
    "words": lambda text: {"event_text": text},
    "place": lambda text: PLACES[text],
    "day": _day,
    "assumed": lambda text: _day(text) | {"date_basis": DateBasis.PUBLISHED},
    "dead": _dead,
    "published": lambda text: {"published": date(2031, 6, int(text))},
    "status": lambda text: {"claim_status": ClaimStatus(text)},
    "actor": lambda text: {"actor": text},
    "target": lambda text: {"target": text},
    "claimant": lambda text: {"claimant": text},
    "side": lambda text: {"claimant_side": text},
    "quote": lambda text: {"quote": text},
    "outlet": lambda text: {"source": text},
    "article": lambda text: {"article_id": text},
}


def told(number: int, text: str) -> Claim:
    plain = claim(
        claim_id=f"c{number}", article_id=f"article {number}", source=f"Outlet {number}", event_text="shelled",
        quote=SENTENCES[number % len(SENTENCES)], quote_start=number, published=date(2031, 6, 3), **IZYUM, **_day("2"),
    )  # fmt: skip
    changes: dict[str, Any] = {}
    for part in filter(None, text.split(";")):
        name, _, value = part.strip().partition("=")
        changes |= FIELDS[name](value)
    return replace(plain, **changes)


def rows(heading: str) -> Iterator[Any]:
    text = DOCUMENT.read_text("utf-8")
    for table in re.findall(
        rf"^\| claims \| {heading} \| why \|\n\|---\|---\|---\|\n((?:\|.*\n)+)", text, re.MULTILINE
    ):
        for line in table.splitlines():
            claims, outcome, why = (cell.strip() for cell in line.strip("|").split("|"))
            made = [told(number, each.strip()) for number, each in enumerate(claims.split("//"), start=1)]
            yield pytest.param(made, outcome, id=f"{claims}-{why}")


@pytest.mark.parametrize(("claims", "outcome"), [*rows("events")])
def test_claims_are_grouped_as_the_document_says(claims: list[Claim], outcome: str) -> None:
    found = {frozenset(each.claim_ids) for each in group(claims, {})}
    assert found == {frozenset(f"c{number}" for number in part.split("+")) for part in outcome.split(", ")}


@pytest.mark.parametrize(("claims", "outcome"), [*rows("grade")])
def test_events_are_graded_as_the_document_says(claims: list[Claim], outcome: str) -> None:
    assert event(claims, {}).grade is Grade(outcome)


def test_the_document_has_cases_of_every_grade() -> None:
    assert {row.values[1] for row in rows("grade")} == {grade.value for grade in Grade}
    assert len(list(rows("events"))) >= 60


# ---------------------------------------------------------------- what the reader is told


def test_the_reason_names_the_sources() -> None:
    made = event([told(1, "outlet=Reuters"), told(2, "claimant=the Kharkiv governor")], {})
    assert (made.grade_reason, made.rule) == (
        "two independent sources: Reuters; the Kharkiv governor",
        GradeRule.INDEPENDENT,
    )


def test_of_many_sources_the_first_few_are_named() -> None:
    many = [told(number, "quote=Shells fell.") for number in range(1, 8)]
    assert event(many, {}).grade_reason == (
        "7 articles that may rest on one source: Outlet 1, Outlet 2, Outlet 3, Outlet 4 and 3 more"
    )


def test_six_outlets_with_one_wire_text_are_one_source() -> None:
    text = "Shells fell on the town on Monday morning and hit a market, the agency reports from the scene. " * 4
    claims = [told(number, "") for number in range(1, 7)]
    same = {each.article_id: signature(text) for each in claims}
    assert event(claims, same).grade is Grade.SINGLE
    assert event(claims, {}).grade is Grade.TWO_SOURCES


@pytest.mark.parametrize(
    ("claimant", "expected"),
    [
        ("residents of the town", "witness"),
        ("the Observatory", "monitor"),
        ("a Russian general", "party"),
        ("Russian-backed separatists", "ally"),
        ("Turkish officials", "third party"),
        ("a man", "not told"),
        ("", "outlet"),
    ],
)
def test_who_a_source_is_is_told_by_its_words(claimant: str, expected: str) -> None:
    source = source_of(told(1, f"claimant={claimant}"))
    assert side(source, parties("Russian forces"), parties("Ukraine")).value == expected


# ---------------------------------------------------------------- copies of one text

WIRE = """Two rockets struck the grain terminal of Port Anselm shortly after midnight, the harbour authority said.
Nobody was hurt, but a conveyor burned until dawn and three ships had to leave their berths. The authority put the
damage at four million. It was the fifth attack on the terminal since spring. Traders said that shipments would resume
within the week, provided that insurers agreed. The regional command did not comment. A crew member of one of the ships
described how the sky had turned orange and how burning grain had rained on the deck while tugs pulled them clear.
Exports through the port had only recovered in recent months, after mines were swept from the approach. The mayor asked
residents to keep their windows shut because of the smoke and announced that schools would open later."""
OWN = """Port Anselm woke to smoke on Friday after rockets hit its grain terminal in the night. No one was hurt, the
harbour authority said. Ships left in a hurry, among them a bulk carrier whose crew filmed burning grain on their deck.
It is not known who fired. The command of the region kept silent, as it did after the four attacks before this one."""


def test_a_text_trimmed_or_added_to_is_a_copy() -> None:
    whole = signature(WIRE)
    assert alike(whole, signature(WIRE[: len(WIRE) * 2 // 3]))
    assert alike(whole, signature(WIRE + " Our correspondent adds that the ferry ran as usual."))
    assert alike(whole, signature(WIRE.upper()))


def test_two_reports_on_one_event_are_no_copies() -> None:
    assert not alike(signature(WIRE), signature(OWN))


def test_no_text_is_like_no_other() -> None:
    assert signature("…") == b""
    assert not alike(b"", b"")
    assert alike(signature("Fire!"), signature("fire"))


def test_a_signature_is_the_same_everywhere() -> None:
    assert len(signature(WIRE)) == 256
    assert signature("Shells fell on the town.")[:8].hex() == SIGNED


SIGNED = "a6c0f20fef59a259"


# ---------------------------------------------------------------- how it was revised


def test_history_tells_each_revision_and_by_whom() -> None:
    claims = [
        told(1, "dead=16"),
        told(2, "dead=30; published=4; actor=Russian forces"),
        told(3, "dead=33; published=5; actor=Moscow; status=claimed"),
        told(4, "assumed=5; published=5"),
    ]
    found = [(each.field, each.old, each.new, each.article_id) for each in history(reversed(claims))]
    assert found == [
        ("deaths", "16", "30", "article 2"),
        ("deaths", "30", "33", "article 3"),
        ("status", "fact", "claimed", "article 3"),
        ("status", "claimed", "fact", "article 4"),
    ]


@pytest.mark.parametrize(
    ("least", "most", "revised"), [(3, 9, []), (2, 6, []), (24, 99, ["24 to 99"]), (10, 12, ["10 to 12"])]
)
def test_a_word_revises_no_number_that_it_may_mean_or_exceed(least: int, most: int, revised: list[str]) -> None:
    claims = [told(1, "dead=11"), replace(told(2, "published=4"), deaths_min=least, deaths_max=most)]
    assert [each.new for each in history(claims)] == revised


def test_contradictions_stand_side_by_side() -> None:
    claims = [told(1, "actor=Russian forces"), told(2, "actor=Ukrainian troops"), told(3, "actor=Moscow")]
    (found,) = contradictions(claims)
    assert (found.field, found.values) == (
        "actor",
        (("Russian forces", ("c1", "c3")), ("Ukrainian troops", ("c2",))),
    )


# ---------------------------------------------------------------- what stays


def test_an_event_id_is_that_of_its_first_claim() -> None:
    first, second, later = told(1, ""), told(2, "published=4"), told(3, "published=9")
    (one,), (all_of_it,) = group([second, first], {}), group([later, second, first], {})
    assert one.event_id == all_of_it.event_id
    assert all_of_it.claim_ids == ("c1", "c2", "c3")


def test_a_split_takes_out_one_and_leaves_the_rest_together() -> None:
    claims = [told(number, "") for number in range(1, 5)]
    apart = [frozenset({"c2", other}) for other in ("c1", "c3", "c4")]
    assert sorted(each.claim_ids for each in group(claims, {}, apart=apart)) == [("c1", "c3", "c4"), ("c2",)]


def test_every_kind_has_a_family() -> None:
    assert set(Lexicon.load().agreement.families) == set(EventType)

"""Claims in the columns and codes of ACLED and UCDP: what is told is coded, what is not stays empty."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from geo.exports.acled import ACLED, CODES
from geo.exports.coded import Filled, coded
from geo.exports.iso3166 import COUNTRIES
from geo.exports.takers import taker
from geo.exports.ucdp import GED
from geo.gazetteer import Gazetteer
from geo.model import Claim, ClaimStatus, DatePrec, EventType, Relation, WherePrec
from tests.factories import claim

# The columns of both datasets in their order, as their codebooks list them.
ACLED_COLUMNS = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
]
GED_COLUMNS = [
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
]


def row(filled: tuple[Filled, ...], of: Claim, tmp_path: Path) -> dict[str, str]:
    path = tmp_path / "table.csv"
    with coded(filled, path) as add:
        add([of])
    with path.open(encoding="utf-8", newline="") as stream:
        (only,) = csv.DictReader(stream, strict=True)
    return only


@pytest.mark.parametrize(("filled", "columns"), [(ACLED, ACLED_COLUMNS), (GED, GED_COLUMNS)])
def test_columns_are_those_of_the_dataset_and_behind_them_those_of_the_claim(
    filled: tuple[Filled, ...], columns: list[str]
) -> None:
    names = [each.column.name for each in filled]
    assert names[: len(columns)] == columns
    behind = names[len(columns) :]
    assert {"claim_id", "claim_status", "claim_claimant", "claim_unverified"} <= set(behind)
    assert len(set(names)) == len(names)


KINDS = [
    ({"event_type": EventType.ARMED_CLASH}, "Battles", "Armed clash"),
    ({"event_type": EventType.SIEGE}, "Battles", "Armed clash"),
    ({"event_type": EventType.SHELLING}, "Explosions/Remote violence", "Shelling/artillery/missile attack"),
    ({"event_type": EventType.AIR_STRIKE}, "Explosions/Remote violence", "Air/drone strike"),
    ({"event_type": EventType.EXPLOSION}, "Explosions/Remote violence", "Remote explosive/landmine/IED"),
    (
        {"event_type": EventType.EXPLOSION, "event_text": "a suicide car bomb"},
        "Explosions/Remote violence",
        "Suicide bomb",
    ),
    (
        {"event_type": EventType.EXPLOSION, "event_text": "blew himself up", "actor": "A suicide bomber"},
        "Explosions/Remote violence",
        "Suicide bomb",
    ),
    ({"event_type": EventType.SHELLING, "event_text": "suicide drones"}, "Explosions/Remote violence", None),
    ({"event_type": EventType.CHEMICAL_ATTACK}, "Explosions/Remote violence", "Chemical weapon"),
    ({"event_type": EventType.ATTACK_ON_CIVILIANS}, "Violence against civilians", "Attack"),
    (
        {"event_type": EventType.ABDUCTION, "event_text": "kidnapped"},
        "Violence against civilians",
        "Abduction/forced disappearance",
    ),
    ({"event_type": EventType.ABDUCTION, "event_text": "were arrested"}, "Strategic developments", "Arrests"),
    ({"event_type": EventType.ABDUCTION, "event_text": "detained"}, "Strategic developments", "Arrests"),
    ({"event_type": EventType.TROOP_MOVEMENT}, "Strategic developments", "Other"),
    ({"event_type": EventType.EVACUATION}, "Strategic developments", "Other"),
    ({"event_type": EventType.TALKS}, "Strategic developments", "Agreement"),
    ({"event_type": EventType.DESTRUCTION}, "Strategic developments", "Looting/property destruction"),
    (
        {"event_type": EventType.TERRITORY_CAPTURE, "actor": "Ukrainian troops"},
        "Battles",
        "Government regains territory",
    ),
    (
        {"event_type": EventType.TERRITORY_CAPTURE, "actor": "Russian troops"},
        "Battles",
        "Non-state actor overtakes territory",
    ),
    ({"event_type": EventType.TERRITORY_CAPTURE, "actor": ""}, "Battles", ""),
]


@pytest.mark.parametrize(("fields", "event_type", "sub_event_type"), KINDS)
def test_acled_kinds(tmp_path: Path, fields: dict[str, Any], event_type: str, sub_event_type: str | None) -> None:
    told = row(ACLED, claim(**fields), tmp_path)
    assert told["event_type"] == event_type
    assert sub_event_type is None or told["sub_event_type"] == sub_event_type
    strategic = event_type == "Strategic developments"
    assert told["disorder_type"] == ("Strategic developments" if strategic else "Political violence")
    civilians = event_type == "Violence against civilians"
    assert told["civilian_targeting"] == ("Civilian targeting" if civilians else "")


def test_every_kind_has_a_code() -> None:
    assert list(CODES) == list(EventType)


TAKERS = [
    ("Ukrainian troops", "UKR", "government"),
    ("the Ukrainian military", "UKR", "government"),
    ("Iraqi security forces", "IRQ", "government"),
    ("South Sudanese soldiers", "SSD", "government"),
    ("government forces", "SYR", "government"),
    ("regime troops", "SYR", "government"),
    ("pro-government militias", "SYR", "government"),
    ("Russian forces", "UKR", "other"),
    ("the Israeli army", "PSE", "other"),
    ("rebels", "SYR", "other"),
    ("Syrian rebels", "SYR", "other"),
    ("pro-Russian separatists", "UKR", "other"),
    ("Islamic State fighters", "IRQ", "other"),
    ("the paramilitary Rapid Support Forces", "SDN", "other"),
    ("anti-government forces", "SYR", "other"),
    ("Boko Haram", "NGA", "other"),
    ("", "UKR", "untold"),
    ("forces", "UKR", "untold"),
    ("the army", "PSE", "untold"),  # whose?
    ("Kyiv", "UKR", "untold"),
    ("Arakan Army", "MMR", "untold"),
    ("the Free Syrian Army", "SYR", "untold"),
    ("Syrian Democratic Forces", "SYR", "untold"),
    ("Iraqi and Kurdish forces", "IRQ", "untold"),
    ("Russian-backed forces", "UKR", "untold"),
    ("the Ukrainian and Polish armies", "UKR", "untold"),
    ("Ukrainian troops", "", "untold"),
    ("Ukrainian villagers", "UKR", "untold"),
]


@pytest.mark.parametrize(("actor", "iso3", "who"), TAKERS)
def test_who_takes_a_place(actor: str, iso3: str, who: str) -> None:
    assert taker(actor, iso3) == who


@pytest.mark.parametrize(
    ("fields", "cells"),
    [
        (
            {},
            {"event_id_cnty": "c0001", "event_date": "2031-05-06", "year": "2031", "iso": "804", "country": "Ukraine"},
        ),
        ({}, {"location": "Kharkiv", "admin1": "Kharkiv Oblast", "latitude": "49.98081", "longitude": "36.25272"}),
        ({}, {"source": "Example News", "notes": "Shells fell on Kharkiv before dawn.", "claim_status": "fact"}),
        (
            {},
            {
                "time_precision": "1",
                "geo_precision": "1",
                "fatalities": "",
                "timestamp": "",
                "inter1": "",
                "region": "",
            },
        ),
        ({"date_prec": DatePrec.WEEK, "where_prec": WherePrec.ADM1}, {"time_precision": "2", "geo_precision": "3"}),
        ({"date_prec": DatePrec.MONTH, "where_prec": WherePrec.ADM2}, {"time_precision": "3", "geo_precision": "2"}),
        ({"date_prec": DatePrec.YEAR, "where_prec": WherePrec.COUNTRY}, {"time_precision": "", "geo_precision": ""}),
        ({"date_prec": None, "event_date": None}, {"time_precision": "", "event_date": "", "year": ""}),
        ({"deaths_min": 12}, {"fatalities": "12"}),
        ({"deaths_min": 24, "deaths_max": 99}, {"fatalities": "24"}),
        ({"deaths_max": 30}, {"fatalities": "30"}),
        ({"deaths_min": 0}, {"fatalities": "0"}),
        ({"latitude": None, "longitude": None, "iso3": "", "where_prec": None}, {"latitude": "", "iso": ""}),
        ({"iso3": "XKX"}, {"iso": ""}),
        ({"actor": "=cmd()", "target": "a school"}, {"actor1": "'=cmd()", "actor2": "a school"}),
        (
            {"claim_status": ClaimStatus.DENIED, "claimant": "the mayor", "unverified": True},
            {"claim_status": "denied", "claim_claimant": "the mayor", "claim_unverified": "true"},
        ),
    ],
)
def test_acled_cells(tmp_path: Path, fields: dict[str, Any], cells: dict[str, str]) -> None:
    told = row(ACLED, claim(**fields), tmp_path)
    assert {name: told[name] for name in cells} == cells


@pytest.mark.parametrize(
    ("fields", "cells"),
    [
        ({}, {"id": "c0001", "year": "2031", "date_start": "2031-05-06", "date_end": "2031-05-06", "date_prec": "1"}),
        (
            {},
            {
                "where_prec": "1",
                "where_coordinates": "Kharkiv",
                "where_description": "Kharkiv",
                "adm_1": "Kharkiv Oblast",
            },
        ),
        (
            {},
            {"geom_wkt": "POINT (36.25272 49.98081)", "priogrid_gid": "201313", "country": "Ukraine", "country_id": ""},
        ),
        ({}, {"source_article": "Example News,2031-05-07,A night of shelling", "source_office": "Example News"}),
        ({}, {"source_date": "2031-05-07", "source_headline": "A night of shelling", "number_of_sources": "1"}),
        ({}, {"type_of_violence": "", "best": "", "low": "", "high": "", "deaths_unknown": "", "deaths_a": ""}),
        ({"deaths_min": 24, "deaths_max": 99}, {"best": "24", "low": "24", "high": "99", "deaths_unknown": "24"}),
        ({"deaths_max": 30}, {"best": "", "low": "", "high": "30", "deaths_unknown": ""}),
        (
            {"event_type": EventType.ATTACK_ON_CIVILIANS, "deaths_min": 3},
            {"type_of_violence": "3", "deaths_civilians": "3", "deaths_unknown": "", "best": "3"},
        ),
        ({"relation": Relation.NEAR}, {"where_description": "near: Kharkiv"}),
        (
            {"event_date_end": date(2031, 5, 8), "date_prec": DatePrec.DAYS},
            {"date_end": "2031-05-08", "date_prec": "2"},
        ),
        (
            {"latitude": None, "longitude": None, "where_prec": None},
            {"geom_wkt": "", "priogrid_gid": "", "where_prec": ""},
        ),
        ({"latitude": -90.0, "longitude": -180.0}, {"priogrid_gid": "1"}),
        ({"latitude": 90.0, "longitude": 180.0}, {"priogrid_gid": "259200"}),
        ({"latitude": -55.75, "longitude": -69.25}, {"priogrid_gid": "49182"}),
        ({"published": None, "source": ""}, {"source_article": ",,A night of shelling", "source_date": ""}),
        ({"claimant": "the mayor"}, {"source_original": "the mayor", "claim_claimant": "the mayor"}),
    ],
)
def test_ucdp_cells(tmp_path: Path, fields: dict[str, Any], cells: dict[str, str]) -> None:
    told = row(GED, claim(**fields), tmp_path)
    assert {name: told[name] for name in cells} == cells


def test_countries_have_the_codes_that_the_gazetteer_has() -> None:
    told = {country.iso3: country.alpha2 for country in Gazetteer.open().countries() if country.iso3 in COUNTRIES}
    assert len(told) > 200
    assert told == {iso3: COUNTRIES[iso3].alpha2 for iso3 in told}

"""Claims in the columns and codes of ACLED, the Armed Conflict Location & Event Data project (codebook of 2024)."""

from __future__ import annotations

import re
from typing import Final

from geo.exports.coded import Filled, blank, of_the_claim
from geo.exports.columns import Column, Table
from geo.exports.iso3166 import COUNTRIES
from geo.exports.takers import Taker, taker
from geo.model import Claim, DatePrec, EventType, WherePrec

_BATTLES, _REMOTE, _CIVILIANS = "Battles", "Explosions/Remote violence", "Violence against civilians"
_STRATEGIC, _POLITICAL = "Strategic developments", "Political violence"
_SUICIDE_BOMB, _ARRESTS = "Suicide bomb", "Arrests"
_REGAINED, _OVERTAKEN = "Government regains territory", "Non-state actor overtakes territory"
CODES: Final = {
    EventType.ARMED_CLASH: (_BATTLES, ("Armed clash",)),
    EventType.TERRITORY_CAPTURE: (_BATTLES, (_REGAINED, _OVERTAKEN)),
    EventType.SIEGE: (_BATTLES, ("Armed clash",)),
    EventType.TROOP_MOVEMENT: (_STRATEGIC, ("Other",)),
    EventType.SHELLING: (_REMOTE, ("Shelling/artillery/missile attack",)),
    EventType.AIR_STRIKE: (_REMOTE, ("Air/drone strike",)),
    EventType.EXPLOSION: (_REMOTE, ("Remote explosive/landmine/IED", _SUICIDE_BOMB)),
    EventType.CHEMICAL_ATTACK: (_REMOTE, ("Chemical weapon",)),
    EventType.ATTACK_ON_CIVILIANS: (_CIVILIANS, ("Attack",)),
    EventType.ABDUCTION: (_CIVILIANS, ("Abduction/forced disappearance", _ARRESTS)),
    EventType.EVACUATION: (_STRATEGIC, ("Other",)),
    EventType.TALKS: (_STRATEGIC, ("Agreement",)),
    EventType.DESTRUCTION: (_STRATEGIC, ("Looting/property destruction",)),
}
"""The event_type of each kind and the sub_event_types that it may have, the usual one first."""

_BY_TAKER = {
    Taker.GOVERNMENT: _REGAINED,
    Taker.OTHER: _OVERTAKEN,
    Taker.UNTOLD: "",
}
_SUICIDE = re.compile(r"\bsuicide\b", re.IGNORECASE)
_ARREST = re.compile(r"\b(arrest|detain|detention)", re.IGNORECASE)
# ACLED has no code for a year, nor for a whole country: an event so vague is none there.
_TIME_PRECISIONS = {DatePrec.DAY: 1, DatePrec.DAYS: 2, DatePrec.WEEK: 2, DatePrec.MONTH: 3}
_GEO_PRECISIONS = {
    WherePrec.EXACT: 1,
    WherePrec.NEAR: 2,
    WherePrec.ADM2: 2,
    WherePrec.ADM1: 3,
    WherePrec.FUZZY: 3,
    WherePrec.SEA_OR_AIR: 3,
}


def _types(claim: Claim) -> tuple[str, str]:
    kind, subs = CODES[claim.event_type]
    if claim.event_type is EventType.TERRITORY_CAPTURE:
        return kind, _BY_TAKER[taker(claim.actor, claim.iso3)]
    if claim.event_type is EventType.EXPLOSION and _SUICIDE.search(f"{claim.event_text} {claim.actor}"):
        return kind, _SUICIDE_BOMB
    if claim.event_type is EventType.ABDUCTION and _ARREST.search(claim.event_text):
        return _STRATEGIC, _ARRESTS
    return kind, subs[0]


def _year(claim: Claim) -> int | None:
    return claim.event_date.year if claim.event_date else None


def _disorder(claim: Claim) -> str:
    return _STRATEGIC if _types(claim)[0] == _STRATEGIC else _POLITICAL


def _targeting(claim: Claim) -> str:
    return "Civilian targeting" if _types(claim)[0] == _CIVILIANS else ""


def _time_precision(claim: Claim) -> int | None:
    return _TIME_PRECISIONS.get(claim.date_prec) if claim.date_prec else None


def _geo_precision(claim: Claim) -> int | None:
    return _GEO_PRECISIONS.get(claim.where_prec) if claim.where_prec else None


def _iso(claim: Claim) -> int | None:
    codes = COUNTRIES.get(claim.iso3)
    return codes.number if codes else None


def _fatalities(claim: Claim) -> int | None:
    return claim.deaths_max if claim.deaths_min is None else claim.deaths_min


ACLED: Final = (
    Filled(Column("event_id_cnty", "string", "`claim_id`: no event of ACLED's"), lambda claim: claim.claim_id),
    Filled(Column("event_date", "date", "first day of the claim, ISO"), lambda claim: claim.event_date),
    Filled(Column("year", "integer", "its year"), _year),
    Filled(
        Column(
            "time_precision", "integer", "1 the day, 2 within a week, 3 the month; empty for years", ("1", "2", "3")
        ),
        _time_precision,
    ),
    Filled(Column("disorder_type", "string", "as ACLED's", (_POLITICAL, _STRATEGIC)), _disorder),
    Filled(
        Column("event_type", "string", "as ACLED's", (_BATTLES, _REMOTE, _CIVILIANS, _STRATEGIC)),
        lambda claim: _types(claim)[0],
    ),
    Filled(
        Column(
            "sub_event_type",
            "string",
            "as ACLED's. Of territory taken: by the words for who takes it (`Government regains territory` if they "
            "name a force of that country's government, `Non-state actor overtakes territory` if rebels or the force "
            "of another country), empty where they do not tell",
            tuple(sorted({sub for _, subs in CODES.values() for sub in subs})),
        ),
        lambda claim: _types(claim)[1],
    ),
    Filled(Column("actor1", "string", "who did it, as written in the article; no name of ACLED's"), lambda c: c.actor),
    blank("assoc_actor_1", "string", "who is with actor1"),
    blank("inter1", "string", "the kind of actor1"),
    Filled(Column("actor2", "string", "to whom or what, as written in the article"), lambda claim: claim.target),
    blank("assoc_actor_2", "string", "who is with actor2"),
    blank("inter2", "string", "the kind of actor2"),
    blank("interaction", "string", "the kinds of both actors"),
    Filled(
        Column(
            "civilian_targeting",
            "string",
            "for violence against civilians; whether other attacks were aimed at them is not told",
            ("Civilian targeting",),
        ),
        _targeting,
    ),
    Filled(Column("iso", "integer", "country, ISO 3166-1 numeric"), _iso),
    blank("region", "string", "ACLED's region of the world"),
    Filled(Column("country", "string", "country, name"), lambda claim: claim.country),
    Filled(Column("admin1", "string", "region within the country, name"), lambda claim: claim.admin1),
    blank("admin2", "string", "district"),
    blank("admin3", "string", "what lies within the district"),
    Filled(Column("location", "string", "place, name; empty if it could not be placed"), lambda claim: claim.location),
    Filled(Column("latitude", "number", "WGS 84 degrees; empty if it could not be placed"), lambda c: c.latitude),
    Filled(Column("longitude", "number", "the same"), lambda claim: claim.longitude),
    Filled(
        Column(
            "geo_precision",
            "integer",
            "1 the place, 2 near it or in its district, 3 the region or a looser area; empty for a whole country",
            ("1", "2", "3"),
        ),
        _geo_precision,
    ),
    Filled(Column("source", "string", "outlet"), lambda claim: claim.source),
    blank("source_scale", "string", "how far the outlet reaches"),
    Filled(Column("notes", "string", "the sentence, word for word"), lambda claim: claim.quote),
    Filled(
        Column(
            "fatalities",
            "integer",
            "dead as told, the least number where a range is told; empty, not 0, where no number is told",
        ),
        _fatalities,
    ),
    blank("tags", "string", "ACLED's tags"),
    blank("timestamp", "integer", "when ACLED entered it"),
    *of_the_claim(),
)
"""ACLED's columns in its order, and behind them those of the claim."""

TABLE: Final = Table(
    "claims-acled",
    "Claims in the columns of ACLED",
    "One row a claim, in the columns and codes of [ACLED](https://acleddata.com). **These are claims, no events of "
    "ACLED's**: nobody has merged what several articles tell, checked it or chosen between versions, and what is "
    "denied or only planned is among them. Filter by `claim_status`, and do not add up fatalities, before you set it "
    "beside ACLED's data. What an article does not tell is empty.",
    tuple(each.column for each in ACLED),
    "event_id_cnty",
)

"""Claims in the columns and codes of UCDP's Georeferenced Event Dataset (GED, version 25.1)."""

from __future__ import annotations

from typing import Final

from geo.exports.coded import Filled, blank, of_the_claim
from geo.exports.columns import Column, Table
from geo.model import Claim, EventType

_GRID_ROWS_SOUTH, _GRID_COLUMNS, _A_DEGREE = 90, 720, 2  # PRIO-GRID: cells of half a degree, from the south-west


def _grid_cell(claim: Claim) -> int | None:
    if claim.latitude is None or claim.longitude is None:
        return None
    row = min(int((claim.latitude + _GRID_ROWS_SOUTH) * _A_DEGREE), _GRID_COLUMNS // 2 - 1)
    column = min(int((claim.longitude + _GRID_COLUMNS / 4) * _A_DEGREE), _GRID_COLUMNS - 1)
    return row * _GRID_COLUMNS + column + 1


def _wkt(claim: Claim) -> str | None:
    if claim.latitude is None or claim.longitude is None:
        return None
    return f"POINT ({claim.longitude:.5f} {claim.latitude:.5f})"


def _year(claim: Claim) -> int | None:
    return claim.event_date.year if claim.event_date else None


def _where(claim: Claim) -> str:
    """Return the article's words for the place, and how the event lies to it where it is not at it."""
    return claim.place_text if claim.relation == "at" else f"{claim.relation}: {claim.place_text}"


def _one_sided(claim: Claim) -> int | None:
    return 3 if claim.event_type is EventType.ATTACK_ON_CIVILIANS else None


def _source(claim: Claim) -> str:
    day = claim.published.isoformat() if claim.published else ""
    return f"{claim.source},{day},{claim.title}"


def _of_civilians(claim: Claim) -> int | None:
    return claim.deaths_min if _one_sided(claim) else None


def _of_unknown(claim: Claim) -> int | None:
    return None if _one_sided(claim) else claim.deaths_min


_AS_TOLD = "as told; empty, not 0, where no number is told"

GED: Final = (
    Filled(
        Column("id", "string", "`claim_id`: no event of UCDP's, whose ids are numbers"), lambda claim: claim.claim_id
    ),
    blank("relid", "string", "UCDP's second id"),
    Filled(Column("year", "integer", "year of the first day"), _year),
    blank("active_year", "boolean", "whether the conflict is active in that year"),
    blank("code_status", "string", "how far UCDP has coded it"),
    Filled(
        Column(
            "type_of_violence",
            "integer",
            "3 (one-sided) for attacks on civilians; else empty: 1 (state-based) or 2 (non-state) hangs on who the "
            "sides are",
            ("1", "2", "3"),
        ),
        _one_sided,
    ),
    blank("conflict_dset_id", "string", "UCDP's number of the conflict"),
    blank("conflict_new_id", "integer", "UCDP's number of the conflict"),
    blank("conflict_name", "string", "UCDP's name of the conflict"),
    blank("dyad_dset_id", "string", "UCDP's number of the two sides"),
    blank("dyad_new_id", "integer", "UCDP's number of the two sides"),
    blank("dyad_name", "string", "UCDP's name of the two sides"),
    blank("side_a_dset_id", "string", "UCDP's number of side A"),
    blank("side_a_new_id", "integer", "UCDP's number of side A"),
    Filled(Column("side_a", "string", "who did it, as written in the article; no name of UCDP's"), lambda c: c.actor),
    blank("side_b_dset_id", "string", "UCDP's number of side B"),
    blank("side_b_new_id", "integer", "UCDP's number of side B"),
    Filled(Column("side_b", "string", "to whom or what, as written in the article"), lambda claim: claim.target),
    Filled(Column("number_of_sources", "integer", "1: a claim is one article's"), lambda _claim: 1),
    Filled(Column("source_article", "string", "outlet, day and title of the article"), _source),
    Filled(Column("source_office", "string", "outlet"), lambda claim: claim.source),
    Filled(Column("source_date", "date", "day of the article"), lambda claim: claim.published),
    Filled(Column("source_headline", "string", "title of the article"), lambda claim: claim.title),
    Filled(Column("source_original", "string", "who says so, as written"), lambda claim: claim.claimant),
    Filled(
        Column(
            "where_prec",
            "integer",
            "1 exact place, 2 near a place or within a city, 3 district, 4 region, 5 line or fuzzy area, 6 country, "
            "7 sea or air",
            ("1", "2", "3", "4", "5", "6", "7"),
        ),
        lambda claim: claim.where_prec,
    ),
    Filled(Column("where_coordinates", "string", "name of the place that has the coordinates"), lambda c: c.location),
    Filled(Column("where_description", "string", "the article's words for the place"), _where),
    Filled(Column("adm_1", "string", "region within the country, name"), lambda claim: claim.admin1),
    blank("adm_2", "string", "district"),
    Filled(Column("latitude", "number", "WGS 84 degrees; empty if it could not be placed"), lambda c: c.latitude),
    Filled(Column("longitude", "number", "the same"), lambda claim: claim.longitude),
    Filled(Column("geom_wkt", "string", "the same as a point, Well-Known Text"), _wkt),
    Filled(Column("priogrid_gid", "integer", "cell of PRIO-GRID, reckoned from the coordinates"), _grid_cell),
    Filled(Column("country", "string", "country, name"), lambda claim: claim.country),
    blank("country_id", "integer", "Gleditsch and Ward's number of the country"),
    blank("region", "string", "UCDP's region of the world"),
    blank("event_clarity", "integer", "how clearly UCDP could tell the event"),
    Filled(
        Column(
            "date_prec",
            "integer",
            "1 day, 2 two to six days, 3 week, 4 month, 5 year",
            ("1", "2", "3", "4", "5"),
        ),
        lambda claim: claim.date_prec,
    ),
    Filled(Column("date_start", "date", "first day"), lambda claim: claim.event_date),
    Filled(Column("date_end", "date", "last day"), lambda claim: claim.event_date_end),
    blank("deaths_a", "integer", "dead of side A"),
    blank("deaths_b", "integer", "dead of side B"),
    Filled(
        Column("deaths_civilians", "integer", f"least number of dead of attacks on civilians, {_AS_TOLD}"),
        _of_civilians,
    ),
    Filled(Column("deaths_unknown", "integer", f"least number of dead of all else, {_AS_TOLD}"), _of_unknown),
    Filled(Column("best", "integer", f"least number of dead, {_AS_TOLD}; no estimate"), lambda claim: claim.deaths_min),
    Filled(Column("high", "integer", f"dead, at most, {_AS_TOLD}"), lambda claim: claim.deaths_max),
    Filled(Column("low", "integer", f"dead, at least, {_AS_TOLD}"), lambda claim: claim.deaths_min),
    blank("gwnoa", "string", "Gleditsch and Ward's number of side A"),
    blank("gwnob", "string", "Gleditsch and Ward's number of side B"),
    *of_the_claim(),
)
"""GED's columns in its order, and behind them those of the claim."""

TABLE: Final = Table(
    "claims-ucdp",
    "Claims in the columns of UCDP GED",
    "One row a claim, in the columns and codes of [UCDP GED](https://ucdp.uu.se/downloads/). **These are claims, no "
    "events of UCDP's**, which has events of organised violence with at least one death, merged from all sources and "
    "checked: here stand also events without any death, the same event as several articles tell it, and what is "
    "denied or only planned. Filter by `claim_status`, and do not add up deaths, before you set it beside UCDP's data. "
    "What an article does not tell is empty.",
    tuple(each.column for each in GED),
    "id",
)

"""Claims for tests: plain defaults, so that a test names only what it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from shapely.geometry import box

from geo.model import Claim, ClaimStatus, DateBasis, DatePrec, EventType, Relation, WherePrec

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_PLAIN = Claim(
    claim_id="c0001",
    event_id="",
    grade="",
    grade_reason="",
    article_id="a1",
    event_type=EventType.SHELLING,
    event_text="Shells fell",
    event_date=date(2031, 5, 6),
    event_date_end=date(2031, 5, 6),
    date_prec=DatePrec.DAY,
    date_basis=DateBasis.STATED,
    location="Kharkiv",
    place_text="Kharkiv",
    relation=Relation.AT,
    latitude=49.98081,
    longitude=36.25272,
    where_prec=WherePrec.EXACT,
    radius_km=8.0,
    geonameid=706483,
    admin1="Kharkiv Oblast",
    admin1_code="UA-63",
    country="Ukraine",
    iso3="UKR",
    place_reason="the only Kharkiv in Ukraine",
    date_reason="the article says 6 May",
    actor="",
    target="",
    deaths_min=None,
    deaths_max=None,
    injured_min=None,
    injured_max=None,
    claimant="",
    claimant_side="",
    claim_status=ClaimStatus.FACT,
    unverified=False,
    correction="",
    quote="Shells fell on Kharkiv before dawn.",
    quote_start=0,
    quote_end=35,
    title="A night of shelling",
    published=date(2031, 5, 7),
    url="https://news.example/one",
    source="Example News",
)


def claim(**changes: Any) -> Claim:  # noqa: ANN401 - any field of Claim
    """Return a plain claim with some fields changed."""
    return replace(_PLAIN, **changes)


class Boxes:
    """Outlines that need no compiled data: a box for one region and one country."""

    def region(self, code: str) -> BaseGeometry | None:
        """Return a box for UA-63 only."""
        return box(34.9, 48.5, 38.1, 50.4) if code == "UA-63" else None

    def country(self, code: str) -> BaseGeometry | None:
        """Return a box for UKR only."""
        return box(22.0, 44.0, 40.0, 52.0) if code == "UKR" else None

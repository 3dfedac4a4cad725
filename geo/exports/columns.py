"""What the columns of every table mean: told once, for README, data dictionary and datapackage.json alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum, IntEnum
from types import UnionType
from typing import Final, get_args, get_type_hints

from geo.model import Claim

_PLAIN: dict[type, str] = {str: "string", bool: "boolean", int: "integer", float: "number", date: "date"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its type as Frictionless names it, and what it means, in Markdown.

    `codes` are all values that it may have, none where these are not fixed.
    """

    name: str
    kind: str
    meaning: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, what it is called, what a reader must know of it, in Markdown, and its columns in order."""

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]
    key: str  # the column that tells its rows apart


_MEANINGS: Final = {
    "claim_id": "stable: it survives a better rule for days or a moved offset",
    "event_id": "the event that it tells, across articles; docs/agreement.md has the rules",
    "grade": "how well it is supported: `single`, `two_sources`, `both_sides`, `contested`, `denied` or `planned`",
    "grade_reason": "the rule that gave the grade, and the sources it rests on",
    "article_id": "the record's `id`, the stem of a .txt file, else a hash of the URL or text",
    "event_type": "one of the thirteen kinds",
    "event_text": "the words of the sentence that tell the event, as written",
    "event_date": "first day, ISO; empty if neither text nor article gives any",
    "event_date_end": "last day; the same for an event of one day",
    "date_prec": "1 day, 2 two to six days, 3 week, 4 month, 5 year (as UCDP)",
    "date_basis": '`stated`, `relative` ("Thursday", "overnight") or `published` (the text gives no day; the '
    "article's stands in)",
    "location": "the resolved name",
    "place_text": "the words of the article",
    "relation": "`at`, `near`, `around`, `direction`, `between`",
    "latitude": "WGS 84 degrees; empty if the claim could not be placed",
    "longitude": "the same",
    "where_prec": "1 exact place, 2 near a place or within a city, 3 district, 4 region, 5 line or fuzzy area, "
    "6 country, 7 sea or air (as UCDP)",
    "radius_km": "how far off the point may be",
    "geonameid": "GeoNames number of the place",
    "admin1": "region, name",
    "admin1_code": "region, ISO 3166-2",
    "country": "country, name",
    "iso3": "country, ISO 3166-1 alpha-3",
    "place_reason": "why this place, or why none",
    "date_reason": "why this day, or why none",
    "actor": "who did it, as written; empty if not told",
    "target": "who or what was hit, as written",
    "deaths_min": "dead of this event at this place, as told",
    "deaths_max": "the same, at most",
    "injured_min": "injured, as told",
    "injured_max": "the same, at most",
    "claimant": "who says so, as written; empty when the article speaks in its own voice",
    "claimant_side": "the party the claimant belongs to, where the text says so",
    "claim_status": "`fact`, `claimed`, `reported`, `denied`, `planned`",
    "unverified": "`true` where the article says that it could not be verified",
    "correction": "what an analyst changed, who, when and why; empty if nothing",
    "quote": "the sentence, word for word",
    "quote_start": "its offset in the article's text, in characters",
    "quote_end": "the end of it",
    "title": "of the article",
    "published": "its day",
    "url": "its address",
    "source": "its outlet",
}


def _column(name: str, hint: object) -> Column:
    told = next(part for part in get_args(hint) if part is not type(None)) if isinstance(hint, UnionType) else hint
    assert isinstance(told, type)
    if not issubclass(told, Enum):
        return Column(name, _PLAIN[told], _MEANINGS[name])
    kind = "integer" if issubclass(told, IntEnum) else "string"
    return Column(name, kind, _MEANINGS[name], tuple(str(member.value) for member in told))


CLAIMS: Final = Table(
    "claims",
    "Claims",
    "One row a claim: what one article says about one event at one place. **Claims are not events**: an event that "
    "three articles tell stands here three times, and what is denied or only planned stands here, too. `claim_status` "
    "says how surely the article tells it, `claimant` on whose word.",
    tuple(_column(name, hint) for name, hint in get_type_hints(Claim).items()),
    "claim_id",
)
"""The claims: the fields of `Claim`, in the order of claims.csv."""

"""A claim in runs of words: what, where, when, on whose word, how well supported, and from where."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import Enum
from itertools import pairwise

from geo.model import Claim, ClaimStatus, DatePrec, Grade, WherePrec
from geo.reports.blocks import Link, Run, Runs, Text, address, told
from geo.signs import SIGNS
from geo.wording import day_in_words, days_in_words

_NAME = 160  # letters of a name, a claimant, a title
_HOW_NEAR = {
    WherePrec.NEAR: "in or near it",
    WherePrec.ADM2: "somewhere in the district",
    WherePrec.ADM1: "somewhere in the region",
    WherePrec.FUZZY: "a line or a loosely named area",
    WherePrec.COUNTRY: "somewhere in the country",
    WherePrec.SEA_OR_AIR: "at sea or in the air",
}
_HOW_CLOSE = {
    DatePrec.DAYS: "to within days",
    DatePrec.WEEK: "to the week",
    DatePrec.MONTH: "to the month",
    DatePrec.YEAR: "to the year",
}
_STATUS = {
    ClaimStatus.FACT: "told as a fact",
    ClaimStatus.CLAIMED: "claimed",
    ClaimStatus.REPORTED: "reported",
    ClaimStatus.DENIED: "denied",
    ClaimStatus.PLANNED: "only planned or announced",
}
_SUPPORT = {
    Grade.SINGLE: "one source",
    Grade.TWO_SOURCES: "two independent sources",
    Grade.BOTH_SIDES: "both sides",
    Grade.CONTESTED: "contested",
    Grade.DENIED: "denied",
    Grade.PLANNED: "planned",
}


def name(text: str) -> str:
    """Return a name as an article writes it, cut to a length that a line has room for."""
    return told(text, _NAME)


def kind(claim: Claim) -> str:
    """Return the kind of the event."""
    return SIGNS[claim.event_type].label


def place(claim: Claim) -> str:
    """Return the place, the region and country that it lies in, and how exact that is."""
    if claim.latitude is None:
        return f"{name(claim.place_text)} (not placed)" if claim.place_text else "no place told"
    parts = [name(each) for each in dict.fromkeys((claim.location, claim.admin1, claim.country)) if each]
    near = _HOW_NEAR.get(claim.where_prec) if claim.where_prec else None
    return ", ".join(parts) + (f" ({near})" if near else "")


def days(claim: Claim) -> str:
    """Return the days, and how exact these are where not to the day."""
    if claim.event_date is None:
        return "no day known"
    words = days_in_words(claim.event_date, claim.event_date_end or claim.event_date)
    close = _HOW_CLOSE.get(claim.date_prec) if claim.date_prec else None
    return f"{words} ({close})" if close else words


def toll(claim: Claim) -> str:
    """Return the dead and injured as told, empty where none is."""
    counts = ((claim.deaths_min, claim.deaths_max, "killed"), (claim.injured_min, claim.injured_max, "injured"))
    return ", ".join(f"{_count(*bounds)} {what}" for *bounds, what in counts if bounds != [None, None])


def _count(least: int | None, most: int | None) -> str:
    if most is None:
        return f"at least {least:,}"
    if least is None:
        return f"up to {most:,}"
    return f"{most:,}" if least == most else f"{least:,} to {most:,}"


def voice(claim: Claim) -> str:
    """Return on whose word it stands: the claimant's, or the article's own."""
    if not claim.claimant:
        return f"{outlet(claim)}, in its own voice" if claim.source else "the article, in its own voice"
    side = f" ({name(claim.claimant_side)})" if claim.claimant_side not in {"", claim.claimant} else ""
    return f"{name(claim.claimant)}{side}, in {outlet(claim)}"


def outlet(claim: Claim) -> str:
    """Return the outlet's name."""
    return name(claim.source) or "an outlet not known"


def status(claim: Claim) -> str:
    """Return how surely the article tells it."""
    return _STATUS[claim.claim_status] + (", could not be verified" if claim.unverified else "")


def support(grade: str) -> str:
    """Return how well an event is supported, empty where that was not asked.

    >>> support("two_sources")
    'two independent sources'
    """
    return _SUPPORT[Grade(grade)] if grade else ""


def quoted(claim: Claim) -> Runs:
    """Return the sentence, word for word."""
    return (Text(f"“{told(claim.quote)}”"),)


def source(claim: Claim) -> Runs:
    """Return outlet, day and title of the article, the title as a link where it has an address of the web."""
    when = day_in_words(claim.published) if claim.published else "day not known"
    title, url = name(claim.title) or "without a title", address(claim.url)
    return (Text(f"{outlet(claim)}, {when}: "), Link(title, url) if url else Text(title))


def entry(claim: Claim) -> tuple[Runs, ...]:
    """Return the lines of a claim in a list."""
    head = [Text(kind(claim), strong=True), Text(" · " + place(claim))]
    more = [days(claim)] if _needs_days(claim) else []
    head += [Text(" · " + each) for each in (*more, toll(claim)) if each]
    how = [status(claim), *([f"support: {support(claim.grade)}"] if claim.grade else [])]
    lines: list[Runs] = [tuple(head), quoted(claim), (Text(f"{voice(claim)} · {' · '.join(how)}"),), source(claim)]
    if claim.correction:
        lines.append((Text(f"Corrected: {told(claim.correction)}"),))
    return tuple(lines)


def _needs_days(claim: Claim) -> bool:
    """Tell whether the heading of its day does not tell all of a claim's days."""
    return claim.event_date_end not in {None, claim.event_date} or claim.date_prec in _HOW_CLOSE


def value(field: str, written: object) -> str:
    """Return a value of a field for readers.

    >>> value("deaths_min", None), value("grade", "single"), value("event_date", date(2031, 5, 6))
    ('none', 'one source', '6 May 2031')
    """
    if written is None or written == "":
        return "none"
    if field == "grade":
        return support(str(written))
    if isinstance(written, bool):
        return "yes" if written else "no"
    if isinstance(written, Enum):
        return str(written.value).replace("_", " ")
    if isinstance(written, float):
        return f"{written:.5f}".rstrip("0").rstrip(".")
    return day_in_words(written) if isinstance(written, date) else name(str(written))


def joined(parts: Sequence[Runs], between: str) -> Runs:
    """Return runs one after the other with words between them."""
    runs: list[Run] = list(parts[0]) if parts else []
    for _, part in pairwise(parts):
        runs += [Text(between), *part]
    return tuple(runs)

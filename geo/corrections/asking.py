"""What an analyst asks for, in words → what can be done, or why not."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from geo.errors import CorrectionError
from geo.model import ClaimStatus, Corrects, EventType

NOTHING = "none"  # as a place: it cannot be placed; as a day: it has none
_LONGEST = {"claim_id": 200, "who": 100, "why": 1000, "value": 10_000}  # characters
_YEARS = range(1800, 2201)  # as of articles
_MOST_DAYS = 366  # a span beyond a year tells no day
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_SHOWN = 60  # characters of a value that a message names
_TRUTH = {"": False, "false": False, "no": False, "true": True, "yes": True}


@dataclass(frozen=True, slots=True)
class Asked:
    """A correction that is asked for, checked but for its claim and its place; `value` is written in one way."""

    claim_id: str
    what: Corrects
    value: str
    who: str
    day: date
    why: str
    everywhere: bool

    @property
    def claim_ids(self) -> tuple[str, ...]:
        """The claims that it merges its own with, or splits it from; none of an event that is not named."""
        return tuple(self.value.split()) if self.what in {Corrects.MERGE, Corrects.SPLIT} else ()


def asked(told: dict[str, str]) -> Asked:
    """Return what is asked for by the columns of corrections.csv. Raises CorrectionError, which says what is wrong."""
    cells = {name: _line(name, told.get(name, "")) for name in ("claim_id", "what", "value", "who", "when", "why")}
    for name, what_for in (
        ("claim_id", "name the claim"),
        ("who", "say who corrects it"),
        ("when", "give the day of the correction"),
        ("why", "say why"),
    ):
        if not cells[name]:
            message = f"{name} is empty: {what_for}"
            raise CorrectionError(message)
    what = Corrects(_member("what", cells["what"], Corrects))
    everywhere = _truth(told.get("everywhere", ""))
    if everywhere and what is not Corrects.PLACE:
        message = f"only a place can be corrected everywhere, not {what}"
        raise CorrectionError(message)
    value = _value(what, cells["value"], cells["claim_id"])
    if everywhere and value == NOTHING:
        message = "a place can be taken from one claim, not everywhere"
        raise CorrectionError(message)
    return Asked(cells["claim_id"], what, value, cells["who"], day(cells["when"]), cells["why"], everywhere)


def _value(what: Corrects, value: str, claim_id: str) -> str:
    """Return the value in the one way in which it is kept."""
    if what is Corrects.DROP:
        if value:
            message = f"drop takes no value, not {_named(value)}"
            raise CorrectionError(message)
        return ""
    if what is Corrects.SPLIT and not value:
        return ""
    if not value:
        message = f"value is empty: {what} needs one"
        raise CorrectionError(message)
    if what is Corrects.KIND:
        return _member("kind", value, EventType)
    if what is Corrects.STATUS:
        return _member("status", value, ClaimStatus)
    if what is Corrects.DATE:
        return _span(value)
    return _others(value, claim_id) if what in {Corrects.MERGE, Corrects.SPLIT} else value


def _others(value: str, claim_id: str) -> str:
    others = sorted(set(value.replace(",", " ").split()))
    if claim_id in others:
        message = "a claim is merged with or split from others, not itself"
        raise CorrectionError(message)
    return " ".join(others)


def _span(value: str) -> str:
    if value == NOTHING:
        return value
    first, slash, last = (part.strip() for part in value.partition("/"))
    begin, end = day(first), day(last if slash else first)
    if end < begin:
        message = f"{_named(value)} ends before it begins"
        raise CorrectionError(message)
    if (end - begin).days >= _MOST_DAYS:
        message = f"{_named(value)} is longer than a year, which tells no day"
        raise CorrectionError(message)
    return begin.isoformat() if begin == end else f"{begin.isoformat()}/{end.isoformat()}"


def day(value: str) -> date:
    """Return a whole possible day, ISO 8601. Raises CorrectionError."""
    try:
        found = date.fromisoformat(value) if _DAY.fullmatch(value) else None
    except ValueError:
        found = None
    if found is None or found.year not in _YEARS:
        message = f"{_named(value)} is no day as YYYY-MM-DD from {_YEARS[0]} to {_YEARS[-1]}"
        raise CorrectionError(message)
    return found


def _member(name: str, value: str, members: type[StrEnum]) -> str:
    known = [member.value for member in members]
    if value not in known:
        message = f"{_named(value)} is no {name}: it must be one of {', '.join(known)}"
        raise CorrectionError(message)
    return value


def _truth(value: str) -> bool:
    try:
        return _TRUTH[value.strip().lower()]
    except KeyError:
        message = f"everywhere is {_named(value)}, not true or false"
        raise CorrectionError(message) from None


def _line(name: str, value: str) -> str:
    """Return a cell on one line. Raises CorrectionError for what no output can carry."""
    line = " ".join(value.split())
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in line):
        message = f"{name} holds control characters or bytes that are not UTF-8"
        raise CorrectionError(message)
    most = _LONGEST.get(name, _LONGEST["claim_id"])
    if len(line) > most:
        message = f"{name} has {len(line):,} characters, more than {most:,}"
        raise CorrectionError(message)
    return line


def _named(value: str) -> str:
    told = repr(value)
    return told if len(told) <= _SHOWN else f"{told[:_SHOWN]}…"

"""A day as pages and feeds write it → the day, as it stands there, in its own zone; never one that is guessed."""

from __future__ import annotations

import re
from datetime import date
from email.utils import parsedate_tz

from geo.articles.records import YEARS, day

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_WORDS = tuple(
    re.compile(rf"(?:[a-z]{{3,9}}\.?,?\s+)?{form}(?:,?\s+(?:at\s+)?\d.*)?", re.IGNORECASE)
    for form in (
        rf"{_MONTH}\s+(?P<of_month>\d\d?)(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})",
        rf"(?P<of_month>\d\d?)(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<year>\d{{4}})",
    )
)
_LONGEST = 100


def stated_day(written: str) -> tuple[date | None, str]:
    """Return the day that is written and an empty warning, or None and why there is none.

    Read are what `day` reads, the dates of mail and feeds (RFC 822) and English words; "03/04/2022" is two days.

    >>> stated_day("Fri, 04 Mar 2022 23:30:00 +0200")
    (datetime.date(2022, 3, 4), '')
    >>> stated_day("4 March 2022")
    (datetime.date(2022, 3, 4), '')
    """
    found, warning = day(written)
    if found is not None or not written.strip() or len(written) > _LONGEST:
        return found, warning
    words = " ".join(written.split())
    for form in _WORDS:
        match = form.fullmatch(words)
        if match is not None and (spelled := _spelled(**match.groupdict())) is not None:
            return spelled, ""
    mailed = parsedate_tz(words) if re.match(r"(?:[A-Za-z]{3},)?\s*\d\d?[ -][A-Za-z]{3}[ -]\d{4}\b", words) else None
    if mailed is not None and (of_mail := _possible(mailed[0], mailed[1], mailed[2])) is not None:
        return of_mail, ""
    return None, warning


def _spelled(month: str, of_month: str, year: str) -> date | None:
    name = month.lower()
    whole = [number for number, each in enumerate(_MONTHS, start=1) if each == name or name in {each[:3], each[:4]}]
    return _possible(int(year), whole[0], int(of_month)) if len(whole) == 1 else None


def _possible(year: int, month: int, of_month: int) -> date | None:
    try:
        return date(year, month, of_month) if year in YEARS else None
    except ValueError:
        return None

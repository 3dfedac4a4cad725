"""Days of the calendar as texts state them: "3 March 2022", "Dec. 7th", "from 2 to 5 May", "late April", "in 1999"."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from geo.find.date_scan import Scan, precision
from geo.find.tense import is_to_come
from geo.lexicon.joining import joined
from geo.model import DateBasis, DateMention, DatePrec, When

_YEAR = re.compile(r"(?:19|20)\d\d")
_SHORT_YEAR = re.compile(r"\d\d")
_DAY = re.compile(r"(\d{1,2})(st|nd|rd|th)?")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_MOST_DAYS, _MOST_MONTHS = 31, 12
_ANNOUNCED = timedelta(days=31)  # plans are told this far ahead
_PARTS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
_OLDEST_SHORT_YEAR = 50  # wires of the last century write "88"

Ymd = tuple[int | None, int, int]


def stated_day(scan: Scan, index: int) -> DateMention | None:
    """Read a day, or a few of one month, at token `index`."""
    return _written_in_numbers(scan, index) or _month_first(scan, index) or _day_first(scan, index)


def stated_period(scan: Scan, index: int) -> DateMention | None:
    """Read a month, a part of one or a year at token `index`, or the day that "on the 7th" means."""
    return (
        _part_of_month(scan, index) or _month_alone(scan, index) or _year_alone(scan, index) or _day_alone(scan, index)
    )


# ---------------------------------------------------------------- days


def _written_in_numbers(scan: Scan, index: int) -> DateMention | None:
    """Read "2022-03-05", and "25/12/2016" or "25.12.2016" where only one order gives a day."""
    word = scan.lower(index)
    if not word[:1].isdigit():
        return None
    iso = _ISO.fullmatch(word)
    if iso:
        year, month, day = map(int, iso.groups())
        return _days(scan, (index, index + 1), (year, month, day), day)
    dotted = _DOTTED.fullmatch(word)
    if dotted:
        one, two, year = map(int, dotted.groups())
        return _either_order(scan, (index, index + 1), (one, two), year)
    numbers = [scan.lower(at) for at in (index, index + 2, index + 4)]
    if scan.lower(index + 1) != "/" or scan.lower(index + 3) != "/" or not _YEAR.fullmatch(numbers[2]):
        return None
    if not all(_SHORT_YEAR.fullmatch(number.zfill(2)) for number in numbers[:2]):
        return None
    return _either_order(scan, (index, index + 5), (int(numbers[0]), int(numbers[1])), int(numbers[2]))


def _either_order(scan: Scan, at: tuple[int, int], numbers: tuple[int, int], year: int) -> DateMention:
    one, two = numbers
    if one != two and max(numbers) <= _MOST_MONTHS:
        return scan.untold(*at, "may be read day first or month first")
    day, month = (one, two) if one > _MOST_MONTHS else (two, one)
    return _days(scan, at, (year, month, day), day)


def _month_first(scan: Scan, index: int) -> DateMention | None:
    """Read "March 6", "Dec. 7th, 2016", "March 3-5"."""
    month = _month(scan, index)
    if not month:
        return None
    at = _behind_month(scan, index)
    day = _day(scan, at)
    if not day or _is_count(scan, index, at):
        return None
    last, end = at + 1, day
    second = _second(scan, at + 1)
    if second and not _month(scan, second + 1) and not _is_counted(scan, second):
        last, end = second + 1, _day(scan, second)
    last, year = _year_after(scan, last)
    return _days(scan, (index, last), (year, month, day), end)


def _day_first(scan: Scan, index: int) -> DateMention | None:
    """Read "3 March 2022", "the 7th of December", "5 Dec 88", "2 to 5 May", "11-13 Dec."."""
    day = _day(scan, index)
    if not day:
        return None
    second = _second(scan, index + 1)
    at = second or index
    month_at = at + 2 if scan.lower(at + 1) in scan.words.linking else at + 1
    month = _month(scan, month_at)
    if not month:
        return None
    last, year = _year_after(scan, _behind_month(scan, month_at))
    if year is None:
        last = month_at + 1
    return _days(scan, (index, last), (year, month, day), _day(scan, at))


def _second(scan: Scan, index: int) -> int:
    """Return the token of the second day of "3-5", "3 to 5", "3 and 4" whose first day ends before `index`, or 0."""
    if _day(scan, index) and scan.are_hyphenated(index):
        return index
    is_joined = scan.lower(index) in scan.words.until or scan.lower(index) in scan.words.joining
    return index + 1 if is_joined and _day(scan, index + 1) else 0


def _day(scan: Scan, index: int) -> int:
    day = _DAY.fullmatch(scan.lower(index))
    return int(day.group(1)) if day and 1 <= int(day.group(1)) <= _MOST_DAYS else 0


def _is_count(scan: Scan, month_at: int, at: int) -> bool:
    """Tell whether the number behind a month counts people: "In March 15 people died", not "On March 3 rebels came"."""
    return (
        (before := scan.lower(month_at - 1)) in scan.words.before_month
        and before not in scan.words.before_day
        and _is_counted(scan, at)
    )


def _is_counted(scan: Scan, at: int) -> bool:
    casualties = scan.lexicon.casualties
    return any(word in casualties.people or word in casualties.units for word in map(scan.lower, (at + 1, at + 2)))


def _month(scan: Scan, index: int) -> int:
    return scan.words.months.get(scan.lower(index), 0) if scan.is_capital(index) else 0


def _behind_month(scan: Scan, index: int) -> int:
    """Return the token behind a month and its full stop, which may instead end the sentence."""
    behind_stop = scan.lower(index + 2)
    return index + 2 if scan.lower(index + 1) == "." and behind_stop[:1].isdigit() else index + 1


def _year_after(scan: Scan, at: int) -> tuple[int, int | None]:
    """Return the token behind an optional year, and the year: "2022", ", 2022", "88", "last year"."""
    year_at = at + 1 if scan.lower(at) in {",", "of"} else at
    word = scan.lower(year_at)
    if _YEAR.fullmatch(word):
        return year_at + 1, int(word)
    if scan.published and scan.lower(year_at + 1) == "year" and word in joined(scan.words.latest, scan.words.this):
        return year_at + 2, scan.published.year - (word in scan.words.latest)
    year = _short_year(scan, at)
    return (at + 1, year) if year else (at, None)


def _short_year(scan: Scan, at: int) -> int:
    """Read "5 Dec 88", not "On 5 December 12 were killed"."""
    word, behind = scan.lower(at), scan.lower(at + 1)
    if not _SHORT_YEAR.fullmatch(word) or (behind[:1].isalpha() and not scan.is_capital(at + 1)):
        return 0
    return int(word) + (1900 if int(word) > _OLDEST_SHORT_YEAR else 2000)


def _days(scan: Scan, at: tuple[int, int], begin: Ymd, end_day: int) -> DateMention:
    year, month, day = begin
    if year is None and scan.published is None:
        return scan.untold(*at, "has no year and the article has no publication day")
    start = _nearest(scan.published, month, day) if year is None and scan.published else _possible(year, month, day)
    end = _possible(start.year, month, end_day) if start else None
    if start is None or end is None:
        return scan.untold(*at, "is not a day of the calendar")
    if end < start:
        return scan.untold(*at, "ends before it begins")
    when = When(start, end, precision(start, end), DateBasis.STATED, f"stated: {scan.quoted(*at)}")
    return scan.mention(*at, when)


def _possible(year: int | None, month: int, day: int) -> date | None:
    try:
        return date(year or 0, month, day)
    except ValueError:
        return None


def _nearest(published: date, month: int, day: int) -> date | None:
    """Return the latest such day up to a month after publication (plans are announced ahead)."""
    for year in (published.year + 1, published.year, published.year - 1):
        found = _possible(year, month, day)
        if found and found - published <= _ANNOUNCED:
            return found
    return None


def _day_alone(scan: Scan, index: int) -> DateMention | None:
    """Read "on the 7th" as the latest such day, not "on the 7th floor"."""
    day = _DAY.fullmatch(scan.lower(index))
    if (
        not day
        or not day.group(2)
        or scan.lower(index - 1) != "the"
        or scan.lower(index - 2) not in scan.words.before_day
    ):
        return None
    behind = scan.lower(index + 1)
    if behind[:1].isalnum() and behind not in scan.lexicon.grammar.prepositions:
        return None
    if scan.published is None:
        return scan.untold(index, index + 1, "has no month and the article has no publication day")
    for back in range(_MOST_MONTHS):
        year, month = divmod(scan.published.year * _MOST_MONTHS + scan.published.month - 1 - back, _MOST_MONTHS)
        found = _possible(year, month + 1, int(day.group(1)))
        if found and found <= scan.published:
            reason = f"{scan.quoted(index, index + 1)} before publication on {scan.published.isoformat()}"
            return scan.mention(index, index + 1, When(found, found, DatePrec.DAY, DateBasis.RELATIVE, reason))
    return scan.untold(index, index + 1, "is not a day of the calendar")


# ---------------------------------------------------------------- months and years


def _part_of_month(scan: Scan, index: int) -> DateMention | None:
    """Read "late April", "mid-June", "the end of May"; "early March 3" is a day."""
    part = scan.words.parts.get(scan.lower(index))
    month_at = index + 2 if scan.lower(index + 1) in scan.words.linking else index + 1
    month = _month(scan, month_at)
    if not part or not month:
        return None
    day = stated_day(scan, month_at)
    if day:
        return scan.mention(index, day.last, day.when)
    return _month_mention(scan, (index, month_at), month, part)


def _month_alone(scan: Scan, index: int) -> DateMention | None:
    """Read "in May", "May 2014", not "May said"."""
    month = _month(scan, index)
    if not month:
        return None
    if (
        _year_after(scan, _behind_month(scan, index))[1] is None
        and scan.lower(index - 1) not in scan.words.before_month
    ):
        return None
    return _month_mention(scan, (index, index), month, "")


def _month_mention(scan: Scan, at: tuple[int, int], month: int, part: str) -> DateMention:
    first, month_at = at
    last, year = _year_after(scan, _behind_month(scan, month_at))
    if year is None:
        last = month_at + 1
    published = scan.published
    if year is None and published is None:
        return scan.untold(first, last, "has no year and the article has no publication day")
    is_coming = scan.lower(first - 1) in scan.words.coming or is_to_come(scan, first, last)
    low, high = _PARTS.get(part, (1, _MOST_DAYS))
    if year is None and published:
        if is_coming:
            year = published.year + (month < published.month)
        else:
            year = published.year - ((month, low) > (published.month, published.day))
    assert year is not None
    start = date(year, month, low)
    end = date(year, month, min(high, calendar.monthrange(year, month)[1]))
    return scan.mention(first, last, _stated(scan, (first, last), (start, end), DatePrec.MONTH, is_coming=is_coming))


def _stated(scan: Scan, at: tuple[int, int], days: tuple[date, date], prec: DatePrec, *, is_coming: bool) -> When:
    """Return a month or year, up to publication where it is not over and its clause does not speak of the future."""
    start, end = days
    if scan.published and start <= scan.published < end and not is_coming:
        end = scan.published
    prec = DatePrec.DAY if start == end else prec
    return When(start, end, prec, DateBasis.STATED, f"stated: {scan.quoted(*at)}")


def _year_alone(scan: Scan, index: int) -> DateMention | None:
    word = scan.lower(index)
    if not _YEAR.fullmatch(word) or scan.lower(index - 1) not in scan.words.before_year:
        return None
    days = date(int(word), 1, 1), date(int(word), 12, 31)
    at = index, index + 1
    return scan.mention(*at, _stated(scan, at, days, DatePrec.YEAR, is_coming=is_to_come(scan, *at)))

"""Days told against publication: "Thursday", "overnight", "two weeks ago", "last month", "at the weekend"."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta

from geo.find.date_scan import UNKNOWN, Scan
from geo.find.stated_days import stated_day
from geo.find.tense import tense
from geo.lexicon.joining import joined
from geo.model import DateBasis, DateMention, DatePrec, When

_WEEK = 7
_SHIFTS = {"today": 0, "yesterday": -1, "tomorrow": 1}
_FOCUS_SHIFTS = {"previous_day": -1, "next_day": 1, "same_day": 0}
_LONGEST_MONTH = 31  # days
_LONGEST_COUNT = 3  # digits
_PERIODS = {"week": DatePrec.WEEK, "month": DatePrec.MONTH, "year": DatePrec.YEAR}


def relative_day(scan: Scan, index: int) -> DateMention | None:
    """Read the days that are told against publication, or against the day in focus, at token `index`."""
    return (
        _weekday(scan, index) or _phrase(scan, index) or _ago(scan, index) or _span(scan, index) or _period(scan, index)
    )


# ---------------------------------------------------------------- weekdays


def _weekday(scan: Scan, index: int) -> DateMention | None:
    """Read "Thursday", "last Thursday", "Monday night", "Thursday, March 3", "Friday of last week"."""
    number = scan.words.weekdays.get(scan.lower(index))
    if number is None or not scan.is_capital(index):
        return None
    first = index - _words_before(scan, index)
    last = index + 1 + (scan.lower(index + 1) in scan.words.day_parts)
    stated = _day_in_apposition(scan, last)
    if stated:
        return scan.mention(first, stated.last, stated.when)
    word = scan.lower(index - 1)
    if word in scan.words.elsewhere:
        return scan.untold(index - 1, last, "is told against a day that the text does not fix")
    week = _week_behind(scan, last)
    if scan.published is None:
        return scan.reckoned(first, week[0] if week else last, (0, 0))
    if week:
        end, weeks = week
        shift = weeks * _WEEK + number - scan.published.weekday()
        return scan.reckoned(first, end, (shift, shift))
    back = (scan.published.weekday() - number) % _WEEK
    shift = _shift(scan, (index, last), back)
    side = "after" if shift > 0 else "before"
    found = scan.published + timedelta(days=shift)
    reason = f"{scan.quoted(first, last)} {side} publication on {scan.published.isoformat()}"
    return scan.mention(first, last, When(found, found, DatePrec.DAY, DateBasis.RELATIVE, reason))


def _words_before(scan: Scan, index: int) -> int:
    words = scan.words
    shaping = joined(words.latest, words.coming, words.this)
    before = (scan.lower(index - back - 1) for back in range(3))
    return next((back for back, word in enumerate(before) if word not in shaping and word not in words.parts), 2)


def _shift(scan: Scan, at: tuple[int, int], back: int) -> int:
    """Return how many days from publication the weekday lies that was `back` days before it."""
    ahead = (_WEEK - back) % _WEEK
    word = scan.lower(at[0] - 1)
    if word in scan.words.coming:
        return ahead or _WEEK
    if word in scan.words.latest:
        return -(back or _WEEK)
    told = tense(scan, *at)
    if told == "future" or (told == "undecided" and ahead < back):
        return ahead
    return -back


def _day_in_apposition(scan: Scan, index: int) -> DateMention | None:
    """Read the day behind a weekday: "Thursday, March 3", "Thursday (3 March)", "Thursday the 3rd of March"."""
    at = index + 1 if scan.lower(index) in {",", "(", "the"} else index
    return stated_day(scan, at)


def _week_behind(scan: Scan, index: int) -> tuple[int, int] | None:
    """Return the token behind "(of) last week" and how many weeks from publication's that is."""
    at = index + 1 if scan.lower(index) == "of" else index
    if scan.lower(at + 1) != "week":
        return None
    word, words = scan.lower(at), scan.words
    for group, weeks in ((words.latest, -1), (words.this, 0), (words.coming, 1)):
        if word in group:
            return at + 2, weeks
    return None


# ---------------------------------------------------------------- single words and counts


def _phrase(scan: Scan, index: int) -> DateMention | None:
    """Read "yesterday", "this morning", "overnight", "the previous day"."""
    matches = sorted(scan.words.phrases.starting_at(scan.tokens, index, scan.last), key=lambda match: -match.last)
    if not matches:
        return None
    last, kind = matches[0].last, matches[0].phrase.payload
    if kind in _FOCUS_SHIFTS:
        return _against_focus(scan, (index, last), _FOCUS_SHIFTS[kind])
    if kind == "overnight":
        return _night(scan, index, last)
    return scan.reckoned(index, last, (_SHIFTS[kind], _SHIFTS[kind]))


def _against_focus(scan: Scan, at: tuple[int, int], shift: int) -> DateMention:
    """Read "two days later", "the evening before", and "two days after", which is told against what follows it."""
    mention, last = scan.mention(*at, UNKNOWN, shift), at[1]
    joins = scan.lower(last - 1) in scan.lexicon.grammar.prepositions and last < scan.last
    if not joins or not scan.tokens[last].is_word or scan.lower(last) in scan.lexicon.grammar.clause_words:
        return mention
    return replace(mention, ties=True)


def _night(scan: Scan, index: int, last: int) -> DateMention:
    """Read "overnight", "overnight on Thursday", "overnight into Friday"."""
    word = scan.lower(last)
    at = last + 1 if word in scan.words.before_day or word in scan.words.until else last
    day = _weekday(scan, at)
    if day is None:
        return scan.reckoned(index, last, (-1, 0))
    reason = day.when.reason.replace(scan.quoted(day.first, day.last), scan.quoted(index, day.last))
    when = replace(day.when, reason=reason)
    if when.start is not None and word in scan.words.until:
        when = replace(when, start=when.start - timedelta(days=1), prec=DatePrec.DAYS, basis=DateBasis.RELATIVE)
    return scan.mention(index, day.last, when)


def _count(scan: Scan, index: int) -> tuple[int, int, int]:
    """Return the token behind a count, its least and its most: "two", "12", "a few", "several"; most 0 if none."""
    words = scan.words
    at = index + 1 if scan.lower(index) == "a" and scan.lower(index + 1) in words.vague else index
    word = scan.lower(at)
    if word in words.vague:
        behind = at + 2 if scan.lower(at + 1) == "of" else at + 1
        return behind, *words.vague[word]
    digits = word.isascii() and word.isdecimal() and len(word) <= _LONGEST_COUNT
    number = words.numbers.get(word) or (int(word) if digits else 0)
    return at + 1, number, number


def _unit(scan: Scan, index: int) -> float:
    return scan.words.units.get(scan.lower(index).removesuffix("s"), 0.0)


def _ago(scan: Scan, index: int) -> DateMention | None:
    """Read "two days ago", "six weeks ago", "years ago", "three days later" (from the day in focus)."""
    at, low, high = _count(scan, index)
    if not high and scan.lower(index).endswith("s"):
        at, (low, high) = index, max(scan.words.vague.values())
    unit, tail = _unit(scan, at), scan.lower(at + 1)
    if not high or not unit:
        return None
    last = at + 2
    if tail in scan.words.ago:
        return _long_ago(scan, (index, last), (low, high), unit)
    if at == index or (tail not in scan.words.later and tail not in scan.words.earlier):
        return None
    if low != high or unit != 1:
        is_told = unit >= 1 and tail not in scan.lexicon.grammar.prepositions
        return scan.untold(index, last, "does not tell how many days") if is_told else None
    return _against_focus(scan, (index, last), low if tail in scan.words.later else -low)


def _long_ago(scan: Scan, at: tuple[int, int], count: tuple[int, int], unit: float) -> DateMention:
    low, high = (round(number * unit) for number in count)
    slack = int(unit / 2) if low == high else 0
    days = (-(high + slack), -(low - slack))
    prec = {3: DatePrec.WEEK, 15: DatePrec.MONTH}.get(slack)
    found = scan.reckoned(*at, days, prec)
    if scan.published is None and low - slack > _LONGEST_MONTH:  # whatever the day, it is long ago
        return replace(found, when=replace(found.when, prec=DatePrec.YEAR))
    return found


def _span(scan: Scan, index: int) -> DateMention | None:
    """Read "past 24 hours", "last three days", "past few weeks": until publication; "next two days": from it."""
    word, words = scan.lower(index), scan.words
    if word not in words.latest and word not in words.coming:
        return None
    at, _, most = _count(scan, index + 1)
    unit = _unit(scan, at)
    if not most or not unit:
        return _one_day(scan, index)
    days = math.ceil(most * unit - 0.01)
    return scan.reckoned(index, at + 1, (0, days) if word in words.coming else (-days, 0))


def _one_day(scan: Scan, index: int) -> DateMention | None:
    """Read "in the past day", not "the last day"."""
    is_past_day = scan.lower(index) == "past" and scan.lower(index + 1) == "day"
    return scan.reckoned(index, index + 2, (-1, 0)) if is_past_day else None


# ---------------------------------------------------------------- weeks, weekends, months, years


def _period(scan: Scan, index: int) -> DateMention | None:
    """Read "last week", "early last month", "later this year", "the weekend", "recent days", "last summer"."""
    word, words = scan.lower(index), scan.words
    part = words.parts.get(word, "") or ("later" if word in words.later else "")
    at = index + 1 if part else index
    which, unit = scan.lower(at), scan.lower(at + 1)
    if which in words.recent:
        return _recently(scan, (index, at + 2), _unit(scan, at + 1))
    if unit in words.weekend:
        return _weekend(scan, (index, at + 2), which)
    number = next((n for n, group in ((-1, words.latest), (0, words.this), (1, words.coming)) if which in group), None)
    if number is None or (unit not in _PERIODS and unit not in words.seasons):
        return None
    if unit in words.seasons:
        return scan.untold(index, at + 2, "names no days")
    return _calendar_period(scan, (index, at + 2), unit, number, part)


def _calendar_period(scan: Scan, at: tuple[int, int], unit: str, number: int, part: str) -> DateMention:
    if scan.published is None:
        return scan.reckoned(*at, (0, 0))
    start, end = _bounds(scan.published, unit, number)
    if number == 0 and (part == "later" or tense(scan, *at) == "future"):
        start = scan.published
    elif number == 0:
        end = scan.published
    elif unit == "month":
        start, end = _third(start, end, part)
    days = ((start - scan.published).days, (end - scan.published).days)
    return scan.reckoned(*at, days, _PERIODS[unit])


def _recently(scan: Scan, at: tuple[int, int], unit: float) -> DateMention | None:
    """Read "recent days" as those of the week before publication, and so on up to the next longer unit."""
    if unit < 1:
        return None
    longer = min((other for other in scan.words.units.values() if other > unit), default=unit)
    return scan.reckoned(*at, (1 - round(longer), 0))


def _weekend(scan: Scan, at: tuple[int, int], which: str) -> DateMention | None:
    """Read the latest weekend that ended by publication; "last weekend", before it; "next weekend", behind it."""
    words = scan.words
    if which not in joined(words.latest, words.this, words.coming, "the", "a"):
        return None
    if scan.published is None:
        return scan.reckoned(*at, (0, 0))
    today = scan.published.weekday()
    sunday = -((today + 1) % _WEEK)
    if which in words.coming:
        sunday += _WEEK
    elif which in words.latest and sunday == 0:
        sunday = -_WEEK
    elif (which in words.this and today >= _WEEK - 2) or (which not in words.latest and tense(scan, *at) == "future"):
        sunday = _WEEK - 1 - today
    return scan.reckoned(*at, (sunday - 1, sunday))


def _bounds(published: date, unit: str, number: int) -> tuple[date, date]:
    """Return the first and last day of the week, month or year that lies `number` from publication's."""
    if unit == "week":
        monday = published - timedelta(days=published.weekday()) + timedelta(weeks=number)
        return monday, monday + timedelta(days=6)
    if unit == "year":
        return date(published.year + number, 1, 1), date(published.year + number, 12, 31)
    year, month = divmod(published.year * 12 + published.month - 1 + number, 12)
    first = date(year, month + 1, 1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _third(start: date, end: date, part: str) -> tuple[date, date]:
    """Return the third of a month that "early" or "late" means."""
    if part == "early":
        return start, start.replace(day=10)
    return (start.replace(day=21), end) if part == "late" else (start, end)

"""Text to days: day words against the publication day."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from geo.lexicon import DateWords, Lexicon
from geo.model import DateBasis, DateMention, DatePrec, Sentence, Span, When
from geo.tokens import Token

_YEAR = re.compile(r"(?:19|20)\d\d$")
_SHORT_YEAR = re.compile(r"\d\d$")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?$")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_UNITS = {"day": 1, "week": 7, "month": 30, "year": 365}
_UNKNOWN = When(None, None, None, None, "")


@dataclass(frozen=True, slots=True)
class _Scan:
    tokens: tuple[Token, ...]
    last: int
    words: DateWords
    published: date | None

    def lower(self, index: int) -> str:
        return self.tokens[index].lower if 0 <= index < self.last else ""


def dates(
    tokens: tuple[Token, ...], sentences: tuple[Sentence, ...], published: date | None, lexicon: Lexicon
) -> tuple[DateMention, ...]:
    """Find the words that tell days, sentence by sentence, in order and without overlaps.

    A bare or "last" weekday is the latest such day on or before publication. Where the article has no day,
    relative words give an unknown When whose reason says so.
    """
    found: list[DateMention] = []
    for sentence in sentences:
        scan = _Scan(tokens, sentence.last, lexicon.dates, published)
        index = sentence.first
        while index < sentence.last:
            mention = _at(scan, index, sentence)
            if mention:
                found.append(mention)
            index = mention.last if mention else index + 1
    return tuple(found)


def _at(scan: _Scan, index: int, sentence: Sentence) -> DateMention | None:
    for rule in (_absolute, _weekday, _phrase, _ago, _period, _year):
        mention = rule(scan, index, sentence)
        if mention:
            return _since(scan, index, mention)
    return None


def _since(scan: _Scan, index: int, mention: DateMention) -> DateMention:
    """Let what is told "since" a day or a month last until publication."""
    when = mention.when
    if scan.lower(index - 1) != "since" or when.prec is DatePrec.YEAR or when.end is None or scan.published is None:
        return mention
    if scan.published < when.end:
        return mention
    days = (scan.published - when.end).days
    prec = DatePrec.DAYS if days < _UNITS["week"] else DatePrec.WEEK if days == _UNITS["week"] else DatePrec.MONTH
    reason = f"since then, until publication: {when.reason}"
    return replace(mention, when=replace(when, end=scan.published, prec=prec, reason=reason))


def _mention(scan: _Scan, first: int, last: int, when: When, shift: int | None = None) -> DateMention:
    return DateMention(Span(scan.tokens[first].start, scan.tokens[last - 1].end), first, last, when, shift)


def _words(scan: _Scan, first: int, last: int) -> str:
    return " ".join(token.text for token in scan.tokens[first:last])


# ---------------------------------------------------------------- absolute days


def _absolute(scan: _Scan, index: int, _: Sentence) -> DateMention | None:
    return _month_first(scan, index) or _day_first(scan, index)


def _month_first(scan: _Scan, index: int) -> DateMention | None:
    """Read "March 6", "Dec. 7th, 2016", "in May 2014"."""
    month = _month(scan, index)
    if not month:
        return None
    at = index + (2 if scan.lower(index + 1) == "." else 1)
    day = _DAY.match(scan.lower(at))
    if day and 1 <= int(day.group(1)) <= 31:  # noqa: PLR2004 - days of a month
        last, year = _year_after(scan, at + 1)
        return _day_mention(scan, index, last, (int(day.group(1)), month, year))
    last, year = _year_after(scan, at)
    if year is None and not _says_month(scan, index):
        return None
    return _mention(scan, index, last, _month_when(scan, index, last, month, year))


def _day_first(scan: _Scan, index: int) -> DateMention | None:
    """Read "3 March 2022", "the 7th of December", "5 Dec 88"."""
    day = _DAY.match(scan.lower(index))
    if not day or not 1 <= int(day.group(1)) <= 31:  # noqa: PLR2004 - days of a month
        return None
    at = index + 2 if scan.lower(index + 1) == "of" else index + 1
    month = _month(scan, at)
    if not month:
        return None
    at += 2 if scan.lower(at + 1) == "." and _YEAR.match(scan.lower(at + 2)) else 1
    last, year = _year_after(scan, at)
    return _day_mention(scan, index, last, (int(day.group(1)), month, year))


def _month(scan: _Scan, index: int) -> int | None:
    if not 0 <= index < scan.last or not scan.tokens[index].is_capital:
        return None
    return scan.words.months.get(scan.lower(index))


def _says_month(scan: _Scan, index: int) -> bool:
    """Tell whether a bare month stands behind words that go with months: "in May", not "May said"."""
    return scan.lower(index - 1) in {"in", "since", "last", "of", "early", "late", "mid", "during", "until", "this"}


def _year_after(scan: _Scan, at: int) -> tuple[int, int | None]:
    """Return the token behind an optional year, and the year."""
    year_at = at + 1 if scan.lower(at) == "," else at
    word = scan.lower(year_at)
    if _YEAR.match(word):
        return year_at + 1, int(word)
    if year_at == at and _SHORT_YEAR.match(word):
        century = 1900 if int(word) > 50 else 2000  # noqa: PLR2004 - wires of the last century write "88"
        return at + 1, century + int(word)
    return at, None


def _day_mention(scan: _Scan, first: int, last: int, parts: tuple[int, int, int | None]) -> DateMention:
    day, month, year = parts
    words = _words(scan, first, last)
    if year is None and scan.published is None:
        reason = f'"{words}" has no year and the article has no publication day'
        return _mention(scan, first, last, When(None, None, None, None, reason))
    try:
        found = date(year, month, day) if year else _nearest(scan.published, month, day)
    except ValueError:
        reason = f'"{words}" is not a day of the calendar'
        return _mention(scan, first, last, When(None, None, None, None, reason))
    when = When(found, found, DatePrec.DAY, DateBasis.STATED, f'stated: "{words}"')
    return _mention(scan, first, last, when)


def _nearest(published: date | None, month: int, day: int) -> date:
    """Return the latest such day up to a month after publication (plans are announced ahead)."""
    assert published is not None
    for year in (published.year + 1, published.year, published.year - 1):
        found = date(year, month, day)
        if found <= published + timedelta(days=31):
            return found
    return date(published.year, month, day)


def _month_when(scan: _Scan, first: int, last: int, month: int, year: int | None) -> When:
    words = _words(scan, first, last)
    if year is None:
        if scan.published is None:
            return When(None, None, None, None, f'"{words}" has no year and the article has no publication day')
        year = scan.published.year if month <= scan.published.month else scan.published.year - 1
    end = calendar.monthrange(year, month)[1]
    return When(date(year, month, 1), date(year, month, end), DatePrec.MONTH, DateBasis.STATED, f'stated: "{words}"')


def _year(scan: _Scan, index: int, _: Sentence) -> DateMention | None:
    word = scan.lower(index)
    iso = _ISO.match(word)
    if (
        iso
        or not _YEAR.match(word)
        or scan.lower(index - 1)
        not in {"in", "since", "of", "during", "until", "by", "from", "to", "between", "and", "early", "late", "mid"}
    ):
        return None
    year = int(word)
    when = When(date(year, 1, 1), date(year, 12, 31), DatePrec.YEAR, DateBasis.STATED, f'stated: "{word}"')
    return _mention(scan, index, index + 1, when)


# ---------------------------------------------------------------- relative days


def _weekday(scan: _Scan, index: int, sentence: Sentence) -> DateMention | None:
    number = scan.words.weekdays.get(scan.lower(index))
    if number is None or not scan.tokens[index].is_capital:
        return None
    first = index - 1 if scan.lower(index - 1) in {"last", "next", "this", "early", "late"} else index
    if scan.lower(index + 1) == ",":
        stated = _absolute(scan, index + 2, sentence)
        if stated:
            return _mention(scan, first, stated.last, stated.when)
    word = scan.tokens[index].text
    if scan.published is None:
        reason = f'"{word}" cannot be reckoned: the article has no publication day'
        return _mention(scan, first, index + 1, When(None, None, None, None, reason))
    back = (scan.published.weekday() - number) % 7
    found = scan.published - timedelta(days=back)
    if scan.lower(index - 1) in {"next", "coming"}:
        found += timedelta(days=7)
    when = _relative(found, f'"{word}" before publication on {scan.published.isoformat()}')
    return _mention(scan, first, index + 1, when)


_SHIFTS = {"today": 0, "yesterday": -1, "tomorrow": 1, "past_day": 0}
_FOCUS_SHIFTS = {"previous_day": -1, "next_day": 1, "same_day": 0}


def _phrase(scan: _Scan, index: int, _: Sentence) -> DateMention | None:
    matches = sorted(scan.words.phrases.starting_at(scan.tokens, index, scan.last), key=lambda m: -m.last)
    if not matches:
        return None
    last, kind = matches[0].last, matches[0].phrase.payload
    words = _words(scan, index, last)
    if kind in _FOCUS_SHIFTS:
        return _mention(scan, index, last, _UNKNOWN, _FOCUS_SHIFTS[kind])
    if scan.published is None:
        reason = f'"{words}" cannot be reckoned: the article has no publication day'
        return _mention(scan, index, last, When(None, None, None, None, reason))
    day = scan.published + timedelta(days=_SHIFTS[kind])
    reason = f'"{words}", published on {scan.published.isoformat()}'
    if kind == "past_day":
        start = day - timedelta(days=1)
        return _mention(scan, index, last, When(start, day, DatePrec.DAYS, DateBasis.RELATIVE, reason))
    return _mention(scan, index, last, _relative(day, reason))


def _relative(day: date, reason: str) -> When:
    return When(day, day, DatePrec.DAY, DateBasis.RELATIVE, reason)


def _ago(scan: _Scan, index: int, _: Sentence) -> DateMention | None:
    """Read "two days ago", "six weeks ago", "three days later" (from the day in focus)."""
    word = scan.lower(index)
    number = scan.words.numbers.get(word) or (int(word) if word.isdecimal() and len(word) < 4 else None)  # noqa: PLR2004
    unit = _UNITS.get(scan.lower(index + 1).removesuffix("s"))
    tail = scan.lower(index + 2)
    if not number or not unit or tail not in {"ago", "earlier", "later", "before", "after"}:
        return None
    words = _words(scan, index, index + 3)
    days = number * unit
    if tail != "ago":
        shift = days if tail in {"later", "after"} else -days
        return _mention(scan, index, index + 3, _UNKNOWN, shift) if unit == 1 else None
    if scan.published is None:
        return _mention(scan, index, index + 3, When(None, None, None, None, f'"{words}" without a publication day'))
    day = scan.published - timedelta(days=days)
    if unit == 1:
        return _mention(scan, index, index + 3, _relative(day, f'"{words}", published on {scan.published}'))
    slack, prec = {7: (3, DatePrec.WEEK), 30: (15, DatePrec.MONTH)}.get(unit, (182, DatePrec.YEAR))
    start, end = day - timedelta(days=slack), day + timedelta(days=slack)
    return _mention(scan, index, index + 3, When(start, end, prec, DateBasis.RELATIVE, f'"{words}"'))


def _period(scan: _Scan, index: int, _: Sentence) -> DateMention | None:
    """Read "last week", "earlier this month", "this year", "the preceding weekend"."""
    which, unit = scan.lower(index), scan.lower(index + 1)
    if which not in {"last", "this", "past", "previous", "preceding"}:
        return None
    if unit not in {"week", "weekend", "month", "year"}:
        return None
    words = _words(scan, index, index + 2)
    if scan.published is None:
        return _mention(scan, index, index + 2, When(None, None, None, None, f'"{words}" without a publication day'))
    start, end, prec = _bounds(scan.published, unit, this=which == "this")
    reason = f'"{words}", published on {scan.published.isoformat()}'
    return _mention(scan, index, index + 2, When(start, end, prec, DateBasis.RELATIVE, reason))


def _bounds(published: date, unit: str, *, this: bool) -> tuple[date, date, DatePrec]:
    monday = published - timedelta(days=published.weekday())
    if unit == "week":
        return (
            (monday, published, DatePrec.WEEK)
            if this
            else (monday - timedelta(days=7), monday - timedelta(days=1), DatePrec.WEEK)
        )
    if unit == "weekend":
        saturday = monday - timedelta(days=2)
        return saturday, saturday + timedelta(days=1), DatePrec.DAYS
    if unit == "month":
        first = published.replace(day=1)
        before = first - timedelta(days=1)
        return (first, published, DatePrec.MONTH) if this else (before.replace(day=1), before, DatePrec.MONTH)
    first = published.replace(month=1, day=1)
    before = first - timedelta(days=1)
    return (first, published, DatePrec.YEAR) if this else (date(before.year, 1, 1), before, DatePrec.YEAR)

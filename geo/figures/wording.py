"""Words in a figure: those of articles are hostile, and the font has not every letter."""

from __future__ import annotations

import unicodedata
from datetime import date
from functools import cache

from matplotlib import font_manager
from matplotlib.ft2font import FT2Font

FONT = "DejaVu Sans"
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_MISSING = "\N{REPLACEMENT CHARACTER}"


def plain(text: str, most: int) -> str:
    r"""Return the text on one line, without what steers or reorders, in letters that the font has, cut to `most`.

    >>> plain("a\x1b[2J\nb" + "c" * 99, 8)
    'a [2J b…'
    """
    kept = "".join(" " if unicodedata.category(char) in _UNSEEN else char for char in text)
    line = " ".join(kept.split())
    if len(line) > most:
        line = line[: most - 1].rstrip() + "…"
    return "".join(char if ord(char) in _letters() else _MISSING for char in line)


@cache
def _letters() -> frozenset[int]:
    return frozenset(FT2Font(font_manager.findfont(FONT, fallback_to_default=False)).get_charmap())


def day_in_words(day: date) -> str:
    """Return a day as the page writes it.

    >>> day_in_words(date(2031, 5, 6))
    '6 May 2031'
    """
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def days_in_words(first: date, last: date) -> str:
    """Return a span of days as the page writes it.

    >>> days_in_words(date(2031, 5, 6), date(2031, 5, 8)), days_in_words(date(2031, 5, 6), date(2031, 5, 6))
    ('6 – 8 May 2031', '6 May 2031')
    """
    if first == last:
        return day_in_words(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} – {day_in_words(last)}"
    if first.year == last.year:
        return f"{first.day} {_MONTHS[first.month - 1]} – {day_in_words(last)}"
    return f"{day_in_words(first)} – {day_in_words(last)}"


def abridged(words: str) -> str:
    """Return words with months of three letters.

    >>> abridged("30 September – 6 October 2031")
    '30 Sep – 6 Oct 2031'
    """
    for month in _MONTHS:
        words = words.replace(month, month[:3])
    return words


def counted(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> counted(1, "claim"), counted(2000, "claim")
    ('1 claim', '2,000 claims')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


# Not strftime's: those hang on the machine's language.
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

"""Days and numbers as the page writes them, for figures and reports alike."""

from __future__ import annotations

from datetime import date


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

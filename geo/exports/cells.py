"""How a value stands in a cell of a table."""

from __future__ import annotations

import re
from datetime import date
from enum import Enum

# What spreadsheets take for the beginning of a formula, also behind blanks and in full width.
_FORMULA = re.compile("[\t\r]|[\\s\ufeff\u200b]*[=+\\-@\uff1d\uff0b\uff0d\uff20]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_DECIMALS = 5  # of a degree: about a metre


def encodable(text: str) -> str:
    """Return the text with U+FFFD for lone surrogates, which no file in UTF-8 can hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _LONE_SURROGATE.sub("\ufffd", text)
    return text


def defused(text: str) -> str:
    """Return the text with an apostrophe before what a spreadsheet would take for a formula.

    >>> defused("=1+1")
    "'=1+1"
    """
    return f"'{text}" if text and not text[0].isalnum() and _FORMULA.match(text) else text


def cell(value: object) -> str:
    """Return the cell of a value: days ISO 8601, degrees with up to 5 decimals, empty for None.

    >>> [cell(value) for value in (None, True, 2.5, date(2031, 5, 6), "-x")]
    ['', 'true', '2.5', '2031-05-06', "'-x"]
    """
    if value is None:
        return ""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, str):
        return encodable(defused(value))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        written = f"{value:.{_DECIMALS}f}".rstrip("0").rstrip(".")
        return "0" if written == "-0" else written
    return value.isoformat() if isinstance(value, date) else str(value)

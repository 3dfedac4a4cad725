"""A document between what it says and how it is written: blocks of runs. Only here do words of articles become text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

MOST_LETTERS = 700  # of one text of an article; a sentence hardly ever has more
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_JOINERS = "\u200c\u200d"  # part of the spelling in Persian and of the languages of India
_MOST_MARKS = 8  # upon one letter: no script needs as many, and more of them cover the lines above
_UNTOLD = "\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{WORD JOINER}\ufeff"
_OF_ADDRESSES = ":/?#[]@!$&'()*+,;=%~"


@dataclass(frozen=True, slots=True)
class Text:
    """Our own words, or those of an article; plain or strong. Both are escaped all the same."""

    words: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address that `address` has given."""

    words: str
    url: str


Run = Text | Link
Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; 1 is the title."""

    level: int
    words: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class Image:
    """A picture in a file beside the document."""

    name: str
    alt: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list; each item has lines of runs."""

    items: tuple[tuple[Runs, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; all rows are as long as the head."""

    head: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]


Block = Heading | Paragraph | Image | Items | Table


def told(text: str, most: int = MOST_LETTERS) -> str:
    r"""Return the text of an article on one line, without what steers or reorders, and cut, which is told.

    >>> told("a\x1b[2J\nb\u202e  c")
    'a\ufffd[2J b\ufffd c'
    >>> told("x" * 12, 10)
    'xxxxxxxxxx… (2 letters more)'
    """
    line = " ".join(text.split())
    seen = "".join(map(_seen, _unpiled(line)))
    if len(seen) <= most:
        return seen
    return f"{seen[:most].rstrip()}… ({len(seen) - most:,} letters more)"


def _unpiled(line: str) -> Iterator[str]:
    """Yield the letters, each with as many of the marks upon it as a reader can tell apart."""
    marks = 0
    for char in line:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= _MOST_MARKS:
            yield char


def _seen(char: str) -> str:
    if char in _UNTOLD:
        return ""
    return "\N{REPLACEMENT CHARACTER}" if unicodedata.category(char) in _UNSEEN and char not in _JOINERS else char


def address(url: str) -> str:
    """Return the address as it may stand in a link, empty where it is none of http or https.

    >>> address("https://news.example/a b"), address("javascript:alert(1)")
    ('https://news.example/a%20b', '')
    """
    try:
        parts = urlsplit(url)
        fit = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return ""
    return quote(url.encode("utf-8", "replace"), safe=_OF_ADDRESSES) if fit else ""

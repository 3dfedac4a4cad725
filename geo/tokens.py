"""Text to tokens: words, numbers and punctuation with their offsets."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# Letters, accents written behind them, soft hyphens; possessive, for no shorter word would do.
_WORD = r"[^\W\d_]++(?:[\u0300-\u036f\u00ad]++[^\W\d_]*+)*+"
_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}"  # U.S., a.m.
    r"|\d{4}-\d{2}-\d{2}(?!\d)"
    r"|\d+(?:[.,:]\d+)*(?:st|nd|rd|th)?"
    rf"|{_WORD}(?:['’ʼ`]{_WORD})*"
    r"|(?<=[\w.])['’ʼ`][sS]\b"  # of "1990's" and "U.S.'s"
    r"|--+"
    r"|[^\w\s]"
)
_POSSESSIVE = re.compile(r"['’ʼ`][sS]$")
_HYPHENS = frozenset("-\u2010\u2011")
_APOSTROPHES = str.maketrans("’ʼ`", "'''")


class Token(NamedTuple):
    """A word, number or mark; `lower` is composed (NFC) and has straight apostrophes. Offsets count characters."""

    start: int
    end: int
    text: str
    lower: str
    is_word: bool  # a word or a number
    is_capital: bool  # begins with a capital letter


class _Form(NamedTuple):
    """What a token is wherever its chunk stands: its place in it, [start, end), and the other fields of a Token."""

    start: int
    end: int
    text: str
    lower: str
    is_word: bool
    is_capital: bool


def tokenize(text: str) -> tuple[Token, ...]:
    """Split `text` into tokens; a possessive 's is a token of its own, a hyphen inside a compound is none.

    A day written 2022-03-05 is one token.

    >>> [t.text for t in tokenize("Kyiv's pro-Russian mayor, 3.5 km off.")]
    ['Kyiv', "'s", 'pro', 'Russian', 'mayor', ',', '3.5', 'km', 'off', '.']
    """
    tokens: list[Token] = []
    append, new = tokens.append, tuple.__new__  # a token in half a microsecond: named arguments would take most of it
    at = 0
    for chunk in text.split(" "):  # no token reaches over a space, nor depends on what stands behind one
        for start, end, word, lower, is_word, is_capital in (
            _forms(chunk) if len(chunk) <= _LONGEST_KEPT else _forms_of(chunk)
        ):
            append(new(Token, (at + start, at + end, word, lower, is_word, is_capital)))
        at += len(chunk) + 1
    return tuple(tokens)


def _forms_of(chunk: str) -> tuple[_Form, ...]:
    """Return the tokens of a chunk that stands between spaces."""
    forms: list[_Form] = []
    for match in _TOKEN.finditer(chunk):
        (start, end), word = match.span(), match.group()
        if word in _HYPHENS and start > 0 and end < len(chunk) and chunk[start - 1].isalnum() and chunk[end].isalnum():
            continue
        tail = _POSSESSIVE.search(word)
        stem = word[: tail.start()] if tail else word
        cut = start + len(stem)
        if stem:
            first = stem[0]
            forms.append(_Form(start, cut, stem, _lower(stem), first.isalnum(), first.isupper()))
        if cut < end:
            forms.append(_Form(cut, end, word[len(stem) :], "'s", is_word=False, is_capital=False))
    return tuple(forms)


_LONGEST_COMPOSED = 500  # characters: to put accents in order takes the square of how many stand in a row
_LONGEST_KEPT = 40  # characters: no hostile chunk fills the memory
_forms = lru_cache(maxsize=1 << 16)(_forms_of)  # news are written with few words


def _lower(word: str) -> str:
    if word.isascii():
        return word.lower().replace("`", "'")
    shown = word.replace("\u00ad", "")
    composed = unicodedata.normalize("NFC", shown) if len(shown) <= _LONGEST_COMPOSED else shown
    return composed.lower().translate(_APOSTROPHES)

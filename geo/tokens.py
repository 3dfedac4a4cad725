"""Text to tokens: words, numbers and punctuation with their offsets."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# Letters, accents written behind them, soft hyphens; possessive, for no shorter word would do.
_WORD = r"[^\W\d_]++(?:[\u0300-\u036f\u00ad]++[^\W\d_]*+)*+"
# One group around it all: `split` then gives gaps and tokens in turn, several times as fast as matches.
_TOKEN = re.compile(
    r"((?:[A-Za-z]\.){2,}"  # U.S., a.m.
    r"|\d{4}-\d{2}-\d{2}(?!\d)"
    r"|\d+(?:[.,:]\d+)*(?:st|nd|rd|th)?"
    rf"|{_WORD}(?:['’ʼ`]{_WORD})*"
    r"|(?<=[\w.])['’ʼ`][sS]\b"  # of "1990's" and "U.S.'s"
    r"|--+"
    r"|[^\w\s])"
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
    """What a token is whatever stands around it; `stem` is its length without a possessive 's."""

    lower: str
    is_word: bool
    is_capital: bool
    stem: int


def tokenize(text: str) -> tuple[Token, ...]:
    """Split `text` into tokens; a possessive 's is a token of its own, a hyphen inside a compound is none.

    A day written 2022-03-05 is one token.

    >>> [t.text for t in tokenize("Kyiv's pro-Russian mayor, 3.5 km off.")]
    ['Kyiv', "'s", 'pro', 'Russian', 'mayor', ',', '3.5', 'km', 'off', '.']
    """
    tokens: list[Token] = []
    append, new = tokens.append, tuple.__new__  # a token a microsecond: named arguments would take a third of it
    pieces = _TOKEN.split(text)
    end = 0
    for gap, word in zip(pieces[::2], pieces[1::2], strict=False):  # behind the last token stands one more gap
        start = end + len(gap)
        end = start + len(word)
        if word in _HYPHENS and start > 0 and end < len(text) and text[start - 1].isalnum() and text[end].isalnum():
            continue
        lower, is_word, is_capital, stem = _form(word) if end - start <= _LONGEST_KEPT else _form_of(word)
        cut = start + stem
        if cut == end:
            append(new(Token, (start, end, word, lower, is_word, is_capital)))
            continue
        if stem:
            append(new(Token, (start, cut, word[:stem], lower, is_word, is_capital)))
        append(new(Token, (cut, end, word[stem:], "'s", False, False)))
    return tuple(tokens)


def _form_of(word: str) -> _Form:
    tail = _POSSESSIVE.search(word)
    stem = word[: tail.start()] if tail else word
    first = stem[:1]
    return _Form(_lower(stem), first.isalnum(), first.isupper(), len(stem))


_LONGEST_KEPT = 40  # characters: no hostile word fills the memory
_form = lru_cache(maxsize=1 << 16)(_form_of)  # news are written with few words


def _lower(word: str) -> str:
    if word.isascii():
        return word.lower().replace("`", "'")
    return unicodedata.normalize("NFC", word.replace("\u00ad", "")).lower().translate(_APOSTROPHES)

"""Text to tokens: words, numbers and punctuation with their offsets."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_WORD = r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u00ad])*"  # letters, accents written behind them, soft hyphens
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

    @property
    def is_word(self) -> bool:
        """Whether the token is a word or a number."""
        return self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        """Whether the token begins with a capital letter."""
        return self.text[0].isupper()


def tokenize(text: str) -> tuple[Token, ...]:
    """Split `text` into tokens; a possessive 's is a token of its own, a hyphen inside a compound is none.

    A day written 2022-03-05 is one token.

    >>> [t.text for t in tokenize("Kyiv's pro-Russian mayor, 3.5 km off.")]
    ['Kyiv', "'s", 'pro', 'Russian', 'mayor', ',', '3.5', 'km', 'off', '.']
    """
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        word, start, end = match.group(), match.start(), match.end()
        if word in _HYPHENS and start > 0 and end < len(text) and text[start - 1].isalnum() and text[end].isalnum():
            continue
        tail = _POSSESSIVE.search(word)
        cut = start + tail.start() if tail else end
        if cut > start:
            tokens.append(Token(start, cut, text[start:cut], _lower(text[start:cut])))
        if tail:
            tokens.append(Token(cut, end, text[cut:end], "'s"))
    return tuple(tokens)


def _lower(word: str) -> str:
    if word.isascii():
        return word.lower().replace("`", "'")
    return unicodedata.normalize("NFC", word.replace("\u00ad", "")).lower().translate(_APOSTROPHES)

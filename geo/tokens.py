"""Text to tokens: words, numbers and punctuation with their offsets."""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}"  # U.S., a.m.
    r"|\d+(?:[.,:]\d+)*(?:st|nd|rd|th)?"
    r"|[^\W\d_]+(?:['’ʼ`][^\W\d_]+)*"
    r"|--+"
    r"|[^\w\s]"
)
_POSSESSIVE = re.compile(r"['’ʼ`][sS]$")
_HYPHENS = frozenset("-\u2010\u2011")
_APOSTROPHES = str.maketrans("’ʼ`", "'''")


class Token(NamedTuple):
    """A word, number or mark; `lower` has straight apostrophes. Offsets count characters."""

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

    >>> [t.text for t in tokenize("Kyiv's pro-Russian mayor, 3.5 km off.")]
    ['Kyiv', "'s", 'pro', 'Russian', 'mayor', ',', '3.5', 'km', 'off', '.']
    """
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        word, start, end = match.group(), match.start(), match.end()
        if word in _HYPHENS and start > 0 and end < len(text) and text[start - 1].isalnum() and text[end].isalnum():
            continue
        tail = _POSSESSIVE.search(word)
        if tail:
            cut = start + tail.start()
            tokens.append(Token(start, cut, text[start:cut], text[start:cut].lower().translate(_APOSTROPHES)))
            tokens.append(Token(cut, end, text[cut:end], "'s"))
        else:
            tokens.append(Token(start, end, word, word.lower().translate(_APOSTROPHES)))
    return tuple(tokens)

"""Running text as numbers of words: what gzip then leaves of it is a third less than of the text itself.

A text is split at its blanks. A word of the vocabulary is one byte (the most used ones) or two, with the blank before
it; other characters stand as they are. The page's prose.js reads it back.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

END = b"\0"
_CAPITAL, _RAW, _NUL, QUOTED, SLUG, _JOINED = (bytes([code]) for code in range(1, 7))
_SHORT = 64  # words of one byte, from 0x80; those of two bytes begin at the codes behind them
_FIRST, _SECOND = 128, 255  # the second byte is never 0, so that a text ends at the first 0
MOST_WORDS = _SHORT + (_FIRST - _SHORT) * _SECOND
_LEAST_USES = 3
_KEPT_CHUNKS = 200_000  # what was coded is kept to be looked up, up to so many distinct chunks
_MOST_SLICED = 254
_LEAST_SLUG = 2  # words of the title: one may stand in a URL by chance
_WORTH_JOINING = 3  # letters: a shorter word behind a hyphen is shorter as it stands

_LETTERS = re.compile(r"([A-Za-z]+)")
_SLUG_WORDS = re.compile("[A-Za-z0-9]+")
_UNSAFE = re.compile("[\x01-\x06\x80-\U0010ffff]{1,60}")  # 60 characters have 240 bytes at most: one byte tells it
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def vocabulary(texts: Iterable[str]) -> list[str]:
    """Return the words that texts use most, in lower case, the most used first."""
    uses: Counter[str] = Counter()
    for text in texts:
        uses.update(_LETTERS.findall(text.lower()))
    known = [word for word, count in uses.items() if count >= _LEAST_USES]
    return sorted(known, key=lambda word: (-uses[word], word))[:MOST_WORDS]


class Prose:
    """Codes texts with the words of a vocabulary."""

    def __init__(self, words: Sequence[str]) -> None:
        self._chunks = _Chunks(words)

    def coded(self, text: str) -> bytes:
        """Return a text's bytes; none of them is END."""
        return b"".join(map(self._chunks.__getitem__, text.split(" "))) if text else b""

    def joined(self, texts: Iterable[str]) -> bytes:
        """Return texts one after another, each with END behind it."""
        self._chunks.forget()
        coded = self._chunks.__getitem__
        return b"".join([b"".join(map(coded, text.split(" "))) + END for text in texts])

    def from_quotes(self, texts: Sequence[str], quotes: Sequence[str]) -> bytes:
        """Return texts as `joined` does, those that are words of their quotes as where they stand in these."""
        whole = "".join(quotes)
        if len(whole.encode("utf-16-le", "surrogatepass")) > len(whole) * 2:  # the page counts some characters as two
            return self.joined(texts)
        return b"".join(
            [(_slice(text, quote) or self.coded(text)) + END for text, quote in zip(texts, quotes, strict=True)]
        )

    def from_titles(self, urls: Iterable[str], titles: Iterable[str]) -> bytes:
        """Return URLs as `joined` does, with the words of the article's title left out where one spells them again."""
        return b"".join([self._url(url, title) + END for url, title in zip(urls, titles, strict=True)])

    def _url(self, url: str, title: str) -> bytes:
        slug = "-".join(_SLUG_WORDS.findall(title)[:_MOST_SLICED]).lower()
        at = url.find("-".join(slug.split("-", _LEAST_SLUG)[:_LEAST_SLUG])) if "-" in slug else -1
        if at < 0:
            return self.coded(url)
        while not url.startswith(slug, at):
            slug = slug[: slug.rindex("-")]
        count = bytes([slug.count("-") + 1])
        return b" " + _plain(url[:at]) + SLUG + count + _plain(url[at + len(slug) :])


def _slice(text: str, quote: str) -> bytes | None:
    """Return where a text stands in a quote, None where it does not or stands far in."""
    at = quote.find(text) if text else -1
    if not 0 <= at < _MOST_SLICED or len(text) > _MOST_SLICED:
        return None
    return QUOTED + bytes((at + 1, len(text)))


class _Chunks(dict[str, bytes]):
    """What stands between blanks → its bytes, with the blank before it."""

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__()
        self._codes = {word: _code(number) for number, word in enumerate(words)}

    def forget(self) -> None:
        if len(self) > _KEPT_CHUNKS:
            self.clear()

    def __missing__(self, chunk: str) -> bytes:
        parts = _LETTERS.split(chunk)
        first = self._word(parts[1]) if len(parts) > 1 and not parts[0] else None
        coded = [first or b" " + _plain(parts[0] + "".join(parts[1:2]))]
        for part in parts[2:]:
            word = self._word(part) if part.isalpha() and len(part) >= _WORTH_JOINING else None
            coded.append(_JOINED + word if word else _plain(part))
        self[chunk] = result = b"".join(coded)
        return result

    def _word(self, word: str) -> bytes | None:
        code = self._codes.get(word.lower())
        if code is None or word.islower():
            return code
        return _CAPITAL + code if word[1:].islower() or len(word) == 1 else None


def _code(number: int) -> bytes:
    if number < _SHORT:
        return bytes([_FIRST + number])
    first, second = divmod(number - _SHORT, _SECOND)
    return bytes([_FIRST + _SHORT + first, second + 1])


def _plain(text: str) -> bytes:
    if text.isascii() and text.isprintable():
        return text.encode()
    whole = _LONE_SURROGATE.sub("\ufffd", text)
    # Each run of what would be taken for a code: how many bytes it has, and these.
    parts = re.split(f"({_UNSAFE.pattern})", whole)
    coded = [_raw(part.encode()) if number % 2 else part.encode() for number, part in enumerate(parts)]
    return b"".join(coded).replace(END, _NUL)


def _raw(run: bytes) -> bytes:
    return _RAW + bytes([len(run)]) + run

"""Bytes of a file → text.

Encodings: UTF-8 with or without a byte order mark; UTF-16 and UTF-32 with one. Other bytes are read as Windows-1252
when that is plausible, and single broken bytes in UTF-8 are replaced; both leave a warning on the article. What is
neither is set aside.
"""

from __future__ import annotations

import codecs
import io
import re

LONGEST = 16 * 2**20  # characters of one article; more is not an article
HEAD = 8192  # bytes by which a file is told

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BROKEN = re.compile("[\udc80-\udcff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_WIDE = re.compile("[\u0080-\ud7ff\ue000-\U0010ffff]")
_MOST_BROKEN = 0.3  # Western text has some accents; more broken bytes than this is another script or no text


class UnreadableError(Exception):
    """A file or a part of it that cannot be read; the message says why."""


def decoded(stream: io.BufferedReader, newline: str | None = None) -> io.TextIOWrapper:
    """Open the bytes as text, all line ends as a line feed unless told otherwise; what is no UTF-8 becomes surrogates.

    Raises UnreadableError for what is no text.
    """
    head = stream.peek(HEAD)[:HEAD]
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline=newline)
    if b"\0" in head:
        message = "the file is binary, not text"
        raise UnreadableError(message)
    return io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline=newline)


def is_plain(head: bytes) -> bool:
    """Tell whether a file that begins so is text of single bytes or UTF-8, in which a line feed is one byte."""
    return not any(head.startswith(mark) for mark, _ in _MARKS) and b"\0" not in head


def repaired(text: str) -> tuple[str, tuple[str, ...]]:
    """Make sense of bytes that were no UTF-8: Windows-1252 where plausible, else single replaced characters.

    Return the text and what there is to warn of. Raises UnreadableError for what is no text.
    """
    broken = len(_BROKEN.findall(text))
    if not broken:
        return text, ()
    if broken > _MOST_BROKEN * len(text) or _CONTROL.search(text):
        message = "neither UTF-8 nor Windows-1252 text"
        raise UnreadableError(message)
    if not _WIDE.search(text):
        try:
            raw = text.encode("utf-8", "surrogateescape")
            return raw.decode("cp1252"), ("not UTF-8; read as Windows-1252",)
        except UnicodeDecodeError:
            pass  # one of the five bytes that Windows-1252 leaves undefined
    return _BROKEN.sub("\N{REPLACEMENT CHARACTER}", text), (f"{broken} bytes are no UTF-8; replaced",)

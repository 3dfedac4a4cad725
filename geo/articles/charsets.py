"""Bytes of a page or feed → text, whatever charset they are said to be in.

A byte order mark decides, then whether the bytes are UTF-8 as they stand, which no other text is by chance, then what
the server says, then what the page itself says; a wrong charset leaves a warning. Names of charsets mean what browsers
take them for: "latin1" is Windows-1252.
"""

from __future__ import annotations

import codecs
import re

from geo.articles.decoding import repaired

_HEAD = 2048  # bytes that a page has to say its charset in, as browsers have it
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAID = re.compile(
    rb"""(?:<meta[^>]*?charset\s*=\s*["']?|<\?xml[^>]*?encoding\s*=\s*["'])\s*([\w.:-]{1,40})""", re.IGNORECASE
)
# Python's names of the charsets that browsers read; others, such as UTF-7, are not, since text can hide in them.
_OTHERWISE = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
}
_AS_NAMED = {
    *("utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "big5", "big5hkscs", "euc_jp", "iso2022_jp"),
    *("koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "cp866", "cp874", "cp932", "cp949"),
    *(f"cp{number}" for number in range(1250, 1259)),
    *(f"iso8859-{number}" for number in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
}
_NOT_BY_CHANCE = {"utf-8", "iso2022_jp", "utf-16", "utf-16-le", "utf-16-be"}  # UTF-8 bytes may be in these


def page_text(body: bytes, charset: str = "") -> tuple[str, tuple[str, ...]]:
    """Return the text of a page or feed and what there is to warn of; `charset` is what the server said.

    Raises UnreadableError for what is no text.
    """
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body[len(mark) if encoding == "utf-8" else 0 :].decode(encoding, "replace"), ()
    said = [name for name in (_known(charset), _known(_said_within(body))) if name]
    if (not said or said[0] not in _NOT_BY_CHANCE - {"utf-8"}) and (text := _strictly(body, "utf-8")) is not None:
        told = f"said to be {said[0]}, but is UTF-8" if said and said[0] != "utf-8" and not body.isascii() else ""
        return text, (told,) if told else ()
    for name in said:
        if name != "utf-8" and (text := _strictly(body, name)) is not None:
            return text, (f"said to be {said[0]}, read as {name}",) if name != said[0] else ()
    if said and said[0] != "utf-8":
        return body.decode(said[0], "replace"), (f"bytes are no {said[0]}, as which it is sent; replaced",)
    return repaired(body.decode("utf-8", "surrogateescape"))


def _strictly(body: bytes, encoding: str) -> str | None:
    try:
        return body.decode(encoding)
    except UnicodeError:
        return None


def _said_within(body: bytes) -> str:
    said = _SAID.search(body[:_HEAD])
    return said.group(1).decode("ascii", "replace") if said else ""


def _known(name: str) -> str:
    """Return Python's name of a charset that browsers read, empty for others."""
    try:
        found = codecs.lookup(name.strip()).name if name.strip() else ""
    except (LookupError, ValueError):
        return ""
    return _OTHERWISE.get(found, found if found in _AS_NAMED else "")

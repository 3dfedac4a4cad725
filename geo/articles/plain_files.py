"""`.txt` and `.jsonl` → articles. `.jsonl` is streamed, so its size does not matter."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from geo.articles import records
from geo.articles.decoding import LONGEST, UnreadableError, decoded, repaired
from geo.model import Article, SetAside

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


def json_lines(stream: io.BufferedReader, origin: str) -> Iterator[Article | SetAside]:
    """Yield the article of each line that is not empty."""
    found = False
    try:
        with decoded(stream) as text:
            for number, line in enumerate(_lines(text), start=1):
                if line.strip("\ufeff \t\n"):
                    found = True
                    yield _json_article(line, f"{origin}:{number}")
    except UnreadableError as error:
        yield SetAside(origin, str(error))
        return
    if not found:
        yield SetAside(origin, "the file is empty")


def json_lines_within(
    stream: io.BufferedReader, origin: str, start: int, end: int, first: int
) -> Iterator[Article | SetAside]:
    """Do the same for whole lines of a file, its bytes from `start` to `end`, the first of which has this number."""
    stream.seek(start)
    stretch = io.BufferedReader(_Stretch(stream, end - start))
    encoding = "utf-8" if start else "utf-8-sig"  # only what a file begins with is a byte order mark
    with io.TextIOWrapper(stretch, encoding=encoding, errors="surrogateescape") as text:
        for number, line in enumerate(_lines(text), start=first):
            if line.strip("\ufeff \t\n"):
                yield _json_article(line, f"{origin}:{number}")


class _Stretch(io.RawIOBase):
    """The next bytes of a stream, as if they were all."""

    def __init__(self, stream: io.BufferedReader, left: int) -> None:
        self._stream = stream
        self._left = left

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        count = self._stream.readinto(view[: min(len(view), self._left)])
        self._left -= count
        return count


def text_article(stream: io.BufferedReader, article_id: str, origin: str) -> Article | SetAside:
    """Return the one article of a text."""
    try:
        with decoded(stream) as opened:
            raw = opened.read(LONGEST + 1)
        if len(raw) > LONGEST:
            return SetAside(origin, f"the file is longer than {LONGEST} characters")
        text, warnings = repaired(raw)
    except UnreadableError as error:
        return SetAside(origin, str(error))
    if "\0" in text:
        return SetAside(origin, "the file is binary, not text")
    return records.from_text(text, article_id, origin, warnings)


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """Yield the lines; of one that is too long only its beginning, one character longer than allowed."""
    while line := text.readline(LONGEST + 1):
        yield line
        while len(line) > LONGEST and not line.endswith("\n"):
            line = text.readline(LONGEST + 1) or "\n"


def _json_article(line: str, origin: str) -> Article | SetAside:
    if len(line) > LONGEST:
        return SetAside(origin, f"the line is longer than {LONGEST} characters")
    try:
        text, warnings = repaired(line.rstrip("\n"))
    except UnreadableError as error:
        return SetAside(origin, str(error))
    return records.from_json(text, origin, warnings)

"""Files, folders and standard input → records, decoded.

Encodings: UTF-8 with or without a byte order mark; UTF-16 and UTF-32 with one. Other bytes are read as Windows-1252
when that is plausible, and single broken bytes in UTF-8 are replaced; both leave a warning on the article. What is
neither is set aside. `.jsonl` is streamed, so its size does not matter; one article may have 16 Mi characters.
"""

from __future__ import annotations

import codecs
import io
import logging
import re
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from geo.articles import records
from geo.model import Article, SetAside

LONGEST = 16 * 2**20  # characters of one article; more is not an article
STDIN = "-"
_STDIN_FD = 0
SUFFIXES = (".txt", ".jsonl")

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HEAD = 8192
_BROKEN = re.compile("[\udc80-\udcff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_WIDE = re.compile("[\u0080-\ud7ff\ue000-\U0010ffff]")
_MOST_BROKEN = 0.3  # Western text has some accents; more broken bytes than this is another script or no text

_log = logging.getLogger(__name__)


class _UnreadableError(Exception):
    """A file or line that is no text; the message says why."""


def read(sources: str | Path | Sequence[str | Path]) -> Iterator[Article | SetAside]:
    """Yield every record of the sources, in order: an Article, or a SetAside that names file, line and reason.

    A source is a `.txt` file (title, YYYYMMDD and URL on a line each, then the text), a `.jsonl` file (objects with id,
    title, date, url, text, optionally source), a folder of these (searched through in order of names; hidden files and
    other kinds of file are passed over), or `-` for standard input in either form. Nothing is raised for bad input.
    """
    for source in [sources] if isinstance(sources, str | Path) else sources:
        if source == STDIN:
            yield from _standard_input()
        else:
            yield from _named(Path(source))


def _named(path: Path) -> Iterator[Article | SetAside]:
    try:
        is_folder = stat.S_ISDIR(path.stat().st_mode)
    except (OSError, ValueError) as error:
        yield SetAside(_shown(path), _why(error))
        return
    if is_folder:
        yield from _folder(path)
    elif path.suffix.lower() in SUFFIXES:
        yield from _file(path)
    else:
        yield SetAside(_shown(path), f"{path.suffix or 'a name without a suffix'} is not read; expected .txt or .jsonl")


def _folder(top: Path) -> Iterator[Article | SetAside]:
    visited: set[tuple[int, int]] = set()  # symbolic links may lead back to where we were
    waiting = [top]
    while waiting:
        path = waiting.pop()
        try:
            status = path.stat()
            if stat.S_ISDIR(status.st_mode):
                place = (status.st_dev, status.st_ino)
                if place not in visited:
                    visited.add(place)
                    inside = [child for child in path.iterdir() if not child.name.startswith(".")]
                    waiting.extend(sorted(inside, key=lambda child: child.name, reverse=True))
                continue
        except OSError as error:
            yield SetAside(_shown(path), _why(error))
            continue
        if path.suffix.lower() in SUFFIXES and stat.S_ISREG(status.st_mode):
            yield from _file(path)
        else:
            _log.debug("passed over %s: not a .txt or .jsonl file", _shown(path))


def _file(path: Path) -> Iterator[Article | SetAside]:
    origin = _shown(path)
    try:
        with path.open("rb") as stream:
            if path.suffix.lower() == ".jsonl":
                yield from _json_lines(stream, origin)
            else:
                yield _text_article(stream, _plain(path.stem), origin)
    except OSError as error:
        yield SetAside(origin, _why(error))


def _standard_input() -> Iterator[Article | SetAside]:
    origin = "<stdin>"
    try:
        with open(_STDIN_FD, "rb", closefd=False) as stream:
            first = stream.peek(_HEAD)[:_HEAD].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:1]
            if first in {b"{", b"["}:
                yield from _json_lines(stream, origin)
            else:
                yield _text_article(stream, "", origin)
    except OSError as error:
        yield SetAside(origin, _why(error))


def _json_lines(stream: io.BufferedReader, origin: str) -> Iterator[Article | SetAside]:
    found = False
    try:
        with _decoded(stream) as decoded:
            for number, line in enumerate(_lines(decoded), start=1):
                if line.strip("\ufeff \t\n"):
                    found = True
                    yield _json_article(line, f"{origin}:{number}")
    except _UnreadableError as error:
        yield SetAside(origin, str(error))
        return
    if not found:
        yield SetAside(origin, "the file is empty")


def _lines(decoded: io.TextIOWrapper) -> Iterator[str]:
    """Yield the lines; of one that is too long only its beginning, one character longer than allowed."""
    while line := decoded.readline(LONGEST + 1):
        yield line
        while len(line) > LONGEST and not line.endswith("\n"):
            line = decoded.readline(LONGEST + 1) or "\n"


def _json_article(line: str, origin: str) -> Article | SetAside:
    if len(line) > LONGEST:
        return SetAside(origin, f"the line is longer than {LONGEST} characters")
    try:
        text, warnings = _repaired(line.rstrip("\n"))
    except _UnreadableError as error:
        return SetAside(origin, str(error))
    return records.from_json(text, origin, warnings)


def _text_article(stream: io.BufferedReader, article_id: str, origin: str) -> Article | SetAside:
    try:
        with _decoded(stream) as decoded:
            raw = decoded.read(LONGEST + 1)
        if len(raw) > LONGEST:
            return SetAside(origin, f"the file is longer than {LONGEST} characters")
        text, warnings = _repaired(raw)
    except _UnreadableError as error:
        return SetAside(origin, str(error))
    if "\0" in text:
        return SetAside(origin, "the file is binary, not text")
    return records.from_text(text, article_id, origin, warnings)


def _decoded(stream: io.BufferedReader) -> io.TextIOWrapper:
    """Open the bytes as text with all line ends read as a line feed; bytes that are no UTF-8 become surrogates."""
    head = stream.peek(_HEAD)[:_HEAD]
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline=None)
    if b"\0" in head:
        message = "the file is binary, not text"
        raise _UnreadableError(message)
    return io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline=None)


def _repaired(text: str) -> tuple[str, tuple[str, ...]]:
    """Make sense of bytes that were no UTF-8: Windows-1252 where plausible, else single replaced characters."""
    broken = len(_BROKEN.findall(text))
    if not broken:
        return text, ()
    if broken > _MOST_BROKEN * len(text) or _CONTROL.search(text):
        message = "neither UTF-8 nor Windows-1252 text"
        raise _UnreadableError(message)
    if not _WIDE.search(text):
        try:
            raw = text.encode("utf-8", "surrogateescape")
            return raw.decode("cp1252"), ("not UTF-8; read as Windows-1252",)
        except UnicodeDecodeError:
            pass  # one of the five bytes that Windows-1252 leaves undefined
    return _BROKEN.sub("\N{REPLACEMENT CHARACTER}", text), (f"{broken} bytes are no UTF-8; replaced",)


def _plain(name: str) -> str:
    """Return a file name without the surrogates that stand for bytes of a name that is no UTF-8."""
    return name.encode("utf-8", "replace").decode()


def _shown(path: Path) -> str:
    return _plain(str(path))


def _why(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read: {error.strerror}"
    return f"cannot be read: {error}"

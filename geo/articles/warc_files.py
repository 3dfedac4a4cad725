"""`.warc` and `.warc.gz` → the articles of the pages in them. What is broken is set aside by its offset in the file."""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from geo.articles.reading import Reading
from geo.articles.sifting import Sifter
from geo.fetching import Kind, kind_of
from geo.model import Article, SetAside, Sifted

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_GZIP = b"\x1f\x8b"
# Where a record may begin: a member of a gzip file, or the first line of a record.
_ZIPPED, _PLAIN = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]"), re.compile(rb"\nWARC/1\.[01]\r?\n")
_CHUNK, _OVERLAP = 1 << 20, 16
_HEADER = 1 << 15  # bytes of the header of a record
_OK = 200
_CUT, _RUNS_ON = "it is cut short", "another record begins within it"

_log = logging.getLogger(__name__)


class _BrokenError(Exception):
    """A record that cannot be read: where it begins, from where on others may, and why."""

    def __init__(self, offset: int, others: int, reason: str) -> None:
        super().__init__(reason)
        self.offset = offset
        self.others = others


def _cut(offset: int) -> _BrokenError:
    return _BrokenError(offset, offset + 1, _CUT)


def warc_articles(stream: io.BufferedReader, origin: str, reading: Reading) -> Iterator[Article | SetAside | Sifted]:
    """Yield the article of each page that an archive holds, then what became of the pages; others are passed over."""
    try:
        import fastwarc  # noqa: F401, PLC0415 - of the extra `scale`
    except ImportError:
        yield SetAside(origin, "to read WARC files install claimmap[scale], which brings fastwarc")
        return
    beginning = _ZIPPED if stream.peek(len(_GZIP)).startswith(_GZIP) else _PLAIN
    if not stream.peek(1):
        yield SetAside(origin, "the file is empty")
    sifter = Sifter(reading.may_tell)
    start: int | None = 0
    told = False  # that what we are in is broken; what looks like a beginning there may be none
    while start is not None:
        stream.seek(start)
        try:
            for record in _records(stream, start, beginning):
                told = False
                yield from _page(record, f"{origin}@{record.stream_pos}", reading.limits.most_bytes, sifter)
            start = None
        except _BrokenError as error:
            if not told:
                yield SetAside(f"{origin}@{error.offset}", f"broken WARC record: {error}")
            told = True
            start = _next(stream, error.others, beginning)
    yield sifter.sifted()


def _records(stream: io.BufferedReader, start: int, beginning: re.Pattern[bytes]) -> Iterator[WarcRecord]:
    """Yield the records from an offset on. Raises _BrokenError at the first that cannot be read."""
    from fastwarc.warc import ArchiveIterator  # noqa: PLC0415 - of the extra `scale`

    before: tuple[int, int] | None = None  # the last record: where it begins, how long its block is
    records = iter(ArchiveIterator(stream, parse_http=False))
    while True:
        try:
            record = next(records, None)
        except OSError as error:
            if before is None:
                raise _BrokenError(start, start + 1, _line(error)) from error
            end = _end(stream, *before, beginning)  # if that record was whole, it is the next that is not
            # Or it was longer than it should be, and hides others: where there are no members they stand in its block.
            others = before[0] + 1 if end is None or beginning is _PLAIN else end
            raise _BrokenError(before[0] if end is None else end, others, _line(error)) from error
        if record is None:
            end = start if before is None else _end(stream, *before, beginning)
            if end is None and before is not None:
                raise _cut(before[0])
            if end is not None and _goes_on(stream, end):  # what is cut off in its header is none to the iterator
                raise _cut(end)
            return
        before = record.stream_pos, record.content_length
        yield record


class _Body(NamedTuple):
    """What an archive holds of an address, and what the server said of it."""

    content: bytes
    content_type: str
    charset: str


def _page(record: WarcRecord, origin: str, most: int, sifter: Sifter) -> Iterator[Article | SetAside]:
    where = record.headers.get("WARC-Target-URI") or ""
    body = _body(record, origin, most)
    if body is None:
        return
    if kind_of(body.content, body.content_type) is not Kind.PAGE:
        _log.debug("passed over %s: no page", origin)
    elif len(body.content) > most:
        yield SetAside(origin, f"it is larger than {most:,} bytes")
    elif _PLAIN.search(body.content):
        at = record.stream_pos
        raise _BrokenError(at, at + 1, _RUNS_ON)
    else:
        yield from sifter.articles(body.content, origin, body.charset, where.strip("<>"))


def _body(record: WarcRecord, origin: str, most: int) -> _Body | None:
    """Return a record's body, of more than `most` bytes only so much that it shows; None if it holds no answer."""
    from fastwarc.warc import WarcRecordType  # noqa: PLC0415 - of the extra `scale`

    is_answer = record.record_type == WarcRecordType.response
    if not is_answer and record.record_type != WarcRecordType.resource:
        return None
    length = record.content_length
    content_type, charset = record.headers.get("Content-Type") or "", ""
    try:
        if length <= most:
            record.freeze()  # into memory
            if record.content_length < length:
                raise _cut(record.stream_pos)
        if is_answer:
            record.parse_http(auto_decode="all")
            if record.http_headers is None:
                raise _cut(record.stream_pos)
            if record.http_headers.status_code != _OK:
                _log.debug("passed over %s: HTTP status %s", origin, record.http_headers.status_code)
                return None
            content_type, charset = record.http_content_type or "", record.http_charset or ""
        return _Body(record.reader.read(most + 1), content_type, charset)
    except OSError as error:
        raise _BrokenError(record.stream_pos, record.stream_pos + 1, _line(error)) from error


def _end(stream: io.BufferedReader, begin: int, length: int, beginning: re.Pattern[bytes]) -> int | None:
    """Return where a record ends: the gzip member that it is, or its block and the empty lines after it.

    None if it is broken off.
    """
    stream.seek(begin)
    if beginning is _PLAIN:
        header = stream.read(_HEADER).find(b"\r\n\r\n")
        return None if header < 0 else begin + header + length + 8  # two ends of two lines
    inflater = zlib.decompressobj(16 + zlib.MAX_WBITS)
    with suppress(zlib.error):
        while not inflater.eof and (chunk := inflater.unconsumed_tail or stream.read(_CHUNK)):
            inflater.decompress(chunk, _CHUNK)
    return stream.tell() - len(inflater.unused_data) if inflater.eof else None


def _goes_on(stream: io.BufferedReader, offset: int) -> bool:
    """Tell whether anything but padding stands behind an offset."""
    stream.seek(offset)
    return any(chunk.strip(b"\r\n \0") for chunk in iter(lambda: stream.read(_CHUNK), b""))


def _next(stream: io.BufferedReader, offset: int, beginning: re.Pattern[bytes]) -> int | None:
    """Return where the next record may begin, None if nowhere."""
    stream.seek(max(0, offset - 1))
    at, held = max(0, offset - 1), b""
    while chunk := stream.read(_CHUNK):
        held += chunk
        for found in beginning.finditer(held):
            place = at + found.start() + (beginning is _PLAIN)  # the line end before it is the last record's
            if place >= offset:
                return place
        at += max(0, len(held) - _OVERLAP)
        held = held[-_OVERLAP:]
    return None


def _line(error: OSError) -> str:
    return " ".join(str(error).split())[:200]

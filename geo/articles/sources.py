"""Files, folders, standard input and addresses → records. What each is read by loads only when one is met."""

from __future__ import annotations

import io
import logging
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from geo.articles.decoding import HEAD
from geo.articles.plain_files import json_lines, text_article
from geo.articles.reading import DEFAULT_READING, Online, Reading
from geo.model import Article, SetAside, Sifted

STDIN = "-"
_STDIN_FD = 0
_BESIDE_OUTPUT = {".txt", ".jsonl"}  # what is read in a folder that claimmap writes to

Records = Iterator[Article | SetAside | Sifted]
_Reader = Callable[[io.BufferedReader, "Named", Reading, Online], Records]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Named:
    """A file, and the name by which records of it are told: as it was named, or found in the folder that was."""

    path: Path
    origin: str

    @classmethod
    def of(cls, path: Path) -> Named:
        """Return a file under its own name."""
        return cls(path, _shown(path))


def read(
    sources: str | Path | Sequence[str | Path], reading: Reading = DEFAULT_READING
) -> Iterator[Article | SetAside]:
    """Yield every record of the sources, in order: an Article, or a SetAside that names file, line and reason.

    A source is a `.txt` file (title, YYYYMMDD and URL on a line each, then the text), a `.jsonl` file (objects with id,
    title, date, url, text, optionally source), a `.csv`, `.tsv` or `.parquet` table, a saved page (`.html`), a saved
    feed (`.rss`, `.atom`, `.xml`), a WARC file, a folder of these (searched through in order of names; hidden files,
    other kinds of file and what claimmap has written are passed over), the address of an article or a feed, or `-` for
    standard input in the first two forms. Nothing is raised for bad input. Pages of a WARC file without the text of an
    article are passed over.

    >>> import geo
    >>> [record] = geo.read("no/such/file.txt")
    >>> record
    SetAside(origin='no/such/file.txt', reason='no such file or folder')
    """
    return (record for record in read_counting(sources, reading) if not isinstance(record, Sifted))


def read_counting(sources: str | Path | Sequence[str | Path], reading: Reading = DEFAULT_READING) -> Records:
    """Yield what `read` does and, behind the records of each web archive, what became of its pages."""
    with closing(Online(reading)) as online:
        for source in [sources] if isinstance(sources, str | Path) else sources:
            if is_file(source):
                for found in files(Path(source)):
                    yield from [found] if isinstance(found, SetAside) else _file(found, reading, online)
            elif source == STDIN:
                yield from _standard_input()
            else:
                yield from _address(str(source), online)


def read_file(named: Named, reading: Reading) -> Records:
    """Yield the records of one file, as `read` does."""
    with closing(Online(reading)) as online:
        yield from _file(named, reading, online)


def is_file(source: str | Path) -> bool:
    """Tell whether a source names a file or folder, and neither standard input nor an address."""
    return isinstance(source, Path) or (source != STDIN and "://" not in source)


def is_read(path: Path) -> bool:
    """Tell whether a file of that name would be read in a folder."""
    return _reader_of(path) is not None and not path.name.startswith(".")


def _text(stream: io.BufferedReader, named: Named, _reading: Reading, _online: Online) -> Records:
    yield text_article(stream, _plain(named.path.name.removesuffix(named.path.suffix)), named.origin)


def _json_lines(stream: io.BufferedReader, named: Named, _reading: Reading, _online: Online) -> Records:
    return json_lines(stream, named.origin)


def _csv(stream: io.BufferedReader, named: Named, reading: Reading, _online: Online) -> Records:
    from geo.articles.csv_files import csv_articles  # noqa: PLC0415 - only where such a file is met, as all below

    return csv_articles(stream, named.origin, reading)


def _parquet(stream: io.BufferedReader, named: Named, reading: Reading, _online: Online) -> Records:
    from geo.articles.parquet_files import parquet_articles  # noqa: PLC0415 - as above

    return parquet_articles(stream, named.origin, reading)


def _html(stream: io.BufferedReader, named: Named, reading: Reading, _online: Online) -> Records:
    from geo.articles.pages import read_page  # noqa: PLC0415 - as above

    body = stream.read(reading.limits.most_bytes + 1)
    if len(body) > reading.limits.most_bytes:
        yield SetAside(named.origin, f"it is larger than {reading.limits.most_bytes:,} bytes")
    else:
        yield read_page(body, named.origin)


def _xml(stream: io.BufferedReader, named: Named, reading: Reading, online: Online) -> Records:
    from geo.articles.feeds import feed_articles  # noqa: PLC0415 - as above

    body = stream.read(reading.limits.most_bytes + 1)
    if len(body) > reading.limits.most_bytes:
        yield SetAside(named.origin, f"it is larger than {reading.limits.most_bytes:,} bytes")
    else:
        yield from feed_articles(body, named.origin, online)


def _warc(stream: io.BufferedReader, named: Named, reading: Reading, _online: Online) -> Records:
    from geo.articles.warc_files import warc_articles  # noqa: PLC0415 - as above

    return warc_articles(stream, named.origin, reading)


_READERS: dict[str, _Reader] = {
    ".txt": _text,
    ".jsonl": _json_lines,
    ".csv": _csv,
    ".tsv": _csv,
    ".parquet": _parquet,
    ".html": _html,
    ".htm": _html,
    ".xhtml": _html,
    ".rss": _xml,
    ".atom": _xml,
    ".xml": _xml,
    ".warc.gz": _warc,
    ".warc": _warc,
}
_KNOWN = f"{', '.join(list(_READERS)[:-1])} or {list(_READERS)[-1]}"


def _reader_of(path: Path) -> _Reader | None:
    name = path.name.lower()
    return next((reader for suffix, reader in _READERS.items() if name.endswith(suffix) and name != suffix), None)


def _address(url: str, online: Online) -> Records:
    from geo.fetching import Kind, Refused  # noqa: PLC0415 - as above

    fetched = online.fetch(url)
    shown = _plain(url)
    if isinstance(fetched, Refused):
        yield SetAside(shown, fetched.reason)
    elif fetched.kind is Kind.FEED:
        from geo.articles.feeds import feed_articles  # noqa: PLC0415 - as above

        yield from feed_articles(fetched.body, shown, online, fetched.charset, fetched.address)
    elif fetched.kind is Kind.PAGE:
        from geo.articles.pages import read_page  # noqa: PLC0415 - as above

        yield read_page(fetched.body, shown, fetched.charset, fetched.address)
    else:
        yield SetAside(shown, f"neither a page nor a feed, but {fetched.content_type[:60] or 'something else'}")


def files(path: Path) -> Iterator[Named | SetAside]:
    """Yield the files to read that a name stands for, a file or a folder, in their order; and what cannot be read."""
    try:
        is_folder = stat.S_ISDIR(path.stat().st_mode)
    except (OSError, ValueError) as error:
        yield SetAside(_shown(path), _why(error))
        return
    if is_folder:
        yield from _unread(path)
        yield from _folder(path)
    elif _reader_of(path) is not None:
        yield Named.of(path)
    else:
        yield SetAside(_shown(path), f"{path.suffix or 'a name without a suffix'} is not read; expected {_KNOWN}")


def _unread(folder: Path) -> Iterator[SetAside]:
    """Yield that a folder is also that of the outputs, where that keeps files from being read that may be articles."""
    try:
        inside = list(folder.iterdir()) if _is_output(folder) else []
    except OSError:
        return  # told when it is searched
    others = (path for path in inside if is_read(path) and path.suffix.lower() not in _BESIDE_OUTPUT)
    if any(path.stem not in {"map", "claims"} for path in others):
        reason = "claimmap writes to this folder: only its .txt and .jsonl files are read; keep others elsewhere"
        yield SetAside(_shown(folder), reason)


def _folder(top: Path) -> Iterator[Named | SetAside]:
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
                    waiting.extend(sorted(_inside(path), key=lambda child: child.name, reverse=True))
                continue
            is_meant = is_read(path) and stat.S_ISREG(status.st_mode) and _is_feed_if_xml(path)
        except OSError as error:
            yield SetAside(_shown(path), _why(error))
            continue
        if is_meant:
            yield Named.of(path)
        else:
            _log.debug("passed over %s: not a kind of file that is read", _shown(path))


def _inside(folder: Path) -> list[Path]:
    """Return what a folder holds, without what is hidden, what belongs to saved pages, and what claimmap has written.

    A browser puts what a page shows beside it: page.html and the folder page_files.
    """
    children = [child for child in folder.iterdir() if not child.name.startswith(".")]
    pages = {child.stem for child in children if child.suffix.lower() in {".html", ".htm"}}
    meant = [
        child for child in children if not (child.name.endswith("_files") and child.name[: -len("_files")] in pages)
    ]
    if _is_output(folder):
        meant = [child for child in meant if child.suffix.lower() in _BESIDE_OUTPUT]
        _log.debug("passed over all but .txt and .jsonl in %s: claimmap writes there", _shown(folder))
    return meant


def _is_output(folder: Path) -> bool:
    """Tell whether a folder is one that a build writes its outputs to."""
    return (folder / ".drawn").exists() or ((folder / ".claimmap.lock").exists() and (folder / "map.html").exists())


def _is_feed_if_xml(path: Path) -> bool:
    """Tell whether a file is a feed, if it is XML: most files of XML are something else."""
    if path.suffix.lower() != ".xml":
        return True
    from geo.fetching import Kind, kind_of  # noqa: PLC0415 - as above

    with path.open("rb") as stream:
        return kind_of(stream.read(HEAD)) is Kind.FEED


def _file(named: Named, reading: Reading, online: Online) -> Records:
    reader = _reader_of(named.path)
    assert reader is not None
    try:
        with named.path.open("rb") as stream:
            yield from reader(stream, named, reading, online)
    except OSError as error:
        yield SetAside(named.origin, _why(error))


def _standard_input() -> Records:
    origin = "<stdin>"
    try:
        with open(_STDIN_FD, "rb", closefd=False) as stream:
            first = stream.peek(HEAD)[:HEAD].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:1]
            if first in {b"{", b"["}:
                yield from json_lines(stream, origin)
            else:
                yield text_article(stream, "", origin)
    except OSError as error:
        yield SetAside(origin, _why(error))


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

"""How fast a web archive becomes a map, against what fastwarc and trafilatura alone take for its pages in the same run.

`python -m bench.archive PAGES` measures with another number of pages than 10,000.
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import trafilatura
from fastwarc.warc import ArchiveIterator, WarcRecordType

from bench.crawl import write_archive
from bench.figures import Figure, show
from geo.articles import Reading, read_counting
from geo.model import SetAside
from geo.pipeline import build
from geo.pipeline.archives import of_conflict
from geo.settings import Settings

_PAGES = 10_000
_LEAST = 0.6  # of the speed of fastwarc and trafilatura alone
_OK = 200
_Done = TypeVar("_Done")


def main() -> None:
    """Print pages a second of fastwarc and trafilatura alone, of reading and of a whole build, and the funnel."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else _PAGES
    with tempfile.TemporaryDirectory() as name:
        archive = Path(name) / "crawl.warc.gz"
        whole = write_archive(archive, pages)
        with tempfile.TemporaryDirectory() as warm:  # the first pages also load and fill caches
            few = Path(warm) / "few.warc.gz"
            _alone(few, write_archive(few, 40))
            build([few], Settings(out=Path(warm) / "out"))
        read, alone = _timed(lambda: _alone(archive, whole))
        records, reading = _timed(lambda: list(read_counting(archive, Reading(may_tell=of_conflict))))
        report, building = _timed(lambda: build([archive], Settings(out=Path(name) / "out")))
        size = archive.stat().st_size / 1e6
    assert report.archives is not None
    funnel = report.archives
    assert (read, funnel.pages) == (pages, pages)
    show(
        f"{pages:,} pages, {size:.0f} MB of a web archive, CPU time of one core",
        [
            Figure("fastwarc and trafilatura alone", pages / alone, "/s"),
            Figure("reading", pages / reading, "/s"),
            Figure("the whole build, drawing too", pages / building, "/s"),
            Figure("÷ fastwarc and trafilatura alone", alone / building, "times", floor=_LEAST),
        ],
    )
    broken = sum(isinstance(each, SetAside) for each in records)
    show(
        "what they came to",
        [
            Figure("pages", funnel.pages, ""),
            Figure("with words of conflict", funnel.conflict, ""),
            Figure("articles", funnel.news, ""),
            Figure("with claims", funnel.with_claims, ""),
            Figure("claims", funnel.claims, ""),
            Figure("broken records set aside", broken, ""),
        ],
    )


def _alone(archive: Path, whole: Sequence[tuple[int, int]]) -> int:
    """Extract every page as the two do by themselves; they are led past what is broken, at which they would stop."""
    pages = 0
    with archive.open("rb") as stream:
        for first, last in whole:
            stream.seek(first)
            for record in ArchiveIterator(io.BytesIO(stream.read(last - first)), record_types=WarcRecordType.response):
                kind = record.http_content_type or ""
                if record.http_headers.status_code == _OK and kind.startswith("text/html"):
                    text = record.reader.read().decode(record.http_charset or "utf-8", "replace")
                    trafilatura.bare_extraction(text, include_comments=False, with_metadata=True)
                    pages += 1
    return pages


def _timed(work: Callable[[], _Done]) -> tuple[_Done, float]:
    begin = time.process_time()
    done = work()
    return done, time.process_time() - begin


if __name__ == "__main__":
    main()

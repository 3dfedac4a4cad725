"""What a reading of sources is asked to do, and its one way to the network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from geo.settings import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from geo.fetching import Fetched, Fetcher, Refused


@dataclass(frozen=True, slots=True)
class Reading:
    """How sources are read.

    `columns` are pairs of our field and a table's column; `limits` are those of fetching; `archive` is the folder that
    keeps what was fetched, None: nothing is kept. `may_tell` is asked, of all words of a page in a web archive, whether
    an article of these words is wanted; None: every one is. It is a function of a module, so that it can be sent.
    """

    columns: tuple[tuple[str, str], ...] = ()
    limits: Limits = DEFAULT_LIMITS
    archive: Path | None = None
    may_tell: Callable[[str], bool] | None = None


DEFAULT_READING = Reading()


class Online:
    """Fetches for one reading; made when the first address is met, so that a folder of texts never loads it."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._fetcher: Fetcher | None = None

    def fetch(self, url: str) -> Fetched | Refused:
        """Return what stands at an address now, or why nothing was fetched."""
        return self._ready().fetch(url)

    def kept(self, url: str) -> Fetched | None:
        """Return what was fetched from an address before."""
        return self._ready().kept(url)

    def close(self) -> None:
        """Close what was opened."""
        if self._fetcher is not None:
            self._fetcher.close()

    def _ready(self) -> Fetcher:
        if self._fetcher is None:
            from geo.fetching import Archive, Fetcher  # noqa: PLC0415 - TLS and SQLite, only where something is fetched

            archive = self._reading.archive
            self._fetcher = Fetcher(self._reading.limits, None if archive is None else Archive(archive))
        return self._fetcher

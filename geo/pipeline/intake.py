"""Sources → the records of one run, read here or on a cluster: what they are known by, and their articles again."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from geo.articles import Keys, Reading, keys_of, read_counting
from geo.errors import OutputError
from geo.model import Article, SetAside, Sifted
from geo.pipeline.archives import of_conflict
from geo.pipeline.exporting import Progress
from geo.pipeline.extracting import Outcome, extracted_by
from geo.settings import Engine, Running, Settings

if TYPE_CHECKING:
    from geo.pipeline.distributing import DistributedIntake


@dataclass(frozen=True, slots=True)
class Warned:
    """Something in a record that was mended or left empty."""

    origin: str
    message: str


@contextmanager
def taken_in(
    sources: Sequence[str | Path], settings: Settings, progress: Progress
) -> Iterator[Intake | DistributedIntake]:
    """Read the sources, here or on a cluster, and yield what they hold."""
    reading = Reading(settings.columns, settings.limits, settings.archive, of_conflict)
    if settings.running.engine is Engine.DASK:
        from geo.pipeline.distributing import distributed  # noqa: PLC0415 - only where Dask is asked for

        with distributed(sources, reading, settings, progress) as parts:
            yield parts
        return
    with _spool() as spool:
        intake = Intake(spool)
        for record in read_counting(sources, reading):
            intake.add(record)
            progress("reading", intake.records, 0)
        intake.end()
        yield intake


class Intake:
    """The records of one run. Texts wait on disk: which of several is kept is only known when all have been seen."""

    def __init__(self, spool: IO[bytes]) -> None:
        self._spool = spool
        self.records = 0
        self.keys: list[Keys] = []
        self.set_aside: list[SetAside] = []
        self.sifted: list[Sifted] = []
        self.warnings: list[Warned] = []
        self._positions: dict[Keys, int] = {}

    def add(self, record: Article | SetAside | Sifted) -> None:
        """Note a record, and put its text on the disk. Raises OutputError."""
        if isinstance(record, Sifted):
            self.sifted.append(record)
            return
        self.records += 1
        if isinstance(record, SetAside):
            self.set_aside.append(record)
            return
        keys = keys_of(record)
        self.keys.append(keys)
        self.warnings.extend(Warned(record.origin, warning) for warning in record.warnings)
        fields = (record.title, record.text, record.url, record.source)
        with _room():
            self._positions[keys] = self._spool.tell()
            self._spool.write(json.dumps(fields).encode() + b"\n")

    def end(self) -> None:
        """Bring all that was added to the disk. Raises OutputError, as `add`."""
        with _room():
            self._spool.flush()

    def article(self, keys: Keys) -> Article:
        """Return an article of this run."""
        self._spool.seek(self._positions[keys])
        title, text, url, source = json.loads(self._spool.readline())
        return Article(keys.article_id, title, text, keys.published, url, source, keys.origin)

    def extracted(
        self, stale: Sequence[Keys], elsewhere: Callable[[str], Article], running: Running
    ) -> Generator[tuple[Keys, Outcome], None, None]:
        """Yield what each of these articles gives; those that did not come in this run are asked for elsewhere."""
        articles = (self.article(keys) if keys in self else elsewhere(keys.article_id) for keys in stale)
        with closing(extracted_by(running, articles)) as outcomes:
            yield from zip(stale, outcomes, strict=True)

    def __contains__(self, keys: Keys) -> bool:
        return keys in self._positions


@contextmanager
def _spool() -> Iterator[IO[bytes]]:
    """Open a file that is gone when it is closed."""
    with _room():
        spool = tempfile.TemporaryFile()  # noqa: SIM115 - closed below, in a way of its own
    try:
        yield spool
    finally:
        with suppress(OSError):  # closing would try again to write what, as was told, cannot be written
            spool.close()


@contextmanager
def _room() -> Iterator[None]:
    """Turn what keeps texts from waiting on disk into OutputError."""
    try:
        yield
    except OSError as error:
        folder = f"the temporary folder {tempfile.gettempdir()}"
        message = f"{folder} cannot be written: {error.strerror or error}; TMPDIR may name another"
        raise OutputError(message) from error

"""A build on a Dask cluster: its workers read the sources into parts and extract these; here is chosen and stored.

As in a run of one process, it is only known which of several copies of an article is kept when all sources have been
seen. So the workers first read, then those articles are chosen that have to be extracted, and the workers extract them.
"""

from __future__ import annotations

import logging
import secrets
import shutil
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from geo.articles import Keys, Lines, Piece, Reading, Rows, Whole, apart, files_of, pieces_of, read, read_piece
from geo.articles.parquet_files import BROKEN
from geo.engines import Failed, cores
from geo.engines.dask_cluster import Cluster
from geo.errors import EngineError, OutputError
from geo.model import Article, SetAside, Sifted
from geo.pipeline import extraction
from geo.pipeline.exporting import Progress
from geo.pipeline.extracting import Outcome
from geo.pipeline.intake import Warned
from geo.pipeline.parquet_parts import articles_of, outcomes_of, records_of, write_records
from geo.pipeline.tasks import (
    TOKEN,
    ExtractTask,
    ReadTask,
    Refused,
    Run,
    extract_part,
    let_go,
    name_of,
    read_into_part,
    stamps,
)
from geo.pipeline.versions import engine_version
from geo.settings import Running, Settings
from geo.whole import sweep, text_file

PARTS = ".parts"
"""The folder of the parts, within that of the outputs. It goes when a build has come to its end."""

_ROWS = 500  # articles of a task: some seconds
_Each = TypeVar("_Each")

_log = logging.getLogger(__name__)


@contextmanager
def distributed(
    sources: Sequence[str | Path], reading: Reading, settings: Settings, progress: Progress
) -> Iterator[DistributedIntake]:
    """Have the workers of a cluster read the sources, and yield what they hold.

    Parts are kept where the block fails, so that another run takes up what has been done. Raises EngineError,
    OutputError.
    """
    running = settings.running
    folder = (settings.out / PARTS).absolute()
    with Cluster(running.scheduler, running.workers or cores()) as cluster:
        intake = DistributedIntake(cluster, _run(folder), reading, progress)
        intake.take_in(sources)
        yield intake
    shutil.rmtree(folder, ignore_errors=True)


class DistributedIntake:
    """The records of one run, in parts: only what they are known by is held."""

    def __init__(self, cluster: Cluster, run: Run, reading: Reading, progress: Progress) -> None:
        self.records = 0
        self.keys: list[Keys] = []
        self.set_aside: list[SetAside] = []
        self.sifted: list[Sifted] = []
        self.warnings: list[Warned] = []
        self._places: dict[Keys, tuple[Path, int]] = {}
        self._broken: set[Path] = set()
        self._cluster = cluster
        self._run = run
        self._reading = reading
        self._progress = progress

    def __contains__(self, keys: Keys) -> bool:
        return keys in self._places

    def take_in(self, sources: Sequence[str | Path]) -> None:
        """Have the workers read what they can, read the rest here, and note it all in the order of the sources."""
        slots = list(self._slots(sources))
        tasks = [slot for slot in slots if isinstance(slot, ReadTask)]
        outcomes = self._cluster.run(read_into_part, tasks)
        for slot in slots:
            if isinstance(slot, Path):
                self._note(slot)
            else:
                self._note_piece(slot, next(outcomes))

    def extracted(
        self, stale: Sequence[Keys], elsewhere: Callable[[str], Article], running: Running
    ) -> Generator[tuple[Keys, Outcome], None, None]:
        """Yield what each of these articles gives, part by part; those that did not come are asked for elsewhere."""
        wanted = dict(self._wanted(stale, elsewhere))
        tasks = [
            ExtractTask(self._run, part, tuple(some), extraction.extracted, running.time_limit_s, self._name(some, of))
            for part, of in wanted.items()
            for some in _some(sorted(of))
        ]
        for task, outcome in zip(tasks, self._cluster.run(extract_part, tasks), strict=True):
            if isinstance(outcome, Failed):
                _log.error("%s: %s; its articles are extracted here", task.part, outcome.trace or outcome.reason)
            self._serve(_extracted_here(task) if isinstance(outcome, Failed) else outcome)
            of = wanted[task.part]
            articles = articles_of(task.part, task.rows)
            for article, told in zip(articles, outcomes_of(self._run.folder, task.name), strict=True):
                failed = SetAside(article.origin, f"could not be extracted: {told.failed}")
                yield of[told.row], (article, told.extracted or failed)
        self._cluster.close()  # while all is drawn, nobody needs it

    def _slots(self, sources: Sequence[str | Path]) -> Iterator[ReadTask | Path]:
        """Yield what the workers are to read, and the parts of what is read here, in the order of the sources."""
        here: list[str | Path | SetAside] = []
        for each in pieces_of(sources):
            if not isinstance(each, Whole | Lines | Rows):
                here.append(each)
                continue
            yield from self._read_here(here)
            here = []
            yield self._task(each)
        yield from self._read_here(here)

    def _task(self, piece: Piece) -> ReadTask:
        name = name_of(self._run.engine, stamps(piece), self._reading.columns, self._reading.limits)
        return ReadTask(self._run, piece, self._reading, name)

    def _read_here(self, sources: Iterable[str | Path | SetAside]) -> Iterator[Path]:
        def records() -> Iterator[Article | SetAside]:
            for each in sources:
                yield from [each] if isinstance(each, SetAside) else read(each, self._reading)

        if sources:
            yield self._write(records())

    def _write(self, records: Iterable[Article | SetAside | Sifted]) -> Path:
        """Write a part here."""
        path = self._run.folder / f"here-{secrets.token_hex(8)}.articles.parquet"
        write_records(path, records)
        return path

    def _note_piece(self, task: ReadTask, outcome: Refused | Failed | None) -> None:
        """Note what the part of a piece holds."""
        files = files_of(task.piece)
        if isinstance(task.piece, Rows) and files[0].path in self._broken:
            return  # as where a table is read from its beginning
        if isinstance(outcome, Refused) and not all(file.path.exists() for file in files):
            self._note(self._write(read_piece(task.piece, self._reading)))  # it is gone, and that is told
        elif isinstance(outcome, Failed):
            self._note_apart(task, outcome)
        else:
            self._serve(outcome)
            last = self._note(task.path)
            if isinstance(task.piece, Rows) and last is not None and BROKEN in last.reason:
                self._broken.add(files[0].path)

    def _note_apart(self, task: ReadTask, failed: Failed) -> None:
        """Have the files of a piece that nobody could read be read one by one, and set aside those that it was."""
        smaller = [self._task(piece) for piece in apart(task.piece)]
        for each, outcome in zip(smaller, self._cluster.run(read_into_part, smaller), strict=True):
            self._note_piece(each, outcome)
        if not smaller:
            self._note(self._write([SetAside(files_of(task.piece)[0].origin, f"cannot be read: {failed.reason}")]))

    def _note(self, part: Path) -> SetAside | None:
        """Note what a part holds; return its last record if that was set aside."""
        if not part.exists():
            message = (
                f"a worker of the Dask cluster wrote {part}, which is not here; it must be on a disk that all share"
            )
            raise EngineError(message)
        last = None
        for record in records_of(part):
            told = record.told
            if isinstance(told, Sifted):
                self.sifted.append(told)
                continue
            last = told if isinstance(told, SetAside) else None
            self.records += 1
            if isinstance(told, SetAside):
                self.set_aside.append(told)
            else:
                self.keys.append(told)
                self.warnings.extend(Warned(told.origin, warning) for warning in record.warnings)
                self._places[told] = part, record.row
            self._progress("reading", self.records, 0)
        return last

    def _wanted(
        self, stale: Sequence[Keys], elsewhere: Callable[[str], Article]
    ) -> Iterator[tuple[Path, dict[int, Keys]]]:
        """Yield the parts that hold these articles, with the rows of each; what none holds is put into new ones."""
        by_part: dict[Path, dict[int, Keys]] = {}
        known: list[Keys] = []
        for keys in stale:
            if keys in self._places:
                part, row = self._places[keys]
                by_part.setdefault(part, {})[row] = keys
            else:
                known.append(keys)
        yield from by_part.items()
        for some in _some(known):
            yield self._write(elsewhere(keys.article_id) for keys in some), dict(enumerate(some))

    def _name(self, rows: Iterable[int], of: dict[int, Keys]) -> str:
        return name_of(self._run.engine, [(row, of[row].article_id, of[row].content) for row in rows])

    def _serve(self, outcome: Refused | None) -> None:
        if outcome is not None:
            message = f"a worker of the Dask cluster {outcome.reason}"
            raise EngineError(message)


def _extracted_here(task: ExtractTask) -> Refused | None:
    try:
        return extract_part(task)
    finally:
        let_go()


def _run(folder: Path) -> Run:
    """Return what is shared with the workers of a run, with its folder ready. Raises OutputError."""
    run = Run(folder, secrets.token_hex(16), engine_version())
    try:
        folder.mkdir(exist_ok=True)
        sweep(folder)
    except OSError as error:
        message = f"{folder} cannot be written: {error.strerror or error}"
        raise OutputError(message) from error
    with text_file(folder / TOKEN) as stream:
        stream.write(run.token)
    return run


def _some(of: Sequence[_Each]) -> Iterator[Sequence[_Each]]:
    return (of[start : start + _ROWS] for start in range(0, len(of), _ROWS))

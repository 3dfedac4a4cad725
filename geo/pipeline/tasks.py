"""What a worker of a cluster does: it reads a piece of the sources into a part, or extracts articles of a part.

Parts stand in a folder that all see. One that stands is whole and is not made again, so that what a killed run has
done is not done twice: its name tells what it was made of.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import astuple, dataclass
from pathlib import Path

from geo.articles import Piece, Reading, files_of, read_piece
from geo.engines import Failed, Pool
from geo.errors import EngineError, OutputError
from geo.model import Article
from geo.pipeline.extraction import Extracted, opened
from geo.pipeline.parquet_parts import Outcome, articles_of, outcomes_at, outcomes_into, write_records
from geo.pipeline.versions import engine_version

TOKEN = "run"  # noqa: S105 - the name of a file
_DIGITS = 24
_held = threading.local()  # a worker may have several threads, each of which has a guarded process of its own


@dataclass(frozen=True, slots=True)
class Run:
    """What a worker must share with who asks it: a folder in which a token stands, and the engine."""

    folder: Path
    token: str
    engine: str

    def refusal(self) -> str:
        """Return why this process is none that can serve the run, empty if it can."""
        try:
            token = (self.folder / TOKEN).read_text(encoding="ascii")
        except OSError as error:
            return f"does not see {self.folder} ({error.strerror or error}), which must be on a disk that all share"
        if token != self.token:
            return f"sees another folder {self.folder} than this machine; it must be on a disk that all share"
        if engine_version() != self.engine:
            return "has another version of claimmap or of its gazetteers than this machine"
        return ""


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a worker cannot serve the run."""

    reason: str


@dataclass(frozen=True, slots=True)
class ReadTask:
    """A piece of the sources and the name of its part."""

    run: Run
    piece: Piece
    reading: Reading
    name: str

    @property
    def path(self) -> Path:
        """Return where the part stands, when it does."""
        return self.run.folder / f"{self.name}.articles.parquet"


@dataclass(frozen=True, slots=True)
class ExtractTask:
    """Articles of a part, by rows in order, the function that extracts one, and the name of what they give."""

    run: Run
    part: Path
    rows: tuple[int, ...]
    function: Callable[[Article], Extracted]
    time_limit_s: float
    name: str


def read_into_part(task: ReadTask) -> Refused | None:
    """Write the part of a piece, unless it stands; return why this process cannot."""
    if reason := task.run.refusal() or _unseen(task.piece):
        return Refused(reason)
    if not task.path.exists():
        try:
            write_records(task.path, read_piece(task.piece, task.reading))
        except OutputError as error:
            return Refused(f"cannot write: {error}")
    return None


def extract_part(task: ExtractTask) -> Refused | None:
    """Write what articles give, unless it stands; return why this process cannot.

    Articles are extracted in a process of their own, which they may kill or hang: this one goes on and tells it.
    """
    if reason := task.run.refusal():
        return Refused(reason)
    if outcomes_at(task.run.folder, task.name).exists():
        return None
    try:
        with (
            outcomes_into(task.run.folder, task.name) as writer,
            closing(_guard(task.function, task.time_limit_s).run(articles_of(task.part, task.rows))) as outcomes,
        ):
            for row, outcome in zip(task.rows, outcomes, strict=True):
                writer.add(_outcome(row, outcome))
    except (OutputError, EngineError) as error:
        return Refused(f"fails: {error}")
    return None


def let_go() -> None:
    """End the process in which this thread has extracted articles, if it has."""
    if hasattr(_held, "pool"):
        _held.pool.close()
        del _held.asked, _held.pool


def name_of(*parts: object) -> str:
    """Return a name that tells what something was made of."""
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def stamps(piece: Piece) -> tuple[object, ...]:
    """Return a piece and what its files are now, in a form that `name_of` takes."""
    return (type(piece).__name__, astuple(piece), *(_stamp(path) for path in _paths(piece)))


def _guard(function: Callable[[Article], Extracted], time_limit_s: float) -> Pool:
    """Return the one process in which this thread extracts: it is kept for further parts, and ends when none come."""
    asked = (function, time_limit_s)
    if getattr(_held, "asked", None) != asked:
        let_go()
        _held.asked, _held.pool = asked, Pool(function, 1, time_limit_s, opened)
    pool: Pool = _held.pool
    return pool


def _outcome(row: int, outcome: Extracted | Failed) -> Outcome:
    return Outcome(row, None, outcome.reason) if isinstance(outcome, Failed) else Outcome(row, outcome, "")


def _unseen(piece: Piece) -> str:
    """Return that a file of a piece is not there, empty if all are."""
    missing = next((path for path in _paths(piece) if not path.exists()), None)
    return "" if missing is None else f"does not see {missing}, which must be on a disk that all share"


def _paths(piece: Piece) -> tuple[Path, ...]:
    return tuple(file.path for file in files_of(piece))


def _stamp(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_size, status.st_mtime_ns

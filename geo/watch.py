"""Runs a build whenever articles arrive: at once where a folder changes, by asking every so often where feeds do."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Protocol

from geo import pipeline
from geo.articles import is_read
from geo.errors import ClaimmapError
from geo.pipeline import BuildReport
from geo.settings import Settings

_QUIET_MS, _LONGEST_MS = 500, 10_000  # a file is taken to be whole when nothing has changed for so long
_TICK_S = 1.0

_Arrivals = SimpleQueue[list[Path] | Exception]


class Told(Protocol):
    """Who is told what a watch does."""

    def say(self, line: str) -> None:
        """Say something that is worth keeping."""

    def status(self, line: str) -> None:
        """Say how things stand now, in place of what was said last."""

    def report(self, report: BuildReport) -> None:
        """Say what a build did."""


@dataclass(frozen=True, slots=True)
class _Watched:
    """What is watched: folders, and addresses that are asked every `every_s` seconds."""

    folders: tuple[Path, ...]
    urls: tuple[str, ...]
    every_s: float

    def __str__(self) -> str:
        parts = ((len(self.folders), "folder"), (len(self.urls), "feed"))
        return " and ".join(f"{count} {name}{'s' * (count > 1)}" for count, name in parts if count)


def watch(sources: Sequence[str], settings: Settings, every_s: float, told: Told) -> None:
    """Build from the sources, folders and addresses, and then again from those that change; for ever.

    What fails is told, and the watch goes on; it ends by an exception that a signal raises. Raises ClaimmapError,
    before anything is read, for a source that cannot be watched.
    """
    watched = _watched(sources, every_s)
    due = time.monotonic() + every_s
    owed: dict[str, None] = {}  # addresses that have changed, until a build has read them
    with _arrivals(watched.folders, settings.folders) as arrivals:  # before the first build, so that none is missed
        _built(sources, settings, told)
        _say_how_it_stands(watched, told)
        for folders in _changes(arrivals, watched.folders):
            if folders:
                _built(folders, settings, told)
            if watched.urls and time.monotonic() >= due:
                due = time.monotonic() + every_s
                told.status(f"asking {watched}")
                owed |= dict.fromkeys(_changed(watched.urls, settings, told))
                if owed and _built(list(owed), settings, told):
                    owed.clear()
            elif not folders:
                continue
            _say_how_it_stands(watched, told)


def _watched(sources: Sequence[str], every_s: float) -> _Watched:
    urls = tuple(source for source in sources if "://" in source)
    folders = tuple(Path(source) for source in sources if "://" not in source)
    for folder in folders:
        if not folder.is_dir():
            message = f"{folder} is no folder; watch takes folders and the addresses of feeds"
            raise ClaimmapError(message)
    return _Watched(folders, urls, every_s)


def _built(sources: Sequence[str], settings: Settings, told: Told) -> bool:
    """Build, and tell how it went; return whether it did."""

    def progress(stage: str, done: int, total: int) -> None:
        told.status(f"{stage} {done} of {total}" if total else f"{stage} {done or '…'}")

    return _survived(lambda: told.report(pipeline.build(sources, settings, progress, told.say)), told)


def _changed(urls: Sequence[str], settings: Settings, told: Told) -> list[str]:
    found: list[str] = []
    _survived(lambda: found.extend(pipeline.changed(urls, settings, told.say)), told)
    return found


def _survived(work: Callable[[], None], told: Told) -> bool:
    try:
        work()
    except ClaimmapError as error:
        told.say(str(error))
    except Exception as error:  # noqa: BLE001 - a watch outlives what it did not expect, and says it
        told.say(f"failed: {type(error).__name__}: {error}")
    else:
        return True
    return False


def _changes(arrivals: _Arrivals, folders: tuple[Path, ...]) -> Iterator[list[str]]:
    """Yield the folders in which something has arrived, none at every tick without. Raises ClaimmapError."""
    roots = {folder.resolve(): str(folder) for folder in folders}
    while True:
        try:
            arrived = arrivals.get(timeout=_TICK_S)
        except Empty:
            yield []
            continue
        if isinstance(arrived, Exception):
            message = f"the folders cannot be watched: {arrived}"
            raise ClaimmapError(message) from arrived
        yield [source for root, source in roots.items() if any(path.is_relative_to(root) for path in arrived)]


@contextmanager
def _arrivals(folders: tuple[Path, ...], outs: tuple[Path, ...]) -> Iterator[_Arrivals]:
    """Yield where the paths of what arrives come in, or why no more do, as soon as the folders are watched.

    In a thread of its own: in the main one watchfiles would make any signal that of Ctrl-C.
    """
    arrivals: _Arrivals = SimpleQueue()
    over, ready = Event(), Event()
    if not folders:
        yield arrivals
        return
    thread = Thread(target=_look, args=(folders, outs, arrivals, ready, over), daemon=True)
    thread.start()
    try:
        ready.wait()
        yield arrivals
    finally:
        over.set()
        thread.join(_LONGEST_MS / 1000)


def _look(folders: tuple[Path, ...], outs: tuple[Path, ...], arrivals: _Arrivals, ready: Event, over: Event) -> None:
    """Put in what arrives in folders, except in `outs`, where runs write, until it is over."""
    from watchfiles import Change, watch  # noqa: PLC0415 - only where a folder is watched

    def is_arrival(change: Change, name: str) -> bool:
        path = Path(name)
        if change is Change.deleted or any(path.is_relative_to(out) for out in outs):
            return False
        return is_read(path) or (not path.name.startswith(".") and path.is_dir())

    try:
        for arrived in watch(
            *(folder.resolve() for folder in folders),
            watch_filter=is_arrival,
            debounce=_LONGEST_MS,
            step=_QUIET_MS,
            stop_event=over,
            rust_timeout=_QUIET_MS,
            yield_on_timeout=True,
            ignore_permission_denied=True,
        ):
            ready.set()
            if arrived:
                arrivals.put([Path(name) for _, name in arrived])
    except Exception as error:  # noqa: BLE001 - of another thread's: it is raised where it is seen
        arrivals.put(error)
    finally:
        ready.set()


def _say_how_it_stands(watched: _Watched, told: Told) -> None:
    now = datetime.now().astimezone()
    later = f", asking again at {now + timedelta(seconds=watched.every_s):%H:%M:%S}" if watched.urls else ""
    told.status(f"watching {watched}; last looked at {now:%H:%M:%S}{later}")

"""A worker process, as who asks it sees it. Each has pipes of its own: one that is killed spoils nothing of others'."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread
from typing import IO, Any

from geo.engines.child import READY

# Not multiprocessing: a worker of Dask is a daemon, which may start no process by it, and a script that is not guarded
# by __name__ would run again in each worker.
_RUN = "import json, sys; sys.path[:] = json.loads(sys.argv.pop()); from geo.engines.child import main; main()"
_START_S = 120.0  # to load the program and the gazetteer, on a machine that is busy


_SIGKILL = 9
ENDED = object()
"""Said of a worker that says nothing more."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a worker said and when (monotonic seconds); ENDED: nothing, and never again."""

    worker: Worker
    when: float
    told: Any


class Worker:
    """A process that runs a function on items. `asked` are those that it has not answered, by number, in order."""

    def __init__(self, setup: bytes, time_limit_s: float, heard: SimpleQueue[Heard]) -> None:
        """Start it. What it says is put into `heard`; `setup` is what the child is told first."""
        self.asked: deque[tuple[int, Any]] = deque()
        self.ready = False
        self.too_long = False
        self._time_limit_s = time_limit_s
        self._since = time.monotonic()
        command = [sys.executable, "-c", _RUN, json.dumps(sys.path)]
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter, with our own words
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._answers = self._process.stdout
        self._waiting: SimpleQueue[bytes | None] = SimpleQueue()
        self._waiting.put(setup)
        # Neither a worker that hangs and reads nothing nor one that says much can stop who asks.
        self._threads = (
            Thread(target=_write, args=(self._process.stdin, self._waiting), daemon=True),
            Thread(target=self._read, args=(heard,), daemon=True),
        )
        for thread in self._threads:
            thread.start()

    @property
    def pid(self) -> int:
        """Return the number of its process."""
        return self._process.pid

    @property
    def deadline(self) -> float | None:
        """Return until when it must have said something (monotonic seconds); None while it has nothing to do."""
        if not self.ready:
            return self._since + _START_S
        return self._since + self._time_limit_s if self.asked else None

    def ask(self, items: list[tuple[int, Any]]) -> None:
        """Have it run the function on numbered items. Raises what pickling them raises."""
        said = pickle.dumps([item for _, item in items], pickle.HIGHEST_PROTOCOL)
        if self.ready and not self.asked:
            self._since = time.monotonic()
        self.asked.extend(items)
        self._waiting.put(said)

    def answered(self, when: float) -> int:
        """Note that it has answered the first item that it was asked for, and return the number of that."""
        self._since = when
        return self.asked.popleft()[0]

    def started(self, when: float) -> None:
        """Note that it has said that it is ready."""
        self._since = when
        self.ready = True

    def kill(self, *, too_long: bool = False) -> None:
        """End it at once."""
        self.too_long = too_long
        with suppress(OSError):
            self._process.kill()

    def ended(self) -> str:
        """Return how it came to its end, once it has."""
        code = self._process.wait()
        self.close()
        if self.too_long:
            return f"it took longer than {self._time_limit_s:g} s" if self.ready else "it did not start in time"
        if code < 0:
            told = f"its worker was ended by signal {-code}"
            return f"{told}, perhaps for want of memory" if code == -_SIGKILL else told
        return f"its worker ended with exit code {code}"

    def close(self) -> None:
        """End it and what serves it."""
        self.kill(too_long=self.too_long)
        self._waiting.put(None)
        self._process.wait()
        for thread in self._threads:
            thread.join()
        self._answers.close()

    def _read(self, heard: SimpleQueue[Heard]) -> None:
        told: Any = READY
        while told is not ENDED:
            try:
                told = pickle.load(self._answers)  # noqa: S301 - of the process that was started above
            except Exception:  # noqa: BLE001 - of what it was saying when it ended, anything may be left
                told = ENDED
            heard.put(Heard(self, time.monotonic(), told))


def _write(stream: IO[bytes], waiting: SimpleQueue[bytes | None]) -> None:
    with suppress(OSError):
        while (said := waiting.get()) is not None:
            stream.write(said)
            stream.flush()
    with suppress(OSError):
        stream.close()


def setup(function: Callable[[Any], Any], prepare: Callable[[], object], time_limit_s: float) -> bytes:
    """Return what a child is told first. Raises what pickling raises: both must be functions of a module."""
    return pickle.dumps((function, prepare, time_limit_s), pickle.HIGHEST_PROTOCOL)

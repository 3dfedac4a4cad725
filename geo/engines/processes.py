"""Many items at once in worker processes, each item guarded: one that kills or hangs its worker fails alone.

A worker answers item by item, so that when it dies it is known which item it was at. That one is tried once more, for
whoever killed the worker may have meant another; the others that it had been asked for go to the next worker.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from itertools import islice
from queue import Empty, SimpleQueue
from typing import Any

from geo.engines.outcomes import Failed, Item, Result
from geo.engines.workers import ENDED, Heard, Worker, setup
from geo.errors import EngineError

_BATCH = 8  # items that are sent at once: 20 ms of reading articles
_AHEAD = 8  # a worker that has no more left is sent further ones
_WINDOW = 64  # items a worker that are taken ahead of the one whose turn it is
_DEATHS = 2  # of workers at one item, after which it is what kills them
_STILLBORN = 3  # workers in a row that end before they are ready


def nothing() -> None:
    """Prepare for nothing."""


class Processes:
    """Runs a function in worker processes. Function and items travel as pickles.

    `prepare` is called in each worker before its first item, and its time counts for none.
    """

    def __init__(self, workers: int, time_limit_s: float, prepare: Callable[[], object] = nothing) -> None:
        self._workers = workers
        self._time_limit_s = time_limit_s
        self._prepare = prepare

    def run(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Generator[Result | Failed, None, None]:
        """Yield what becomes of each item, in their order; see `Engine.run`."""
        with closing(Pool(function, self._workers, self._time_limit_s, self._prepare)) as pool:
            yield from pool.run(items)


class Pool:
    """Worker processes for one function that wait for further items between two runs, until they are closed."""

    def __init__(
        self, function: Callable[[Any], Any], workers: int, time_limit_s: float, prepare: Callable[[], object] = nothing
    ) -> None:
        self._most = workers
        self._said = setup(function, prepare, time_limit_s)
        self._time_limit_s = time_limit_s
        self._workers: list[Worker] = []
        self._heard: SimpleQueue[Heard] = SimpleQueue()
        self._stillborn = 0
        self._begin(())

    def run(self, items: Iterable[Any]) -> Generator[Any, None, None]:
        """Yield what becomes of each item, in their order; one run at a time."""
        self._begin(items)
        try:
            yield from self._outcomes()
        finally:
            if any(worker.asked for worker in self._workers):  # the run was given up
                self.close()

    def close(self) -> None:
        """End the workers."""
        for worker in self._workers:
            worker.kill()
        for worker in self._workers:
            worker.close()
        self._workers = []
        self._heard = SimpleQueue()

    def _begin(self, items: Iterable[Any]) -> None:
        """Note where the items of a run are: left, to be asked for again, or done and waiting for their turn."""
        self._left = enumerate(items)
        self._again: deque[tuple[int, Any]] = deque()
        self._taken = self._turn = 0
        self._done: dict[int, Any] = {}
        self._deaths: Counter[int] = Counter()

    def _outcomes(self) -> Generator[Any, None, None]:
        while True:
            self._hand_out()
            while self._turn in self._done:
                yield self._done.pop(self._turn)
                self._turn += 1
                self._hear(wait=False)  # so that no worker waits for who takes the outcomes
                self._hand_out()
            if self._turn == self._taken:  # nothing is under way, and there was nothing left to hand out
                return
            self._hear(wait=True)

    def _hand_out(self) -> None:
        """Ask workers that have little to do for what is left, within the window; start them as they are needed."""
        while batch := self._next_batch():
            worker = self._idle()
            if worker is None:
                self._again.extendleft(reversed(batch))
                return
            worker.ask(batch)

    def _next_batch(self) -> list[tuple[int, Any]]:
        if self._again:
            return [self._again.popleft() for _ in range(min(_BATCH, len(self._again)))]
        room = self._turn + _WINDOW * self._most - self._taken
        batch = list(islice(self._left, max(0, min(_BATCH, room))))
        self._taken += len(batch)
        return batch

    def _idle(self) -> Worker | None:
        least = min(self._workers, key=lambda worker: len(worker.asked), default=None)
        if least is not None and not least.asked:
            return least
        if len(self._workers) < self._most:
            return self._start()
        return least if least is not None and len(least.asked) <= _AHEAD else None

    def _start(self) -> Worker:
        try:
            worker = Worker(self._said, self._time_limit_s, self._heard)
        except OSError as error:
            message = f"no worker can be started: {error.strerror or error}"
            raise EngineError(message) from error
        self._workers.append(worker)
        return worker

    def _hear(self, *, wait: bool) -> None:
        """Take in what workers have said; with `wait` at least one thing, or that one has said nothing for too long."""
        while True:
            try:
                heard = self._heard.get(timeout=self._patience() if wait else 0)
            except Empty:
                self._end_those_too_long()
                return
            self._take_in(heard)
            wait = False

    def _patience(self) -> float | None:
        deadlines = [worker.deadline for worker in self._workers if worker.deadline is not None]
        return max(0.0, min(deadlines) - time.monotonic()) if deadlines else None

    def _end_those_too_long(self) -> None:
        """End workers that are late. Only when all that was said has been taken in: it may have been said in time."""
        now = time.monotonic()
        for worker in self._workers:
            if worker.deadline is not None and worker.deadline <= now and not worker.too_long:
                worker.kill(too_long=True)

    def _take_in(self, heard: Heard) -> None:
        worker = heard.worker
        if heard.told is ENDED:
            self._bury(worker)
        elif worker.ready:
            self._done[worker.answered(heard.when)] = heard.told
        elif isinstance(heard.told, Failed):
            message = f"no worker can be started: {heard.told.reason}"
            raise EngineError(message)
        else:
            worker.started(heard.when)
            self._stillborn = 0

    def _bury(self, worker: Worker) -> None:
        """Part with a worker that has ended, and see to what it was asked for."""
        self._workers.remove(worker)
        reason = worker.ended()
        if not worker.ready:
            self._stillborn += 1
            if self._stillborn == _STILLBORN:
                message = f"no worker can be started: {reason}"
                raise EngineError(message)
        elif worker.asked:
            number, _ = worker.asked[0]
            self._deaths[number] += 1
            if worker.too_long or self._deaths[number] == _DEATHS:
                worker.asked.popleft()
                self._done[number] = Failed(reason)
        self._again.extendleft(reversed(worker.asked))

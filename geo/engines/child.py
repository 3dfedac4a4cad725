"""What a worker process runs: it answers each item that it is asked for, in order, until nobody asks any more.

It is asked on its standard input and answers on its standard output, in pickles: first come the function, what prepares
for it and the seconds that an item may take, then lists of items; the answers are READY, or a Failed of the preparing,
and then what becomes of each item.
"""

from __future__ import annotations

import logging
import os
import pickle
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Any

from geo.engines.outcomes import Failed, attempted

READY = "ready"
_IDLE_S = 60  # without being asked for anything, after which this process ends: who asks starts another one
_LONGER, _LONGER_S = 2, 5  # than an item may take: who asked has long ended this process, unless it is gone itself


def main() -> None:
    """Answer until who asks is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who asks ends its workers itself
    logging.getLogger("geo").addHandler(logging.NullHandler())  # what went wrong is told in the answers
    asked, answers = _channels()
    with suppress(EOFError, BrokenPipeError):
        _answer(asked, answers)
    os._exit(0)  # at once: there is nothing to bring to an end


def _channels() -> tuple[IO[bytes], IO[bytes]]:
    """Return the standard streams, and put others in their place: what is printed would spoil the answers."""
    asked, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    return asked, answers


def _answer(asked: IO[bytes], answers: IO[bytes]) -> None:
    function, time_limit_s, ready = _prepared(asked)
    _say(answers, ready)
    if isinstance(ready, Failed):
        return
    while True:
        _end_in(_IDLE_S)
        for item in pickle.load(asked):  # noqa: S301 - of the process that started this one
            _end_in(_LONGER * time_limit_s + _LONGER_S)
            _say(answers, attempted(function, item))


def _prepared(asked: IO[bytes]) -> tuple[Callable[[Any], Any], float, str | Failed]:
    """Return the function, the time limit, and READY or why not."""

    def prepare(stream: IO[bytes]) -> tuple[Callable[[Any], Any], float]:
        function, before, time_limit_s = pickle.load(stream)  # noqa: S301 - as above
        before()
        return function, time_limit_s

    prepared = attempted(prepare, asked)
    if isinstance(prepared, Failed):
        return _nothing, 0, prepared
    return *prepared, READY


def _nothing(item: object) -> object:
    return item


def _say(answers: IO[bytes], told: object) -> None:
    try:
        said = pickle.dumps(told, pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # noqa: BLE001 - an answer that cannot be sent is a fault of its item
        said = pickle.dumps(Failed(f"{type(error).__name__}: {error}"))
    answers.write(said)
    answers.flush()


def _end_in(seconds: float) -> None:
    """Have the system end this process then, which it does whatever hangs; what was said before goes no more."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


if __name__ == "__main__":
    sys.exit("a part of claimmap that it starts itself")

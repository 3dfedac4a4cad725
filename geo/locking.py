"""Runs kept apart: one at a time writes to an output folder and to a store."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from geo.errors import LockedError, OutputError

_LOCK, _HOLDER = ".claimmap.lock", ".claimmap.holder"


@contextmanager
def alone_in(folder: Path, wait_s: float, tell: Callable[[str], None]) -> Iterator[None]:
    """Keep others that ask for this folder waiting until the block ends, however it ends.

    Where another has it, `tell` is told who, once, and this one waits up to `wait_s` seconds; then LockedError, which
    names the holder. The lock is the operating system's: it goes with the process, also when that is killed. Raises
    OutputError where the folder takes no lock.
    """
    lock = FileLock(folder / _LOCK)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _acquire(lock, folder, wait_s, tell)
    except OSError as error:
        message = f"the folder {folder} cannot be locked: {error.strerror or error}"
        raise OutputError(message) from error
    try:
        _sign(folder)
        yield
    finally:
        with suppress(OSError):
            (folder / _HOLDER).unlink()
        lock.release()


def _acquire(lock: FileLock, folder: Path, wait_s: float, tell: Callable[[str], None]) -> None:
    with suppress(Timeout):
        lock.acquire(timeout=0)
        return
    holder = f"another run ({_holder(folder)}) is writing to {folder}"
    if wait_s > 0:
        tell(f"{holder}; waiting for it up to {wait_s:.0f} s")
    try:
        lock.acquire(timeout=wait_s)
    except Timeout as error:
        message = f"{holder}; try again when it has ended"
        raise LockedError(message) from error


def _sign(folder: Path) -> None:
    with suppress(OSError):  # who holds it is a courtesy; the lock is held all the same
        (folder / _HOLDER).write_text(json.dumps({"pid": os.getpid(), "host": socket.gethostname()}), encoding="utf-8")


def _holder(folder: Path) -> str:
    try:
        told = json.loads((folder / _HOLDER).read_text(encoding="utf-8"))
        return f"process {int(told['pid'])} on {str(told['host'])[:60]}"
    except (OSError, ValueError, KeyError, TypeError):
        return "its process is not known"

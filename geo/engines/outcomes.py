"""What becomes of an item, and what every engine can do."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Failed:
    """An item on which the function raised, or that killed or hung its worker: why, and the traceback if there is one.

    The reason begins with the error's name or "it".
    """

    reason: str
    trace: str = ""


class Engine(Protocol):
    """Runs a function over items."""

    def run(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Generator[Result | Failed, None, None]:
        """Yield what becomes of each item, in their order; items are taken only some way ahead.

        Closing the iterator ends all that was started. Raises EngineError where nothing can be run.
        """


def attempted(function: Callable[[Item], Result], item: Item) -> Result | Failed:
    """Return what the function makes of an item, or how it failed: one item must not cost the others."""
    try:
        return function(item)
    except Exception as error:  # noqa: BLE001 - of any kind: it becomes the item's outcome
        return Failed(f"{type(error).__name__}: {error}", traceback.format_exc())


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1

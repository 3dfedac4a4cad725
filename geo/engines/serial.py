"""One item after the other in this process: nothing to start, so the quickest for a few."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable

from geo.engines.outcomes import Failed, Item, Result, attempted


class Serial:
    """Runs a function here. An item that kills or hangs it does so to the whole run."""

    def run(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Generator[Result | Failed, None, None]:
        """Yield what becomes of each item, in their order."""
        for item in items:
            yield attempted(function, item)

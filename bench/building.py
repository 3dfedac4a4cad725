"""Builds one page of the corpus in this process and tells what that cost: `python -m bench.building WAY COUNT FILE`.

What is measured begins with an iterator of claims, as the store gives it, and ends with a file on disk; what the corpus
itself takes to make is not counted.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from bench.corpus import claims
from geo.model import Claim

_AT_ONCE = 2_000


class Stopwatch:
    """Takes the time but for what a source of claims takes: wall time and CPU time, in seconds."""

    def __init__(self) -> None:
        self._begun = _now()
        self._apart = (0.0, 0.0)

    def without(self, source: Iterator[Claim]) -> Iterator[Claim]:
        """Yield the claims of a source that is not to be counted."""
        while True:
            begin = _now()
            some = list(islice(source, _AT_ONCE))
            self._apart = tuple(
                apart + end - since for apart, end, since in zip(self._apart, _now(), begin, strict=True)
            )  # type: ignore[assignment] # a pair stays a pair
            if not some:
                return
            yield from some

    def read(self) -> tuple[float, float]:
        """Return wall and CPU time so far."""
        wall, spent = (now - since - apart for now, since, apart in zip(_now(), self._begun, self._apart, strict=True))
        return wall, spent


def _now() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def build_claimmap(source: Iterable[Claim], path: Path) -> None:
    """Write our page."""
    from geo.layers import to_geodataframe  # noqa: PLC0415 - folium's pages do not pay for it
    from geo.maps import write_map  # noqa: PLC0415 - as above

    write_map(to_geodataframe(source), path)


def build_cluster(source: Iterable[Claim], path: Path) -> None:
    """Write folium's FastMarkerCluster."""
    from bench.folium_pages import write_cluster  # noqa: PLC0415 - as above

    write_cluster(source, path)


def build_timeline(source: Iterable[Claim], path: Path) -> None:
    """Write folium's Timeline with its slider."""
    from bench.folium_pages import write_timeline  # noqa: PLC0415 - as above

    write_timeline(source, path)


WAYS: dict[str, Callable[[Iterable[Claim], Path], None]] = {
    "claimmap": build_claimmap, "FastMarkerCluster": build_cluster, "Timeline": build_timeline,
}  # fmt: skip


def main() -> None:
    """Print wall and CPU seconds and the most memory that was held (MiB) as JSON."""
    way, count, path = sys.argv[1:]
    watch = Stopwatch()
    WAYS[way](watch.without(claims(int(count))), Path(path))
    wall, spent = watch.read()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"wall": wall, "cpu": spent, "memory": memory}))  # noqa: T201 - what this process is for


if __name__ == "__main__":
    main()

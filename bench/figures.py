"""What a benchmark prints: figures, each beside its target. `make bench` also keeps them, for bench.release."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

KEPT = "CLAIMMAP_BENCH"
"""The environment variable that names the file of JSON lines to which tables are added."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value, and what it is to stay within: at most `target`, at least `floor`, None if it has none."""

    name: str
    value: float
    unit: str
    target: float | None = None
    floor: float | None = None

    def line(self) -> str:
        """Return the figure as a line of a table."""
        told = f"{self.name:<40} {self.value:>10,.3f} {self.unit:<6} {self.judged()}"
        return told.rstrip()

    def judged(self) -> str:
        """Return the target and whether it is reached, nothing where there is none."""
        if self.target is not None:
            return f"target ≤ {self.target:<6g} {'reached' if self.value <= self.target else 'MISSED'}"
        if self.floor is not None:
            return f"target ≥ {self.floor:<6g} {'reached' if self.value >= self.floor else 'MISSED'}"
        return ""


def show(title: str, figures: Sequence[Figure]) -> None:
    """Print figures as a table, and add it to the file that is kept, if there is to be one."""
    print(title, *(f"  {figure.line()}" for figure in figures), sep="\n", flush=True)  # noqa: T201 - what this is for
    if (kept := os.environ.get(KEPT)) and figures:
        with Path(kept).open("a", encoding="utf-8") as stream:
            stream.write(json.dumps({"title": title, "figures": [asdict(figure) for figure in figures]}) + "\n")


def seconds(command: Sequence[str]) -> float:
    """Return the wall time of a command in a fresh process. Raises CalledProcessError where it fails."""
    begin = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - commands of the benchmarks' own
    return time.perf_counter() - begin


def fastest(work: Callable[[], object], runs: int = 5) -> float:
    """Return the least CPU time of a few runs of some work in this process, in seconds: what others run counts not."""
    spent = []
    for _ in range(runs):
        begin = time.process_time()
        work()
        spent.append(time.process_time() - begin)
    return min(spent)

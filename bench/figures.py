"""What a benchmark prints: figures, each beside its target."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


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
        told = f"{self.name:<34} {self.value:>10,.3f} {self.unit:<6}"
        if self.target is not None:
            return f"{told} target ≤ {self.target:<6g} {'reached' if self.value <= self.target else 'MISSED'}"
        if self.floor is not None:
            return f"{told} target ≥ {self.floor:<6g} {'reached' if self.value >= self.floor else 'MISSED'}"
        return told.rstrip()


def show(title: str, figures: Sequence[Figure]) -> None:
    """Print figures as a table."""
    print(title, *(f"  {figure.line()}" for figure in figures), sep="\n")  # noqa: T201 - what a benchmark is for


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

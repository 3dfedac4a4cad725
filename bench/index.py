"""How long a fresh process takes to open the gazetteer and look a name up, and how much memory it then holds."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys

from bench.figures import Figure, show

_RUNS = 5
_CHILD = """
import json, time
begin = time.perf_counter()
from geo.gazetteer import Gazetteer
imported = time.perf_counter()
gazetteer = Gazetteer.open()
opened = time.perf_counter()
assert gazetteer.candidates("Kyiv")
asked = time.perf_counter()
with open("/proc/self/statm") as file:
    pages = int(file.read().split()[1])
import resource
print(json.dumps([
    imported - begin, opened - imported, asked - opened, asked - begin, pages * resource.getpagesize() / 2**20,
]))
"""


def main() -> None:
    """Print the median of each figure over a few fresh processes."""
    runs = [
        json.loads(subprocess.run([sys.executable, "-c", _CHILD], capture_output=True, check=True).stdout)  # noqa: S603 - this interpreter
        for _ in range(_RUNS)
    ]
    imported, opened, asked, total, memory = (statistics.median(values) for values in zip(*runs, strict=True))
    show(
        f"gazetteer, median of {_RUNS} processes",
        [
            Figure("import", imported, "s"),
            Figure("open", opened, "s", 0.15),
            Figure("first look-up", asked, "s"),
            Figure("all three", total, "s", 0.3),
            Figure("resident memory", memory, "MiB", 150),
        ],
    )


if __name__ == "__main__":
    main()

# ruff: noqa: INP001 - a script of its own, not a package
"""How long a fresh process takes to open the gazetteer and look a name up, and how much memory it then holds.

Targets: 0.3 s with the imports, 150 MiB.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys

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
print(json.dumps({
    "import s": imported - begin, "open s": opened - imported, "first look-up s": asked - opened,
    "total s": asked - begin, "RSS MiB": pages * resource.getpagesize() / 2**20,
}))
"""


def main() -> None:
    """Print the median of each figure over a few fresh processes."""
    runs = [
        json.loads(subprocess.run([sys.executable, "-c", _CHILD], capture_output=True, check=True).stdout)  # noqa: S603 - this interpreter
        for _ in range(_RUNS)
    ]
    for figure in runs[0]:
        print(f"{figure:>16} {statistics.median(run[figure] for run in runs):8.3f}")  # noqa: T201 - what a benchmark is for


if __name__ == "__main__":
    main()

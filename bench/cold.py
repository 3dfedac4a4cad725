"""What a user waits for at a cold start: the help, and one article's map, against importing what draws it."""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from bench.figures import Figure, seconds, show

_RUNS = 5
_ARTICLE = Path(__file__).parents[1] / "geo" / "examples" / "2022-03-05-meridian-wire.txt"
_CLAIMMAP = [sys.executable, "-m", "geo"]
_IMPORTS = [sys.executable, "-c", "import geopandas, folium"]


def main() -> None:
    """Print medians of a few fresh processes each, taken in turn so that all meet the same machine."""
    helps, builds, imports = [], [], []
    for _ in range(_RUNS):
        helps.append(seconds([*_CLAIMMAP, "--help"]))
        imports.append(seconds(_IMPORTS))
        builds.append(_build())
    built, imported = statistics.median(builds), statistics.median(imports)
    show(
        f"cold start, median of {_RUNS} processes",
        [
            Figure("claimmap --help", statistics.median(helps), "s", 0.3),
            Figure("import geopandas, folium", imported, "s"),
            Figure("claimmap build, one article", built, "s"),
            Figure("build ÷ import", built / imported, "times", 1.6),
        ],
    )


def _build() -> float:
    with tempfile.TemporaryDirectory() as folder:
        article = shutil.copy(_ARTICLE, folder)
        return seconds([*_CLAIMMAP, "build", article, "--out", str(Path(folder) / "out"), "--quiet"])


if __name__ == "__main__":
    main()

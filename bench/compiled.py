"""What a compiled package gains: both extract the same articles, in turn, each in processes of its own.

The package is built as `CLAIMMAP_COMPILE=1 pip install .` builds it, into build/bench-compiled.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import sysconfig
from pathlib import Path

from bench.figures import Figure, fastest, show
from bench.news import WORDS, articles

_ROOT = Path(__file__).parents[1]
_HOME = _ROOT / "build" / "bench-compiled"
_COUNT, _ROUNDS = 400, 3
_LEAST = 1000  # articles a second


def main() -> None:
    """Print both rates and their ratio."""
    _build()
    as_it_is, compiled = [], []
    for _ in range(_ROUNDS):
        as_it_is.append(_rate(_ROOT))
        compiled.append(_rate(_HOME))
    plain, fast = statistics.median(as_it_is), statistics.median(compiled)
    show(
        f"extraction of {_COUNT} articles of {WORDS} words, compiled, one core, median of {_ROUNDS} processes",
        [
            Figure("as it is", plain, "/s"),
            Figure("compiled", fast, "/s", floor=_LEAST),
            Figure("compiled ÷ as it is", fast / plain, "times"),
        ],
    )


def _build() -> None:
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--upgrade", "--target", str(_HOME), "."]
    subprocess.run(install, cwd=_ROOT, env={**os.environ, "CLAIMMAP_COMPILE": "1"}, check=True)  # noqa: S603 - pip
    if not list(_HOME.glob(f"*__mypyc{sysconfig.get_config_var('EXT_SUFFIX')}")):
        message = f"{_HOME} holds no compiled package"
        raise RuntimeError(message)


def _rate(home: Path) -> float:
    """Return how many articles a second the package in a folder reads."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "bench.compiled", "rate"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(home), str(_ROOT)])},
        capture_output=True,
        check=True,
        encoding="ascii",
    )
    return float(done.stdout)


def _print_rate() -> None:
    from geo.pipeline.extraction import extract, opened  # noqa: PLC0415 - of the package that is measured

    some = list(articles(_COUNT))
    for article in some:
        extract(article, *opened())  # fills the caches
    spent = fastest(lambda: [extract(article, *opened()) for article in some], runs=3)
    print(_COUNT / spent)  # noqa: T201 - read by who started this


if __name__ == "__main__":
    _print_rate() if sys.argv[1:] else main()

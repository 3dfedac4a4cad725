"""What a map of a million claims costs to draw in parts, and to draw again when some of them change.

The store is filled directly, as for bench.rerun. Each drawing is of a process of its own and writes all outputs; of two
of the claims another kind is shown before it is drawn again. `python -m bench.parts FOLDER SPLIT` draws once, from the
store in a folder.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from bench.figures import Figure, show
from bench.rerun import fill
from geo.changes import compared
from geo.model import EventType
from geo.pipeline import remembering
from geo.pipeline.drawing import draw
from geo.settings import STORE_NAME, Settings, Split
from geo.store import Store

CLAIMS_KNOWN = 1_000_000
_CHANGED = 2
_TARGET_MIB = 1536


@dataclass(frozen=True, slots=True)
class _Cost:
    """Wall and CPU seconds, and the most memory that was held, in MiB."""

    wall: float
    cpu: float
    memory: float


def main() -> None:
    """Print the figures; with a folder and a split, draw and print what that cost as JSON."""
    if len(sys.argv) > 1:
        folder, split = sys.argv[1:]
        print(json.dumps(_draw(Path(folder), Split(split))))  # noqa: T201 - what this process is for
        return
    with tempfile.TemporaryDirectory() as name:
        out = Path(name) / "out"
        out.mkdir()
        articles = fill(out / STORE_NAME, Path(name) / "all.jsonl", CLAIMS_KNOWN)
        for split in (Split.PERIOD, Split.REGION):
            _show(f"{CLAIMS_KNOWN:,} claims of {articles:,} articles, split by {split}", out, split)
        before = _written(out)
        _change(out)
        cost = _drawn(out, Split.REGION)
        again = Counter(path.parent.name for path, number in _written(out).items() if before.get(path) != number)
        figures = [
            Figure("drawn again", cost.wall, "s"),
            Figure("most memory held", cost.memory, "MiB", _TARGET_MIB),
            Figure("parts written again", again["parts"], ""),
            Figure("days written again", again["days"], ""),
        ]
        show(f"{_CHANGED} of the claims changed", figures)
        _show("the same on one page", out, Split.NONE)


def _show(title: str, out: Path, split: Split) -> None:
    cost = _drawn(out, split)
    figures = [
        Figure("all outputs drawn", cost.wall, "s"),
        Figure("drawn, CPU time", cost.cpu, "s"),
        Figure("most memory held", cost.memory, "MiB", None if split is Split.NONE else _TARGET_MIB),
    ]
    pages = sorted((out / "parts").glob("*.html")) or [out / "map.html"]
    sizes = [path.stat().st_size / 1e6 for path in pages]
    figures += [Figure("pages", len(sizes), ""), Figure("largest page", max(sizes), "MB")]
    figures += [Figure("all pages", sum(sizes), "MB")]
    show(title, figures)


def _drawn(out: Path, split: Split) -> _Cost:
    command = [sys.executable, "-m", "bench.parts", str(out), str(split)]
    return _Cost(**json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout))  # noqa: S603 - this interpreter


def _draw(out: Path, split: Split) -> dict[str, float]:
    begin = time.perf_counter()
    with Store(str(out / STORE_NAME)) as store:
        draw(store, Settings(out, split=split), lambda *_: None)
    spent = os.times()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"wall": time.perf_counter() - begin, "cpu": spent.user + spent.system, "memory": memory}


def _written(out: Path) -> dict[Path, int]:
    return {path: path.stat().st_ino for path in out.glob("*/*.html")}


def _change(out: Path) -> None:
    """Show some claims otherwise, as a run would that read their articles again."""
    with Store(str(out / STORE_NAME)) as store:
        some = [claim for claim, _ in zip(store.claims(), range(_CHANGED), strict=False)]
        changed = [replace(claim, event_type=EventType.SIEGE) for claim in some]
        told = compared(sorted(some, key=lambda each: each.claim_id), sorted(changed, key=lambda each: each.claim_id))
        run_id = store.begin_run("changed")
        store.show({claim.claim_id: claim for claim in changed}, remembering.logged(run_id, told))


if __name__ == "__main__":
    main()

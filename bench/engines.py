"""What two workers reach beside two serial runs at once: `python -m bench.engines [COUNT]`.

Each way reads articles of bench.news from `.jsonl` files and extracts them; what it takes to start counts. That of Dask
also writes the articles and the claims as Parquet and reads the claims again, as a build does. Apart from that,
`python -m bench.engines memory [COUNT]` tells the most memory that a serial build of so many articles holds.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from bench.figures import Figure, show
from bench.news import write_jsonl
from geo.articles import Reading, choose, read
from geo.model import Article
from geo.pipeline import build
from geo.pipeline.extracting import extracted_by
from geo.settings import Engine, Running, Settings

_COUNT, _MANY = 6_000, 100_000
_PROCESSES, _DASK = 0.85, 0.7  # of two serial runs at once
_MEMORY_MIB = 500


def main() -> None:
    """Print the figures, or run one way in this process."""
    match sys.argv[1:]:
        case ["way", way, path]:
            print(json.dumps(WAYS[way](Path(path))))  # noqa: T201 - what this process is for
        case ["memory", *count]:
            _memory(int(count[0]) if count else _MANY)
        case count:
            _compare(int(count[0]) if count else _COUNT)


def _compare(count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        halves = [folder / "first.jsonl", folder / "second.jsonl"]
        for number, half in enumerate(halves):
            write_jsonl(half, count // 2, first=number * (count // 2))
        whole = folder / "whole.jsonl"
        write_jsonl(whole, count // 2 * 2)
        serial = sum(_rates("serial", halves))
        [processes] = _rates("processes", [whole])
        [dask] = _rates("dask", [whole])
    show(
        f"{count:,} articles by two workers",
        [
            Figure("two serial runs at once, in sum", serial, "/s"),
            Figure("processes", processes, "/s"),
            Figure("processes ÷ two serial runs", processes / serial, "times", floor=_PROCESSES),
            Figure("Dask", dask, "/s"),
            Figure("Dask ÷ two serial runs", dask / serial, "times", floor=_DASK),
        ],
    )


def _memory(count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "all.jsonl"
        write_jsonl(path, count)
        few = Path(name) / "few.jsonl"
        write_jsonl(few, count // 10)
        [held_by_few], [held] = _told("build", [few]), _told("build", [path])
    show(
        f"most memory held by a serial build of {count:,} articles",
        [
            Figure("until all are extracted and kept", held["extracted"], "MiB", _MEMORY_MIB),
            Figure("the same, of a tenth of them", held_by_few["extracted"], "MiB"),
            Figure("until all is drawn", held["drawn"], "MiB"),
        ],
    )


def _rates(way: str, paths: list[Path]) -> list[float]:
    """Return the articles a second of runs of a way, one for each file, all at once."""
    return [told["rate"] for told in _told(way, paths)]


def _told(way: str, paths: list[Path]) -> list[dict[str, float]]:
    """Return what runs of a way tell, one for each file, all at once."""
    command = [sys.executable, "-m", "bench.engines", "way", way]
    runs = [subprocess.Popen([*command, str(path)], stdout=subprocess.PIPE) for path in paths]  # noqa: S603 - our own
    told = [run.communicate()[0] for run in runs]
    if any(run.returncode for run in runs):
        message = f"{way} failed"
        raise RuntimeError(message)
    return [json.loads(each) for each in told]


def _extract(running: Running, path: Path) -> dict[str, float]:
    begin, count = time.perf_counter(), 0
    articles = (record for record in read(path) if isinstance(record, Article))
    with closing(extracted_by(running, articles)) as outcomes:
        for _ in outcomes:
            count += 1
    return {"rate": count / (time.perf_counter() - begin)}


def _serial(path: Path) -> dict[str, float]:
    return _extract(Running(), path)


def _processes(path: Path) -> dict[str, float]:
    return _extract(Running(Engine.PROCESSES, 2), path)


def _dask(path: Path) -> dict[str, float]:
    from geo.pipeline.distributing import distributed  # noqa: PLC0415 - the others do not pay for it

    begin, count = time.perf_counter(), 0
    settings = Settings(path.parent, running=Running(Engine.DASK, 2))
    with distributed([path], Reading(), settings, lambda _stage, _done, _all: None) as intake:
        kept, _ = choose(intake.keys)
        for _ in intake.extracted(kept, _elsewhere, settings.running):
            count += 1
    return {"rate": count / (time.perf_counter() - begin)}


def _elsewhere(article_id: str) -> Article:
    raise KeyError(article_id)


def _build(path: Path) -> dict[str, float]:
    """Return MiB."""
    held: dict[str, float] = {}

    def note(stage: str, _done: int, _all: int) -> None:
        if stage == "extracting":
            held["extracted"] = _held()

    build([path], Settings(path.parent / f"out-{path.stem}"), note)
    return held | {"drawn": _held()}


def _held() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


WAYS = {"serial": _serial, "processes": _processes, "dask": _dask, "build": _build}


if __name__ == "__main__":
    main()

"""Whatever engine runs a function over many items, the outcomes are the same, and no item costs another."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from geo.engines import Failed, Processes, Serial
from geo.engines.processes import _AHEAD, _BATCH, _WINDOW
from geo.errors import EngineError

LIMIT_S = 1.0


def doubled(number: int) -> int:
    return 2 * number


def troubled(item: str) -> str:
    """Do what the item says; all others are only answered."""
    what, _, rest = item.partition(" ")
    if what == "raise":
        raise ValueError(rest)
    if what == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if what == "kill-once" and not Path(rest).exists():
        Path(rest).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if what == "exit":
        os._exit(7)
    if what == "hang":
        time.sleep(600)
    if what == "hang-in-c":
        re.match("(a*)*b", "a" * 60)  # holds the interpreter: no thread of that process runs
    if what == "print":
        os.write(1, b"anything")
    if what == "unsendable":
        return lambda: item  # type: ignore[return-value]
    if what == "none":
        return None  # type: ignore[return-value]
    return item


def refusing() -> None:
    message = "no gazetteer"
    raise EngineError(message)


def dying() -> None:
    os._exit(9)


def pid_of(item: int) -> int:
    time.sleep(0.001)
    return item * 0 + os.getpid()


def outcomes_of(items: list[str], workers: int = 2) -> list[str | Failed]:
    return list(Processes(workers, LIMIT_S).run(troubled, items))


@pytest.mark.parametrize("workers", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, _BATCH, 1000])
def test_processes_give_what_serial_gives_in_order(count: int, workers: int) -> None:
    items = range(count)
    assert list(Processes(workers, LIMIT_S).run(doubled, items)) == list(Serial().run(doubled, items))


def test_an_item_that_raises_fails_alone_and_tells_where() -> None:
    for engine in (Serial(), Processes(1, LIMIT_S)):
        first, failed, last = engine.run(troubled, ["a", "raise it is broken", "b"])
        assert (first, last) == ("a", "b")
        assert isinstance(failed, Failed)
        assert failed.reason == "ValueError: it is broken"
        assert "in troubled" in failed.trace


TROUBLES = [
    ("kill", "its worker was ended by signal 9, perhaps for want of memory"),
    ("exit", "its worker ended with exit code 7"),
    ("hang", "it took longer than 1 s"),
    ("hang-in-c", "it took longer than 1 s"),
]


@pytest.mark.parametrize(("trouble", "reason"), TROUBLES)
@pytest.mark.parametrize("workers", [1, 3])
def test_what_kills_or_hangs_its_worker_fails_alone(trouble: str, reason: str, workers: int) -> None:
    items = [f"a{number}" for number in range(40)]
    items[13] = items[14] = trouble
    outcomes = outcomes_of(items, workers)
    assert outcomes[13] == outcomes[14] == Failed(reason)
    assert outcomes[:13] + outcomes[15:] == items[:13] + items[15:]


def test_a_worker_that_is_killed_in_the_middle_costs_no_outcome(tmp_path: Path) -> None:
    items = [f"a{number}" for number in range(40)]
    items[21] = f"kill-once {tmp_path / 'killed'}"
    assert outcomes_of(items) == items


@pytest.mark.parametrize("item", ["print", "none"])
def test_what_is_printed_or_is_nothing_spoils_no_answer(item: str) -> None:
    assert outcomes_of(["a", item, "b"], 1) == ["a", None if item == "none" else item, "b"]


def test_an_answer_that_cannot_be_sent_fails_alone() -> None:
    first, failed, last = outcomes_of(["a", "unsendable", "b"], 1)
    assert (first, last) == ("a", "b")
    assert isinstance(failed, Failed)
    assert "pickle" in failed.reason


def test_large_items_and_answers_block_nobody() -> None:
    items = [str(number) * 400_000 for number in range(10, 40)]
    assert outcomes_of(items) == items


@pytest.mark.parametrize(
    ("prepare", "reason"), [(refusing, "no worker can be started: EngineError: no gazetteer"), (dying, "exit code 9")]
)
def test_workers_that_cannot_start_end_the_run(prepare: object, reason: str) -> None:
    engine = Processes(2, LIMIT_S, prepare)  # type: ignore[arg-type] # both take nothing
    with pytest.raises(EngineError, match=reason):
        list(engine.run(doubled, range(5)))


def test_items_are_taken_only_some_way_ahead() -> None:
    taken = 0

    def items() -> Iterator[int]:
        nonlocal taken
        for number in range(5000):
            taken = number
            yield number

    with closing(Processes(1, LIMIT_S).run(doubled, items())) as outcomes:
        for turn, outcome in enumerate(outcomes):
            assert outcome == 2 * turn
            assert taken <= turn + _WINDOW + _BATCH + _AHEAD
            if turn == 500:
                break


def test_closing_ends_the_workers() -> None:
    outcomes = Processes(2, LIMIT_S).run(pid_of, range(200))
    pids = {next(outcomes) for _ in range(100)}
    outcomes.close()
    assert len(pids) == 2
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(int(str(pid)), 0)


@pytest.mark.parametrize(("work", "patience_s"), [("pid_of", 5), ("forever", 30)])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_worker_survives_who_started_it(number: signal.Signals, work: str, patience_s: float) -> None:
    """Not even one that hangs within the interpreter: its own alarm ends it."""
    program = (
        "import itertools, sys; from tests import test_engines as t; from geo.engines import Processes\n"
        f"for pid in Processes(2, 2).run(t.{work}, itertools.count()): print(pid, flush=True)\n"
    )
    root = Path(__file__).parents[1]
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as it:
        assert it.stdout is not None
        pids = {int(it.stdout.readline()) for _ in range(60)}
        it.send_signal(number)
        it.wait(20)
    assert len(pids) == 2
    until = time.monotonic() + patience_s
    while any(Path(f"/proc/{pid}").exists() for pid in pids) and time.monotonic() < until:
        time.sleep(0.1)
    assert [pid for pid in pids if Path(f"/proc/{pid}").exists()] == []


def forever(item: int) -> int:
    if item >= 80:
        re.match("(a*)*b", "a" * 60)
    return pid_of(item)


LOADED = """
import json, sys
from geo.engines import Processes
from geo.pipeline.extraction import opened
from tests.test_engines import modules
print(json.dumps(next(Processes(1, 60, opened).run(modules, [0]))))
"""


def modules(_item: int) -> list[str]:
    from geo.model import Article  # noqa: PLC0415 - as above
    from geo.pipeline.extraction import extracted  # noqa: PLC0415 - what a worker of a build has

    extracted(Article("a", "", "Shells fell on Kharkiv on Thursday, the mayor said.", None, "", "", ""))
    return sorted(sys.modules)


def test_workers_load_no_map_table_or_database() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=Path(__file__).parents[1], capture_output=True, check=True
    )
    loaded = {name.partition(".")[0] for name in json.loads(done.stdout)}
    assert loaded.isdisjoint({"folium", "geopandas", "pandas", "sqlalchemy", "matplotlib", "geopy", "pyarrow"})

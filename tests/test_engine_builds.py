"""A build gives the same bytes whichever engine extracts, however many workers, and whatever becomes of these."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import geo
from geo.articles import Reading, Whole, files_of
from geo.articles.sources import Named
from geo.errors import ClaimmapError, EngineError
from geo.model import Article, SetAside
from geo.pipeline import BuildReport, Progress, build, engine_version
from geo.pipeline.distributing import PARTS
from geo.pipeline.extraction import Extracted, extracted
from geo.pipeline.tasks import TOKEN, ExtractTask, ReadTask, Refused, Run, extract_part, read_into_part
from geo.settings import Engine, Running, Settings
from geo.store import Store
from tests.drill import differing, dump, outputs, stories, write_folder
from tests.test_archives import ALL, written

KILLING, HANGING = "A report that kills", "A report that hangs"
PROCESSES = [Running(Engine.PROCESSES, workers) for workers in (1, 2, 3)]
CLUSTERS = [Running(Engine.DASK, workers) for workers in (1, 2, 3)]


def troubled(article: Article) -> Extracted:
    """Extract as ever, but do as the title of an article says."""
    if article.title == KILLING:
        os.kill(os.getpid(), signal.SIGKILL)
    if article.title == HANGING:
        time.sleep(600)
    return extracted(article)


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The examples, three hundred articles, a web archive, and what cannot be read."""
    folder = write_folder(tmp_path_factory.mktemp("engines") / "in", stories())
    written(folder / "crawl.warc.gz", ALL)
    (folder / "bad.jsonl").write_text('{"id": 1, "te\n\n{"text": "Shells hit Sumy on Sunday.", "date": "2031"}\n')
    (folder / "empty.txt").write_text("")
    return [Path(geo.__file__).with_name("examples"), folder]


@pytest.fixture(autouse=True)
def small_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have tasks of few articles, so that there are many."""
    monkeypatch.setattr("geo.pipeline.distributing._ROWS", 30)


@pytest.fixture(scope="module")
def serial(sources: list[Path], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuildReport]:
    out = tmp_path_factory.mktemp("engines") / "serial"
    return out, build(sources, Settings(out))


def told(report: BuildReport) -> BuildReport:
    """Return a report without the names of the folder that was written to."""
    return replace(report, outputs=())


def same(out: Path, report: BuildReport, serial: tuple[Path, BuildReport]) -> None:
    assert differing(outputs(out), outputs(serial[0])) == []
    assert (out / "changes.json").read_bytes() == (serial[0] / "changes.json").read_bytes()
    assert dump(out) == dump(serial[0])
    assert told(report) == told(serial[1])


@pytest.mark.parametrize("running", [*PROCESSES, *CLUSTERS], ids=lambda each: f"{each.engine}-{each.workers}")
def test_what_comes_out_is_what_serial_gives(
    sources: list[Path], serial: tuple[Path, BuildReport], running: Running, tmp_path: Path
) -> None:
    same(tmp_path, build(sources, Settings(tmp_path, running=running)), serial)


def processes_of(words: str) -> list[int]:
    """Return the children of this process whose command line holds these words."""
    threads = Path("/proc/self/task").glob("*/children")
    children = sorted({pid for each in threads for pid in each.read_text().split()}, key=int)
    return [int(pid) for pid in children if words in Path(f"/proc/{pid}/cmdline").read_text()]


@pytest.mark.parametrize(
    ("running", "words"),
    [(PROCESSES[1], "geo.engines.child"), (CLUSTERS[1], "multiprocessing.spawn")],
    ids=["processes", "dask"],
)
def test_a_worker_that_is_killed_costs_no_article(
    sources: list[Path],
    serial: tuple[Path, BuildReport],
    running: Running,
    words: str,
    tmp_path: Path,
) -> None:
    killed: list[int] = []

    def kill(stage: str, done: int, _all: int) -> None:
        if stage == "extracting" and done in {40, 41, 150}:
            killed.append(processes_of(words)[0])
            os.kill(killed[-1], signal.SIGKILL)

    report = build(sources, Settings(tmp_path, running=running), kill)
    assert len(killed) == 3
    same(tmp_path, report, serial)


@pytest.mark.parametrize("engine", [Engine.PROCESSES, Engine.DASK])
def test_articles_that_kill_or_hang_are_set_aside_and_read_by_the_next_run(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = stories()[:30]
    some[11], some[12] = replace(some[11], title=KILLING), replace(some[12], title=HANGING)
    folder = write_folder(tmp_path / "in", some)
    monkeypatch.setattr("geo.pipeline.extraction.extracted", troubled)
    settings = Settings(tmp_path / "out", running=Running(engine, 2, time_limit_s=2))
    report = build([folder], settings)
    why = "its worker was ended by signal 9, perhaps for want of memory", "it took longer than 2 s"
    assert set(report.set_aside) == {
        SetAside(str(folder / f"{each.name}.txt"), f"could not be extracted: {reason}")
        for each, reason in zip(some[11:13], why, strict=True)
    }
    assert report.articles == report.read - len(report.duplicates) - 2
    monkeypatch.undo()
    again = build([folder], settings)
    assert (again.new, again.set_aside) == (2, ())
    whole = tmp_path / "whole"
    build([folder], Settings(whole))
    assert differing(outputs(tmp_path / "out"), outputs(whole)) == []


def test_progress_goes_on_as_in_serial(sources: list[Path], tmp_path: Path) -> None:
    def heard(running: Running, out: Path) -> list[tuple[str, int, int]]:
        steps: list[tuple[str, int, int]] = []
        progress: Progress = lambda *step: steps.append(step)  # noqa: E731 - typed as what a build is given
        build([sources[0]], Settings(out, running=running), progress)
        return steps

    steps = heard(Running(), tmp_path / "1")
    assert heard(PROCESSES[1], tmp_path / "2") == steps
    assert heard(CLUSTERS[0], tmp_path / "3") == steps


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"scheduler": "tcp://127.0.0.1:1"}, "--scheduler is for --engine dask"),
    ({"engine": Engine.DASK, "scheduler": "tcp://127.0.0.1:1", "workers": 2}, "not both"),
]


@pytest.mark.parametrize(("asked", "reason"), WRONG)
def test_what_does_not_go_together_is_refused(asked: dict[str, Any], reason: str) -> None:
    with pytest.raises(ClaimmapError, match=reason):
        Running(**asked)


def test_only_what_is_new_is_extracted(tmp_path: Path) -> None:
    some = stories()[:40]
    first, then = write_folder(tmp_path / "a", some[:30]), write_folder(tmp_path / "b", some[20:])
    settings = Settings(tmp_path / "out", running=CLUSTERS[0])
    build([first], settings)
    steps: list[tuple[str, int, int]] = []
    report = build([first, then], settings, lambda *step: steps.append(step))
    assert (report.read, report.new, report.unchanged) == (50, 10, 29)  # one copies another
    assert [step for step in steps if step[0] == "extracting"][-1] == ("extracting", 10, 10)


def test_what_another_engine_extracted_is_taken_from_the_store(tmp_path: Path) -> None:
    some = stories()[:20]
    folder = write_folder(tmp_path / "in", some)
    settings = Settings(tmp_path / "out", running=CLUSTERS[0])
    build([folder], settings)
    before, known = outputs(tmp_path / "out"), dump(tmp_path / "out")
    with Store(settings.store_target) as store:
        for each in store.known():
            store.save(store.article(each.article_id), replace(each, engine="older"), [])
    report = build([folder / f"{some[0].name}.txt"], settings)
    assert (report.read, report.read_again) == (1, 1)
    assert differing(outputs(tmp_path / "out"), before) == []
    assert dump(tmp_path / "out") == known


class Interrupted(BaseException):
    """What ends a build in the middle."""


def test_parts_that_stand_are_taken_up_by_the_next_run(
    sources: list[Path], serial: tuple[Path, BuildReport], tmp_path: Path
) -> None:
    settings = Settings(tmp_path, running=CLUSTERS[1])

    def standing() -> dict[str, int]:
        return {path.name: path.stat().st_ino for path in (tmp_path / PARTS).glob("*.parquet")}

    def interrupt(stage: str, done: int, _all: int) -> None:
        if stage == "extracting" and done == 120:
            raise Interrupted

    with pytest.raises(Interrupted):
        build(sources, settings, interrupt)
    stood = {name: inode for name, inode in standing().items() if not name.startswith("here-")}
    assert sum(name.endswith(".articles.parquet") for name in stood) >= 2
    assert any(name.endswith(".outcomes.parquet") for name in stood)
    seen: dict[str, int] = {}

    def look(stage: str, _done: int, _all: int) -> None:
        if stage == "reading":
            seen.update(standing())

    report = build(sources, settings, look)
    assert seen.items() >= stood.items()
    assert not (tmp_path / PARTS).exists()
    assert differing(outputs(tmp_path), outputs(serial[0])) == []
    assert report.set_aside == serial[1].set_aside


def killing_read(task: ReadTask) -> Refused | None:
    """Read as ever, but die of one file."""
    if any("deadly" in each.origin for each in files_of(task.piece)):
        os.kill(os.getpid(), signal.SIGKILL)
    return read_into_part(task)


def test_a_file_that_kills_whoever_reads_it_is_set_aside_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_folder(tmp_path / "in", stories()[:12])
    (folder / "deadly.txt").write_text(stories()[13].as_text())
    monkeypatch.setattr("geo.pipeline.distributing.read_into_part", killing_read)
    report = build([folder], Settings(tmp_path / "out", running=CLUSTERS[1]))
    assert report.set_aside == (SetAside(str(folder / "deadly.txt"), "cannot be read: it cost 4 workers their lives"),)
    assert report.read == 12


def killing_extract(task: ExtractTask) -> Refused | None:
    """Extract as ever, but die in a worker of a cluster."""
    if multiprocessing.parent_process() is not None:
        os.kill(os.getpid(), signal.SIGKILL)
    return extract_part(task)


def test_what_no_worker_can_extract_is_extracted_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_folder(tmp_path / "in", stories()[:12])
    monkeypatch.setattr("geo.pipeline.distributing.extract_part", killing_extract)
    report = build([folder], Settings(tmp_path / "out", running=CLUSTERS[1]))
    assert (report.read, report.new, report.set_aside) == (12, 12, ())


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """The address of a cluster that somebody else has started."""
    from distributed import LocalCluster  # noqa: PLC0415 - slow to load

    loopback = {"host": "127.0.0.1", "dashboard_address": "127.0.0.1:0", "scheduler_kwargs": {"dashboard": False}}
    with LocalCluster(n_workers=2, threads_per_worker=1, silence_logs=50, **loopback) as cluster:
        yield cluster.scheduler_address


def test_a_cluster_that_is_named_serves_and_stays(
    sources: list[Path], serial: tuple[Path, BuildReport], scheduler: str, tmp_path: Path
) -> None:
    for name in ("1", "2"):
        out = tmp_path / name
        same(out, build(sources, Settings(out, running=Running(Engine.DASK, scheduler=scheduler))), serial)


def test_workers_of_another_version_are_refused(
    sources: list[Path], scheduler: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geo.pipeline.distributing.engine_version", lambda: "another")
    with pytest.raises(EngineError, match="has another version of claimmap"):
        build(sources, Settings(tmp_path, running=Running(Engine.DASK, scheduler=scheduler)))


def test_workers_that_see_other_disks_are_refused(tmp_path: Path) -> None:
    run = Run(tmp_path, "token", engine_version())
    assert "does not see" in run.refusal()
    (tmp_path / TOKEN).write_text("another")
    assert "sees another folder" in run.refusal()
    (tmp_path / TOKEN).write_text("token")
    assert run.refusal() == ""
    gone = tmp_path / "gone.jsonl"
    task = ReadTask(run, Whole((Named(gone, "gone.jsonl"),)), Reading(), "name")
    assert read_into_part(task) == Refused(f"does not see {gone}, which must be on a disk that all share")


def test_a_scheduler_that_does_not_answer_is_told(
    sources: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geo.engines.dask_cluster._CONNECT_S", 1)
    with pytest.raises(EngineError, match=r"scheduler tcp://127\.0\.0\.1:1 cannot be used"):
        build(sources, Settings(tmp_path, running=Running(Engine.DASK, scheduler="tcp://127.0.0.1:1")))


def command(*words: str | Path, mark: str = "") -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "geo", *map(str, words)],
        cwd=Path(__file__).parents[1],
        env=os.environ | {"CLAIMMAP_TEST_MARK": mark},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def test_the_command_says_nothing_else(sources: list[Path], tmp_path: Path) -> None:
    def said(engine: str) -> tuple[list[str], list[str], int]:
        out = tmp_path / engine
        process = command("build", *sources, "--out", out, "--engine", engine, "--workers", "2")
        told, errors = process.communicate()
        return told.replace(str(out), "OUT").splitlines(), errors.splitlines(), process.returncode

    serial = said("serial")
    assert serial[2] == 1
    assert said("processes") == serial
    assert said("dask") == serial


def marked(mark: str) -> list[str]:
    """Return the processes that have a mark in their environment, or in that of who started them."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (path / "environ").read_text(errors="replace"):
                found.append((path / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return found


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
@pytest.mark.parametrize("engine", [Engine.PROCESSES, Engine.DASK])
def test_no_process_survives_a_build_that_is_stopped(
    sources: list[Path], engine: Engine, number: signal.Signals, tmp_path: Path
) -> None:
    mark = uuid.uuid4().hex
    with command("build", *sources, "--out", tmp_path, "--engine", engine, "--workers", "2", mark=mark) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if line.startswith("extracting"):
                break
        assert len(marked(mark)) >= 3
        os.killpg(process.pid, number)  # as a terminal does
        told = process.stderr.read()
    if number == signal.SIGINT:
        assert "claimmap: stopped by SIGINT" in told
        assert "Traceback" not in told
    until = time.monotonic() + 15
    while marked(mark) and time.monotonic() < until:
        time.sleep(0.1)
    assert marked(mark) == []

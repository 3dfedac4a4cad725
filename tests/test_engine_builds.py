"""A build gives the same bytes whichever engine extracts, however many workers, and whatever becomes of these."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import geo
from geo.errors import ClaimmapError
from geo.model import Article, SetAside
from geo.pipeline import BuildReport, Progress, build
from geo.pipeline.extraction import Extracted, extracted
from geo.settings import Engine, Running, Settings
from tests.drill import differing, dump, outputs, stories, write_folder

KILLING, HANGING = "A report that kills", "A report that hangs"
PROCESSES = [Running(Engine.PROCESSES, workers) for workers in (1, 2, 3)]


def troubled(article: Article) -> Extracted:
    """Extract as ever, but do as the title of an article says."""
    if article.title == KILLING:
        os.kill(os.getpid(), signal.SIGKILL)
    if article.title == HANGING:
        time.sleep(600)
    return extracted(article)


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The examples, three hundred articles, and what cannot be read."""
    folder = write_folder(tmp_path_factory.mktemp("engines") / "in", stories())
    (folder / "bad.jsonl").write_text('{"id": 1, "te\n\n{"text": "Shells hit Sumy on Sunday.", "date": "2031"}\n')
    (folder / "empty.txt").write_text("")
    return [Path(geo.__file__).with_name("examples"), folder]


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


@pytest.mark.parametrize("running", PROCESSES)
def test_what_comes_out_is_what_serial_gives(
    sources: list[Path], serial: tuple[Path, BuildReport], running: Running, tmp_path: Path
) -> None:
    same(tmp_path, build(sources, Settings(tmp_path, running=running)), serial)


def test_a_worker_that_is_killed_costs_no_article(
    sources: list[Path], serial: tuple[Path, BuildReport], tmp_path: Path
) -> None:
    killed: list[int] = []

    def kill(stage: str, done: int, _all: int) -> None:
        if stage == "extracting" and done in {40, 41, 150}:
            children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
            killed.append(int(children[0]))
            os.kill(killed[-1], signal.SIGKILL)

    report = build(sources, Settings(tmp_path, running=Running(Engine.PROCESSES, 2)), kill)
    assert len(killed) == 3
    same(tmp_path, report, serial)


@pytest.mark.parametrize("engine", [Engine.PROCESSES])
def test_articles_that_kill_or_hang_are_set_aside_and_read_by_the_next_run(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = stories()[:30]
    some[11], some[12] = replace(some[11], title=KILLING), replace(some[12], title=HANGING)
    folder = write_folder(tmp_path / "in", some)
    monkeypatch.setattr("geo.pipeline.extracting.extracted", troubled)
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

    assert heard(PROCESSES[1], tmp_path / "1") == heard(Running(), tmp_path / "2")


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"scheduler": "tcp://127.0.0.1:1"}, "--scheduler is for --engine dask"),
    ({"engine": Engine.DASK, "scheduler": "tcp://127.0.0.1:1", "workers": 2}, "not both"),
]


@pytest.mark.parametrize(("asked", "reason"), WRONG)
def test_what_does_not_go_together_is_refused(asked: dict[str, Any], reason: str) -> None:
    with pytest.raises(ClaimmapError, match=reason):
        Running(**asked)

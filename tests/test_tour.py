"""The tour for analysts shows what the command prints: each of its commands is run, in order, in one folder."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from typer.testing import CliRunner

from geo.cli import app

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).parents[1]
TOUR = (ROOT / "docs" / "analysts.md").read_text("utf-8")
PROMPT = "$ claimmap "
PROGRESS = re.compile(r"^(?:reading …|\w+ \d+ of \d+)\n", re.MULTILINE)


def steps() -> list[tuple[str, str]]:
    """Return each command and what the tour shows of its output."""
    blocks = "".join(re.findall(r"```console\n(.*?)```", TOUR, re.DOTALL))
    shown = [step.partition("\n") for step in blocks.split(PROMPT)[1:]]
    return [(command, output) for command, _, output in shown]


def as_pattern(output: str) -> str:
    """Return what matches an output: a line with only "…" stands for any lines, elsewhere for the rest of its words."""
    lines = [r"(?:.*\n)*?" if line == "…\n" else _words(line) for line in output.splitlines(keepends=True)]
    return "".join(lines)


def _words(line: str) -> str:
    # The command itself shortens a quote by "…”", and that is meant as written.
    return ".*".join(re.escape(part) for part in re.split(r"(?<=; )…(?=:)", line))


def test_each_command_prints_what_the_tour_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "geo" / "examples", tmp_path / "articles")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CLAIMMAP_GAZETTEERS", str(tmp_path / "none"))
    assert len(steps()) > 5
    for command, shown in steps():
        done = CliRunner().invoke(app, shlex.split(command))
        assert "Traceback" not in done.output
        printed = PROGRESS.sub("", done.output)
        assert re.fullmatch(as_pattern(shown), printed), f"{command}\nprints\n{printed}"

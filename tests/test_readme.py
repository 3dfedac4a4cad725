"""What the README says is so: columns, options, links, targets, and its Python runs."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from geo.layers import COLUMNS
from geo.model import ClaimStatus
from geo.settings import FIGURES, Format

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
PAGES = [ROOT / name for name in ("README.md", "CHANGELOG.md", "output/README.md")] + sorted(ROOT.glob("docs/*.md"))


def section(heading: str) -> str:
    return README.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def first_column(table: str) -> list[str]:
    return [cell.strip() for cell in re.findall(r"^\|([^|]*)\|", table, re.MULTILINE)][2:]


def test_columns_are_those_of_the_table() -> None:
    assert first_column(section("claims.csv")) == list(COLUMNS)


def test_statuses_are_those_of_the_model() -> None:
    assert first_column(section("What a claim is")) == list(ClaimStatus)


def test_options_are_those_of_the_command() -> None:
    done = subprocess.run([sys.executable, "-m", "docs.commands", "--check"], cwd=ROOT, check=False)
    assert done.returncode == 0, "run `python -m docs.commands`"


def test_columns_and_data_dictionary_are_those_of_the_code() -> None:
    done = subprocess.run([sys.executable, "-m", "docs.dictionary", "--check"], cwd=ROOT, check=False)
    assert done.returncode == 0, "run `python -m docs.dictionary`"


def test_formats_are_those_of_the_command() -> None:
    told = re.findall(r"`(\w+)`", " ".join(first_column(section("Other formats"))))
    assert set(told) | set(FIGURES) == set(Format)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text("utf-8")):
        assert target.startswith("https://") or (page.parent / target).exists(), target


@pytest.mark.parametrize("target", sorted(set(re.findall(r"make ([a-z]+)\b(?= +#|`)", README))))
def test_make_has_the_target(target: str) -> None:
    assert f"\n{target}:" in (ROOT / "Makefile").read_text("utf-8")


def test_the_python_runs(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "geo" / "examples", tmp_path / "articles")
    code = "\n".join(re.findall(r"```python\n(.*?)```", README, re.DOTALL))
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "<html" in (tmp_path / "claims.html").read_text("utf-8")

"""docs/api.md tells the names that are meant to be used, as they are, and the examples of docstrings run."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import geo
from geo import pipeline

ROOT = Path(__file__).parents[1]
ENTRIES = re.findall(
    r"^### (\S+)\n\n```python\n.*?\n```\n\n(.*?)(?=^##|\Z)",
    (ROOT / "docs" / "api.md").read_text("utf-8"),
    re.DOTALL | re.MULTILINE,
)
TOLD = {name for name, _ in ENTRIES}
MODULES = sorted(
    path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
    for path in (ROOT / "geo").rglob("*.py")
    if ">>> " in path.read_text("utf-8")
)


def test_the_page_is_that_of_the_code() -> None:
    done = subprocess.run([sys.executable, "-m", "docs.api", "--check"], cwd=ROOT, check=False)
    assert done.returncode == 0, "run `python -m docs.api`"


def test_all_names_of_the_package_are_told() -> None:
    assert {f"geo.{name}" for name in geo.__all__} - {"geo.__version__"} <= TOLD


def test_what_the_command_does_is_told() -> None:
    """All functions of the pipeline but those that only the command needs."""
    functions = {f"geo.pipeline.{name}" for name in pipeline.__all__ if name.islower()}
    assert {name.rpartition(".")[2] for name in functions - TOLD} == {
        "changed",
        "engine_version",
        "extract",
        "extract_claims",
        "opened",
    }


def test_what_is_told_says_what_it_is() -> None:
    assert len(ENTRIES) > 60
    assert [name for name, prose in ENTRIES if not prose.strip()] == []


@pytest.mark.parametrize("module", MODULES)
def test_examples_run(module: str) -> None:
    done = doctest.testmod(import_module(module))
    assert done.attempted
    assert done.failed == 0

"""The compiled package: it gives what the Python files give, to the last character."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path

import pytest

import hatch_compile

ROOT = Path(__file__).parents[1]
SOURCES = [ROOT / "geo" / "examples", *sorted((ROOT / "tests" / "articles").glob("articles*.jsonl"))]
if shared := os.environ.get("CLAIMMAP_SHARED"):
    SOURCES += [Path(shared, "gold", "articles.jsonl"), Path(shared, "seed"), Path(shared, "reading")]
OWN_TRUTH = {"__bool__", "__len__", "__eq__"}


def sources() -> list[str]:
    return hatch_compile.sources(ROOT)


def test_a_build_compiles_with_what_the_tests_compile_with() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert set(hatch_compile.NEEDS) <= set(project["optional-dependencies"]["dev"])


def test_all_that_is_to_be_compiled_is_there() -> None:
    assert len(sources()) > 60
    assert [name for name in sources() if not (ROOT / name).is_file()] == []


@pytest.mark.parametrize("name", sources())
def test_nothing_is_compiled_that_would_silently_be_another(name: str) -> None:
    tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
    for node in (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)):
        bases = {ast.unparse(base).partition("[")[0] for base in node.bases}
        methods = [each for each in node.body if isinstance(each, ast.FunctionDef)]
        assert not any("cached_property" in ast.unparse(each) for method in methods for each in method.decorator_list)
        assert not ("NamedTuple" in bases and OWN_TRUTH & {method.name for method in methods}), node.name
        assert not bases & {"dict", "frozenset", "list", "set", "str", "tuple"}, node.name


def test_the_compiled_package_tells_the_same_of_every_article(tmp_path: Path) -> None:
    has_compiler = shutil.which("gcc") or shutil.which("cc")
    if not (has_compiler and Path(sysconfig.get_path("include"), "Python.h").is_file()):
        reason = "the compiled package is NOT tested: there is no C compiler, or no Python.h"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    folder = tmp_path / "compiled"
    made = hatch_compile.compile_into(ROOT, folder)
    assert len(made) == len(sources()) + 1  # and one library for all
    (folder / "geo" / "data").symlink_to(ROOT / "geo" / "data")
    for path in (ROOT / "geo").rglob("*.toml"):
        shutil.copy(path, folder / path.relative_to(ROOT))
    as_it_is, compiled = told(ROOT), told(folder)
    assert len(as_it_is) > 100
    for told_of in zip(as_it_is, compiled, strict=True):
        assert told_of[0] == told_of[1]


def told(home: Path) -> list[bytes]:
    """Return what the package in a folder tells, in a process that can find no other one."""
    program = "import geo.tokens; print(geo.tokens.__file__); from tests.all_told import main; main()"
    done = subprocess.run(
        [sys.executable, "-P", "-c", program, *map(str, SOURCES)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(home), str(ROOT)])},
        capture_output=True,
        check=True,
    )
    where, *lines = done.stdout.splitlines()
    assert Path(where.decode()).is_relative_to(home)
    assert Path(where.decode()).suffix == (".py" if home == ROOT else sysconfig.get_config_var("EXT_SUFFIX")[-3:])
    return lines

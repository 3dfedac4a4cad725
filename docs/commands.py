"""Writes the options in README.md from the command itself: `python -m docs.commands`; --check only compares."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import typer.main

from geo.cli import app

README = Path(__file__).parents[1] / "README.md"
BEGIN = "<!-- commands: written by docs/commands.py -->\n"
END = "<!-- end of commands -->"


def tables() -> str:
    """Return a Markdown table of options for each subcommand."""
    root = typer.main.get_command(app)
    parts = []
    for name, command in _commands("", root):
        usage = " ".join(_metavar(parameter) for parameter in command.params if parameter.param_type_name == "argument")
        rows = [
            f"| `{', '.join(parameter.opts)}` | {_plain(parameter.help)} |"
            for parameter in command.params
            if parameter.param_type_name == "option"
        ]
        table = ["", "| option | does |", "|---|---|", *rows] if rows else []
        called = f"claimmap {name} {usage}".strip()
        parts.append("\n".join([f"**`{called}`**: {_plain(command.help)}", *table]))
    return "\n" + "\n\n".join(parts) + "\n\n"


def _commands(path: str, group: object) -> list[tuple[str, Any]]:
    """Return the subcommands of a group and of the groups in it, with their whole names."""
    found: list[tuple[str, Any]] = []
    for name, command in sorted(getattr(group, "commands", {}).items()):
        inner = _commands(f"{path}{name} ", command)
        found += inner or [(f"{path}{name}", command)]
    return found


def _metavar(parameter: object) -> str:
    return str(getattr(parameter, "metavar", None) or getattr(parameter, "name", "")).upper()


def _plain(help_text: str | None) -> str:
    return (help_text or "").replace("[dim]", "(").replace("[/dim]", ")").replace("|", "\\|").strip()


def main() -> int:
    """Write the tables, or with --check return 1 if README.md has others."""
    before = README.read_text("utf-8")
    head, rest = before.split(BEGIN)
    tail = rest.split(END)[1]
    after = f"{head}{BEGIN}{tables()}{END}{tail}"
    if "--check" in sys.argv[1:]:
        return int(after != before)
    README.write_text(after, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

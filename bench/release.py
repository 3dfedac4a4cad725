"""The figures of a run of all benchmarks → docs/benchmarks/VERSION.json and .md: `python -m bench.release KEPT`."""

from __future__ import annotations

import json
import os
import platform
import sys
from pathlib import Path
from typing import Any

import geo
from bench.figures import Figure

_DOCS = Path(__file__).parents[1] / "docs" / "benchmarks"


def main() -> None:
    """Write both files for this release."""
    kept = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    tables = [json.loads(line) for line in kept]
    _DOCS.mkdir(parents=True, exist_ok=True)
    told = {"version": geo.__version__, "machine": _machine(), "tables": tables}
    as_json = json.dumps(told, indent=1, ensure_ascii=False) + "\n"
    (_DOCS / f"{geo.__version__}.json").write_text(as_json, encoding="utf-8")
    (_DOCS / f"{geo.__version__}.md").write_text(_page(tables), encoding="utf-8")


def _machine() -> dict[str, str | int]:
    return {"processor": _processor(), "cores": os.cpu_count() or 0, "python": platform.python_version()}


def _processor() -> str:
    """Return the processor's name as Linux tells it, elsewhere its kind."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def _page(tables: list[dict[str, Any]]) -> str:
    machine = _machine()
    head = f"{machine['cores']} cores of {machine['processor']}, Python {machine['python']}"
    parts = [f"# Benchmarks of claimmap {geo.__version__}", f"`make bench` on {head}.", *map(_table, tables)]
    return "\n\n".join(parts) + "\n"


def _table(table: dict[str, Any]) -> str:
    rows = [Figure(**figure) for figure in table["figures"]]
    lines = [f"| {row.name} | {row.value:,.3f} {row.unit} | {row.judged()} |" for row in rows]
    return "\n".join([f"## {table['title']}", "", "| what | measured | asked |", "|---|---:|---|", *lines])


if __name__ == "__main__":
    main()

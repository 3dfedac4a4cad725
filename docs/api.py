"""Writes docs/api.md from signatures and docstrings: `python -m docs.api`; --check only compares."""

from __future__ import annotations

import ast
import inspect
import re
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import geo

API = Path(__file__).with_name("api.md")
_HEAD = """# The Python API

Written by `python -m docs.api` from signatures and docstrings; examples are run by `tests/test_api.py`.

`import geo` costs nothing: each name is loaded when it is first used. What is told here is meant to be used; other
names may change without notice. All records are frozen: `dataclasses.replace` makes another one. Days are
`datetime.date`, coordinates WGS 84 decimal degrees, distances km. `ClaimmapError` is the base of all that is raised on
purpose.
[The quickstart](../notebooks/quickstart.ipynb) and [an analysis](../notebooks/analysis.ipynb) show them at work.
"""


@dataclass(frozen=True, slots=True)
class _Section:
    title: str
    about: str
    module: str
    names: tuple[str, ...]


_SECTIONS = (
    _Section(
        "In a notebook",
        "Enough for most.",
        "geo",
        ("read", "extract", "to_geodataframe", "map", "Article", "Claim"),
    ),
    _Section(
        "What stands in a claim",
        "The fixed values of its fields, and the record that stands for what could not be read.",
        "geo.model",
        ("SetAside", "EventType", "ClaimStatus", "Grade", "Relation", "WherePrec", "DatePrec", "DateBasis"),
    ),
    _Section(
        "Tables",
        "`COLUMNS` are the columns of every table, in order.",
        "geo.layers",
        ("days", "by_day", "disc"),
    ),
    _Section(
        "Outlines",
        "Of regions and countries, for maps of your own.",
        "geo.gazetteer.shapes",
        ("Shapes",),
    ),
    _Section("Files of claims", "What needs no store.", "geo.exports", ("write_csv", "write_geojson")),
    _Section("Pages of claims", "`geo.map` as files.", "geo.maps", ("write_map", "write_days")),
    _Section(
        "Runs, and what is known",
        "What the command does. `progress` is called with the stage, how much of it is done and how much there is\n"
        "(0: not known yet), `tell` with lines for people.",
        "geo.pipeline",
        (
            "build", "BuildReport", "export", "figure", "report", "runs_of", "difference", "forget", "Forgotten",
            "geocode", "Match", "geoparse", "Parsed", "PlacedToponym", "explain_source",
            "correct", "correct_from", "undo", "corrections_of", "CorrectionReport", "Listed",
        ),
    ),
    _Section(
        "Settings of a run",
        "",
        "geo.settings",
        ("Settings", "Format", "Borders", "OnlineService", "Limits", "Running", "Engine"),
    ),
    _Section("What a figure is asked to show", "", "geo.figures", ("Asked", "Per")),
    _Section("What is to be corrected", "", "geo.corrections", ("Asked", "asked")),
    _Section(
        "The store",
        "Open it with `with`. Only what reads is told here; what else it does is for runs.",
        "geo.store",
        ("Store", "Run", "Counts"),
    ),
    _Section(
        "Agreement of articles",
        "`extract` and every run group claims already; these are for groups of your own. The rules stand\n"
        "in [agreement.md](agreement.md).",
        "geo.agreement",
        ("group", "event", "signature", "history", "contradictions", "Event", "Revision", "Contradiction"),
    ),
    _Section(
        "Errors",
        "",
        "geo.errors",
        (
            "ClaimmapError", "CorrectionError", "DataMissingError", "GazetteerError", "LockedError",
            "NothingToReadError", "OutputError", "StoreError",
        ),
    ),
)  # fmt: skip

_OF_FOLIUM = ("default_js", "default_css")  # emptied, and nobody's to fill
_OF_THE_STORE = (
    "__init__", "close", "runs", "changes", "find_articles", "article", "claims", "columns", "articles_with_claims",
    "events", "unplaced", "corrections",
)  # fmt: skip


def api() -> str:
    """Return the whole page."""
    parts = [_HEAD, f"This is version {geo.__version__} (`geo.__version__`).\n"]
    for section in _SECTIONS:
        parts += [f"## {section.title}\n", *([f"{section.about}\n"] if section.about else [])]
        module = import_module(section.module)
        parts += [_entry(f"{section.module}.{name}", getattr(module, name)) for name in section.names]
    return "\n".join(parts)


def _entry(name: str, what: object) -> str:
    assert inspect.isclass(what) or inspect.isfunction(what), name
    source = textwrap.dedent(inspect.getsource(what))
    node = ast.parse(source).body[0]
    lines = source.splitlines()
    shown = _of_class(node, lines) if isinstance(node, ast.ClassDef) else _header(node, lines)
    shown[0] = shown[0].replace(what.__name__, name.rpartition(".")[2], 1)  # as it is called, not as it is at home
    parts = [f"### {name}\n", "```python", *shown, "```\n", *_prose(inspect.getdoc(what) or "")]
    if isinstance(node, ast.ClassDef):
        parts += [
            f"- `{each.name}`: {' '.join((ast.get_docstring(each) or '').split())}"
            for each in _methods(node)
            if ast.get_docstring(each)
        ]
    return "\n".join(parts).rstrip("\n") + "\n"


def _of_class(node: ast.ClassDef, lines: list[str]) -> list[str]:
    """Return a class's own line, its fields or members with what is said of them, and the heads of its methods."""
    shown = [lines[node.lineno - 1]]
    for each in node.body:
        if isinstance(each, ast.AnnAssign | ast.Assign) and _is_told(each):
            shown += lines[each.lineno - 1 : each.end_lineno]
    for each in _methods(node):
        decorators = [lines[mark.lineno - 1] for mark in each.decorator_list]
        shown += [*decorators, *_header(each, lines)]
    # A class with nothing of its own is its name.
    return [_plain(line) for line in shown] if shown[1:] else [shown[0].removesuffix(":")]


def _methods(node: ast.ClassDef) -> Iterator[ast.FunctionDef]:
    """Yield the methods that are for callers; what is opened by `open` is not made by its class."""
    methods = [each for each in node.body if isinstance(each, ast.FunctionDef)]
    made = "" if any(each.name == "open" for each in methods) else "__init__"
    for each in methods:
        told = each.name == made or not each.name.startswith("_")
        if told and (node.name != "Store" or each.name in _OF_THE_STORE):
            yield each


def _is_told(node: ast.AnnAssign | ast.Assign) -> bool:
    target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
    return isinstance(target, ast.Name) and not target.id.startswith(("_", *_OF_FOLIUM))


def _header(node: ast.stmt, lines: list[str]) -> list[str]:
    """Return the lines of a function before its body, as they are written."""
    assert isinstance(node, ast.FunctionDef)
    head = [_plain(line) for line in lines[node.lineno - 1 : node.body[0].lineno - 1]]
    while head and (not head[-1].strip() or head[-1].lstrip().startswith("#")):
        head.pop()
    return [*head[:-1], head[-1].removesuffix(":")]


def _plain(line: str) -> str:
    return re.sub(r"\s+# (?:noqa|type: ignore).*", "", line)


def _prose(docstring: str) -> Iterator[str]:
    """Yield a docstring's lines, its examples fenced."""
    for paragraph in docstring.split("\n\n"):
        fence = paragraph.startswith(">>> ")
        yield f"```pycon\n{paragraph}\n```\n" if fence else f"{paragraph}\n"


def main() -> int:
    """Write the page, or with --check return 1 if it is another."""
    if "--check" in sys.argv[1:]:
        return int(not API.exists() or API.read_text("utf-8") != api())
    API.write_text(api(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

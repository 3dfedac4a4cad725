"""Where a brief is written, and in which form."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from geo.errors import ClaimmapError
from geo.reports.blocks import Block, Heading
from geo.reports.markdown import markdown
from geo.reports.page import page
from geo.whole import text_file

_DEFAULT = "report.md"
_FIGURES = {"png", "svg"}
_MARKDOWN, _HTML = {".md", ".markdown"}, {".html", ".htm"}


def file_of(file: Path | None, out: Path) -> Path:
    """Return where a brief is written: as told, or in a folder of outputs. Raises ClaimmapError."""
    if file is None:
        return out / _DEFAULT
    if file.suffix.lower() not in _MARKDOWN | _HTML:
        message = f"a report is Markdown, .md, or a page, .html, not {file.name}"
        raise ClaimmapError(message)
    return file


def figure_of(report: Path, form: str) -> Path:
    """Return where the figure of a brief is written: beside it, under its name. Raises ClaimmapError."""
    if form.lower() not in _FIGURES:
        message = f"the figure of a report is png or svg, not {form}"
        raise ClaimmapError(message)
    return report.with_suffix(f".{form.lower()}")


def write_report(blocks: Sequence[Block], path: Path) -> None:
    """Write a document in the form that the path's suffix says. Raises OutputError."""
    title = next((block.words for block in blocks if isinstance(block, Heading)), "")
    text = page(title, blocks) if path.suffix.lower() in _HTML else markdown(blocks)
    with text_file(path) as stream:
        stream.write(text)

"""A document as one HTML page without scripts, which reads on paper and in a word processor, too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import assert_never
from urllib.parse import quote

from geo.reports.blocks import Block, Heading, Image, Items, Link, Paragraph, Runs, Table

# An opened file has no origin of its own: it is asked for by its scheme.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' file:"
_STYLE = """
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; color: #1b1f23;
  background: #fff; overflow-wrap: break-word; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.25rem; margin: 2.2rem 0 .6rem; padding-top: .6rem; border-top: 1px solid #c8ced4; }
h3 { font-size: 1.05rem; margin: 1.5rem 0 .4rem; }
h1, h2, h3 { break-after: avoid; }
ul { padding-left: 1.2rem; }
li { margin: 0 0 .7rem; break-inside: avoid; }
img { max-width: 100%; height: auto; }
figure { margin: 1rem 0; }
table { table-layout: fixed; border-collapse: collapse; width: 100%; margin: .6rem 0 1rem; font-size: .94rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border: 1px solid #c8ced4; }
th { background: #f1f3f5; }
a { color: #0a558c; }
@media print { body { max-width: none; margin: 0; font-size: 10pt; } a { color: inherit; } }
"""


def page(title: str, blocks: Iterable[Block]) -> str:
    """Return the text of a page, in UTF-8."""
    body = "\n".join(line for block in blocks for line in _lines(block))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n{body}\n"
        "</main>\n</body>\n</html>\n"
    )


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(level, words):
            yield f"<h{level}>{escape(words)}</h{level}>"
        case Paragraph(runs):
            yield f"<p>{_runs(runs)}</p>"
        case Image(name, alt):
            yield f'<figure><img src="{quote(name, safe="")}" alt="{escape(alt)}"></figure>'
        case Items(items):
            yield "<ul>"
            for lines in items:
                yield f"<li>{'<br>'.join(map(_runs, lines))}</li>"
            yield "</ul>"
        case Table(head, rows):
            names = _row('<th scope="col">', map(escape, head))
            yield f"<table>\n<thead>{names}</thead>\n<tbody>"
            for row in rows:
                yield _row("<td>", map(_runs, row))
            yield "</tbody>\n</table>"
        case _:
            assert_never(block)


def _row(tag: str, cells: Iterable[str]) -> str:
    end = f"</{tag[1:3]}>"
    return f"<tr>{''.join(f'{tag}{cell}{end}' for cell in cells)}</tr>"


def _runs(runs: Runs) -> str:
    parts = []
    for run in runs:
        # Words of an article may run from right to left, and must not turn those around them.
        words = f"<bdi>{escape(run.words)}</bdi>" if not run.words.isascii() else escape(run.words)
        if isinstance(run, Link):
            words = f'<a href="{escape(run.url)}" rel="noopener noreferrer">{words}</a>'
        elif run.strong:
            words = f"<strong>{words}</strong>"
        parts.append(words)
    return "".join(parts)

"""A document as Markdown, as CommonMark, GitHub and pandoc read it alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import assert_never
from urllib.parse import quote

from geo.reports.blocks import Block, Heading, Image, Items, Link, Paragraph, Runs, Table

# What means something anywhere; what does so only in some places: a colon of an address or a smiley, dots and dashes
# that become others, the host of an address; and what does so at the beginning of a line, such as the number of a list.
_ANYWHERE = re.compile(r"""[\\`*_{}\[\]<>#+!|~^$@&="]""")
_SOMEWHERE = re.compile(r":(?=\S)|(?<=-)-|-(?=-)|(?<=\.)\.|\.(?=\.)|(?<=www)\.", re.IGNORECASE)
_SIGN = re.compile(r"^[:%-]")
_NUMBER = re.compile(r"^(\(?\w{1,9})(?=[.)])")
_IN_ADDRESSES = str.maketrans({"(": "%28", ")": "%29", "&": "\\&", "*": "%2A", "[": "%5B", "]": "%5D", "~": "\\~",
                               "_": "\\_", "$": "\\$", "@": "\\@", "'": "%27", "!": "%21"})  # fmt: skip


def markdown(blocks: Iterable[Block]) -> str:
    """Return the text of a file, with a line break at its end."""
    return "\n\n".join("\n".join(_lines(block)) for block in blocks) + "\n"


def escaped(words: str) -> str:
    r"""Return words of which none means anything to Markdown within a line.

    >>> escaped("1. *Now* a|b"), escaped("at 10 <b>")
    ('1. \\*Now\\* a\\|b', 'at 10 \\<b\\>')
    """
    return _SOMEWHERE.sub(r"\\\g<0>", _ANYWHERE.sub(r"\\\g<0>", words))


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(level, words):
            yield f"{'#' * level} {escaped(words)}"
        case Paragraph(runs):
            yield _runs(runs)
        case Image(name, alt):
            yield f"![{escaped(alt)}]({quote(name, safe='')})"
        case Items(items):
            for lines in items:
                yield "- " + "\\\n  ".join(map(_runs, lines))
        case Table(head, rows):
            yield _row(map(escaped, head))
            yield _row("---" for _ in head)
            for row in rows:
                yield _row(map(_runs, row))
        case _:
            assert_never(block)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _runs(runs: Runs) -> str:
    parts = []
    for run in runs:
        words = escaped(run.words)
        if isinstance(run, Link):
            parts.append(f"[{words}]({run.url.translate(_IN_ADDRESSES)})")
        elif run.strong and words.strip():
            parts.append(f"**{words.strip()}**")
        else:
            parts.append(words)
    return _begun("".join(parts))


def _begun(line: str) -> str:
    """Return a line that begins no list, no definition, no rule and no title."""
    return _NUMBER.sub(r"\1\\", _SIGN.sub(r"\\\g<0>", line))

"""Text to blocks: paragraphs, headings and the items of lists, also where the lines of a paragraph were wrapped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from geo.model import Span

_LINE = re.compile(r"[^\n\r\u2028\u2029]*+(?:\r\n|[\n\r\u2028\u2029]|\Z)")
BULLET = re.compile(r"\s*(?:[•▪●■◦‣►*–—-]\s|\.\s|[(\[]?(?:\d{1,2}|[a-z])[)\]]\s|\d{1,2}\.\s)\s*+")
_INLINE_BULLET = re.compile(r"(?<=\s)[•▪●■◦‣►](?=\s)")
_HARD_BREAKS = frozenset("\u2028\u2029")  # no line was wrapped there
_HEADING = 60  # characters: a line of its own without a full stop that is shorter is a heading
_FEWEST_WRAPPED = 3  # lines: fewer do not show at which width they were wrapped
# What begins an item of a live page or a round-up, if the line before has ended: a time, or a slug with its mark.
_OPENED = re.compile(
    r"\s*\*?(?:[\[(]?\d{1,2}[:.h][0-5]\d\b"
    r"|[A-Z][\w'’.-]{1,20}+(?: [\w'’.-]{1,20}+){0,4}(?: ?:| --?| [–—]) [\"“‘\d]*[A-Z]"
    r"|[A-Z]{4,20}+(?: [A-Z]{2,20}+){0,3}\. [A-Z][a-z])"
)
_ENDED = frozenset('.!?…"”’)]')


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading or an item of a list; `apart`: an empty line stands before it."""

    span: Span
    apart: bool
    bullet: bool


def blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of a text, in order; together they hold all but its empty lines."""
    lines: list[Span] = []
    apart = True
    for line in _lines(text):
        empty = not line.of(text).strip()
        if lines and (empty or _begins_item(text, lines[-1], line)):
            yield from _cut(text, lines, apart)
            lines, apart = [], False
        apart = apart or empty
        if empty:
            continue
        lines.append(line)
        if text[line.end - 1] in _HARD_BREAKS:
            yield from _cut(text, lines, apart)
            lines, apart = [], False
    if lines:
        yield from _cut(text, lines, apart)


def _begins_item(text: str, before: Span, line: Span) -> bool:
    if BULLET.match(text, line.start, line.end):
        return True
    return before.of(text).rstrip()[-1] in _ENDED and _OPENED.match(text, line.start, line.end) is not None


def _lines(text: str) -> Iterator[Span]:
    """Yield the lines with their ends; a bullet within a line begins one, for its line break was lost."""
    for line in _LINE.finditer(text):
        start = line.start()
        for bullet in _INLINE_BULLET.finditer(text, line.start(), line.end()):
            yield Span(start, bullet.start())
            start = bullet.start()
        yield Span(start, line.end())


def _cut(text: str, lines: list[Span], apart: bool) -> Iterator[Block]:  # noqa: FBT001 - as the record has it
    """Cut the headings off a paragraph: short first lines that end without a mark, though more would have fitted."""
    widths = [len(line.of(text).rstrip()) for line in lines]
    room = max(widths) if len(lines) >= _FEWEST_WRAPPED else max(_HEADING, *widths) * 2
    first = 0
    while first + 1 < len(lines) and _is_heading(text, lines[first], lines[first + 1], room):
        yield _block(text, lines[first], apart and first == 0)
        first += 1
    yield _block(text, Span(lines[first].start, lines[-1].end), apart and first == 0)


def _block(text: str, span: Span, apart: bool) -> Block:  # noqa: FBT001 - as the record has it
    return Block(span, apart, BULLET.match(text, span.start, span.end) is not None)


def _is_heading(text: str, line: Span, following: Span, room: int) -> bool:
    words, rest = line.of(text).strip(), following.of(text).lstrip()
    if len(words) > _HEADING or words[-1] in ".,;:!?-":
        return False
    is_wrapped = len(words) + 1 + len(rest.split(maxsplit=1)[0]) > room
    return not is_wrapped and rest.lstrip("\"'“‘(")[:1].isupper()

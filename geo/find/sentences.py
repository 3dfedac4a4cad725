"""Text to sentences, also where spaces and paragraph breaks were lost."""

from __future__ import annotations

import re

from geo.lexicon import Lexicon
from geo.model import Sentence, Span
from geo.tokens import Token

# A full stop, or a stop with the closing quotes and brackets after it. Without a space behind it, it ends a sentence
# only between a small letter or closing mark and a capital ("passage.Ukraines"), so that "U.S." and "3.5" stay whole.
_STOP = re.compile(
    r"(?P<mark>[.!?…]+[\"'”’)\]]*)(?P<gap>\s+)(?=[\"'“‘(\[–—-]*\s*[A-Z0-9À-ÞА-Я])"
    r"|(?P<lost>(?<=[a-zß-ÿ0-9”\"’)%])[.!?][\"”’)]*)(?=[\"“‘]?[A-ZÀ-ÞА-Я])"
)
_BREAK = re.compile(r"[^\S\n]*\n(?:[^\S\n]*\n)+\s*|\n\s*(?=[•▪*–—-]\s|\.\s)")
_LAST_WORD = re.compile(r"([A-Za-z]+(?:\.[A-Za-z]+)*)\.[\"'”’)\]]*$")
_HEADING = 60  # characters: a line of its own without a full stop that is shorter is a heading


def sentences(text: str, tokens: tuple[Token, ...], lexicon: Lexicon) -> tuple[Sentence, ...]:
    """Split `text` into sentences, in order; together they hold every token."""
    found: list[Sentence] = []
    token = 0
    for paragraph, block in enumerate(_blocks(text)):
        for span in _split(text, block, lexicon.abbreviations):
            first = token
            while token < len(tokens) and tokens[token].start < span.end:
                token += 1
            if token > first:
                whole = Span(tokens[first].start, tokens[token - 1].end)
                found.append(Sentence(whole, first, token, paragraph))
    return tuple(found)


def _blocks(text: str) -> list[Span]:
    """Return paragraphs and headings."""
    blocks, start = [], 0
    for gap in _BREAK.finditer(text):
        blocks.extend(_headings(text, Span(start, gap.start())))
        start = gap.end()
    blocks.extend(_headings(text, Span(start, len(text))))
    return blocks


def _headings(text: str, block: Span) -> list[Span]:
    """Cut a short first line that ends without a mark from the lines below it."""
    line_end = text.find("\n", block.start, block.end)
    if line_end < 0 or line_end - block.start > _HEADING:
        return [block]
    line = text[block.start : line_end].strip()
    rest = text[line_end + 1 : block.end].lstrip()
    if not line or line[-1] in ".,;:!?-" or not rest[:1].isupper():
        return [block]
    return [Span(block.start, line_end), *_headings(text, Span(line_end + 1, block.end))]


def _split(text: str, block: Span, abbreviations: frozenset[str]) -> list[Span]:
    spans, start = [], block.start
    for stop in _STOP.finditer(text, block.start, block.end):
        if stop.group("mark") and _is_abbreviation(text, start, stop, abbreviations):
            continue
        end = stop.end("mark") if stop.group("mark") else stop.end("lost")
        spans.append(Span(start, end))
        start = end
    if start < block.end:
        spans.append(Span(start, block.end))
    return spans


def _is_abbreviation(text: str, start: int, stop: re.Match[str], abbreviations: frozenset[str]) -> bool:
    if not stop.group("mark").startswith(".") or "…" in stop.group("mark"):
        return False
    word = _LAST_WORD.search(text, max(start, stop.start() - 20), stop.end("mark"))
    if not word:
        return False
    name = word.group(1)
    is_initial = len(name) == 1 and name.isupper()
    return is_initial or name.lower() in abbreviations

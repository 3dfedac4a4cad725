"""What stands in a text and is no part of its account: links, captions, credits, calls to subscribe."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geo.find.blocks import Block
from geo.find.openings import LABEL_MARK, LONGEST_LABEL, is_day
from geo.lexicon import Lexicon
from geo.lexicon.joining import joined
from geo.model import Span
from geo.tokens import Token

_LONGEST, _LONGEST_LISTED = 400, 160  # characters of a block behind a label, and of one in a list below it
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_OPENING = frozenset('([*•-–—"“‘|>')


class Labels:
    """Reads the blocks of one text in order; a label that stands alone reaches over the list below it."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self._text, self._lexicon = text, lexicon
        self._above = ""  # the label whose list goes on
        self._begun = False  # whether a block of that list was read

    def of(self, block: Block, start: int) -> str:
        """Return why a block, whose words begin at `start`, is no part of the account; empty if it is."""
        end = block.span.end
        label, behind = _label_at(self._text, Span(start, end), self._lexicon)
        if not label:
            return self._in_list(block)
        self._above, self._begun = "", False
        alone = not self._text[behind:end].strip(" \n\r\u2028\u2029)]")
        if label in self._lexicon.layout.chronicle and (alone or self._is_dated(behind, end)):
            return ""
        if alone:
            self._above = label
        return _behind(label) if end - start <= _LONGEST else ""

    def _in_list(self, block: Block) -> str:
        """Tell whether a block goes on with the list, or is the caption, below a label that stands alone."""
        label, text = self._above, block.span.of(self._text).strip()
        self._above = ""
        if not label or len(text) > _LONGEST_LISTED or (block.apart and (self._begun or not _is_entry(block, text))):
            return ""
        if label not in self._lexicon.layout.captions:
            self._above, self._begun = label, True
        return _behind(label)

    def _is_dated(self, start: int, end: int) -> bool:
        """Tell whether what stands behind a label is an entry of a chronicle: it begins with a day."""
        mark = LABEL_MARK.search(self._text, start, min(end, start + LONGEST_LABEL))
        return mark is not None and is_day(self._text[start : mark.start()], self._lexicon)


def may_be_aside(token: Token, lexicon: Lexicon) -> bool:
    """Tell by a sentence's first word whether it may be no part of the account; most do not begin so."""
    return token.lower in lexicon.layout.starters or token.text in _OPENING


def labelled(text: str, span: Span, lexicon: Lexicon) -> str:
    """Return why a sentence that a label opens is no part of the account; empty if none does."""
    label, behind = _label_at(text, span, lexicon)
    return _behind(label) if label and label not in lexicon.layout.chronicle and behind < span.end else ""


def _label_at(text: str, span: Span, lexicon: Lexicon) -> tuple[str, int]:
    """Return the label that `span` begins with, and the offset behind its mark; a whole line needs no mark."""
    none = "", span.start
    limit = min(span.end, span.start + LONGEST_LABEL)
    word = _WORD.search(text, span.start, limit)
    if not word or _plain(word.group()) not in lexicon.layout.openers:
        return none
    mark = LABEL_MARK.search(text, span.start, limit)
    end, behind = (mark.start(), mark.end()) if mark else (span.end, span.end)
    if end > limit:
        return none
    name = " ".join(_plain(word) for word in _WORD.findall(text[span.start : end]))
    words = lexicon.layout
    return (name, behind) if name in words.labels or name in words.captions or name in words.chronicle else none


def notice(tokens: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> str:
    """Return why a sentence is no part of the account, though no label says so; empty if it is."""
    words, start = lexicon.layout, first
    while start < last - 1 and tokens[start].text in _OPENING:
        start += 1
    found = next(iter(words.notices.starting_at(tokens, start, last)), None)
    if found is None:
        found = next(iter(words.credits.starting_at(tokens, start, last)), None)
        found = found if found is not None and _only_names(tokens, found.last, last, lexicon) else None
    return "" if found is None else _behind(" ".join(token.text for token in tokens[found.first : found.last]))


def _only_names(tokens: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> bool:
    """Tell whether nothing follows but names: "Reporting by A in Kyiv; editing by B"."""
    small = joined(lexicon.function_words, lexicon.grammar.prepositions, lexicon.layout.crediting)
    named = [token for token in tokens[first:last] if token.is_word]
    return bool(named) and all(token.is_capital or token.lower in small for token in named)


def _is_entry(block: Block, text: str) -> bool:
    return block.bullet or text[-1] not in ".!?"


def _plain(word: str) -> str:
    return word.lower().replace("’", "'")


def _behind(label: str) -> str:
    return f'stands behind "{label}", which is no part of the account'

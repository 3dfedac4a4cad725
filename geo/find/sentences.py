"""Text to sentences, also where spaces and paragraph breaks were lost."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from operator import attrgetter

from geo.find.blocks import blocks
from geo.find.boilerplate import labelled, may_be_aside, notice
from geo.find.layout import Laid, layout
from geo.gazetteer import Gazetteer
from geo.lexicon import Lexicon
from geo.model import Sentence, Span
from geo.tokens import Token

# A stop with the closing quotes and brackets after it. Possessive quantifiers, and no start within a run of stops: a
# text of nothing but stops or spaces takes linear time.
_STOP = re.compile(r"(?P<mark>[.!?…](?<![.!?…]{2})[.!?…]*+[\"'”’)\]]*+)(?P<gap>\s*+)")
_SPACES = re.compile(r"\s*+")
_OPENING = frozenset("\"'“‘([–—-«")
_MOST_OPENING = 8
_SIGNS = frozenset({"So", "Sk", "Cf", "Mn"})  # Unicode categories of emoji and of what directs and joins them
_LONGEST = 5_000  # characters: a sentence without an end is cut, so that no quote is a whole text
# Without a space behind it, a stop ends a sentence only between a small letter or closing mark and a capital
# ("passage.Ukraines"), so that "U.S." and "3.5" stay whole.
_BEFORE_LOST_SPACE = frozenset('"”’)%')
_CLOSING = "\"'”’)]"
_AFTER_LOST_SPACE = frozenset('"“‘')
_SMALL_NAME = re.compile(r"(?P<article>[^\W\d_]{2,3})[-\u2010\u2011][^\W\d_]")
_ADDRESS = re.compile(r"://|www\.|@")
_LONGEST_ADDRESS = 100
_WORD_BEFORE = re.compile(r"(?<!\w)[^\W\d_]+(?:\.[^\W\d_]+)*$")
_LONGEST_ABBREVIATION = 20
_ACRONYM = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_NEXT_WORD = re.compile(r"[\"'“‘(\[\s]{0,4}(?P<word>[^\W_]+)(?P<behind>[.'’-]?)")
_LONGEST_ENUMERATOR = 12
_ENUMERATOR = re.compile(r"\s*(?:[•▪●■◦‣*–—-]\s*)?[(\[]?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})\.")
_BULLETS = frozenset("•▪●■◦‣►*–—-.")
_START = attrgetter("start")
_FEWEST_REPEATED = 5  # words: shorter sentences may be told again on purpose


def sentences(text: str, tokens: tuple[Token, ...], lexicon: Lexicon, gazetteer: Gazetteer) -> tuple[Sentence, ...]:
    """Split `text` into sentences, in order; together they hold every token. The span leaves out a list's bullet.

    What begins an item of a round-up, such as a time or a slug, is a sentence of its own.
    """
    found: list[Sentence] = []
    told: set[str] = set()
    token = 0
    for paragraph, block in enumerate(layout(text, tuple(blocks(text)), lexicon, gazetteer)):
        for span in _parts(text, block, lexicon):
            first = token
            token = bisect_left(tokens, span.end, lo=first, key=_START)
            if token == first:
                continue
            whole = Span(tokens[_behind_bullet(tokens, first, token)].start, tokens[token - 1].end)
            item, why = block.item, block.boilerplate
            if not why:
                words = whole.of(text)
                if words in told:
                    why = "is told in the same words before"
                elif may_be_aside(tokens[first], lexicon):
                    why = labelled(text, whole, lexicon) or notice(tokens, first, token, lexicon)
                if token - first > _FEWEST_REPEATED:
                    told.add(words)
                if why:
                    item = replace(item, number=-1 - len(found))
            found.append(Sentence(whole, first, token, paragraph, item, why))
    return tuple(found)


def _parts(text: str, block: Laid, lexicon: Lexicon) -> Iterator[Span]:
    if block.lead_end == block.span.start:
        return _split(text, block.span, lexicon)
    lead = Span(block.span.start, block.lead_end)
    return chain([lead], _split(text, Span(block.lead_end, block.span.end), lexicon))


def _behind_bullet(tokens: tuple[Token, ...], first: int, last: int) -> int:
    is_bullet = last - first > 1 and tokens[first].text in _BULLETS and tokens[first].end < tokens[first + 1].start
    return first + 1 if is_bullet else first


# ---------------------------------------------------------------- sentences


def _split(text: str, block: Span, lexicon: Lexicon) -> Iterator[Span]:
    start = _behind_spaces(text, block.start)
    for stop in _STOP.finditer(text, block.start, block.end):
        if _ends_sentence(text, Span(start, block.end), stop, lexicon):
            yield from _cut(text, Span(start, stop.end("mark")))
            start = stop.end()
    if start < block.end:
        yield from _cut(text, Span(start, block.end))


def _cut(text: str, span: Span) -> Iterator[Span]:
    """Cut what is too long for a sentence at spaces."""
    start = span.start
    while span.end - start > _LONGEST:
        space = text.rfind(" ", start + 1, start + _LONGEST)
        end = space if space > 0 else start + _LONGEST
        yield Span(start, end)
        start = end
    yield Span(start, span.end)


def _behind_spaces(text: str, at: int) -> int:
    spaces = _SPACES.match(text, at)
    return spaces.end() if spaces else at


def _ends_sentence(text: str, rest: Span, stop: re.Match[str], lexicon: Lexicon) -> bool:
    if stop.end() >= rest.end or stop.start() == rest.start:
        return False
    begins = _begins_sentence(text, stop.end(), lexicon) if stop.group("gap") else _lost_a_space(text, stop)
    return begins and not _is_enumerator(text, rest.start, stop) and not _is_abbreviation(text, rest, stop, lexicon)


def _begins_sentence(text: str, at: int, lexicon: Lexicon) -> bool:
    """Tell whether a capital, a digit or "al-Shabab" stands at `at`, perhaps behind opening marks."""
    for index in range(at, min(at + _MOST_OPENING + 1, len(text))):
        mark = text[index]
        if mark not in _OPENING and not mark.isspace() and not _is_sign(mark):
            name = _SMALL_NAME.match(text, index)
            is_name = name is not None and name.group("article") in lexicon.grammar.connectors
            return mark.isupper() or mark.isdigit() or is_name
    return False


def _is_sign(mark: str) -> bool:
    """Tell whether a character is an emoji, or directs or joins others: what messages begin their sentences with."""
    return not mark.isascii() and unicodedata.category(mark) in _SIGNS


def _lost_a_space(text: str, stop: re.Match[str]) -> bool:
    before, at = text[stop.start() - 1 : stop.start()], stop.end()
    if not (before.islower() or before.isdigit() or before in _BEFORE_LOST_SPACE):
        return False
    at += text[at] in _AFTER_LOST_SPACE
    # "Ph.D." goes on behind one letter, "passage.A bomb" does not
    return text[at : at + 1].isupper() and text[at + 1 : at + 2] != "." and not _is_in_address(text, stop.start())


def _is_in_address(text: str, at: int) -> bool:
    before = text[max(0, at - _LONGEST_ADDRESS) : at].split()[-1:]
    after = text[at : at + _LONGEST_ADDRESS].split(maxsplit=1)[:1]
    return _ADDRESS.search("".join(before + after)) is not None


def _is_enumerator(text: str, start: int, stop: re.Match[str]) -> bool:
    """Tell whether all that stands before the stop is a list's number: "1. The army"."""
    if stop.start() - start > _LONGEST_ENUMERATOR:
        return False
    return _ENUMERATOR.fullmatch(text, start, stop.end("mark")) is not None


def _is_abbreviation(text: str, rest: Span, stop: re.Match[str], lexicon: Lexicon) -> bool:
    if stop.group("mark").rstrip(_CLOSING) != ".":
        return False
    word = _WORD_BEFORE.search(text, max(rest.start, stop.start() - _LONGEST_ABBREVIATION), stop.start())
    following = _NEXT_WORD.match(text, stop.end(), rest.end)
    if not word or not following:
        return False
    name, next_word = word.group(), following.group("word")
    if name.lower() in lexicon.number_signs:
        return next_word[0].isdigit()
    if name.lower() not in lexicon.abbreviations and not (name.isupper() and _ACRONYM.fullmatch(name)):
        return False
    is_title = name.lower() in lexicon.places.person_before
    return is_title or following.group("behind") != "" or not _opens(next_word, lexicon)


def _opens(word: str, lexicon: Lexicon) -> bool:
    """Tell whether a small word with a capital begins a sentence: "from the U.S. The army"."""
    grammar, small = lexicon.grammar, word.lower()
    openers = (
        lexicon.function_words,
        grammar.pronouns,
        grammar.clause_words,
        grammar.prepositions,
        grammar.determiners,
    )
    return word[0].isupper() and any(small in words for words in openers)

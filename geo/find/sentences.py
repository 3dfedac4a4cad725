"""Text to sentences, also where spaces and paragraph breaks were lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

from geo.lexicon import Lexicon
from geo.model import Sentence, Span
from geo.tokens import Token

# A stop with the closing quotes and brackets after it. Possessive quantifiers, and no start within a run of stops: a
# text of nothing but stops or spaces takes linear time.
_STOP = re.compile(r"(?<![.!?…])(?P<mark>[.!?…]++[\"'”’)\]]*+)(?P<gap>\s*+)")
_SPACES = re.compile(r"\s*+")
_OPENING = frozenset("\"'“‘([–—-«")
_MOST_OPENING = 4
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

_LINE = re.compile(r"[^\n\r\u2028\u2029]*+(?:\r\n|[\n\r\u2028\u2029]|\Z)")
_BULLET = re.compile(r"\s*(?:[•▪●■◦‣►*–—-]\s|\.\s|[(\[]?(?:\d{1,2}|[a-z])[)\]]\s|\d{1,2}\.\s)")
_BULLETS = frozenset("•▪●■◦‣►*–—-.")
_INLINE_BULLET = re.compile(r"(?<=\s)[•▪●■◦‣►](?=\s)")
_HARD_BREAKS = frozenset("\u2028\u2029")  # no line was wrapped there
_HEADING = 60  # characters: a line of its own without a full stop that is shorter is a heading
_FEWEST_WRAPPED = 3  # lines: fewer do not show at which width they were wrapped


def sentences(text: str, tokens: tuple[Token, ...], lexicon: Lexicon) -> tuple[Sentence, ...]:
    """Split `text` into sentences, in order; together they hold every token. The span leaves out a list's bullet."""
    found: list[Sentence] = []
    token = 0
    for paragraph, block in enumerate(_blocks(text)):
        for span in _split(text, block, lexicon):
            first = token
            while token < len(tokens) and tokens[token].start < span.end:
                token += 1
            if token > first:
                whole = Span(tokens[_behind_bullet(tokens, first, token)].start, tokens[token - 1].end)
                found.append(Sentence(whole, first, token, paragraph))
    return tuple(found)


def _behind_bullet(tokens: tuple[Token, ...], first: int, last: int) -> int:
    is_bullet = last - first > 1 and tokens[first].text in _BULLETS and tokens[first].end < tokens[first + 1].start
    return first + 1 if is_bullet else first


# ---------------------------------------------------------------- blocks


def _blocks(text: str) -> Iterator[Span]:
    """Yield paragraphs, headings and the items of lists."""
    lines: list[Span] = []
    for line in _lines(text):
        empty = not line.of(text).strip()
        if lines and (empty or _BULLET.match(text, line.start, line.end)):
            yield from _without_headings(text, lines)
            lines = []
        if not empty:
            lines.append(line)
        if lines and text[line.end - 1] in _HARD_BREAKS:
            yield from _without_headings(text, lines)
            lines = []
    if lines:
        yield from _without_headings(text, lines)


def _lines(text: str) -> Iterator[Span]:
    """Yield the lines with their ends; a bullet within a line begins one, for its line break was lost."""
    for line in _LINE.finditer(text):
        start = line.start()
        for bullet in _INLINE_BULLET.finditer(text, line.start(), line.end()):
            yield Span(start, bullet.start())
            start = bullet.start()
        yield Span(start, line.end())


def _without_headings(text: str, lines: list[Span]) -> Iterator[Span]:
    """Cut the headings off a paragraph: short first lines that end without a mark, though more would have fitted."""
    widths = [len(line.of(text).rstrip()) for line in lines]
    room = max(widths) if len(lines) >= _FEWEST_WRAPPED else max(_HEADING, *widths) * 2
    first = 0
    while first + 1 < len(lines) and _is_heading(text, lines[first], lines[first + 1], room):
        yield lines[first]
        first += 1
    yield Span(lines[first].start, lines[-1].end)


def _is_heading(text: str, line: Span, following: Span, room: int) -> bool:
    words, rest = line.of(text).strip(), following.of(text).lstrip()
    if len(words) > _HEADING or words[-1] in ".,;:!?-":
        return False
    is_wrapped = len(words) + 1 + len(rest.split(maxsplit=1)[0]) > room
    return not is_wrapped and rest.lstrip("\"'“‘(")[:1].isupper()


# ---------------------------------------------------------------- sentences


def _split(text: str, block: Span, lexicon: Lexicon) -> Iterator[Span]:
    start = _behind_spaces(text, block.start)
    for stop in _STOP.finditer(text, block.start, block.end):
        if _ends_sentence(text, Span(start, block.end), stop, lexicon):
            yield Span(start, stop.end("mark"))
            start = stop.end()
    if start < block.end:
        yield Span(start, block.end)


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
        if mark not in _OPENING and not mark.isspace():
            name = _SMALL_NAME.match(text, index)
            is_name = name is not None and name.group("article") in lexicon.grammar.connectors
            return mark.isupper() or mark.isdigit() or is_name
    return False


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

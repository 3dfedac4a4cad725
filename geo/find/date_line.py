"""The day that an article's own date line tells: "LIMA, JUNE 9 (AP) --", or a line that is nothing but a day."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from itertools import groupby
from operator import attrgetter

from geo.find.date_scan import Scan
from geo.find.layout import dateline
from geo.find.relative_days import relative_day
from geo.find.stated_days import stated_day
from geo.lexicon import Lexicon
from geo.model import DateBasis, DateMention, DatePrec, Sentence
from geo.tokens import Token

_START = attrgetter("start")
_HEAD = 3  # paragraphs among which a line of its own may tell the day
_LONGEST_LINE = 8  # words and marks: "Published: Wednesday, 12 October 2022."
_YEAR_DIGITS = 4


def date_line(
    text: str, tokens: tuple[Token, ...], sentences: tuple[Sentence, ...], published: date | None, lexicon: Lexicon
) -> DateMention | None:
    """Return the day of the article's date line, None if it has none that is a whole, possible day."""
    span = dateline(text, tokens, sentences)
    first, end = (bisect_left(tokens, at, key=_START) for at in (span.start, span.end))
    if first < end:
        return _first_day(Scan(tokens, first, end, lexicon, published))
    return _alone(tokens, sentences, published, lexicon)


def _first_day(scan: Scan) -> DateMention | None:
    for index in range(scan.first, scan.last):
        if scan.is_capital(index) or scan.tokens[index].text[0].isdigit():
            found = stated_day(scan, index)
            if found is not None and found.when.prec is DatePrec.DAY:
                return found
    return None


def _alone(
    tokens: tuple[Token, ...], sentences: tuple[Sentence, ...], published: date | None, lexicon: Lexicon
) -> DateMention | None:
    """Return the day that a line of its own tells; an article of several such lines is a diary."""
    found: list[DateMention] = []
    paragraphs = [list(group) for _, group in groupby(sentences, lambda sentence: sentence.paragraph)]
    for number, paragraph in enumerate(paragraphs):
        last = paragraph[-1]
        if last.last - last.first > _LONGEST_LINE or not (found or number < _HEAD):
            continue
        mention = _whole_line(Scan(tokens, last.first, last.last, lexicon, published))
        if mention is not None:
            found.append(mention)
    return found[0] if len(found) == 1 else None


def _whole_line(scan: Scan) -> DateMention | None:
    words = (token.text for token in scan.tokens[scan.first : scan.last])
    if not any(len(word) >= _YEAR_DIGITS and word[0].isdigit() for word in words):
        return None
    first = next((at for at in range(scan.first, scan.last) if scan.lower(at) == ":"), scan.first - 1) + 1
    mention = (stated_day(scan, first) or relative_day(scan, first)) if first < scan.last else None
    if mention is None or mention.when.prec is not DatePrec.DAY or mention.when.basis is not DateBasis.STATED:
        return None
    behind = scan.tokens[mention.last : scan.last]
    return mention if all(not token.is_word for token in behind) else None

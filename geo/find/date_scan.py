"""A sentence as the day rules look at it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from geo.lexicon import DateWords, Lexicon
from geo.model import DateBasis, DateMention, DatePrec, Span, When
from geo.tokens import Token

UNKNOWN = When(None, None, None, None, "")
_WEEK, _MONTH = 7, 31


@dataclass(frozen=True, slots=True)
class Scan:
    """The tokens [first, last) of one sentence, the words that tell days, and the publication day."""

    tokens: tuple[Token, ...]
    first: int
    last: int
    lexicon: Lexicon
    published: date | None

    @property
    def words(self) -> DateWords:
        """The lexicon's date words."""
        return self.lexicon.dates

    def lower(self, index: int) -> str:
        """Return the small form of a token of the sentence, empty beyond its ends."""
        return self.tokens[index].lower if self.first <= index < self.last else ""

    def is_capital(self, index: int) -> bool:
        """Tell whether a token of the sentence begins with a capital."""
        return self.first <= index < self.last and self.tokens[index].is_capital

    def are_hyphenated(self, index: int) -> bool:
        """Tell whether a mark that is no token, such as a hyphen, may stand before token `index`: "11-13"."""
        return self.first < index < self.last and self.tokens[index - 1].end + 1 == self.tokens[index].start

    def quoted(self, first: int, last: int) -> str:
        """Return the words of some tokens in quotation marks, as reasons show them."""
        parts: list[str] = []
        for index in range(first, last):
            parts.append(self._gap_before(index) if index > first else "")
            parts.append(self.tokens[index].text)
        return f'"{"".join(parts)}"'

    def _gap_before(self, index: int) -> str:
        before, token = self.tokens[index - 1], self.tokens[index]
        if before.end == token.start:
            return ""
        return "-" if before.text.isdigit() and token.text.isdigit() and self.are_hyphenated(index) else " "

    def mention(self, first: int, last: int, when: When, shift: int | None = None) -> DateMention:
        """Return the mention that tokens [first, last) make."""
        span = Span(self.tokens[first].start, self.tokens[last - 1].end)
        return DateMention(span, first, last, when, shift)

    def untold(self, first: int, last: int, reason: str) -> DateMention:
        """Return a mention whose day is not known, because of `reason`."""
        return self.mention(first, last, replace(UNKNOWN, reason=f"{self.quoted(first, last)} {reason}"))

    def reckoned(self, first: int, last: int, days: tuple[int, int], prec: DatePrec | None = None) -> DateMention:
        """Return the mention of the days that lie so far from publication, both ends included."""
        if self.published is None:
            return self.untold(first, last, "cannot be reckoned: the article has no publication day")
        start, end = (self.published + timedelta(days=shift) for shift in days)
        reason = f"{self.quoted(first, last)}, published on {self.published.isoformat()}"
        prec = precision(start, end) if prec is None or start == end else prec
        when = When(start, end, prec, DateBasis.RELATIVE, reason)
        return self.mention(first, last, when)


def precision(start: date, end: date) -> DatePrec:
    """Return UCDP's date_prec for an event somewhere from `start` to `end`."""
    days = (end - start).days + 1
    if days == 1:
        return DatePrec.DAY
    if days < _WEEK:
        return DatePrec.DAYS
    if days == _WEEK:
        return DatePrec.WEEK
    return DatePrec.MONTH if days <= _MONTH else DatePrec.YEAR

"""Numbers as news writes them: "two hundred and five", "between 10 and 15", "a dozen", "several hundred"."""

from __future__ import annotations

from dataclasses import dataclass

from geo.lexicon import Casualties, Lexicon
from geo.tokens import Token

_MOST = 99_999  # more are a war's dead, not an event's
_YEARS = range(1900, 2100)
_JOINED = "-\u2010\u2011\u2013$€£#№"  # before a number: part of a name, a price, a range
HYPHENS = "-\u2010\u2011\u2013"
_HUNDRED, _THOUSAND = 100, 1000


@dataclass(frozen=True, slots=True)
class Count:
    """From how many to how many, as told; both None where nothing is told."""

    low: int | None
    high: int | None

    def plus(self, other: Count) -> Count:
        """Return the sum; a bound that either lacks stays open."""
        return Count(
            None if self.low is None or other.low is None else self.low + other.low,
            None if self.high is None or other.high is None else self.high + other.high,
        )


NO_COUNT = Count(None, None)


@dataclass(frozen=True, slots=True)
class Reading:
    """The tokens [first, last) of a sentence to read; those of `dated` belong to a day."""

    text: str
    tokens: tuple[Token, ...]
    first: int
    last: int
    lexicon: Lexicon
    dated: frozenset[int]

    @property
    def words(self) -> Casualties:
        """The lexicon's words around the dead and the injured."""
        return self.lexicon.casualties

    def lower(self, at: int) -> str:
        """Return the word at a token, empty outside of the sentence."""
        return self.tokens[at].lower if self.first <= at < self.last else ""

    def is_small(self, at: int) -> bool:
        """Tell whether a noun phrase ends before token `at`: a mark, a small word, a day, an adverb, the end."""
        word, grammar = self.lower(at), self.lexicon.grammar
        return (
            not word
            or not self.tokens[at].is_word
            or at in self.dated
            or word in grammar.prepositions
            or word in grammar.clause_words
            or word in grammar.auxiliaries
            or word in grammar.adverbs
            or word in self.words.small
            or (word.endswith("ly") and word not in self.words.person)
        )


def number_range(reading: Reading, at: int) -> tuple[Count, int] | None:
    """Read "12", "between 10 and 15", "10 to 15", "10-15", "two or three"."""
    between = reading.lower(at) in reading.words.between
    told = _number(reading, at + between)
    if told is None:
        return None
    count, end = told
    joint = {"and"} if between else {"to", "or", "\u2013"}
    behind = end + 1 if reading.lower(end) in joint else end if _hyphenated(reading, end) else 0
    other = _number(reading, behind, after_hyphen=behind == end) if behind else None
    if other is not None and _rises(count, other[0]):
        return Count(count.low, other[0].high), other[1]
    return None if between else told


def _rises(one: Count, other: Count) -> bool:
    return one.high is not None and other.low is not None and one.high < other.low


def _hyphenated(reading: Reading, at: int) -> bool:
    """Tell whether a number stands at `at`, joined to the one before by a hyphen (which is no token)."""
    if not reading.lower(at).isdecimal() or reading.tokens[at].start == 0:
        return False
    return reading.text[reading.tokens[at].start - 1] in HYPHENS


def _number(reading: Reading, at: int, *, after_hyphen: bool = False) -> tuple[Count, int] | None:
    words, word = reading.words, reading.lower(at)
    if at in reading.dated or not word:
        return None
    if word in {"a", "an"} and (reading.lower(at + 1) in words.vague or reading.lower(at + 1) in words.multiples):
        if reading.lower(at + 1) in words.vague:
            return Count(*words.vague[reading.lower(at + 1)]), at + 2
        return _exact(reading, at, at + 2, words.multiples[reading.lower(at + 1)])
    if word == "half" and reading.lower(at + 1) == "a" and reading.lower(at + 2) in words.multiples:
        return _exact(reading, at, at + 3, words.multiples[reading.lower(at + 2)] // 2)
    if word in words.vague:
        return _vague(reading, at)
    return written(reading, at) if after_hyphen or not _is_joined(reading, at) else None


def _vague(reading: Reading, at: int) -> tuple[Count, int] | None:
    """Read "dozens", "several", "several hundred"; "tens of thousands" are a war's."""
    words = reading.words
    many = words.vague.get(reading.lower(at + 1) + "s")
    if reading.lower(at + 1) in words.multiples and many is not None:
        return Count(*many), at + 2
    if reading.lower(at - 1) == "of" or (
        reading.lower(at + 1) == "of" and reading.lower(at + 2) in {"thousands", "millions"}
    ):
        return None
    return Count(*words.vague[reading.lower(at)]), at + 1


def written(reading: Reading, first: int) -> tuple[Count, int] | None:
    """Add up digits and number words: "two hundred and five", "1,200", "3 dozen"."""
    words = reading.words
    total = current = 0
    at = first
    while at < reading.last:
        word = reading.lower(at)
        if word == "and" and at > first and reading.lower(at - 1) in {"hundred", "thousand"}:
            if not 0 < words.numbers.get(reading.lower(at + 1), 0) < _HUNDRED:
                break
        elif word in words.multiples and at > first and current:
            current *= words.multiples[word]
            if words.multiples[word] >= _THOUSAND:
                total, current = total + current, 0
        elif at > first and word.isdecimal():
            break
        else:
            value = _digits(word) if at == first else None
            value = words.numbers.get(word) if value is None else value
            if value is None or (current % 100 and not (current % 100 >= 20 and current % 10 == 0 and value < 10)):  # noqa: PLR2004 - "twenty-one"
                break
            current += value
        at += 1
    return _exact(reading, first, at, total + current)


def _digits(word: str) -> int | None:
    plain = word.replace(",", "")
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) <= len(str(_MOST)) else None


def _exact(reading: Reading, first: int, last: int, value: int) -> tuple[Count, int] | None:
    if not 0 < value <= _MOST or last == first or _is_year(reading, first, value):
        return None
    word = reading.lower(last)
    if word in reading.words.units or word in {"%", "million", "billion"}:
        return None
    return Count(value, value), last


def _is_year(reading: Reading, at: int, value: int) -> bool:
    year = value in _YEARS and reading.lower(at) == str(value)
    return year and (reading.lower(at - 1) in reading.lexicon.dates.before_year or at == reading.first)


def _is_joined(reading: Reading, at: int) -> bool:
    """Tell whether the number is part of a name, a price or a longer number: "M23", "F-16", "$300"."""
    token = reading.tokens[at]
    before = reading.text[token.start - 1] if token.start else " "
    return token.text[0].isdigit() and (before in _JOINED or before.isalnum() or reading.lower(at - 1) in set("$€£"))

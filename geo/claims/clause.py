"""A sentence as the readers of who acts upon whom see it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from geo.lexicon import Lexicon
from geo.model import Findings, Sentence, Toponym
from geo.tokens import Token

_FIRST = attrgetter("first")
_HYPHENS = "-\u2010\u2011"


@dataclass(frozen=True, slots=True)
class Words:
    """A noun phrase: tokens [first, last); empty where there is none."""

    first: int
    last: int

    def __bool__(self) -> bool:
        return self.first < self.last


NOTHING = Words(0, 0)


class Clause(NamedTuple):
    """Sentence `number` of an article, in which noun phrases are looked for."""

    text: str
    findings: Findings
    number: int
    lexicon: Lexicon
    tokens: tuple[Token, ...]  # of the article
    sentence: Sentence

    @staticmethod
    def of(text: str, findings: Findings, number: int, lexicon: Lexicon) -> Clause:
        """Return sentence `number` of an article."""
        return Clause(text, findings, number, lexicon, findings.tokens, findings.sentences[number])

    def lower(self, at: int) -> str:
        """Return the word at a token, empty outside of the sentence; "IS" beside small letters is a name."""
        sentence = self.sentence
        if not sentence.first <= at < sentence.last:
            return ""
        word = self.tokens[at]
        if word.text != "IS":
            return word.lower
        behind_it = self.tokens[at + 1].text if at + 1 < sentence.last else ""
        return word.lower if behind_it.isupper() else "IS"

    def written(self, words: Words) -> str:
        """Return a noun phrase as written, spaces made one."""
        if not words:
            return ""
        return " ".join(self.text[self.tokens[words.first].start : self.tokens[words.last - 1].end].split())

    def is_word(self, at: int) -> bool:
        """Tell whether a word of the sentence stands at a token."""
        if not self.sentence.first <= at < self.sentence.last:
            return False
        return self.tokens[at].is_word or (self.tokens[at].text in _HYPHENS and self._is_between(at))

    def _is_between(self, at: int) -> bool:
        """Tell whether no space parts a mark from the words around it: the hyphen of "U.S.-led"."""
        before_it, behind_it = self.tokens[at - 1 : at], self.tokens[at + 1 : at + 2]
        return bool(before_it and behind_it) and before_it[0].end == behind_it[0].start - 1

    def is_dated(self, at: int) -> bool:
        """Tell whether a token belongs to words that tell a day."""
        dates = self.findings.dates
        number = bisect_right(dates, at, key=_FIRST) - 1
        return number >= 0 and at < dates[number].last

    def toponyms(self, words: Words) -> tuple[Toponym, ...]:
        """Return the place names within a noun phrase."""
        known = self.findings.toponyms
        first = bisect_left(known, words.first, key=_FIRST)
        last = bisect_left(known, words.last, key=_FIRST)
        return known[first:last]

    def speaks(self, at: int) -> bool:
        """Tell whether a verb of saying stands at a token."""
        verbs = self.lexicon.speech.verbs
        return verbs.start(self.tokens, at, min(at + 2, self.sentence.last))

    def is_tied(self, at: int) -> bool:
        """Tell whether a hyphen joins a token to the one before: the "backed" of "Coalition-backed forces"."""
        start = self.tokens[at].start
        return start > 0 and self.text[start - 1] in _HYPHENS

    def is_past(self, at: int) -> bool:
        """Tell whether a token is a finite verb, and no participle that describes: "armed men", "troops backed by"."""
        word = self.lower(at)
        if not word.isalpha() or self.is_tied(at) or (at + 1 < self.sentence.last and self.is_tied(at + 1)):
            return False
        if word in self.lexicon.parties.past:
            return True
        if not word.endswith("ed") or word in self.lexicon.parties.adjectives:
            return False
        before, behind = self.lower(at - 1), self.lower(at + 1)
        described = (
            not self.is_word(at - 1) or before in self.lexicon.parties.before_adjectives or before.endswith("ly")
        )
        return not (described or behind == "by" or behind in self.lexicon.grammar.prepositions)

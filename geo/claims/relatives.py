"""Relative clauses that a comma sets off: ", which the rebels entered on Monday," and the place that they describe."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from operator import attrgetter

from geo.lexicon import Lexicon
from geo.model import Findings, Role, Sentence, Toponym
from geo.tokens import Token

_FIRST = attrgetter("first")
_OF_PLACES = frozenset({"which", "where"})
_ENDS = frozenset({",", ";", ":", "--", "\u2013", "\u2014", "(", ")"})
_SETTING_OFF = frozenset({",", '"', "\u201d"})  # before a pronoun: 'three "volunteers" who, he said, are'
_FEATURE_GAP = 2  # words and marks between a name and its clause: "Masisi territory, where"


@dataclass(frozen=True, slots=True)
class Relative:
    """A relative clause, tokens [first, last), and the number of the toponym that it describes, -1 if none."""

    first: int
    last: int
    toponym: int
    personal: bool  # of persons: "who", "whose"

    def holds(self, at: int) -> bool:
        """Tell whether a token lies in the clause."""
        return self.first <= at < self.last


def relatives(findings: Findings, sentence: Sentence, lexicon: Lexicon) -> tuple[Relative, ...]:
    """Return a sentence's relative clauses behind a comma, and those right behind a place's name."""
    tokens, found = findings.tokens, []
    last = sentence.first
    for at in range(sentence.first + 1, sentence.last):
        word = tokens[at].lower
        if at < last or (word not in lexicon.grammar.relative and word not in _OF_PLACES):
            continue
        described = _described(findings, at, lexicon) if word in _OF_PLACES else -1
        if described < 0 and tokens[at - 1].lower not in _SETTING_OFF:
            continue
        last = _end(tokens, at + 1, sentence.last)
        found.append(Relative(at, last, described, word not in _OF_PLACES))
    return tuple(found)


def _end(tokens: tuple[Token, ...], first: int, last: int) -> int:
    """Return the token that ends a clause; an aside right behind its pronoun ("where, residents said, …") is no end."""
    at = first
    if at < last and tokens[at].lower == ",":
        at = next((n + 1 for n in range(at + 1, last) if tokens[n].lower == ","), last)
    return next((n for n in range(at, last) if tokens[n].lower in _ENDS), last)


def _described(findings: Findings, pronoun: int, lexicon: Lexicon) -> int:
    """Return the number of the place right before a pronoun; of "Sake, North Kivu, where …" the first."""
    toponyms, tokens = findings.toponyms, findings.tokens
    number = bisect_left(toponyms, pronoun, key=_FIRST) - 1
    if number < 0 or not _is_place(toponyms[number]) or pronoun - toponyms[number].last > _FEATURE_GAP:
        return -1
    places = lexicon.places
    gap = [token.lower for token in tokens[toponyms[number].last : pronoun]]
    if any(word != "," and word not in places.features for word in gap):
        return -1
    while number and _is_place(toponyms[number - 1]):
        between = [token.lower for token in tokens[toponyms[number - 1].last : toponyms[number].first]]
        if between[:1] and (between[0] in places.features or between[0] in lexicon.parties.areas):
            between = between[1:]  # "the Wadi Barada area of Damascus"
        seat = [word for word in between if word != "the"] == [",", "capital", "of"]
        if between not in ([","], ["in"], ["of"]) and not seat:
            break
        number -= 1
    return number


def _is_place(toponym: Toponym) -> bool:
    return toponym.role in {Role.PLACE, Role.CONTEXT}

"""Phrases over tokens: the small pattern language of the lexicon files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from geo.errors import LexiconError
from geo.tokens import Token

Payload = TypeVar("Payload")

_GAP = "..."
_NUMBER = "#"
_LIGHT = "_"
_CLASS = "@"
_MOST_GAP_WORDS = 3
_MOST_LIGHT_WORDS = 4
_STOPS = frozenset(".;:!?()[]—–") | {"--"}
_VOWELS = "aeiou"
# Verbs of one syllable with one vowel letter double their last consonant ("drop"); longer ones that do are irregular.
_DOUBLING = re.compile(r"(?:[^aeiou]|qu)*[aeiou][^aeiouwxy]")


class Light(frozenset[str]):
    """The words of which a few may stand at a place in a phrase, or none: auxiliaries and adverbs before a verb."""


@dataclass(frozen=True, slots=True)
class Phrase(Generic[Payload]):
    """One pattern: its source words, its compiled elements and what it stands for.

    An element is the words of which one must stand there; None is a gap of any words, Light one of its own words.
    """

    source: str
    elements: tuple[frozenset[str] | None, ...]
    payload: Payload


@dataclass(frozen=True, slots=True)
class Match(Generic[Payload]):
    """Tokens [first, last) of the sequence that a phrase covers."""

    first: int
    last: int
    phrase: Phrase[Payload]


class Inflector:
    """Forms of verbs and nouns: regular rules and a table with the other forms of irregular verbs.

    `classes` are the word lists that phrases name (`@civilians`), `light` the words that `_` skips.
    """

    def __init__(
        self,
        irregular: Mapping[str, Sequence[str]],
        classes: Mapping[str, Sequence[str]] | None = None,
        light: Iterable[str] = (),
    ) -> None:
        self._irregular = {lemma: tuple(forms) for lemma, forms in irregular.items()}
        self._classes = {name: frozenset(words) for name, words in (classes or {}).items()}
        self.light = Light(light)

    def members(self, name: str) -> frozenset[str]:
        """Return the words of a class; raises LexiconError where there is none of that name.

        >>> sorted(Inflector({}, {"guns": ["howitzer", "mortar"]}).members("guns"))
        ['howitzer', 'mortar']
        """
        if name not in self._classes:
            message = f"there is no class of words @{name}"
            raise LexiconError(message)
        return self._classes[name]

    def verb(self, lemma: str) -> frozenset[str]:
        """Return every form of a verb.

        >>> sorted(Inflector({}).verb("seize"))
        ['seize', 'seized', 'seizes', 'seizing']
        """
        return frozenset({lemma, *(self._irregular.get(lemma) or _regular(lemma))})

    def acting(self, lemma: str) -> frozenset[str]:
        """Return the past and -ing forms only, where the others are also nouns.

        >>> sorted(Inflector({}).acting("shell"))
        ['shelled', 'shelling']
        """
        return frozenset(form for form in self.verb(lemma) if form not in {lemma, _with_s(lemma)})

    @staticmethod
    def noun(lemma: str) -> frozenset[str]:
        """Return singular and plural.

        >>> sorted(Inflector.noun("ambush"))
        ['ambush', 'ambushes']
        """
        return frozenset({lemma, _with_s(lemma)})


def _regular(lemma: str) -> set[str]:
    if lemma.endswith("ie"):
        return {_with_s(lemma), lemma + "d", lemma[:-2] + "ying"}
    if lemma.endswith("e"):
        return {_with_s(lemma), lemma + "d", (lemma if lemma.endswith(("ee", "oe", "ye")) else lemma[:-1]) + "ing"}
    if _ends_in_consonant_y(lemma):
        return {_with_s(lemma), lemma[:-1] + "ied", lemma + "ing"}
    stem = lemma + lemma[-1] if _DOUBLING.fullmatch(lemma) else lemma
    return {_with_s(lemma), stem + "ed", stem + "ing"}


def _with_s(lemma: str) -> str:
    if lemma.endswith(("s", "sh", "ch", "x", "z")):
        return lemma + "es"
    if _ends_in_consonant_y(lemma):
        return lemma[:-1] + "ies"
    return lemma + "s"


def _ends_in_consonant_y(lemma: str) -> bool:
    return len(lemma) > 1 and lemma.endswith("y") and lemma[-2] not in _VOWELS


def compile_phrase(source: str, payload: Payload, inflector: Inflector) -> Phrase[Payload]:
    """Compile the lexicon's phrase syntax; raises LexiconError for what cannot be one."""
    words = source.split()
    if not words or source != source.lower() or {words[0], words[-1]} & {_GAP, _LIGHT}:
        message = f"{source!r} is not a phrase: lower-case words, with ... and _ only between words"
        raise LexiconError(message)
    return Phrase(source, tuple(_element(word, inflector) for word in words), payload)


def _element(word: str, inflector: Inflector) -> frozenset[str] | None:
    if word == _GAP:
        return None
    return inflector.light if word == _LIGHT else _alternatives(word, inflector)


def _alternatives(word: str, inflector: Inflector) -> frozenset[str]:
    if word.isalpha():  # most are plain words
        return frozenset((word,))
    rules: dict[str, Callable[[str], frozenset[str]]] = {
        "~": inflector.verb,
        "!": inflector.acting,
        "+": inflector.noun,
    }
    forms: set[str] = set()
    for choice in word.split("|"):
        if choice.startswith(_CLASS) and len(choice) > 1:
            forms |= inflector.members(choice[1:])
            continue
        rule = rules.get(choice[-1:])
        forms |= rule(choice[:-1]) if rule and len(choice) > 1 else {choice}
    if "" in forms:
        message = f"{word!r} holds an empty alternative"
        raise LexiconError(message)
    return frozenset(forms)


class Phrases(Generic[Payload]):
    """Many phrases, found in one pass over the tokens."""

    def __init__(self, phrases: Iterable[Phrase[Payload]]) -> None:
        self._all = tuple(phrases)
        by_first: dict[str, list[Phrase[Payload]]] = {}
        for phrase in self._all:
            for word in sorted(phrase.elements[0] or ()):
                by_first.setdefault(word, []).append(phrase)
        self._by_first = {word: tuple(found) for word, found in by_first.items()}

    def __iter__(self) -> Iterator[Phrase[Payload]]:
        return iter(self._all)

    def starting_at(self, tokens: Sequence[Token], index: int, last: int) -> Iterator[Match[Payload]]:
        """Yield the phrases that begin at token `index` and end before token `last`."""
        if index >= last:
            return
        token = tokens[index]
        found = self._by_first.get(token.lower, ())
        if token.text[0].isdigit():
            found = (*found, *self._by_first.get(_NUMBER, ()))
        for phrase in found:
            end = _end_of(phrase.elements, tokens, index, last)
            if end:
                yield Match(index, end, phrase)

    def within(self, tokens: Sequence[Token], first: int, last: int) -> Iterator[Match[Payload]]:
        """Yield every phrase in tokens [first, last), in the order of their first tokens."""
        for index in range(first, last):
            token = tokens[index]
            if token.lower in self._by_first or token.text[0].isdigit():  # most words begin no phrase
                yield from self.starting_at(tokens, index, last)


def _end_of(
    elements: tuple[frozenset[str] | None, ...], tokens: Sequence[Token], index: int, last: int, at: int = 0
) -> int:
    """Return the token index behind the match of elements[at:] at `index`, or 0."""
    while at < len(elements):
        element = elements[at]
        if element is None:
            return _end_after_gap(elements, tokens, index, last, at + 1)
        if isinstance(element, Light):
            index = _behind_light(element, tokens, index, last)
            at += 1
            continue
        if index >= last or not _is_one_of(tokens[index], element):
            return 0
        index += 1
        at += 1
    return index


def _end_after_gap(
    elements: tuple[frozenset[str] | None, ...], tokens: Sequence[Token], index: int, last: int, at: int
) -> int:
    for skipped in range(_MOST_GAP_WORDS + 1):
        if index + skipped >= last:
            return 0
        end = _end_of(elements, tokens, index + skipped, last, at)
        if end or tokens[index + skipped].text in _STOPS:
            return end
    return 0


def _behind_light(element: Light, tokens: Sequence[Token], index: int, last: int) -> int:
    end = min(last, index + _MOST_LIGHT_WORDS)
    while index < end and tokens[index].lower in element:
        index += 1
    return index


def _is_one_of(token: Token, element: frozenset[str]) -> bool:
    return token.lower in element or (_NUMBER in element and token.text[0].isdigit())

"""Phrases over tokens: the small pattern language of the lexicon files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from geo.errors import LexiconError
from geo.inflection import Inflector, Light
from geo.tokens import Token

Payload = TypeVar("Payload")
Found = TypeVar("Found")

_GAP = "..."
_NUMBER = "#"
_LIGHT = "_"
_CLASS = "@"
_MOST_GAP_WORDS = 3
_MOST_LIGHT_WORDS = 4
_STOPS = frozenset(".;:!?()[]—–") | {"--"}


class Phrase(NamedTuple, Generic[Payload]):
    """One pattern: its source words, its compiled elements and what it stands for.

    An element is the words of which one must stand there; None is a gap of any words, Light one of its own words.
    """

    source: str
    elements: tuple[frozenset[str] | None, ...]
    payload: Payload


class Match(NamedTuple, Generic[Payload]):
    """Tokens [first, last) of the sequence that a phrase covers."""

    first: int
    last: int
    phrase: Phrase[Payload]


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
    """Many phrases, found in one pass over the tokens.

    Most words of a text begin or end no phrase: for them one look into a dictionary answers every question.
    """

    def __init__(self, phrases: Iterable[Phrase[Payload]]) -> None:
        self._all = tuple(phrases)
        by_first: dict[str, list[_Begun[Payload]]] = {}
        for phrase in self._all:
            begun = _begun(phrase)
            for word in phrase.elements[0] or ():
                by_first.setdefault(word, []).append(begun)
        self._by_first = {word: _starting(found) for word, found in by_first.items()}
        self._numbered = self._by_first.get(_NUMBER)
        self._by_last: Mapping[str, _Ending[Payload]] | None = None
        self._last_words: frozenset[str] = frozenset()

    def _backwards(self) -> Mapping[str, _Ending[Payload]]:
        """Return the phrases by their last words, made when asked for: few groups are ever read backwards."""
        if self._by_last is None:
            self._by_last = self._ending()
            self._last_words = frozenset(self._by_last)
        return self._by_last

    def _ending(self) -> dict[str, _Ending[Payload]]:
        fixed = _by_word([phrase for phrase in self._all if not _stretches(phrase)], -1)
        stretching = _by_word([phrase for phrase in self._all if _stretches(phrase)], -1)
        return {
            word: _Ending(fixed.get(word, ()), _by_word(stretching.get(word, ()), 0))
            for word in sorted(fixed.keys() | stretching.keys())
        }

    @property
    def last_words(self) -> frozenset[str]:
        """The words that phrases end with; some may end with a number as well."""
        self._backwards()
        return self._last_words

    def __iter__(self) -> Iterator[Phrase[Payload]]:
        return iter(self._all)

    def starting_at(self, tokens: Sequence[Token], index: int, last: int) -> Sequence[Match[Payload]]:
        """Return the phrases that begin at token `index` and end before token `last`."""
        if index >= last:
            return ()
        token = tokens[index]
        found = self._by_first.get(token.lower)
        if self._numbered is not None and token.text[0].isdigit():
            found = self._numbered if found is None else _starting([*found.phrases, *self._numbered.phrases])
        if found is None:
            return ()
        follows = tokens[index + 1].lower if index + 1 < last else ""
        if found.seconds is not None and follows not in found.seconds:
            return ()
        matches: list[Match[Payload]] = []
        for phrase, second, length in found.phrases:
            if second is None or follows in second:
                seen = 1 if second is None else 2
                end = index + length if length else _end_of(phrase.elements, tokens, index + seen, last, seen)
                if end:
                    matches.append(Match(index, end, phrase))
        return matches

    def start(self, tokens: Sequence[Token], index: int, last: int) -> bool:
        """Tell whether a phrase begins at token `index` and ends before token `last`."""
        return bool(self.starting_at(tokens, index, last))

    def ending_at(self, tokens: Sequence[Token], first: int, last: int) -> int:
        """Return the first token, at least `first`, of the longest phrase that ends before token `last`, or -1."""
        if first >= last:
            return -1
        final, by_last = tokens[last - 1], self._backwards()
        if final.lower not in by_last and not final.text[0].isdigit():
            return -1
        best = last
        for fixed, stretching in _endings(by_last, final):
            for phrase in fixed:
                start = last - len(phrase.elements)
                if first <= start < best and _end_of(phrase.elements, tokens, start, last):
                    best = start
            for at in range(first, best) if stretching else ():
                begun = _with_word(stretching, tokens[at])
                if begun and any(_end_of(phrase.elements, tokens, at, last) == last for phrase in begun):
                    best = at
                    break
        return best if best < last else -1

    def within(self, tokens: Sequence[Token], first: int, last: int) -> Iterator[Match[Payload]]:
        """Yield every phrase in tokens [first, last), in the order of their first tokens."""
        by_first, numbered = self._by_first, self._numbered is not None
        for index, token in enumerate(tokens[first:last], first):
            if token.lower in by_first or (numbered and token.text[0].isdigit()):
                found = self.starting_at(tokens, index, last)
                if found:
                    yield from found

    def first_within(self, tokens: Sequence[Token], first: int, last: int) -> Match[Payload] | None:
        """Return the first phrase in tokens [first, last), None if there is none."""
        by_first, numbered = self._by_first, self._numbered is not None
        for index, token in enumerate(tokens[first:last], first):
            if token.lower in by_first or (numbered and token.text[0].isdigit()):
                found = self.starting_at(tokens, index, last)
                if found:
                    return found[0]
        return None

    def occur(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        """Tell whether a phrase stands in tokens [first, last)."""
        return self.first_within(tokens, first, last) is not None


class _Begun(NamedTuple, Generic[Payload]):
    """A phrase whose first word was found, and what its second must be; None where that is open.

    `length` is that of a phrase of which no more has to be looked at, else 0.
    """

    phrase: Phrase[Payload]
    second: frozenset[str] | None
    length: int


class _Starting(NamedTuple, Generic[Payload]):
    """The phrases that begin with a word, and all words that may come second; None where any may."""

    phrases: Sequence[_Begun[Payload]]
    seconds: frozenset[str] | None


class _Ending(NamedTuple, Generic[Payload]):
    """The phrases that end with a word: those of a fixed length, and by their first words those that stretch."""

    fixed: Sequence[Phrase[Payload]]
    stretching: Mapping[str, Sequence[Phrase[Payload]]]


def _begun(phrase: Phrase[Payload]) -> _Begun[Payload]:
    second = _plain(phrase.elements[1]) if len(phrase.elements) > 1 else None
    looked_at = 1 if second is None else 2
    return _Begun(phrase, second, looked_at if len(phrase.elements) == looked_at else 0)


def _starting(phrases: Sequence[_Begun[Payload]]) -> _Starting[Payload]:
    seconds: frozenset[str] = frozenset()
    for begun in phrases:
        if begun.second is None:
            return _Starting(phrases, None)
        seconds = seconds | begun.second if seconds else begun.second
    return _Starting(phrases, seconds)


def _endings(by_last: Mapping[str, _Ending[Payload]], token: Token) -> Sequence[_Ending[Payload]]:
    found = by_last.get(token.lower)
    if token.text[0].isdigit() and _NUMBER in by_last:
        return (by_last[_NUMBER],) if found is None else (found, by_last[_NUMBER])
    return () if found is None else (found,)


def _by_word(phrases: Iterable[Phrase[Payload]], at: int) -> dict[str, tuple[Phrase[Payload], ...]]:
    by_word: dict[str, list[Phrase[Payload]]] = {}
    for phrase in phrases:
        for word in sorted(phrase.elements[at] or ()):
            by_word.setdefault(word, []).append(phrase)
    return {word: tuple(found) for word, found in by_word.items()}


def _plain(element: frozenset[str] | None) -> frozenset[str] | None:
    """Return the words of which one must stand there; None where that is open."""
    return None if element is None or isinstance(element, Light) or _NUMBER in element else element


def _with_word(by_word: Mapping[str, Sequence[Found]], token: Token) -> Sequence[Found]:
    found = by_word.get(token.lower, ())
    return (*found, *by_word.get(_NUMBER, ())) if token.text[0].isdigit() else found


def _stretches(phrase: Phrase[Payload]) -> bool:
    """Tell whether a phrase may cover more or fewer tokens than it has elements."""
    return any(element is None or isinstance(element, Light) for element in phrase.elements)


def _end_of(
    elements: tuple[frozenset[str] | None, ...], tokens: Sequence[Token], index: int, last: int, at: int = 0
) -> int:
    """Return the token index behind the match of elements[at:] at `index`, or 0."""
    for number in range(at, len(elements)):
        element = elements[number]
        if element is None:
            return _end_after_gap(elements, tokens, index, last, number + 1)
        if isinstance(element, Light):
            index = _behind_light(element, tokens, index, last)
            continue
        if index >= last:
            return 0
        token = tokens[index]
        if token.lower not in element and not (_NUMBER in element and token.text[0].isdigit()):
            return 0
        index += 1
    return index


def _end_after_gap(
    elements: tuple[frozenset[str] | None, ...], tokens: Sequence[Token], index: int, last: int, at: int
) -> int:
    wanted = _plain(elements[at])
    for skipped in range(index, index + _MOST_GAP_WORDS + 1):
        if skipped >= last:
            return 0
        if wanted is None or tokens[skipped].lower in wanted:
            end = _end_of(elements, tokens, skipped, last, at)
            if end:
                return end
        if tokens[skipped].text in _STOPS:
            return 0
    return 0


def _behind_light(element: Light, tokens: Sequence[Token], index: int, last: int) -> int:
    end = min(last, index + _MOST_LIGHT_WORDS)
    while index < end and tokens[index].lower in element:
        index += 1
    return index

"""The clause around a trigger: where it begins, who acts in it and upon what, and whether it only sounds like war."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from geo.lexicon import Grammar, Lexicon, Trigger
from geo.model import EventType, Sentence
from geo.phrases import Match, Phrases
from geo.tokens import Token

MARKS = frozenset(';:,()"\u201c\u201d\u2013\u2014') | {"--"}
_SUBJECT_REACH = 16  # words before a trigger in which its subject begins
_OBJECT_REACH = 8  # words behind a trigger that its object may take
_LEADING_AWAY = frozenset({"by", "out", "off", "away"})  # "took the wounded out of the town"
_PLACE_REACH = 6  # words behind a verb in which the place that is its object is named


class Words(NamedTuple):
    """Tokens [first, last)."""

    first: int
    last: int


def clause_start(tokens: tuple[Token, ...], farthest: int, first: int, breaks: frozenset[str]) -> int:
    """Return the first token of the clause that `first` stands in, no farther back than `farthest`."""
    start = first
    while start > farthest and tokens[start - 1].lower not in MARKS and tokens[start - 1].lower not in breaks:
        start -= 1
    return start


def is_passive(tokens: tuple[Token, ...], sentence: Sentence, first: int, grammar: Grammar) -> bool:
    """Tell whether the verb at `first` stands in the passive: "was repeatedly shelled", not "was shelling"."""
    if tokens[first].lower.endswith("ing"):
        return False
    return any(
        token.lower in grammar.passive for token in tokens[_before_light(tokens, sentence, first, grammar) : first]
    )


def subject(tokens: tuple[Token, ...], sentence: Sentence, first: int, grammar: Grammar) -> Words:
    """Return the noun phrase that acts, without what hangs on it: "the bank" of "the bank in Zurich is fighting".

    Of "a band of rebels" it is the rebels. Empty where the clause has no subject of its own.
    """
    last = _before_light(tokens, sentence, first, grammar)
    start = clause_start(tokens, max(sentence.first, last - _SUBJECT_REACH), last, grammar.clause_words)
    found = Words(last, last)
    for part in noun_phrases(tokens, start, last, grammar):
        word = tokens[part.first - 1].lower if part.first > start else ""
        if word == "of" and found.last == part.first - 1 and tokens[found.first].lower in grammar.amounts:
            return part
        if found.first < found.last:
            return found
        if word not in grammar.prepositions or part.last == last:
            found = part
    return found


def _before_light(tokens: tuple[Token, ...], sentence: Sentence, first: int, grammar: Grammar) -> int:
    """Step back over the auxiliaries and adverbs of a verb."""
    while first > sentence.first and (
        tokens[first - 1].lower in grammar.auxiliaries or tokens[first - 1].lower in grammar.light
    ):
        first -= 1
    return first


def noun_phrases(tokens: tuple[Token, ...], start: int, last: int, grammar: Grammar) -> Iterator[Words]:
    """Yield the noun phrases of tokens [start, last), cut at prepositions and before determiners."""
    first = start
    for index in range(start, last):
        word = tokens[index].lower
        if word in grammar.prepositions or word == "of":
            if first < index:
                yield Words(first, index)
            first = index + 1
        elif word in grammar.determiners and first < index:
            yield Words(first, index)
            first = index
    if first < last:
        yield Words(first, last)


def objects(tokens: tuple[Token, ...], sentence: Sentence, first: int, lexicon: Lexicon) -> Iterator[Words]:
    """Yield the noun phrase behind a trigger and those that hang on it by "of": "two tonnes", "cocaine"."""
    grammar = lexicon.grammar
    end = min(sentence.last, first + _OBJECT_REACH)
    if first < end and tokens[first].lower in grammar.leading:
        first += 1
    start = index = first
    while index < end and tokens[index].is_word and not _ends_object(tokens[index].lower, lexicon):
        if tokens[index].lower == "of":
            yield Words(start, index)
            start = index + 1
        index += 1
    yield Words(start, index)


def takes_place(tokens: tuple[Token, ...], sentence: Sentence, first: int, lexicon: Lexicon) -> bool:
    """Tell whether the object from `first` on is a place with a name, or lies at one: "took the hill near Sake".

    Of "took the bus to Goma" it is not: a bus is no place.
    """
    places, days = lexicon.places, lexicon.dates.weekdays
    for index in range(first, min(first + _PLACE_REACH, sentence.last)):
        token, before = tokens[index], tokens[index - 1].lower
        if token.is_capital and token.lower not in days:
            return True
        is_place = before in places.anaphora or before in places.town or before in places.facility
        leads_away = token.lower in _LEADING_AWAY or token.lower in lexicon.grammar.prepositions
        if not token.is_word or (leads_away and not is_place):
            return False
    return False


def _ends_object(word: str, lexicon: Lexicon) -> bool:
    grammar = lexicon.grammar
    return (
        word in grammar.prepositions
        or word in grammar.clause_words
        or word in grammar.auxiliaries
        or word in lexicon.dates.past
        or word == "by"
    )


# ---------------------------------------------------------------- what only sounds like war


def look_alike(tokens: tuple[Token, ...], sentence: Sentence, match: Match[Trigger], lexicon: Lexicon) -> Words | None:
    """Return the words by which who acts, on what, or what stands before shows that no event of war is told."""
    trigger, grammar, words = match.phrase.payload, lexicon.grammar, lexicon.look_alikes
    kind = trigger.event_type
    before = Words(max(sentence.first, match.first - 3), match.first)
    found = _ending(words.modifiers, kind, tokens, [before])
    found = found or _ending(words.objects, kind, tokens, objects(tokens, sentence, match.last, lexicon))
    found = found or _ending(words.objects, kind, tokens, _within(tokens, match, grammar))
    if found or not trigger.verb:
        return found
    acting = [subject(tokens, sentence, match.first, grammar)]
    if not is_passive(tokens, sentence, match.first, grammar):
        return _ending(words.subjects, kind, tokens, acting)
    found = _ending(words.objects, kind, tokens, acting)
    return found or _ending(words.subjects, kind, tokens, _agent(tokens, sentence, match, lexicon))


def _agent(tokens: tuple[Token, ...], sentence: Sentence, match: Match[Trigger], lexicon: Lexicon) -> Iterator[Words]:
    by = match.last if match.last < sentence.last and tokens[match.last].lower == "by" else match.last - 1
    if tokens[by].lower == "by":
        yield from objects(tokens, sentence, by + 1, lexicon)


def _within(tokens: tuple[Token, ...], match: Match[Trigger], grammar: Grammar) -> Iterator[Words]:
    """Yield the noun phrases in a trigger's gap: "withdrew the notes from"."""
    yield from noun_phrases(tokens, match.first + 1, match.last, grammar)


def _ending(
    phrases: Mapping[EventType | None, Phrases[str]],
    kind: EventType | None,
    tokens: tuple[Token, ...],
    parts: Iterable[Words],
) -> Words | None:
    """Return one of the words in which a noun phrase ends: its head is the last, or stands before a past form."""
    for words in parts:
        for key in (None, kind):
            if key in phrases:
                for match in phrases[key].within(tokens, words.first, words.last):
                    if match.last == words.last or tokens[match.last].lower.endswith("ed"):
                        return Words(match.first, match.last)
    return None

"""Capitalised runs, and which of them are persons: what a place name must not be a part of."""

from __future__ import annotations

from dataclasses import dataclass

from geo.lexicon import Grammar, Lexicon, PlaceWords
from geo.lexicon.joining import joined
from geo.model import Sentence
from geo.tokens import Token

_ALL_CAPITALS = 0.6  # share of words: above it a sentence is set in capitals and they tell nothing
_LONGEST_PERSON = 4
_AGE_DIGITS = 2
HYPHENS = frozenset("-\u2010\u2011")


@dataclass(frozen=True, slots=True)
class Runs:
    """For each token the run of capitalised words [start, end) that it belongs to, and the words that name persons."""

    start: tuple[int, ...]
    end: tuple[int, ...]
    persons: frozenset[str]
    shouted: frozenset[int]  # sentences set in capitals

    def of(self, index: int) -> tuple[int, int]:
        """Return the run that token `index` belongs to."""
        return self.start[index], self.end[index]


def runs(text: str, tokens: tuple[Token, ...], sentences: tuple[Sentence, ...], lexicon: Lexicon) -> Runs:
    """Find the runs of capitalised words in each sentence; a run never crosses a mark or a line."""
    start, end = list(range(len(tokens))), list(range(1, len(tokens) + 1))
    persons: set[str] = set()
    shouted = frozenset(number for number, sentence in enumerate(sentences) if _is_shouted(tokens, sentence))
    for number, sentence in enumerate(sentences):
        if number in shouted:
            continue
        for first, last in _runs_of(text, tokens, sentence, lexicon):
            for index in range(first, last):
                start[index], end[index] = first, last
            named = _behind_rank(tokens, first, last, lexicon.places)
            if _is_person(tokens, named, last, sentence, lexicon.places) or _bears_given_name(
                tokens, named, last, lexicon.places
            ):
                persons.update(token.lower for token in tokens[named:last] if token.is_capital)
    return Runs(tuple(start), tuple(end), frozenset(persons), shouted)


def _is_shouted(tokens: tuple[Token, ...], sentence: Sentence) -> bool:
    found = [token.text for token in tokens[sentence.first : sentence.last] if token.is_word and len(token.text) > 1]
    capitals = sum([word.isupper() for word in found])
    return len(found) > 4 and capitals > _ALL_CAPITALS * len(found)  # noqa: PLR2004 - fewer words are a name


def is_small_article(text: str, tokens: tuple[Token, ...], index: int, last: int, grammar: Grammar) -> bool:
    """Tell whether a small word is the article of a name behind a hyphen: the "al" of "al-Mayadin"."""
    token = tokens[index]
    return (
        token.lower in grammar.connectors
        and index + 1 < last
        and tokens[index + 1].is_capital
        and text[token.end : tokens[index + 1].start] in HYPHENS
    )


def _runs_of(text: str, tokens: tuple[Token, ...], sentence: Sentence, lexicon: Lexicon) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    last = sentence.first
    articles = lexicon.grammar.connectors
    for index, token in enumerate(tokens[sentence.first : sentence.last], sentence.first):
        if index < last or not (token.is_capital or token.lower in articles):
            continue
        if not token.is_capital and not is_small_article(text, tokens, index, sentence.last, lexicon.grammar):
            continue
        if _only_opens(tokens, index, sentence, lexicon.places):
            continue
        last = index + 1
        while last < sentence.last and _continues(tokens, last, sentence.last, lexicon.grammar):
            last += 1
        while last > index + 1 and not tokens[last - 1].is_capital:
            last -= 1
        found.append((index, last))
    return found


def _only_opens(tokens: tuple[Token, ...], index: int, sentence: Sentence, words: PlaceWords) -> bool:
    """Tell whether a word has its capital only because a sentence or a speech begins with it."""
    if not tokens[index].is_capital:
        return False
    opens = index == sentence.first or not tokens[index - 1].is_word
    return opens and (tokens[index].lower in words.not_places or tokens[index].lower in words.locative)


def _continues(tokens: tuple[Token, ...], index: int, last: int, grammar: Grammar) -> bool:
    token, before = tokens[index], tokens[index - 1]
    if token.text == "." and len(before.text) == 1 and before.is_capital:
        return index + 1 < last and tokens[index + 1].is_capital  # "Scott C. Dayton"
    if before.text == "." and token.start - before.end == 1:
        return token.is_capital
    if token.start - before.end != 1 or not (token.is_word and before.is_word):
        return False
    if token.is_capital:
        return token.lower not in grammar.determiners  # "DETROIT The Transportation Department"
    return token.lower in grammar.connectors and index + 1 < last and tokens[index + 1].is_capital


def _behind_rank(tokens: tuple[Token, ...], first: int, last: int, words: PlaceWords) -> int:
    """Return the token of a run at which its last form of address stands: "Navy Chief Petty Officer | Scott Dayton".

    A rank with nothing behind it names nobody: "Kharkiv Governor".
    """
    return next((n for n in range(last - 2, first, -1) if tokens[n].lower in words.person_before), first)


def _is_person(tokens: tuple[Token, ...], first: int, last: int, sentence: Sentence, words: PlaceWords) -> bool:
    """Tell whether a run stands behind a form of address, is followed by an age, or is two to four names that speak."""
    start = first
    while first < last and tokens[first].lower in words.person_before:
        first += 1
    if first == last or _holds_other(tokens, first, last, words):
        return False
    before, earlier = (tokens[at].lower if at >= sentence.first else "" for at in (start - 1, start - 2))
    after, later, last_mark = (tokens[at].lower if at < sentence.last else "" for at in (last, last + 1, last + 2))
    addressed = first > start or before in words.person_before or (before == "." and earlier in words.person_before)
    aged = after == "," and later.isdecimal() and len(later) == _AGE_DIGITS and last_mark in {",", ".", ""}
    speaks = after in words.person_after or before in words.person_after
    return addressed or aged or (speaks and 1 < last - first <= _LONGEST_PERSON)


def _bears_given_name(tokens: tuple[Token, ...], first: int, last: int, words: PlaceWords) -> bool:
    """Tell whether a run is a given name that is also a place, and a surname: "Jordan Chadwick", "Georgia Stevens"."""
    if last - first != 2 or tokens[first].lower not in words.given_names:  # noqa: PLR2004 - given name and surname
        return False
    after = tokens[first + 1].lower
    return not _holds_other(tokens, first, last, words) and after not in words.not_places


def _holds_other(tokens: tuple[Token, ...], first: int, last: int, words: PlaceWords) -> bool:
    """Whether a word of the run belongs to an organisation or a place."""
    found = [token.lower for token in tokens[first:last]]
    others = joined(words.organisation_after, words.region, words.town, words.facility)
    return not (others.isdisjoint(found) and words.demonyms.keys().isdisjoint(found))

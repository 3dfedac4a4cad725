"""A name in its sentence, and what a rule may ask about the words around it."""

from __future__ import annotations

from typing import NamedTuple

from geo.find.context import Context
from geo.find.names import Runs
from geo.gazetteer import fold
from geo.lexicon import Lexicon
from geo.model import Candidate, PlaceKind, Sentence, Span
from geo.phrases import Phrases
from geo.tokens import Token

_LONGEST_LEAD = 6  # words of a phrase that leads to a name
JOINING = frozenset({"and", "or", "nor"})
_MOST_LISTED = 5  # names in a list


class Name(NamedTuple):
    """A name at tokens [first, last), what may be meant by it and the words around it."""

    first: int
    last: int
    candidates: tuple[Candidate, ...]
    around: Context
    may_be_country: bool
    is_seat: bool  # it is that of a capital, by which its government is called


class Scene(NamedTuple):
    """The sentence that a name stands in."""

    tokens: tuple[Token, ...]
    number: int
    sentence: Sentence
    runs: Runs
    lexicon: Lexicon

    def lower(self, index: int) -> str:
        """Return the word at a token of the sentence, empty outside it."""
        return self.tokens[index].lower if self.sentence.first <= index < self.sentence.last else ""

    def is_capital(self, index: int) -> bool:
        """Tell whether a token of the sentence begins with a capital."""
        return self.sentence.first <= index < self.sentence.last and self.tokens[index].is_capital


def phrase_ends(scene: Scene, phrases: Phrases[str], *ends: int) -> bool:
    """Tell whether a phrase ends right before one of the tokens."""
    first, tokens = scene.sentence.first, scene.tokens
    last_words = phrases.last_words
    for end in ends:
        if end <= first or not (tokens[end - 1].lower in last_words or tokens[end - 1].text[0].isdigit()):
            continue  # most words
        if phrases.ending_at(tokens, max(first, end - _LONGEST_LEAD), end) >= 0:
            return True
    return False


def name_in(scene: Scene, first: int, last: int, candidates: tuple[Candidate, ...], around: Context) -> Name:
    """Return the name at tokens [first, last), with what many rules ask about it."""
    may_be_country = PlaceKind.COUNTRY in [candidate.kind for candidate in candidates]
    key = fold(" ".join([token.text for token in scene.tokens[first:last]]))
    return Name(first, last, candidates, around, may_be_country, key in scene.lexicon.places.seats)


def leads_item(scene: Scene, first: int, last: int) -> bool:
    """Tell whether tokens [first, last) stand in the slug or heading that names the place of an item."""
    lead = scene.sentence.item.lead
    return lead is not None and lead.holds(Span(scene.tokens[first].start, scene.tokens[last - 1].end))


def list_start(scene: Scene, first: int) -> int:
    """Return the first token of the list of names that the name at `first` goes on: "A, B and C".

    What a sentence begins with is no part of it: "In A, B and C said".
    """
    at = first
    for _ in range(_MOST_LISTED):
        mark = at - 1 if scene.lower(at - 1) in JOINING | {","} else at
        mark -= int(mark < at and scene.lower(mark - 1) == ",")
        if mark == at or not scene.is_capital(mark - 1):
            break
        before = scene.runs.of(mark - 1)[0]
        if before == scene.sentence.first + 1:
            break
        at = before
    return at


def list_end(scene: Scene, last: int) -> int:
    """Return the token behind the list of names that goes on behind `last`; `last` if none does."""
    at = last
    for _ in range(_MOST_LISTED):
        comma = scene.lower(at) == ","
        joined = scene.lower(at + comma) in JOINING
        behind = at + comma + joined
        if behind == at or not scene.is_capital(behind):
            break
        at = scene.runs.of(behind)[1]
        if joined:
            return at
    return last


def is_named_thing(scene: Scene, name: Name) -> bool:
    """Tell whether a ship, an operation or a storm bears the name: "the frigate Sheffield"."""
    words, (start, _) = scene.lexicon.places, scene.runs.of(name.first)
    return any(
        scene.lower(at) in words.vessels or (scene.lower(at) in words.code_names and scene.is_capital(at))
        for at in range(start - 1, name.first)
    )


def is_who(scene: Scene, name: Name) -> bool:
    """Tell whether nothing governs a name, and "who" follows: it is a person's."""
    behind = name.last + 1 if scene.lower(name.last) == "," else name.last
    if scene.lower(behind) != "who" or scene.lower(name.first - 1) in JOINING | {","}:
        return False
    return not (name.may_be_country or name.around.preposition or name.around.cue)

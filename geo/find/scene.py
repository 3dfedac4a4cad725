"""A name in its sentence, and what a rule may ask about the words around it."""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Name:
    """A name at tokens [first, last), what may be meant by it and the words around it."""

    first: int
    last: int
    candidates: tuple[Candidate, ...]
    around: Context


@dataclass(frozen=True, slots=True)
class Scene:
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
    return any(phrases.ending_at(tokens, max(first, end - _LONGEST_LEAD), end) >= 0 for end in {*ends})


def is_country(name: Name) -> bool:
    """Tell whether a country may be meant."""
    return any(candidate.kind is PlaceKind.COUNTRY for candidate in name.candidates)


def is_seat(scene: Scene, name: Name) -> bool:
    """Tell whether a name is that of a capital, by which its government is called."""
    return fold(" ".join(token.text for token in scene.tokens[name.first : name.last])) in scene.lexicon.places.seats


def leads_item(scene: Scene, name: Name) -> bool:
    """Tell whether a name stands in the slug or heading that names the place of an item."""
    lead, first, last = scene.sentence.item.lead, scene.tokens[name.first], scene.tokens[name.last - 1]
    return lead is not None and lead.holds(Span(first.start, last.end))


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
    return not (is_country(name) or name.around.preposition or name.around.cue)

"""What a place name does in its sentence: a place, or a government, an organisation, a speaker's seat, an origin."""

from __future__ import annotations

from dataclasses import dataclass

from geo.find.context import Context
from geo.find.names import Runs
from geo.lexicon import Lexicon
from geo.model import Candidate, PlaceKind, Relation, Role, Sentence
from geo.phrases import Phrases
from geo.tokens import Token

_LONGEST_LEAD = 4  # words of a phrase that leads to a name
_SEAT_POPULATION = 300_000  # a seat of government is at least this big
_SPEECH_REACH = 5  # words between a speaker and the verb of saying


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


def role_of(scene: Scene, name: Name) -> Role:
    """Tell the role of a name; PLACE where nothing speaks against it."""
    rules = (
        (_is_organisation, Role.ORGANISATION),
        (_is_origin, Role.ORIGIN),
        (_is_speaker_seat, Role.SPEAKER),
        (_is_metonym, Role.METONYM),
        (_is_context, Role.CONTEXT),
    )
    return next((role for rule, role in rules if rule(scene, name)), Role.PLACE)


def phrase_ends(scene: Scene, phrases: Phrases[str], *ends: int) -> bool:
    """Tell whether a phrase ends right before one of the tokens."""
    first, tokens = scene.sentence.first, scene.tokens
    return any(phrases.ending_at(tokens, max(first, end - _LONGEST_LEAD), end) >= 0 for end in {*ends})


def _is_organisation(scene: Scene, name: Name) -> bool:
    words = scene.lexicon.places
    after = name.last + 1 if scene.lower(name.last) == "'s" else name.last
    if phrase_ends(scene, words.organisation_before, name.first) or scene.lower(after) in words.organisation_after:
        return True
    start, end = scene.runs.of(name.first)
    beside = (*range(start, name.first), *range(name.last, end))
    return any(scene.lower(index) in words.organisation_after for index in beside)


def _is_origin(scene: Scene, name: Name) -> bool:
    words = scene.lexicon.places
    if phrase_ends(scene, words.origin_before, name.first, name.around.start, name.around.start + 1):
        return True
    hyphened = name.last < scene.sentence.last and scene.tokens[name.last].start == scene.tokens[name.last - 1].end + 1
    return hyphened and scene.lower(name.last) in words.origin_after


def _is_context(scene: Scene, name: Name) -> bool:
    words, around = scene.lexicon.places, name.around
    ends = (name.first, around.start, around.start + 1)
    return phrase_ends(scene, words.container_before, *ends) or phrase_ends(scene, words.spoken_of_before, *ends)


def _is_speaker_seat(scene: Scene, name: Name) -> bool:
    """Tell "a spokesman in Moscow said", "told reporters in Damascus", "speaking from Goma"."""
    if name.around.preposition not in {"in", "from", "at"}:
        return False
    before, speech = scene.lower(name.around.start - 1), scene.lexicon.speech
    if before in speech.reporters:
        return True
    if before not in speech.sources:
        return False
    at = name.last + 1 if scene.lower(name.last) == "," else name.last
    reach = range(at, min(at + _SPEECH_REACH, scene.sentence.last))
    return any(speech.verbs.start(scene.tokens, index, scene.sentence.last) for index in reach)


def _is_metonym(scene: Scene, name: Name) -> bool:
    """Tell whether a country or a seat of government speaks or acts as a government does."""
    around = name.around
    if around.preposition or around.cue or around.relation is not Relation.AT or around.part:
        return False
    country = any(candidate.kind is PlaceKind.COUNTRY for candidate in name.candidates)
    if not country and all(candidate.population < _SEAT_POPULATION for candidate in name.candidates):
        return False
    at = _behind_auxiliaries(scene, name.last)
    if scene.lower(at) == "and" and scene.lower(at + 1) and scene.tokens[at + 1].is_capital:
        at = _behind_auxiliaries(scene, at + 2)
    return any(_acts(scene, index, country=country) for index in ((at, name.last) if country else (at,)))


def _behind_auxiliaries(scene: Scene, index: int) -> int:
    while scene.lower(index) in scene.lexicon.grammar.auxiliaries:
        index += 1
    return index


def _acts(scene: Scene, index: int, *, country: bool) -> bool:
    verb = scene.lower(index)
    if not verb or verb == "and" or (verb in scene.lexicon.grammar.having and not country):
        return False
    return scene.lexicon.places.metonym_verbs.start(scene.tokens, index, scene.sentence.last)

"""The words around a place name: what governs it, what kind of place they call it, how it relates to the event."""

from __future__ import annotations

from dataclasses import dataclass

from geo.lexicon import Lexicon, PlaceWords
from geo.model import Relation, Sentence
from geo.tokens import Token

_MOST_WORDS_BACK = 6
_KM = {"km": 1.0, "kms": 1.0, "kilometer": 1.0, "kilometre": 1.0, "mile": 1.609, "mi": 1.609}
_LONGEST_PHRASE = 5
_FARTHEST_KM = 100.0  # from a place that tells where something lies without the way


@dataclass(frozen=True, slots=True)
class Context:
    """What the words before and after a name tell about it; `start` is the first token of what leads to the name."""

    start: int
    preposition: str
    cue: str
    cue_first: int  # token of the cue word, -1 if none
    relation: Relation
    distance_km: float | None
    bearing: float | None
    part: str


@dataclass(frozen=True, slots=True)
class _Lead:
    """The words between the governing preposition and the name."""

    at: int  # token index where the look for the preposition goes on, moving left
    cue: str
    cue_first: int
    part: str


def context(tokens: tuple[Token, ...], sentence: Sentence, first: int, last: int, lexicon: Lexicon) -> Context:
    """Read the words around tokens [first, last)."""
    words = lexicon.places
    lead = _lead(tokens, sentence, first, lexicon)
    cue, cue_first = _cue_after(tokens, sentence, last, words)
    if not cue:
        cue, cue_first = lead.cue, lead.cue_first
    direction = _direction(tokens, sentence, lead.at, lexicon)
    if direction:
        start, bearing, distance = direction
        return Context(start, "of", cue, cue_first, Relation.DIRECTION, distance, bearing, lead.part)
    away = _away(tokens, sentence, lead.at, lexicon)
    if away:
        return Context(away[0], "from", cue, cue_first, Relation.NEAR, away[1], None, lead.part)
    for phrases, relation in ((words.around, Relation.AROUND), (words.near, Relation.NEAR)):
        start = phrases.ending_at(tokens, max(sentence.first, lead.at - _LONGEST_PHRASE), lead.at + 1)
        if start >= 0:
            return Context(start, tokens[start].lower, cue, cue_first, relation, None, None, lead.part)
    before = tokens[lead.at].lower if lead.at >= sentence.first else ""
    if before in words.between:
        return Context(lead.at, before, cue, cue_first, Relation.BETWEEN, None, None, lead.part)
    if before in words.locative or before in words.governing:
        return Context(lead.at, before, cue, cue_first, Relation.AT, None, None, lead.part)
    return Context(lead.at + 1, "", cue, cue_first, Relation.AT, None, None, lead.part)


def _lead(tokens: tuple[Token, ...], sentence: Sentence, first: int, lexicon: Lexicon) -> _Lead:
    """Walk left over "the strategically important northern city of"."""
    words = lexicon.places
    at, cue, cue_first, part = first - 1, "", -1, ""
    at, part = _skip_small(tokens, sentence, at, part, lexicon)
    if at <= sentence.first:
        return _Lead(at, cue, cue_first, part)
    is_of = tokens[at].lower in {"of", ":"} and _feature(tokens[at - 1].lower, words)
    if is_of or (_feature(tokens[at].lower, words) and tokens[at].lower not in words.locative):
        cue_first = at - 1 if is_of else at
        cue = tokens[cue_first].lower
        at = cue_first - 1
        steps = 0
        while at >= sentence.first and steps < _MOST_WORDS_BACK:
            word = tokens[at]
            if not word.is_word or word.lower in words.locative:
                break
            part = word.lower if cue in lexicon.grammar.partial and word.lower in words.parts else part
            at -= 1
            steps += 1
            if word.lower in lexicon.grammar.determiners:
                break
        if at < sentence.first or tokens[at].lower not in words.locative:
            at = cue_first - 1
            at, _ = _skip_small(tokens, sentence, at, part, lexicon)
    return _Lead(at, cue, cue_first, part)


def _skip_small(tokens: tuple[Token, ...], sentence: Sentence, at: int, part: str, lexicon: Lexicon) -> tuple[int, str]:
    words = lexicon.places
    while at >= sentence.first:
        word = tokens[at].lower
        joined = f"{tokens[at - 1].lower} {word}" if at > sentence.first else ""
        if joined in words.parts:
            part, at = joined, at - 2
        elif word in words.parts:
            part, at = word, at - 1
        elif word in lexicon.grammar.determiners or word in words.demonyms:
            at -= 1
        else:
            break
    return at, part


def _feature(word: str, words: PlaceWords) -> bool:
    return word in words.town or word in words.region or word in words.district or word in words.facility


def _cue_after(tokens: tuple[Token, ...], sentence: Sentence, last: int, words: PlaceWords) -> tuple[str, int]:
    if last >= sentence.last:
        return "", -1
    word = tokens[last].lower
    return (word, last) if _feature(word, words) and word != "port" else ("", -1)


def _direction(
    tokens: tuple[Token, ...], sentence: Sentence, at: int, lexicon: Lexicon
) -> tuple[int, float, float | None] | None:
    """Read "30 km north of", "south-east of": the first token, the bearing and the distance in km."""
    words = lexicon.places
    if at - 1 < sentence.first or tokens[at].lower not in {"of", "from"}:
        return None
    name, start = tokens[at - 1].lower, at - 1
    two = f"{tokens[at - 2].lower} {name}" if at - 2 >= sentence.first else ""
    if two in words.directions:
        name, start = two, at - 2
    if name not in words.directions:
        return None
    distance = None
    if start - 2 >= sentence.first and tokens[start - 1].lower.removesuffix("s") in _KM:
        distance = _distance(tokens[start - 2].text, tokens[start - 1].lower)
        start = start - 2 if distance else start
    while start > sentence.first and tokens[start - 1].lower in lexicon.grammar.about:
        start -= 1
    return start, words.directions[name], distance


def _away(tokens: tuple[Token, ...], sentence: Sentence, at: int, lexicon: Lexicon) -> tuple[int, float] | None:
    """Read "about 40 km from": the first token and the distance in km; what lies farther is not told by it."""
    if at - 2 < sentence.first or tokens[at].lower != "from" or tokens[at - 1].lower.removesuffix("s") not in _KM:
        return None
    distance, start = _distance(tokens[at - 2].text, tokens[at - 1].lower), at - 2
    if distance is None or not 0 < distance <= _FARTHEST_KM:
        return None
    while start > sentence.first and tokens[start - 1].lower in lexicon.grammar.about:
        start -= 1
    return start, distance


def _distance(number: str, unit: str) -> float | None:
    try:
        return float(number.replace(",", "")) * _KM[unit.removesuffix("s")]
    except ValueError:
        return None

"""The words around a place name: what governs it, what kind of place they call it, how it relates to the event."""

from __future__ import annotations

from typing import NamedTuple

from geo.lexicon import Lexicon, PlaceWords
from geo.model import Relation, Sentence
from geo.tokens import Token

_MOST_WORDS_BACK = 6
_FARTHEST_KM = 100.0  # what lies farther from a town, on a side that is not told, is not told by it
_KM = {"km": 1.0, "kms": 1.0, "kilometer": 1.0, "kilometre": 1.0, "mile": 1.609, "mi": 1.609}
_LONGEST_PHRASE = 5
_HELD = frozenset({"held", "controlled", "occupied"})  # behind a hyphen and whose they are


class Context(NamedTuple):
    """What the words before and after a name tell about it; `start` is the first token of what leads to the name."""

    start: int
    preposition: str
    cue: str
    cue_first: int  # token of the cue word, -1 if none
    relation: Relation
    distance_km: float | None
    bearing: float | None
    part: str


class _Lead(NamedTuple):
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
    apart = _apart(tokens, sentence, lead.at, lexicon)
    if apart:
        start, distance = apart
        return Context(start, "near", cue, cue_first, Relation.NEAR, distance, None, lead.part)
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
    is_of = tokens[at].lower in {"of", ":"} and tokens[at - 1].lower in words.features
    if is_of or (tokens[at].lower in words.features and tokens[at].lower not in words.locative):
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
        elif word in _HELD and at > sentence.first + 1 and tokens[at - 2].lower in words.locative:
            at -= 2  # "on rebel-held", "in Russian-occupied"
        else:
            break
    return at, part


def _cue_after(tokens: tuple[Token, ...], sentence: Sentence, last: int, words: PlaceWords) -> tuple[str, int]:
    if last >= sentence.last:
        return "", -1
    word = tokens[last].lower
    return (word, last) if word in words.features and word != "port" else ("", -1)


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
    distance = _distance(tokens, sentence, start, lexicon)
    start = start - 2 if distance else start
    return _without_about(tokens, sentence, start, lexicon), words.directions[name], distance


def _apart(tokens: tuple[Token, ...], sentence: Sentence, at: int, lexicon: Lexicon) -> tuple[int, float] | None:
    """Read "20 km from", "eight miles outside", "within 5 km of": the first token and the distance in km.

    How far somebody went from a place is none: "walked 20 km from".
    """
    word = tokens[at].lower if at >= sentence.first else ""
    if word not in {"from", "of", "outside"}:
        return None
    behind = at - 1 if at > sentence.first and tokens[at - 1].lower == "away" else at
    distance = _distance(tokens, sentence, behind, lexicon)
    if distance is None or distance > _FARTHEST_KM:
        return None
    start = _without_about(tokens, sentence, behind - 2, lexicon)
    before = tokens[start - 1].lower if start > sentence.first else ""
    if before == "within":
        return start - 1, distance
    return None if word == "of" or before in lexicon.places.covering else (start, distance)


def _without_about(tokens: tuple[Token, ...], sentence: Sentence, start: int, lexicon: Lexicon) -> int:
    while start > sentence.first and tokens[start - 1].lower in lexicon.grammar.about:
        start -= 1
    return start


def _distance(tokens: tuple[Token, ...], sentence: Sentence, behind: int, lexicon: Lexicon) -> float | None:
    """Return the km of a number and a unit right before a token: "20 km", "eight miles"."""
    if behind - 2 < sentence.first:
        return None
    number, unit = tokens[behind - 2].lower, tokens[behind - 1].lower.removesuffix("s")
    if unit not in _KM:
        return None
    told = lexicon.casualties.numbers.get(number)
    try:
        return (told or float(number.replace(",", ""))) * _KM[unit]
    except ValueError:
        return None

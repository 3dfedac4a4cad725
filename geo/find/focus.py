"""Words that put an event beside a place told before: "east of the city", "on the outskirts of the town"."""

from __future__ import annotations

from geo.find.context import context
from geo.lexicon import Lexicon
from geo.model import Beside, Relation, Sentence
from geo.tokens import Token

_BESIDE = frozenset({Relation.NEAR, Relation.AROUND, Relation.DIRECTION})


def beside_focus(tokens: tuple[Token, ...], sentences: tuple[Sentence, ...], lexicon: Lexicon) -> tuple[Beside, ...]:
    """Find where the text says how an event lies to "the city" of which it told before, in order."""
    return tuple(
        beside
        for number, sentence in enumerate(sentences)
        for at in range(sentence.first + 2, sentence.last)
        if tokens[at].lower in lexicon.places.town and _points_back(tokens, sentence, at)
        for beside in _beside(tokens, number, sentence, at, lexicon)
    )


def _points_back(tokens: tuple[Token, ...], sentence: Sentence, at: int) -> bool:
    """Tell "the city" from "the city of Homs", "the city centre" and "the town where he was born"."""
    if tokens[at - 1].lower not in {"the", "this"}:
        return False
    behind = tokens[at + 1] if at + 1 < sentence.last else None
    return behind is None or not behind.is_word or behind.lower not in {"of", "centre", "center", "where"}


def _beside(
    tokens: tuple[Token, ...], number: int, sentence: Sentence, at: int, lexicon: Lexicon
) -> tuple[Beside, ...]:
    around = context(tokens, sentence, at, at + 1, lexicon)
    if around.relation in _BESIDE:
        return (Beside(around.start, number, around.relation, around.distance_km, around.bearing),)
    if around.cue in lexicon.lines.fringe and around.cue_first < at:
        bearing = lexicon.places.directions.get(around.part.removesuffix("ern"))
        return (Beside(around.start, number, Relation.NEAR, None, bearing),)
    return ()

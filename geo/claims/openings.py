"""Places that open their sentence, all of which is told of them: "In Kutkai, howitzers at Lashio killed two men"."""

from __future__ import annotations

from geo.claims.case import Case
from geo.model import EventMention, Toponym

_OPENING_WORDS = 4  # words before a place that opens its sentence: "In the town of"
_SEATED = frozenset({"in", "at", "near", "outside"})


def opens(case: Case, toponym: Toponym) -> bool:
    """Tell whether a place opens its sentence, all of which is told of it: "In Jos, …"."""
    first = case.findings.sentences[toponym.sentence].first
    return toponym.first - first <= _OPENING_WORDS and toponym.preposition in case.lexicon.places.placing


def hangs_on_actor(case: Case, event: EventMention, opening: int, number: int) -> bool:
    """Tell whether a place only tells where those stand who act, in a sentence that another place opens."""
    if opening >= number:
        return False
    first, seat = (case.findings.toponyms[n] for n in (opening, number))
    tokens = case.findings.tokens
    if not opens(case, first) or tokens[first.last].lower != "," or not event.verb or seat.last > event.first:
        return False
    before = tokens[seat.first - 2]
    noun = before.is_word and before.lower not in case.lexicon.grammar.listing
    return seat.preposition in _SEATED and noun and tokens[event.first - 1].lower != ","

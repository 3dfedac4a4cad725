"""Places that stand in one list, all of which an event is told of: "in A, the town of B and on the outskirts of C"."""

from __future__ import annotations

from geo.claims.asides import explains
from geo.claims.case import Case, events_between
from geo.lexicon import PlaceWords
from geo.model import Toponym

_LIST_GAP = 6  # words and marks between two places of a list: ", and in the town of"
_SAID_AGAIN = 2  # words and marks between two places with nothing but the preposition said again: ", in"
_REPEATED_GAP = 9  # the same before a preposition said again: ", 38 km to the north, and in"
_MARKS = frozenset({",", ";", ":", "(", ")", "--", "\u2013", "\u2014", "but", "while", "although"})


def list_around(case: Case, best: int, governed: list[int]) -> list[int]:
    """Return the whole list ("in A, B and C") that the nearest place stands in."""
    chosen = {best}
    for step in (1, -1):
        at = best
        while (other := _next_listed(case, at, step, governed)) is not None:
            at = other
            chosen.add(at)
    return sorted(chosen)


def _next_listed(case: Case, at: int, step: int, governed: list[int]) -> int | None:
    """Return the next place of a list, past one that only explains the place before it: "A, a suburb of B, and C"."""
    other = at + step
    while 0 < other < len(case.places) and other not in governed and _is_beside(case, other):
        other += step
    return other if other in governed and _is_list(case, min(at, other), max(at, other)) else None


def _is_beside(case: Case, number: int) -> bool:
    """Tell whether a place only tells where the one before it is: "Beita, near Nablus, and Aqraba"."""
    return explains(case, number) or case.findings.toponyms[number].locates is not None


def _is_list(case: Case, left: int, right: int) -> bool:
    one, other = case.findings.toponyms[left], case.findings.toponyms[right]
    explained = [case.findings.toponyms[n].last for n in range(left + 1, right) if _is_beside(case, n)]
    gap = [token.lower for token in case.findings.tokens[max([one.last, *explained]) : other.first]]
    listing, places = case.lexicon.grammar.listing, case.lexicon.places
    if not gap or len(gap) > _REPEATED_GAP:
        return False
    if len(gap) <= _LIST_GAP and all(word == "," or word in listing for word in gap):
        return True
    if gap[0] not in {",", "and", "or"} or events_between(case, one.sentence, one.last, other.first):
        return False
    same = one.preposition == other.preposition and one.relation == other.relation
    counted = [word for word in gap if not word[0].isdigit() and word not in case.lexicon.casualties.numbers]
    joined = len(counted) <= _SAID_AGAIN or not (listing - {"the"}).isdisjoint(gap)  # "45 in Nyanza, 12 in Busia"
    if same and joined and len(gap) <= _LIST_GAP:
        return True
    leads = [word for word in gap if word != "," and word not in listing and not _is_of_place(word, places)]
    if len(gap) <= _LIST_GAP and (not leads or (leads[1:] == [] and leads[0] in places.placing)):
        return not leads or not _opens_clause(case, other)
    said_again = gap[0] == "," and gap[-3:-1] == [",", "and"] and gap.count(",") == 2  # noqa: PLR2004 - an aside
    return said_again and same and bool(one.preposition)


def _opens_clause(case: Case, toponym: Toponym) -> bool:
    """Tell whether an event is told right behind a place: "shells hit Nikopol, and in Kherson a bomb killed two"."""
    end = case.findings.sentences[toponym.sentence].last
    tokens = case.findings.tokens
    mark = next((at for at in range(toponym.last, end) if tokens[at].lower in _MARKS), end)
    return bool(events_between(case, toponym.sentence, toponym.last, mark))


def _is_of_place(word: str, places: PlaceWords) -> bool:
    """Tell whether a word may lead to a later place of a list: "and the outskirts of", "and in the town of"."""
    feature = word in places.town or word in places.region or word in places.district or word in places.facility
    return feature or word in places.parts or word == "of"


def is_added(case: Case, number: int) -> bool:
    """Tell whether an "and" adds a place to those before it: "in Donetsk and in the Donbas" tells of both."""
    if not number:
        return False
    before, toponym = case.findings.toponyms[number - 1 : number + 1]
    gap = [token.lower for token in case.findings.tokens[before.last : toponym.first]]
    return before.sentence == toponym.sentence and "and" in gap[:2]

"""Place names that gave no claim, and why."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from operator import attrgetter

from geo.claims.asides import explains, is_seat
from geo.claims.case import Case
from geo.claims.where import governs, lies_in
from geo.model import Dropped, EventMention, Grounds, Role, Toponym

_ROLE_REASONS = {
    Role.METONYM: "stands for a government",
    Role.ORGANISATION: "is part of the name of an organisation or an office",
    Role.SPEAKER: "is where the speaker stands",
    Role.DATELINE: "is the dateline",
    Role.ORIGIN: "is an origin or a seat",
    Role.CONTEXT: "only tells where another place is, or what is spoken of",
}
_NEAREST = 4  # claims on each side of a name that it may contain
_FIRST = attrgetter("first")


def unused(case: Case, grounds: Sequence[Grounds]) -> list[Dropped]:
    """Return the place names that no claim stands at, each with the reason; a demonym is no place's name."""
    at: dict[int, list[Grounds]] = defaultdict(list)
    for each in grounds:
        at[each.event.sentence].append(each)
    used = {each.toponym for each in grounds}
    return [
        Dropped(toponym.span, f'"{toponym.text}" {_why(case, number, at[toponym.sentence])}{_problem(case, number)}')
        for number, toponym in enumerate(case.findings.toponyms)
        if number not in used and toponym.role is not Role.DEMONYM
    ]


def _problem(case: Case, number: int) -> str:
    place = case.places[number]
    told = case.findings.toponyms[number].role is Role.PLACE and place.latitude is None
    return f"; {place.reason}" if told else ""


def _why(case: Case, number: int, here: Sequence[Grounds]) -> str:
    toponym = case.findings.toponyms[number]
    boilerplate = case.findings.sentences[toponym.sentence].boilerplate
    if boilerplate:
        return boilerplate
    if toponym.locates is not None:
        return f"only tells where {_quoted(_at(case, toponym.locates))} is"
    if toponym.role is not Role.PLACE:
        return _ROLE_REASONS[toponym.role]
    for each in _near(toponym, here):
        if lies_in(case, each.toponym, number):
            return f"only tells where {_quoted(case.findings.toponyms[each.toponym])} is"
    return _beside_event(case, number, here)


def _beside_event(case: Case, number: int, here: Sequence[Grounds]) -> str:
    toponym = case.findings.toponyms[number]
    event = _nearest(toponym, case.events_of[toponym.sentence])
    if event is None:
        return "is named in a sentence that tells no event"
    if is_seat(case, toponym, event):
        return _ROLE_REASONS[Role.SPEAKER]
    if explains(case, number):
        return f"only tells where {_quoted(case.findings.toponyms[number - 1])} is"
    words = f'"{event.span.of(case.article.text)}"'
    sites = [each for each in _near(toponym, here) if each.event is event]
    if not sites:
        return f"is named beside {words}, which gave no claim"
    if not governs(case, number, event):
        return f"is named beside {words}, but nothing makes it the place of that"
    return f"stands farther from {words} than {_quoted(case.findings.toponyms[sites[0].toponym])}"


def _near(toponym: Toponym, here: Sequence[Grounds]) -> Iterator[Grounds]:
    at = bisect_left(here, toponym.first, key=lambda each: each.event.first)
    yield from here[max(0, at - _NEAREST) : at + _NEAREST]


def _nearest(toponym: Toponym, events: Sequence[EventMention]) -> EventMention | None:
    at = bisect_left(events, toponym.first, key=_FIRST)
    beside = events[max(0, at - 1) : at + 1]
    return min(beside, key=lambda e: max(e.first - toponym.last, toponym.first - e.last), default=None)


def _at(case: Case, first: int) -> Toponym:
    """Return the toponym that begins at a token."""
    return case.findings.toponyms[bisect_left(case.findings.toponyms, first, key=_FIRST)]


def _quoted(toponym: Toponym) -> str:
    return f'"{toponym.text}"'

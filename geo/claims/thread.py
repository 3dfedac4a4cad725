"""What goes on from sentence to sentence: the place and the day in focus, of each item its own."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from operator import attrgetter

from geo.claims.case import Case
from geo.claims.focus import Focus, Site, moves_on, scene_of
from geo.claims.unknown import names_unknown
from geo.claims.when import Day, is_in_focus, is_to_come
from geo.claims.where import contains
from geo.model import EventMention, Role, Span, WherePrec
from geo.rules import DayRule

_FIRST = attrgetter("first")


@dataclass(frozen=True, slots=True)
class Happening:
    """An event with its places and days."""

    event: EventMention
    sites: tuple[Site, ...]
    day: Day


@dataclass(frozen=True, slots=True)
class State:
    """What the sentences before put in focus, and where the item began that they stand in."""

    focus: Focus | None
    day: Day | None
    paragraph: int  # the one that a longer stretch of days holds for
    begun: int  # offset

    def day_in(self, paragraph: int, published: date | None) -> Day | None:
        """Return the days that an event of a paragraph happened on if it tells none."""
        if self.day is None or self.paragraph == paragraph or is_in_focus(self.day.when, published):
            return self.day
        return None


def beginning(case: Case, number: int, around: State | None) -> State:
    """Return what an item begins with: the place that its slug or heading names, and the day told around it."""
    sentence = case.findings.sentences[number]
    focus = _led_by(case, number, sentence.item.lead)
    if sentence.item.listed and around is not None and around.focus is not None:
        focus = replace(around.focus, sentence=number)
    day = None if case.events_of[number] else _day_in(case, number)
    if day is None and around is not None:
        return State(focus, around.day, around.paragraph, sentence.span.start)
    return State(focus, day, sentence.paragraph, sentence.span.start)


def following(case: Case, state: State, number: int, happenings: Sequence[Happening]) -> State:
    """Return what is in focus behind sentence `number`, which told `happenings`."""
    state = _with_day(case, state, number, happenings)
    sites_here = [site for happening in happenings for site in happening.sites]
    towns = [tuple(s.toponym for s in h.sites if s.named and not _is_country(case, s)) for h in happenings]
    if state.focus is not None and state.focus.leads and names_unknown(case.findings, number, case.lexicon):
        state = replace(state, focus=None)
    if any(towns):
        last = next(named for named in reversed(towns) if named)
        return replace(state, focus=Focus(number, tuple(dict.fromkeys(chain.from_iterable(towns))), last))
    if state.focus is not None and sites_here:
        return replace(state, focus=replace(state.focus, sentence=number, scene=False))
    if state.focus is None:
        scene = scene_of(case, number)  # which only the sentence right behind it shares
        return state if scene is None else replace(state, focus=Focus(number - 1, (scene,), (scene,), scene=True))
    return replace(state, focus=None) if not state.focus.leads and moves_on(case, number) else state


def _with_day(case: Case, state: State, number: int, happenings: Sequence[Happening]) -> State:
    """Put in focus the day that a sentence tells of what has happened."""
    told = (h.day for h in happenings if h.day.told and not h.event.planned and h.day.when.start is not None)
    day = next((day for day in told if not is_to_come(day.when, case.findings.published)), state.day)
    if day is None and not happenings:
        day = _day_in(case, number)
    return state if day is state.day else replace(state, day=day, paragraph=case.findings.sentences[number].paragraph)


def _is_country(case: Case, site: Site) -> bool:
    return case.places[site.toponym].where_prec is WherePrec.COUNTRY


def _led_by(case: Case, number: int, lead: Span | None) -> Focus | None:
    """Return the places that lead the item beginning with sentence `number`: of a place and its region, the place."""
    if lead is None:
        return None
    toponyms, places = case.findings.toponyms, case.places
    first = bisect_left(toponyms, lead.start, key=lambda toponym: toponym.span.start)
    last = bisect_left(toponyms, lead.end, key=lambda toponym: toponym.span.start)
    named = [n for n in range(first, last) if toponyms[n].role in {Role.PLACE, Role.CONTEXT}]
    named = [n for n in named if places[n].where_prec is not WherePrec.COUNTRY]
    named = [n for n in named if not any(n != other and contains(places[n], places[other]) for other in named)]
    return Focus(number, tuple(named), tuple(named), leads=True) if named else None


def _day_in(case: Case, number: int) -> Day | None:
    """Return the first day of a sentence that later ones may be about."""
    sentence, dates = case.findings.sentences[number], case.findings.dates
    first = bisect_left(dates, sentence.first, key=_FIRST)
    last = bisect_left(dates, sentence.last, key=_FIRST)
    here = (mention for mention in dates[first:last] if is_in_focus(mention.when, case.findings.published))
    return next((Day(mention.when, DayRule.SENTENCE, mention) for mention in here), None)

"""Which of a sentence's places an event happened at, and where it happened when its sentence names none."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter

from geo.claims.asides import is_aside, is_reported_from, seen_from
from geo.claims.case import Case, events_between
from geo.claims.focus import Focus, Site, from_focus, means_focus, of_focus, points_back
from geo.claims.listed import is_added, list_around
from geo.claims.openings import hangs_on_actor, opens
from geo.claims.passives import behind_inset, is_passive, is_taken, office_of, verbs_between
from geo.claims.relatives import Relative
from geo.claims.unknown import names_unknown_behind
from geo.lexicon import PlaceWords
from geo.lexicon.joining import joined
from geo.model import EventMention, EventType, Place, Relation, Role, Toponym, WherePrec
from geo.offsets import offset, reaches
from geo.rules import PlaceRule

_FIRST = attrgetter("first")
_SENTENCE = attrgetter("sentence")
_MOVING = frozenset({EventType.TROOP_MOVEMENT, EventType.EVACUATION, EventType.ABDUCTION})
_SUBJECT_REACH = 7  # words between a place that is the subject and what is told of it
_OBJECT_REACH = 5  # words between a verb and the place that is its object
_FARTHEST = 26  # the most that may lie between an event and its place, in words and marks
_BREAKS = {
    ";": 12,
    ":": 8,
    "--": 8,
    "\u2014": 8,
    "\u2013": 8,
    ",": 2,
    "(": 3,
    ")": 3,
    "but": 6,
    "while": 6,
    "although": 6,
}
_OPENED = 60  # the same for a place that opens the sentence
_EVENT_BETWEEN = 5
_BEFORE = 2  # a place before its event is a little less likely than one behind it
_BEHIND_CLAUSE = 8  # a place in a relative clause behind the event is less likely than one of its own clause


def sites(case: Case, event: EventMention, focus: Focus | None) -> tuple[Site, ...]:
    """Return the places of an event, most often one; none where nothing tells it."""
    clause = _clause(case, event)
    here = [n for n in _around(case, event) if not is_aside(case, n, event) and not _is_apart(case, n, event, clause)]
    if event.object_only:
        governed = [n for n in here if _is_place(case, n) and _is_done_to(case, case.findings.toponyms[n], event)]
    else:
        governed = [n for n in here if governs(case, n, event)]
    if clause is not None and clause.toponym >= 0:
        governed = _told_of(case, event, clause, governed)
    elif points_back(case, event):
        before = [n for n in governed if case.findings.toponyms[n].first < event.first]
        if not before and focus is not None and focus.reaches(event.sentence):
            return of_focus(focus, PlaceRule.POINTED)
        governed = before or governed
    if names_unknown_behind(case, event):
        governed = [n for n in governed if case.findings.toponyms[n].first >= event.last]
    best = _nearest(case, event, governed)
    if best is not None and hangs_on_actor(case, event, governed[0], best) and not lies_in(case, best, governed[0]):
        best = governed[0]
    office = office_of(case, event, _around(case, event), clause)
    if office is not None and (best is None or lies_in(case, office, best)):
        return (Site(office, PlaceRule.OFFICE),)
    if best is None:
        return () if event.object_only else _beside(case, event, focus)
    if focus is not None and means_focus(case, event, focus) and lies_in(case, focus.toponyms[0], best):
        return (Site(focus.toponyms[0], PlaceRule.ANAPHOR, best),)
    chosen = list_around(case, best, governed)
    chosen = [n for n in chosen if is_added(case, n) or not any(_only_contains(case, n, other) for other in chosen)]
    rule = PlaceRule.RELATIVE if clause is not None and best == clause.toponym else _rule_of(case, best, event)
    return tuple(Site(n, rule) if n == best else Site(n, PlaceRule.LIST, best) for n in chosen)


def _beside(case: Case, event: EventMention, focus: Focus | None) -> tuple[Site, ...]:
    """Return where an event is that nothing in its sentence governs: with who saw it, else in focus."""
    seen = seen_from(case, event)
    return (Site(seen, PlaceRule.WITNESS),) if seen is not None else from_focus(case, event, focus)


def _told_of(case: Case, event: EventMention, clause: Relative, governed: list[int]) -> list[int]:
    """Return which places a relative clause tells of: its own, or the one that it describes."""
    inside = [n for n in governed if clause.holds(case.findings.toponyms[n].first)]
    described = _can_be_described(case, clause.toponym, event)
    if event.object_only and not is_taken(case, clause.first + 1, event):
        described = False  # "the hospital where he was taken"
    return inside or ([clause.toponym] if described else governed)


def _clause(case: Case, event: EventMention) -> Relative | None:
    """Return the relative clause that an event is told in."""
    return next((clause for clause in case.relatives_of[event.sentence] if clause.holds(event.first)), None)


def _is_apart(case: Case, number: int, event: EventMention, clause: Relative | None) -> bool:
    """Tell whether a place is named in a relative clause before the event: "The envoy, who landed in X, will …".

    Or behind the clause of a person that the event is told in; and where those are whom talks are to be held with.
    """
    at = case.findings.toponyms[number].first
    if clause is not None and clause.personal and at >= clause.last:
        return True  # "Diaz, who took part in the attack on the president, is in the prison of X"
    return any(
        other is not clause
        and other.holds(at)
        and (other.last <= event.first or (other.personal and event.event_type is EventType.TALKS))
        for other in _clauses(case, event)
    )


def _clauses(case: Case, event: EventMention) -> Sequence[Relative]:
    return case.relatives_of[event.sentence]


def _can_be_described(case: Case, number: int, event: EventMention) -> bool:
    """Tell whether a relative clause may tell of a place what happened there."""
    country = case.places[number].where_prec is WherePrec.COUNTRY
    return _is_place(case, number) and not country and not is_aside(case, number, event)


def _is_place(case: Case, number: int) -> bool:
    return case.findings.toponyms[number].role is Role.PLACE


def _around(case: Case, event: EventMention) -> list[int]:
    """Return the numbers of the toponyms of the event's sentence that may be its place: near it, or opening it."""
    toponyms, sentence = case.findings.toponyms, case.findings.sentences[event.sentence]
    first = max(sentence.first, event.first - _FARTHEST)
    last = min(sentence.last, event.last + _FARTHEST)
    near = range(bisect_left(toponyms, first, key=_FIRST), bisect_left(toponyms, last, key=_FIRST))
    opening = range(bisect_left(toponyms, sentence.first, key=_FIRST), near.start)
    return [*(n for n in opening[:1] if opens(case, toponyms[n]) and event.first - _OPENED <= sentence.first), *near]


def _only_contains(case: Case, number: int, other: int) -> bool:
    """Tell whether a place only contains another of the same event."""
    return number != other and lies_in(case, other, number)


def lies_in(case: Case, number: int, area: int) -> bool:
    """Tell whether a toponym's place lies in another's, or in the sector of the front that is named after a town."""
    if _is_sector(case.findings.toponyms[area]) and not _is_sector(case.findings.toponyms[number]):
        return True
    return contains(case.places[area], case.places[number])


def _is_sector(toponym: Toponym) -> bool:
    return toponym.relation is Relation.DIRECTION and toponym.bearing is None


def contains(area: Place, place: Place) -> bool:
    """Tell whether a place lies in another, as far as regions and countries tell."""
    if area.anchored:
        return False
    if place.anchored:
        return (place.latitude, place.longitude) == (area.latitude, area.longitude)
    if _coarseness(place) >= _coarseness(area) or area.where_prec in {WherePrec.EXACT, WherePrec.NEAR}:
        return False
    if area.where_prec is WherePrec.SEA_OR_AIR:
        return place.where_prec is WherePrec.SEA_OR_AIR and reaches(area, place)
    if area.where_prec is WherePrec.FUZZY:
        return reaches(area, place) and area.iso3 in {"", place.iso3}
    code, inner = (a.iso3 if area.where_prec is WherePrec.COUNTRY else a.admin1_code for a in (area, place))
    split_otherwise = area.where_prec is WherePrec.ADM1 and area.iso3 == place.iso3  # gazetteers differ in regions
    same = bool(code) and code == inner and (area.where_prec is not WherePrec.ADM2 or reaches(area, place))
    return same or (split_otherwise and reaches(area, place))


def _coarseness(place: Place) -> tuple[float, float]:
    """Rank places by how little they tell: a line is finer than the region it lies in, a country's sea than a sea."""
    if place.where_prec is None:
        return math.inf, 0.0
    if place.where_prec is WherePrec.FUZZY:
        return WherePrec.ADM1 - 0.5 if place.admin1_code else place.where_prec, place.radius_km or 0.0
    if place.where_prec is WherePrec.SEA_OR_AIR and place.iso3:
        return WherePrec.SEA_OR_AIR - 0.5, 0.0
    return place.where_prec, 0.0


# ---------------------------------------------------------------- places that the sentence names


def governs(case: Case, number: int, event: EventMention) -> bool:
    """Tell whether the words around a place allow it to be where the event happened."""
    toponym, words = case.findings.toponyms[number], case.lexicon.places
    if toponym.role is not Role.PLACE:
        return False
    if case.places[number].where_prec is WherePrec.COUNTRY:
        return _governs_country(toponym, event, words)
    if toponym.relation is not Relation.AT or toponym.preposition in joined(words.placing, words.governing):
        return True
    if toponym.preposition in {"from", "to"}:
        return event.event_type in _MOVING or is_reported_from(case, toponym)
    near = bool(toponym.cue) or 0 <= toponym.first - event.last <= _OBJECT_REACH
    if toponym.preposition:
        return near or (event.event_type is EventType.EVACUATION and event.first < toponym.first < event.last)
    inside = event.verb and event.first < toponym.first < event.last  # "held | Bunia | until noon"
    return inside or bool(toponym.cue) or _is_object(case, toponym, event) or _is_subject(case, toponym, event)


def _rule_of(case: Case, number: int, event: EventMention) -> PlaceRule:
    """Return what in the words around a place makes it the event's: the place governs the event."""
    toponym = case.findings.toponyms[number]
    if event.object_only:
        return PlaceRule.OBJECT if _is_object(case, toponym, event) else PlaceRule.SUBJECT
    if toponym.relation is not Relation.AT:
        return PlaceRule.RELATION
    if toponym.preposition:
        return PlaceRule.PREPOSITION
    if _is_object(case, toponym, event):
        return PlaceRule.OBJECT
    if _is_subject(case, toponym, event):
        return PlaceRule.SUBJECT
    return PlaceRule.FEATURE if toponym.cue else PlaceRule.PART


def _governs_country(toponym: Toponym, event: EventMention, words: PlaceWords) -> bool:
    if toponym.preposition in words.all_over or toponym.preposition in words.governing or toponym.part:
        return True
    return toponym.preposition in words.in_country and 0 <= toponym.first - event.last <= _OBJECT_REACH


def _is_object(case: Case, toponym: Toponym, event: EventMention) -> bool:
    """Tell whether a place stands behind a verb with no mark between: "shelled the outskirts of Kharkiv"."""
    gap = case.findings.tokens[event.last : toponym.first]
    return event.verb and toponym.first >= event.last and len(gap) <= _OBJECT_REACH and all(t.is_word for t in gap)


def _is_done_to(case: Case, toponym: Toponym, event: EventMention) -> bool:
    """Tell whether a place is a verb's object, or the subject of its passive: "the town of Sake has been taken"."""
    if not is_passive(case, event):
        return _is_object(case, toponym, event)
    leads = not toponym.preposition or (toponym.preposition == "of" and bool(toponym.cue))
    return leads and is_taken(case, toponym.last, event)


def _is_subject(case: Case, toponym: Toponym, event: EventMention) -> bool:
    """Tell whether a place stands before the event in its clause: "Kharkiv came under fire", "the Kharkiv shelling"."""
    if toponym.last > event.first:
        return False
    words = case.findings.tokens[toponym.last : event.first]
    if len(words) <= _SUBJECT_REACH and all(token.is_word for token in words):
        return True
    gap, verbs = behind_inset(case, toponym.last, event), verbs_between(case)
    return len(gap) < len(words) and all(word in verbs for word in gap)


def _nearest(case: Case, event: EventMention, governed: list[int]) -> int | None:
    """Return the governed place nearest to the event; of a place and what contains it, the place."""
    away = {n: _distance(case, event, case.findings.toponyms[n]) for n in governed}
    reached = [n for n in governed if away[n] <= _FARTHEST] or [
        n for n in governed if away[n] <= _OPENED and opens(case, case.findings.toponyms[n])
    ]
    ranked = sorted(
        reached, key=lambda n: (away[n] + _behind_clause(case, event, n), case.places[n].where_prec or 9, n)
    )
    if not ranked:
        return None
    best = ranked[0]
    return next((n for n in ranked if lies_in(case, n, best) and not _is_of_another(case, event, best, n)), best)


def _behind_clause(case: Case, event: EventMention, number: int) -> int:
    at = case.findings.toponyms[number].first
    return _BEHIND_CLAUSE * any(event.last <= clause.first <= at < clause.last for clause in _clauses(case, event))


def _is_of_another(case: Case, event: EventMention, area: int, number: int) -> bool:
    """Tell whether the event before or behind has a place but not the area around it: "clashes in X, a blast in Y"."""
    town, around = (case.findings.toponyms[n] for n in (number, area))
    events = case.events_of[event.sentence]
    at = bisect_left(events, event.first, key=_FIRST)
    behind = [token.lower for token in case.findings.tokens[town.last : event.first] if token.text != ","]
    if behind[:1] == ["and"] and any(other.last <= town.first for other in events):
        return True  # "both the attack on a market in X, and the car bombs in Y"
    return any(
        _distance(case, other, town) < _distance(case, event, town)
        and _distance(case, other, around) >= _distance(case, event, around)
        for other in (*events[max(at - 1, 0) : at], *events[at + 1 : at + 2])
    )


def _distance(case: Case, event: EventMention, toponym: Toponym) -> int:
    if toponym.first >= event.last:
        first, last, cost = event.last, toponym.first, 0
    elif toponym.last <= event.first:
        first, last, cost = toponym.last, event.first, _BEFORE
    else:
        return 0
    cost += last - first
    cost += sum(_BREAKS.get(token.lower, 0) for token in case.findings.tokens[first:last])
    return cost + _EVENT_BETWEEN * events_between(case, event.sentence, first, last)


def place_of(case: Case, event: EventMention, site: Site) -> Place:
    """Return the place of a site, or of a town that its sentence only points back to what lies "east of the city"."""
    place = case.places[site.toponym]
    if site.named or place.where_prec is None or place.where_prec > WherePrec.NEAR:
        return place
    all_told = case.findings.beside
    first, last = (bisect_left(all_told, at, key=_SENTENCE) for at in (event.sentence, event.sentence + 1))
    told = all_told[first:last]
    nearest = min(told, key=lambda beside: (abs(beside.first - event.first), beside.first), default=None)
    if nearest is None:
        return place
    moved = offset(place, nearest.relation, nearest.distance_km, nearest.bearing)
    return replace(moved, relation=nearest.relation)

"""Which of a sentence's places an event happened at, and where it happened when its sentence names none."""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass, replace

from geo.claims.unknown import names_unknown
from geo.lexicon import Lexicon, PlaceWords
from geo.model import Article, Beside, EventMention, EventType, Findings, Place, Relation, Role, Toponym, WherePrec
from geo.offsets import offset, reaches
from geo.rules import PlaceRule

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
_EVENT_BETWEEN = 5
_BEFORE = 2  # a place before its event is a little less likely than one behind it
_LIST_GAP = 6  # words and marks between two places of a list: ", and in the town of"
_FOCUS_REACH = 2  # sentences for which a place stays in focus


@dataclass(frozen=True, slots=True)
class Case:
    """One article with all that was found in it; `places` holds one Place for each toponym of `findings`."""

    article: Article
    findings: Findings
    places: tuple[Place, ...]
    lexicon: Lexicon
    events_of: tuple[tuple[EventMention, ...], ...]  # by sentence: its events, in order
    words_of: tuple[frozenset[str], ...]  # by sentence: its words


def case_of(article: Article, findings: Findings, places: tuple[Place, ...], lexicon: Lexicon) -> Case:
    """Sort an article's events and words by their sentences."""
    events: list[list[EventMention]] = [[] for _ in findings.sentences]
    for event in findings.events:
        events[event.sentence].append(event)
    words = tuple(
        frozenset(token.lower for token in findings.tokens[sentence.first : sentence.last])
        for sentence in findings.sentences
    )
    return Case(article, findings, places, lexicon, tuple(map(tuple, events)), words)


@dataclass(frozen=True, slots=True)
class Site:
    """Where an event happened: the toponym's number, by which rule, and beside which other toponym."""

    toponym: int
    rule: PlaceRule
    beside: int | None = None

    @property
    def named(self) -> bool:
        """Whether the event's own sentence names it."""
        return self.rule not in NOT_NAMED

    @property
    def told(self) -> bool:
        """Whether it is told for just this: by the event's own sentence, or at the head of its item."""
        return self.named or self.rule is PlaceRule.LEAD


NOT_NAMED = {
    PlaceRule.FOCUS: "the place that the sentences before are about",
    PlaceRule.ANAPHOR: "the place that the sentences before are about",
    PlaceRule.LEAD: "the place at the head of its item",
    PlaceRule.DATELINE: "the place of the dateline, which the sentence calls its own",
}
"""The rules by which a place is that of an event whose sentence does not name it, as reasons show them."""


@dataclass(frozen=True, slots=True)
class Focus:
    """The places that the sentences before were about, or that the slug or heading of the item names (`leads`)."""

    sentence: int
    toponyms: tuple[int, ...]
    leads: bool = False


def sites(case: Case, event: EventMention, focus: Focus | None) -> tuple[Site, ...]:
    """Return the places of an event, most often one; none where nothing tells it."""
    toponyms = case.findings.toponyms
    here = _around(case, event)
    if event.object_only:
        governed = [n for n in here if toponyms[n].role is Role.PLACE and _is_object(case, toponyms[n], event)]
    else:
        governed = [n for n in here if governs(case, n, event)]
    best = _nearest(case, event, governed)
    if best is None:
        return () if event.object_only else _from_focus(case, event, focus)
    if focus is not None and _means_focus(case, event, focus, best):
        return (Site(focus.toponyms[0], PlaceRule.ANAPHOR, best),)
    chosen = [n for n in _list_around(case, best, governed) if n == best or not _only_contains(case, n, best)]
    chosen = [n for n in chosen if not any(_only_contains(case, n, other) for other in chosen)]
    return tuple(Site(n, _rule_of(case, n, event)) if n == best else Site(n, PlaceRule.LIST, best) for n in chosen)


def why_nowhere(case: Case, event: EventMention, focus: Focus | None) -> str:
    """Tell why an event has no place."""
    if event.object_only:
        return "no place stands behind it, as it must behind these words"
    if focus is None:
        return "neither its sentence nor one before tells where"
    if _names_elsewhere(case, event):
        return "its sentence names another place, which nothing makes the place of this"
    if focus.leads and names_unknown(case.findings, event.sentence, case.lexicon):
        why = "it names what is no known place"
    elif event.weak and not focus.leads:
        why = "such general words take no place from the sentences before"
    elif event.sentence - focus.sentence > _FOCUS_REACH:
        why = "the place told last stands too far back"
    elif event.event_type is EventType.TALKS and not focus.leads:
        why = "talks may be held anywhere"
    else:
        why = "several places are told before"
    return f"its sentence does not tell where, and {why}"


def _around(case: Case, event: EventMention) -> range:
    """Return the numbers of the toponyms of the event's sentence that are near enough to be its place."""
    toponyms, sentence = case.findings.toponyms, case.findings.sentences[event.sentence]
    first = max(sentence.first, event.first - _FARTHEST)
    last = min(sentence.last, event.last + _FARTHEST)
    return range(bisect_left(toponyms, first, key=_first), bisect_left(toponyms, last, key=_first))


def _only_contains(case: Case, number: int, other: int) -> bool:
    """Tell whether a place only contains another of the same event."""
    return number != other and contains(case.places[number], case.places[other])


def contains(area: Place, place: Place) -> bool:
    """Tell whether a place lies in another, as far as regions and countries tell."""
    if area.anchored:
        return False
    if place.anchored:
        return (place.latitude, place.longitude) == (area.latitude, area.longitude)
    if _coarseness(place) >= _coarseness(area):
        return False
    if area.where_prec is WherePrec.SEA_OR_AIR:
        return place.where_prec is WherePrec.SEA_OR_AIR and reaches(area, place)
    if area.where_prec is WherePrec.FUZZY:
        return reaches(area, place) and area.iso3 in {"", place.iso3}
    code, inner = (a.iso3 if area.where_prec is WherePrec.COUNTRY else a.admin1_code for a in (area, place))
    return bool(code) and code == inner


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
    if toponym.relation is not Relation.AT or toponym.preposition in words.placing | words.governing:
        return True
    if toponym.preposition in {"from", "to"}:
        return event.event_type in _MOVING
    near = bool(toponym.cue) or 0 <= toponym.first - event.last <= _OBJECT_REACH
    if toponym.preposition:
        return near
    return bool(toponym.cue) or _is_object(case, toponym, event) or _is_subject(case, toponym, event)


def _rule_of(case: Case, number: int, event: EventMention) -> PlaceRule:
    """Return what in the words around a place makes it the event's: the place governs the event."""
    toponym = case.findings.toponyms[number]
    if event.object_only:
        return PlaceRule.OBJECT
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


def _is_subject(case: Case, toponym: Toponym, event: EventMention) -> bool:
    """Tell whether a place stands before the event in its clause: "Kharkiv came under fire", "the Kharkiv shelling"."""
    gap = case.findings.tokens[toponym.last : event.first]
    return toponym.last <= event.first and len(gap) <= _SUBJECT_REACH and all(t.is_word for t in gap)


def _nearest(case: Case, event: EventMention, governed: list[int]) -> int | None:
    """Return the governed place nearest to the event; of a place and what contains it, the place."""
    places = case.places
    ranked = sorted((_distance(case, event, case.findings.toponyms[n]), places[n].where_prec or 9, n) for n in governed)
    ranked = [row for row in ranked if row[0] <= _FARTHEST]
    if not ranked:
        return None
    best = ranked[0][2]
    return next((n for _, _, n in ranked if contains(places[best], places[n])), best)


def _distance(case: Case, event: EventMention, toponym: Toponym) -> int:
    if toponym.first >= event.last:
        first, last, cost = event.last, toponym.first, 0
    elif toponym.last <= event.first:
        first, last, cost = toponym.last, event.first, _BEFORE
    else:
        return 0
    cost += last - first
    cost += sum(_BREAKS.get(token.lower, 0) for token in case.findings.tokens[first:last])
    return cost + _EVENT_BETWEEN * _events_between(case, event.sentence, first, last)


def _events_between(case: Case, sentence: int, first: int, last: int) -> int:
    """Count the sentence's events that begin at tokens [first, last)."""
    events = case.events_of[sentence]
    return bisect_left(events, last, key=_first) - bisect_left(events, first, key=_first)


def _first(mention: EventMention | Toponym) -> int:
    return mention.first


def _list_around(case: Case, best: int, governed: list[int]) -> list[int]:
    """Return the whole list ("in A, B and C") that the nearest place stands in."""
    chosen = {best}
    for step in (1, -1):
        at = best
        while at + step in governed and _is_list(case, min(at, at + step), max(at, at + step)):
            at += step
            chosen.add(at)
    return sorted(chosen)


def _is_list(case: Case, left: int, right: int) -> bool:
    one, other = case.findings.toponyms[left], case.findings.toponyms[right]
    gap = [token.lower for token in case.findings.tokens[one.last : other.first]]
    if not gap or len(gap) > _LIST_GAP:
        return False
    if all(word == "," or word in case.lexicon.grammar.listing for word in gap):
        return True
    same = one.preposition == other.preposition and one.relation == other.relation
    return same and gap[0] in {",", "and"} and not _events_between(case, one.sentence, one.last, other.first)


# ---------------------------------------------------------------- places in focus


def _from_focus(case: Case, event: EventMention, focus: Focus | None) -> tuple[Site, ...]:
    """Take the place of the sentences before, while it is in focus: "the city", "there", or simply the same story."""
    words = case.words_of[event.sentence]
    if "this" in words and words & case.lexicon.places.town:
        dateline = next((n for n, t in enumerate(case.findings.toponyms) if t.role is Role.DATELINE), None)
        if dateline is not None:
            return (Site(dateline, PlaceRule.DATELINE),)
    if focus is None or event.sentence - focus.sentence > _FOCUS_REACH or _names_elsewhere(case, event):
        return ()
    if names_unknown(case.findings, event.sentence, case.lexicon) if focus.leads else event.weak:
        return ()
    vague = len(focus.toponyms) > 1 or (event.event_type is EventType.TALKS and not focus.leads)
    if vague and not words & case.lexicon.places.anaphora:
        return ()
    return tuple(Site(n, PlaceRule.LEAD if focus.leads else PlaceRule.FOCUS) for n in focus.toponyms)


def place_of(case: Case, event: EventMention, site: Site) -> Place:
    """Return the place of a site, or of a town that its sentence only points back to what lies "east of the city"."""
    place = case.places[site.toponym]
    if site.named or place.where_prec is None or place.where_prec > WherePrec.NEAR:
        return place
    all_told = case.findings.beside
    first, last = (bisect_left(all_told, at, key=_sentence) for at in (event.sentence, event.sentence + 1))
    told = all_told[first:last]
    nearest = min(told, key=lambda beside: (abs(beside.first - event.first), beside.first), default=None)
    if nearest is None:
        return place
    moved = offset(place, nearest.relation, nearest.distance_km, nearest.bearing)
    return replace(moved, relation=nearest.relation)


def _sentence(beside: Beside) -> int:
    return beside.sentence


def _means_focus(case: Case, event: EventMention, focus: Focus, best: int) -> bool:
    """Tell whether "the town in North Darfur" means the town in focus, not the region around it."""
    if event.sentence - focus.sentence > _FOCUS_REACH or len(focus.toponyms) > 1:
        return False
    sentence = case.findings.sentences[event.sentence]
    tokens = case.findings.tokens[sentence.first : sentence.last]
    named = any(
        one.lower == "the" and other.lower in case.lexicon.places.town and third.lower != "of"
        for one, other, third in zip(tokens, tokens[1:], tokens[2:], strict=False)
    )
    return named and contains(case.places[best], case.places[focus.toponyms[0]])


def _names_elsewhere(case: Case, event: EventMention) -> bool:
    """Tell whether the sentence names some other place of its own, so that the one in focus is not meant."""
    here = (case.findings.toponyms[number] for number in _around(case, event))
    return any(toponym.role is Role.PLACE and toponym.preposition in case.lexicon.places.placing for toponym in here)

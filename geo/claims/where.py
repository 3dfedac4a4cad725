"""Which of a sentence's places an event happened at, and where it happened when its sentence names none."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

from geo.lexicon import Lexicon, PlaceWords
from geo.model import Article, EventMention, EventType, Findings, Place, Relation, Role, Span, Toponym, WherePrec

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
    """Where an event happened: the toponym's number, and whether its own sentence names it."""

    toponym: int
    named: bool
    why: str


@dataclass(frozen=True, slots=True)
class Focus:
    """The places that the sentences before were about, or that the slug or heading of the item names (`leads`)."""

    sentence: int
    toponyms: tuple[int, ...]
    leads: bool = False


def focus_of(case: Case, number: int, lead: Span | None) -> Focus | None:
    """Return the places that lead the item beginning with sentence `number`: of a place and its region, the place."""
    if lead is None:
        return None
    toponyms = case.findings.toponyms
    first = bisect_left(toponyms, lead.start, key=lambda toponym: toponym.span.start)
    last = bisect_left(toponyms, lead.end, key=lambda toponym: toponym.span.start)
    named = [n for n in range(first, last) if toponyms[n].role in {Role.PLACE, Role.CONTEXT}]
    named = [n for n in named if case.places[n].where_prec is not WherePrec.COUNTRY]
    named = [n for n in named if not any(_only_contains(case, n, other) for other in named)]
    return Focus(number, tuple(named), leads=True) if named else None


def sites(case: Case, event: EventMention, focus: Focus | None) -> tuple[Site, ...]:
    """Return the places of an event, most often one; none where nothing tells it."""
    toponyms = case.findings.toponyms
    here = _around(case, event)
    if event.object_only:
        governed = [n for n in here if toponyms[n].role is Role.PLACE and _is_object(case, toponyms[n], event)]
    else:
        governed = [n for n in here if _governs(case, n, event)]
    best = _nearest(case, event, governed)
    if best is None:
        return () if event.object_only else _from_focus(case, event, focus)
    if focus is not None and _means_focus(case, event, focus, best):
        return _of_focus(focus)
    chosen = [n for n in _list_around(case, best, governed) if n == best or not _only_contains(case, n, best)]
    chosen = [n for n in chosen if not any(_only_contains(case, n, other) for other in chosen)]
    return tuple(Site(n, named=True, why="named with the event") for n in chosen)


def _around(case: Case, event: EventMention) -> range:
    """Return the numbers of the toponyms of the event's sentence that are near enough to be its place."""
    toponyms, sentence = case.findings.toponyms, case.findings.sentences[event.sentence]
    first = max(sentence.first, event.first - _FARTHEST)
    last = min(sentence.last, event.last + _FARTHEST)
    return range(bisect_left(toponyms, first, key=_first), bisect_left(toponyms, last, key=_first))


def _only_contains(case: Case, number: int, other: int) -> bool:
    """Tell whether a place only contains another of the same event."""
    return number != other and _contains(case.places[number], case.places[other])


def _contains(area: Place, place: Place) -> bool:
    if area.anchored:
        return False
    if place.anchored:
        return (place.latitude, place.longitude) == (area.latitude, area.longitude)
    if area.where_prec is None or place.where_prec is None or place.where_prec >= area.where_prec:
        return False
    if area.where_prec is WherePrec.COUNTRY or (area.where_prec is WherePrec.FUZZY and not area.admin1_code):
        return bool(area.iso3) and area.iso3 == place.iso3
    return bool(area.admin1_code) and area.admin1_code == place.admin1_code


# ---------------------------------------------------------------- places that the sentence names


def _governs(case: Case, number: int, event: EventMention) -> bool:
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
    return next((n for _, _, n in ranked if _contains(places[best], places[n])), best)


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
            return (Site(dateline, named=False, why="the place of the dateline, which the sentence calls its own"),)
    if focus is None or event.sentence - focus.sentence > _FOCUS_REACH or _names_elsewhere(case, event):
        return ()
    if names_unknown(case, event.sentence) if focus.leads else event.weak:
        return ()
    vague = len(focus.toponyms) > 1 or (event.event_type is EventType.TALKS and not focus.leads)
    if vague and not words & case.lexicon.places.anaphora:
        return ()
    return _of_focus(focus)


def names_unknown(case: Case, number: int) -> bool:
    """Tell whether a sentence puts something at a name that is not known as a place: "fled to Xyz because"."""
    sentence, tokens = case.findings.sentences[number], case.findings.tokens
    places, leading = case.lexicon.places, case.lexicon.places.strong | {"to", "from"}
    toponyms = case.findings.toponyms
    first, last = (bisect_left(toponyms, at, key=_first) for at in (sentence.first, sentence.last))
    known = {index for toponym in toponyms[first:last] for index in range(toponym.first, toponym.last)}
    dates = case.lexicon.dates
    for before in range(sentence.first, sentence.last - 1):
        if tokens[before].lower not in leading:
            continue
        at = before + 1
        at += tokens[at].lower in case.lexicon.grammar.connectors and at + 1 < sentence.last
        word, end = tokens[at].lower, at + 1
        if not tokens[at].is_capital or at in known or word in places.not_places or word in places.person_before:
            continue
        while end < sentence.last and tokens[end].is_capital:
            end += 1
        behind = tokens[end] if end < sentence.last else None
        ends = behind is None or not behind.is_word or behind.lower in places.locative | {"and"}
        if ends and word not in dates.weekdays and word not in dates.months and word not in places.demonyms:
            return True
    return False


def _of_focus(focus: Focus) -> tuple[Site, ...]:
    if focus.leads:
        return tuple(Site(n, named=True, why="named at the head of its item") for n in focus.toponyms)
    return tuple(Site(n, named=False, why="the place that the sentences before are about") for n in focus.toponyms)


def _means_focus(case: Case, event: EventMention, focus: Focus, best: int) -> bool:
    """Tell whether "the town in North Darfur" means the town in focus, not the region around it."""
    if event.sentence - focus.sentence > _FOCUS_REACH or len(focus.toponyms) > 1:
        return False
    sentence = case.findings.sentences[event.sentence]
    named = any(
        one.lower == "the" and other.lower in case.lexicon.places.town
        for one, other in pairwise(case.findings.tokens[sentence.first : sentence.last])
    )
    return named and _contains(case.places[best], case.places[focus.toponyms[0]])


def _names_elsewhere(case: Case, event: EventMention) -> bool:
    """Tell whether the sentence names some other place of its own, so that the one in focus is not meant."""
    here = (case.findings.toponyms[number] for number in _around(case, event))
    return any(toponym.role is Role.PLACE and toponym.preposition in case.lexicon.places.placing for toponym in here)

"""Places that stand beside an event without being where it happened.

The speaker's seat ("according to a rights group in London"), what only tells where another place is ("Ardamata, a
suburb of El Geneina"), the parties of talks ("between Moscow and Kyiv").
"""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter

from geo.claims.case import Case
from geo.lexicon.joining import joined
from geo.model import Attribution, EventMention, EventType, Relation, Role, Span, Toponym, WherePrec

_FIRST = attrgetter("first")
_START = attrgetter("start")
_TOWARDS = frozenset({"toward", "towards"})
_GOING = frozenset({EventType.TROOP_MOVEMENT, EventType.EVACUATION, EventType.ABDUCTION})
_FLYING = frozenset({EventType.SHELLING, EventType.AIR_STRIKE})  # what flies towards a town is met over it
_OPENING = frozenset({",", "(", "--", "\u2013", "\u2014"})
_CLOSING = _OPENING | {")", ";", ":", "and", "but", "while", "that"}
_LONGEST = 12  # words and marks from a place to one that explains it
_FEATURE_REACH = 6  # words from the mark to the one that says what it is: ", a small market town"
_SEAT_REACH = 8  # words behind a speaker in which their seat stands
_REPORTS = frozenset({"reports", "report", "news", "word", "accounts", "rumours"})
_COMING = frozenset({"come", "comes", "came"})
_OF_PEOPLE = frozenset({Role.PLACE, Role.SPEAKER})
_RELATING = frozenset({"of", "in", "near", "outside", "on", "above", "from", "at", "below", "beside", "off"})


def is_aside(case: Case, number: int, event: EventMention) -> bool:
    """Tell whether toponym `number` of the event's sentence can not be the event's place."""
    toponym = case.findings.toponyms[number]
    if event.event_type is EventType.TALKS and toponym.relation is Relation.BETWEEN:
        return True
    return _is_destination(case, toponym, event) or is_seat(case, toponym, event) or explains(case, number)


def _is_destination(case: Case, toponym: Toponym, event: EventMention) -> bool:
    """Tell whether those whom an event behind befell were only bound for a place: "a convoy heading towards Gao"."""
    if toponym.preposition not in _TOWARDS or event.event_type in _GOING | _FLYING or event.first < toponym.first:
        return False
    return case.findings.tokens[event.last - 1].lower != "down"  # a drone is


def is_seat(case: Case, toponym: Toponym, event: EventMention) -> bool:
    """Tell whether a place stands in the words that name the speaker, and the event does not.

    People who tell what they saw stand where it happened, as do those who are told to be doing something there:
    "residents of Goma said that they heard shelling", "rebels holding out in Qusayr said".
    """
    attribution = case.findings.attributions[event.sentence]
    if attribution is None or attribution.claimant is None or attribution.verb_first < 0 or attribution.carried:
        return False
    first, last = _speaker(case, attribution, attribution.claimant)
    if not first <= toponym.first < last or first <= event.first < last:
        return False
    return not (_is_there(case, first, toponym.first) or is_reported_from(case, toponym))


def seen_from(case: Case, event: EventMention) -> int | None:
    """Return the number of the place whose people tell of an event: "residents of Goma heard shelling, they said"."""
    attribution = case.findings.attributions[event.sentence]
    if attribution is None or attribution.claimant is None or attribution.verb_first < 0 or attribution.carried:
        return None
    first, last = _speaker(case, attribution, attribution.claimant)
    toponyms = case.findings.toponyms
    number = bisect_left(toponyms, first, key=_FIRST)
    if number == len(toponyms) or toponyms[number].first >= last or toponyms[number].role not in _OF_PEOPLE:
        return None
    country = case.places[number].where_prec is WherePrec.COUNTRY
    there = _is_there(case, first, toponyms[number].first) or is_reported_from(case, toponyms[number])
    return number if not country and there else None


def is_reported_from(case: Case, toponym: Toponym) -> bool:
    """Tell whether what comes from a place is word of what happened there: "From Nyala come reports that"."""
    if toponym.preposition != "from":
        return False
    tokens = case.findings.tokens
    first = toponym.first - 2 - (tokens[toponym.first - 2].lower == "the")
    behind = [token.lower for token in tokens[toponym.last : toponym.last + 2]]
    before = first >= 0 and tokens[first].lower in _REPORTS
    return before or (behind[:1] != [] and behind[0] in _COMING and behind[-1] in _REPORTS)


def _is_there(case: Case, first: int, last: int) -> bool:
    """Tell whether the words before a place say that the speaker is an eyewitness, or is doing something there."""
    words = [token.lower for token in case.findings.tokens[first:last]]
    doing = any(word.endswith("ing") and word not in case.lexicon.speech.reporters for word in words)
    return doing or any(word in case.lexicon.places.eyewitnesses for word in words)


def _speaker(case: Case, attribution: Attribution, claimant: Span) -> tuple[int, int]:
    """Return the tokens that name a speaker, up to the verb of saying or, behind it, up to the next mark.

    A second mention ("Konashenkov") has its first one for a claimant, in another sentence.
    """
    tokens, sentence = case.findings.tokens, case.findings.sentences[attribution.sentence]
    if attribution.first < attribution.verb_first:
        return attribution.first, attribution.verb_first
    first = last = attribution.verb_last
    if sentence.span.holds(claimant):
        last = max(first, bisect_left(tokens, claimant.end, key=_START))
    end = min(last + _SEAT_REACH, sentence.last)
    return first, next((at for at in range(last, end) if tokens[at].lower in _CLOSING), end)


def explains(case: Case, number: int) -> bool:
    """Tell whether a place only says where the one before is: "Ardamata, a suburb of El Geneina".

    "Nikopol, the town of Marhanets" is a list: "the … of" names what it stands before.
    """
    if not number:
        return False
    before, toponym = case.findings.toponyms[number - 1 : number + 1]
    gap = case.findings.tokens[before.last : toponym.first]
    if before.sentence != toponym.sentence or not 3 <= len(gap) <= _LONGEST:  # noqa: PLR2004 - ", a suburb of"
        return False
    words = [token.lower for token in gap]
    if words[0] not in _OPENING or any(word in _CLOSING for word in words[1:]):
        return False
    known = case.lexicon.places
    features = joined(known.town, known.district, known.facility, known.quarters)
    at = next((n for n, word in enumerate(words[:_FEATURE_REACH]) if word in features), 0)
    if any(before.last <= event.first < toponym.first for event in case.events_of[toponym.sentence]):
        return False
    if not at or at + 1 == len(words) or words[-1] not in _RELATING | known.parts | {"the"}:
        return False
    relates = words[at + 1] in _RELATING or words[at + 1] in known.directions
    named = words[1] == "the" and words[at + 1] == "of"
    return relates and not named and words[1] in {"a", "an", "the", "another"}

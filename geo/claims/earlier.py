"""Events that are told as things of earlier times, though their own words tell no day that says so."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from operator import attrgetter

from geo.claims.case import Case
from geo.claims.when import HISTORY_DAYS, is_history
from geo.model import DateMention, EventMention, EventType, Sentence

_FIRST = attrgetter("first")
_OPENING = 4  # words before a day that opens its sentence: "Speaking a year ago"
_LONGEST_STORY = 3  # sentences that go on telling of a time long ago
_LONGEST_CLAUSE = 9  # words between "12 months after" and the event
_SINCE = frozenset({"after", "since"})
_PART_REACH = 5  # words between "took part in" and the event
_ONE_PERSON = frozenset({"he", "she"})
_TAKING_PART = frozenset({"involved", "participated", "part", "served", "fought"})
_DAY_REACH = 7  # words between "who had fled" and its day
_HABIT_REACH = 8  # words between an event and the "previously" that tells no day
_HABITUAL = frozenset({"previously", "formerly", "historically"})


def earlier(case: Case, event: EventMention) -> str:
    """Return why an event is one of earlier times, empty where nothing tells so."""
    if _is_long_since(case, event):
        return "told only to say how long ago it was"
    if _goes_on(case, event):
        return "told of the time long ago that its paragraph tells of"
    if _is_of_a_life(case, event):
        return "told of somebody's life, and no day"
    if _is_flight_before(case, event):
        return "tells where people had fled from, and no day"
    return ""


def is_habitual(case: Case, event: EventMention) -> bool:
    """Tell whether an event is one of those that happened before: "have attacked journalists previously"."""
    sentence, tokens = case.findings.sentences[event.sentence], case.findings.tokens
    first, last = max(sentence.first, event.first - _HABIT_REACH), min(sentence.last, event.last + _HABIT_REACH)
    words = [token.lower for token in tokens[first:last]]
    return any(word in _HABITUAL for word in words) or any(
        words[at : at + 3] == ["in", "the", "past"] and words[at + 3 : at + 4] in ([], ["."], [","])
        for at in range(len(words))
    )


def _is_long_since(case: Case, event: EventMention) -> bool:
    """Tell whether months or years are counted from an event: "two years since Mosul was taken"."""
    tokens, dates = case.findings.tokens, case.lexicon.dates
    first = case.findings.sentences[event.sentence].first
    for at in range(event.first - 1, max(first, event.first - 1 - _LONGEST_CLAUSE), -1):
        word = tokens[at].lower
        if word in _SINCE:
            unit = tokens[at - 1].lower
            return dates.units.get(unit.removesuffix("s"), 0.0) * (1 + unit.endswith("s")) > HISTORY_DAYS
        if not tokens[at].is_word or word in case.lexicon.grammar.clause_words:
            return False
    return False


def _is_of_a_life(case: Case, event: EventMention) -> bool:
    """Tell whether a sentence about one person names what they had a part in: "He took part in the fall of …"."""
    sentence, tokens = case.findings.sentences[event.sentence], case.findings.tokens
    if event.verb and not tokens[event.first].lower.endswith("ing"):
        return False
    if tokens[sentence.first].lower not in _ONE_PERSON or _days(case, sentence):
        return False
    words = [token.lower for token in tokens[max(sentence.first, event.first - _PART_REACH) : event.first]]
    return any(word in _TAKING_PART and behind == "in" for word, behind in pairwise(words))


def _is_flight_before(case: Case, event: EventMention) -> bool:
    """Tell whether a relative clause only tells who people are: "a shelter for people who had fled from Bakhmut"."""
    if event.event_type is not EventType.EVACUATION or not event.verb:
        return False
    sentence, tokens, dates = case.findings.sentences[event.sentence], case.findings.tokens, case.findings.dates
    at = event.first - 1
    while at > sentence.first and tokens[at].lower in case.lexicon.grammar.light and tokens[at].lower != "had":
        at -= 1
    if [token.lower for token in tokens[at - 1 : at + 1]] != ["who", "had"]:
        return False
    behind = bisect_left(dates, event.last, key=_FIRST)
    return not any(
        mention.first < min(sentence.last, event.last + _DAY_REACH) for mention in dates[behind : behind + 1]
    )


def _goes_on(case: Case, event: EventMention) -> bool:
    """Tell whether the sentences before, in one paragraph, tell of long ago and this one tells no day of its own."""
    sentences = case.findings.sentences
    here = sentences[event.sentence]
    if _days(case, here):
        return False
    for number in range(event.sentence - 1, max(-1, event.sentence - 1 - _LONGEST_STORY), -1):
        before = sentences[number]
        if before.paragraph != here.paragraph:
            return False
        days = _days(case, before)
        if days:
            opens = days[0].first - before.first <= _OPENING
            return opens and len(days) == 1 and is_history(days[0].when, case.findings.published)
    return False


def _days(case: Case, sentence: Sentence) -> tuple[DateMention, ...]:
    dates = case.findings.dates
    first, last = (bisect_left(dates, at, key=_FIRST) for at in (sentence.first, sentence.last))
    return dates[first:last]

"""Which day an event happened on: the day words of its clause, else the day in focus, else the publication day."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from operator import attrgetter

from geo.claims.surely import attribution_of
from geo.model import Attribution, DateBasis, DateMention, DatePrec, EventMention, Findings, When
from geo.rules import DayRule

_FIRST = attrgetter("first")
HISTORY_DAYS = 31  # older than this before publication an event is background, not news
_REACH = 80  # words between an event and its day
_OF_LAST = 2  # words from an event to its day in "the fighting of last May"
_ASIDE_REACH = 4  # words between "Tuesday's" and the event that it belongs to
_LONGEST_FOCUS = 2  # days: a night lies on two
_SPEECH_REACH = 4  # a day this close behind a verb of saying is the day of the statement


@dataclass(frozen=True, slots=True)
class Day:
    """An event's days, by which rule it has them, and the words that tell them."""

    when: When
    rule: DayRule
    mention: DateMention | None

    @property
    def told(self) -> bool:
        """Whether the event's own sentence tells them."""
        return self.rule in _TOLD


_TOLD = frozenset({DayRule.SENTENCE, DayRule.STATEMENT, DayRule.BEHIND, DayRule.UNKNOWN})


def when_of(event: EventMention, findings: Findings, focus: Day | None) -> Day:
    """Return the days of an event with the reason; `focus` is the day told before."""
    around, before = _around(event, findings), focus.when if focus else None
    here = [m for m in around if not _is_aside(m, event, findings) and not _is_ahead(m, event, findings)]
    attribution = attribution_of(event, findings)
    own = [mention for mention in here if not _is_of_statement(mention, attribution, event)]
    if attribution is not None and attribution.stance == "deny":
        here = own  # a denial comes on another day than what it denies
    for group in (own, here):
        for mention in sorted(group, key=lambda m: _gap(m, event)):
            when = _resolved(mention, event, here, before, findings.published)
            if when is not None and when.start is not None and group is own:
                return Day(when, DayRule.SENTENCE, mention)
            if when is not None and when.start is not None:
                when = replace(when, reason=f"{when.reason}; the day of the statement")
                return Day(when, DayRule.STATEMENT, mention)
    told = None if here else _told_behind(event, findings, before)
    return told or _unknown(event, here, before) or _not_told(focus, findings.published)


def _unknown(event: EventMention, here: Sequence[DateMention], focus: When | None) -> Day | None:
    """Return that words tell a day which cannot be known."""
    for mention in here:
        when = _resolved(mention, event, here, focus, None)
        if when is not None and when.reason:
            return Day(When(None, None, when.prec, None, when.reason), DayRule.UNKNOWN, mention)
    return None


def _not_told(focus: Day | None, published: date | None) -> Day:
    """Return the day in focus, else the publication day."""
    if focus is not None and focus.when.start is not None:
        when = replace(focus.when, basis=DateBasis.RELATIVE, reason=f"the day told before: {focus.when.reason}")
        return Day(when, DayRule.CARRIED, focus.mention)
    if published is None:
        return Day(When(None, None, None, None, "neither the text nor the record tells a day"), DayRule.NONE, None)
    reason = f"the text tells no day; published on {published.isoformat()}"
    return Day(When(published, published, DatePrec.DAY, DateBasis.PUBLISHED, reason), DayRule.PUBLISHED, None)


def is_to_come(when: When, published: date | None) -> bool:
    """Tell whether the days lie behind the article's own."""
    return when.start is not None and published is not None and when.start > published


def is_in_focus(when: When, published: date | None) -> bool:
    """Tell whether later sentences may be about these days: a day or a night that has come."""
    if when.start is None or when.end is None or is_to_come(when, published):
        return False
    return (when.end - when.start).days < _LONGEST_FOCUS


def is_history(when: When, published: date | None) -> bool:
    """Tell whether the days lie so far back, or are so vague, that the event is background."""
    if when.prec is DatePrec.YEAR:
        return True
    return published is not None and when.end is not None and (published - when.end).days > HISTORY_DAYS


def _gap(mention: DateMention, event: EventMention) -> tuple[int, int]:
    if mention.first >= event.last:
        return mention.first - event.last, mention.first
    return event.first - mention.last, mention.first


def _is_of_statement(mention: DateMention, attribution: Attribution | None, event: EventMention) -> bool:
    if attribution is None or attribution.verb_first < 0:
        return False
    if attribution.stance == "deny" and attribution.verb_last <= event.first:
        # "the army on Thursday denied that", "denied on Thursday that", not "denied shelling Goma on Monday"
        return mention.last <= event.first and mention.first - attribution.verb_last <= _SPEECH_REACH
    return 0 <= mention.first - attribution.verb_last <= _SPEECH_REACH


def _around(event: EventMention, findings: Findings) -> tuple[DateMention, ...]:
    """Return the day words of the event's sentence that are near it."""
    sentence = findings.sentences[event.sentence]
    first = bisect_left(findings.dates, max(sentence.first, event.first - _REACH), key=_FIRST)
    last = bisect_left(findings.dates, min(sentence.last, event.last + _REACH), key=_FIRST)
    return findings.dates[first:last]


def _is_aside(mention: DateMention, event: EventMention, findings: Findings) -> bool:
    """Tell whether a day is that of another event: "Jets struck Goma after Tuesday's attack", not of the attack."""
    if not mention.aside:
        return False
    tokens = findings.tokens
    if mention.last < len(tokens) and tokens[mention.last].lower == "'s":
        return not 0 <= event.first - mention.last <= _ASIDE_REACH
    # "during the fighting of last May" is of the fighting
    return not (event.last < mention.first <= event.last + _OF_LAST and tokens[event.last].lower == "of")


def _is_ahead(mention: DateMention, event: EventMention, findings: Findings) -> bool:
    """Tell whether a day to come is another event's: "encircled the town and told them to leave by Saturday"."""
    if event.planned or not is_to_come(mention.when, findings.published):
        return False
    attribution = attribution_of(event, findings)
    if attribution is not None and attribution.stance == "propose":
        return False
    at, gap = bisect_left(findings.events, mention.first, key=_FIRST), _gap(mention, event)
    beside = [other for other in findings.events[max(at - 1, 0) : at + 1] if other.sentence == event.sentence]
    return mention.deadline or any(_gap(mention, other) < gap for other in beside)


def _told_behind(event: EventMention, findings: Findings, focus: When | None) -> Day | None:
    """Return the day that the sentence behind tells of the event: "That was on Saturday."."""
    number = event.sentence + 1
    if number >= len(findings.sentences) or number not in findings.days_before:
        return None
    sentence = findings.sentences[number]
    first = bisect_left(findings.dates, sentence.first, key=_FIRST)
    last = bisect_left(findings.dates, sentence.last, key=_FIRST)
    if last - first != 1:
        return None
    mention = findings.dates[first]
    when = _resolved(mention, event, [], focus, findings.published)
    return None if when is None else Day(when, DayRule.BEHIND, mention)


def _resolved(
    mention: DateMention, event: EventMention, here: Sequence[DateMention], focus: When | None, published: date | None
) -> When | None:
    """Return the days that a mention tells of an event; None where it only ties the event to another one."""
    if mention.shift is None:
        return mention.when
    if mention.ties:
        return _tied(mention, event, here, focus)
    told = [other.when for other in here if other.shift is None and other.last <= mention.first]
    base = _last_day(told) or _day_in(focus) or published
    if base is None:
        return When(None, None, None, None, "told against a day that the text does not tell")
    return _shifted(base, mention.shift)


def _tied(mention: DateMention, event: EventMention, here: Sequence[DateMention], focus: When | None) -> When | None:
    """Read "A came two days after B": A is so far from B's day where that is told, B so far from A's day."""
    assert mention.shift is not None
    behind = (other.when for other in here if other.first >= mention.last and other.when.prec is DatePrec.DAY)
    told = next((when.start for when in behind), None)
    if event.first < mention.last:
        return _shifted(told, mention.shift) if told is not None else None
    if told is not None:
        return None
    day = _last_day([other.when for other in here if other.last <= mention.first]) or _day_in(focus)
    if day is None:
        return When(None, None, None, None, "told against an event whose day the text does not tell")
    return _shifted(day, -mention.shift)


def _last_day(told: Sequence[When]) -> date | None:
    return next((when.start for when in reversed(told) if when.prec is DatePrec.DAY), None)


def _day_in(focus: When | None) -> date | None:
    return focus.start if focus is not None and focus.prec is DatePrec.DAY else None


def _shifted(base: date, days: int) -> When:
    day = base + timedelta(days=days)
    return When(day, day, DatePrec.DAY, DateBasis.RELATIVE, f"told against {base.isoformat()}")

"""Which day an event happened on: the day words of its clause, else the day in focus, else the publication day."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import date, timedelta

from geo.model import Attribution, DateBasis, DateMention, DatePrec, EventMention, Findings, When
from geo.rules import DayRule

HISTORY_DAYS = 31  # older than this before publication an event is background, not news
_REACH = 80  # words between an event and its day
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


_TOLD = frozenset({DayRule.SENTENCE, DayRule.STATEMENT, DayRule.UNKNOWN})


def when_of(event: EventMention, findings: Findings, focus: Day | None, published: date | None) -> Day:
    """Return the days of an event with the reason; `focus` is the day told before."""
    sentence = findings.sentences[event.sentence]
    first = bisect_left(findings.dates, max(sentence.first, event.first - _REACH), key=_first)
    last = bisect_left(findings.dates, min(sentence.last, event.last + _REACH), key=_first)
    here = findings.dates[first:last]
    own = [mention for mention in here if not _is_of_statement(mention, findings.attributions[event.sentence])]
    for group in (own, here):
        for mention in sorted(group, key=lambda m: _gap(m, event)):
            when = _resolved(mention, focus.when if focus else None, published)
            if when.start is not None and group is own:
                return Day(when, DayRule.SENTENCE, mention)
            if when.start is not None:
                when = replace(when, reason=f"{when.reason}; the day of the statement")
                return Day(when, DayRule.STATEMENT, mention)
    unknown = next((mention for mention in here if mention.when.reason), None)
    if unknown is not None:
        return Day(When(None, None, None, None, unknown.when.reason), DayRule.UNKNOWN, unknown)
    if focus is not None and focus.when.start is not None:
        when = replace(focus.when, basis=DateBasis.RELATIVE, reason=f"the day told before: {focus.when.reason}")
        return Day(when, DayRule.CARRIED, focus.mention)
    if published is None:
        return Day(When(None, None, None, None, "neither the text nor the record tells a day"), DayRule.NONE, None)
    reason = f"the text tells no day; published on {published.isoformat()}"
    return Day(When(published, published, DatePrec.DAY, DateBasis.PUBLISHED, reason), DayRule.PUBLISHED, None)


def is_history(when: When, published: date | None) -> bool:
    """Tell whether the days lie so far back, or are so vague, that the event is background."""
    if when.prec is DatePrec.YEAR:
        return True
    return published is not None and when.end is not None and (published - when.end).days > HISTORY_DAYS


def _first(mention: DateMention) -> int:
    return mention.first


def _gap(mention: DateMention, event: EventMention) -> tuple[int, int]:
    if mention.first >= event.last:
        return mention.first - event.last, mention.first
    return event.first - mention.last, mention.first


def _is_of_statement(mention: DateMention, attribution: Attribution | None) -> bool:
    if attribution is None or attribution.verb_first < 0:
        return False
    return 0 <= mention.first - attribution.verb_last <= _SPEECH_REACH


def _resolved(mention: DateMention, focus: When | None, published: date | None) -> When:
    if mention.shift is None:
        return mention.when
    base = focus.start if focus is not None and focus.prec is DatePrec.DAY else None
    if base is None:
        base = published
    if base is None:
        return When(None, None, None, None, "told against a day that the text does not tell")
    day = base + timedelta(days=mention.shift)
    return When(day, day, DatePrec.DAY, DateBasis.RELATIVE, f"told against {base.isoformat()}")

"""Text to days: what it states, and day words reckoned against the publication day."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from operator import attrgetter

from geo.find.date_scan import Scan, precision
from geo.find.relative_days import relative_day
from geo.find.stated_days import stated_day, stated_period
from geo.lexicon import Lexicon
from geo.model import DateBasis, DateMention, DatePrec, Sentence, When
from geo.tokens import Token

_FIRST = attrgetter("first")
_WEEK = timedelta(days=7)
_ASIDE_REACH = 3  # words between "after" and "Tuesday's attack"
_POINTING_REACH = 3  # words between "that was" and the day: "early on"


def dates(
    tokens: tuple[Token, ...], sentences: tuple[Sentence, ...], published: date | None, lexicon: Lexicon
) -> tuple[DateMention, ...]:
    """Find the words that tell days, sentence by sentence, in order and without overlaps.

    A weekday is the latest such day on or before publication, or the first on or after it where its clause speaks of
    the future. Where the article has no day, relative words give an unknown When whose reason says so.
    """
    found: list[DateMention] = []
    for sentence in sentences:
        scan = Scan(tokens, sentence.first, sentence.last, lexicon, published)
        end = sentence.first
        for index in _beginnings(tokens, sentence, lexicon):
            mention = _at(scan, index) if index >= end else None
            if mention and found and mention.first < found[-1].last:  # both claim a word such as "last"
                mention = replace(scan.mention(index, mention.last, mention.when, mention.shift), ties=mention.ties)
            if mention:
                found.append(_in_context(scan, mention))
                end = mention.last
    return tuple(found)


def _in_context(scan: Scan, mention: DateMention) -> DateMention:
    """Mark a day that another event may have: "by Saturday", "after Tuesday's attack", "after the truce of May"."""
    if scan.lower(mention.first - 1) in scan.words.deadline:
        return replace(mention, deadline=True)
    start = mention.first - (scan.lower(mention.first - 1) in scan.words.latest)  # "of last November"
    owns, is_of = scan.lower(mention.last) == "'s", scan.lower(start - 1) == "of"
    last = start - 2 if is_of else mention.first
    before = range(last - _ASIDE_REACH, last)
    is_aside = (owns or is_of) and any(scan.lower(at) in scan.lexicon.grammar.aside for at in before)
    return replace(mention, aside=True) if is_aside else mention


def days_before(
    tokens: tuple[Token, ...], sentences: tuple[Sentence, ...], days: tuple[DateMention, ...], lexicon: Lexicon
) -> frozenset[int]:
    """Return the sentences that tell the day of what the one before told: "That was on Saturday."."""
    found = set()
    for number, sentence in enumerate(sentences):
        matches = lexicon.dates.pointing.starting_at(tokens, sentence.first, sentence.last)
        first = max((match.last for match in matches), default=0)
        at = bisect_left(days, first, key=_FIRST) if first else len(days)
        if at < len(days) and days[at].first - first <= _POINTING_REACH and days[at].last <= sentence.last:
            found.add(number)
    return frozenset(found)


def _beginnings(tokens: tuple[Token, ...], sentence: Sentence, lexicon: Lexicon) -> Iterator[int]:
    """Yield the tokens that a mention can begin at: most words are none, and most articles stand before other words."""
    starts, articles, behind = lexicon.dates.starts, lexicon.dates.articles, lexicon.dates.behind_article
    for index in range(sentence.first, sentence.last):
        word = tokens[index].lower
        if word in articles:
            if index + 1 < sentence.last and tokens[index + 1].lower in behind:
                yield index
        elif word in starts or word[:1].isdigit():
            yield index


def _at(scan: Scan, index: int) -> DateMention | None:
    try:
        mention = _one(scan, index)
        return _since(scan, _range(scan, mention)) if mention else None
    except (OverflowError, ValueError):
        return scan.untold(index, index + 1, "lies beyond the calendar")


def _one(scan: Scan, index: int) -> DateMention | None:
    return stated_day(scan, index) or stated_period(scan, index) or relative_day(scan, index)


def _range(scan: Scan, one: DateMention) -> DateMention:
    """Join the two ends of a range: "from 28 April to 2 May", "between Friday and Sunday", "Monday-Tuesday"."""
    at = _behind_joint(scan, one)
    other = _one(scan, at) if at else None
    if not other or other.first < at:
        return one
    start, end = one.when.start, other.when.end
    if start is None or end is None or one.when.prec is not other.when.prec:
        return one
    if start > end and one.when.basis is DateBasis.RELATIVE:
        start -= _WEEK
    if start > end:
        return one
    basis = one.when.basis if one.when.basis is other.when.basis else DateBasis.RELATIVE
    when = When(start, end, precision(start, end), basis, f"from {one.when.reason} to {other.when.reason}")
    return scan.mention(one.first, other.last, when)


def _behind_joint(scan: Scan, one: DateMention) -> int:
    """Return the token behind what joins two ends of a range, or 0."""
    at, words = one.last, scan.words
    if scan.lower(at) in words.until or (
        scan.lower(at) in words.joining and scan.lower(one.first - 1) in words.between
    ):
        return at + 1
    return at if scan.are_hyphenated(at) and scan.lower(at) in words.weekdays else 0


def _since(scan: Scan, mention: DateMention) -> DateMention:
    """Let what is told "since" a day or a month last until publication."""
    when = mention.when
    if scan.lower(mention.first - 1) not in scan.words.since or when.prec is DatePrec.YEAR or when.start is None:
        return mention
    if scan.published is None or when.start > scan.published:
        return mention
    days = precision(when.start, scan.published)
    prec = DatePrec.MONTH if days is DatePrec.YEAR else days  # a siege since May is no background: it still goes on
    reason = f"since then, until publication: {when.reason}"
    return replace(mention, when=replace(when, end=scan.published, prec=prec, reason=reason))

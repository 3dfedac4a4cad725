"""A brief to a document: which parts it has, in which order."""

from __future__ import annotations

from collections.abc import Iterator

from geo.reports.blocks import Block, Heading, Image, Paragraph, Text, told
from geo.reports.claims import by_day, sources, unplaced
from geo.reports.events import contested, news, several
from geo.reports.phrases import name
from geo.reports.records import Brief
from geo.wording import counted, day_in_words, days_in_words

_ALT = 4_000  # letters; words of a figure have their own bounds
_NOT_FACTS = (
    "This brief tells what news articles claim, not what happened. It was read from them by rules, which err: "
    "before you publish a claim, read its article."
)


def compose(brief: Brief) -> tuple[Block, ...]:
    """Return the blocks of a brief; the same claims give the same blocks, in whatever order they come."""
    return tuple(_blocks(brief))


def _blocks(brief: Brief) -> Iterator[Block]:
    yield Heading(1, name(brief.title) or "What news articles claim")
    articles = len({claim.article_id for claim in (*brief.claims, *brief.unplaced)})
    parts = [*([brief.region] if brief.region else []), _period(brief)]
    parts.append(f"{counted(len(brief.claims), 'claim')} with a place and {len(brief.unplaced):,} without")
    yield Paragraph((Text(" · ".join([*parts, counted(articles, "article")]), strong=True),))
    yield Paragraph((Text(_NOT_FACTS),))
    if brief.picture:
        yield Image(brief.picture.path.name, told(brief.picture.alt, _ALT))
    else:
        yield Paragraph((Text("There is no map: no claim of this period could be placed."),))
    if brief.since:
        yield from news(brief.since)
    yield from contested(brief)
    yield from several(brief)
    yield from by_day(brief)
    yield from unplaced(brief)
    yield from sources(brief)


def _period(brief: Brief) -> str:
    """Return the period asked for; where an end is open, as far as claims tell their days."""
    claims = [claim for claim in (*brief.claims, *brief.unplaced) if claim.event_date]
    first = brief.first or min((claim.event_date for claim in claims if claim.event_date), default=None)
    ends = (claim.event_date_end or claim.event_date for claim in claims)
    last = brief.last or max((day for day in ends if day), default=None)
    if first and last:
        return days_in_words(first, max(first, last))
    return f"from {day_in_words(first)}" if first else f"until {day_in_words(last)}" if last else "no day known"

"""The parts of a brief that list claims: by day, without a place, and their sources."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from geo.model import Claim, DatePrec
from geo.reports.blocks import Block, Heading, Items, Paragraph, Runs, Table, Text, told
from geo.reports.phrases import entry, outlet, place, quoted, source
from geo.reports.records import Brief
from geo.wording import counted, day_in_words

MOST_CLAIMS = 400  # in all days: some forty pages
MOST_DAYS = 120
_LEAST_A_DAY = 3
MOST_UNPLACED = 60
MOST_OUTLETS = 40

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def by_day(brief: Brief) -> Iterator[Block]:
    """Yield the claims under each day on which they begin or, if that is before the period, its first."""
    yield Heading(2, "Claims by day")
    days: dict[date | None, list[Claim]] = defaultdict(list)
    for claim in ordered(brief.claims):
        days[_day(claim, brief.first)].append(claim)
    dated = sorted(day for day in days if day is not None)
    if not days:
        yield Paragraph((Text("No claim of this period could be placed."),))
        return
    share = max(_LEAST_A_DAY, MOST_CLAIMS // min(len(days), MOST_DAYS))
    for day in dated[:MOST_DAYS]:
        yield Heading(3, f"{_WEEKDAYS[day.weekday()]}, {day_in_words(day)}")
        yield from _some(days[day], share)
    if left := dated[MOST_DAYS:]:
        count = sum(len(days[day]) for day in left)
        words = f"And {counted(len(left), 'more day')} with {counted(count, 'claim')}, from {day_in_words(left[0])}."
        yield Paragraph((Text(words),))
    if None in days:
        yield Heading(3, "Told less closely than to the week")
        yield from _some(days[None], share)


def ordered(claims: Iterable[Claim]) -> list[Claim]:
    """Return claims by day, place, article and position in it: an order of their own."""
    return sorted(
        claims,
        key=lambda each: (
            *(each.event_date or date.max, place(each), each.published or date.max),
            *(each.article_id, each.quote_start, each.claim_id),
        ),
    )


def _day(claim: Claim, first: date | None) -> date | None:
    if claim.event_date is None or (claim.date_prec or DatePrec.DAY) > DatePrec.WEEK:
        return None
    return max(claim.event_date, first) if first else claim.event_date


def _some(claims: Sequence[Claim], most: int) -> Iterator[Block]:
    """Yield as many claims as there is room for: of every event one, before a second of any."""
    told_of: Counter[str] = Counter()
    ranked = []
    for number, claim in enumerate(claims):
        event = claim.event_id or claim.claim_id
        ranked.append((told_of[event], number))
        told_of[event] += 1
    shown = sorted(number for _, number in sorted(ranked)[:most])
    yield Items(tuple(entry(claims[number]) for number in shown))
    yield from more(len(claims) - len(shown), "claim")


def more(count: int, noun: str) -> Iterator[Block]:
    """Yield how many are left out, if any."""
    if count > 0:
        yield Paragraph((Text(f"And {count:,} more {noun}{'' if count == 1 else 's'}, for want of room."),))


def unplaced(brief: Brief) -> Iterator[Block]:
    """Yield the claims without a place, each with the reason, and how many there are of articles of elsewhere."""
    yield Heading(2, "What could not be placed")
    if brief.unplaced:
        of = " of articles that tell of this region" if brief.region else ""
        yield Paragraph((Text(f"{counted(len(brief.unplaced), 'claim')}{of}, on no map and in no list above."),))
        yield Items(tuple(map(_without_place, ordered(brief.unplaced)[:MOST_UNPLACED])))
        yield from more(len(brief.unplaced) - MOST_UNPLACED, "claim")
    else:
        yield Paragraph(
            (Text("Every claim has a place."),)
            if not brief.elsewhere
            else (Text("Every claim of articles that tell of this region has a place."),)
        )
    if brief.elsewhere:
        words = f"{counted(brief.elsewhere, 'claim')} of other articles could not be placed either: "
        yield Paragraph((Text(f"{words}whether they are of this region is not known."),))


def _without_place(claim: Claim) -> tuple[Runs, ...]:
    named = told(claim.place_text) or "No place named"
    return ((Text(named, strong=True), Text(f": {told(claim.place_reason)}")), quoted(claim), source(claim))


def sources(brief: Brief) -> Iterator[Block]:
    """Yield whom the brief rests on, and what must be credited."""
    yield Heading(2, "Sources and licences")
    claims = (*brief.claims, *brief.unplaced)
    counts = Counter(map(outlet, claims))
    articles: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        articles[outlet(claim)].add(claim.article_id)
    names = sorted(counts, key=lambda each: (-counts[each], each))
    rows = [_cells(each, f"{len(articles[each]):,}", f"{counts[each]:,}") for each in names[:MOST_OUTLETS]]
    yield Table(("Outlet", "Articles", "Claims"), tuple(rows))
    yield from more(len(names) - MOST_OUTLETS, "outlet")
    yield Paragraph((Text("Quotes are the articles’ words and belong to those who published them."),))
    if brief.credits:
        yield Paragraph((Text(told(brief.credits)),))


def _cells(*words: str) -> tuple[Runs, ...]:
    return tuple((Text(each),) for each in words)

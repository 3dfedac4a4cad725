"""The parts of a brief that compare: what is contested, what several articles tell, and what is new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from geo.model import Claim, Grade
from geo.reports.blocks import Block, Heading, Items, Paragraph, Runs, Table, Text, told
from geo.reports.claims import more, ordered
from geo.reports.phrases import days, entry, joined, kind, name, place, quoted, source, status, support, value, voice
from geo.reports.records import Became, Brief, Differing, Happening, Revised, Since
from geo.wording import counted, day_in_words

MOST_EVENTS = 40
MOST_CHANGES = 40  # of each kind
_MOST_CLAIMS = 8  # of one event
_MOST_VALUES = 4  # of one field, side by side
_MOST_VOICES = 3  # that tell one value
_MOST_FIELDS = 4  # of one claim that changed
_UNTOLD = {"event_id", "quote_start", "quote_end", "grade_reason"}  # of grouping and of the text, not of the claim
_FIRST = ("claim_status", "deaths_min", "deaths_max", "injured_min", "injured_max", "location", "event_date", "grade")
_KINDS = {"new": "New", "placed": "Newly placed", "changed": "Told otherwise", "withdrawn": "Withdrawn"}


def contested(brief: Brief) -> Iterator[Block]:
    """Yield the events of which one asserts what another denies, or names another for it, side by side."""
    yield Heading(2, "What is contested")
    events = [each for each in _in_order(brief.happenings) if _grade(each) == Grade.CONTESTED]
    if not events:
        yield Paragraph((Text("Nothing in this period: no article denies what another asserts, or blames another."),))
    for event in events[:MOST_EVENTS]:
        yield from _event(event)
        yield from _side_by_side(event.differing)
        yield Items(tuple(map(_telling, _both(event))))
        yield from more(len(event.claims) - _MOST_CLAIMS, "claim")
        yield from _revised(event.revisions)
    yield from more(len(events) - MOST_EVENTS, "event")


def several(brief: Brief) -> Iterator[Block]:
    """Yield the other events that several articles tell, with how the account was revised."""
    yield Heading(2, "Told by several articles")
    events = [each for each in _in_order(brief.happenings) if _grade(each) != Grade.CONTESTED and _articles(each) > 1]
    if not events:
        yield Paragraph((Text("No other event is told by more than one article."),))
    for event in events[:MOST_EVENTS]:
        yield from _event(event)
        yield from _revised(event.revisions)
        yield from _side_by_side(event.differing)
        yield Items(tuple(map(_telling, event.claims[:_MOST_CLAIMS])))
        yield from more(len(event.claims) - _MOST_CLAIMS, "claim")
    yield from more(len(events) - MOST_EVENTS, "event")


def _in_order(events: Sequence[Happening]) -> list[Happening]:
    """Return events, those of most articles first, then by day and place."""
    rank = {claim.claim_id: number for number, claim in enumerate(ordered(each.claims[0] for each in events))}
    return sorted(events, key=lambda each: (-_articles(each), rank[each.claims[0].claim_id]))


def _articles(event: Happening) -> int:
    return len({claim.article_id for claim in event.claims})


def _grade(event: Happening) -> str:
    return event.claims[0].grade


def _event(event: Happening) -> Iterator[Block]:
    """Yield what it is by the claim that tells its place most exactly, the earliest of these."""
    best = min(event.claims, key=lambda each: (each.latitude is None, each.where_prec or 9, each.radius_km or 0))
    yield Heading(3, f"{kind(best)}, {place(best)}, {days(best)}")
    count = f"{counted(len(event.claims), 'claim')} of {counted(_articles(event), 'article')}"
    if not best.grade:
        yield Paragraph((Text(f"{count}."),))
        return
    grade = support(best.grade)
    why = told(best.grade_reason.removeprefix(f"{grade}: "))
    yield Paragraph((Text(grade.capitalize(), strong=True), Text(f" · {count} · {why}")))


def _both(event: Happening) -> list[Claim]:
    """Return as many claims as there is room for, first one for each value on which they differ."""
    ids = [claims[0].claim_id for field in event.differing for _, claims in field.values[:_MOST_VALUES] if claims]
    first = list(dict.fromkeys(ids))[:_MOST_CLAIMS]
    rest = [claim.claim_id for claim in event.claims if claim.claim_id not in first]
    shown = {*first, *rest[: _MOST_CLAIMS - len(first)]}
    return [claim for claim in event.claims if claim.claim_id in shown]


def _side_by_side(differing: Sequence[Differing]) -> Iterator[Block]:
    """Yield a table of a row a field, with each value and who tells it in a cell of its own."""
    if not differing:
        return
    width = min(_MOST_VALUES, max(len(field.values) for field in differing))
    head = ("They differ on", "One account", "Another", "A third", "A fourth")[: width + 1]
    yield Table(head, tuple(_row(field, width) for field in differing))


def _row(field: Differing, width: int) -> tuple[Runs, ...]:
    cells = [_account(*each) for each in field.values[:width]]
    if (left := len(field.values) - width) > 0:
        cells[-1] = (*cells[-1], Text(f" (and {left} more)"))
    return ((Text(field.field),), *cells, *[(Text("—"),)] * (width - len(cells)))


def _account(what: str, claims: Sequence[Claim]) -> Runs:
    voices = list(dict.fromkeys(map(voice, claims)))
    left = len(voices) - _MOST_VOICES
    who = "; ".join(voices[:_MOST_VOICES]) + (f"; and {left} more" if left > 0 else "")
    return Text(name(what), strong=True), Text(f" — {who}")


def _revised(revisions: Sequence[Revised]) -> Iterator[Block]:
    if revisions:
        yield Paragraph((Text("How the account was revised:"),))
        yield Items(tuple((_revision(each),) for each in revisions[:_MOST_CLAIMS]))
        yield from more(len(revisions) - _MOST_CLAIMS, "revision")


def _revision(each: Revised) -> Runs:
    when = day_in_words(each.claim.published) if each.claim.published else "day not known"
    return (Text(f"{each.field}: {name(each.old)} → {name(each.new)}, by {voice(each.claim)}, {when}"),)


def _telling(claim: Claim) -> tuple[Runs, ...]:
    return ((Text(voice(claim), strong=True), Text(f" · {status(claim)}")), quoted(claim), source(claim))


def news(since: Since) -> Iterator[Block]:
    """Yield what became of claims: how many of each kind, and the first of each."""
    yield Heading(2, f"What is new since run {since.after}")
    worth = [each for each in since.became if each.what != "changed" or _fields(each)]
    counts = Counter(each.what for each in worth)
    if not worth:
        yield Paragraph((Text(f"Nothing until run {since.until}: no claim of this period is new or told otherwise."),))
        return
    parts = [(Text(f"{words.lower()} {counts[what]:,}"),) for what, words in _KINDS.items() if counts[what]]
    yield Paragraph((Text(f"Until run {since.until}: "), *joined(parts, ", "), Text(".")))
    rank = {claim.claim_id: number for number, claim in enumerate(ordered(each.claim for each in worth))}
    for what, words in _KINDS.items():
        mine = sorted((each for each in worth if each.what == what), key=lambda each: rank[each.claim.claim_id])
        if mine:
            yield Heading(3, words)
            yield Items(tuple(map(_change, mine[:MOST_CHANGES])))
            yield from more(len(mine) - MOST_CHANGES, "claim")


def _change(each: Became) -> tuple[Runs, ...]:
    lines = entry(each.claim)
    fields = _fields(each)
    if not fields:
        return (lines[0], *lines[1:2], *lines[3:4])
    told_of = "; ".join(
        f"{field.replace('_', ' ')}: {value(field, before)} → {value(field, after)}"
        for field, before, after in fields[:_MOST_FIELDS]
    )
    left = len(fields) - _MOST_FIELDS
    return (lines[0], (Text(told_of + (f"; and {counted(left, 'more field')}" if left > 0 else "")),), *lines[1:2])


def _fields(each: Became) -> list[tuple[str, object, object]]:
    worth = [field for field in each.fields if field[0] not in _UNTOLD]
    return sorted(worth, key=lambda field: _FIRST.index(field[0]) if field[0] in _FIRST else len(_FIRST))

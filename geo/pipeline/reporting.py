"""Store → brief of a period: which claims it tells, their events and changes, its figure, and where it is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import ClaimmapError
from geo.model import Claim, Grade
from geo.pipeline.history import existing
from geo.settings import Settings

if TYPE_CHECKING:
    import geopandas

    from geo.changes import Change
    from geo.figures import Asked, Region
    from geo.reports import Happening, Since
    from geo.store import Store


def report(settings: Settings, asked: Asked, path: Path, figure: Path) -> tuple[Path, ...]:
    """Write a brief of what was asked for, and beside it the figure with its words; return what was written.

    What became of claims after the run `settings.since` is told, None: nothing is. Raises ClaimmapError where nothing
    is claimed of the period and region, StoreError, OutputError.
    """
    from geo.figures import credits_of, region_of, within, write_figures  # noqa: PLC0415 - only for who wants a report
    from geo.gazetteer.shapes import Shapes  # noqa: PLC0415 - as above
    from geo.layers import from_columns  # noqa: PLC0415 - as above
    from geo.reports import Brief, Picture, compose, write_report  # noqa: PLC0415 - as above

    region = region_of(asked.region)
    with existing(settings) as store:
        frame = from_columns(store.columns(), Shapes.open(borders=settings.borders))
        chosen = within(frame, asked, region)
        if chosen.empty:
            message = "no claim is in this period and region"
            raise ClaimmapError(message)
        placed = chosen[chosen["latitude"].notna()]
        nowhere = within(frame, replace(asked, region=""), None)
        nowhere = nowhere[nowhere["latitude"].isna()]
        near = nowhere[nowhere["article_id"].isin(chosen["article_id"])] if region else nowhere
        events = frame[frame["event_id"].isin({*placed["event_id"], *near["event_id"]} - {""})]
        claims = store.shown({*placed["claim_id"], *near["claim_id"], *events["claim_id"]})
        since = _since(store, settings.since, asked, region, {*placed["claim_id"], *near["claim_id"]})
    picture: Picture | None = None
    written: tuple[Path, ...] = ()
    if not placed.empty:
        written = write_figures(frame, [figure], asked, settings.borders)
        picture = Picture(figure, written[-1].read_text(encoding="utf-8"))
    title = asked.title or (f"What news articles claim: {region.name}" if region else "")
    brief = Brief(
        title=title,
        region=region.name if region else "",
        first=asked.first,
        last=asked.last,
        claims=[claims[each] for each in placed["claim_id"]],
        unplaced=[claims[each] for each in near["claim_id"]],
        elsewhere=len(nowhere) - len(near),
        happenings=list(_happenings(claims[each] for each in events["claim_id"])),
        since=since,
        picture=picture,
        credits=credits_of(placed, settings.borders) if picture else "",
    )
    write_report(compose(brief), path)
    return (path, *written)


def _happenings(claims: Iterable[Claim]) -> Iterator[Happening]:
    """Yield the events that several articles tell, and those that are contested, in the order of their ids."""
    from geo.agreement import contradictions, history, in_order  # noqa: PLC0415 - as above
    from geo.reports import Differing, Happening, Revised  # noqa: PLC0415 - as above

    events: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        events[claim.event_id].append(claim)
    for _, unordered in sorted(events.items()):
        if len({claim.article_id for claim in unordered}) < 2 and unordered[0].grade != Grade.CONTESTED:  # noqa: PLR2004 - several
            continue
        told = in_order(unordered)
        by_id = {claim.claim_id: claim for claim in told}
        revisions = [Revised(each.field, each.old, each.new, by_id[each.claim_id]) for each in history(told)]
        differing = [
            Differing(each.field, [(value, [by_id[claim_id] for claim_id in ids]) for value, ids in each.values])
            for each in contradictions(told)
        ]
        yield Happening(told, revisions, differing)


def _since(store: Store, after: int | None, asked: Asked, region: Region | None, known: set[str]) -> Since | None:
    """Return what became of claims that are of the period and region, or were before a run changed them."""
    from geo.changes import What  # noqa: PLC0415 - as above
    from geo.pipeline import remembering  # noqa: PLC0415 - as above
    from geo.reports import Became, Since  # noqa: PLC0415 - as above

    if after is None:
        return None
    remembering.require_run(store, after)
    until = max((run.run_id for run in store.runs()), default=0)
    changes = [each for each in remembering.changes_between(store, after, until) if each.what is not What.MOVED]
    now = store.shown(each.claim_id for each in changes)
    was = _were_within(changes, now, asked, region)
    became = []
    for each in changes:
        claim = each.claim or now.get(each.claim_id)
        if claim is not None and (each.claim_id in known or each.claim_id in was):
            fields = [(field.name, field.before, field.after) for field in each.differences]
            became.append(Became(each.what.value, claim, fields))
    return Since(after, until, became)


def _were_within(changes: Iterable[Change], now: Mapping[str, Claim], asked: Asked, region: Region | None) -> set[str]:
    """Return the ids of those claims that were of the period and region before: withdrawn, or changed since."""
    from geo.changes import What, earlier  # noqa: PLC0415 - as above
    from geo.figures import within  # noqa: PLC0415 - as above
    from geo.layers import to_geodataframe  # noqa: PLC0415 - as above

    before = []
    for each in changes:
        if each.claim is not None:
            before += [each.claim] if each.what is What.WITHDRAWN else []
        elif each.claim_id in now:
            before.append(earlier(now[each.claim_id], each.differences))
    frame: geopandas.GeoDataFrame = to_geodataframe(before)
    return set(within(frame, asked, region)["claim_id"])

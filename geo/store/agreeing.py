"""Which event each claim tells, as grouping found it, and what grouping asks of the claims that are known."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date

import sqlalchemy as sa

from geo.model import OF_EVENT, DateBasis, EventType, Grouped
from geo.store.showing import in_batches
from geo.store.tables import ARTICLES, CHANGES, CLAIM, CLAIMS, RUNS

_NEW = "new"
_OUTDATED = b"?"  # in the place of the signature that an article had before it was saved anew


@dataclass(frozen=True, slots=True)
class LastGrouped:
    """The last run that grouped the claims (0: none ever did) and its engine, empty where all must be grouped again."""

    run_id: int
    engine: str


@dataclass(frozen=True, slots=True)
class Around:
    """Claims of some kinds and days, within bounds in WGS 84 degrees or with a radius above one.

    Days touch the span from `first` to `last`; those that are the article's own, or end with the words `assumed`, that
    until `until`. Wide ones are of the country `iso3`, if that is told, or of none. `west` is greater than `east` where
    the bounds cross the date line. Without `bounds`: those that have no point.
    """

    kinds: Collection[EventType]
    first: date
    last: date
    until: date
    assumed: str
    bounds: tuple[float, float, float, float] | None  # south, west, north, east
    wide_km: float
    iso3: str


def around(asked: Around) -> sa.Select[tuple[object, ...]]:
    """Return the query for these claims as they are shown, by their ids."""
    claims = CLAIMS.c
    ends = sa.or_(
        claims.event_date_end >= asked.first,
        sa.and_(claims.event_date_end.is_(None), claims.event_date >= asked.first),
    )
    assumed = sa.or_(
        claims.date_basis == DateBasis.PUBLISHED,
        claims.date_reason.endswith(asked.assumed, autoescape=True),
    )
    begins = sa.or_(claims.event_date <= asked.last, sa.and_(claims.event_date <= asked.until, assumed))
    days = (claims.event_date <= asked.until, begins, ends)
    return (
        sa.select(*CLAIM)
        .where(*days, claims.event_type.in_(sorted(asked.kinds)), _within(asked))
        .order_by(claims.claim_id)
    )


def _within(asked: Around) -> sa.ColumnElement[bool]:
    claims = CLAIMS.c
    if asked.bounds is None:
        return claims.latitude.is_(None)
    south, west, north, east = asked.bounds
    beside = sa.and_ if west <= east else sa.or_
    across = beside(claims.longitude >= west, claims.longitude <= east)
    near = sa.and_(claims.latitude.between(south, north), across)
    wide = claims.radius_km > asked.wide_km
    return sa.or_(near, sa.and_(wide, claims.iso3.in_(["", asked.iso3])) if asked.iso3 else wide)


def last_grouped(connection: sa.Connection) -> LastGrouped:
    """Return the last run that grouped the claims, and by which engine."""
    query = sa.select(RUNS.c.run_id, RUNS.c.grouped).where(RUNS.c.grouped.is_not(None))
    row = connection.execute(query.order_by(RUNS.c.run_id.desc()).limit(1)).one_or_none()
    return LastGrouped(0, "") if row is None else LastGrouped(*row)


def note_grouped(connection: sa.Connection, engine: str) -> None:
    """Note at the last run that all claims are grouped."""
    last = sa.select(sa.func.max(RUNS.c.run_id)).scalar_subquery()
    connection.execute(RUNS.update().where(RUNS.c.run_id == last).values(grouped=engine))


def keep(connection: sa.Connection, grouped: Mapping[str, Grouped]) -> None:
    """Put claims, by claim_id, into their events."""
    statement = CLAIMS.update().where(CLAIMS.c.claim_id == sa.bindparam("its_id"))
    statement = statement.values({name: sa.bindparam(f"new_{name}") for name in OF_EVENT})
    for claim_ids in in_batches(sorted(grouped)):
        rows = [
            {"its_id": claim_id} | {f"new_{name}": getattr(grouped[claim_id], name) for name in OF_EVENT}
            for claim_id in claim_ids
        ]
        connection.execute(statement, rows)


def keep_of_new(connection: sa.Connection, grouped: Mapping[str, Grouped], after_run: int) -> None:
    """Put claims that came after a run into their events, as if they had come with these: no change is told of it."""
    keep(connection, grouped)
    columns = CHANGES.c
    for claim_ids in in_batches(sorted(grouped)):
        came = (columns.run_id > after_run, columns.what == _NEW, columns.claim_id.in_(claim_ids))
        query = sa.select(columns.claim_id, columns.run_id, columns.ordinal, columns.record).where(*came)
        # One that came, went and came again came last.
        last = {row.claim_id: row for row in connection.execute(query.order_by(columns.run_id, columns.ordinal))}
        again = [
            {"its_run": row.run_id, "its_ordinal": row.ordinal, "told": _told_again(row.record, grouped[claim_id])}
            for claim_id, row in last.items()
        ]
        if again:
            here = (columns.run_id == sa.bindparam("its_run"), columns.ordinal == sa.bindparam("its_ordinal"))
            connection.execute(CHANGES.update().where(*here).values(record=sa.bindparam("told")), again)


def forget_grouping(connection: sa.Connection) -> None:
    """Let all claims be grouped anew: something is gone of which no change tells."""
    connection.execute(RUNS.update().where(RUNS.c.grouped.is_not(None)).values(grouped=""))


def signatures(connection: sa.Connection, article_ids: Collection[str]) -> dict[str, bytes]:
    """Return the signatures of these articles' texts as far as they were made."""
    columns, found = ARTICLES.c, dict[str, bytes]()
    for batch in in_batches(sorted(article_ids)):
        query = sa.select(columns.article_id, columns.signature)
        rows = connection.execute(query.where(columns.article_id.in_(batch), columns.signature != _OUTDATED))
        found |= {article_id: bytes(signature) for article_id, signature in rows}
    return found


def outdated(signature: bytes | None) -> bytes | None:
    """Return what stands for the signature of an article that is saved anew."""
    return None if signature is None else _OUTDATED


def signed_before(connection: sa.Connection) -> list[str]:
    """Return the articles whose signatures are outdated, in the order of their ids."""
    query = sa.select(ARTICLES.c.article_id).where(ARTICLES.c.signature == _OUTDATED)
    return [str(row[0]) for row in connection.execute(query.order_by(ARTICLES.c.article_id))]


def sign(connection: sa.Connection, made: Mapping[str, bytes]) -> None:
    """Keep the signatures of articles' texts, by article id."""
    if made:
        statement = ARTICLES.update().where(ARTICLES.c.article_id == sa.bindparam("its_id"))
        rows = [{"its_id": article_id, "made": signature} for article_id, signature in sorted(made.items())]
        connection.execute(statement.values(signature=sa.bindparam("made")), rows)


def _told_again(record: str, grouped: Grouped) -> str:
    told = json.loads(record)
    told["claim"] |= asdict(grouped)
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))

"""What is known so far: articles with their claims in one database, SQLite by default."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields
from datetime import UTC, date, datetime
from enum import Enum, IntEnum
from pathlib import Path
from types import TracebackType, UnionType
from typing import Any, Self, get_args, get_type_hints

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.schema import CreateIndex, CreateTable

from geo.errors import StoreError
from geo.model import Answer, Article, Claim

WAIT_S = 30  # for another build that is writing to the same store
_ROWS_AT_ONCE = 1000


class _Member(sa.types.TypeDecorator[Enum]):
    """A member of one of the model's enums, kept as its value."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, members: type[Enum]) -> None:
        super().__init__()
        self.members = members

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        return dialect.type_descriptor(sa.Integer() if issubclass(self.members, IntEnum) else sa.Text())

    def process_bind_param(self, value: Enum | None, dialect: sa.Dialect) -> object:  # noqa: ARG002 - the base's signature
        return None if value is None else value.value

    def process_result_value(self, value: object, dialect: sa.Dialect) -> Enum | None:  # noqa: ARG002 - the base's signature
        return None if value is None else self.members(value)


_PLAIN: dict[type, sa.types.TypeEngine[Any]] = {
    str: sa.Text(),
    bool: sa.Boolean(),
    int: sa.BigInteger(),
    float: sa.Double(),
    date: sa.Date(),
}


def _columns_of(record: type) -> list[sa.Column[Any]]:
    """Return a column for each field of a record, typed and nullable as the field is."""
    columns: list[sa.Column[Any]] = []
    for name, hint in get_type_hints(record).items():
        optional = isinstance(hint, UnionType)
        kind = next(part for part in get_args(hint) if part is not type(None)) if optional else hint
        kept = _Member(kind) if issubclass(kind, Enum) else _PLAIN[kind]
        columns.append(sa.Column(name, kept, nullable=optional))
    return columns


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows an article by, and how its claims were made (by which `engine`; none if not English)."""

    article_id: str
    content: str
    url_key: str
    text_key: str
    published: date | None
    language: str
    engine: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How much the store holds; `unplaced` counts the claims without a place by reason, most frequent first."""

    articles: int
    claims: int
    placed: int
    undated: int
    unplaced: tuple[tuple[str, int], ...]


_META = sa.MetaData()
_ARTICLES = sa.Table(
    "articles",
    _META,
    *_columns_of(Known),
    *(sa.Column(name, sa.Text, nullable=False) for name in ("title", "text", "url", "source")),
    sa.PrimaryKeyConstraint("article_id"),
)
_CLAIMS = sa.Table(
    "claims",
    _META,
    *_columns_of(Claim),
    sa.PrimaryKeyConstraint("claim_id"),
    sa.ForeignKeyConstraint(["article_id"], ["articles.article_id"], ondelete="CASCADE"),
    sa.Index("claims_by_article", "article_id"),
)
_RUNS = sa.Table(
    "runs",
    _META,
    sa.Column("run_id", sa.Integer, primary_key=True),
    sa.Column("finished", sa.DateTime, nullable=False),  # UTC; never part of an output
    sa.Column("engine", sa.Text, nullable=False),
    sa.Column("extracted", sa.Integer, nullable=False),
    sa.Column("claims", sa.Integer, nullable=False),
)
_ANSWERS = sa.Table(
    "answers",
    _META,
    *_columns_of(Answer),
    sa.Column("answered", sa.DateTime, nullable=False),  # UTC; never part of an output
    sa.PrimaryKeyConstraint("service", "address", "query", "country"),
)
# What answers say of claims that extraction could not place. `claims` stays as extracted, so that this can always be
# made anew from the answers, and an answer is never taken for what an article tells.
_PLACE = (
    "location",
    "latitude",
    "longitude",
    "where_prec",
    "radius_km",
    "admin1",
    "admin1_code",
    "country",
    "iso3",
    "place_reason",
)
_PLACEMENTS = sa.Table(
    "placements",
    _META,
    sa.Column("claim_id", sa.Text, primary_key=True),
    *(sa.Column(name, _CLAIMS.c[name].type) for name in _PLACE),
    sa.ForeignKeyConstraint(["claim_id"], ["claims.claim_id"], ondelete="CASCADE"),
)
_KNOWN = [_ARTICLES.c[field.name] for field in fields(Known)]
_CLAIM = [_CLAIMS.c[field.name] for field in fields(Claim)]
_NAMES = [field.name for field in fields(Claim)]
_SHOWN = [
    sa.func.coalesce(_PLACEMENTS.c[name], _CLAIMS.c[name]).label(name) if name in _PLACE else _CLAIMS.c[name]
    for name in _NAMES
]
_PLACED_CLAIMS = _CLAIMS.outerjoin(_PLACEMENTS, _PLACEMENTS.c.claim_id == _CLAIMS.c.claim_id)
_ANSWER = [_ANSWERS.c[field.name] for field in fields(Answer)]


class Store:
    """A database of articles and their claims. A context manager; every method raises StoreError."""

    def __init__(self, target: str) -> None:
        """Open or create the store at a path (a SQLite file) or an SQLAlchemy URL."""
        self.target = target
        with self._guarded():
            url = sa.make_url(target) if "://" in target else sa.URL.create("sqlite", database=str(Path(target)))
            self.target = url.render_as_string(hide_password=True)
            self._engine = sa.create_engine(url, connect_args=_connect_args(url))
            if url.get_backend_name() == "sqlite":
                sa.event.listen(self._engine, "connect", _prepare_sqlite)
            try:
                self._check_and_create()
            except BaseException:
                self._engine.dispose()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections; the store cannot be used after."""
        self._engine.dispose()

    def known(self) -> list[Known]:
        """Return what all articles are known by, in the order of their ids."""
        with self._guarded(), self._engine.connect() as connection:
            rows = connection.execute(sa.select(*_KNOWN).order_by(_ARTICLES.c.article_id))
            return [Known(*row) for row in rows]

    def article(self, article_id: str) -> Article:
        """Return an article as it was saved; its origin is the store's own name."""
        query = sa.select(_ARTICLES).where(_ARTICLES.c.article_id == article_id)
        with self._guarded(), self._engine.connect() as connection:
            row = connection.execute(query).one()
        return Article(row.article_id, row.title, row.text, row.published, row.url, row.source, origin=self.target)

    def save(self, article: Article, known: Known, claims: Iterable[Claim]) -> None:
        """Put the article and its claims in the place of those that are kept under its id, all or nothing."""
        rows = [dict(zip(_NAMES, _values(claim), strict=True)) for claim in claims]
        kept = dict(zip((column.name for column in _KNOWN), astuple(known), strict=True))
        shown = {"title": article.title, "text": article.text, "url": article.url, "source": article.source}
        with self._guarded(), self._engine.begin() as connection:
            _delete(connection, [article.article_id])
            connection.execute(_ARTICLES.insert(), kept | shown)
            if rows:
                connection.execute(_CLAIMS.insert(), rows)

    def forget(self, article_ids: Sequence[str]) -> None:
        """Remove articles and their claims."""
        if article_ids:
            with self._guarded(), self._engine.begin() as connection:
                _delete(connection, article_ids)

    def claims(self) -> Iterator[Claim]:
        """Yield all claims by day (undated last), article and position in it, without holding them in memory."""
        columns = _CLAIMS.c
        order = (columns.event_date.is_(None), columns.event_date, columns.article_id, columns.quote_start)
        yield from self._claims(sa.select(*_SHOWN).select_from(_PLACED_CLAIMS).order_by(*order, columns.claim_id))

    def unplaced(self) -> Iterator[Claim]:
        """Yield the claims that extraction could not place, as it left them, by their ids."""
        query = sa.select(*_CLAIM).where(_CLAIMS.c.latitude.is_(None)).order_by(_CLAIMS.c.claim_id)
        yield from self._claims(query)

    def place(self, claims: Iterable[Claim]) -> None:
        """Show these claims' places for those of `unplaced`, and no others any more."""
        rows = [{"claim_id": claim.claim_id} | {name: getattr(claim, name) for name in _PLACE} for claim in claims]
        with self._guarded(), self._engine.begin() as connection:
            connection.execute(_PLACEMENTS.delete())
            if rows:
                connection.execute(_PLACEMENTS.insert(), rows)

    def countries(self, article_id: str) -> list[tuple[str, int]]:
        """Return the countries (ISO 3166-1 alpha-3) that extraction placed an article's claims in, and how many."""
        claims, number = _CLAIMS.c, sa.func.count().label("number")
        query = (
            sa.select(claims.iso3, number)
            .where(claims.article_id == article_id, claims.latitude.is_not(None), claims.iso3 != "")
            .group_by(claims.iso3)
            .order_by(number.desc(), claims.iso3)
        )
        with self._guarded(), self._engine.connect() as connection:
            return [(str(iso3), int(count)) for iso3, count in connection.execute(query)]

    def answers(self) -> list[Answer]:
        """Return what online services have answered, ordered by service, address, query and country."""
        with self._guarded(), self._engine.connect() as connection:
            rows = connection.execute(sa.select(*_ANSWER).order_by(*_ANSWERS.primary_key))
            return [Answer(*row) for row in rows]

    def keep(self, answer: Answer) -> None:
        """Keep an answer with the time of day, in the place of an older one to the same question."""
        row = {field.name: getattr(answer, field.name) for field in fields(Answer)}
        same = [column == row[column.name] for column in _ANSWERS.primary_key]
        with self._guarded(), self._engine.begin() as connection:
            connection.execute(_ANSWERS.delete().where(*same))
            connection.execute(_ANSWERS.insert(), row | {"answered": _now()})

    def tally(self) -> Tally:
        """Count what the store holds."""
        claims = sa.select(*_SHOWN).select_from(_PLACED_CLAIMS).subquery().c
        counts = sa.select(sa.func.count(), sa.func.count(claims.latitude), sa.func.count(claims.event_date))
        number = sa.func.count().label("number")
        reasons = (
            sa.select(claims.place_reason, number)
            .where(claims.latitude.is_(None))
            .group_by(claims.place_reason)
            .order_by(number.desc(), claims.place_reason)
        )
        with self._guarded(), self._engine.connect() as connection:
            articles = connection.execute(sa.select(sa.func.count()).select_from(_ARTICLES)).scalar_one()
            total, placed, dated = connection.execute(counts).one()
            unplaced = tuple((str(reason), int(count)) for reason, count in connection.execute(reasons))
        return Tally(articles, total, placed, total - dated, unplaced)

    def log_run(self, engine: str, extracted: int, claims: int) -> None:
        """Note that a run has finished: when, with which engine, how many articles it extracted, claims in all."""
        row = {"finished": _now(), "engine": engine, "extracted": extracted}
        with self._guarded(), self._engine.begin() as connection:
            connection.execute(_RUNS.insert(), row | {"claims": claims})

    def _claims(self, query: sa.Select[Any]) -> Iterator[Claim]:
        with self._guarded(), self._engine.connect() as connection:
            for row in connection.execute(query.execution_options(yield_per=_ROWS_AT_ONCE)):
                yield Claim(*row)

    def _check_and_create(self) -> None:
        """Create the tables in an empty database; refuse one that is not ours or was written by another version."""
        inspector = sa.inspect(self._engine)
        present = set(inspector.get_table_names())
        ours = present & _META.tables.keys()
        for name in sorted(ours):
            if {column["name"] for column in inspector.get_columns(name)} != set(_META.tables[name].c.keys()):
                message = f"{self.target} was not written by this version of claimmap; name another store or remove it"
                raise StoreError(message)
        if present and not ours and self._engine.dialect.name == "sqlite":
            message = f"{self.target} is another program's database; name another store"
            raise StoreError(message)
        with self._engine.begin() as connection:  # another run may be creating them at this moment
            for table in _META.sorted_tables:
                connection.execute(CreateTable(table, if_not_exists=True))
                for index in sorted(table.indexes, key=lambda each: str(each.name)):
                    connection.execute(CreateIndex(index, if_not_exists=True))

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, sqlite3.Error, ModuleNotFoundError) as error:
            reason = str(getattr(error, "orig", None) or error).splitlines()[0]
            message = f"the store {self.target} cannot be used: {reason}"
            raise StoreError(message) from error


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def _values(claim: Claim) -> tuple[Any, ...]:
    return tuple(getattr(claim, name) for name in _NAMES)


def _delete(connection: sa.Connection, article_ids: Sequence[str]) -> None:
    for table in (_CLAIMS, _ARTICLES):
        statement = table.delete().where(table.c.article_id == sa.bindparam("known_id"))
        connection.execute(statement, [{"known_id": article_id} for article_id in article_ids])


def _connect_args(url: sa.URL) -> dict[str, object]:
    return {"timeout": WAIT_S} if url.get_backend_name() == "sqlite" else {}


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """Let readers go on while a build writes, and keep claims from outliving their article."""
    for setting in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {setting}").close()

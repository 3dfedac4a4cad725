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

from geo.errors import StoreError
from geo.model import Article, Claim

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
_KNOWN = [_ARTICLES.c[field.name] for field in fields(Known)]
_CLAIM = [_CLAIMS.c[field.name] for field in fields(Claim)]
_NAMES = [field.name for field in fields(Claim)]


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
        query = sa.select(*_CLAIM).order_by(*order, columns.claim_id).execution_options(yield_per=_ROWS_AT_ONCE)
        with self._guarded(), self._engine.connect() as connection:
            for row in connection.execute(query):
                yield Claim(*row)

    def tally(self) -> Tally:
        """Count what the store holds."""
        claims = _CLAIMS.c
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
            total, placed, dated = connection.execute(counts.select_from(_CLAIMS)).one()
            unplaced = tuple((str(reason), int(count)) for reason, count in connection.execute(reasons))
        return Tally(articles, total, placed, total - dated, unplaced)

    def log_run(self, engine: str, extracted: int, claims: int) -> None:
        """Note that a run has finished: when, with which engine, how many articles it extracted, claims in all."""
        row = {"finished": datetime.now(UTC).replace(tzinfo=None), "engine": engine, "extracted": extracted}
        with self._guarded(), self._engine.begin() as connection:
            connection.execute(_RUNS.insert(), row | {"claims": claims})

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
        _META.create_all(self._engine)

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, sqlite3.Error, ModuleNotFoundError) as error:
            reason = str(getattr(error, "orig", None) or error).splitlines()[0]
            message = f"the store {self.target} cannot be used: {reason}"
            raise StoreError(message) from error


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

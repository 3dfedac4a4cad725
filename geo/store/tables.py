"""The tables as they are now. What made older ones into these, and all on PostgreSQL, is in `migrations`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import date, datetime
from enum import Enum, IntEnum
from types import UnionType
from typing import Any, get_args, get_type_hints

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from geo.model import Answer, Claim, Corrects, GivenPlace, LoggedChange, NameRule
from geo.store.records import Counts, Known


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

    def result_processor(self, dialect: sa.Dialect, coltype: object) -> Callable[[object], Enum | None]:  # noqa: ARG002 - as above
        return _Members(self.members).__getitem__


class _Members(dict[object, Enum | None]):
    """The members of an enum by their values. A look-up is many times as fast as calling the enum."""

    def __init__(self, members: type[Enum]) -> None:
        super().__init__({None: None} | {member.value: member for member in members})
        self._name = members.__name__

    def __missing__(self, value: object) -> Enum | None:
        message = f"{value!r} is no {self._name} that this claimmap knows; upgrade it, or build again with --rebuild"
        raise SQLAlchemyError(message)


_PLAIN: dict[type, sa.types.TypeEngine[Any]] = {
    str: sa.Text(),
    bool: sa.Boolean(),
    int: sa.BigInteger(),
    float: sa.Double(),
    date: sa.Date(),
    datetime: sa.DateTime(),
}


def _columns_of(record: type, added: Sequence[str] = ()) -> list[sa.Column[Any]]:
    """Return a column for each field of a record, typed and nullable as it is; those `added` later default to "".

    The default is what the rows got that were there; nothing relies on it.
    """
    columns: list[sa.Column[Any]] = []
    for name, hint in get_type_hints(record).items():
        optional = isinstance(hint, UnionType)
        kind = next(part for part in get_args(hint) if part is not type(None)) if optional else hint
        kept = _Member(kind) if issubclass(kind, Enum) else _PLAIN[kind]
        columns.append(sa.Column(name, kept, nullable=optional, server_default="" if name in added else None))
    return columns


META = sa.MetaData()
RUNS = sa.Table(
    "runs",
    META,
    sa.Column("run_id", sa.Integer, primary_key=True),
    sa.Column("started", sa.DateTime),  # times are UTC, and never part of an output
    sa.Column("finished", sa.DateTime),
    sa.Column("engine", sa.Text, nullable=False),
    *(sa.Column(field.name, sa.Integer) for field in fields(Counts)),
    sa.Column("grouped", sa.Text),  # the engine that grouped all claims in this run; empty: they must be again
    sqlite_autoincrement=True,  # a number is never given twice
)
# Articles that were last met by the same run share a meeting: a rerun over the same sources writes one number, not one
# in each of 100,000 articles.
MEETINGS = sa.Table(
    "meetings",
    META,
    sa.Column("meeting_id", sa.Integer, primary_key=True),
    sa.Column("last_run", sa.Integer, nullable=False),
    sa.ForeignKeyConstraint(["last_run"], ["runs.run_id"]),
    sa.Index("meetings_by_run", "last_run", "meeting_id"),
    sqlite_autoincrement=True,
)
ARTICLES = sa.Table(
    "articles",
    META,
    *_columns_of(Known),
    *(sa.Column(name, sa.Text, nullable=False) for name in ("title", "url", "source")),
    sa.Column("first_run", sa.Integer),  # None: kept before runs were noted
    sa.Column("meeting_id", sa.Integer),
    sa.Column("signature", sa.LargeBinary),  # of the text, by which copies are told; None: not made yet
    sa.PrimaryKeyConstraint("article_id"),
    sa.ForeignKeyConstraint(["meeting_id"], ["meetings.meeting_id"]),
    sa.Index("articles_by_meeting", "meeting_id", "article_id"),
)
# Apart from the articles, so that what goes through all of them passes over no text.
TEXTS = sa.Table(
    "texts",
    META,
    sa.Column("article_id", sa.Text, primary_key=True),
    sa.Column("text", sa.LargeBinary, nullable=False),  # see geo.store.texts
    sa.ForeignKeyConstraint(["article_id"], ["articles.article_id"], ondelete="CASCADE"),
)
CLAIMS = sa.Table(
    "claims",
    META,
    *_columns_of(Claim, added=("event_text", "grade_reason", "correction")),
    sa.Column("first_run", sa.Integer),  # None: known before runs were noted
    sa.Column("engine", sa.Text, nullable=False, server_default=""),
    sa.PrimaryKeyConstraint("claim_id"),
    sa.ForeignKeyConstraint(["article_id"], ["articles.article_id"], ondelete="CASCADE"),
    sa.Index("claims_by_article", "article_id"),
    sa.Index("claims_in_order", "event_date", "article_id", "quote_start", "claim_id"),
    sa.Index("claims_by_days", "event_date_end", "event_date"),  # those whose days touch a span
    sa.Index("claims_by_event", "event_id"),
)
CHANGES = sa.Table(
    "changes",
    META,
    *_columns_of(LoggedChange),
    sa.Column("ordinal", sa.Integer, nullable=False),
    sa.PrimaryKeyConstraint("run_id", "ordinal"),
    sa.ForeignKeyConstraint(["run_id"], ["runs.run_id"]),
    sa.Index("changes_by_claim", "claim_id", "run_id", "ordinal"),
)
ANSWERS = sa.Table(
    "answers",
    META,
    *_columns_of(Answer),
    sa.Column("answered", sa.DateTime, nullable=False),  # UTC; never part of an output
    sa.PrimaryKeyConstraint("service", "address", "query", "country"),
)
# `claims` holds what is shown. Where that is not what extraction told, because a service or an analyst knew better,
# what it told stands here, so that what is shown can always be made anew; a claim that is only here is not shown.
EXTRACTED = sa.Table(
    "extracted",
    META,
    *_columns_of(Claim),
    sa.Column("first_run", sa.Integer),
    sa.Column("engine", sa.Text, nullable=False),
    sa.PrimaryKeyConstraint("claim_id"),
    sa.ForeignKeyConstraint(["article_id"], ["articles.article_id"], ondelete="CASCADE"),
    sa.Index("extracted_by_article", "article_id"),
)
# They refer to claims and articles by their ids only: a correction waits for a claim that is gone.
CORRECTIONS = sa.Table(
    "corrections",
    META,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("claim_id", sa.Text, nullable=False),
    sa.Column("article_id", sa.Text, nullable=False),
    sa.Column("what", _Member(Corrects), nullable=False),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("undone", sa.Boolean, nullable=False),
    *(sa.Column(each.name, each.type) for each in _columns_of(NameRule)),
    *(sa.Column(each.name, each.type) for each in _columns_of(GivenPlace)),
    sa.Index("corrections_by_article", "article_id"),
    sqlite_autoincrement=True,  # a number is never given twice
)
# The claims that a correction merges its own with or splits it from.
CORRECTED_WITH = sa.Table(
    "corrected_with",
    META,
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("claim_id", sa.Text, nullable=False),
    sa.Column("article_id", sa.Text, nullable=False),
    sa.PrimaryKeyConstraint("number", "claim_id"),
    sa.ForeignKeyConstraint(["number"], ["corrections.number"], ondelete="CASCADE"),
    sa.Index("corrected_with_by_article", "article_id"),
)
KNOWN = [ARTICLES.c[field.name] for field in fields(Known)]
CLAIM = [CLAIMS.c[field.name] for field in fields(Claim)]
CHANGE = [CHANGES.c[field.name] for field in fields(LoggedChange)]
ANSWER = [ANSWERS.c[field.name] for field in fields(Answer)]
PLAIN = [  # of CLAIM; members of enums stay their values
    sa.type_coerce(column, sa.types.NULLTYPE).label(column.name) if isinstance(column.type, _Member) else column
    for column in CLAIM
]

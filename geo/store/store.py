"""The store: what may be asked of it, and what may be put into it, each in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from types import TracebackType
from typing import Any, Self

import sqlalchemy as sa

from geo.model import Answer, Article, Claim, LoggedChange
from geo.store import runs
from geo.store.dumping import dumped
from geo.store.faults import guarded
from geo.store.opening import address, bring_up_to_date, connected, writing
from geo.store.records import Counts, Known, Reach, Run, Seen, Tally
from geo.store.tables import (
    ANSWER,
    ANSWERS,
    ARTICLES,
    CHANGE,
    CHANGES,
    CLAIM,
    CLAIMS,
    KNOWN,
    PLACE,
    PLACED_CLAIMS,
    PLACEMENTS,
    PLAINLY_SHOWN,
    SHOWN,
    TEXTS,
)
from geo.store.texts import deflated, inflated
from geo.store.turns import taken

_ROWS_AT_ONCE = 1000
_COLUMN_ROWS = 2000


class Store:
    """A database of articles and their claims. A context manager; every method raises StoreError."""

    def __init__(self, target: str) -> None:
        """Open, create or upgrade the store at a path (a SQLite file) or an SQLAlchemy URL."""
        self.target = target
        with guarded(self.target):
            url = address(target)
            self.target = url.render_as_string(hide_password=True)
        with guarded(self.target):
            self._engine = connected(url)
            self._writer = writing(self._engine)
            try:
                bring_up_to_date(self._engine, self.target)
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

    @contextmanager
    def alone(self, wait_s: float, tell: Callable[[str], None]) -> Iterator[None]:
        """Keep other runs on the same server's database waiting until the block ends; see `turns.taken`."""
        with guarded(self.target), taken(self._engine, self.target, wait_s, tell):
            yield

    # ---------------------------------------------------------------- runs

    def begin_run(self, engine: str) -> int:
        """Note that a run begins, with this engine, and return its number."""
        with self._writing() as connection:
            return runs.begin(connection, engine)

    def finish_run(self, run_id: int, counts: Counts) -> None:
        """Note that a run has come to its end and what it did."""
        with self._writing() as connection:
            runs.finish(connection, run_id, counts)

    def runs(self) -> list[Run]:
        """Return all runs, oldest first; those that go on or were killed have no end."""
        with self._reading() as connection:
            return runs.all_runs(connection)

    def touch(self, run_id: int, article_ids: Collection[str]) -> None:
        """Note that a run has met these articles in its sources; ids that are not known are passed over."""
        with self._writing() as connection:
            runs.touch(connection, run_id, article_ids)

    def log_changes(self, changes: Iterable[LoggedChange]) -> None:
        """Keep what became of claims."""
        with self._writing() as connection:
            runs.log(connection, changes)

    def changes(self, after_run: int, until_run: int) -> Iterator[LoggedChange]:
        """Yield what runs after the first up to and with the second changed: by claim_id, then run, then as logged."""
        columns = CHANGES.c
        within = (columns.run_id > after_run, columns.run_id <= until_run)
        query = sa.select(*CHANGE).where(*within).order_by(columns.claim_id, columns.run_id, columns.ordinal)
        for row in self._rows(query):
            yield LoggedChange(*row)

    def seen(self, claim_id: str) -> Seen | None:
        """Return in which runs a claim was first and last known, None if it is not."""
        with self._reading() as connection:
            return runs.seen(connection, claim_id)

    # ---------------------------------------------------------------- articles

    def known(self) -> list[Known]:
        """Return what all articles are known by, in the order of their ids."""
        return [Known(*row) for row in self._rows(sa.select(*KNOWN).order_by(ARTICLES.c.article_id))]

    def find_articles(self, name: str) -> list[Known]:
        """Return the articles that have this id, this URL or this key of a URL, in the order of their ids."""
        columns = ARTICLES.c
        named = sa.or_(columns.article_id == name, columns.url == name, columns.url_key == name)
        return [Known(*row) for row in self._rows(sa.select(*KNOWN).where(named).order_by(columns.article_id))]

    def article(self, article_id: str) -> Article:
        """Return an article as it was saved; its origin is the store's own name."""
        columns = ARTICLES.c
        query = sa.select(columns.title, TEXTS.c.text, columns.published, columns.url, columns.source)
        with self._reading() as connection:
            row = connection.execute(query.join_from(ARTICLES, TEXTS).where(columns.article_id == article_id)).one()
            text = inflated(row.text)
        return Article(article_id, row.title, text, row.published, row.url, row.source, origin=self.target)

    def save(
        self,
        article: Article,
        known: Known,
        claims: Iterable[Claim],
        run_id: int | None = None,
        changes: Iterable[LoggedChange] = (),
    ) -> None:
        """Put an article and its claims in the place of those that are kept under its id, with what that changes.

        All or nothing. What was known before keeps its first run; the rest has `run_id` for it (None: of no run).
        """
        kept = _row(known) | {"title": article.title, "url": article.url, "source": article.source}
        text = {"article_id": article.article_id, "text": deflated(article.text)}
        rows = [_row(claim) for claim in claims]
        mine, theirs = ARTICLES.c.article_id == article.article_id, CLAIMS.c.article_id == article.article_id
        with self._writing() as connection:
            before = connection.execute(sa.select(ARTICLES.c.first_run).where(mine)).one_or_none()
            firsts = {each.claim_id: each.first_run for each in connection.execute(_FIRSTS.where(theirs))}
            connection.execute(ARTICLES.delete().where(mine))  # and with it all that refers to it
            kept |= {"first_run": run_id if before is None else before.first_run}
            connection.execute(ARTICLES.insert().values(meeting_id=runs.meeting(run_id)), kept)
            connection.execute(TEXTS.insert(), text)
            if rows:
                made = {"engine": known.engine}
                with_runs = [row | made | {"first_run": firsts.get(row["claim_id"], run_id)} for row in rows]
                connection.execute(CLAIMS.insert(), with_runs)
            runs.log(connection, changes)

    def forget(self, article_ids: Sequence[str], changes: Iterable[LoggedChange] = ()) -> None:
        """Remove articles and all that was made of them, and keep what that changes. All or nothing."""
        with self._writing() as connection:
            if article_ids:
                statement = ARTICLES.delete().where(ARTICLES.c.article_id == sa.bindparam("known_id"))
                connection.execute(statement, [{"known_id": article_id} for article_id in article_ids])
            runs.log(connection, changes)

    def erase(self, article_ids: Sequence[str]) -> None:
        """Remove articles and all that was ever made of them, what runs changed included, as if never met."""
        with self._writing() as connection:
            for table in (ARTICLES, CHANGES):
                statement = table.delete().where(table.c.article_id == sa.bindparam("known_id"))
                connection.execute(statement, [{"known_id": article_id} for article_id in article_ids])

    # ---------------------------------------------------------------- claims and their places

    def claims(self) -> Iterator[Claim]:
        """Yield all claims by day (undated last), article and position in it, without holding them in memory."""
        columns = CLAIMS.c
        order = (columns.event_date.nulls_last(), columns.article_id, columns.quote_start, columns.claim_id)
        yield from self._claims(sa.select(*SHOWN).select_from(PLACED_CLAIMS).order_by(*order))

    def columns(self) -> Iterator[dict[str, Sequence[Any]]]:
        """Yield what `claims` has as columns of some thousand claims at a time, in no order, by the fields of Claim.

        Members of enums are told by their values, and no claim is made, which takes half the time.
        """
        names = [column.name for column in PLAINLY_SHOWN]
        query = sa.select(*PLAINLY_SHOWN).select_from(PLACED_CLAIMS)
        with self._reading() as connection:
            for rows in connection.execute(query.execution_options(yield_per=_COLUMN_ROWS)).partitions():
                yield dict(zip(names, zip(*rows, strict=True), strict=True))

    def claims_of(self, article_id: str) -> list[Claim]:
        """Return an article's claims as extraction left them, by their ids."""
        query = sa.select(*CLAIM).where(CLAIMS.c.article_id == article_id).order_by(CLAIMS.c.claim_id)
        return list(self._claims(query))

    def shown_of(self, article_id: str) -> list[Claim]:
        """Return an article's claims as they are shown, with places that services gave, by their ids."""
        query = sa.select(*SHOWN).select_from(PLACED_CLAIMS).where(CLAIMS.c.article_id == article_id)
        return list(self._claims(query.order_by(CLAIMS.c.claim_id)))

    def articles_with_claims(self) -> Iterator[tuple[Article, list[Claim]]]:
        """Yield all articles by their ids, each with its claims as they are shown, by position; none is held."""
        columns = ARTICLES.c
        query = sa.select(
            columns.article_id, columns.title, TEXTS.c.text, columns.published, columns.url, columns.source
        )
        claims = self._claims(
            sa.select(*SHOWN)
            .select_from(PLACED_CLAIMS)
            .order_by(CLAIMS.c.article_id, CLAIMS.c.quote_start, CLAIMS.c.claim_id)
        )
        claim = next(claims, None)
        for row in self._rows(query.join_from(ARTICLES, TEXTS).order_by(columns.article_id)):
            article_id, title, text, published, url, source = row
            mine = []
            while claim is not None and claim.article_id == article_id:
                mine.append(claim)
                claim = next(claims, None)
            yield Article(article_id, title, inflated(text), published, url, source, origin=self.target), mine

    def unplaced(self) -> Iterator[Claim]:
        """Yield the claims that extraction could not place, as it left them, by their ids."""
        query = sa.select(*CLAIM).where(CLAIMS.c.latitude.is_(None)).order_by(CLAIMS.c.claim_id)
        yield from self._claims(query)

    def placed(self) -> Iterator[Claim]:
        """Yield the claims that `place` was given, as it was given them, by their ids."""
        query = sa.select(*SHOWN).select_from(CLAIMS.join(PLACEMENTS)).order_by(CLAIMS.c.claim_id)
        yield from self._claims(query)

    def place(self, claims: Iterable[Claim], changes: Iterable[LoggedChange] = ()) -> None:
        """Show these claims' places for those of `unplaced`, and no others any more, and keep what that changes."""
        rows = [{"claim_id": claim.claim_id} | {name: getattr(claim, name) for name in PLACE} for claim in claims]
        with self._writing() as connection:
            connection.execute(PLACEMENTS.delete())
            if rows:
                connection.execute(PLACEMENTS.insert(), rows)
            runs.log(connection, changes)

    def countries(self, article_id: str) -> list[tuple[str, int]]:
        """Return the countries (ISO 3166-1 alpha-3) that extraction placed an article's claims in, and how many."""
        claims, number = CLAIMS.c, sa.func.count().label("number")
        query = (
            sa.select(claims.iso3, number)
            .where(claims.article_id == article_id, claims.latitude.is_not(None), claims.iso3 != "")
            .group_by(claims.iso3)
            .order_by(number.desc(), claims.iso3)
        )
        with self._reading() as connection:
            return [(str(iso3), int(count)) for iso3, count in connection.execute(query)]

    # ---------------------------------------------------------------- answers of online services

    def answers(self) -> list[Answer]:
        """Return what online services have answered, ordered by service, address, query and country."""
        return [Answer(*row) for row in self._rows(sa.select(*ANSWER).order_by(*ANSWERS.primary_key))]

    def keep(self, answer: Answer) -> None:
        """Keep an answer with the time of day, in the place of an older one to the same question."""
        row = _row(answer)
        same = [column == row[column.name] for column in ANSWERS.primary_key]
        with self._writing() as connection:
            connection.execute(ANSWERS.delete().where(*same))
            connection.execute(ANSWERS.insert(), row | {"answered": runs.now()})

    # ---------------------------------------------------------------- the whole

    def state(self) -> str:
        """Return words that are others as soon as any claim is shown otherwise, or the store is another."""
        with self._reading() as connection:
            return runs.state(connection)

    def reach(self) -> Reach:
        """Return how far the knowledge of claims goes."""
        with self._reading() as connection:
            return runs.reach(connection)

    def tally(self) -> Tally:
        """Count what the store holds."""
        claims = sa.select(*SHOWN).select_from(PLACED_CLAIMS).subquery().c
        counts = sa.select(sa.func.count(), sa.func.count(claims.latitude), sa.func.count(claims.event_date))
        number = sa.func.count().label("number")
        reasons = (
            sa.select(claims.place_reason, number)
            .where(claims.latitude.is_(None))
            .group_by(claims.place_reason)
            .order_by(number.desc(), claims.place_reason)
        )
        with self._reading() as connection:
            articles = connection.execute(sa.select(sa.func.count()).select_from(ARTICLES)).scalar_one()
            total, placed, dated = connection.execute(counts).one()
            unplaced = tuple((str(reason), int(count)) for reason, count in connection.execute(reasons))
        return Tally(articles, total, placed, total - dated, unplaced)

    def dump(self) -> Iterator[str]:
        """Yield articles, claims, places and answers as lines of JSON; nothing of runs and times.

        Two stores that know the same give the same lines, whatever runs made them and whichever database holds them.
        """
        with self._reading() as connection:
            yield from dumped(connection)

    # ---------------------------------------------------------------- within

    def _claims(self, query: sa.Select[Any]) -> Iterator[Claim]:
        for row in self._rows(query):
            yield Claim(*row)

    def _rows(self, query: sa.Select[Any]) -> Iterator[Sequence[Any]]:
        """Yield the rows of a query as they come, without holding them in memory."""
        with self._reading() as connection:
            yield from connection.execute(query.execution_options(yield_per=_ROWS_AT_ONCE))

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with guarded(self.target), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        with guarded(self.target), self._writer.begin() as connection:
            yield connection


_FIRSTS = sa.select(CLAIMS.c.claim_id, CLAIMS.c.first_run)


def _row(record: Article | Answer | Claim | Known) -> dict[str, Any]:
    return {field.name: getattr(record, field.name) for field in fields(record)}

"""The store: what may be asked of it, and what may be put into it, each in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import date
from itertools import groupby
from types import MappingProxyType, TracebackType
from typing import Any, Self

import sqlalchemy as sa

from geo.model import (
    EVERYWHERE,
    Answer,
    Article,
    Claim,
    Correction,
    DaysCount,
    Grouped,
    LoggedChange,
    PlaceCount,
    Scope,
    Spot,
)
from geo.store import agreeing, corrected, counting, runs, showing
from geo.store.agreeing import Around, LastGrouped
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
    EXTRACTED,
    KNOWN,
    PLAIN,
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

    def known_like(self, article_ids: Iterable[str], url_keys: Iterable[str], text_keys: Iterable[str]) -> list[Known]:
        """Return what articles are known by that share an id, an address or a text, in the order of their ids."""
        columns, found = ARTICLES.c, dict[str, Known]()
        named = (columns.article_id, article_ids), (columns.url_key, url_keys), (columns.text_key, text_keys)
        for column, values in named:
            for batch in showing.in_batches(sorted({*values} - {""})):
                like = (Known(*row) for row in self._rows(sa.select(*KNOWN).where(column.in_(batch))))
                found |= {each.article_id: each for each in like}
        return [found[article_id] for article_id in sorted(found)]

    def is_all_of(self, engine: str) -> bool:
        """Tell whether all claims were made by this engine."""
        others = sa.select(sa.literal(1)).where(ARTICLES.c.engine != engine)
        with self._reading() as connection:
            return connection.execute(others.limit(1)).one_or_none() is None

    def find_articles(self, name: str) -> list[Known]:
        """Return the articles that have this id, this URL or this key of a URL, in the order of their ids."""
        columns = ARTICLES.c
        named = sa.or_(columns.article_id == name, columns.url == name, columns.url_key == name)
        return [Known(*row) for row in self._rows(sa.select(*KNOWN).where(named).order_by(columns.article_id))]

    def holds(self, article_id: str) -> bool:
        """Tell whether an article is known."""
        query = sa.select(ARTICLES.c.article_id).where(ARTICLES.c.article_id == article_id)
        return next(iter(self._rows(query)), None) is not None

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
        *,
        shown: Mapping[str, Claim | None] = MappingProxyType({}),
    ) -> None:
        """Put an article and its claims in the place of those that are kept under its id, with what that changes.

        `claims` are as extraction told them, `shown` has by claim_id those that are to be shown otherwise (None: not at
        all). All or nothing. What was known before keeps its first run; the rest has `run_id` for it (None: of no run).
        """
        kept = _row(known) | {"title": article.title, "url": article.url, "source": article.source}
        text = {"article_id": article.article_id, "text": deflated(article.text)}
        mine = ARTICLES.c.article_id == article.article_id
        with self._writing() as connection:
            query = sa.select(ARTICLES.c.first_run, ARTICLES.c.signature).where(mine)
            before = connection.execute(query).one_or_none()
            firsts: dict[str, int | None] = {}
            if before is not None:
                firsts = _first_runs(connection, article.article_id)
                connection.execute(ARTICLES.delete().where(mine))  # and with it all that refers to it
            kept |= {"first_run": run_id if before is None else before.first_run}
            kept |= {"signature": None if before is None else agreeing.outdated(before.signature)}
            connection.execute(ARTICLES.insert().values(meeting_id=runs.meeting(run_id)), kept)
            connection.execute(TEXTS.insert(), text)
            made = [
                showing.row_of(claim) | {"first_run": firsts.get(claim.claim_id, run_id), "engine": known.engine}
                for claim in claims
            ]
            showing.insert(connection, made, shown)
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
            corrected.erase(connection, article_ids)
            agreeing.forget_grouping(connection)

    # ---------------------------------------------------------------- claims as they are shown

    def claims(self) -> Iterator[Claim]:
        """Yield all claims by day (undated last), article and position in it, without holding them in memory."""
        day, order = CLAIMS.c.event_date, (CLAIMS.c.article_id, CLAIMS.c.quote_start, CLAIMS.c.claim_id)
        with self._reading() as connection:  # both in the order of an index: neither has to be sorted
            for query in (
                sa.select(*CLAIM).where(day.is_not(None)).order_by(day, *order),
                sa.select(*CLAIM).where(day.is_(None)).order_by(*order),
            ):
                for row in connection.execute(query.execution_options(yield_per=_ROWS_AT_ONCE)):
                    yield Claim(*row)

    def columns(self, scope: Scope = EVERYWHERE) -> Iterator[dict[str, Sequence[Any]]]:
        """Yield claims of a scope as columns of some thousand claims at a time, in no order, by the fields of Claim.

        Members of enums are told by their values, and no claim is made, which takes half the time.
        """
        yield from self._columns(*counting.meant(scope))

    def columns_of_days(self, first: date, last: date) -> Iterator[dict[str, Sequence[Any]]]:
        """Yield in the same way the claims that hold any of the days from the first to the last."""
        yield from self._columns(*counting.touching(first, last))

    def _columns(self, *conditions: sa.ColumnElement[bool]) -> Iterator[dict[str, Sequence[Any]]]:
        names = [column.name for column in PLAIN]
        query = sa.select(*PLAIN).where(*conditions)
        with self._reading() as connection:
            for rows in connection.execute(query.execution_options(yield_per=_COLUMN_ROWS)).partitions():
                yield dict(zip(names, zip(*rows, strict=True), strict=True))

    def shown_of(self, article_id: str) -> list[Claim]:
        """Return an article's claims as they are shown, by their ids."""
        query = sa.select(*CLAIM).where(CLAIMS.c.article_id == article_id).order_by(CLAIMS.c.claim_id)
        return list(self._claims(query))

    def shown(self, claim_ids: Iterable[str]) -> dict[str, Claim]:
        """Return those of these claims that are shown, as they are, by claim_id."""
        found = (self._claims(showing.shown(batch)) for batch in showing.in_batches(claim_ids))
        return {claim.claim_id: claim for claims in found for claim in claims}

    def in_event(self, event_id: str) -> list[str]:
        """Return the ids of an event's claims, in order."""
        query = sa.select(CLAIMS.c.claim_id).where(CLAIMS.c.event_id == event_id).order_by(CLAIMS.c.claim_id)
        return [str(row[0]) for row in self._rows(query)]

    def show(self, claims: Mapping[str, Claim | None], changes: Iterable[LoggedChange] = ()) -> None:
        """Show these claims, by claim_id, so from now on (None: not at all), and keep what that changes.

        What extraction told of them stays. All or nothing.
        """
        with self._writing() as connection:
            showing.show(connection, claims)
            runs.log(connection, changes)

    # ---------------------------------------------------------------- how many claims there are

    def days(self, scope: Scope = EVERYWHERE) -> list[DaysCount]:
        """Count the claims of a scope by their days and kinds, in no order."""
        return [DaysCount(*row) for row in self._rows(counting.by_days(scope))]

    def places(self, scope: Scope = EVERYWHERE) -> list[PlaceCount]:
        """Count the claims of a scope by country, region and kind, in no order."""
        return [PlaceCount(bool(row[0]), *row[1:]) for row in self._rows(counting.by_places(scope))]

    def bounds(self) -> tuple[float, float, float, float] | None:
        """Return west, south, east and north of all claims in WGS 84 degrees, None where none has a place."""
        with self._reading() as connection:
            west, south, east, north = connection.execute(counting.bounds()).one()
        return None if west is None else (west, south, east, north)

    def spots(self) -> Iterator[tuple[str, Spot]]:
        """Yield the event of each claim and where it is, by events: those that several claims tell."""
        for event_id, day, placed, iso3, admin1_code in self._rows(counting.spots()):
            yield event_id, Spot(day, bool(placed), iso3, admin1_code)

    # ---------------------------------------------------------------- claims as extraction left them

    def claims_of(self, article_id: str) -> list[Claim]:
        """Return an article's claims as extraction left them, by their ids."""
        return list(self._extracted("article_id", [article_id]))

    def extracted(self, claim_ids: Iterable[str]) -> dict[str, Claim]:
        """Return those of these claims that are known, as extraction left them, by claim_id."""
        found = (self._extracted("claim_id", batch) for batch in showing.in_batches(claim_ids))
        return {claim.claim_id: claim for claims in found for claim in claims}

    def claims_made(self, article_ids: Iterable[str]) -> tuple[int, int]:
        """Count those of the articles that make claims, and their claims; each article counts once."""
        owner = CLAIMS.c.article_id
        articles = claims = 0
        with self._reading() as connection:
            for batch in showing.in_batches(sorted({*article_ids})):
                counts = sa.select(sa.func.count(owner.distinct()), sa.func.count()).where(owner.in_(batch))
                of_batch, made = connection.execute(counts).one()
                articles, claims = articles + of_batch, claims + made
        return articles, claims

    def altered(self) -> Iterator[Claim]:
        """Yield the claims that are shown otherwise than extraction left them, as it left them, by their ids."""
        yield from self._claims(showing.altered())

    def articles_with_claims(self) -> Iterator[tuple[Article, list[Claim]]]:
        """Yield all articles by their ids, each with its claims as they are shown, by position; none is held."""
        columns = ARTICLES.c
        query = sa.select(
            columns.article_id, columns.title, TEXTS.c.text, columns.published, columns.url, columns.source
        )
        order = (CLAIMS.c.article_id, CLAIMS.c.quote_start, CLAIMS.c.claim_id)
        claims = self._claims(sa.select(*CLAIM).order_by(*order))
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
        yield from self._extracted("latitude", None)

    def place_texts(self) -> list[str]:
        """Return the different words in which articles name places, in order."""
        query = sa.select(CLAIMS.c.place_text).union(sa.select(EXTRACTED.c.place_text))
        return sorted(str(row[0]) for row in self._rows(query))

    def named(self, place_texts: Iterable[str]) -> Iterator[Claim]:
        """Yield the claims whose places are named in one of these ways, as extraction left them."""
        for batch in showing.in_batches(place_texts):
            yield from self._extracted("place_text", batch)

    def countries(self, article_id: str) -> list[tuple[str, int]]:
        """Return the countries (ISO 3166-1 alpha-3) that extraction placed an article's claims in, and how many."""
        counted = Counter(claim.iso3 for claim in self.claims_of(article_id) if claim.latitude is not None)
        del counted[""]
        return sorted(counted.items(), key=lambda each: (-each[1], each[0]))

    # ---------------------------------------------------------------- events

    def events(self) -> Iterator[list[Claim]]:
        """Yield the claims of each event, as they are shown, by event_id; of one that was not grouped yet, alone."""
        columns = CLAIMS.c
        query = sa.select(*CLAIM).order_by(columns.event_id, columns.claim_id)
        for event_id, claims in groupby(self._claims(query), lambda claim: claim.event_id):
            together = list(claims)
            yield from [together] if event_id else ([claim] for claim in together)

    def around(self, asked: Around) -> Iterator[Claim]:
        """Yield claims of some kinds, days and bounds as they are shown, by their ids."""
        yield from self._claims(agreeing.around(asked))

    def last_grouped(self) -> LastGrouped:
        """Return the last run that grouped the claims by their events, and by which engine."""
        with self._reading() as connection:
            return agreeing.last_grouped(connection)

    def agree(
        self,
        new: Mapping[str, Grouped],
        others: Mapping[str, Grouped],
        *,
        engine: str,
        after_run: int,
        changes: Iterable[LoggedChange],
        signatures: Mapping[str, bytes],
    ) -> None:
        """Put claims into their events: those that are new since a run, and others with what that changes.

        Signatures of articles are kept with it, and that the last run grouped all claims. All or nothing.
        """
        with self._writing() as connection:
            agreeing.keep_of_new(connection, new, after_run)
            agreeing.keep(connection, others)
            runs.log(connection, changes)
            agreeing.sign(connection, signatures)
            agreeing.note_grouped(connection, engine)

    def signed_before(self) -> list[str]:
        """Return the articles that were saved anew since their texts were signed, by id."""
        with self._reading() as connection:
            return agreeing.signed_before(connection)

    def signatures(self, article_ids: Collection[str]) -> dict[str, bytes]:
        """Return the signatures of these articles' texts, as far as they were made."""
        with self._reading() as connection:
            return agreeing.signatures(connection, article_ids)

    # ---------------------------------------------------------------- corrections

    def corrections(self) -> list[Correction]:
        """Return all that analysts corrected, by number, what was undone included."""
        with self._reading() as connection:
            return list(corrected.corrections(connection))

    def corrected_in(self, article_id: str) -> set[str]:
        """Return the claims of an article that corrections name, also those that it no longer makes."""
        with self._reading() as connection:
            return corrected.corrected_in(connection, article_id)

    def correct(self, made: Iterable[Correction]) -> list[Correction]:
        """Keep corrections, whose numbers are still 0, and return them with their numbers. All or nothing."""
        with self._writing() as connection:
            return corrected.add(connection, made)

    def undo(self, number: int) -> None:
        """Let a correction hold no longer."""
        with self._writing() as connection:
            corrected.undo(connection, number)

    def together(self) -> list[frozenset[str]]:
        """Return the sets of claims, by claim_id, that are corrected to be of one event; no claim is in two of them."""
        return corrected.together(self.corrections())

    def apart(self) -> list[frozenset[str]]:
        """Return the pairs of claims, by claim_id, that are corrected to be of two events."""
        return corrected.apart(self.corrections())

    def last_withdrawn(self, claim_ids: Iterable[str]) -> Iterator[LoggedChange]:
        """Yield of each of these claims when it was last withdrawn, if it ever was."""
        columns = CHANGES.c
        for claim_id in claim_ids:
            query = sa.select(*CHANGE).where(columns.claim_id == claim_id, columns.what == "withdrawn")
            for row in self._rows(query.order_by(columns.run_id.desc(), columns.ordinal.desc()).limit(1)):
                yield LoggedChange(*row)

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
        claims = CLAIMS.c
        counts = sa.select(
            sa.func.count(), sa.func.count(claims.latitude), sa.func.count(claims.event_date)
        ).select_from(CLAIMS)
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
        """Yield articles, claims, corrections and answers as lines of JSON; nothing of runs and times.

        Two stores that know the same give the same lines, whatever runs made them and whichever database holds them.
        """
        with self._reading() as connection:
            yield from dumped(connection)

    # ---------------------------------------------------------------- within

    def _claims(self, query: sa.Select[Any]) -> Iterator[Claim]:
        for row in self._rows(query):
            yield Claim(*row)

    def _extracted(self, column: str, values: Collection[str] | None) -> Iterator[Claim]:
        with self._reading() as connection:
            for row in showing.extracted(connection, column, values):
                yield Claim(*row)

    def _rows(self, query: sa.Select[Any] | sa.CompoundSelect[Any]) -> Iterator[Sequence[Any]]:
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


def _row(record: Answer | Known) -> dict[str, Any]:
    return {field.name: getattr(record, field.name) for field in fields(record)}


def _first_runs(connection: sa.Connection, article_id: str) -> dict[str, int | None]:
    """Return the run that first met each of an article's claims, by claim_id."""
    queries = (
        sa.select(table.c.claim_id, table.c.first_run).where(table.c.article_id == article_id)
        for table in (CLAIMS, EXTRACTED)
    )
    return {each.claim_id: each.first_run for query in queries for each in connection.execute(query)}

"""What analysts corrected: kept by number, undone but never changed, and forgotten with its article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, fields, replace

import sqlalchemy as sa

from geo.model import Correction, Corrects, GivenPlace, NameRule
from geo.store import showing
from geo.store.tables import CORRECTED_WITH, CORRECTIONS

_PLAIN = ("claim_id", "article_id", "what", "value", "who", "day", "why", "undone")
_PLACE = tuple(field.name for field in fields(GivenPlace))


def corrections(connection: sa.Connection) -> Iterator[Correction]:
    """Yield all corrections by their numbers."""
    others: dict[int, list[str]] = {}
    query = sa.select(CORRECTED_WITH.c.number, CORRECTED_WITH.c.claim_id).order_by(*CORRECTED_WITH.primary_key)
    for number, claim_id in connection.execute(query):
        others.setdefault(number, []).append(claim_id)
    for row in connection.execute(sa.select(CORRECTIONS).order_by(CORRECTIONS.c.number)).mappings():
        place = None if row["latitude"] is None else GivenPlace(**{name: row[name] for name in _PLACE})
        rule = None if row["place_text"] is None else NameRule(row["place_text"], row["context"])
        plain = {name: row[name] for name in _PLAIN}
        yield Correction(row["number"], **plain, place=place, others=tuple(others.get(row["number"], ())), rule=rule)


def corrected_in(connection: sa.Connection, article_id: str) -> set[str]:
    """Return the claims of an article that corrections name."""
    tables = CORRECTIONS, CORRECTED_WITH
    queries = (sa.select(table.c.claim_id).where(table.c.article_id == article_id) for table in tables)
    return {str(row.claim_id) for row in connection.execute(sa.union(*queries))}


def add(connection: sa.Connection, made: Iterable[Correction]) -> list[Correction]:
    """Keep corrections behind those that there are, and return them with their numbers."""
    kept = []
    for each in made:
        row = {name: getattr(each, name) for name in _PLAIN}
        row |= asdict(each.place) if each.place else {}
        row |= asdict(each.rule) if each.rule else {}
        key = connection.execute(CORRECTIONS.insert().values(row)).inserted_primary_key
        assert key is not None
        kept.append(replace(each, number=int(key[0])))
        for claim_ids in showing.in_batches(each.others):
            known = {row.claim_id: row.article_id for row in showing.extracted(connection, "claim_id", claim_ids)}
            rows = [{"number": key[0], "claim_id": each, "article_id": known.get(each, "")} for each in claim_ids]
            connection.execute(CORRECTED_WITH.insert(), rows)
    return kept


def undo(connection: sa.Connection, number: int) -> None:
    """Let a correction hold no longer; it stays in the list."""
    connection.execute(CORRECTIONS.update().where(CORRECTIONS.c.number == number).values(undone=True))


def erase(connection: sa.Connection, article_ids: Sequence[str]) -> None:
    """Remove what belongs to these articles: their claims' corrections, and their claims from those of others.

    Others that were merged stay merged. A rule for the whole collection stays, and names its claim no longer.
    """
    gone = [{"known_id": article_id} for article_id in article_ids]
    own = CORRECTIONS.c.article_id == sa.bindparam("known_id")
    with_others = CORRECTED_WITH.c.article_id == sa.bindparam("known_id")
    connection.execute(CORRECTED_WITH.delete().where(with_others), gone)
    rules = CORRECTIONS.update().where(own, CORRECTIONS.c.place_text.is_not(None))
    connection.execute(rules.values(claim_id="", article_id=""), gone)
    for article_id in article_ids:
        _hand_on(connection, article_id)
    connection.execute(CORRECTIONS.delete().where(own), gone)
    lone = ~sa.exists().where(CORRECTED_WITH.c.number == CORRECTIONS.c.number)
    of_several = CORRECTIONS.c.what.in_([Corrects.MERGE, Corrects.SPLIT])
    connection.execute(CORRECTIONS.delete().where(of_several, lone))


def _hand_on(connection: sa.Connection, article_id: str) -> None:
    """Give each merging of a claim of an article to the first of the others."""
    merged = sa.select(CORRECTIONS.c.number).where(
        CORRECTIONS.c.article_id == article_id, CORRECTIONS.c.what == Corrects.MERGE
    )
    for number in connection.execute(merged).scalars().all():
        mine = CORRECTED_WITH.c.number == number
        query = sa.select(CORRECTED_WITH.c.claim_id, CORRECTED_WITH.c.article_id).where(mine)
        first = connection.execute(query.order_by(CORRECTED_WITH.c.claim_id).limit(1)).one_or_none()
        if first is not None:
            connection.execute(CORRECTED_WITH.delete().where(mine, CORRECTED_WITH.c.claim_id == first.claim_id))
            new = {"claim_id": first.claim_id, "article_id": first.article_id}
            connection.execute(CORRECTIONS.update().where(CORRECTIONS.c.number == number).values(new))


def together(made: Iterable[Correction]) -> list[frozenset[str]]:
    """Return the sets of claims that corrections say are of one event; no claim is in two of them."""
    return [frozenset(each) for each in _linked(made)[0]]


def apart(made: Iterable[Correction]) -> list[frozenset[str]]:
    """Return the pairs of claims that corrections say are of two events."""
    return sorted(_linked(made)[1], key=sorted)


def _linked(made: Iterable[Correction]) -> tuple[list[set[str]], set[frozenset[str]]]:
    """Return what holds together and what apart: where corrections contradict each other, the later one holds."""
    sets: list[set[str]] = []
    pairs: set[frozenset[str]] = set()
    for each in made:
        if each.undone or each.what not in {Corrects.MERGE, Corrects.SPLIT}:
            continue
        if each.what is Corrects.MERGE:
            joined = {each.claim_id, *each.others}
            joined = joined.union(*(held for held in sets if held & joined))
            sets = [*(held for held in sets if not held & joined), joined]
            pairs = {pair for pair in pairs if not pair <= joined}
        else:
            sets = [held - {each.claim_id} if held & set(each.others) else held for held in sets]
            sets = [held for held in sets if len(held) > 1]
            pairs |= {frozenset((each.claim_id, other)) for other in each.others}
    return sorted(sets, key=min), pairs

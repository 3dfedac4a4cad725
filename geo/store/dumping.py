"""All that a store holds of articles, claims and places, as lines: two stores that know the same give the same."""

from __future__ import annotations

import json
from collections.abc import Iterator

import sqlalchemy as sa

from geo.store.tables import ANSWER, ANSWERS, ARTICLES, CLAIM, CLAIMS, PLACEMENTS, TEXTS
from geo.store.texts import inflated

_ROWS_AT_ONCE = 1000
_LEFT_OUT = {"first_run", "meeting_id", "signature"}  # of runs, and what follows from the text


def dumped(connection: sa.Connection) -> Iterator[str]:
    """Yield a line of JSON, [table, {column: value}], for each row by table and key; nothing of runs and times."""
    articles = [column for column in ARTICLES.c if column.name not in _LEFT_OUT]
    for table, columns, key in (
        (ARTICLES, articles, [ARTICLES.c.article_id]),
        (TEXTS, list(TEXTS.c), [TEXTS.c.article_id]),
        (CLAIMS, [*CLAIM, CLAIMS.c.engine], [CLAIMS.c.claim_id]),
        (PLACEMENTS, list(PLACEMENTS.c), [PLACEMENTS.c.claim_id]),
        (ANSWERS, ANSWER, list(ANSWERS.primary_key)),
    ):
        query = sa.select(*columns).order_by(*key).execution_options(yield_per=_ROWS_AT_ONCE)
        for row in connection.execute(query):
            yield json.dumps([table.name, dict(row._mapping)], ensure_ascii=False, default=_plain)  # noqa: SLF001 - public, named so not to clash with columns


def _plain(value: object) -> str:
    return inflated(value) if isinstance(value, bytes) else str(value)

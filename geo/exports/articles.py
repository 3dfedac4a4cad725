"""Articles with their claims as JSON Lines, in a form that is read as a source again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from enum import Enum
from pathlib import Path

from geo.exports.cells import encodable
from geo.model import Article, Claim
from geo.whole import text_file

_OF_THE_ARTICLE = {"article_id", "title", "published", "url", "source"}
_NAMES = tuple(field.name for field in fields(Claim) if field.name not in _OF_THE_ARTICLE)


def write_articles(articles: Iterable[tuple[Article, Iterable[Claim]]], path: Path) -> None:
    """Write an object a line: `id`, `title`, `date`, `url`, `source`, `text` and `claims`, in the order given.

    A claim has the fields of claims.csv but those of its article; what is not told is null or "". Offsets of quotes
    count characters of `text`. Raises OutputError.
    """
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
    with text_file(path) as stream:
        for article, claims in articles:
            stream.write(encodable(encode(_record(article, claims))) + "\n")


def _record(article: Article, claims: Iterable[Claim]) -> dict[str, object]:
    return {
        "id": article.article_id,
        "title": article.title,
        "date": article.published.isoformat() if article.published else "",
        "url": article.url,
        "source": article.source,
        "text": article.text,
        "claims": [{name: _value(getattr(claim, name)) for name in _NAMES} for claim in claims],
    }


def _value(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value

"""An article counts once: records with the same id, address or text are one article, whatever order they come in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit, urlunsplit

from geo.model import Article


@dataclass(frozen=True, slots=True)
class Keys:
    """What an article is recognised by. `content` changes with any field that a claim may show."""

    article_id: str
    url: str
    text: str
    content: str
    published: date | None
    origin: str

    @property
    def rank(self) -> tuple[bool, date, str, str, str]:
        """Order by which one of several is kept: the earliest published, those without a day last."""
        return (self.published is None, self.published or date.max, self.article_id, self.content, self.origin)


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A record that was left out, the article that stands for it, and what they share."""

    origin: str
    article_id: str
    kept: str
    shared: str


def keys_of(article: Article) -> Keys:
    """Return the keys of an article: its address without scheme and fragment, its text without regard to spacing."""
    content = (article.title, article.text, str(article.published), article.url, article.source)
    return Keys(
        article_id=article.article_id,
        url=address_key(article.url),
        text=_digest(" ".join(article.text.split())),
        content=_digest("\x1f".join(content)),
        published=article.published,
        origin=article.origin,
    )


def choose(candidates: Iterable[Keys]) -> tuple[list[Keys], list[Duplicate]]:
    """Keep one of those that share an id, an address or a text: always the lowest rank, so order does not matter."""
    kept: list[Keys] = []
    left_out: list[Duplicate] = []
    taken: dict[tuple[str, str], Keys] = {}
    for keys in sorted(candidates, key=lambda keys: keys.rank):
        marks = [("id", keys.article_id), ("text", keys.text)]
        if keys.url:
            marks.append(("URL", keys.url))
        clash = next((mark for mark in marks if mark in taken), None)
        if clash is None:
            taken.update(dict.fromkeys(marks, keys))
            kept.append(keys)
        else:
            left_out.append(Duplicate(keys.origin, keys.article_id, taken[clash].article_id, f"same {clash[0]}"))
    return kept, left_out


def address_key(url: str) -> str:
    """Return what tells an article's address: without scheme, "www." and fragment; empty where it names no article."""
    try:
        parts = urlsplit(url if "://" in url else f"//{url}")
    except ValueError:  # such as an unclosed bracket in the host: compared as written
        return url
    host, path = parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/")
    names_an_article = host and (path or parts.query)  # a site's front page is the address of many
    return urlunsplit(("", host, path, parts.query, "")) if names_an_article else ""


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

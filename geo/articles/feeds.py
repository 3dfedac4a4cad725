"""RSS and Atom → the articles of their entries: each entry's page is fetched, or its own text taken where it is whole.

A page that was fetched before is not asked for again unless the entry says that it has changed since.
"""

from __future__ import annotations

import io
import re
from calendar import timegm
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from geo.articles import records
from geo.articles.charsets import page_text
from geo.articles.days import stated_day
from geo.articles.decoding import UnreadableError
from geo.articles.markup import plain
from geo.articles.pages import Told, read_page
from geo.articles.reading import Online
from geo.fetching import Fetched, Kind, Refused
from geo.model import Article, SetAside

_MOST_ENTRIES = 1000  # feeds have tens; what is more is a bomb or an archive
_MOST_DEPTH = 200  # elements within elements
_FEWEST_WORDS = 120  # of a text that may be whole: an article, not its teaser
_CUT = re.compile(
    r"(?:\.\.\.|…|\[…\]|\[\.\.\.\]|read more|continue reading|read the full (?:story|article))\W*$", re.IGNORECASE
)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENTITIES = re.compile(r"<!ENTITY", re.IGNORECASE)
_ENTRY = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>/]", re.IGNORECASE)
_TAG = re.compile(r"<(/?)[a-zA-Z][^<>]*?(/?)>")


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry as its feed tells it; `text` is empty unless it is the whole article."""

    link: str
    title: str
    day: str
    changed: datetime | None
    text: str


def feed_articles(
    body: bytes, origin: str, online: Online, charset: str = "", fetched_from: str = ""
) -> Iterator[Article | SetAside]:
    """Yield the article of each entry of a feed, named by its link."""
    try:
        site, entries = _parsed(body, charset, fetched_from)
    except UnreadableError as error:
        yield SetAside(origin, str(error))
        return
    if not entries:
        yield SetAside(origin, "the feed has no entries")
    for number, entry in enumerate(entries, start=1):
        yield _article(entry, site, f"{origin}#{number}", online)


def feed_links(body: bytes, charset: str, fetched_from: str) -> set[str]:
    """Return the addresses that the entries of a feed lead to; none for what is no feed."""
    try:
        return {entry.link for entry in _parsed(body, charset, fetched_from)[1]}
    except UnreadableError:
        return set()


def _article(entry: _Entry, site: str, origin: str, online: Online) -> Article | SetAside:
    if entry.text:
        return _own(entry, site, origin)
    if not entry.link:
        return SetAside(origin, "the entry has neither a link nor the text of an article")
    page = _page(entry, online)
    if isinstance(page, Refused):
        return SetAside(entry.link, page.reason)
    if page.kind is not Kind.PAGE:
        return SetAside(entry.link, f"it is no page, but {page.content_type[:60] or 'something else'}")
    told = Told(entry.title, stated_day(entry.day)[0] if entry.day else None, site)
    return read_page(page.body, entry.link, page.charset, page.address, told)


def _page(entry: _Entry, online: Online) -> Fetched | Refused:
    kept = online.kept(entry.link)
    if kept is not None and (entry.changed is None or datetime.fromisoformat(kept.last_at) >= entry.changed):
        return kept
    return online.fetch(entry.link)


def _own(entry: _Entry, site: str, origin: str) -> Article | SetAside:
    published, warning = stated_day(entry.day) if entry.day else stated_day("")
    fields: dict[str, object] = {
        "title": entry.title,
        "date": published.isoformat() if published else None,
        "url": entry.link,
        "text": entry.text,
        "source": site,
    }
    article = records.from_fields(fields, entry.link or origin)
    if published is None and isinstance(article, Article):
        return replace(article, warnings=(warning,))
    return article


def _parsed(body: bytes, charset: str, fetched_from: str) -> tuple[str, list[_Entry]]:
    """Return the name of the feed's site and its entries. Raises UnreadableError for what is no feed.

    What the parser gets is what was looked at here: UTF-8 without a declaration that would say otherwise.
    """
    import feedparser  # noqa: PLC0415 - only where a feed is read

    text, _ = page_text(body, charset)
    if _ENTITIES.search(text):
        message = "the feed declares entities of its own, which are not read"
        raise UnreadableError(message)
    if _deep(text):
        message = f"the feed has elements more than {_MOST_DEPTH} deep"
        raise UnreadableError(message)
    if len(_ENTRY.findall(text)) > _MOST_ENTRIES:
        message = f"the feed has more than {_MOST_ENTRIES:,} entries"
        raise UnreadableError(message)
    headers = {"content-type": "application/xml; charset=utf-8"}
    if fetched_from:
        headers["content-location"] = fetched_from
    source = io.BytesIO(_DECLARATION.sub("", text).encode("utf-8", "replace"))  # never a name that it would open
    try:
        parsed = feedparser.parse(source, response_headers=headers)
    except Exception as error:  # a parser of hostile feeds fails in ways that it does not tell
        message = f"the feed cannot be read: {type(error).__name__}"
        raise UnreadableError(message) from error
    if not parsed.get("version"):
        message = "it is no RSS or Atom feed"
        raise UnreadableError(message)
    return _line(parsed.feed.get("title")), [_entry(each) for each in parsed.entries]


def _deep(text: str) -> bool:
    depth = 0
    for tag in _TAG.finditer(text):
        if not tag.group(2):
            depth += -1 if tag.group(1) else 1
        if depth > _MOST_DEPTH:
            return True
    return False


def _entry(entry: Any) -> _Entry:  # noqa: ANN401 - feedparser is not typed
    published = entry.get("published")
    updated = None if published else entry.get("updated")  # Atom wants no other
    changed = entry.get("updated_parsed") if "updated_parsed" in entry.keys() else None  # noqa: SIM118 - `in entry` warns
    return _Entry(
        link=str(entry.get("link") or ""),
        title=_line(entry.get("title")),
        day=str(published or updated or ""),
        changed=datetime.fromtimestamp(timegm(changed), UTC) if changed else None,
        text=_whole_text(entry.get("content") or ()),
    )


def _whole_text(contents: Any) -> str:  # noqa: ANN401 - as above
    """Return the longest of an entry's contents as a reader sees it, empty unless it is a whole article."""
    texts = [_seen(str(each.get("value") or "")) for each in contents]
    text = max(texts, key=len, default="")
    return text if len(text.split()) >= _FEWEST_WORDS and not _CUT.search(text) else ""


def _seen(html: str) -> str:
    article = Article("", "", html, None, "", "", "")
    return plain(article).article.text.strip()


def _line(value: object) -> str:
    return " ".join(_seen(str(value or "")).split())

"""What a page says of itself: its title, its day of publication, the name of its site, its own address.

Only what is said in so many words counts: metadata, the schema.org record of the one article, the time beside the
headline, the day in the address. A day of the last change, of the copyright or somewhere in the text is none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urldefrag, urljoin, urlsplit

from geo.articles.days import stated_day
from geo.articles.records import day

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PUBLISHED = (
    *("article:published_time", "og:article:published_time", "datepublished", "article.published", "pubdate"),
    *("publishdate", "publish-date", "publish_date", "parsely-pub-date", "sailthru.date", "dc.date.issued"),
    *("dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "date"),
)
_ARTICLE = re.compile(r"(?:Article|Report|Reportage|BlogPosting)$")
_MOST_LINKED_DATA = 1_000_000  # characters of one script
_MOST_SCRIPTS = 20
_DEEPEST = 4
_DAY_IN_PATH = re.compile(r"/(\d{4})([/-])(\d\d?)\2(\d\d?)(?=[/-]|$)|/(\d{4})(\d\d)(\d\d)(?=[/-]|$)", re.ASCII)
_SAVED_FROM = re.compile(r"(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://\S+)")
_HEAD = 4096
_LONGEST = 1000  # characters of a title or a name


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page says of itself; empty or None where it does not, `day_warning` then says why there is no day."""

    title: str
    published: date | None
    day_warning: str
    site: str
    address: str


@dataclass(frozen=True, slots=True)
class _Linked:
    """What the schema.org record of the page's one article says."""

    published: str = ""
    headline: str = ""
    publisher: str = ""


def page_facts(tree: HtmlElement, text: str, fetched_from: str) -> Facts:
    """Return what a page says of itself; `fetched_from` is its address where that is known.

    What it says its own address is counts on its own host only: one site's page does not stand for another's.
    """
    said = _metadata(tree)
    linked = _linked_data(tree)
    base = fetched_from or _saved_from(text)
    address = _address(said, tree, base)
    published, warning = _published(said, linked, tree, address)
    title = said.get("og:title") or linked.headline or said.get("twitter:title") or _headline(tree)
    return Facts(
        title=" ".join(title[:_LONGEST].split()),
        published=published,
        day_warning=warning,
        site=" ".join((said.get("og:site_name") or linked.publisher)[:_LONGEST].split()),
        address=address,
    )


def _metadata(tree: HtmlElement) -> dict[str, str]:
    said: dict[str, str] = {}
    for element in tree.iterfind(".//meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = element.get("content") or ""
        if name and content.strip():
            said.setdefault(name.strip().lower(), content)
    return said


def _published(said: dict[str, str], linked: _Linked, tree: HtmlElement, address: str) -> tuple[date | None, str]:
    """Return the first day that the page says it was published on; else why there is none."""
    why = ""
    in_metadata = (said[name] for name in _PUBLISHED if name in said)
    for written in (*in_metadata, linked.published, *_marked_times(tree)):
        if written.strip():
            found, warning = stated_day(written)
            if found is not None:
                return found, ""
            why = why or warning
    in_path = _DAY_IN_PATH.search(urlsplit(address).path) if address else None
    if in_path is not None:
        year, month, of_month = (part for part in in_path.groups() if part is not None and part not in {"/", "-"})
        found, warning = day(f"{year}-{int(month):02}-{int(of_month):02}")
        if found is not None:
            return found, ""
    return None, why or day(None)[1]


def _marked_times(tree: HtmlElement) -> Iterator[str]:
    """Yield the times that are marked as that of publication; then the one beside the headline, if it is one day."""
    for element in tree.iterfind(".//*[@itemprop='datePublished']"):
        yield element.get("datetime") or element.get("content") or element.text_content()
    for element in tree.iterfind(".//time[@pubdate]"):
        yield element.get("datetime") or element.text_content()
    beside = [
        element.get("datetime") or ""
        for element in tree.iterfind(".//time[@datetime]")
        if not any(
            above.tag in {"p", "blockquote", "aside", "footer", "nav", "li"} for above in element.iterancestors()
        )
    ]
    if len({stated_day(written)[0] for written in beside}) == 1:
        yield beside[0]


def _linked_data(tree: HtmlElement) -> _Linked:
    found: list[_Linked] = []
    scripts = tree.findall(".//script[@type='application/ld+json']")
    for script in scripts[:_MOST_SCRIPTS]:
        written = script.text or ""
        if len(written) <= _MOST_LINKED_DATA:
            try:
                found += map(_of_record, _articles(json.loads(written, strict=False), _DEEPEST))
            except (ValueError, RecursionError):
                continue
    return found[0] if found and len({each.published for each in found}) == 1 else _Linked()


def _articles(value: Any, deepest: int) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - whatever a page holds
    if isinstance(value, list) and deepest:
        for each in value:
            yield from _articles(each, deepest - 1)
    elif isinstance(value, dict):
        kinds = value.get("@type")
        if any(
            isinstance(kind, str) and _ARTICLE.search(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])
        ):
            yield value
        elif deepest:
            for name in ("@graph", "mainEntity"):
                yield from _articles(value.get(name), deepest - 1)


def _of_record(record: dict[str, Any]) -> _Linked:
    publisher = record.get("publisher")
    name = publisher.get("name") if isinstance(publisher, dict) else publisher
    told = (record.get("datePublished"), record.get("headline"), name)
    return _Linked(*(each if isinstance(each, str) else "" for each in told))


def _headline(tree: HtmlElement) -> str:
    headings = [element.text_content() for element in tree.iterfind(".//h1")]
    if len(headings) == 1 and headings[0].strip():
        return str(headings[0])
    title = tree.find(".//title")
    return str(title.text_content()) if title is not None else ""


def _address(said: dict[str, str], tree: HtmlElement, base: str) -> str:
    canonical = next((element.get("href") or "" for element in tree.iterfind(".//link[@rel='canonical']")), "")
    for written in (canonical, said.get("og:url", "")):
        try:
            address = urljoin(base, written.strip())
            parts, host = urlsplit(address), _host(address)
        except ValueError:
            continue
        if written.strip() and parts.scheme in {"http", "https"} and host and (not base or host == _host(base)):
            return str(urldefrag(address).url)
    return base


def _saved_from(text: str) -> str:
    """Return the address that a browser, or the extension SingleFile, notes in a page that it saves."""
    noted = _SAVED_FROM.search(text[:_HEAD])
    return noted.group(1) if noted else ""


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")

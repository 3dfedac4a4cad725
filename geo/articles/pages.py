"""An HTML page → its article: the text as trafilatura finds it among all else, and what the page says of itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from geo.articles import records
from geo.articles.charsets import page_text
from geo.articles.decoding import LONGEST, UnreadableError
from geo.articles.page_facts import page_facts
from geo.model import Article, SetAside

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_FEWEST_WORDS = 10  # what is less is a menu or a notice
_MOST_IN_LINKS = 0.5  # of the words: what an article tells stands outside its links, whatever lists it has
_FEWEST_OF_HEADLINE, _LONGEST_LINK = 4, 40  # words
_LONGEST_LEADS = 50_000  # characters of headlines in one line; no front page has more, and looking would take long
_ITEM = "- "  # trafilatura's mark of an item of a list, which goes on from the line above it
_MOST_TAGS = 200_000  # a page of an article has a few thousand; this is a bomb, or no article


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a page from where its address was found, such as a feed; what it says itself counts more."""

    title: str = ""
    published: date | None = None
    site: str = ""


def read_page(
    body: bytes, origin: str, charset: str = "", fetched_from: str = "", told: Told = Told()
) -> Article | SetAside:
    """Return the article of a page, or why it has none. `charset` is what the server said, which may be wrong."""
    found = article_in(body, origin, charset, fetched_from, told)
    if found is None:
        return SetAside(origin, "no text of an article is found in the page" if body.strip() else "the page is empty")
    return found


def article_in(
    body: bytes, origin: str, charset: str = "", fetched_from: str = "", told: Told = Told()
) -> Article | SetAside | None:
    """Return the article of a page; None where it holds no text of one, as front pages and galleries do."""
    if not body.strip():
        return None
    try:
        html, warnings = page_text(body, charset)
        tree = _tree(html)
        facts = page_facts(tree, html, fetched_from)
        links = _links(tree)  # before the tree is taken apart
        text = _without_title(_text(tree), facts.title)
    except UnreadableError as error:
        return SetAside(origin, str(error))
    except Exception as error:  # noqa: BLE001 - parsers of hostile pages fail in ways that they do not tell
        return SetAside(origin, f"the page cannot be read: {type(error).__name__}")
    if len(text.split()) < _FEWEST_WORDS or _is_of_links(text, links):
        return None
    published = facts.published or told.published
    fields: dict[str, object] = {
        "title": facts.title or told.title,
        "date": published.isoformat() if published else None,
        "url": facts.address,
        "text": text,
        "source": facts.site or told.site,
    }
    article = records.from_fields(fields, origin, warnings)
    if published is None and facts.day_warning and isinstance(article, Article):
        return replace(article, warnings=(*warnings, facts.day_warning))
    return article


def page_address(body: bytes, charset: str, fetched_from: str) -> str:
    """Return the address by which the article of a page is known."""
    try:
        html, _ = page_text(body, charset)
        return page_facts(_tree(html), html, fetched_from).address
    except Exception:  # noqa: BLE001 - as above
        return fetched_from


def _tree(html: str) -> HtmlElement:
    """Parse a page. Raises UnreadableError for what is none."""
    import trafilatura  # noqa: PLC0415 - 0.3 s, only where a page is read

    if len(html) > LONGEST:
        message = f"the page is longer than {LONGEST} characters"
        raise UnreadableError(message)
    if html.count("<") > _MOST_TAGS:
        message = f"the page has more than {_MOST_TAGS:,} tags"
        raise UnreadableError(message)
    tree = trafilatura.load_html(html)
    if tree is None:
        message = "it is no HTML page"
        raise UnreadableError(message)
    return tree


def _text(tree: HtmlElement) -> str:
    """Return the text of the article: paragraphs apart, so that none is taken for a wrapped line of another."""
    import trafilatura  # noqa: PLC0415 - as above

    found = trafilatura.bare_extraction(tree, include_comments=False)
    lines = "" if found is None else str(found.text or "")  # type: ignore[union-attr] # a Document, as asked for
    paragraphs = filter(None, map(str.strip, lines.splitlines()))
    return "".join(f"\n{each}" if each.startswith(_ITEM) else f"\n\n{each}" for each in paragraphs).strip()


def _links(tree: HtmlElement) -> frozenset[str]:
    """Return the words of each link; not of one that holds all that follows, since its end is missing."""
    links = (link.text_content().split() for link in tree.iter("a"))
    return frozenset(" ".join(words) for words in links if len(words) <= _LONGEST_LINK)


def _is_of_links(text: str, links: frozenset[str]) -> bool:
    """Tell whether a text is what a front page leads on with, line by line or in one, and so is of no article's own."""
    lines = [" ".join(line.removeprefix(_ITEM).split()) for line in text.splitlines()]
    others = " ".join(line for line in lines if line not in links)
    linked = sum(_count(line) for line in lines if line in links)
    if len(others) <= _LONGEST_LEADS:
        linked += sum(_count(link) for link in links if _count(link) >= _FEWEST_OF_HEADLINE and link in others)
    return linked > _MOST_IN_LINKS * sum(map(_count, lines))


def _count(words: str) -> int:
    return words.count(" ") + 1 if words else 0


def _without_title(text: str, title: str) -> str:
    """Leave out the headline that stands above the text: it is told as the title."""
    first, _, rest = text.partition("\n")
    return rest.strip() if " ".join(first.split()) == title else text

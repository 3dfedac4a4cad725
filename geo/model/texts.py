"""What is read: an article, its parts and the spans of its text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open character offsets into an article's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words the span covers.

        >>> Span(0, 4).of("Kyiv fell silent")
        'Kyiv'
        """
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Tell whether `other` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read. `published` is None where the record has no whole, possible day."""

    article_id: str
    title: str
    text: str
    published: date | None
    url: str
    source: str
    origin: str  # file, or file:line, that a message can name
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SetAside:
    """A record that could not be read: where it stands and why."""

    origin: str
    reason: str


@dataclass(frozen=True, slots=True)
class Sifted:
    """What became of the pages of an archive, or of a part of one.

    `of_conflict` counts the pages with words of conflict: only they are read. `article_ids` are those of the articles
    that were found in them, one for each page; front pages and galleries hold none.
    """

    pages: int = 0
    of_conflict: int = 0
    article_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A part of an article that speaks for itself: an item of a round-up or a live page, a section, an entry of a list.

    What is told in one item goes for no other. Number 0 is the account of the article itself.
    """

    number: int
    within: int  # the number of the item that it stands in, -1 if none
    lead: Span | None  # the slug or heading that names its place
    listed: bool  # an entry of a list, which goes on from the words above the list


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its span, its tokens [first, last) of the article's, its paragraph's number and its item."""

    span: Span
    first: int
    last: int
    paragraph: int
    item: Item = Item(0, -1, None, listed=False)
    boilerplate: str = ""  # why it is no part of the article's account, empty if it is

"""Pages of an archive → the articles in them: pages without a word of conflict are passed over unread, and all counted.

Most pages of a crawl are of sport, trade and weather, or hold no article at all. That they gave none is no fault of
theirs to be told one by one, so that they are counted; what is broken is set aside by the name of its record.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator

from geo.articles.charsets import page_text
from geo.articles.decoding import UnreadableError
from geo.articles.pages import article_in
from geo.articles.visible import visible_text
from geo.model import Article, SetAside, Sifted

_log = logging.getLogger(__name__)


class Sifter:
    """Reads the pages of one archive that `may_tell` lets through, None: all; counts what became of them."""

    def __init__(self, may_tell: Callable[[str], bool] | None) -> None:
        self._may_tell = may_tell
        self._pages = self._of_conflict = 0
        self._article_ids: list[str] = []

    def articles(self, body: bytes, origin: str, charset: str, address: str) -> Iterator[Article | SetAside]:
        """Yield the article of a page, or that it cannot be read; nothing where it holds none, or none of conflict."""
        self._pages += 1
        if not self._lets_through(body, charset):
            _log.debug("passed over %s: no words of conflict", origin)
            return
        self._of_conflict += 1
        found = article_in(body, origin, charset, address)
        if found is None:
            _log.debug("passed over %s: no text of an article", origin)
            return
        if isinstance(found, Article):
            self._article_ids.append(found.article_id)
        yield found

    def sifted(self) -> Sifted:
        """Return what became of the pages so far."""
        return Sifted(self._pages, self._of_conflict, tuple(self._article_ids))

    def _lets_through(self, body: bytes, charset: str) -> bool:
        if self._may_tell is None:
            return True
        try:
            html, _ = page_text(body, charset)
        except UnreadableError:
            return True  # why it is none, reading tells
        return self._may_tell(visible_text(html))

"""Web archives: which of their pages are read, and how many of them came to something."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.find import may_tell_event
from geo.lexicon import Lexicon
from geo.model import Sifted

if TYPE_CHECKING:
    from geo.store import Store


@dataclass(frozen=True, slots=True)
class Funnel:
    """How many pages the archives of a run held, and what they came to.

    `pages` are the HTML answers with status 200, `conflict` those with words of conflict; only they are read. `news`
    are those in which an article was found, duplicates included. `with_claims` are the articles of them that make
    claims, and `claims` these claims, each article counted once.
    """

    pages: int
    conflict: int
    news: int
    with_claims: int
    claims: int


def of_conflict(words: str) -> bool:
    """Tell whether a page with these words may hold an article that makes claims."""
    return may_tell_event(words, Lexicon.load())


def funnel_of(parts: Collection[Sifted], store: Store) -> Funnel | None:
    """Return the funnel of all archives, claims as the store has them; None if there were no archives."""
    if not parts:
        return None
    article_ids = [article_id for part in parts for article_id in part.article_ids]
    with_claims, claims = store.claims_made(article_ids)
    return Funnel(
        pages=sum(part.pages for part in parts),
        conflict=sum(part.of_conflict for part in parts),
        news=len(article_ids),
        with_claims=with_claims,
        claims=claims,
    )

"""Which articles something that was fetched is of, or tells of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.fetching import Fetched


def addresses_of(fetched: Fetched) -> set[str]:
    """Return the addresses of a page, or those of a feed and of all its entries."""
    from geo.fetching import Kind  # noqa: PLC0415 - only where something was fetched, as below

    own = {fetched.url, fetched.address}
    if fetched.kind is Kind.FEED:
        from geo.articles.feeds import feed_links  # noqa: PLC0415 - as above

        return own | feed_links(fetched.body, fetched.charset, fetched.address)
    from geo.articles.pages import page_address  # noqa: PLC0415 - as above

    return own | {page_address(fetched.body, fetched.charset, fetched.address)}

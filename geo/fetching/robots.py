"""What a site lets programs fetch: its robots.txt, read as RFC 9309 has it.

protego reads the rules: the standard library's reader knows no wildcards before Python 3.15 and takes the first rule
that matches, not the longest, so that it would fetch what a site has closed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from geo.fetching.addresses import Target, target
from geo.fetching.records import RefusedError
from geo.fetching.transport import AGENT, Answer

if TYPE_CHECKING:
    from protego import Protego

_LONGEST = 500 * 1024  # bytes that RFC 9309 wants read; what follows does not count


@dataclass(frozen=True, slots=True)
class Rules:
    """What one site lets be fetched: `closed` says why nothing is, empty if something may be."""

    reader: Protego | None = None
    closed: str = ""

    def refusal(self, asked: Target) -> str:
        """Return why an address may not be fetched, empty if it may."""
        if self.closed or self.reader is None:
            return self.closed
        allowed = self.reader.can_fetch(asked.url, AGENT)
        return "" if allowed else f"the robots.txt of {asked.host} does not let it be fetched"

    @property
    def delay_s(self) -> float:
        """Return how many seconds a site wants between two requests, 0 if it says nothing."""
        return 0.0 if self.reader is None else float(self.reader.crawl_delay(AGENT) or 0.0)


class Robots:
    """The rules of each site, asked for once; `ask` follows redirects and gives the last answer."""

    def __init__(self, ask: Callable[[Target], Answer]) -> None:
        self._ask = ask
        self._rules: dict[str, Rules] = {}

    def rules(self, asked: Target) -> Rules:
        """Return the rules of the site that an address stands on."""
        if asked.origin not in self._rules:
            self._rules[asked.origin] = self._asked(asked)
        return self._rules[asked.origin]

    def _asked(self, asked: Target) -> Rules:
        """Ask for a site's rules: one that has none is open, one whose rules cannot be had is closed."""
        try:
            answer = self._ask(target("/robots.txt", asked.origin))
        except RefusedError as error:
            return Rules(closed=f"the robots.txt of {asked.host} cannot be had: {error}")
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR or answer.status == HTTPStatus.TOO_MANY_REQUESTS:
            return Rules(closed=f"the robots.txt of {asked.host} cannot be had: HTTP status {answer.status}")
        if answer.status != HTTPStatus.OK:
            return Rules()
        from protego import Protego  # noqa: PLC0415 - only where a site has rules

        return Rules(Protego.parse(answer.body[:_LONGEST].decode("utf-8-sig", "replace")))

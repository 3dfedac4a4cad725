"""Address → what stands there: allowed, politely asked for, redirects followed by hand, kept with time and hash."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus

from geo.fetching.addresses import Target, resolve, target
from geo.fetching.archive import Archive
from geo.fetching.manners import Clock, Manners
from geo.fetching.records import Fetched, Refused, RefusedError
from geo.fetching.robots import Robots
from geo.fetching.sniffing import kind_of
from geo.fetching.transport import Answer, get
from geo.settings import Limits

_REDIRECTS = {
    HTTPStatus.MOVED_PERMANENTLY,
    HTTPStatus.FOUND,
    HTTPStatus.SEE_OTHER,
    HTTPStatus.TEMPORARY_REDIRECT,
    HTTPStatus.PERMANENT_REDIRECT,
}


class Fetcher:
    """Fetches for one run. Without an archive nothing is kept, and all is asked for anew."""

    def __init__(self, limits: Limits, archive: Archive | None = None, clock: Clock = time) -> None:
        self._limits = limits
        self._archive = archive
        self._manners = Manners(limits, clock)
        self._robots = Robots(self._robots_answer)

    def fetch(self, url: str) -> Fetched | Refused:
        """Return what stands at an address now: asked for on condition that it has changed, where it is kept already.

        Raises OutputError where it cannot be kept.
        """
        try:
            asked = target(url)
            kept = self._kept(asked)
            answer, last = self._followed(asked, lambda step: self._permitted(step, _conditions(kept, step)))
            if answer.status == HTTPStatus.NOT_MODIFIED and kept is not None:
                return self._keep(replace(kept, last_at=_now()))
            if answer.status != HTTPStatus.OK:
                return Refused(url, f"answered with HTTP status {answer.status}")
        except RefusedError as error:
            return Refused(url, str(error))
        return self._keep(_fetched(asked, last, answer))

    def kept(self, url: str) -> Fetched | None:
        """Return what was last fetched from an address, without asking for it; None if nothing is kept."""
        try:
            return self._kept(target(url))
        except RefusedError:
            return None

    def close(self) -> None:
        """Close the archive."""
        if self._archive is not None:
            self._archive.close()

    def _kept(self, asked: Target) -> Fetched | None:
        return None if self._archive is None else self._archive.newest(asked.url)

    def _keep(self, fetched: Fetched) -> Fetched:
        return fetched if self._archive is None else self._archive.add(fetched)

    def _followed(self, asked: Target, ask: Callable[[Target], Answer]) -> tuple[Answer, Target]:
        """Ask, and go where answers lead, but not in circles and not for ever."""
        seen = {asked.url}
        while True:
            answer = ask(asked)
            where = answer.header("Location")
            if answer.status not in _REDIRECTS or not where:
                return answer, asked
            try:
                asked = target(where, asked.url)
            except RefusedError as error:
                message = f"redirected to where is not gone: {error}"
                raise RefusedError(message) from error
            if asked.url in seen:
                message = "redirects lead in a circle"
                raise RefusedError(message)
            if len(seen) > self._limits.redirects:
                message = f"redirected more than {self._limits.redirects} times"
                raise RefusedError(message)
            seen.add(asked.url)

    def _permitted(self, asked: Target, headers: dict[str, str]) -> Answer:
        resolve(asked, private=self._limits.allow_private)  # refused before its robots.txt is asked for
        rules = self._robots.rules(asked)
        if refusal := rules.refusal(asked):
            raise RefusedError(refusal)
        return self._asked(asked, headers, rules.delay_s)

    def _robots_answer(self, asked: Target) -> Answer:
        return self._followed(asked, lambda step: self._asked(step, {}, 0.0))[0]

    def _asked(self, asked: Target, headers: dict[str, str], delay_s: float) -> Answer:
        return self._manners.call(asked.authority, delay_s, lambda: get(asked, headers, self._limits))


def _conditions(kept: Fetched | None, asked: Target) -> dict[str, str]:
    """Return the headers by which a host may answer that nothing has changed since."""
    if kept is None or kept.address != asked.url:
        return {}
    conditions = {"If-None-Match": kept.etag, "If-Modified-Since": kept.last_modified}
    return {name: value for name, value in conditions.items() if value}


def _fetched(asked: Target, last: Target, answer: Answer) -> Fetched:
    now, content_type = _now(), answer.header("Content-Type")[:200]
    return Fetched(
        url=asked.url,
        address=last.url,
        body=answer.body,
        sha256=hashlib.sha256(answer.body).hexdigest(),
        kind=kind_of(answer.body, content_type),
        content_type=content_type,
        charset=str(answer.headers.get_content_charset("") or "")[:40],
        etag=_validator(answer, "ETag"),
        last_modified=_validator(answer, "Last-Modified"),
        first_at=now,
        last_at=now,
    )


def _validator(answer: Answer, name: str) -> str:
    """Return a header that is sent back as it came, if it can be."""
    value = answer.header(name)
    return value if value.isascii() and value.isprintable() and len(value) <= 200 else ""  # noqa: PLR2004 - longer is none


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")

"""How hosts are asked politely: a pause between two requests, waiting where they ask for it, and an end to asking."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Protocol

from geo.fetching.records import UnreachableError
from geo.fetching.transport import Answer
from geo.settings import Limits

_BUSY = {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}


class Clock(Protocol):
    """What tells and passes the time; the standard library's `time` is one."""

    def monotonic(self) -> float:
        """Return seconds that never go back."""

    def sleep(self, seconds: float, /) -> None:
        """Pass so many seconds."""


class Manners:
    """Every request to a host goes through here."""

    def __init__(self, limits: Limits, clock: Clock = time) -> None:
        self._limits = limits
        self._clock = clock
        self._free_at: dict[str, float] = {}
        self._failures: dict[str, int] = {}
        self._left_alone: dict[str, str] = {}

    def call(self, host: str, delay_s: float, ask: Callable[[], Answer]) -> Answer:
        """Return what `ask` returns, when the host is due; a busy host is asked again once it says when.

        Raises what `ask` raises, UnreachableError also where the host is not asked any more in this run.
        """
        if host in self._left_alone:
            raise UnreachableError(self._left_alone[host])
        for left in range(self._limits.tries - 1, -1, -1):
            self._pause(host, delay_s)
            answer = self._tried(host, ask)
            if answer.status not in _BUSY:
                break
            wait = _retry_after(answer)
            if wait > self._limits.longest_wait_s:
                reason = f"{host} is busy (HTTP status {answer.status}) and asks to wait {wait:,.0f} s"
                self._left_alone[host] = reason
                raise UnreachableError(reason)
            if left:
                self._clock.sleep(max(wait, self._limits.interval_s))
        return answer

    def _tried(self, host: str, ask: Callable[[], Answer]) -> Answer:
        try:
            answer = ask()
        except UnreachableError as error:
            self._failures[host] = self._failures.get(host, 0) + 1
            if self._failures[host] >= self._limits.failures:
                self._left_alone[host] = f"{host} failed {self._failures[host]} times in a row, last: {error}"
            raise
        self._failures[host] = 0
        return answer

    def _pause(self, host: str, delay_s: float) -> None:
        wait = self._free_at.get(host, 0.0) - self._clock.monotonic()
        if wait > 0:
            self._clock.sleep(wait)
        interval = min(max(self._limits.interval_s, delay_s), self._limits.longest_wait_s)
        self._free_at[host] = self._clock.monotonic() + interval


def _retry_after(answer: Answer) -> float:
    """Return the seconds that a host asks to wait, 0 if it does not say."""
    written = answer.header("Retry-After")
    if written.isascii() and written.isdigit():
        return float(written[:9])
    try:
        until = parsedate_to_datetime(written)
    except (TypeError, ValueError):
        return 0.0
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())

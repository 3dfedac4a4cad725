"""How a service is asked politely: a pause between requests, back-off, and an end when it keeps failing."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol, TypeVar

from geopy.adapters import AdapterHTTPError, get_retry_after
from geopy.exc import (
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderQuotaExceeded,
    GeocoderRateLimited,
    GeocoderTimedOut,
    GeocoderUnavailable,
    GeopyError,
)

from geo.geocoders.reading import MalformedError, tidy
from geo.settings import Patience

_T = TypeVar("_T")
_LONGEST_MESSAGE = 200
_SERVER_ERROR = 500


class Clock(Protocol):
    """What tells and passes the time; the standard library's `time` is one."""

    def monotonic(self) -> float:
        """Return seconds that never go back."""

    def sleep(self, seconds: float, /) -> None:
        """Pass so many seconds."""


class NoAnswerError(Exception):
    """A question that got no answer now: the reason in words."""


class Caller:
    """Everything that one service is asked in one run goes through here."""

    def __init__(self, patience: Patience, clock: Clock = time) -> None:
        self.left_alone = ""  # why it is asked no more, empty while it is
        self._patience = patience
        self._clock = clock
        self._free_at = clock.monotonic()
        self._failures = 0

    def call(self, ask: Callable[[], _T]) -> _T:
        """Return what `ask` returns, trying again where that may help. Raises NoAnswerError."""
        if self.left_alone:
            raise NoAnswerError(self.left_alone)
        try:
            answer = self._patiently(ask)
        except NoAnswerError as error:
            self._failures += 1
            if not self.left_alone and self._failures >= self._patience.failures:
                self.left_alone = f"failed {self._failures} times in a row, last: {error}"
            raise
        self._failures = 0
        return answer

    def _patiently(self, ask: Callable[[], _T]) -> _T:
        wait = self._patience.first_wait_s
        for left in range(self._patience.tries - 1, -1, -1):
            self._pause()
            try:
                return ask()
            except (GeopyError, MalformedError) as error:
                reason = _reason(error)
                if isinstance(error, _FOR_GOOD) and not isinstance(error, GeocoderRateLimited):
                    self.left_alone = reason
                if not left or self.left_alone or not _may_pass(error):
                    raise NoAnswerError(reason) from error
                asked = _retry_after(error)
                if asked is not None and asked > self._patience.longest_wait_s:
                    self.left_alone = f"{reason}, and asks to wait {asked:.0f} s"
                    raise NoAnswerError(self.left_alone) from error
                self._clock.sleep(wait if asked is None else max(asked, self._patience.interval_s))
                wait = min(2 * wait, self._patience.longest_wait_s)
        raise AssertionError  # the last try returns or raises

    def _pause(self) -> None:
        now = self._clock.monotonic()
        if now < self._free_at:
            self._clock.sleep(self._free_at - now)
        self._free_at = self._clock.monotonic() + self._patience.interval_s


_FOR_GOOD = (GeocoderAuthenticationFailure, GeocoderInsufficientPrivileges, GeocoderQuotaExceeded)


def _status(error: BaseException) -> AdapterHTTPError | None:
    return error.__cause__ if isinstance(error.__cause__, AdapterHTTPError) else None


def _may_pass(error: BaseException) -> bool:
    """Tell whether the same request may be answered a little later."""
    http = _status(error)
    if http is not None and not isinstance(error, GeocoderRateLimited):
        return bool(http.status_code >= _SERVER_ERROR)
    return isinstance(error, GeocoderRateLimited | GeocoderTimedOut | GeocoderUnavailable)


def _retry_after(error: BaseException) -> float | None:
    http = _status(error)
    return None if http is None else get_retry_after(http.headers)


def _reason(error: BaseException) -> str:
    http = _status(error)
    if http is not None:
        return f"answered with HTTP status {http.status_code}"
    return tidy(str(error), _LONGEST_MESSAGE) or type(error).__name__

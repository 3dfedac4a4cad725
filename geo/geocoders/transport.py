"""geopy's seam to the network: one GET with a limit on time, size and where it may lead. All that comes is hostile."""

from __future__ import annotations

import json
import time
from email.message import Message
from http.client import HTTPException, HTTPResponse
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    getproxies,
)

from geopy.adapters import AdapterHTTPError, BaseSyncAdapter, get_retry_after
from geopy.exc import GeocoderParseError, GeocoderServiceError, GeocoderTimedOut, GeocoderUnavailable, GeopyError

MOST_BYTES = 1_000_000
_CHUNK = 65_536


class GuardedAdapter(BaseSyncAdapter):  # type: ignore[misc] # geopy is not typed
    """An HTTP client for geopy's geocoders that reads at most MOST_BYTES within the time-out and stays at its host.

    Speaks http and https only, no other scheme. Raises what geopy's BaseAdapter asks for; nothing that a service sent
    stands in a message.
    """

    def __init__(self, *, proxies: dict[str, str] | None, ssl_context: Any) -> None:  # noqa: ANN401 - of geopy's base
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        self._opener = OpenerDirector()
        for handler in (
            ProxyHandler(getproxies() if proxies is None else proxies),
            HTTPHandler(),
            HTTPSHandler(context=ssl_context),
            HTTPDefaultErrorHandler(),
            HTTPErrorProcessor(),
            _SameHost(),
        ):
            self._opener.add_handler(handler)

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> object:
        """Return the JSON value at `url`."""
        text = self.get_text(url, timeout=timeout, headers=headers)
        try:
            return json.loads(text)
        except (ValueError, RecursionError) as error:
            message = "the answer is not JSON"
            raise GeocoderParseError(message) from error

    def get_text(self, url: str, *, timeout: float, headers: dict[str, str]) -> str:
        """Return the text at `url`; `timeout`, in seconds, is for every single wait and for the body as a whole."""
        try:
            with self._opener.open(Request(url, headers=headers), timeout=timeout) as response:  # noqa: S310 - the opener knows only http and https
                return _text(response, time.monotonic() + timeout)
        except GeopyError:
            raise  # some of geopy's errors are also OSErrors
        except HTTPError as error:
            with error:
                message = f"status {error.code}"
                kept = _retry_after(error.headers)
                raise AdapterHTTPError(message, status_code=error.code, headers=kept, text="") from error
        except (OSError, HTTPException) as error:
            cause = error.reason if isinstance(error, URLError) else error
            if isinstance(cause, TimeoutError):
                raise GeocoderTimedOut(_TOO_SLOW) from error
            message = f"the connection failed ({type(cause).__name__})"
            raise GeocoderUnavailable(message) from error
        except ValueError as error:
            message = "redirected to what is no address"
            raise GeocoderServiceError(message) from error


class _SameHost(HTTPRedirectHandler):
    """Follows a redirect only to where the service itself stands."""

    def redirect_request(  # noqa: PLR0917 - the base's signature
        self,
        req: Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: Message,
        newurl: str,
    ) -> Request | None:
        if _origin(newurl) != _origin(req.full_url):
            message = "redirected to another host, which is not followed"
            raise GeocoderServiceError(message)
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type] # typeshed names http.client's kind of Message


_TOO_SLOW = "no whole answer in time"


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.rpartition("@")[2].lower()


def _retry_after(headers: Message) -> dict[str, str]:
    """Return the one header that geopy reads of an error, unless that would fail on it."""
    kept = {name.lower(): value for name, value in headers.items() if name.lower() == "retry-after"}
    try:
        get_retry_after(kept)
    except (ArithmeticError, ValueError):
        return {}
    return kept


def _text(response: HTTPResponse, deadline: float) -> str:
    body = bytearray()
    while chunk := response.read1(_CHUNK):
        body += chunk
        if len(body) > MOST_BYTES:
            message = f"the answer is larger than {MOST_BYTES:,} bytes"
            raise GeocoderParseError(message)
        if time.monotonic() > deadline:
            raise GeocoderTimedOut(_TOO_SLOW)
    if response.length:
        message = "the connection was cut"
        raise GeocoderUnavailable(message)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        message = "the answer is not UTF-8"
        raise GeocoderParseError(message) from error

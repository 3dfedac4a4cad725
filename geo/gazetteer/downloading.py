"""Download a file over HTTP: in a bounded time and size, resumed where the connection was cut."""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from geo.errors import GazetteerError

_LARGEST = 1 << 30  # bytes
_SILENCE_S, _LONGEST_S = 30.0, 3600.0
_ATTEMPTS, _PAUSE_S = 3, 1.0  # attempts that bring nothing, and the pause after the first of them; it doubles
_CHUNK = 1 << 16
_AGENT = "claimmap"  # servers refuse Python's own name
_TOO_MANY_REQUESTS, _SERVER_ERROR, _PARTIAL, _RANGE_WRONG = 429, 500, 206, 416
_CONTENT_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+)")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds: for the server's next bytes, and before the second attempt."""

    silence: float = _SILENCE_S
    pause: float = _PAUSE_S


def download(
    address: str, folder: Path, progress: Callable[[str, int, int], None], patience: Patience = Patience()
) -> Path:
    """Download `address` into `folder` and return the file, named as there. Raises GazetteerError.

    What was received before a failure stays in the folder, and the next download of the same, unchanged file goes on
    from it.
    """
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        message = f"{address} is no http or https address"
        raise GazetteerError(message)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _Download(address, folder, progress, patience).run(Path(parts.path).name)
    except OSError as error:  # of the folder: the network's are told by run
        message = f"{folder} cannot be written: {error.strerror or error}"
        raise GazetteerError(message) from error


class _CutError(Exception):
    """The server failed in a way that may pass."""


class _Download:
    """One file's way from the server into the folder."""

    def __init__(
        self, address: str, folder: Path, progress: Callable[[str, int, int], None], patience: Patience
    ) -> None:
        self._address, self._progress, self._patience = address, progress, patience
        stem = hashlib.sha256(address.encode()).hexdigest()[:16]
        self._folder, self._part, self._mark = folder, folder / f"{stem}.part", folder / f"{stem}.json"
        self._opener = urllib.request.OpenerDirector()
        for handler in (
            urllib.request.ProxyHandler(),
            urllib.request.HTTPHandler(),
            urllib.request.HTTPSHandler(),
            urllib.request.HTTPDefaultErrorHandler(),
            urllib.request.HTTPErrorProcessor(),
            _SafeRedirects(),
        ):
            self._opener.add_handler(handler)
        self._deadline = time.monotonic() + _LONGEST_S

    def run(self, name: str) -> Path:
        failed, pause = 0, self._patience.pause
        while True:
            before = self._received()
            try:
                self._attempt()
                break
            except _CutError as error:
                failed = 0 if self._received() > before else failed + 1
                if failed >= _ATTEMPTS:
                    message = f"{self._address} cannot be downloaded: {error}; try again later"
                    raise GazetteerError(message) from error
                time.sleep(pause * 2**failed)
        target = self._folder / name
        os.replace(self._part, target)  # noqa: PTH105 - atomic
        self._mark.unlink(missing_ok=True)
        return target

    def _received(self) -> int:
        return self._part.stat().st_size if self._part.exists() else 0

    def _attempt(self) -> None:
        """Ask for what is still missing, and append it. Raises _CutError unless all is there."""
        try:
            with self._opener.open(self._request(), timeout=self._patience.silence) as response:
                self._receive(response)
        except urllib.error.HTTPError as error:
            error.close()
            if error.code == _RANGE_WRONG:
                self._begin_anew()
                raise _CutError(error.reason) from error
            if error.code == _TOO_MANY_REQUESTS or error.code >= _SERVER_ERROR:
                told = f"the server answers {error.code} {error.reason}"
                raise _CutError(told) from error
            message = f"{self._address} cannot be downloaded: the server answers {error.code} {error.reason}"
            raise GazetteerError(message) from error
        except (http.client.HTTPException, urllib.error.URLError, TimeoutError, ConnectionError) as error:
            raise _CutError(_told(error)) from error

    def _request(self) -> urllib.request.Request:
        headers = {"User-Agent": _AGENT, "Accept-Encoding": "identity"}
        received, mark = self._received(), self._stored_mark()
        if received and mark:
            headers |= {"Range": f"bytes={received}-", "If-Range": mark}
        else:
            self._begin_anew()
        return urllib.request.Request(self._address, headers=headers)  # noqa: S310 - http or https: see download

    def _receive(self, response: Any) -> None:  # noqa: ANN401 - urllib's responses share no type
        start, total = _extent(response, self._received())
        if total > _LARGEST:
            message = f"{self._address} has {total:,} bytes, more than any country's dump"
            raise GazetteerError(message)
        if start == 0:
            self._begin_anew()
            self._mark.write_text(json.dumps(_mark_of(response)), encoding="utf-8")
        with self._part.open("ab") as stream:
            received = self._copy(response, stream, start, total)
        if received < total:
            told = f"the connection was cut after {received:,} of {total:,} bytes"
            raise _CutError(told)

    def _copy(self, response: Any, stream: IO[bytes], received: int, total: int) -> int:  # noqa: ANN401 - as above
        while chunk := _next_bytes(response):
            received += len(chunk)
            if received > _LARGEST or time.monotonic() > self._deadline:
                why = "sends more than any dump has" if received > _LARGEST else f"took more than {_LONGEST_S:.0f} s"
                message = f"{self._address} cannot be downloaded: the server {why}"
                raise GazetteerError(message)
            stream.write(chunk)
            self._progress("downloading", received, total)
        return received

    def _begin_anew(self) -> None:
        self._part.unlink(missing_ok=True)
        self._mark.unlink(missing_ok=True)

    def _stored_mark(self) -> str:
        try:
            return str(json.loads(self._mark.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            return ""


def _next_bytes(response: Any) -> bytes:  # noqa: ANN401 - as above
    try:
        return bytes(response.read1(_CHUNK))
    except (OSError, http.client.HTTPException) as error:
        raise _CutError(_told(error)) from error


def _told(error: Exception) -> str:
    return " ".join(str(getattr(error, "reason", "") or error).split()) or type(error).__name__


def _extent(response: Any, received: int) -> tuple[int, int]:  # noqa: ANN401 - as above
    """Return from which byte on the server sends, and how long the whole file is (0: it does not tell)."""
    if response.status == _PARTIAL:
        told = _CONTENT_RANGE.fullmatch(response.headers.get("Content-Range", ""))
        if told is None or int(told[1]) != received:
            message = "the server sends another part than was asked for"
            raise _CutError(message)
        return received, int(told[2])
    length = response.headers.get("Content-Length", "")
    return 0, int(length) if length.isdigit() else 0


def _mark_of(response: Any) -> str:  # noqa: ANN401 - as above
    """Return what tells this version of the file from others: a strong ETag, or the time of its change."""
    tag = response.headers.get("ETag", "")
    return str(tag if tag.startswith('"') else response.headers.get("Last-Modified", ""))


class _SafeRedirects(urllib.request.HTTPRedirectHandler):
    """Follows no redirect from https to anything else."""

    def redirect_request(self, req: urllib.request.Request, *args: Any) -> urllib.request.Request | None:  # noqa: ANN401 - urllib's signature
        new = super().redirect_request(req, *args)
        if new is not None and req.type == "https" and new.type != "https":
            message = f"{req.full_url} is redirected to an address without https"
            raise GazetteerError(message)
        return new

"""One GET at one of the IP addresses that were checked, within limits of time and size. All that comes is hostile."""

from __future__ import annotations

import socket
import ssl
import threading
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPResponse

from geo.fetching.addresses import Target, resolve
from geo.fetching.records import RefusedError, UnreachableError
from geo.settings import Limits
from geo.version import __version__

AGENT = "claimmap"
_CHUNK = 65_536
_OK = 200
_EITHER = 32 + zlib.MAX_WBITS  # gzip or zlib, by its header
_CODINGS = {"gzip", "x-gzip", "deflate"}
_HEADERS = {
    "User-Agent": f"{AGENT}/{__version__}",
    "Accept": "text/html, application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host answered; `body` is decompressed, and empty unless the status is 200."""

    status: int
    headers: Message
    body: bytes

    def header(self, name: str) -> str:
        """Return a header on one line, empty if it was not given."""
        return " ".join(str(self.headers.get(name, "")).split())


def get(asked: Target, headers: dict[str, str], limits: Limits) -> Answer:
    """Ask for an address. Redirects are answers like any other. Raises RefusedError, UnreachableError."""
    where = resolve(asked, private=limits.allow_private)
    with _Deadline(limits.deadline_s) as deadline:
        try:
            return _asked(asked, where, {**_HEADERS, **headers, "Host": asked.authority}, limits, deadline)
        except RefusedError:
            deadline.check()
            raise
        except ssl.SSLCertVerificationError as error:
            message = f"the certificate of {asked.host} is not valid"
            raise UnreachableError(message) from error
        except (OSError, HTTPException, ValueError) as error:
            deadline.check()
            if isinstance(error, TimeoutError):
                message = f"no answer within {limits.timeout_s:g} s"
                raise UnreachableError(message) from error
            message = f"the connection failed ({type(error).__name__})"
            raise UnreachableError(message) from error


def _asked(
    asked: Target,
    where: tuple[tuple[socket.AddressFamily, str], ...],
    headers: dict[str, str],
    limits: Limits,
    deadline: _Deadline,
) -> Answer:
    with closing(_Connection(asked, where, limits.timeout_s, deadline)) as connection:
        connection.request("GET", asked.path, headers=headers)
        with connection.getresponse() as response:
            body = _body(response, limits.most_bytes, deadline) if response.status == _OK else b""
            return Answer(response.status, response.headers, body)


class _Connection(HTTPConnection):
    """A connection to given IP addresses, whatever the host's name means by now."""

    def __init__(
        self,
        asked: Target,
        where: tuple[tuple[socket.AddressFamily, str], ...],
        timeout_s: float,
        deadline: _Deadline,
    ) -> None:
        super().__init__(asked.host, asked.port, timeout=timeout_s)
        self._asked, self._where, self._wait_s, self._deadline = asked, where, timeout_s, deadline

    def connect(self) -> None:
        """Connect to the first address that takes a connection."""
        for number, (family, address) in enumerate(self._where, start=1):
            try:
                self.sock = self._dialled(family, address)
            except OSError:
                self._deadline.check()
                if number == len(self._where):
                    raise
            else:
                return

    def _dialled(self, family: socket.AddressFamily, address: str) -> socket.socket:
        plain = socket.socket(family, socket.SOCK_STREAM)
        try:
            plain.settimeout(self._wait_s)
            self._deadline.cut(plain)
            plain.connect((address, self._asked.port))
            if self._asked.scheme == "http":
                return plain
            secure = _trust().wrap_socket(plain, server_hostname=self._asked.host, do_handshake_on_connect=False)
        except OSError:
            plain.close()
            raise
        try:
            self._deadline.cut(secure)
            secure.do_handshake()
        except OSError:
            secure.close()
            raise
        return secure


@cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()


class _Deadline:
    """Cuts a connection when its time is over: a limit on each wait lets a host drip for ever, in its headers too."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._over = threading.Event()
        self._socket: socket.socket | None = None
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> _Deadline:  # noqa: PYI034 - of this module only
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def cut(self, connection: socket.socket) -> None:
        """Have this connection cut when the time is over."""
        with self._lock:
            self._socket = connection
        self.check()

    def check(self) -> None:
        """Raise UnreachableError once the time is over."""
        if self._over.is_set():
            message = f"no whole answer within {self._seconds:g} s"
            raise UnreachableError(message)

    def _cut(self) -> None:
        self._over.set()
        with self._lock:
            if self._socket is not None:
                with suppress(OSError):
                    # Not that of SSLSocket, which takes the connection apart under the reader's hands.
                    socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


def _body(response: HTTPResponse, most: int, deadline: _Deadline) -> bytes:
    coding = str(response.headers.get("Content-Encoding", "")).strip().lower()
    if coding not in _CODINGS | {"", "identity"}:
        message = "the answer is compressed in a way that was not asked for"
        raise RefusedError(message)
    if (response.length or 0) > most:
        raise _too_large(most)
    chunks = _chunks(response, most, deadline)
    body = _inflated(chunks, most) if coding in _CODINGS else b"".join(chunks)
    deadline.check()
    if response.length:
        message = "the answer was cut short"
        raise UnreachableError(message)
    return body


def _chunks(response: HTTPResponse, most: int, deadline: _Deadline) -> Iterator[bytes]:
    read = 0
    while chunk := response.read1(_CHUNK):
        deadline.check()
        read += len(chunk)
        if read > most:
            raise _too_large(most)
        yield chunk


def _inflated(chunks: Iterator[bytes], most: int) -> bytes:
    """Return what was compressed, never more than `most` bytes of it."""
    body = bytearray()
    with _broken():
        inflater = zlib.decompressobj(_EITHER)
        for chunk in chunks:
            waiting = chunk
            while waiting:
                if inflater.eof:
                    inflater = zlib.decompressobj(_EITHER)  # gzip may be in several parts
                body += inflater.decompress(waiting, most + 1 - len(body))
                if len(body) > most:
                    raise _too_large(most)
                waiting = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
    if body and not inflater.eof:
        message = "the answer was cut short"
        raise UnreachableError(message)
    return bytes(body)


@contextmanager
def _broken() -> Iterator[None]:
    try:
        yield
    except zlib.error as error:
        message = "the answer is compressed and broken"
        raise RefusedError(message) from error


def _too_large(most: int) -> RefusedError:
    return RefusedError(f"it is larger than {most:,} bytes")

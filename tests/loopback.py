"""A real HTTP server on loopback that answers as online services do, well or badly, and a clock that wastes no time."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

AGENT = "Tests of claimmap (tests@example.org)"


@dataclass
class Ticks:
    """A clock that stands still unless it is slept through."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float, /) -> None:
        self.now += seconds
        self.slept.append(round(seconds, 3))


@dataclass(frozen=True)
class Asked:
    """One request that came in."""

    path: str
    query: dict[str, list[str]]
    agent: str


Reply = Callable[[BaseHTTPRequestHandler], None]


def reply(body: object = None, *, status: int = 200, raw: bytes | None = None, **headers: str) -> Reply:
    """Answer with JSON, or with raw bytes."""
    content = json.dumps(body).encode() if raw is None else raw

    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers:
            handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    return send


@dataclass
class Loopback:
    """The server: gives its replies one after the other, the last one for ever."""

    address: str
    replies: list[Reply]
    asked: list[Asked] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    def hang(self, handler: BaseHTTPRequestHandler) -> None:
        """Never answer."""
        self.closing.wait(5)
        handler.close_connection = True

    def drip(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer so slowly that no single wait is too long, but the whole is."""
        handler.send_response(200)
        handler.end_headers()
        while not self.closing.wait(0.05):
            handler.wfile.write(b" ")


@contextmanager
def serving(*replies: Reply) -> Iterator[Loopback]:
    """Serve on a free port of loopback while the block runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            server.asked.append(Asked(parts.path, parse_qs(parts.query), self.headers.get("User-Agent", "")))
            send = server.replies.pop(0) if len(server.replies) > 1 else server.replies[0]
            try:
                send(self)
            except OSError:
                self.close_connection = True  # the client has gone, as it should

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401 - the base's signature
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        server = Loopback(f"http://127.0.0.1:{http.server_port}", list(replies))
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.closing.set()
            http.shutdown()
            thread.join()


def nominatim(**changes: object) -> dict[str, object]:
    """Return one result as Nominatim gives it."""
    plain: dict[str, object] = {
        "place_id": 1,
        "licence": "whatever the service writes here",
        "osm_type": "node",
        "osm_id": 7,
        "lat": "47.4451",
        "lon": "35.8363",
        "class": "place",
        "type": "village",
        "place_rank": 19,
        "importance": 0.1,
        "addresstype": "village",
        "name": "Novodarivske",
        "display_name": "Novodarivske, Polohy Raion, Zaporizhzhia Oblast, Ukraine",
        "namedetails": {"name": "Новодарівське", "name:en": "Novodarivske"},
        "address": {"village": "Novodarivske", "country": "Ukraine", "country_code": "ua"},
        "boundingbox": ["47.4251", "47.4651", "35.8163", "35.8563"],
    }
    return plain | changes


def photon(**changes: object) -> dict[str, object]:
    """Return a whole answer of one feature as Photon gives it; changes are to its properties."""
    plain = {
        "name": "Novodarivske",
        "osm_key": "place",
        "osm_value": "village",
        "type": "city",
        "countrycode": "UA",
        "country": "Ukraine",
        "extent": [35.8163, 47.4651, 35.8563, 47.4251],
    }
    feature = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [35.8363, 47.4451]}}
    return {"type": "FeatureCollection", "features": [feature | {"properties": plain | changes}]}


def geonames(**changes: object) -> dict[str, object]:
    """Return a whole answer of one place as GeoNames gives it."""
    plain = {
        "geonameId": 99,
        "name": "Novodarivske",
        "toponymName": "Novodarivs'ke",
        "lat": "47.4451",
        "lng": "35.8363",
        "countryCode": "UA",
        "fcl": "P",
        "fcode": "PPL",
        "fcodeName": "populated place",
        "population": 400,
    }
    return {"totalResultsCount": 1, "geonames": [plain | changes]}


def pelias(**changes: object) -> dict[str, object]:
    """Return a whole answer of one feature as Pelias gives it; changes are to its properties."""
    plain = {"name": "Novodarivske", "layer": "locality", "country_a": "UKR", "confidence": 1, "match_type": "exact"}
    feature = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [35.8363, 47.4451]},
        "bbox": [35.8163, 47.4251, 35.8563, 47.4651],
    }
    return {"type": "FeatureCollection", "features": [feature | {"properties": plain | changes}]}

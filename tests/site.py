"""A real news site on loopback: pages by path, served well or badly, and what was asked of it."""

from __future__ import annotations

import gzip
import html
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[BaseHTTPRequestHandler], None]

PARAGRAPHS = (
    "Rockets struck the market of {place} on Thursday, the regional governor said, and set several stalls on fire.",
    "At least four people were killed and eleven were wounded, according to doctors at the city's main hospital.",
    "Residents said that the shelling went on for most of the morning and that power was cut in two districts.",
    "The army did not comment. Both sides have accused each other of firing at towns along the front this week.",
    "Rescue teams were still searching the ruins in the evening, and the mayor asked people to stay at home.",
)


def page(
    place: str = "Kharkiv", *, title: str = "", head: str = "", day: str = "2022-03-04", charset: str = "utf-8"
) -> str:
    """Return a whole page of an article about a place, as sites have them: menus, teasers and a foot around it."""
    title = title or f"Rockets hit {place}"
    published = f'<meta property="article:published_time" content="{day}T18:00:00+02:00">' if day else ""
    body = "".join(f"<p>{html.escape(each.format(place=place))}</p>" for each in PARAGRAPHS)
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="{charset}"><title>{title} - The Wire</title>'
        f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="The Wire">'
        f"{published}{head}"
        f'</head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>'
        f"<main><article><h1>{title}</h1>{body}</article></main>"
        f'<aside><a href="/other">Another story entirely</a></aside>'
        f"<footer>Copyright 2019 The Wire</footer></body></html>"
    )


def rss(*items: str, title: str = "The Wire", before: str = "") -> str:
    """Return an RSS feed of items."""
    return (
        f'<?xml version="1.0" encoding="utf-8"?>{before}<rss version="2.0" '
        f'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>{title}</title>'
        f"<link>http://wire.example/</link>{''.join(items)}</channel></rss>"
    )


def item(
    link: str, *, title: str = "Rockets hit a town", day: str = "Fri, 04 Mar 2022 18:00:00 +0200", content: str = ""
) -> str:
    """Return an item of an RSS feed, with its whole text where there is one."""
    whole = f"<content:encoded><![CDATA[{content}]]></content:encoded>" if content else ""
    when = f"<pubDate>{day}</pubDate>" if day else ""
    told = f"<title>{title}</title><link>{html.escape(link)}</link>{when}<description>A teaser.</description>"
    return f"<item>{told}{whole}</item>"


def answer(body: str | bytes = b"", *, status: int = 200, **headers: str) -> Answer:
    """Answer with a body, HTML unless the headers say otherwise."""
    content = body.encode() if isinstance(body, str) else body
    headers.setdefault("Content_Type", "text/html; charset=utf-8")
    headers.setdefault("Content_Length", str(len(content)))

    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(content)

    return send


def moved(where: str, status: int = 302) -> Answer:
    """Answer that it stands elsewhere."""
    return answer(status=status, Location=where)


def zipped(body: bytes) -> Answer:
    """Answer compressed."""
    return answer(gzip.compress(body), Content_Encoding="gzip")


def unchanging(body: str, **headers: str) -> Answer:
    """Answer with a body once, and that it has not changed to who names its tag or its time."""

    def send(handler: BaseHTTPRequestHandler) -> None:
        asked = (handler.headers.get("If-None-Match"), handler.headers.get("If-Modified-Since"))
        told = (headers.get("ETag"), headers.get("Last_Modified"))
        known = any(ask is not None and ask == tell for ask, tell in zip(asked, told, strict=True))
        send_it = answer("" if known else body, status=304 if known else 200, **headers)
        send_it(handler)

    return send


@dataclass
class Site:
    """The site: `pages` answers by path; what is not there is not found. `asked` are the paths that were asked for."""

    address: str
    pages: dict[str, Answer]
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    closing: threading.Event = field(default_factory=threading.Event)

    def drip(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer so slowly that no single wait is too long, but the whole is."""
        handler.send_response(200)
        handler.end_headers()
        while not self.closing.wait(0.05):
            handler.wfile.write(b"<p>")

    def drip_headers(self, handler: BaseHTTPRequestHandler) -> None:
        """Do the same before the first header is whole."""
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        while not self.closing.wait(0.05):
            handler.wfile.write(b"a")

    def hang(self, handler: BaseHTTPRequestHandler) -> None:
        """Never answer."""
        self.closing.wait(10)
        handler.close_connection = True


@contextmanager
def serving(pages: Mapping[str, str | Answer] | None = None) -> Iterator[Site]:
    """Serve on a free port of loopback while the block runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.agents.add(self.headers.get("User-Agent", ""))
            send = site.pages.get(self.path, answer("nothing here", status=404))
            try:
                send(self)
            except OSError:
                self.close_connection = True  # the client has gone, as it should

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401 - the base's signature
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        http.daemon_threads = True
        site = Site(f"http://127.0.0.1:{http.server_port}", {})
        for path, each in (pages or {}).items():
            site.pages[path] = answer(each) if isinstance(each, str) else each
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield site
        finally:
            site.closing.set()
            http.shutdown()
            thread.join()

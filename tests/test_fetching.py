"""Fetching: what is refused and why, how politely is asked, and what is kept. Nothing but loopback is contacted."""

from __future__ import annotations

import gzip
import hashlib
import socket
import sqlite3
import time
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest

from geo.errors import OutputError
from geo.fetching import Archive, Fetched, Fetcher, Kind, Refused, kind_of
from geo.fetching.addresses import is_public, may_be_asked, target
from geo.fetching.records import RefusedError
from geo.settings import Limits
from geo.version import __version__
from tests.loopback import Ticks
from tests.site import Answer, Site, answer, moved, page, rss, serving, unchanging, zipped

LIMITS = Limits(allow_private=True, interval_s=0.0, timeout_s=2.0, deadline_s=4.0)
STRICT = replace(LIMITS, allow_private=False)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving({"/a": page()}) as served:
        yield served


def fetch(url: str, limits: Limits = LIMITS) -> Fetched | Refused:
    return Fetcher(limits).fetch(url)


def reason(url: str, limits: Limits = LIMITS) -> str:
    found = fetch(url, limits)
    assert isinstance(found, Refused), found
    assert found.url == url
    return found.reason


def got(url: str, limits: Limits = LIMITS) -> Fetched:
    found = fetch(url, limits)
    assert isinstance(found, Fetched), found
    return found


def test_a_page(site: Site) -> None:
    found = got(f"{site.address}/a#part")
    assert found.body == page().encode()
    assert found.sha256 == hashlib.sha256(found.body).hexdigest()
    assert (found.kind, found.charset, found.url, found.address) == (
        *(Kind.PAGE, "utf-8", f"{site.address}/a", f"{site.address}/a"),
    )
    assert datetime.fromisoformat(found.first_at).tzinfo is not None
    assert site.asked == ["/robots.txt", "/a"]
    assert site.agents == {f"claimmap/{__version__}"}


NOT_FETCHED = [
    ("ftp://example.org/a", "ftp is not fetched, only http and https"),
    ("file:///etc/passwd", "file is not fetched, only http and https"),
    ("javascript://x/%0aalert(1)", "javascript is not fetched, only http and https"),
    ("http://", "it is no address"),
    ("http://[::1/", "it is no address"),
    ("http://host:99999/", "it is no address"),
    ("http://a b/", "it is no address"),
    ("http://" + "a" * 70 + ".example/", "it is no address"),
    ("http://example.org/" + "a" * 3000, "it is no address"),
    ("http://user:secret@example.org/", "an address with a user name is not fetched"),
    ("http://nowhere.invalid/", "the host nowhere.invalid is not known"),
]


@pytest.mark.parametrize(("url", "why"), NOT_FETCHED)
def test_addresses_that_are_none(url: str, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert reason(url) == why


PRIVATE = [
    "http://127.0.0.1:{port}/a",
    "http://127.1:{port}/a",
    "http://2130706433:{port}/a",
    "http://0x7f000001:{port}/a",
    "http://0177.0.0.1:{port}/a",
    "http://0.0.0.0:{port}/a",
    "http://localhost:{port}/a",
    "http://[::1]:{port}/a",
    "http://[::ffff:127.0.0.1]:{port}/a",
    "http://[::ffff:7f00:1]:{port}/a",
    "http://[64:ff9b::7f00:1]/a",
    "http://[2002:7f00:1::]/a",
    "http://[fe80::1]/a",
    "http://[fd00::1]/a",
    "http://10.1.2.3/a",
    "http://172.16.0.1/a",
    "http://192.168.0.1/a",
    "http://100.64.0.1/a",
    "http://169.254.169.254/latest/meta-data/",
    "http://224.0.0.1/a",
    "http://255.255.255.255/a",
]


@pytest.mark.parametrize("url", PRIVATE)
def test_private_addresses_in_all_spellings(site: Site, url: str) -> None:
    assert reason(url.format(port=site.address.rpartition(":")[2]), STRICT).endswith("is no public address")
    assert site.asked == []


@pytest.mark.parametrize(
    "url", ["http://169.254.169.254/", "http://0.0.0.0/", "http://[fe80::1]/", "http://224.0.0.1/"]
)
def test_what_is_never_asked_whatever_is_allowed(url: str) -> None:
    assert reason(url).endswith("is no public address")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/a", "gopher://127.0.0.1/"])
def test_redirects_to_other_schemes(site: Site, url: str) -> None:
    site.pages["/r"] = moved(url)
    scheme = url.partition(":")[0]
    assert (
        reason(f"{site.address}/r") == f"redirected to where is not gone: {scheme} is not fetched, only http and https"
    )


def resolving(monkeypatch: pytest.MonkeyPatch, answers: dict[str, list[str]]) -> list[str]:
    """Let names mean these addresses, one after the other, the last for ever; return the names as they are asked."""
    real, asked = socket.getaddrinfo, []

    def resolve(host: str, port: int, **kind: socket.SocketKind) -> list[Any]:
        asked.append(host)
        if host in answers:
            host = answers[host].pop(0) if len(answers[host]) > 1 else answers[host][0]
        return real(host, port, **kind)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return asked


def test_a_redirect_to_a_private_address_is_checked_like_any_other(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    port = site.address.rpartition(":")[2]
    site.pages["/r"] = moved(f"http://inner.test:{port}/secret")
    site.pages["/meta"] = moved("http://169.254.169.254/latest/meta-data/")
    resolving(monkeypatch, {"inner.test": ["169.254.1.1"]})
    assert reason(f"{site.address}/r") == "inner.test (169.254.1.1) is no public address"
    assert reason(f"{site.address}/meta") == "169.254.169.254 is no public address"
    assert "/secret" not in site.asked


def test_a_name_that_means_another_host_a_moment_later(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    port = site.address.rpartition(":")[2]
    asked = resolving(monkeypatch, {"rebind.test": ["8.8.8.8", "127.0.0.1"]})
    assert reason(f"http://rebind.test:{port}/a", STRICT).endswith("rebind.test (127.0.0.1) is no public address")
    assert site.asked == []
    assert asked == ["rebind.test", "rebind.test"]


def test_what_was_checked_is_what_is_connected_to(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    port = site.address.rpartition(":")[2]
    asked = resolving(monkeypatch, {"wire.test": ["127.0.0.1"]})
    assert got(f"http://wire.test:{port}/a").url == f"http://wire.test:{port}/a"
    assert asked == ["wire.test"] * 3  # before all, for robots.txt and for the page: connecting asks no more


def test_a_host_with_one_private_address_among_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def both(_host: str, port: int, **_: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in ("8.8.8.8", "10.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", both)
    assert reason("http://both.test/", STRICT) == "both.test (10.0.0.1) is no public address"


@pytest.mark.parametrize(
    ("written", "public", "asked"),
    [
        ("8.8.8.8", True, True),
        ("2606:4700::1111", True, True),
        ("::ffff:8.8.8.8", True, True),
        ("64:ff9b::808:808", True, True),
        ("127.0.0.1", False, True),
        ("192.168.1.1", False, True),
        ("::1", False, True),
        ("::127.0.0.1", False, True),
        ("fc00::1", False, True),
        ("::ffff:169.254.169.254", False, False),
        ("64:ff9b::a9fe:a9fe", False, False),
        ("fe80::1", False, False),
        ("ff02::1", False, False),
        ("0.0.0.0", False, False),  # noqa: S104 - nothing is bound
    ],
)
def test_public_addresses(written: str, public: bool, asked: bool) -> None:  # noqa: FBT001 - a table
    assert (is_public(ip_address(written)), may_be_asked(ip_address(written))) == (public, asked)


@pytest.mark.parametrize(
    ("written", "base", "url"),
    [
        ("HTTP://Example.ORG", "", "http://example.org/"),
        ("http://example.org:80/a?b=1&c=ü#x", "", "http://example.org/a?b=1&c=%C3%BC"),
        ("https://bücher.example:8443/ä b", "", "https://xn--bcher-kva.example:8443/%C3%A4%20b"),
        ("../c", "http://example.org/a/b", "http://example.org/c"),
        ("//other.example/d", "https://example.org/", "https://other.example/d"),
        ("http://[2606:4700::1111]/", "", "http://[2606:4700::1111]/"),
        ("http://example.org/a\r\nX-Evil: 1", "", "http://example.org/aX-Evil:%201"),
    ],
)
def test_addresses_as_they_are_asked(written: str, base: str, url: str) -> None:
    assert target(written, base).url == url


def test_an_address_relative_to_nothing() -> None:
    with pytest.raises(RefusedError, match="no scheme is not fetched"):
        target("a/b")


def test_redirects_are_followed(site: Site) -> None:
    site.pages |= {"/1": moved("2", 301), "/2": moved("/3", 303), "/3": moved("/4", 307), "/4": moved("/a", 308)}
    found = got(f"{site.address}/1")
    assert (found.url, found.address) == (f"{site.address}/1", f"{site.address}/a")


def test_redirects_in_a_circle(site: Site) -> None:
    site.pages |= {"/1": moved("/2"), "/2": moved("/1"), "/self": moved("/self#again")}
    assert reason(f"{site.address}/1") == "redirects lead in a circle"
    assert reason(f"{site.address}/self") == "redirects lead in a circle"


def test_redirects_without_end(site: Site) -> None:
    site.pages |= {f"/{number}": moved(f"/{number + 1}") for number in range(50)}
    assert reason(f"{site.address}/0") == "redirected more than 5 times"
    assert "/6" not in site.asked


@pytest.mark.parametrize("status", [404, 410, 403, 500, 304, 206])
def test_other_answers(site: Site, status: int) -> None:
    site.pages["/x"] = answer(status=status)
    assert reason(f"{site.address}/x") == f"answered with HTTP status {status}"


HUGE = 300_000
SMALL = replace(LIMITS, most_bytes=100_000)
TOO_LARGE = "it is larger than 100,000 bytes"


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(1000):
        handler.wfile.write(b"x" * 10_000)


def lying(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "10")
    handler.end_headers()
    handler.wfile.write(b"<p>" + b"x" * HUGE)


def chunked(*parts: bytes) -> Answer:
    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.protocol_version = "HTTP/1.1"
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        for part in parts:
            handler.wfile.write(part)
        handler.close_connection = True

    return send


SIZES = [
    ("said", answer(b"x" * HUGE), TOO_LARGE),
    ("not said", endless, TOO_LARGE),
    ("in pieces", chunked(*[b"10000\r\n" + b"x" * 65536 + b"\r\n"] * 5, b"0\r\n\r\n"), TOO_LARGE),
    ("compressed", zipped(b"\0" * 50_000_000), TOO_LARGE),
    ("compressed, in many parts", answer(gzip.compress(b"a" * 1000) * 200, Content_Encoding="gzip"), TOO_LARGE),
    ("zlib", answer(zlib.compress(b"\0" * 50_000_000), Content_Encoding="deflate"), TOO_LARGE),
    ("no gzip", answer(b"<p>plain", Content_Encoding="gzip"), "the answer is compressed and broken"),
    ("half a gzip", answer(gzip.compress(b"a" * 9000)[:30], Content_Encoding="gzip"), "the answer was cut short"),
    ("cut short", answer(b"<p>", Content_Length="500"), "the answer was cut short"),
    ("brotli", answer(b"\x0b", Content_Encoding="br"), "the answer is compressed in a way that was not asked for"),
    ("bad pieces", chunked(b"zz\r\n"), "the connection failed (IncompleteRead)"),
]


@pytest.mark.parametrize(("_name", "send", "why"), SIZES, ids=[row[0] for row in SIZES])
def test_huge_and_broken_bodies(site: Site, _name: str, send: Answer, why: str) -> None:
    site.pages["/x"] = send
    assert reason(f"{site.address}/x", SMALL) == why


def test_what_follows_the_length_that_was_said_is_not_read(site: Site) -> None:
    site.pages["/x"] = lying
    assert len(got(f"{site.address}/x", SMALL).body) == 10


def test_compressed_pages(site: Site) -> None:
    site.pages["/x"] = zipped(page().encode())
    assert got(f"{site.address}/x").body == page().encode()


@pytest.mark.parametrize("name", ["drip", "drip_headers"])
def test_a_host_that_drips_meets_the_deadline(site: Site, name: str) -> None:
    site.pages["/x"] = getattr(site, name)
    begin = time.monotonic()
    assert reason(f"{site.address}/x", replace(LIMITS, deadline_s=0.5)) == "no whole answer within 0.5 s"
    assert time.monotonic() - begin < 3


def test_a_host_that_hangs_meets_the_limit_of_a_wait(site: Site) -> None:
    site.pages["/x"] = site.hang
    assert reason(f"{site.address}/x", replace(LIMITS, timeout_s=0.3)) == "no answer within 0.3 s"


def test_a_closed_port() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    why = "the robots.txt of 127.0.0.1 cannot be had: the connection failed (ConnectionRefusedError)"
    assert reason(f"http://127.0.0.1:{port}/") == why


def test_what_is_no_http(site: Site) -> None:
    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n")

    site.pages["/x"] = send
    assert reason(f"{site.address}/x") == "the connection failed (BadStatusLine)"


ROBOTS = [
    ("User-agent: *\nDisallow: /private/\n", "/private/a", False),
    ("User-agent: *\nDisallow: /private/\n", "/a", True),
    ("User-agent: *\nDisallow: /\n\nUser-agent: claimmap\nAllow: /\n", "/a", True),
    ("User-agent: ClaimMap\nDisallow: /a\n", "/a", False),
    ("User-agent: other\nDisallow: /\n", "/a", True),
    ("User-agent: *\nDisallow: /*?print=\n", "/a?print=1", False),
    ("User-agent: *\nDisallow: /\nAllow: /a\n", "/a", True),
    ("User-agent: *\nDisallow: /*.php$\n", "/a.php", False),
    ("User-agent: *\nDisallow: /*.php$\n", "/a.php5", True),
    ("\ufeffUser-agent: *\nDisallow: /a\n", "/a", False),
    ("<html>not the rules", "/a", True),
    ("", "/a", True),
]


@pytest.mark.parametrize(("rules", "path", "allowed"), ROBOTS)
def test_robots(site: Site, rules: str, path: str, allowed: bool) -> None:  # noqa: FBT001 - a table
    site.pages |= {"/robots.txt": answer(rules), path: answer(page())}
    found = fetch(f"{site.address}{path}")
    assert isinstance(found, Fetched) == allowed
    assert (path in site.asked) == allowed
    if isinstance(found, Refused):
        assert found.reason == "the robots.txt of 127.0.0.1 does not let it be fetched"


@pytest.mark.parametrize(
    ("rules", "why"),
    [
        (answer(status=404), ""),
        (answer(status=403), ""),
        (answer(status=500), "the robots.txt of 127.0.0.1 cannot be had: HTTP status 500"),
        (answer(b"x" * HUGE), "the robots.txt of 127.0.0.1 cannot be had: it is larger than 100,000 bytes"),
        (moved("/robots.txt"), "the robots.txt of 127.0.0.1 cannot be had: redirects lead in a circle"),
        (moved("/rules"), "the robots.txt of 127.0.0.1 does not let it be fetched"),
    ],
)
def test_robots_that_cannot_be_had(site: Site, rules: Answer, why: str) -> None:
    site.pages |= {"/robots.txt": rules, "/rules": answer("User-agent: *\nDisallow: /")}
    found = fetch(f"{site.address}/a", SMALL)
    assert (found.reason if isinstance(found, Refused) else "") == why


def test_robots_are_asked_for_once_and_hold_for_where_redirects_lead(site: Site) -> None:
    site.pages |= {
        "/robots.txt": answer("User-agent: *\nDisallow: /shut"),
        "/r": moved("/shut"),
        "/shut": answer(page()),
    }
    fetcher = Fetcher(LIMITS)
    assert isinstance(fetcher.fetch(f"{site.address}/a"), Fetched)
    refused = fetcher.fetch(f"{site.address}/r")
    assert isinstance(refused, Refused)
    assert refused.reason == "the robots.txt of 127.0.0.1 does not let it be fetched"
    assert site.asked == ["/robots.txt", "/a", "/r"]


def test_a_pause_between_requests(site: Site) -> None:
    clock = Ticks()
    fetcher = Fetcher(replace(LIMITS, interval_s=1.0), clock=clock)
    for path in ("/a", "/a", "/b"):
        fetcher.fetch(f"{site.address}{path}")
    assert clock.slept == [1.0, 1.0, 1.0]  # the first request is that for robots.txt


@pytest.mark.parametrize(("wanted", "kept"), [("7", 7.0), ("0.5", 1.0), ("100000", 60.0), ("-3", 1.0), ("x", 1.0)])
def test_a_site_may_want_a_longer_pause_within_bounds(site: Site, wanted: str, kept: float) -> None:
    site.pages["/robots.txt"] = answer(f"User-agent: *\nCrawl-delay: {wanted}\n")
    clock = Ticks()
    fetcher = Fetcher(replace(LIMITS, interval_s=1.0), clock=clock)
    for _ in range(2):
        assert isinstance(fetcher.fetch(f"{site.address}/a"), Fetched)
    assert clock.slept == [1.0, kept]


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("written", ["7", "date"])
def test_a_busy_site_is_asked_again_when_it_says(site: Site, status: int, written: str) -> None:
    if written == "date":
        written = format_datetime(datetime.now(UTC) + timedelta(seconds=40), usegmt=True)

    def once(handler: BaseHTTPRequestHandler) -> None:
        answer(status=status, Retry_After=written)(handler)
        site.pages["/a"] = answer(page())

    site.pages["/a"] = once
    clock = Ticks()
    found = Fetcher(replace(LIMITS, interval_s=1.0), clock=clock).fetch(f"{site.address}/a")
    assert isinstance(found, Fetched)
    assert clock.slept[0] == 1.0
    assert 5 < clock.slept[1] <= 40


def test_a_site_that_stays_busy(site: Site) -> None:
    site.pages["/a"] = answer(status=429)
    assert reason(f"{site.address}/a") == "answered with HTTP status 429"
    assert site.asked == ["/robots.txt", "/a", "/a"]


@pytest.mark.parametrize("written", ["3600", "Fri, 31 Dec 2199 23:59:59 GMT", "9" * 50])
def test_a_site_that_asks_for_too_long_a_wait_is_left_alone(site: Site, written: str) -> None:
    site.pages["/a"] = answer(status=429, Retry_After=written)
    site.pages["/b"] = answer(page())
    clock = Ticks()
    fetcher = Fetcher(LIMITS, clock=clock)
    for path in ("/a", "/b"):
        found = fetcher.fetch(f"{site.address}{path}")
        assert isinstance(found, Refused)
        assert "is busy (HTTP status 429) and asks to wait " in found.reason
    assert site.asked == ["/robots.txt", "/a"]
    assert clock.slept == []


@pytest.mark.parametrize("written", ["-5", "soon", "", "Mon, 99 Foo 2020", "١٢"])
def test_waits_that_are_none(site: Site, written: str) -> None:
    site.pages["/a"] = answer(status=503, Retry_After=written.encode().decode("latin-1"))
    clock = Ticks()
    found = Fetcher(replace(LIMITS, interval_s=1.0), clock=clock).fetch(f"{site.address}/a")
    assert isinstance(found, Refused)
    assert clock.slept == [1.0, 1.0]


def test_a_host_that_keeps_failing_is_left_alone(site: Site) -> None:
    for number in range(5):
        site.pages[f"/{number}"] = answer(b"<p>", Content_Length="500")
    fetcher = Fetcher(LIMITS)
    found = [fetcher.fetch(f"{site.address}/{number}") for number in range(5)]
    assert all(isinstance(each, Refused) for each in found)
    last = found[-1]
    assert isinstance(last, Refused)
    assert last.reason.endswith(" failed 3 times in a row, last: the answer was cut short")
    assert len(site.asked) == 4


def test_what_was_fetched_is_kept_with_time_and_hash(site: Site, tmp_path: Path) -> None:
    with closing(Fetcher(LIMITS, Archive(tmp_path / ".fetched"))) as fetcher:
        found = fetcher.fetch(f"{site.address}/a")
        assert isinstance(found, Fetched)
        assert fetcher.kept(f"{site.address}/a") == found
    kept = tmp_path / ".fetched" / found.sha256
    assert hashlib.sha256(kept.read_bytes()).hexdigest() == found.sha256
    with closing(sqlite3.connect(tmp_path / ".fetched" / "index.sqlite")) as index:
        (row,) = index.execute("SELECT url, sha256, bytes, kind, first_at, last_at FROM fetched")
    assert row == (found.url, found.sha256, len(found.body), "page", found.first_at, found.last_at)


@pytest.mark.parametrize("headers", [{"ETag": '"one"'}, {"Last_Modified": "Fri, 04 Mar 2022 18:00:00 GMT"}])
def test_what_has_not_changed_is_not_sent_again(site: Site, tmp_path: Path, headers: dict[str, str]) -> None:
    site.pages |= {"/a": unchanging(page(), **headers), "/old": moved("/a")}
    archive = Archive(tmp_path / ".fetched")
    for path in ("/a", "/old"):
        first = Fetcher(LIMITS, archive).fetch(f"{site.address}{path}")
        again = Fetcher(LIMITS, archive).fetch(f"{site.address}{path}")
        assert isinstance(first, Fetched)
        assert isinstance(again, Fetched)
        assert (again.body, again.first_at) == (first.body, first.first_at)
        assert again.last_at > first.last_at
    archive.close()


def test_a_kept_body_that_was_changed_is_fetched_again(site: Site, tmp_path: Path) -> None:
    site.pages["/a"] = unchanging(page(), ETag='"one"')
    archive = Archive(tmp_path / ".fetched")
    fetcher = Fetcher(LIMITS, archive)
    first = fetcher.fetch(f"{site.address}/a")
    assert isinstance(first, Fetched)
    (tmp_path / ".fetched" / first.sha256).write_text("tampered")
    assert fetcher.kept(first.url) is None
    again = fetcher.fetch(f"{site.address}/a")
    assert isinstance(again, Fetched)
    assert again.body == page().encode()
    archive.close()


def test_versions_of_pages_are_kept_and_of_feeds_the_newest(site: Site, tmp_path: Path) -> None:
    archive = Archive(tmp_path / ".fetched")
    fetcher = Fetcher(LIMITS, archive)
    for number in range(3):
        site.pages |= {"/a": answer(page(title=f"Version {number}")), "/feed": answer(rss(title=f"Version {number}"))}
        fetcher.fetch(f"{site.address}/a")
        fetcher.fetch(f"{site.address}/feed")
    archive.close()
    bodies = [path.read_text() for path in (tmp_path / ".fetched").iterdir() if len(path.name) == 64]
    assert len([body for body in bodies if body.startswith("<!DOCTYPE html>")]) == 3
    assert len([body for body in bodies if body.startswith("<?xml")]) == 1


def test_a_page_that_went_back_to_what_it_was(site: Site, tmp_path: Path) -> None:
    archive = Archive(tmp_path / ".fetched")
    fetcher = Fetcher(LIMITS, archive)
    for title in ("one", "two", "one"):
        site.pages["/a"] = answer(page(title=title))
        fetcher.fetch(f"{site.address}/a")
    kept = fetcher.kept(f"{site.address}/a")
    assert kept is not None
    assert kept.body == page(title="one").encode()
    archive.close()


def test_forgetting_leaves_no_trace(site: Site, tmp_path: Path) -> None:
    archive = Archive(tmp_path / ".fetched")
    fetcher = Fetcher(LIMITS, archive)
    site.pages["/b"] = answer(page("Sumy"))
    for path in ("/a", "/b"):
        fetcher.fetch(f"{site.address}{path}")
    assert archive.forget(lambda fetched: fetched.url.endswith("/a")) == 1
    archive.close()
    everything = b"".join(path.read_bytes() for path in (tmp_path / ".fetched").iterdir())
    assert b"Kharkiv" not in everything
    assert f"{site.address}/a".encode() not in everything
    assert b"Sumy" in everything


def test_a_folder_that_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / ".fetched").write_text("a file")
    with pytest.raises(OutputError, match="what was fetched cannot be kept in"):
        Archive(tmp_path / ".fetched")


def test_an_index_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "index.sqlite").write_bytes(b"no database at all" * 100)
    with pytest.raises(OutputError, match="what was fetched cannot be kept in"):
        Archive(tmp_path)


KINDS = [
    (b"<?xml version='1.0'?><rss version='2.0'>", "text/html", Kind.FEED),
    (b"\xef\xbb\xbf <!-- a comment --> <feed xmlns='http://www.w3.org/2005/Atom'>", "", Kind.FEED),
    (b"<atom:feed xmlns:atom='http://www.w3.org/2005/Atom'>", "", Kind.FEED),
    (b"<?xml version='1.0'?><rdf:RDF xmlns:rdf='x'>", "", Kind.FEED),
    (b"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss>", "", Kind.FEED),
    ("<?xml version='1.0'?><rss>".encode("utf-16"), "", Kind.FEED),
    (b"<!DOCTYPE html><html>", "", Kind.PAGE),
    (b"<!doctype html><body><pre>&lt;rss&gt; <rss>", "", Kind.PAGE),
    (b"hello", "text/html; charset=utf-8", Kind.PAGE),
    (b"hello", "text/plain", Kind.OTHER),
    (b"%PDF-1.7", "application/pdf", Kind.OTHER),
    (b"\x89PNG\r\n\0\0<p>", "image/png", Kind.OTHER),
    (b"<?xml version='1.0'?><svg>", "image/svg+xml", Kind.OTHER),
    (b"", "", Kind.OTHER),
    (b"<?" * 50_000, "", Kind.OTHER),
    (b"<!--" * 50_000, "", Kind.OTHER),
]


@pytest.mark.parametrize(("body", "content_type", "kind"), KINDS)
def test_kinds(body: bytes, content_type: str, kind: Kind) -> None:
    assert kind_of(body, content_type) is kind

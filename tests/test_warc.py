"""Web archives: the pages in them are read, what is broken is set aside by its offset, and the rest goes on."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import pytest

from geo.articles import Reading, read
from geo.model import Article, SetAside
from geo.settings import Limits
from tests.site import page, rss

PLACES = ("Kharkiv", "Sumy", "Izium", "Kherson")


def http(body: bytes, status: str = "200 OK", content_type: str = "text/html; charset=utf-8", **headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {content_type}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def record(url: str, block: bytes, kind: str = "response", length: int | None = None) -> bytes:
    content = "application/http; msgtype=response" if kind == "response" else "text/html"
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2022-03-04T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\nContent-Type: {content}\r\n"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def pages() -> list[bytes]:
    return [record(f"https://wire.example/{place}", http(page(place).encode())) for place in PLACES]


def records(path: Path, content: bytes, limits: Limits = Limits()) -> list[Article | SetAside]:  # noqa: B008 - frozen
    path.write_bytes(content)
    return list(read([path], Reading(limits=limits)))


def places(found: list[Article | SetAside]) -> list[str]:
    return [each.title.removeprefix("Rockets hit ") for each in found if isinstance(each, Article)]


def test_pages_of_a_web_archive(tmp_path: Path) -> None:
    zipped = [gzip.compress(each) for each in pages()]
    for name, content in (("a.warc.gz", b"".join(zipped)), ("a.warc", b"".join(pages()))):
        found = records(tmp_path / name, content)
        assert places(found) == list(PLACES)
        first, second = found[:2]
        assert isinstance(first, Article)
        assert (first.url, first.source, str(first.published)) == (
            "https://wire.example/Kharkiv",
            "The Wire",
            "2022-03-04",
        )
        assert first.origin == f"{tmp_path / name}@0"
        assert second.origin == f"{tmp_path / name}@{len(zipped[0] if name.endswith('.gz') else pages()[0])}"


def test_the_same_pages_however_they_are_packed(tmp_path: Path) -> None:
    body = page().encode()
    chunked = b"".join(
        f"{len(body[at : at + 100]):x}\r\n".encode() + body[at : at + 100] + b"\r\n" for at in range(0, len(body), 100)
    )
    packed = {
        "gzip": http(gzip.compress(body), Content_Encoding="gzip"),
        "chunked": http(chunked + b"0\r\n\r\n", Transfer_Encoding="chunked"),
        "latin-1": http(body, content_type="text/html; charset=iso-8859-1"),
        "no type": http(body, content_type=""),
    }
    blocks = [record("https://wire.example/a", block) for block in packed.values()]
    blocks.append(record("https://wire.example/a", body, kind="resource"))
    blocks.append(record("<https://wire.example/a>", http(body)))
    found = records(tmp_path / "a.warc.gz", b"".join(map(gzip.compress, blocks)))
    assert len({(each.title, each.text, each.url) for each in found if isinstance(each, Article)}) == 1
    assert len(found) == len(blocks)


def test_what_is_no_page_is_passed_over(tmp_path: Path) -> None:
    others = [
        record("https://wire.example/robots", b"software: x\r\n", kind="warcinfo"),
        record("https://wire.example/q", b"GET / HTTP/1.1\r\n\r\n", kind="request"),
        record("https://wire.example/r", http(b"", "301 Moved Permanently", Location="/a")),
        record("https://wire.example/n", http(page().encode(), "404 Not Found")),
        record("https://wire.example/i", http(b"\x89PNG\r\n\0", content_type="image/png")),
        record("https://wire.example/f", http(rss().encode(), content_type="application/rss+xml")),
        record("https://wire.example/v", http(b"", "304 Not Modified"), kind="revisit"),
    ]
    found = records(tmp_path / "a.warc.gz", b"".join(map(gzip.compress, [*others, pages()[0]])))
    assert places(found) == ["Kharkiv"]
    assert len(found) == 1


def flipped(member: bytes) -> bytes:
    middle = len(member) // 2
    return member[:middle] + bytes([member[middle] ^ 0xFF]) + member[middle + 1 :]


BROKEN = {
    "a flipped byte": flipped(gzip.compress(pages()[1])),
    "rubbish": b"rubbish" * 200,
    "no record": gzip.compress(b"hello\r\n\r\n"),
    "a length too long": gzip.compress(record("https://x.example", b"<html>", length=10**6)),
    "a negative length": gzip.compress(record("https://x.example", b"<html>", length=-5)),
    "no compression as said": gzip.compress(record("https://x.example", http(b"<html>x", Content_Encoding="gzip"))),
    "no pieces as said": gzip.compress(record("https://x.example", http(b"<html>x", Transfer_Encoding="chunked"))),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_records_are_set_aside_and_the_rest_goes_on(tmp_path: Path, name: str) -> None:
    members = [gzip.compress(each) for each in pages()]
    content = members[0] + BROKEN[name] + members[2] + members[3]
    found = records(tmp_path / "a.warc.gz", content)
    assert places(found) == ["Kharkiv", "Izium", "Kherson"]
    (bad,) = (each for each in found if isinstance(each, SetAside))
    path, _, offset = bad.origin.rpartition("@")
    assert path == str(tmp_path / "a.warc.gz")
    assert len(members[0]) <= int(offset) <= len(content) - len(members[3]) - len(members[2])
    assert bad.reason.startswith("broken WARC record: ")


def test_plain_archives_go_on_after_what_is_broken(tmp_path: Path) -> None:
    whole = pages()
    content = whole[0] + whole[1].replace(b"WARC/1.1", b"WORC/1.1") + whole[2]
    found = records(tmp_path / "a.warc", content)
    assert places(found) == ["Kharkiv", "Izium"]
    assert [type(each) for each in found] == [Article, SetAside, Article]
    assert isinstance(found[1], SetAside)
    assert found[1].origin == f"{tmp_path / 'a.warc'}@{len(whole[0])}"


def test_an_archive_that_is_cut_off(tmp_path: Path) -> None:
    members = [gzip.compress(each) for each in pages()[:2]]
    found = records(tmp_path / "a.warc.gz", members[0] + members[1][: len(members[1]) // 2])
    assert places(found) == ["Kharkiv"]
    assert isinstance(found[1], SetAside)
    assert found[1].origin == f"{tmp_path / 'a.warc.gz'}@{len(members[0])}"


@pytest.mark.parametrize("name", ["a.warc.gz", "a.warc"])
def test_wherever_an_archive_is_cut_off_it_is_told(tmp_path: Path, name: str) -> None:
    whole = [record("https://wire.example/e", http(b"")), *pages()[:1]]
    members = [gzip.compress(each) for each in whole] if name.endswith("gz") else whole
    content, first = b"".join(members), len(members[0])
    for end in range(first + 1, len(content) - 4):  # without an end of a line the last record is whole
        *found, last = records(tmp_path / name, content[:end])
        assert isinstance(last, SetAside), end
        assert last.reason.startswith("broken WARC record: "), end
        assert last.origin == f"{tmp_path / name}@{first}", end
        assert places(found) in ([], ["Kharkiv"]), end


@pytest.mark.parametrize("name", ["a.warc.gz", "a.warc"])
def test_no_flipped_byte_stops_reading(tmp_path: Path, name: str) -> None:
    whole = pages()[:1]
    content = b"".join([gzip.compress(each) for each in whole] if name.endswith("gz") else whole)
    for at in range(0, len(content), 3):
        flipped_at = content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]
        records(tmp_path / name, flipped_at)


@pytest.mark.parametrize("kind", ["text/html", "image/png"])
@pytest.mark.parametrize("name", ["a.warc.gz", "a.warc"])
def test_a_record_that_reaches_into_others_hides_none_of_them(tmp_path: Path, name: str, kind: str) -> None:
    body = b"<html>" if kind == "text/html" else b"\x89PNG\r\n\0"
    whole = [pages()[0], record("https://wire.example/long", http(body, content_type=kind), length=2000), *pages()[1:]]
    found = records(tmp_path / name, b"".join(map(gzip.compress, whole) if name.endswith("gz") else whole))
    assert places(found) == list(PLACES)
    (bad,) = (each for each in found if isinstance(each, SetAside))
    assert bad.reason.startswith("broken WARC record: ")


def test_a_large_record_that_is_broken_and_passed_over(tmp_path: Path) -> None:
    video = bytes(range(256)) * 4000
    large = gzip.compress(record("https://wire.example/v", http(video, content_type="video/mp4")), 0)
    broken = large[: len(large) // 2] + b"\xff" * 100_000 + large[len(large) // 2 + 100_000 :]
    found = records(tmp_path / "a.warc.gz", broken + gzip.compress(pages()[0]), Limits(most_bytes=10_000))
    assert places(found) == ["Kharkiv"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "the file is empty"), (b"%PDF-1.7", "broken WARC record: "), (b"\x1f\x8b", "broken WARC record: ")],
)
def test_what_is_no_archive(tmp_path: Path, content: bytes, reason: str) -> None:
    (found,) = records(tmp_path / "a.warc.gz", content)
    assert isinstance(found, SetAside)
    assert found.reason.startswith(reason)


def test_bombs(tmp_path: Path) -> None:
    limits = Limits(most_bytes=100_000)
    bomb = gzip.compress(b"<html>" + b" " * 50_000_000)
    huge = [
        record("https://x.example/1", http(bomb, Content_Encoding="gzip")),
        record("https://x.example/2", http(b"<html>" + b"x" * 10**6)),
        record("https://x.example/3", http(b"\0" * 10**6, content_type="video/mp4")),
    ]
    found = records(tmp_path / "a.warc.gz", b"".join(map(gzip.compress, [*huge, pages()[0]])), limits)
    assert [each.reason for each in found if isinstance(each, SetAside)] == ["it is larger than 100,000 bytes"] * 2
    assert places(found) == ["Kharkiv"]


def test_without_the_extra_it_is_said_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(pages()[0])
    code = "import sys; sys.modules['fastwarc'] = None; import geo; print(*geo.read(sys.argv[1]))"
    done = subprocess.run([sys.executable, "-c", code, tmp_path / "a.warc"], capture_output=True, check=True, text=True)
    assert "to read WARC files install claimmap[scale], which brings fastwarc" in done.stdout

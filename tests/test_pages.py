"""HTML pages: their text among all else, in whatever charset, and only what they say of themselves."""

from __future__ import annotations

import codecs
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.articles import read
from geo.articles.charsets import page_text
from geo.articles.days import stated_day
from geo.articles.decoding import LONGEST, UnreadableError
from geo.articles.pages import Told, page_address, read_page
from geo.model import Article, SetAside
from tests.site import PARAGRAPHS, page

TEXT = "\n\n".join(each.format(place="Kharkiv") for each in PARAGRAPHS)


def article(html: str | bytes, charset: str = "", address: str = "", told: Told = Told()) -> Article:  # noqa: B008 - frozen
    found = read_page(html.encode() if isinstance(html, str) else html, "here", charset, address, told)
    assert isinstance(found, Article), found
    return found


def test_a_page() -> None:
    assert article(page(), address="https://www.wire.example/a?utm_source=x") == Article(
        article_id=article(page(), address="https://www.wire.example/a?utm_source=x").article_id,
        title="Rockets hit Kharkiv",
        text=TEXT,
        published=date(2022, 3, 4),
        url="https://www.wire.example/a?utm_source=x",
        source="The Wire",
        origin="here",
    )


def test_a_saved_page(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page())
    (found,) = read([tmp_path / "a.html"])
    assert isinstance(found, Article)
    assert (found.text, found.url, found.source, found.origin) == (TEXT, "", "The Wire", str(tmp_path / "a.html"))


def test_paragraphs_stand_apart_and_items_with_what_leads_them() -> None:
    listed = "<ul><li>Ten rockets hit Sumy, the army said.</li><li>Two hit Izium.</li></ul>"
    found = article(page().replace("</article>", f"<p>Elsewhere on Thursday:</p>{listed}<p>It went on.</p></article>"))
    end = "Elsewhere on Thursday:\n- Ten rockets hit Sumy, the army said.\n- Two hit Izium.\n\nIt went on."
    assert found.text == f"{TEXT}\n\n{end}"


SAVED = [
    ("<!-- saved from url=(0028)https://wire.example/2022/a -->", "https://wire.example/2022/a"),
    (
        "<!--\n Page saved with SingleFile \n url: https://wire.example/b \n saved date: x\n-->",
        "https://wire.example/b",
    ),
]


@pytest.mark.parametrize(("note", "address"), SAVED)
def test_where_a_saved_page_is_from(note: str, address: str) -> None:
    assert article(page().replace("<html", f"{note}<html")).url == address


CHARSETS = [
    ("UTF-8", "Łódź café".encode(), "utf-8", "Łódź café", ""),
    ("UTF-8, nothing said", "Łódź café".encode(), "", "Łódź café", ""),
    ("UTF-8 with a mark", codecs.BOM_UTF8 + "Łódź".encode(), "latin-1", "Łódź", ""),
    ("UTF-16 with a mark", "Łódź".encode("utf-16"), "", "Łódź", ""),
    ("UTF-32 with a mark", "Łódź".encode("utf-32"), "", "Łódź", ""),
    ("said to be Latin-1, is UTF-8", "café".encode(), "iso-8859-1", "café", "said to be cp1252, but is UTF-8"),
    (
        "said to be UTF-8, is Windows-1252",
        "The “café” burnt.".encode("cp1252"),
        "utf-8",
        "The “café” burnt.",
        "not UTF-8; read as",
    ),
    ("Windows-1251", "Харків".encode("cp1251"), "windows-1251", "Харків", ""),
    ("Latin-1 means Windows-1252", "“café”".encode("cp1252"), "latin1", "“café”", ""),
    ("KOI8-R in the page", '<meta charset="koi8-r">Харьков'.encode("koi8-r"), "", '<meta charset="koi8-r">Харьков', ""),
    ("the server knows better", '<meta charset="koi8-r">Харків'.encode("cp1251"), "cp1251", None, ""),
    ("XML says it", '<?xml version="1.0" encoding="cp1251"?>Київ'.encode("cp1251"), "", None, ""),
    ("Shift JIS", "砲撃".encode("cp932"), "shift_jis", "砲撃", ""),
    ("GB 2312 means GB 18030", "炮击㐀".encode("gb18030"), "gb2312", "炮击㐀", ""),
    ("EUC-KR", "포격".encode("cp949"), "euc-kr", "포격", ""),
    ("ISO-2022-JP", "砲撃".encode("iso2022_jp"), "iso-2022-jp", "砲撃", ""),
    ("no charset at all", b"caf\xe9", "x-unknown", "café", "not UTF-8; read as Windows-1252"),
    ("no charset: rot13", b"pnsr", "rot13", "pnsr", ""),
    ("no charset: UTF-7", b"+ADw-script+AD4-", "utf-7", "+ADw-script+AD4-", ""),
    ("no charset: zip", b"abc", "zip", "abc", ""),
    ("not as said", b"abc \xa4\xff", "euc-jp", None, "bytes are no euc_jp, as which it is sent; replaced"),
]


@pytest.mark.parametrize(("_name", "body", "charset", "text", "warning"), CHARSETS, ids=[row[0] for row in CHARSETS])
def test_charsets(_name: str, body: bytes, charset: str, text: str | None, warning: str) -> None:
    found, warnings = page_text(body, charset)
    assert text is None or found == text
    assert "".join(warnings).startswith(warning)
    assert bool(warnings) == bool(warning)


def test_a_page_in_a_wrong_charset_says_so() -> None:
    found = article(page("Kraków"), charset="iso-8859-2")
    assert "Kraków" in found.text
    assert found.warnings == ("said to be iso8859-2, but is UTF-8",)


@pytest.mark.parametrize("body", [b"\x00\x01\x02\xff\xfe\xfd" * 50, b"\xff\xd8\xff\xe0" + bytes(range(128, 256)) * 9])
def test_what_is_no_text(body: bytes) -> None:
    with pytest.raises(UnreadableError):
        page_text(body)


DAYS = [
    ("2022-03-04T23:59:00+02:00", date(2022, 3, 4)),
    ("20220304", date(2022, 3, 4)),
    ("Fri, 04 Mar 2022 23:30:00 +0200", date(2022, 3, 4)),
    ("Fri, 4 Mar 2022 23:30 EST", date(2022, 3, 4)),
    ("04 Mar 2022", date(2022, 3, 4)),
    ("March 4, 2022", date(2022, 3, 4)),
    ("Friday, March 4th, 2022", date(2022, 3, 4)),
    ("Sept. 4, 2022", date(2022, 9, 4)),
    ("4 March 2022, 18:00", date(2022, 3, 4)),
    ("4 march 2022 at 6:00 p.m.", date(2022, 3, 4)),
    ("03/04/2022", None),
    ("04.03.2022", None),
    ("March 2022", None),
    ("2022", None),
    ("Ma 4, 2022", None),
    ("June 31, 2022", None),
    ("31 Foo 2022", None),
    ("yesterday", None),
    ("4 March 1022", None),
    ("", None),
    ("1" * 5000, None),
]


@pytest.mark.parametrize(("written", "expected"), DAYS)
def test_days(written: str, expected: date | None) -> None:
    found, warning = stated_day(written)
    assert found == expected
    assert bool(warning) == (expected is None)


@given(st.text())
def test_a_stated_day_is_whole_or_absent(written: str) -> None:
    found, warning = stated_day(written)
    assert (found is None) == bool(warning)


def linked(*records: object) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(each)}</script>' for each in records)


def news(day: str, **more: object) -> dict[str, object]:
    return {
        "@type": "NewsArticle",
        "headline": "Linked",
        "datePublished": day,
        "publisher": {"name": "Linked Wire"},
    } | more


PUBLISHED = [
    ("metadata", '<meta property="article:published_time" content="2022-03-04">', "", date(2022, 3, 4)),
    ("its name in capitals", '<meta name="DC.date.issued" content="2022-03-04">', "", date(2022, 3, 4)),
    ("an itemprop", '<meta itemprop="datePublished" content="2022-03-04">', "", date(2022, 3, 4)),
    ("linked data", linked(news("2022-03-04T10:00Z")), "", date(2022, 3, 4)),
    ("linked data, a graph", linked({"@graph": [{"@type": "Person"}, news("2022-03-04")]}), "", date(2022, 3, 4)),
    ("linked data, a list", linked([news("2022-03-04", **{"@type": ["ReportageNewsArticle"]})]), "", date(2022, 3, 4)),
    ("linked data of several days", linked(news("2022-03-04"), news("2022-03-05")), "", None),
    ("linked data of no article", linked({"@type": "Event", "datePublished": "2022-03-04"}), "", None),
    ("linked data, broken", '<script type="application/ld+json">{"@type": "NewsArt</script>', "", None),
    ("linked data, deep", '<script type="application/ld+json">' + "[" * 100_000 + "</script>", "", None),
    ("a time beside the headline", "<body><time datetime='2022-03-04T10:00'>4 March</time>", "", date(2022, 3, 4)),
    ("a time marked", "<body><p><time pubdate datetime='2022-03-04'>x</time>", "", date(2022, 3, 4)),
    ("a marked day in words", "<body><span itemprop='datePublished'>March 4, 2022</span>", "", date(2022, 3, 4)),
    ("two times", "<body><time datetime='2022-03-04'>a</time><time datetime='2022-03-05'>b</time>", "", None),
    ("a time in the text", "<body><p>It began on <time datetime='2022-02-24'>24 February</time>", "", None),
    ("the address", "", "https://wire.example/2022/03/04/rockets", date(2022, 3, 4)),
    ("the address, joined", "", "https://wire.example/news/20220304/rockets", date(2022, 3, 4)),
    ("the address, with strokes", "", "https://wire.example/2022-3-4/", date(2022, 3, 4)),
    ("no day in the address", "", "https://wire.example/2022/13/04/rockets", None),
    ("a number in the address", "", "https://wire.example/news-20220304123", None),
    ("only the last change", '<meta property="article:modified_time" content="2022-03-04">', "", None),
    ("only the copyright", '<meta itemprop="copyrightYear" content="2022">', "", None),
    ("only a month", '<meta name="date" content="2022-03">', "", None),
    ("day and month in either order", '<meta name="date" content="03/04/2022">', "", None),
    ("nothing", "", "", None),
]


@pytest.mark.parametrize(("_name", "head", "address", "expected"), PUBLISHED, ids=[row[0] for row in PUBLISHED])
def test_the_day_of_publication(_name: str, head: str, address: str, expected: date | None) -> None:
    found = article(page(day="", head=head), address=address)
    assert found.published == expected
    assert len(found.warnings) == (expected is None)


def test_a_day_that_is_none_is_told() -> None:
    found = article(page(day="", head='<meta name="date" content="2022-03">'))
    assert found.warnings == ("date '2022-03' names no whole day; left empty",)
    assert article(page(day="")).warnings == ("no date given; left empty",)


def test_what_a_feed_told_stands_in() -> None:
    told = Told("From the feed", date(2022, 3, 4), "Feed Wire")
    found = article(page(day=""), told=told)
    assert (found.title, found.published, found.source, found.warnings) == (
        *("Rockets hit Kharkiv", date(2022, 3, 4), "The Wire", ()),
    )


ADDRESSES = [
    ('<link rel="canonical" href="/a">', "https://www.wire.example/a?utm=1#x", "https://www.wire.example/a"),
    (
        '<link rel="canonical" href="https://wire.example/a#top">',
        "https://www.wire.example/b",
        "https://wire.example/a",
    ),
    ('<meta property="og:url" content="https://wire.example/a">', "https://wire.example/b", "https://wire.example/a"),
    ('<link rel="canonical" href="https://rival.example/a">', "https://wire.example/b", "https://wire.example/b"),
    ('<link rel="canonical" href="javascript:alert(1)">', "https://wire.example/b", "https://wire.example/b"),
    ('<link rel="canonical" href="http://[oops">', "https://wire.example/b", "https://wire.example/b"),
    ('<link rel="canonical" href="https://wire.example/a">', "", "https://wire.example/a"),
    ('<link rel="canonical" href="/a">', "", ""),
    ("", "", ""),
]


@pytest.mark.parametrize(("head", "fetched_from", "address"), ADDRESSES)
def test_the_address_of_a_page(head: str, fetched_from: str, address: str) -> None:
    body = page(head=head).encode()
    assert article(body, address=fetched_from).url == address
    assert page_address(body, "", fetched_from) == address


def test_titles_and_sites() -> None:
    plain = "<html><head><title>A &amp; B\n - Site</title></head><body><h1>One</h1><p>" + TEXT + "</p></body></html>"
    assert article(plain).title == "One"
    assert article(plain.replace("<h1>One</h1>", "<h1>One</h1><h1>Two</h1>")).title == "A & B - Site"
    assert article(plain.replace("<head>", "<head>" + linked(news("2022-03-04")))).source == "Linked Wire"


NONE = [
    (b"", "the page is empty"),
    (b" \n", "the page is empty"),
    (b"hello", "it is no HTML page"),
    (b"<!DOCTYPE html><html><body><nav><a href='/'>Home</a></nav></body></html>", "no text of an article is found"),
    (b"<!DOCTYPE html><html><body>" + b"<b>" * 300_000, "the page has more than 200,000 tags"),
    (b"<!DOCTYPE html><html><body>" + b"x" * LONGEST, f"the page is longer than {LONGEST} characters"),
    (b"<html>\0\x01\xff" * 9, "neither UTF-8 nor Windows-1252 text"),
]


@pytest.mark.parametrize(("body", "reason"), NONE, ids=[row[1][:20] for row in NONE])
def test_pages_without_an_article(body: bytes, reason: str) -> None:
    found = read_page(body, "here")
    assert isinstance(found, SetAside)
    assert found.origin == "here"
    assert found.reason.startswith(reason)


TEASERS = "".join(
    f'<div><a href="/{place}"><h3>Shelling of {place} goes on into the night</h3></a></div>'
    for place in ("Kharkiv", "Sumy", "Izium", "Kherson", "Balakliia")
)


def test_a_front_page_is_no_article_however_long_its_headlines() -> None:
    for teasers in (TEASERS, f"<ul>{TEASERS.replace('div>', 'li>')}</ul>", f"<article>{TEASERS}</article>"):
        found = read_page(f"<html><body><h1>News</h1>{teasers}</body></html>".encode(), "here")
        assert isinstance(found, SetAside)
        assert found.reason == "no text of an article is found in the page"


def test_an_article_may_have_links_within_and_below() -> None:
    linked_within = TEXT.replace("the ", '<a href="/x">the</a> ')
    for body in (f"<p>{linked_within}</p>", f"<p>{TEXT}</p><p>{TEXT}</p>{TEASERS}"):
        article(f"<html><body><article><h1>One</h1>{body}</article></body></html>")


HOSTILE = {
    "links in links": "<a><div>x" * 60_000,
    "headlines": "".join(f"<a>a b c d {number}</a>" for number in range(90_000)),
    "deep": "<div>" * 150_000,
    "open": "<" * 190_000,
    "attributes": "<p " + "a=b " * 200_000 + ">",
    "tables": "<table><tr>" * 90_000,
    "comments": "<!--" * 100_000,
    "scripts": "<script>" * 100_000,
    "entities": "&amp;" * 200_000,
    "an entity of its own": '<!DOCTYPE html [<!ENTITY a "b"><!ENTITY f SYSTEM "file:///etc/passwd">]>&a;&f;',
    "a bare surrogate": "&#xD800;&#0;&#x110000;",
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_pages_are_read_or_set_aside(body: str) -> None:
    found = read_page(f"<!DOCTYPE html><html><body>{body}<p>{TEXT}</p></body></html>".encode(), "here")
    assert isinstance(found, SetAside) or "root:" not in found.text
    if isinstance(found, Article):
        found.text.encode()


@settings(deadline=None)  # the first one loads the library
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_set_aside(body: bytes) -> None:
    found = read_page(body, "here")
    assert isinstance(found, Article | SetAside)

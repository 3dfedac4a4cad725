"""Feeds and addresses as sources: entries lead to pages or are articles themselves, and hostile ones do no harm."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from geo.articles import Reading, read
from geo.model import Article, SetAside
from geo.settings import Limits
from tests.site import PARAGRAPHS, Site, answer, item, moved, page, rss, serving, unchanging

LIMITS = Limits(allow_private=True, interval_s=0.0, timeout_s=2.0, deadline_s=4.0)
TEXT = "\n\n".join(each.format(place="Kharkiv") for each in PARAGRAPHS)
WHOLE = "".join(f"<p>{each.format(place='Izium')} {each.format(place='Izium')}</p>" for each in PARAGRAPHS)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving({"/a": page(), "/b": page("Sumy")}) as served:
        yield served


def records(source: str | Path, archive: Path | None = None, limits: Limits = LIMITS) -> list[Article | SetAside]:
    return list(read([source], Reading(limits=limits, archive=archive)))


def titles(found: list[Article | SetAside]) -> list[str]:
    return [each.title for each in found if isinstance(each, Article)]


def reason(found: list[Article | SetAside]) -> str:
    (record,) = found
    assert isinstance(record, SetAside), record
    return record.reason


def test_the_address_of_an_article(site: Site) -> None:
    site.pages["/old"] = moved("/a")
    for path in ("/a", "/old"):
        (found,) = records(f"{site.address}{path}")
        assert isinstance(found, Article)
        assert (found.title, found.text, found.published) == ("Rockets hit Kharkiv", TEXT, date(2022, 3, 4))
        assert (found.url, found.source, found.origin) == (f"{site.address}/a", "The Wire", f"{site.address}{path}")


def test_a_feed_leads_to_the_pages_of_its_entries(site: Site) -> None:
    site.pages["/feed"] = answer(rss(item("/a"), item(f"{site.address}/b")))
    found = records(f"{site.address}/feed")
    assert titles(found) == ["Rockets hit Kharkiv", "Rockets hit Sumy"]
    assert [each.origin for each in found] == [f"{site.address}/a", f"{site.address}/b"]


def test_a_saved_feed_does_the_same(site: Site, tmp_path: Path) -> None:
    for name in ("feed.rss", "feed.xml", "feed.atom"):
        (tmp_path / name).write_text(rss(item(f"{site.address}/a")))
        assert titles(records(tmp_path / name)) == ["Rockets hit Kharkiv"]


def test_atom(site: Site) -> None:
    site.pages["/feed"] = answer(
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The &amp; Wire</title><entry>'
        f'<title>Whole</title><link href="/c"/><updated>2022-03-04T23:30:00+02:00</updated>'
        f'<content type="html"><![CDATA[{WHOLE}]]></content></entry>'
        '<entry><title>Linked</title><link rel="alternate" href="/a"/></entry></feed>'
    )
    whole, linked = records(f"{site.address}/feed")
    assert isinstance(whole, Article)
    assert (whole.title, whole.published, whole.url) == ("Whole", date(2022, 3, 4), f"{site.address}/c")
    assert (whole.source, whole.text.splitlines()[0][:20]) == ("The & Wire", "Rockets struck the m")
    assert isinstance(linked, Article)
    assert linked.title == "Rockets hit Kharkiv"
    assert "/c" not in site.asked


@pytest.mark.parametrize("content", [WHOLE, WHOLE.replace("<p>", "<div>").replace("</p>", "</div>")])
def test_an_entry_that_is_the_whole_article_needs_no_page(site: Site, content: str) -> None:
    site.pages["/feed"] = answer(rss(item("/a", title="Rockets &amp;amp; shells", content=content)))
    (found,) = records(f"{site.address}/feed")
    assert isinstance(found, Article)
    assert (found.title, found.published, found.url) == ("Rockets & shells", date(2022, 3, 4), f"{site.address}/a")
    assert "<" not in found.text
    assert "Izium" in found.text
    assert "/a" not in site.asked


@pytest.mark.parametrize(
    "content", ["<p>A teaser of a few words.</p>", f"{WHOLE}<p>Read more</p>", f"{WHOLE} [&#8230;]", ""]
)
def test_an_entry_that_is_a_teaser_does(site: Site, content: str) -> None:
    site.pages["/feed"] = answer(rss(item("/a", content=content)))
    assert titles(records(f"{site.address}/feed")) == ["Rockets hit Kharkiv"]


def test_the_page_says_more_than_its_entry(site: Site) -> None:
    site.pages["/feed"] = answer(
        rss(item("/a", day="Sat, 05 Mar 2022 01:00:00 GMT"), item("/c", title="From the feed"))
    )
    site.pages["/c"] = answer(page(day=""))
    first, second = records(f"{site.address}/feed")
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.published, second.published) == (date(2022, 3, 4), date(2022, 3, 4))
    assert second.warnings == ()


@pytest.mark.parametrize("day", ["", "yesterday", "03/04/2022"])
def test_no_day_is_guessed(site: Site, day: str) -> None:
    site.pages |= {
        "/feed": answer(rss(item("/c", day=day), item("/d", day=day, content=WHOLE))),
        "/c": answer(page(day="")),
    }
    for found in records(f"{site.address}/feed"):
        assert isinstance(found, Article)
        assert found.published is None
        assert len(found.warnings) == 1


def test_what_cannot_be_fetched_is_named_and_the_rest_goes_on(site: Site) -> None:
    site.pages["/robots.txt"] = answer("User-agent: *\nDisallow: /shut")
    site.pages["/pdf"] = answer(b"%PDF", Content_Type="application/pdf")
    links = ["/gone", "/shut", "ftp://example.org/x", "http://169.254.169.254/", "/pdf", "/a"]
    site.pages["/feed"] = answer(rss(*map(item, links), "<item><title>Nothing</title></item>"))
    found = records(f"{site.address}/feed")
    assert titles(found) == ["Rockets hit Kharkiv"]
    assert [(each.origin.removeprefix(site.address), each.reason) for each in found if isinstance(each, SetAside)] == [
        ("/gone", "answered with HTTP status 404"),
        ("/shut", "the robots.txt of 127.0.0.1 does not let it be fetched"),
        ("ftp://example.org/x", "ftp is not fetched, only http and https"),
        ("http://169.254.169.254/", "169.254.169.254 is no public address"),
        ("/pdf", "it is no page, but application/pdf"),
        ("/feed#7", "the entry has neither a link nor the text of an article"),
    ]


def test_private_addresses_are_refused_unless_allowed(site: Site) -> None:
    assert reason(records(f"{site.address}/a", limits=replace(LIMITS, allow_private=False))) == (
        "127.0.0.1 is no public address"
    )
    assert site.asked == []


@pytest.mark.parametrize("source", ["ftp://example.org/a", "s3://bucket/key", "://", "http://"])
def test_addresses_that_are_none(source: str) -> None:
    assert reason(records(source))


def test_what_is_neither_page_nor_feed(site: Site) -> None:
    site.pages["/pdf"] = answer(b"%PDF-1.7", Content_Type="application/pdf")
    assert reason(records(f"{site.address}/pdf")) == "neither a page nor a feed, but application/pdf"


LAUGHS = (
    "<!DOCTYPE lolz [<!ENTITY a0 'ha'>"
    + "".join(f"<!ENTITY a{number} '{f'&a{number - 1};' * 10}'>" for number in range(1, 10))
    + "]>"
)
BOMBS = [
    ("billion laughs", rss(item("/a", title="&a9;"), before=LAUGHS)),
    (
        "an external entity",
        rss(item("/a", title="&x;"), before="<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"),
    ),
    ("a parameter entity", rss(item("/a"), before="<!DOCTYPE r [<!ENTITY % x SYSTEM 'http://127.0.0.1/'> %x;]>")),
    ("the same in UTF-16", rss(item("/a", title="&a9;"), before=LAUGHS).replace("utf-8", "utf-16").encode("utf-16")),
    ("the same in UTF-7", rss(before="+ADwAIQ-ENTITY").replace("utf-8", "utf-7")),
    ("elements without end", rss(item("/a") + "<b>" * 100_000)),
    ("entries without end", rss(item("/a", day="") * 20_000)),
]


@pytest.mark.parametrize(("name", "body"), BOMBS, ids=[row[0] for row in BOMBS])
def test_xml_bombs(site: Site, tmp_path: Path, name: str, body: str | bytes) -> None:
    site.pages["/feed"] = answer(body, Content_Type="application/xml")
    (tmp_path / "feed.xml").write_bytes(body if isinstance(body, bytes) else body.encode())
    for source in (f"{site.address}/feed", tmp_path / "feed.xml"):
        why = reason(records(source))
        assert why.startswith("the feed ") or name == "the same in UTF-7"
    assert not {"/a", "/"} & set(site.asked)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "it is no RSS or Atom feed"),
        ("<html><body>hello", "it is no RSS or Atom feed"),
        (rss(), "the feed has no entries"),
        ("<rss><channel><item>" * 300, "the feed has elements more than 200 deep"),
        ("\0\1\2" * 99, "it is no RSS or Atom feed"),
    ],
)
def test_feeds_set_aside(tmp_path: Path, content: str, why: str) -> None:
    (tmp_path / "a.rss").write_text(content)
    assert reason(records(tmp_path / "a.rss")) == why


def test_a_feed_that_is_cut_off_gives_what_it_has(site: Site) -> None:
    site.pages["/feed"] = answer(rss(item("/a"), item("/b"))[:-120])
    assert titles(records(f"{site.address}/feed"))[:1] == ["Rockets hit Kharkiv"]


def test_scripts_of_an_entry_are_no_text(site: Site) -> None:
    site.pages["/feed"] = answer(
        rss(item("/a", content=f"<script>alert(1)</script>{WHOLE}<img src=x onerror=alert(2)>"))
    )
    (found,) = records(f"{site.address}/feed")
    assert isinstance(found, Article)
    assert "alert" not in found.text


def test_pages_are_fetched_once_and_again_when_their_entry_has_changed(site: Site, tmp_path: Path) -> None:
    site.pages |= {"/feed": unchanging(rss(item("/a")), ETag='"1"'), "/a": unchanging(page(), ETag='"a"')}
    first = records(f"{site.address}/feed", tmp_path)
    assert site.asked == ["/robots.txt", "/feed", "/a"]
    site.asked.clear()
    assert records(f"{site.address}/feed", tmp_path) == first
    assert site.asked == ["/robots.txt", "/feed"]
    site.asked.clear()
    changed = item("/a").replace(
        "</item>", "<updated xmlns='http://www.w3.org/2005/Atom'>2199-01-01T00:00:00Z</updated></item>"
    )
    site.pages["/feed"] = answer(rss(changed))
    records(f"{site.address}/feed", tmp_path)
    assert site.asked == ["/robots.txt", "/feed", "/a"]


FOLDER = {
    "a.html": page().encode(),
    "a_files/frame.html": page("Kyiv").encode(),
    "b.csv": b"title,text\nTable,Shells fell on Thursday.\n",
    "c.xml": b"<?xml version='1.0'?><settings/>",
    "d.xml": rss(item("/d", title="Feed", content=WHOLE)).encode(),
    "out/.drawn": b"{}",
    "out/map.html": page("Map").encode(),
    "out/days/2022-03-04.html": page("Map").encode(),
    "out/claims.csv": b"claim_id,quote\n1,x\n",
    "old/.claimmap.lock": b"",
    "old/map.html": page("Map").encode(),
    "old/e.txt": b"Kept\n20220304\nhttps://example.org/e\nShells fell.\n",
    ".fetched/f.html": page("Hidden").encode(),
    "g.zip": b"PK",
    ".html": page("Nameless").encode(),
}


def test_a_folder_of_everything(tmp_path: Path) -> None:
    for name, content in FOLDER.items():
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_bytes(content)
    found = records(tmp_path)
    assert titles(found) == ["Rockets hit Kharkiv", "Table", "Feed", "Kept"]
    assert len(found) == 4


def test_a_folder_that_is_written_to_says_what_it_does_not_read(tmp_path: Path) -> None:
    for name in ("map.html", "claims.csv", ".drawn"):
        (tmp_path / name).write_text("")
    (tmp_path / "a.txt").write_text("Title\n20220304\nhttps://example.org/a\nShells fell on Kharkiv.\n")
    assert titles(records(tmp_path)) == ["Title"]
    assert len(records(tmp_path)) == 1
    (tmp_path / "b.csv").write_text("title,text\nTable,Shells fell.\n")
    told, _ = records(tmp_path)
    assert isinstance(told, SetAside)
    assert told.reason.startswith("claimmap writes to this folder: only its .txt and .jsonl files are read")


HEAVY = {"trafilatura", "lxml", "feedparser", "pyarrow", "fastwarc", "protego", "watchfiles", "ssl", "http.client"}


def test_a_folder_of_texts_loads_none_of_what_it_does_not_need(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Title\n20220304\nhttps://example.org/a\nShells fell on Kharkiv.\n")
    code = (
        "import sys; import geo; assert len(list(geo.read(sys.argv[1]))) == 1;"
        "print(*sorted(name for name in sys.modules if name in sys.argv[2:]))"
    )
    done = subprocess.run([sys.executable, "-c", code, tmp_path, *HEAVY], capture_output=True, check=True, text=True)
    assert done.stdout.split() == []

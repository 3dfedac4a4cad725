"""Whole runs over all kinds of source: the same input gives the same bytes, and what is forgotten is forgotten."""

from __future__ import annotations

import csv
import gzip
import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

import geo
from geo import pipeline
from geo.articles.pages import read_page
from geo.errors import NothingToReadError
from geo.model import Article
from geo.settings import Limits, Settings
from tests.site import Site, answer, item, page, rss, serving
from tests.test_cli import claimmap
from tests.test_warc import http, record

LIMITS = Limits(allow_private=True, interval_s=0.0, timeout_s=2.0, deadline_s=4.0)
EXAMPLES = Path(geo.__file__).with_name("examples")
OUTPUTS = ("map.html", "claims.csv", "claims.geojson")
TEXT = "Russian artillery shelled {place} on Thursday, the governor said. Two people were killed in {place}."


@pytest.fixture
def site() -> Iterator[Site]:
    with serving({"/a": page(), "/b": page("Sumy"), "/feed": rss(item("/a"), item("/b"))}) as served:
        yield served


def settings(out: Path) -> Settings:
    return Settings(out, limits=LIMITS)


def row(place: str) -> dict[str, str]:
    return {
        "title": f"Shells hit {place}",
        "date": "2022-03-04",
        "url": f"https://example.org/{place}",
        "text": TEXT.format(place=place),
    }


def sources(folder: Path) -> list[Path]:
    """Write a source of each kind, two of them with an article that another has, too."""
    folder.mkdir()
    (folder / "a.txt").write_text("\n".join([*row("Kharkiv").values()]).replace("2022-03-04", "20220304"))
    with (folder / "b.csv").open("w", newline="") as stream:
        writer = csv.DictWriter(stream, list(row("x")))
        writer.writeheader()
        writer.writerows([row("Sumy"), row("Kharkiv")])
    (folder / "c.jsonl").write_text(json.dumps(row("Chernihiv")) + "\n")
    parquet.write_table(pa.Table.from_pylist([row("Mykolaiv"), row("Sumy")]), folder / "d.parquet")
    (folder / "e.html").write_text(page("Izium", head='<link rel="canonical" href="https://wire.example/izium">'))
    pages = [record(f"https://wire.example/{place}", http(page(place).encode())) for place in ("Kherson", "Izium")]
    (folder / "f.warc.gz").write_bytes(b"".join(map(gzip.compress, pages)))
    return sorted(folder.iterdir())


def test_the_same_articles_give_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    made = sources(tmp_path / "in")
    seen = set()
    for number, order in enumerate([made, made[::-1], made[3:] + made[:3]]):
        out = tmp_path / f"out{number}"
        pipeline.build(order, settings(out))
        seen.add(tuple((out / name).read_bytes() for name in OUTPUTS))
    one_by_one = tmp_path / "one by one"
    for each in made[::-1]:
        pipeline.build([each], settings(one_by_one))
    seen.add(tuple((one_by_one / name).read_bytes() for name in OUTPUTS))
    assert len(seen) == 1
    with (tmp_path / "out0" / "claims.csv").open(newline="") as stream:
        titles = {each["title"] for each in csv.DictReader(stream)}
    assert titles == {
        *(f"Shells hit {place}" for place in ("Kharkiv", "Sumy", "Chernihiv", "Mykolaiv")),
        *(f"Rockets hit {place}" for place in ("Izium", "Kherson")),
    }


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_a_page_gives_the_claims_of_its_text(path: Path) -> None:
    (plain,) = geo.read(path)
    assert isinstance(plain, Article)
    paragraphs = "".join(f"<p>{html.escape(each)}</p>" for each in plain.text.splitlines() if each.strip())
    body = re.sub(r"<p>.*</p>", lambda _: paragraphs, page(title=html.escape(plain.title), day=str(plain.published)))
    found = read_page(body.encode(), "here")
    assert isinstance(found, Article)
    assert told(found) == told(plain)
    assert told(found)


def told(article: Article) -> list[tuple[object, ...]]:
    claims = geo.extract([article])
    return [(each.event_type, each.location, each.event_date, each.claim_status, each.claimant) for each in claims]


def test_a_feed_is_built_and_built_again(site: Site, tmp_path: Path) -> None:
    first = pipeline.build([f"{site.address}/feed"], settings(tmp_path))
    outputs = [(tmp_path / name).read_bytes() for name in OUTPUTS]
    assert (first.new, first.set_aside) == (2, ())
    site.asked.clear()
    again = pipeline.build([f"{site.address}/feed"], settings(tmp_path))
    assert (again.new, again.unchanged) == (0, 2)
    assert site.asked == ["/robots.txt", "/feed"]
    assert [(tmp_path / name).read_bytes() for name in OUTPUTS] == outputs


def test_when_it_was_fetched_shows_nowhere_in_the_outputs(site: Site, tmp_path: Path) -> None:
    for name in ("one", "two"):
        pipeline.build([f"{site.address}/feed"], settings(tmp_path / name))
    for name in OUTPUTS:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def everything(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


@pytest.mark.parametrize("name", ["/a", "/a?utm_source=feed"])
def test_what_is_forgotten_is_forgotten_in_what_was_fetched(site: Site, tmp_path: Path, name: str) -> None:
    site.pages[name] = answer(page(head='<link rel="canonical" href="/a">'))
    site.pages["/feed"] = answer(rss(item(name), item("/b")))
    pipeline.build([f"{site.address}/feed", f"{site.address}{name}"], settings(tmp_path))
    assert b"Rockets hit Kharkiv" in everything(tmp_path / ".fetched")
    pipeline.forget([f"{site.address}/a"], settings(tmp_path))
    kept = everything(tmp_path / ".fetched")
    assert b"Kharkiv" not in kept
    assert b"utm_source" not in kept
    assert b"Rockets hit Sumy" in kept


def test_an_article_whose_whole_text_was_in_a_feed_is_forgotten_too(site: Site, tmp_path: Path) -> None:
    whole = "".join(f"<p>{TEXT.format(place='Kharkiv')}</p>" * 8)
    site.pages["/feed"] = answer(rss(item("/whole", content=whole)))
    report = pipeline.build([f"{site.address}/feed"], settings(tmp_path))
    assert report.new == 1
    pipeline.forget([f"{site.address}/whole"], settings(tmp_path))
    assert b"artillery" not in everything(tmp_path / ".fetched")


def test_nothing_but_what_was_refused(site: Site, tmp_path: Path) -> None:
    with pytest.raises(NothingToReadError, match=r"no article could be read: .*/x: answered with HTTP status 404"):
        pipeline.build([f"{site.address}/x"], settings(tmp_path))


def test_the_command(site: Site, tmp_path: Path) -> None:
    words: list[str | Path] = ["build", f"{site.address}/b", "--out", tmp_path / "out"]
    refused = claimmap(*words)
    assert refused.returncode == 2
    assert f"{site.address}/b: 127.0.0.1 is no public address" in refused.stderr
    (tmp_path / "a.csv").write_text("headline,story\nShells,Russian artillery shelled Kharkiv on 3 March 2022.\n")
    done = claimmap(*words, tmp_path / "a.csv", "--allow-private", "--columns", "text=story", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["new"] == 2
    wrong = claimmap(*words, "--columns", "story")
    assert (wrong.returncode, wrong.stderr.split(":")[0]) == (2, "claimmap")

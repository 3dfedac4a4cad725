"""What the pages of web archives come to in a build: counted exactly, told by name only where they are broken."""

from __future__ import annotations

import gzip
import json
import logging
import pickle
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from geo.articles import Reading, read, read_counting
from geo.cli import app
from geo.errors import NothingToReadError
from geo.model import Article, Sifted
from geo.pipeline import BuildReport, Funnel, build
from geo.pipeline.archives import of_conflict
from geo.settings import Settings
from geo.store import Store
from tests.site import page
from tests.test_pipeline import folder
from tests.test_warc import flipped, http, record

SPORT = (
    "<p>Harbour United won the cup after a long and even final, and the captain took the trophy from the mayor. "
    "He thanked the supporters, who had come in hundreds of buses, and promised them another season like this one.</p>"
)
BORDER = (
    "<p>The strike at the port entered its third week. The shipping company said that it would talk to no one before "
    "the cranes worked again; the union said that nobody had been asked, and that wages had not risen for years.</p>"
)
RESCUED = (
    "<p>A dog that fell into a well was pulled out by neighbours. The hospital for animals said it had been found by "
    "a boy, who heard it and called for help; the explosion of joy in the street woke all who were still asleep.</p>"
)
FRONT = "<ul><li><a href='/1'>Shelling kills ten</a></li><li><a href='/2'>Rebels took the bridge</a></li></ul>"
FRENCH = (
    "<p>Le massacre de la ville a duré toute la nuit, selon les habitants qui ont pu fuir vers la frontière avec "
    "leurs enfants. Les autorités ont promis une enquête, mais personne ne croit plus à leurs paroles depuis.</p>"
)


def made(body: str, status: str = "200 OK", content_type: str = "text/html; charset=utf-8") -> bytes:
    return http(
        f"<!DOCTYPE html><html><head><title>T</title></head><body>{body}</body></html>".encode(), status, content_type
    )


def archived(*blocks: bytes, site: str = "wire") -> list[bytes]:
    return [record(f"https://{site}.example/{number}", block) for number, block in enumerate(blocks)]


ALL = archived(
    http(page("Kharkiv").encode()),
    made(f"<article><h1>Cup</h1>{SPORT}</article>"),
    made(FRONT),
    http(page("Sumy").encode()),
    made(f"<article><h1>Dog</h1>{RESCUED}</article>"),
    made(f"<article><h1>Nuit</h1>{FRENCH}</article>"),
    made(f"<article><h1>Port</h1>{BORDER}</article>"),
    made(FRONT, "404 Not Found"),
    http(b"", "301 Moved Permanently", Location="/1"),
    http(b"\x89PNG\r\n\0", content_type="image/png"),
    made(""),
    http(page("Sumy").encode()),  # once more, under another address
)
FUNNEL = Funnel(pages=9, conflict=6, news=5, with_claims=2, claims=2)


def built(tmp_path: Path, *sources: Path) -> BuildReport:
    return build(sources, Settings(out=tmp_path / "out"))


def written(path: Path, records: list[bytes]) -> Path:
    path.write_bytes(b"".join(map(gzip.compress, records) if path.suffix == ".gz" else records))
    return path


@pytest.mark.parametrize("name", ["a.warc.gz", "a.warc"])
def test_the_funnel_counts_each_kind_of_page(tmp_path: Path, name: str) -> None:
    report = built(tmp_path, written(tmp_path / name, ALL))
    assert report.archives == FUNNEL
    assert report.set_aside == ()
    assert (report.read, report.new, len(report.duplicates)) == (5, 4, 1)
    assert [each.language for each in report.not_english] == ["fr"]
    assert report.claims == FUNNEL.claims


def test_a_second_run_counts_the_same(tmp_path: Path) -> None:
    archive = written(tmp_path / "a.warc.gz", ALL)
    assert built(tmp_path, archive).archives == built(tmp_path, archive).archives == FUNNEL


def test_archives_add_up_and_other_sources_are_not_counted(tmp_path: Path) -> None:
    further = archived(http(page("Izium").encode()), made(SPORT), site="post")
    archives = [written(tmp_path / "a.warc.gz", ALL), written(tmp_path / "b.warc", further)]
    report = built(tmp_path, *archives, folder(tmp_path / "texts"))
    assert report.archives == Funnel(pages=11, conflict=7, news=6, with_claims=3, claims=3)
    assert report.claims > report.archives.claims
    assert built(tmp_path / "other", folder(tmp_path / "texts")).archives is None


def test_broken_records_are_told_by_name_and_the_count_goes_on(tmp_path: Path) -> None:
    members = [gzip.compress(each) for each in ALL]
    content = b"".join(
        [*members[:2], flipped(members[0]), *members[2:5], b"rubbish" * 100, *members[5:], members[0][:90]]
    )
    archive = tmp_path / "a.warc.gz"
    archive.write_bytes(content)
    report = built(tmp_path, archive)
    assert report.archives == FUNNEL
    assert len(report.set_aside) == 3
    assert all(each.reason.startswith("broken WARC record: ") for each in report.set_aside)


def test_pages_saved_by_hand_are_all_read(tmp_path: Path) -> None:
    (tmp_path / "cup.html").write_bytes(f"<html><body><article><h1>Cup</h1>{SPORT}</article></body></html>".encode())
    (tmp_path / "front.html").write_bytes(f"<html><body>{FRONT}</body></html>".encode())
    report = built(tmp_path, tmp_path / "cup.html", tmp_path / "front.html")
    assert (report.read, report.archives) == (1, None)
    assert [each.reason for each in report.set_aside] == ["no text of an article is found in the page"]


def test_where_no_page_tells_of_conflict_it_is_said(tmp_path: Path) -> None:
    archive = written(tmp_path / "a.warc.gz", archived(made(SPORT), made(FRONT)))
    with pytest.raises(NothingToReadError, match="2 pages of archives, 1 of them with words of conflict, hold none"):
        built(tmp_path, archive)


def test_without_a_sieve_every_page_is_read(tmp_path: Path) -> None:
    archive = written(tmp_path / "a.warc.gz", ALL)
    articles = [each for each in read(archive) if isinstance(each, Article)]
    *found, sifted = read_counting(archive)
    assert found == articles
    assert sifted == Sifted(9, 9, tuple(each.article_id for each in articles))
    assert len(articles) == 7


def test_what_is_passed_over_is_logged_by_name(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    archive = written(tmp_path / "a.warc", ALL)
    with caplog.at_level(logging.DEBUG, "geo.articles"):
        *found, _ = read_counting(archive, Reading(may_tell=of_conflict))
    assert len(found) == FUNNEL.news
    told = [each.getMessage().rpartition(": ")[2] for each in caplog.records]
    assert sorted(told) == sorted(
        [*["no words of conflict"] * 3, "no text of an article", *["HTTP status 301", "HTTP status 404"], "no page"]
    )


def test_what_is_counted_can_be_sent_to_another_process(tmp_path: Path) -> None:
    reading: Reading = _sent(Reading(may_tell=of_conflict))
    *_, sifted = read_counting(written(tmp_path / "a.warc", ALL), reading)
    assert _sent(sifted) == sifted


def _sent(thing: Any) -> Any:  # noqa: ANN401 - whatever is sent
    return pickle.loads(pickle.dumps(thing))  # noqa: S301 - our own


def test_the_command_tells_the_funnel(tmp_path: Path) -> None:
    archive = written(tmp_path / "a.warc.gz", ALL)
    run = CliRunner().invoke(app, ["build", str(archive), "--out", str(tmp_path / "out")])
    assert run.exit_code == 0
    assert "Web archives: 9 pages, 6 with words of conflict, 5 articles, 2 with claims, 2 claims." in run.stdout
    run = CliRunner().invoke(app, ["build", str(archive), "--out", str(tmp_path / "out"), "--json"])
    assert json.loads(run.stdout)["archives"] == {
        "pages": 9, "conflict": 6, "news": 5, "with_claims": 2, "claims": 2,
    }  # fmt: skip


def test_claims_are_counted_in_the_store(tmp_path: Path) -> None:
    built(tmp_path, written(tmp_path / "a.warc.gz", ALL))
    with Store(str(tmp_path / "out" / "claimmap.sqlite")) as store:
        ids = [each.article_id for each in store.known()]
        assert store.claims_made([*ids, *ids, "unknown"]) == (2, 2)
        assert store.claims_made([]) == (0, 0)

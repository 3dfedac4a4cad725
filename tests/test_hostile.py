"""Hostile articles through the whole of a build: all is read or set aside with its reason, and nothing breaks out."""

from __future__ import annotations

import base64
import csv
import gzip
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from geo.articles import read
from geo.articles.decoding import LONGEST
from geo.explain import document
from geo.model import Article, SetAside
from geo.pipeline import BuildReport, build, explain_source, extract, geoparse, opened
from geo.settings import Settings
from tests import hostile

FORMULA = re.compile("[\t\r]|[\\s\ufeff\u200b]*[=+\\-@\uff1d\uff0b\uff0d\uff20]")
UNCARRIED = re.compile("[\x00\ud800-\udfff]")
BLOCK = re.compile(r'<script type="text/plain" id="([\w-]+)">([A-Za-z0-9+/=]*)</script>')
PLAIN = '{"id": "p", "date": "2031-05-06", "text": "Shells hit Kharkiv on Tuesday.", "title": "t", "source": "s"}\n'


@dataclass(frozen=True)
class Built:
    source: Path
    out: Path
    report: BuildReport


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    source = tmp_path_factory.mktemp("hostile") / "battery.jsonl"
    source.write_text("\n".join([*hostile.lines(), ""]), encoding="utf-8")
    out = source.parent / "out"
    return Built(source, out, build([source], Settings(out)))


@pytest.fixture(scope="module")
def rows(built: Built) -> list[dict[str, str]]:
    with (built.out / "claims.csv").open(encoding="utf-8", newline="") as stream:
        limit = csv.field_size_limit(LONGEST)  # a quote holds the markup within it, however long that is
        try:
            return list(csv.DictReader(stream))
        finally:
            csv.field_size_limit(limit)


def carried(text: str) -> str:
    """Return a field of a record as outputs carry it."""
    return UNCARRIED.sub("\ufffd", text)


def blocks(page: str) -> dict[str, Any]:
    return {
        name: json.loads(gzip.decompress(base64.b64decode(block)))
        for name, block in BLOCK.findall(page)
        if name != "claimmap-columns"
    }


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings(each)


class Tags(HTMLParser):
    """The tags and attributes of a document, as a browser would see them, and its text."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: set[tuple[str, str]] = set()
        self.links: list[str] = []
        self.words: list[str] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags |= {(tag, name) for name, _ in attrs} | {(tag, "")}
        self.links += [value or "" for name, value in attrs if name in {"href", "src", "action", "formaction"}]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_what_cannot_be_read_is_set_aside_with_its_line_and_reason(built: Built) -> None:
    told = [(each.origin, each.reason) for each in built.report.set_aside]
    first = len(hostile.articles()) + 1
    assert [origin for origin, _ in told] == [f"{built.source}:{first + n}" for n in range(len(hostile.BROKEN))]
    for (_, reason), (_, words) in zip(told, hostile.BROKEN, strict=True):
        assert words in reason


def test_all_else_is_read_and_its_claims_are_found(built: Built, rows: list[dict[str, str]]) -> None:
    report = built.report
    assert report.read == report.new == len(hostile.articles())
    assert (report.duplicates, report.not_english) == ((), ())
    assert len(rows) == report.claims
    found = {row["article_id"] for row in rows}
    for record in hostile.articles():
        own = carried(record["id"]).strip()
        assert own in found or f"'{own}" in found


def test_a_line_of_fifty_megabytes_is_set_aside_without_being_held(tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl"
    with path.open("w", encoding="utf-8") as stream:
        stream.write('{"text": "')
        for _ in range(50):
            stream.write("x" * 2**20)
        stream.write('"}\n' + PLAIN)
    long, plain = read(path)
    assert isinstance(long, SetAside)
    assert (long.origin, long.reason) == (f"{path}:1", f"the line is longer than {LONGEST} characters")
    assert isinstance(plain, Article)


def test_offsets_lead_to_the_quote_in_the_article(built: Built, rows: list[dict[str, str]]) -> None:
    texts = {carried(each["id"]).strip(): carried(each["text"]) for each in hostile.articles()}
    texts |= {f"'{name}": text for name, text in texts.items()}
    assert built.report.claims > len(hostile.articles())
    for row in rows:
        quote = texts[row["article_id"]][int(row["quote_start"]) : int(row["quote_end"])]
        assert row["quote"] in {quote, f"'{quote}"}


def test_no_cell_is_a_formula_and_both_readers_see_every_row(built: Built, rows: list[dict[str, str]]) -> None:
    assert not [cell for row in rows for cell in row.values() if FORMULA.match(cell) and not is_number(cell)]
    frame = pd.read_csv(built.out / "claims.csv", dtype=str, keep_default_na=False, na_filter=False)
    assert len(frame) == built.report.claims
    assert frame.to_dict("records") == rows
    assert "\0" not in (built.out / "claims.csv").read_text(encoding="utf-8")


def is_number(cell: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?", cell) is not None


def test_geojson_holds_the_same_texts(built: Built, rows: list[dict[str, str]]) -> None:
    features = json.loads((built.out / "claims.geojson").read_text(encoding="utf-8"))["features"]
    assert len(features) == len(rows)
    for feature, row in zip(features, rows, strict=True):
        for name in ("quote", "title", "source", "url", "article_id", "claimant", "place_text"):
            assert row[name] in {feature["properties"][name], f"'{feature['properties'][name]}"}


def test_nothing_of_an_article_stands_in_the_pages_outside_the_blocks(built: Built, tmp_path: Path) -> None:
    source = tmp_path / "plain.jsonl"
    source.write_text(PLAIN, encoding="utf-8")
    build([source], Settings(tmp_path / "out"))
    plain = BLOCK.sub("", (tmp_path / "out/map.html").read_text(encoding="utf-8"))
    page = (built.out / "map.html").read_text(encoding="utf-8")
    assert BLOCK.sub("", page) == plain  # the policy and its hashes included
    days = {path: path.read_text(encoding="utf-8") for path in built.out.glob("days/2*.html")}
    assert days
    for path, markup in days.items():
        assert BLOCK.sub("", markup).replace(f", {path.stem}", "") == plain


def features_of(built: Built) -> list[str]:
    lines = (built.out / "claims.geojson").read_text(encoding="utf-8").split("\n")[1:-2]
    return [line.rstrip(",") for line in lines]


def test_the_index_of_days_holds_no_text_of_an_article_and_runs_nothing(built: Built) -> None:
    index = (built.out / "days/index.html").read_text(encoding="utf-8")
    assert "<script" not in index
    assert "default-src 'none'" in index
    assert "evil" not in index
    assert "pwned" not in index
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d\.html|\.\./map\.html|#y\d+", link) for link in Tags(index).links)


def test_every_order_and_every_run_gives_the_same_bytes(built: Built, tmp_path: Path) -> None:
    outputs = {path.relative_to(built.out): path.read_bytes() for path in built.out.rglob("*.*") if written(path)}
    build([built.source], Settings(built.out))
    assert outputs == {
        path.relative_to(built.out): path.read_bytes() for path in built.out.rglob("*.*") if written(path)
    }
    turned = tmp_path / "turned.jsonl"
    turned.write_text("\n".join(reversed(hostile.lines())), encoding="utf-8")
    build([turned], Settings(tmp_path / "out"))
    for path, content in outputs.items():
        assert (tmp_path / "out" / path).read_bytes() == content, path


def written(path: Path) -> bool:
    return path.suffix in {".html", ".csv", ".geojson"}


def test_every_explanation_is_a_page_whose_tags_are_its_own(tmp_path: Path) -> None:
    plain = tmp_path / "plain.jsonl"
    plain.write_text(json.dumps(hostile.articles()[0] | {"title": "x", "source": "y", "url": "https://news.example/"}))
    own = Tags(document(explain_source(plain)))
    battery = tmp_path / "battery.jsonl"
    battery.write_text("\n".join(hostile.lines()[: len(hostile.articles())]), encoding="utf-8")
    for article in read(battery):
        assert isinstance(article, Article)
        if len(article.text) > 100_000:
            continue
        page = document(explain_source(battery, article.article_id))
        seen = Tags(page)
        assert {tag for tag, _ in seen.tags} <= {tag for tag, _ in own.tags}
        assert not {name for _, name in seen.tags if name.startswith("on") or name in {"srcdoc", "action"}}
        assert all(link.startswith(("https://", "http://", "#")) for link in seen.links)
        assert not any(re.match(r"https?://[^/]*@", link) for link in seen.links)
        policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
        assert policy
        assert "default-src 'none'" in policy[1]


def test_the_command_reads_the_battery_and_steers_no_terminal(built: Built, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "geo", "build", str(built.source), "--out", str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 1
    told = done.stdout.decode() + done.stderr.decode()
    assert f"{len(hostile.BROKEN)} records set aside" in told
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", told)
    assert "Traceback" not in told
    terminal = next(each["id"] for each in hostile.articles() if each["id"].endswith(" terminal"))
    for options in ([], ["--html", "-"], ["--json"]):
        command = [sys.executable, "-m", "geo", "explain", str(built.source), "--id", terminal, *options]
        done = subprocess.run(command, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        assert b"Kharkiv" in done.stdout
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", done.stdout.decode())


def test_toponyms_of_every_article_stand_where_they_are_told(built: Built) -> None:
    texts = {carried(each["id"]).strip(): carried(each["text"]) for each in hostile.articles()}
    parsed = [each for each in geoparse([built.source]) if not isinstance(each, SetAside)]
    assert len(parsed) == len(texts)
    for each in parsed:
        assert any(toponym.text == "Kharkiv" for toponym in each.toponyms)
        for toponym in each.toponyms:
            assert texts[each.article_id][toponym.span.start : toponym.span.end]


def test_extraction_never_fails_on_a_text_file_either(tmp_path: Path) -> None:
    for number, payload in enumerate(hostile.PAYLOADS.values()):
        text = f"{payload}\n20310507\nhttps://news.example/{number}?{payload}\nShells hit Kharkiv, {payload} said."
        (tmp_path / f"{number}.txt").write_text(UNCARRIED.sub("", text), encoding="utf-8")
    for record in read(tmp_path):
        assert isinstance(record, Article)
        extract(record, *opened())

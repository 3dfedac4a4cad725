"""What one more article costs where 100,000 are known with 300,000 claims, and a rerun that brings nothing new.

The store is filled directly, with the claims of bench.corpus as if a first run had read them, and drawn once. Each
figure is of a fresh process, as a scheduled run is; `python -m bench.rerun FOLDER` draws the outputs apart.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import fields
from itertools import groupby, islice
from operator import attrgetter
from pathlib import Path
from typing import Any

from bench.corpus import claims
from bench.figures import Figure, show
from geo.articles import keys_of
from geo.changes import compared, record
from geo.model import Article, Claim
from geo.pipeline import engine_version
from geo.settings import STORE_NAME
from geo.store import Counts, Known, Store
from geo.store.opening import address, connected, writing
from geo.store.tables import ARTICLES, CHANGES, CLAIMS, TEXTS
from geo.store.texts import deflated

CLAIMS_KNOWN = 300_000
_ARTICLES_AT_ONCE = 2_000
_TARGET_S, _TARGET_MIB, _UNCHANGED_S = 10, 1024, 3
_TEXT = """One more report
20310501
https://one-more.example/report

Shells hit Kharkiv on Thursday, the mayor said. At least four people were killed.
"""


def main() -> None:
    """Print the figures; with a folder that holds a store, those of each output of it."""
    if len(sys.argv) > 1:
        _draw_apart(Path(sys.argv[1]))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        out = folder / "out"
        out.mkdir()
        articles = fill(out / STORE_NAME, folder / "all.jsonl", CLAIMS_KNOWN)
        one = folder / "one.txt"
        one.write_text(_TEXT, encoding="utf-8")
        first = folder / "first.jsonl"
        with (folder / "all.jsonl").open(encoding="utf-8") as stream:
            first.write_text(stream.readline(), encoding="utf-8")
        drawn, _ = _build(first, out)
        added, held = _build(one, out)
        again, held_again = _build(one, out)
        whole, held_whole = _build(folder / "all.jsonl", out)
        show(
            f"rerun with {articles:,} articles and {CLAIMS_KNOWN:,} claims known",
            [
                Figure("all drawn for the first time", drawn, "s"),
                Figure("one article more", added, "s", _TARGET_S),
                Figure("one more, most memory held", held, "MiB", _TARGET_MIB),
                Figure("the same article again", again, "s", _UNCHANGED_S),
                Figure("the same, most memory held", held_again, "MiB"),
                Figure("all articles again, none changed", whole, "s"),
                Figure("all again, most memory held", held_whole, "MiB"),
            ],
        )
        subprocess.run([sys.executable, "-m", "bench.rerun", str(out)], check=True)  # noqa: S603 - this interpreter


def fill(path: Path, listed: Path, count: int) -> int:
    """Make a store that knows so many claims with their articles, and a .jsonl file of these; return how many."""
    number = logged = 0
    with Store(str(path)) as store, listed.open("w", encoding="utf-8") as stream:
        run_id = store.begin_run(engine_version())
        engine = writing(connected(address(str(path))))
        with engine.begin() as connection:
            for some in _batches(count):
                rows = _Rows(some, run_id, logged)
                connection.execute(ARTICLES.insert(), rows.articles)
                connection.execute(TEXTS.insert(), rows.texts)
                connection.execute(CLAIMS.insert(), rows.claims)
                connection.execute(CHANGES.insert(), rows.changes)
                stream.writelines(map(_line, rows.read))
                number += len(rows.articles)
                logged += len(rows.changes)
        engine.dispose()
        store.touch(run_id, [each.article_id for each in store.known()])
        store.finish_run(run_id, Counts(number, number, 0, number, count))
    return number


def _batches(count: int) -> Iterator[list[list[Claim]]]:
    """Yield the claims, article by article, of some articles at a time."""
    by_article = (list(of) for _, of in groupby(claims(count), attrgetter("article_id")))
    while some := list(islice(by_article, _ARTICLES_AT_ONCE)):
        yield some


class _Rows:
    """What a run would have put into the tables for some articles, by the claims of each."""

    def __init__(self, some: list[list[Claim]], run_id: int, logged: int) -> None:
        self.read = [_article(of) for of in some]
        keys = [keys_of(article) for article in self.read]
        engine = engine_version()
        known = [
            Known(each.article_id, each.content, each.url, each.text, each.published, "en", engine) for each in keys
        ]
        self.articles = [
            _row(each) | {"title": article.title, "url": article.url, "source": article.source, "first_run": run_id}
            for each, article in zip(known, self.read, strict=True)
        ]
        self.texts = [{"article_id": article.article_id, "text": deflated(article.text)} for article in self.read]
        every = [claim for of in some for claim in of]
        self.claims = [_row(claim) | {"first_run": run_id, "engine": engine} for claim in every]
        new = compared((), sorted(every, key=attrgetter("claim_id")))
        self.changes = [
            {
                "run_id": run_id, "ordinal": logged + at, "claim_id": change.claim_id, "article_id": change.article_id,
                "what": change.what.value, "record": json.dumps(record(change), ensure_ascii=False),
            }
            for at, change in enumerate(new, start=1)
        ]  # fmt: skip


def _article(of: list[Claim]) -> Article:
    """Return an article whose claims these may be: its text is their quotes and no more."""
    one = of[0]
    text = " ".join(claim.quote for claim in of)
    return Article(one.article_id, one.title, text, one.published, one.url, one.source, origin="")


def _line(article: Article) -> str:
    day = article.published.isoformat() if article.published else None
    told = {"id": article.article_id, "title": article.title, "date": day, "url": article.url}
    return json.dumps(told | {"text": article.text, "source": article.source}) + "\n"


def _row(of: Claim | Known) -> dict[str, Any]:
    return {field.name: getattr(of, field.name) for field in fields(of)}


def _build(source: Path, out: Path) -> tuple[float, float]:
    """Build in a fresh process; return the seconds it took and the MiB that it held at most."""
    command = [sys.executable, "-m", "geo", "build", str(source), "--out", str(out), "--quiet"]
    begin = time.perf_counter()
    with subprocess.Popen(command) as process:  # noqa: S603 - this interpreter
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return time.perf_counter() - begin, used.ru_maxrss / 1024


def _draw_apart(out: Path) -> None:
    """Print what each output of a store takes to draw, one after another in this process."""
    from geo import layers, maps  # noqa: PLC0415 - who runs the builds need not wait for it
    from geo.exports import write_csv, write_geojson  # noqa: PLC0415 - as above
    from geo.gazetteer.shapes import Shapes  # noqa: PLC0415 - as above

    spent = []
    with Store(str(out / STORE_NAME)) as store, tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def timed(what: str, work: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever the work gives
            begin = time.perf_counter()
            made = work()
            spent.append(Figure(what, time.perf_counter() - begin, "s"))
            return made

        timed("claims read from the store", lambda: deque(store.claims(), maxlen=0))
        timed("claims.csv, with reading", lambda: write_csv(store.claims(), folder / "claims.csv"))
        timed("claims.geojson, with reading", lambda: write_geojson(store.claims(), folder / "claims.geojson"))
        frame = timed("frame, with reading", lambda: layers.to_geodataframe(store.claims(), Shapes.open()))
        timed("map.html of the frame", lambda: maps.write_map(frame, folder / "map.html"))
        timed("days of the frame", lambda: maps.write_days(frame, folder / "days"))
    show("each output apart", spent)


if __name__ == "__main__":
    main()

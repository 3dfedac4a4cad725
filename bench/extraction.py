"""How many articles a second one core turns into claims, and which stage takes what share of the time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import patch

import geo.find
import geo.pipeline.extraction
from bench.figures import Figure, show
from geo.articles import read
from geo.model import Article
from geo.pipeline.extraction import extract, opened

_ROOT = Path(__file__).parents[1]
_SOURCES = (_ROOT / "geo" / "examples", _ROOT / "tests" / "articles" / "articles.jsonl")
_SECONDS = 3.0  # of each of the two measurements
_STAGES: tuple[tuple[ModuleType, str], ...] = (
    (geo.find, "tokenize"),
    (geo.find, "sentences"),
    (geo.find, "toponyms"),
    (geo.find, "events"),
    (geo.find, "attributions"),
    (geo.find, "dates"),
    (geo.pipeline.extraction, "locate"),
    (geo.pipeline.extraction, "assemble"),
)


def main() -> None:
    """Print articles, words and claims a second, and the share of each stage."""
    articles = [record for record in read(_SOURCES) if isinstance(record, Article)]
    words = sum(len(article.text.split()) for article in articles)
    claims = sum(len(extract(article, *opened()).claims) for article in articles)  # the first run also fills the caches
    rate = _runs_a_second(articles)
    show(
        f"extraction of {len(articles)} articles again and again, one core",
        [
            Figure("articles", rate * len(articles), "/s"),
            Figure("words", rate * words, "/s"),
            Figure("claims", rate * claims, "/s"),
        ],
    )
    spent = {name: 0.0 for _, name in _STAGES}
    with _timed(spent):
        begin = time.perf_counter()
        _runs_a_second(articles)
        whole = time.perf_counter() - begin
    spent["everything else"] = whole - sum(spent.values())
    show("share of each stage", [Figure(name, 100 * seconds / whole, "%") for name, seconds in spent.items()])


def _runs_a_second(articles: list[Article]) -> float:
    begin, runs = time.perf_counter(), 0
    while time.perf_counter() - begin < _SECONDS:
        for article in articles:
            extract(article, *opened())
        runs += 1
    return runs / (time.perf_counter() - begin)


@contextmanager
def _timed(spent: dict[str, float]) -> Iterator[None]:
    """Add up the seconds that each stage takes, by its name."""
    with ExitStack() as patches:
        for module, name in _STAGES:
            patches.enter_context(patch.object(module, name, _stopwatch(getattr(module, name), name, spent)))
        yield


def _stopwatch(stage: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    def run(*arguments: object) -> object:
        begin = time.perf_counter()
        try:
            return stage(*arguments)
        finally:
            spent[name] += time.perf_counter() - begin

    return run


if __name__ == "__main__":
    main()

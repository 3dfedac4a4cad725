"""How many articles of 350 words a second one core turns into claims, which stage takes what share, and odd texts."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import patch

import geo.find
import geo.pipeline.extraction
from bench.figures import Figure, fastest, show
from geo.articles import read
from geo.model import Article
from geo.pipeline.extraction import extract, opened

_ROOT = Path(__file__).parents[1]
_SOURCES = (_ROOT / "geo" / "examples", *sorted((_ROOT / "tests" / "articles").glob("articles*.jsonl")))
_WORDS = 350
_LEAST = 400  # articles a second
_STAGES: tuple[tuple[ModuleType, str], ...] = (
    (geo.find, "tokenize"),
    (geo.find, "sentences"),
    (geo.find, "toponyms"),
    (geo.find, "with_lines"),
    (geo.find, "events"),
    (geo.find, "attributions"),
    (geo.find, "dates"),
    (geo.pipeline.extraction, "locate"),
    (geo.pipeline.extraction, "assemble"),
)
# Texts that are hard on a reader, each of about so many characters, and four times as many.
_CHARACTERS, _TIMES, _MOST_TIMES = 50_000, 4, 6.0
_ODD = {
    "one line of sentences": "Rebels shelled Goma on Monday, the army said. ",
    "commas": "Goma, ",
    "capitals": "THE ARMY SHELLED GOMA ",
    "opening tags": "<p",
    "quotes in quotes": "\u201cHe said \u2018they shelled Goma\u2019\u201d ",
    "right-to-left marks": "\u200f\u202eGoma\u202c was shelled. ",
    "emoji and joiners": "\U0001f468\u200d\U0001f469 shelled Goma! ",
}


def main() -> None:
    """Print articles, words and claims a second, the share of each stage, and that time grows with length."""
    articles = list(_of_equal_length([record for record in read(_SOURCES) if isinstance(record, Article)]))
    claims = sum(len(extract(article, *opened()).claims) for article in articles)  # the first run also fills the caches
    spent_on_all = fastest(lambda: _extract(articles))
    show(
        f"extraction of {len(articles)} articles of {_WORDS} words, one core, fastest of five runs",
        [
            Figure("articles", len(articles) / spent_on_all, "/s", floor=_LEAST),
            Figure("claims", claims / spent_on_all, "/s"),
        ],
    )
    spent = {name: 0.0 for _, name in _STAGES}
    with _timed(spent):
        begin = time.perf_counter()
        _extract(articles)
        whole = time.perf_counter() - begin
    spent["everything else"] = whole - sum(spent.values())
    show("share of each stage", [Figure(name, 100 * seconds / whole, "%") for name, seconds in spent.items()])
    show(f"odd texts: {_TIMES} times the length takes so many times as long", [_growth(*odd) for odd in _ODD.items()])


def _of_equal_length(articles: list[Article]) -> Iterator[Article]:
    """Yield articles of so many words each, made of the paragraphs of others."""
    words: list[str] = []
    for article in articles:
        words.extend(article.text.split(" "))
        while len(words) >= _WORDS:
            yield replace(article, text=" ".join(words[:_WORDS]))
            words = words[_WORDS:]


def _growth(name: str, part: str) -> Figure:
    def spent(characters: int) -> float:
        article = Article("odd", "", part * (characters // len(part)), None, "", "", "")
        return fastest(lambda: extract(article, *opened()), runs=2)

    return Figure(name, spent(_CHARACTERS * _TIMES) / spent(_CHARACTERS), "times", _MOST_TIMES)


def _extract(articles: list[Article]) -> None:
    for article in articles:
        extract(article, *opened())


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

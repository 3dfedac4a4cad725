"""How many articles a second one core turns into claims, by length, which stage takes what share, and odd texts.

Beside it stand libraries that only look for names, of the same articles in the same run:
flashgeotext looks names up in a list of cities and countries, geotext in lists by a regular expression: neither knows
context, roles or coordinates, still less events, speakers and days.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from types import ModuleType
from typing import Any
from unittest.mock import patch

from flashgeotext.geotext import GeoText as FlashGeoText
from geotext import GeoText

import geo.find
import geo.pipeline.extraction
from bench.figures import Figure, fastest, show
from bench.news import WORDS, articles
from geo.model import Article
from geo.pipeline.extraction import extract, opened

_COUNT = 400
_LEAST, _LEAST_TIMES = 1000, 2.0  # articles a second; times flashgeotext
_LENGTHS = (90, 350, 1_400, 5_600)  # words
_LENGTHS_COUNT = 40  # articles of the longest
_SLOWER = 0.8  # least words a second of the longest, to those of the usual
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
    """Print articles and claims a second, the share of each stage, and that time grows with length."""
    some = list(articles(_COUNT))
    claims = extracted(some)  # the first run also fills the caches
    spent = fastest(lambda: extracted(some))
    flash = FlashGeoText()
    theirs = fastest(lambda: [flash.extract(article.text) for article in some], runs=3)
    plain = fastest(lambda: [GeoText(article.text) for article in some], runs=3)
    show(
        f"extraction of {_COUNT} articles of {WORDS} words, one core, fastest of five runs",
        [
            Figure("articles", _COUNT / spent, "/s", floor=_LEAST),
            Figure("claims", claims / spent, "/s"),
            Figure("flashgeotext, names alone", _COUNT / theirs, "/s"),
            Figure("geotext, names alone", _COUNT / plain, "/s"),
            Figure("articles ÷ flashgeotext", theirs / spent, "times", floor=_LEAST_TIMES),
        ],
    )
    _show_lengths()
    _show_stages(some)
    show(f"odd texts: {_TIMES} times the length takes so many times as long", [_growth(*odd) for odd in _ODD.items()])


def extracted(some: list[Article]) -> int:
    """Extract articles; return the number of their claims."""
    return sum(len(extract(article, *opened()).claims) for article in some)


def _show_lengths() -> None:
    """Print how many words a second are read in short and in long articles."""
    rates = {}
    for words in _LENGTHS:
        some = list(articles(_LENGTHS_COUNT * _LENGTHS[-1] // words, words))
        number = sum(len(article.text.split()) for article in some)
        rates[words] = number / fastest(partial(extracted, some), runs=2)
    growth = Figure("the longest ÷ the usual", rates[_LENGTHS[-1]] / rates[WORDS], "times", floor=_SLOWER)
    told = [Figure(f"articles of {words:,} words", rate, "words/s") for words, rate in rates.items()]
    show("extraction by length", [*told, growth])


def _show_stages(some: list[Article]) -> None:
    spent = {name: 0.0 for _, name in _STAGES}
    with _timed(spent):
        begin = time.perf_counter()
        extracted(some)
        whole = time.perf_counter() - begin
    spent["everything else"] = whole - sum(spent.values())
    show("share of each stage", [Figure(name, 100 * seconds / whole, "%") for name, seconds in spent.items()])


def _growth(name: str, part: str) -> Figure:
    def spent(characters: int) -> float:
        article = Article("odd", "", part * (characters // len(part)), None, "", "", "")
        return fastest(lambda: extract(article, *opened()), runs=2)

    return Figure(name, spent(_CHARACTERS * _TIMES) / spent(_CHARACTERS), "times", _MOST_TIMES)


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

"""How many documents a second one core searches for place names and resolves, beside another library in the same run.

The documents are those of the shared corpora (CLAIMMAP_SHARED), or the project's own articles where these are not here.
flashgeotext only looks names up in a list of cities and countries: it knows no context, roles or coordinates.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from flashgeotext.geotext import GeoText

from bench.figures import Figure, fastest, show
from geo.articles import read
from geo.find import find_toponyms
from geo.model import Article
from geo.pipeline.extraction import opened
from geo.places import locate

_ROOT = Path(__file__).parents[1]
_LEAST, _LEAST_TIMES = 1000, 2.0  # documents a second; times flashgeotext


def main() -> None:
    """Print documents a second of both, and their ratio."""
    articles = _documents()
    other = GeoText()
    ours = len(articles) / fastest(lambda: _geoparse(articles))
    theirs = len(articles) / fastest(lambda: [other.extract(article.text) for article in articles])
    words = sum(len(article.text.split()) for article in articles)
    show(
        f"geoparsing of {len(articles)} documents of {words / len(articles):.0f} words, one core, fastest of five runs",
        [
            Figure("claimmap", ours, "docs/s", floor=_LEAST),
            Figure("flashgeotext", theirs, "docs/s"),
            Figure("claimmap ÷ flashgeotext", ours / theirs, "times", floor=_LEAST_TIMES),
        ],
    )


def _geoparse(articles: list[Article]) -> None:
    lexicon, gazetteer = opened()
    for article in articles:
        locate(find_toponyms(article, lexicon, gazetteer), gazetteer, lexicon)


def _documents() -> list[Article]:
    shared = os.environ.get("CLAIMMAP_SHARED")
    if not shared:
        own = (_ROOT / "geo" / "examples", *sorted((_ROOT / "tests" / "articles").glob("articles*.jsonl")))
        return [record for record in read(own) if isinstance(record, Article)]
    lines = [
        line for path in sorted(Path(shared, "geoparsing").glob("*.jsonl")) for line in path.open(encoding="utf-8")
    ]
    return [Article(str(record["id"]), "", record["text"], None, "", "", "") for record in map(json.loads, lines)]


if __name__ == "__main__":
    main()

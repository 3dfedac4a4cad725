"""How fast HTML pages become claims, against what trafilatura alone takes for the same pages in the same run."""

from __future__ import annotations

import html
import random
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import trafilatura

from bench.figures import Figure, show
from bench.language import Language
from geo.articles import read
from geo.articles.pages import read_page
from geo.model import Article
from geo.pipeline.extraction import extract, opened

_ROOT = Path(__file__).parents[1]
_SOURCES = (_ROOT / "geo" / "examples", *sorted((_ROOT / "tests" / "articles").glob("articles*.jsonl")))
_PAGES, _WORDS, _OF_A_PARAGRAPH = 1_000, 350, 45
_AT_ONCE = 50  # pages that each side takes in turn, so that both meet the same machine
_LEAST = 0.7  # of trafilatura's own speed
# About 700 elements in all, as the median page of the web has (Web Almanac 2022, chapter "Markup").
_MENU, _TEASERS, _COMMENTS, _LINKS = 60, 60, 60, 60


def main() -> None:
    """Print pages a second of trafilatura alone, of reading, and of reading and extracting, and their ratio."""
    made = list(pages(_PAGES))
    for page in made[:3]:  # the first ones also load and fill caches
        _alone(page)
        _claims(page)
    alone = reading = extracting = 0.0
    claims = 0
    for first in range(0, len(made), _AT_ONCE):
        batch = made[first : first + _AT_ONCE]
        begin = time.process_time()
        for page in batch:
            _alone(page)
        alone += (after := time.process_time()) - begin
        articles = [_article(page) for page in batch]
        reading += (begin := time.process_time()) - after
        claims += sum(len(extract(article, *opened()).claims) for article in articles)
        extracting += time.process_time() - begin
    whole = reading + extracting
    size = sum(map(len, made)) / len(made) / 1000
    show(
        f"{len(made):,} pages of {_WORDS} words and {size:.0f} kB, CPU time of one core",
        [
            Figure("trafilatura alone", len(made) / alone, "/s"),
            Figure("reading (text, title, day, site)", len(made) / reading, "/s"),
            Figure("extraction alone", len(made) / extracting, "/s"),
            Figure("reading and extraction", len(made) / whole, "/s"),
            Figure("claims", claims / whole, "/s"),
            Figure("÷ trafilatura's own speed", alone / whole, "times", floor=_LEAST),
        ],
    )


def pages(count: int) -> Iterator[bytes]:
    """Yield so many pages, the same ones each time: the words of our own articles in what sites put around them."""
    chance = random.Random(count)  # noqa: S311 - nothing is kept secret
    language = Language(chance.randrange(1 << 32))
    words = cycle([word for record in read(_SOURCES) if isinstance(record, Article) for word in record.text.split()])
    for number in range(count):
        text = [next(words) for _ in range(_WORDS)]
        day = f"2022-{1 + number % 12:02}-{1 + number % 28:02}"
        yield _page(language, f"Report {number} from the front", text, day, number).encode()


def _page(language: Language, title: str, words: list[str], day: str, number: int) -> str:
    paragraphs = [" ".join(words[at : at + _OF_A_PARAGRAPH]) for at in range(0, len(words), _OF_A_PARAGRAPH)]
    others = iter(language.texts([20] * _MENU + [70] * _TEASERS + [110] * _COMMENTS + [25] * _LINKS))
    menu = "".join(f'<li class="menu__item"><a href="/topic/{each}">{next(others)}</a></li>' for each in range(_MENU))
    teasers = "".join(
        f'<div class="teaser"><a href="/story/{each}"><img src="/i/{each}.jpg" alt=""><h3>{next(others)}</h3></a>'
        f'<span class="teaser__section">World</span></div>'
        for each in range(_TEASERS)
    )
    comments = "".join(
        f'<div class="comment" id="c{each}"><span>Reader {each}</span><p>{next(others)}</p></div>'
        for each in range(_COMMENTS)
    )
    links = "".join(f'<a href="/about/{each}">{next(others)}</a> ' for each in range(_LINKS))
    body = "".join(f"<p>{html.escape(each)}</p>\n" for each in paragraphs)
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title} | The Wire</title>
<link rel="canonical" href="https://wire.example/{day.replace("-", "/")}/report-{number}">
<meta property="og:title" content="{title}"><meta property="og:site_name" content="The Wire">
<meta property="article:published_time" content="{day}T18:00:00+02:00">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{title}", "datePublished": "{day}"}}</script>
<style>{".teaser { margin: 0 }" * 60}</style><script>{"window.dataLayer = window.dataLayer || [];" * 60}</script>
</head><body><header><nav><ul>{menu}</ul></nav></header>
<main><article><h1>{title}</h1><time datetime="{day}T18:00:00+02:00">{day}</time>
<figure><img src="/i/{number}.jpg" alt=""><figcaption>A street.</figcaption></figure>
{body}</article><section class="related">{teasers}</section><section class="comments">{comments}</section></main>
<footer>{links}<p>Copyright The Wire</p></footer></body></html>"""


def _alone(page: bytes) -> None:
    found = trafilatura.bare_extraction(page.decode(), include_comments=False, with_metadata=True)
    assert found is not None


def _article(page: bytes) -> Article:
    found = read_page(page, "here")
    assert isinstance(found, Article)
    return found


def _claims(page: bytes) -> int:
    return len(extract(_article(page), *opened()).claims)


if __name__ == "__main__":
    main()

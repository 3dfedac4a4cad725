"""All words that an article of a page may hold are seen before the page is read, however they are hidden in it."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from geo.articles import plain
from geo.articles.pages import read_page
from geo.articles.visible import visible_text
from geo.model import Article
from geo.tokens import tokenize
from tests.site import PARAGRAPHS, page

_LONG = " ".join(PARAGRAPHS).format(place="Izium")


def body(inside: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>News</title>{head}</head><body>{inside}</body></html>"


def linked(text: str) -> str:
    record = {"@type": "NewsArticle", "articleBody": text}
    return f'<script type="application/ld+json">{json.dumps(record)}</script>'


PAGES = {
    "an entity": "Ten were &#107;illed &#x69;n the town. " + _LONG,
    "an entity of an entity": "Ten were &amp;#107;illed in the town. " + _LONG,
    "a soft hyphen": "Ten were kil&shy;led in the town. " + _LONG,
    "an unseen space": "Ten were kil\u200bled in the town. " + _LONG,
    "a tag in a word": "Ten were kil<b>led</b> in the town. " + _LONG,
    "an initial": '<span class="cap">T</span>roops were in the town. ' + _LONG,
    "a tag of an entity in a word": "Ten were kil&lt;b&gt;led&lt;/b&gt; in the town. " + _LONG,
    "a comment in a word": "Ten were kil<!-- here -->led in the town. " + _LONG,
    "capitals": "TEN WERE KILLED IN THE TOWN. " + _LONG,
    "a break": "Ten were<br>killed<br/>in the town. " + _LONG,
    "a comment that ends at once": "<!--> Ten were killed in the town. " + _LONG + "<!-- -->",
    "a script in a comment": "<!-- <script> --> Ten were killed in the town. " + _LONG + "<!-- </script> -->",
    "a comment in a script": '<script>x = "<!--"</script> Ten were killed in the town. ' + _LONG,
    "signs that are no tags": "It was 3 < 4 when ten were killed > in the town. " + _LONG,
    "a tag that does not end": "Ten were killed in the town. " + _LONG + "<p class=",
    "a bracket in an attribute": '<span title="a > b">Ten were killed</span> in the town. ' + _LONG,
}


def words(text: str) -> set[str]:
    return {token.lower for token in tokenize(text)}


@pytest.mark.parametrize("name", PAGES)
def test_every_word_of_the_article_is_seen(name: str) -> None:
    made = body(f"<article><h1>News</h1><p>{PAGES[name]}</p></article>")
    found = read_page(made.encode(), "a.html")
    assert isinstance(found, Article)
    assert words(plain(found).article.text) <= words(visible_text(made))


@pytest.mark.parametrize("text", ["Ten were killed\nin the town. ", 'Ten "were" k\u00eflled in the town. ', "<p>Ten "])
def test_an_article_that_stands_in_linked_data_only(text: str) -> None:
    made = body("<div id=app></div>", linked(text + _LONG))
    found = read_page(made.encode(), "a.html")
    assert isinstance(found, Article)
    assert words(plain(found).article.text) <= words(visible_text(made))


def test_posts_that_a_forum_keeps_in_an_attribute() -> None:
    stream = {"post_stream": {"posts": [{"cooked": f"<p>Ten were killed.</p><p>{_LONG}</p>"}]}}
    kept = json.dumps({"topic_1": json.dumps(stream)}).replace("&", "&amp;").replace('"', "&quot;")
    made = body(f'<div id="data-preloaded" data-preloaded="{kept}"></div>')
    found = read_page(made.encode(), "a.html")
    assert isinstance(found, Article)
    assert words(plain(found).article.text) <= words(visible_text(made))


def test_scripts_and_styles_are_not_seen() -> None:
    made = page(head="<script>var target = 'bombed'</script><STYLE>.siege{}</STYLE ><!-- looted -->")
    assert words(visible_text(made)).isdisjoint({"target", "bombed", "siege", "looted"})
    assert "rockets" in words(visible_text(made))


def test_what_does_not_end_is_seen() -> None:
    for start in ("<script>", "<style>", "<!--"):
        assert "killed" in words(visible_text(f"{start} killed"))


_PIECES = st.sampled_from(
    ["<b>", "</b>", "<!-- x -->", "<br>", "&shy;", "&#8203;", "<wbr>", '<a href="/a?b=1">', "</a>", " ", "<i>", "</i>"]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example([(1, "<!-- x -->")] * 5)
@example([(at, "<b>") for at in range(1, 7)])
@given(st.lists(st.tuples(st.integers(0, len(_LONG)), _PIECES), max_size=30))
def test_no_marks_within_the_text_hide_a_word(cuts: list[tuple[int, str]]) -> None:
    text = _LONG
    for at, piece in sorted(cuts, reverse=True):
        text = text[:at] + piece + text[at:]
    made = body(f"<article><h1>News</h1><p>{text}</p></article>")
    found = read_page(made.encode(), "a.html")
    assume(isinstance(found, Article))  # links may be most of it
    assert isinstance(found, Article)
    assert words(plain(found).article.text) <= words(visible_text(made))


@pytest.mark.parametrize(
    "hostile",
    ["<", "<a", "<script>", "<!--", "&", "&amp;" * 3, "a<b>", "a", "&lt;b&gt;", "<a>", "\u00ad", "\\u", "</script"],
)
def test_hostile_pages_take_linear_time(hostile: str) -> None:
    began = time.process_time()
    visible_text(hostile * (2_000_000 // len(hostile)))
    assert time.process_time() - began < 5

"""What a piece of texts holds is read back by the page's own modules in a real browser, and is what went in."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import geo.maps
from geo.maps.pieces import piece
from geo.maps.prose import MOST_WORDS, Prose, vocabulary

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGE = Path(geo.maps.__file__).parent / "page"
WORDS = [*(f"w{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(70)), "shells", "fell", "on", "kharkiv", "the", "a"]
TEXTS = [
    "", " ", "  two  blanks ", "Shells fell on Kharkiv.", "shells fell on kharkiv", "SHELLS fell, the-shells a-on",
    "\u201cShells\u201d fell on the A", "\x00\x01\x02\x03\x04\x05\x06\x7f\t\n",
    "\u0643\u064a\u064a\u0641 \U0001f5fa\U0001f5fa",
    "<script>&amp;</script>", "x" * 300, "\u00e9" * 300, "waa wbb wcb wcr", "\ufeffmark", "\u202eetc\u202c the",
]  # fmt: skip


def columns(texts: list[str]) -> dict[str, list[Any]]:
    count = len(texts)
    return {
        "quote": texts,
        "event_text": [text[2:9] for text in texts],
        "actor": ["other words", *(text[:4] for text in texts[1:])],
        "title": [text.title() for text in texts],
        "url": [f"https://news.example/a/{'-'.join(text.lower().split())}-{n}" for n, text in enumerate(texts)],
        "claim_id": [f"{n:016x}" for n in range(count)],
        "article_id": [f"a{n}" for n in range(count)],
        "relation": ["at"] * count,
        "grade_reason": [""] * count,
        "grade": ["x" if n % 2 else "\u00e9" for n in range(count)],
        "deaths_min": [None if n % 3 else 7 for n in range(count)],
        "quote_start": [n * 5000 for n in range(count)],
        "radius_km": [n + 0.5 if n % 4 else None for n in range(count)],
    }


@pytest.fixture(scope="module")
def read_back(browser: Browser) -> Any:  # noqa: ANN401 - a function
    code = "\n".join((PAGE / name).read_text(encoding="utf-8") for name in ("prose.js", "pieces.js"))
    code = "\n".join(line.removeprefix("export ") for line in code.splitlines() if not line.startswith("import "))
    page = browser.new_page()
    page.evaluate(f"() => {{ {code}\nwindow.columnsOf = columnsOf; }}")

    def read(block: bytes, count: int, words: list[str]) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = page.evaluate(
            "([base64, count, words]) => { const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));"
            " const columns = columnsOf(bytes.buffer, count, words); const read = {};"
            " for (const name of Object.keys(columns))"
            " read[name] = Array.from({ length: count }, (_, at) => columns[name](at)); return read; }",
            [base64.b64encode(block).decode(), count, words],
        )
        return found

    yield read
    page.close()


@pytest.mark.browser
def test_the_page_reads_a_piece_back(read_back: Any) -> None:  # noqa: ANN401 - as above
    told = columns(TEXTS)
    assert read_back(piece(told, Prose(WORDS)), len(TEXTS), WORDS) == told
    assert read_back(piece(told, Prose([])), len(TEXTS), []) == told


@pytest.mark.browser
def test_the_page_reads_any_text_back(read_back: Any) -> None:  # noqa: ANN401 - as above
    @settings(max_examples=60, deadline=None)
    @given(st.lists(st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(TEXTS), min_size=1))
    def check(texts: list[str]) -> None:
        told = columns(texts)
        assert read_back(piece(told, Prose(WORDS)), len(texts), WORDS) == told

    check()


def test_lone_surrogates_become_replacement_characters() -> None:
    assert Prose([]).coded("a\ud800b") == Prose([]).coded("a\ufffdb")


def test_a_vocabulary_has_the_words_used_most_first_and_not_those_hardly_used() -> None:
    assert vocabulary(["Shells fell", "shells fell on", "SHELLS fell-on", "shells on x"]) == ["shells", "fell", "on"]
    many = [" ".join([f"{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)}" for n in range(17_000)])] * 3
    assert len(vocabulary(many)) == MOST_WORDS


def test_words_of_the_vocabulary_take_a_byte_or_two_and_words_of_the_quote_three() -> None:
    prose = Prose(WORDS)
    assert len(prose.coded("waa wab wac")) == 3
    assert len(prose.coded("shells fell on kharkiv")) == 8
    assert len(prose.from_quotes(["seldom heard"], ["words seldom heard"])) == 4
    assert prose.from_titles(["https://x.example/seldom-heard-7"], ["Seldom heard"]).endswith(b"/\x05\x02-7\x00")

"""Tokens: words, numbers and marks, each where the text has it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.tokens import tokenize


def words(text: str) -> list[str]:
    return [token.text for token in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shells fell.", ["Shells", "fell", "."]),
        ("Mali's army", ["Mali", "'s", "army"]),
        ("Mali’s army", ["Mali", "’s", "army"]),
        ("the rebels' camp", ["the", "rebels", "'", "camp"]),
        ("didn't", ["didn't"]),
        ("Sana’a and Shi`a", ["Sana’a", "and", "Shi`a"]),
        ("Sana'a's port", ["Sana'a", "'s", "port"]),
        ("the 1990's and the U.S.'s", ["the", "1990", "'s", "and", "the", "U.S.", "'s"]),
        ("pro-government north-eastern", ["pro", "government", "north", "eastern"]),
        ("11-13 Dec.", ["11", "13", "Dec", "."]),
        ("11–13 May", ["11", "–", "13", "May"]),
        ("on Friday - and Monday -", ["on", "Friday", "-", "and", "Monday", "-"]),
        ("(AP) -- A mine", ["(", "AP", ")", "--", "A", "mine"]),
        ("the U.S. and U.N.", ["the", "U.S.", "and", "U.N."]),
        ("at 5 a.m. or 17:30", ["at", "5", "a.m.", "or", "17:30"]),
        ("1,200 of 3.5 million", ["1,200", "of", "3.5", "million"]),
        ("killed 12, then 7.", ["killed", "12", ",", "then", "7", "."]),
        ("March 3rd, the 21st", ["March", "3rd", ",", "the", "21st"]),
        ("on 2022-03-05.", ["on", "2022-03-05", "."]),
        ("2022-03-05T10:00", ["2022-03-05", "T", "10:00"]),
        ("2022-03-055", ["2022", "03", "055"]),
        ("03/04/2022", ["03", "/", "04", "/", "2022"]),
        ("120mm T-72B", ["120", "mm", "T", "72", "B"]),
        ("snake_case", ["snake", "case"]),
        ("“Go!” he said…", ["“", "Go", "!", "”", "he", "said", "…"]),
        ("passage.Ukraines", ["passage", ".", "Ukraines"]),
        ("Łódź Şırnak Київ", ["Łódź", "Şırnak", "Київ"]),
        ("San Jose\u0301 fell", ["San", "Jose\u0301", "fell"]),
        ("Khar\u00adkiv", ["Khar\u00adkiv"]),
        ("", []),
        (" \r\n\t\u00a0", []),
    ],
)
def test_text_falls_into_words_numbers_and_marks(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "lower"),
    [
        ("KYIV", "kyiv"),
        ("Sana’a", "sana'a"),
        ("Shi`a", "shi'a"),
        ("Qaʼim", "qa'im"),
        ("Jose\u0301", "josé"),
        ("Khar\u00adkiv", "kharkiv"),
        ("ÇANAKKALE", "çanakkale"),
    ],
)
def test_the_small_form_is_one_however_the_word_is_written(text: str, lower: str) -> None:
    assert tokenize(text)[0].lower == lower


def test_both_apostrophes_make_the_same_possessive() -> None:
    assert [token.lower for token in tokenize("Mali's Mali’S")] == ["mali", "'s", "mali", "'s"]


@pytest.mark.parametrize(
    ("text", "is_word", "is_capital"),
    [("Kyiv", True, True), ("fell", True, False), ("12", True, False), (".", False, False), ("“", False, False)],
)
def test_a_token_knows_what_it_is(text: str, is_word: bool, is_capital: bool) -> None:  # noqa: FBT001 - a table's columns
    token = tokenize(text)[0]
    assert (token.is_word, token.is_capital) == (is_word, is_capital)


@given(st.text() | st.text(alphabet="aA1.,:'’-–_ \n\u0301\u00ads"))
def test_tokens_slice_back_and_leave_out_nothing_but_gaps(text: str) -> None:
    tokens = tokenize(text)
    end = 0
    for token in tokens:
        assert token.text == text[token.start : token.end]
        assert token.text
        assert end <= token.start < token.end
        gap = text[end : token.start]
        assert all(mark.isspace() or mark in "_-\u2010\u2011" for mark in gap)
        end = token.end
    assert all(mark.isspace() or mark == "_" for mark in text[end:])


@pytest.mark.parametrize(
    "part", ["a", "a ", "a'", "a.", "1.", "1,", ".", ",", " ", "-", "'s", "\u0301", "\u0316\u0301", "\u00ad", "”"]
)
def test_a_long_text_of_one_thing_is_read(part: str) -> None:
    text = part * (300_000 // len(part))
    tokens = tokenize(text)
    assert (
        "".join(text.split()).replace("-", "")[:10]
        == "".join(token.text for token in tokens[:10]).replace("-", "")[:10]
    )

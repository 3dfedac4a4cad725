"""The demonstration articles are readable, dated, and say what they are."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

import geo
from geo.model import Article

EXAMPLES = Path(__file__).parents[1] / "geo" / "examples"
RECORDS = list(geo.read([EXAMPLES]))
ARTICLES = [record for record in RECORDS if isinstance(record, Article)]


def test_there_are_eight_and_none_is_set_aside() -> None:
    assert len(RECORDS) == len(ARTICLES) == 8


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.article_id)
def test_example(article: Article) -> None:
    assert article.text.rstrip().endswith("This article was written to demonstrate claimmap; it is not a news report.")
    assert re.match(r"https://[a-z-]+\.example/", article.url)
    assert article.published is not None
    assert 120 <= len(article.text.split()) <= 250
    assert article.warnings == ()


def test_the_first_two_tell_of_the_same_thursday() -> None:
    assert [article.published for article in ARTICLES if "Mariupol" in article.title] == [
        date(2022, 3, 4),
        date(2022, 3, 5),
    ]
    assert date(2022, 3, 3).strftime("%A") == "Thursday"

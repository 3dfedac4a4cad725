"""The annotated articles are what they say: exact quotes, known kinds, every article annotated."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import geo
from geo.model import Article, ClaimStatus, EventType, Relation

TESTS = Path(__file__).parent
ARTICLES = {
    article.article_id: article
    for article in geo.read([TESTS.parent / "geo" / "examples", *sorted((TESTS / "articles").glob("articles*.jsonl"))])
    if isinstance(article, Article)
}
DOCUMENTS: list[dict[str, Any]] = [
    json.loads(line)
    for annotations in sorted((TESTS / "articles").glob("claims*.gold.jsonl"))
    for line in annotations.read_text("utf-8").splitlines()
]
CLAIMS = [pytest.param(d["id"], c, id=f"{d['id']}-{i}") for d in DOCUMENTS for i, c in enumerate(d["claims"])]


def test_every_article_is_annotated() -> None:
    assert sorted(document["id"] for document in DOCUMENTS) == sorted(ARTICLES)


@pytest.mark.parametrize(("article_id", "claim"), CLAIMS)
def test_annotated_claim(article_id: str, claim: dict[str, Any]) -> None:
    assert claim["quote"] in ARTICLES[article_id].text
    assert {claim["event_type"], *claim["also"]} <= set(EventType)
    assert {claim["status"], claim.get("status_also", claim["status"])} <= set(ClaimStatus)
    assert claim["relation"] in set(Relation)
    assert claim["level"] in {"site", "town", "district", "region", "country"}
    assert (claim["event_date"] is None) == (claim["event_date_end"] is None)
    assert (claim["event_date"] or "") <= (claim["event_date_end"] or "")
    assert claim["claimant"] is None or claim["claimant"] in ARTICLES[article_id].text


def test_every_kind_and_status_is_annotated() -> None:
    asked = [claim for document in DOCUMENTS for claim in document["claims"] if not claim.get("optional")]
    assert {claim["event_type"] for claim in asked} == set(EventType)
    assert {claim["status"] for claim in asked} == set(ClaimStatus)
    assert any(claim["unverified"] for claim in asked)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: str(document["id"]))
def test_other_places_stand_in_the_text(document: dict[str, Any]) -> None:
    for other in document["other_places"]:
        assert other["name"] in ARTICLES[document["id"]].text

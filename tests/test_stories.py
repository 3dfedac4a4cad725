"""The stories say what they are, and what their annotations name stands in their articles."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

import geo
from geo.model import Article, EventType
from tests.histories import ASSERTED
from tests.told import Told, read_stories, read_story

STORIES = Path(__file__).parent / "stories"
FILES = sorted(STORIES.glob("*.toml"))
ARTICLES = {
    path.stem: [record for record in geo.read([path]) if isinstance(record, Article)]
    for path in sorted(STORIES.glob("*.jsonl"))
}
EVENTS = read_stories(STORIES)
BY_ID = {article.article_id: article for articles in ARTICLES.values() for article in articles}
GRADES = {"single", "two_sources", "both_sides", "contested", "denied", "planned"}


def test_there_are_ten_each_with_its_events() -> None:
    assert len(FILES) == 10
    assert [path.stem for path in FILES] == list(ARTICLES)


def test_every_grade_is_asked_for() -> None:
    assert {event.grades[0] for event in EVENTS} == GRADES


def test_names_are_unique() -> None:
    assert len({event.name for event in EVENTS}) == len(EVENTS)
    assert len(BY_ID) == sum(len(articles) for articles in ARTICLES.values())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_articles(path: Path) -> None:
    articles = ARTICLES[path.stem]
    assert 5 <= len(articles) <= 8
    assert [article.article_id for article in articles] == sorted(article.article_id for article in articles)
    days = [article.published for article in articles if article.published]
    assert len(days) == len(articles)
    assert days == sorted(days)
    for article in articles:
        assert article.warnings == ()
        assert re.match(r"https://[a-z-]+\.example/\d{4}/\d\d/\d\d/", article.url)
        assert article.published is not None
        assert article.published.strftime("/%Y/%m/%d/") in article.url
        assert article.source
        assert 75 <= len(article.text.split()) <= 300


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_member_stands_in_its_article(path: Path) -> None:
    told = {article.article_id for article in ARTICLES[path.stem]}
    for event in read_story(path):
        for member in event.members:
            assert member.article_id in told
            assert BY_ID[member.article_id].text.count(member.quote) == 1, member.quote
            assert member.kinds <= {kind.value for kind in EventType}
            names = member.place.split("-")[0]
            whole = f"{BY_ID[member.article_id].title} {BY_ID[member.article_id].text}"
            assert names in whole, f"{member.place} is not named in {member.article_id}"


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.name)
def test_days_do_not_follow_publication_and_are_recent(event: Told) -> None:
    for member in event.members:
        published = BY_ID[member.article_id].published
        assert published is not None
        if member.days:
            first, last = member.days
            assert first <= last
            assert published - timedelta(days=45) <= first <= published


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.name)
def test_grades_and_histories_are_well_formed(event: Told) -> None:
    assert event.grades
    assert set(event.grades) <= GRADES
    articles = [member.article_id for member in event.members]
    assert event.is_open or len(set(articles)) > 1 or event.grades[0] in {"single", "planned"}
    for step in event.history:
        assert step.article_id in articles
        assert step.field in {"deaths", "actor", "status"}
        if step.field == "deaths":
            assert re.fullmatch(r"\d+(-\d+)?", step.value)
        if step.field == "status":
            assert step.value in {ASSERTED, "denied", "planned"}
    for field in {step.field for step in event.history}:
        steps = [step for step in event.history if step.field == field]
        assert [step.article_id for step in steps] == sorted(step.article_id for step in steps)
        assert all(before.value != after.value for before, after in pairwise(steps))

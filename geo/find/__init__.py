"""Text → mentions with spans: sentences, toponyms, events, attribution and dates."""

from __future__ import annotations

from dataclasses import replace

from geo.find.attribution import attributions, unverified
from geo.find.date_line import date_line
from geo.find.dates import dates, days_before
from geo.find.events import events
from geo.find.focus import beside_focus
from geo.find.lines import with_lines
from geo.find.passed_over import passed_over
from geo.find.sentences import sentences
from geo.find.sieve import may_tell_event
from geo.find.toponyms import toponyms
from geo.gazetteer import Gazetteer
from geo.lexicon import Lexicon
from geo.model import Article, Findings
from geo.tokens import tokenize

__all__ = ["find", "find_toponyms", "may_tell_event", "passed_over"]


def find(article: Article, lexicon: Lexicon, gazetteer: Gazetteer) -> Findings:
    """Run the finders over an article's text."""
    named = find_toponyms(article, lexicon, gazetteer)
    tokens, parts = named.tokens, named.sentences
    said = attributions(tokens, parts, lexicon)
    line = date_line(article.text, tokens, parts, article.published, lexicon)
    published = line.when.start if line is not None else article.published
    days = dates(tokens, parts, published, lexicon)
    return replace(
        named,
        toponyms=with_lines(article.text, tokens, parts, named.toponyms, lexicon),
        events=events(tokens, parts, lexicon),
        attributions=said.main,
        dates=tuple(day for day in days if line is None or not line.first <= day.first < line.last),
        days_before=days_before(tokens, parts, days, lexicon),
        published=published,
        date_line=line.span if line is not None else None,
        unverified=unverified(tokens, parts, lexicon),
        further=said.further,
        beside=beside_focus(tokens, parts, lexicon),
    )


def find_toponyms(article: Article, lexicon: Lexicon, gazetteer: Gazetteer) -> Findings:
    """Look for the place names of an article only, each for itself; events, speakers, days and lines are left out."""
    tokens = tokenize(article.text)
    parts = sentences(article.text, tokens, lexicon, gazetteer)
    return Findings(
        tokens=tokens,
        sentences=parts,
        toponyms=toponyms(article.text, tokens, parts, lexicon, gazetteer),
        events=(),
        attributions=(None,) * len(parts),
        dates=(),
        unverified=(),
        days_before=frozenset(),
        published=article.published,
        date_line=None,
    )

"""Text → mentions with spans: sentences, toponyms, events, attribution and dates."""

from __future__ import annotations

from dataclasses import replace

from geo.find.attribution import attributions, unverified
from geo.find.dates import dates
from geo.find.events import events
from geo.find.focus import beside_focus
from geo.find.lines import with_lines
from geo.find.passed_over import passed_over
from geo.find.sentences import sentences
from geo.find.toponyms import toponyms
from geo.gazetteer import Gazetteer
from geo.lexicon import Lexicon
from geo.model import Article, Findings
from geo.tokens import tokenize

__all__ = ["find", "find_toponyms", "passed_over"]


def find(article: Article, lexicon: Lexicon, gazetteer: Gazetteer) -> Findings:
    """Run the finders over an article's text."""
    named = find_toponyms(article, lexicon, gazetteer)
    tokens, parts = named.tokens, named.sentences
    return replace(
        named,
        toponyms=with_lines(article.text, tokens, parts, named.toponyms, lexicon),
        events=events(tokens, parts, lexicon),
        attributions=attributions(tokens, parts, lexicon),
        dates=dates(tokens, parts, article.published, lexicon),
        unverified=unverified(tokens, parts, lexicon),
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
    )

"""One article → its claims."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from geo.articles import language, plain
from geo.claims import assemble
from geo.find import find
from geo.gazetteer import Gazetteer
from geo.lexicon import Lexicon
from geo.model import Article, Assembly, Claim, SetAside
from geo.places import locate


def extract(article: Article, lexicon: Lexicon, gazetteer: Gazetteer) -> Assembly:
    """Return what the article claims and, for what gave no claim, why.

    Places come before claims: a claim is one event at one place, so the same event told twice is only seen as one,
    and a region that merely contains the place is only left out, once it is known where the names are. Remains of
    markup are read over; quotes and offsets are those of the article's own text.
    """
    read = plain(article)
    findings = find(read.article, lexicon, gazetteer)
    places = locate(findings, gazetteer, lexicon)
    return read.of_raw(assemble(read.article, findings, places, lexicon))


@dataclass(frozen=True, slots=True)
class Extracted:
    """What one article gave: its language (ISO 639), and its claims, which only the lexicon's language has."""

    language: str
    claims: tuple[Claim, ...]


def extracted(article: Article) -> Extracted:
    """Return what an article gives, with the English lexicon and the built-in gazetteer."""
    lexicon, gazetteer = opened()
    tongue = language(article, lexicon)
    return Extracted(tongue, extract(article, lexicon, gazetteer).claims if tongue == lexicon.language else ())


def extract_claims(articles: Article | SetAside | Iterable[Article | SetAside]) -> tuple[Claim, ...]:
    """Return the claims of one or many articles, in their order, using the English lexicon and the built-in gazetteer.

    Each has its event among them, and that event's grade. Takes what `read` yields. What was set aside, or is not
    English, gives no claims but a UserWarning that names it. Raises DataMissingError if the gazetteer has not been
    compiled.

    >>> import datetime, geo
    >>> text = "Shells fell on Kharkiv on Thursday, the mayor said. Two people were injured."
    >>> day = datetime.date(2022, 3, 4)
    >>> article = geo.Article("a1", "Shells on Kharkiv", text, day, url="", source="Example", origin="")
    >>> [claim] = geo.extract(article)
    >>> claim.event_type.value, claim.location, claim.event_date.isoformat(), claim.claimant, claim.claim_status.value
    ('shelling', 'Kharkiv', '2022-03-03', 'the mayor', 'claimed')
    """
    lexicon, gazetteer = opened()
    claims: list[Claim] = []
    texts: dict[str, str] = {}
    for record in [articles] if isinstance(articles, Article | SetAside) else articles:
        if isinstance(record, SetAside):
            warnings.warn(f"{record.origin} was set aside: {record.reason}", stacklevel=2)
        elif language(record, lexicon) != lexicon.language:
            warnings.warn(f"{record.origin} is not English and gives no claims", stacklevel=2)
        else:
            claims.extend(extract(record, lexicon, gazetteer).claims)
            texts[record.article_id] = record.text
    return grouped(claims, texts)


def grouped(claims: Sequence[Claim], texts: Mapping[str, str]) -> tuple[Claim, ...]:
    """Return claims, in their order, with the events that they tell and these events' grades.

    `texts` are those of their articles, by article id.
    """
    from geo.agreement import group, signature  # noqa: PLC0415 - who extracts article by article groups otherwise

    shared = len(texts) > 1
    events = group(claims, {article_id: signature(text) for article_id, text in texts.items()} if shared else {})
    told = {claim_id: event.told for event in events for claim_id in event.claim_ids}
    return tuple(told[claim.claim_id].put(claim) for claim in claims)


@cache
def opened() -> tuple[Lexicon, Gazetteer]:
    """Return the English lexicon and the built-in gazetteer, opened once a process."""
    return Lexicon.load("en"), Gazetteer.open()

"""Questions that keep nothing: the places in texts, what a name may mean, why an article gave its claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from geo.articles import language, plain, read
from geo.claims import assemble
from geo.errors import ClaimmapError, NothingToReadError
from geo.explain import Explanation, explain
from geo.find import find, find_toponyms, passed_over
from geo.model import Article, Candidate, Claim, Grouped, Role, SetAside, Span
from geo.pipeline.extraction import grouped, opened
from geo.places import locate
from geo.settings import Settings
from geo.sphere import distance_km


@dataclass(frozen=True, slots=True)
class PlacedToponym:
    """A toponym and where it is. Offsets count characters of the record's text; coordinates are WGS 84 or None."""

    span: Span
    text: str
    latitude: float | None
    longitude: float | None
    geonameid: int | None
    country: str
    role: Role


@dataclass(frozen=True, slots=True)
class Parsed:
    """Every toponym of one record."""

    article_id: str
    toponyms: tuple[PlacedToponym, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """One thing a name may mean, and how far it is from the point asked about (None: none was)."""

    asked: str
    candidate: Candidate
    distance_km: float | None


def geoparse(sources: Sequence[str | Path]) -> Iterator[Parsed | SetAside]:
    """Yield every record's toponyms, duplicates and all languages included; dates do not matter.

    Demonyms come with their role and their country's coordinates.
    """
    lexicon, gazetteer = opened()
    for record in read(sources):
        if isinstance(record, SetAside):
            yield record
            continue
        article = plain(record)
        findings = find_toponyms(article.article, lexicon, gazetteer)
        places = locate(findings, gazetteer, lexicon)
        yield Parsed(
            record.article_id,
            tuple(
                PlacedToponym(
                    article.raw_span(toponym.span),
                    toponym.text,
                    place.latitude,
                    place.longitude,
                    place.geonameid,
                    place.country,
                    toponym.role,
                )
                for toponym, place in zip(findings.toponyms, places, strict=True)
            ),
        )


def geocode(names: Sequence[str], country: str = "", near: tuple[float, float] | None = None) -> Iterator[Match]:
    """Yield what each name may mean, likeliest first; places about a point (latitude, longitude) are likelier.

    `country` (ISO 3166-1) leaves out what lies elsewhere. Raises ClaimmapError for a country or point there is not.

    >>> from geo.pipeline import geocode
    >>> [match.candidate.region for match in geocode(["Brest"], country="BY")]
    ['BY-BR', 'BY-BR']
    """
    from geo.geocoders import ranked  # noqa: PLC0415 - geopy is only needed here

    _, gazetteer = opened()
    for name in names:
        for candidate in ranked(name, gazetteer, country or None, near):
            away = None if near is None else distance_km(*near, candidate.latitude, candidate.longitude)
            yield Match(name, candidate, away)


def explain_source(source: str | Path, article_id: str = "", known: Settings | None = None) -> Explanation:
    """Return the reasons behind the claims of the one article that the source holds, or of the one with the id.

    They are told as the article is read now; with `known`, how they were corrected in that store, and their events and
    grades by all its articles; else by this article alone.
    Raises NothingToReadError if it holds none, ClaimmapError if it holds several or the article is not English.
    """
    article = _one_of(source, article_id)
    lexicon, _ = opened()
    if language(article, lexicon) != lexicon.language:
        message = f"{article.origin} is not English"
        raise ClaimmapError(message)
    return _explained(article, known)


def _one_of(source: str | Path, article_id: str) -> Article:
    records = read([source])
    if article_id:
        records = (each for each in records if isinstance(each, Article) and each.article_id == article_id)
    article = next(records, None)
    if article is None:
        message = f"{source} holds no article {article_id!r}" if article_id else f"nothing to read in {source}"
        raise NothingToReadError(message)
    if isinstance(article, SetAside):
        message = f"{article.origin}: {article.reason}"
        raise NothingToReadError(message)
    if next(records, None) is not None:
        which = f"of the id {article_id!r}" if article_id else "; choose one with --id"
        message = f"{source} holds more than one article{' ' if article_id else ''}{which}"
        raise ClaimmapError(message)
    return article


def _explained(article: Article, known: Settings | None) -> Explanation:
    lexicon, gazetteer = opened()
    article = plain(article).article  # a reader wants the words without their markup
    findings = find(article, lexicon, gazetteer)
    places = locate(findings, gazetteer, lexicon)
    assembly = assemble(article, findings, places, lexicon)
    claims = grouped(assembly.claims, {article.article_id: article.text})
    if known is not None:
        claims = _as_known(claims, article.article_id, known)
    assembly = replace(assembly, claims=claims)
    return explain(article, findings, places, assembly, passed_over(findings, lexicon))


def _as_known(claims: Sequence[Claim], article_id: str, known: Settings) -> tuple[Claim, ...]:
    """Return an article's claims, by the ids that they have in a store, with what it has of their events.

    Events are those of all articles there. Corrections are named.
    """
    from geo.changes import reattached  # noqa: PLC0415 - only where there is a store to compare with
    from geo.corrections import Corrections  # noqa: PLC0415 - as above
    from geo.pipeline.history import existing  # noqa: PLC0415 - as above

    with existing(known) as store:
        made = Corrections(store.corrections())
        named = reattached(store.claims_of(article_id), claims)
        shown = store.shown(claim.claim_id for claim in named)
    return tuple(
        _as_shown(claim, shown[claim.claim_id])
        if claim.claim_id in shown
        else replace(claim, correction=made.dropped(claim.claim_id))
        for claim in named
    )


def _as_shown(claim: Claim, shown: Claim) -> Claim:
    return replace(Grouped.of(shown).put(claim), correction=shown.correction)

"""Scores extracted claims against annotated articles: places, claims, and claims with the right day.

At a place means within the annotation's tolerance, and for a region with an areal answer. Country-level and unplaced
claims stand outside the count on both sides. Neither rewarded nor punished: optional annotations, and an areal answer
(a district, a region, a fuzzy place) that holds an annotated place.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from geo.model import Claim, WherePrec

EARTH_KM = 6371.0088
SAME_PLACE_KM = 1.0
A = TypeVar("A")
B = TypeVar("B")
AREAL = {WherePrec.ADM2, WherePrec.ADM1, WherePrec.FUZZY}


@dataclass(frozen=True)
class Annotation:
    """One claim as a reader wrote it down; the tolerance is in km, days are ISO, empty where the article tells none."""

    place: str
    latitude: float
    longitude: float
    tolerance_km: float
    region: bool
    kinds: frozenset[str]
    day: str
    day_end: str
    statuses: frozenset[str]
    unverified: bool
    optional: bool
    quote: str


Located = TypeVar("Located", Annotation, Claim)


@dataclass(frozen=True)
class Rate:
    """Right answers, answers given and answers asked for."""

    right: int
    given: int
    asked: int

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.given + self.asked) if self.given + self.asked else 1.0

    def __add__(self, other: Rate) -> Rate:
        return Rate(self.right + other.right, self.given + other.given, self.asked + other.asked)


@dataclass(frozen=True)
class Score:
    """The three rates, how many of the matched claims have the right status and mark, and what went wrong."""

    places: Rate
    claims: Rate
    dated: Rate
    status: Rate
    unverified: Rate
    errors: tuple[str, ...]

    def floors(self) -> dict[str, float]:
        """Return what accuracy.toml sets floors for."""
        return {
            "places": self.places.f1,
            "claims": self.claims.f1,
            "dated": self.dated.f1,
            "status": self.status.f1,
            "unverified": self.unverified.f1,
        }


def read_annotations(path: Path) -> dict[str, list[Annotation]]:
    """Return article id → its annotated claims that have a place below country level."""
    documents = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return {
        document["id"]: [
            _annotation(record)
            for record in document["claims"]
            if record["lat"] is not None and record["level"] != "country"
        ]
        for document in documents
    }


def score(annotated: Mapping[str, Sequence[Annotation]], extracted: Iterable[Claim]) -> Score:
    """Score the claims of all annotated articles together."""
    by_article: dict[str, list[Claim]] = {article_id: [] for article_id in annotated}
    for claim in extracted:
        if claim.latitude is not None and claim.where_prec is not WherePrec.COUNTRY:
            by_article[claim.article_id].append(claim)
    scores = [_score_article(article_id, annotated[article_id], by_article[article_id]) for article_id in annotated]
    none = Rate(0, 0, 0)
    return Score(
        places=sum((one.places for one in scores), none),
        claims=sum((one.claims for one in scores), none),
        dated=sum((one.dated for one in scores), none),
        status=sum((one.status for one in scores), none),
        unverified=sum((one.unverified for one in scores), none),
        errors=tuple(error for one in scores for error in one.errors),
    )


def distance_km(a: Annotation | Claim, b: Annotation | Claim) -> float:
    """Return the great-circle distance in km."""
    assert a.latitude is not None
    assert a.longitude is not None
    assert b.latitude is not None
    assert b.longitude is not None
    lat_a, lat_b = math.radians(a.latitude), math.radians(b.latitude)
    dlat, dlon = lat_b - lat_a, math.radians(b.longitude - a.longitude)
    h = math.sin(dlat / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(dlon / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def pair(
    asked: Sequence[A], given: Sequence[B], fits: Callable[[A, B], bool], start: Iterable[tuple[int, int]] = ()
) -> list[tuple[int, int]]:
    """Return the largest set of one-to-one index pairs that fit, grown from `start` by augmenting paths."""
    holder = {j: i for i, j in start}

    def give(i: int, tried: set[int]) -> bool:
        for j, answer in enumerate(given):
            if j not in tried and fits(asked[i], answer):
                tried.add(j)
                if j not in holder or give(holder[j], tried):
                    holder[j] = i
                    return True
        return False

    for i in sorted(set(range(len(asked))) - set(holder.values())):
        give(i, set())
    return sorted((i, j) for j, i in holder.items())


def _annotation(record: dict[str, Any]) -> Annotation:
    statuses = {record["status"], record.get("status_also", record["status"])}
    return Annotation(
        place=record["place"],
        latitude=record["lat"],
        longitude=record["lon"],
        tolerance_km=record["tol_km"],
        region=record["level"] == "region",
        kinds=frozenset({record["event_type"], *record["also"]}),
        day=record["event_date"] or "",
        day_end=record["event_date_end"] or "",
        statuses=frozenset(statuses),
        unverified=record["unverified"],
        optional=record.get("optional", False),
        quote=record["quote"],
    )


def _at_place(annotation: Annotation, claim: Claim) -> bool:
    areal = claim.where_prec is not None and claim.where_prec >= WherePrec.ADM2
    return (areal or not annotation.region) and distance_km(annotation, claim) <= annotation.tolerance_km


def _same_event(annotation: Annotation, claim: Claim) -> bool:
    return claim.event_type in annotation.kinds and _at_place(annotation, claim)


def _right_day(annotation: Annotation, claim: Claim) -> bool:
    day = claim.event_date.isoformat() if claim.event_date else ""
    return not annotation.day or annotation.day <= day <= annotation.day_end


def _dated_event(annotation: Annotation, claim: Claim) -> bool:
    return _same_event(annotation, claim) and _right_day(annotation, claim)


def _distinct(records: Sequence[Located]) -> list[Located]:
    kept: list[Located] = []
    for record in records:
        if all(distance_km(record, other) > SAME_PLACE_KM for other in kept):
            kept.append(record)
    return kept


def _score_article(article_id: str, annotated: Sequence[Annotation], claims: Sequence[Claim]) -> Score:
    asked = [annotation for annotation in annotated if not annotation.optional]
    places, spots = _distinct(asked), _distinct(claims)
    found = pair(places, spots, _at_place)
    dated = pair(asked, claims, _dated_event)
    matched = pair(asked, claims, _same_event, start=dated)  # what agrees in the day too is the same claim first
    given = len(matched) + len(_wrong(claims, {j for _, j in matched}, annotated, _same_event))
    n = len(matched)
    return Score(
        places=Rate(
            len(found), len(found) + len(_wrong(spots, {j for _, j in found}, annotated, _at_place)), len(places)
        ),
        claims=Rate(n, given, len(asked)),
        dated=Rate(len(dated), given, len(asked)),
        status=Rate(sum(claims[j].claim_status in asked[i].statuses for i, j in matched), n, n),
        unverified=Rate(sum(claims[j].unverified == asked[i].unverified for i, j in matched), n, n),
        errors=tuple(_errors(article_id, asked, claims, matched, annotated)),
    )


def _wrong(
    claims: Sequence[Claim],
    matched: set[int],
    annotated: Sequence[Annotation],
    fits: Callable[[Annotation, Claim], bool],
) -> list[Claim]:
    def neutral(claim: Claim) -> bool:
        if any(annotation.optional and fits(annotation, claim) for annotation in annotated):
            return True
        radius = claim.radius_km or 0.0
        return claim.where_prec in AREAL and any(distance_km(annotation, claim) <= radius for annotation in annotated)

    return [claim for j, claim in enumerate(claims) if j not in matched and not neutral(claim)]


def _errors(
    article_id: str,
    asked: Sequence[Annotation],
    claims: Sequence[Claim],
    matched: Sequence[tuple[int, int]],
    annotated: Sequence[Annotation],
) -> Iterable[str]:
    hit = {i for i, _ in matched}
    for i, annotation in enumerate(asked):
        if i not in hit:
            yield f"{article_id}: missed {'/'.join(sorted(annotation.kinds))} at {annotation.place}: {annotation.quote}"
    for claim in _wrong(claims, {j for _, j in matched}, annotated, _same_event):
        yield f"{article_id}: wrong {claim.event_type} at {claim.location}: {claim.quote}"
    for i, j in matched:
        annotation, claim = asked[i], claims[j]
        if not _right_day(annotation, claim):
            yield f"{article_id}: day {claim.event_date}, not {annotation.day}: {annotation.quote}"
        if claim.claim_status not in annotation.statuses:
            yield f"{article_id}: {claim.claim_status}, not {'/'.join(sorted(annotation.statuses))}: {annotation.quote}"

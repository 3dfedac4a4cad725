"""What a brief is made of, as it is handed over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from geo.model import Claim


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure that stands beside the brief, and what it shows in words."""

    path: Path
    alt: str


@dataclass(frozen=True, slots=True)
class Revised:
    """A field of an event told otherwise than before, by this claim. Values are as in claims.csv."""

    field: str
    old: str
    new: str
    claim: Claim


@dataclass(frozen=True, slots=True)
class Differing:
    """A field of which an event's claims tell different things: each value with the claims that tell it."""

    field: str
    values: Sequence[tuple[str, Sequence[Claim]]]


@dataclass(frozen=True, slots=True)
class Happening:
    """An event: its claims in order of publication, how the account was revised, and on what they differ."""

    claims: Sequence[Claim]
    revisions: Sequence[Revised]
    differing: Sequence[Differing]


@dataclass(frozen=True, slots=True)
class Became:
    """What became of a claim, in one word, the claim as it is or was last, and each field before and after."""

    what: str
    claim: Claim
    fields: Sequence[tuple[str, object, object]] = ()


@dataclass(frozen=True, slots=True)
class Since:
    """What became of the claims of a brief after one run until another."""

    after: int
    until: int
    became: Sequence[Became]


@dataclass(frozen=True, slots=True)
class Brief:
    """All that a brief tells.

    `first` and `last` are as asked (None: from the first, to the last). `claims` are those of the period and region,
    in any order; `unplaced` those that have no place, of the period and, where a region is asked for, of articles that
    tell of it; `elsewhere` counts those of other articles, of which it is unknown whether they are of the region.
    `happenings` are the events that several articles tell. `credits` is what must be credited for places and borders.
    """

    title: str
    region: str
    first: date | None
    last: date | None
    claims: Sequence[Claim]
    unplaced: Sequence[Claim]
    elsewhere: int
    happenings: Sequence[Happening]
    since: Since | None
    picture: Picture | None
    credits: str

"""A name found in the text, what it takes to count as a place, and its role."""

from __future__ import annotations

from typing import NamedTuple

from geo.find.context import Context
from geo.find.matching import Scan
from geo.find.roles import role_of
from geo.find.scene import Name, Scene
from geo.model import Candidate, PlaceKind, Role, Span

# Evidence that a name of the gazetteer is meant as a place. Chosen so that a big town needs a locative or a feature
# word, a small one both or a second sign; checked on news and conflict articles.
NEEDED = 3
AREAS = frozenset({PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.WATER, PlaceKind.VAST})


class FoundName(NamedTuple):
    """A name found in the text, before its neighbours were looked at."""

    first: int
    last: int
    sentence: int
    candidates: tuple[Candidate, ...]
    around: Context
    evidence: int
    role: Role
    joined: str = ""  # the word that joins it to the place before, with which it is governed


def role_in(scan: Scan, scene: Scene, name: Name) -> Role:
    """Return the role of a name: what a dateline holds has none other, and a continent is no place of events."""
    if scan.dateline.holds(Span(scan.tokens[name.first].start, scan.tokens[name.last - 1].end)):
        return Role.DATELINE
    role = role_of(scene, name)
    if role is not Role.PLACE:
        return role
    return Role.CONTEXT if any(candidate.kind is PlaceKind.VAST for candidate in name.candidates) else role

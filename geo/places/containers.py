"""What an article tells of where a name lies: "Palma in Mozambique", "Buffalo, New York"; and what is only a list."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from geo.gazetteer import fold
from geo.lexicon import PlaceWords
from geo.model import Candidate, LineKind, PlaceKind, Role, Toponym
from geo.places.candidates import CAPITAL, CONTAINERS, within

_INSIDE = 3  # words between "Palma" and "Mozambique" in "Palma in northern Mozambique"
_TOWN = 50_000  # people
_OPENING = 3  # words before the country in "Meanwhile in northern Lebanon, …"
_HEAD_REACH = 6  # names between a country that opens a sentence and a town
_WITHIN = frozenset({"in", "near", "at", "outside"})
BEHIND = 5  # words between a name and the container told behind it


def containers(toponyms: tuple[Toponym, ...], words: PlaceWords, openings: Sequence[int]) -> list[Candidate | None]:
    """Return for each toponym the region or country that is told to hold it, None where none is.

    `openings` are the first tokens of the sentences.
    """
    return [
        _container(number, toponyms, words) or _country_at_head(number, toponyms, openings)
        for number in range(len(toponyms))
    ]


def _country_at_head(number: int, toponyms: tuple[Toponym, ...], openings: Sequence[int]) -> Candidate | None:
    """Return the country whose name opens a sentence for a known town further on: "In Lebanon, … near Tripoli"."""
    toponym = toponyms[number]
    if toponym.role is not Role.PLACE or toponym.preposition not in _WITHIN or len(toponym.candidates) == 1:
        return None
    if any(c.kind is PlaceKind.COUNTRY and c.main_name for c in toponym.candidates):
        return None
    for before in reversed(toponyms[max(0, number - _HEAD_REACH) : number]):
        if before.sentence != toponym.sentence or before.role is Role.DEMONYM:
            return None
        country = next((c for c in before.candidates if c.kind is PlaceKind.COUNTRY and c.main_name), None)
        if country is not None:
            opens = before.preposition == "in" and before.first - openings[before.sentence] <= _OPENING
            return country if opens and any(_is_known_in(c, country) for c in toponym.candidates) else None
    return None


def _is_known_in(candidate: Candidate, country: Candidate) -> bool:
    known = candidate.kind is PlaceKind.TOWN and candidate.population >= _TOWN and candidate.main_name
    return known and within(candidate, country)


def _container(number: int, toponyms: tuple[Toponym, ...], words: PlaceWords) -> Candidate | None:
    """Return the region or country named right behind the toponym ("X, Y", "X in Y province")."""
    toponym = toponyms[number]
    if number + 1 >= len(toponyms):
        return None
    after = toponyms[number + 1]
    if after.sentence != toponym.sentence or after.role is Role.DEMONYM or not _is_told_around(toponym, after):
        return None
    if _is_border(after):
        return None
    if _is_in_list(number, toponyms, words) or any(
        c.kind is PlaceKind.COUNTRY and c.main_name for c in toponym.candidates
    ):
        return None
    areas = [c for c in after.candidates if c.kind in CONTAINERS]
    for area in areas:
        if any(within(candidate, area) for candidate in toponym.candidates):
            return area
    return None


def _is_in_list(number: int, toponyms: tuple[Toponym, ...], words: PlaceWords) -> bool:
    """Tell whether a name and the one behind it stand in a list: "Utah, Virginia, …", "Nikopol, Kharkiv and …"."""
    one, after = toponyms[number : number + 2]
    kinds = _plain_kinds(one) & _plain_kinds(after)
    if after.joined != "," or not kinds or after.cue in words.region:
        return False
    beside = toponyms[max(0, number - 1) : number] if one.joined else ()
    further = [other for other in toponyms[number + 2 : number + 3] if other.joined]
    return any(_plain_kinds(other) & kinds for other in (*beside, *further))


def is_parent(number: int, toponyms: tuple[Toponym, ...], told: list[Candidate | None]) -> bool:
    """Tell whether a name is the region told behind a town in it, not the city of its name: "Buffalo, New York"."""
    container = told[number - 1] if number else None
    return (
        container is not None
        and container.kind is PlaceKind.REGION
        and container in toponyms[number].candidates
        and toponyms[number].joined == ","
    )


def is_among_regions(number: int, toponyms: tuple[Toponym, ...]) -> bool:
    """Tell whether a name stands in a list of regions: the "Washington" of "Virginia, Washington, Wyoming"."""
    before = toponyms[number - 1 : number] if toponyms[number].joined else ()
    beside = [*before, *(other for other in toponyms[number + 1 : number + 2] if other.joined)]
    if not beside:
        return False
    own = {candidate.country for candidate in toponyms[number].candidates if candidate.kind is PlaceKind.REGION}
    return all(_is_region_alone(other, own) for other in beside)


def _is_told_around(one: Toponym, after: Toponym) -> bool:
    """Tell whether the name behind may say where the first lies: "X, Y", "X in western Y", "X, 20 km off, in Y"."""
    gap = after.first - one.last
    if after.joined:
        return after.joined == "," and gap == 1
    return gap == 1 or (after.preposition in {"in", "of"} and gap <= BEHIND)


def _is_told_inside(one: Toponym, after: Toponym) -> bool:
    """Tell "Palma in northern Mozambique" and "Santa Fe, Antioquia Department"."""
    gap = after.first - one.last
    if after.joined:
        return False
    if after.preposition == "in":
        return gap <= _INSIDE
    return gap == 1 and not after.preposition and bool(after.cue)


def told_elsewhere(toponyms: tuple[Toponym, ...]) -> dict[str, str]:
    """Return names told to lie in an area ("Palma in Mozambique") in which no candidate of that name lies."""
    found: dict[str, str] = {}
    for one, after in pairwise(toponyms):
        if after.sentence != one.sentence or not _is_told_inside(one, after) or _is_border(after):
            continue
        areas = [c for c in after.candidates if c.kind in CONTAINERS]
        if (
            areas
            and not _may_be_larger(one, areas)
            and not any(within(c, area) for area in areas for c in one.candidates)
        ):
            found[fold(one.text)] = areas[0].name
    return found


def _may_be_larger(one: Toponym, areas: list[Candidate]) -> bool:
    """Tell whether a name may be no town of an area: a country's, a water's or that of a region of the same country."""
    countries = {area.country for area in areas}
    return any(
        c.kind in {PlaceKind.COUNTRY, PlaceKind.WATER} or (c.kind is PlaceKind.REGION and c.country in countries)
        for c in one.candidates
    )


def _is_border(toponym: Toponym) -> bool:
    """Tell whether a country is named for its border, on whose other side a place may lie as well."""
    return toponym.line is not None and toponym.line.kind is LineKind.BORDER


def is_quarter(toponym: Toponym, words: PlaceWords) -> bool:
    """Tell whether a name is told to be a part of a city: "the Escalon neighborhood", not "a quarter of Mariupol"."""
    return toponym.cue_behind and toponym.cue in words.quarters


def _plain_kinds(toponym: Toponym) -> set[PlaceKind]:
    """Return what a name may mean when nothing is told of it: villages that share a region's name are not meant."""
    return {
        candidate.kind
        for candidate in toponym.candidates
        if candidate.main_name and (candidate.kind is not PlaceKind.TOWN or candidate.population >= _TOWN)
    }


def _is_region_alone(toponym: Toponym, countries: Collection[str]) -> bool:
    """Tell whether a bare name means a region of one of the countries, and no city or country shares it."""
    known = [c for c in toponym.candidates if c.main_name and (c.kind in CONTAINERS or c.population >= CAPITAL)]
    return {c.kind for c in known} == {PlaceKind.REGION} and any(c.country in countries for c in known)

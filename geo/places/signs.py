"""How strongly the names of an article point to countries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from geo.gazetteer import fold
from geo.model import Candidate, PlaceKind, Role, Toponym
from geo.places.candidates import VERNACULAR, is_vernacular

_NAMED_AS_PLACE = 3.0  # "in Somalia" and a dateline tell more than "Somali" or "Somalia said"
_CLEAR_TIMES = 10  # a name counts for a country when its namesakes elsewhere are so many times smaller
_ISLET_TIMES = 10  # a country with so many times fewer people than a namesake is not meant by the bare name
_BY_ANOTHER_NAME = 10  # a place counts for so many times fewer people where it is called by another than its main name
_MOST_COUNTRIES = 12  # a name that more countries have tells nothing of them
_WEIGHTS = ((50_000, 1.0), (10_000, 0.6), (0, 0.25))  # people of a town, and what it counts as a sign of its country
_NONE = 1e-9  # what is left of a weight by rounding

Signs = dict[str, float]
"""How strongly names point to countries: alpha-2 code → weight."""


def signs_of(
    toponyms: tuple[Toponym, ...], containers: list[Candidate | None], quarters: Collection[str]
) -> dict[str, tuple[Signs, Signs]]:
    """Count for each name how strongly it points to a country: in all, and as a place where something is.

    A country that acts and a people tell whom the article is about; "in Somalia", a clear town and a dateline where.
    A name that is told to lie in an area points to that area's country.
    """
    found: dict[str, tuple[Signs, Signs]] = defaultdict(lambda: (defaultdict(float), defaultdict(float)))
    pointing: dict[str, tuple[tuple[Candidate, ...], Signs]] = {}
    told_in = {fold(one.text): area.country for one, area in zip(toponyms, containers, strict=True) if area}
    for toponym in toponyms:
        name = fold(toponym.text)
        told, located = found[name]
        nation = next((c for c in toponym.candidates if c.kind is PlaceKind.COUNTRY), None)
        if nation and is_meant(nation, toponym.candidates):
            weight = _NAMED_AS_PLACE if _is_located(toponym) else 1.0
            told[nation.country] += weight
            located[nation.country] += weight if _is_located(toponym) else 0.0
            continue
        if name in quarters:
            continue
        if name not in pointing or pointing[name][0] is not toponym.candidates:  # a name comes again and again
            pointing[name] = toponym.candidates, _pointing(toponym.candidates, told_in.get(name, ""))
        for country, weight in pointing[name][1].items():
            weight *= _NAMED_AS_PLACE if toponym.role is Role.DATELINE else 1.0  # noqa: PLW2901 - a dateline's counts more
            told[country] += weight
            located[country] += weight
    return found


def together(many: Iterable[Signs]) -> Signs:
    """Add up signs."""
    whole: Signs = defaultdict(float)
    for signs in many:
        for country, weight in signs.items():
            whole[country] += weight
    return dict(whole)


def without(signs: Signs, own: Signs) -> Signs:
    """Return what is left of signs when a name's own ones are taken away."""
    left = {country: weight - own.get(country, 0.0) for country, weight in signs.items()}
    return {country: weight for country, weight in left.items() if weight > _NONE}


def clear_country(candidates: tuple[Candidate, ...], times: int) -> str:
    """Return the country whose namesake is so many times as populous as those of all other countries, or nothing."""
    largest: dict[str, int] = {}
    for candidate in candidates:
        people = candidate.population or (VERNACULAR if is_vernacular(candidate) else 0)
        people = people if candidate.main_name else people // _BY_ANOTHER_NAME
        if people > largest.get(candidate.country, 0):
            largest[candidate.country] = people
    best = max(largest.values(), default=0)
    clear = [country for country, people in largest.items() if people * times > best]
    return clear[0] if len(clear) == 1 and best >= times else ""


def _pointing(candidates: tuple[Candidate, ...], told_in: str) -> dict[str, float]:
    """Return how strongly a town or region points to countries: a village or a name of many countries hardly does."""
    if any(candidate.kind in {PlaceKind.WATER, PlaceKind.VAST} for candidate in candidates):
        return {}
    clear = told_in or clear_country(candidates, _CLEAR_TIMES)
    most = {clear: 0.0} if clear else dict.fromkeys([candidate.country for candidate in candidates], 0.0)
    if len(most) > _MOST_COUNTRIES:
        return {}
    for candidate in candidates:
        country = candidate.country
        if country in most:
            most[country] = max(most[country], _sign_of(candidate))
    return {country: sign / len(most) for country, sign in most.items() if country}


def _sign_of(candidate: Candidate) -> float:
    """Return how well known a place is, as a sign of its country: 1 a city or region, less a town or village."""
    if candidate.kind is not PlaceKind.TOWN:
        return 1.0
    for people, sign in _WEIGHTS:
        if candidate.population >= people:
            return sign
    return 0.0


def is_meant(nation: Candidate, candidates: tuple[Candidate, ...]) -> bool:
    """Tell whether a bare name means the country: not an islet that shares it with a larger place ("Norfolk")."""
    return nation.main_name or nation.population * _ISLET_TIMES >= max(c.population for c in candidates)


def _is_located(toponym: Toponym) -> bool:
    return toponym.role is Role.PLACE and bool(toponym.preposition)

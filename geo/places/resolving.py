"""Which of a name's candidates an article means, by the evidence of the whole article."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise

from geo.gazetteer import Gazetteer, SpelledLike, fold, rival, surely_meant
from geo.lexicon import PlaceWords
from geo.model import Candidate, PlaceKind, Role, Toponym
from geo.sphere import distance_km

# Weights of the signs, in the unit of one decade of population; calibrated on conflict news.
_MAIN_NAME, _KIND_CUE, _COUNTRY, _ELSEWHERE, _CONTAINER, _NEAR_OTHERS = 1.0, 5.0, 4.0, 1.5, 6.0, 1.5
_REGION_WORTH, _COUNTRY_WORTH = 6.0, 30.0  # what a region or a country is worth beside a town's log10 population
_DOMINANT, _DOMINANT_TIMES = 3.0, 20  # one namesake so many times as populous as all others is meant unless told
_KNOWN, _KNOWN_ALONE = 500_000, 50_000  # people: smaller towns of a country the article does not tell of are doubted
_ABOUT_SHARE = 0.25  # of an article's signs: a country with more is one that it is about
_CLOSE_CALL = 0.5  # two candidates of different countries this close cannot be told apart without other evidence
_CAPITAL = 300_000  # people
_SEAT, _SEAT_TIMES = 15_000, 40  # people of a town that a region is named after; or the region has so many times more
_SEAT_ALIKE, _HARDLY_OTHERWISE = (
    0.86,
    0.95,
)  # likeness of a region's name and its city's; of one that is known elsewhere
_CLOSE_KM = 400.0  # places of one story lie mostly this close
_NAMED_AS_PLACE = 3  # "in Somalia" and a dateline tell more than "Somali" or "Somalia said"
_FOREIGN_SHARE = 0.12  # of the article's signs: a country with fewer is no country that it tells of
_CLEAR_TIMES = 10  # a name counts for a country when its namesakes elsewhere are so many times smaller
_INSIDE = 3  # words between "Palma" and "Mozambique" in "Palma in northern Mozambique"
_CONTAINERS = frozenset({PlaceKind.COUNTRY, PlaceKind.REGION})  # whose places are known to lie in them
BEHIND = 5  # words between a name and the container told behind it


@dataclass(frozen=True, slots=True)
class Chosen:
    """The candidate that is meant, and why it is taken to be."""

    candidate: Candidate
    reason: str


class Resolver:
    """The evidence of one article, and the choice made once for each name and kind."""

    def __init__(
        self,
        toponyms: tuple[Toponym, ...],
        gazetteer: Gazetteer,
        words: PlaceWords,
        neighbours: tuple[Candidate, ...],
    ) -> None:
        self._toponyms = toponyms
        self._gazetteer = gazetteer
        self._words = words
        self._neighbours = neighbours
        self._signs = _signs(toponyms)
        self._countries = sum((told for told, _ in self._signs.values()), Counter[str]())
        self._located = sum((located for _, located in self._signs.values()), Counter[str]())
        self._memory: dict[tuple[str, ...], Chosen | str] = {}
        self._elsewhere = _told_elsewhere(toponyms)

    def choices(self) -> list[Chosen | str]:
        """Choose for every toponym, in order."""
        return [self.choose(number) for number in range(len(self._toponyms))]

    def choose(self, number: int) -> Chosen | str:
        """Return the candidate meant by a toponym, or the reason why none can be told."""
        toponym = self._toponyms[number]
        if not toponym.candidates:
            return self._spelled_otherwise(toponym)
        if fold(toponym.text) in self._elsewhere:
            return f'the gazetteer knows no "{toponym.text}" in {self._elsewhere[fold(toponym.text)]}'
        kind = self._kind(toponym)
        key = (fold(toponym.text), kind)
        container = self._container(number)
        if container:
            inside = (*key, f"{container.kind} {container.name} {container.country}")
            self._memory[key] = self._memory[inside] = self._memory.get(inside) or self._best(toponym, kind, container)
        elif key not in self._memory:
            self._memory[key] = self._best(toponym, kind, None)
        return self._memory[key]

    def _spelled_otherwise(self, toponym: Toponym, least_alike: float = 0.0) -> Chosen | str:
        """Look for another spelling of a name in the countries that the rest of the article is about."""
        key = (fold(toponym.text), "spelling")
        if key not in self._memory:
            told = self._countries - self._signs[fold(toponym.text)][0]
            least = _ABOUT_SHARE * sum(told.values())
            about = {country for country, count in told.items() if count >= least}
            found = self._gazetteer.spelled_like(toponym.text, about) if about else ()
            alike = tuple(each for each in found if each.likeness >= least_alike)
            self._memory[key] = _clear_spelling(toponym.text, alike)
        return self._memory[key]

    def _kind(self, toponym: Toponym) -> str:
        cue = toponym.cue
        if cue in self._words.region:
            return "region"
        is_town = cue in self._words.town or cue in self._words.facility or toponym.distance_km is not None
        return "town" if is_town else ""

    def _container(self, number: int) -> Candidate | None:
        """Return the region or country named right behind the toponym ("X, Y", "X in Y province")."""
        toponym = self._toponyms[number]
        if number + 1 >= len(self._toponyms):
            return None
        after = self._toponyms[number + 1]
        if after.sentence != toponym.sentence or after.first - toponym.last > BEHIND:
            return None
        areas = [c for c in after.candidates if c.kind in _CONTAINERS]
        for area in areas:
            if any(_within(candidate, area) for candidate in toponym.candidates):
                return area
        return None

    def _best(self, toponym: Toponym, kind: str, container: Candidate | None) -> Chosen | str:
        scored = sorted(
            (
                (self._score(candidate, toponym.candidates, kind, container), candidate)
                for candidate in toponym.candidates
            ),
            key=lambda pair: (-pair[0], pair[1].country, pair[1].name, pair[1].geonameid or 0),
        )
        score, best = scored[0]
        if best.kind is PlaceKind.REGION and kind != "region":
            best = _seat(best, toponym.candidates)
            best = self._seat_of(best, toponym.text) if kind == "town" else best
        if container is None and self._is_foreign(best, toponym):
            foreign = f'"{toponym.text}" is known only outside the countries that the article tells of'
            return (best.kind is PlaceKind.TOWN and self._nearly_so_called(toponym)) or foreign
        for other_score, other in scored[1:]:
            if score - other_score >= _CLOSE_CALL:
                break
            if other.country != best.country and best.country not in self._countries and container is None:
                names = f"{best.name} ({best.country}) or {other.name} ({other.country})"
                return f'"{toponym.text}" may be {names}, and the article does not tell which'
        return Chosen(best, self._reason(toponym, best, kind, container, len(scored)))

    def _seat_of(self, best: Candidate, text: str) -> Candidate:
        """Return the city that a region is named after in another spelling ("the town of Hassakeh", Al Hasakah)."""
        if best.kind is not PlaceKind.REGION:
            return best
        alike = self._gazetteer.spelled_like(text, {best.country})
        return _seat(best, tuple(each.candidate for each in alike if each.likeness >= _SEAT_ALIKE))

    def _nearly_so_called(self, toponym: Toponym) -> Chosen | None:
        """Return the place of the article's countries that is spelt nearly as a town elsewhere ("Hamma", Hama)."""
        spelt = self._spelled_otherwise(toponym, _HARDLY_OTHERWISE)
        return None if isinstance(spelt, str) else spelt

    def _is_foreign(self, best: Candidate, toponym: Toponym) -> bool:
        """Tell whether a name leads to a country that hardly anything else points to, and is not well known."""
        if best.kind in {PlaceKind.COUNTRY, PlaceKind.VAST, PlaceKind.WATER}:
            return False
        own_told, own_located = self._signs[fold(toponym.text)]
        told, located = self._countries - own_told, self._located - own_located
        if not located or any(
            signs[best.country] >= _FOREIGN_SHARE * sum(signs.values()) for signs in (told, located) if signs
        ):
            return False
        if toponym.cue in self._words.facility:
            return True  # a hotel or a square is often named after a city far away
        alone = best.main_name and all(other.country == best.country for other in toponym.candidates)
        return best.population < (_KNOWN_ALONE if alone else _KNOWN)

    def _score(
        self, candidate: Candidate, candidates: tuple[Candidate, ...], kind: str, container: Candidate | None
    ) -> float:
        if candidate.kind in {PlaceKind.COUNTRY, PlaceKind.VAST}:
            worth = _COUNTRY_WORTH - (_COUNTRY_WORTH if kind else 0.0)
        elif candidate.kind in {PlaceKind.REGION, PlaceKind.WATER}:
            worth = math.log10(candidate.population) + 1.0 if candidate.population else _REGION_WORTH
            worth += _KIND_CUE if kind == "region" else -_KIND_CUE if kind == "town" else 0.0
        else:
            worth = math.log10(candidate.population + 10)
            worth -= _KIND_CUE if kind == "region" else 0.0
        worth += _MAIN_NAME if candidate.main_name else 0.0
        worth += _DOMINANT if candidate.country == clear_country(candidates, _DOMINANT_TIMES) else 0.0
        total = sum(self._countries.values())
        if candidate.kind is not PlaceKind.COUNTRY and total:
            share = min(1.0, 2.0 * self._countries[candidate.country] / total)
            worth += _COUNTRY * share if share else -_ELSEWHERE
        if container and _within(candidate, container):
            worth += _CONTAINER
        if self._neighbours and candidate.kind is not PlaceKind.COUNTRY:
            close = sum(_apart(candidate, other) < _CLOSE_KM for other in self._neighbours)
            worth += _NEAR_OTHERS * close / len(self._neighbours)
        return worth

    def _reason(self, toponym: Toponym, best: Candidate, kind: str, container: Candidate | None, count: int) -> str:
        country = self._gazetteer.country(best.country)
        where = country.name if country else best.country
        name = f'"{toponym.text}" is {best.name}' + ("" if best.kind is PlaceKind.COUNTRY else f", {where}")
        if count == 1:
            return f"{name}: the only place of that name in the gazetteer"
        if container and _within(best, container):
            return f"{name}: the article names {container.name} beside it"
        if best.kind is not PlaceKind.COUNTRY and self._countries[best.country]:
            signs = "the article is about that country"
        elif kind:
            signs = f'called a "{toponym.cue}"'
        else:
            signs = "the best known place of that name"
        return f"{name}: {signs} ({count} candidates)"


def _clear_spelling(text: str, found: tuple[SpelledLike, ...]) -> Chosen | str:
    """Return the place that an unknown spelling must mean: much alike, and no other is nearly so."""
    unknown = f'"{text}" is not in the gazetteer'
    meant = surely_meant(found)
    if meant is None:
        other = rival(found)
        if other is None:
            return unknown
        return f"{unknown}, and it may be another spelling of {found[0].candidate.name} or of {other.candidate.name}"
    best = meant.candidate
    if best.kind is PlaceKind.REGION:
        best = _seat(best, tuple(each.candidate for each in found))
    return Chosen(best, f"{unknown}; taken for another spelling of {best.name}")


def _seat(region: Candidate, candidates: tuple[Candidate, ...]) -> Candidate:
    """Return the city that a region is named after, which the bare name means ("Aleppo"), else the region."""
    towns = [c for c in candidates if c.kind is PlaceKind.TOWN and _may_be_seat(c, region)]
    return max(towns, key=lambda c: (c.population, c.geonameid or 0), default=region)


def _may_be_seat(town: Candidate, region: Candidate) -> bool:
    """Tell whether a region bears a town's name; a capital may be a region of its own in the middle of it (Kyiv)."""
    if town.population >= _CAPITAL and town.country == region.country and _apart(town, region) <= region.radius_km:
        return True
    known = town.population >= _SEAT or (town.main_name and town.population * _SEAT_TIMES >= region.population > 0)
    return known and _within(town, region)


def _is_told_inside(one: Toponym, after: Toponym) -> bool:
    """Tell "Palma in northern Mozambique" and "Santa Fe, Antioquia Department"."""
    gap = after.first - one.last
    if after.preposition == "in":
        return gap <= _INSIDE
    return gap == 1 and not after.preposition and bool(after.cue)


def clear_country(candidates: tuple[Candidate, ...], times: int) -> str:
    """Return the country whose namesake is so many times as populous as those of all other countries, or nothing."""
    best = max(candidates, key=lambda c: (c.population, c.country), default=None)
    if best is None or best.population == 0:
        return ""
    others = max((c.population for c in candidates if c.country != best.country), default=0)
    return best.country if best.population >= times * max(others, 1) else ""


def _told_elsewhere(toponyms: tuple[Toponym, ...]) -> dict[str, str]:
    """Return names told to lie in an area ("Palma in Mozambique") in which no candidate of that name lies."""
    found: dict[str, str] = {}
    for one, after in pairwise(toponyms):
        if after.sentence != one.sentence or not _is_told_inside(one, after):
            continue
        areas = [c for c in after.candidates if c.kind in _CONTAINERS]
        towns = all(c.kind not in _CONTAINERS for c in one.candidates)
        if areas and towns and not any(_within(c, area) for area in areas for c in one.candidates):
            found[fold(one.text)] = areas[0].name
    return found


def _signs(toponyms: tuple[Toponym, ...]) -> dict[str, tuple[Counter[str], Counter[str]]]:
    """Count for each name how strongly it points to a country: in all, and as a place where something is.

    A country that acts and a people tell whom the article is about; "in Somalia", a clear town and a dateline where.
    """
    found: dict[str, tuple[Counter[str], Counter[str]]] = defaultdict(lambda: (Counter(), Counter()))
    for toponym in toponyms:
        told, located = found[fold(toponym.text)]
        nation = next((c for c in toponym.candidates if c.kind is PlaceKind.COUNTRY), None)
        country = nation.country if nation else clear_country(toponym.candidates, _CLEAR_TIMES)
        if not country:
            continue
        firm = toponym.role is Role.DATELINE or (nation is not None and _is_located(toponym))
        told[country] += _NAMED_AS_PLACE if firm else 1
        if firm or nation is None:
            located[country] += _NAMED_AS_PLACE if firm else 1
    return found


def _is_located(toponym: Toponym) -> bool:
    return toponym.role is Role.PLACE and bool(toponym.preposition)


def _within(candidate: Candidate, area: Candidate) -> bool:
    if area.kind is PlaceKind.COUNTRY:
        return candidate.country == area.country and candidate.kind is not PlaceKind.COUNTRY
    if candidate.kind is not PlaceKind.TOWN or area.kind is not PlaceKind.REGION or candidate.country != area.country:
        return False
    if not area.region:  # a vernacular region is known by its extent alone
        return _apart(candidate, area) <= area.radius_km
    return candidate.region == area.region or (bool(area.admin1) and candidate.admin1 == area.admin1)


def _apart(one: Candidate, other: Candidate) -> float:
    return distance_km(one.latitude, one.longitude, other.latitude, other.longitude)

"""Which of a name's candidates an article means, by the evidence of the whole article."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise

from geo.gazetteer import Gazetteer, SpelledLike, fold
from geo.lexicon import PlaceWords
from geo.model import Candidate, PlaceKind, Role, Toponym
from geo.sphere import distance_km

# Weights of the signs, in the unit of one decade of population; calibrated on conflict news.
_MAIN_NAME, _KIND_CUE, _COUNTRY, _ELSEWHERE, _NEAR_OTHERS = 1.0, 5.0, 4.0, 1.5, 1.5
_REGION_WORTH, _COUNTRY_WORTH = 6.0, 30.0  # what a region or a country is worth beside a town's log10 population
_DOMINANT, _DOMINANT_TIMES = 3.0, 20  # one namesake so many times as populous as all others is meant unless told
_KNOWN, _KNOWN_ALONE = 500_000, 50_000  # people: smaller towns of a country the article does not tell of are doubted
_ABOUT_SHARE = 0.25  # of an article's signs: a country with more is one that it is about
_ALIKE, _ALIKE_MARGIN, _SAME_PLACE_KM = 0.86, 0.05, 15.0  # when another spelling is surely the same name
_CLOSE_CALL = 0.5  # two candidates of different countries this close cannot be told apart without other evidence
_CAPITAL = 300_000  # people
_SEAT, _SEAT_TIMES = 15_000, 40  # people of a town that a region is named after; or the region has so many times more
_CLOSE_KM = 400.0  # places of one story lie mostly this close
_CLOSE_DEGREES = _CLOSE_KM / 110.0  # of latitude, a little more
_NAMED_AS_PLACE = 3.0  # "in Somalia" and a dateline tell more than "Somali" or "Somalia said"
_FOREIGN_SHARE = 0.12  # of the article's signs: a country with fewer is no country that it tells of
_CLEAR_TIMES = 10  # a name counts for a country when its namesakes elsewhere are so many times smaller
_INSIDE = 3  # words between "Palma" and "Mozambique" in "Palma in northern Mozambique"
_ISLET_TIMES = 10
_TOWN = 50_000  # people
_SUBURB_KM = 60.0  # how far from a city its suburbs lie
_MOST_COUNTRIES = 4  # a name that more countries have tells nothing of them
_SIGNS = ((50_000, 1.0), (10_000, 0.6), (0, 0.25))  # people of a town, and what it counts as a sign of its country
_VERNACULAR = 1_000_000  # people for which a vernacular region counts: nobody tells how many it has
_CONTAINERS = frozenset({PlaceKind.COUNTRY, PlaceKind.REGION})  # whose places are known to lie in them
_CONTAINED = frozenset({PlaceKind.TOWN, PlaceKind.REGION})
BEHIND = 5  # words between a name and the container told behind it


_NO_SIGN = 1e-9

Signs = dict[str, float]
"""How strongly names point to countries: alpha-2 code → weight."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The candidate that is meant, and why it is taken to be."""

    candidate: Candidate
    reason: str


class Resolver:
    """The evidence of one article, and the choice made once for each name and kind."""

    def __init__(self, toponyms: tuple[Toponym, ...], gazetteer: Gazetteer, words: PlaceWords) -> None:
        self._toponyms = toponyms
        self._gazetteer = gazetteer
        self._words = words
        self._keys = [fold(toponym.text) for toponym in toponyms]
        self._elsewhere = _told_elsewhere(toponyms)
        self._quarters = {key for key, each in zip(self._keys, toponyms, strict=True) if _is_quarter(each, words)}
        self._containers = [self._container(number) for number in range(len(toponyms))]
        self._signs = _signs(toponyms, self._containers, self._quarters)
        self._countries = _together(told for told, _ in self._signs.values())
        self._total = sum(self._countries.values())
        self._located = _together(located for _, located in self._signs.values())
        self._spelled: dict[str, Chosen | str] = {}
        self._neighbours: tuple[Candidate, ...] | None = None
        self._memory: dict[tuple[str, ...], Chosen | str] = {}

    def choices(self, neighbours: tuple[Candidate, ...] | None) -> list[Chosen | str]:
        """Choose for every toponym, in order; other places of the article, once known, draw their namesakes near."""
        self._neighbours, self._memory = neighbours, {}
        for number, container in enumerate(self._containers):
            if container:  # what is told once of where a name lies goes for its other mentions, also for earlier ones
                self._choose(number)
        return [self._choose(number) for number in range(len(self._toponyms))]

    def _choose(self, number: int) -> Chosen | str:
        """Return the candidate meant by a toponym, or the reason why none can be told."""
        toponym, name = self._toponyms[number], self._keys[number]
        if not toponym.candidates:
            return self._spelled_otherwise(toponym)
        if name in self._elsewhere:
            return f'the gazetteer knows no "{toponym.text}" in {self._elsewhere[name]}'
        if toponym.cue in self._words.counties and all(c.kind is PlaceKind.TOWN for c in toponym.candidates):
            return f'the gazetteer knows no {toponym.cue} "{toponym.text}", and a town of its name may lie elsewhere'
        container = self._containers[number]
        is_region = self._is_parent(number) or self._is_among_regions(number)
        key = (name, "region" if is_region else self._kind(toponym))
        if container:
            inside = (*key, f"{container.kind} {container.name} {container.country}")
            if inside not in self._memory:
                self._memory[inside] = self._best(toponym, key[1], container)
                self._memory.setdefault(key, self._memory[inside])
            return self._memory[inside]
        if key not in self._memory:
            self._memory[key] = self._best(toponym, key[1], None)
        return self._memory[key]

    def _is_parent(self, number: int) -> bool:
        """Tell whether a name is the region told behind a town in it, not the city of its name: "Buffalo, New York"."""
        container = self._containers[number - 1] if number else None
        return (
            container is not None
            and container.kind is PlaceKind.REGION
            and container in self._toponyms[number].candidates
            and self._toponyms[number].joined == ","
        )

    def _is_among_regions(self, number: int) -> bool:
        """Tell whether a name stands in a list of regions: the "Washington" of "Virginia, Washington, Wyoming"."""
        before = self._toponyms[number - 1 : number] if self._toponyms[number].joined else ()
        beside = [*before, *(other for other in self._toponyms[number + 1 : number + 2] if other.joined)]
        own = {
            candidate.country for candidate in self._toponyms[number].candidates if candidate.kind is PlaceKind.REGION
        }
        return bool(beside) and all(_is_region_alone(other, own) for other in beside)

    def _spelled_otherwise(self, toponym: Toponym) -> Chosen | str:
        """Look for another spelling of an unknown name in the countries that the article is about."""
        key = fold(toponym.text)
        if key not in self._spelled:
            least = _ABOUT_SHARE * self._total
            about = {country for country, count in self._countries.items() if count >= least}
            found = self._gazetteer.spelled_like(toponym.text, about) if about else ()
            self._spelled[key] = _clear_spelling(toponym.text, found)
        return self._spelled[key]

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
        if after.role is Role.DEMONYM or after.joined not in {"", ","} or self._is_in_list(number):
            return None
        areas = [c for c in after.candidates if c.kind in _CONTAINERS]
        for area in areas:
            if any(_within(candidate, area) for candidate in toponym.candidates):
                return area
        return None

    def _is_in_list(self, number: int) -> bool:
        """Tell whether a name and the one behind it stand in a list: "Utah, Virginia, …", "Nikopol, Kharkiv and …"."""
        one, after = self._toponyms[number : number + 2]
        kinds = _plain_kinds(one) & _plain_kinds(after)
        if after.joined != "," or not kinds or after.cue in self._words.region:
            return False
        beside = self._toponyms[max(0, number - 1) : number] if one.joined else ()
        further = [other for other in self._toponyms[number + 2 : number + 3] if other.joined]
        return any(_plain_kinds(other) & kinds for other in (*beside, *further))

    def _best(self, toponym: Toponym, kind: str, container: Candidate | None) -> Chosen | str:
        candidates = toponym.candidates
        if container:
            candidates = tuple(candidate for candidate in candidates if _within(candidate, container))
        dominant = clear_country(candidates, _DOMINANT_TIMES)
        nation = self._nation(toponym, candidates)
        scored = sorted(
            ((self._score(candidate, nation, dominant, kind), candidate) for candidate in candidates),
            key=lambda pair: (-pair[0], pair[1].country, pair[1].name, pair[1].geonameid or 0),
        )
        score, best = scored[0]
        if best.kind is PlaceKind.REGION and kind != "region":
            best = _seat(best, candidates)
        if best.kind is PlaceKind.TOWN and self._is_far_quarter(best, toponym):
            return f'"{toponym.text}" is told to be part of a city, and the one known lies far from all other places'
        if container is None and self._is_foreign(best, toponym):
            return f'"{toponym.text}" is known only outside the countries that the article tells of'
        for other_score, other in scored[1:]:
            if score - other_score >= _CLOSE_CALL:
                break
            if other.country != best.country and best.country not in self._countries and container is None:
                names = f"{best.name} ({best.country}) or {other.name} ({other.country})"
                return f'"{toponym.text}" may be {names}, and the article does not tell which'
        return Chosen(best, self._reason(toponym, best, kind, container))

    def _is_far_quarter(self, best: Candidate, toponym: Toponym) -> bool:
        """Tell whether a quarter of some city has a namesake only far from the article's other places."""
        if fold(toponym.text) not in self._quarters:
            return False
        if self._neighbours is None:
            return True  # what it must lie near is not known yet
        others = [other for other in self._neighbours if other != best and other.kind is PlaceKind.TOWN]
        return bool(others) and all(_apart(best, other) > _SUBURB_KM for other in others)

    def _is_foreign(self, best: Candidate, toponym: Toponym) -> bool:
        """Tell whether a name leads to a country that hardly anything else points to, and is not well known."""
        if best.kind in {PlaceKind.COUNTRY, PlaceKind.VAST, PlaceKind.WATER}:
            return False
        own_told, own_located = self._signs[fold(toponym.text)]
        told, located = _without(self._countries, own_told), _without(self._located, own_located)
        if not located or any(
            signs.get(best.country, 0.0) >= _FOREIGN_SHARE * sum(signs.values()) for signs in (told, located)
        ):
            return False
        if toponym.cue in self._words.facility:
            return True  # a hotel or a square is often named after a city far away
        alone = best.main_name and all(other.country == best.country for other in toponym.candidates)
        people = _VERNACULAR if _is_vernacular(best) else best.population
        return people < (_KNOWN_ALONE if alone else _KNOWN)

    def _nation(self, toponym: Toponym, candidates: tuple[Candidate, ...]) -> Candidate | None:
        """Return the country that a bare name means: not where all else points to a larger region of it ("Georgia")."""
        nation = next((c for c in candidates if c.kind is PlaceKind.COUNTRY and _is_meant(c, candidates)), None)
        regions = [c for c in candidates if c.kind is PlaceKind.REGION and c.main_name]
        if nation is None or all(region.population <= nation.population for region in regions):
            return nation
        told = _without(self._countries, self._signs[fold(toponym.text)][0])
        region = max(regions, key=lambda c: c.population)
        here, there = told.get(nation.country, 0.0), told.get(region.country, 0.0)
        return None if not here and there >= _FOREIGN_SHARE * sum(told.values()) > 0 else nation

    def _score(self, candidate: Candidate, nation: Candidate | None, dominant: str, kind: str) -> float:
        if candidate.kind is PlaceKind.VAST or candidate == nation:
            worth = _COUNTRY_WORTH - (_COUNTRY_WORTH if kind else 0.0)
        elif candidate.kind in {PlaceKind.REGION, PlaceKind.WATER}:
            worth = math.log10(candidate.population) + 1.0 if candidate.population else _REGION_WORTH
            worth += _KIND_CUE if kind == "region" else -_KIND_CUE if kind == "town" else 0.0
        else:
            worth = math.log10(candidate.population + 10)
            worth -= _KIND_CUE if kind == "region" else 0.0
        worth += _MAIN_NAME if candidate.main_name else 0.0
        worth += _DOMINANT if candidate.country == dominant else 0.0
        if candidate.kind is not PlaceKind.COUNTRY and self._total:
            share = min(1.0, 2.0 * self._countries.get(candidate.country, 0.0) / self._total)
            worth += _COUNTRY * share if share else -_ELSEWHERE
        if self._neighbours and candidate.kind is not PlaceKind.COUNTRY:
            close = sum([_is_close(candidate, other) for other in self._neighbours])
            worth += _NEAR_OTHERS * close / len(self._neighbours)
        return worth

    def _reason(self, toponym: Toponym, best: Candidate, kind: str, container: Candidate | None) -> str:
        country = self._gazetteer.country(best.country)
        where = country.name if country else best.country
        name = f'"{toponym.text}" is {best.name}' + ("" if best.kind is PlaceKind.COUNTRY else f", {where}")
        count = len(toponym.candidates)
        if count == 1:
            return f"{name}: the only place of that name in the gazetteer"
        if container and _within(best, container):
            return f"{name}: the article names {container.name} beside it"
        if best.kind is not PlaceKind.COUNTRY and best.country in self._countries:
            signs = "the article is about that country"
        elif kind:
            signs = f'called a "{toponym.cue}"'
        else:
            signs = "the best known place of that name"
        return f"{name}: {signs} ({count} candidates)"


def _clear_spelling(text: str, found: tuple[SpelledLike, ...]) -> Chosen | str:
    """Return the place that an unknown spelling must mean: much alike, and no other is nearly so."""
    unknown = f'"{text}" is not in the gazetteer'
    if not found or found[0].likeness < _ALIKE:
        return unknown
    alike, best = found[0].likeness, found[0].candidate
    if best.kind is PlaceKind.REGION:
        best = _seat(best, tuple(each.candidate for each in found))
    for other in found:
        near = _apart(best, other.candidate) <= _SAME_PLACE_KM or _within(best, other.candidate)
        behind = alike - other.likeness >= _ALIKE_MARGIN
        smaller = best.population > _DOMINANT_TIMES * max(1, other.candidate.population)
        if not (near or behind or smaller):
            return f"{unknown}, and it may be another spelling of {best.name} or of {other.candidate.name}"
    return Chosen(best, f"{unknown}; taken for another spelling of {best.name}")


def _seat(region: Candidate, candidates: tuple[Candidate, ...]) -> Candidate:
    """Return the city that a region is named after, which the bare name means ("Aleppo"), else the region."""
    towns = [c for c in candidates if c.kind is PlaceKind.TOWN and _may_be_seat(c, region)]
    return max(towns, key=lambda c: (c.population, c.geonameid or 0), default=region)


def _may_be_seat(town: Candidate, region: Candidate) -> bool:
    """Tell whether a bare name means a town of a region's name; it may lie outside it (Kyiv, Washington)."""
    if town.population >= _CAPITAL and town.country == region.country:
        return town.main_name or _apart(town, region) <= region.radius_km
    known = town.population >= _SEAT or (town.main_name and town.population * _SEAT_TIMES >= region.population > 0)
    return known and _within(town, region)


def _is_told_inside(one: Toponym, after: Toponym) -> bool:
    """Tell "Palma in northern Mozambique" and "Santa Fe, Antioquia Department"."""
    gap = after.first - one.last
    if after.joined:
        return False
    if after.preposition == "in":
        return gap <= _INSIDE
    return gap == 1 and not after.preposition and bool(after.cue)


def clear_country(candidates: tuple[Candidate, ...], times: int) -> str:
    """Return the country whose namesake is so many times as populous as those of all other countries, or nothing."""
    largest: dict[str, int] = {}
    for candidate in candidates:
        people = candidate.population or (_VERNACULAR if _is_vernacular(candidate) else 0)
        if people > largest.get(candidate.country, 0):
            largest[candidate.country] = people
    best = max(largest.values(), default=0)
    clear = [country for country, people in largest.items() if people * times > best]
    return clear[0] if len(clear) == 1 and best >= times else ""


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


def _signs(
    toponyms: tuple[Toponym, ...], containers: list[Candidate | None], quarters: Collection[str]
) -> dict[str, tuple[Signs, Signs]]:
    """Count for each name how strongly it points to a country: in all, and as a place where something is.

    A country that acts and a people tell whom the article is about; "in Somalia", a clear town and a dateline where.
    A name that is told to lie in an area points to that area's country.
    """
    found: dict[str, tuple[Signs, Signs]] = defaultdict(lambda: (defaultdict(float), defaultdict(float)))
    told_in = {fold(one.text): area.country for one, area in zip(toponyms, containers, strict=True) if area}
    for toponym in toponyms:
        name = fold(toponym.text)
        told, located = found[name]
        nation = next((c for c in toponym.candidates if c.kind is PlaceKind.COUNTRY), None)
        if nation and _is_meant(nation, toponym.candidates):
            weight = _NAMED_AS_PLACE if _is_located(toponym) else 1.0
            told[nation.country] += weight
            located[nation.country] += weight if _is_located(toponym) else 0.0
            continue
        if name in quarters:
            continue
        for country, weight in _pointing(toponym.candidates, told_in.get(name, "")).items():
            weight *= _NAMED_AS_PLACE if toponym.role is Role.DATELINE else 1.0  # noqa: PLW2901 - a dateline's counts more
            told[country] += weight
            located[country] += weight
    return found


def _together(many: Iterable[Signs]) -> Signs:
    whole: Signs = defaultdict(float)
    for signs in many:
        for country, weight in signs.items():
            whole[country] += weight
    return dict(whole)


def _without(signs: Signs, own: Signs) -> Signs:
    left = {country: weight - own.get(country, 0.0) for country, weight in signs.items()}
    return {country: weight for country, weight in left.items() if weight > _NO_SIGN}


def _pointing(candidates: tuple[Candidate, ...], told_in: str) -> dict[str, float]:
    """Return how strongly a town or region points to countries: a village or a name of many countries hardly does."""
    if any(candidate.kind in {PlaceKind.WATER, PlaceKind.VAST} for candidate in candidates):
        return {}
    clear = told_in or clear_country(candidates, _CLEAR_TIMES)
    countries = {clear} if clear else {candidate.country for candidate in candidates}
    if len(countries) > _MOST_COUNTRIES:
        return {}
    return {
        country: max(_sign_of(candidate) for candidate in candidates if candidate.country == country) / len(countries)
        for country in countries
        if country
    }


def _sign_of(candidate: Candidate) -> float:
    """Return how well known a place is, as a sign of its country: 1 a city or region, less a town or village."""
    if candidate.kind is not PlaceKind.TOWN:
        return 1.0
    return next(sign for people, sign in _SIGNS if candidate.population >= people)


def _is_meant(nation: Candidate, candidates: tuple[Candidate, ...]) -> bool:
    """Tell whether a bare name means the country: not an islet that shares it with a larger place ("Norfolk")."""
    return nation.main_name or nation.population * _ISLET_TIMES >= max(c.population for c in candidates)


def _is_located(toponym: Toponym) -> bool:
    return toponym.role is Role.PLACE and bool(toponym.preposition)


def _within(candidate: Candidate, area: Candidate) -> bool:
    if area.kind is PlaceKind.COUNTRY:
        return candidate.country == area.country and candidate.kind is not PlaceKind.COUNTRY
    if candidate.kind not in _CONTAINED or area.kind is not PlaceKind.REGION or candidate.country != area.country:
        return False
    if _is_vernacular(area):  # known by its extent alone
        return _apart(candidate, area) + candidate.radius_km <= area.radius_km
    if candidate.kind is PlaceKind.REGION:
        return False
    return candidate.region == area.region or (bool(area.admin1) and candidate.admin1 == area.admin1)


def _is_quarter(toponym: Toponym, words: PlaceWords) -> bool:
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
    known = [c for c in toponym.candidates if c.main_name and (c.kind in _CONTAINERS or c.population >= _CAPITAL)]
    return {c.kind for c in known} == {PlaceKind.REGION} and any(c.country in countries for c in known)


def _is_vernacular(candidate: Candidate) -> bool:
    return candidate.kind is PlaceKind.REGION and not candidate.region


def _is_close(one: Candidate, other: Candidate) -> bool:
    """Tell whether two places lie less than _CLOSE_KM apart; a look at the latitudes spares most of the reckoning."""
    return abs(one.latitude - other.latitude) < _CLOSE_DEGREES and _apart(one, other) < _CLOSE_KM


def _apart(one: Candidate, other: Candidate) -> float:
    return distance_km(one.latitude, one.longitude, other.latitude, other.longitude)

"""Which of a name's candidates an article means, by the evidence of the whole article."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from geo.gazetteer import Gazetteer, SpelledLike, fold, likeness, rival, spelling, surely_meant
from geo.lexicon import PlaceWords
from geo.model import Candidate, PlaceKind, Toponym
from geo.places.candidates import VERNACULAR, apart, count_close, is_vernacular, seat_of, within
from geo.places.containers import containers, is_among_regions, is_parent, is_quarter, told_elsewhere
from geo.places.locators import Locator, locators
from geo.places.signs import Signs, clear_country, is_meant, signs_of, together, without

# Weights of the signs, in the unit of one decade of population; calibrated on conflict news.
_SPELLED = 0.5  # for another spelling of the main name ("Sloviansk") before another name ("Leninsk")
_MAIN_NAME, _KIND_CUE, _COUNTRY, _ELSEWHERE, _NEAR_OTHERS = 1.0, 5.0, 4.0, 1.5, 1.5
_REGION_WORTH, _COUNTRY_WORTH = 6.0, 30.0  # what a region or a country is worth beside a town's log10 population
_DOMINANT, _DOMINANT_TIMES = 3.0, 20  # one namesake so many times as populous as all others is meant unless told
_FEW_COUNTRIES = 3  # with namesakes in more, as Santa Fe has, a name is anybody's
_HARDLY_RIVALLED = 5  # "in Geneva": so many times as populous as its namesakes abroad, a town is well known
_KNOWN, _KNOWN_ALONE = 500_000, 50_000  # people: smaller towns of a country the article does not tell of are doubted
_ABOUT_SHARE = 0.25  # of an article's signs: a country with more is one that it is about
_CITY, _VILLAGE = 150_000, 20_000  # people: nobody writes a city's name for a village's, "Sousse" for "Susah"
_SEAT_ALIKE = 0.86  # likeness of a region's name and its city's
_HARDLY_OTHERWISE = 0.95  # likeness of a name that is known elsewhere
_SPELLED_ALIKE = 0.85  # likeness of two spellings of one name: "Jefferson" is none of "Jefferson City"
_CLOSE_CALL = 0.5  # two candidates of different countries this close cannot be told apart without other evidence
_CLOSE_TOWNS = 0.8  # nor can two towns: nobody knows both Tripolis by their people
_ACROSS_KM = 200.0  # a town this close to another of the article may lie in a country that it does not name
_ACROSS_DEGREES = _ACROSS_KM / 110.0  # of latitude, a little more
_TELLING = 0.75  # weight of signs that tells which countries an article is about: more than a village or two
_FOREIGN_SHARE = 0.12  # of the article's signs: a country with fewer is no country that it tells of
_SUBURB_KM = 60.0  # how far from a city its suburbs lie


class Chosen(NamedTuple):
    """The candidate that is meant, and why it is taken to be."""

    candidate: Candidate
    reason: str


class _Told(NamedTuple):
    """Where an article tells a name to lie, and the candidates that lie there."""

    where: str
    beside: str
    candidates: tuple[Candidate, ...]


class Resolver:
    """The evidence of one article, and the choice made once for each name and kind."""

    def __init__(
        self, toponyms: tuple[Toponym, ...], gazetteer: Gazetteer, words: PlaceWords, openings: Sequence[int]
    ) -> None:
        self._toponyms = toponyms
        self._gazetteer = gazetteer
        self._words = words
        self._keys = [fold(toponym.text) for toponym in toponyms]
        self._elsewhere = told_elsewhere(toponyms)
        self._quarters = {key for key, each in zip(self._keys, toponyms, strict=True) if is_quarter(each, words)}
        self._containers = containers(toponyms, words, openings)
        self._locators = locators(toponyms)
        self._signs = signs_of(toponyms, self._containers, self._quarters)
        self._countries = together(told for told, _ in self._signs.values())
        self._total = sum(self._countries.values())
        self._located = together(located for _, located in self._signs.values())
        self._spelled: dict[str, Chosen | str] = {}
        self._neighbours: tuple[Candidate, ...] | None = None
        self._memory: dict[tuple[str, ...], Chosen | str] = {}
        self._worth: dict[tuple[str, ...], list[tuple[float, Candidate]]] = {}  # without neighbours
        self._told_of: dict[tuple[str, str], bool] = {}
        self._others: dict[str, tuple[Signs, Signs]] = {}  # the signs of all names but one

    def choices(self, neighbours: tuple[Candidate, ...] | None) -> list[Chosen | str]:
        """Choose for every toponym, in order; other places of the article, once known, draw their namesakes near."""
        self._neighbours, self._memory = neighbours, {}
        for number, container in enumerate(self._containers):
            # What is told once of where a name lies goes for its other mentions, also for earlier ones.
            if container or number in self._locators:
                self._choose(number)
        return [self._choose(number) for number in range(len(self._toponyms))]

    def _choose(self, number: int) -> Chosen | str:
        """Return the candidate meant by a toponym, or the reason why none can be told."""
        toponym, name = self._toponyms[number], self._keys[number]
        if not toponym.candidates:
            return self._spelled_otherwise(number)
        if name in self._elsewhere:
            return f'the gazetteer knows no "{toponym.text}" in {self._elsewhere[name]}'
        if toponym.cue in self._words.counties and all(c.kind is PlaceKind.TOWN for c in toponym.candidates):
            return f'the gazetteer knows no {toponym.cue} "{toponym.text}", and a town of its name may lie elsewhere'
        is_region = is_parent(number, self._toponyms, self._containers) or is_among_regions(number, self._toponyms)
        key = (name, "region" if is_region else self._kind(toponym))
        told = self._told(number)
        if told is None:
            if key not in self._memory:
                self._memory[key] = self._best(number, key, None)
            return self._memory[key]
        inside = (*key, told.where)
        if inside not in self._memory:
            nothing = f'the gazetteer knows no "{toponym.text}" {told.where}'
            self._memory[inside] = self._best(number, key, told) if told.candidates else nothing
            self._remember(key, self._memory[inside], toponym.text)
        return self._memory[inside]

    def _remember(self, key: tuple[str, ...], found: Chosen | str, text: str) -> None:
        """Keep for a name's other mentions what is told of one; not where two towns of different countries are told."""
        known = self._memory.setdefault(key, found)
        if isinstance(known, Chosen) and isinstance(found, Chosen):
            one, other = known.candidate, found.candidate
            if PlaceKind.TOWN is one.kind is other.kind and one.country != other.country:
                names = f"{one.name} ({one.country}) and {other.name} ({other.country})"
                self._memory[key] = f'the article tells of two places called "{text}", {names}'

    def _told(self, number: int) -> _Told | None:
        """Return where the name beside tells a toponym to lie: in a region or country, or near another place."""
        candidates, container = self._toponyms[number].candidates, self._containers[number]
        if container:
            inside = tuple(each for each in candidates if within(each, container))
            return _Told(f"in {container.name}", container.name, inside)
        located = self._located_by(number)
        if located is None or any(each.kind is PlaceKind.COUNTRY and each.main_name for each in candidates):
            return None
        locator, other = located
        near = tuple(each for each in candidates if locator.holds(each, other))
        return _Told(f"near {other.name}", other.name, near)

    def _located_by(self, number: int) -> tuple[Locator, Candidate] | None:
        """Return what tells where a toponym lies, and the place that it means."""
        locator = self._locators.get(number)
        chosen = self._choose(locator.number) if locator else ""
        return None if locator is None or isinstance(chosen, str) else (locator, chosen.candidate)

    def _spelled_otherwise(self, number: int, least_alike: float = 0.0) -> Chosen | str:
        """Look for another spelling of a name in the countries that the rest of the article is about."""
        toponym, key = self._toponyms[number], self._keys[number]
        if key not in self._spelled:
            told, _ = self._beside(key)
            least = _ABOUT_SHARE * sum(told.values())
            about = {country for country, weight in told.items() if weight >= least}
            found = self._gazetteer.spelled_like(toponym.text, about) if about else ()
            located = self._located_by(number)
            if located:
                locator, other = located
                found = tuple(each for each in found if locator.holds_spelled(each.candidate, other))
            alike = tuple(each for each in found if each.likeness >= least_alike)
            self._spelled[key] = _clear_spelling(toponym.text, alike)
        return self._spelled[key]

    def _kind(self, toponym: Toponym) -> str:
        cue = toponym.cue
        if cue in self._words.region:
            return "region"
        is_town = cue in self._words.town or cue in self._words.facility or toponym.distance_km is not None
        return "town" if is_town else ""

    def _best(self, number: int, key: tuple[str, ...], told: _Told | None) -> Chosen | str:
        toponym, kind, scored = self._toponyms[number], key[1], self._ranked(number, key, told)
        score, best = scored[0]
        if best.kind is PlaceKind.REGION and kind != "region":
            best = seat_of(best, tuple([candidate for _, candidate in scored]))
            best = self._seat_of(best, toponym.text) if kind == "town" else best
        if best.kind is PlaceKind.TOWN and self._is_far_quarter(best, toponym):
            return f'"{toponym.text}" is told to be part of a city, and the one known lies far from all other places'
        if told is None and best.kind is PlaceKind.TOWN and not self._is_told_of(best.country, toponym):
            nearly = self._nearly_so_called(number)
            if nearly and not _is_city_beside(best, nearly.candidate):
                return nearly
        if told is None and self._is_foreign(best, toponym):
            return f'"{toponym.text}" is known only outside the countries that the article tells of'
        name = self._keys[number]
        own = next((worth for worth, candidate in scored if candidate == best), score)
        for other_score, other in scored[1:]:
            towns = PlaceKind.TOWN is best.kind is other.kind
            if own - other_score >= _CLOSE_TOWNS if towns else score - other_score >= _CLOSE_CALL:
                continue
            if other.country != best.country and best.country not in self._beside(name)[0] and told is None:
                names = f"{best.name} ({best.country}) or {other.name} ({other.country})"
                return f'"{toponym.text}" may be {names}, and the article does not tell which'
        return Chosen(best, self._reason(toponym, best, kind, told))

    def _ranked(self, number: int, key: tuple[str, ...], told: _Told | None) -> list[tuple[float, Candidate]]:
        """Return the candidates that lie where it is told with their scores, the likeliest first."""
        toponym, kind = self._toponyms[number], key[1]
        if told:
            scored = self._scored(toponym, told.candidates, kind)
        else:
            if key not in self._worth:
                self._worth[key] = self._scored(toponym, toponym.candidates, kind)
            scored = self._worth[key]
        if len(scored) == 1:
            return scored
        if self._neighbours:
            scored = [(worth + self._nearness(candidate), candidate) for worth, candidate in scored]
        return sorted(scored, key=_likelier)

    def _seat_of(self, best: Candidate, text: str) -> Candidate:
        """Return the city that a region is named after in another spelling ("the town of Hassakeh", Al Hasakah)."""
        if best.kind is not PlaceKind.REGION:
            return best
        alike = self._gazetteer.spelled_like(text, {best.country})
        return seat_of(best, tuple(each.candidate for each in alike if each.likeness >= _SEAT_ALIKE))

    def _nearly_so_called(self, number: int) -> Chosen | None:
        """Return the place of the article's countries that is spelt nearly as a town elsewhere ("Hamma", Hama)."""
        spelt = self._spelled_otherwise(number, _HARDLY_OTHERWISE)
        return None if isinstance(spelt, str) else spelt

    def _is_far_quarter(self, best: Candidate, toponym: Toponym) -> bool:
        """Tell whether a quarter of some city has a namesake only far from the article's other places."""
        if fold(toponym.text) not in self._quarters:
            return False
        if self._neighbours is None:
            return True  # what it must lie near is not known yet
        others = [other for other in self._neighbours if other != best and other.kind is PlaceKind.TOWN]
        return bool(others) and all(apart(best, other) > _SUBURB_KM for other in others)

    def _is_foreign(self, best: Candidate, toponym: Toponym) -> bool:
        """Tell whether a name leads to a country that hardly anything else points to, and is not well known."""
        if best.kind in {PlaceKind.COUNTRY, PlaceKind.VAST, PlaceKind.WATER}:
            return False
        if self._is_told_of(best.country, toponym) or self._is_near_others(best):
            return False
        if toponym.cue in self._words.facility:
            return True  # a hotel or a square is often named after a city far away
        countries = {other.country for other in toponym.candidates}
        alone = countries == {best.country}
        if toponym.preposition in self._words.strong and len(countries) <= _FEW_COUNTRIES:
            alone = alone or clear_country(toponym.candidates, _HARDLY_RIVALLED) == best.country
        people = VERNACULAR if is_vernacular(best) else best.population
        return people < (_KNOWN_ALONE if alone and best.main_name else _KNOWN)

    def _is_near_others(self, best: Candidate) -> bool:
        """Tell whether a place lies near the other towns of the article, be it across a border."""
        latitude = best.latitude
        beside = [other for other in self._neighbours or () if abs(other.latitude - latitude) < _ACROSS_DEGREES]
        others = (other for other in beside if other.kind is PlaceKind.TOWN and other.name != best.name)
        return any(apart(best, other) <= _ACROSS_KM for other in others)

    def _is_told_of(self, country: str, toponym: Toponym) -> bool:
        """Tell whether the names beside a toponym point to a country, or to none clearly."""
        key = country, fold(toponym.text)
        if key not in self._told_of:
            self._told_of[key] = self._points_to(*key)
        return self._told_of[key]

    def _points_to(self, country: str, name: str) -> bool:
        told, located = self._beside(name)
        return sum(located.values()) < _TELLING or any(
            signs.get(country, 0.0) >= _FOREIGN_SHARE * sum(signs.values()) for signs in (told, located)
        )

    def _beside(self, name: str) -> tuple[Signs, Signs]:
        """Return the signs of all other names: in all, and as places."""
        if name not in self._others:
            told, located = self._signs[name]
            self._others[name] = without(self._countries, told), without(self._located, located)
        return self._others[name]

    def _nation(self, toponym: Toponym, candidates: tuple[Candidate, ...]) -> Candidate | None:
        """Return the country that a bare name means: not where all else points to a larger region of it ("Georgia")."""
        nation = next((c for c in candidates if c.kind is PlaceKind.COUNTRY and is_meant(c, candidates)), None)
        regions = [c for c in candidates if c.kind is PlaceKind.REGION and c.main_name]
        if nation is None or all(region.population <= nation.population for region in regions):
            return nation
        told, _ = self._beside(fold(toponym.text))
        region = max(regions, key=lambda c: c.population)
        here, there = told.get(nation.country, 0.0), told.get(region.country, 0.0)
        return None if not here and there >= _FOREIGN_SHARE * sum(told.values()) > 0 else nation

    def _scored(self, toponym: Toponym, candidates: tuple[Candidate, ...], kind: str) -> list[tuple[float, Candidate]]:
        """Return the candidates, each with what speaks for it but its neighbours; one alone needs no score."""
        if len(candidates) == 1:
            return [(0.0, candidates[0])]
        dominant, nation = clear_country(candidates, _DOMINANT_TIMES), self._nation(toponym, candidates)
        key = fold(toponym.text)
        return [(self._score(each, nation, dominant, kind) + _spelled(key, each), each) for each in candidates]

    def _score(self, candidate: Candidate, nation: Candidate | None, dominant: str, kind: str) -> float:
        is_nation = candidate.kind is PlaceKind.COUNTRY and candidate == nation
        if candidate.kind is PlaceKind.VAST or is_nation:
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
        return worth

    def _nearness(self, candidate: Candidate) -> float:
        """Return what the other places of the article that lie near a candidate add to its score."""
        if not self._neighbours or candidate.kind is PlaceKind.COUNTRY:
            return 0.0
        return _NEAR_OTHERS * count_close(candidate, self._neighbours) / len(self._neighbours)

    def _reason(self, toponym: Toponym, best: Candidate, kind: str, told: _Told | None) -> str:
        country = self._gazetteer.country(best.country)
        where = country.name if country else best.country
        name = f'"{toponym.text}" is {best.name}' + ("" if best.kind is PlaceKind.COUNTRY else f", {where}")
        count = len(toponym.candidates)
        if count == 1:
            return f"{name}: the only place of that name in the gazetteer"
        if told and best in told.candidates:
            return f"{name}: the article names {told.beside} beside it"
        if best.kind is not PlaceKind.COUNTRY and best.country in self._beside(fold(toponym.text))[0]:
            signs = "the article is about that country"
        elif kind:
            signs = f'called a "{toponym.cue}"' if toponym.cue else "a way is told from it, as from a town"
        else:
            signs = "the best known place of that name"
        return f"{name}: {signs} ({count} candidates)"


def _likelier(scored: tuple[float, Candidate]) -> tuple[float, str, str, int]:
    """Order candidates by their scores, the highest first."""
    score, candidate = scored
    return -score, candidate.country, candidate.name, candidate.geonameid or 0


def _spelled(key: str, candidate: Candidate) -> float:
    """Return what speaks for a town of whose main name a name is but another spelling: "Sloviansk", Slovyansk."""
    if candidate.main_name or candidate.kind is not PlaceKind.TOWN:
        return 0.0
    main = spelling(fold(candidate.name), candidate.country)
    return _SPELLED if likeness(spelling(key, candidate.country), main) >= _SPELLED_ALIKE else 0.0


def _is_city_beside(known: Candidate, spelled: Candidate) -> bool:
    """Tell whether a name is a city's, so that no village of nearly that name is meant."""
    return known.main_name and known.population >= _CITY and 0 < spelled.population < _VILLAGE


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
        best = seat_of(best, tuple(each.candidate for each in found))
    return Chosen(best, f"{unknown}; taken for another spelling of {best.name}")

"""Which of the candidates is meant in this article: toponyms → places, each with its reason."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

from geo.gazetteer import Gazetteer, fold
from geo.geometry import destination, distance_km, midpoint, part_of
from geo.lexicon import Lexicon, PlaceWords
from geo.model import Candidate, Findings, Place, PlaceKind, Relation, Role, Toponym, WherePrec

# Weights of the signs, in the unit of one decade of population; calibrated on conflict news.
_MAIN_NAME, _KIND_CUE, _COUNTRY, _ELSEWHERE, _CONTAINER, _NEAR_OTHERS = 1.0, 5.0, 4.0, 1.5, 6.0, 1.5
_REGION_WORTH, _COUNTRY_WORTH = 4.4, 9.0  # what a region or a country is worth beside a town's log10 population
_NAMED_ONCE = 0.5  # two candidates of different countries this close cannot be told apart without other evidence
_NEAR_KM, _AROUND_KM, _DIRECTION_KM, _SITE_KM, _DISTRICT_KM = 30.0, 30.0, 40.0, 15.0, 35.0
_LEAST_REACH_KM, _DISTANCE_SLACK = 10.0, 0.4  # how far off "30 km north of X" may be: roads wind, directions are rough
_CLOSE_KM = 400.0  # places of one story lie mostly this close
_INSIDE = 3  # words between "Palma" and "Mozambique" in "Palma in northern Mozambique"
_BEHIND = 5  # words between a name and the container told behind it
_ANCHOR_REACH = 3  # sentences back in which an unknown name's container is looked for


@dataclass(frozen=True, slots=True)
class _Chosen:
    candidate: Candidate
    reason: str


def locate(findings: Findings, gazetteer: Gazetteer, lexicon: Lexicon) -> tuple[Place, ...]:
    """Resolve every toponym of an article, one Place each; a name that cannot be placed has no coordinates.

    All mentions of a name mean one thing in an article, unless a feature word says otherwise.
    """
    toponyms, words = findings.toponyms, lexicon.places
    first = _Resolver(toponyms, gazetteer, words, ()).choices()
    firm = tuple(c.candidate for c in first if isinstance(c, _Chosen) and c.candidate.kind is not PlaceKind.COUNTRY)
    chosen = _Resolver(toponyms, gazetteer, words, firm).choices()
    places = [
        _placed(toponym, found, gazetteer, words) if isinstance(found, _Chosen) else _unplaced(toponym, found)
        for toponym, found in zip(toponyms, chosen, strict=True)
    ]
    anchored = [
        places[number] if isinstance(chosen[number], _Chosen) else _anchored(number, toponyms, places)
        for number, toponym in enumerate(toponyms)
    ]
    return tuple(_between(number, toponyms, anchored) for number in range(len(toponyms)))


class _Resolver:
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
        self._countries = _countries(toponyms)
        self._memory: dict[tuple[str, str], _Chosen | str] = {}
        self._elsewhere = _told_elsewhere(toponyms)

    def choices(self) -> list[_Chosen | str]:
        """Choose for every toponym, in order."""
        return [self.choose(number) for number in range(len(self._toponyms))]

    def choose(self, number: int) -> _Chosen | str:
        """Return the candidate meant by a toponym, or the reason why none can be told."""
        toponym = self._toponyms[number]
        if not toponym.candidates:
            return f'"{toponym.text}" is not in the gazetteer'
        if fold(toponym.text) in self._elsewhere:
            return f'the gazetteer knows no "{toponym.text}" in {self._elsewhere[fold(toponym.text)]}'
        kind = self._kind(toponym)
        key = (fold(toponym.text), kind)
        container = self._container(number)
        if container or key not in self._memory:
            self._memory[key] = self._best(toponym, kind, container)
        return self._memory[key]

    def _kind(self, toponym: Toponym) -> str:
        cue = toponym.cue
        if cue in self._words.region:
            return "region"
        return "town" if cue in self._words.town or cue in self._words.facility else ""

    def _container(self, number: int) -> Candidate | None:
        """Return the region or country named right behind the toponym ("X, Y", "X in Y province")."""
        toponym = self._toponyms[number]
        if number + 1 >= len(self._toponyms):
            return None
        after = self._toponyms[number + 1]
        if after.sentence != toponym.sentence or after.first - toponym.last > _BEHIND:
            return None
        areas = [c for c in after.candidates if c.kind is not PlaceKind.TOWN]
        for area in areas:
            if any(_within(candidate, area) for candidate in toponym.candidates):
                return area
        return None

    def _best(self, toponym: Toponym, kind: str, container: Candidate | None) -> _Chosen | str:
        scored = sorted(
            ((self._score(candidate, kind, container), candidate) for candidate in toponym.candidates),
            key=lambda pair: (-pair[0], pair[1].country, pair[1].name, pair[1].geonameid or 0),
        )
        score, best = scored[0]
        for other_score, other in scored[1:]:
            if score - other_score >= _NAMED_ONCE:
                break
            if other.country != best.country and best.country not in self._countries and container is None:
                names = f"{best.name} ({best.country}) or {other.name} ({other.country})"
                return f'"{toponym.text}" may be {names}, and the article does not tell which'
        return _Chosen(best, self._reason(toponym, best, kind, container, len(scored)))

    def _score(self, candidate: Candidate, kind: str, container: Candidate | None) -> float:
        if candidate.kind is PlaceKind.COUNTRY:
            worth = _COUNTRY_WORTH
        elif candidate.kind is PlaceKind.REGION:
            worth = _REGION_WORTH + (_KIND_CUE if kind == "region" else -_KIND_CUE if kind == "town" else 0.0)
        else:
            worth = math.log10(candidate.population + 10)
            worth -= _KIND_CUE if kind == "region" else 0.0
        worth += _MAIN_NAME if candidate.main_name else 0.0
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


def _told_elsewhere(toponyms: tuple[Toponym, ...]) -> dict[str, str]:
    """Return names told to lie in an area ("Palma in Mozambique") in which no candidate of that name lies."""
    found: dict[str, str] = {}
    for one, after in pairwise(toponyms):
        if after.preposition != "in" or after.sentence != one.sentence or after.first - one.last > _INSIDE:
            continue
        areas = [c for c in after.candidates if c.kind is not PlaceKind.TOWN]
        towns = all(c.kind is PlaceKind.TOWN for c in one.candidates)
        if areas and towns and not any(_within(c, area) for area in areas for c in one.candidates):
            found[fold(one.text)] = areas[0].name
    return found


def _countries(toponyms: tuple[Toponym, ...]) -> Counter[str]:
    """Count how often the article names each country, its people, or a place that can be in no other country."""
    found: Counter[str] = Counter()
    for toponym in toponyms:
        if toponym.role is Role.ORGANISATION and not toponym.candidates:
            continue
        countries = {candidate.country for candidate in toponym.candidates}
        nation = next((c for c in toponym.candidates if c.kind is PlaceKind.COUNTRY), None)
        if nation:
            found[nation.country] += 1 if toponym.role in {Role.METONYM, Role.ORGANISATION} else 2
        elif len(countries) == 1 and max(c.population for c in toponym.candidates) > 0:
            found[next(iter(countries))] += 1
    return found


def _within(candidate: Candidate, area: Candidate) -> bool:
    if area.kind is PlaceKind.COUNTRY:
        return candidate.country == area.country and candidate.kind is not PlaceKind.COUNTRY
    if candidate.kind is not PlaceKind.TOWN or area.kind is not PlaceKind.REGION:
        return False
    return candidate.country == area.country and (
        candidate.region == area.region or (bool(area.admin1) and candidate.admin1 == area.admin1)
    )


def _apart(one: Candidate, other: Candidate) -> float:
    return distance_km(one.latitude, one.longitude, other.latitude, other.longitude)


# ---------------------------------------------------------------- from candidate to place


def _placed(toponym: Toponym, chosen: _Chosen, gazetteer: Gazetteer, words: PlaceWords) -> Place:
    candidate = chosen.candidate
    region = gazetteer.region(candidate.region) if candidate.kind is not PlaceKind.COUNTRY else None
    country = gazetteer.country(candidate.country)
    place = Place(
        name=candidate.name,
        text=toponym.text,
        relation=toponym.relation,
        latitude=candidate.latitude,
        longitude=candidate.longitude,
        where_prec=_PREC[candidate.kind],
        radius_km=candidate.radius_km,
        geonameid=candidate.geonameid,
        admin1=region.name if region else "",
        admin1_code=candidate.region if region else "",
        country=country.name if country else candidate.country,
        iso3=country.iso3 if country else "",
        reason=chosen.reason,
    )
    if candidate.kind is PlaceKind.TOWN:
        return _about_town(toponym, place, words)
    return _about_area(toponym, candidate, place)


_PREC = {
    PlaceKind.TOWN: WherePrec.EXACT,
    PlaceKind.REGION: WherePrec.ADM1,
    PlaceKind.COUNTRY: WherePrec.COUNTRY,
}


def _about_town(toponym: Toponym, place: Place, words: PlaceWords) -> Place:
    """Widen a town's point by what the text says: near it, around it, north of it, its district, a site in it."""
    assert place.radius_km is not None
    radius = place.radius_km
    if toponym.relation is Relation.NEAR:
        return _widened(place, WherePrec.NEAR, max(radius, _NEAR_KM), f'"near" taken as within {_NEAR_KM:.0f} km')
    if toponym.relation is Relation.AROUND:
        return _widened(place, WherePrec.NEAR, radius + _AROUND_KM, f'"around" taken as within {_AROUND_KM:.0f} km')
    if toponym.relation is Relation.DIRECTION:
        return _moved(toponym, place)
    if toponym.cue in words.district_cues:
        return _widened(place, WherePrec.ADM2, max(radius, _DISTRICT_KM), f"the {toponym.cue} is placed at its seat")
    if toponym.cue and toponym.cue not in words.town:
        return _widened(place, WherePrec.NEAR, max(radius, _SITE_KM), f"a {toponym.cue} placed at the town of its name")
    return place


def _moved(toponym: Toponym, place: Place) -> Place:
    """Go the told way from a town; without a distance stay there, with a radius that reaches far enough."""
    assert place.latitude is not None
    assert place.longitude is not None
    assert place.radius_km is not None
    if toponym.distance_km is None or toponym.bearing is None:
        return _widened(place, WherePrec.NEAR, place.radius_km + _DIRECTION_KM, "a direction without a distance")
    latitude, longitude = destination(place.latitude, place.longitude, toponym.bearing, toponym.distance_km)
    moved = replace(place, latitude=latitude, longitude=longitude)
    reach = max(_LEAST_REACH_KM, _DISTANCE_SLACK * toponym.distance_km)
    return _widened(moved, WherePrec.NEAR, reach, f"{toponym.distance_km:.0f} km in the direction told")


def _about_area(toponym: Toponym, candidate: Candidate, place: Place) -> Place:
    """Narrow an area to the part that the text names, or widen it by "near" and "around"."""
    bearing_part = toponym.part or _compass(toponym.bearing) if toponym.relation is not Relation.NEAR else ""
    if bearing_part:
        code = candidate.country if candidate.kind is PlaceKind.COUNTRY else candidate.region
        narrowed = part_of(candidate.kind, code, bearing_part)
        if narrowed:
            latitude, longitude, radius = narrowed
            moved = replace(place, latitude=latitude, longitude=longitude, radius_km=radius, geonameid=None)
            prec = WherePrec.FUZZY if candidate.kind is PlaceKind.COUNTRY else WherePrec.ADM1
            moved = replace(moved, name=f"{bearing_part} {place.name}", where_prec=prec)
            return replace(moved, reason=f"{place.reason}; the {bearing_part} part of it")
    if toponym.relation in {Relation.NEAR, Relation.AROUND, Relation.DIRECTION}:
        assert place.radius_km is not None
        return _widened(place, WherePrec.FUZZY, place.radius_km + _NEAR_KM, f'"{toponym.relation}" the area')
    return place


def _compass(bearing: float | None) -> str:
    names = (
        "northern",
        "northeastern",
        "eastern",
        "southeastern",
        "southern",
        "southwestern",
        "western",
        "northwestern",
    )
    return "" if bearing is None else names[round(bearing / 45) % 8]


def _widened(place: Place, prec: WherePrec, radius: float, why: str) -> Place:
    return replace(place, where_prec=prec, radius_km=round(radius, 1), reason=f"{place.reason}; {why}")


# ---------------------------------------------------------------- what the gazetteer does not know


def _unplaced(toponym: Toponym, reason: str) -> Place:
    return Place(toponym.text, toponym.text, toponym.relation, None, None, None, None, None, "", "", "", "", reason)


def _anchored(number: int, toponyms: tuple[Toponym, ...], places: list[Place]) -> Place:
    """Place an unknown name at the smallest named place that contains it, if the article names one."""
    toponym, unplaced = toponyms[number], places[number]
    other = _anchor_of(number, toponyms, places)
    if other is None:
        return unplaced
    base = places[other]
    assert base.radius_km is not None
    assert base.where_prec is not None
    in_town = base.where_prec <= WherePrec.NEAR
    reach = _SITE_KM if in_town and toponyms[other].relation is Relation.AT else _NEAR_KM
    return replace(
        base,
        name=toponym.text,
        text=toponym.text,
        relation=toponym.relation,
        where_prec=WherePrec.NEAR if in_town else base.where_prec,
        radius_km=max(base.radius_km, reach),
        geonameid=None,
        reason=f"{unplaced.reason}; placed at {base.name}, which the article names around it ({base.reason})",
    )


def _anchor_of(number: int, toponyms: tuple[Toponym, ...], places: list[Place]) -> int | None:
    """Return the toponym that contains an unknown name: told right behind it, else in its sentence, else before it."""
    toponym = toponyms[number]
    anchors = [
        other
        for other, beside in enumerate(toponyms)
        if places[other].latitude is not None
        and places[other].where_prec is not WherePrec.COUNTRY
        and beside.role in {Role.PLACE, Role.CONTEXT}
        and 0 <= toponym.sentence - beside.sentence <= _ANCHOR_REACH
    ]
    told = [other for other in anchors if toponyms[other].locates == toponym.first]
    same = [other for other in anchors if toponyms[other].sentence == toponym.sentence]
    behind = [other for other in same if 0 <= toponyms[other].first - toponym.last <= _BEHIND]
    before = [other for other in same if other < number]
    earlier = [other for other in anchors if toponyms[other].sentence < toponym.sentence]
    for group in (told, behind, before, same, earlier[::-1]):
        if group:
            return min(group, key=lambda other: places[other].where_prec or 0)
    return None


def _between(number: int, toponyms: tuple[Toponym, ...], places: list[Place]) -> Place:
    """Put "between X and Y" at the middle, with a radius that reaches both."""
    toponym, place = toponyms[number], places[number]
    if toponym.relation is not Relation.BETWEEN or place.latitude is None or place.longitude is None:
        return place
    for other in (number + 1, number - 1):
        if not 0 <= other < len(toponyms):
            continue
        beside, end = toponyms[other], places[other]
        if beside.sentence != toponym.sentence or beside.relation is not Relation.BETWEEN:
            continue
        if end.latitude is None or end.longitude is None:
            continue
        first, second = sorted((place, end), key=lambda p: p.name)
        latitude, longitude = midpoint(place.latitude, place.longitude, end.latitude, end.longitude)
        reach = distance_km(place.latitude, place.longitude, end.latitude, end.longitude) / 2 + _LEAST_REACH_KM
        name = f"between {first.name} and {second.name}"
        moved = replace(place, latitude=latitude, longitude=longitude, name=name, geonameid=None)
        return _widened(moved, WherePrec.FUZZY, reach, "the middle of the two places named")
    return place

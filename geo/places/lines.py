"""Lines: the border of two countries, the road from one town to another, a coast, a river's bank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from geo.gazetteer import Gazetteer, fold
from geo.geometry import Area, Stretch, border, coast, is_by_the_sea, meeting_point
from geo.lexicon import PlaceWords
from geo.model import Candidate, LineKind, Place, PlaceKind, Relation, Role, Toponym, WherePrec
from geo.offsets import widened
from geo.places.placing import placed
from geo.places.resolving import Chosen
from geo.sphere import distance_km, midpoint

_NEAR_KM = 30.0  # how far from a line "near" it is
_SLACK_KM = 5.0  # how far the simplified polygons may be off
_ROUTE_KM, _ROUTE_SHARE = 10.0, 0.1  # how far a road leads beside the straight line: so far, and so much of its length
_OFFSHORE_KM, _HARBOUR_KM = 80.0, 40.0  # how far off its coast a ship may be; what lies so near to the sea is by it
_MEETING_KM = 200.0  # what is called the tri-border area reaches so far
_MEETING = 3
_TOLD_SIDE, _TOLD = 10, 2  # what "in Syria" in a border's sentence counts beside a country's other mentions
_BORDERED = frozenset({PlaceKind.COUNTRY, PlaceKind.REGION})


@dataclass(frozen=True, slots=True)
class Story:
    """An article's toponyms, what each was found to mean, where that is, and whom to ask."""

    toponyms: tuple[Toponym, ...]
    chosen: Sequence[Chosen | str]
    places: Sequence[Place]
    gazetteer: Gazetteer
    words: PlaceWords

    def country_name(self, code: str) -> str:
        """Return a country's name by its alpha-2 code."""
        country = self.gazetteer.country(code)
        return country.name if country else code


def along(number: int, story: Story) -> Place:
    """Return the place of the line that stands on a toponym; where it tells none, the toponym's own."""
    line = story.toponyms[number].line
    if line is None:
        return story.places[number]
    makers = {
        LineKind.BORDER: _border,
        LineKind.ROUTE: _route,
        LineKind.COAST: _coast,
        LineKind.SEA: _sea,
        LineKind.RIVER: _river,
        LineKind.BANK: _bank,
    }
    place = makers[line.kind](number, line.ends, story)
    if place is story.places[number]:
        return place
    if place.latitude is None:
        return replace(place, name=line.text, text=line.text)
    return replace(_where_told(number, place, story), text=line.text)


def _where_told(number: int, place: Place, story: Story) -> Place:
    """Put a line at the town that only tells which part of it is meant: "on the border, near A"."""
    own = story.toponyms[number]
    for toponym, town in zip(story.toponyms, story.places, strict=True):
        if toponym.locates == own.first and _holds(place, town) and (town.where_prec or 9) <= WherePrec.ADM2:
            reason = f"{place.reason}; near {town.name} ({town.reason})"
            name = f"{place.name} near {town.name}"
            return replace(town, name=name, relation=own.relation, geonameid=None, reason=reason)
    return place


def _holds(area: Place, place: Place) -> bool:
    if area.latitude is None or area.longitude is None or place.latitude is None or place.longitude is None:
        return False
    return distance_km(area.latitude, area.longitude, place.latitude, place.longitude) <= (area.radius_km or 0.0)


# ---------------------------------------------------------------- borders


def _border(number: int, ends: tuple[int, ...], story: Story) -> Place:
    base = story.places[number]
    areas = [_area(end, story) for end in ends]
    known = [area for area in areas if area is not None]
    if len(known) < len(ends):
        lost = story.toponyms[ends[areas.index(None)]].text
        return _nowhere(base, f'the article tells of a border, and "{lost}" is no area whose borders are known')
    if len(ends) == _MEETING:
        return _meeting(base, known, story)
    if len(known) == 1:
        other = _neighbour(number, known[0], story)
        if other is None:
            return _somewhere(base, known[0], story)
        known.append(other)
    one, other = sorted(known, key=lambda area: _name(area, story))
    names = f"{_name(one, story)} and {_name(other, story)}"
    within = next((area for area in _regions_beside(number, ends, story) if border(one, other, area)), None)
    stretch = border(one, other, within)
    if stretch is None:
        return _nowhere(base, f"{names} are not known to have a border")
    held = f" in {_name(within, story)}" if within else ""
    near = _NEAR_KM if story.toponyms[number].relation is Relation.NEAR else _SLACK_KM
    place = _on(base, stretch, f"border of {names}{held}", near)
    why = f"the border of {names}{held}: the middle of a line of {_rounded(stretch.length_km)} km"
    return _with_side(replace(place, reason=why), number, (one, other), within, story)


def _meeting(base: Place, areas: list[Area], story: Story) -> Place:
    one, other, third = sorted(areas)
    names = ", ".join(sorted(_name(area, story) for area in areas))
    point = meeting_point((one, other, third))
    if point is None:
        return _nowhere(base, f"{names} are not known to meet")
    name = f"where {names} meet"
    place = _at(base, point, name, WherePrec.FUZZY, _MEETING_KM)
    return replace(place, country="", iso3="", reason=f"{name}, taken as within {_MEETING_KM:.0f} km")


def _area(number: int, story: Story) -> Area | None:
    """Return the area whose border is meant; of a region's seat the region."""
    chosen = story.chosen[number]
    if isinstance(chosen, str):
        return None
    alike = [c for c in story.toponyms[number].candidates if c.country == chosen.candidate.country]
    for candidate in (chosen.candidate, *alike):
        if candidate.kind is PlaceKind.COUNTRY:
            return PlaceKind.COUNTRY, candidate.country
        if candidate.kind is PlaceKind.REGION and candidate.region:
            return PlaceKind.REGION, candidate.region
    return None


def _name(area: Area, story: Story) -> str:
    kind, code = area
    region = story.gazetteer.region(code) if kind is PlaceKind.REGION else None
    return region.name if region else story.country_name(code)


def _somewhere(base: Place, area: Area, story: Story) -> Place:
    """Place the border of a region with nobody knows whom around the region; a country is too large for that."""
    name = _name(area, story)
    if area[0] is PlaceKind.COUNTRY or base.latitude is None or base.radius_km is None:
        return _nowhere(base, f"the article does not tell which border of {name} is meant")
    around = replace(base, name=f"border of {name}", geonameid=None)
    return widened(around, WherePrec.FUZZY, base.radius_km, "its border, and the article does not tell with whom")


def _neighbour(number: int, area: Area, story: Story) -> Area | None:
    """Return the neighbour that the article tells of most, None if none can be told."""
    _, code = area
    counts = Counter[str]()
    sentence = story.toponyms[number].sentence
    for other, (toponym, chosen) in enumerate(zip(story.toponyms, story.chosen, strict=True)):
        if other == number or isinstance(chosen, str):
            continue
        told = toponym.role is Role.PLACE and bool(toponym.preposition)
        counts[chosen.candidate.country] += (
            _TOLD_SIDE if told and toponym.sentence == sentence else _TOLD if told else 1
        )
    own = code.partition("-")[0]
    near = [(count, other) for other, count in counts.items() if other != own]
    near = [row for row in near if border(area, (PlaceKind.COUNTRY, row[1]))]
    most, best = max(near, default=(0, ""))
    return (PlaceKind.COUNTRY, best) if sum(count == most for count, _ in near) == 1 else None


def _regions_beside(number: int, ends: tuple[int, ...], story: Story) -> Iterator[Area]:
    """Yield the regions that the line's sentence names as places."""
    for other in _beside(number, ends, story):
        chosen = story.chosen[other]
        if isinstance(chosen, Chosen) and chosen.candidate.kind is PlaceKind.REGION and chosen.candidate.region:
            yield PlaceKind.REGION, chosen.candidate.region


def _beside(number: int, ends: tuple[int, ...], story: Story) -> list[int]:
    """Return the other places of the line's sentence, nearest first."""
    own = story.toponyms[number]
    found = []
    for step in (-1, 1):
        at = number + step
        while 0 <= at < len(story.toponyms) and story.toponyms[at].sentence == own.sentence:
            toponym = story.toponyms[at]
            if at not in ends and toponym.line is None and toponym.role in {Role.PLACE, Role.CONTEXT}:
                found.append(at)
            at += step
    return sorted(found, key=lambda at: (abs(story.toponyms[at].first - own.first), at))


def _with_side(place: Place, number: int, areas: tuple[Area, Area], within: Area | None, story: Story) -> Place:
    """Put a border into the country whose side is told ("in Syria", a region), or into both, which is none."""
    sides = {code.partition("-")[0] for _, code in areas}
    line = story.toponyms[number].line
    told = {within[1].partition("-")[0]} if within else set()
    for other in _beside(number, line.ends if line else (), story):
        chosen = story.chosen[other]
        if isinstance(chosen, Chosen) and chosen.candidate.kind in _BORDERED and _is_in(other, story):
            told.add(chosen.candidate.country)
    meant = told & sides if len(sides) > 1 else sides
    country = story.gazetteer.country(next(iter(meant))) if len(meant) == 1 else None
    place = replace(place, country=country.name if country else "", iso3=country.iso3 if country else "")
    region = story.gazetteer.region(within[1]) if within else None
    return replace(place, admin1=region.name, admin1_code=within[1]) if region and within else place


def _is_in(number: int, story: Story) -> bool:
    return story.toponyms[number].preposition in story.words.in_country


# ---------------------------------------------------------------- roads, coasts, rivers


def _route(number: int, ends: tuple[int, ...], story: Story) -> Place:
    base, (one, other) = story.places[number], (story.places[end] for end in ends)
    for end in (one, other):
        if end.latitude is None:
            return _nowhere(base, f"on a line that ends at {end.text}; {end.reason}")
    assert one.latitude is not None
    assert one.longitude is not None
    assert other.latitude is not None
    assert other.longitude is not None
    length = distance_km(one.latitude, one.longitude, other.latitude, other.longitude)
    first, second = sorted((one.name, other.name))
    point = midpoint(one.latitude, one.longitude, other.latitude, other.longitude)
    reach = length / 2 + _ROUTE_KM + _ROUTE_SHARE * length
    place = _at(base, point, f"between {first} and {second}", WherePrec.FUZZY, reach)
    if one.admin1_code != other.admin1_code:
        place = replace(place, admin1="", admin1_code="")
    if one.iso3 != other.iso3:
        place = replace(place, country="", iso3="")
    return replace(place, reason=f"{base.reason}; the middle of what leads from {one.name} to {other.name}")


def _coast(number: int, ends: tuple[int, ...], story: Story) -> Place:
    return _by_the_sea(number, ends, story, WherePrec.FUZZY, 0.0)


def _sea(number: int, ends: tuple[int, ...], story: Story) -> Place:
    return _by_the_sea(number, ends, story, WherePrec.SEA_OR_AIR, _OFFSHORE_KM)


def _by_the_sea(number: int, ends: tuple[int, ...], story: Story, prec: WherePrec, off: float) -> Place:
    """Place a coast at its middle, and the sea off a town at the town; what has no coast stays as it is."""
    place, area = story.places[number], _area(ends[0], story)
    chosen = story.chosen[ends[0]]
    if isinstance(chosen, str) or place.latitude is None or place.longitude is None:
        return place
    by = f"off the coast of {_named(chosen, story)}" if off else f"coast of {_named(chosen, story)}"
    if chosen.candidate.kind in _BORDERED and area:
        stretch = coast(area)
        if stretch is None:
            return place
        moved = replace(_on(place, stretch, by, off), where_prec=prec, country=place.country, iso3=place.iso3)
        why = f"{by}: the middle of a coast of {_rounded(stretch.length_km)} km"
        return replace(moved, reason=f"{place.reason}; {why}")
    if not is_by_the_sea(chosen.candidate.country, place.latitude, place.longitude, _HARBOUR_KM):
        return place
    assert place.radius_km is not None
    reach = max(place.radius_km, off or _HARBOUR_KM)
    return widened(replace(place, name=by), prec, reach, f"{by}, taken as within {reach:.0f} km")


def _named(chosen: Chosen, story: Story) -> str:
    candidate = chosen.candidate
    return story.country_name(candidate.country) if candidate.kind is PlaceKind.COUNTRY else candidate.name


def _river(number: int, _: tuple[int, ...], story: Story) -> Place:
    """Take a name with "the" for the river of that name, if there is one."""
    river = _river_of(story.toponyms[number], story.gazetteer)
    return story.places[number] if river is None else _flowing(number, river, story)


def _bank(number: int, _: tuple[int, ...], story: Story) -> Place:
    toponym = story.toponyms[number]
    river = _river_of(toponym, story.gazetteer)
    if river is None:
        return _nowhere(story.places[number], f'"{toponym.text}" is told as a river, and the gazetteer knows none')
    return _flowing(number, river, story)


def _river_of(toponym: Toponym, gazetteer: Gazetteer) -> Candidate | None:
    """Return the river of a name: that of the sea is none, nor a town that bears one's."""
    key = fold(toponym.text)
    named = gazetteer.candidates(key if "river" in key.split() else f"{key} river")
    return next((candidate for candidate in named if candidate.kind is PlaceKind.WATER), None)


def _flowing(number: int, river: Candidate, story: Story) -> Place:
    """Place a river at the stretch of it that lies in the region beside it."""
    toponym = story.toponyms[number]
    why = f'"{toponym.text}" is the {river.name}'
    whole = replace(placed(toponym, Chosen(river, why), story.gazetteer, story.words), where_prec=WherePrec.FUZZY)
    for other in _beside(number, (), story):
        chosen, place = story.chosen[other], story.places[other]
        if isinstance(chosen, str) or chosen.candidate.kind is not PlaceKind.REGION or place.latitude is None:
            continue
        if _holds(whole, place) and (place.radius_km or 0.0) < river.radius_km:
            named = replace(place, name=f"{river.name} in {place.name}", relation=toponym.relation, geonameid=None)
            return replace(named, where_prec=WherePrec.FUZZY, reason=f"{why}; its stretch in {place.name}")
    return whole


# ---------------------------------------------------------------- making places


def _on(base: Place, stretch: Stretch, name: str, wider: float) -> Place:
    point = stretch.latitude, stretch.longitude
    return _at(replace(base, admin1="", admin1_code=""), point, name, WherePrec.FUZZY, stretch.radius_km + wider)


def _at(base: Place, point: tuple[float, float], name: str, prec: WherePrec, radius: float) -> Place:
    latitude, longitude = point
    moved = replace(base, name=name, latitude=latitude, longitude=longitude, where_prec=prec, geonameid=None)
    return replace(moved, radius_km=round(radius, 1))


def _nowhere(base: Place, reason: str) -> Place:
    blank = replace(
        base, name=base.text, latitude=None, longitude=None, where_prec=None, radius_km=None, geonameid=None
    )
    return replace(blank, admin1="", admin1_code="", country="", iso3="", reason=reason)


def _rounded(km: float) -> str:
    """Return a length to two digits, for the polygons are simplified."""
    return f"{float(f'{km:.1e}'):,.0f}"

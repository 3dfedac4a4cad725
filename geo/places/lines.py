"""Lines: the border of two countries, the road from one town to another, a coast, a river's bank."""

from __future__ import annotations

from dataclasses import replace

from geo.gazetteer import Gazetteer, fold
from geo.geometry import coast, is_by_the_sea
from geo.model import Candidate, LineKind, Place, PlaceKind, Toponym, WherePrec
from geo.offsets import nowhere, reaches, widened
from geo.places.borders import border_place
from geo.places.placing import placed
from geo.places.resolving import Chosen
from geo.places.story import Story, area_of, at_point, beside, on_line, rounded
from geo.sphere import distance_km, midpoint

_ROUTE_KM, _ROUTE_SHARE = 10.0, 0.1  # how far a road leads beside the straight line: so far, and so much of its length
_OFFSHORE_KM, _HARBOUR_KM = 80.0, 40.0  # how far off its coast a ship may be; what lies so near to the sea is by it
_BORDERED = frozenset({PlaceKind.COUNTRY, PlaceKind.REGION})


def along(number: int, story: Story) -> Place:
    """Return the place of the line that stands on a toponym; where it tells none, the toponym's own."""
    line = story.toponyms[number].line
    if line is None:
        return story.places[number]
    makers = {
        LineKind.BORDER: border_place,
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
    for town in (story.places[other] for other in story.locating.get(own.first, ())[:1]):
        if reaches(place, town) and (town.where_prec or WherePrec.SEA_OR_AIR) <= WherePrec.ADM2:
            reason = f"{place.reason}; near {town.name} ({town.reason})"
            name = f"{place.name} near {town.name}"
            return replace(town, name=name, relation=own.relation, geonameid=None, reason=reason)
    return place


# ---------------------------------------------------------------- roads, coasts, rivers


def _route(number: int, ends: tuple[int, ...], story: Story) -> Place:
    base, (one, other) = story.places[number], (story.places[end] for end in ends)
    for end in (one, other):
        if end.latitude is None:
            return nowhere(base, f"on a line that ends at {end.text}; {end.reason}")
    assert one.latitude is not None
    assert one.longitude is not None
    assert other.latitude is not None
    assert other.longitude is not None
    length = distance_km(one.latitude, one.longitude, other.latitude, other.longitude)
    first, second = sorted((one.name, other.name))
    point = midpoint(one.latitude, one.longitude, other.latitude, other.longitude)
    reach = length / 2 + _ROUTE_KM + _ROUTE_SHARE * length
    place = at_point(base, point, f"between {first} and {second}", WherePrec.FUZZY, reach)
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
    place, area = story.places[number], area_of(ends[0], story)
    chosen = story.chosen[ends[0]]
    if isinstance(chosen, str) or place.latitude is None or place.longitude is None:
        return place
    by = f"off the coast of {_named(chosen, story)}" if off else f"coast of {_named(chosen, story)}"
    if chosen.candidate.kind in _BORDERED and area:
        stretch = coast(area)
        if stretch is None:
            return place
        moved = replace(on_line(place, stretch, by, off), where_prec=prec, country=place.country, iso3=place.iso3)
        why = f"{by}: the middle of a coast of {rounded(stretch.length_km)} km"
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
        return nowhere(story.places[number], f'"{toponym.text}" is told as a river, and the gazetteer knows none')
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
    for other in beside(number, (), story):
        chosen, place = story.chosen[other], story.places[other]
        if isinstance(chosen, str) or chosen.candidate.kind is not PlaceKind.REGION or place.latitude is None:
            continue
        if reaches(whole, place) and (place.radius_km or 0.0) < river.radius_km:
            named = replace(place, name=f"{river.name} in {place.name}", relation=toponym.relation, geonameid=None)
            return replace(named, where_prec=WherePrec.FUZZY, reason=f"{why}; its stretch in {place.name}")
    return whole

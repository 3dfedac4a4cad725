"""The border of two areas, of three where they meet, or of one with the neighbour that the article tells of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from geo.geometry import Area, border, meeting_point
from geo.model import Place, PlaceKind, Relation, Role, WherePrec
from geo.offsets import nowhere, widened
from geo.places.resolving import Chosen
from geo.places.story import Story, area_of, at_point, beside, name_of, on_line, others_near, rounded

_NEAR_KM = 30.0  # how far from a line "near" it is
_SLACK_KM = 5.0  # how far the simplified polygons may be off
_MEETING_KM = 200.0  # what is called the tri-border area reaches so far
_MEETING = 3
_TOLD_SIDE = 10  # what "in Syria" in the border's sentence counts beside a country's mentions elsewhere
_BORDERED = frozenset({PlaceKind.COUNTRY, PlaceKind.REGION})


def border_place(number: int, ends: tuple[int, ...], story: Story) -> Place:
    """Return the middle of the border that the names at `ends` tell, and whose radius holds it."""
    base = story.places[number]
    areas = [area_of(end, story) for end in ends]
    known = [area for area in areas if area is not None]
    if len(known) < len(ends):
        lost = story.toponyms[ends[areas.index(None)]].text
        return nowhere(base, f'the article tells of a border, and "{lost}" is no area whose borders are known')
    if len(ends) == _MEETING:
        return _meeting(base, known, story)
    if len(known) == 1:
        other = _neighbour(number, known[0], story)
        if other is None:
            return _somewhere(base, known[0], story)
        known.append(other)
    one, other = sorted(known, key=lambda area: name_of(area, story))
    names = f"{name_of(one, story)} and {name_of(other, story)}"
    within = next((area for area in _regions_beside(number, ends, story) if border(one, other, area)), None)
    stretch = border(one, other, within)
    if stretch is None:
        return nowhere(base, f"{names} are not known to have a border")
    held = f" in {name_of(within, story)}" if within else ""
    near = _NEAR_KM if story.toponyms[number].relation is Relation.NEAR else _SLACK_KM
    place = on_line(base, stretch, f"border of {names}{held}", near)
    why = f"the border of {names}{held}: the middle of a line of {rounded(stretch.length_km)} km"
    return _with_side(replace(place, reason=why), number, (one, other), within, story)


def _meeting(base: Place, areas: list[Area], story: Story) -> Place:
    one, other, third = sorted(areas)
    names = ", ".join(sorted(name_of(area, story) for area in areas))
    point = meeting_point((one, other, third))
    if point is None:
        return nowhere(base, f"{names} are not known to meet")
    name = f"where {names} meet"
    place = at_point(base, point, name, WherePrec.FUZZY, _MEETING_KM)
    return replace(place, country="", iso3="", reason=f"{name}, taken as within {_MEETING_KM:.0f} km")


def _somewhere(base: Place, area: Area, story: Story) -> Place:
    """Place the border of a region with nobody knows whom around the region; a country is too large for that."""
    name = name_of(area, story)
    if area[0] is PlaceKind.COUNTRY or base.latitude is None or base.radius_km is None:
        return nowhere(base, f"the article does not tell which border of {name} is meant")
    around = replace(base, name=f"border of {name}", geonameid=None)
    return widened(around, WherePrec.FUZZY, base.radius_km, "its border, and the article does not tell with whom")


def _neighbour(number: int, area: Area, story: Story) -> Area | None:
    """Return the neighbour that the article tells of most, and its sentence first; None if none can be told."""
    own = area[1].partition("-")[0]
    counts = story.countries.copy()
    for other in others_near(number, story):
        chosen, toponym = story.chosen[other], story.toponyms[other]
        if isinstance(chosen, Chosen) and toponym.role is Role.PLACE and toponym.preposition:
            counts[chosen.candidate.country] += _TOLD_SIDE
    near = [(count, code) for code, count in counts.items() if code != own and border(area, (PlaceKind.COUNTRY, code))]
    most, best = max(near, default=(0, ""))
    return (PlaceKind.COUNTRY, best) if sum(count == most for count, _ in near) == 1 else None


def _regions_beside(number: int, ends: tuple[int, ...], story: Story) -> Iterator[Area]:
    """Yield the regions that the line's sentence names as places."""
    for other in beside(number, ends, story):
        chosen = story.chosen[other]
        if isinstance(chosen, Chosen) and chosen.candidate.kind is PlaceKind.REGION and chosen.candidate.region:
            yield PlaceKind.REGION, chosen.candidate.region


def _with_side(place: Place, number: int, areas: tuple[Area, Area], within: Area | None, story: Story) -> Place:
    """Put a border into the country whose side is told ("in Syria", a region), or into both, which is none."""
    sides = {code.partition("-")[0] for _, code in areas}
    line = story.toponyms[number].line
    told = {within[1].partition("-")[0]} if within else set()
    for other in beside(number, line.ends if line else (), story):
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

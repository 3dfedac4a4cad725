"""From the chosen candidate to the place: point, precision and radius, and what "near" and "north of" do to them."""

from __future__ import annotations

from dataclasses import replace

from geo.gazetteer import Gazetteer
from geo.geometry import part_of
from geo.lexicon import PlaceWords
from geo.model import Candidate, Place, PlaceKind, Relation, Toponym, WherePrec
from geo.places.resolving import Chosen
from geo.sphere import destination

_NEAR_KM, _AROUND_KM, _DIRECTION_KM, _SITE_KM, _DISTRICT_KM = 30.0, 30.0, 40.0, 15.0, 35.0
_EDGE_KM = 15.0  # outskirts and suburbs spread
_LEAST_REACH_KM, _DISTANCE_SLACK = 10.0, 0.4  # how far off "30 km north of X" may be: roads wind, directions are rough


def placed(toponym: Toponym, chosen: Chosen, gazetteer: Gazetteer, words: PlaceWords) -> Place:
    """Make the place of a chosen candidate, with the precision that the words around the name allow."""
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
    if candidate.kind is PlaceKind.SITE and toponym.relation is Relation.AT:
        return place
    if candidate.kind in {PlaceKind.TOWN, PlaceKind.SITE}:
        return _about_town(toponym, place, words)
    return _about_area(toponym, candidate, place)


_PREC = {
    PlaceKind.TOWN: WherePrec.EXACT,
    PlaceKind.REGION: WherePrec.ADM1,
    PlaceKind.COUNTRY: WherePrec.COUNTRY,
    PlaceKind.DISTRICT: WherePrec.ADM2,
    PlaceKind.SITE: WherePrec.EXACT,
    PlaceKind.AREA: WherePrec.FUZZY,
    PlaceKind.WATER: WherePrec.SEA_OR_AIR,
    PlaceKind.VAST: WherePrec.COUNTRY,
}


def _about_town(toponym: Toponym, place: Place, words: PlaceWords) -> Place:
    """Widen a town's point by what the text says: near it, around it, north of it, its district, a site in it."""
    assert place.radius_km is not None
    radius = place.radius_km
    if toponym.relation is Relation.NEAR:
        return _near(toponym, place)
    if toponym.relation is Relation.AROUND:
        return widened(place, WherePrec.NEAR, radius + _AROUND_KM, f'"around" taken as within {_AROUND_KM:.0f} km')
    if toponym.relation is Relation.DIRECTION:
        return _moved(toponym, place)
    if toponym.cue in words.district_cues:
        return widened(place, WherePrec.ADM2, max(radius, _DISTRICT_KM), f"the {toponym.cue} is placed at its seat")
    if toponym.cue and toponym.cue not in words.town:
        return widened(place, WherePrec.NEAR, max(radius, _SITE_KM), f"a {toponym.cue} placed at the town of its name")
    return place


def _moved(toponym: Toponym, place: Place) -> Place:
    """Go the told way from a town; without a distance stay there, with a radius that reaches far enough."""
    assert place.latitude is not None
    assert place.longitude is not None
    assert place.radius_km is not None
    if toponym.distance_km is None or toponym.bearing is None:
        return widened(place, WherePrec.NEAR, place.radius_km + _DIRECTION_KM, "a direction without a distance")
    latitude, longitude = destination(place.latitude, place.longitude, toponym.bearing, toponym.distance_km)
    moved = replace(place, latitude=latitude, longitude=longitude)
    reach = max(_LEAST_REACH_KM, _DISTANCE_SLACK * toponym.distance_km)
    return widened(moved, WherePrec.NEAR, reach, f"{toponym.distance_km:.0f} km in the direction told")


def _near(toponym: Toponym, place: Place) -> Place:
    """Stay at a town, or go to the side of it that its outskirts are told to lie on."""
    assert place.latitude is not None
    assert place.longitude is not None
    assert place.radius_km is not None
    if toponym.bearing is None:
        reach = max(place.radius_km, _NEAR_KM)
        return widened(place, WherePrec.NEAR, reach, f'"near" taken as within {_NEAR_KM:.0f} km')
    latitude, longitude = destination(place.latitude, place.longitude, toponym.bearing, place.radius_km)
    moved = replace(place, latitude=latitude, longitude=longitude)
    why = f"the {toponym.part} side of it, taken as within {_EDGE_KM:.0f} km"
    return widened(moved, WherePrec.NEAR, max(place.radius_km, _EDGE_KM), why)


def _about_area(toponym: Toponym, candidate: Candidate, place: Place) -> Place:
    """Narrow an area to the part that the text names, or widen it by "near" and "around"."""
    bearing_part = "" if toponym.cue else toponym.part or _compass(toponym.bearing)
    if bearing_part and candidate.kind in {PlaceKind.COUNTRY, PlaceKind.REGION}:  # those that have a polygon
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
        return widened(place, WherePrec.FUZZY, place.radius_km + _NEAR_KM, f'"{toponym.relation}" the area')
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


def widened(place: Place, prec: WherePrec, radius: float, why: str) -> Place:
    """Return the place with a coarser precision, a radius in km and the reason added."""
    return replace(place, where_prec=prec, radius_km=round(radius, 1), reason=f"{place.reason}; {why}")

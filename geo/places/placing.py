"""From the chosen candidate to the place: point, precision and radius, and what "near" and "north of" do to them."""

from __future__ import annotations

from dataclasses import replace

from geo.gazetteer import Gazetteer
from geo.geometry import part_of
from geo.lexicon import PlaceWords
from geo.model import PLACE_PREC, Candidate, Place, PlaceKind, Relation, Toponym, WherePrec
from geo.offsets import compass, offset, widened
from geo.places.resolving import Chosen

_NEAR_KM, _SITE_KM, _DISTRICT_KM = 30.0, 15.0, 35.0


def placed(toponym: Toponym, chosen: Chosen, gazetteer: Gazetteer, words: PlaceWords) -> Place:
    """Make the place of a chosen candidate, with the precision that the words around the name allow."""
    candidate = chosen.candidate
    within = gazetteer.within(candidate)
    place = Place(
        name=candidate.name,
        text=toponym.text,
        relation=toponym.relation,
        latitude=candidate.latitude,
        longitude=candidate.longitude,
        where_prec=PLACE_PREC[candidate.kind],
        radius_km=candidate.radius_km,
        geonameid=candidate.geonameid,
        admin1=within.admin1,
        admin1_code=within.admin1_code,
        country=within.country,
        iso3=within.iso3,
        reason=chosen.reason,
    )
    if candidate.kind is PlaceKind.SITE and toponym.relation is Relation.AT:
        return place
    if candidate.kind in {PlaceKind.TOWN, PlaceKind.SITE}:
        return _about_town(toponym, place, words)
    return _about_area(toponym, candidate, place)


def _about_town(toponym: Toponym, place: Place, words: PlaceWords) -> Place:
    """Widen a town's point by what the text says: near it, around it, north of it, its district, a site in it."""
    assert place.radius_km is not None
    if toponym.relation in {Relation.NEAR, Relation.AROUND, Relation.DIRECTION}:
        return offset(place, toponym.relation, toponym.distance_km, toponym.bearing)
    if toponym.cue in words.district_cues:
        reach = max(place.radius_km, _DISTRICT_KM)
        return widened(place, WherePrec.ADM2, reach, f"the {toponym.cue} is placed at its seat")
    if toponym.cue and toponym.cue not in words.town:
        reach = max(place.radius_km, _SITE_KM)
        return widened(place, WherePrec.NEAR, reach, f"a {toponym.cue} placed at the town of its name")
    return place


def _about_area(toponym: Toponym, candidate: Candidate, place: Place) -> Place:
    """Narrow an area to the part that the text names, or widen it by "near" and "around"."""
    bearing_part = "" if toponym.cue else toponym.part or ("" if toponym.bearing is None else compass(toponym.bearing))
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

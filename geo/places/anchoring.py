"""Names that cannot be resolved: placed at the place that the article names around them, or not placed."""

from __future__ import annotations

from dataclasses import replace

from geo.lexicon import PlaceWords
from geo.model import Findings, Item, Place, Relation, Role, Toponym, WherePrec
from geo.offsets import widened
from geo.places.containers import BEHIND
from geo.sphere import distance_km, midpoint

_SITE_KM, _NEAR_KM, _BETWEEN_KM = 15.0, 30.0, 10.0
_ANCHORS = 40  # names before and behind that are looked at
_ANCHOR_REACH = 3  # sentences back in which an unknown name's container is looked for


def unplaced(toponym: Toponym, reason: str) -> Place:
    """Return a place without coordinates."""
    return Place(toponym.text, toponym.text, toponym.relation, None, None, None, None, None, "", "", "", "", reason)


def anchored_place(number: int, findings: Findings, places: list[Place], words: PlaceWords) -> Place:
    """Place an unknown name at the smallest named place that contains it, if the article names one."""
    toponyms, unplaced = findings.toponyms, places[number]
    toponym = toponyms[number]
    other = _anchor_of(number, findings, places, words)
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
        anchored=True,
        reason=f"{unplaced.reason}; placed at {base.name}, which the article names around it ({base.reason})",
    )


def _anchor_of(number: int, findings: Findings, places: list[Place], words: PlaceWords) -> int | None:
    """Return the toponym that contains an unknown name: told beside it, else the nearest before it that may.

    Only its own item is looked at, and whatever place leads that item however far before.
    """
    toponyms = findings.toponyms
    toponym = toponyms[number]
    item = findings.sentences[toponym.sentence].item
    first, last = max(0, number - _ANCHORS), number + _ANCHORS + 1
    anchors = [
        other
        for other, beside in enumerate(toponyms[first:last], start=first)
        if places[other].latitude is not None
        and places[other].where_prec is not WherePrec.COUNTRY
        and beside.role in {Role.PLACE, Role.CONTEXT}
        and (
            _leads(other, findings, item)
            or (
                0 <= toponym.sentence - beside.sentence <= _ANCHOR_REACH
                and findings.sentences[beside.sentence].item.number == item.number
            )
        )
    ]
    told = [other for other in anchors if toponyms[other].locates == toponym.first]
    same = [other for other in anchors if toponyms[other].sentence == toponym.sentence]
    behind = [other for other in same if 0 <= toponyms[other].first - toponym.last <= BEHIND]
    if told or behind:
        return min(told or behind, key=lambda other: places[other].where_prec or 0)
    # What is not told to contain it can only be guessed to: a town for a site or a quarter, which stand in towns, and a
    # region for a village. A name that is known elsewhere may be that place after all.
    within_town = toponym.cue in words.facility or toponym.cue in words.quarters
    if toponym.candidates and toponym.cue not in words.quarters | words.counties:
        return None
    nearest = [other for other in anchors if other < number][::-1] + same
    if not toponym.cue and toponym.relation is Relation.AT:  # hardly told to be a place at all
        nearest = [other for other in nearest if other in same or _leads(other, findings, item)]
    for other in nearest:
        may_hold = within_town or (places[other].where_prec or 0) >= WherePrec.ADM2
        if may_hold and not _is_listed(other, toponyms):
            return other
    return None


def _leads(number: int, findings: Findings, item: Item) -> bool:
    """Tell whether a place stands in the head of an item."""
    return item.lead is not None and item.lead.holds(findings.toponyms[number].span)


def _is_listed(number: int, toponyms: tuple[Toponym, ...]) -> bool:
    """Tell whether a place is one of several in a list: what follows lies in none of them more than in another."""
    behind = toponyms[number + 1 : number + 2]
    return bool(toponyms[number].joined) or any(other.joined for other in behind)


def between(number: int, toponyms: tuple[Toponym, ...], places: list[Place]) -> Place:
    """Put "between X and Y" at the middle, with a radius that reaches both."""
    toponym, place = toponyms[number], places[number]
    if toponym.line or toponym.relation is not Relation.BETWEEN or place.latitude is None or place.longitude is None:
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
        reach = distance_km(place.latitude, place.longitude, end.latitude, end.longitude) / 2 + _BETWEEN_KM
        name = f"between {first.name} and {second.name}"
        moved = replace(place, latitude=latitude, longitude=longitude, name=name, geonameid=None)
        return widened(moved, WherePrec.FUZZY, reach, "the middle of the two places named")
    if place.where_prec is not WherePrec.EXACT or place.radius_km is None:
        return place
    return widened(place, WherePrec.NEAR, max(place.radius_km, _NEAR_KM), "between it and what is no known place")

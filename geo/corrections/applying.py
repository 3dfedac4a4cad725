"""Claims as extraction and services have them → as they are shown by what analysts corrected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from geo.corrections.asking import NOTHING
from geo.gazetteer import fold
from geo.model import (
    Claim,
    ClaimStatus,
    Correction,
    Corrects,
    DatePrec,
    EventType,
    GivenPlace,
    NameRule,
    Place,
    Relation,
    WherePrec,
)
from geo.offsets import offset, widened

_FIELDS = (Corrects.PLACE, Corrects.DATE, Corrects.KIND, Corrects.STATUS)
_LINKS = (Corrects.MERGE, Corrects.SPLIT)
_NEAR_KM = 30.0  # what "near" and "around" an area mean, as for places of the gazetteer
# A claim does not keep how far "north of X" is, so a place for X does not tell where it happened.
_FROM_A_NAME = frozenset({Relation.AT, Relation.NEAR, Relation.AROUND})
_PRECS = ((1, DatePrec.DAY), (6, DatePrec.DAYS), (7, DatePrec.WEEK), (31, DatePrec.MONTH))  # days, as UCDP has them
_LISTED = 3  # claims that are named


class Corrections:
    """All corrections that hold, of which the later ones of a claim's field win; its own win over rules."""

    def __init__(self, made: Iterable[Correction]) -> None:
        self._fields: dict[tuple[str, Corrects], Correction] = {}
        self._rules: dict[NameRule, Correction] = {}
        self._links: dict[str, list[Correction]] = {}
        for each in sorted((each for each in made if not each.undone), key=lambda each: each.number):
            if each.what in _LINKS:
                for claim_id in (each.claim_id, *each.others):
                    self._links.setdefault(claim_id, []).append(each)
            elif each.claim_id:
                self._fields[each.claim_id, each.what] = each
            if each.rule is not None:
                self._rules[each.rule] = each
        self.claim_ids = frozenset(self._links) | {claim_id for claim_id, _ in self._fields}
        self.names = frozenset(rule.place_text for rule in self._rules)

    def holds(self, made: Correction) -> bool:
        """Tell whether a correction is what counts for its claims: not undone, and no later one stands over it."""
        if made.what in _LINKS:
            linked = self._links.get(made.claim_id, ())
            return made in linked and not any(_undoes(later, made) for later in linked)
        own = self._fields.get((made.claim_id, made.what)) == made
        return own or (made.rule is not None and self._rules.get(made.rule) == made)

    def dropped(self, claim_id: str) -> str:
        """Return who dropped a claim, when and why, empty if nobody did."""
        made = self._fields.get((claim_id, Corrects.DROP))
        return "" if made is None else _told("dropped, shown nowhere", made)

    def shown(self, claim: Claim, context: str) -> Claim | None:
        """Return a claim as it is shown, None if it is dropped; `context` is that of its article, as `context_of`."""
        if (claim.claim_id, Corrects.DROP) in self._fields:
            return None
        words = []
        corrected = claim
        for what in _FIELDS:
            made = self._fields.get((claim.claim_id, what))
            if made is None and what is Corrects.PLACE:
                made = self._rules.get(NameRule(fold(claim.place_text), context))
            if made is not None and _applies(made, claim):
                corrected, told = _CHANGED[what](corrected, made)
                words.append(_told(told, made))
        words += [_told(_linked(made, claim), made) for made in self._links.get(claim.claim_id, ())]
        return replace(corrected, correction=" · ".join(words)) if words else claim


def context_of(claims: Sequence[Claim], place_text: str) -> str:
    """Return the country (ISO 3166-1 alpha-3) that most of an article's claims of other places lie in.

    It is empty where they lie in none or several are the most. Claims are as extraction left them; those that name the
    place in question are left out, as where that lies is what is in question.
    """
    name = fold(place_text)
    placed = (each for each in claims if each.latitude is not None and each.iso3 and fold(each.place_text) != name)
    counted = Counter(each.iso3 for each in placed).most_common(2)
    if not counted or (len(counted) > 1 and counted[0][1] == counted[1][1]):
        return ""
    return counted[0][0]


def names_a_place(claim: Claim) -> bool:
    """Tell whether a place for the claim's name tells where its event was, as that of "north of X" does not."""
    return bool(claim.place_text.strip()) and claim.relation in _FROM_A_NAME


def _applies(made: Correction, claim: Claim) -> bool:
    return made.what is not Corrects.PLACE or not _is_named(made) or names_a_place(claim)


def _is_named(made: Correction) -> bool:
    """Tell whether a place is that of a name, not of an event."""
    return made.place is not None and (bool(made.place.location) or made.rule is not None)


def _placed(claim: Claim, made: Correction) -> tuple[Claim, str]:
    reason = f"given by {made.who} on {made.day.isoformat()}: {made.why}"
    place = Place(
        name=claim.place_text,
        text=claim.place_text,
        relation=claim.relation,
        latitude=None,
        longitude=None,
        where_prec=None,
        radius_km=None,
        geonameid=None,
        admin1="",
        admin1_code="",
        country="",
        iso3="",
        reason=reason if made.place else f"taken from the map by {made.who} on {made.day.isoformat()}: {made.why}",
    )
    if made.place is not None:
        place = _given(place, made.place)
        place = _related(place) if _is_named(made) else place
    rule = ""
    if made.rule is not None:
        country = f"about {made.rule.context}" if made.rule.context else "that tell of no other country"
        rule = f' wherever articles {country} name "{claim.place_text}"'
    now = _point(place.name, place.latitude, place.longitude)
    before = _point(claim.location, claim.latitude, claim.longitude)
    corrected = replace(
        claim,
        location=place.name,
        latitude=place.latitude,
        longitude=place.longitude,
        where_prec=place.where_prec,
        radius_km=place.radius_km,
        geonameid=place.geonameid,
        admin1=place.admin1,
        admin1_code=place.admin1_code,
        country=place.country,
        iso3=place.iso3,
        place_reason=place.reason,
    )
    return corrected, f"place{rule}: {now}, before {before}"


def _given(place: Place, given: GivenPlace) -> Place:
    point = f"{given.latitude:.5f}, {given.longitude:.5f}"
    return replace(
        place,
        name=given.location or place.text or point,
        latitude=given.latitude,
        longitude=given.longitude,
        where_prec=given.where_prec,
        radius_km=given.radius_km,
        geonameid=given.geonameid,
        admin1=given.admin1,
        admin1_code=given.admin1_code,
        country=given.country,
        iso3=given.iso3,
    )


def _related(place: Place) -> Place:
    """Return where the event was by its relation to the place: "near" and "around" it is not at it."""
    if place.relation is Relation.AT:
        return place
    if place.where_prec in {WherePrec.EXACT, WherePrec.NEAR}:
        return offset(place, place.relation, None, None)
    assert place.radius_km is not None
    return widened(place, WherePrec.FUZZY, place.radius_km + _NEAR_KM, f'"{place.relation}" the area')


def _point(name: str, latitude: float | None, longitude: float | None) -> str:
    if latitude is None or longitude is None:
        return "not placed"
    return f"{name} ({latitude:.5f}, {longitude:.5f})"


def _dated(claim: Claim, made: Correction) -> tuple[Claim, str]:
    before = _days(claim.event_date, claim.event_date_end)
    reason = f"by {made.who} on {made.day.isoformat()}: {made.why}"
    if made.value == NOTHING:
        blank = replace(claim, event_date=None, event_date_end=None, date_prec=None, date_basis=None)
        return replace(blank, date_reason=f"taken away {reason}"), f"day: none, before {before}"
    first, _, last = made.value.partition("/")
    begin, end = date.fromisoformat(first), date.fromisoformat(last or first)
    length = (end - begin).days + 1
    prec = next((prec for days, prec in _PRECS if length <= days), DatePrec.YEAR)
    # It rests on the analyst's word, which is none of what a text can tell.
    dated = replace(claim, event_date=begin, event_date_end=end, date_prec=prec, date_basis=None)
    return replace(dated, date_reason=f"given {reason}"), f"day: {_days(begin, end)}, before {before}"


def _days(begin: date | None, end: date | None) -> str:
    if begin is None:
        return "none"
    return begin.isoformat() if end is None or end == begin else f"{begin.isoformat()}/{end.isoformat()}"


def _of_kind(claim: Claim, made: Correction) -> tuple[Claim, str]:
    return replace(claim, event_type=EventType(made.value)), f"kind: {made.value}, before {claim.event_type}"


def _of_status(claim: Claim, made: Correction) -> tuple[Claim, str]:
    return replace(claim, claim_status=ClaimStatus(made.value)), f"status: {made.value}, before {claim.claim_status}"


_CHANGED = {Corrects.PLACE: _placed, Corrects.DATE: _dated, Corrects.KIND: _of_kind, Corrects.STATUS: _of_status}


def _undoes(later: Correction, made: Correction) -> bool:
    """Tell whether a later correction splits claims that this one merges, or the other way round."""
    shared = {later.claim_id, *later.others} & {made.claim_id, *made.others}
    return later.number > made.number and later.what is not made.what and len(shared) > 1


def _linked(made: Correction, claim: Claim) -> str:
    """Say with which claims this one is of one event or not."""
    others = made.others if made.claim_id == claim.claim_id else (made.claim_id, *made.others)
    if made.what is Corrects.SPLIT and made.claim_id != claim.claim_id:
        others = (made.claim_id,)  # the others may well be of one event
    named = [each for each in others if each != claim.claim_id]
    more = f" and {len(named) - _LISTED} more" if len(named) > _LISTED else ""
    return (
        f"{'one event' if made.what is Corrects.MERGE else 'not of one event'} with {', '.join(named[:_LISTED])}{more}"
    )


def _told(what: str, made: Correction) -> str:
    return f"{what}; {made.who}, {made.day.isoformat()}: {made.why}"

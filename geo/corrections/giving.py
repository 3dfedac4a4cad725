"""A place as an analyst writes it, "lat,lon" or a name with its country → the place that is meant, or why none is."""

from __future__ import annotations

import re

from geo.errors import CorrectionError
from geo.gazetteer import Gazetteer
from geo.model import PLACE_PREC, Candidate, GivenPlace, PlaceKind, WherePrec

_POINT = re.compile(r"\s*(-?\d{1,3}(?:\.(\d{1,15}))?)\s*,\s*(-?\d{1,3}(?:\.(\d{1,15}))?)\s*", re.ASCII)
_LISTED = 6  # candidates that a refusal names
_LONGEST_NAME = 200
_KM_OF_DEGREE = 111.2
_LEAST_KM = 0.5  # however many decimals are given: an event is no point
_EXACT_KM, _NEAR_KM = 6.0, 25.0  # UCDP's where_prec 1 is a known place, 2 within about 25 km


def given_place(value: str, gazetteer: Gazetteer) -> GivenPlace:
    """Return the place that is meant. Raises CorrectionError, which lists what a name may mean if several."""
    point = _POINT.fullmatch(value)
    if point is not None:
        return _at_point(value, point, gazetteer)
    if len(value) > _LONGEST_NAME:
        message = f"a name of {len(value):,} characters is none"
        raise CorrectionError(message)
    found = [each for each in _meant(value, gazetteer) if each.kind is not PlaceKind.VAST]
    if not found:
        message = f"the gazetteer knows no {value!r}; give LAT,LON, or NAME, COUNTRY such as Brest, BY"
        raise CorrectionError(message)
    if len(found) > 1:
        listed = "; ".join(_described(each, gazetteer) for each in found[:_LISTED])
        more = f"; and {len(found) - _LISTED} more" if len(found) > _LISTED else ""
        message = f"{value!r} may mean {listed}{more}: name the country or region as well, or give LAT,LON"
        raise CorrectionError(message)
    return _of(found[0], gazetteer)


def _meant(value: str, gazetteer: Gazetteer) -> list[Candidate]:
    """Return what a name or the ISO 3166-2 code of a region may mean, within the country or region after a comma."""
    region = gazetteer.region(value.strip().upper())
    if region is not None:
        return [each for each in gazetteer.candidates(region.name) if _is_region(each, region.code)]
    whole = list(gazetteer.candidates(value))
    name, comma, area = value.rpartition(",")
    if whole or not comma:
        return _first_named(whole)
    countries, regions = _areas(area.strip(), gazetteer)
    inside = [
        each
        for each in gazetteer.candidates(name)
        if each.country in countries or (each.region and each.region in regions)
    ]
    return _first_named(inside)


def _first_named(found: list[Candidate]) -> list[Candidate]:
    """Return those whose main name it is, if there are any, without the regions that are named after a town in them."""
    named = [each for each in found if each.main_name] or found
    seats = {each.region for each in named if each.kind is PlaceKind.TOWN}
    return [each for each in named if each.kind is not PlaceKind.REGION or each.region not in seats]


def _is_region(candidate: Candidate, code: str) -> bool:
    return candidate.kind is PlaceKind.REGION and candidate.region == code


def _areas(name: str, gazetteer: Gazetteer) -> tuple[set[str], set[str]]:
    """Return the countries (alpha-2) and regions (ISO 3166-2) that a name or code stands for."""
    coded = gazetteer.country(name.upper())
    if coded is not None:
        return {coded.alpha2}, set()
    areas = gazetteer.candidates(name)
    countries = {each.country for each in areas if each.kind is PlaceKind.COUNTRY}
    regions = {each.region for each in areas if each.kind is PlaceKind.REGION}
    own = gazetteer.region(name.upper())
    return countries, regions | ({own.code} if own else set())


def _described(candidate: Candidate, gazetteer: Gazetteer) -> str:
    region, country = gazetteer.region(candidate.region), gazetteer.country(candidate.country)
    where = ", ".join(dict.fromkeys(area.name for area in (region, country) if area is not None))
    at = f"{candidate.latitude:.4f},{candidate.longitude:.4f}"
    return f"{candidate.name} ({candidate.kind}{f' in {where}' if where else ''}, {at})"


def _of(candidate: Candidate, gazetteer: Gazetteer) -> GivenPlace:
    within = gazetteer.within(candidate)
    return GivenPlace(
        location=candidate.name,
        latitude=candidate.latitude,
        longitude=candidate.longitude,
        where_prec=PLACE_PREC[candidate.kind],
        radius_km=candidate.radius_km,
        geonameid=candidate.geonameid,
        admin1=within.admin1,
        admin1_code=within.admin1_code,
        country=within.country,
        iso3=within.iso3,
    )


def _at_point(value: str, point: re.Match[str], gazetteer: Gazetteer) -> GivenPlace:
    """Return the place of a point, as exact as it is written: half a unit of its last decimal in each direction."""
    latitude, longitude = float(point[1]), float(point[3])
    if abs(latitude) > 90 or abs(longitude) > 180:  # noqa: PLR2004 - the bounds of degrees
        message = f"{value!r} is not LAT,LON in degrees: a latitude from -90 to 90 and a longitude from -180 to 180"
        raise CorrectionError(message)
    unit = max(10.0 ** -len(decimals or "") for decimals in (point[2], point[4]))
    radius = max(_LEAST_KM, round(_KM_OF_DEGREE * unit / 2 * 2**0.5 + 0.05, 1))  # never rounded down
    prec = next((prec for km, prec in _PRECS if radius <= km), WherePrec.FUZZY)
    region = gazetteer.region_at(latitude, longitude)
    country = gazetteer.country(region.country) if region else None
    return GivenPlace(
        location="",
        latitude=latitude,
        longitude=longitude,
        where_prec=prec,
        radius_km=radius,
        geonameid=None,
        admin1=region.name if region else "",
        admin1_code=region.code if region else "",
        country=country.name if country else "",
        iso3=country.iso3 if country else "",
    )


_PRECS = ((_EXACT_KM, WherePrec.EXACT), (_NEAR_KM, WherePrec.NEAR))

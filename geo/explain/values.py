"""What a claim says, in a few words, beside the reasons for it."""

from __future__ import annotations

from geo.model import Claim, DatePrec, Grounds, WherePrec

_WHERE_PREC = {
    WherePrec.EXACT: "exact place",
    WherePrec.NEAR: "in or near this place",
    WherePrec.ADM2: "somewhere in the district",
    WherePrec.ADM1: "somewhere in the region",
    WherePrec.FUZZY: "a line or a loosely named area",
    WherePrec.COUNTRY: "somewhere in the country",
    WherePrec.SEA_OR_AIR: "at sea or in the air",
}
_DATE_PREC = {
    DatePrec.DAYS: "to within days",
    DatePrec.WEEK: "to the week",
    DatePrec.MONTH: "to the month",
    DatePrec.YEAR: "to the year",
}


def kind(claim: Claim) -> str:
    """Return the event type in words."""
    return claim.event_type.replace("_", " ")


def name(claim: Claim) -> str:
    """Return the place's name, as written where it could not be placed."""
    return claim.location or claim.place_text


def where(claim: Claim) -> str:
    """Return the coordinates, the region and how exact that is."""
    if claim.latitude is None or claim.longitude is None:
        return "not placed"
    parts = [f"{claim.latitude:.5f},{claim.longitude:.5f}"]
    parts += [each for each in dict.fromkeys((claim.admin1, claim.country)) if each and each != claim.location]
    if claim.where_prec is not None:
        parts.append(f"{_WHERE_PREC[claim.where_prec]} (where_prec {claim.where_prec.value})")
    if claim.radius_km is not None:
        parts.append(f"within {claim.radius_km:.0f} km" if claim.radius_km >= 1 else "within 1 km")
    return ", ".join(parts)


def when(claim: Claim) -> str:
    """Return the days and how exact they are."""
    days = " to ".join(dict.fromkeys(str(day) for day in (claim.event_date, claim.event_date_end) if day))
    parts = [days or "unknown"]
    parts += [_DATE_PREC[claim.date_prec]] if claim.date_prec in _DATE_PREC else []
    return ", ".join(parts)


def speaker(claim: Claim, grounds: Grounds) -> str:
    """Return who says so."""
    if not claim.claimant:
        return "the article's own voice" if grounds.attribution is None else "a source not named"
    side = claim.claimant_side
    return f"{claim.claimant} ({side})" if side and side != claim.claimant else claim.claimant


def status(claim: Claim) -> str:
    """Return how surely the article tells it."""
    return claim.claim_status + (", could not be verified" if claim.unverified else "")


def support(claim: Claim) -> str:
    """Return how well the claim's event is supported, empty where that was not asked."""
    return claim.grade.replace("_", " ")


def parties(claim: Claim) -> str:
    """Return who did it and to whom, empty if neither is told."""
    parts = [f"{word} {who}" for word, who in (("by", claim.actor), ("target", claim.target)) if who]
    return "; ".join(parts)


def toll(claim: Claim) -> str:
    """Return the dead and the injured, empty if not told."""
    counts = (
        (claim.deaths_min, claim.deaths_max, "killed"),
        (claim.injured_min, claim.injured_max, "injured"),
    )
    return ", ".join(f"{_bounds(low, high)} {what}" for low, high, what in counts if (low, high) != (None, None))


def _bounds(low: int | None, high: int | None) -> str:
    if high is None:
        return f"at least {low}"
    if low is None:
        return f"up to {high}"
    return str(low) if low == high else f"{low} to {high}"

"""Who speaks of an event: a party to it, an ally, a third party, a witness or a monitor, as told."""

from __future__ import annotations

from collections.abc import Sequence

from geo.agreement.parties import country_of, parties, state
from geo.agreement.sources import Side, side, source_of
from geo.model import Claim


def sides(claims: Sequence[Claim]) -> tuple[Side, ...]:
    """Return for each claim of an event who its source is to those who act and those who suffer in it."""
    acting = frozenset[str]().union(*(parties(claim.actor) for claim in claims))
    suffering = frozenset[str]().union(*(parties(claim.target) | state(country_of(claim.iso3)) for claim in claims))
    return tuple(side(source_of(claim), acting, suffering) for claim in claims)

"""Places whose names are other spellings of one that is asked for, and which of them is surely meant."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from geo.model import Candidate, PlaceKind
from geo.sphere import distance_km

# Calibrated on alternate names of Ukraine, Syria, Iraq and Afghanistan, in other draws than tests/leave_one_out.py
# makes, and on names of their hamlets that the built-in gazetteer lacks.
LEAST_ALIKE = 0.75
"""Spellings less alike than this are two names."""

_CITY, _WORTH_OF_A_DECADE = 10_000, 0.04  # people from which on ten times as many make up for that much likeness
_NO_TOWN = 0.03  # likeness that a region or a site must have more than a town of its name
_ANOTHER = 0.86  # likeness of the place that the gazetteer lacks and the name may mean as well
_STEP = 0.025  # likeness by which a place must be ahead of another to be e times as likely
_SURE = 0.7  # the share of the likelihood from which on a place is meant
_SAME_PLACE_KM = 15.0


class SpelledLike(NamedTuple):
    """A place found by another spelling: how alike the two are, 0 to 1, and the spelling that is known."""

    likeness: float
    known: str
    candidate: Candidate

    @property
    def worth(self) -> float:
        """How likely it is meant, of places that are named about as much alike: a town, and a populous one."""
        return self.likeness_of_a_town + _WORTH_OF_A_DECADE * math.log10(1 + self.candidate.population / _CITY)

    @property
    def likeness_of_a_town(self) -> float:
        """The likeness, less what a name must be more alike to mean a region or a site."""
        return self.likeness - (0.0 if self.candidate.kind is PlaceKind.TOWN else _NO_TOWN)


def surely_meant(found: Sequence[SpelledLike]) -> SpelledLike | None:
    """Return the place that a spelling means, of all that it may mean, the likeliest first; None if that is not sure.

    The others beside it, and the chance that it means none of them, must be unlikely. What lies at the same place, or
    reaches over it, speaks for it.
    """
    if not found:
        return None
    best = found[0]
    against = math.exp((_ANOTHER - best.likeness_of_a_town) / _STEP)
    for_it = 0.0
    for each in found:
        likelihood = math.exp((each.worth - best.worth) / _STEP)
        if _is_same_place(best.candidate, each.candidate):
            for_it += likelihood
        else:
            against += likelihood
    return best if for_it >= _SURE * (for_it + against) else None


def rival(found: Sequence[SpelledLike]) -> SpelledLike | None:
    """Return the likeliest place that is another than the first and named about as much alike, if there is one."""
    return next(
        (
            each
            for each in found[1:]
            if found[0].worth - each.worth < 2 * _STEP and not _is_same_place(found[0].candidate, each.candidate)
        ),
        None,
    )


def _is_same_place(one: Candidate, other: Candidate) -> bool:
    apart = distance_km(one.latitude, one.longitude, other.latitude, other.longitude)
    reach = max(0.0 if each.kind is PlaceKind.TOWN else each.radius_km for each in (one, other))
    return apart <= max(_SAME_PLACE_KM, reach)

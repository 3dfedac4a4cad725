"""Whom a figure rests on and what it must credit, in a line or two."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from geo.figures.wording import plain
from geo.settings import LICENCES, Borders
from geo.wording import counted

if TYPE_CHECKING:
    import pandas as pd

_MOST_OUTLETS = 8
_MOST_LETTERS = 36
_BORDERS = {
    Borders.UN: "Borders for orientation, in the United Nations’ view; dashed where views differ",
    Borders.DE_FACTO: "Borders for orientation, as they are held; dashed where views differ",
}


def outlets(claims: pd.DataFrame) -> str:
    """Return the outlets of claims, those of most claims first."""
    counts = Counter(plain(name, _MOST_LETTERS) for name in claims["source"])
    unknown = counts.pop("", 0)
    names = sorted(counts, key=lambda name: (-counts[name], name))
    told = names[:_MOST_OUTLETS]
    if more := len(names) - len(told):
        told.append(counted(more, "more outlet"))
    if unknown:
        told.append(f"{counted(unknown, 'claim')} of outlets not known")
    return ", ".join(told)


def credits_of(claims: pd.DataFrame, borders: Borders) -> str:
    """Return what must be credited for places and borders."""
    ends = {reason.rpartition("; ")[2] for reason in claims["place_reason"]}
    online = sorted({licence for licence in LICENCES.values() if licence in ends})
    places = "; ".join(["Places: GeoNames (CC BY 4.0)", *online])
    return f"{places}. {_BORDERS[borders]} (Natural Earth)."

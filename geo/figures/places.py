"""The places of a figure: as on the page, one mark a place, in the kind and form of most of its claims."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.figures.plane import on_plane, projected
from geo.layers import disc
from geo.model import ClaimStatus, EventType, WherePrec
from geo.signs import SIGNS, Form, form_of

if TYPE_CHECKING:
    import geopandas
    import pandas as pd
    from shapely.geometry.base import BaseGeometry

_KINDS = list(SIGNS)
_LEAST_KM = 1.0


@dataclass(frozen=True, slots=True)
class Place:
    """Claims at one point and of one reach. `area` is on the plane, None for an exact place."""

    name: str
    x: float
    y: float
    area: BaseGeometry | None
    reach: WherePrec | None  # ADM1 or COUNTRY where the area is the outline of one, else None
    count: int
    kind: EventType
    form: Form


def forms_of(frame: pd.DataFrame) -> list[Form]:
    """Return the form of each claim, by its event's grade."""
    told = zip(frame["grade"], frame["claim_status"], strict=True)
    return [form_of(grade, ClaimStatus(status)) for grade, status in told]


def places_of(frame: geopandas.GeoDataFrame) -> list[Place]:
    """Return the places of claims with a column `form`, those of most claims first."""
    placed = frame[frame["latitude"].notna()]
    reach = np.select(
        [placed["where_prec"] == WherePrec.COUNTRY, placed["where_prec"] >= WherePrec.ADM2, placed["where_prec"] == 2],  # noqa: PLR2004 - near
        [3, 2, 1],
    )
    groups = placed.groupby(["longitude", "latitude", reach], sort=True)
    places = [_place(of_place) for _, of_place in groups]
    return sorted(places, key=lambda place: (-place.count, place.x, place.y))


def _place(claims: geopandas.GeoDataFrame) -> Place:
    lead = claims.iloc[0]
    (x, y) = projected(np.array([[lead["longitude"], lead["latitude"]]]))[0].tolist()
    widest = claims.geometry.iloc[int(np.argmax(shapely.area(claims.geometry.to_numpy())))]
    outlined = lead["where_prec"] in (WherePrec.ADM1, WherePrec.COUNTRY)
    kinds, forms = Counter(claims["event_type"]), Counter(map(Form, claims["form"]))  # pandas makes them numbers
    names = Counter(claims["location"])
    return Place(
        name=min(names, key=lambda name: (-names[name], name)),
        x=x,
        y=y,
        area=_area(claims, widest),
        reach=WherePrec(lead["where_prec"]) if outlined else None,
        count=len(claims),
        kind=min(_KINDS, key=lambda kind: (-kinds[kind.value], _KINDS.index(kind))),
        form=min(forms, key=lambda form: (-forms[form], form)),  # between equals the less sure
    )


def _area(claims: geopandas.GeoDataFrame, widest: BaseGeometry) -> BaseGeometry | None:
    lead = claims.iloc[0]
    if lead["where_prec"] == WherePrec.EXACT:
        return None
    if isinstance(widest, shapely.Point):  # loose, and nothing tells how far: never a pin
        widest = disc(lead["latitude"], lead["longitude"], _LEAST_KM)
    drawn: BaseGeometry = on_plane(widest)
    return drawn

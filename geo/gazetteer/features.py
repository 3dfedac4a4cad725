"""Which features of a GeoNames dump become places, of what kind, and how far they reach.

Left out, as names that news does not mean or a point that misleads: streams (their point is the mouth, often hundreds
of km from what an article means), hills, tracts and localities, railway stations, farms, hotels and ruins (they mostly
repeat a town's name), historical and abandoned places. Destroyed ones are kept: wars make them.
"""

from __future__ import annotations

from dataclasses import dataclass

from geo.model import PlaceKind


@dataclass(frozen=True, slots=True)
class Feature:
    """The kind of a feature and its reach in km from its point: what GeoNames' features of that code mostly need.

    `word` is what a name needs that it shares with a town: the airport of Konotop is listed as "Konotop".
    """

    kind: PlaceKind
    radius_km: float
    word: str = ""


REGION_FEATURE = "A.ADM1"
# A town's reach follows its population (entries.town_radius_km); a district's its towns, where the dump tells them.
_TOWN = Feature(PlaceKind.TOWN, 2.0)
_TOWN_CODES = "PPL PPLA PPLA2 PPLA3 PPLA4 PPLA5 PPLC PPLF PPLG PPLL PPLR PPLS PPLW PPLX STLMT"
FEATURES = {f"P.{code}": _TOWN for code in _TOWN_CODES.split()} | {
    "A.ADM2": Feature(PlaceKind.DISTRICT, 40.0),
    "A.ADM3": Feature(PlaceKind.DISTRICT, 20.0),
    "S.AIRP": Feature(PlaceKind.SITE, 4.0, "Airport"),
    "S.AIRF": Feature(PlaceKind.SITE, 3.0, "Airfield"),
    "S.AIRB": Feature(PlaceKind.SITE, 4.0, "Air Base"),
    "S.INSM": Feature(PlaceKind.SITE, 3.0, "Base"),
    "L.MILB": Feature(PlaceKind.SITE, 4.0, "Base"),
    "S.CMP": Feature(PlaceKind.SITE, 3.0, "Camp"),
    "S.CMPRF": Feature(PlaceKind.SITE, 3.0, "Camp"),
    "S.DAM": Feature(PlaceKind.SITE, 3.0, "Dam"),
    "S.BDG": Feature(PlaceKind.SITE, 3.0, "Bridge"),
    "S.PSTB": Feature(PlaceKind.SITE, 3.0, "Border Crossing"),
    "S.PS": Feature(PlaceKind.SITE, 3.0, "Power Plant"),
    "S.PSN": Feature(PlaceKind.SITE, 3.0, "Nuclear Power Plant"),
    "S.PSH": Feature(PlaceKind.SITE, 3.0, "Power Plant"),
    "S.OILR": Feature(PlaceKind.SITE, 3.0, "Refinery"),
    "L.PRT": Feature(PlaceKind.SITE, 4.0, "Port"),
    "H.LK": Feature(PlaceKind.WATER, 15.0),
    "H.RSV": Feature(PlaceKind.WATER, 40.0),
    "H.BAY": Feature(PlaceKind.WATER, 20.0),
    "H.GULF": Feature(PlaceKind.WATER, 300.0),
    "H.STRT": Feature(PlaceKind.WATER, 60.0),
    "H.SEA": Feature(PlaceKind.WATER, 700.0),
    "T.ISL": Feature(PlaceKind.AREA, 10.0),
    "T.ISLS": Feature(PlaceKind.AREA, 40.0),
    "T.PEN": Feature(PlaceKind.AREA, 40.0),
    "T.SPIT": Feature(PlaceKind.AREA, 20.0),
    "T.PASS": Feature(PlaceKind.AREA, 5.0),
    "T.MT": Feature(PlaceKind.AREA, 10.0),
    "T.MTS": Feature(PlaceKind.AREA, 100.0),
    "L.RGN": Feature(PlaceKind.AREA, 150.0),
}

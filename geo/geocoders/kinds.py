"""What services call a thing → how precisely it places an event (where_prec). What is missing is not believed."""

from __future__ import annotations

from geo.model import WherePrec

EXACT, NEAR, ADM2, ADM1 = WherePrec.EXACT, WherePrec.NEAR, WherePrec.ADM2, WherePrec.ADM1
FUZZY, COUNTRY, SEA = WherePrec.FUZZY, WherePrec.COUNTRY, WherePrec.SEA_OR_AIR


def _each(prec: WherePrec, values: str) -> dict[str, WherePrec]:
    return dict.fromkeys(values.split(), prec)


# Settlements, areas and waters: OSM's `place` values, Nominatim's address types, Photon's types, Pelias' layers.
_AREAS = {
    EXACT: "city town village hamlet isolated_dwelling farm locality suburb quarter neighbourhood borough city_block "
    "allotments city_district",
    NEAR: "island islet square",
    ADM2: "municipality county district state_district localadmin macrocounty",
    ADM1: "state region province archipelago macroregion",
    COUNTRY: "country dependency",
    SEA: "sea ocean marinearea",
}
_AREA = {value: prec for prec, values in _AREAS.items() for value in values.split()}
# Other OSM keys; "" is any value of the key. Shops, streets and the like are never where a report says a war is.
_SITES = {
    "aeroway": {"": NEAR},
    "amenity": _each(
        NEAR,
        "bus_station clinic college courthouse embassy ferry_terminal fire_station hospital kindergarten library "
        "marketplace monastery place_of_worship police prison refugee_site school townhall university",
    ),
    "boundary": {"national_park": FUZZY, "protected_area": FUZZY},
    "bridge": {"": NEAR},
    "building": {"": NEAR},
    "emergency": {"": NEAR},
    "historic": {"": NEAR},
    "industrial": {"": NEAR},
    "landuse": {"": NEAR},
    "leisure": _each(NEAR, "park stadium nature_reserve"),
    "man_made": {"": NEAR},
    "military": {"": NEAR},
    "natural": {"": FUZZY, "bay": SEA, "strait": SEA, "cape": NEAR, "hill": NEAR, "peak": NEAR, "volcano": NEAR},
    "power": {"": NEAR},
    "railway": {"": FUZZY, "station": NEAR, "halt": NEAR},
    "waterway": {"": FUZZY, "dam": NEAR},
}
# Nominatim's place_rank of administrative boundaries that come without an address type: up to this rank.
_RANKS = ((4, COUNTRY), (9, ADM1), (14, ADM2), (25, EXACT))
_GEONAMES_CLASS = {"A": ADM2, "P": EXACT, "S": NEAR, "T": FUZZY, "H": FUZZY, "L": FUZZY, "U": SEA, "V": FUZZY}
_GEONAMES_CODE = {"ADM1": ADM1, "TERR": COUNTRY, "AREA": FUZZY, "RGN": ADM1, "MILB": NEAR, "PRK": FUZZY}
_GEONAMES_CODE |= _each(NEAR, "MT PK HLL ISL CAPE PASS")
_GEONAMES_CODE |= _each(SEA, "SEA OCN GULF BAY STRT SD")


def area(value: str) -> WherePrec | None:
    """Return the precision of a settlement, area or water by the word for it."""
    return _AREA.get(value)


def of_osm(key: str, value: str, address_type: str, rank: float) -> WherePrec | None:
    """Return the precision of an OpenStreetMap object by its main tag and, of a boundary, what it is an address of."""
    if key == "place":
        return area(value)
    if key == "boundary" and value == "administrative":
        return area(address_type) or next((prec for most, prec in _RANKS if 0 < rank <= most), None)
    values = _SITES.get(key, {})
    return values.get(value, values.get(""))


def of_geonames(feature_class: str, code: str) -> WherePrec | None:
    """Return the precision of a GeoNames feature."""
    if code.startswith("PCL"):
        return COUNTRY
    return _GEONAMES_CODE.get(code) or _GEONAMES_CLASS.get(feature_class)

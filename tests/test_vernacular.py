"""Regions that no list of provinces holds, waters and world regions: in the gazetteer and on the map."""

from __future__ import annotations

import pytest

from geo.gazetteer import Gazetteer
from geo.model import PlaceKind, WherePrec
from geo.sphere import distance_km
from tests.reading import claims

INSIDE = [  # the radius of an area holds what lies in it
    ("Donbas", "UA", 48.74, 37.58),
    ("Darfur", "SD", 13.63, 25.35),
    ("Eastern Ghouta", "SY", 33.57, 36.40),
    ("Nagorno-Karabakh", "AZ", 39.82, 46.75),
    ("Puntland", "SO", 8.41, 48.48),
    ("Golan Heights", "SY", 33.13, 35.82),
    ("Sinai", "EG", 31.13, 33.80),
    ("North Waziristan", "PK", 33.0, 70.07),
    ("Mindanao", "PH", 7.07, 125.61),
    ("Azawad", "ML", 16.27, -0.04),
]


@pytest.mark.parametrize(("name", "country", "latitude", "longitude"), INSIDE)
def test_a_vernacular_region_is_known_and_its_radius_holds_its_places(
    name: str, country: str, latitude: float, longitude: float
) -> None:
    area = next(c for c in Gazetteer.built_in().candidates(name) if c.kind is PlaceKind.REGION)
    assert area.country == country
    assert distance_km(area.latitude, area.longitude, latitude, longitude) <= area.radius_km


@pytest.mark.parametrize("name", ["Africa", "Middle East", "Europe", "the Caucasus"])
def test_a_world_region_is_too_large_to_be_the_place_of_an_event(name: str) -> None:
    assert any(candidate.kind is PlaceKind.VAST for candidate in Gazetteer.built_in().candidates(name))
    assert claims(f"Fighting went on in {name.removeprefix('the ').join(['the ', ''])} on Monday.") == ()


@pytest.mark.parametrize("name", ["Black Sea", "Red Sea", "Gulf of Aden", "Sea of Azov"])
def test_an_event_at_sea_is_placed_there_as_such(name: str) -> None:
    (claim,) = claims(f"A missile strike hit a ship in the {name} on Monday, the navy said.")
    assert claim.where_prec is WherePrec.SEA_OR_AIR


def test_a_region_is_placed_as_a_region() -> None:
    (claim,) = claims("Heavy shelling was heard across Darfur on Monday.")
    assert (claim.location, claim.where_prec) == ("Darfur", WherePrec.ADM1)

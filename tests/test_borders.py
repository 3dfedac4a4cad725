"""Disputed borders: both views come from one set of outlines, as the README says, and never change a claim."""

from __future__ import annotations

import base64
import gzip
import json
import re
from itertools import accumulate
from pathlib import Path

import numpy as np
import pytest
import shapely

from geo.gazetteer import Gazetteer
from geo.gazetteer.outlines import Bounds, read_outlines
from geo.gazetteer.shapes import Shapes
from geo.layers import to_geodataframe
from geo.maps import ClaimMap
from geo.maps import basemap as ground
from geo.maps.steps import Rings, border_steps
from geo.model import WherePrec
from geo.settings import Borders
from tests.factories import Boxes, claim

ROOT = Path(__file__).parents[1]
SECTION = (ROOT / "README.md").read_text("utf-8").split("\n## Borders\n")[1].split("\n## ")[0]
UKRAINE: Bounds = (24.0, 46.0, 40.0, 51.0)
CYPRUS: Bounds = (32.5, 34.6, 34.0, 35.3)
SOMALIA: Bounds = (42.0, 2.0, 49.0, 11.0)
FRANCE: Bounds = (0.0, 44.0, 8.0, 50.0)
WIDE: Bounds = (-20.0, 20.0, 100.0, 60.0)


def tables() -> list[list[list[str]]]:
    rows = [[cell.strip() for cell in row.split("|")[1:-1]] for row in SECTION.splitlines() if row.startswith("|")]
    starts = [number for number, row in enumerate(rows) if row[0].startswith("-")]
    return [rows[starts[0] + 1 : starts[1] - 1], rows[starts[1] + 1 :]]


def lines(content: dict[str, list[list[int]]], key: str = "disputedLines") -> list[shapely.LineString]:
    return [
        shapely.LineString(np.array([list(accumulate(line[::2])), list(accumulate(line[1::2]))]).T / 1000)
        for line in content[key]
    ]


def within(found: list[shapely.LineString], bounds: Bounds) -> list[shapely.LineString]:
    return [line for line in found if line.intersects(shapely.box(*bounds))]


def test_the_readme_tells_which_areas_differ() -> None:
    parts = read_outlines(ROOT / "geo" / "data" / "basemap" / "countries")
    told = list(zip(parts.names, parts.countries, parts.holders, strict=True))
    names = {country: name for name, country, holder in told if country == holder}
    differing = {
        (" and ".join(sorted(name.split(" and "))), names[country], names.get(holder, "apart"))
        for name, country, holder in told
        if country != holder
    }
    assert differing == {tuple(row) for row in tables()[0]}


@pytest.mark.parametrize(
    ("area", "latitude", "longitude", "country"),
    [
        ("Jammu and Kashmir", 34.08, 74.8, "India"),
        ("Ladakh", 34.15, 77.58, "India"),
        ("Azad Kashmir", 34.37, 73.47, "Pakistan"),
        ("Gilgit-Baltistan", 35.92, 74.3, "Pakistan"),
        ("Aksai Chin", 35.2, 79.3, "China"),
        ("Arunachal Pradesh", 28.0, 94.0, "India"),
        ("Golan Heights", 33.0, 35.77, "Israel"),
        ("East Jerusalem", 31.78, 35.24, "Israel"),
        ("West Bank", 32.2, 35.25, "Palestine"),
        ("Gaza Strip", 31.4, 34.35, "Palestine"),
        ("Western Sahara", 27.15, -13.2, "Morocco"),
        ("Western Sahara", 24.5, -12.6, "Western Sahara"),
        ("Kosovo", 42.66, 21.16, "Kosovo"),
        ("Taiwan", 25.03, 121.5, "Taiwan"),
        ("Abkhazia", 43.0, 41.0, "Georgia"),
        ("South Ossetia", 42.23, 43.97, "Georgia"),
        ("Transnistria", 46.84, 29.6, "Moldova"),
        ("Nagorno-Karabakh", 39.82, 46.75, "Azerbaijan"),
        ("Halaib", 22.3, 36.4, "Egypt"),
        ("Abyei", 9.6, 28.4, "Sudan"),
        ("Kuril Islands", 44.1, 145.8, "Russia"),
    ],
)
def test_the_readme_tells_where_other_disputed_areas_are_drawn(
    area: str, latitude: float, longitude: float, country: str
) -> None:
    gazetteer = Gazetteer.built_in()
    region = gazetteer.region_at(latitude, longitude)
    assert region is not None
    found = gazetteer.country(region.country)
    assert found is not None
    assert found.name == country
    row = next(row for row in tables()[1] if area in row[0])
    assert country in row[1] or (row[1] == "apart" and country == area)


@pytest.mark.parametrize("bounds", [UKRAINE, CYPRUS, SOMALIA, FRANCE, WIDE, None])
def test_both_views_draw_the_same_lines(bounds: Bounds | None) -> None:
    un, de_facto = (ground.content(bounds, borders) for borders in Borders)
    for key in ("land", "regionLines", "disputedLines", "frame", "view", "regions"):
        assert un[key] == de_facto[key], key


@pytest.mark.parametrize(
    ("bounds", "through", "longest"),
    [
        (UKRAINE, (34.0, 46.1), 4.0),
        (CYPRUS, (33.2, 35.15), 4.0),
        (SOMALIA, (48.5, 9.8), 6.0),
        (WIDE, (34.0, 46.1), 30.0),
    ],
)
def test_the_line_between_two_views_is_drawn_once_and_as_nothing_else(
    bounds: Bounds, through: tuple[float, float], longest: float
) -> None:
    content = ground.content(bounds)
    found = within(lines(content), bounds)
    assert min(line.distance(shapely.Point(through)) for line in found) < 0.5
    assert sum(line.length for line in found) < longest
    regions = shapely.union_all(lines(content, "regionLines")) if content["regionLines"] else shapely.LineString()
    for line in found:
        assert regions.intersection(line).length == pytest.approx(0, abs=1e-9)


def test_where_nothing_is_disputed_no_line_is() -> None:
    assert within(lines(ground.content(FRANCE)), FRANCE) == []
    assert border_steps(Rings.of([]), Rings.of([shapely.box(0, 0, 1, 1)]), FRANCE) == []


def test_no_border_of_the_united_nations_view_vanishes_in_the_other() -> None:
    """What a page relies on: the land has all borders of both views but for the disputed lines."""
    parts = read_outlines(ROOT / "geo" / "data" / "basemap" / "regions")
    disputed = [
        number for number, (one, other) in enumerate(zip(parts.countries, parts.holders, strict=True)) if one != other
    ]
    tree = shapely.STRtree(parts.shapes)
    for number in disputed:
        for other in tree.query(parts.shapes[number], predicate="touches").tolist():
            if parts.holders[other] == parts.holders[number]:
                assert parts.countries[other] == parts.countries[number]


@pytest.mark.parametrize(
    ("bounds", "only_de_facto"), [(CYPRUS, "Northern Cyprus"), (SOMALIA, "Somaliland"), (UKRAINE, None)]
)
def test_the_setting_decides_which_countries_are_named(bounds: Bounds, only_de_facto: str | None) -> None:
    un, de_facto = ({label[0] for label in ground.content(bounds, borders)["countries"]} for borders in Borders)
    assert un <= de_facto
    assert (only_de_facto in de_facto - un) == (only_de_facto is not None)
    assert {"Cyprus", "Somalia", "Ukraine"} & un == {"Cyprus", "Somalia", "Ukraine"} & de_facto != set()


def test_a_claim_about_a_country_is_outlined_in_the_chosen_view() -> None:
    crimea = shapely.Point(34.1, 45.2)
    told = [claim(location="Ukraine", latitude=49.0, longitude=32.0, where_prec=WherePrec.COUNTRY, admin1="")]
    for borders in Borders:
        shapes = Shapes.open(borders=borders)
        frame = to_geodataframe(told, shapes)
        assert frame.geometry.iloc[0].contains(crimea) == (borders is Borders.UN)
        russia = shapes.country("RUS")
        assert russia is not None
        assert russia.contains(crimea) == (borders is Borders.DE_FACTO)
        assert shapes.country("PL") == Shapes.open().country("PL")
        assert shapes.region_at(45.2, 34.1) == "UA-43"


def test_the_page_tells_the_setting() -> None:
    blocks = ClaimMap(to_geodataframe([claim()], Boxes()), borders="de-facto").blocks
    about = json.loads(gzip.decompress(base64.b64decode(blocks["claimmap-about"])))
    assert about["borders"] == "de-facto"
    with pytest.raises(ValueError, match="neither"):
        ClaimMap(to_geodataframe([claim()], Boxes()), borders="neither")


def test_the_readme_keeps_the_settings_names() -> None:
    assert set(re.findall(r"`(un|de-facto)`", SECTION)) == set(Borders)

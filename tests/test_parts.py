"""A map of too many claims: which parts it has, what is drawn again, and that nothing is lost between them."""

from __future__ import annotations

import base64
import gzip
import json
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from geo.model import Claim, EventType, Spot
from geo.pipeline import build, forget, remembering
from geo.pipeline.drawing import draw
from geo.pipeline.parts import Part, part_names, parts_of
from geo.settings import MOST_CLAIMS, Settings, Split
from geo.store import Store
from tests.drill import Story, outputs, stories, updated, write_lines
from tests.factories import claim
from tests.pages import NOWHERE, UNDATED
from tests.test_store import ARTICLE, known, save

ROOT = Path(__file__).parents[1]
STORIES = stories()[:45]
MOST = 20
HEAD = re.compile('id="claimmap-head">([^<]+)<')
LINK = re.compile('href="(parts/[^"]+)"')
TOWNS: dict[str, dict[str, Any]] = {
    "Kharkiv": {},
    "Sumy": {"admin1": "Sumy Oblast", "admin1_code": "UA-59", "location": "Sumy", "latitude": 50.92, "longitude": 34.8},
    "Ukraine": {"admin1": "", "admin1_code": "", "location": "Ukraine"},
    "Chisinau": {"country": "Moldova", "iso3": "MDA", "admin1": "Chișinău", "admin1_code": "MD-CU"},
    "Sea": {"country": "", "iso3": "", "admin1": "", "admin1_code": "", "location": "Black Sea"},
    "nowhere": NOWHERE,
}


def told(*groups: tuple[str, str, int]) -> list[Claim]:
    """Return so many claims a place and ISO day ("": none)."""
    made: list[Claim] = []
    for place, iso, count in groups:
        days = {"event_date": date.fromisoformat(iso), "event_date_end": date.fromisoformat(iso)} if iso else UNDATED
        for _ in range(count):
            of = {"claim_id": f"c{len(made):03}", "article_id": ARTICLE.article_id, "quote_start": len(made)}
            made.append(claim(**of | TOWNS[place] | days))
    return made


def planned(folder: Path, claims: Sequence[Claim], split: Split, most: int) -> list[Part]:
    with Store(str(folder / "s.sqlite")) as store:
        save(store, ARTICLE, claims)
        return parts_of(store, split, most)


YEARS = [
    ("Kharkiv", "2030-12-31", 2),
    ("Sumy", "2031-02-01", 2),
    ("Kharkiv", "2031-02-28", 2),
    ("Sumy", "2031-03-05", 1),
]
PLACES = [("Kharkiv", "2031-05-06", 3), ("Sumy", "2031-05-06", 2), ("Ukraine", "2031-05-07", 1)]
OTHERS = [("Chisinau", "2031-05-06", 2), ("Sea", "2031-05-06", 1), ("nowhere", "2031-05-06", 2)]


@pytest.mark.parametrize(
    ("groups", "split", "most", "parts"),
    [
        (YEARS, Split.PERIOD, 5, "2030 2 '2030', 2031 5 '2031'"),
        (YEARS, Split.PERIOD, 4, "2030 2 '2030', 2031-02 4 'February 2031', 2031-03 1 'March 2031'"),
        (
            YEARS,
            Split.PERIOD,
            3,
            "2030 2 '2030', 2031-02-01 2 '1 February 2031', 2031-02-28 2 '28 February 2031', 2031-03 1 'March 2031'",
        ),
        ([*YEARS, ("Sumy", "", 3)], Split.PERIOD, 5, "2030 2 '2030', 2031 5 '2031', no-day 3 'No day'"),
        (
            [("Sumy", "", 2), ("Kharkiv", "", 1), ("Chisinau", "", 2), ("nowhere", "", 2)],
            Split.PERIOD,
            2,
            """MDA-no-day 2 'Moldova, no day', UKR-UA-63-no-day 1 'Kharkiv Oblast, Ukraine, no day',
            UKR-UA-59-no-day 2 'Sumy Oblast, Ukraine, no day', not-placed-no-day 2 'Not placed, no day'""",
        ),
        (
            [*PLACES, *OTHERS],
            Split.REGION,
            9,
            "MDA 2 'Moldova', UKR 6 'Ukraine', no-country 1 'No country', not-placed 2 'Not placed'",
        ),
        (
            PLACES,
            Split.REGION,
            3,
            """UKR-UA-63 3 'Kharkiv Oblast, Ukraine', UKR-UA-59 2 'Sumy Oblast, Ukraine',
            UKR-no-region 1 'Ukraine, no region'""",
        ),
        (
            [("Sumy", "2031-05-06", 2), ("Sumy", "2032-05-06", 1)],
            Split.REGION,
            2,
            "UKR-UA-59-2031 2 'Sumy Oblast, Ukraine, 2031', UKR-UA-59-2032 1 'Sumy Oblast, Ukraine, 2032'",
        ),
        (
            [("nowhere", "2031-05-06", 2), ("nowhere", "", 1), ("Sea", "", 1)],
            Split.REGION,
            2,
            "no-country 1 'No country', not-placed-2031 2 'Not placed, 2031', not-placed-no-day 1 'Not placed, no day'",
        ),
        ([("Sumy", "2031-05-06", 4)], Split.PERIOD, 3, "UKR-UA-59-2031-05-06 4 'Sumy Oblast, Ukraine, 6 May 2031'"),
    ],
)  # fmt: skip
def test_claims_are_split_as_far_as_days_and_places_tell_them_apart(
    tmp_path: Path, groups: list[tuple[str, str, int]], split: Split, most: int, parts: str
) -> None:
    made = planned(tmp_path, told(*groups), split, most)
    assert ", ".join(f"{part.name} {part.kinds.total()} {part.title!r}" for part in made) == " ".join(parts.split())


@pytest.mark.parametrize("split", [Split.PERIOD, Split.REGION])
@pytest.mark.parametrize("most", [1, 4, 9, 1000])
def test_every_claim_is_in_one_part(tmp_path: Path, split: Split, most: int) -> None:
    claims = told(*YEARS, *PLACES, *OTHERS, ("Sumy", "", 3), ("nowhere", "", 3))
    parts = planned(tmp_path, claims, split, most)
    name_of = part_names(parts)
    spots = [Spot(each.event_date, each.latitude is not None, each.iso3, each.admin1_code) for each in claims]
    assert all(sum(spot in part.scope for part in parts) == 1 for spot in spots)
    assert Counter(map(name_of, spots)) == {part.name: part.kinds.total() for part in parts}
    assert len({part.name for part in parts}) == len(parts) == len({part.title for part in parts})


def test_a_code_that_is_none_of_iso_s_makes_no_path(tmp_path: Path) -> None:
    odd = ("../../x", "UA 63", "ua-63", "UA-63", "CON", "é" * 300)
    claims = [
        claim(claim_id=f"c{at}", article_id=ARTICLE.article_id, admin1_code=code, iso3="../Q")
        for at, code in enumerate(odd)
    ]
    names = [part.name for part in planned(tmp_path, claims, Split.REGION, 1)]
    assert len(set(map(str.lower, names))) == len(odd)
    assert all(re.fullmatch(r"x[0-9a-f]{12}-[\w-]{1,20}", name, re.ASCII) for name in names)


def test_a_country_of_two_names_is_one_part(tmp_path: Path) -> None:
    claims = [replace(each, country=name) for each, name in zip(told(*YEARS), ("Ukraine", "Україна") * 4, strict=False)]
    (part,) = planned(tmp_path, claims, Split.REGION, 9)
    assert (part.name, part.title, part.kinds) == ("UKR", "Ukraine", {EventType.SHELLING: 7})


# ---------------------------------------------------------------- drawn


def run(out: Path, of: list[Story], **options: Any) -> list[str]:  # noqa: ANN401 - of Settings
    """Build with at most MOST claims on a page; return what was told."""
    said: list[str] = []
    build(
        [write_lines(out.parent / "in.jsonl", of)], Settings(out, **{"most_claims": MOST} | options), tell=said.append
    )
    return said


def pages(out: Path) -> dict[str, bytes]:
    return outputs(out) | {f"parts/{path.name}": path.read_bytes() for path in sorted(out.glob("parts/*"))}


def head(path: Path) -> dict[str, Any]:
    block = HEAD.search(path.read_text("utf-8"))
    assert block
    found: dict[str, Any] = json.loads(gzip.decompress(base64.b64decode(block[1])))
    return found


def links(out: Path) -> list[str]:
    return LINK.findall((out / "map.html").read_text("utf-8"))


def rewritten(out: Path, work: Callable[[], object]) -> set[str]:
    """Return the parts and days that some work writes."""
    before = {path: path.stat().st_ino for path in out.rglob("*.html")}
    work()
    return {path.stem for path in out.rglob("*.html") if before.get(path) != path.stat().st_ino} - {"map", "index"}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("whole") / "out"
    assert run(out, STORIES, most_claims=MOST_CLAIMS) == []
    return out


@pytest.fixture(scope="module")
def by_period(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("period") / "out"
    run(out, STORIES)
    return out


@pytest.mark.parametrize("split", [Split.PERIOD, Split.REGION])
def test_parts_hold_all_claims_and_everything_else_is_as_on_one_page(tmp_path: Path, whole: Path, split: Split) -> None:
    out = tmp_path / "out"
    (said,) = run(out, STORIES, split=split)
    claims = head(whole / "map.html")["total"]
    found = sorted(path.relative_to(out).as_posix() for path in out.glob("parts/*"))
    assert said == (
        f"map.html: {claims} claims on one page would be about 0.5 MB, open in about 0.4 s from a disk and 0.5 s "
        f"over 50 Mbit/s: split by {split} into {len(found)} parts; --split none draws one page"
    )
    assert sorted(links(out)) == found
    assert sum(head(out / each)["total"] for each in found) == claims
    assert max(head(out / each)["total"] for each in found) <= MOST
    mine, theirs = outputs(out), outputs(whole)
    differing = {name for name in mine.keys() | theirs.keys() if mine.get(name) != theirs.get(name)}
    assert differing == {"map.html", "days/index.html"}
    assert 'href="../map.html">All claims, part by part</a>' in mine["days/index.html"].decode()


def test_one_page_is_drawn_all_the_same_where_it_is_asked_for(tmp_path: Path, whole: Path) -> None:
    out = tmp_path / "out"
    (said,) = run(out, STORIES, split=Split.NONE)
    assert re.fullmatch(
        r"map\.html: \d+ claims on one page, about 0\.5 MB.*; --split period or region draws parts", said
    )
    assert outputs(out) == outputs(whole)
    assert not (out / "parts").exists()


def test_the_report_tells_what_was_to_be_expected(tmp_path: Path) -> None:
    source = write_lines(tmp_path / "in.jsonl", STORIES[:20])
    told_of = [build([source], Settings(tmp_path / "out", most_claims=most)).map for most in (10, 10, 1000)]
    assert [(each.split, each.parts > 1) for each in told_of] == [
        (Split.PERIOD, True), (Split.PERIOD, True), (Split.NONE, False)
    ]  # fmt: skip
    assert told_of[0] == told_of[1], "also where all stands already"
    assert 0.5e6 < told_of[0].page.size < 0.6e6


def test_any_order_of_runs_gives_the_same_parts(tmp_path: Path, by_period: Path) -> None:
    out = tmp_path / "out"
    mixed = random.Random(5).sample(STORIES, len(STORIES))  # noqa: S311 - nothing is kept secret
    for first in range(0, len(mixed), 15):
        run(out, mixed[first : first + 20])
    assert pages(out).keys() == pages(by_period).keys()
    assert [name for name, held in pages(out).items() if held != pages(by_period)[name]] == []


def test_a_rerun_writes_only_parts_whose_claims_changed(tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(out, STORIES)
    every = {path.stem for path in out.glob("parts/*")}
    assert rewritten(out, lambda: run(out, STORIES)) == set()
    changed = updated(STORIES[5])
    drawn = rewritten(out, lambda: run(out, [changed]))
    assert drawn & every
    assert every - drawn
    assert rewritten(out, lambda: run(out, [changed], rebuild=True)) >= every
    never = tmp_path / "never" / "out"
    never.parent.mkdir()
    run(never, [*STORIES[:5], changed, *STORIES[6:]])
    assert [name for name, held in pages(out).items() if held != pages(never).get(name)] == []
    forget([STORIES[7].url], Settings(out, most_claims=MOST))
    assert STORIES[7].name.encode() not in b"".join(pages(out).values())


def put(out: Path, number: int, day: int, event_id: str) -> None:
    """Keep an article with one claim, as a run would, and draw what is known."""
    article = replace(ARTICLE, article_id=f"a{number}", url=f"https://news.example/{number}", text=f"Text {number}.")
    on = date(2031, 5, day)
    made = claim(
        claim_id=f"c{number}", article_id=article.article_id, event_id=event_id, event_date=on, event_date_end=on
    )
    with Store(str(out / "claimmap.sqlite")) as store:
        run_id = store.begin_run("engine")
        remembering.remember(store, article, known(article), [made], run_id)
        draw(store, Settings(out, most_claims=1), lambda *_: None)


def test_a_part_is_written_again_where_another_tells_more_of_its_events(tmp_path: Path) -> None:
    out = tmp_path
    for number, day in ((1, 6), (2, 8)):
        put(out, number, day, f"e{number}")
    assert sorted(path.stem for path in out.glob("parts/*")) == ["2031-05-06", "2031-05-08"]
    written = rewritten(out, lambda: put(out, 3, 7, "e1"))
    assert written == {"2031-05-06", "2031-05-07"}, "and no other part, nor the page of any other day"


def test_a_damaged_part_is_written_again(tmp_path: Path, by_period: Path) -> None:
    out = tmp_path / "out"
    run(out, STORIES)
    for path in sorted(out.glob("parts/*"))[:2]:
        path.write_text("damaged")
    (out / "parts" / "2099.html").write_text("of no part")
    run(out, STORIES)
    assert pages(out) == pages(by_period)


def test_parts_that_are_no_more_are_removed(tmp_path: Path, whole: Path, by_period: Path) -> None:
    out = tmp_path / "out"
    run(out, STORIES)
    run(out, STORIES, split=Split.REGION)
    assert sorted(links(out)) == sorted(f"parts/{path.name}" for path in out.glob("parts/*"))
    assert not set(links(out)) & set(links(by_period))
    run(out, STORIES, split=Split.PERIOD)
    assert pages(out) == pages(by_period)
    run(out, STORIES, most_claims=MOST_CLAIMS)
    assert pages(out) == pages(whole)
    assert not (out / "parts").exists()


DRAW = """
import sys
from pathlib import Path
from geo.pipeline import build
from geo.settings import Settings
build([sys.argv[1]], Settings(Path(sys.argv[2]), most_claims=int(sys.argv[3])), lambda *told: print(*told, flush=True))
"""


def test_a_killed_run_leaves_no_index_that_leads_to_what_is_not_there(
    tmp_path: Path, whole: Path, by_period: Path
) -> None:
    out = tmp_path / "out"
    source = write_lines(tmp_path / "in.jsonl", STORIES)
    chance = random.Random(11)  # noqa: S311 - nothing is kept secret
    either = pages(whole), pages(by_period)
    hit = 0
    for number in range(8):
        command = [sys.executable, "-c", DRAW, str(source), str(out), str((MOST_CLAIMS, MOST)[number % 2])]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
            assert process.stdout is not None
            next(line for line in process.stdout if line.startswith(("writing 2", "drawing")))
            time.sleep(chance.uniform(0, 1.5))
            process.kill()
            process.communicate()
        hit += process.returncode == -signal.SIGKILL
        if (out / "map.html").exists():
            assert all((out / each).exists() for each in links(out))
        seen = {name: held for name, held in pages(out).items() if not name.split("/")[-1].startswith(".")}
        assert [name for name, held in seen.items() if held not in [each.get(name) for each in either]] == []
    assert hit >= 4
    run(out, STORIES)
    assert pages(out) == pages(by_period)
    assert list(out.rglob("*.part")) == []


def test_days_are_drawn_from_few_claims_at_a_time(tmp_path: Path) -> None:
    from geo.maps import days_of  # noqa: PLC0415 - loads the map's libraries
    from geo.pipeline.pages import _spells  # noqa: PLC0415

    days = [date(2031, 5, 1) + timedelta(days=number) for number in range(10)]
    claims = [
        replace(each, event_date_end=each.event_date and each.event_date + timedelta(days=at % 3))
        for at, each in enumerate(told(*(("Sumy", day.isoformat(), 4) for day in days), ("Sumy", "", 50)))
    ]
    with Store(str(tmp_path / "s.sqlite")) as store:
        save(store, ARTICLE, claims)
        counts = store.days()
        every = [each.day for each in days_of(counts)]
        spells = list(_spells(every, counts, 20))
        held = [sum(len(each["claim_id"]) for each in store.columns_of_days(spell[0], spell[-1])) for spell in spells]
    assert [day for spell in spells for day in spell] == every
    assert max(held) <= 20
    assert len(spells) < len(every)
    assert [len(spell) for spell in _spells(every[:1] + every[-1:], counts, 1)] == [1, 1]

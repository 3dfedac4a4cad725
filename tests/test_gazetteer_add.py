"""Gazetteers that users add: what is taken, what is refused whole, and what the network may do."""

from __future__ import annotations

import http.server
import json
import os
import re
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.errors import DataMissingError, GazetteerError
from geo.gazetteer import Gazetteer, added, adding, dumps
from geo.gazetteer.added import Meta
from geo.gazetteer.downloading import Patience, download
from geo.model import PlaceKind
from geo.pipeline import engine_version

SHARED = os.environ.get("CLAIMMAP_SHARED", "")


def row(number: int, name: str, at: tuple[object, object], feature: str = "P.PPL", **cells: object) -> str:
    """A line of a dump: everything that is not told as in a hamlet of Kharkiv oblast."""
    kind, _, code = feature.partition(".")
    told = {"asciiname": name, "names": "", "country": "UA", "admin1": "07", "admin2": "", "population": 0} | cells
    line = [number, name, told["asciiname"], told["names"], *at, kind, code, told["country"], "", told["admin1"]]
    line += [told["admin2"], "", "", told["population"], "", 120, "", told.get("day", "2024-05-01")]
    return "\t".join(map(str, line)) + "\n"


# Invented hamlets at real coordinates east of Kharkiv; Kharkiv, Chuhuiv and the oblast with their GeoNames numbers.
HAMLET = row(90000001, "Zubrivka Testova", (49.9, 36.9), names='Зубрівка,"Zubrovka" Testovaya,KBP,zu bu li fu ka')
ROWS = [
    HAMLET,
    row(706483, "Kharkiv", (49.98081, 36.25272), "P.PPLA", population=1430885, names="Kharkiv,Slobozhan Capital"),
    row(706482, "Kharkivs'ka Oblast'", (49.5, 36.5), "A.ADM1", names="Slobidska Testova Oblast"),
    row(90000002, "Chuhuiv", (49.84, 36.69), names="Chuguyev-on-Donets"),
    row(90000003, "Chuhuiv", (49.85, 36.65), "S.AIRP"),
    row(90000004, "Ozero Testove", (49.7, 36.8), "H.LK"),
    row(90000005, "Testova Richka", (49.7, 36.8), "H.STM"),
    row(90000006, "Kolyshnie Testove", (49.7, 36.8), "P.PPLQ"),
    row(90000007, "Testovsky Raion", (49.9, 36.9), "A.ADM2", admin2="6399"),
    *(row(90000010 + n, f"Testove {n}", (49.9, 36.9 + n / 10), admin2="6399") for n in range(4)),
]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(added.HOME, str(tmp_path / "gazetteers"))
    return tmp_path / "gazetteers"


def written(folder: Path, lines: str | bytes | list[str], name: str = "UA.txt") -> Path:
    path = folder / name
    data = "".join(lines) if isinstance(lines, list) else lines
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def packed(path: Path, **members: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(f"{name}.txt", content)
    return path


def asked(name: str) -> list[tuple[str, PlaceKind, str, int | None, bool]]:
    found = Gazetteer.open().candidates(name)
    return [(each.name, each.kind, each.region, each.geonameid, each.main_name) for each in found]


# ---------------------------------------------------------------- what a dump gives


def test_what_is_taken_from_a_dump(tmp_path: Path) -> None:
    meta = adding.add(str(written(tmp_path, ROWS)))
    assert (meta.name, meta.rows, meta.dated, meta.licence) == ("UA", 13, "2024-05-01", "CC BY 4.0, GeoNames")
    zubrivka = ("Zubrivka Testova", PlaceKind.TOWN, "UA-63", 90000001)
    assert asked("Zubrivka Testova") == [(*zubrivka, True)]
    assert asked("Зубрівка") == asked("zubrovka testovaya".replace("zubrovka", '"zubrovka"')) == [(*zubrivka, False)]
    assert asked("zu bu li fu ka") == []
    assert Gazetteer.open().knows("zubrivka testova")
    assert Gazetteer.open().opening("zubrivka testova falls")[0] == "zubrivka testova"
    assert not Gazetteer.built_in().opening("zubrivka testova")
    assert asked("Testova Richka") == asked("Kolyshnie Testove") == []
    assert asked("Ozero Testove") == [("Ozero Testove", PlaceKind.WATER, "UA-63", 90000004, True)]


def test_a_place_that_is_built_in_is_one_candidate_with_the_dumps_names(tmp_path: Path) -> None:
    before = Gazetteer.open().candidates("Kharkiv")
    chuhuiv = Gazetteer.open().candidates("Chuhuiv")
    adding.add(str(written(tmp_path, ROWS)))
    assert Gazetteer.open().candidates("Kharkiv") == before
    assert asked("Slobozhan Capital") == [("Kharkiv", PlaceKind.TOWN, "UA-63", 706483, False)]
    assert [(kind, region, number) for _, kind, region, number, _ in asked("Slobidska Testova")] == [
        (PlaceKind.REGION, "UA-63", 706482)
    ]
    assert Gazetteer.open().candidates("Chuhuiv") == chuhuiv  # another number, but the same name within 3 km
    assert [number for *_, number, _ in asked("Chuguyev-on-Donets")] == [chuhuiv[0].geonameid]


def test_a_hamlet_does_not_outrank_the_town_of_its_name(tmp_path: Path) -> None:
    hamlets = [row(90000100, "Chuguev", (48.5, 37.5)), row(90000101, "Chuguev", (48.5, 35.5), population=700)]
    town = Gazetteer.open().candidates("Chuguev")[0]
    adding.add(str(written(tmp_path, hamlets)))
    found = [(number, main) for *_, number, main in asked("Chuguev")]
    assert found == [(90000101, True), (town.geonameid, False), (90000100, False)]


def test_a_site_named_like_a_town_gets_the_word_for_what_it_is(tmp_path: Path) -> None:
    adding.add(str(written(tmp_path, ROWS)))
    assert asked("Chuhuiv Airport") == [("Chuhuiv Airport", PlaceKind.SITE, "UA-63", 90000003, True)]
    assert PlaceKind.SITE not in {kind for _, kind, *_ in asked("Chuhuiv")}


def test_a_district_reaches_as_far_as_its_towns(tmp_path: Path) -> None:
    adding.add(str(written(tmp_path, ROWS)))
    district = Gazetteer.open().candidates("Testovsky Raion")[0]
    assert district.kind is PlaceKind.DISTRICT
    assert 14.3 < district.radius_km < 25  # its farthest towns are 14.3 and 21.5 km away
    assert asked("Testovsky") == [("Testovsky Raion", PlaceKind.DISTRICT, "UA-63", 90000007, False)]


def test_the_order_of_the_rows_does_not_matter(tmp_path: Path) -> None:
    one = adding.add(str(written(tmp_path, ROWS)))
    other = adding.add(str(written(tmp_path, ROWS[::-1])))
    assert one.sha256 != other.sha256
    assert one.index_sha256 == other.index_sha256


@pytest.mark.parametrize("name", ["Kharkiv", "Zubrivka Testova", "San Antonio", "Testove 1"])
def test_candidates_keep_their_order_whatever_was_added(tmp_path: Path, name: str) -> None:
    adding.add(str(written(tmp_path, ROWS)))
    adding.add(str(written(tmp_path, ROWS, "Other.txt")))
    adding.add(str(written(tmp_path, f"name,lat,lon\n{name},1.5,2.5\n", "own.csv")))
    found = Gazetteer.open().candidates(name)
    kinds = [PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.TOWN]
    ranks = [(not each.main_name, kinds.index(each.kind), -each.population) for each in found]
    assert ranks == sorted(ranks)
    numbers = [each.geonameid for each in found if each.geonameid]
    assert len(numbers) == len(set(numbers))


def test_the_zip_as_downloaded_gives_the_same(tmp_path: Path) -> None:
    plain = adding.add(str(written(tmp_path, ["\ufeff", *ROWS])))
    zipped = adding.add(
        str(packed(tmp_path / "UA.zip", readme="About this file", UA="".join(ROWS).replace("\n", "\r\n")))
    )
    assert plain.index_sha256 == zipped.index_sha256
    assert added.metas() == [zipped]


# ---------------------------------------------------------------- what is refused

HUGE = "x" * (dumps.LONGEST_LINE + 1)
BAD_ROWS = [
    ("", "holds no place"),
    (HAMLET + "1\tToo\tShort\n", "UA.txt:2: 3 columns where a GeoNames dump has 19"),
    (HAMLET + "\n", "UA.txt:2: 1 columns"),
    (HAMLET.replace("\n", "\tmore\n"), "UA.txt:1: 20 columns"),
    (HAMLET.replace("49.9", "91"), "UA.txt:1: latitude '91' is not between -90 and 90"),
    (HAMLET.replace("36.9", "-180.5"), "UA.txt:1: longitude '-180.5' is not between"),
    (HAMLET.replace("49.9", "nan"), "UA.txt:1: latitude 'nan' is not a number"),
    (HAMLET.replace("49.9", "1e2"), "UA.txt:1: latitude '1e2' is not a number"),
    (HAMLET.replace("49.9", ""), "UA.txt:1: latitude '' is not a number"),
    (HAMLET.replace("90000001", "n/a"), "UA.txt:1: geonameid 'n/a' is not a whole number"),
    (HAMLET.replace("90000001", "99999999999"), "UA.txt:1: geonameid '99999999999' is not a whole number up to"),
    (HAMLET.replace("\t0\t", "\tmany\t"), "UA.txt:1: population 'many' is not a whole number"),
    (HAMLET.replace("\tUA\t", "\tUkraine\t"), "UA.txt:1: country 'Ukraine' is no code"),
    (row(1, " ", (1, 1)), "UA.txt:1: the name is empty"),
    (HAMLET * 2, "line 2: geonameid 90000001 stands there twice"),
    (HAMLET + HUGE, "UA.txt:2: the line is longer"),
    (HAMLET.encode() + b"\xff\xfe", "UA.txt:2: not UTF-8 (byte 1 of the line)"),
    (row(1, "Somewhere", (1, 1), "H.STM"), "holds no place"),
]


@pytest.mark.parametrize(("content", "reason"), BAD_ROWS, ids=range(len(BAD_ROWS)))
def test_a_malformed_dump_is_refused_whole(tmp_path: Path, home: Path, content: str | bytes, reason: str) -> None:
    adding.add(str(written(tmp_path, ROWS)))
    before = sorted(home.rglob("*")), (home / "UA" / added.META).read_bytes()
    with pytest.raises(GazetteerError, match=re.escape(reason)) as raised:
        adding.add(str(written(tmp_path, content)))
    assert "\n" not in str(raised.value)
    assert (sorted(home.rglob("*")), (home / "UA" / added.META).read_bytes()) == before


def test_archives_that_hold_no_dump_are_refused(tmp_path: Path, home: Path) -> None:
    whole = packed(tmp_path / "whole.zip", UA="".join(ROWS)).read_bytes()
    for name, content, reason in [
        ("a.zip", b"<html>busy</html>", "not a zip file"),
        ("b.zip", whole[: len(whole) // 2], "not a zip file"),
        ("c.zip", whole.replace(whole[60:90], b"\0" * 30, 1), "cannot be read"),
        ("d.zip", packed(tmp_path / "x.zip", readme="only this").read_bytes(), "holds no table"),
        ("e.zip", packed(tmp_path / "y.zip", UA="", SY="").read_bytes(), "holds 2 tables"),
        ("f.zip", packed(tmp_path / "z.zip", UA="\0" * 50_000_000).read_bytes(), "UA.txt:1: the line is longer"),
    ]:
        with pytest.raises(GazetteerError, match=reason):
            adding.add(str(written(tmp_path, content, name)))
    assert not home.exists() or not list(home.iterdir())


def test_a_table_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dumps, "LARGEST_TABLE", 1000)
    with pytest.raises(GazetteerError, match="unpacks to"):
        adding.add(str(packed(tmp_path / "UA.zip", UA="".join(ROWS))))
    with pytest.raises(GazetteerError, match="the table is longer"):
        adding.add(str(written(tmp_path, ROWS)))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.sampled_from(["UA.txt", "UA.zip", "UA.csv"]))
def test_whatever_the_file_holds_it_is_added_or_refused(tmp_path: Path, content: bytes, name: str) -> None:
    try:
        assert isinstance(adding.add(str(written(tmp_path, content, name))), Meta)
    except GazetteerError as error:
        assert name in str(error)  # noqa: PT017 - either outcome is right


@pytest.mark.parametrize("source", ["nowhere.zip", "XX", "article.pdf", "a b.csv", "folder"])
def test_what_is_neither_a_country_nor_a_file_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    (tmp_path / "folder").mkdir()
    for name in ("article.pdf", "a b.csv"):
        (tmp_path / name).write_text("name,lat,lon\nA,1,1\n")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(GazetteerError):
        adding.add(source, mirror="http://127.0.0.1:9")


# ---------------------------------------------------------------- tables of one's own


def test_a_table_of_ones_own(tmp_path: Path) -> None:
    table = (
        "\ufeffName,lat,lon,kind,radius,names,country,admin1\r\n"
        '"Zubrivka, the Old",49.9,36.9,,,Stara Zubrivka|Стара Зубрівка,,\r\n'
        "Testov Bridge,49.8,36.8,site,0.5,,ua,UA-63\r\n"
        "Testov Marches,49.8,36.8,area,80,,,\r\n"
        "Nowhere Atoll,-40.5,-120.25,,,,,\r\n"
    )
    meta = adding.add(str(written(tmp_path, table, "own.csv")))
    assert (meta.name, meta.rows, meta.places, meta.names, meta.licence) == ("own", 4, 4, 6, "")
    gazetteer = Gazetteer.open()
    old, bridge, marches, atoll = (
        gazetteer.candidates(name)[0] for name in ("Стара Зубрівка", "testov bridge", "Testov Marches", "Nowhere Atoll")
    )
    assert (old.name, old.kind, old.country, old.region, old.admin1) == (
        "Zubrivka, the Old",
        PlaceKind.TOWN,
        "UA",
        "UA-63",
        "UA.07",
    )
    assert (bridge.kind, bridge.radius_km, bridge.country) == (PlaceKind.SITE, 0.5, "UA")
    assert (marches.kind, marches.radius_km, marches.latitude) == (PlaceKind.AREA, 80.0, 49.8)
    assert (atoll.country, atoll.region, atoll.latitude, atoll.longitude) == ("", "", -40.5, -120.25)


BAD_TABLES = [
    ("", "own.csv:1: no column name"),
    ("name,lat\n", "own.csv:1: no column lon; the columns are name, lat, lon and if you like kind"),
    ("name,lat,lon,colour\n", "own.csv:1: column 'colour' is unknown"),
    ("name,lat,lon,lat\n", "own.csv:1: column 'lat' is unknown or stands there twice"),
    ("name,lat,lon\n", "holds no place"),
    ("name,lat,lon\nA,1\n", "own.csv:2: 2 cells where the header has 3"),
    ("name,lat,lon\nA,1,1\n,1,1\n", "own.csv:3: the name is empty"),
    ("name,lat,lon\nA,91,1\n", "own.csv:2: lat '91' is not between"),
    ("name,lat,lon\nA,1,\n", "own.csv:2: lon '' is not a number"),
    ('name,lat,lon\n"A\nB",1,1\nC,x,1\n', "own.csv:4: lat 'x' is not a number"),
    ("name,lat,lon,kind\nA,1,1,country\n", "own.csv:2: kind 'country' is none of town, district, site, area"),
    ("name,lat,lon,radius\nA,1,1,0\n", "own.csv:2: radius '0' is not a number of km above 0"),
    ("name,lat,lon,radius\nA,1,1,inf\n", "own.csv:2: radius 'inf' is not"),
    ("name,lat,lon,country\nA,1,1,XX\n", "own.csv:2: country 'XX' is no ISO 3166-1 code"),
    ("name,lat,lon,admin1\nA,1,1,UA-99\n", "own.csv:2: admin1 'UA-99' is no ISO 3166-2"),
    ("name,lat,lon,country,admin1\nA,1,1,SY,UA-63\n", "own.csv:2: admin1 'UA-63' is not in country 'SY'"),
    (b"name,lat,lon\nA,1,1\n\xff,1,1\n", "own.csv: after line 1: not UTF-8"),
    ('name,lat,lon\n"A"B,1,1\n', "own.csv: after line 1: "),
]


@pytest.mark.parametrize(("content", "reason"), BAD_TABLES, ids=range(len(BAD_TABLES)))
def test_a_malformed_table_is_refused_whole(tmp_path: Path, content: str | bytes, reason: str) -> None:
    with pytest.raises(GazetteerError, match=re.escape(reason)):
        adding.add(str(written(tmp_path, content, "own.csv")))
    assert added.metas() == []


# ---------------------------------------------------------------- what was added, and what depends on it


def test_results_depend_on_what_was_added_not_on_when(tmp_path: Path, home: Path) -> None:
    def version() -> str:
        engine_version.cache_clear()
        return engine_version()

    try:
        bare = version()
        adding.add(str(written(tmp_path, ROWS)))
        ukraine = version()
        meta = home / "UA" / added.META
        meta.write_text(meta.read_text().replace(json.loads(meta.read_text())["added"], "2001-01-01"))
        assert version() == ukraine
        adding.add(str(written(tmp_path, ROWS[:5])))
        assert len({bare, ukraine, version()}) == 3
        added.remove("UA")
        assert version() == bare
    finally:
        engine_version.cache_clear()


def test_a_damaged_one_is_named_with_the_remedy_and_can_be_removed(tmp_path: Path, home: Path) -> None:
    adding.add(str(written(tmp_path, ROWS)))
    (home / "UA" / "entries.npy").write_bytes(b"damaged")
    with pytest.raises(DataMissingError, match="run `claimmap gazetteer remove UA` and add it again"):
        Gazetteer.open()
    (home / "UA" / added.META).write_text("{")
    with pytest.raises(GazetteerError, match="claimmap gazetteer remove UA"):
        added.metas()
    added.remove("UA")
    assert asked("Zubrivka Testova") == []


def test_what_stands_beside_is_let_alone(tmp_path: Path, home: Path) -> None:
    adding.add(str(written(tmp_path, ROWS)))
    (home / ".adding-cut").mkdir()
    (home / "notes.txt").write_text("mine")
    (home / "empty").mkdir()
    assert [meta.name for meta in added.metas()] == ["UA"]
    with pytest.raises(GazetteerError, match=r"no gazetteer '\.\./\.\.' has been added; there are: UA"):
        added.remove("../..")
    added.remove("UA")
    assert sorted(path.name for path in home.iterdir()) == [".adding-cut", "empty", "notes.txt"]


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(added.HOME, str(tmp_path / "file" / "gazetteers"))
    with pytest.raises(GazetteerError, match=r"cannot be (read|written): Not a directory"):
        adding.add(str(written(tmp_path, ROWS)))


# ---------------------------------------------------------------- the network

Answer = Callable[["Handler"], None]
NOW = Patience(silence=0.5, pause=0.01)


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers as the test's script says, the last step for ever."""

    script: list[Answer]
    asked: list[dict[str, str]]

    def do_GET(self) -> None:
        self.asked.append(dict(self.headers) | {"path": self.path})
        step = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        step(self)

    def log_message(self, *_: object) -> None:
        pass

    def head(self, code: int, **headers: object) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()


def whole(content: bytes, *, sent: int | None = None, tag: str = '"one"') -> Answer:
    """Serve the content, with ranges, but cut the connection after `sent` bytes."""

    def answer(handler: Handler) -> None:
        told = handler.headers.get("Range")
        start = int(told[6:-1]) if told and handler.headers.get("If-Range") == tag else 0
        part = content[start:]
        ranged = {"Content_Range": f"bytes {start}-{len(content) - 1}/{len(content)}"} if start else {}
        handler.head(206 if start else 200, Content_Length=len(part), ETag=tag, **ranged)
        handler.wfile.write(part[:sent])

    return answer


def status(code: int, **headers: object) -> Answer:
    return lambda handler: handler.head(code, Content_Length=0, **headers)


def silent(handler: Handler) -> None:
    handler.head(200, Content_Length=100)
    handler.wfile.flush()
    time.sleep(1.5)


def garbage(handler: Handler) -> None:
    handler.wfile.write(b"\x00\xff no HTTP \r\n\r\n")


@contextmanager
def server(*script: Answer) -> Iterator[tuple[str, list[dict[str, str]]]]:
    asked: list[dict[str, str]] = []
    scripted = type("Scripted", (Handler,), {"script": list(script), "asked": asked})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), scripted) as listening:
        thread = threading.Thread(target=listening.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.server_address[1]}/dump", asked
        finally:
            listening.shutdown()
            thread.join()


def fetched(address: str, folder: Path) -> bytes:
    return download(address, folder / "downloads", lambda _stage, _done, _all: None, NOW).read_bytes()


CONTENT = bytes(range(256)) * 1000


def test_a_country_is_downloaded_and_added(tmp_path: Path, home: Path) -> None:
    archive = packed(tmp_path / "archive.zip", readme="About", UA="".join(ROWS)).read_bytes()
    with server(whole(archive)) as (mirror, asked_for):
        meta = adding.add("ua", mirror + "/")
    assert [each["path"] for each in asked_for] == ["/dump/UA.zip"]
    assert asked_for[0]["User-Agent"] == "claimmap"
    assert (meta.name, meta.source) == ("UA", f"{mirror}/UA.zip")
    assert asked("Zubrivka Testova")
    assert sorted(path.name for path in home.iterdir()) == [".downloads", "UA"]
    assert not list((home / ".downloads").iterdir())


def test_a_cut_download_goes_on_where_it_was(tmp_path: Path) -> None:
    with server(whole(CONTENT, sent=100_000), whole(CONTENT, sent=50_000), whole(CONTENT)) as (address, asked_for):
        assert fetched(f"{address}/UA.zip", tmp_path) == CONTENT
    assert [each.get("Range") for each in asked_for] == [None, "bytes=100000-", "bytes=150000-"]


def test_the_next_run_goes_on_too(tmp_path: Path) -> None:
    script = [whole(CONTENT, sent=100_000), status(503), status(503), status(503), whole(CONTENT)]
    with server(*script) as (address, asked_for):
        with pytest.raises(GazetteerError, match=r"UA\.zip cannot be downloaded: the server answers 503"):
            fetched(f"{address}/UA.zip", tmp_path)
        assert fetched(f"{address}/UA.zip", tmp_path) == CONTENT
    assert asked_for[-1]["Range"] == "bytes=100000-"
    assert [path.name for path in (tmp_path / "downloads").iterdir()] == ["UA.zip"]


def test_a_file_that_has_changed_meanwhile_is_downloaded_anew(tmp_path: Path) -> None:
    with server(whole(CONTENT, sent=100_000), whole(CONTENT[::-1], tag='"two"')) as (address, asked_for):
        assert fetched(f"{address}/UA.zip", tmp_path) == CONTENT[::-1]
    assert asked_for[1]["Range"] == "bytes=100000-"


def test_without_a_mark_of_its_version_a_file_is_downloaded_anew(tmp_path: Path) -> None:
    with server(whole(CONTENT, sent=9, tag='W/"weak"'), whole(CONTENT, tag="")) as (address, asked_for):
        assert fetched(f"{address}/UA.zip", tmp_path) == CONTENT
    assert "Range" not in asked_for[1]


FAILURES = [
    ([status(404)], 1, "the server answers 404 Not Found"),
    ([status(403)], 1, "the server answers 403 Forbidden"),
    ([status(500)], 3, "the server answers 500 Internal Server Error; try again later"),
    ([status(429)], 3, "the server answers 429"),
    ([garbage], 3, "try again later"),
    ([silent], 3, "timed out; try again later"),
    ([status(302, Location="file:///etc/passwd")], 1, "cannot be downloaded"),
    ([status(200, Content_Range="x")], 1, ""),
    ([lambda handler: handler.head(200, Content_Length=2 << 30)], 1, "more than any country's dump"),
]


@pytest.mark.parametrize(("script", "requests", "reason"), FAILURES, ids=range(len(FAILURES)))
def test_a_failing_server_is_one_line(tmp_path: Path, script: list[Answer], requests: int, reason: str) -> None:
    with server(*script) as (address, asked_for):
        if reason:
            with pytest.raises(GazetteerError, match=re.escape(reason)) as raised:
                fetched(f"{address}/UA.zip", tmp_path)
            assert str(raised.value).startswith(address)
            assert "\n" not in str(raised.value)
        else:
            assert fetched(f"{address}/UA.zip", tmp_path) == b""
    assert len(asked_for) == requests


def test_what_the_server_sends_is_checked_like_any_file(home: Path) -> None:
    with server(whole(b"<html>sign in</html>")) as (mirror, _), pytest.raises(GazetteerError, match="not a zip file"):
        adding.add("UA", mirror)
    assert [path.name for path in home.iterdir()] == [".downloads"]
    assert not list((home / ".downloads").iterdir())


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://127.0.0.1/UA.zip", "nonsense", "http:///UA.zip"])
def test_only_http_is_spoken(tmp_path: Path, address: str) -> None:
    with pytest.raises(GazetteerError, match="no http or https address"):
        fetched(address, tmp_path)


# ---------------------------------------------------------------- the command


def claimmap(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "geo", "gazetteer", *map(str, words)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def test_the_command(tmp_path: Path) -> None:
    path = written(tmp_path, ROWS)
    done = claimmap("add", path)
    assert (done.returncode, done.stdout.splitlines()[0]) == (
        0,
        f"Added UA: 11 places with 15 names, of 13 rows of {path}",
    )
    listed = [json.loads(line) for line in claimmap("list", "--json").stdout.splitlines()]
    assert [each["name"] for each in listed] == ["built-in", "UA"]
    assert listed[1]["dated"] == "2024-05-01"
    assert f"of 2024-05-01, added {listed[1]['added']}  {path}" in claimmap("list").stdout
    assert (claimmap("remove", "UA").stdout, claimmap("list").stdout.count("\n")) == ("Removed UA.\n", 1)
    again = claimmap("remove", "UA")
    assert (again.returncode, again.stderr) == (2, "claimmap: no gazetteer 'UA' has been added; there are: none\n")
    bad = claimmap("add", written(tmp_path, "one\ttwo\n", "bad.txt"))
    assert (bad.returncode, bad.stderr.splitlines()[-1]) == (
        2,
        f"claimmap: {tmp_path}/bad.txt:1: 2 columns where a GeoNames dump has 19",
    )


# ---------------------------------------------------------------- real dumps

MEASURED = """
import pathlib, sys
from geo.gazetteer.adding import add
add(sys.argv[1])
status = pathlib.Path("/proc/self/status").read_text()  # the process's own peak; getrusage keeps its parent's, too
print(int(status.split("VmHWM:")[1].split()[0]) // 1024)
"""


@pytest.mark.skipif(not SHARED, reason="the dumps (CLAIMMAP_SHARED) are not here")
@pytest.mark.parametrize(
    ("dump", "name", "country", "point"),
    [
        ("UA.zip", "Robotyne", "UA", (47.45, 35.84)),
        ("UA.zip", "Snake Island", "UA", (45.26, 30.20)),
        ("SY.txt", "Gharbil", "SY", (32.90, 35.64)),
        ("IQ.txt", "Barchoqa", "IQ", (34.03, 45.45)),
        ("AF.txt", "Zor Kot", "AF", (33.54, 69.73)),
    ],
)
def test_a_real_dump(dump: str, name: str, country: str, point: tuple[float, float]) -> None:
    begun = time.monotonic()
    command = [sys.executable, "-c", MEASURED, f"{SHARED}/gazetteers/{dump}"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert time.monotonic() - begun < 30
    assert int(done.stdout) < 500
    found = Gazetteer.open().candidates(name)
    assert [each for each in found if each.country == country]
    assert min(abs(each.latitude - point[0]) + abs(each.longitude - point[1]) for each in found) < 0.3

"""The command as users run it: exit codes, messages, and what it never does to a terminal."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import geo
from geo.terminal import printable

GOOD = "Shells hit Kharkiv\n20220304\nhttps://example.org/a\nRussian artillery shelled Kharkiv on Thursday.\n"
HALF = '{"id": "x", "title": "T", "date": "20220304", "te'


def claimmap(
    *words: str | Path, stdin: bytes = b"", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "geo", *map(str, words)],
        input=stdin,
        capture_output=True,
        check=False,
        env=os.environ | {"COLUMNS": "120"} | (env or {}),
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def record(**fields: object) -> str:
    plain = {"id": "r", "title": "T", "date": "20220305", "url": "https://example.org/r", "text": GOOD.splitlines()[3]}
    return json.dumps(plain | fields)


# What stands in the folder; exit code; what standard error says (one line when nothing could be done)
CASES = [
    ({}, 2, "claimmap: nothing to read in IN: no file of a kind that is read"),
    ({"readme.md": b"# nothing"}, 2, "claimmap: nothing to read in IN: no file of a kind that is read"),
    ({"a.txt": b""}, 2, "claimmap: no article could be read: IN/a.txt: the file is empty"),
    ({"a.txt": b"Title\n20220304\n"}, 2, "claimmap: no article could be read: IN/a.txt: no text: expected title"),
    (
        {"a.txt": b"\x7fELF\x00\x01\x02"},
        2,
        "claimmap: no article could be read: IN/a.txt: the file is binary, not text",
    ),
    ({"a.jsonl": HALF.encode()}, 2, "claimmap: no article could be read: IN/a.jsonl:1: not valid JSON: Unterminated"),
    ({"a.txt": GOOD.encode()}, 0, ""),
    ({"a.txt": GOOD.replace("20220304", "20220399").encode()}, 0, ""),
    ({"a.txt": GOOD.replace("20220304", "").encode()}, 0, ""),
    ({"a.txt": GOOD.encode(), "b.txt": b""}, 1, "set aside IN/b.txt: the file is empty"),
    ({"a.jsonl": f"{record()}\n{HALF}\n".encode()}, 1, "set aside IN/a.jsonl:2: not valid JSON: Unterminated"),
]


@pytest.mark.parametrize(("files", "code", "message"), CASES, ids=range(len(CASES)))
def test_exit_codes(tmp_path: Path, files: dict[str, bytes], code: int, message: str) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for name, content in files.items():
        (source / name).write_bytes(content)
    done = claimmap("build", source, "--out", tmp_path / "out", "--quiet")
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    assert done.stderr.startswith(message.replace("IN", str(source)))
    assert done.stderr.count("\n") == (1 if message else 0)
    assert (tmp_path / "out" / "map.html").exists() == (code < 2)


def test_several_reasons_fit_into_one_line(tmp_path: Path) -> None:
    for name in "abcde":
        (tmp_path / f"{name}.txt").write_text("")
    done = claimmap("build", tmp_path, "--out", tmp_path / "out", "--quiet")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert done.stderr.endswith("(and 2 more)\n")


def test_unwritable_output_is_named_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = claimmap("build", tmp_path / "nowhere", "--out", tmp_path / "file" / "out")
    assert done.returncode == 2
    assert done.stderr == f"claimmap: the output folder {tmp_path}/file/out cannot be written: Not a directory\n"


def test_a_file_in_the_place_of_the_output(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "out" / "map.html").mkdir(parents=True)
    done = claimmap("build", tmp_path / "a.txt", "--out", tmp_path / "out", "--quiet")
    assert done.returncode == 2
    assert done.stderr.startswith("claimmap: ")
    assert "map.html cannot be written" in done.stderr
    assert sorted(path.name for path in (tmp_path / "out").iterdir() if path.name.startswith(".")) == [".claimmap.lock"]


def test_a_broken_store_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "s.sqlite").write_text("no database" * 100)
    done = claimmap("build", tmp_path / "a.txt", "--out", tmp_path / "out", "--store", tmp_path / "s.sqlite", "--quiet")
    assert done.returncode == 2
    assert done.stderr.startswith("claimmap: the store sqlite:///")
    assert done.stderr.count("\n") == 1


def test_the_report_says_what_was_done(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD.replace("20220304", "20220399"))
    (tmp_path / "b.txt").write_text(GOOD)
    (tmp_path / "c.txt").write_text("")
    done = claimmap("build", tmp_path, "--out", tmp_path / "out")
    assert done.returncode == 1
    assert done.stdout.startswith("Read 2 articles: 1 new, 0 read again, 0 unchanged, 1 duplicate, 0 not English")
    assert f"  {tmp_path}/a.txt: same text as b\n" in done.stdout
    assert "date '20220399' is no day of the calendar; left empty" in done.stdout
    assert f"set aside {tmp_path}/c.txt: the file is empty\n" in done.stderr
    assert "extracting 1 of 1" in done.stderr
    report = json.loads(claimmap("build", tmp_path, "--out", tmp_path / "out", "--json").stdout)
    assert (report["read"], report["new"], report["unchanged"]) == (2, 0, 1)
    assert report["set_aside"] == [{"origin": f"{tmp_path}/c.txt", "reason": "the file is empty"}]


def test_standard_input(tmp_path: Path) -> None:
    done = claimmap("build", "-", "--out", tmp_path, "--json", stdin=f"{record()}\n{record(id='s', url='')}".encode())
    assert done.returncode == 0
    report = json.loads(done.stdout)
    assert (report["read"], report["articles"]) == (2, 1)


def test_geoparse_is_json_lines(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(f"{record(id=1)}\n{record(id=1)}\n{HALF}")
    done = claimmap("geoparse", tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith(f"set aside {tmp_path}/a.jsonl:3: ")
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert first == second
    assert first["id"] == "1"
    kharkiv = next(each for each in first["toponyms"] if each["text"] == "Kharkiv")
    assert list(kharkiv) == ["start", "end", "text", "lat", "lon", "geonameid", "country", "role"]
    assert GOOD.splitlines()[3][kharkiv["start"] : kharkiv["end"]] == "Kharkiv"
    assert (round(kharkiv["lat"]), round(kharkiv["lon"])) == (50, 36)


GEOCODED = [
    (["Brest", "--country", "by"], 0, "Brest: Brest  ", ""),
    (["Brest", "--near", "48.4,-4.5"], 0, "Brest: Brest  ", ""),
    (["Brest", "Qqqqq"], 1, "Brest: ", "Qqqqq: not in the gazetteer\n"),
    (["Qqqqq"], 2, "", "Qqqqq: not in the gazetteer\n"),
    (["Brest", "--country", "XX"], 2, "", "claimmap: 'XX' is not"),
    (["Brest", "--near", "91,0"], 2, "", "claimmap: 91.0, 0.0 is not"),
    (["Brest", "--near", "nan,0"], 2, "", "claimmap: nan, 0.0 is not"),
]


@pytest.mark.parametrize(("words", "code", "out", "err"), GEOCODED)
def test_geocode(words: list[str], code: int, out: str, err: str) -> None:
    done = claimmap("geocode", *words)
    assert (done.returncode, done.stderr[: len(err)]) == (code, err)
    assert done.stdout.startswith(out)


@pytest.mark.parametrize("near", ["1", "1,2,3", "north"])
def test_a_point_that_is_none(near: str) -> None:
    done = claimmap("geocode", "Brest", "--near", near)
    assert done.returncode == 2
    assert "is not LAT,LON" in done.stderr


def test_geocode_as_json() -> None:
    rows = [json.loads(line) for line in claimmap("geocode", "Brest", "--country", "BY", "--json").stdout.splitlines()]
    assert {row["country"] for row in rows} == {"BY"}
    assert {"asked", "lat", "lon", "geonameid", "population"} < rows[0].keys()


def test_explain_shows_reasons(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD + "It rained all day.\n")
    done = claimmap("explain", tmp_path / "a.txt")
    assert done.returncode == 0
    for words in ("Shells hit Kharkiv", "1. shelling: Kharkiv", "place ", "day ", "speaker ", "status ", "no claim: "):
        assert words in done.stdout


STEERING = "\x1b]0;owned\x07\x1b[2J\u202egnp.exe [bold]not bold[/bold] [red"


def test_text_of_articles_never_steers_the_terminal(tmp_path: Path) -> None:
    body = f"Russian artillery shelled Kharkiv {STEERING} on Thursday."
    line = record(title=STEERING, text=body, id=STEERING, source=STEERING, date=STEERING)
    (tmp_path / "a.jsonl").write_text(f"{line}\n{record(id=STEERING, text=body + '.', url=STEERING)}\n")
    (tmp_path / "one.jsonl").write_text(line)
    commands: list[list[str | Path]] = [
        ["build", tmp_path / "a.jsonl", "--out", tmp_path / "out"],
        ["explain", tmp_path / "one.jsonl"],
    ]
    for words in commands:
        done = claimmap(*words, env={"FORCE_COLOR": "1", "TERM": "xterm"})
        assert done.returncode == 0
        for stream in (done.stdout, done.stderr):
            assert "\x1b]" not in stream
            assert "\x1b[2J" not in stream
            assert "\x07" not in stream
            assert "\u202e" not in stream
            assert stream == "" or words[0] == "build" or "[bold]not bold[/bold] [red" in stream


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\tb\nc", "a\tb\nc"), ("a\rb", "a�b"), ("\x9bm", "�m"), ("\u2066x", "�x"), ("Łódź 城 é", "Łódź 城 é")],
)
def test_printable(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_a_poor_terminal_does_not_end_the_run(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD.replace("Shells", "Снаряды 城"))
    done = claimmap("explain", tmp_path / "a.txt", env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert done.returncode == 0
    assert "hit Kharkiv" in done.stdout


def test_version_is_the_distributions() -> None:
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text())["project"]
    assert geo.__version__ == project["version"]
    assert claimmap("--version").stdout == f"claimmap {geo.__version__}\n"


@pytest.mark.parametrize(
    "words", [["--help"], ["build", "-h"], ["geoparse", "-h"], ["geocode", "-h"], ["explain", "-h"], ["embed", "-h"]]
)
def test_help_teaches_and_loads_nothing_heavy(words: list[str]) -> None:
    done = claimmap(*words, env={"PYTHONPROFILEIMPORTTIME": "1"})
    assert done.returncode == 0
    assert "claimmap" in done.stdout
    loaded = {line.rsplit("|", 1)[-1].strip() for line in done.stderr.splitlines()}
    assert not loaded & {"numpy", "pandas", "sqlalchemy", "geopandas", "folium", "geo.gazetteer", "geo.pipeline"}


def test_importing_geo_loads_nothing() -> None:
    code = "import sys; before = set(sys.modules); import geo; print(*sorted(set(sys.modules) - before - {'typing'}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert set(done.stdout.split()) <= {
        "geo",
        "geo.version",
        "__future__",
        "typing",
        "collections.abc",
        "functools",
        "re",
    } | {name for name in done.stdout.split() if name.split(".")[0] in sys.stdlib_module_names}


def test_public_names_are_all_there() -> None:
    assert all(getattr(geo, name) is not None for name in geo.__all__)
    assert set(geo.__all__) <= set(dir(geo))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = geo.nothing

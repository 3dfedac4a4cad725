"""What goes wrong around a build: a line that says what, the old outputs whole, and the next run does what is left."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from geo.errors import StoreError
from geo.pipeline import build, difference, forget, runs_of
from geo.settings import STORE_NAME, Settings
from geo.store import Store
from tests.drill import differing, dump, outputs, stories, write_lines

ROOT = Path(__file__).parents[1]
NOBODY = 65534
FEW, MANY = 10, 30
STORIES = stories()
# Root may write everything; without these rights it is bound as others are.
BOUND = ("setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner", "--")


def command(*words: str | Path) -> list[str]:
    return [sys.executable, "-m", "geo", *map(str, words)]


def claimmap(
    *words: str | Path, before: Sequence[str] = (), limit: int = 0, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    def limited() -> None:
        if limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    line = [*before, *command(*words)]
    environment = os.environ | (env or {})
    return subprocess.run(
        line, capture_output=True, text=True, cwd=ROOT, check=False, preexec_fn=limited, env=environment
    )


def started(*words: str | Path) -> subprocess.Popen[str]:
    """Start a build and return when it has begun to extract."""
    process = subprocess.Popen(command(*words), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("extracting"):
            return process
    pytest.fail("the build never began to extract")


def refused(done: subprocess.CompletedProcess[str], reason: str) -> None:
    assert done.returncode == 2, done.stderr
    told = done.stderr.splitlines()
    assert told[-1].startswith("claimmap: "), done.stderr
    assert reason in told[-1]
    assert "Traceback" not in done.stderr


def is_whole(out: Path, home: Path) -> None:
    """Hold that a folder has what a run over many articles leaves that nothing disturbs, and nothing half written."""
    mine, theirs = dump(out), dump(home / "many")
    assert [pair for pair in zip(mine, theirs, strict=True) if pair[0] != pair[1]] == []
    assert differing(outputs(out), outputs(home / "many")) == []
    assert list(out.rglob(".*.part")) == []


def finishes(out: Path, home: Path) -> None:
    """Hold that the next run does what is left."""
    build([home / "many.jsonl"], Settings(out, wait_s=0))
    is_whole(out, home)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Few articles and what a build makes of them, and the same of many, the few among them."""
    path = tmp_path_factory.mktemp("home")
    for name, of in (("few", STORIES[:FEW]), ("many", STORIES[:MANY])):
        build([write_lines(path / f"{name}.jsonl", of)], Settings(path / name))
    return path


@pytest.fixture
def out(home: Path, tmp_path: Path) -> Path:
    """An output folder that holds what a build has made of few articles."""
    return Path(shutil.copytree(home / "few", tmp_path / "out"))


def old_or_new(out: Path, home: Path) -> None:
    old, new = outputs(home / "few"), outputs(home / "many")
    assert {name for name, held in outputs(out).items() if held not in (old.get(name), new.get(name))} == set()
    assert old.keys() <= outputs(out).keys(), "an output is gone"


# -------------------------------------------------------------------- no room


@pytest.mark.parametrize(
    ("limit", "reason"),
    [
        (
            10_000,
            "cannot be written: File too large; TMPDIR may name another",
        ),  # where articles wait until all are seen
        (200_000, "its disk fails or takes no larger file; see to that and run again: what was saved is kept"),
    ],
)
def test_files_that_may_not_grow(home: Path, out: Path, limit: int, reason: str) -> None:
    refused(claimmap("build", home / "many.jsonl", "--out", out, limit=limit), reason)
    old_or_new(out, home)
    assert list(out.rglob(".*.part")) == []
    finishes(out, home)


def test_outputs_that_may_not_grow(home: Path, tmp_path: Path) -> None:
    out = Path(shutil.copytree(home / "many", tmp_path / "out"))
    (out / "claims.csv").unlink()  # so that all is drawn again
    done = claimmap("build", home / "many.jsonl", "--out", out, limit=(out / "map.html").stat().st_size - 1)
    refused(done, "map.html cannot be written: File too large")
    old_or_new(out, home)
    finishes(out, home)


@contextmanager
def disk(folder: Path, size: int) -> Iterator[None]:
    """Mount a disk of so many bytes; where that is not allowed the test is skipped."""
    folder.mkdir()
    line = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if subprocess.run(line, capture_output=True, check=False).returncode:
        pytest.skip("a full disk is NOT tested: no disk may be mounted here (a file that may not grow is)")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("room", [100_000, 900_000])
def test_a_full_disk(home: Path, tmp_path: Path, room: int) -> None:
    folder = tmp_path / "disk"
    with disk(folder, size_of(home / "few") + room):
        out = Path(shutil.copytree(home / "few", folder / "out"))
        done = claimmap("build", home / "many.jsonl", "--out", out)
        assert done.returncode == 2, done.stderr
        assert "No space left on device" in done.stderr or "free some space and run again" in done.stderr
        assert "Traceback" not in done.stderr
        old_or_new(out, home)
        subprocess.run(["mount", "-o", "remount,size=100m", str(folder)], check=True)
        finishes(out, home)


def test_no_room_for_what_waits(home: Path, tmp_path: Path, out: Path) -> None:
    folder = tmp_path / "disk"
    with disk(folder, 4_096):
        done = claimmap("build", home / "many.jsonl", "--out", out, env={"TMPDIR": str(folder)})
    refused(done, "the temporary folder")
    finishes(out, home)


# -------------------------------------------------------------------- no right


@contextmanager
def others_own(*paths: Path, mode: int) -> Iterator[tuple[str, ...]]:
    """Give files to somebody else, readable only; yield what to put before a command so that even root is bound."""
    root = os.geteuid() == 0
    if root and shutil.which(BOUND[0]) is None:
        pytest.skip(f"missing rights are NOT tested: root has all of them, and {BOUND[0]} is not here")
    before = {path: path.stat().st_mode for path in paths}
    for path in paths:
        path.chmod(mode)
        if root:
            os.chown(path, NOBODY, NOBODY)
    yield BOUND if root else ()
    for path, old in before.items():
        path.chmod(old)
        if root:
            os.chown(path, 0, 0)


@pytest.mark.parametrize(
    ("names", "mode", "reason"),
    [
        (["."], 0o555, "the output folder {out} cannot be written: Permission denied"),
        (["days"], 0o555, "cannot be written: Permission denied"),
        ([STORE_NAME], 0o444, "readonly database; give the right to write the file and its folder"),
        ([".claimmap.lock"], 0o444, "the folder {out} cannot be locked: Permission denied"),
    ],
)
def test_what_may_only_be_read(home: Path, out: Path, names: list[str], mode: int, reason: str) -> None:
    with others_own(*(out / name for name in names), mode=mode) as bound:
        done = claimmap("build", home / "many.jsonl", "--out", out, before=bound)
    refused(done, reason.format(out=out))
    old_or_new(out, home)
    finishes(out, home)


def test_an_output_folder_that_is_a_file(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "out"
    file.write_text("mine")
    for words in (("build", home / "few.jsonl"), ("forget", "x"), ("runs",), ("diff", "0", "1")):
        done = claimmap(*words, "--out", file)
        assert done.returncode == 2, words
        assert done.stderr.count("\n") == 1, done.stderr
        assert done.stderr.startswith("claimmap: ")
    assert file.read_text() == "mine"


# -------------------------------------------------------------------- a damaged store


def overwritten(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:-4096] = b"\xa5" * (len(content) - 8192)
    path.write_bytes(content)


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def no_database(path: Path) -> None:
    path.write_bytes(b"no database" * 1000)


@pytest.mark.parametrize("damage", [overwritten, cut_short, no_database])
def test_a_damaged_store(home: Path, out: Path, damage: Callable[[Path], None]) -> None:
    path = out / STORE_NAME
    copy = path.read_bytes()
    damage(path)
    settings = Settings(out)
    tries: tuple[Callable[[], object], ...] = (
        lambda: build([home / "many.jsonl"], settings),
        lambda: forget([STORIES[1].url], settings),
        lambda: runs_of(settings),
        lambda: difference(settings, 0, 1),
    )
    for attempt in tries:
        with pytest.raises(StoreError, match="or remove"):
            attempt()
    assert differing(outputs(out), outputs(home / "few")) == []
    path.write_bytes(copy)
    finishes(out, home)
    damage(path)
    path.unlink()
    finishes(out, home)


# -------------------------------------------------------------------- two at once


def test_two_runs_at_once(home: Path, out: Path) -> None:
    first = started("build", home / "many.jsonl", "--out", out)
    first.send_signal(signal.SIGSTOP)  # until the others have come
    holder = f"another run (process {first.pid} on {socket.gethostname()}) is writing to {out}"
    refused(
        claimmap("build", home / "few.jsonl", "--out", out, "--wait", "0"), f"{holder}; try again when it has ended"
    )
    begun = time.monotonic()
    refused(claimmap("build", home / "few.jsonl", "--out", out, "--wait", "0.5"), holder)
    assert time.monotonic() - begun > 0.5
    waiting = subprocess.Popen(
        command("build", home / "few.jsonl", "--out", out), stderr=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert waiting.stderr is not None
    assert waiting.stderr.readline() == f"{holder}; waiting for it up to 600 s\n"
    first.send_signal(signal.SIGCONT)
    _, told = first.communicate()
    assert first.returncode == 0, told
    _, told = waiting.communicate()
    assert waiting.returncode == 0, told
    is_whole(out, home)


def test_two_output_folders_with_one_store(home: Path, tmp_path: Path) -> None:
    store = tmp_path / "elsewhere" / "s.sqlite"
    store.parent.mkdir()
    words = ("build", home / "many.jsonl", "--store", store, "--out")
    first = started(*words, tmp_path / "one")
    first.send_signal(signal.SIGSTOP)
    refused(claimmap(*words, tmp_path / "two", "--wait", "0"), f"is writing to {store.parent}; try again")
    first.kill()  # the lock goes with it
    first.communicate()
    done = claimmap(*words, tmp_path / "two", "--wait", "0")
    assert done.returncode == 0, done.stderr
    assert differing(outputs(tmp_path / "two"), outputs(home / "many")) == []
    assert not (tmp_path / "two" / STORE_NAME).exists()


def test_a_store_in_a_folder_there_is_not(home: Path, tmp_path: Path) -> None:
    done = claimmap("build", home / "few.jsonl", "--out", tmp_path / "out", "--store", tmp_path / "none" / "s.sqlite")
    assert done.returncode == 0, done.stderr
    assert differing(outputs(tmp_path / "out"), outputs(home / "few")) == []


def test_two_runs_with_one_server(home: Path, tmp_path: Path, postgres_store: str) -> None:
    words = ("build", home / "many.jsonl", "--store", postgres_store, "--out")
    first = started(*words, tmp_path / "one")
    first.send_signal(signal.SIGSTOP)
    refused(claimmap(*words, tmp_path / "two", "--wait", "0"), "another run (server process ")
    waiting = subprocess.Popen(command(*words, tmp_path / "two"), stderr=subprocess.PIPE, text=True, cwd=ROOT)
    assert waiting.stderr is not None
    assert any("waiting for it up to 600 s" in line for line in waiting.stderr)
    first.kill()  # its turn goes with its connection
    first.communicate()
    _, told = waiting.communicate(timeout=60)
    assert waiting.returncode == 0, told
    assert differing(outputs(tmp_path / "two"), outputs(home / "many")) == []
    with Store(postgres_store) as store:
        assert list(store.dump()) == dump(home / "many")


# -------------------------------------------------------------------- clocks and signals


def test_a_clock_that_is_set_back(home: Path, out: Path) -> None:
    """Runs follow each other by their numbers: the last one seems to have ended in a hundred years."""
    with closing(sqlite3.connect(out / STORE_NAME)) as connection, connection:
        connection.execute("UPDATE runs SET started = '2131-01-01 00:00:00', finished = '2131-01-02 00:00:00'")
    os.utime(out / "map.html", (2**33, 2**33))
    finishes(out, home)
    listed = claimmap("runs", "--out", out).stdout.splitlines()
    assert [line.split()[0] for line in listed] == ["1", "2"]
    told = claimmap("diff", "1", "2", "--out", out).stdout
    new = len(dumped_claims(home / "many")) - len(dumped_claims(home / "few"))
    assert told.splitlines()[0].split(", ")[0] == f"{new:,} new"  # what they change of events known before comes after
    assert claimmap("build", home / "many.jsonl", "--out", out).stdout.endswith(
        f"Nothing new, changed or withdrawn.\nWrote {told_paths(out)}\n"
    )


def dumped_claims(out: Path) -> list[str]:
    return [line for line in dump(out) if line.startswith('["claims"')]


def told_paths(out: Path) -> str:
    names = ("changes.json", "map.html", "claims.csv", "claims.geojson", "days")
    return ", ".join(str(out / name) for name in names)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("stage", ["reading", "extracting", "writing"])
def test_a_run_that_is_stopped(home: Path, out: Path, number: signal.Signals, code: int, stage: str) -> None:
    process = subprocess.Popen(
        command("build", home / "many.jsonl", "--out", out), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        cwd=ROOT,
    )  # fmt: skip
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith(stage):
            break
    process.send_signal(number)
    answer, told = process.communicate()
    assert process.returncode == code, told
    assert answer == ""
    last = told.splitlines()[-1]
    assert last == f"claimmap: stopped by {number.name}; what was saved is kept, and the next run goes on from there"
    assert "Traceback" not in told
    old_or_new(out, home)
    assert list(out.rglob(".*.part")) == []
    finishes(out, home)

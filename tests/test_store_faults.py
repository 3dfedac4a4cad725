"""What goes wrong with a database's file, disk or server: one line that says what, and what to do."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from geo.errors import StoreError
from geo.store import Store, opening
from tests.factories import claim
from tests.test_store import ARTICLE, save

ROOT = Path(__file__).parents[1]
NOBODY = 65534


def filled(path: Path) -> None:
    with Store(str(path)) as store:
        for number in range(50):
            made = claim(claim_id=str(number), article_id=str(number))
            save(store, replace(ARTICLE, article_id=str(number), text=os.urandom(2000).hex()), [made])


def cut_short(path: Path) -> None:
    filled(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def overwritten(path: Path) -> None:
    filled(path)
    content = bytearray(path.read_bytes())
    content[5000:-5000] = b"\xa5" * (len(content) - 10_000)
    path.write_bytes(content)


def read_all(target: str) -> None:
    with Store(target) as store:
        store.known()
        list(store.claims())
        store.article("49")


REFUSED = [
    (lambda path: path.write_bytes(b"This is no database, but it is long enough to be one." * 40), "not a database"),
    (Path.mkdir, "unable to open database file; its folder must exist"),
    (cut_short, "malformed; the file is damaged: restore a copy of it, or remove it and build again"),
    (overwritten, "malformed; the file is damaged"),
]


@pytest.mark.parametrize(("prepare", "reason"), REFUSED, ids=[row[1] for row in REFUSED])
def test_damaged_files(tmp_path: Path, prepare: Callable[[Path], object], reason: str) -> None:
    path = tmp_path / "s.sqlite"
    prepare(path)
    with pytest.raises(StoreError, match=reason) as caught:
        read_all(str(path))
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_damaged_text(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    filled(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE texts SET text = x'789c00' WHERE article_id = '49'")
    with Store(str(path)) as store:
        assert len(list(store.claims())) == 50
        with pytest.raises(StoreError, match="a text in it is damaged: restore a copy"):
            store.article("49")
        with pytest.raises(StoreError, match="a text in it is damaged: restore a copy"):
            list(store.dump())


def test_a_kind_that_a_newer_claimmap_knows(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    filled(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE claims SET event_type = 'parade' WHERE article_id = '49'")
    with (
        Store(str(path)) as store,
        pytest.raises(StoreError, match="'parade' is no EventType that this claimmap knows"),
    ):
        list(store.claims())


def test_a_lock_that_is_held_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "s.sqlite"
    filled(path)
    monkeypatch.setattr(opening, "WAIT_S", 0.2)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with Store(str(path)) as store:
            assert len(list(store.claims())) == 50, "who only reads need not wait"
            with pytest.raises(StoreError, match="database is locked; another run has been writing to it for too long"):
                save(store, ARTICLE, [])


@contextmanager
def small_disk(size: int) -> Iterator[Path]:
    """A disk of so many bytes; where none may be mounted the test is skipped."""
    folder = Path(tempfile.mkdtemp())
    mounting = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    try:
        if subprocess.run(mounting, capture_output=True, check=False).returncode:
            pytest.skip("only who may mount a disk can fill it")
        try:
            yield folder
        finally:
            subprocess.run(["umount", str(folder)], check=True)
    finally:
        shutil.rmtree(folder)


def fill(store: Store) -> int:
    """Save articles until the store takes no more; return how many it took."""
    for number in range(10_000):
        try:
            save(store, replace(ARTICLE, article_id=f"{number:04}", text=os.urandom(2000).hex()), [])
        except StoreError as error:
            assert "\n" not in str(error)  # noqa: PT017 - any error of another kind fails the test
            full = str(error)
            break
    else:
        pytest.fail("the disk did not fill")
    assert "free some space and run again: what was saved before is kept" in full or "takes no larger file" in full
    return number


def test_a_full_disk(tmp_path: Path) -> None:
    with small_disk(1_000_000) as folder:
        with Store(str(folder / "s.sqlite")) as store:
            kept = fill(store)
            assert kept > 20
            assert len(store.known()) == kept
        for path in folder.iterdir():
            shutil.copy(path, tmp_path / path.name)
    with Store(str(tmp_path / "s.sqlite")) as store:
        assert len(store.known()) == kept
        save(store, ARTICLE, [])


def test_a_database_that_may_not_grow(tmp_path: Path) -> None:
    def limit(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 200").close()

    sa.event.listen(sa.Engine, "connect", limit)
    try:
        with Store(str(tmp_path / "s.sqlite")) as store:
            kept = fill(store)
    finally:
        sa.event.remove(sa.Engine, "connect", limit)
    with Store(str(tmp_path / "s.sqlite")) as store:
        assert len(store.known()) == kept
        save(store, ARTICLE, [])


def test_a_file_that_may_not_grow(tmp_path: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, '.')\n"
        "from tests.test_store_faults import Store, fill\n"
        "with Store(sys.argv[1]) as store: print(fill(store))\n"
    )
    size = 600_000
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "s.sqlite"],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    with Store(str(tmp_path / "s.sqlite")) as store:
        assert len(store.known()) == int(done.stdout)
        save(store, ARTICLE, [])


@contextmanager
def nobody() -> Iterator[Path]:
    """A folder, and no more rights than those of a user who owns nothing, even where the tests run as root."""
    folder = Path(tempfile.mkdtemp())
    root = os.geteuid() == 0
    if root:
        os.chown(folder, NOBODY, NOBODY)
        os.seteuid(NOBODY)
    try:
        yield folder
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o700)
        shutil.rmtree(folder)


def test_a_file_that_may_only_be_read() -> None:
    with nobody() as folder:
        path = folder / "s.sqlite"
        filled(path)
        path.chmod(0o400)
        with pytest.raises(StoreError, match="readonly database; give the right to write the file and its folder"):
            filled(path)


def test_a_folder_that_may_only_be_read() -> None:
    with nobody() as folder:
        path = folder / "s.sqlite"
        filled(path)
        folder.chmod(0o500)
        with pytest.raises(StoreError, match="readonly database; give the right to write the file and its folder"):
            filled(path)
        with pytest.raises(StoreError, match="unable to open database file; its folder must exist and may be written"):
            Store(str(folder / "new.sqlite"))


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("nosuch://user:secret@host/db", "Can't load plugin"),
        ("://", "Could not parse"),
        ("postgresql+nodriver://user:secret@127.0.0.1:1/db", "Can't load plugin"),
        ("postgresql+psycopg://user:secret@127.0.0.1:1/db", "onnection"),
    ],
)
def test_bad_addresses(target: str, reason: str) -> None:
    with pytest.raises(StoreError, match=reason) as caught:
        Store(target)
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_database_in_memory() -> None:
    with Store("sqlite://") as store:
        save(store, ARTICLE, [claim(article_id="a")])
        assert len(list(store.claims())) == 1


def test_a_driver_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match=r"install it with: pip install 'claimmap\[postgis\]'"):
        Store("postgresql+psycopg://127.0.0.1:1/db")

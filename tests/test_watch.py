"""The real command watches a folder and a feed, survives what fails, and stops when it is told to."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.site import answer, item, page, rss, serving
from tests.test_cli import claimmap

ARTICLE = "{title}\n20220304\nhttps://example.org/{title}\nRussian artillery shelled {place} on Thursday.\n"
PATIENCE_S = 60


def article(place: str) -> str:
    return ARTICLE.format(title=f"Shells-{place}", place=place)


@dataclass
class Watch:
    """A running command, and what it has said so far."""

    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)

    def until(self, words: str, times: int = 1) -> None:
        """Wait until it has said something so many times."""
        end = time.monotonic() + PATIENCE_S
        while sum(words in line for line in self.said) < times:
            assert time.monotonic() < end, (words, self.said)
            assert self.process.poll() is None, self.said
            time.sleep(0.05)

    def stop(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return self.process.wait(PATIENCE_S)


@contextmanager
def watching(*words: str | Path, cwd: Path) -> Iterator[Watch]:
    command = [sys.executable, "-m", "geo", "watch", *map(str, words)]
    env = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    with subprocess.Popen(command, cwd=cwd, env=env, stderr=subprocess.PIPE, text=True) as process:
        watch = Watch(process)
        reader = threading.Thread(target=lambda: watch.said.extend(process.stderr or ()))
        reader.start()
        try:
            yield watch
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()
            reader.join()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_folder(tmp_path: Path, number: signal.Signals) -> None:
    inbox, out = tmp_path / "inbox", tmp_path / "inbox" / "out"
    inbox.mkdir()
    (inbox / "a.txt").write_text(article("Kharkiv"))
    with watching("inbox", "--out", out, cwd=tmp_path) as watch:
        watch.until("run 1: read 1 article, 1 new")
        watch.until("watching 1 folder; last looked at ")
        (inbox / "broken.jsonl").write_text("{")
        watch.until("set aside inbox/broken.jsonl:1: not valid JSON")
        (inbox / "deep").mkdir()
        (inbox / "deep" / "b.html").write_text(page("Sumy"))
        watch.until("run 3: read 2 articles, 1 new")
        (inbox / "notes.md").write_text("nothing")
        (inbox / ".hidden.txt").write_text(article("Kyiv"))
        time.sleep(2)
        assert sum(line.startswith("run ") for line in watch.said) == 3, watch.said
        assert watch.stop(number) == 128 + number
    assert watch.said[-1].startswith(f"claimmap: stopped by {number.name}; what was saved is kept")
    assert not any("\x1b" in line or "\r" in line for line in watch.said)
    assert "Sumy" in (out / "claims.csv").read_text()
    assert not list(out.glob(".*.part"))


def test_a_feed_and_what_goes_wrong_with_it(tmp_path: Path) -> None:
    with serving({"/feed": rss(item("/a")), "/a": page()}) as site:
        with watching(f"{site.address}/feed", "--allow-private", "--every", "2s", cwd=tmp_path) as watch:
            watch.until("run 1: read 1 article, 1 new")
            watch.until("watching 1 feed; last looked at ", times=2)  # nothing new: no run
            good = site.pages["/feed"]
            site.pages["/feed"] = answer(status=500)
            watch.until(f"{site.address}/feed: answered with HTTP status 500")
            site.pages |= {"/feed": good, "/b": answer(page("Sumy"))}
            site.pages["/feed"] = answer(rss(item("/a"), item("/b")))
            watch.until("run 2: read 2 articles, 1 new")
            assert watch.stop(signal.SIGTERM) == 143
        assert sum(path == "/a" for path in site.asked) == 1
    assert "Sumy" in (tmp_path / "output" / "claims.csv").read_text()


def test_a_run_that_fails_is_told_and_the_watch_goes_on(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with watching("in", cwd=tmp_path) as watch:
        watch.until("nothing to read in in: no file of a kind that is read")
        (tmp_path / "in" / "a.txt").write_text(article("Kharkiv"))
        watch.until("run 1: read 1 article, 1 new")
        (tmp_path / "output" / "claimmap.sqlite").write_bytes(b"no store at all" * 1000)
        (tmp_path / "in" / "b.txt").write_text(article("Sumy"))
        watch.until("the store")
        (tmp_path / "output" / "claimmap.sqlite").unlink()
        (tmp_path / "in" / "c.txt").write_text(article("Izium"))
        watch.until("3 new")
        watch.stop(signal.SIGTERM)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["nowhere"], "claimmap: nowhere is no folder; watch takes folders and the addresses of feeds"),
        ([__file__], "is no folder; watch takes folders and the addresses of feeds"),
        ([".", "--every", "soon"], "'soon' is no time such as 90s, 15m or 2h"),
        ([".", "--every", "0s"], "'0s' is no time such as 90s, 15m or 2h"),
        ([".", "--columns", "x"], "'x' names no column"),
    ],
)
def test_what_cannot_be_watched(words: list[str], says: str) -> None:
    done = claimmap("watch", *words)
    assert done.returncode == 2
    assert says in " ".join(done.stderr.replace("│", " ").split())


def test_one_status_line_on_a_terminal(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(article("Kharkiv"))
    main, terminal = pty.openpty()
    command = [sys.executable, "-m", "geo", "watch", str(tmp_path), "--out", str(tmp_path / "out")]
    root = Path(__file__).parents[1]
    with subprocess.Popen(command, cwd=root, stderr=terminal, stdout=subprocess.DEVNULL) as process:
        os.close(terminal)
        said = b""
        end = time.monotonic() + PATIENCE_S
        while b"watching 1 folder" not in said:
            assert time.monotonic() < end, said
            said += os.read(main, 1000)
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE_S)
    os.close(main)
    assert b"\r\x1b[2Kextracting 1 of 1" in said
    assert b"run 1: read 1 article, 1 new" in said
    assert said.rpartition(b"\n")[2].startswith(b"\r\x1b[2K")

"""Articles read again and again: killed, in any order, in parts, corrected, forgotten; nothing is lost."""

from __future__ import annotations

import json
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from geo.changes import compared
from geo.model import Claim
from geo.pipeline import BuildReport, build, difference, forget
from geo.settings import Settings
from geo.store import Store
from tests.drill import COUNT, Story, differing, dump, outputs, stories, updated, write_folder, write_lines

ROOT = Path(__file__).parents[1]
PHASES = ("reading", "extracting", "writing")
KILLS = {"reading": 5, "extracting": 8, "writing": 7}  # for each half of the articles: 40 in all
STORIES = stories()
CORRECTED = re.compile("killed 9 people")


@dataclass(frozen=True, slots=True)
class Undisturbed:
    """An output folder that one run has written, and how long each of its phases took, in seconds."""

    out: Path
    took: dict[str, float]


def start(sources: Sequence[Path], out: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "geo", "build", *map(str, sources), "--out", str(out)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd=ROOT)


def undisturbed(sources: Sequence[Path], out: Path) -> Undisturbed:
    began: dict[str, float] = {}
    with start(sources, out) as process:
        assert process.stderr is not None
        for line in process.stderr:
            began.setdefault(line.split()[0], time.monotonic())
    ends = [*(began[phase] for phase in PHASES[1:]), time.monotonic()]
    assert process.returncode == 0
    return Undisturbed(out, {phase: end - began[phase] for phase, end in zip(PHASES, ends, strict=True)})


def killed(sources: Sequence[Path], out: Path, phase: str, after: float) -> str:
    """Start a build and kill it so long after it has come to a phase; return the phase it was in, "" if it ended."""
    with start(sources, out) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if PHASES.index(line.split()[0]) >= PHASES.index(phase):
                break
        time.sleep(after)
        process.kill()
        told = [line, *process.stderr]
    assert process.returncode in {0, -signal.SIGKILL}, "".join(told)
    if process.returncode == 0:
        return ""
    return next(phase for line in reversed(told) for phase in PHASES if line.startswith(phase))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    """All articles in one run that nothing disturbs."""
    home = tmp_path_factory.mktemp("whole")
    return undisturbed([write_folder(home / "in", STORIES)], home / "out")


def run(sources: Sequence[Path], out: Path, **options: Any) -> BuildReport:  # noqa: ANN401 - of Settings
    return build(sources, Settings(out, **options))


def shuffled(seed: int) -> list[Story]:
    return random.Random(seed).sample(STORIES, COUNT)  # noqa: S311 - nothing is kept secret


def changes(out: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((out / "changes.json").read_bytes())
    return told


def same(out: Path, other: Path) -> None:
    mine, theirs = dump(out), dump(other)
    assert [pair for pair in zip(mine, theirs, strict=True) if pair[0] != pair[1]] == []
    assert differing(outputs(out), outputs(other)) == []


def test_forty_kills_do_not_show(tmp_path: Path, whole: Undisturbed) -> None:
    """Each half of the articles is read by a build that is killed twenty times before it may come to its end."""
    chance = random.Random(40)  # noqa: S311 - nothing is kept secret
    half = undisturbed([write_folder(tmp_path / "first", STORIES[: COUNT // 2])], tmp_path / "half")
    write_folder(tmp_path / "second", STORIES[COUNT // 2 :])
    out = tmp_path / "out"
    sources = [tmp_path / "first"]
    hit: Counter[str] = Counter()
    before: dict[str, bytes] = {}
    for of in (half, whole):
        after = outputs(of.out)
        for phase, kills in KILLS.items():
            # What was extracted stays, so that all kills share one length; what was drawn may be drawn again.
            length = of.took[phase] / (kills if phase == "extracting" else 1)
            moments = 0
            while moments < kills:
                was_in = killed(sources, out, phase, chance.uniform(0, 0.9 * length))
                seen = outputs(out).items()
                half_written = [name for name, held in seen if held not in (before.get(name), after.get(name))]
                assert half_written == [], "neither the old ones nor the new ones"
                if (out / "changes.json").exists():
                    assert changes(out)["run"]
                if was_in:
                    hit[was_in] += 1
                    moments += 1
                else:  # it was faster than the undisturbed one: it is to draw again
                    (out / "claims.csv").unlink()
        with start(sources, out) as process:
            _, told = process.communicate()
        assert process.returncode == 0, told
        assert "traceback" not in told.lower()
        before = after
        sources = [*sources, tmp_path / "second"]
    assert hit.total() == 40
    assert all(hit[phase] >= 2 for phase in PHASES), hit
    same(out, whole.out)
    assert list(out.rglob("*.part")) == [], "what killed runs have left is swept up"
    with Store(str(out / "claimmap.sqlite")) as store:
        ended = [each.run_id for each in store.runs() if each.finished]
    # The one output that tells of runs, and so of their numbers: what they tell of claims is the same in all.
    assert (changes(out)["run"], changes(out)["since"]) == (ended[-1], ended[-2])
    assert difference(Settings(out), 0, ended[-1]) == difference(Settings(whole.out), 0, 1)


def test_any_order_gives_the_same(tmp_path: Path, whole: Undisturbed) -> None:
    mixed = shuffled(1)
    run([write_lines(tmp_path / "in.jsonl", mixed)], tmp_path / "out")
    same(tmp_path / "out", whole.out)


def test_thirty_runs_give_the_same(tmp_path: Path, whole: Undisturbed) -> None:
    mixed = shuffled(2)
    out = tmp_path / "out"
    for first in range(0, COUNT, COUNT // 30):
        report = run([write_lines(tmp_path / "in.jsonl", mixed[first : first + COUNT // 30])], out)
    assert report.run == 30
    same(out, whole.out)
    told = difference(Settings(out), 0, 30)
    assert len({change.claim_id for change in told}) == len(told) == report.claims
    assert {change.what.value for change in told} == {"new"}, "of copies that gave way nothing is told in the end"


def claims_of(out: Path, article_id: str) -> dict[str, Claim]:
    with Store(str(out / "claimmap.sqlite")) as store:
        return {claim.claim_id: claim for claim in store.claims_of(article_id)}


def shown(out: Path) -> list[Claim]:
    with Store(str(out / "claimmap.sqlite")) as store:
        return sorted(store.claims(), key=lambda claim: claim.claim_id)


def test_a_corrected_article_keeps_its_ids_and_says_what_changed(tmp_path: Path) -> None:
    out = tmp_path / "out"
    story = next(each for each in STORIES if "killed 9 people" in each.text)
    run([write_lines(tmp_path / "in.jsonl", STORIES[:30]), write_lines(tmp_path / "one.jsonl", [story])], out)
    before, others = claims_of(out, story.name), shown(out)
    run(
        [
            write_lines(
                tmp_path / "one.jsonl", [replace(updated(story), text=CORRECTED.sub("killed 11 people", story.text))]
            )
        ],
        out,
    )
    after = claims_of(out, story.name)
    assert after.keys() == before.keys()
    told = changes(out)
    assert told["counts"] == {"new": 0, "changed": 1, "withdrawn": 0, "placed": 0}
    assert told["changed"][0]["fields"]["deaths_min"] == [9, 11]
    assert [claim for claim in shown(out) if claim.article_id != story.name] == [
        claim for claim in others if claim.article_id != story.name
    ], "no other article is touched"

    report = run([write_lines(tmp_path / "one.jsonl", [updated(story)])], out)
    longer = claims_of(out, story.name)
    assert before.keys() < longer.keys(), "what moved is the same claim"
    assert (report.read_again, changes(out)["counts"]["new"]) == (1, len(longer) - len(before))
    assert {claim["claim_id"] for claim in changes(out)["new"]} == longer.keys() - before.keys()

    run([write_lines(tmp_path / "one.jsonl", [replace(story, text="Nothing happened.")])], out)
    assert claims_of(out, story.name) == {}
    assert {claim["claim_id"] for claim in changes(out)["withdrawn"]} == longer.keys()


def test_only_days_on_which_something_changed_are_drawn_again(tmp_path: Path) -> None:
    out = tmp_path / "out"
    source = tmp_path / "in.jsonl"
    run([write_lines(source, STORIES[:30])], out)

    def drawn_by(work: Callable[[], object]) -> set[str]:
        before = {path.stem: path.stat().st_ino for path in out.glob("days/2*.html")}
        work()
        return {path.stem for path in out.glob("days/2*.html") if before.get(path.stem) != path.stat().st_ino}

    story = next(each for each in STORIES if "killed 9 people" in each.text)
    corrected = replace(story, text=CORRECTED.sub("killed 11 people", story.text))
    run([write_lines(source, [story])], out)
    every = {path.stem for path in out.glob("days/2*.html")}
    (changed,) = (claim for claim in claims_of(out, story.name).values() if claim.deaths_min == 9)
    assert changed.event_date is not None
    days = {str(claim.event_date) for claim in claims_of(out, story.name).values()}
    drawn = drawn_by(lambda: run([write_lines(source, [corrected])], out))
    assert changed.event_date.isoformat() in drawn
    assert drawn <= days < every, "those of claims that moved with the words before them among them"
    run([write_lines(source, [replace(story, text="Nothing happened.")])], out)
    assert drawn_by(lambda: forget([STORIES[5].url], Settings(out))) == {path.stem for path in out.glob("days/2*.html")}
    (out / "days" / f"{changed.event_date.isoformat()}.html").write_text("damaged")
    run([source], out)
    run([write_lines(source, [*STORIES[:5], *STORIES[6:30]])], tmp_path / "never")
    run([write_lines(source, [replace(story, text="Nothing happened.")])], tmp_path / "never")
    assert differing(outputs(out), outputs(tmp_path / "never")) == []


def test_rebuilding_changes_nothing(tmp_path: Path) -> None:
    out = tmp_path / "out"
    sources = [write_lines(tmp_path / "in.jsonl", STORIES[:40])]
    run(sources, out)
    run([write_lines(tmp_path / "in.jsonl", [updated(story) for story in STORIES[:40]])], out)
    known, drawn = dump(out), outputs(out)
    report = run(sources[:1], out, rebuild=True)
    assert (report.read_again, report.changes) == (report.articles, ())
    assert dump(out) == known
    assert differing(outputs(out), drawn) == []
    assert difference(Settings(out), 2, 3) == []
    with Store(str(out / "claimmap.sqlite")) as store:
        assert list(store.changes(2, 3)) == [], "nor is anything kept of what did not change"


def test_forgetting_leaves_what_a_store_knows_that_never_met_the_article(tmp_path: Path) -> None:
    out = tmp_path / "out"
    story, others = STORIES[5], [*STORIES[:5], *STORIES[6:30]]
    run([write_lines(tmp_path / "in.jsonl", STORIES[:30])], out)
    met = outputs(out)
    run([write_lines(tmp_path / "others.jsonl", others)], tmp_path / "never")
    forgotten = forget([story.url], Settings(out))
    assert forgotten.articles == (story.name,)
    assert forgotten.claims > 0
    same(out, tmp_path / "never")
    assert story.name not in {change.article_id for change in difference(Settings(out), 0, 1)}, "nor in what was told"
    assert story.name.encode() not in (out / "changes.json").read_bytes()
    report = run([write_lines(tmp_path / "in.jsonl", [story])], out)
    assert report.new == 1
    assert differing(outputs(out), met) == []


def test_what_changed_over_several_runs_is_what_differs_between_their_ends(tmp_path: Path) -> None:
    out = tmp_path / "out"
    states: list[list[Claim]] = [[]]
    for of in (
        STORIES[:30],
        [*map(updated, STORIES[:12]), *STORIES[30:40]],
        [replace(each, text="Nothing happened.") for each in STORIES[4:9]],
        [*STORIES[:12], *map(updated, STORIES[20:25])],
    ):
        run([write_lines(tmp_path / "in.jsonl", of)], out)
        states.append(shown(out))
    for after, until in combinations(range(len(states)), 2):
        told = difference(Settings(out), after, until)
        assert sorted(told, key=lambda change: change.claim_id) == list(compared(states[after], states[until]))
    assert not any(difference(Settings(out), number, number) for number in range(5))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["0", "7"], "there is no run 7 in"),
        (["7", "1"], "there is no run 7 in"),
        (["2", "1"], "run 2 came after run 1: name the older one first"),
    ],
)
def test_runs_there_are_not(two_runs: Path, words: list[str], message: str) -> None:
    done = command("diff", *words, "--out", str(two_runs))
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert done.stderr.count("\n") == 1


def test_runs_and_what_changed_on_the_terminal(two_runs: Path) -> None:
    listed = command("runs", "--out", str(two_runs))
    assert listed.returncode == 0
    assert re.findall(r"\d+ read, \d+ new", listed.stdout) == ["10 read, 10 new", "2 read, 1 new"]
    told = command("diff", "1", "2", "--out", str(two_runs))
    assert (told.returncode, told.stderr) == (0, "")
    assert re.match(r"\d+ new", told.stdout)
    as_json = command("diff", "1", "2", "--json", "--out", str(two_runs))
    assert json.loads(as_json.stdout) == changes(two_runs)


@pytest.fixture(scope="module")
def two_runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("two")
    run([write_lines(home / "in.jsonl", STORIES[:10])], home / "out")
    run([write_lines(home / "in.jsonl", [updated(STORIES[5]), STORIES[10]])], home / "out")
    return home / "out"


def command(*words: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "geo", *words]
    return subprocess.run(line, capture_output=True, text=True, cwd=ROOT, check=False)

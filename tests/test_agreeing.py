"""Events and grades in the store: the same by steps as at once, kept through rebuilds, and told when they change."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from geo.pipeline import build, forget
from geo.settings import Settings
from geo.store import Store

STORIES = Path(__file__).parent / "stories"
OUTPUTS = ("claims.csv", "claims.geojson", "map.html")


def articles() -> list[dict[str, Any]]:
    """Return the articles of all stories."""
    lines = [line for path in sorted(STORIES.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    return [json.loads(line) for line in lines if line.strip()]


def source(folder: Path, name: str, some: list[dict[str, Any]]) -> Path:
    path = folder / f"{name}.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in some), encoding="utf-8")
    return path


def outputs(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in OUTPUTS}


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the outputs of one run over all stories."""
    folder = tmp_path_factory.mktemp("agreed")
    build([source(folder, "all", articles())], Settings(out=folder / "out"))
    return folder / "out"


def table(out: Path) -> pd.DataFrame:
    return pd.read_csv(out / "claims.csv", dtype=str, keep_default_na=False)


def test_every_claim_has_an_event_a_grade_and_its_reason(at_once: Path) -> None:
    frame = table(at_once)
    assert len(frame) > 100
    assert (frame[["event_id", "grade", "grade_reason"]] != "").all(axis=None)
    assert len(frame[["event_id", "grade", "grade_reason"]].drop_duplicates()) == frame["event_id"].nunique()
    assert set(frame["grade"]) >= {"single", "two_sources", "contested", "denied", "planned"}


@pytest.mark.parametrize("seed", [1, 2])
def test_many_runs_in_any_order_give_what_one_gives(at_once: Path, tmp_path: Path, seed: int) -> None:
    some = articles()
    random.Random(seed).shuffle(some)  # noqa: S311 - an order, no secret
    out = tmp_path / "out"
    for number in range(0, len(some), 9):
        build([source(tmp_path, f"part{number}", some[number : number + 9])], Settings(out=out))
    assert outputs(out) == outputs(at_once)


def test_forgetting_an_article_leaves_the_events_as_if_it_was_never_met(at_once: Path, tmp_path: Path) -> None:
    shutil.copytree(at_once, tmp_path / "out")
    some = articles()
    gone = {each["id"] for each in some[::7]}
    forget(sorted(gone), Settings(out=tmp_path / "out"))
    rest = [each for each in some if each["id"] not in gone]
    build([source(tmp_path, "rest", rest)], Settings(out=tmp_path / "other"))
    assert outputs(tmp_path / "out") == outputs(tmp_path / "other")


def test_an_article_that_changes_changes_the_events_it_was_in(at_once: Path, tmp_path: Path) -> None:
    shutil.copytree(at_once, tmp_path / "out")
    some = articles()
    for each in some[::5]:
        each["text"] = each["text"].replace("killed", "wounded")
    build([source(tmp_path, "changed", some)], Settings(out=tmp_path / "out"))
    build([source(tmp_path, "changed", some)], Settings(out=tmp_path / "other"))
    mine, theirs = (table(tmp_path / name).drop(columns=["claim_id", "event_id"]) for name in ("out", "other"))
    columns = list(mine.columns)
    assert mine.sort_values(columns).to_numpy().tolist() == theirs.sort_values(columns).to_numpy().tolist()


def test_a_rebuild_changes_nothing(at_once: Path, tmp_path: Path) -> None:
    shutil.copytree(at_once, tmp_path / "out")
    report = build([source(tmp_path, "all", articles())], Settings(out=tmp_path / "out", rebuild=True))
    assert report.changes == ()
    assert outputs(tmp_path / "out") == outputs(at_once)


def test_a_grade_that_changes_is_told(tmp_path: Path) -> None:
    out = tmp_path / "out"
    one = {
        "id": "one", "title": "Blast", "date": "2031-05-07", "url": "https://one.example/a", "source": "One",
        "text": "Shells hit a bakery in Kharkiv on Tuesday, killing four people, the mayor said.",
    }  # fmt: skip
    other = one | {
        "id": "two", "url": "https://two.example/b", "source": "Two", "title": "Shelling",
        "text": "A bakery in Kharkiv was shelled on Tuesday. Four people died there, said a monitoring group.",
    }  # fmt: skip
    build([source(tmp_path, "one", [one])], Settings(out=out))
    assert set(table(out)["grade"]) == {"single"}
    report = build([source(tmp_path, "two", [other])], Settings(out=out))
    assert "two_sources" in set(table(out)["grade"])
    changed = json.loads((out / "changes.json").read_text("utf-8"))["changed"]
    assert [each["fields"]["grade"] for each in changed] == [["single", "two_sources"]]
    assert dict(report.changes)["changed"] == 1


def test_only_articles_that_share_an_event_are_signed(at_once: Path) -> None:
    with Store(str(at_once / "claimmap.sqlite")) as store:
        known = [each.article_id for each in store.known()]
        assert 0 < len(store.signatures(known)) < len(known)

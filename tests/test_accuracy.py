"""The extraction does not get worse: floors in accuracy.toml over our own articles and the shared corpora."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import geo
from tests.scoring import Score, read_annotations, score

TESTS = Path(__file__).parent
ARTICLES = TESTS / "articles"
# Each of our own sets of articles was written by somebody else, for other conflicts and styles, and has its own floors.
OWN = {
    "own": ([TESTS.parent / "geo" / "examples", ARTICLES / "articles.jsonl"], ARTICLES / "claims.gold.jsonl"),
    **{
        f"own-{name}": ([ARTICLES / f"articles-{name}.jsonl"], ARTICLES / f"claims-{name}.gold.jsonl")
        for name in ("b", "c", "d")
    },
}
FLOORS: dict[str, dict[str, float]] = tomllib.loads((TESTS / "accuracy.toml").read_text("utf-8"))
SHARED = Path(os.environ.get("CLAIMMAP_SHARED", ""))

needs_shared = pytest.mark.skipif(
    "CLAIMMAP_SHARED" not in os.environ, reason="the shared corpora (CLAIMMAP_SHARED) are not here"
)


@cache
def own(name: str) -> Score:
    articles, annotations = OWN[name]
    return score(read_annotations(annotations), geo.extract(geo.read(articles)))


@pytest.fixture(scope="module")
def shared_claims(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    out = tmp_path_factory.mktemp("shared")
    run("-m", "geo", "build", str(SHARED / "gold" / "articles.jsonl"), "--out", str(out))
    report = measure("score_claims.py", SHARED / "gold" / "claims.gold.jsonl", out / "claims.csv")
    rates = ("places", "claims", "dated")
    return (
        {name: report[name]["f1"] for name in rates}
        | {f"{name}_precision": report[name]["p"] for name in rates}
        | {name: report[name] for name in ("date", "status", "claimant", "radius")}
    )


@pytest.mark.parametrize(("name", "measure_name"), [(name, each) for name in OWN for each in FLOORS[name]])
def test_own_articles(name: str, measure_name: str) -> None:
    reached = own(name)
    assert reached.floors()[measure_name] >= FLOORS[name][measure_name], "\n".join(reached.errors)


def test_every_own_set_has_floors() -> None:
    found = {path.stem.removeprefix("articles") for path in ARTICLES.glob("articles*.jsonl")}
    assert {f"own{name}" for name in found} == set(OWN) <= FLOORS.keys()


@needs_shared
@pytest.mark.parametrize("measure_name", FLOORS["gold"])
def test_shared_articles(shared_claims: dict[str, float], measure_name: str) -> None:
    assert shared_claims[measure_name] >= FLOORS["gold"][measure_name]


@needs_shared
@pytest.mark.parametrize("corpus", ["trnews", "geovirus"])
def test_shared_toponyms(corpus: str, tmp_path: Path) -> None:
    annotated = SHARED / "geoparsing" / f"{corpus}.jsonl"
    found = tmp_path / "toponyms.jsonl"
    found.write_text(run("-m", "geo", "geoparse", str(annotated)), "utf-8")
    report = measure("score_geoparsing.py", annotated, found)
    assert report["end_to_end"]["f1"] >= FLOORS[corpus]["end_to_end"]


def measure(scorer: str, annotated: Path, found: Path) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(run(str(SHARED / "score" / scorer), str(annotated), str(found), "--json"))
    return report


def run(*arguments: str) -> str:
    """Run our Python on the arguments; exit code 1 only says that some records were set aside."""
    done = subprocess.run(
        [sys.executable, *arguments], capture_output=True, encoding="utf-8", cwd=TESTS.parent, check=False
    )
    assert done.returncode in {0, 1}, done.stderr
    return done.stdout

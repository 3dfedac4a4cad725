"""The extraction does not get worse: floors in accuracy.toml over our own articles and the shared corpora."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

import geo
from tests.scoring import Score, read_annotations, score

TESTS = Path(__file__).parent
OWN = [TESTS.parent / "geo" / "examples", TESTS / "articles" / "articles.jsonl"]
ANNOTATIONS = TESTS / "articles" / "claims.gold.jsonl"
FLOORS: dict[str, dict[str, float]] = tomllib.loads((TESTS / "accuracy.toml").read_text("utf-8"))
SHARED = Path(os.environ.get("CLAIMMAP_SHARED", ""))

needs_shared = pytest.mark.skipif(
    "CLAIMMAP_SHARED" not in os.environ, reason="the shared corpora (CLAIMMAP_SHARED) are not here"
)


@pytest.fixture(scope="module")
def own() -> Score:
    return score(read_annotations(ANNOTATIONS), geo.extract(geo.read(OWN)))


@pytest.fixture(scope="module")
def shared_claims(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    out = tmp_path_factory.mktemp("shared")
    run("-m", "geo", "build", str(SHARED / "gold" / "articles.jsonl"), "--out", str(out))
    report = measure("score_claims.py", SHARED / "gold" / "claims.gold.jsonl", out / "claims.csv")
    return {name: report[name]["f1"] for name in FLOORS["gold"]}


@pytest.mark.parametrize("measure_name", FLOORS["own"])
def test_own_articles(own: Score, measure_name: str) -> None:
    reached = own.floors()[measure_name]
    assert reached >= FLOORS["own"][measure_name], "\n".join(own.errors)


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

"""Events in wordings that no rule was written for, and look-alikes, scored on a table of our own."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.reading import findings
from tests.tabled import Case, cases

FLOORS: dict[str, float] = tomllib.loads((Path(__file__).parent / "accuracy.toml").read_text("utf-8"))["frames"]
HALVES = {"odd": 0, "even": 1}
SHOWN = "odd"
AT_WAR = " Soldiers and rebels read the news."


def half(name: str) -> list[Case]:
    """Return every second line of each kind, so that both halves hold as many of each."""
    found: dict[str, list[Case]] = {}
    for case in cases("frames"):
        found.setdefault(case.outcome, []).append(case)
    return [case for of_kind in found.values() for case in of_kind[HALVES[name] :: 2]]


def kinds(case: Case) -> set[str]:
    return {str(event.event_type) for event in findings(case.text + AT_WAR).events}


def is_right(case: Case) -> bool:
    return not kinds(case) if case.outcome == "nothing" else case.outcome in kinds(case)


@pytest.mark.parametrize("name", HALVES)
@pytest.mark.parametrize("measure", FLOORS)
def test_wordings_without_rules(name: str, measure: str) -> None:
    asked = [case for case in half(name) if (case.outcome == "nothing") is (measure == "nothing")]
    failing = [case for case in asked if not is_right(case)]
    share = 1 - len(failing) / len(asked)
    shown = "\n".join(f"{case.outcome}: {case.text}" for case in failing) if name == SHOWN else f"{len(failing)} fail"
    assert share >= FLOORS[measure], shown

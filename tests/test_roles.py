"""What names do in their sentences, scored on tables of our own; how the tables are halved is told in their README."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from geo.find import find_toponyms
from geo.model import Role, Toponym
from geo.places import locate
from tests.reading import article, opened
from tests.scoring import Rate, pair

TESTS = Path(__file__).parent
TABLES = TESTS / "tables"
FLOORS: dict[str, float] = tomllib.loads((TESTS / "accuracy.toml").read_text("utf-8"))["roles"]
MOST_WRONG_PLACES = 3
HALVES = {"odd": 0, "even": 1}
SHOWN = "odd"
GROUND = {Role.CONTEXT: Role.PLACE}  # what only tells where another place is lies on the ground, too


@dataclass(frozen=True)
class Named:
    """A name at characters [start, end) of a sentence and what it does there."""

    start: int
    end: int
    text: str
    role: Role


@dataclass(frozen=True)
class Row:
    """A sentence and the names that a reader sees in it."""

    text: str
    asked: tuple[Named, ...]


def rows(half: str) -> list[Row]:
    lines = (TABLES / "roles.jsonl").read_text("utf-8").splitlines()
    return [read_row(line) for line in lines[HALVES[half] :: 2]]


def read_row(line: str) -> Row:
    record = json.loads(line)
    asked: list[Named] = []
    for toponym in record["toponyms"]:
        start = record["text"].index(toponym["name"], asked[-1].end if asked else 0)
        role = Role(toponym["role"])
        asked.append(Named(start, start + len(toponym["name"]), toponym["name"], GROUND.get(role, role)))
    return Row(record["text"], tuple(asked))


def negatives(half: str) -> list[str]:
    return (TABLES / "negatives.txt").read_text("utf-8").splitlines()[HALVES[half] :: 2]


def found(text: str) -> list[tuple[Toponym, bool]]:
    """Return the toponyms of a text, each with whether it has coordinates, as geoparse prints them."""
    lexicon, gazetteer = opened()
    findings = find_toponyms(article(text), lexicon, gazetteer)
    places = locate(findings, gazetteer, lexicon)
    return [(name, place.latitude is not None) for name, place in zip(findings.toponyms, places, strict=True)]


def given(text: str) -> list[Named]:
    return [
        Named(name.span.start, name.span.end, name.text, GROUND.get(name.role, name.role)) for name, _ in found(text)
    ]


def in_role(names: Iterable[Named], role: Role) -> list[Named]:
    return [name for name in names if name.role is role]


def overlap(asked: Named, answer: Named) -> bool:
    return asked.start < answer.end and answer.start < asked.end


def rate(row: Row, names: Sequence[Named], role: Role) -> Rate:
    asked, answers = in_role(row.asked, role), in_role(names, role)
    return Rate(len(pair(asked, answers, overlap)), len(answers), len(asked))


def told(half: str, failing: Iterable[str], lines: Callable[[str], int]) -> str:
    """Tell what fails: of the half that nobody looks at, only how much."""
    failing = list(failing)
    return "\n".join(failing) if half == SHOWN else f"{len(failing)} of {lines(half)} sentences, not to be looked at"


def show(names: Iterable[Named]) -> str:
    return ", ".join(f"{name.text}: {name.role}" for name in names)


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize("role", FLOORS)
def test_roles(half: str, role: str) -> None:
    answered = [(row, given(row.text)) for row in rows(half)]
    rates = [rate(row, names, Role(role)) for row, names in answered]
    reached = sum(rates, Rate(0, 0, 0))
    failing = (
        f"{row.text}\n    asked {show(row.asked)}\n    given {show(names)}"
        for (row, names), one in zip(answered, rates, strict=True)
        if not one.right == one.given == one.asked
    )
    message = told(half, failing, lambda name: len(rows(name)))
    del answered, rates
    assert reached.f1 >= FLOORS[role], f"{role} F1 {reached.f1:.3f} {reached}\n{message}"


def test_names_of_no_place_are_not_placed() -> None:
    wrong = {
        half: [
            f"{text}\n    placed {', '.join(pinned)}"
            for text in negatives(half)
            if (pinned := [name.text for name, placed in found(text) if placed and name.role is Role.PLACE])
        ]
        for half in HALVES
    }
    message = "\n".join(told(half, failing, lambda name: len(negatives(name))) for half, failing in wrong.items())
    number = sum(map(len, wrong.values()))
    del wrong  # not to be told when the test fails
    assert number <= MOST_WRONG_PLACES, message


def test_the_tables_are_as_large_as_they_must_be() -> None:
    both = [row for half in HALVES for row in rows(half)]
    assert len(both) >= 200
    assert sum(map(len, map(negatives, HALVES))) >= 100

"""The events that the stories of tests/stories tell, as their annotations have them: tests/stories/README.md."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Member:
    """Where an article tells of an event: place in degrees, tolerance in km, days or None, and the verbatim words."""

    article_id: str
    place: str
    latitude: float
    longitude: float
    tolerance_km: float
    kinds: frozenset[str]
    days: tuple[date, date] | None
    quote: str


@dataclass(frozen=True, order=True)
class Step:
    """A value that an event's history first has in an article; the field is deaths, actor or status."""

    article_id: str
    field: str
    value: str


@dataclass(frozen=True)
class Told:
    """One event as the stories tell it, with all fair grades.

    `loose`: told so vaguely that its members may stand together or apart. `is_open`: it may be one with another event.
    """

    name: str
    about: str
    grades: tuple[str, ...]
    history: tuple[Step, ...]
    members: tuple[Member, ...]
    loose: bool
    is_open: bool

    @property
    def story(self) -> str:
        return self.name.partition("/")[0]


@dataclass(frozen=True)
class Verdict:
    """What a grade or a history is and should be, for one event."""

    name: str
    asked: str
    given: str
    right: bool


def read_stories(folder: Path) -> tuple[Told, ...]:
    """Return the events of all stories of a folder, in the order of their files."""
    return tuple(event for path in sorted(folder.glob("*.toml")) for event in read_story(path))


def read_story(path: Path) -> tuple[Told, ...]:
    """Return the events of one story; each is named after the file and itself."""
    story = tomllib.loads(path.read_text("utf-8"))
    return tuple(_told(path.stem, record, story["places"]) for record in story["event"])


def _told(story: str, record: dict[str, Any], places: dict[str, Any]) -> Told:
    return Told(
        name=f"{story}/{record['name']}",
        about=record["about"],
        grades=tuple(record["grades"]),
        history=tuple(Step(step["article"], step["field"], step["value"]) for step in record.get("history", ())),
        members=tuple(_member(member, places[member["place"]]) for member in record["members"]),
        loose=record.get("loose", False),
        is_open=record.get("open", False),
    )


def _member(record: dict[str, Any], place: dict[str, Any]) -> Member:
    days = [date.fromisoformat(day) for day in record.get("days", ())]
    return Member(
        article_id=record["article"],
        place=place["name"],
        latitude=place["lat"],
        longitude=place["lon"],
        tolerance_km=place["tol_km"],
        kinds=frozenset(record["kinds"]),
        days=(days[0], days[1]) if days else None,
        quote=record["quote"],
    )

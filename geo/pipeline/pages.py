"""Store → pages: one of all claims and one a day; where all would be too many, one a part and an index of these."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from geo import layers, maps
from geo.cycles import uncollected
from geo.gazetteer.shapes import Shapes
from geo.pipeline.parts import FOLDER, NameOf, Part, part_names
from geo.settings import Settings

if TYPE_CHECKING:
    import geopandas

    from geo.model import DaysCount, Spot
    from geo.pipeline.exporting import Progress
    from geo.store import Store

_STAGE = "drawing"


@dataclass(frozen=True, slots=True)
class Standing:
    """Pages that stand, and the days and places of claims that changed since; ground and parts as in Pages."""

    ground: str
    parts: Mapping[str, str]
    days: frozenset[date]
    spots: frozenset[Spot]


@dataclass(frozen=True, slots=True)
class Pages:
    """What stands for the ground that pages share, and by the names of parts for what they show beside their claims."""

    ground: str
    parts: dict[str, str] = field(default_factory=dict)


class Drawer:
    """Draws the pages of a store; those that stand as they would be drawn are left."""

    def __init__(
        self, store: Store, settings: Settings, fresh: maps.Fresh | None, before: Standing | None, progress: Progress
    ) -> None:
        self._store, self._settings, self._fresh, self._before = store, settings, fresh, before
        self._progress = progress
        self._shapes = Shapes.open(borders=settings.borders)
        self._page, self._parts, self._days = (settings.out / name for name in ("map.html", FOLDER, "days"))

    def draw_whole(self) -> Pages:
        """Draw one page of all claims, and those of the days."""
        frame = self._frame(self._store.columns())
        under = maps.around(frame, self._settings.borders)
        self._write(frame, self._page, under, None)
        ground = _digest(under.block)
        counts = self._store.days()
        self._write_days(frame, self._stale_days(counts, ground), under)
        maps.write_days_index(counts, self._days)
        self._remove_parts(())
        return Pages(ground)

    def draw_parts(self, parts: Sequence[Part]) -> Pages:
        """Draw the parts of all claims, the pages of days and the index of the parts; never more than a part is held.

        The index comes last but for the removal of parts that are no more, so that it never leads to what is not there.
        """
        under = maps.over(self._store.bounds(), self._settings.borders)
        ground = _digest(under.block)
        name_of = part_names(parts)
        elsewhere = _elsewhere(self._store.spots(), name_of)
        marks = {part.name: _mark(part, elsewhere[part.name], ground) for part in parts}
        stands = self._standing(marks, name_of)
        for done, part in enumerate(parts):
            self._progress(_STAGE, done, len(parts))
            if part.name not in stands:
                frame = self._frame(self._store.columns(part.scope))
                told = maps.Part(part.title, elsewhere[part.name])
                self._write(frame, self._path(part.name), under if _is_of_time(part) else None, told)
                del frame  # before the next one is made
        counts = self._store.days()
        for spell in _spells(self._stale_days(counts, ground), counts, self._settings.most_claims):
            self._write_days(self._frame(self._store.columns_of_days(spell[0], spell[-1])), spell, under)
        maps.write_days_index(counts, self._days, maps.Whole.INDEX)
        entries = [
            maps.Entry(part.name, part.title, part.group, part.kinds, self._path(part.name).stat().st_size)
            for part in parts
        ]
        maps.write_parts_index(entries, len(maps.days_of(counts)), self._settings.split, self._page)
        self._remove_parts(marks)
        self._progress(_STAGE, len(parts), len(parts))
        return Pages(ground, marks)

    def _frame(self, columns: Iterable[Mapping[str, Sequence[object]]]) -> geopandas.GeoDataFrame:
        with uncollected():
            return layers.from_columns(columns, self._shapes)

    def _write(
        self, frame: geopandas.GeoDataFrame, path: Path, under: maps.Basemap | None, part: maps.Part | None
    ) -> None:
        tiles, borders = self._settings.tiles, self._settings.borders
        with uncollected():
            maps.write_map(frame, path, part=part, tiles=tiles, borders=borders, fresh=self._fresh, basemap=under)

    def _write_days(self, frame: geopandas.GeoDataFrame, only: Sequence[date], under: maps.Basemap) -> None:
        tiles, borders = self._settings.tiles, self._settings.borders
        maps.write_some_days(
            frame, self._days, set(only), tiles=tiles, borders=borders, fresh=self._fresh, basemap=under
        )

    def _stale_days(self, counts: Iterable[DaysCount], ground: str) -> list[date]:
        """Return the days whose pages are to be drawn, in the order of time."""
        days = [each.day for each in maps.days_of(counts)]
        before = self._before
        if before is None or before.ground != ground:
            return days
        changed = before.days
        return [day for day in days if day in changed or not (self._days / f"{day.isoformat()}.html").exists()]

    def _standing(self, marks: Mapping[str, str], name_of: NameOf) -> set[str]:
        """Return the names of the parts that stand as they would be drawn."""
        before = self._before
        if before is None:
            return set()
        changed = {name_of(spot) for spot in before.spots}
        alike = {name for name, mark in marks.items() if before.parts.get(name) == mark and self._path(name).exists()}
        return alike - changed

    def _path(self, name: str) -> Path:
        return self._parts / f"{name}.html"

    def _remove_parts(self, names: Iterable[str]) -> None:
        """Remove the parts but these."""
        for stale in {*self._parts.glob("*.html")} - {self._path(name) for name in names}:
            stale.unlink()
        if self._parts.is_dir() and not any(self._parts.iterdir()):
            self._parts.rmdir()


def _is_of_time(part: Part) -> bool:
    """Tell whether a part may be anywhere: such parts share one ground, so that they can be compared."""
    return part.scope.placed is None


def _mark(part: Part, elsewhere: Mapping[str, int], ground: str) -> str:
    return _digest(repr((part.title, sorted(elsewhere.items()), ground if _is_of_time(part) else "")))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _elsewhere(spots: Iterable[tuple[str, Spot]], name_of: NameOf) -> defaultdict[str, dict[str, int]]:
    """Return by the name of each part how many claims in others tell of its events, for those that lie in several."""
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for event_id, claims in groupby(spots, key=itemgetter(0)):
        counts = Counter(name_of(spot) for _, spot in claims)
        if len(counts) > 1:
            for name, here in counts.items():
                found[name][event_id] = counts.total() - here
    return found


def _spells(days: Sequence[date], counts: Iterable[DaysCount], most: int) -> Iterator[list[date]]:
    """Yield days, in the order of time, in runs with `most` claims at most, or a day with more on its own."""
    told = list(counts)
    held = {each.day: each.kinds.total() for each in maps.days_of(told)}
    begun = sorted((each.first, each.claims) for each in told if each.first)
    spell: list[date] = []
    room = 0
    at = 0
    for day in days:
        begins = 0
        while at < len(begun) and begun[at][0] <= day:
            begins += begun[at][1]
            at += 1
        room -= begins
        if room < 0:
            if spell:
                yield spell
            spell, room = [], most - held[day]
        spell.append(day)
    if spell:
        yield spell

"""Leave one out: an alternate name is taken from a place, and the place is looked for by it in its country.

    python -m tests.leave_one_out FOLDER      where FOLDER holds UA.zip, SY.txt, IQ.txt and AF.txt, GeoNames dumps

The protocol. From each dump 500 alternate names are drawn with a fixed seed, of those that
- are kept by the gazetteer (no codes, no machine transliterations), of a populated place, in Latin, Cyrillic, Arabic or
  Hebrew letters;
- differ from the place's main name by more than what folding levels (accents, apostrophes, hyphens), as those that do
  not are found exactly;
- mean one place: all that bear the name in the country lie within 15 km of it. Of a name that several places bear, no
  spelling can tell which is meant.
All four dumps stand in the index, beside what ships with claimmap. The name is taken out of it as a key: by every place
that bears it, and in every writing that folds to it. (`Gazetteer.spelled_like` never finds a place by the very key that
is asked for, so that nothing need be compiled anew; a test compares the two.) Nothing but the name and the country is
told. What the gazetteer is sure of is its answer: *found* if it lies within 15 km of the place, *wrong* if not; if it
is sure of nothing, neither. *First* is how often the likeliest place is the right one, sure or not. *Another name*
counts what no spelling leads to: the names that are less than 0.6 alike to every other name of their place.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from geo.gazetteer import Gazetteer, added, adding, dumps, fold, surely_meant
from geo.gazetteer.dumps import Row
from geo.gazetteer.entries import is_town_alternate
from geo.gazetteer.features import FEATURES
from geo.gazetteer.spelling import likeness, spelling
from geo.model import Candidate
from geo.sphere import distance_km

DUMPS = {"UA": "UA.zip", "SY": "SY.txt", "IQ": "IQ.txt", "AF": "AF.txt"}
EACH, SEED = 500, 20260728
_SAME_PLACE_KM, _ANOTHER_NAME = 15.0, 0.6
_SCRIPTS = (("\u0000", "\u024f"), ("\u0400", "\u052f"), ("\u0590", "\u06ff"))


@dataclass(frozen=True, slots=True)
class Drawn:
    """An alternate name that is taken out, its place, and all other names of the place (folded)."""

    name: str
    country: str
    place: Row
    others: frozenset[str]


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of the names drawn; see the module."""

    drawn: int
    found: float
    wrong: float
    first: float
    another_name: float

    def line(self) -> str:
        """Return the figures as a line of a table."""
        shares = f"found {self.found:.3f}  wrong {self.wrong:.3f}  first {self.first:.3f}"
        return f"{self.drawn:>5} names  {shares}  another name {self.another_name:.3f}"


def draw(folder: Path, country: str, each: int, seed: int) -> list[Drawn]:
    """Return the names that are taken out of one dump."""
    rows = [row for row in dumps.read(folder / DUMPS[country]) if row.feature in FEATURES and row.feature[0] == "P"]
    bearers: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for key in _keys(row):
            bearers[key].append(row)
    pool = [drawn for row in rows for drawn in _of_place(row, country, bearers)]
    return random.Random(f"{seed} {country}").sample(pool, each)  # noqa: S311 - a draw that can be drawn again


def measure(gazetteer: Gazetteer, names: Sequence[Drawn]) -> Figures:
    """Return how many of the names lead to their places."""
    found = wrong = first = another = 0
    for drawn in names:
        alike = gazetteer.spelled_like(drawn.name, {drawn.country})
        answer = surely_meant(alike)
        found += answer is not None and _is_at(drawn.place, answer.candidate)
        wrong += answer is not None and not _is_at(drawn.place, answer.candidate)
        first += bool(alike) and _is_at(drawn.place, alike[0].candidate)
        another += _nearest(drawn) < _ANOTHER_NAME
    count = len(names)
    return Figures(count, found / count, wrong / count, first / count, another / count)


def _keys(row: Row) -> set[str]:
    names = (row.name, row.asciiname, *filter(is_town_alternate, row.alternates))
    return {key for key in map(fold, names) if key}


def _of_place(row: Row, country: str, bearers: dict[str, list[Row]]) -> Iterator[Drawn]:
    keys = _keys(row)
    for name in dict.fromkeys(row.alternates):
        key = fold(name)
        if key not in keys or key in {fold(row.name), fold(row.asciiname)} or not is_town_alternate(name):
            continue
        is_alone = all(_apart_km(row, other) <= _SAME_PLACE_KM for other in bearers[key])
        if is_alone and all(any(first <= letter <= last for first, last in _SCRIPTS) for letter in key):
            yield Drawn(name, country, row, frozenset(keys - {key}))


def _nearest(drawn: Drawn) -> float:
    asked = spelling(fold(drawn.name), drawn.country)
    return max((likeness(asked, spelling(other, drawn.country)) for other in drawn.others), default=0.0)


def _is_at(row: Row, candidate: Candidate) -> bool:
    apart = distance_km(row.latitude, row.longitude, candidate.latitude, candidate.longitude)
    return apart <= _SAME_PLACE_KM


def _apart_km(one: Row, other: Row) -> float:
    return distance_km(one.latitude, one.longitude, other.latitude, other.longitude)


def run(folder: Path) -> dict[str, Figures]:
    """Return the figures of each country and of "all"; the dumps are added to the gazetteers of this environment."""
    for dump in DUMPS.values():
        adding.add(str(folder / dump))
    gazetteer = Gazetteer.open()
    drawn = {country: draw(folder, country, EACH, SEED) for country in DUMPS}
    drawn["all"] = [each for names in drawn.values() for each in names]
    return {country: measure(gazetteer, names) for country, names in drawn.items()}


def main() -> None:
    """Print the figures of each country and of all."""
    with tempfile.TemporaryDirectory() as home:
        os.environ[added.HOME] = home
        for country, figures in run(Path(sys.argv[1])).items():
            print(f"{country:<4}{figures.line()}")  # noqa: T201 - what it is run for


if __name__ == "__main__":
    main()

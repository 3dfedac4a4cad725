"""Which parts all claims are drawn in where one page of them would be too large: by period or by region."""

from __future__ import annotations

import hashlib
import re
from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from geo.model import Days, EventType, PlaceCount, Scope, Spot
from geo.settings import Split

if TYPE_CHECKING:
    from geo.store import Store

_CODE = re.compile("[A-Z0-9]{2,3}(-[A-Z0-9]{1,5})?")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
FOLDER = "parts"
"""The folder beside the index that the parts are in; as in geo/maps/parts_index.py."""
_NO_DAY = Days(None, None)
NameOf = Callable[[Spot], str]


@dataclass(frozen=True, slots=True)
class Part:
    """Claims that share a page: which, how many of each kind, and the names of their country and region if it has any.

    `name` is that of its file, without the suffix; it tells which claims are meant: the same name, the same scope.
    """

    scope: Scope
    kinds: Counter[EventType]
    country: str = ""
    region: str = ""

    @property
    def name(self) -> str:
        """Return letters, digits and hyphens: 2031-05, UKR, UKR-UA-63, UKR-2031, no-day, not-placed."""
        scope = self.scope
        where = [] if scope.iso3 is None else [_code(scope.iso3) or "no-country"]
        where += [] if scope.admin1_code is None else [_code(scope.admin1_code) or "no-region"]
        return "-".join([*(["not-placed"] if scope.placed is False else where), *_digits(scope.days)])

    @property
    def title(self) -> str:
        """Return what the part is called."""
        scope = self.scope
        where = [] if scope.iso3 is None else [self.country or scope.iso3 or "No country"]
        if scope.admin1_code is not None:
            where = [self.region or scope.admin1_code, *where] if scope.admin1_code else [*where, "no region"]
        when = map(_in_words, _digits(scope.days))
        title = ", ".join([*(["Not placed"] if scope.placed is False else where), *when])
        return title[:1].upper() + title[1:]

    @property
    def group(self) -> str:
        """Return what the part has in common with others beside it: the country, or the year."""
        scope = self.scope
        if scope.iso3:
            return self.country or scope.iso3
        return f"{scope.days.first.year:04}" if scope.days is not None and scope.days.first is not None else ""


def parts_of(store: Store, split: Split, most: int) -> list[Part]:
    """Return the parts of all claims, each of `most` at most as far as days, countries and regions tell them apart.

    Periods are years, where one has too many claims its months, then days, and at last countries and regions; by region
    it is the other way round. What has no day is a part of its own, and by region what has no place.
    """
    places, times = (_countries, _regions), (_years, _months, _days)
    first, *others = (*places, *times) if split is Split.REGION else (*times, *places)
    whole = Part(Scope(), Counter())
    return [each for part in first(store, whole) for each in _split(store, part, others, most)]


def part_names(parts: Iterable[Part]) -> NameOf:
    """Return what tells the name of the part that a claim is in by where it is; empty where it is in none."""
    scopes = [(part.name, part.scope) for part in parts]
    known: dict[Spot, str] = {}

    def name_of(spot: Spot) -> str:
        if spot not in known:
            known[spot] = next((name for name, scope in scopes if spot in scope), "")
        return known[spot]

    return name_of


_Level = Callable[["Store", Part], Iterable[Part]]


def _split(store: Store, part: Part, levels: Sequence[_Level], most: int) -> Iterator[Part]:
    """Yield the part, or if it has too many claims, what the levels make of it, one after the other."""
    if not levels or part.kinds.total() <= most:
        yield part
        return
    for each in levels[0](store, part):
        yield from _split(store, each, levels[1:], most)


def _years(store: Store, part: Part) -> list[Part]:
    return _periods(store, part, lambda day: Days(date(day.year, 1, 1), date(day.year, 12, 31)))


def _months(store: Store, part: Part) -> list[Part]:
    return _periods(store, part, _month)


def _days(store: Store, part: Part) -> list[Part]:
    return _periods(store, part, lambda day: Days(day, day))


def _month(day: date) -> Days:
    first = day.replace(day=1)
    return Days(first, first.replace(day=monthrange(day.year, day.month)[1]))


def _periods(store: Store, part: Part, period: Callable[[date], Days]) -> list[Part]:
    """Return the periods of a part in the order of time, what has no day last."""
    kinds: defaultdict[Days, Counter[EventType]] = defaultdict(Counter)
    for each in store.days(part.scope):
        kinds[period(each.first) if each.first else _NO_DAY][each.event_type] += each.claims
    ordered = sorted(kinds, key=lambda days: days.first or date.max)
    return [replace(part, scope=replace(part.scope, days=days), kinds=kinds[days]) for days in ordered]


def _countries(store: Store, part: Part) -> list[Part]:
    """Return the countries of a part by name, then what is in none, and last what has no place."""
    return _places(
        (replace(part.scope, placed=each.placed, iso3=each.iso3 if each.placed else None), each)
        for each in store.places(part.scope)
    )


def _regions(store: Store, part: Part) -> list[Part]:
    """Return the regions of a country by name, last what is in none; what has no place stays together."""
    if part.scope.placed is False:
        return [part]
    counts = store.places(part.scope)
    return _places((replace(part.scope, admin1_code=each.admin1_code), each) for each in counts)


def _places(told: Iterable[tuple[Scope, PlaceCount]]) -> list[Part]:
    kinds: defaultdict[Scope, Counter[EventType]] = defaultdict(Counter)
    names: dict[Scope, tuple[str, str]] = {}
    for scope, each in told:
        kinds[scope][each.event_type] += each.claims
        named = (each.country, each.admin1)
        names[scope] = min(names.get(scope, named), named)  # a code may have come with two names
    parts = [
        Part(
            scope,
            kinds[scope],
            names[scope][0] if scope.iso3 else "",
            names[scope][1] if scope.admin1_code else "",
        )
        for scope in kinds
    ]
    return sorted(parts, key=_place_order)


def _place_order(part: Part) -> tuple[bool, bool, str, bool, str, str]:
    scope = part.scope
    return (not scope.placed, not scope.iso3, part.country, not scope.admin1_code, part.region, part.name)


def _code(written: str) -> str:
    """Return a code as a part of a file's name; others than ISO's, which a gazetteer may bring, by their hash."""
    if not written or _CODE.fullmatch(written):
        return written
    return f"x{hashlib.sha256(written.encode()).hexdigest()[:12]}"


def _digits(days: Days | None) -> list[str]:
    """Return the ISO words for a year, a month or a day, "no-day" for none of them, nothing for any."""
    if days is None:
        return []
    if days.first is None or days.last is None:
        return ["no-day"]
    length = 10 if days.first == days.last else 7 if days.first.month == days.last.month else 4
    return [days.first.isoformat()[:length]]


def _in_words(digits: str) -> str:
    if digits == "no-day":
        return "no day"
    year, *rest = digits.split("-")
    day = [str(int(rest[1]))] if rest[1:] else []
    return " ".join([*day, *(_MONTHS[int(each) - 1] for each in rest[:1]), year])

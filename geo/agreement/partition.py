"""Claims to the groups that tell one event each: firm ones first, then those that may only join."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from geo.agreement.clusters import Cluster, Knot, clustered, fit, rivals, the_one, tie
from geo.agreement.relations import FOLLOW_UP_DAYS, WINDOW_DAYS
from geo.agreement.tellings import Firmness, Telling, telling
from geo.model import Claim

_THOUSANDTHS_OF_KM = 9.1  # of a degree of latitude, rounded up


class Block(NamedTuple):
    """What is told as firmly of one point and day."""

    family: str
    planned: bool
    latitude: int
    longitude: int
    day: int


def block(told: Telling) -> Block | None:
    """Return the block of a firm telling."""
    if told.firmness is not Firmness.FIRM or told.spot is None:
        return None
    return Block(told.family, told.planned, told.spot.latitude, told.spot.longitude, told.first)


def blocks_beside(told: Telling) -> Iterator[Block]:
    """Yield the blocks of the point and days that a loose telling may be of."""
    if told.spot is not None:
        for day in range(told.first - (WINDOW_DAYS if told.assumed else 0), told.last + 1):
            yield Block(told.family, told.planned, told.spot.latitude, told.spot.longitude, day)


def days_beside(told: Telling) -> range:
    """Return the days of which what shares a particular with a loose telling may be."""
    if told.planned:
        return range(told.first - FOLLOW_UP_DAYS, told.last + FOLLOW_UP_DAYS + 1)
    return range(told.first - (FOLLOW_UP_DAYS if told.assumed else 0), told.last + 1)


def marks_of(knot: Knot) -> Iterator[str | int]:
    """Yield by what a knot may be known again: its particulars, and its very sentences."""
    yield from knot.telling.marks
    yield from knot.sentences
    yield from knot.places_in_text


def partition(claims: Iterable[Claim]) -> list[tuple[Claim, ...]]:
    """Return the claims by event, in no order that tells anything."""
    by_firmness: dict[Firmness, list[tuple[Claim, Telling]]] = defaultdict(list)
    for claim in claims:
        told = telling(claim)
        by_firmness[told.firmness].append((claim, told))
    firm = _events(_knots(by_firmness[Firmness.FIRM]))
    loose = _units([Knot.of(told, (claim,)) for claim, told in by_firmness[Firmness.LOOSE]])
    whole = _joined(firm, loose)
    alone = [(claim,) for claim, _ in by_firmness[Firmness.APART]]
    return [tuple(claim for knot in cluster for claim in knot.claims) for cluster in whole] + alone


# ---------------------------------------------------------------- what is firm


def _knots(firm: list[tuple[Claim, Telling]]) -> list[Knot]:
    """Tie together what is told alike, but what its article tells beside another of the same point and day."""
    beside: dict[tuple[str, Block | None], int] = defaultdict(int)
    blocks = [block(told) for _, told in firm]
    for (claim, _), at in zip(firm, blocks, strict=True):
        beside[claim.article_id, at] += 1
    tied: dict[tuple[Telling, str], list[Claim]] = defaultdict(list)
    for (claim, told), at in zip(firm, blocks, strict=True):
        tied[told, claim.claim_id if beside[claim.article_id, at] > 1 else ""].append(claim)
    return [Knot.of(told, found) for (told, _), found in tied.items()]


def _events(knots: list[Knot]) -> list[Cluster]:
    by_block: dict[Block | None, list[int]] = defaultdict(list)
    by_mark: dict[tuple[str, bool, int, str | int], list[int]] = defaultdict(list)
    for number, knot in enumerate(knots):
        told = knot.telling
        by_block[block(told)].append(number)
        for mark in marks_of(knot):
            by_mark[told.family, told.planned, told.first, mark].append(number)
    parents = list(range(len(knots)))
    for numbers in by_block.values():
        for number in numbers[1:]:
            _unite(parents, numbers[0], number)
    for numbers in by_mark.values():
        for one, other in _near(numbers, knots):
            if _root(parents, one) != _root(parents, other) and tie(knots[one], knots[other]) > 0:
                _unite(parents, one, other)
    return [cluster for part in _by_root(parents) for cluster in clustered([knots[number] for number in part])]


def _near(numbers: list[int], knots: Sequence[Knot]) -> Iterator[tuple[int, int]]:
    """Yield the pairs whose latitudes do not keep them apart."""
    placed = sorted((spot.latitude, number) for number in numbers if (spot := knots[number].telling.spot) is not None)
    if len(placed) < 2:  # noqa: PLR2004 - a pair
        return
    reach = _THOUSANDTHS_OF_KM * max(
        1.0, *(spot.radius for n in numbers if (spot := knots[n].telling.spot) is not None)
    )
    for at, (latitude, number) in enumerate(placed):
        for other_latitude, other in placed[at + 1 :]:
            if other_latitude - latitude > reach:
                break
            yield number, other


# ---------------------------------------------------------------- what may only join


def _units(loose: list[Knot]) -> list[Cluster]:
    """Return what of the loose is told by the same particulars."""
    parents = list(range(len(loose)))
    by_mark: dict[tuple[str, bool, str | int], list[int]] = defaultdict(list)
    for number, knot in enumerate(loose):
        for mark in marks_of(knot):
            by_mark[knot.telling.family, knot.telling.planned, mark].append(number)
    for numbers in by_mark.values():
        numbers.sort(key=lambda number: loose[number].telling.first)
        for at, one in enumerate(numbers):
            mine = loose[one]
            until = mine.telling.last + FOLLOW_UP_DAYS
            for other in numbers[at + 1 :]:
                theirs = loose[other]
                if theirs.telling.first > until:
                    break
                if tie(mine, theirs) > 0:
                    _unite(parents, one, other)
    return [cluster for part in _by_root(parents) for cluster in clustered([loose[number] for number in part])]


def _joined(firm: list[Cluster], loose: list[Cluster]) -> list[Cluster]:
    """Let each loose unit join the one event that it fits."""
    index = _Index(firm)
    joining: dict[int, list[Cluster]] = defaultdict(list)
    alone = []
    for unit in loose:
        fits = [(strength, event) for event in index.around(unit) if (strength := fit(unit, firm[event], tie)) > 0]
        host = None if len(fits) > 1 and _is_vague(unit) else the_one(fits)
        if host is None:
            alone.append(unit)
        else:
            joining[host].append(unit)
    whole = list(firm)
    for event, units in joining.items():
        stay = rivals(units, tie)
        alone += [units[number] for number in stay]
        joined = (knot for number, unit in enumerate(units) if number not in stay for knot in unit)
        whole[event] = (*firm[event], *joined)
    return whole + alone


def _is_vague(unit: Cluster) -> bool:
    """Tell whether neither day nor place is told: however well it fits one event, it may be of another that it fits."""
    return all(knot.telling.assumed and knot.telling.is_wide for knot in unit)


class _Index:
    """Where the events are that a loose unit may fit."""

    def __init__(self, firm: list[Cluster]) -> None:
        self._firm = firm
        self._by_block: dict[Block | None, set[int]] = defaultdict(set)
        self._by_mark: dict[tuple[str, bool, int, str | int], set[int]] = defaultdict(set)
        for number, cluster in enumerate(firm):
            for knot in cluster:
                told = knot.telling
                self._by_block[block(told)].add(number)
                for mark in marks_of(knot):
                    self._by_mark[told.family, told.planned, told.first, mark].add(number)

    def around(self, unit: Cluster) -> set[int]:
        """Return the events that may be tied to any of a unit."""
        return {event for knot in unit for event in self._asked(knot)}

    def _asked(self, knot: Knot) -> Iterator[int]:
        told, by_mark, by_block = knot.telling, self._by_mark, self._by_block
        for day in days_beside(told):
            for mark in marks_of(knot):
                yield from by_mark.get((told.family, told.planned, day, mark), ())
        if not told.is_long:
            for at in blocks_beside(told):
                yield from by_block.get(at, ())


# ---------------------------------------------------------------- union-find


def _root(parents: list[int], number: int) -> int:
    while parents[number] != number:
        parents[number] = parents[parents[number]]
        number = parents[number]
    return number


def _unite(parents: list[int], one: int, other: int) -> None:
    mine, theirs = _root(parents, one), _root(parents, other)
    parents[max(mine, theirs)] = min(mine, theirs)


def _by_root(parents: list[int]) -> list[list[int]]:
    parts: dict[int, list[int]] = defaultdict(list)
    for number in range(len(parents)):
        parts[_root(parents, number)].append(number)
    return list(parts.values())

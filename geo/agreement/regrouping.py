"""Grouping again what a change may touch, and nothing else: the same events as grouping all would give.

Firm events do not depend on what may only join them, and what may join depends on the events that it fits and on what
else would join these. So few steps outward from a change are complete, however crowded the map is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import cos, radians

from geo.agreement.clusters import Knot, tie
from geo.agreement.events import corrected, event
from geo.agreement.partition import Block, block, blocks_beside, days_beside, partition
from geo.agreement.records import Box, Event, Neighbours, Reach
from geo.agreement.relations import FOLLOW_UP_DAYS, relation
from geo.agreement.tellings import LOCAL_KM, Firmness, Spot, Telling, telling
from geo.lexicon import Lexicon
from geo.model import Claim, EventType

_KM_OF_A_DEGREE = 110.0
_WHOLE_TURN = 180.0


def regroup(
    changed: Iterable[Claim],
    neighbours: Neighbours,
    signatures: Mapping[str, bytes],
    together: Collection[frozenset[str]] = (),
    apart: Collection[frozenset[str]] = (),
) -> tuple[Event, ...]:
    """Return the events that a change touches, as `group` of all claims known now would give them.

    `changed` are the claims that came, and those that went or were changed as they were before; what `neighbours` gives
    is as it is now. Whoever merges, splits or undoes names the claims of these pairs among the changed. Every claim
    whose event, grade or reason may be another than before is in one of the events.
    """
    field = _Field(neighbours)
    versions = list(changed)
    starts = [*versions, *neighbours.of(sorted({each.claim_id for each in versions}))]
    while True:
        touched = field.touched_by(starts)
        parts = [part for part in corrected(partition(touched.pool), together, apart) if touched.is_in(part)]
        started = {each.claim_id for each in starts}
        told = {each.claim_id for part in parts for each in part}
        partners = _partners(told | started, together) - touched.core - started
        found = list(neighbours.of(sorted(partners))) if partners else []
        if not found:
            break
        starts += found
    return tuple(sorted((event(part, signatures) for part in parts), key=lambda made: made.event_id))


def _partners(claim_ids: Collection[str], together: Iterable[frozenset[str]]) -> set[str]:
    """Return the ids that analysts merged with any of these."""
    return {claim_id for pair in together if not pair.isdisjoint(claim_ids) for claim_id in pair}


@dataclass(frozen=True, slots=True)
class _Touched:
    """What a change touches: claims whose events are known wholly, those on the rim, and all that decide upon them."""

    core: frozenset[str]
    rim: frozenset[str]  # that may only join: whether they stay alone is known, not what they join beyond the core
    firm: frozenset[str]
    pool: tuple[Claim, ...]

    def is_in(self, part: Iterable[Claim]) -> bool:
        """Tell whether an event is touched."""
        ids = {each.claim_id for each in part}
        return not ids.isdisjoint(self.core) or (not ids.isdisjoint(self.rim) and ids.isdisjoint(self.firm))


class _Field:
    """The claims that were fetched so far, and which of them are tied."""

    def __init__(self, neighbours: Neighbours) -> None:
        self._neighbours = neighbours
        self._fetched: set[Reach] = set()
        self._knots: dict[str, Knot] = {}
        self._alike: dict[Telling, set[str]] = {}
        self._sentences: dict[int, set[str]] = defaultdict(set)
        self._firm: dict[Block | None, set[str]] = defaultdict(set)
        self._joining: dict[tuple[str, bool, int, int], set[str]] = defaultdict(set)
        self._firm_marks: dict[tuple[str, bool, int, str], set[str]] = defaultdict(set)
        self._loose_marks: dict[tuple[str, bool, str], set[str]] = defaultdict(set)

    def touched_by(self, starts: Iterable[Claim]) -> _Touched:
        """Return what the claims touch, whether they still are known or not."""
        near = set[str]()
        for claim in starts:
            near |= self._tied(_knot(claim))
        near |= {claim.claim_id for claim in starts} & self._knots.keys()
        firm, loose = self._closed(near, Firmness.FIRM), self._closed(near, Firmness.LOOSE)
        loose |= self._closed(self._across(firm), Firmness.LOOSE)
        firm |= self._closed(self._across(loose), Firmness.FIRM)
        rim = self._closed(self._across(firm), Firmness.LOOSE)
        beyond = self._closed(self._across(rim), Firmness.FIRM)
        apart = {each for each in near if self._knots[each].telling.firmness is Firmness.APART}
        ids = sorted(firm | loose | rim | beyond | apart)
        pool = tuple(self._knots[claim_id].claims[0] for claim_id in ids)
        return _Touched(frozenset(firm | loose | apart), frozenset(rim), frozenset(firm | beyond), pool)

    def _closed(self, claim_ids: Iterable[str], firmness: Firmness) -> set[str]:
        """Return those of a firmness with all of the same that hang together with them."""
        found = {each for each in claim_ids if self._knots[each].telling.firmness is firmness}
        todo = list(found)
        while todo:
            for near in self._tied(self._knots[todo.pop()]) - found:
                if self._knots[near].telling.firmness is firmness:
                    found.add(near)
                    todo.append(near)
        return found

    def _across(self, claim_ids: Iterable[str]) -> set[str]:
        """Return all that is tied to any of them."""
        return set[str]().union(*(self._tied(self._knots[each]) for each in claim_ids))

    def _tied(self, knot: Knot) -> set[str]:
        """Return the claims that are tied to one, or firmly told of the same point and day."""
        told = knot.telling
        if told.firmness is Firmness.APART:
            self._keep(self._neighbours.of([claim.claim_id for claim in knot.claims]))
            return set()
        self._fetch(told)
        alike = self._alike.get(told)
        if alike is None:  # whatever is tied lies within the reach, so it is fetched and the answer stays
            alike = self._alike[told] = self._tied_to(told)
        said = knot.sentences | knot.places_in_text
        copies = set[str]().union(*(self._sentences[sentence] for sentence in said)) - alike
        return alike | {each for each in copies if tie(knot, self._knots[each]) > 0}

    def _tied_to(self, told: Telling) -> set[str]:
        """Return what is tied to a telling, whatever its article, or firmly told of the same point and day."""
        mates = set() if told.firmness is Firmness.LOOSE else self._firm[block(told)]
        known: dict[Telling, bool] = {}
        found = set(mates)
        for each in set(self._asked(told)) - mates:
            other = self._knots[each].telling
            tied = known.get(other)
            if tied is None:
                tied = known[other] = relation(told, other, is_same_sentence=False) > 0
            if tied:
                found.add(each)
        return found

    def _asked(self, told: Telling) -> Iterator[str]:
        """Yield what may be tied to a telling, and what may not."""
        for mark in told.marks:
            yield from self._loose_marks[told.family, told.planned, mark]
        for day in days_beside(told):
            for mark in told.marks:
                yield from self._firm_marks[told.family, told.planned, day, mark]
        if told.spot is None:
            return
        if told.firmness is Firmness.FIRM:
            yield from self._joining[told.family, told.planned, told.spot.latitude, told.spot.longitude]
        elif not told.is_long:
            for at in blocks_beside(told):
                yield from self._firm[at]

    def _fetch(self, told: Telling) -> None:
        reach = _reach(told)
        if reach not in self._fetched:
            self._fetched.add(reach)
            self._keep(self._neighbours.around(reach))

    def _keep(self, claims: Iterable[Claim]) -> None:
        for claim in claims:
            if claim.claim_id in self._knots:
                continue
            knot = self._knots[claim.claim_id] = _knot(claim)
            told = knot.telling
            for sentence in knot.sentences | knot.places_in_text:
                self._sentences[sentence].add(claim.claim_id)
            if told.firmness is Firmness.FIRM:
                self._firm[block(told)].add(claim.claim_id)
                for mark in told.marks:
                    self._firm_marks[told.family, told.planned, told.first, mark].add(claim.claim_id)
            elif told.firmness is Firmness.LOOSE:
                for mark in told.marks:
                    self._loose_marks[told.family, told.planned, mark].add(claim.claim_id)
                if told.spot is not None and not told.is_long:
                    at = (told.family, told.planned, told.spot.latitude, told.spot.longitude)
                    self._joining[at].add(claim.claim_id)


def _knot(claim: Claim) -> Knot:
    return Knot.of(telling(claim), (claim,))


def _reach(told: Telling) -> Reach:
    """Return where all are that can be tied to a telling."""
    families = Lexicon.load().agreement.families
    kinds = {kind for kind, family in families.items() if family == told.family}
    if told.planned:
        kinds |= {EventType.TERRITORY_CAPTURE}  # told as the assault that it takes
    beside = days_beside(told)
    return Reach(
        kinds=frozenset(kinds),
        first=date.fromordinal(max(1, beside[0])),
        last=date.fromordinal(min(date.max.toordinal(), beside[-1])),
        until=date.fromordinal(min(date.max.toordinal(), told.last + FOLLOW_UP_DAYS)),
        box=None if told.spot is None else _box(told.spot),
        wide_km=LOCAL_KM,
        iso3=told.iso3,
    )


def _box(spot: Spot) -> Box:
    latitude, longitude = spot.latitude / 1000, spot.longitude / 1000
    rise = max(spot.radius, LOCAL_KM) / _KM_OF_A_DEGREE
    south, north = max(-90.0, latitude - rise), min(90.0, latitude + rise)
    narrow = cos(radians(max(abs(south), abs(north))))
    turn = rise / narrow if rise < _WHOLE_TURN * narrow else _WHOLE_TURN
    if turn >= _WHOLE_TURN:
        return Box(south, -_WHOLE_TURN, north, _WHOLE_TURN)
    return Box(south, _turned(longitude - turn), north, _turned(longitude + turn))


def _turned(longitude: float) -> float:
    return (longitude + _WHOLE_TURN) % (2 * _WHOLE_TURN) - _WHOLE_TURN

"""Who stands together: agglomeration by strength under exclusions, the same whatever the order.

Nothing here is decided by order: all ties of one strength are looked at at once, and what could as well join one as
another, where these exclude each other, is left alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from geo.agreement.relations import EXCLUDED, relation
from geo.agreement.tellings import Telling
from geo.model import Claim, EventType


@dataclass(frozen=True, slots=True)
class Knot:
    """Claims that are told alike, of different articles."""

    telling: Telling
    claims: tuple[Claim, ...]
    articles: frozenset[str]


Cluster = tuple[Knot, ...]


def tie(one: Knot, other: Knot) -> int:
    """Return the relation of two knots; claims that one article tells apart are two events."""
    strength = relation(one.telling, other.telling)
    if strength == EXCLUDED or one.articles.isdisjoint(other.articles):
        return strength
    mine, theirs = one.telling, other.telling
    if mine.kind == theirs.kind and mine.denied == theirs.denied:
        return EXCLUDED
    if mine.denied or theirs.denied or not mine.facilities.isdisjoint(theirs.facilities):
        return strength
    return EXCLUDED if mine.victims.isdisjoint(theirs.victims) else strength


class Ties:
    """The relations of some knots, each reckoned once."""

    def __init__(self, knots: Sequence[Knot]) -> None:
        self._knots = knots
        self._known: dict[tuple[int, int], int] = {}

    def of(self, one: int, other: int) -> int:
        """Return the relation of two knots by number."""
        pair = (one, other) if one < other else (other, one)
        found = self._known.get(pair)
        if found is None:
            found = self._known[pair] = tie(self._knots[pair[0]], self._knots[pair[1]])
        return found


def clustered(knots: Sequence[Knot]) -> list[Cluster]:
    """Return the clusters of knots that hang together, open ones with what they tell the outcome of."""
    if len(knots) == 1:
        return [(knots[0],)]
    ties = Ties(knots)
    groups = _opened(_merged(ties, len(knots)), ties, knots)
    return [tuple(knots[number] for number in group) for group in groups]


def _merged(ties: Ties, count: int) -> list[tuple[int, ...]]:
    """Merge by strength, the strongest first."""
    groups: dict[int, tuple[int, ...]] = {number: (number,) for number in range(count)}
    home = list(range(count))
    alone: set[int] = set()
    for pairs in _by_strength(ties, count):
        graph: dict[int, set[int]] = defaultdict(set)
        for one, other in pairs:
            mine, theirs = home[one], home[other]
            if mine != theirs and alone.isdisjoint({mine, theirs}):
                graph[mine].add(theirs)
                graph[theirs].add(mine)
        for part in _parts(graph):
            for merge in _mergeable(part, graph, groups, ties, alone):
                target = min(merge)
                groups[target] = tuple(sorted(number for each in merge for number in groups.pop(each)))
                for number in groups[target]:
                    home[number] = target
    return list(groups.values())


def _by_strength(ties: Ties, count: int) -> Iterator[list[tuple[int, int]]]:
    """Yield the tied pairs of each strength, the strongest first."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for pair in combinations(range(count), 2):
        if (strength := ties.of(*pair)) > 0:
            found[strength].append(pair)
    for strength in sorted(found, reverse=True):
        yield found[strength]


def _mergeable(
    part: set[int], graph: dict[int, set[int]], groups: dict[int, tuple[int, ...]], ties: Ties, alone: set[int]
) -> Iterator[set[int]]:
    """Yield what of a part of the graph merges; note in `alone` what could join one as well as another."""
    bad: dict[int, set[int]] = defaultdict(set)
    members = sorted(part)
    for at, one in enumerate(members):
        for other in members[at + 1 :]:
            if any(ties.of(a, b) == EXCLUDED for a in groups[one] for b in groups[other]):
                bad[one].add(other)
                bad[other].add(one)
    if not bad:
        yield part
        return
    torn = {
        each
        for each in members
        if any(not bad[near].isdisjoint(graph[each] - bad[each]) for near in graph[each] - bad[each] if near in bad)
    }
    alone |= torn
    left = {each: graph[each] - torn - bad[each] for each in part - torn}
    for rest in _parts(left):
        if all(bad[each].isdisjoint(rest) for each in rest if each in bad):
            yield rest


def _opened(groups: list[tuple[int, ...]], ties: Ties, knots: Sequence[Knot]) -> list[tuple[int, ...]]:
    """Let groups that tell no means join the one group that they fit, the nearest to an account of means first."""
    for rank in range(1, len(_LEAST_TOLD) + 1):
        movers = [group for group in groups if _rank(group, knots) == rank]
        hosts = [group for group in groups if _rank(group, knots) < rank]
        if movers and hosts:
            others = [group for group in groups if _rank(group, knots) > rank]
            groups = attached(movers, hosts, ties.of) + others
    return groups


_LEAST_TOLD = (EventType.ARMED_CLASH, EventType.ATTACK_ON_CIVILIANS, EventType.DESTRUCTION)


def _rank(group: tuple[int, ...], knots: Sequence[Knot]) -> int:
    """Return 0 for a group that tells by what means, else how little it tells: an attack, its victims, its damage."""
    told = [knots[number].telling for number in group]
    if not all(each.is_open for each in told):
        return 0
    return min(_LEAST_TOLD.index(each.kind) + 1 if each.kind in _LEAST_TOLD else 1 for each in told)


def attached(
    movers: list[tuple[int, ...]], hosts: list[tuple[int, ...]], tie_of: Callable[[int, int], int]
) -> list[tuple[int, ...]]:
    """Return the groups after each mover has joined the one host that it fits; who fits none or several stays.

    Movers of one host that exclude each other both stay, for either could be the one.
    """
    joining: dict[int, list[tuple[int, ...]]] = defaultdict(list)
    left = []
    for mover in movers:
        fits = [(best, at) for at, host in enumerate(hosts) if (best := _fit(mover, host, tie_of)) > 0]
        strongest = max((best for best, _ in fits), default=0)
        found = [at for best, at in fits if best == strongest]
        if len(found) == 1:
            joining[found[0]].append(mover)
        else:
            left.append(mover)
    made = []
    for at, host in enumerate(hosts):
        here = joining[at]
        stay = [
            mover
            for number, mover in enumerate(here)
            if any(_fit(mover, other, tie_of) < 0 for at_other, other in enumerate(here) if at_other != number)
        ]
        left += stay
        made.append(tuple(sorted({*host, *(each for mover in here if mover not in stay for each in mover)})))
    return made + left


def _fit(one: Iterable[int], other: Sequence[int], tie_of: Callable[[int, int], int]) -> int:
    """Return the strongest tie between two groups, or EXCLUDED where any two of them exclude each other."""
    best = 0
    for mine in one:
        for theirs in other:
            strength = tie_of(mine, theirs)
            if strength == EXCLUDED:
                return EXCLUDED
            best = max(best, strength)
    return best


def _parts(graph: dict[int, set[int]]) -> Iterator[set[int]]:
    """Yield the connected parts of a graph."""
    seen: set[int] = set()
    for start in sorted(graph):
        if start in seen:
            continue
        part, todo = {start}, [start]
        while todo:
            for near in graph[todo.pop()]:
                if near not in part:
                    part.add(near)
                    todo.append(near)
        seen |= part
        yield part

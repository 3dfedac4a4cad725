"""Who stands together: agglomeration by strength under exclusions, the same whatever the order.

Nothing here is decided by order: all ties of one strength are looked at at once, and what could as well join one as
another, where these exclude each other, is left alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from geo.agreement.relations import EXCLUDED, NEUTRAL, SAME_KIND, relation
from geo.agreement.tellings import Telling, place_in_text, sentence_of
from geo.model import Claim, EventType


@dataclass(frozen=True, slots=True)
class Knot:
    """Claims that are told alike, of different articles."""

    telling: Telling
    claims: tuple[Claim, ...]
    articles: frozenset[str]
    sentences: frozenset[int]
    places_in_text: frozenset[int]  # the sentences as they stand in their articles, whatever is told in them

    @staticmethod
    def of(told: Telling, claims: Iterable[Claim]) -> Knot:
        """Return the knot of claims that are told alike."""
        found = tuple(claims)
        articles = frozenset(claim.article_id for claim in found)
        return Knot(told, found, articles, frozenset(map(sentence_of, found)), frozenset(map(place_in_text, found)))


Cluster = tuple[Knot, ...]
_Member = TypeVar("_Member")


OTHER_MEANS = -2
"""Nothing is in common but place and day, and two means are told: what tells none could go with either."""


def tie(one: Knot, other: Knot) -> int:
    """Return the relation of two knots, or OTHER_MEANS; claims that one article tells apart are two events."""
    strength = _tie(one, other)
    mine, theirs = one.telling, other.telling
    if strength == NEUTRAL and mine.kind != theirs.kind and not (mine.is_open or theirs.is_open):
        return OTHER_MEANS
    return strength


def _tie(one: Knot, other: Knot) -> int:
    same = not one.sentences.isdisjoint(other.sentences)
    strength = relation(one.telling, other.telling, is_same_sentence=same)
    if strength == EXCLUDED or one.articles.isdisjoint(other.articles):
        return strength
    mine, theirs = one.telling, other.telling
    if mine.kind == theirs.kind and (mine.planned or (mine.denied and theirs.denied)):
        return strength  # what came of it is told once; plans and denials may be repeated
    if mine.kind == theirs.kind and mine.denied == theirs.denied:
        return EXCLUDED
    if not one.places_in_text.isdisjoint(other.places_in_text) and _is_said_of_one(mine, theirs):
        return strength if strength == EXCLUDED else max(strength, _ONE_SENTENCE)
    one_target = not (mine.facilities.isdisjoint(theirs.facilities) and mine.victims.isdisjoint(theirs.victims))
    if mine.denied or theirs.denied or one_target:
        return strength
    return NEUTRAL if mine.is_open or theirs.is_open else EXCLUDED


def _is_said_of_one(one: Telling, other: Telling) -> bool:
    """Tell whether two claims of a sentence may tell one thing: of one place and day, of no two means, nor targets."""
    same = (one.spot, one.first, one.last, one.denied) == (other.spot, other.first, other.last, other.denied)
    two_targets = one.victims and other.victims and one.victims.isdisjoint(other.victims)
    return same and one.spot is not None and (one.is_open or other.is_open) and not two_targets


_ONE_SENTENCE = 5  # as a particular in common


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
            if fit(groups[one], groups[other], ties.of) == EXCLUDED:
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
            groups = _attached(movers, hosts, ties) + others
    return groups


_LEAST_TOLD = (EventType.ARMED_CLASH, EventType.ATTACK_ON_CIVILIANS, EventType.DESTRUCTION)


def _rank(group: tuple[int, ...], knots: Sequence[Knot]) -> int:
    """Return 0 for a group that tells by what means, else how little it tells: an attack, its victims, its damage."""
    told = [knots[number].telling for number in group]
    if not all(each.is_open for each in told):
        return 0
    return min(_LEAST_TOLD.index(each.kind) + 1 if each.kind in _LEAST_TOLD else 1 for each in told)


def _attached(movers: list[tuple[int, ...]], hosts: list[tuple[int, ...]], ties: Ties) -> list[tuple[int, ...]]:
    """Return the groups after each mover has joined the one host that it fits."""
    joining: dict[int, list[tuple[int, ...]]] = defaultdict(list)
    alone = []
    for mover in movers:
        found = the_one((fit(mover, host, ties.of), at) for at, host in enumerate(hosts))
        if found is None:
            alone.append(mover)
        else:
            joining[found].append(mover)
    made = []
    for at, host in enumerate(hosts):
        here = joining[at]
        stay = rivals(here, ties.of)
        alone += [here[number] for number in stay]
        joined = (each for number, mover in enumerate(here) if number not in stay for each in mover)
        made.append((*host, *joined))
    return made + alone


def the_one(fits: Iterable[tuple[int, int]]) -> int | None:
    """Return which host fits best, by the strength of each; None where none does or several do alike."""
    best, found, count = 0, None, 0
    for strength, host in fits:
        if strength > best:
            best, found, count = strength, host, 1
        elif strength == best > 0:
            count += 1
    return found if count == 1 else None


def rivals(movers: Sequence[Sequence[_Member]], tie_of: Callable[[_Member, _Member], int]) -> set[int]:
    """Return the numbers of those that would join one host and exclude each other: either could be the one."""
    found = set[int]()
    for one, other in combinations(range(len(movers)), 2):
        if fit(movers[one], movers[other], tie_of) == EXCLUDED:
            found |= {one, other}
    return found


def fit(one: Iterable[_Member], other: Sequence[_Member], tie_of: Callable[[_Member, _Member], int]) -> int:
    """Return the strongest tie between two groups, or EXCLUDED.

    They exclude each other where two of them do, or tell two means, and neither kind nor particular is in common.
    """
    best, least = NEUTRAL, NEUTRAL
    for mine in one:
        for theirs in other:
            strength = tie_of(mine, theirs)
            if strength == EXCLUDED:
                return EXCLUDED
            best, least = max(best, strength), min(least, strength)
    return EXCLUDED if best <= SAME_KIND and least == OTHER_MEANS else best


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

"""Which of a sentence's claims its dead and injured belong to: that of the nearest event and place."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from geo.claims.case import Case
from geo.claims.casualties import Figure, figures
from geo.claims.focus import Site
from geo.claims.harmed import Harm
from geo.claims.numbers import Count
from geo.model import Claim, ClaimStatus, EventMention, EventType

_FIRST = attrgetter("first")
_HARMLESS = frozenset({EventType.TALKS, EventType.TROOP_MOVEMENT, EventType.EVACUATION})
_NOT_NAMED = 10  # a place of the sentences before is farther than one beside the figure
_NEAREST = 8  # events and places on each side of a figure that it may belong to
_FAR = 60  # words beyond which marks no longer matter
_BESIDE = 3  # words between a figure and its own place
_MARKS = {";": 12, ":": 8, "--": 8, "\u2014": 8, "\u2013": 8, ",": 3, "while": 6, "but": 6, "and": 1}


@dataclass(frozen=True, slots=True)
class Told:
    """A claim with the event and the place that it was made of."""

    event: EventMention
    site: Site
    claim: Claim


def share(case: Case, number: int, made: Sequence[Told]) -> list[Claim]:
    """Give sentence `number`'s dead and injured to its claims `made`.

    A figure belongs to the event and place nearest to it. What is told of several places together ("hit Kyiv and Lviv,
    killing five") is nowhere exact: each of them has at most so many. A second figure of the same people is most often
    a part of the first, which stands, unless it counts others beside them.
    """
    claims = [one.claim for one in made]
    if not any(map(_can_harm, claims)):
        return claims
    found = figures(case.article, case.findings, number, case.lexicon)
    given: dict[tuple[Harm, int], Count] = {}
    for figure, together in _Sharing(case, made, found).shares():
        here = {claims[n].location for n in together}  # "between X and Y" is one place
        count = figure.count if len(here) == 1 else Count(None, figure.count.high)
        for n in together:
            before = given.get((figure.harm, n))
            if before is None or figure.total:
                given[figure.harm, n] = count
            elif figure.more:
                given[figure.harm, n] = before.plus(count)
    for (harm, n), count in given.items():
        claims[n] = _with(claims[n], harm, count)
    return claims


def _can_harm(claim: Claim) -> bool:
    return claim.event_type not in _HARMLESS and claim.claim_status is not ClaimStatus.PLANNED


def _with(claim: Claim, harm: Harm, count: Count) -> Claim:
    if harm is Harm.DEATHS:
        return replace(claim, deaths_min=count.low, deaths_max=count.high)
    return replace(claim, injured_min=count.low, injured_max=count.high)


class _Sharing:
    """The claims of a sentence that can have casualties, in the order of their events and of their places."""

    def __init__(self, case: Case, made: Sequence[Told], found: tuple[Figure, ...]) -> None:
        self._case, self._made, self._found = case, made, found
        self._spots = [case.findings.toponyms[one.site.toponym] for one in made]
        able = [n for n, one in enumerate(made) if _can_harm(one.claim)]
        self._by_event = sorted(able, key=lambda n: (made[n].event.first, n))
        self._by_place = sorted((n for n in able if made[n].site.named), key=lambda n: (self._spots[n].first, n))
        self._names = {case.places[made[n].site.toponym].name for n in able}
        self._times = Counter(figure.harm for figure in found)
        self._runs = self._listed()

    def shares(self) -> Iterator[tuple[Figure, tuple[int, ...]]]:
        """Yield each figure with the numbers of the claims that it is told of."""
        for figure in self._found:
            if not self._is_elsewhere(figure):
                yield figure, self._runs[min(self._near(figure), key=lambda n: (self._distance(figure, n), n))]

    def _near(self, figure: Figure) -> set[int]:
        event = bisect_left(self._by_event, figure.first, key=lambda n: self._made[n].event.first)
        place = bisect_left(self._by_place, figure.first, key=lambda n: self._spots[n].first)
        return {
            *self._by_event[max(event - _NEAREST, 0) : event + _NEAREST],
            *self._by_place[max(place - _NEAREST, 0) : place + _NEAREST],
        }

    def _listed(self) -> dict[int, tuple[int, ...]]:
        """Return for each claim those of the same event whose places stand in one list with it, no figure between."""
        events: dict[tuple[int, int, bool], list[int]] = {}
        for n in sorted(self._by_event, key=lambda n: (self._spots[n].first, n)):
            event = self._made[n].event
            events.setdefault((event.first, event.last, self._made[n].site.named), []).append(n)
        runs: list[list[int]] = []
        for (_, _, named), members in events.items():
            for before, n in zip([None, *members], members, strict=False):
                if before is None or (named and self._is_parted(self._spots[before].last, self._spots[n].first)):
                    runs.append([])
                runs[-1].append(n)
        return {n: tuple(run) for run in runs for n in run}

    def _is_parted(self, first: int, last: int) -> bool:
        number = bisect_left(self._found, first, key=_FIRST)
        return number < len(self._found) and self._found[number].first < last

    def _is_elsewhere(self, figure: Figure) -> bool:
        """Tell whether one of several figures is of a place without a claim: "killed five in X and three in Gao"."""
        if self._times[figure.harm] == 1:
            return False
        toponyms, places = self._case.findings.toponyms, self._case.places
        at = bisect_left(toponyms, figure.last, key=_FIRST)
        if at == len(toponyms) or toponyms[at].first - figure.last > _BESIDE:
            return False
        beside = self._case.findings.tokens[figure.last : toponyms[at].first]
        return all(token.is_word for token in beside) and places[at].name not in self._names

    def _distance(self, figure: Figure, n: int) -> int:
        event, spot = self._made[n].event, self._spots[n]
        there = self._between(figure, spot.first, spot.last) if self._made[n].site.named else _NOT_NAMED
        return there + self._between(figure, event.first, event.last)

    def _between(self, figure: Figure, first: int, last: int) -> int:
        """Return the words between the figure and tokens [first, last), marks near it counted dearer."""
        if first < figure.last and figure.first < last:
            return 0
        gap = range(figure.last, first) if first >= figure.last else range(last, figure.first)
        return len(gap) + sum(_MARKS.get(self._case.findings.tokens[at].lower, 0) for at in gap[:_FAR])

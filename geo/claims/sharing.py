"""Which of a sentence's claims its dead and injured belong to: that of the nearest event and place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from geo.claims.casualties import Figure, figures
from geo.claims.harmed import Harm
from geo.claims.numbers import Count
from geo.claims.where import Case, Site
from geo.model import Claim, ClaimStatus, EventMention, EventType

_HARMLESS = frozenset({EventType.TALKS, EventType.TROOP_MOVEMENT, EventType.EVACUATION})
_NOT_NAMED = 10  # a place of the sentences before is farther than one beside the figure
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
    open_to = [n for n, one in enumerate(made) if _can_harm(one.claim)]
    if not open_to:
        return claims
    found = figures(case.article, case.findings, number, case.lexicon)
    given: dict[tuple[Harm, int], Count] = {}
    for figure in found:
        if _is_elsewhere(case, figure, found, [made[n].site.toponym for n in open_to]):
            continue
        nearest = min(open_to, key=lambda n: (_distance(case, figure, made[n]), n))
        together = _together(case, made, nearest, open_to, found)
        count = figure.count if len(together) == 1 else Count(None, figure.count.high)
        for n in together:
            before = given.get((figure.harm, n))
            if before is None:
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


def _is_elsewhere(case: Case, figure: Figure, found: tuple[Figure, ...], claimed: list[int]) -> bool:
    """Tell whether one of several figures is told of a place that has no claim: "killed five in X and three in Gao"."""
    if sum(other.harm is figure.harm for other in found) == 1:
        return False
    toponyms, places = case.findings.toponyms, case.places
    at = bisect_left(toponyms, figure.last, key=lambda toponym: toponym.first)
    if at == len(toponyms) or toponyms[at].first - figure.last > _BESIDE:
        return False
    if any(not token.is_word for token in case.findings.tokens[figure.last : toponyms[at].first]):
        return False
    return all(places[at].name != places[n].name for n in claimed)


def _distance(case: Case, figure: Figure, told: Told) -> int:
    toponym = case.findings.toponyms[told.site.toponym]
    there = _between(case, figure, toponym.first, toponym.last) if told.site.named else _NOT_NAMED
    return there + _between(case, figure, told.event.first, told.event.last)


def _between(case: Case, figure: Figure, first: int, last: int) -> int:
    """Return the words between the figure and tokens [first, last), marks counted dearer."""
    if first < figure.last and figure.first < last:
        return 0
    gap = range(figure.last, first) if first >= figure.last else range(last, figure.first)
    return len(gap) + sum(_MARKS.get(case.findings.tokens[at].lower, 0) for at in gap)


def _together(
    case: Case, made: Sequence[Told], nearest: int, open_to: list[int], found: tuple[Figure, ...]
) -> list[int]:
    """Return the claims of one event whose places stand in one list with the nearest, no figure between them."""
    if not made[nearest].site.named:
        return [n for n in open_to if made[n].event is made[nearest].event]
    tokens_of = case.findings.toponyms
    listed = [n for n in open_to if made[n].event is made[nearest].event and made[n].site.named]
    listed.sort(key=lambda n: tokens_of[made[n].site.toponym].first)
    runs: list[list[int]] = []
    for n in listed:
        toponym = tokens_of[made[n].site.toponym]
        before = tokens_of[made[runs[-1][-1]].site.toponym] if runs else None
        if before is None or any(before.last <= figure.first < toponym.first for figure in found):
            runs.append([])
        runs[-1].append(n)
    return next(run for run in runs if nearest in run)

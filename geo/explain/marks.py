"""The words of an article that its claims rest on, and those that gave none, by kind and role."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from geo.explain.records import Mark, MarkKind
from geo.model import Attribution, Findings, Grounds, PassedOver, Role, Span
from geo.rules import CueKind

_CUES = {
    CueKind.NEGATION: "denial",
    CueKind.FAILURE: "denial",
    CueKind.ATTEMPT: "attempt",
    CueKind.PLAN: "plan",
    CueKind.AIM: "plan",
    CueKind.HEDGE: "hedge",
    CueKind.BOMBER: "whose bombs fall from the air",
}
_STANCES = {"say": "says", "deny": "denies", "propose": "proposes", "responsibility": "takes responsibility"}
NO_EVENT = "no event"
"""The role of trigger words that tell none."""


def marks_of(findings: Findings, passed: Iterable[PassedOver], grounds: Iterable[tuple[int, Grounds]]) -> list[Mark]:
    """Return the marks of an article in order, with the numbers of the claims that rest on each."""
    used: dict[tuple[MarkKind, Span], dict[int, None]] = defaultdict(dict)
    for number, ground in grounds:
        for key in _used(findings, ground):
            used[key][number] = None
    found = {(kind, span): role for kind, span, role in (*_found(findings), *_passed(passed))}
    marks = [Mark(span, kind, role, tuple(used.get((kind, span), ()))) for (kind, span), role in found.items()]
    return sorted(marks, key=lambda mark: (mark.span, mark.kind))


def _found(findings: Findings) -> Iterator[tuple[MarkKind, Span, str]]:
    for event in findings.events:
        yield MarkKind.TRIGGER, event.span, event.event_type.replace("_", " ")
        for cue in event.cues:
            yield MarkKind.CUE, cue.span, _CUES[cue.kind]
    for toponym in findings.toponyms:
        if toponym.role is not Role.DEMONYM:
            yield MarkKind.PLACE, toponym.span, toponym.role.value
    for date in findings.dates:
        yield MarkKind.DAY, date.span, "day" if date.when.start or date.shift is not None else "day not known"
    for attribution in findings.attributions:
        if attribution is not None and attribution.claimant is not None:
            yield MarkKind.SPEAKER, attribution.claimant, "claimant"
        if attribution is not None and attribution.verb_first >= 0:
            yield MarkKind.SAYING, _verb(findings, attribution), _STANCES[attribution.stance]


def _passed(passed: Iterable[PassedOver]) -> Iterator[tuple[MarkKind, Span, str]]:
    for each in passed:
        yield MarkKind.TRIGGER, each.span, NO_EVENT


def _used(findings: Findings, grounds: Grounds) -> Iterator[tuple[MarkKind, Span]]:
    """Yield what a claim rests on; of the mentions that tell it again, only what tells it and where."""
    for each in (grounds, *grounds.again):
        yield MarkKind.TRIGGER, each.event.span
        yield MarkKind.PLACE, findings.toponyms[each.toponym].span
    for cue in grounds.event.cues:
        yield MarkKind.CUE, cue.span
    if grounds.day is not None:
        yield MarkKind.DAY, grounds.day.span
    if grounds.attribution is not None:
        told = findings.attributions[grounds.attribution.origin] or grounds.attribution
        if grounds.attribution.claimant is not None:
            yield MarkKind.SPEAKER, grounds.attribution.claimant
        if told.verb_first >= 0:
            yield MarkKind.SAYING, _verb(findings, told)


def _verb(findings: Findings, attribution: Attribution) -> Span:
    tokens = findings.tokens
    return Span(tokens[attribution.verb_first].start, tokens[attribution.verb_last - 1].end)

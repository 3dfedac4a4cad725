"""A sentence cut at the ends of its marks, so that each piece is marked or not as a whole."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from geo.explain.records import Explanation, Mark
from geo.model import Span


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a sentence, the marks that cover it, and those of them that end with it."""

    text: str
    marks: tuple[Mark, ...]
    ending: tuple[Mark, ...]


def segments(explanation: Explanation, span: Span) -> Iterator[Segment]:
    """Yield the pieces of a sentence in order; joined, their texts are the sentence."""
    text, marks = explanation.article.text, explanation.marks
    first, last = (bisect_left(marks, at, key=lambda mark: mark.span.start) for at in (span.start, span.end))
    here = marks[first:last]
    ends = (min(end, span.end) for mark in here for end in (mark.span.start, mark.span.end))
    cuts = sorted({span.start, span.end, *ends})
    waiting, active = 0, list[Mark]()
    for start, end in pairwise(cuts):
        active = [mark for mark in active if mark.span.end > start]
        while waiting < len(here) and here[waiting].span.start <= start:
            active.append(here[waiting])
            waiting += 1
        yield Segment(text[start:end], tuple(active), tuple(mark for mark in active if mark.span.end <= end))

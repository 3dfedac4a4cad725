"""What an explanation is made of. Sentences and claims are numbered from 1, as readers count."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from geo.model import Article, Claim, Dropped, Span


class MarkKind(StrEnum):
    """What marked words are to the reader."""

    TRIGGER = "trigger"
    PLACE = "place"
    DAY = "day"
    SPEAKER = "speaker"
    SAYING = "saying"  # the verb of saying
    CUE = "cue"  # denies, puts off or hedges


@dataclass(frozen=True, slots=True)
class Mark:
    """Marked words: their kind, their role ("shelling", "origin", "hedge") and the claims that rest on them."""

    span: Span
    kind: MarkKind
    role: str
    claims: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a claim is of this kind, place, day, speaker and status, in words: one or more reasons for each."""

    event: tuple[str, ...]
    place: tuple[str, ...]
    day: tuple[str, ...]
    speaker: tuple[str, ...]
    status: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExplainedClaim:
    """A claim, its number, the sentence that it quotes, and those in which the same event is told again."""

    number: int
    claim: Claim
    sentence: int
    again: tuple[int, ...]
    speaker: str  # in words, also where none is named
    reasons: Reasons


@dataclass(frozen=True, slots=True)
class ExplainedSentence:
    """A sentence, the claims that quote it, and what else it holds that gave none, each with why."""

    number: int
    span: Span
    paragraph: int
    text: str
    claims: tuple[ExplainedClaim, ...]
    left: tuple[Dropped, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """An article's sentences in order, and its marked words; together they hold every claim and all that gave none."""

    article: Article
    sentences: tuple[ExplainedSentence, ...]
    marks: tuple[Mark, ...]

    @property
    def claims(self) -> tuple[ExplainedClaim, ...]:
        """Return all claims in the order of their numbers."""
        return tuple(claim for sentence in self.sentences for claim in sentence.claims)

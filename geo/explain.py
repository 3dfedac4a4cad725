"""One article, sentence by sentence: which claims it gave, and why the rest gave none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from geo.model import Article, Assembly, Claim, Findings, Span


@dataclass(frozen=True, slots=True)
class ExplainedSentence:
    """A sentence, the claims whose quote begins in it, and why anything else in it gave none."""

    span: Span
    text: str
    claims: tuple[Claim, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """An article's sentences in order; together they hold every claim and everything that was dropped."""

    article: Article
    sentences: tuple[ExplainedSentence, ...]

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Return all claims in the order in which they are numbered when shown."""
        return tuple(claim for sentence in self.sentences for claim in sentence.claims)


def explain(article: Article, findings: Findings, assembly: Assembly) -> Explanation:
    """Lay the claims and what was dropped beside the sentences that they come from."""
    spans = [sentence.span for sentence in findings.sentences] or [Span(0, len(article.text))]
    told = {mention.sentence for mention in findings.events}
    claims: list[list[Claim]] = [[] for _ in spans]
    reasons: list[list[str]] = [[] for _ in spans]
    for claim in assembly.claims:
        claims[_holder(spans, claim.quote_start)].append(claim)
    for dropped in assembly.dropped:
        reasons[_holder(spans, dropped.span.start)].append(dropped.reason)
    return Explanation(
        article,
        tuple(
            ExplainedSentence(
                span,
                span.of(article.text),
                tuple(sorted(claims[number], key=lambda claim: (claim.quote_start, claim.claim_id))),
                tuple(_once(reasons[number])) or (() if claims[number] else (_silence(told, number),)),
            )
            for number, span in enumerate(spans)
        ),
    )


def _silence(told: set[int], number: int) -> str:
    return "an event, but no place it could be tied to" if number in told else "tells no event of armed conflict"


def _holder(spans: list[Span], offset: int) -> int:
    """Return the number of the sentence that holds the offset, or of the last that begins before it."""
    begun = [number for number, span in enumerate(spans) if span.start <= offset]
    return begun[-1] if begun else 0


def _once(reasons: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(reasons)

"""Claims, their grounds and what gave none, laid beside the sentences that they come from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from geo.explain import values
from geo.explain.marks import marks_of
from geo.explain.reasons import Source, passed_over_reason, reasons_of
from geo.explain.records import ExplainedClaim, ExplainedSentence, Explanation
from geo.model import Article, Assembly, Claim, Dropped, Findings, Grounds, PassedOver, Place, Span


def explain(
    article: Article,
    findings: Findings,
    places: tuple[Place, ...],
    assembly: Assembly,
    passed_over: Sequence[PassedOver] = (),
) -> Explanation:
    """Return the article's claims and what gave none, with every reason, sentence by sentence.

    `places` holds one Place for each toponym of `findings`, `passed_over` the triggers that tell no event.
    """
    source = Source(article.text, findings, places)
    told = sorted(zip(assembly.claims, assembly.grounds, strict=True), key=_order)
    numbered = [(number, grounds) for number, (_, grounds) in enumerate(told, start=1)]
    claims: dict[int, list[ExplainedClaim]] = defaultdict(list)
    for number, (claim, grounds) in enumerate(told, start=1):
        explained = _claim(source, number, claim, grounds)
        claims[explained.sentence].append(explained)
    # Beside a claim, words that are no trigger there are no news.
    passed = [each for each in passed_over if each.sentence + 1 not in claims]
    left: dict[int, dict[Dropped, None]] = defaultdict(dict)
    for each in _left(source, assembly.dropped, passed, numbered):
        left[source.sentence(each.span)][each] = None
    spans = [(sentence.span, sentence.paragraph) for sentence in findings.sentences]
    return Explanation(
        article,
        tuple(
            ExplainedSentence(
                number,
                span,
                paragraph,
                span.of(article.text),
                tuple(claims.get(number, ())),
                tuple(left.get(number, ())),
            )
            for number, (span, paragraph) in enumerate(spans or [(Span(0, len(article.text)), 0)], start=1)
        ),
        tuple(marks_of(findings, passed, numbered)),
    )


def _order(told: tuple[Claim, Grounds]) -> tuple[int, int, int]:
    claim, grounds = told
    return claim.quote_start, grounds.event.first, grounds.toponym


def _claim(source: Source, number: int, claim: Claim, grounds: Grounds) -> ExplainedClaim:
    sentence = source.sentence(Span(claim.quote_start, claim.quote_end))
    again = {source.sentence(each.event.span) for each in grounds.again} - {sentence}
    return ExplainedClaim(
        number,
        claim,
        sentence,
        tuple(sorted(again)),
        values.speaker(claim, grounds),
        reasons_of(source, claim, grounds),
    )


def _left(
    source: Source,
    dropped: Iterable[Dropped],
    passed_over: Iterable[PassedOver],
    grounds: Iterable[tuple[int, Grounds]],
) -> list[Dropped]:
    """Return all that gave no claim of its own, in the order of the text."""
    found = [*dropped, *(Dropped(each.span, passed_over_reason(source, each)) for each in passed_over)]
    for number, ground in grounds:
        for again in ground.again:
            if again.event.sentence == ground.event.sentence:
                continue
            words = source.quoted(again.event.span)
            found.append(Dropped(again.event.span, f"{words}: the same event as claim {number}"))
    return sorted(found, key=lambda each: (each.span, each.reason))

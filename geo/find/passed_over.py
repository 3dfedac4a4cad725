"""Trigger words that tell no event in their sentence, and why: only whoever explains an article asks for them."""

from __future__ import annotations

from geo.find import frames
from geo.find.clauses import Words
from geo.find.events import is_aside, is_of_war, longest, speaks_of_war
from geo.find.untold import doubts_of, untold
from geo.lexicon import Lexicon, Trigger
from geo.model import Findings, PassedOver, Sentence, Span
from geo.phrases import Match
from geo.rules import Untold
from geo.tokens import Token


def passed_over(findings: Findings, lexicon: Lexicon) -> tuple[PassedOver, ...]:
    """Return the triggers of an article that are no event of its findings, in order."""
    told = {(event.first, event.last) for event in findings.events}
    found: list[PassedOver] = []
    at_war = speaks_of_war(findings.tokens, lexicon)
    of_war = is_of_war(findings.tokens, lexicon)
    for number, sentence in enumerate(findings.sentences):
        matches = longest(frames.told(findings.tokens, findings.sentences, number, lexicon, of_war=of_war))
        doubts = doubts_of(findings.tokens, sentence, lexicon, at_war=at_war) if matches else None
        for match in matches:
            if (match.first, match.last) in told or doubts is None:
                continue
            why, telling = untold(findings.tokens, sentence, match, lexicon, doubts) or (
                _beside(findings.tokens, sentence, match, lexicon),
                None,
            )
            found.append(
                PassedOver(
                    _span(findings.tokens, Words(match.first, match.last)),
                    number,
                    match.phrase.payload.event_type,
                    why,
                    _span(findings.tokens, telling) if telling else None,
                )
            )
    return tuple(found)


def _beside(tokens: tuple[Token, ...], sentence: Sentence, match: Match[Trigger], lexicon: Lexicon) -> Untold:
    return Untold.ASIDE if is_aside(tokens, sentence, match, lexicon.grammar) else Untold.WEAKER


def _span(tokens: tuple[Token, ...], words: Words) -> Span:
    return Span(tokens[words.first].start, tokens[words.last - 1].end)
